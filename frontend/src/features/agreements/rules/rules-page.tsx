import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, List, Paper, Stack, Text, Title } from "@mantine/core";
import { IconCalendarClock, IconPencil } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useApiQuery } from "@/api/hooks";
import { Opening } from "@/features/agreements/opening";
import { BackToAgreement, rulesAddress } from "@/features/agreements/rules/address";
import { ClauseCards, Warnings } from "@/features/agreements/rules/clauses";
import { DecisionLink } from "@/features/agreements/rules/decision-link";
import { Differences } from "@/features/agreements/rules/differences";
import { FoundingSection } from "@/features/agreements/rules/founding-section";
import { HistorySection } from "@/features/agreements/rules/history-section";
import { ProposalsSection } from "@/features/agreements/rules/proposals-section";
import { WhyNot } from "@/features/agreements/rules/why-not";
import type { Rules, RulesVersion } from "@/features/agreements/rules/words";
import { type Fact, FactList } from "@/ui/fact-list";
import { Page, Section } from "@/ui/page";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

/** The rules of an agreement: what they say, since when, who decided them, and how to change them. */
export function RulesPage({ agreementId }: { agreementId: string }) {
  const { t } = useLingui();
  const rules = useApiQuery("/v1/agreements/{agreement_id}/rules", { path: { agreement_id: agreementId } });
  return (
    <Opening query={rules} title={t`Règles`} back={null}>
      {(read) => <OneRules rules={read} />}
    </Opening>
  );
}

function OneRules({ rules }: { rules: Rules }) {
  const { t } = useLingui();
  const draft = rules.agreement_state === "draft";
  return (
    <Page
      title={t`Règles de « ${rules.agreement_name} »`}
      lead={
        <Trans>
          Ce que les parties ont décidé, dit en phrases. Essaim applique ces règles et aucune autre.
        </Trans>
      }
      above={<BackToAgreement rules={rules} />}
      actions={rules.may_propose ? <ProposeButton rules={rules} /> : null}
    >
      <Summary rules={rules} />
      {rules.founding ? null : <Warnings warnings={rules.warnings} />}
      {rules.next ? <Later next={rules.next} /> : null}
      {draft ? <FoundingSection rules={rules} /> : <ProposalsSection rules={rules} />}
      {draft && rules.founding ? null : (
        <Section title={draft ? t`Règles par défaut de la forme juridique` : t`Règles en vigueur`}>
          <ClauseCards clauses={rules.clauses} />
        </Section>
      )}
      <HistorySection rules={rules} />
      <LawSection rules={rules} />
      {rules.may_propose ? null : (
        <Text c="dimmed">
          <WhyNot rules={rules} />
        </Text>
      )}
    </Page>
  );
}

/** In a draft one goes on with what is written; in force one proposes another version. */
function ProposeButton({ rules: { agreement_id, agreement_state, founding } }: { rules: Rules }) {
  const draft = agreement_state === "draft";
  return (
    <Button
      component={Link}
      to={`${rulesAddress(agreement_id)}/new`}
      {...(draft && founding ? { search: { draft: founding.id } as never } : {})}
      leftSection={<IconPencil size={18} aria-hidden="true" />}
    >
      {draft ? (
        founding ? (
          <Trans>Modifier les règles fondatrices</Trans>
        ) : (
          <Trans>Écrire les règles fondatrices</Trans>
        )
      ) : (
        <Trans>Proposer un changement</Trans>
      )}
    </Button>
  );
}

function Summary({ rules }: { rules: Rules }) {
  const facts = useFacts(rules);
  return (
    <Stack mb="xl">
      <FactList facts={facts} />
    </Stack>
  );
}

function useFacts(rules: Rules): Fact[] {
  const { t } = useLingui();
  const {
    number,
    basis,
    founding,
    in_force_from: since,
    decision_id: decision,
    legal_form_name: form,
  } = rules;
  const facts: Fact[] = [
    {
      label: t`D’où elles viennent`,
      value: founding ? (
        <Trans>Règles proposées avec l’accord, qui est un projet</Trans>
      ) : basis === "decision" ? (
        <DecisionLink id={decision}>
          <Trans>Un vote des parties</Trans>
        </DecisionLink>
      ) : basis === "founding" ? (
        <Trans>Règles signées : acceptées par toutes les parties avec l’accord</Trans>
      ) : (
        <Trans>Règles par défaut de la forme juridique et des termes de l’accord</Trans>
      ),
    },
    { label: t`Forme juridique`, value: form },
  ];
  if (since) facts.splice(1, 0, { label: t`En vigueur depuis`, value: <DateText value={since} /> });
  if (number) facts.push({ label: t`Version`, value: number });
  return facts;
}

/** Adopted already, not applied yet. */
function Later({ next }: { next: RulesVersion }) {
  const { t } = useLingui();
  return (
    <Alert
      color="honey"
      variant="light"
      mb="xl"
      icon={<IconCalendarClock aria-hidden="true" />}
      title={t`D’autres règles sont adoptées pour plus tard`}
    >
      <Stack gap="md" align="flex-start">
        <Text size="sm">
          <Trans>
            La version {next.number} s’appliquera le <DateText value={next.in_force_from} style="long" />.
            Celles qui suivent valent jusque-là.
          </Trans>
        </Text>
        <Differences items={next.differences} />
        <DecisionLink id={next.decision_id}>
          <Trans>Lire le vote qui l’a adoptée</Trans>
        </DecisionLink>
      </Stack>
    </Alert>
  );
}

/** What no vote can decide, and the texts. */
function LawSection({ rules: { limits, sources, legal_form_name: form } }: { rules: Rules }) {
  const { t } = useLingui();
  return (
    <Section title={t`Ce que la loi ne laisse pas décider`}>
      <Paper p="md">
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            <Trans>
              Pour « {form} », Essaim refuse ces règles ou les signale, avec le texte d’où cela vient. C’est
              une lecture faite pour ce logiciel, sans valeur de conseil juridique.
            </Trans>
          </Text>
          <List spacing="sm" center={false}>
            {limits.map(({ place, sentence, source, forbids }) => (
              <List.Item key={place + sentence}>
                {sentence}{" "}
                {forbids ? null : (
                  <StatusBadge tone="attention">
                    <Trans>à vérifier</Trans>
                  </StatusBadge>
                )}
                <Text size="sm" c="dimmed">
                  {source}
                </Text>
              </List.Item>
            ))}
          </List>
          {sources.length > 0 ? (
            <div>
              <Title order={3} mb={4}>
                <Trans>Textes de cette forme juridique</Trans>
              </Title>
              <List size="sm">
                {sources.map((source) => (
                  <List.Item key={source}>{source}</List.Item>
                ))}
              </List>
            </div>
          ) : null}
        </Stack>
      </Paper>
    </Section>
  );
}
