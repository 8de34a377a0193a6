import { useLingui } from "@lingui/react/macro";
import { Stack } from "@mantine/core";
import { Few, type FieldsProps, NumberField } from "@/features/agreements/rules/fields";

/** Who chooses the supplier of a lot of a group purchase. */
export function PurchasingFields({ form }: FieldsProps) {
  const { t } = useLingui();
  const { award } = form.getValues().content.purchasing;
  return (
    <Stack gap="lg">
      <Few
        form={form}
        path="content.purchasing.award"
        label={t`Qui attribue un lot d’un achat groupé`}
        choices={[
          [
            "lead",
            t`Le chef de file`,
            t`Selon les critères annoncés avant les offres ; chacun lit les points et leur pourquoi.`,
          ],
          [
            "vote_from",
            t`Les membres, par un vote, à partir d’un montant`,
            t`Les lots plus petits restent au chef de file.`,
          ],
          ["vote", t`Les membres, par un vote sur chaque lot`],
        ]}
      />
      {award === "vote_from" ? (
        <NumberField
          form={form}
          path="content.purchasing.vote_from_cents"
          label={t`Un vote à partir de`}
          description={t`Ce que coûte le lot hors taxes, pour tous les acheteurs ensemble.`}
          min={0.01}
          max={100_000_000}
          decimals={2}
          unit="€"
        />
      ) : null}
    </Stack>
  );
}
