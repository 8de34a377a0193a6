import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation } from "@/api/hooks";
import { MandateFields } from "@/features/identity/mandate-fields";
import type { Member } from "@/features/identity/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

/** Changes what a member is and may do. */
export function MemberDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useLingui();
  const { name, role, profession, powers } = member;
  const form = useForm({ initialValues: { role, profession: profession ?? "", powers } });
  const update = useApiMutation("patch", "/v1/identity/members/{mandate_id}", {
    invalidates: ["/v1/identity/"],
    onSuccess: () => {
      toastDone(t`Le mandat de ${name} est à jour.`);
      onClose();
    },
  });
  const submit = form.onSubmit((values) =>
    update.mutate({
      path: { mandate_id: member.mandate_id },
      body: { ...values, profession: values.profession || null },
      version: member.version,
    }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Mandat de ${name}`}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <FormErrors error={update.error} form={form} />
          <MandateFields form={form} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={update.isPending}>
              <Trans>Enregistrer</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
