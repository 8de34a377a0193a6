import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, Group, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { invalidate, useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { PlaceFields } from "@/features/organisations/place-fields";
import { RecordRefusal } from "@/features/organisations/record-refusal";
import type { Organisation, Site } from "@/features/organisations/words";
import { Dialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";

type SiteDialogProps = { organisation: Organisation; site?: Site; onClose: () => void };

const texts = ["siret", "finess", "category", "address", "postal_code", "city", "commune_code"] as const;

type Values = { name: string; is_head_office: boolean } & Record<(typeof texts)[number], string>;

function valuesOf(site: Site | undefined): Values {
  return {
    name: site?.name ?? "",
    is_head_office: site?.is_head_office ?? false,
    ...(Object.fromEntries(texts.map((field) => [field, site?.[field] ?? ""])) as Record<
      (typeof texts)[number],
      string
    >),
  };
}

function bodyOf({ name, is_head_office, ...values }: Values) {
  return {
    name,
    is_head_office,
    ...Object.fromEntries(texts.map((field) => [field, values[field].trim() || null])),
  };
}

/** Adds a place of activity, or changes one. */
export function SiteDialog({ organisation, site, onClose }: SiteDialogProps) {
  const { t } = useLingui();
  const { key, renew } = useIdempotencyKey();
  const queryClient = useQueryClient();
  const form = useForm<Values>({ initialValues: valuesOf(site) });
  const invalidates = ["/v1/organisations"];
  const onSuccess = () => {
    toastDone(t`Le lieu est enregistré.`);
    onClose();
  };
  const add = useApiMutation("post", "/v1/organisations/{organisation_id}/sites", { invalidates, onSuccess });
  const change = useApiMutation("patch", "/v1/organisations/{organisation_id}/sites/{site_id}", {
    invalidates,
    onSuccess,
  });
  const submit = form.onSubmit((values) => {
    const path = { organisation_id: organisation.id };
    const body = bodyOf(values);
    if (site) {
      return change.mutate(
        { path: { ...path, site_id: site.id }, body, version: site.version },
        // Opened again, the window shows what somebody else saved meanwhile.
        { onError: ({ status }) => status === 412 && void invalidate(queryClient, invalidates) },
      );
    }
    return add.mutate(
      { path, body, idempotencyKey: key },
      { onError: ({ status }) => status >= 400 && status < 500 && renew() },
    );
  });
  return (
    <Dialog opened onClose={onClose} title={site ? t`Modifier le lieu` : t`Ajouter un lieu`} size="lg">
      <form onSubmit={submit}>
        <Stack gap="md">
          <RecordRefusal error={add.error ?? change.error} form={form} />
          <TextInput
            label={t`Nom du lieu`}
            description={t`Par exemple : Résidence du Parc.`}
            required
            withAsterisk={false}
            maxLength={200}
            data-autofocus
            {...form.getInputProps("name")}
          />
          <TextInput
            label={t`Activité (facultatif)`}
            description={t`Par exemple : EHPAD, accueil de jour, centre de formation.`}
            maxLength={200}
            {...form.getInputProps("category")}
          />
          <PlaceFields form={form} />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput
              label={t`SIRET (facultatif)`}
              description={t`14 chiffres, les 9 premiers sont le SIREN.`}
              {...form.getInputProps("siret")}
            />
            <TextInput
              label={t`FINESS de l’établissement (facultatif)`}
              description={t`9 chiffres, pour un établissement sanitaire, social ou médico-social.`}
              {...form.getInputProps("finess")}
            />
          </SimpleGrid>
          <Checkbox
            label={t`C’est le siège`}
            description={t`Il remplace le siège actuel, s’il y en a un.`}
            {...form.getInputProps("is_head_office", { type: "checkbox" })}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={add.isPending || change.isPending}>
              <Trans>Enregistrer</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
