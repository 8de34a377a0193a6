import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import {
  Alert,
  Button,
  Group,
  NumberInput,
  Radio,
  Select,
  SimpleGrid,
  Stack,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { invalidate, useApiMutation, useApiQuery } from "@/api/hooks";
import {
  figureWords,
  formatFigure,
  fromSmallestUnit,
  largest,
  suffixes,
  toSmallestUnit,
} from "@/features/organisations/figures";
import {
  codesOf,
  type Figure,
  type FigureKind,
  type Organisation,
  type Visibility,
  visibilityWords,
} from "@/features/organisations/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

type FigureDialogProps = { organisation: Organisation; figure?: Figure; onClose: () => void };

type Values = {
  kind: FigureKind;
  value: number | string;
  valid_on: string;
  source: string;
  visibility: Visibility;
};

/** States a figure as it was on a day, or corrects one. */
export function FigureDialog({ organisation, figure, onClose }: FigureDialogProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const queryClient = useQueryClient();
  const initialValues: Values = figure
    ? { ...figure, value: fromSmallestUnit(figure.kind, figure.value) }
    : {
        kind: "beds",
        value: "",
        valid_on: `${new Date().getFullYear()}-01-01`,
        source: "",
        visibility: "private",
      };
  const form = useForm<Values>({
    initialValues,
    validate: {
      value: (value) => (typeof value === "number" ? null : t`Indiquez un nombre.`),
      valid_on: (day) => (day ? null : t`Choisissez une date.`),
    },
  });
  const { kind, valid_on } = form.getValues();
  const stated = useStated(organisation.id, kind, valid_on);
  const set = useApiMutation("put", "/v1/organisations/{organisation_id}/figures/{kind}/{valid_on}", {
    invalidates: ["/v1/organisations"],
    onSuccess: () => {
      toastDone(t`Le chiffre est enregistré.`);
      onClose();
    },
  });
  const submit = form.onSubmit(({ kind, value, valid_on, source, visibility }) =>
    set.mutate(
      {
        path: { organisation_id: organisation.id, kind, valid_on },
        body: { value: toSmallestUnit(kind, Number(value)), source, visibility },
        version: stated?.version,
      },
      // Somebody else stated it meanwhile: their figure is shown before it is replaced.
      {
        onError: ({ status }) =>
          (status === 412 || status === 428) && void invalidate(queryClient, ["/v1/organisations"]),
      },
    ),
  );
  const previous = stated ? formatFigure(kind, stated.value, i18n.locale) : "";
  return (
    <Dialog
      opened
      onClose={onClose}
      title={figure ? t`Corriger un chiffre` : t`Indiquer un chiffre`}
      size="lg"
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <FormErrors error={set.error} form={form} />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <Select
              label={t`Chiffre`}
              description={i18n._(figureWords[kind].meaning)}
              data={codesOf(figureWords).map((code) => ({
                value: code,
                label: i18n._(figureWords[code].name),
              }))}
              allowDeselect={false}
              readOnly={figure !== undefined}
              {...form.getInputProps("kind")}
            />
            <TextInput
              type="date"
              label={t`À la date du`}
              description={t`Le jour où ce chiffre était vrai.`}
              readOnly={figure !== undefined}
              {...form.getInputProps("valid_on")}
            />
          </SimpleGrid>
          <NumberInput
            label={t`Valeur`}
            min={0}
            max={largest(kind)}
            decimalScale={figureWords[kind].decimals}
            decimalSeparator={i18n.locale === "en" ? "." : ","}
            allowedDecimalSeparators={[",", "."]}
            thousandSeparator={i18n.locale === "en" ? "," : "\u202f"}
            suffix={suffixes[kind] ? `\u00a0${suffixes[kind]}` : ""}
            hideControls
            {...form.getInputProps("value")}
          />
          {stated && !figure ? (
            <Alert color="orange">
              <Trans>Un chiffre existe déjà à cette date ({previous}) : il sera remplacé.</Trans>
            </Alert>
          ) : null}
          <TextInput
            label={t`D’où vient ce chiffre`}
            description={t`Par exemple : arrêté d’autorisation 2025, comptes approuvés le 12 juin.`}
            required
            withAsterisk={false}
            maxLength={200}
            {...form.getInputProps("source")}
          />
          <VisibilityChoice {...form.getInputProps("visibility")} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={set.isPending}>
              <Trans>Enregistrer</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** The figure already stated for that day, if there is one: what is saved would replace it. */
function useStated(organisationId: string, kind: FigureKind, day: string): Figure | undefined {
  const figures = useApiQuery("/v1/organisations/{organisation_id}/figures", {
    path: { organisation_id: organisationId },
    query: { kind, limit: 100 },
  });
  return figures.data?.items.find(({ valid_on }) => valid_on === day);
}

function VisibilityChoice(props: { value?: string; onChange?: (value: string) => void }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return (
    <Radio.Group label={t`Qui le voit`} {...props}>
      <Stack gap="xs" mt={6}>
        {codesOf(visibilityWords).map((value) => (
          <Radio
            key={value}
            value={value}
            label={i18n._(visibilityWords[value].name)}
            description={i18n._(visibilityWords[value].meaning)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
