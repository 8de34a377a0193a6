import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, FileInput, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { IconFile } from "@tabler/icons-react";
import { useApiMutation } from "@/api/hooks";
import { useMe } from "@/app/session";
import { acceptedEndings, maximumBytes, titleFrom, typed } from "@/features/agreements/files";
import { useAsked } from "@/features/purchases/rounds/agreements";
import { type DocumentKind, documentKindWords } from "@/features/purchases/rounds/documents";
import type { Round } from "@/features/purchases/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

type Values = { file: File | null; kind: DocumentKind; title: string; organisation_id: string };
type AddProps = { round: Round; kinds: DocumentKind[]; onClose: () => void };

/** Sends a file with what it is. Once there, it never changes. */
export function AddRoundDocument({ round, kinds, onClose }: AddProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const me = useMe().acting_for?.organisation_id ?? "";
  const form = useForm<Values>({
    initialValues: {
      file: null,
      kind: kinds[0] ?? "other",
      title: "",
      organisation_id: round.mine?.asked ? me : "",
    },
    validate: {
      file: (file) => {
        if (!file) return t`Choisissez un fichier.`;
        return file.size > maximumBytes
          ? t`Ce fichier dépasse 10 Mo. Allégez-le ou coupez-le en deux.`
          : null;
      },
      title: (title) => (title.trim() ? null : t`Donnez un titre.`),
      organisation_id: (id, { kind }) =>
        kind === "evidence" && !id ? t`Choisissez une organisation.` : null,
    },
  });
  const add = useApiMutation("post", "/v1/purchases/{round_id}/documents", {
    invalidates: ["/v1/purchases"],
    onSuccess: ({ title }) => {
      toastDone(t`« ${title} » est déposé.`);
      onClose();
    },
  });
  const submit = form.onSubmit(({ file, kind, title, organisation_id: whose }) => {
    if (!file) return;
    add.mutate({
      path: { round_id: round.id },
      query: {
        kind,
        title,
        file_name: file.name,
        organisation_id: kind === "evidence" && whose !== me ? whose : undefined,
      },
      body: typed(file),
    });
  });
  const choose = (file: File | null) => {
    form.setFieldValue("file", file);
    if (file && !form.getValues().title) form.setFieldValue("title", titleFrom(file.name));
  };
  const evidence = form.getValues().kind === "evidence";
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
          {kinds.length > 1 ? (
            <Select
              label={t`Nature`}
              data={kinds.map((kind) => ({ value: kind, label: i18n._(documentKindWords[kind]) }))}
              allowDeselect={false}
              {...form.getInputProps("kind")}
            />
          ) : null}
          {evidence && round.coordinates ? <WhoseField form={form} round={round} /> : null}
          <TextInput label={t`Titre`} maxLength={200} {...form.getInputProps("title")} />
          <Text size="sm" c="dimmed">
            {evidence ? (
              <Trans>
                Lu par l’organisation et par le coordinateur. Noircissez d’abord tout nom de résident et toute
                donnée de santé.
              </Trans>
            ) : (
              <Trans>
                Toutes les parties pourront le lire. N’y laissez ni nom de résident, ni donnée de santé, ni
                besoin d’une seule organisation.
              </Trans>
            )}
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

type WhoseProps = { form: UseFormReturnType<Values>; round: Round };

/** The coordinator adds evidence for one of those asked, received on paper. */
function WhoseField({ form, round }: WhoseProps) {
  const { t } = useLingui();
  const members = useAsked(round.id);
  return (
    <Select
      label={t`De quelle organisation`}
      placeholder={t`Choisir une organisation`}
      data={(members.data ?? []).map(({ organisation_id, organisation_name }) => ({
        value: organisation_id,
        label: organisation_name,
      }))}
      searchable
      allowDeselect={false}
      {...form.getInputProps("organisation_id")}
    />
  );
}
