import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type ReactNode, useState } from "react";
import { EvidenceDialog } from "@/features/purchases/needs/evidence-dialog";
import { NeedFields } from "@/features/purchases/needs/need-fields";
import {
  allPaidToday,
  bodyOf,
  type Fault,
  faultsOf,
  isEmpty,
  type NeedsValues,
  valuesOf,
} from "@/features/purchases/needs/need-values";
import classes from "@/features/purchases/needs/needs.module.css";
import type { Answer } from "@/features/purchases/needs/words";
import { FormErrors } from "@/ui/form-errors";
import { today } from "@/ui/paris-time";
import { Money } from "@/ui/values";

type NeedsFormProps = {
  answer: Answer;
  /** Whose evidence may be chosen again: one’s own; the others’ are not read for that. */
  offersKnown: boolean;
  /** The answer of another organisation, written for it. */
  onPaper?: boolean;
  error: unknown;
  isPending: boolean;
  onSave: (body: ReturnType<typeof bodyOf>, version: number) => void;
  cancel?: ReactNode;
};

/** The whole answer of an organisation, item by item. */
export function NeedsForm(props: NeedsFormProps) {
  const { offersKnown, onPaper = false, error, isPending, onSave, cancel } = props;
  const { t } = useLingui();
  // As it was when the form opened: a later reading in the background is not what is being changed.
  const [answer] = useState(props.answer);
  const [justified, setJustified] = useState<number | null>(null);
  const [titles, setTitles] = useState<Record<string, string>>({});
  const faultWords: Record<Fault, string> = {
    volume_missing: t`Indiquez un volume, ou videz le prix.`,
    incomplete: t`Un prix va avec sa source et sa date.`,
    to_come: t`Donnez le jour d’un prix déjà payé.`,
    no_price: t`Indiquez le prix, ou retirez le justificatif.`,
  };
  const form = useForm<NeedsValues>({
    initialValues: valuesOf(answer.lines, answer.answered_at !== null),
    validate: (values) => ({
      ...Object.fromEntries(faultsOf(values, today()).map(({ path, fault }) => [path, faultWords[fault]])),
      ...(isEmpty(values)
        ? { nothing: t`Indiquez un volume au moins, ou cochez que vous n’avez besoin de rien.` }
        : {}),
    }),
  });
  const values = form.getValues();
  const total = allPaidToday(values.lines);
  const submit = form.onSubmit(
    (typed) => onSave(bodyOf(typed), answer.version),
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? "")?.focus(),
  );
  const line = justified === null ? undefined : answer.lines[justified];
  return (
    <>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <FormErrors error={error} form={form} />
          {values.nothing ? null : (
            <>
              <Text c="dimmed" maw="44rem">
                <Trans>
                  Laissez vide ce dont vous n’avez pas besoin. Le prix payé aujourd’hui est facultatif : c’est
                  lui qui dira ce que l’achat vous fait économiser, ou ce qu’il vous coûte de plus.
                </Trans>
              </Text>
              <LotsOfLines
                answer={answer}
                line={(place) => {
                  const shown = answer.lines[place];
                  const evidence = values.lines[place]?.evidence_id;
                  return shown ? (
                    <NeedFields
                      form={form}
                      place={place}
                      line={shown}
                      evidenceTitle={evidence ? titles[evidence] : undefined}
                      onJustify={() => setJustified(place)}
                    />
                  ) : null;
                }}
              />
              {total === null ? null : (
                <Text fw={600}>
                  <Trans>
                    En tout, aux prix d’aujourd’hui : <Money cents={total} /> hors taxes
                  </Trans>
                </Text>
              )}
            </>
          )}
          <Checkbox
            label={
              onPaper
                ? t`Cette organisation n’a besoin de rien dans cet achat`
                : t`Nous n’avons besoin de rien dans cet achat`
            }
            description={t`C’est une réponse aussi : on ne vous relancera plus.`}
            {...form.getInputProps("nothing", { type: "checkbox" })}
          />
          <Group justify="flex-end">
            {cancel}
            <Button type="submit" loading={isPending}>
              {onPaper ? <Trans>Enregistrer cette réponse</Trans> : <Trans>Enregistrer nos besoins</Trans>}
            </Button>
          </Group>
        </Stack>
      </form>
      {line && justified !== null ? (
        <EvidenceDialog
          roundId={answer.round_id}
          itemName={line.item_name}
          {...(onPaper ? { organisationId: answer.organisation_id } : {})}
          offersKnown={offersKnown}
          onChosen={(id, title) => {
            form.setFieldValue(`lines.${justified}.evidence_id`, id);
            setTitles((known) => ({ ...known, [id]: title }));
          }}
          onClose={() => setJustified(null)}
        />
      ) : null}
    </>
  );
}

type LotsOfLinesProps = { answer: Answer; line: (place: number) => ReactNode };

/** Items under the name of their lot. */
function LotsOfLines({ answer, line }: LotsOfLinesProps) {
  const lots = [...new Set(answer.lines.map(({ lot_id: id }) => id))];
  return (
    <>
      {lots.map((lot) => (
        <Paper key={lot} p="md" component="section">
          <Title order={3}>{answer.lines.find(({ lot_id: id }) => id === lot)?.lot_name}</Title>
          <ul className={classes.lines}>
            {answer.lines.map((one, place) =>
              one.lot_id === lot ? <li key={one.item_id}>{line(place)}</li> : null,
            )}
          </ul>
        </Paper>
      ))}
    </>
  );
}
