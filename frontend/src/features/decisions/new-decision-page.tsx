import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, List, Select, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconInfoCircle } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useApiMutation, useApiQuery, useIdempotencyKey } from "@/api/hooks";
import { useCan } from "@/app/session";
import { type AgreementChoice, useAskable } from "@/features/decisions/agreements";
import { BackToDecisions } from "@/features/decisions/links";
import { bodyOf, type NewValues, needsOf } from "@/features/decisions/new-decision";
import type { NewDecisionSearch } from "@/features/decisions/search";
import { SubjectFields } from "@/features/decisions/subject-fields";
import { BallotField, ReasonField, TitleField } from "@/features/decisions/text-fields";
import { type Matter, type MatterLine, propose, readings } from "@/features/decisions/words";
import { FormErrors } from "@/ui/form-errors";
import { ButtonLink } from "@/ui/links";
import { Page } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";

/** Writes a question; nobody is asked before the members are convened. */
export function NewDecisionPage({ search }: { search: NewDecisionSearch }) {
  const { t } = useLingui();
  const mayPropose = useCan(propose);
  return (
    <Page
      title={t`Proposer un vote`}
      above={<BackToDecisions />}
      lead={t`Écrivez la question. Personne n’est convoqué avant que vous ou le chef de file ne le décidiez.`}
      narrow
    >
      {mayPropose ? <Form search={search} /> : <MayNotPropose />}
    </Page>
  );
}

function MayNotPropose() {
  const { t } = useLingui();
  return (
    <EmptyState
      title={t`Votre mandat ne permet pas de proposer un vote`}
      action={
        <ButtonLink to="/decisions" variant="default">
          <Trans>Voir les votes</Trans>
        </ButtonLink>
      }
    >
      <Trans>Confiez votre question à la direction ou à la coordination de votre organisation.</Trans>
    </EmptyState>
  );
}

function Form({ search }: { search: NewDecisionSearch }) {
  const { reading, agreements } = useAskable();
  return (
    <Loaded query={reading} lines={6}>
      {() =>
        agreements.length === 0 ? <NoAgreement /> : <Question search={search} agreements={agreements} />
      }
    </Loaded>
  );
}

function NoAgreement() {
  const { t } = useLingui();
  return (
    <EmptyState
      title={t`Aucun accord où voter`}
      action={
        <ButtonLink to="/pools" variant="default">
          <Trans>Voir les mutualisations</Trans>
        </ButtonLink>
      }
    >
      <Trans>
        On vote dans une mutualisation ou un partenariat en vigueur dont on est partie. Créez-en un, ou
        répondez à une invitation.
      </Trans>
    </EmptyState>
  );
}

type QuestionProps = { search: NewDecisionSearch; agreements: AgreementChoice[] };

function Question({ search, agreements }: QuestionProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { key, renew } = useIdempotencyKey();
  const only = agreements.length === 1 ? agreements[0] : undefined;
  const known = agreements.find(({ id }) => id === search.agreement) ?? only;
  const form = useForm<NewValues>({
    initialValues: {
      agreement: known?.id ?? null,
      effect: search.effect ?? null,
      subject: search.subject ?? null,
      round: search.round ?? null,
      quote: search.quote ?? null,
      organisation: null,
      in_force_from: "",
      heard_on: "",
      hearing: "",
      title: "",
      reason: "",
      ballot: "",
    },
    validate: {
      agreement: (agreement) => (agreement ? null : t`Choisissez l’accord.`),
      effect: (effect) => (effect ? null : t`Choisissez ce que vous demandez.`),
      subject: (_, values) => (needsOf(values).includes("subject") ? t`Choisissez dans la liste.` : null),
      quote: (_, values) => (needsOf(values).includes("quote") ? t`Choisissez dans la liste.` : null),
      heard_on: (_, values) =>
        needsOf(values).includes("heard_on") ? t`Indiquez le jour où l’organisation a été entendue.` : null,
      hearing: (_, values) =>
        needsOf(values).includes("hearing") ? t`Résumez ce que l’organisation a répondu.` : null,
      title: (title) => (title.trim() ? null : t`Écrivez la question en une ligne.`),
      reason: (reason) => (reason.trim() ? null : t`Dites pourquoi vous posez cette question.`),
    },
    onValuesChange: () => {
      if (!create.error) return;
      create.reset();
      renew();
    },
  });
  const create = useApiMutation("post", "/v1/decisions", {
    invalidates: readings,
    onSuccess: async ({ id }) => {
      toastDone(t`La question est écrite. Il reste à convoquer les membres.`);
      await navigate({ to: "/decisions/$decisionId", params: { decisionId: id } });
    },
  });
  const { agreement, effect } = form.getValues();
  const submit = form.onSubmit((values) => {
    const body = bodyOf(values);
    if (body) create.mutate({ body, idempotencyKey: key });
  });
  const another = { subject: null, round: null, quote: null, organisation: null };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <FormErrors error={create.error} form={form} />
        <Select
          label={t`Dans quel accord`}
          description={t`Ses membres voteront.`}
          placeholder={t`Choisissez dans la liste`}
          data={agreements.map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          nothingFoundMessage={t`Aucun de vos accords ne porte ce nom.`}
          {...form.getInputProps("agreement")}
          onChange={(id) => form.setValues({ ...another, agreement: id })}
        />
        {agreement ? (
          <MatterField
            agreementId={agreement}
            value={effect}
            error={form.errors.effect}
            onChange={(matter) => form.setValues({ ...another, effect: matter })}
          />
        ) : null}
        {agreement && effect ? (
          <>
            <SubjectFields agreementId={agreement} effect={effect} form={form} />
            <TitleField {...form.getInputProps("title")} />
            <ReasonField {...form.getInputProps("reason")} />
            <BallotField
              description={t`Si vous ne choisissez pas, le scrutin que prévoient les règles de l’accord.`}
              {...form.getInputProps("ballot")}
            />
            <Group justify="flex-end">
              <ButtonLink to="/decisions" variant="default">
                <Trans>Annuler</Trans>
              </ButtonLink>
              <Button type="submit" loading={create.isPending}>
                <Trans>Écrire la question</Trans>
              </Button>
            </Group>
          </>
        ) : null}
      </Stack>
    </form>
  );
}

type MatterFieldProps = {
  agreementId: string;
  value: Matter | null;
  error: unknown;
  onChange: (matter: Matter | null) => void;
};

/** What is asked, and the voting rule that would apply to it. */
function MatterField({ agreementId, value, error, onChange }: MatterFieldProps) {
  const { t } = useLingui();
  const matters = useApiQuery("/v1/decisions/matters", { query: { agreement_id: agreementId } });
  return (
    <Loaded query={matters} lines={1}>
      {({ items }) => (
        <Stack gap="sm">
          <Select
            label={t`Ce que vous demandez`}
            description={t`Le logiciel l’applique si les membres l’adoptent.`}
            placeholder={t`Choisissez dans la liste`}
            data={items.map(({ matter, name }) => ({ value: matter, label: name }))}
            value={value}
            error={error as string}
            allowDeselect={false}
            onChange={(matter) => onChange(matter as Matter | null)}
          />
          <Rule matter={items.find(({ matter }) => matter === value)} />
        </Stack>
      )}
    </Loaded>
  );
}

function Rule({ matter }: { matter: MatterLine | undefined }) {
  const { t } = useLingui();
  if (!matter) return null;
  return (
    <Alert
      color="gray"
      variant="light"
      icon={<IconInfoCircle aria-hidden="true" />}
      title={t`La règle de vote qui s’appliquerait`}
    >
      <List size="sm" spacing={4}>
        {matter.rule.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      {matter.matter === "dissolve" ? (
        <Text size="sm" mt="xs" fw={600}>
          <Trans>Adoptée, cette décision met fin à l’accord : il reste lisible mais ne change plus.</Trans>
        </Text>
      ) : null}
    </Alert>
  );
}
