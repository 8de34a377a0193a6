import { useLingui as useActiveLingui } from "@lingui/react";
import { useLingui } from "@lingui/react/macro";
import { Checkbox, Select, Textarea, TextInput } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useApiQuery } from "@/api/hooks";
import { centsOf } from "@/features/funds/amounts";
import type { Fund, Project, ProjectBody } from "@/features/funds/words";
import { AmountField } from "@/ui/amount-field";
import { formatDate } from "@/ui/format";

export type ProjectValues = {
  call_id: string | null;
  title: string;
  description: string;
  amount_cents: number | string;
  conditional: boolean;
};

export const projectBody = (values: ProjectValues) =>
  ({ ...values, amount_cents: centsOf(values.amount_cents) }) satisfies ProjectBody;

export function useProjectForm(initialValues: ProjectValues) {
  const { t } = useLingui();
  return useForm<ProjectValues>({
    initialValues,
    validate: {
      title: (title) => (title.trim() ? null : t`Donnez un titre au projet.`),
      description: (words) => (words.trim() ? null : t`Décrivez le projet : les membres voteront là-dessus.`),
      amount_cents: (euros) => (euros === "" ? t`Indiquez le montant demandé.` : null),
    },
  });
}

type FieldsProps = { form: UseFormReturnType<ProjectValues>; fund: Fund; project?: Project };

/** What a project is, what it asks for, and what it answers. */
export function ProjectFields({ form, fund, project }: FieldsProps) {
  const { t } = useLingui();
  const calls = useCallChoices(fund, project);
  return (
    <>
      <TextInput label={t`Titre`} maxLength={200} required {...form.getInputProps("title")} />
      <Textarea
        label={t`Description`}
        description={t`Pour quoi faire, pour qui, quand. Ni nom de résident ni donnée de santé.`}
        autosize
        minRows={4}
        maxLength={5000}
        required
        {...form.getInputProps("description")}
      />
      <AmountField label={t`Montant demandé au fonds`} required {...form.getInputProps("amount_cents")} />
      {calls.length > 0 ? (
        <Select
          label={t`Appel à projets (facultatif)`}
          placeholder={t`Aucun : de notre propre initiative`}
          data={calls}
          clearable
          clearButtonProps={{ "aria-label": t`Ne répondre à aucun appel` }}
          {...form.getInputProps("call_id")}
        />
      ) : null}
      <Checkbox
        label={t`Attendre l’argent s’il manque`}
        description={t`Coché : si le projet est adopté alors que le fonds ne peut pas le payer, il attend les prochains apports. Sinon, le vote reste sans effet.`}
        {...form.getInputProps("conditional", { type: "checkbox" })}
      />
    </>
  );
}

/** Calls that are open, and the one already answered. */
function useCallChoices(fund: Fund, project: Project | undefined) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const calls = useApiQuery("/v1/funds/{fund_id}/calls", {
    path: { fund_id: fund.id },
    query: { limit: 100 },
  });
  return (calls.data?.items ?? [])
    .filter(({ open, id }) => open || id === project?.call_id)
    .map(({ id, title, closes_on }) => {
      const last = formatDate(closes_on, i18n.locale);
      return { value: id, label: t`${title} (jusqu’au ${last})` };
    });
}
