import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconCash } from "@tabler/icons-react";
import { useState } from "react";
import { useCan } from "@/app/session";
import { centsOf } from "@/features/statements/figures";
import { useIntention } from "@/features/statements/intention";
import {
  methodWords,
  type RecordedMethod,
  readings,
  recordedMethods,
  recordPayments,
  type Statement,
} from "@/features/statements/words";
import { AmountField } from "@/ui/amount-field";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { formatMoney } from "@/ui/format";
import { today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";
import { Money } from "@/ui/values";

/** For whom keeps the money only. */
export function RecordButton({ statement }: { statement: Statement }) {
  const [opened, setOpened] = useState(false);
  const mayRecord = useCan(recordPayments);
  if (!mayRecord || !statement.may_record || statement.state !== "issued") return null;
  return (
    <>
      <Button leftSection={<IconCash size={18} aria-hidden="true" />} onClick={() => setOpened(true)}>
        {statement.amount_cents < 0 ? (
          <Trans>Enregistrer le versement</Trans>
        ) : (
          <Trans>Enregistrer un paiement</Trans>
        )}
      </Button>
      {opened ? <PaymentDialog statement={statement} onClose={() => setOpened(false)} /> : null}
    </>
  );
}

type Values = { cents: number | string; paid_on: string; method: RecordedMethod; reference: string };

/** Notes money that came, or for a credit that went out. */
function PaymentDialog({ statement, onClose }: { statement: Statement; onClose: () => void }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { remaining_cents: left, reference: number } = statement;
  const most = formatMoney(left, i18n.locale);
  const goesOut = statement.amount_cents < 0;
  const record = useIntention("post", "/v1/statements/{statement_id}/payments", {
    invalidates: readings,
    onSuccess: ({ state }) => {
      toastDone(
        state === "settled"
          ? t`Enregistré : le relevé ${number} est entièrement réglé.`
          : t`Enregistré : il reste une partie du relevé ${number} à régler.`,
      );
      onClose();
    },
  });
  const form = useForm<Values>({
    initialValues: { cents: left / 100, paid_on: today(), method: "transfer", reference: "" },
    onValuesChange: record.again,
    validate: {
      cents: (euros) =>
        euros === "" || centsOf(euros) < 1
          ? t`Indiquez le montant.`
          : centsOf(euros) > left
            ? t`Il ne reste que ${most} à régler sur ce relevé.`
            : null,
      paid_on: (day) =>
        !day
          ? t`Indiquez le jour.`
          : day > today()
            ? t`Au plus tard aujourd’hui : on enregistre ce qui a eu lieu.`
            : null,
    },
  });
  const submit = form.onSubmit((values) =>
    record.send({
      path: { statement_id: statement.id },
      body: { ...values, cents: centsOf(values.cents), reference: values.reference.trim() || null },
    }),
  );
  return (
    <Dialog
      opened
      onClose={onClose}
      title={goesOut ? t`Enregistrer un versement` : t`Enregistrer un paiement`}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>
            <WhatItMeans statement={statement} />
          </Text>
          <FormErrors error={record.error} form={form} />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <AmountField
              label={t`Montant`}
              description={t`Moins que le reste : le relevé sera réglé en partie.`}
              required
              withAsterisk={false}
              data-autofocus
              {...form.getInputProps("cents")}
            />
            <TextInput
              type="date"
              label={goesOut ? t`Versé le` : t`Reçu le`}
              description={t`Le jour où il est sur le compte.`}
              max={today()}
              required
              withAsterisk={false}
              {...form.getInputProps("paid_on")}
            />
          </SimpleGrid>
          <Select
            label={t`Moyen de paiement`}
            data={recordedMethods.map((one) => ({ value: one, label: i18n._(methodWords[one]) }))}
            allowDeselect={false}
            {...form.getInputProps("method")}
          />
          <TextInput
            label={t`Référence (facultatif)`}
            description={t`Le libellé du virement, le numéro du chèque.`}
            maxLength={200}
            {...form.getInputProps("reference")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={record.isPending}>
              {goesOut ? <Trans>Enregistrer le versement</Trans> : <Trans>Enregistrer le paiement</Trans>}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function WhatItMeans({ statement }: { statement: Statement }) {
  const { remaining_cents: left, organisation_name: payer, amount_cents: amount } = statement;
  return amount < 0 ? (
    <Trans>
      Il reste <Money cents={left} /> à verser à {payer}. Enregistrez le virement une fois fait à la banque :
      Essaim tient le livre, il ne déplace pas l’argent. {payer} le verra aussitôt.
    </Trans>
  ) : (
    <Trans>
      Il reste <Money cents={left} /> à recevoir de {payer}. Enregistrez ce qui est arrivé sur le compte :
      c’est écrit aussitôt au livre de comptes, et {payer} le verra.
    </Trans>
  );
}
