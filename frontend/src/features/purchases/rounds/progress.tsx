import { useLingui } from "@lingui/react/macro";
import { Progress as Bar, Text } from "@mantine/core";
import { Answered } from "@/features/purchases/rounds/list-running";
import classes from "@/features/purchases/rounds/rounds.module.css";
import type { Round } from "@/features/purchases/words";

/** "9 sur 14 ont répondu", said and drawn. How many, never which. */
export function Progress({ round }: { round: Round }) {
  const { t } = useLingui();
  const { answered_count: answered, members_count: asked } = round;
  return (
    <div className={classes.progress}>
      <Text fw={650} fz="lg" mb={6}>
        <Answered round={round} />
      </Text>
      <Bar.Root size="lg">
        <Bar.Section
          value={asked === 0 ? 0 : (100 * answered) / asked}
          aria-label={t`Organisations qui ont répondu`}
        />
      </Bar.Root>
    </div>
  );
}
