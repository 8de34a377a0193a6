import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Fieldset, Group, NumberInput, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useApiMutation } from "@/api/hooks";
import type { Comparison } from "@/features/purchases/lots/words";
import { type Quote, type Round, readings } from "@/features/purchases/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

type Values = { marks: Record<string, { points: number | string; why: string }> };

type MarksDialogProps = {
  round: Round;
  criteria: Comparison["criteria"];
  quote: Quote;
  onClose: () => void;
};

/** The points of each criterion but the price, each with why: everybody reads both. */
export function MarksDialog({ round, criteria, quote, onClose }: MarksDialogProps) {
  const { t } = useLingui();
  const { supplier_name: supplier } = quote;
  const marked = criteria.filter(({ kind }) => kind !== "price");
  const [incomplete, setIncomplete] = useState(false);
  const form = useForm<Values>({
    initialValues: {
      marks: Object.fromEntries(
        marked.map(({ code }) => {
          const mark = quote.marks[code];
          return [code, { points: mark ? mark.points / 100 : "", why: mark?.why ?? "" }];
        }),
      ),
    },
  });
  const marking = useApiMutation("put", "/v1/purchases/{round_id}/quotes/{quote_id}/marks", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Les notes sont enregistrées`);
      onClose();
    },
  });
  const submit = form.onSubmit(({ marks }) => {
    const empty = Object.values(marks).some(({ points, why }) => points === "" || why.trim() === "");
    setIncomplete(empty);
    if (empty) return;
    marking.mutate({
      path: { round_id: round.id, quote_id: quote.id },
      version: quote.version,
      body: {
        marks: Object.fromEntries(
          Object.entries(marks).map(([code, { points, why }]) => [
            code,
            { points: Math.round(Number(points) * 100), why: why.trim() },
          ]),
        ),
      },
    });
  });
  return (
    <Dialog opened onClose={onClose} title={t`Noter l’offre de ${supplier}`} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>
            <Trans>
              Le prix se calcule ; vous notez le reste. Chaque organisation lira ces points et leur raison.
            </Trans>
          </Text>
          {marked.map(({ code, name, weight, note }) => (
            <Fieldset key={code} legend={name}>
              <Stack gap="sm">
                {note ? (
                  <Text size="sm" c="dimmed">
                    {note}
                  </Text>
                ) : null}
                <NumberInput
                  label={t`Points, de 0 à ${weight}`}
                  min={0}
                  max={weight}
                  decimalScale={2}
                  decimalSeparator=","
                  allowedDecimalSeparators={[",", "."]}
                  clampBehavior="strict"
                  hideControls
                  required
                  maw="12rem"
                  {...form.getInputProps(`marks.${code}.points`)}
                />
                <Textarea
                  label={t`Pourquoi`}
                  autosize
                  minRows={2}
                  maxLength={1000}
                  required
                  {...form.getInputProps(`marks.${code}.why`)}
                />
              </Stack>
            </Fieldset>
          ))}
          {incomplete ? (
            <Text c="red" role="alert" fw={500}>
              <Trans>Donnez les points de chaque critère, et pourquoi.</Trans>
            </Text>
          ) : null}
          <FormErrors error={marking.error} form={form} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={marking.isPending}>
              <Trans>Enregistrer les notes</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
