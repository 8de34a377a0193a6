import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Select, Stack, Text } from "@mantine/core";
import { IconEye, IconTruckDelivery } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { LotLink, LotState } from "@/features/purchases/lots/lot-link";
import { ClosedLot } from "@/features/purchases/orders/closed-lot";
import { boughtLots, lotShown } from "@/features/purchases/orders/figures";
import { OpenLot } from "@/features/purchases/orders/open-lot";
import classes from "@/features/purchases/orders/orders.module.css";
import type { OrdersSearch } from "@/features/purchases/orders/search";
import { OpenRound, RoundPage } from "@/features/purchases/round-page";
import { type Lot, lotStateWords, type Round } from "@/features/purchases/words";
import { ButtonLink } from "@/ui/links";
import { EmptyState } from "@/ui/states";
import { DateText } from "@/ui/values";

type OrdersPageProps = { roundId: string; search: OrdersSearch };

/** What is ordered at the price won together, what came, and the accounts once a lot closes. */
export function OrdersPage({ roundId, search }: OrdersPageProps) {
  const { t } = useLingui();
  return (
    <OpenRound key={roundId} roundId={roundId} current="orders">
      {(round) => (
        <RoundPage
          round={round}
          current="orders"
          lead={t`Ce qui est commandé au prix obtenu ensemble, ce qui est arrivé, et les comptes à la clôture. Tous les montants sont hors taxes.`}
        >
          <Body round={round} search={search} />
        </RoundPage>
      )}
    </OpenRound>
  );
}

function Body({ round, search }: { round: Round; search: OrdersSearch }) {
  const lots = boughtLots(round);
  const lot = lotShown(lots, search.lot);
  if (!lot) return <NoneYet round={round} />;
  return (
    <>
      {lots.length > 1 ? <LotField round={round} lots={lots} shown={lot} /> : null}
      <LotHead round={round} lot={lot} />
      <Discreet key={lot.id} round={round}>
        {() =>
          lot.state === "closed" ? (
            <ClosedLot round={round} lot={lot} search={search} />
          ) : (
            <OpenLot round={round} lot={lot} search={search} />
          )
        }
      </Discreet>
    </>
  );
}

type LotFieldProps = { round: Round; lots: Lot[]; shown: Lot };

function LotField({ round, lots, shown }: LotFieldProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const navigate = useNavigate();
  return (
    <Select
      label={t`Lot`}
      maw="24rem"
      mb="lg"
      allowDeselect={false}
      value={shown.id}
      data={lots.map(({ id, position, name, state }) => ({
        value: id,
        label: `${position}. ${name} (${i18n._(lotStateWords[state].name)})`,
      }))}
      onChange={(lot) =>
        navigate({
          to: "/purchases/$roundId/orders",
          params: { roundId: round.id },
          search: lot ? { lot } : {},
          replace: true,
        })
      }
    />
  );
}

function LotHead({ round, lot }: { round: Round; lot: Lot }) {
  const { position, name, supplier_name: supplier } = lot;
  return (
    <div className={classes.head}>
      <div className={classes.words}>
        <Text fw={650} fz="lg" component="div" className={classes.name ?? ""}>
          <LotLink roundId={round.id} lotId={lot.id}>
            <Trans>
              Lot {position} : {name}
            </Trans>
          </LotLink>
        </Text>
        <Text c="dimmed">
          {supplier ? (
            <Trans>
              Attribué à {supplier} le <DateText value={lot.decided_at} />. Marché du{" "}
              <DateText value={round.starts_on} /> au <DateText value={round.ends_on} />.
            </Trans>
          ) : null}
        </Text>
      </div>
      <LotState state={lot.state} />
    </div>
  );
}

type DiscreetProps = { round: Round; children: () => React.ReactNode };

/** Where needs are sealed, the coordinator reads the others on purpose: each reading is noted, and they see it. */
function Discreet({ round, children }: DiscreetProps) {
  const [asked, setAsked] = useState(false);
  if (round.confidentiality === "open" || !round.sees_all || asked) return children();
  return (
    <Alert
      color="gray"
      variant="light"
      icon={<IconEye aria-hidden="true" />}
      title={<Trans>Les commandes de chacun</Trans>}
      maw="44rem"
    >
      <Stack gap="sm" align="flex-start">
        <Text>
          <Trans>
            Vous pouvez lire les commandes de chaque organisation, les compléter et clore le lot, parce que
            vous coordonnez. Cette lecture sera notée : chacune verra que vous l’avez faite, et quand.
          </Trans>
        </Text>
        <Button variant="default" onClick={() => setAsked(true)}>
          <Trans>Lire les commandes de chacun</Trans>
        </Button>
      </Stack>
    </Alert>
  );
}

function NoneYet({ round }: { round: Round }) {
  const { t } = useLingui();
  if (round.state === "cancelled") {
    return (
      <EmptyState icon={IconTruckDelivery} title={t`Il n’y aura pas de commandes`}>
        <Trans>Cet achat est abandonné : personne n’est engagé à rien.</Trans>
      </EmptyState>
    );
  }
  const choosing = round.state === "choice";
  return (
    <EmptyState
      icon={IconTruckDelivery}
      title={t`Les commandes viendront après l’attribution`}
      action={
        choosing ? (
          <ButtonLink to={`/purchases/${round.id}/quotes` as never} variant="default">
            <Trans>Voir les offres</Trans>
          </ButtonLink>
        ) : round.state === "needs" ? (
          <ButtonLink to={`/purchases/${round.id}/needs` as never} variant="default">
            <Trans>Voir les besoins</Trans>
          </ButtonLink>
        ) : null
      }
    >
      <Trans>
        On commande une fois le fournisseur choisi : l’attribution est prévue le{" "}
        <DateText value={round.award_on} />. Chacun déclarera alors ses commandes ici, au prix obtenu
        ensemble.
      </Trans>
    </EmptyState>
  );
}
