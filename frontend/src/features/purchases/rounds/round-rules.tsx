import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { GoTo, roundAddress } from "@/features/purchases/rounds/links";
import { Rate } from "@/features/purchases/values";
import {
  confidentialityWords,
  formulaWords,
  type Round,
  sharingWords,
  shortfallWords,
} from "@/features/purchases/words";
import { FactList } from "@/ui/fact-list";
import { Section } from "@/ui/page";
import { DateRange, DateText } from "@/ui/values";

/** How offers are judged, how the bill is shared, who reads what: settled before the survey opens. */
export function RoundRules({ round }: { round: Round }) {
  const { t } = useLingui();
  return (
    <Section
      title={t`Le calendrier et les règles`}
      actions={
        round.documents_count > 0 ? (
          <GoTo to={roundAddress(round.id, "documents")}>
            <Trans>Documents de l’achat</Trans>
          </GoTo>
        ) : null
      }
    >
      <RuleFacts round={round} />
    </Section>
  );
}

export function RuleFacts({ round }: { round: Round }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const said = ({ name, meaning }: (typeof sharingWords)["arrival"]) => (
    <>
      {i18n._(name)}
      <Text size="sm" c="dimmed">
        {i18n._(meaning)}
      </Text>
    </>
  );
  return (
    <FactList
      facts={[
        {
          label: t`Calendrier`,
          value: (
            <Trans>
              Besoins jusqu’au <DateText value={round.needs_until} />, offres jusqu’au{" "}
              <DateText value={round.quotes_until} />, attribution prévue le{" "}
              <DateText value={round.award_on} />.
            </Trans>
          ),
        },
        { label: t`Marché`, value: <DateRange from={round.starts_on} to={round.ends_on} /> },
        { label: t`Qui lit quoi`, value: said(confidentialityWords[round.confidentiality]) },
        { label: t`Offres jugées sur`, value: <Criteria round={round} /> },
        { label: t`Points du prix`, value: said(formulaWords[round.price_formula]) },
        { label: t`Partage de la facture`, value: said(sharingWords[round.sharing]) },
        { label: t`Si l’on commande trop peu`, value: said(shortfallWords[round.shortfall]) },
        {
          label: t`Remise de fin d’année`,
          value:
            round.rebate_kept_bp === 0 ? (
              <Trans>Reversée en entier à ceux qui ont acheté, selon ce que chacun a dépensé.</Trans>
            ) : (
              <Trans>
                Le réseau en garde <Rate bp={round.rebate_kept_bp} />
                 ; le reste est reversé à ceux qui ont acheté, selon ce que chacun a dépensé.
              </Trans>
            ),
        },
        ...(round.undertaking
          ? [
              {
                label: t`Engagement demandé`,
                value: <span style={{ whiteSpace: "pre-line" }}>{round.undertaking}</span>,
              },
            ]
          : []),
      ]}
    />
  );
}

function Criteria({ round }: { round: Round }) {
  return (
    <>
      {round.criteria.map(({ code, name, weight, note }) => (
        <div key={code}>
          <Trans>
            {name} : {weight} points sur 100
          </Trans>
          {note ? (
            <Text size="sm" c="dimmed">
              {note}
            </Text>
          ) : null}
        </div>
      ))}
    </>
  );
}
