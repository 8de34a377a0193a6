import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { StatementBadge } from "@/features/statements/badges";
import { StatementLink } from "@/features/statements/links";
import classes from "@/features/statements/statements.module.css";
import type { StatementLine } from "@/features/statements/words";
import { type Column, DataList } from "@/ui/data-list";
import { DateText, Money } from "@/ui/values";

type StatementListProps = {
  label: string;
  items: StatementLine[];
  /** Who is on the other side: who is owed it, who owes it, or both. */
  sides: "issuer" | "payer" | "both";
  /** Lists of several agreements say which. */
  withAgreement?: boolean;
  /** Not among those that are all to be paid. */
  withState?: boolean;
  actions?: (statement: StatementLine) => ReactNode;
};

/** Statements, one a line: what for, by when, how much is left. */
export function StatementList(props: StatementListProps) {
  const { label, items, sides, withAgreement = false, withState = false, actions } = props;
  const { t } = useLingui();
  const columns: Column<StatementLine>[] = [
    {
      key: "what",
      header: t`Relevé`,
      phone: "title",
      cell: (statement) => <What statement={statement} withAgreement={withAgreement} />,
    },
    ...(sides === "payer"
      ? []
      : [
          {
            key: "issuer",
            header: t`Dû à`,
            cell: (one: StatementLine) => <OwedTo statement={one} told={sides !== "both"} />,
          },
        ]),
    ...(sides === "issuer"
      ? []
      : [
          {
            key: "payer",
            header: t`Dû par`,
            cell: (one: StatementLine) => <OwedBy statement={one} told={sides !== "both"} />,
          },
        ]),
    {
      key: "due",
      header: t`Échéance`,
      cell: (statement) => <Due statement={statement} withState={withState} />,
    },
    {
      key: "left",
      header: t`Reste`,
      align: "right",
      cell: (statement) => <Left statement={statement} />,
    },
  ];
  return (
    <DataList
      label={label}
      items={items}
      columns={columns}
      rowKey={({ id }) => id}
      {...(actions ? { actions } : {})}
    />
  );
}

function What({ statement, withAgreement }: { statement: StatementLine; withAgreement: boolean }) {
  const { title, instalment, instalments, agreement_name: agreement } = statement;
  return (
    <div>
      <StatementLink statement={statement} />
      <Text size="sm" c="dimmed" fw={400} maw="30rem">
        {title}
        {instalment !== null && instalments !== null && instalments > 1 ? (
          <>
            {" "}
            <Trans>
              (appel {instalment} sur {instalments})
            </Trans>
          </>
        ) : null}
        {withAgreement ? ` · ${agreement}` : null}
      </Text>
    </div>
  );
}

/** The pool is no organisation: its money is kept by the lead, told where the other side is not. */
function Pool({ statement, told }: { statement: StatementLine; told: boolean }) {
  const { issuer_name: issuer, organisation_id: payer, issuer_id: keeper, mine } = statement;
  if (!told) return <Trans>La caisse commune</Trans>;
  return (
    <div>
      <Trans>La caisse commune</Trans>
      <Text size="sm" c="dimmed">
        {mine && payer === keeper ? <Trans>que vous tenez</Trans> : <Trans>tenue par {issuer}</Trans>}
      </Text>
    </div>
  );
}

function Organisation({ name, mine }: { name: string; mine: boolean }) {
  return mine ? <Trans>Votre organisation</Trans> : name;
}

type SideProps = { statement: StatementLine; told: boolean };

function OwedTo({ statement, told }: SideProps) {
  const { amount_cents: cents, mine, organisation_name: payer, issuer_name: issuer } = statement;
  if (cents < 0) return <Organisation name={payer} mine={mine} />;
  return statement.to_pool ? <Pool statement={statement} told={told} /> : issuer;
}

function OwedBy({ statement, told }: SideProps) {
  const { amount_cents: cents, mine, organisation_name: payer } = statement;
  return cents < 0 ? <Pool statement={statement} told={told} /> : <Organisation name={payer} mine={mine} />;
}

function Due({ statement, withState }: { statement: StatementLine; withState: boolean }) {
  return (
    <div className={classes.together}>
      <DateText value={statement.due_on} />
      {withState || statement.overdue_days > 0 ? (
        <div>
          <StatementBadge statement={statement} />
        </div>
      ) : null}
    </div>
  );
}

function Left({ statement }: { statement: StatementLine }) {
  const { amount_cents: amount, remaining_cents: remaining, settled_cents: settled, state } = statement;
  const whole = Math.abs(amount);
  if (state === "cancelled") {
    return (
      <s>
        <Money cents={whole} />
      </s>
    );
  }
  return (
    <div>
      <Text inherit fw={600}>
        <Money cents={remaining} />
      </Text>
      {settled > 0 ? (
        <Text size="sm" c="dimmed" className={classes.together ?? ""}>
          <Trans>
            sur <Money cents={whole} />
          </Trans>
        </Text>
      ) : null}
    </div>
  );
}
