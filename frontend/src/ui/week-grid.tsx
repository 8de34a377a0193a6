import { useLingui } from "@lingui/react/macro";
import { clockText, momentOf } from "@/ui/paris-time";
import type { Week } from "@/ui/week-calendar";
import classes from "@/ui/week-calendar.module.css";
import { cellState, stepOf } from "@/ui/week-layout";
import { Block, useArrowKeys, useDayNames } from "@/ui/week-parts";

type Cell = { column: number; row: number; state: string; startsAt: string };

function cellsOf(week: Week): Cell[] {
  const step = stepOf(week.hours);
  const rows = (week.hours.to - week.hours.from) / step;
  const known = { open: week.openSegments, busy: week.busySegments, lanes: week.lanes.length, now: week.now };
  return week.days.flatMap((day, column) =>
    Array.from({ length: rows }, (_, row) => {
      const from = week.hours.from + row * step;
      const state = cellState(known, day, { column, from, to: from + step });
      return { column, row, state, startsAt: momentOf(day, from) };
    }),
  );
}

/** Days across, hours down. Free cells are buttons that arrows go through. */
export function WeekGrid({ week }: { week: Week }) {
  const { t } = useLingui();
  const names = useDayNames();
  const { hours, days, free: offer } = week;
  const cells = cellsOf(week);
  const firstFree = cells.find(({ state }) => state === "free");
  const arrows = useArrowKeys(firstFree ? `${firstFree.column}/${firstFree.row}` : undefined);
  const length = hours.to - hours.from;
  const hourLines = Array.from({ length: length / 60 }, (_, index) => hours.from + index * 60);
  const vertical = (from: number, to: number) => ({
    top: `${((Math.max(from, hours.from) - hours.from) / length) * 100}%`,
    height: `${((Math.min(to, hours.to) - Math.max(from, hours.from)) / length) * 100}%`,
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields
    <div
      className={classes.grid}
      role="group"
      aria-label={offer ? t`${week.label}. Les flèches vont d’un créneau libre à l’autre.` : week.label}
      onKeyDown={arrows.onKeyDown}
    >
      <div className={classes.corner} />
      {days.map((day) => (
        <div key={day} className={classes.dayHead} data-today={day === week.now.day || undefined}>
          <span className={classes.weekday}>{names.weekday(day)}</span>{" "}
          <span className={classes.dayNumber}>{names.number(day)}</span>
        </div>
      ))}
      <div className={classes.hours} aria-hidden="true">
        {hourLines.map((minutes) => (
          <span key={minutes} style={{ top: `${((minutes - hours.from) / length) * 100}%` }}>
            {clockText(minutes)}
          </span>
        ))}
      </div>
      {days.map((day, column) => (
        <section key={day} className={classes.day} aria-label={names.long(day)}>
          {cells
            .filter((cell) => cell.column === column)
            .map(({ row, state, startsAt }) =>
              state === "free" && offer ? (
                <button
                  key={row}
                  type="button"
                  className={classes.cell}
                  data-state="free"
                  aria-label={offer.label(names.moment(startsAt))}
                  onClick={() => offer.choose(startsAt)}
                  {...arrows.cell(column, row)}
                >
                  <span aria-hidden="true">{clockText(hours.from + row * stepOf(hours))}</span>
                </button>
              ) : (
                <div key={row} className={classes.cell} data-state={state} />
              ),
            )}
          {week.busySegments
            .filter((one) => one.column === column && one.from < hours.to && one.to > hours.from)
            .map(({ busy, from, to }) => (
              <Block key={busy.key} busy={busy} style={vertical(from, to)} />
            ))}
          {day === week.now.day && week.now.minutes > hours.from && week.now.minutes < hours.to ? (
            <div className={classes.now} style={{ top: vertical(week.now.minutes, hours.to).top }} />
          ) : null}
        </section>
      ))}
    </div>
  );
}
