import { Trans, useLingui } from "@lingui/react/macro";
import { Accordion, Alert, Button, Group, Paper, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconInfoCircle } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { isProblem } from "@/api/problem";
import { useCan } from "@/app/session";
import { CheckPanel } from "@/features/agreements/rules/check-panel";
import type { RulesForm as Form } from "@/features/agreements/rules/fields";
import { changedSections, type SectionId, sectionsOf } from "@/features/agreements/rules/places";
import classes from "@/features/agreements/rules/rules.module.css";
import { useParts } from "@/features/agreements/rules/sections";
import { type Check, useCheck } from "@/features/agreements/rules/use-check";
import { contentOf, emptyPlaces, type RulesValues } from "@/features/agreements/rules/values";
import { proposeDecisions, type Rulebook, type Rules } from "@/features/agreements/rules/words";
import { FormErrors, fieldPath } from "@/ui/form-errors";
import { StatusBadge } from "@/ui/status-badge";

export type Written = { content: Rulebook; note: string };

type RulesFormProps = {
  rules: Rules;
  initialValues: RulesValues;
  /** In a draft: these rules are adopted with the agreement, without a vote. */
  founding: boolean;
  onSubmit: (written: Written, then: "read" | "vote") => void;
  isPending: boolean;
  error: unknown;
  /** Said in place of the errors of the form: somebody else has saved. */
  stale: ReactNode;
  cancel: ReactNode;
};

/** Every part of the rules, filled with what applies today; beside it, what the law and the changes say. */
export function RulesForm(props: RulesFormProps) {
  const { rules, initialValues, founding, onSubmit, isPending, error, stale, cancel } = props;
  const { t } = useLingui();
  const [open, setOpen] = useState<string[]>([]);
  const form = useForm<RulesValues>({
    initialValues,
    validate: (values) => Object.fromEntries(emptyPlaces(values).map((path) => [path, t`À remplir.`])),
  });
  const { content, note } = form.getValues();
  const check = useCheck(rules.agreement_id, content);
  useFaultsBesideFields(form, check);
  const then = useRef<"read" | "vote">("read");
  const mayAsk = useCan(proposeDecisions);
  const submit = form.onSubmit(
    () => onSubmit({ content: contentOf(content), note }, then.current),
    (errors) => {
      const paths = Object.keys(errors);
      setOpen((last) => [...new Set([...last, ...sectionsOf(paths)])]);
      // The section opens first: a hidden field takes no focus.
      requestAnimationFrame(() => form.getInputNode(paths[0] ?? "")?.focus());
    },
  );
  const changed = changedSections(rules.content as Rulebook, contentOf(content));
  return (
    <form onSubmit={submit} noValidate>
      <div className={classes.writing}>
        <Stack gap="lg">
          <Parts
            form={form}
            agreementId={rules.agreement_id}
            open={open}
            onOpen={setOpen}
            changed={changed}
          />
          <Paper p="md">
            <Textarea
              label={t`Pourquoi`}
              description={t`Quelques lignes que les autres organisations liront avec ce qui change.`}
              autosize
              minRows={3}
              maxLength={2000}
              {...form.getInputProps("note")}
            />
          </Paper>
        </Stack>
        <CheckPanel check={check} founding={founding} />
      </div>
      <Stack gap="md" mt="lg">
        <Alert color="gray" variant="light" icon={<IconInfoCircle aria-hidden="true" />}>
          {founding ? (
            <Trans>
              Ces règles seront adoptées avec l’accord, quand vous le mettrez en vigueur. Les parties qui
              avaient accepté devront accepter de nouveau.
            </Trans>
          ) : (
            <Trans>
              Enregistrer ne change rien aux règles d’aujourd’hui : une nouvelle version ne s’applique que
              lorsqu’un vote l’a adoptée. D’ici là, les autres parties peuvent la lire.
            </Trans>
          )}
        </Alert>
        {stale ?? <FormErrors error={error} form={form} />}
        <Group justify="flex-end">
          {cancel}
          <Button
            type="submit"
            variant={founding || !mayAsk ? "filled" : "default"}
            loading={isPending}
            onClick={() => {
              then.current = "read";
            }}
          >
            {founding ? (
              <Trans>Enregistrer les règles fondatrices</Trans>
            ) : (
              <Trans>Enregistrer le projet</Trans>
            )}
          </Button>
          {founding || !mayAsk ? null : (
            <Button
              type="submit"
              loading={isPending}
              disabled={check.data?.allowed === false}
              onClick={() => {
                then.current = "vote";
              }}
            >
              <Trans>Enregistrer et demander le vote</Trans>
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

/** What the verification refuses is said beside its field too. */
function useFaultsBesideFields(form: Form, { data, error, isUpToDate }: Check) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form is another object at each render; messages are placed once per answer
  useEffect(() => {
    if (!isUpToDate) return;
    const faults = isProblem(error)
      ? error.errors.map(({ pointer, message }) => [fieldPath(pointer), message])
      : (data?.forbidden ?? []).map(({ pointer, sentence }) => [fieldPath(pointer), sentence]);
    form.setErrors(Object.fromEntries(faults));
  }, [data, error, isUpToDate]);
}

type PartsProps = {
  form: Form;
  agreementId: string;
  open: string[];
  onOpen: (open: string[]) => void;
  changed: SectionId[];
};

function Parts({ form, agreementId, open, onOpen, changed }: PartsProps) {
  const parts = useParts(form, agreementId);
  const faulty = sectionsOf(Object.keys(form.errors));
  return (
    <Accordion
      multiple
      variant="contained"
      order={2}
      value={open}
      onChange={onOpen}
      className={classes.parts ?? ""}
    >
      {parts.map(({ id, title, about, fields }) => (
        <Accordion.Item key={id} value={id}>
          <Accordion.Control>
            <Group gap="xs">
              <Text fw={600}>{title}</Text>
              {faulty.includes(id) ? (
                <StatusBadge tone="negative">
                  <Trans>à corriger</Trans>
                </StatusBadge>
              ) : changed.includes(id) ? (
                <StatusBadge tone="info">
                  <Trans>modifié</Trans>
                </StatusBadge>
              ) : null}
            </Group>
            <Text size="sm" c="dimmed">
              {about}
            </Text>
          </Accordion.Control>
          <Accordion.Panel>{fields}</Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
