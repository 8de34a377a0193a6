import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Paper, Stack, Text } from "@mantine/core";
import { IconClipboardList, IconFileDescription } from "@tabler/icons-react";
import { useApiInfinite } from "@/api/hooks";
import { LotLink, LotState } from "@/features/purchases/lots/lot-link";
import { PriceList } from "@/features/purchases/quotes/price-list";
import classes from "@/features/purchases/quotes/quotes.module.css";
import { SealedSection } from "@/features/purchases/quotes/sealed-section";
import { OpenRound, RoundPage } from "@/features/purchases/round-page";
import type { Lot, Quote, Round } from "@/features/purchases/words";
import { ButtonLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

/** What suppliers offer: deposited sealed, opened together, then compared lot by lot. */
export function QuotesPage({ roundId }: { roundId: string }) {
  return (
    <OpenRound roundId={roundId} current="quotes">
      {(round) => (
        <RoundPage round={round} current="quotes" lead={<Lead round={round} />}>
          <Body round={round} />
        </RoundPage>
      )}
    </OpenRound>
  );
}

function Lead({ round }: { round: Round }) {
  if (round.quotes_opened_at) {
    return (
      <Trans>
        Les offres ont été ouvertes toutes ensemble le <DateText value={round.quotes_opened_at} />. Pour
        chaque lot : comparer, voir ce qu’on y gagne, choisir. Tous les montants sont hors taxes.
      </Trans>
    );
  }
  return (
    <Trans>
      Les offres des fournisseurs sont scellées dès leur dépôt, et ouvertes toutes ensemble : personne ne lit
      un prix avant les autres.
    </Trans>
  );
}

function Body({ round }: { round: Round }) {
  const { t } = useLingui();
  if (round.quotes_opened_at) return <Opened round={round} />;
  if (round.state === "quotes") return <SealedSection round={round} />;
  if (round.state === "cancelled") {
    return (
      <EmptyState icon={IconFileDescription} title={t`Aucune offre n’a été ouverte`}>
        <Trans>Cet achat a été annulé avant l’ouverture des offres.</Trans>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconClipboardList}
      title={t`Les offres viendront après le recensement`}
      action={
        <ButtonLink to={`/purchases/${round.id}/needs` as never} variant="default">
          <Trans>Voir les besoins</Trans>
        </ButtonLink>
      }
    >
      <Trans>
        On demande d’abord à chacun ce qu’il lui faut, jusqu’au <DateText value={round.needs_until} />. Les
        fournisseurs ont ensuite jusqu’au <DateText value={round.quotes_until} /> pour remettre leurs offres.
      </Trans>
    </EmptyState>
  );
}

function Opened({ round }: { round: Round }) {
  const quotes = useApiInfinite("/v1/purchases/{round_id}/quotes", {
    path: { round_id: round.id },
    query: { limit: 100 },
  });
  return (
    <Loaded query={quotes} lines={6}>
      {(all) => (
        <>
          {round.lots.map((lot) => (
            <LotQuotes
              key={lot.id}
              round={round}
              lot={lot}
              quotes={all.filter(({ lot_id }) => lot_id === lot.id)}
            />
          ))}
          <LoadMore query={quotes} />
        </>
      )}
    </Loaded>
  );
}

type LotQuotesProps = { round: Round; lot: Lot; quotes: Quote[] };

function LotQuotes({ round, lot, quotes }: LotQuotesProps) {
  return (
    <Section title={lot.name} actions={<LotState state={lot.state} />}>
      <Paper p={{ base: "md", xs: "lg" }}>
        <Stack gap="md">
          <Outcome lot={lot} quotes={quotes} />
          {quotes.map((quote) => (
            <OpenedQuote key={quote.id} quote={quote} lot={lot} />
          ))}
          {quotes.length > 0 ? (
            <div>
              <LotLink roundId={round.id} lotId={lot.id} button>
                {lot.state === "open" ? (
                  <Trans>Comparer et choisir</Trans>
                ) : (
                  <Trans>Voir la comparaison et le choix</Trans>
                )}
              </LotLink>
            </div>
          ) : null}
        </Stack>
      </Paper>
    </Section>
  );
}

function Outcome({ lot, quotes }: Pick<LotQuotesProps, "lot" | "quotes">) {
  const { supplier_name: supplier, my } = lot;
  return (
    <div>
      <Text>
        {supplier !== null ? (
          <Trans>
            Attribué à {supplier} le <DateText value={lot.decided_at} />.
          </Trans>
        ) : lot.state === "unsuccessful" ? (
          <Trans>Aucune offre n’a été retenue.</Trans>
        ) : quotes.length === 0 ? (
          <Trans>Aucun fournisseur n’a fait d’offre pour ce lot.</Trans>
        ) : (
          <Plural value={quotes.length} one="Une offre à étudier." other="# offres à comparer." />
        )}
      </Text>
      {my?.opted_out ? (
        <Text c="dimmed">
          <Trans>Votre organisation a quitté ce lot.</Trans>
        </Text>
      ) : my && my.volumes_count === 0 ? (
        <Text c="dimmed">
          <Trans>Votre organisation n’a rien demandé dans ce lot.</Trans>
        </Text>
      ) : null}
    </div>
  );
}

function OpenedQuote({ quote, lot }: { quote: Quote; lot: Lot }) {
  const { supplier_name: name } = quote;
  if (!quote.content) return null;
  return (
    <details className={classes.details}>
      <summary>
        <Trans>L’offre de {name}</Trans>{" "}
        {quote.siae ? (
          <StatusBadge tone="info">
            <Trans>Insertion ou handicap</Trans>
          </StatusBadge>
        ) : null}
        {lot.quote_id === quote.id ? (
          <StatusBadge tone="positive">
            <Trans>Retenue</Trans>
          </StatusBadge>
        ) : null}
      </summary>
      <Stack mt="sm">
        <PriceList quote={quote} content={quote.content} items={lot.items} />
      </Stack>
    </details>
  );
}
