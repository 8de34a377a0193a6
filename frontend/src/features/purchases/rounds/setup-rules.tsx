import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import {
  Button,
  CloseButton,
  Fieldset,
  Group,
  NumberInput,
  Paper,
  Radio,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { IconPlus } from "@tabler/icons-react";
import { useApiMutation } from "@/api/hooks";
import {
  type CriterionLine,
  criteriaOf,
  linesOf,
  newCriterion,
  totalOf,
} from "@/features/purchases/rounds/criteria";
import classes from "@/features/purchases/rounds/rounds.module.css";
import { type ReportUnsaved, useReport } from "@/features/purchases/rounds/unsaved";
import {
  type Criterion,
  criterionWords,
  formulaWords,
  type Round,
  readings,
  sharingWords,
  shortfallWords,
} from "@/features/purchases/words";
import { FormErrors } from "@/ui/form-errors";
import { Section } from "@/ui/page";
import { toastDone } from "@/ui/toast";

type Values = Pick<Round, "price_formula" | "sharing" | "shortfall"> & {
  criteria: CriterionLine[];
  kept: number | string;
  undertaking: string;
};
type RulesForm = UseFormReturnType<Values>;

/** How offers are judged, how the bill is shared, what each undertakes. Fixed once the survey is open. */
export function RulesForm({ round, report }: { round: Round; report: ReportUnsaved }) {
  const { t } = useLingui();
  const form = useForm<Values>({
    initialValues: {
      criteria: linesOf(round.criteria),
      price_formula: round.price_formula,
      sharing: round.sharing,
      shortfall: round.shortfall,
      kept: round.rebate_kept_bp / 100,
      undertaking: round.undertaking ?? "",
    },
    validate: {
      criteria: {
        name: (name) => (name.trim() ? null : t`Nommez ce critère.`),
        weight: (weight) => (Number(weight) >= 1 ? null : t`Au moins 1 point.`),
      },
    },
  });
  const change = useApiMutation("patch", "/v1/purchases/{round_id}", {
    invalidates: readings,
    onSuccess: () => {
      form.resetDirty();
      toastDone(t`Les règles sont enregistrées.`);
    },
  });
  useReport(report, "rules", form.isDirty());
  const submit = form.onSubmit(({ criteria, kept, undertaking, ...chosen }) =>
    change.mutate({
      path: { round_id: round.id },
      body: {
        ...chosen,
        criteria: criteriaOf(criteria),
        rebate_kept_bp: Math.round(Number(kept) * 100),
        undertaking: undertaking.trim() || null,
      },
      version: round.version,
    }),
  );
  const total = totalOf(form.getValues().criteria);
  return (
    <Section title={t`Critères et règles`}>
      <Paper p="lg">
        <form onSubmit={submit} noValidate>
          <Stack gap="lg">
            <FormErrors error={change.error} form={form} />
            <CriteriaFields form={form} />
            <Few
              form={form}
              path="price_formula"
              label={t`Comment le prix donne ses points`}
              words={formulaWords}
            />
            <Few form={form} path="sharing" label={t`Comment la facture se partage`} words={sharingWords} />
            <Few
              form={form}
              path="shortfall"
              label={t`Si l’on commande moins que prévu et que le palier de prix est manqué`}
              words={shortfallWords}
            />
            <NumberInput
              label={t`Part de la remise de fin d’année gardée par le réseau`}
              description={t`Le reste est reversé à ceux qui ont acheté, selon ce que chacun a dépensé. Tous lisent ce chiffre.`}
              min={0}
              max={100}
              decimalScale={2}
              decimalSeparator=","
              allowedDecimalSeparators={[",", "."]}
              suffix={"\u00a0%"}
              hideControls
              maw="32rem"
              {...form.getInputProps("kept")}
            />
            <UndertakingField form={form} />
            <Group justify="flex-end" gap="md">
              {total === 100 ? null : (
                <Text c="red" role="status">
                  <Trans>Les critères font {total} points : il en faut 100 pour enregistrer.</Trans>
                </Text>
              )}
              <Button type="submit" variant="default" loading={change.isPending} disabled={total !== 100}>
                <Trans>Enregistrer les règles</Trans>
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </Section>
  );
}

type FewProps<Code extends string> = {
  form: RulesForm;
  path: string;
  label: string;
  words: Record<Code, (typeof sharingWords)["arrival"]>;
};

/** A choice between a few, each with its meaning. */
function Few<Code extends string>({ form, path, label, words }: FewProps<Code>) {
  const { i18n } = useActiveLingui();
  return (
    <Radio.Group label={label} {...form.getInputProps(path)}>
      <Stack gap="xs" mt={8}>
        {(Object.keys(words) as Code[]).map((code) => (
          <Radio
            key={code}
            value={code}
            label={i18n._(words[code].name)}
            description={i18n._(words[code].meaning)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

const most = 20;

function CriteriaFields({ form }: { form: RulesForm }) {
  const { t } = useLingui();
  const { criteria } = form.getValues();
  const total = totalOf(criteria);
  return (
    <Fieldset legend={t`Ce sur quoi les offres sont jugées`}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          <Trans>
            100 points en tout. Le prix se note par le calcul ; les autres critères par vous, avec vos
            raisons, que tous lisent. « Local » n’est pas un critère : la loi EGAlim ne le compte pas. Notez
            plutôt un label ou un délai de livraison.
          </Trans>
        </Text>
        {criteria.map((line, place) => (
          <CriterionFields key={line.id} form={form} line={line} place={place} />
        ))}
        <Group justify="space-between" gap="sm">
          {criteria.length < most ? (
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden="true" />}
              onClick={() => form.insertListItem("criteria", newCriterion("other", ""))}
            >
              <Trans>Ajouter un critère</Trans>
            </Button>
          ) : null}
          <Text fw={600} role="status">
            <Trans>Total : {total} points sur 100</Trans>
          </Text>
        </Group>
      </Stack>
    </Fieldset>
  );
}

type CriterionFieldsProps = { form: RulesForm; line: CriterionLine; place: number };

function CriterionFields({ form, line, place }: CriterionFieldsProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const number = place + 1;
  const price = line.kind === "price";
  const kinds = (Object.keys(criterionWords) as Criterion["kind"][]).filter(
    (kind) => (kind === "price") === price,
  );
  /** A name left as its kind says it follows the kind. */
  const pick = (kind: Criterion["kind"]) => {
    const followed = line.name === "" || line.name === i18n._(criterionWords[line.kind]);
    form.setFieldValue(`criteria.${place}.kind`, kind);
    if (followed) form.setFieldValue(`criteria.${place}.name`, i18n._(criterionWords[kind]));
  };
  return (
    <div className={classes.criterion}>
      <Select
        label={t`Critère ${number}`}
        data={kinds.map((kind) => ({ value: kind, label: i18n._(criterionWords[kind]) }))}
        allowDeselect={false}
        readOnly={price}
        value={line.kind}
        onChange={(kind) => pick((kind ?? line.kind) as Criterion["kind"])}
      />
      <TextInput label={t`Son nom`} maxLength={200} {...form.getInputProps(`criteria.${place}.name`)} />
      <NumberInput
        label={t`Points`}
        min={1}
        max={100}
        allowDecimal={false}
        hideControls
        {...form.getInputProps(`criteria.${place}.weight`)}
      />
      <CloseButton
        className={classes.remove ?? ""}
        aria-label={t`Retirer le critère ${number}`}
        size="lg"
        disabled={price}
        onClick={() => form.removeListItem("criteria", place)}
      />
      {price ? null : (
        <TextInput
          className={classes.criterionNote ?? ""}
          label={t`Comment il est noté (facultatif)`}
          maxLength={500}
          {...form.getInputProps(`criteria.${place}.note`)}
        />
      )}
    </div>
  );
}

function UndertakingField({ form }: { form: RulesForm }) {
  const { t } = useLingui();
  const usual = t`Notre organisation n’utilise ce qu’elle lit ici que pour cet achat, ne cherche pas à connaître les besoins ni les prix des autres, et n’en dit rien à un fournisseur.`;
  return (
    <div>
      <Textarea
        label={t`Engagement demandé avant de dire ses besoins (facultatif)`}
        description={t`Chaque organisation l’accepte avant de répondre ; la date et la personne sont gardées. Vide : rien n’est demandé.`}
        autosize
        minRows={2}
        maxLength={5000}
        {...form.getInputProps("undertaking")}
      />
      {form.getValues().undertaking.trim() ? null : (
        <Button
          variant="subtle"
          size="compact-sm"
          mt={6}
          onClick={() => form.setFieldValue("undertaking", usual)}
        >
          <Trans>Partir d’un texte courant</Trans>
        </Button>
      )}
    </div>
  );
}
