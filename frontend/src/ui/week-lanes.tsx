import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Busy, Week } from "@/ui/week-calendar";
import classes from "@/ui/week-calendar.module.css";
import { firstChance } from "@/ui/week-layout";
import { Block, useArrowKeys, useDayNames } from "@/ui/week-parts";

/** More lines than this are shown on demand. */
const atFirst = 12;

/** One line for each of several things alike, days across; what is taken is a bar. */
export function WeekLanes({ week }: { week: Week }) {
  const { t } = useLingui();
  const names = useDayNames();
  const [all, setAll] = useState(false);
  const { days, lanes, free: offer } = week;
  const chances = days.map((day, column) => firstChance(week.openSegments, day, column, week.now));
  const first = chances.findIndex((chance) => chance !== null);
  const arrows = useArrowKeys(first < 0 ? undefined : `${first}/0`);
  const shown = all ? lanes : lanes.slice(0, atFirst);
  const hidden = lanes.length - shown.length;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields */}
      <div
        className={classes.lanes}
        role="group"
        aria-label={offer ? t`${week.label}. Les flèches vont d’une case à l’autre.` : week.label}
        onKeyDown={arrows.onKeyDown}
      >
        <div className={classes.corner} />
        {days.map((day) => (
          <div key={day} className={classes.dayHead} data-today={day === week.now.day || undefined}>
            <span className={classes.weekday}>{names.weekday(day)}</span>{" "}
            <span className={classes.dayNumber}>{names.number(day)}</span>
          </div>
        ))}
        {shown.map((lane, row) => (
          <section key={lane.key} className={classes.lane} aria-label={lane.label}>
            <div className={classes.laneLabel}>{lane.label}</div>
            <div className={classes.track}>
              {days.map((day, column) => {
                const chance = chances[column] ?? null;
                const closed = !week.openSegments.some((one) => one.column === column);
                return chance && offer ? (
                  <button
                    key={day}
                    type="button"
                    className={classes.cell}
                    data-state="free"
                    aria-label={`${lane.label}, ${offer.label(names.moment(chance))}`}
                    onClick={() => offer.choose(chance)}
                    {...arrows.cell(column, row)}
                  />
                ) : (
                  <div key={day} className={classes.cell} data-state={closed ? "closed" : "past"} />
                );
              })}
              {barsOf(week, row).map(({ busy, left, width }) => (
                <Block
                  key={busy.key}
                  busy={busy}
                  style={{ left: `${left}%`, width: `${width}%`, top: "3px", bottom: "3px" }}
                />
              ))}
            </div>
          </section>
        ))}
      </div>
      {hidden > 0 ? (
        <Button variant="default" size="xs" mt="sm" onClick={() => setAll(true)}>
          <Trans>Afficher toutes les unités ({lanes.length})</Trans>
        </Button>
      ) : null}
    </>
  );
}

type Bar = { busy: Busy; left: number; width: number };

/** From its first day to its last, one bar; hours not shown take no room. */
function barsOf({ busySegments, hours }: Week, lane: number): Bar[] {
  const place = (column: number, minutes: number) => {
    const within = Math.min(Math.max(minutes, hours.from), hours.to) - hours.from;
    return ((column + within / (hours.to - hours.from)) / 7) * 100;
  };
  const bars = new Map<string, { busy: Busy; left: number; right: number }>();
  for (const { busy, column, from, to, lane: own } of busySegments) {
    if (own !== lane) continue;
    const known = bars.get(busy.key);
    const left = place(column, from);
    const right = place(column, to);
    bars.set(busy.key, known ? { ...known, right } : { busy, left, right });
  }
  return [...bars.values()].map(({ busy, left, right }) => ({
    busy,
    left,
    width: Math.max(right - left, 1),
  }));
}
