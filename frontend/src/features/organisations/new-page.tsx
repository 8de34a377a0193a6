import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconLock } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { useCan } from "@/app/session";
import { BackLink } from "@/features/organisations/back-link";
import { RecordFields } from "@/features/organisations/record-fields";
import { emptyRecord, recordBody } from "@/features/organisations/record-form";
import { RecordRefusal } from "@/features/organisations/record-refusal";
import { Page } from "@/ui/page";
import { EmptyState } from "@/ui/states";
import { toastDone } from "@/ui/toast";

/** Enters an organisation that the directory lacks. */
export function NewOrganisationPage() {
  const { t } = useLingui();
  const mayCreate = useCan("organisations.create");
  return (
    <Page
      title={t`Ajouter une organisation`}
      lead={t`Pour une organisation qui manque à l’annuaire. Votre organisation pourra corriger cette fiche jusqu’à ce que ses propres représentants arrivent.`}
      above={<BackLink />}
      narrow
    >
      {mayCreate ? <NewForm /> : <NotAllowed />}
    </Page>
  );
}

function NotAllowed() {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconLock} title={t`Votre mandat ne permet pas d’ajouter une organisation`}>
      <Trans>Demandez à la direction ou à la coordination de votre organisation de l’ajouter.</Trans>
    </EmptyState>
  );
}

function NewForm() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { key, renew } = useIdempotencyKey();
  const form = useForm({ initialValues: emptyRecord });
  const create = useApiMutation("post", "/v1/organisations", {
    invalidates: ["/v1/organisations"],
    onSuccess: async ({ id, name }) => {
      toastDone(t`${name} est dans l’annuaire.`);
      await navigate({ to: "/organisations/$organisationId", params: { organisationId: id } });
    },
  });
  const submit = form.onSubmit((values) =>
    create.mutate(
      { body: recordBody(values), idempotencyKey: key },
      // A refused form comes back with other words: it is another intention.
      { onError: ({ status }) => status >= 400 && status < 500 && renew() },
    ),
  );
  return (
    <form onSubmit={submit}>
      <RecordFields form={form} />
      <Stack gap="md">
        <RecordRefusal error={create.error} form={form} />
        <Group justify="flex-end">
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/organisations" />}>
            <Trans>Annuler</Trans>
          </Button>
          <Button type="submit" loading={create.isPending}>
            <Trans>Ajouter à l’annuaire</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
