import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Paper, Text } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { Fragment, useId, useState } from "react";
import { keyRuleWords } from "@/features/agreements/rules/words";
import { Difference } from "@/features/allocations/bars";
import classes from "@/features/allocations/member.module.css";
import { Drivers, ExactRatios } from "@/features/allocations/member-driver";
import { aloneOf, sumOf, whoNeeds } from "@/features/allocations/member-share";
import type { Explanation, LineExplanation, Run } from "@/features/allocations/words";
import { formatDate } from "@/ui/format";
import { Money } from "@/ui/values";

const wide = `${classes.wide} ${classes.figure}`;

type LinesProps = { told: Explanation; run: Run };

/** Line by line, what a share is made of: it adds up to the cent. Each line opens on its reasons. */
export function ShareLines({ told, run }: LinesProps) {
  const { t } = useLingui();
  const compared = told.lines.some(({ alone_cents: alone }) => alone !== null);
  const alone = aloneOf(told.lines);
  return (
    <Paper p={{ base: "sm", xs: "md" }}>
      <table className={classes.table} aria-label={t`Ce dont la part est faite`}>
        <thead>
          <tr className={classes.head}>
            <th scope="col">
              <Trans>Dépense, et ce selon quoi elle se partage</Trans>
            </th>
            <th scope="col" className={wide}>
              <Trans>Pour tous</Trans>
            </th>
            {compared ? (
              <th scope="col" className={wide}>
                <Trans>Seul</Trans>
              </th>
            ) : null}
            <th scope="col" className={classes.figure}>
              {told.is_mine ? <Trans>Votre part</Trans> : <Trans>Sa part</Trans>}
            </th>
          </tr>
        </thead>
        {told.lines.map((line) => (
          <LineRows key={line.line_id} line={line} told={told} run={run} compared={compared} />
        ))}
        <tfoot>
          <tr className={classes.total}>
            <th scope="row">
              <Trans>Total</Trans>
            </th>
            <td className={wide}>
              {run.total_cents === null ? <Kept /> : <Money cents={run.total_cents} />}
            </td>
            {compared ? (
              <td className={wide}>{alone === null ? <Kept /> : <Money cents={alone} />}</td>
            ) : null}
            <td className={classes.figure}>
              <Money cents={sumOf(told.lines)} />
            </td>
          </tr>
        </tfoot>
      </table>
    </Paper>
  );
}

type LineProps = LinesProps & { line: LineExplanation; compared: boolean };

function LineRows({ line, told, run, compared }: LineProps) {
  const [opened, setOpened] = useState(false);
  const id = useId();
  const Icon = opened ? IconChevronUp : IconChevronDown;
  return (
    <tbody>
      <tr className={classes.row}>
        <th scope="row">
          <Anchor
            component="button"
            type="button"
            className={classes.open ?? ""}
            aria-expanded={opened}
            aria-controls={id}
            onClick={() => setOpened(!opened)}
          >
            {line.name}
            <Icon size={16} aria-hidden="true" />
          </Anchor>
          <div className={classes.by}>
            <Drivers line={line} />
          </div>
        </th>
        <td className={wide}>
          {line.amount_cents === null ? <Kept /> : <Money cents={line.amount_cents} />}
        </td>
        {compared ? (
          <td className={wide}>
            {line.alone_cents === null ? <Kept /> : <Money cents={line.alone_cents} />}
          </td>
        ) : null}
        <td className={`${classes.figure} ${classes.share}`}>
          <Money cents={line.cents} />
        </td>
      </tr>
      <tr id={id} hidden={!opened}>
        <td colSpan={compared ? 4 : 3} className={classes.unfolded}>
          {opened ? <Reasons line={line} told={told} run={run} /> : null}
        </td>
      </tr>
    </tbody>
  );
}

function Kept() {
  return <span aria-hidden="true">–</span>;
}

/** Why this amount: the rule, the range of an arrival, the slices, the exact ratio, the price alone and its source. */
function Reasons({ line, told, run }: Omit<LineProps, "compared">) {
  const { i18n } = useActiveLingui();
  const rule = line.rule as keyof typeof keyRuleWords;
  return (
    <div className={classes.reasons}>
      <Text size="sm">
        <Trans>Règle adoptée : « {line.key_name} ».</Trans>{" "}
        {rule === "parts" ? null : i18n._(keyRuleWords[rule].meaning)}
      </Text>
      <Arrival line={line} mine={told.is_mine} />
      <Slices line={line} run={run} mine={told.is_mine} />
      <ExactRatios line={line} />
      <RoundingOfRule line={line} />
      <Alone line={line} told={told} run={run} />
    </div>
  );
}

/** What an arrival adds to the bill: least, average, most. The average is what this rule makes one pay. */
function Arrival({ line, mine }: { line: LineExplanation; mine: boolean }) {
  if (!line.arrival) return null;
  const { least_cents: least, most_cents: most } = line.arrival;
  const range = { least: <Money cents={least} />, most: <Money cents={most} /> };
  const average = <Money cents={line.cents} />;
  return (
    <Text size="sm">
      {mine ? (
        <Trans>
          Votre arrivée ajoute à la facture commune entre {range.least} et {range.most}, selon qui est déjà
          là.
        </Trans>
      ) : (
        <Trans>
          Son arrivée ajoute à la facture commune entre {range.least} et {range.most}, selon qui est déjà là.
        </Trans>
      )}{" "}
      {line.rule === "arrival" ? (
        <Trans>{average} en est la moyenne sur tous les ordres d’arrivée possibles : c’est la part.</Trans>
      ) : null}
    </Text>
  );
}

function Slices({ line, run, mine }: { line: LineExplanation; run: Run; mine: boolean }) {
  const { t } = useLingui();
  if (line.slices.length === 0) return null;
  const needs = run.lines.find(({ id }) => id === line.line_id)?.needs ?? [];
  const who = line.basis === "levels" ? whoNeeds(line.slices, needs) : null;
  return (
    <table className={`${classes.table} ${classes.small}`} aria-label={t`Tranche par tranche`}>
      <thead>
        <tr className={classes.head}>
          <th scope="col">
            {line.basis === "levels" ? <Trans>Niveau de besoin</Trans> : <Trans>Tranche</Trans>}
          </th>
          <th scope="col" className={classes.figure}>
            <Trans>Coûte</Trans>
          </th>
          <th scope="col" className={classes.figure}>
            {mine ? <Trans>Vous en payez</Trans> : <Trans>Elle en paie</Trans>}
          </th>
        </tr>
      </thead>
      <tbody>
        {line.slices.map((slice, place) => (
          <Fragment key={slice.label}>
            <tr className={classes.row}>
              <th scope="row">
                {slice.label}
                <span className={classes.by}>
                  <Plural
                    value={slice.members_count}
                    one="pour une seule organisation"
                    other="entre # organisations"
                  />
                </span>
              </th>
              <td className={classes.figure}>
                <Money cents={slice.cost_cents} />
              </td>
              <td className={classes.figure}>
                <Money cents={slice.cents} />
              </td>
            </tr>
            {who?.[place] ? (
              <tr>
                <td colSpan={3} className={classes.unfolded}>
                  <span className={classes.by}>{who[place].join(", ")}</span>
                </td>
              </tr>
            ) : null}
          </Fragment>
        ))}
      </tbody>
      <tfoot>
        <tr className={classes.total}>
          <th scope="row">
            <Trans>Total</Trans>
          </th>
          <td className={classes.figure}>
            <Money cents={line.slices.reduce((sum, { cost_cents: cost }) => sum + cost, 0)} />
          </td>
          <td className={classes.figure}>
            <Money cents={sumOf(line.slices)} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/** By a fair rule there is no ratio to write the cent beside. */
function RoundingOfRule({ line }: { line: LineExplanation }) {
  if (line.rule === "parts" || !line.parts.some(({ rounded_up: up }) => up)) return null;
  return (
    <Text size="sm">
      <Trans>Un centime d’arrondi est compris.</Trans>
    </Text>
  );
}

/** Where the price alone comes from, and what it comes to against the share. */
function Alone({ line, told, run }: Omit<LineProps, "compared">) {
  if (line.alone_cents === null) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>Le prix seul n’est pas connu pour cette dépense.</Trans>
      </Text>
    );
  }
  const need = run.lines
    .find(({ id }) => id === line.line_id)
    ?.needs.find(({ organisation_id: id }) => id === told.organisation_id);
  return (
    <Text size="sm">
      <Trans>
        Seul : <Money cents={line.alone_cents} />.
      </Trans>{" "}
      {need ? <Source need={need} /> : null} <Trans>Ici :</Trans>{" "}
      <Difference cents={line.cents} alone={line.alone_cents} inline />.
    </Text>
  );
}

function Source({ need }: { need: Run["lines"][number]["needs"][number] }) {
  const { i18n } = useActiveLingui();
  const { quantity, source } = need;
  const day = formatDate(need.dated_on, i18n.locale);
  return quantity === null ? (
    <Trans>
      Source : {source}, {day}.
    </Trans>
  ) : (
    <Trans>
      Pour une quantité de {quantity}. Source : {source}, {day}.
    </Trans>
  );
}
