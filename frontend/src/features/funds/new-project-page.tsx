import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Stack } from "@mantine/core";
import { IconBulb } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useApiMutation, useApiQuery, useIdempotencyKey } from "@/api/hooks";
import { useCan } from "@/app/session";
import { BackToFund } from "@/features/funds/links";
import { ProjectFields, projectBody, useProjectForm } from "@/features/funds/project-fields";
import { applyToFunds, type Fund, readings } from "@/features/funds/words";
import { FormErrors } from "@/ui/form-errors";
import { ButtonLink } from "@/ui/links";
import { Page } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";
import { Money } from "@/ui/values";

type NewProjectProps = { fundId: string; call: string | undefined };

/** Prepares an application, which the organisation then presents to the members. */
export function NewProjectPage({ fundId, call }: NewProjectProps) {
  const { t } = useLingui();
  const fund = useApiQuery("/v1/funds/{fund_id}", { path: { fund_id: fundId } });
  const mayApply = useCan(applyToFunds);
  return (
    <Page
      title={t`Présenter un projet`}
      lead={t`Préparez-le à votre rythme : les autres membres ne le voient qu’une fois présenté.`}
      above={<BackToFund fundId={fundId} name={fund.data?.name} />}
      narrow
    >
      <Loaded query={fund}>
        {(read) =>
          read.takes_part && mayApply ? <ProjectForm fund={read} call={call} /> : <NotAllowed fund={read} />
        }
      </Loaded>
    </Page>
  );
}

function NotAllowed({ fund }: { fund: Fund }) {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconBulb} title={t`Vous ne pouvez pas présenter de projet ici`}>
      {fund.takes_part ? (
        <Trans>
          Votre mandat ne le permet pas : cela revient à la direction ou à la coordination de votre
          organisation.
        </Trans>
      ) : (
        <Trans>
          Seules les organisations qui prennent part à l’accord présentent des projets à son fonds.
        </Trans>
      )}
    </EmptyState>
  );
}

function ProjectForm({ fund, call }: { fund: Fund; call: string | undefined }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { key } = useIdempotencyKey();
  const form = useProjectForm({
    call_id: call ?? null,
    title: "",
    description: "",
    amount_cents: "",
    conditional: false,
  });
  const create = useApiMutation("post", "/v1/funds/{fund_id}/projects", {
    invalidates: readings,
    onSuccess: ({ id }) => {
      toastDone(t`Le projet est enregistré. Relisez-le, puis présentez-le aux membres.`);
      return navigate({
        to: "/funds/$fundId/projects/$projectId",
        params: { fundId: fund.id, projectId: id },
      });
    },
  });
  const submit = form.onSubmit((values) =>
    create.mutate({ path: { fund_id: fund.id }, body: projectBody(values), idempotencyKey: key }),
  );
  const { cents } = fund.figures.available;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {cents === null ? null : (
          <Paper p="md">
            <Trans>
              Le fonds a aujourd’hui{" "}
              <strong>
                <Money cents={cents} />
              </strong>{" "}
              disponibles pour de nouveaux projets.
            </Trans>
          </Paper>
        )}
        <FormErrors error={create.error} form={form} />
        <ProjectFields form={form} fund={fund} />
        <Group justify="flex-end">
          <ButtonLink to="/funds/$fundId" params={{ fundId: fund.id }} variant="default">
            <Trans>Annuler</Trans>
          </ButtonLink>
          <Button type="submit" loading={create.isPending}>
            <Trans>Enregistrer le projet</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
