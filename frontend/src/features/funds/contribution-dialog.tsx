import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Radio, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { centsOf } from "@/features/funds/amounts";
import { useTakingPart } from "@/features/funds/parties";
import { type Contribution, contributionWords, type Fund, readings } from "@/features/funds/words";
import { AmountField } from "@/ui/amount-field";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";

type Values = {
  organisation_id: string | null;
  kind: Contribution["kind"];
  amount_cents: number | string;
  occurred_on: string;
  note: string;
  reference: string;
};

const kinds: Contribution["kind"][] = ["repayable", "yearly"];

/** Records money received from a member. */
export function ContributionDialog({ fund, onClose }: { fund: Fund; onClose: () => void }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { key } = useIdempotencyKey();
  const members = useTakingPart(fund);
  const repayable = fund.rules.repayable_allowed;
  const initialValues: Values = {
    organisation_id: null,
    kind: repayable ? "repayable" : "yearly",
    amount_cents: "",
    occurred_on: today(),
    note: "",
    reference: "",
  };
  const form = useForm<Values>({
    initialValues,
    validate: {
      organisation_id: (id) => (id ? null : t`Choisissez l’organisation qui a versé.`),
      amount_cents: (euros) => (euros === "" ? t`Indiquez le montant.` : null),
      occurred_on: (day) =>
        !day ? t`Indiquez le jour du versement.` : day > today() ? t`Au plus tard aujourd’hui.` : null,
    },
  });
  const record = useApiMutation("post", "/v1/funds/{fund_id}/contributions", {
    invalidates: readings,
    onSuccess: ({ organisation_name: name }) => {
      toastDone(t`L’apport de ${name} est enregistré.`);
      onClose();
    },
  });
  const submit = form.onSubmit(({ organisation_id, ...values }) => {
    if (!organisation_id) return;
    record.mutate({
      path: { fund_id: fund.id },
      body: {
        ...values,
        organisation_id,
        amount_cents: centsOf(values.amount_cents),
        note: values.note.trim() || null,
        reference: values.reference.trim() || null,
      },
      idempotencyKey: key,
    });
  });
  return (
    <Dialog opened onClose={onClose} title={t`Enregistrer un apport`} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={record.error} form={form} />
          <Text c="dimmed">
            <Trans>
              L’argent est déjà sur le compte du fonds : vous l’inscrivez au livre de comptes, où il compte
              aussitôt dans le disponible.
            </Trans>
          </Text>
          <Select
            label={t`Organisation qui a versé`}
            data={members}
            searchable
            required
            {...form.getInputProps("organisation_id")}
          />
          <Radio.Group label={t`Nature de l’apport`} {...form.getInputProps("kind")}>
            <Stack gap="sm" mt={4}>
              {kinds.map((kind) => (
                <Radio
                  key={kind}
                  value={kind}
                  label={i18n._(contributionWords[kind].name)}
                  description={
                    kind === "repayable" && !repayable
                      ? t`Impossible ici : un fonds de dotation ne rend jamais ce qu’il reçoit.`
                      : i18n._(contributionWords[kind].meaning)
                  }
                  disabled={kind === "repayable" && !repayable}
                />
              ))}
            </Stack>
          </Radio.Group>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <AmountField label={t`Montant`} required {...form.getInputProps("amount_cents")} />
            <TextInput
              type="date"
              label={t`Reçu le`}
              max={today()}
              required
              {...form.getInputProps("occurred_on")}
            />
          </SimpleGrid>
          <TextInput
            label={t`Intitulé (facultatif)`}
            placeholder={t`Apport de l’année`}
            maxLength={200}
            {...form.getInputProps("note")}
          />
          <TextInput
            label={t`Numéro du virement (facultatif)`}
            maxLength={200}
            {...form.getInputProps("reference")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Fermer sans enregistrer</Trans>
            </Button>
            <Button type="submit" loading={record.isPending}>
              <Trans>Enregistrer l’apport</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
