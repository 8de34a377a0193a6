import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconArrowDown, IconGift, IconLock, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite, useApiQuery } from "@/api/hooks";
import { useCan } from "@/app/session";
import { BenefitDialog } from "@/features/networks/benefit-dialog";
import { SummaryFigures } from "@/features/networks/figures";
import { NetworkLink, WayWords } from "@/features/networks/links";
import type { Benefit, Effective, NetworkDetail } from "@/features/networks/words";
import { FictionalBadge } from "@/ui/fictional-badge";
import { AnchorLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateText, Money } from "@/ui/values";

type BenefitsTabProps = { network: NetworkDetail; on: string | undefined };

/** What the network gives, and what it has from other networks, each with its source. */
export function BenefitsTab({ network, on }: BenefitsTabProps) {
  return (
    <div>
      <Given network={network} on={on} />
      <Received network={network} on={on} />
    </div>
  );
}

function Given({ network, on }: BenefitsTabProps) {
  const { t } = useLingui();
  const mayManage = useCan("networks.manage") && network.is_mine;
  const [creating, setCreating] = useState(false);
  // Without a day, the benefits to come and those that ended are listed too: the network keeps them.
  const benefits = useApiInfinite("/v1/networks/{network_id}/benefits", {
    path: { network_id: network.id },
    query: { on },
  });
  const { name } = network;
  return (
    <Section
      title={t`Donné par ${name}`}
      actions={
        mayManage ? (
          <Button
            variant="default"
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setCreating(true)}
          >
            <Trans>Ouvrir un avantage</Trans>
          </Button>
        ) : null
      }
    >
      <Loaded query={benefits}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={IconGift} title={t`Aucun avantage enregistré`}>
              {mayManage ? (
                <Trans>
                  Décrivez ce que votre réseau apporte à ses membres : achats groupés, veille juridique,
                  formations.
                </Trans>
              ) : (
                <Trans>{name} n’a pas encore décrit ce qu’il apporte à ses membres.</Trans>
              )}
            </EmptyState>
          ) : (
            <Stack gap="md">
              {items.map((benefit) => (
                <BenefitCard key={benefit.id} benefit={benefit} on={on} mayManage={mayManage} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      <LoadMore query={benefits} />
      {creating ? <BenefitDialog networkId={network.id} onClose={() => setCreating(false)} /> : null}
    </Section>
  );
}

type BenefitCardProps = { benefit: Benefit; on: string | undefined; mayManage: boolean };

function BenefitCard({ benefit, on, mayManage }: BenefitCardProps) {
  const { t } = useLingui();
  const [changing, setChanging] = useState(false);
  const { name, description, individual_fee_cents: fee, starts_on, ends_on } = benefit;
  return (
    <Paper p="lg" component="article" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <Group gap="sm">
            <Title order={3}>
              <BenefitLink networkId={benefit.network_id} benefitId={benefit.id} name={name} on={on} />
            </Title>
            <Reach benefit={benefit} />
            {benefit.fictional ? <FictionalBadge /> : null}
          </Group>
          {mayManage ? (
            <Button
              variant="default"
              size="xs"
              aria-label={t`Modifier l’avantage ${name}`}
              onClick={() => setChanging(true)}
            >
              <Trans>Modifier</Trans>
            </Button>
          ) : null}
        </Group>
        {description ? <Text maw="42rem">{description}</Text> : null}
        <Text size="sm" c="dimmed">
          {ends_on ? (
            <Trans>
              Du <DateText value={starts_on} /> au <DateText value={ends_on} />
            </Trans>
          ) : (
            <Trans>
              Depuis le <DateText value={starts_on} />
            </Trans>
          )}
          {fee === null ? null : (
            <>
              {" · "}
              <Trans>
                <Money cents={fee} /> par an pour une organisation seule
              </Trans>
            </>
          )}
        </Text>
        <Figures networkId={benefit.network_id} benefitId={benefit.id} on={on} />
      </Stack>
      {changing ? (
        <BenefitDialog networkId={benefit.network_id} benefit={benefit} onClose={() => setChanging(false)} />
      ) : null}
    </Paper>
  );
}

/** Whom a benefit is for, in a word. */
export function Reach({ benefit }: { benefit: Pick<Benefit, "passes_on" | "for_associates"> }) {
  return (
    <Group gap="xs">
      {benefit.passes_on ? (
        <StatusBadge tone="shared" icon={IconArrowDown}>
          <Trans>Se transmet aux membres des réseaux membres</Trans>
        </StatusBadge>
      ) : (
        <StatusBadge tone="neutral" icon={IconLock}>
          <Trans>Ne se transmet pas</Trans>
        </StatusBadge>
      )}
      {benefit.for_associates ? (
        <StatusBadge tone="info">
          <Trans>Aussi pour les associés</Trans>
        </StatusBadge>
      ) : null}
    </Group>
  );
}

type FiguresProps = { networkId: string; benefitId: string; on: string | undefined };

function Figures({ networkId, benefitId, on }: FiguresProps) {
  const summary = useApiQuery("/v1/networks/{network_id}/benefits/{benefit_id}/summary", {
    path: { network_id: networkId, benefit_id: benefitId },
    query: { on },
  });
  return (
    <Loaded query={summary} lines={2}>
      {(found) => <SummaryFigures summary={found} on={on} />}
    </Loaded>
  );
}

type BenefitLinkProps = {
  networkId: string;
  benefitId: string;
  name: string;
  on?: string | undefined;
  through?: string;
};

function BenefitLink({ networkId, benefitId, name, on, through }: BenefitLinkProps) {
  return (
    <AnchorLink
      to="/networks/$networkId/benefits/$benefitId"
      params={{ networkId, benefitId }}
      search={{ on, through }}
      fw={600}
    >
      {name}
    </AnchorLink>
  );
}

/** What the network has as a member of others, and whether its own members have it too. */
function Received({ network, on }: BenefitsTabProps) {
  const { t } = useLingui();
  const effective = useApiInfinite("/v1/networks/effective", {
    query: { organisation_id: network.id, on, limit: 100 },
  });
  const { name } = network;
  return (
    <Section title={t`Reçu d’autres réseaux par ${name}`}>
      <Loaded query={effective} lines={2}>
        {(items) =>
          items.every(({ benefits }) => benefits.length === 0) ? (
            <Text c="dimmed">
              <Trans>Rien à cette date : {name} n’appartient à aucun réseau qui lui donne un avantage.</Trans>
            </Text>
          ) : (
            <Stack gap="md">
              {items.flatMap((way) =>
                way.benefits.map((benefit) => (
                  <ReceivedCard
                    key={`${way.membership_id}/${way.network_id}/${benefit.benefit_id}`}
                    network={network}
                    way={way}
                    benefit={benefit}
                    on={on}
                  />
                )),
              )}
            </Stack>
          )
        }
      </Loaded>
      <LoadMore query={effective} />
    </Section>
  );
}

type ReceivedCardProps = {
  network: NetworkDetail;
  way: Effective;
  benefit: Effective["benefits"][number];
  on: string | undefined;
};

function ReceivedCard({ network, way, benefit, on }: ReceivedCardProps) {
  const summary = useApiQuery("/v1/networks/{network_id}/benefits/{benefit_id}/summary", {
    path: { network_id: way.network_id, benefit_id: benefit.benefit_id },
    query: { on },
  });
  const giver = <NetworkLink id={way.network_id} name={way.network_name} />;
  const { payer_name: payer } = way;
  return (
    <Paper p="lg" component="article" aria-label={benefit.name}>
      <Stack gap="sm">
        <Title order={3}>
          <BenefitLink
            networkId={way.network_id}
            benefitId={benefit.benefit_id}
            name={benefit.name}
            on={on}
            through={network.id}
          />
        </Title>
        <Text size="sm">
          <Trans>
            Donné par {giver}, <WayWords {...way} /> · adhésion payée par {payer}
          </Trans>
        </Text>
        <Loaded query={summary} lines={1}>
          {(found) => (
            <>
              <PassedOn network={network} carriers={found.carriers} />
              {found.carriers.some(({ network_id }) => network_id === network.id) ? (
                <SummaryFigures summary={found} on={on} />
              ) : null}
            </>
          )}
        </Loaded>
      </Stack>
    </Paper>
  );
}

type Carriers = {
  network_id: string;
  members: number;
  members_reached: number;
  associates: number;
  associates_reached: number;
}[];

function PassedOn({ network, carriers }: { network: NetworkDetail; carriers: Carriers }) {
  const { name } = network;
  const carrier = carriers.find(({ network_id }) => network_id === network.id);
  if (!carrier) {
    return (
      <Text>
        <Trans>Réservé à {name} : ses membres n’en bénéficient pas.</Trans>
      </Text>
    );
  }
  const { members, members_reached: reached, associates, associates_reached: associatesReached } = carrier;
  return (
    <Text>
      <Trans>
        Transmis par {name} à {reached} de ses {members} adhérents.
      </Trans>{" "}
      {associates === 0 ? null : associatesReached === 0 ? (
        <Trans>Ses {associates} associés ne l’ont pas.</Trans>
      ) : (
        <Trans>
          {associatesReached} de ses {associates} associés l’ont aussi.
        </Trans>
      )}
    </Text>
  );
}
