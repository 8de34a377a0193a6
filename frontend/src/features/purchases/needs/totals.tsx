import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Stack, Text } from "@mantine/core";
import { useApiQuery } from "@/api/hooks";
import type { ItemVolume, Volumes } from "@/features/purchases/needs/words";
import { NotTold, Volume } from "@/features/purchases/values";
import type { Round } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { Money } from "@/ui/values";

/** What all need together: live where lines are open, else told once, or not told and why. */
export function Totals({ round }: { round: Round }) {
  const { t } = useLingui();
  const isOpen = round.confidentiality === "open" && round.sees_all;
  const volumes = useApiQuery("/v1/purchases/{round_id}/volumes", {
    path: { round_id: round.id },
    query: isOpen ? {} : { moment: "needs" },
  });
  return (
    <Section title={t`Tous ensemble`}>
      <Loaded query={volumes} lines={3}>
        {(told) => (
          <Stack gap="sm">
            <Text c="dimmed" maw="44rem">
              <Progress round={round} />{" "}
              {told.basis === "live" ? (
                <Live round={round} />
              ) : round.needs_closed_at === null ? (
                <Trans>Les totaux seront publiés une seule fois, à la clôture du recensement.</Trans>
              ) : (
                <Trans>
                  Totaux publiés une seule fois, à la clôture du recensement : ils ne changent plus.
                </Trans>
              )}
            </Text>
            {told.basis === "published" && round.needs_closed_at === null ? null : (
              <TotalsList volumes={told} round={round} />
            )}
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}

function Live({ round: { state } }: { round: Round }) {
  if (state === "needs") return <Trans>Ces totaux suivent les réponses.</Trans>;
  if (state === "quotes" || state === "choice") {
    return <Trans>Ces totaux changent si une organisation quitte un lot avant son attribution.</Trans>;
  }
  return <Trans>Sans les organisations qui ont quitté un lot avant son attribution.</Trans>;
}

function Progress({ round: { answered_count: answered, members_count: asked } }: { round: Round }) {
  return (
    <Plural
      value={answered}
      _0={`Aucune des ${asked} organisations n’a encore répondu.`}
      one={`# organisation sur ${asked} a répondu.`}
      other={`# organisations sur ${asked} ont répondu.`}
    />
  );
}

export function TotalsList({ volumes, round }: { volumes: Volumes; round: Round }) {
  const { t } = useLingui();
  const lots = new Map(round.lots.map(({ id, name }) => [id, name]));
  const columns: Column<ItemVolume>[] = [
    {
      key: "item",
      header: t`Article`,
      phone: "title",
      cell: ({ item_name: item, lot_id: lot }) => (
        <>
          {item}
          {lots.size > 1 ? (
            <Text size="sm" c="dimmed" fw={400}>
              {lots.get(lot)}
            </Text>
          ) : null}
        </>
      ),
    },
    {
      key: "volume",
      header: t`Volume`,
      align: "right",
      cell: ({ volume, unit, withheld }) =>
        volume === null ? (
          <NotTold {...(withheld ? { why: withheld } : {})} />
        ) : (
          <Volume value={volume} unit={unit} />
        ),
    },
    {
      key: "buyers",
      header: t`Organisations`,
      align: "right",
      cell: ({ contributors, volume }) =>
        volume === null || contributors === null ? "–" : <Volume value={contributors} />,
    },
    {
      key: "paid",
      header: t`Payé aujourd’hui, HT`,
      align: "right",
      cell: ({ volume, reference_cents: cents }) =>
        volume === null ? "–" : cents === null ? t`inconnu` : <Money cents={cents} />,
    },
  ];
  const reasons = [...new Set(volumes.items.map(({ withheld }) => withheld).filter((why) => why !== null))];
  return (
    <>
      <DataList
        label={t`Totaux par article`}
        items={volumes.items}
        columns={columns}
        rowKey={({ item_id: id }) => id}
      />
      {reasons.map((why) => (
        <Text key={why} size="sm" c="dimmed">
          {why}
        </Text>
      ))}
      <Text size="sm" c="dimmed">
        <Trans>« Payé aujourd’hui » ne compte que les organisations qui ont donné un prix.</Trans>
      </Text>
    </>
  );
}
