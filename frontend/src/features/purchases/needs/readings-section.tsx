import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useApiInfinite, useApiQuery } from "@/api/hooks";
import { type Reading, whatWasRead } from "@/features/purchases/needs/words";
import type { Round } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

/** Who read what is one’s own, and when; for the coordinator, every reading and the attempts refused. */
export function ReadingsSection({ round }: { round: Round }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { coordinates } = round;
  const list = useApiInfinite("/v1/purchases/{round_id}/readings", {
    path: { round_id: round.id },
    query: { limit: 20 },
  });
  const names = useNames(round);
  const whom = ({ about }: Reading) =>
    about.length > 3
      ? t`${about.length} organisations`
      : about.map((id) => names.get(id) ?? t`une organisation`).join(", ");
  const columns: Column<Reading>[] = [
    {
      key: "when",
      header: t`Quand`,
      phone: "title",
      cell: ({ read_at: at }) => <DateText value={at} style="moment" />,
    },
    {
      key: "who",
      header: t`Qui`,
      cell: ({ organisation_name: organisation, person_name: person }) =>
        person ? `${person} (${organisation})` : organisation,
    },
    {
      key: "what",
      header: t`Ce qui a été lu`,
      cell: ({ operation, granted }) => (
        <>
          {i18n._(whatWasRead(operation))}
          {granted ? null : (
            <>
              {" "}
              <StatusBadge tone="negative">
                <Trans>refusé, rien n’a été dit</Trans>
              </StatusBadge>
            </>
          )}
        </>
      ),
    },
    ...(coordinates ? [{ key: "whom", header: t`De qui`, cell: whom }] : []),
  ];
  return (
    <Section title={coordinates ? t`Les lectures, toutes notées` : t`Qui a lu vos chiffres, et quand`}>
      <Loaded query={list} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <Text c="dimmed">
              {coordinates ? (
                <Trans>Personne n’a encore lu les chiffres d’une autre organisation.</Trans>
              ) : (
                <Trans>
                  Personne n’a encore lu ce que vous avez déclaré. Une lecture par l’organisation qui
                  coordonne apparaîtra ici.
                </Trans>
              )}
            </Text>
          ) : (
            <>
              <DataList label={t`Lectures notées`} items={items} columns={columns} rowKey={({ id }) => id} />
              <LoadMore query={list} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

/** Names of those asked, for the coordinator who reads all of them. */
function useNames(round: Round): Map<string, string> {
  const members = useApiQuery(
    "/v1/purchases/{round_id}/members",
    { path: { round_id: round.id }, query: { limit: 100 } },
    { enabled: round.coordinates },
  );
  return new Map(members.data?.items.map(({ organisation_id: id, organisation_name: name }) => [id, name]));
}
