import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Radio, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { OrganisationPicker } from "@/app/organisation-picker";
import { type Agreement, type Party, readings, type Side } from "@/features/agreements/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

export type SideChoice = { side: Side; label: string };

type InvitePartyDialogProps = {
  agreement: Agreement;
  known: Party[];
  sides: SideChoice[];
  onClose: () => void;
};

type Values = { organisation_id: string; role: "party" | "observer"; side: Side };

/** Invites an organisation of the directory; it answers for itself. */
export function InvitePartyDialog({ agreement, known, sides, onClose }: InvitePartyDialogProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const form = useForm<Values>({
    initialValues: { organisation_id: "", role: "party", side: agreement.my_side === "b" ? "a" : "b" },
    validate: { organisation_id: (id) => (id ? null : t`Choisissez une organisation.`) },
  });
  const invite = useApiMutation("post", "/v1/agreements/{agreement_id}/parties", {
    invalidates: readings,
    onSuccess: ({ organisation_name: name }) => {
      toastDone(t`${name} est invitée.`);
      onClose();
    },
  });
  const submit = form.onSubmit(({ organisation_id, role, side }) =>
    invite.mutate({
      path: { agreement_id: agreement.id },
      body: { organisation_id, role, ...(sides.length > 0 && role === "party" ? { side } : {}) },
      idempotencyKey: key,
    }),
  );
  const present = known.filter(({ state }) => state === "invited" || state === "accepted");
  return (
    <Dialog opened onClose={onClose} title={t`Inviter une organisation`} size="lg">
      <form onSubmit={submit}>
        <Stack gap="md">
          <FormErrors error={invite.error} form={form} />
          <OrganisationPicker
            label={t`Organisation`}
            data-autofocus
            {...form.getInputProps("organisation_id")}
            value={form.getValues().organisation_id}
            onChange={(id) => form.setFieldValue("organisation_id", id ?? "")}
            exclude={present.map(({ organisation_id }) => organisation_id)}
          />
          <RoleChoice {...form.getInputProps("role")} />
          {sides.length > 0 && form.getValues().role === "party" ? (
            <Radio.Group label={t`De quel côté s’engage-t-elle ?`} {...form.getInputProps("side")}>
              <Stack gap="xs" mt={6}>
                {sides.map(({ side, label }) => (
                  <Radio key={side} value={side} label={t`Côté ${side.toUpperCase()}, avec ${label}`} />
                ))}
              </Stack>
            </Radio.Group>
          ) : null}
          <Text size="sm" c="dimmed">
            <Trans>
              Elle verra le nom de l’accord, son objet, ses termes, les parties et les documents fondateurs
              (convention, avenants, statuts, charte, règlement). Elle ne lira le reste qu’après avoir
              accepté.
            </Trans>
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={invite.isPending}>
              <Trans>Inviter</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** Whether it commits itself, or only reads. */
export function RoleChoice(props: { value?: string; onChange?: (value: string) => void }) {
  const { t } = useLingui();
  return (
    <Radio.Group label={t`Rôle`} {...props}>
      <Stack gap="xs" mt={6}>
        <Radio value="party" label={t`Partie`} description={t`Elle s’engage, partage et décide.`} />
        <Radio value="observer" label={t`Observatrice`} description={t`Elle lit et ne change rien.`} />
      </Stack>
    </Radio.Group>
  );
}
