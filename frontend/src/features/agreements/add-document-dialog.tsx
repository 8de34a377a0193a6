import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, FileInput, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconFile } from "@tabler/icons-react";
import { useApiMutation } from "@/api/hooks";
import { acceptedEndings, maximumBytes, titleFrom, typed } from "@/features/agreements/files";
import { type DocumentKind, documentKinds, documentKindWords, readings } from "@/features/agreements/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";

type Values = { file: File | null; kind: DocumentKind; title: string; signed_on: string };

/** Sends a file with what it is. Once there, it never changes. */
export function AddDocumentDialog({ agreementId, onClose }: { agreementId: string; onClose: () => void }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const form = useForm<Values>({
    initialValues: { file: null, kind: "convention", title: "", signed_on: "" },
    validate: {
      file: (file) => {
        if (!file) return t`Choisissez un fichier.`;
        return file.size > maximumBytes
          ? t`Ce fichier dépasse 10 Mo. Allégez-le ou coupez-le en deux.`
          : null;
      },
      title: (title) => (title.trim() ? null : t`Donnez un titre.`),
    },
  });
  const add = useApiMutation("post", "/v1/agreements/{agreement_id}/documents", {
    invalidates: readings,
    onSuccess: ({ title }) => {
      toastDone(t`« ${title} » est déposé.`);
      onClose();
    },
  });
  const submit = form.onSubmit(({ file, kind, title, signed_on }) => {
    if (!file) return;
    add.mutate({
      path: { agreement_id: agreementId },
      query: { kind, title, file_name: file.name, signed_on: signed_on || undefined },
      body: typed(file),
    });
  });
  const choose = (file: File | null) => {
    form.setFieldValue("file", file);
    if (file && !form.getValues().title) form.setFieldValue("title", titleFrom(file.name));
  };
  return (
    <Dialog opened onClose={onClose} title={t`Déposer un document`} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={add.error} form={form} />
          <FileInput
            label={t`Fichier`}
            description={t`PDF, ODT, DOCX, ODS, XLSX, PNG, JPEG ou texte, 10 Mo au plus.`}
            placeholder={t`Choisir un fichier`}
            leftSection={<IconFile size={18} aria-hidden="true" />}
            accept={acceptedEndings}
            clearable
            clearButtonProps={{ "aria-label": t`Choisir un autre fichier` }}
            {...form.getInputProps("file")}
            onChange={choose}
          />
          <Select
            label={t`Nature`}
            description={t`Une organisation invitée lit la convention, les avenants, les statuts, la charte et le règlement.`}
            data={documentKinds.map((kind) => ({ value: kind, label: i18n._(documentKindWords[kind]) }))}
            allowDeselect={false}
            {...form.getInputProps("kind")}
          />
          <TextInput label={t`Titre`} maxLength={200} {...form.getInputProps("title")} />
          <TextInput
            type="date"
            label={t`Signé par tous le (facultatif)`}
            description={t`Un document signé ne se retire plus.`}
            max={today()}
            {...form.getInputProps("signed_on")}
          />
          <Text size="sm" c="dimmed">
            <Trans>
              Toutes les parties pourront le lire. N’y laissez ni nom de résident ni donnée de santé.
            </Trans>
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={add.isPending}>
              <Trans>Déposer</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
