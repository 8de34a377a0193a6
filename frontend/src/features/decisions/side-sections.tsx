import { Trans, useLingui } from "@lingui/react/macro";
import { List, Paper, Stack, Text } from "@mantine/core";
import { DecisionLink, PlaceLink } from "@/features/decisions/links";
import { TimeLeft } from "@/features/decisions/moments";
import type { Decision } from "@/features/decisions/words";
import { type Fact, FactList } from "@/ui/fact-list";
import { Section } from "@/ui/page";
import { DateText } from "@/ui/values";

/** When the members were called, when votes are received, where. */
export function CalendarSection({ decision }: { decision: Decision }) {
  const { t } = useLingui();
  const facts = useDates(decision);
  const { first_call_id: first } = decision;
  return (
    <Section title={t`Calendrier`}>
      <Paper p="md">
        <FactList facts={facts} />
        {decision.urgent ? (
          <Text size="sm" mt="md">
            <Trans>Convoqué en urgence, avec le délai raccourci que prévoient les règles.</Trans>
          </Text>
        ) : null}
        {first ? (
          <Text size="sm" mt="md">
            <Trans>
              Seconde convocation : le quorum manquait à <DecisionLink id={first}>la première</DecisionLink>.
            </Trans>
          </Text>
        ) : null}
      </Paper>
    </Section>
  );
}

function useDates(decision: Decision): Fact[] {
  const { t } = useLingui();
  const { convened_at, convened_by, opens_at, closes_at, closed_at, place } = decision;
  const dated = (label: string, at: string | null, more: string | null = null): Fact[] =>
    at === null ? [] : [{ label, value: <Moment at={at} more={more} /> }];
  const convener = convened_by ? t`par ${convened_by.name}` : null;
  return [
    ...dated(t`Convocation`, convened_at, convener),
    ...dated(t`Ouverture du vote`, opens_at),
    ...(closed_at ? dated(t`Clôture du vote`, closed_at) : dated(t`Clôture du vote`, closes_at)),
    ...(place ? [{ label: t`Lieu`, value: place }] : []),
  ];
}

function Moment({ at, more }: { at: string; more: string | null }) {
  return (
    <>
      <DateText value={at} style="moment" />
      <Text size="sm" c="dimmed" fw={400}>
        {more ?? <TimeLeft at={at} />}
      </Text>
    </>
  );
}

/** The voting rule that applies, in sentences, and where it was adopted. */
export function RuleSection({ decision }: { decision: Decision }) {
  const { t } = useLingui();
  const { rule, agreement, rules_id, rules_number, electorate_frozen: frozen, ballot } = decision;
  const to = `/agreements/${agreement.id}/rules`;
  return (
    <Section title={t`La règle de ce vote`}>
      <Paper p="md">
        <List spacing={6} size="sm">
          <List.Item>
            {ballot === "secret" ? (
              <Trans>Scrutin secret : personne ne lit le choix d’une organisation.</Trans>
            ) : (
              <Trans>Scrutin nominatif : chaque membre lit le choix de chacun.</Trans>
            )}
          </List.Item>
          {rule.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
        <Stack gap={4} mt="md">
          <Text size="sm" c="dimmed">
            {rules_id === null ? (
              <Trans>
                Règle par défaut de la forme juridique : les membres n’ont{" "}
                <PlaceLink to={to}>pas adopté de règles</PlaceLink>.
              </Trans>
            ) : (
              <Trans>
                Tirée des <PlaceLink to={to}>règles de l’accord, version {rules_number}</PlaceLink>.
              </Trans>
            )}
          </Text>
          <Text size="sm" c="dimmed">
            {frozen ? (
              <Trans>Elle est arrêtée depuis l’ouverture du vote.</Trans>
            ) : (
              <Trans>Elle sera arrêtée à l’ouverture du vote.</Trans>
            )}
          </Text>
        </Stack>
      </Paper>
    </Section>
  );
}
