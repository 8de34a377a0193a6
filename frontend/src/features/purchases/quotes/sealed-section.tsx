import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, List, Paper, Stack, Text } from "@mantine/core";
import { IconLock, IconLockOpen, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite, useApiMutation, useApiQuery, useIdempotencyKey } from "@/api/hooks";
import { QuoteDialog } from "@/features/purchases/quotes/quote-dialog";
import classes from "@/features/purchases/quotes/quotes.module.css";
import { type Lot, type Quote, type Round, readings } from "@/features/purchases/words";
import { ConfirmDialog } from "@/ui/dialog";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

/** While suppliers answer: the coordinator keeps what they hand in, nobody reads a price. */
export function SealedSection({ round }: { round: Round }) {
  return round.coordinates ? <ForTheCoordinator round={round} /> : <ForMembers round={round} />;
}

function ForMembers({ round }: { round: Round }) {
  const quotes = useApiQuery("/v1/purchases/{round_id}/quotes", {
    path: { round_id: round.id },
    query: { limit: 1 },
  });
  return (
    <Paper p={{ base: "md", xs: "lg" }}>
      <Loaded query={quotes} lines={2}>
        {({ sealed_count: count }) => (
          <Stack gap="xs">
            <Text fw={600} size="lg">
              <IconLock size={18} aria-hidden="true" style={{ verticalAlign: "-2px" }} />{" "}
              <Plural
                value={count}
                _0="Aucune offre n’est encore déposée"
                one="Une offre est déposée et scellée"
                other="# offres sont déposées et scellées"
              />
            </Text>
            <Text c="dimmed">
              <Trans>
                Les fournisseurs ont jusqu’au <DateText value={round.quotes_until} />. Les offres seront
                ensuite ouvertes toutes ensemble : vous pourrez les comparer, voir ce que vous y gagnez, et
                quitter un lot qui ne vous convient pas avant l’attribution.
              </Trans>
            </Text>
          </Stack>
        )}
      </Loaded>
    </Paper>
  );
}

function ForTheCoordinator({ round }: { round: Round }) {
  const quotes = useApiInfinite("/v1/purchases/{round_id}/quotes", {
    path: { round_id: round.id },
    query: { limit: 100 },
  });
  return (
    <Loaded query={quotes} lines={6}>
      {(all) => (
        <>
          <OpeningPanel round={round} quotes={all} />
          {round.lots.map((lot) => (
            <LotDeposits
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

type DepositsProps = { round: Round; lot: Lot; quotes: Quote[] };

function LotDeposits({ round, lot, quotes }: DepositsProps) {
  const [depositing, setDepositing] = useState(false);
  const may = round.actions.includes("open_quotes") && today() <= round.quotes_until;
  return (
    <Section
      title={lot.name}
      actions={
        may ? (
          <Button
            variant={quotes.length === 0 ? "filled" : "default"}
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setDepositing(true)}
          >
            <Trans>Déposer une offre</Trans>
          </Button>
        ) : null
      }
    >
      <Stack gap="sm">
        {quotes.length === 0 ? (
          <Paper p="md">
            <Text c="dimmed">
              {may ? (
                <Trans>
                  Aucune offre pour ce lot. Dès qu’un fournisseur vous remet la sienne, recopiez-la ici : elle
                  sera scellée aussitôt.
                </Trans>
              ) : (
                <Trans>Aucune offre n’a été déposée pour ce lot.</Trans>
              )}
            </Text>
          </Paper>
        ) : (
          quotes.map((quote) => (
            <SealedQuote key={quote.id} round={round} lot={lot} quote={quote} may={may} />
          ))
        )}
      </Stack>
      {depositing ? <QuoteDialog round={round} lot={lot} onClose={() => setDepositing(false)} /> : null}
    </Section>
  );
}

type SealedQuoteProps = { round: Round; lot: Lot; quote: Quote; may: boolean };

function SealedQuote({ round, lot, quote, may }: SealedQuoteProps) {
  const [asked, setAsked] = useState<"replace" | "withdraw" | null>(null);
  const close = () => setAsked(null);
  return (
    <Paper p="md">
      <Group justify="space-between" align="flex-start" gap="md">
        <div style={{ flex: "1 1 18rem", minWidth: 0 }}>
          <Text fw={600}>
            <IconLock size={16} aria-hidden="true" style={{ verticalAlign: "-2px" }} /> {quote.supplier_name}
          </Text>
          <Text size="sm" c="dimmed">
            <Trans>
              Scellée le <DateText value={quote.deposited_at} style="moment" />
            </Trans>
          </Text>
          <Text size="sm" c="dimmed">
            <Trans>
              Empreinte : <span className={classes.hash}>{quote.sealed_sha256}</span>
            </Trans>
          </Text>
        </div>
        {round.actions.includes("open_quotes") ? (
          <Group gap="xs">
            {may ? (
              <Button variant="default" onClick={() => setAsked("replace")}>
                <Trans>Remplacer…</Trans>
              </Button>
            ) : null}
            <Button variant="subtle" color="red" onClick={() => setAsked("withdraw")}>
              <Trans>Retirer…</Trans>
            </Button>
          </Group>
        ) : null}
      </Group>
      {asked === "replace" ? <QuoteDialog round={round} lot={lot} replaced={quote} onClose={close} /> : null}
      {asked === "withdraw" ? <WithdrawDialog round={round} quote={quote} onClose={close} /> : null}
    </Paper>
  );
}

type WithdrawProps = { round: Round; quote: Quote; onClose: () => void };

function WithdrawDialog({ round, quote, onClose }: WithdrawProps) {
  const { t } = useLingui();
  const { supplier_name: name } = quote;
  const withdrawing = useApiMutation("delete", "/v1/purchases/{round_id}/quotes/{quote_id}", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`L’offre est retirée`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Retirer l’offre de ${name} ?`}
      consequences={
        <Text>
          <Trans>
            Elle ne sera ni ouverte ni comparée, et ce qu’elle contient est perdu. Le fournisseur pourra en
            déposer une autre jusqu’au <DateText value={round.quotes_until} />.
          </Trans>
        </Text>
      }
      confirmLabel={t`Retirer l’offre`}
      danger
      pending={withdrawing.isPending}
      error={withdrawing.error}
      onConfirm={() =>
        withdrawing.mutate({ path: { round_id: round.id, quote_id: quote.id }, version: quote.version })
      }
    />
  );
}

/** All at once, from the last day of deposits on: what it does is said before. */
function OpeningPanel({ round, quotes }: { round: Round; quotes: Quote[] }) {
  const [opening, setOpening] = useState(false);
  if (!round.actions.includes("open_quotes")) {
    return (
      <Text mb="lg" c="dimmed">
        <Trans>
          Votre mandat ne permet ni de déposer ni d’ouvrir les offres : cela revient à la direction.
        </Trans>
      </Text>
    );
  }
  const early = today() < round.quotes_until;
  return (
    <Paper p={{ base: "md", xs: "lg" }} mb="xl">
      <Group justify="space-between" gap="md">
        <div style={{ flex: "1 1 20rem" }}>
          <Text fw={600}>
            <Plural
              value={quotes.length}
              _0="Aucune offre n’est encore scellée"
              one="Une offre est scellée"
              other="# offres sont scellées"
            />
          </Text>
          <Text c="dimmed">
            {early ? (
              <Trans>
                Les fournisseurs ont jusqu’au <DateText value={round.quotes_until} />
                 : les offres s’ouvrent ce jour-là ou après, toutes ensemble.
              </Trans>
            ) : (
              <Trans>Le dernier jour est venu : vous pouvez les ouvrir, toutes ensemble.</Trans>
            )}
          </Text>
        </div>
        <Button
          disabled={early || quotes.length === 0}
          leftSection={<IconLockOpen size={18} aria-hidden="true" />}
          onClick={() => setOpening(true)}
        >
          <Trans>Ouvrir toutes les offres…</Trans>
        </Button>
      </Group>
      {opening ? <OpenDialog round={round} quotes={quotes} onClose={() => setOpening(false)} /> : null}
    </Paper>
  );
}

type OpenDialogProps = { round: Round; quotes: Quote[]; onClose: () => void };

function OpenDialog({ round, quotes, onClose }: OpenDialogProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const opening = useApiMutation("post", "/v1/purchases/{round_id}/open-quotes", {
    invalidates: readings,
    onSuccess: ({ opened_count: count }) => {
      toastDone(count === 1 ? t`L’offre est ouverte` : t`Les ${count} offres sont ouvertes`);
      onClose();
    },
  });
  const without = round.lots.filter(({ id }) => !quotes.some(({ lot_id }) => lot_id === id));
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Ouvrir toutes les offres ?`}
      consequences={
        <Stack gap="xs">
          <List spacing="xs">
            <List.Item>
              <Plural
                value={quotes.length}
                one="L’offre déposée est ouverte, et comparée à l’empreinte gardée depuis son dépôt."
                other="Les # offres sont ouvertes ensemble, chacune comparée à l’empreinte gardée depuis son dépôt."
              />
            </List.Item>
            <List.Item>
              <Trans>Chaque organisation de l’accord peut les lire et les comparer.</Trans>
            </List.Item>
            <List.Item>
              <Trans>
                Plus aucune offre ne peut être déposée, remplacée ni retirée : cela ne s’annule pas.
              </Trans>
            </List.Item>
            <List.Item>
              <Trans>
                Chacun pourra quitter un lot jusqu’à son attribution, prévue le{" "}
                <DateText value={round.award_on} />.
              </Trans>
            </List.Item>
          </List>
          {without.length > 0 ? (
            <Text fw={500}>
              <Trans>Sans aucune offre : {without.map(({ name }) => name).join(", ")}</Trans>
            </Text>
          ) : null}
        </Stack>
      }
      confirmLabel={t`Ouvrir les offres`}
      pending={opening.isPending}
      error={opening.error}
      onConfirm={() => opening.mutate({ path: { round_id: round.id }, idempotencyKey: key })}
    />
  );
}
