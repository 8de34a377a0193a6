import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, ScrollArea, Stack, Text } from "@mantine/core";
import { IconEyeOff } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { ComparisonPicture } from "@/features/purchases/lots/comparison-picture";
import { formatPoints } from "@/features/purchases/lots/figures";
import classes from "@/features/purchases/lots/lots.module.css";
import { MarksDialog } from "@/features/purchases/lots/marks-dialog";
import type { ComparedQuote, Comparison } from "@/features/purchases/lots/words";
import { PriceList } from "@/features/purchases/quotes/price-list";
import { MoneyOrNot, NotTold, UnitPrice, Volume } from "@/features/purchases/values";
import { coordinateRounds, type Lot, type Quote, type Round } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateText, Money } from "@/ui/values";

type ComparisonProps = { round: Round; lot: Lot; compared: Comparison; quoteId: string };

/** The quotes side by side: a picture of their points, a table, and each line by line. */
export function ComparisonSection({ round, lot, compared, quoteId }: ComparisonProps) {
  const { t } = useLingui();
  return (
    <Section title={t`Comparaison des offres`}>
      <Text mb="md" maw="46rem">
        {compared.basis_said}
      </Text>
      <ComparisonPicture compared={compared} chosenId={quoteId} />
      <Table compared={compared} lot={lot} />
      <Details round={round} lot={lot} compared={compared} />
      <details className={classes.details}>
        <summary>
          <Trans>Comment les points se calculent</Trans>
        </summary>
        <Text mt="xs" maw="46rem">
          {compared.how}
        </Text>
      </details>
    </Section>
  );
}

type TableProps = { compared: Comparison; lot: Lot };

/** One column for each quote, the best first: costs, then the points of each criterion. */
function Table({ compared, lot }: TableProps) {
  const { t } = useLingui();
  const label = t`Les offres comparées`;
  return (
    <Paper className={classes.compared ?? ""}>
      <ScrollArea.Autosize viewportProps={{ tabIndex: 0, role: "region", "aria-label": label }} type="auto">
        <table
          className={classes.grid}
          aria-label={label}
          style={{ minWidth: `${7.5 + 7 * compared.quotes.length}rem` }}
        >
          <thead>
            <tr>
              <td />
              {compared.quotes.map((quote) => (
                <th key={quote.quote_id} scope="col" data-figure>
                  <Supplier quote={quote} lot={lot} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Costs compared={compared} />
            <Scores compared={compared} />
          </tbody>
        </table>
      </ScrollArea.Autosize>
    </Paper>
  );
}

function Costs({ compared }: { compared: Comparison }) {
  const only = compared.volumes.length === 1 ? compared.volumes[0] : undefined;
  return (
    <>
      <tr>
        <th scope="row">
          <Trans>Coût du lot</Trans>
        </th>
        {compared.quotes.map(({ quote_id: id, cents }) => (
          <td key={id} data-figure>
            <MoneyOrNot cents={cents} />
          </td>
        ))}
      </tr>
      {only ? (
        <tr>
          <th scope="row">
            <Trans>Prix de l’unité</Trans>
          </th>
          {compared.quotes.map(({ quote_id: id, lines }) => {
            const price = lines.find((line) => line.item_id === only.item_id)?.unit_price ?? null;
            return (
              <td key={id} data-figure>
                {price === null ? <NotTold /> : <UnitPrice value={price} />}
              </td>
            );
          })}
        </tr>
      ) : null}
    </>
  );
}

function Scores({ compared }: { compared: Comparison }) {
  const { i18n } = useActiveLingui();
  const told = (points: number | null, kind: string) => {
    if (points !== null) return formatPoints(points, i18n.locale);
    return kind === "price" && compared.basis === "withheld" ? <NotTold /> : <Trans>pas encore</Trans>;
  };
  return (
    <>
      {compared.criteria.map(({ code, kind, name, weight }) => (
        <tr key={code}>
          <th scope="row">
            <Trans>
              {name}, sur {weight}
            </Trans>
          </th>
          {compared.quotes.map(({ quote_id: id, criteria }) => (
            <td key={id} data-figure>
              {told(criteria.find((one) => one.code === code)?.points ?? null, kind)}
            </td>
          ))}
        </tr>
      ))}
      <tr className={classes.total}>
        <th scope="row">
          <strong>
            <Trans>Total sur 100</Trans>
          </strong>
        </th>
        {compared.quotes.map(({ quote_id: id, total_points: points }) => (
          <td key={id} data-figure>
            {told(points, "price")}
          </td>
        ))}
      </tr>
    </>
  );
}

function Supplier({ quote, lot }: { quote: ComparedQuote; lot: Lot }) {
  const { rank, supplier_name: name } = quote;
  return (
    <Stack gap={4} align="flex-end" fz="md" c="var(--mantine-color-text)">
      <span style={{ whiteSpace: "normal" }}>{rank === null ? name : `${rank}. ${name}`}</span>
      {lot.quote_id === quote.quote_id ? (
        <StatusBadge tone="positive">
          <Trans>Retenue</Trans>
        </StatusBadge>
      ) : null}
      {quote.siae ? (
        <StatusBadge tone="info">
          <Trans>Insertion ou handicap</Trans>
        </StatusBadge>
      ) : null}
      {quote.expired ? (
        <StatusBadge tone="negative">
          <Trans>Expirée</Trans>
        </StatusBadge>
      ) : null}
      {quote.below_minimum ? (
        <StatusBadge tone="negative">
          <Trans>Sous son minimum</Trans>
        </StatusBadge>
      ) : null}
    </Stack>
  );
}

type DetailsProps = { round: Round; lot: Lot; compared: Comparison };

/** Every figure opened: lines at the volumes compared, points with why, the price list as it was sealed. */
function Details({ round, lot, compared }: DetailsProps) {
  const quotes = useApiInfinite("/v1/purchases/{round_id}/quotes", {
    path: { round_id: round.id },
    query: { lot_id: lot.id, limit: 100 },
  });
  return (
    <Loaded query={quotes} lines={compared.quotes.length}>
      {(all) => (
        <>
          <Marking round={round} lot={lot} compared={compared} all={all} />
          {compared.quotes.map((one) => (
            <QuoteDetails
              key={one.quote_id}
              lot={lot}
              compared={compared}
              one={one}
              quote={all.find(({ id }) => id === one.quote_id)}
            />
          ))}
        </>
      )}
    </Loaded>
  );
}

/** For the coordinator: one button for each quote, the main one while marks are missing. */
function Marking({ round, lot, compared, all }: DetailsProps & { all: Quote[] }) {
  const [marked, setMarked] = useState<string | null>(null);
  const coordinates = useCan(coordinateRounds) && round.coordinates;
  if (!coordinates || lot.state !== "open" || round.state !== "choice" || compared.criteria.length < 2)
    return null;
  const quote = all.find(({ id }) => id === marked);
  return (
    <Group gap="sm" mt="sm">
      {compared.quotes.map(({ quote_id: id, supplier_name: name, criteria }) => {
        const missing = criteria.some(
          ({ code, points }) =>
            points === null && compared.criteria.find((one) => one.code === code)?.kind !== "price",
        );
        return (
          <Button key={id} variant={missing ? "filled" : "default"} onClick={() => setMarked(id)}>
            {missing ? <Trans>Noter l’offre de {name}…</Trans> : <Trans>Revoir les notes de {name}…</Trans>}
          </Button>
        );
      })}
      {quote ? (
        <MarksDialog
          key={quote.id}
          round={round}
          criteria={compared.criteria}
          quote={quote}
          onClose={() => setMarked(null)}
        />
      ) : null}
    </Group>
  );
}

type QuoteDetailsProps = Omit<DetailsProps, "round"> & { one: ComparedQuote; quote: Quote | undefined };

function QuoteDetails({ lot, compared, one, quote }: QuoteDetailsProps) {
  const { supplier_name: name } = one;
  return (
    <details className={classes.details}>
      <summary>
        <Trans>L’offre de {name}, ligne par ligne</Trans>
      </summary>
      <Paper p={{ base: "md", xs: "lg" }} mt="sm">
        <Stack gap="lg">
          <Points compared={compared} one={one} />
          <Lines compared={compared} one={one} />
          {quote?.content ? <PriceList quote={quote} content={quote.content} items={lot.items} /> : null}
        </Stack>
      </Paper>
    </details>
  );
}

function Points({ compared, one }: { compared: Comparison; one: ComparedQuote }) {
  const { i18n } = useActiveLingui();
  return (
    <dl className={classes.points}>
      {one.criteria.map(({ code, points, out_of: outOf, why }) => {
        const criterion = compared.criteria.find((known) => known.code === code);
        const most = formatPoints(outOf, i18n.locale);
        const got = points === null ? null : formatPoints(points, i18n.locale);
        return (
          <div key={code}>
            <dt>
              {criterion?.name} :{" "}
              {got === null ? (
                <Trans>pas encore de points (sur {most})</Trans>
              ) : (
                <Trans>
                  {got} sur {most}
                </Trans>
              )}
            </dt>
            <dd>
              {why ? <Text>{why}</Text> : null}
              {criterion?.note ? (
                <Text size="sm" c="dimmed">
                  {criterion.note}
                </Text>
              ) : null}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

type Line = ComparedQuote["lines"][number];

function Lines({ compared, one }: { compared: Comparison; one: ComparedQuote }) {
  const { t } = useLingui();
  const itemOf = (line: Line) => compared.volumes.find(({ item_id: id }) => id === line.item_id);
  const columns: Column<Line>[] = [
    { key: "item", header: t`Article`, phone: "title", cell: (line) => itemOf(line)?.item_name ?? "" },
    {
      key: "volume",
      header: t`Quantité comparée`,
      align: "right",
      cell: (line) =>
        line.volume === null ? <NotTold /> : <Volume value={line.volume} unit={itemOf(line)?.unit ?? ""} />,
    },
    {
      key: "step",
      header: t`Palier atteint`,
      align: "right",
      cell: ({ reached_from: from }) =>
        from === null ? (
          "–"
        ) : (
          <Trans>
            à partir de <Volume value={from} />
          </Trans>
        ),
    },
    {
      key: "price",
      header: t`Prix moyen de l’unité`,
      align: "right",
      cell: ({ unit_price: price }) => (price === null ? "–" : <UnitPrice value={price} />),
    },
    { key: "cents", header: t`Coût`, align: "right", cell: ({ cents }) => <MoneyOrNot cents={cents} /> },
  ];
  return (
    <div>
      <DataList
        label={t`Ce que coûte chaque article`}
        items={one.lines}
        columns={columns}
        rowKey={({ item_id: id }) => id}
      />
      <Sums one={one} />
    </div>
  );
}

function Sums({ one }: { one: ComparedQuote }) {
  const { fixed_cents: fixed, rebate_expected_cents: rebate } = one;
  return (
    <Stack gap={4} mt="sm">
      {fixed > 0 ? (
        <Text>
          <Trans>
            Frais fixes, une fois pour le lot : <Money cents={fixed} />
          </Trans>
        </Text>
      ) : null}
      {one.cents === null ? (
        <Text c="dimmed">
          <IconEyeOff size={16} aria-hidden="true" className={classes.inline} />{" "}
          <Trans>Le coût du lot n’est pas dit : il laisserait calculer le besoin d’une organisation.</Trans>
        </Text>
      ) : (
        <Text fw={600}>
          <Trans>
            Le lot entier : <Money cents={one.cents} />
          </Trans>
        </Text>
      )}
      {rebate !== null ? (
        <Text c="dimmed">
          <Trans>
            Remise de fin d’année attendue à ce montant : <Money cents={rebate} /> (elle ne compte pas dans
            les points)
          </Trans>
        </Text>
      ) : null}
      {one.expired ? (
        <Text c="red">
          <Trans>
            Cette offre valait jusqu’au <DateText value={one.valid_until} />
             : elle n’est plus classée.
          </Trans>
        </Text>
      ) : null}
    </Stack>
  );
}
