import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Paper, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconFileDescription, IconLock } from "@tabler/icons-react";
import { useApiQuery } from "@/api/hooks";
import { useMe } from "@/app/session";
import { AwardSection } from "@/features/purchases/lots/award-section";
import { AwardedSection } from "@/features/purchases/lots/awarded-section";
import { ComparisonSection } from "@/features/purchases/lots/comparison-section";
import { EverybodySection } from "@/features/purchases/lots/everybody-section";
import { formatPoints } from "@/features/purchases/lots/figures";
import { LadderSection } from "@/features/purchases/lots/ladder-section";
import { LeavingSection } from "@/features/purchases/lots/leaving-section";
import { LotState } from "@/features/purchases/lots/lot-link";
import type { LotSearch } from "@/features/purchases/lots/lot-search";
import classes from "@/features/purchases/lots/lots.module.css";
import { MyFigures } from "@/features/purchases/lots/my-figures";
import { WaysSection } from "@/features/purchases/lots/ways-section";
import type { Comparison } from "@/features/purchases/lots/words";
import { OpenRound, RoundPage } from "@/features/purchases/round-page";
import { SealedNote } from "@/features/purchases/values";
import { type Lot, lotStateWords, type Round } from "@/features/purchases/words";
import { useChangeAddress } from "@/ui/address";
import { ButtonLink } from "@/ui/links";
import { EmptyState, Loaded } from "@/ui/states";

type LotPageProps = { roundId: string; lotId: string; search: LotSearch };

/** One lot: which quote, what I gain with it and why, whether to stay, how to share it, which one is chosen. */
export function LotPage({ roundId, lotId, search }: LotPageProps) {
  const { t } = useLingui();
  return (
    <OpenRound roundId={roundId} current="quotes">
      {(round) => {
        const lot = round.lots.find(({ id }) => id === lotId);
        return (
          <RoundPage
            round={round}
            current="quotes"
            title={lot ? t`Lot « ${lot.name} »` : t`Lot introuvable`}
            lead={lot ? <Lead lot={lot} /> : null}
            badge={lot ? <LotState state={lot.state} /> : null}
          >
            {lot ? <Body round={round} lot={lot} search={search} /> : <NoLot round={round} />}
          </RoundPage>
        );
      }}
    </OpenRound>
  );
}

function Lead({ lot }: { lot: Lot }) {
  const { i18n } = useActiveLingui();
  return (
    <>
      {lot.description ? <Text inherit>{lot.description}</Text> : null}
      <Text inherit>
        {i18n._(lotStateWords[lot.state].meaning)} <Trans>Tous les montants sont hors taxes.</Trans>
      </Text>
    </>
  );
}

function NoLot({ round }: { round: Round }) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={IconFileDescription}
      title={t`Ce lot n’est pas dans cet achat`}
      action={
        <ButtonLink to={`/purchases/${round.id}/quotes` as never} variant="default">
          <Trans>Voir les lots et leurs offres</Trans>
        </ButtonLink>
      }
    >
      <Trans>Il a peut-être été retiré pendant la préparation.</Trans>
    </EmptyState>
  );
}

type BodyProps = { round: Round; lot: Lot; search: LotSearch };

function Body({ round, lot, search }: BodyProps) {
  const { t } = useLingui();
  if (!round.quotes_opened_at) {
    return (
      <EmptyState
        icon={IconLock}
        title={t`Les offres ne sont pas encore ouvertes`}
        action={
          <ButtonLink to={`/purchases/${round.id}/quotes` as never} variant="default">
            <Trans>Voir où en sont les offres</Trans>
          </ButtonLink>
        }
      >
        <Trans>
          Une fois les offres ouvertes, cette page dira laquelle est la meilleure, ce que vous y gagnez, et ce
          qui manque pour un meilleur prix.
        </Trans>
      </EmptyState>
    );
  }
  return <OpenedLot round={round} lot={lot} search={search} />;
}

function OpenedLot({ round, lot, search }: BodyProps) {
  const { t } = useLingui();
  const comparison = useApiQuery("/v1/purchases/{round_id}/lots/{lot_id}/comparison", {
    path: { round_id: round.id, lot_id: lot.id },
  });
  return (
    <Loaded query={comparison} lines={8}>
      {(compared) => {
        const chosen =
          compared.quotes.find(({ quote_id: id }) => id === (search.quote ?? lot.quote_id)) ??
          compared.quotes[0];
        return chosen ? (
          <WithQuotes round={round} lot={lot} compared={compared} quoteId={chosen.quote_id} />
        ) : (
          <>
            {lot.state === "open" ? null : <AwardedSection round={round} lot={lot} />}
            <EmptyState icon={IconFileDescription} title={t`Aucune offre pour ce lot`}>
              <Trans>
                Aucun fournisseur n’a répondu. Celui qui coordonne peut déclarer ce lot sans suite : personne
                n’est engagé à rien.
              </Trans>
            </EmptyState>
            <AwardSection round={round} lot={lot} />
          </>
        );
      }}
    </Loaded>
  );
}

type WithQuotesProps = { round: Round; lot: Lot; compared: Comparison; quoteId: string };

function WithQuotes({ round, lot, compared, quoteId }: WithQuotesProps) {
  const mine = useMe().acting_for?.organisation_id;
  const simulation = useApiQuery("/v1/purchases/{round_id}/lots/{lot_id}/simulation", {
    path: { round_id: round.id, lot_id: lot.id },
    query: { quote_id: quoteId },
  });
  return (
    <>
      {lot.state === "open" ? null : <AwardedSection round={round} lot={lot} />}
      <QuoteChoice compared={compared} quoteId={quoteId} chosenId={lot.quote_id} />
      <Loaded query={simulation} lines={8}>
        {(simulated) => (
          <>
            <MyFigures lot={lot} simulation={simulated} mine={mine} />
            {round.sees_all ? null : (
              <div className={classes.note}>
                <SealedNote confidentiality={round.confidentiality}>
                  <Text mt="xs">{simulated.basis_in_words}</Text>
                </SealedNote>
              </div>
            )}
            <LadderSection simulation={simulated} />
          </>
        )}
      </Loaded>
      <ComparisonSection round={round} lot={lot} compared={compared} quoteId={quoteId} />
      <Loaded query={simulation} lines={4}>
        {(simulated) => (
          <>
            <LeavingSection round={round} lot={lot} simulation={simulated} mine={mine} />
            {round.sees_all ? (
              <EverybodySection round={round} lot={lot} simulation={simulated} mine={mine} />
            ) : null}
            <WaysSection round={round} lot={lot} quoteId={quoteId} mine={mine} />
            <AwardSection round={round} lot={lot} compared={compared} simulation={simulated} />
          </>
        )}
      </Loaded>
    </>
  );
}

type QuoteChoiceProps = { compared: Comparison; quoteId: string; chosenId: string | null };

/** Which quote the figures below are computed on; kept in the address. */
function QuoteChoice({ compared, quoteId, chosenId }: QuoteChoiceProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const change = useChangeAddress();
  const wide = useMediaQuery("(min-width: 48em)", true, { getInitialValueInEffect: false });
  if (compared.quotes.length < 2) return null;
  const data = compared.quotes.map(({ quote_id: value, supplier_name: name, rank, total_points: points }) => {
    const place = points === null ? null : formatPoints(points, i18n.locale);
    const said =
      value === chosenId
        ? t`${name} : retenue`
        : rank === 1 && place !== null
          ? t`${name} : première, ${place} points`
          : place !== null
            ? t`${name} : ${place} points`
            : name;
    return { value, label: said };
  });
  const label = t`Chiffres calculés sur l’offre de`;
  const choose = (value: string | null) => change({ quote: value ?? undefined });
  return (
    <Paper p="md" mb="lg" className={classes.choice ?? ""}>
      <Stack gap={6}>
        {wide && data.length <= 3 ? (
          <>
            <Text fw={600} size="sm">
              {label}
            </Text>
            <SegmentedControl aria-label={label} data={data} value={quoteId} onChange={choose} />
          </>
        ) : (
          <Select label={label} data={data} value={quoteId} onChange={choose} allowDeselect={false} />
        )}
      </Stack>
    </Paper>
  );
}
