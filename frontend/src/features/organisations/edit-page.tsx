import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconLock } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { apiQuery, useApiMutation, useApiQuery } from "@/api/hooks";
import { BackLink } from "@/features/organisations/back-link";
import { RecordFields } from "@/features/organisations/record-fields";
import { changedFields, recordValues, takeOver } from "@/features/organisations/record-form";
import { RecordRefusal } from "@/features/organisations/record-refusal";
import type { Organisation } from "@/features/organisations/words";
import { Page } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";

const path = "/v1/organisations/{organisation_id}";

/** Changes one's own record, or one that one's organisation entered. */
export function EditOrganisationPage({ organisationId }: { organisationId: string }) {
  const { t } = useLingui();
  const record = useApiQuery(path, { path: { organisation_id: organisationId } });
  return (
    <Page
      title={t`Modifier la fiche`}
      lead={t`Ce que vous écrivez ici est public : l’annuaire est ouvert à tous.`}
      above={record.data ? <BackLink organisation={record.data} /> : <BackLink />}
      narrow
    >
      <Loaded query={record}>
        {(organisation) =>
          organisation.may_change ? <EditForm organisation={organisation} /> : <NotYours />
        }
      </Loaded>
    </Page>
  );
}

function NotYours() {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconLock} title={t`Cette fiche n’est pas la vôtre`}>
      <Trans>
        Seule l’organisation elle-même tient sa fiche à jour. Signalez-lui l’erreur : ses coordonnées sont sur
        sa fiche.
      </Trans>
    </EmptyState>
  );
}

function EditForm({ organisation }: { organisation: Organisation }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  // What the form started from: a refetch behind our back must not change what counts as typed.
  const [start, setStart] = useState(organisation);
  const form = useForm({ initialValues: recordValues(organisation) });
  const params = { organisationId: organisation.id };
  const done = () => navigate({ to: "/organisations/$organisationId", params });
  const change = useApiMutation("patch", path, {
    invalidates: ["/v1/organisations"],
    onSuccess: async () => {
      toastDone(t`La fiche est à jour.`);
      await done();
    },
  });
  const submit = form.onSubmit((values) => {
    const body = changedFields(recordValues(start), values);
    if (Object.keys(body).length === 0) return done();
    return change.mutate({ path: { organisation_id: organisation.id }, body, version: start.version });
  });
  const startAgain = async () => {
    const current = await queryClient.fetchQuery({
      ...apiQuery(path, { path: { organisation_id: organisation.id } }),
      staleTime: 0,
    });
    form.setValues(takeOver(recordValues(start), form.getValues(), recordValues(current)));
    setStart(current);
    change.reset();
  };
  return (
    <form onSubmit={submit}>
      <RecordFields form={form} />
      <Stack gap="md">
        <RecordRefusal error={change.error} form={form} onTakeOver={() => void startAgain()} />
        <Group justify="flex-end">
          <Button
            variant="default"
            renderRoot={(props) => <Link {...props} to="/organisations/$organisationId" params={params} />}
          >
            <Trans>Annuler</Trans>
          </Button>
          <Button type="submit" loading={change.isPending}>
            <Trans>Enregistrer</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
