import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Stack, Text } from "@mantine/core";
import { SettlementBadge } from "@/features/settlements/badges";
import { SettlementLink } from "@/features/settlements/links";
import type { Summary } from "@/features/settlements/words";
import { type Column, DataList } from "@/ui/data-list";
import { StatusBadge } from "@/ui/status-badge";
import { DateText, Money } from "@/ui/values";

type SettlementListProps = {
  settlements: Summary[];
  /** Whether each names its agreement. */
  named?: boolean;
};

/** Settlements, with what each is for us. */
export function SettlementList({ settlements, named = false }: SettlementListProps) {
  const { t } = useLingui();
  const columns: Column<Summary>[] = [
    {
      key: "number",
      header: t`Compensation`,
      phone: "title",
      cell: ({ id, number, agreement_name }) => (
        <div>
          <SettlementLink id={id} number={number} />
          {named ? (
            <Text size="sm" c="dimmed" fw={400} maw="22rem">
              {agreement_name}
            </Text>
          ) : null}
        </div>
      ),
    },
    {
      key: "proposed",
      header: t`Proposée le`,
      cell: ({ proposed_at }) => <DateText value={proposed_at} />,
    },
    { key: "state", header: t`État`, cell: (settlement) => <Where settlement={settlement} /> },
    {
      key: "mine",
      header: t`Pour vous`,
      align: "right",
      cell: (settlement) => <ForUs settlement={settlement} />,
    },
  ];
  return <DataList label={t`Compensations`} items={settlements} columns={columns} rowKey={({ id }) => id} />;
}

function Where({ settlement: { state, may_answer, awaited } }: { settlement: Summary }) {
  if (may_answer) {
    return (
      <StatusBadge tone="attention">
        <Trans>Votre réponse est attendue</Trans>
      </StatusBadge>
    );
  }
  return (
    <Stack gap={4} align="flex-start">
      <SettlementBadge state={state} />
      {state === "proposed" && awaited ? (
        <Text size="sm" c="dimmed" component="span">
          <Plural value={awaited} one="# réponse attendue" other="# réponses attendues" />
        </Text>
      ) : null}
    </Stack>
  );
}

/** What one's own organisation ends up paying or receiving. */
function ForUs({ settlement: { mine, state } }: { settlement: Summary }) {
  if (!mine) {
    return (
      <Text component="span" c="dimmed">
        <Trans>ne vous concerne pas</Trans>
      </Text>
    );
  }
  if (state === "refused" || state === "withdrawn") {
    return (
      <Text component="span" c="dimmed">
        <Trans>sans effet</Trans>
      </Text>
    );
  }
  const { net_cents: net } = mine;
  if (net === 0) return <Trans>rien à payer ni à recevoir</Trans>;
  return net < 0 ? (
    <Trans>
      <Money cents={-net} /> à payer
    </Trans>
  ) : (
    <Trans>
      <Money cents={net} /> à recevoir
    </Trans>
  );
}
