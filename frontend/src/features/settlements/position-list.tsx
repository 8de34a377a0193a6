import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { AnswerBadge } from "@/features/settlements/badges";
import classes from "@/features/settlements/settlements.module.css";
import { Who } from "@/features/settlements/who";
import type { Position, Summary } from "@/features/settlements/words";
import { type Column, DataList } from "@/ui/data-list";
import { DateText, Money } from "@/ui/values";

type PositionListProps = {
  positions: Position[];
  label: string;
  /** The state of the settlement; none before it is proposed. */
  state?: Summary["state"];
};

/** What each owes and is owed, what remains, and whether it accepted. */
export function PositionList({ positions, label, state }: PositionListProps) {
  const { t } = useLingui();
  const columns: Column<Position>[] = [
    {
      key: "name",
      header: t`Organisation`,
      phone: "title",
      cell: ({ organisation_id, organisation_name }) => <Who id={organisation_id} name={organisation_name} />,
    },
    { key: "owes", header: t`Doit`, align: "right", cell: ({ owes_cents }) => <Money cents={owes_cents} /> },
    {
      key: "owed",
      header: t`On lui doit`,
      align: "right",
      cell: ({ owed_cents }) => <Money cents={owed_cents} />,
    },
    {
      key: "net",
      header: t`Au bout du compte`,
      align: "right",
      cell: ({ net_cents }) => <Net cents={net_cents} />,
    },
    ...(state
      ? [
          {
            key: "answer",
            header: t`Réponse`,
            cell: (position: Position) => <Answer position={position} state={state} />,
          },
        ]
      : []),
  ];
  return (
    <DataList
      label={label}
      items={positions}
      columns={columns}
      rowKey={({ organisation_id }) => organisation_id ?? "pool"}
    />
  );
}

function Net({ cents }: { cents: number }) {
  if (cents === 0) return <Trans>ni à payer ni à recevoir</Trans>;
  return (
    <span className={classes.line}>
      {cents < 0 ? (
        <Trans>
          paie <Money cents={-cents} />
        </Trans>
      ) : (
        <Trans>
          reçoit <Money cents={cents} />
        </Trans>
      )}
    </span>
  );
}

function Answer({ position, state }: { position: Position; state: Summary["state"] }) {
  const { organisation_id: id, answered_at: at, note } = position;
  if (id === null) {
    return (
      <Text size="sm" c="dimmed" component="span">
        <Trans>le chef de file répond pour elle</Trans>
      </Text>
    );
  }
  return (
    <div>
      <AnswerBadge position={position} state={state} />
      {at ? (
        <Text size="sm" c="dimmed">
          <Trans>
            le <DateText value={at} />
          </Trans>
        </Text>
      ) : null}
      {note ? (
        <Text size="sm" maw="20rem" style={{ overflowWrap: "anywhere" }}>
          <Trans>« {note} »</Trans>
        </Text>
      ) : null}
    </div>
  );
}
