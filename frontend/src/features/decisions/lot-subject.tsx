import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Select, Stack } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconInfoCircle } from "@tabler/icons-react";
import { useEffect } from "react";
import type { AnswerOf } from "@/api/client";
import { useApiQuery } from "@/api/hooks";
import { PlaceLink } from "@/features/decisions/links";
import type { NewValues } from "@/features/decisions/new-decision";
import { formatMoney, formatNumber } from "@/ui/format";
import { Loaded } from "@/ui/states";

type Form = UseFormReturnType<NewValues>;
type Compared = AnswerOf<"get", "/v1/purchases/{round_id}/lots/{lot_id}/comparison">["quotes"][number];

/** A lot whose quotes are opened, and the quote it would go to. */
export function LotSubject({ agreementId, form }: { agreementId: string; form: Form }) {
  const { t } = useLingui();
  const rounds = useApiQuery("/v1/purchases", {
    query: { agreement_id: agreementId, state: "choice", limit: 100 },
  });
  const { round } = form.getValues();
  const items = rounds.data?.items ?? [];
  const only = items.length === 1 ? items[0]?.id : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form is another object at each render
  useEffect(() => {
    if (only && round === null) form.setFieldValue("round", only);
  }, [only, round]);
  return (
    <Loaded query={rounds} lines={1}>
      {() =>
        items.length === 0 ? (
          <NothingToAward agreementId={agreementId} />
        ) : (
          <Stack gap="lg">
            {items.length > 1 ? (
              <Select
                label={t`Quel achat groupé`}
                placeholder={t`Choisissez dans la liste`}
                data={items.map(({ id, title }) => ({ value: id, label: title }))}
                allowDeselect={false}
                {...form.getInputProps("round")}
                onChange={(id) => form.setValues({ round: id, subject: null, quote: null })}
              />
            ) : null}
            {round === null ? null : <RoundLots roundId={round} form={form} />}
          </Stack>
        )
      }
    </Loaded>
  );
}

function NothingToAward({ agreementId }: { agreementId: string }) {
  return (
    <Alert color="orange" variant="light" icon={<IconInfoCircle aria-hidden="true" />}>
      <Trans>
        Aucun achat groupé de cet accord n’en est au choix des offres. Voyez{" "}
        <PlaceLink to={`/purchases?agreement=${agreementId}`}>où en sont ses achats groupés</PlaceLink>.
      </Trans>
    </Alert>
  );
}

function RoundLots({ roundId, form }: { roundId: string; form: Form }) {
  const { t } = useLingui();
  const round = useApiQuery("/v1/purchases/{round_id}", { path: { round_id: roundId } });
  const { subject } = form.getValues();
  return (
    <Loaded query={round} lines={1}>
      {({ lots }) => {
        const open = lots.filter(({ state }) => state === "open");
        return (
          <>
            <Select
              label={t`Quel lot`}
              placeholder={t`Choisissez dans la liste`}
              nothingFoundMessage={t`Tous les lots de cet achat sont déjà décidés.`}
              data={open.map(({ id, name }) => ({ value: id, label: name }))}
              allowDeselect={false}
              {...form.getInputProps("subject")}
              onChange={(id) => form.setValues({ subject: id, quote: null })}
            />
            {subject === null ? null : <LotQuotes roundId={roundId} lotId={subject} form={form} />}
          </>
        );
      }}
    </Loaded>
  );
}

type LotQuotesProps = { roundId: string; lotId: string; form: Form };

function LotQuotes({ roundId, lotId, form }: LotQuotesProps) {
  const { t } = useLingui();
  const says = useQuoteWords();
  const comparison = useApiQuery("/v1/purchases/{round_id}/lots/{lot_id}/comparison", {
    path: { round_id: roundId, lot_id: lotId },
  });
  return (
    <Loaded query={comparison} lines={1}>
      {({ quotes }) => (
        <Select
          label={t`À quelle offre`}
          description={
            <Trans>
              <PlaceLink to={`/purchases/${roundId}/lots/${lotId}`}>La comparaison des offres</PlaceLink> se
              lit critère par critère.
            </Trans>
          }
          placeholder={t`Choisissez dans la liste`}
          nothingFoundMessage={t`Aucune offre ne peut être retenue.`}
          data={quotes
            .filter(({ excluded }) => excluded === null)
            .map((quote) => ({ value: quote.quote_id, label: says(quote) }))}
          allowDeselect={false}
          {...form.getInputProps("quote")}
        />
      )}
    </Loaded>
  );
}

/** "Medicalis (93 points, 40 905,00 €)": what is known of it. */
function useQuoteWords() {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return ({ supplier_name: name, total_points: points, cents }: Compared) => {
    const figure = points === null ? null : formatNumber(points / 100, i18n.locale);
    const known = [
      ...(figure === null ? [] : [t`${figure} points sur 100`]),
      ...(cents === null ? [] : [formatMoney(cents, i18n.locale)]),
    ];
    return known.length === 0 ? name : `${name} (${known.join(", ")})`;
  };
}
