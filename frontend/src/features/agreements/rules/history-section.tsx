import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useApiInfinite } from "@/api/hooks";
import { DecisionLink } from "@/features/agreements/rules/decision-link";
import { Differences } from "@/features/agreements/rules/differences";
import { ReadWhole } from "@/features/agreements/rules/read-whole";
import classes from "@/features/agreements/rules/rules.module.css";
import { type Standing, standingOf } from "@/features/agreements/rules/standing";
import type { Rules, RulesVersion } from "@/features/agreements/rules/words";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { StatusBadge, type Tone } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

/** Every version, newest first: who proposed it and why, what it changed, the vote that adopted it. */
export function HistorySection({ rules }: { rules: Rules }) {
  const { t } = useLingui();
  const versions = useApiInfinite("/v1/agreements/{agreement_id}/rules/versions", {
    path: { agreement_id: rules.agreement_id },
  });
  // What waits for a decision is above, with what can be done of it.
  const past = (items: RulesVersion[]) => items.filter(({ state }) => state !== "draft");
  return (
    <Section title={t`L’histoire des règles`}>
      <Loaded query={versions}>
        {(items) =>
          past(items).length === 0 ? (
            <EmptyState icon={IconHistory} title={t`Aucune version n’a encore été adoptée`}>
              <Trans>
                Chaque version proposée restera ici, avec ses raisons, ce qu’elle change et le vote qui l’a
                adoptée.
              </Trans>
            </EmptyState>
          ) : (
            <ul className={classes.versions}>
              {past(items).map((version) => (
                <Paper component="li" p="md" key={version.id}>
                  <Version version={version} on={rules.on} />
                </Paper>
              ))}
            </ul>
          )
        }
      </Loaded>
      <LoadMore query={versions} />
    </Section>
  );
}

function Version({ version, on }: { version: RulesVersion; on: string }) {
  const { number, proposed_by_name: name, created_at: at, differences, decision_id: decision } = version;
  return (
    <Stack gap="xs">
      <Group gap="sm" justify="space-between">
        <Group gap="sm">
          <Title order={3}>
            <Trans>Version {number}</Trans>
          </Title>
          <StandingBadge standing={standingOf(version, on)} version={version} />
        </Group>
        <ReadWhole version={version} />
      </Group>
      <Text size="sm" c="dimmed">
        <Origin version={version} />{" "}
        <Trans>
          Proposée par {name} le <DateText value={at} />.
        </Trans>
      </Text>
      <Text style={{ whiteSpace: "pre-line" }}>{version.note}</Text>
      <DecisionLink id={decision}>
        <Trans>Lire le vote</Trans>
      </DecisionLink>
      {differences.length > 0 ? (
        <details className={classes.more}>
          <summary>
            <Plural
              value={differences.length}
              one="Voir ce qui change : # règle"
              other="Voir ce qui change : # règles"
            />
          </summary>
          <Differences items={differences} />
        </details>
      ) : null}
    </Stack>
  );
}

function Origin({ version: { state, basis, in_force_from: from } }: { version: RulesVersion }) {
  if (state !== "adopted") return null;
  const day = <DateText value={from} />;
  return basis === "founding" ? (
    <Trans>Signée avec l’accord, en vigueur le {day}.</Trans>
  ) : (
    <Trans>Adoptée par un vote, en vigueur le {day}.</Trans>
  );
}

const tones: Record<Standing, Tone> = {
  in_force: "positive",
  later: "shared",
  replaced: "neutral",
  proposed: "info",
  withdrawn: "neutral",
};

function StandingBadge({ standing, version }: { standing: Standing; version: RulesVersion }) {
  return (
    <StatusBadge tone={tones[standing]}>
      {standing === "in_force" ? (
        <Trans>En vigueur</Trans>
      ) : standing === "later" ? (
        <Trans>
          À partir du <DateText value={version.in_force_from} style="short" />
        </Trans>
      ) : standing === "replaced" ? (
        <Trans>Remplacée</Trans>
      ) : standing === "proposed" ? (
        <Trans>Proposée</Trans>
      ) : (
        <Trans>Retirée</Trans>
      )}
    </StatusBadge>
  );
}
