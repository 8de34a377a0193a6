import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { CommitmentFields } from "@/features/partnerships/commitment-fields";
import { bodyOf, type CommitmentValues, valuesOf } from "@/features/partnerships/commitment-values";
import { LiveValue } from "@/features/partnerships/live-value";
import type { Balance, Commitment, Partnership } from "@/features/partnerships/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

/** A new promise, or one that changes, perhaps with the quantity that the balance asks for. */
export type Draft = { line?: Commitment; quantity?: number };

type CommitmentDialogProps = {
  partnership: Partnership;
  balance: Balance;
  draft: Draft;
  onClose: () => void;
};

/** Writes or changes a promise; its value and the balance are shown while one types. */
export function CommitmentDialog({ partnership, balance, draft, onClose }: CommitmentDialogProps) {
  const { t } = useLingui();
  const { line } = draft;
  const promisers = promisersOf(partnership, balance);
  const needed = t`Indiquez un nombre.`;
  const form = useForm<CommitmentValues>({
    initialValues: valuesOf(line, draft.quantity, promisers[0]?.organisation_id ?? ""),
    validate: {
      quantity: (value) => (value === "" ? needed : null),
      measure: (value) => (value === "" ? needed : null),
      unit_value_cents: (value) => (value === "" ? needed : null),
    },
  });
  const { send, isPending, error } = useSave(partnership.id, line, onClose);
  const values = form.getValues();
  const side =
    line?.side ??
    promisers.find(({ organisation_id }) => organisation_id === values.promiser_id)?.side ??
    "a";
  const submit = form.onSubmit((typed) => send(typed, side));
  return (
    <Dialog
      opened
      onClose={onClose}
      title={line ? t`Modifier un engagement` : t`Ajouter un engagement`}
      size="lg"
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          {line ? (
            <Text c="dimmed">
              <Trans>Engagement de {line.promiser_name}</Trans>
            </Text>
          ) : (
            <Select
              label={t`Qui s’engage`}
              data={promisers.map(({ organisation_id, organisation_name }) => ({
                value: organisation_id,
                label: organisation_name,
              }))}
              allowDeselect={false}
              {...form.getInputProps("promiser_id")}
            />
          )}
          <CommitmentFields form={form} />
          <LiveValue values={values} side={side} balance={balance} before={line?.value_cents ?? 0} />
          <FormErrors error={error} form={form} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={isPending}>
              {line ? <Trans>Enregistrer</Trans> : <Trans>Ajouter</Trans>}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** The lead writes for everybody; the others for themselves. */
function promisersOf({ my_role }: Partnership, { side_a: a, side_b: b }: Balance) {
  return [...a.parties, ...b.parties].filter(
    ({ state, role, mine }) =>
      (state === "accepted" || state === "invited") && role !== "observer" && (mine || my_role === "lead"),
  );
}

function useSave(partnershipId: string, line: Commitment | undefined, onClose: () => void) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const options = {
    invalidates: ["/v1/partnerships"],
    onSuccess: () => {
      toastDone(t`L’engagement est enregistré.`);
      onClose();
    },
  };
  const add = useApiMutation("post", "/v1/partnerships/{partnership_id}/commitments", options);
  const change = useApiMutation(
    "patch",
    "/v1/partnerships/{partnership_id}/commitments/{commitment_id}",
    options,
  );
  const send = (values: CommitmentValues, side: "a" | "b") => {
    const path = { partnership_id: partnershipId };
    const body = bodyOf(values);
    if (line) change.mutate({ path: { ...path, commitment_id: line.id }, body, version: line.version });
    else add.mutate({ path, body: { ...body, side, promiser_id: values.promiser_id }, idempotencyKey: key });
  };
  const { isPending, error } = line ? change : add;
  return { send, isPending, error };
}
