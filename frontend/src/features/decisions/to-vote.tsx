import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconCheckbox } from "@tabler/icons-react";
import { useCan } from "@/app/session";
import { Turnout } from "@/features/decisions/decision-lists";
import classes from "@/features/decisions/decisions.module.css";
import { DecisionLink } from "@/features/decisions/links";
import { Closing } from "@/features/decisions/moments";
import { castVotes, type DecisionLine } from "@/features/decisions/words";
import { FictionalBadge } from "@/ui/fictional-badge";
import { ButtonLink } from "@/ui/links";
import { Section } from "@/ui/page";

/** The votes that await a ballot of this organisation, the soonest closed first. */
export function ToVote({ items }: { items: DecisionLine[] }) {
  const { t } = useLingui();
  const mayVote = useCan(castVotes);
  if (items.length === 0) return null;
  const urgent = items.toSorted((one, other) => (one.closes_at ?? "").localeCompare(other.closes_at ?? ""));
  return (
    <Section title={t`À voter`}>
      {mayVote ? null : (
        <Text mb="sm">
          <Trans>Votre mandat ne permet pas de voter : signalez ces votes à votre direction.</Trans>
        </Text>
      )}
      <SimpleGrid
        component="ul"
        cols={{ base: 1, md: items.length > 1 ? 2 : 1 }}
        className={classes.list ?? ""}
      >
        {urgent.map((item) => (
          <Awaited key={item.id} item={item} mayVote={mayVote} />
        ))}
      </SimpleGrid>
    </Section>
  );
}

function Awaited({ item, mayVote }: { item: DecisionLine; mayVote: boolean }) {
  const { t } = useLingui();
  const { title, agreement, effect_name: matter } = item;
  return (
    <Paper component="li" p="lg" className={classes.awaited ?? ""}>
      <Group justify="space-between" align="center" gap="md">
        <Stack gap={4} flex="1 1 18rem" miw={0}>
          <Group gap="xs">
            <Text fz="lg" component="div">
              <DecisionLink id={item.id}>{title}</DecisionLink>
            </Text>
            {item.fictional ? <FictionalBadge /> : null}
          </Group>
          <Text size="sm" c="dimmed">
            {agreement.name} · {matter}
          </Text>
          <Text size="sm" component="div">
            <Closing at={item.closes_at} /> <Turnout line={item} />
          </Text>
        </Stack>
        <ButtonLink
          to="/decisions/$decisionId"
          params={{ decisionId: item.id }}
          size="md"
          variant={mayVote ? "filled" : "default"}
          leftSection={<IconCheckbox size={20} aria-hidden="true" />}
          aria-label={mayVote ? t`Voter : ${title}` : t`Lire : ${title}`}
        >
          {mayVote ? <Trans>Voter</Trans> : <Trans>Lire la question</Trans>}
        </ButtonLink>
      </Group>
    </Paper>
  );
}
