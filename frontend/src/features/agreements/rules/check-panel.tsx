import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, List, Loader, Paper, Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import { IconBan, IconCircleCheck, IconPencilQuestion } from "@tabler/icons-react";
import { isProblem, type ProblemError } from "@/api/problem";
import { SourceLine, Warnings } from "@/features/agreements/rules/clauses";
import { Differences } from "@/features/agreements/rules/differences";
import { type SectionId, sectionsOf } from "@/features/agreements/rules/places";
import classes from "@/features/agreements/rules/rules.module.css";
import { useTitles } from "@/features/agreements/rules/sections";
import type { Check } from "@/features/agreements/rules/use-check";
import type { RulesCheck } from "@/features/agreements/rules/words";
import { Refusal } from "@/ui/dialog";
import { fieldPath } from "@/ui/form-errors";

/** Beside the form, while it is filled: what the law refuses, what deserves a second look, what would change. */
export function CheckPanel({ check, founding }: { check: Check; founding: boolean }) {
  const { t } = useLingui();
  return (
    <Paper
      component="section"
      p="md"
      className={classes.check ?? ""}
      aria-label={t`Vérification`}
      tabIndex={0}
      aria-busy={!check.isUpToDate}
    >
      <Stack gap="md">
        <Title order={2} size="h3">
          <Trans>Vérification</Trans>
        </Title>
        <Text size="sm" c="dimmed">
          <Trans>Elle se refait pendant que vous écrivez ; rien n’est enregistré.</Trans>
        </Text>
        <VisuallyHidden role="status">{check.isUpToDate ? <Outcome check={check} /> : null}</VisuallyHidden>
        {check.error ? <Faults error={check.error} /> : null}
        {check.data && !check.error ? <Answer answer={check.data} founding={founding} /> : null}
        {check.data || check.error ? null : <Loader size="sm" aria-hidden="true" />}
      </Stack>
    </Paper>
  );
}

/** The whole answer in a few words, for those who hear it. */
function Outcome({ check: { data, error } }: { check: Check }) {
  if (error) return <Trans>Des champs sont à corriger.</Trans>;
  if (!data) return null;
  const refused = data.forbidden.length;
  const changes = data.differences.length;
  return (
    <>
      <Plural
        value={refused}
        _0="Rien ne serait refusé."
        one="# règle serait refusée."
        other="# règles seraient refusées."
      />{" "}
      <Plural value={changes} _0="Rien ne change." one="# changement." other="# changements." />
    </>
  );
}

function Answer({ answer, founding }: { answer: RulesCheck; founding: boolean }) {
  const { forbidden, warnings, differences } = answer;
  return (
    <>
      {forbidden.length > 0 ? <Forbidden items={forbidden} /> : null}
      <Warnings warnings={warnings} />
      {differences.length > 0 ? (
        <div>
          <Title order={3} mb="sm">
            {founding ? (
              <Trans>Ce que ces règles changent à celles de la forme juridique</Trans>
            ) : (
              <Trans>Ce qui changerait</Trans>
            )}
          </Title>
          <Differences items={differences} />
        </div>
      ) : (
        <Alert color="gray" variant="light" icon={<IconPencilQuestion aria-hidden="true" />}>
          <Trans>Rien ne change encore : ces règles disent la même chose que celles d’aujourd’hui.</Trans>
        </Alert>
      )}
      {forbidden.length === 0 && differences.length > 0 ? (
        <Alert color="pine" variant="light" icon={<IconCircleCheck aria-hidden="true" />}>
          <Trans>Rien, dans ce qu’Essaim vérifie, n’est interdit par la forme juridique.</Trans>
        </Alert>
      ) : null}
    </>
  );
}

function Forbidden({ items }: { items: RulesCheck["forbidden"] }) {
  const { t } = useLingui();
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconBan aria-hidden="true" />}
      title={t`Ces règles seraient refusées`}
    >
      <Stack gap="sm">
        {items.map(({ pointer, sentence, source }) => (
          <div key={pointer + sentence}>
            <Text size="sm">{sentence}</Text>
            <SourceLine source={source} />
          </div>
        ))}
      </Stack>
    </Alert>
  );
}

/** The part of the form where a value is, before what is wrong with it. */
function Place({ titles, pointer }: { titles: Record<SectionId, string>; pointer: string }) {
  const [section] = sectionsOf([fieldPath(pointer)]);
  return section ? <Trans>{titles[section]} : </Trans> : null;
}

/** Values that no rules could have: their messages are beside the fields too. */
function Faults({ error }: { error: unknown }) {
  const { t } = useLingui();
  const titles = useTitles();
  if (!isProblem(error) || error.errors.length === 0) return <Refusal error={error} />;
  return (
    <Alert color="orange" variant="light" title={t`À corriger pour vérifier`}>
      <List size="sm">
        {error.errors.map(({ pointer, message }: ProblemError) => (
          <List.Item key={pointer + message}>
            <Place titles={titles} pointer={pointer} />
            {message}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
