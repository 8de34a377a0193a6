import { Trans } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import classes from "@/features/agreements/rules/rules.module.css";
import type { Difference } from "@/features/agreements/rules/words";

/** What changes from one version to another: what was said, what is said instead, under the title of each subject. */
export function Differences({ items }: { items: Difference[] }) {
  return (
    <ul className={classes.differences}>
      {items.map((item, index) => (
        <li key={`${item.subject}${item.before}${item.after}`}>
          {items[index - 1]?.subject === item.subject ? null : (
            <Text size="sm" fw={600}>
              {item.title}
            </Text>
          )}
          {item.before === null ? null : (
            <p className={classes.before}>
              <span className={classes.mark}>
                <Trans>Avant :</Trans>
              </span>{" "}
              {item.before}
            </p>
          )}
          <p className={classes.after}>
            <span className={classes.mark}>
              {item.before === null ? <Trans>Nouveau :</Trans> : <Trans>Après :</Trans>}
            </span>{" "}
            {item.after ?? <Trans>rien n’en est plus dit.</Trans>}
          </p>
        </li>
      ))}
    </ul>
  );
}
