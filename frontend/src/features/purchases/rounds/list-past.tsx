import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useApiQuery } from "@/api/hooks";
import { useMe } from "@/app/session";
import { StageBadge } from "@/features/purchases/round-page";
import { GoTo, roundAddress } from "@/features/purchases/rounds/links";
import { Gain } from "@/features/purchases/values";
import type { RoundLine } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { DateRange } from "@/ui/values";

/** What is over, and what it really saved one's organisation. */
export function PastRounds({ rounds }: { rounds: RoundLine[] }) {
  const { t } = useLingui();
  const columns: Column<RoundLine>[] = [
    {
      key: "title",
      header: t`Achat`,
      phone: "title",
      cell: (round) => (
        <div>
          <GoTo to={roundAddress(round.id)} fw={600}>
            {round.title}
          </GoTo>
          <Text size="sm" c="dimmed" fw={400}>
            {round.agreement_name}
          </Text>
        </div>
      ),
    },
    {
      key: "period",
      header: t`Marché`,
      cell: (round) => <DateRange from={round.starts_on} to={round.ends_on} />,
    },
    { key: "state", header: t`État`, cell: ({ state }) => <StageBadge state={state} /> },
    {
      key: "saved",
      header: t`Notre gain net`,
      align: "right",
      cell: (round) => (round.state === "closed" ? <Saved round={round} /> : <NoGain />),
    },
  ];
  return (
    <Section title={t`Terminés`}>
      <DataList label={t`Achats terminés`} items={rounds} columns={columns} rowKey={({ id }) => id} />
    </Section>
  );
}

function NoGain() {
  return <Text c="dimmed">–</Text>;
}

/** The net gain of one's organisation, once the accounts are made; a loss is shown as one. */
function Saved({ round }: { round: RoundLine }) {
  const me = useMe().acting_for?.organisation_id;
  const savings = useApiQuery(
    "/v1/purchases/{round_id}/savings",
    { path: { round_id: round.id }, query: { organisation_id: me } },
    { enabled: me !== undefined, staleTime: 300_000 },
  );
  if (savings.error) return <Trans>à lire sur sa page</Trans>;
  if (!savings.data) return <Text c="dimmed">…</Text>;
  const mine = savings.data.members.find(({ organisation_id }) => organisation_id === me)?.actual;
  return mine ? (
    <Gain cents={mine.net_gain_cents} strong />
  ) : (
    <Text c="dimmed">
      <Trans>rien acheté</Trans>
    </Text>
  );
}
