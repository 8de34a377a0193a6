import { useLingui } from "@lingui/react/macro";
import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "@/features/purchases/savings/savings.module.css";

export type ComparedRow = {
  key: string;
  label: string;
  /** What the figure is made of. */
  hint?: string;
  forecast: ReactNode;
  actual: ReactNode;
  strong?: boolean;
};

/** Forecast beside actual, a figure a line. */
export function ComparedTable({ label, rows }: { label: string; rows: ComparedRow[] }) {
  const { t } = useLingui();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what may scroll must be reached by keyboard
    <section className={classes.frame} aria-label={label} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <td>
              <VisuallyHidden>{label}</VisuallyHidden>
            </td>
            <th scope="col">{t`Prévu`}</th>
            <th scope="col">{t`Réel`}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label: name, hint, forecast, actual, strong }) => (
            <tr key={key} data-strong={strong || undefined}>
              <th scope="row">
                {name}
                {hint ? <span className={classes.hint}>{hint}</span> : null}
              </th>
              <td>{forecast}</td>
              <td>{actual}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
