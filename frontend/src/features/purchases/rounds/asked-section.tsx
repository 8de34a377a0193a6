import { Trans, useLingui } from "@lingui/react/macro";
import { SegmentedControl, Text } from "@mantine/core";
import { useState } from "react";
import type { ItemOf } from "@/api/client";
import { useApiInfinite } from "@/api/hooks";
import { Progress } from "@/features/purchases/rounds/progress";
import { SealedNote } from "@/features/purchases/values";
import type { Round } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

type Member = ItemOf<"/v1/purchases/{round_id}/members">;

/** Who is asked and has answered, where it may be known; elsewhere how many, and why no more is said. */
export function AskedSection({ round }: { round: Round }) {
  const { t } = useLingui();
  if (!round.sees_all) {
    return (
      <Section title={t`Qui est consulté`}>
        <Progress round={round} />
        <div style={{ marginTop: "1rem" }}>
          <SealedNote confidentiality={round.confidentiality}>
            <Text mt="xs">
              <Trans>Lesquelles ont répondu, ou quitté un lot, ne se lit pas.</Trans>
            </Text>
          </SealedNote>
        </div>
      </Section>
    );
  }
  return (
    <Section title={t`Qui est consulté`}>
      {round.state === "needs" && round.coordinates ? null : <Progress round={round} />}
      <Members round={round} />
    </Section>
  );
}

function Members({ round }: { round: Round }) {
  const { t } = useLingui();
  const [only, setOnly] = useState<string>("all");
  const members = useApiInfinite("/v1/purchases/{round_id}/members", {
    path: { round_id: round.id },
    query: { limit: 100 },
  });
  const missing = round.members_count - round.answered_count;
  return (
    <div style={{ marginTop: "1rem" }}>
      {round.state === "needs" && missing > 0 && round.answered_count > 0 ? (
        <SegmentedControl
          mb="sm"
          aria-label={t`Montrer`}
          value={only}
          onChange={setOnly}
          data={[
            { value: "all", label: t`Toutes` },
            { value: "missing", label: t`Sans réponse (${missing})` },
          ]}
        />
      ) : null}
      <Loaded query={members} lines={4}>
        {(items) => (
          <MemberList
            round={round}
            members={only === "missing" ? items.filter(({ answered_at }) => answered_at === null) : items}
          />
        )}
      </Loaded>
      <LoadMore query={members} />
    </div>
  );
}

function MemberList({ round, members }: { round: Round; members: Member[] }) {
  const { t } = useLingui();
  const columns: Column<Member>[] = [
    {
      key: "name",
      header: t`Organisation`,
      phone: "title",
      cell: ({ organisation_name: name }) => <Text fw={600}>{name}</Text>,
    },
    {
      key: "answered",
      header: t`Réponse`,
      cell: ({ answered_at: on }) =>
        on ? (
          <StatusBadge tone="positive">
            <Trans>
              le <DateText value={on} style="short" />
            </Trans>
          </StatusBadge>
        ) : round.state === "needs" ? (
          <StatusBadge tone="attention">
            <Trans>attendue</Trans>
          </StatusBadge>
        ) : (
          <StatusBadge tone="neutral">
            <Trans>aucune</Trans>
          </StatusBadge>
        ),
    },
    ...(round.undertaking
      ? [
          {
            key: "undertaken",
            header: t`Engagement`,
            cell: ({ undertaken_at: on }: Member) =>
              on ? <DateText value={on} style="short" /> : <Trans>pas encore</Trans>,
          },
        ]
      : []),
    ...(round.state === "choice" || round.state === "orders" || round.state === "closed"
      ? [
          {
            key: "left",
            header: t`Lots quittés`,
            cell: ({ left_lot_ids: left }: Member) =>
              left.length === 0
                ? "–"
                : round.lots
                    .filter(({ id }) => left.includes(id))
                    .map(({ name }) => name)
                    .join(", "),
          },
        ]
      : []),
    {
      key: "reminded",
      header: t`Relances`,
      cell: ({ reminders, reminded_at: on }) =>
        on ? (
          <Trans>
            {reminders}, la dernière le <DateText value={on} style="short" />
          </Trans>
        ) : (
          "–"
        ),
    },
  ];
  return (
    <DataList
      label={t`Organisations consultées`}
      items={members}
      columns={columns}
      rowKey={({ organisation_id }) => organisation_id}
    />
  );
}
