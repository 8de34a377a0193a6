import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans } from "@lingui/react/macro";
import { Paper, Text } from "@mantine/core";
import { formatPoints } from "@/features/purchases/lots/figures";
import classes from "@/features/purchases/lots/lots.module.css";
import type { ComparedQuote, Comparison } from "@/features/purchases/lots/words";

const colours = 6;

type PictureProps = { compared: Comparison; chosenId: string };

/** Points by criterion, one bar of a hundred for each quote; the table below has the same figures. */
export function ComparisonPicture({ compared, chosenId }: PictureProps) {
  const { i18n } = useActiveLingui();
  if (compared.quotes.every(({ criteria }) => criteria.every(({ points }) => points === null))) return null;
  return (
    <Paper p={{ base: "md", xs: "lg" }} mb="md" className={classes.colours ?? ""}>
      <ul className={classes.legend}>
        {compared.criteria.map(({ code, name, weight }, place) => (
          <li key={code}>
            <span className={classes.swatch} data-colour={place % colours} aria-hidden="true" />
            <Trans>
              {name}, sur {weight}
            </Trans>
          </li>
        ))}
      </ul>
      <div className={classes.scores} style={{ marginBottom: 0 }}>
        {compared.quotes.map((quote) => (
          <div
            key={quote.quote_id}
            className={classes.scoreRow}
            data-chosen={quote.quote_id === chosenId || undefined}
          >
            <span className={classes.scoreName}>{quote.supplier_name}</span>
            <Score quote={quote} />
            <span className={classes.scoreFigure}>
              {quote.total_points === null ? (
                <Text span size="sm" c="dimmed">
                  {quote.excluded ? <Trans>pas classée</Trans> : <Trans>pas encore</Trans>}
                </Text>
              ) : (
                formatPoints(quote.total_points, i18n.locale)
              )}
            </span>
          </div>
        ))}
      </div>
    </Paper>
  );
}

function Score({ quote }: { quote: ComparedQuote }) {
  let from = 0;
  return (
    <svg
      className={classes.score}
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {quote.criteria.map(({ code, points }, place) => {
        const x = from;
        const width = (points ?? 0) / 100;
        from += width;
        return (
          <rect
            key={code}
            className={classes.piece}
            data-colour={place % colours}
            x={x}
            width={width}
            height={10}
          />
        );
      })}
    </svg>
  );
}
