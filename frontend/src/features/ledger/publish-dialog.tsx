import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, List, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconInfoCircle } from "@tabler/icons-react";
import { useApiMutation } from "@/api/hooks";
import type { Book } from "@/features/ledger/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";

/** Closes a period: the balances of common accounts become readable by all parties, for good. */
export function PublishDialog({ book, onClose }: { book: Book; onClose: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    initialValues: { through: "" },
    validate: {
      through: (value) =>
        value && value <= today() ? null : t`Donnez la date d’aujourd’hui ou une date passée.`,
    },
  });
  const publish = useApiMutation("post", "/v1/ledger/publications", {
    invalidates: ["/v1/ledger", "/v1/audit"],
    onSuccess: () => {
      toastDone(t`La clôture est publiée.`);
      onClose();
    },
  });
  const submit = form.onSubmit(({ through }) =>
    publish.mutate({ body: { agreement_id: book.agreement_id, through } }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Publier une clôture`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Alert
            variant="light"
            color="gray"
            icon={<IconInfoCircle aria-hidden="true" />}
            title={t`Ce que liront les autres parties`}
          >
            <List spacing={4}>
              <List.Item>
                <Trans>Le solde de chaque compte commun à la date choisie, pas ses lignes.</Trans>
              </List.Item>
              <List.Item>
                {book.confidentiality === "coopetition" ? (
                  <Trans>
                    Seulement si au moins quatre organisations l’ont fait bouger depuis la clôture précédente,
                    aucune pour plus de 70 % ; sinon le chiffre précédent reste.
                  </Trans>
                ) : (
                  <Trans>
                    Seulement si au moins trois organisations l’ont fait bouger depuis la clôture précédente ;
                    sinon le chiffre précédent reste.
                  </Trans>
                )}
              </List.Item>
              <List.Item>
                <Trans>
                  Une clôture ne se modifie pas et ne se retire pas. La suivante portera sur une date
                  postérieure.
                </Trans>
              </List.Item>
            </List>
          </Alert>
          <TextInput
            type="date"
            label={t`Dernier jour de la période`}
            description={t`Passez d’abord les écritures datées jusqu’à ce jour.`}
            max={today()}
            withAsterisk
            maw="16rem"
            data-autofocus
            {...form.getInputProps("through")}
          />
          <FormErrors error={publish.error} form={form} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={publish.isPending}>
              <Trans>Publier</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
