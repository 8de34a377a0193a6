import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Radio, Select, Stack, Text, TextInput } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useApiMutation, useApiQuery, useIdempotencyKey } from "@/api/hooks";
import { useMe } from "@/app/session";
import { centsOf, freeCents } from "@/features/funds/amounts";
import { useTakingPart } from "@/features/funds/parties";
import { type Fund, type Project, readings } from "@/features/funds/words";
import { AmountField } from "@/ui/amount-field";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { formatMoney } from "@/ui/format";
import { LoadingState } from "@/ui/states";
import { toastDone } from "@/ui/toast";
import { Money } from "@/ui/values";

type Values = {
  project_id: string;
  kind: "supplier" | "member";
  payee: string;
  beneficiary_id: string | null;
  amount_cents: number | string;
  description: string;
  reference: string;
};

type RequestProps = { fund: Fund; project: Project | undefined; onClose: () => void };

/** Asks for a payment of a committed project. */
export function RequestPaymentDialog({ fund, project, onClose }: RequestProps) {
  const { t } = useLingui();
  const committed = useApiQuery(
    "/v1/funds/{fund_id}/projects",
    { path: { fund_id: fund.id }, query: { state: "committed", limit: 100 } },
    { enabled: project === undefined },
  );
  const payable = (project ? [project] : committed.data?.items)?.filter((one) => freeCents(one) > 0);
  return (
    <Dialog opened onClose={onClose} title={t`Demander un paiement`} size="lg">
      {payable === undefined ? (
        <LoadingState />
      ) : payable.length === 0 ? (
        <Text>
          <Trans>
            Aucun projet engagé n’a d’argent qui reste à payer, demandes en attente déduites. Un paiement se
            demande une fois un projet adopté par un vote.
          </Trans>
        </Text>
      ) : (
        <RequestForm fund={fund} payable={payable} onClose={onClose} />
      )}
    </Dialog>
  );
}

type FormProps = { fund: Fund; payable: Project[]; onClose: () => void };

function RequestForm({ fund, payable, onClose }: FormProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { key } = useIdempotencyKey();
  const members = useTakingPart(fund);
  const initialValues: Values = {
    project_id: payable.length === 1 ? (payable[0]?.id ?? "") : "",
    kind: "supplier",
    payee: "",
    beneficiary_id: null,
    amount_cents: "",
    description: "",
    reference: "",
  };
  const leftOf = (id: string) => {
    const project = payable.find((one) => one.id === id);
    return project ? freeCents(project) : null;
  };
  const form = useForm<Values>({
    initialValues,
    validate: {
      project_id: (id) => (id ? null : t`Choisissez le projet.`),
      payee: (payee, { kind }) => (kind === "supplier" && !payee.trim() ? t`Écrivez qui est payé.` : null),
      beneficiary_id: (id, { kind }) => (kind === "member" && !id ? t`Choisissez l’organisation.` : null),
      amount_cents: (euros, { project_id }) => {
        const left = leftOf(project_id);
        if (euros === "") return t`Indiquez le montant.`;
        if (left === null || centsOf(euros) <= left) return null;
        const limit = formatMoney(left, i18n.locale);
        return t`Il reste ${limit} à demander pour ce projet.`;
      },
      description: (words) => (words.trim() ? null : t`Dites ce qui est payé.`),
    },
  });
  const request = useApiMutation("post", "/v1/funds/{fund_id}/payments", {
    invalidates: readings,
    onSuccess: ({ state }) => {
      toastDone(
        state === "paid"
          ? t`Le paiement est inscrit au livre de comptes.`
          : t`La demande est faite : elle attend l’approbation d’une autre organisation.`,
      );
      onClose();
    },
  });
  const submit = form.onSubmit(({ kind, ...values }) => {
    const member =
      kind === "member" ? members.find(({ value }) => value === values.beneficiary_id) : undefined;
    request.mutate({
      path: { fund_id: fund.id },
      body: {
        ...values,
        payee: member?.label ?? values.payee,
        beneficiary_id: member?.value ?? null,
        amount_cents: centsOf(values.amount_cents),
        reference: values.reference.trim() || null,
      },
      idempotencyKey: key,
    });
  });
  const left = leftOf(form.getValues().project_id);
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormErrors error={request.error} form={form} />
        <Select
          label={t`Projet`}
          data={payable.map(({ id, title }) => ({ value: id, label: title }))}
          allowDeselect={false}
          required
          {...form.getInputProps("project_id")}
        />
        <WhoIsPaid form={form} members={members} />
        <AmountField
          label={t`Montant`}
          description={
            left === null ? undefined : (
              <Trans>
                Au plus <Money cents={left} />
                 : ce qui reste au projet, demandes en attente déduites.
              </Trans>
            )
          }
          required
          {...form.getInputProps("amount_cents")}
        />
        <TextInput
          label={t`Ce qui est payé`}
          description={t`Exemple : acompte du minibus. Ni nom de résident ni donnée de santé.`}
          maxLength={200}
          required
          {...form.getInputProps("description")}
        />
        <TextInput
          label={t`Numéro de la facture ou du virement (facultatif)`}
          maxLength={200}
          {...form.getInputProps("reference")}
        />
        <WhoMustApprove fund={fund} values={form.getValues()} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
          <Button type="submit" loading={request.isPending}>
            <Trans>Demander le paiement</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type WhoProps = { form: UseFormReturnType<Values>; members: { value: string; label: string }[] };

function WhoIsPaid({ form, members }: WhoProps) {
  const { t } = useLingui();
  return (
    <>
      <Radio.Group label={t`Qui est payé`} {...form.getInputProps("kind")}>
        <Group gap="lg" mt={4}>
          <Radio value="supplier" label={t`Un fournisseur`} />
          <Radio value="member" label={t`Une organisation de l’accord`} />
        </Group>
      </Radio.Group>
      {form.getValues().kind === "supplier" ? (
        <TextInput label={t`Nom du fournisseur`} maxLength={200} required {...form.getInputProps("payee")} />
      ) : (
        <Select
          label={t`Organisation payée`}
          description={t`Elle n’approuvera pas ce paiement : les autres le feront.`}
          data={members}
          searchable
          required
          {...form.getInputProps("beneficiary_id")}
        />
      )}
    </>
  );
}

/** Who will have to agree, before it is asked. */
function WhoMustApprove({ fund, values }: { fund: Fund; values: Values }) {
  const mine = useMe().acting_for?.organisation_id;
  const { threshold_cents: threshold, window_days: days } = fund.rules;
  const toUs = values.kind === "member" && values.beneficiary_id === mine;
  const above = values.amount_cents !== "" && centsOf(values.amount_cents) > threshold;
  return (
    <Text size="sm" c="dimmed" aria-live="polite">
      {toUs ? (
        <Trans>
          Le paiement est fait à votre organisation : votre demande ne compte pas comme une approbation.
        </Trans>
      ) : (
        <Trans>Votre demande compte comme l’approbation de votre organisation.</Trans>
      )}{" "}
      {above ? (
        <Trans>
          Ce montant dépasse <Money cents={threshold} />
           : deux organisations doivent approuver.
        </Trans>
      ) : (
        <Trans>
          Deux organisations doivent approuver si les paiements en attente ou faits en {days} jours, celui-ci
          compris, dépassent <Money cents={threshold} />.
        </Trans>
      )}
    </Text>
  );
}
