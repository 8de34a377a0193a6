import { Trans } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "@/features/partnerships/balance-picture.module.css";
import type { Balance, BalanceSide } from "@/features/partnerships/words";
import { StatusBadge } from "@/ui/status-badge";
import { Money, Percent } from "@/ui/values";

/** Two bars of one scale, one part per promise; the tables beneath hold the same figures. */
export function BalancePicture({ balance }: { balance: Balance }) {
  const { side_a: a, side_b: b, heavier_side: heavier, tolerance_bp: tolerance } = balance;
  const largest = Math.max(a.value_cents, b.value_cents, 1);
  const threshold = 1 - tolerance / 10_000;
  return (
    <div>
      <Side letter="a" side={a} largest={largest} threshold={heavier === "b" ? threshold : null} />
      <Side letter="b" side={b} largest={largest} threshold={heavier === "a" ? threshold : null} />
      {heavier ? (
        <Text size="sm" c="dimmed">
          <Trans>
            Trait pointillé : ce que ce côté doit atteindre pour que l’écart reste dans la tolérance convenue.
          </Trans>
        </Text>
      ) : null}
      <Facts balance={balance} />
    </div>
  );
}

type SideProps = { letter: "a" | "b"; side: BalanceSide; largest: number; threshold: number | null };

function Side({ letter, side, largest, threshold }: SideProps) {
  const share = (cents: number) => `${((cents / largest) * 100).toFixed(2)}%`;
  return (
    <div className={classes.side}>
      <div className={classes.name}>
        <span>
          <Trans>Côté {letter.toUpperCase()}</Trans> · <strong>{side.label}</strong>
        </span>
        <strong>
          <Money cents={side.value_cents} />
        </strong>
      </div>
      <div className={classes.track} aria-hidden="true">
        <div className={classes.bar} data-side={letter} style={{ width: share(side.value_cents) }}>
          {side.lines.map((line) => (
            <div
              key={line.id}
              className={classes.part}
              style={{ flex: line.value_cents }}
              title={line.title}
            />
          ))}
        </div>
        {threshold !== null ? (
          <div className={classes.threshold} style={{ left: share(threshold * largest) }} />
        ) : null}
      </div>
    </div>
  );
}

function Facts({ balance }: { balance: Balance }) {
  const { heavier_side: heavier, side_a: a, side_b: b } = balance;
  const name = heavier === "a" ? a.label : b.label;
  return (
    <dl className={classes.facts}>
      <Fact label={<Trans>Écart</Trans>}>
        <Money cents={balance.gap_cents} />
        {heavier ? (
          <small>
            <Trans>{name} promet davantage</Trans>
          </small>
        ) : null}
      </Fact>
      <Fact label={<Trans>Déséquilibre</Trans>}>
        <Percent ratio={balance.imbalance_bp / 10_000} />
        <small>
          <Trans>l’écart, rapporté au côté le plus fort</Trans>
        </small>
      </Fact>
      <Fact label={<Trans>Tolérance convenue</Trans>}>
        <Percent ratio={balance.tolerance_bp / 10_000} />{" "}
        {balance.alert ? (
          <StatusBadge tone="attention">
            <Trans>dépassée</Trans>
          </StatusBadge>
        ) : (
          <StatusBadge tone="positive">
            <Trans>respectée</Trans>
          </StatusBadge>
        )}
      </Fact>
    </dl>
  );
}

function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
