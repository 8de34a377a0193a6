import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack } from "@mantine/core";
import { useApiMutation } from "@/api/hooks";
import { ProjectFields, projectBody, useProjectForm } from "@/features/funds/project-fields";
import { type Fund, type Project, readings } from "@/features/funds/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

type EditProps = { fund: Fund; project: Project; onClose: () => void };

/** Changes a project that is not presented yet. */
export function EditProjectDialog({ fund, project, onClose }: EditProps) {
  const { t } = useLingui();
  const form = useProjectForm({
    call_id: project.call_id,
    title: project.title,
    description: project.description,
    amount_cents: project.amount_cents / 100,
    conditional: project.conditional,
  });
  const change = useApiMutation("patch", "/v1/funds/{fund_id}/projects/{project_id}", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le projet est à jour.`);
      onClose();
    },
  });
  const submit = form.onSubmit((values) =>
    change.mutate({
      path: { fund_id: fund.id, project_id: project.id },
      body: projectBody(values),
      version: project.version,
    }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Modifier le projet`} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={change.error} form={form} />
          <ProjectFields form={form} fund={fund} project={project} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={change.isPending}>
              <Trans>Enregistrer</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
