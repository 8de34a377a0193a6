import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Text, UnstyledButton } from "@mantine/core";
import { IconChevronRight, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useMe } from "@/app/session";
import { FlowLegend, FlowPicture } from "@/features/settlements/flow-picture";
import { flowOfDebt, flowsFrom, flowsTo, total } from "@/features/settlements/flows";
import { OriginDialog } from "@/features/settlements/origin-dialog";
import classes from "@/features/settlements/settlements.module.css";
import { Who } from "@/features/settlements/who";
import type { Owed, OwedRow } from "@/features/settlements/words";
import { type Column, DataList } from "@/ui/data-list";
import { EmptyState } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { Money } from "@/ui/values";

/** What each owes each today: our part in words, the whole as a picture, then the same in a table. */
export function OwedToday({ owed }: { owed: Owed }) {
  const { t } = useLingui();
  const mine = useMe().acting_for?.organisation_id;
  const [opened, setOpened] = useState<OwedRow | null>(null);
  const [all, setAll] = useState(false);
  if (owed.rows.length === 0) return <NothingOwed owed={owed} />;
  const flows = owed.rows.map(flowOfDebt);
  const sorted = oursFirst(owed.rows, mine);
  const shown = all || sorted.length <= few + 1 ? sorted : sorted.slice(0, few);
  const hidden = sorted.length - shown.length;
  const columns: Column<OwedRow>[] = [
    {
      key: "debtor",
      header: t`Doit`,
      phone: "title",
      cell: ({ debtor_id, debtor_name }) => <Who id={debtor_id} name={debtor_name} />,
    },
    {
      key: "creditor",
      header: t`À`,
      cell: ({ creditor_id, creditor_name }) => <Who id={creditor_id} name={creditor_name} />,
    },
    {
      key: "cents",
      header: t`Montant`,
      align: "right",
      cell: (row) => <Amount row={row} onOpen={() => setOpened(row)} />,
    },
    { key: "overdue", header: t`Échéance`, cell: (row) => <Overdue row={row} /> },
  ];
  return (
    <>
      <OurPart owed={owed} />
      <Paper p="md" mb="md">
        <FlowLegend />
        <FlowPicture flows={flows} />
      </Paper>
      <DataList
        label={t`Qui doit quoi aujourd’hui`}
        items={shown}
        columns={columns}
        rowKey={({ debtor_id, creditor_id }) => `${debtor_id} ${creditor_id}`}
      />
      <Group justify="space-between" mt="sm">
        {hidden > 0 ? (
          <Button variant="default" size="sm" onClick={() => setAll(true)}>
            <Trans>Voir les {hidden} autres</Trans>
          </Button>
        ) : (
          <span />
        )}
        {owed.total_cents === null ? null : (
          <Text>
            <Trans>
              En tout :{" "}
              <strong>
                <Money cents={owed.total_cents} />
              </strong>
            </Trans>
          </Text>
        )}
      </Group>
      {opened ? (
        <OriginDialog
          agreementId={owed.agreement_id}
          row={opened}
          transfers={owed.transfers}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </>
  );
}

/** Beyond these many rows, the rest is unfolded on demand. */
const few = 10;

/** Those of one's own organisation, then the others, each time the largest first. */
function oursFirst(rows: OwedRow[], mine: string | undefined): OwedRow[] {
  const isOurs = ({ debtor_id, creditor_id }: OwedRow) => debtor_id === mine || creditor_id === mine;
  return [...rows.filter(isOurs), ...rows.filter((row) => !isOurs(row))];
}

function NothingOwed({ owed }: { owed: Owed }) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={IconCircleCheck}
      title={owed.withheld ? t`Vous ne devez rien et rien ne vous est dû` : t`Personne ne doit rien`}
    >
      <Trans>
        Les sommes apparaissent ici dès qu’un relevé est émis : un appel de charges, une régularisation, une
        refacturation entre membres.
      </Trans>
    </EmptyState>
  );
}

/** What we owe and what is owed to us, one figure each. */
function OurPart({ owed }: { owed: Owed }) {
  const mine = useMe().acting_for?.organisation_id;
  const flows = owed.rows.map(flowOfDebt);
  const [owes, due] = [total(flowsFrom(flows, mine)), total(flowsTo(flows, mine))];
  return (
    <Text mb="md" size="lg">
      {owes === 0 && due === 0 ? (
        <Trans>Votre organisation ne doit rien dans cet accord, et rien ne lui est dû.</Trans>
      ) : owes === 0 ? (
        <Trans>
          Vous ne devez rien. On vous doit{" "}
          <strong>
            <Money cents={due} />
          </strong>
          .
        </Trans>
      ) : due === 0 ? (
        <Trans>
          Vous devez{" "}
          <strong>
            <Money cents={owes} />
          </strong>
          . Rien ne vous est dû.
        </Trans>
      ) : (
        <Trans>
          Vous devez{" "}
          <strong>
            <Money cents={owes} />
          </strong>
          , et on vous doit{" "}
          <strong>
            <Money cents={due} />
          </strong>
          .
        </Trans>
      )}
    </Text>
  );
}

/** An amount that opens on the statements it is made of. */
function Amount({ row, onOpen }: { row: OwedRow; onOpen: () => void }) {
  const { t } = useLingui();
  const { debtor_name: debtor, creditor_name: creditor, statements, transfers } = row;
  return (
    <div>
      <UnstyledButton
        className={classes.open ?? ""}
        aria-label={t`${debtor} doit, ${creditor} reçoit : d’où vient ce montant`}
        onClick={onOpen}
      >
        <Money cents={row.cents} />
        <IconChevronRight size={16} aria-hidden="true" />
      </UnstyledButton>
      <Text size="sm" c="dimmed">
        {statements > 0 ? <Plural value={statements} one="# relevé" other="# relevés" /> : null}
        {statements > 0 && transfers > 0 ? ", " : null}
        {transfers > 0 ? <Plural value={transfers} one="# virement" other="# virements" /> : null}
      </Text>
    </div>
  );
}

function Overdue({ row: { overdue_cents: cents, statements } }: { row: OwedRow }) {
  if (cents === 0) {
    return (
      <Text component="span" c="dimmed">
        {statements > 0 ? <Trans>à venir</Trans> : <Trans>dès maintenant</Trans>}
      </Text>
    );
  }
  return (
    <div className={classes.line}>
      <StatusBadge tone="negative">
        <Trans>
          <Money cents={cents} /> en retard
        </Trans>
      </StatusBadge>
    </div>
  );
}
