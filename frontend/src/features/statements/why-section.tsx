import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Stack, Text } from "@mantine/core";
import { Elsewhere, entryOf } from "@/features/statements/links";
import classes from "@/features/statements/statements.module.css";
import { MeasuredQuantity } from "@/features/statements/units";
import { type Charge, chargeWords, type Statement } from "@/features/statements/words";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { DateRange, Money } from "@/ui/values";

type Line = Charge & { place: number };

/** What the amount is made of, line by line; where its reasons are told at length. */
export function WhySection({ statement }: { statement: Statement }) {
  const { t } = useLingui();
  const { starts_on: from, ends_on: to, amount_cents: amount, instalment, instalments } = statement;
  const payer = statement.organisation_name;
  const lines = statement.lines.map((line, place): Line => ({ ...line, place }));
  const billed = statement.kind === "rebilling";
  return (
    <Section title={t`Pourquoi ce montant`}>
      <Stack gap="sm">
        <Text c="dimmed">
          {billed ? (
            <Trans>
              Ce qui a été fourni sur la période (<DateRange from={from} to={to} />
              ), à son coût : une quantité multipliée par un prix.
            </Trans>
          ) : (
            <Trans>
              Des dépenses communes de la période (<DateRange from={from} to={to} />
              ). Pour chacune : ce qui sert à la partager, et la part de {payer}.
            </Trans>
          )}{" "}
          {instalment !== null && instalments !== null && instalments > 1 ? (
            <Trans>
              Cette part est demandée en {instalments} fois ; ce relevé est l’appel {instalment}, les derniers
              centimes venant avec le dernier.
            </Trans>
          ) : null}
        </Text>
        {billed ? (
          <BilledLines lines={lines} />
        ) : (
          <SharedLines lines={lines} partial={(instalments ?? 1) > 1} />
        )}
        <div className={classes.total}>
          <span>
            <Trans>Total du relevé</Trans>
          </span>
          <Money cents={amount} />
        </div>
        <Origins statement={statement} />
      </Stack>
    </Section>
  );
}

function SharedLines({ lines, partial }: { lines: Line[]; partial: boolean }) {
  const { t } = useLingui();
  const columns: Column<Line>[] = [
    { key: "label", header: t`Dépense`, phone: "title", cell: ({ label }) => label },
    {
      key: "whole",
      header: t`Pour tous`,
      align: "right",
      cell: ({ total_cents: whole }) => (whole === null ? <Dash /> : <Money cents={whole} />),
    },
    {
      key: "driver",
      header: t`Partagée selon`,
      // Kept in French as it is printed: it is the wording a treasurer files.
      cell: ({ driver }) => (driver === null ? <Dash /> : <span lang="fr">{driver}</span>),
    },
    {
      key: "ratio",
      header: t`Part`,
      align: "right",
      cell: ({ ratio }) => (ratio === null ? <Dash /> : <span lang="fr">{ratio}</span>),
    },
    {
      key: "cents",
      header: partial ? t`Dans cet appel` : t`Montant`,
      align: "right",
      cell: ({ cents }) => <Money cents={cents} />,
    },
  ];
  return (
    <DataList
      label={t`Lignes du relevé`}
      items={lines}
      columns={columns}
      rowKey={({ place }) => String(place)}
    />
  );
}

function BilledLines({ lines }: { lines: Line[] }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const columns: Column<Line>[] = [
    {
      key: "label",
      header: t`Prestation`,
      phone: "title",
      cell: ({ label, kind }) => (
        <div>
          {label}
          {kind && kind !== "supply" ? (
            <Text size="sm" c="dimmed" fw={400}>
              {i18n._(chargeWords[kind])}
            </Text>
          ) : null}
        </div>
      ),
    },
    {
      key: "quantity",
      header: t`Quantité`,
      align: "right",
      cell: ({ quantity, unit }) =>
        quantity === null || unit === null ? <Dash /> : <MeasuredQuantity value={quantity} unit={unit} />,
    },
    {
      key: "price",
      header: t`Prix de l’unité`,
      align: "right",
      cell: ({ unit_price_cents: price }) => (price === null ? <Dash /> : <Money cents={price} />),
    },
    { key: "cents", header: t`Montant`, align: "right", cell: ({ cents }) => <Money cents={cents} /> },
  ];
  return (
    <DataList
      label={t`Lignes du relevé`}
      items={lines}
      columns={columns}
      rowKey={({ place }) => String(place)}
    />
  );
}

const Dash = () => <span aria-hidden="true">–</span>;

/** Where the amount was decided, and where it is written. */
function Origins({ statement }: { statement: Statement }) {
  const { allocation_id: run, agreement_id: agreement, transaction_id: entry, mine } = statement;
  return (
    <Group gap="lg">
      {run ? (
        <Elsewhere to={`/allocations/${run}`}>
          {mine ? (
            <Trans>Comment les coûts ont été partagés, et ce que vous paieriez seul</Trans>
          ) : (
            <Trans>Comment les coûts ont été partagés</Trans>
          )}
        </Elsewhere>
      ) : null}
      <Elsewhere {...entryOf(agreement, entry)}>
        <Trans>L’écriture au livre de comptes</Trans>
      </Elsewhere>
    </Group>
  );
}
