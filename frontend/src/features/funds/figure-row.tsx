import { useLingui } from "@lingui/react/macro";
import { Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { type BarTone, Swatch } from "@/features/funds/money-bar";
import classes from "@/features/funds/money-bar.module.css";
import { Money } from "@/ui/values";

type FigureRowProps = {
  label: string;
  meaning?: ReactNode;
  /** Null when confidentiality withholds it. */
  cents: number | null;
  /** The colour of its part of the bar. */
  tone?: BarTone;
  look?: "total" | "apart";
  /** What the figure is made of; unfolded by who asks. */
  children?: ReactNode;
};

/** A figure that opens on what it is made of. */
export function FigureRow({ label, meaning, cents, tone, look, children }: FigureRowProps) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  const opens = children && cents;
  return (
    <>
      <tr className={look ? classes[look] : undefined}>
        <th scope="row">
          <div className={classes.label}>
            {tone ? <Swatch tone={tone} /> : null}
            <div className={classes.words}>
              {opens ? (
                <UnstyledButton
                  className={classes.open ?? ""}
                  aria-expanded={open}
                  aria-label={t`${label} : d’où vient ce chiffre`}
                  onClick={() => setOpen(!open)}
                >
                  {label}
                  <Chevron size={16} aria-hidden="true" />
                </UnstyledButton>
              ) : (
                label
              )}
              {meaning ? (
                <Text size="sm" c="dimmed" fw={400}>
                  {meaning}
                </Text>
              ) : null}
            </div>
          </div>
        </th>
        <td>{cents === null ? t`non montré` : <Money cents={cents} />}</td>
      </tr>
      {opens && open ? (
        <tr>
          <td colSpan={2} className={classes.unfolded}>
            {children}
          </td>
        </tr>
      ) : null}
    </>
  );
}
