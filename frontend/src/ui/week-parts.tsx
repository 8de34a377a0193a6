import { useLingui } from "@lingui/react";
import { useRouter } from "@tanstack/react-router";
import { type CSSProperties, type KeyboardEvent, type MouseEvent, useState } from "react";
import { formatDate } from "@/ui/format";
import { clockText, wallOf } from "@/ui/paris-time";
import type { Busy } from "@/ui/week-calendar";
import classes from "@/ui/week-calendar.module.css";

/** "09:00 – 12:00", or with the days when they differ. */
export function useBusyHours() {
  const { i18n } = useLingui();
  return ({ starts_at, ends_at }: Pick<Busy, "starts_at" | "ends_at">) => {
    const start = wallOf(starts_at);
    const end = wallOf(ends_at);
    if (start.day === end.day) return `${clockText(start.minutes)}\u2009–\u2009${clockText(end.minutes)}`;
    const day = (value: string) =>
      new Intl.DateTimeFormat(i18n.locale === "en" ? "en-GB" : "fr-FR", {
        weekday: "short",
        day: "numeric",
        timeZone: "UTC",
      }).format(new Date(value));
    return `${day(start.day)} ${clockText(start.minutes)}\u2009–\u2009${day(end.day)} ${clockText(end.minutes)}`;
  };
}

/** "mardi 24 novembre", and "mar. 24" where there is little room. */
export function useDayNames() {
  const { i18n } = useLingui();
  const write = (day: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(i18n.locale === "en" ? "en-GB" : "fr-FR", { ...options, timeZone: "UTC" }).format(
      new Date(day),
    );
  return {
    long: (day: string) => write(day, { weekday: "long", day: "numeric", month: "long" }),
    weekday: (day: string) => write(day, { weekday: "short" }),
    number: (day: string) => write(day, { day: "numeric" }),
    moment: (moment: string) =>
      `${formatDate(moment, i18n.locale, "long")} ${clockText(wallOf(moment).minutes)}`,
  };
}

type BlockProps = { busy: Busy; style?: CSSProperties; inList?: boolean };

/** Something taken: a link to more when there is more. */
export function Block({ busy, style, inList = false }: BlockProps) {
  const router = useRouter();
  const hours = useBusyHours()(busy);
  const words = (
    <>
      <span className={classes.blockHours}>{hours}</span>
      <span className={classes.blockTitle}>{busy.title}</span>
      {busy.detail ? <span className={classes.blockDetail}>{busy.detail}</span> : null}
    </>
  );
  const shared = {
    className: inList ? classes.agendaBlock : classes.block,
    "data-tone": busy.tone,
    title: [hours, busy.title, busy.detail].filter(Boolean).join(" · "),
    ...(style ? { style } : {}),
  };
  if (!busy.href) return <div {...shared}>{words}</div>;
  const { href } = busy;
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void router.navigate({ href });
  };
  return (
    <a href={href} onClick={follow} {...shared}>
      {words}
    </a>
  );
}

const steps: Record<string, [column: number, row: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * One stop of the tab key for all the cells, arrows between them. A cell is a button with `data-column` and
 * `data-row`; those that are missing are jumped over.
 */
export function useArrowKeys(first: string | undefined) {
  const [active, setActive] = useState<string>();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = steps[event.key];
    const from = event.target instanceof HTMLElement ? placeOf(event.target) : null;
    if (!step || !from) return;
    const next = nearest(event.currentTarget, from, step);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  const cell = (column: number, row: number) => {
    const key = `${column}/${row}`;
    return {
      "data-column": column,
      "data-row": row,
      tabIndex: key === (active ?? first) ? 0 : -1,
      onFocus: () => setActive(key),
    };
  };
  return { onKeyDown, cell };
}

type Place = { column: number; row: number };

function placeOf(element: HTMLElement): Place | null {
  const { column, row } = element.dataset;
  return column === undefined || row === undefined ? null : { column: Number(column), row: Number(row) };
}

function nearest(container: HTMLElement, from: Place, [columns, rows]: [number, number]): HTMLElement | null {
  let best: HTMLElement | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const element of container.querySelectorAll<HTMLElement>("button[data-column]")) {
    const place = placeOf(element);
    if (!place) continue;
    const across = place.column - from.column;
    const down = place.row - from.row;
    // Only ahead; straight on before aside.
    const ahead = columns !== 0 ? across * columns : down * rows;
    const aside = Math.abs(columns !== 0 ? down : across);
    if (ahead <= 0 || (rows !== 0 && aside > 0)) continue;
    const distance = ahead * 1000 + aside;
    if (distance < least) [best, least] = [element, distance];
  }
  return best;
}
