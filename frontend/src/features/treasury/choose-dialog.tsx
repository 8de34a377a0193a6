import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { useMe } from "@/app/session";
import { centsOf, mayPay } from "@/features/treasury/choosing";
import { useOpenStatements } from "@/features/treasury/open-statements";
import { type BankLine, readings, type Statement } from "@/features/treasury/words";
import { AmountField } from "@/ui/amount-field";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { formatMoney } from "@/ui/format";
import { Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";
import { Money } from "@/ui/values";

type ChooseDialogProps = { line: BankLine; onClose: () => void; onDone: () => void };

/** A statement that nothing in the line points at: a part of it, several at once, a cheque. */
export function ChooseDialog({ line, onClose, onDone }: ChooseDialogProps) {
  const { t } = useLingui();
  const me = useMe().acting_for?.organisation_id ?? "";
  const open = useOpenStatements(line.agreement_id);
  return (
    <Dialog opened onClose={onClose} title={t`Choisir le relevé payé`} size="lg">
      <Loaded query={open} lines={3}>
        {(statements) => {
          const payable = statements.filter((one) => mayPay(line, one, me));
          return payable.length === 0 ? (
            <Text>
              {line.cents > 0 ? (
                <Trans>Aucun relevé n’attend d’argent sur ce compte.</Trans>
              ) : (
                <Trans>Aucun avoir ni aucun relevé n’est à payer depuis ce compte.</Trans>
              )}
            </Text>
          ) : (
            <ChooseForm line={line} payable={payable} onClose={onClose} onDone={onDone} />
          );
        }}
      </Loaded>
    </Dialog>
  );
}

type Values = { statement_id: string | null; cents: number | string; method: string };
type Method = "transfer" | "direct_debit" | "cheque" | "other";

function ChooseForm({ line, payable, onClose, onDone }: ChooseDialogProps & { payable: Statement[] }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { key, renew } = useIdempotencyKey();
  const moved = Math.abs(line.cents);
  const leftOf = (id: string | null) => payable.find((one) => one.id === id)?.remaining_cents ?? 0;
  const match = useApiMutation("post", "/v1/treasury/lines/{line_id}/match", {
    invalidates: readings,
    onSuccess: ({ matched }) => {
      const reference = matched?.statement_reference ?? "";
      toastDone(t`Rapprochée : le paiement est inscrit sur le relevé ${reference}.`);
      onClose();
      onDone();
    },
  });
  const form = useForm<Values>({
    initialValues: { statement_id: null, cents: "", method: "transfer" },
    onValuesChange: () => {
      if (!match.error) return;
      match.reset();
      renew();
    },
    validate: {
      statement_id: (id) => (id ? null : t`Choisissez le relevé.`),
      cents: (euros, { statement_id: id }) => {
        if (euros === "" || centsOf(euros) < 1) return t`Indiquez le montant.`;
        if (centsOf(euros) > moved) return t`La ligne n’est que de ${formatMoney(moved, i18n.locale)}.`;
        const left = leftOf(id);
        return id && centsOf(euros) > left
          ? t`Il ne reste que ${formatMoney(left, i18n.locale)} à régler sur ce relevé.`
          : null;
      },
    },
  });
  const choose = (id: string | null) => {
    form.setFieldValue("statement_id", id);
    if (id) form.setFieldValue("cents", Math.min(moved, leftOf(id)) / 100);
  };
  const submit = form.onSubmit(({ statement_id, cents, method }) => {
    if (!statement_id) return;
    match.mutate({
      path: { line_id: line.id },
      body: { statement_id, cents: centsOf(cents), method: method as Method },
      idempotencyKey: key,
    });
  });
  const paid = centsOf(form.getValues().cents || 0);
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormErrors error={match.error} form={form} />
        <Select
          label={t`Relevé`}
          description={t`Cherchez par nom ou par numéro.`}
          data={payable.map((one) => ({
            value: one.id,
            label: `${one.reference} · ${nameOf(one, line)} · ${formatMoney(one.remaining_cents, i18n.locale)}`,
          }))}
          searchable
          nothingFoundMessage={t`Aucun relevé de ce nom`}
          required
          withAsterisk={false}
          data-autofocus
          {...form.getInputProps("statement_id")}
          onChange={choose}
        />
        <AmountField
          label={t`Montant qui le paie`}
          description={<WhatIsLeft moved={moved} paid={paid} left={leftOf(form.getValues().statement_id)} />}
          required
          withAsterisk={false}
          {...form.getInputProps("cents")}
        />
        <Select
          label={t`Moyen de paiement`}
          data={[
            { value: "transfer", label: t`Virement` },
            { value: "direct_debit", label: t`Prélèvement` },
            { value: "cheque", label: t`Chèque` },
            { value: "other", label: t`Autre moyen` },
          ]}
          allowDeselect={false}
          {...form.getInputProps("method")}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
          <Button type="submit" loading={match.isPending}>
            <Trans>Rapprocher</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type WhatIsLeftProps = { moved: number; paid: number; left: number };

/** Of the line, and of the statement, once this is counted. */
function WhatIsLeft({ moved, paid, left }: WhatIsLeftProps) {
  return (
    <>
      {paid < moved ? (
        <Trans>
          La ligne est de <Money cents={moved} />
           : <Money cents={moved - paid} /> resteront inexpliqués. Une ligne ne paie qu’un relevé.
        </Trans>
      ) : (
        <Trans>
          Toute la ligne : <Money cents={moved} />.
        </Trans>
      )}
      {paid > 0 && paid < left ? (
        <>
          {" "}
          <Trans>
            Il restera <Money cents={left - paid} /> à régler sur le relevé.
          </Trans>
        </>
      ) : null}
    </>
  );
}

/** Who is at the other end of the line. */
function nameOf(statement: Statement, line: BankLine): string {
  return line.cents > 0 || statement.amount_cents < 0 ? statement.organisation_name : statement.issuer_name;
}
