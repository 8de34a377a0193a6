import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconPigMoney, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { ContributionDialog } from "@/features/funds/contribution-dialog";
import { accountAddress, Elsewhere } from "@/features/funds/links";
import { ReverseDialog } from "@/features/funds/reverse-dialog";
import {
  type Contribution,
  contributionWords,
  type Fund,
  type Stake,
  spendFunds,
} from "@/features/funds/words";
import { type Column, DataList } from "@/ui/data-list";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateText, Money, Percent } from "@/ui/values";

/** Who brought what, where one may read it, and each contribution. */
export function ContributionsSection({ fund }: { fund: Fund }) {
  const { t } = useLingui();
  const [recording, setRecording] = useState(false);
  const maySpend = useCan(spendFunds);
  const record =
    fund.leads && maySpend ? (
      <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setRecording(true)}>
        <Trans>Enregistrer un apport</Trans>
      </Button>
    ) : null;
  return (
    <div id="contributions">
      <Section title={t`Apports et cotisations`} actions={record}>
        <Stack gap="lg">
          {fund.stakes ? (
            <ByMember fund={fund} stakes={fund.stakes} />
          ) : (
            <Text maw="46rem">{fund.withheld}</Text>
          )}
          <Each fund={fund} />
          {fund.leads && !maySpend ? (
            <Text size="sm" c="dimmed">
              <Trans>
                Votre mandat ne permet pas d’enregistrer un apport : il y faut le pouvoir de dépenser.
              </Trans>
            </Text>
          ) : null}
        </Stack>
        {recording ? <ContributionDialog fund={fund} onClose={() => setRecording(false)} /> : null}
      </Section>
    </div>
  );
}

function ByMember({ fund, stakes }: { fund: Fund; stakes: Stake[] }) {
  const { t } = useLingui();
  const columns: Column<Stake>[] = [
    {
      key: "name",
      header: t`Membre`,
      phone: "title",
      cell: ({ organisation_name, present }) => (
        <Group gap="xs">
          {organisation_name}
          {present ? null : (
            <StatusBadge tone="neutral">
              <Trans>A quitté l’accord</Trans>
            </StatusBadge>
          )}
        </Group>
      ),
    },
    {
      key: "repayable",
      header: t`Avec droit de reprise`,
      align: "right",
      cell: ({ repayable_cents }) => <Money cents={repayable_cents} />,
    },
    {
      key: "yearly",
      header: t`Cotisations`,
      align: "right",
      cell: ({ yearly_cents }) => <Money cents={yearly_cents} />,
    },
    {
      key: "stake",
      header: t`Ce qui lui reviendrait`,
      align: "right",
      cell: ({ stake_cents, account_id }) =>
        account_id ? (
          <Elsewhere to={accountAddress(fund.agreement_id, account_id)}>
            <Money cents={stake_cents} />
          </Elsewhere>
        ) : (
          <Money cents={stake_cents} />
        ),
    },
    {
      key: "share",
      header: t`Part`,
      align: "right",
      cell: ({ share_bp }) => (share_bp === null ? "–" : <Percent ratio={share_bp / 10_000} />),
    },
  ];
  return (
    <DataList
      label={t`Par membre`}
      items={stakes}
      columns={columns}
      rowKey={({ organisation_id }) => organisation_id}
    />
  );
}

/** Each contribution, unfolded by who asks: a fund of many years has hundreds. */
function Each({ fund }: { fund: Fund }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  if (!open && fund.stakes) {
    return (
      <div>
        <Button variant="default" onClick={() => setOpen(true)}>
          <Trans>Voir chaque apport</Trans>
        </Button>
      </div>
    );
  }
  return (
    <div>
      <Title order={3} mb="xs">
        {fund.stakes ? t`Un par un` : t`Les nôtres`}
      </Title>
      <EachOf fund={fund} />
    </div>
  );
}

function EachOf({ fund }: { fund: Fund }) {
  const { t } = useLingui();
  const contributions = useApiInfinite("/v1/funds/{fund_id}/contributions", { path: { fund_id: fund.id } });
  return (
    <>
      <Loaded query={contributions}>
        {(read) =>
          read.length === 0 ? (
            <EmptyState icon={IconPigMoney} title={t`Aucun apport enregistré`}>
              {fund.leads ? (
                <Trans>
                  Quand un membre a versé de l’argent au fonds, enregistrez-le ici, à la date du versement.
                </Trans>
              ) : (
                <Trans>Le chef de file enregistre ici ce que chaque membre a versé au fonds.</Trans>
              )}
            </EmptyState>
          ) : (
            <EachList fund={fund} items={read} />
          )
        }
      </Loaded>
      <LoadMore query={contributions} />
    </>
  );
}

/** The last recorded first; the lead may reverse one recorded by mistake. */
function EachList({ fund, items }: { fund: Fund; items: Contribution[] }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const [reversing, setReversing] = useState<Contribution | null>(null);
  const mayReverse = useCan(spendFunds) && fund.leads;
  const columns: Column<Contribution>[] = [
    {
      key: "who",
      header: t`Membre`,
      phone: "title",
      cell: ({ organisation_name, note, reference }) => (
        <div>
          {organisation_name}
          <Text size="sm" c="dimmed" fw={400}>
            {[note, reference].filter(Boolean).join(" · ")}
          </Text>
        </div>
      ),
    },
    { key: "kind", header: t`Nature`, cell: ({ kind }) => i18n._(contributionWords[kind].name) },
    {
      key: "on",
      header: t`Reçu le`,
      cell: ({ occurred_on }) => <DateText value={occurred_on} style="short" />,
    },
    {
      key: "amount",
      header: t`Montant`,
      align: "right",
      cell: ({ id, amount_cents, account_id, reversed }) => (
        <Group gap="xs" justify="flex-end">
          {reversed ? (
            <StatusBadge tone="neutral">
              <Trans>Annulé</Trans>
            </StatusBadge>
          ) : null}
          <Elsewhere to={accountAddress(fund.agreement_id, account_id)} search={{ entry: id }}>
            <Money cents={amount_cents} />
          </Elsewhere>
        </Group>
      ),
    },
  ];
  const actions = (contribution: Contribution) => {
    const { organisation_name: name } = contribution;
    return contribution.reversed ? null : (
      <Button
        size="xs"
        variant="default"
        onClick={() => setReversing(contribution)}
        aria-label={t`Annuler l’apport de ${name}`}
      >
        <Trans>Annuler</Trans>
      </Button>
    );
  };
  return (
    <>
      <DataList
        label={t`Apports enregistrés`}
        items={items}
        columns={columns}
        rowKey={({ id }) => id}
        {...(mayReverse ? { actions } : {})}
      />
      {reversing ? (
        <ReverseDialog fund={fund} contribution={reversing} onClose={() => setReversing(null)} />
      ) : null}
    </>
  );
}
