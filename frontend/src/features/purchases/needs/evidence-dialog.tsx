import { Trans, useLingui } from "@lingui/react/macro";
import { Button, FileInput, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconFile } from "@tabler/icons-react";
import { useApiMutation, useApiQuery } from "@/api/hooks";
import { acceptedEndings, maximumBytes, titleFrom, typed } from "@/features/agreements/files";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";

type EvidenceDialogProps = {
  roundId: string;
  itemName: string;
  /** Whose evidence it is, when the coordinator writes an answer given on paper. */
  organisationId?: string | undefined;
  /** Documents already sent may be taken again; those of the others are not read for that. */
  offersKnown: boolean;
  onChosen: (id: string, title: string) => void;
  onClose: () => void;
};
type Values = { known: string | null; file: File | null; title: string };

/** The invoice or the contract that proves a price. */
export function EvidenceDialog(props: EvidenceDialogProps) {
  const { roundId, itemName, organisationId, offersKnown, onChosen, onClose } = props;
  const { t } = useLingui();
  const known = useApiQuery(
    "/v1/purchases/{round_id}/documents",
    { path: { round_id: roundId }, query: { kind: "evidence", limit: 100 } },
    { enabled: offersKnown },
  );
  const form = useForm<Values>({
    initialValues: { known: null, file: null, title: "" },
    validate: {
      file: (file, { known: taken }) => {
        if (taken) return null;
        if (!file) return t`Choisissez un fichier.`;
        return file.size > maximumBytes
          ? t`Ce fichier dépasse 10 Mo. Allégez-le ou coupez-le en deux.`
          : null;
      },
      title: (title, { known: taken }) => (taken || title.trim() ? null : t`Donnez un titre.`),
    },
  });
  const add = useApiMutation("post", "/v1/purchases/{round_id}/documents", {
    invalidates: ["/v1/purchases/{round_id}/documents"],
    onSuccess: ({ id, title }) => {
      onChosen(id, title);
      onClose();
    },
  });
  const items = known.data?.items ?? [];
  const submit = form.onSubmit(({ known: taken, file, title }) => {
    if (taken) {
      onChosen(taken, items.find(({ id }) => id === taken)?.title ?? t`Justificatif`);
      onClose();
    } else if (file) {
      add.mutate({
        path: { round_id: roundId },
        query: { kind: "evidence", title, file_name: file.name, organisation_id: organisationId },
        body: typed(file),
      });
    }
  });
  const choose = (file: File | null) => {
    form.setFieldValue("file", file);
    if (file && !form.getValues().title) {
      form.setFieldValue("title", titleFrom(file.name));
    }
  };
  return (
    <Dialog opened onClose={onClose} title={t`Justifier le prix de « ${itemName} »`} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={add.error} form={form} />
          {items.length > 0 ? (
            <Select
              label={t`Un document déjà déposé`}
              placeholder={t`Ou déposez-en un autre ci-dessous`}
              data={items.map(({ id, title }) => ({ value: id, label: title }))}
              clearable
              clearButtonProps={{ "aria-label": t`Effacer le choix` }}
              {...form.getInputProps("known")}
            />
          ) : null}
          {form.getValues().known ? null : (
            <>
              <FileInput
                label={t`Fichier`}
                description={t`Facture, contrat ou tarif. PDF, image, tableur ou texte, 10 Mo au plus.`}
                placeholder={t`Choisir un fichier`}
                leftSection={<IconFile size={18} aria-hidden="true" />}
                accept={acceptedEndings}
                clearable
                clearButtonProps={{ "aria-label": t`Choisir un autre fichier` }}
                {...form.getInputProps("file")}
                onChange={choose}
              />
              <TextInput label={t`Titre`} maxLength={200} {...form.getInputProps("title")} />
            </>
          )}
          <Text size="sm" c="dimmed">
            <Trans>
              Lu par votre organisation et par celui qui coordonne, jamais par les autres. N’y laissez ni nom
              de résident ni donnée de santé : noircissez-les avant.
            </Trans>
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={add.isPending}>
              <Trans>Joindre</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
