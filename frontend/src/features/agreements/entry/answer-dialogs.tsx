import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Radio, Select, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation } from "@/api/hooks";
import { RoleChoice, type SideChoice } from "@/features/agreements/invite-party-dialog";
import { type Agreement, type Party, readings, type Side } from "@/features/agreements/words";
import { ConfirmDialog, Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

type AdmitDialogProps = {
  agreement: Agreement;
  party: Party;
  sides: SideChoice[];
  /** Groups of voters of the rules in force, if any. */
  colleges: string[];
  onClose: () => void;
};

type Values = { role: "party" | "observer"; side: Side; college: string | null };

/** Gives a place to who asked: it is then invited, and answers for itself. */
export function AdmitDialog({ agreement, party, sides, colleges, onClose }: AdmitDialogProps) {
  const { t } = useLingui();
  const { organisation_name: name } = party;
  const form = useForm<Values>({
    initialValues: { role: "party", side: agreement.my_side === "b" ? "a" : "b", college: null },
  });
  const admit = useApiMutation("post", "/v1/agreements/{agreement_id}/parties/{party_id}/admit", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`${name} est admise : elle lit l’accord, puis accepte ou décline.`);
      onClose();
    },
  });
  const submit = form.onSubmit(({ role, side, college }) =>
    admit.mutate({
      path: { agreement_id: agreement.id, party_id: party.id },
      body: {
        role,
        ...(sides.length > 0 && role === "party" ? { side } : {}),
        ...(college && role === "party" ? { college } : {}),
      },
    }),
  );
  const { role } = form.getValues();
  return (
    <Dialog opened onClose={onClose} title={t`Admettre ${name} ?`} size="lg">
      <form onSubmit={submit}>
        <Stack gap="md">
          <FormErrors error={admit.error} form={form} />
          <RoleChoice {...form.getInputProps("role")} />
          {sides.length > 0 && role === "party" ? (
            <Radio.Group label={t`De quel côté s’engage-t-elle ?`} {...form.getInputProps("side")}>
              <Stack gap="xs" mt={6}>
                {sides.map(({ side, label }) => (
                  <Radio key={side} value={side} label={t`Côté ${side.toUpperCase()}, avec ${label}`} />
                ))}
              </Stack>
            </Radio.Group>
          ) : null}
          {colleges.length > 0 && role === "party" ? (
            <Select
              label={t`Collège`}
              description={t`Le groupe de votants dont elle fera partie.`}
              data={colleges}
              clearable
              {...form.getInputProps("college")}
            />
          ) : null}
          <Text>
            <Trans>
              {name} sera invitée : elle lira l’accord, ses règles et ses documents fondateurs, puis acceptera
              ou déclinera. Rien ne l’engage, ni vous, avant sa réponse.
            </Trans>
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={admit.isPending}>
              <Trans>Admettre</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

type RefuseDialogProps = Pick<AdmitDialogProps, "agreement" | "party" | "onClose">;

export function RefuseDialog({ agreement, party, onClose }: RefuseDialogProps) {
  const { t } = useLingui();
  const { organisation_name: name } = party;
  const refuse = useApiMutation("post", "/v1/agreements/{agreement_id}/parties/{party_id}/refuse", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`La demande est refusée.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Refuser la demande de ${name} ?`}
      consequences={
        <Trans>
          {name} verra que sa demande est refusée et pourra demander de nouveau. Elle ne lit rien d’autre de
          l’accord.
        </Trans>
      }
      confirmLabel={t`Refuser la demande`}
      danger
      pending={refuse.isPending}
      error={refuse.error}
      onConfirm={() => refuse.mutate({ path: { agreement_id: agreement.id, party_id: party.id } })}
    />
  );
}
