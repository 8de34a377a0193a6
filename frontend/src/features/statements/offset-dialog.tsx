import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { useCan } from "@/app/session";
import { centsOf } from "@/features/statements/figures";
import { useIntention } from "@/features/statements/intention";
import { readings, recordPayments, type Statement, type StatementLine } from "@/features/statements/words";
import { AmountField } from "@/ui/amount-field";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { formatDate, formatMoney } from "@/ui/format";
import { toastDone } from "@/ui/toast";
import { Money } from "@/ui/values";

/** For the lead: where the same organisation has both a credit and something to pay. */
export function OffsetButton({ statement }: { statement: Statement }) {
  const mayRecord = useCan(recordPayments);
  const { may_record: isOurs, to_pool: toPool, state } = statement;
  if (!mayRecord || !isOurs || !toPool || state !== "issued") return null;
  return <Offered statement={statement} />;
}

function Offered({ statement }: { statement: Statement }) {
  const [opened, setOpened] = useState(false);
  const { agreement_id, organisation_id, amount_cents: amount } = statement;
  const open = useApiQuery("/v1/statements", {
    query: { agreement_id, organisation_id, state: "issued", limit: 100 },
  });
  const others = (open.data?.items ?? []).filter(
    (one) => one.to_pool && Math.sign(one.amount_cents) === -Math.sign(amount),
  );
  if (others.length === 0) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {amount < 0 ? <Trans>Imputer sur un appel</Trans> : <Trans>Imputer un avoir</Trans>}
      </Button>
      {opened ? (
        <OffsetDialog statement={statement} others={others} onClose={() => setOpened(false)} />
      ) : null}
    </>
  );
}

type OffsetDialogProps = { statement: Statement; others: StatementLine[]; onClose: () => void };

/** The most that can be set of one against the other, in cents. */
export function mostOf(
  one: Pick<StatementLine, "remaining_cents">,
  other: Pick<StatementLine, "remaining_cents"> | undefined,
): number {
  return Math.min(one.remaining_cents, other?.remaining_cents ?? 0);
}

/** Sets a credit of an organisation against what it owes; opened from either of the two. */
function OffsetDialog({ statement, others, onClose }: OffsetDialogProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const fromCredit = statement.amount_cents < 0;
  const first = others[0];
  const offset = useIntention("post", "/v1/statements/{statement_id}/offset", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`L’avoir est imputé : aucun argent n’a bougé.`);
      onClose();
    },
  });
  const said = (cents: number) => formatMoney(cents, i18n.locale);
  const find = (id: string | null) => others.find((one) => one.id === id);
  const form = useForm({
    initialValues: { other: first?.id ?? null, cents: (mostOf(statement, first) / 100) as number | string },
    onValuesChange: offset.again,
    validate: {
      other: (id) => (find(id) ? null : t`Choisissez dans la liste.`),
      cents: (euros, { other }) => {
        const most = mostOf(statement, find(other));
        if (euros === "" || centsOf(euros) < 1) return t`Indiquez le montant.`;
        return centsOf(euros) > most ? t`Au plus ${said(most)}.` : null;
      },
    },
  });
  const submit = form.onSubmit(({ other, cents }) => {
    if (!other) return;
    const [call, credit] = fromCredit ? [other, statement.id] : [statement.id, other];
    offset.send({ path: { statement_id: call }, body: { credit_id: credit, cents: centsOf(cents) } });
  });
  const chosen = find(form.getValues().other);
  return (
    <Dialog opened onClose={onClose} title={fromCredit ? t`Imputer cet avoir` : t`Imputer un avoir`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={offset.error} form={form} />
          <Select
            label={fromCredit ? t`Sur quel relevé` : t`Quel avoir`}
            data={others.map((one) => {
              const left = said(one.remaining_cents);
              const due = formatDate(one.due_on, i18n.locale, "short");
              const { id: value, reference } = one;
              return { value, label: t`${reference} : ${left}, échéance ${due}` };
            })}
            allowDeselect={false}
            {...form.getInputProps("other")}
            onChange={(id) => form.setValues({ other: id, cents: mostOf(statement, find(id)) / 100 })}
          />
          <AmountField label={t`Montant`} required withAsterisk={false} {...form.getInputProps("cents")} />
          <Text>
            <AfterOffset statement={statement} other={chosen} cents={centsOf(form.getValues().cents)} />
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={offset.isPending}>
              <Trans>Imputer</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

type AfterProps = { statement: Statement; other: StatementLine | undefined; cents: number };

/** What both become, before it is done. */
function AfterOffset({ statement, other, cents }: AfterProps) {
  if (!other || cents < 1 || cents > mostOf(statement, other)) return null;
  const [call, credit] = statement.amount_cents < 0 ? [other, statement] : [statement, other];
  const payer = statement.organisation_name;
  return (
    <Trans>
      {payer} n’aura plus que <Money cents={call.remaining_cents - cents} /> à payer sur {call.reference}, et
      il restera <Money cents={credit.remaining_cents - cents} /> sur l’avoir {credit.reference}. Aucun argent
      ne bouge ; cela se reprend sur les deux à la fois.
    </Trans>
  );
}
