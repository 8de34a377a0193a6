import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { type FormErrors as FormErrorsOf, type UseFormReturnType, useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { useMe } from "@/app/session";
import { type AgreementChoice, useTakingPart } from "@/features/statements/agreements";
import { BillLines } from "@/features/statements/bill-lines";
import { type BillValues, bodyOf, initialBill, totalCents } from "@/features/statements/bill-values";
import { useIntention } from "@/features/statements/intention";
import { readings, vatCategories, vatWords } from "@/features/statements/words";
import { ConfirmDialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { ButtonLink } from "@/ui/links";
import { toastDone } from "@/ui/toast";
import { DateText, Money } from "@/ui/values";

type BillFormProps = { agreements: AgreementChoice[]; first: string | null };

/** Who, for what, by when; then each line with its amount as it is typed. */
export function BillForm({ agreements, first }: BillFormProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [reading, setReading] = useState(false);
  const bill = useIntention("post", "/v1/statements", {
    invalidates: readings,
    onSuccess: async ({ id, reference }) => {
      toastDone(t`Le relevé ${reference} est émis.`);
      await navigate({ to: "/statements/$statementId", params: { statementId: id } });
    },
  });
  const form = useForm<BillValues>({
    initialValues: initialBill(first),
    onValuesChange: bill.again,
    validate: useBillChecks(),
  });
  const values = form.getValues();
  const agreement = values.agreement_id ?? undefined;
  const payer = usePayers(agreement).find(({ value }) => value === values.organisation_id)?.label;
  const send = () => {
    const body = bodyOf(values);
    if (body) bill.send({ body });
  };
  return (
    <form
      onSubmit={form.onSubmit(
        () => setReading(true),
        (errors) => form.getInputNode(Object.keys(errors)[0] ?? "")?.focus(),
      )}
      noValidate
    >
      <Stack gap="xl">
        {reading ? null : <FormErrors error={bill.error} form={form} />}
        <WhoAndWhen form={form} agreements={agreements} />
        <BillLines form={form} rules={useLendingRules(agreement)} />
        <Group justify="flex-end">
          <ButtonLink to="/statements" search={{ agreement }} variant="default">
            <Trans>Annuler</Trans>
          </ButtonLink>
          <Button type="submit">
            <Trans>Relire avant d’émettre</Trans>
          </Button>
        </Group>
      </Stack>
      <ConfirmDialog
        opened={reading}
        onClose={() => setReading(false)}
        title={t`Émettre ce relevé ?`}
        consequences={
          <Trans>
            {payer} vous devra{" "}
            <strong>
              <Money cents={totalCents(values.lines)} />
            </strong>
            , à payer au plus tard le <DateText value={values.due_on} />. Le relevé prend un numéro et
            s’inscrit au livre de comptes ; il ne se modifie plus, mais s’annule tant que rien n’est payé.{" "}
            {payer} le lit aussitôt.
          </Trans>
        }
        confirmLabel={t`Émettre le relevé`}
        pending={bill.isPending}
        error={bill.error}
        onConfirm={send}
      />
    </form>
  );
}

function useBillChecks() {
  const { t } = useLingui();
  return (values: BillValues) => {
    const errors: Record<string, string> = {};
    if (!values.agreement_id) errors.agreement_id = t`Choisissez l’accord.`;
    if (!values.organisation_id) errors.organisation_id = t`Choisissez l’organisation à facturer.`;
    if (!values.title.trim()) errors.title = t`Dites en une ligne ce que vous facturez.`;
    if (!values.starts_on) errors.starts_on = t`Indiquez le premier jour.`;
    if (!values.ends_on) errors.ends_on = t`Indiquez le dernier jour.`;
    else if (values.ends_on < values.starts_on) errors.ends_on = t`Le dernier jour vient après le premier.`;
    if (!values.due_on) errors.due_on = t`Indiquez l’échéance.`;
    values.lines.forEach((line, place) => {
      if (!line.label.trim()) errors[`lines.${place}.label`] = t`Dites de quoi il s’agit.`;
      if (line.quantity === "") errors[`lines.${place}.quantity`] = t`Combien ?`;
      if (line.unit_price_cents === "") errors[`lines.${place}.unit_price_cents`] = t`À quel prix ?`;
    });
    const first = values.lines.at(0);
    if (first && Object.keys(errors).length === 0 && totalCents(values.lines) === 0) {
      errors["lines.0.quantity"] = t`Le total est nul : vérifiez les quantités et les prix.`;
    }
    return errors;
  };
}

/** Those who can be billed: the other parties, today. */
function usePayers(agreementId: string | undefined) {
  const me = useMe().acting_for?.organisation_id;
  return useTakingPart(agreementId)
    .filter(({ state, organisation_id }) => state === "accepted" && organisation_id !== me)
    .map(({ organisation_id, organisation_name }) => ({ value: organisation_id, label: organisation_name }));
}

/** What the agreement lets one bill for lent staff. */
function useLendingRules(agreementId: string | undefined) {
  const rules = useApiQuery(
    "/v1/agreements/{agreement_id}/rules",
    { path: { agreement_id: agreementId ?? "" } },
    { enabled: agreementId !== undefined, staleTime: 300_000 },
  );
  return rules.data?.content;
}

export type BillFormApi = UseFormReturnType<BillValues, BillValues, (values: BillValues) => FormErrorsOf>;

function WhoAndWhen({ form, agreements }: { form: BillFormApi; agreements: AgreementChoice[] }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { agreement_id: agreement, vat_category: vat } = form.getValues();
  const payers = usePayers(agreement ?? undefined);
  return (
    <Stack gap="md" maw="46rem">
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select
          label={t`Accord`}
          placeholder={t`Choisissez dans la liste`}
          data={agreements.map(({ id, name }) => ({ value: id, label: name }))}
          allowDeselect={false}
          searchable
          nothingFoundMessage={t`Aucun de vos accords ne porte ce nom.`}
          {...form.getInputProps("agreement_id")}
          onChange={(id) => form.setValues({ agreement_id: id, organisation_id: null })}
        />
        <Select
          label={t`Organisation à facturer`}
          placeholder={agreement ? t`Choisissez dans la liste` : t`Choisissez d’abord l’accord`}
          data={payers}
          disabled={!agreement}
          allowDeselect={false}
          searchable
          nothingFoundMessage={t`Aucune autre partie ne porte ce nom.`}
          {...form.getInputProps("organisation_id")}
        />
      </SimpleGrid>
      <TextInput
        label={t`Ce que vous facturez`}
        description={t`Exemple : prêt d’une aide-soignante, octobre. Ni nom de résident ni donnée de santé.`}
        maxLength={200}
        {...form.getInputProps("title")}
      />
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <TextInput type="date" label={t`Période : premier jour`} {...form.getInputProps("starts_on")} />
        <TextInput type="date" label={t`Période : dernier jour`} {...form.getInputProps("ends_on")} />
        <TextInput type="date" label={t`À payer au plus tard le`} {...form.getInputProps("due_on")} />
      </SimpleGrid>
      <Select
        label={t`TVA`}
        description={i18n._(vatWords[vat].meaning)}
        data={vatCategories.map((one) => ({ value: one, label: i18n._(vatWords[one].name) }))}
        allowDeselect={false}
        {...form.getInputProps("vat_category")}
      />
    </Stack>
  );
}
