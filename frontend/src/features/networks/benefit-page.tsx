import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconArrowLeft, IconCopyCheck, IconUsers, IconX } from "@tabler/icons-react";
import { useApiInfinite, useApiQuery } from "@/api/hooks";
import { Reach } from "@/features/networks/benefits-tab";
import { DayChooser } from "@/features/networks/day-chooser";
import { SummaryFigures } from "@/features/networks/figures";
import { BackToNetworks, NetworkLink, OrganisationLink, WayWords } from "@/features/networks/links";
import type { Shown } from "@/features/networks/search";
import type { Beneficiary, Benefit, BenefitSummary } from "@/features/networks/words";
import { useChangeAddress } from "@/ui/address";
import { type Column, DataList } from "@/ui/data-list";
import { FictionalBadge } from "@/ui/fictional-badge";
import { AnchorLink, ButtonLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { LoadedPage } from "@/ui/loaded-page";
import { Page, Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateText, Quantity } from "@/ui/values";

type Address = {
  networkId: string;
  benefitId: string;
  /** Day described; today when absent. */
  on?: string | undefined;
  shown?: Shown | undefined;
  /** Only the members of this network. */
  through?: string | undefined;
};

/** One benefit: whom it reaches, by which path, what that saves, and the lists behind each figure. */
export function BenefitPage(address: Address) {
  const { t } = useLingui();
  const path = { network_id: address.networkId, benefit_id: address.benefitId };
  const benefit = useApiQuery("/v1/networks/{network_id}/benefits/{benefit_id}", { path });
  const summary = useApiQuery("/v1/networks/{network_id}/benefits/{benefit_id}/summary", {
    path,
    query: { on: address.on },
  });
  return (
    <LoadedPage query={benefit} title={t`Avantage`} above={<BackToNetworks />}>
      {(found) => (
        <Page
          title={found.name}
          above={<BackToNetwork benefit={found} on={address.on} />}
          badge={found.fictional ? <FictionalBadge /> : null}
          lead={<Lead benefit={found} />}
        >
          <Stack gap="lg">
            <DayChooser on={address.on} />
            <Loaded query={summary}>{(figures) => <Summary summary={figures} {...address} />}</Loaded>
          </Stack>
        </Page>
      )}
    </LoadedPage>
  );
}

function BackToNetwork({ benefit, on }: { benefit: Benefit; on: string | undefined }) {
  const { network_name: name } = benefit;
  return (
    <AnchorLink
      to="/networks/$networkId"
      params={{ networkId: benefit.network_id }}
      search={{ tab: "benefits", on }}
      inline
    >
      <IconArrowLeft size={16} aria-hidden="true" style={{ verticalAlign: "-2px" }} />{" "}
      <Trans>{name} : avantages</Trans>
    </AnchorLink>
  );
}

function Lead({ benefit }: { benefit: Benefit }) {
  const giver = <NetworkLink id={benefit.network_id} name={benefit.network_name} />;
  return (
    <Stack gap="xs">
      <span>
        <Trans>Avantage donné par {giver}.</Trans> {benefit.description}
      </span>
      <Reach benefit={benefit} />
    </Stack>
  );
}

function Summary({ summary, ...address }: Address & { summary: BenefitSummary }) {
  const { t } = useLingui();
  const { both } = summary;
  return (
    <div>
      <Section title={t`Ce qu’il représente`}>
        <Stack gap="md">
          <SummaryFigures summary={summary} on={address.on} />
          {both > 0 ? (
            <Alert color="orange" variant="light" icon={<IconCopyCheck aria-hidden="true" />}>
              <Plural
                value={both}
                one="Une organisation l’a de deux façons : elle paie peut-être une adhésion dont son réseau la dispense. Elle est marquée dans la liste."
                other="# organisations l’ont de deux façons : elles paient peut-être une adhésion dont leur réseau les dispense. Elles sont marquées dans la liste."
              />
            </Alert>
          ) : null}
        </Stack>
      </Section>
      {summary.carriers.length > 0 ? <Carriers summary={summary} on={address.on} /> : null}
      <Beneficiaries summary={summary} {...address} />
    </div>
  );
}

function Carriers({ summary, on }: { summary: BenefitSummary; on: string | undefined }) {
  const { t } = useLingui();
  type Carrier = BenefitSummary["carriers"][number];
  const columns: Column<Carrier>[] = [
    {
      key: "name",
      header: t`Réseau`,
      phone: "title",
      cell: ({ network_id, name }) => <NetworkLink id={network_id} name={name} />,
    },
    {
      key: "members",
      header: t`Adhérents qui l’ont`,
      align: "right",
      cell: ({ members, members_reached: reached }) => (
        <Trans>
          {reached} sur {members}
        </Trans>
      ),
    },
    {
      key: "associates",
      header: t`Associés qui l’ont`,
      align: "right",
      cell: ({ associates, associates_reached: reached }) => (
        <Trans>
          {reached} sur {associates}
        </Trans>
      ),
    },
  ];
  return (
    <div id="reseaux">
      <Section title={t`Réseaux qui le transmettent`}>
        <DataList
          label={t`Réseaux qui le transmettent`}
          items={summary.carriers}
          columns={columns}
          rowKey={({ network_id }) => network_id}
          actions={({ network_id, name }) => (
            <ButtonLink
              to="/networks/$networkId/benefits/$benefitId"
              params={{ networkId: summary.network_id, benefitId: summary.benefit_id }}
              search={{ on, through: network_id }}
              hash="beneficiaires"
              variant="default"
              size="xs"
              aria-label={t`Voir lesquels (${name})`}
            >
              <Trans>Voir lesquels</Trans>
            </ButtonLink>
          )}
        />
      </Section>
    </div>
  );
}

function Beneficiaries({ summary, on, shown, through }: Address & { summary: BenefitSummary }) {
  const { t } = useLingui();
  const change = useChangeAddress();
  const beneficiaries = useApiInfinite("/v1/networks/{network_id}/benefits/{benefit_id}/beneficiaries", {
    path: { network_id: summary.network_id, benefit_id: summary.benefit_id },
    query: { on, is_network: shown && shown === "networks", member_of: through, limit: 100 },
  });
  return (
    <div id="beneficiaires">
      <Section title={t`Qui en bénéficie, et par quel chemin`}>
        <Stack gap="md">
          <Group>
            <SegmentedControl
              aria-label={t`Bénéficiaires montrés`}
              value={shown ?? "all"}
              onChange={(value) => change({ shown: value === "all" ? undefined : value })}
              data={[
                { value: "all", label: t`Tous` },
                { value: "organisations", label: t`Organisations` },
                { value: "networks", label: t`Réseaux` },
              ]}
            />
            {through ? (
              <Button
                variant="light"
                rightSection={<IconX size={16} aria-hidden="true" />}
                onClick={() => change({ through: undefined })}
              >
                <ThroughWords summary={summary} through={through} />
              </Button>
            ) : null}
          </Group>
          <Loaded query={beneficiaries}>
            {(items) =>
              items.length === 0 ? (
                <EmptyState icon={IconUsers} title={t`Personne à cette date avec ces filtres`}>
                  <Trans>Choisissez une autre date, ou montrez tous les bénéficiaires.</Trans>
                </EmptyState>
              ) : (
                <BeneficiaryList beneficiaries={items} />
              )
            }
          </Loaded>
          <LoadMore query={beneficiaries} />
        </Stack>
      </Section>
    </div>
  );
}

function ThroughWords({ summary, through }: { summary: BenefitSummary; through: string }) {
  const name = summary.carriers.find(({ network_id }) => network_id === through)?.name;
  return name ? (
    <Trans>Par {name} seulement : tout montrer</Trans>
  ) : (
    <Trans>Un seul réseau : tout montrer</Trans>
  );
}

function BeneficiaryList({ beneficiaries }: { beneficiaries: Beneficiary[] }) {
  const { t } = useLingui();
  const columns: Column<Beneficiary>[] = [
    {
      key: "name",
      header: t`Bénéficiaire`,
      phone: "title",
      cell: ({ organisation_id: id, organisation_name: name, is_network }) => (
        <>
          {is_network ? <NetworkLink id={id} name={name} /> : <OrganisationLink id={id} name={name} />}
          {is_network ? (
            <Text size="sm" c="dimmed">
              <Trans>Réseau</Trans>
            </Text>
          ) : null}
        </>
      ),
    },
    { key: "ways", header: t`Par quel chemin`, cell: (beneficiary) => <Ways beneficiary={beneficiary} /> },
  ];
  return (
    <DataList
      label={t`Bénéficiaires`}
      items={beneficiaries}
      columns={columns}
      rowKey={({ organisation_id }) => organisation_id}
    />
  );
}

/** Every way, the nearest first: one may lose one and keep another. */
function Ways({ beneficiary }: { beneficiary: Beneficiary }) {
  const { ways } = beneficiary;
  const count = ways.length;
  return (
    <Stack gap={4}>
      {count > 1 ? (
        <span>
          <StatusBadge tone="attention" icon={IconCopyCheck}>
            <Trans>
              <Quantity value={count} /> chemins
            </Trans>
          </StatusBadge>
        </span>
      ) : null}
      {ways.map((way) => {
        const { payer_name: payer, starts_on, ends_on } = way;
        return (
          <div key={way.path.map(({ network_id }) => network_id).join("/")}>
            <Text span fw={600}>
              <WayWords {...way} />
            </Text>
            <Text size="sm" c="dimmed">
              {ends_on ? (
                <Trans>
                  payé par {payer}, du <DateText value={starts_on} /> au <DateText value={ends_on} />
                </Trans>
              ) : (
                <Trans>
                  payé par {payer}, depuis le <DateText value={starts_on} />
                </Trans>
              )}
            </Text>
          </div>
        );
      })}
    </Stack>
  );
}
