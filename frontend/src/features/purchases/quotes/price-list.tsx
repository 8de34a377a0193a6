import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Stack, Text } from "@mantine/core";
import classes from "@/features/purchases/quotes/quotes.module.css";
import { Rate, UnitPrice, Volume } from "@/features/purchases/values";
import { type Item, modeWords, type Quote, type QuoteContent } from "@/features/purchases/words";
import { type Fact, FactList } from "@/ui/fact-list";
import { formatNumber } from "@/ui/format";
import { DateText, Money } from "@/ui/values";

/** What a supplier offered, as it was sealed. */
export function PriceList({ quote, content, items }: PriceListProps) {
  const { i18n } = useActiveLingui();
  const { name, meaning } = modeWords[content.mode];
  return (
    <Stack gap="md">
      <div>
        <Text fw={600}>{i18n._(name)}</Text>
        <Text size="sm" c="dimmed">
          {i18n._(meaning)}
        </Text>
      </div>
      {content.prices.map((price) => {
        const item = items.find(({ id }) => id === price.item_id);
        return item ? <Tiers key={price.item_id} price={price} item={item} /> : null;
      })}
      <Terms quote={quote} content={content} />
    </Stack>
  );
}

type PriceListProps = { quote: Quote; content: QuoteContent; items: Item[] };

function Tiers({ price, item }: { price: QuoteContent["prices"][number]; item: Item }) {
  const { i18n } = useActiveLingui();
  const { minimum, tiers } = price;
  const { unit } = item;
  const told = (value: number) => formatNumber(value, i18n.locale);
  return (
    <div>
      <table className={classes.tiers}>
        <caption>
          {item.name} ({unit})
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Quantité</Trans>
            </th>
            <th scope="col" data-figure>
              <Trans>Prix de l’unité</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {tiers.map(({ from_volume: from, unit_price: unitPrice }, place) => {
            const next = tiers[place + 1]?.from_volume;
            return (
              <tr key={from}>
                <th scope="row">
                  {next === undefined ? (
                    <Trans>{told(from)} et plus</Trans>
                  ) : (
                    <Trans>
                      de {told(from)} à {told(next - 1)}
                    </Trans>
                  )}
                </th>
                <td data-figure>
                  <UnitPrice value={unitPrice} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {minimum ? (
        <Text size="sm" c="dimmed">
          <Trans>
            Au moins <Volume value={minimum} unit={unit} />
          </Trans>
        </Text>
      ) : null}
    </div>
  );
}

function Terms({ quote, content }: Pick<PriceListProps, "quote" | "content">) {
  const { t } = useLingui();
  const { fixed_cents: fixed, minimum_cents: minimum, rebate, note } = content;
  const facts: Fact[] = [{ label: t`Valable jusqu’au`, value: <DateText value={content.valid_until} /> }];
  if (fixed > 0) facts.push({ label: t`Frais fixes, une fois pour le lot`, value: <Money cents={fixed} /> });
  if (minimum !== null) facts.push({ label: t`Montant minimal du lot`, value: <Money cents={minimum} /> });
  facts.push({
    label: t`Remise de fin d’année`,
    value: rebate ? <Rebate rebate={rebate} /> : <Trans>aucune</Trans>,
  });
  if (note)
    facts.push({ label: t`Conditions`, value: <span style={{ whiteSpace: "pre-line" }}>{note}</span> });
  facts.push({
    label: t`Déposée et scellée`,
    value: <DateText value={quote.deposited_at} style="moment" />,
  });
  if (quote.opened_at) {
    facts.push({ label: t`Ouverte`, value: <DateText value={quote.opened_at} style="moment" /> });
  }
  facts.push({
    label: t`Empreinte du dépôt (SHA-256)`,
    value: <span className={classes.hash}>{quote.sealed_sha256}</span>,
  });
  return <FactList facts={facts} />;
}

function Rebate({ rebate }: { rebate: NonNullable<QuoteContent["rebate"]> }) {
  return (
    <>
      {rebate.steps.map(({ from_cents: from, rate_bp: rate }) => (
        <span key={from} style={{ display: "block" }}>
          {from === 0 ? (
            <Rate bp={rate} />
          ) : (
            <Trans>
              <Rate bp={rate} /> à partir de <Money cents={from} /> par an
            </Trans>
          )}
        </span>
      ))}
      {rebate.paid_to === "members" ? (
        <Trans>versée aux organisations, selon ce que chacune achète</Trans>
      ) : (
        <Trans>versée à la tête du réseau</Trans>
      )}
    </>
  );
}
