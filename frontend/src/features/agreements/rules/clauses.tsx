import { Trans } from "@lingui/react/macro";
import { Alert, Paper, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import classes from "@/features/agreements/rules/rules.module.css";
import type { Clauses, Warning } from "@/features/agreements/rules/words";

type ClauseCardsProps = { clauses: Clauses[]; order?: 2 | 3 };

/** What rules say, one frame per subject, one sentence per rule. */
export function ClauseCards({ clauses, order = 3 }: ClauseCardsProps) {
  return (
    <div className={classes.clauses}>
      {clauses.map(({ subject, title, sentences }) => (
        <Paper key={subject} p="md" component="section">
          <Title order={order} size="h3">
            {title}
          </Title>
          <ul className={classes.sentences}>
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Paper>
      ))}
    </div>
  );
}

/** Allowed, and worth a second look: why, and the text it rests on. */
export function Warnings({ warnings }: { warnings: Warning[] }) {
  if (warnings.length === 0) return null;
  return (
    <Stack gap="sm" mb="md">
      {warnings.map(({ code, sentence, source }) => (
        <Alert
          key={code + sentence}
          color="orange"
          variant="light"
          icon={<IconAlertTriangle aria-hidden="true" />}
        >
          <Text size="sm">{sentence}</Text>
          <SourceLine source={source} />
        </Alert>
      ))}
    </Stack>
  );
}

export function SourceLine({ source }: { source: string | null }) {
  if (!source) return null;
  return (
    <Text size="sm" mt={4} fw={500}>
      <Trans>Source : {source}</Trans>
    </Text>
  );
}
