import { Trans } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useMe } from "@/app/session";
import classes from "@/features/settlements/flow-picture.module.css";
import { type Flow, isDrawable, type Label, pictured, scaleFor, total } from "@/features/settlements/flows";
import { Money } from "@/ui/values";

/** Who pays whom, to be looked at: a table beneath says the same. */
export function FlowPicture({ flows, scale }: { flows: Flow[]; scale?: number }) {
  const mine = useMe().acting_for?.organisation_id;
  if (!isDrawable(flows)) return null;
  const { height, payers, payees, ribbons } = pictured(flows, scale ?? scaleFor(total(flows)));
  return (
    <div className={classes.frame} style={{ height }} aria-hidden="true">
      <Side side="payers" labels={payers} mine={mine} />
      <svg
        className={classes.ribbons}
        viewBox={`0 0 100 ${height}`}
        height={height}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {ribbons.map(({ from, to, fromTop, toTop, thickness }) => (
          <path
            key={`${from.id} ${to.id}`}
            className={classes.ribbon}
            data-mine={from.id === mine ? "paid" : to.id === mine ? "received" : undefined}
            d={ribbonPath(fromTop, toTop, thickness)}
          />
        ))}
      </svg>
      <Side side="payees" labels={payees} mine={mine} />
    </div>
  );
}

function ribbonPath(from: number, to: number, thickness: number): string {
  const [start, end] = [from.toFixed(1), to.toFixed(1)];
  const [startLow, endLow] = [(from + thickness).toFixed(1), (to + thickness).toFixed(1)];
  return `M0 ${start}C50 ${start} 50 ${end} 100 ${end}V${endLow}C50 ${endLow} 50 ${startLow} 0 ${startLow}Z`;
}

type SideProps = { side: "payers" | "payees"; labels: Label[]; mine: string | undefined };

function Side({ side, labels, mine }: SideProps) {
  return (
    <div className={classes.side} data-side={side}>
      {labels.map(({ id, name, cents, top, height }) => (
        <div
          key={id ?? "pool"}
          className={classes.label}
          style={{ top, height }}
          data-mine={id === mine || undefined}
        >
          <span className={classes.name}>{name}</span>
          <span className={classes.amount}>
            <Money cents={cents} />
          </span>
        </div>
      ))}
    </div>
  );
}

/** The payments as they are and as they would be, on one scale. */
export function BeforeAndAfter({ before, after }: { before: Flow[]; after: Flow[] }) {
  if (!isDrawable(before) || !isDrawable(after)) return null;
  const scale = scaleFor(total(before), total(after));
  return (
    <div className={classes.pair} aria-hidden="true">
      <div>
        <Text fw={600} mb="xs">
          <Trans>Relevé par relevé</Trans>
        </Text>
        <FlowPicture flows={before} scale={scale} />
      </div>
      <div>
        <Text fw={600} mb="xs">
          <Trans>Avec la compensation</Trans>
        </Text>
        <FlowPicture flows={after} scale={scale} />
      </div>
    </div>
  );
}

/** How to read the picture. */
export function FlowLegend() {
  return (
    <Text size="sm" c="dimmed" mb="sm" aria-hidden="true">
      <Trans>
        À gauche, qui paie ; à droite, qui reçoit. Plus la bande est épaisse, plus la somme est grande ; en
        vert, ce qui concerne votre organisation.
      </Trans>
    </Text>
  );
}
