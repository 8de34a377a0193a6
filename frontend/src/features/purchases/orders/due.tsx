import { Trans } from "@lingui/react/macro";
import classes from "@/features/purchases/orders/orders.module.css";
import { NotTold, Volume } from "@/features/purchases/values";
import { Money } from "@/ui/values";

/** What an organisation owes (positive) or is given back. Null: not told. */
export function Due({ cents, strong = false }: { cents: number | null; strong?: boolean }) {
  if (cents === null) return <NotTold />;
  const amount = <Money cents={Math.abs(cents)} />;
  return (
    <span className={classes.due} data-strong={strong || undefined}>
      {cents === 0 ? (
        <Trans>rien</Trans>
      ) : cents > 0 ? (
        <Trans>{amount} à payer</Trans>
      ) : (
        <Trans>{amount} à recevoir</Trans>
      )}
    </span>
  );
}

/** "1 150 sur 1 200": what was ordered of what was committed. */
export function VolumeOf({ part, whole }: { part: number; whole: number }) {
  return (
    <span className={classes.due}>
      <Trans>
        <Volume value={part} /> sur <Volume value={whole} />
      </Trans>
    </span>
  );
}
