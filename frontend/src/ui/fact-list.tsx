import type { ReactNode } from "react";
import classes from "@/ui/fact-list.module.css";

export type Fact = { label: string; value: ReactNode };

/** What is known about something, as terms and values. Facts without a value are not passed. */
export function FactList({ facts }: { facts: Fact[] }) {
  return (
    <dl className={classes.list}>
      {facts.map(({ label, value }) => (
        <div key={label} className={classes.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
