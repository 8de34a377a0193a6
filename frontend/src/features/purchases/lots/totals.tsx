import { Trans } from "@lingui/react/macro";
import { reachedRung } from "@/features/purchases/lots/figures";
import classes from "@/features/purchases/lots/lots.module.css";
import type { Simulation } from "@/features/purchases/lots/words";
import { Gain, MoneyOrNot, NotTold, Rate, UnitPrice, Volume } from "@/features/purchases/values";

type BeforeAfterProps = { before: Simulation; after?: Simulation | undefined; label: string; then: string };

/** The lot as it is, and as it would be; figures that may not be told say so. */
export function BeforeAfter({ before, after, label, then }: BeforeAfterProps) {
  const both = after ? [before, after] : [before];
  const single = before.items.length === 1;
  return (
    <table className={classes.grid} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Le lot, pour tous</Trans>
          </th>
          <th scope="col" data-figure>
            <Trans>Maintenant</Trans>
          </th>
          {after ? (
            <th scope="col" data-figure>
              {then}
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {single ? (
          <>
            <tr>
              <th scope="row">
                <Trans>Quantité</Trans>
              </th>
              {both.map(({ items }, place) => (
                <td data-figure key={place === 0 ? "before" : "after"}>
                  {items[0]?.volume == null ? <NotTold /> : <Volume value={items[0].volume} />}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">
                <Trans>Prix du palier atteint</Trans>
              </th>
              {both.map(({ items }, place) => {
                const rung = reachedRung(items[0]?.ladder ?? []);
                return (
                  <td data-figure key={place === 0 ? "before" : "after"}>
                    {items[0]?.volume == null ? (
                      <NotTold />
                    ) : rung ? (
                      <UnitPrice value={rung.unit_price} />
                    ) : (
                      "–"
                    )}
                  </td>
                );
              })}
            </tr>
          </>
        ) : null}
        <tr>
          <th scope="row">
            <Trans>Ce qui est payé</Trans>
          </th>
          {both.map(({ totals }, place) => (
            <td data-figure key={place === 0 ? "before" : "after"}>
              <MoneyOrNot cents={totals.spend_cents} />
            </td>
          ))}
        </tr>
        <tr>
          <th scope="row">
            <Trans>Économie sur les prix d’aujourd’hui</Trans>
          </th>
          {both.map(({ totals }, place) => (
            <td data-figure key={place === 0 ? "before" : "after"}>
              <Saving totals={totals} />
            </td>
          ))}
        </tr>
        <tr>
          <th scope="row">
            <Trans>Remise de fin d’année attendue</Trans>
          </th>
          {both.map(({ totals }, place) => (
            <td data-figure key={place === 0 ? "before" : "after"}>
              <MoneyOrNot cents={totals.rebate_expected_cents} />
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

/** Without any price of today there is nothing to compare: not a saving of zero. */
function Saving({ totals }: Pick<Simulation, "totals">) {
  const { gain_cents: gain, gain_bp: rate } = totals;
  if (gain !== null && rate === null) return <Trans>non comparée</Trans>;
  return (
    <>
      <Gain cents={gain} />
      {rate === null ? null : (
        <span className={classes.under}>
          <Rate bp={rate} />
        </span>
      )}
    </>
  );
}
