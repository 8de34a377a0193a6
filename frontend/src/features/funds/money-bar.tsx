import classes from "@/features/funds/money-bar.module.css";

export type BarTone = "free" | "promised" | "asked" | "paid" | "back";
export type BarPart = { key: string; cents: number; tone: BarTone };

/** Amounts side by side, to be looked at; a table beneath says the same. */
export function MoneyBar({ parts }: { parts: BarPart[] }) {
  return (
    <div className={classes.track} aria-hidden="true">
      {parts
        .filter(({ cents }) => cents > 0)
        .map(({ key, cents, tone }) => (
          <div key={key} className={classes.part} data-tone={tone} style={{ flexGrow: cents }} />
        ))}
    </div>
  );
}

export function Swatch({ tone }: { tone: BarTone }) {
  return <span className={classes.swatch} data-tone={tone} aria-hidden="true" />;
}
