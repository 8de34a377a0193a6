import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack } from "@mantine/core";
import { IconShoppingBag } from "@tabler/icons-react";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { type AgreementLine, coordinates, useAgreements } from "@/features/purchases/rounds/agreements";
import { GoButton, NewRoundButton } from "@/features/purchases/rounds/links";
import { PastRounds } from "@/features/purchases/rounds/list-past";
import { RunningRounds, WaitingRounds } from "@/features/purchases/rounds/list-running";
import type { ListSearch } from "@/features/purchases/rounds/search";
import { sortRounds } from "@/features/purchases/rounds/waiting";
import { coordinateRounds, type RoundLine } from "@/features/purchases/words";
import { useChangeAddress } from "@/ui/address";
import { ButtonLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { Page } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { EmptyState, Loaded } from "@/ui/states";

/** What waits for us first, then what runs, then what past purchases saved. */
export function PurchasesPage({ search: { agreement } }: { search: ListSearch }) {
  const { t } = useLingui();
  const agreements = useAgreements();
  const mayCoordinate = useCan(coordinateRounds);
  const leads = agreements.data?.some(coordinates) ?? false;
  return (
    <Page
      title={t`Achats groupés`}
      lead={t`Réunir les besoins pour obtenir de meilleurs prix, et mesurer ce que chacun y gagne vraiment.`}
      actions={
        <>
          <GoButton to="/purchases/suppliers" search={{ agreement }} variant="default">
            <Trans>Fournisseurs</Trans>
          </GoButton>
          <GoButton to="/purchases/savings" search={{ agreement }} variant="default">
            <Trans>Nos économies</Trans>
          </GoButton>
          {leads && mayCoordinate ? <NewRoundButton agreement={agreement} /> : null}
        </>
      }
    >
      <Loaded query={agreements} lines={6}>
        {(all) => (all.length === 0 ? <NoAgreement /> : <Rounds agreements={all} asked={agreement} />)}
      </Loaded>
    </Page>
  );
}

type RoundsProps = { agreements: AgreementLine[]; asked: string | undefined };

function Rounds({ agreements, asked }: RoundsProps) {
  const change = useChangeAddress();
  const named = agreements.find(({ id }) => id === asked);
  const rounds = useApiInfinite("/v1/purchases", { query: { agreement_id: asked, limit: 100 } });
  return (
    <Stack gap="lg">
      {asked ? (
        <Group gap="md">
          {named ? (
            <span>
              <Trans>Ceux de l’accord « {named.name} » seulement.</Trans>
            </span>
          ) : null}
          <Button variant="default" size="xs" onClick={() => change({ agreement: undefined })}>
            <Trans>Voir ceux de tous nos accords</Trans>
          </Button>
        </Group>
      ) : null}
      <div>
        <Loaded query={rounds} lines={6}>
          {(items) =>
            items.length === 0 ? (
              <HowItBegins agreements={named ? [named] : agreements} asked={asked} />
            ) : (
              <Sorted rounds={items} />
            )
          }
        </Loaded>
        <LoadMore query={rounds} />
      </div>
    </Stack>
  );
}

function Sorted({ rounds }: { rounds: RoundLine[] }) {
  const { waiting, running, past } = sortRounds(rounds, today());
  return (
    <>
      <WaitingRounds waiting={waiting} />
      {running.length > 0 ? <RunningRounds rounds={running} /> : null}
      {past.length > 0 ? <PastRounds rounds={past} /> : null}
    </>
  );
}

/** How a purchase begins, and for whom: the lead of an agreement prepares it, the others know whom to ask. */
function HowItBegins({ agreements, asked }: RoundsProps) {
  const { t } = useLingui();
  const mayCoordinate = useCan(coordinateRounds);
  const led = agreements.some(coordinates);
  const lead = agreements.length === 1 ? agreements[0]?.lead_name : null;
  return (
    <EmptyState
      icon={IconShoppingBag}
      title={t`Aucun achat groupé pour l’instant`}
      action={led && mayCoordinate ? <NewRoundButton agreement={asked} /> : null}
    >
      {led && mayCoordinate ? (
        <Trans>
          Votre organisation est chef de file : décrivez ce que vous voulez acheter ensemble, et demandez à
          chacun ses besoins. Les fournisseurs répondent ensuite sur le total, et personne n’est engagé avant
          le choix d’une offre.
        </Trans>
      ) : led ? (
        <Trans>
          Votre organisation est chef de file, mais votre mandat ne permet pas de préparer un achat groupé :
          parlez-en à votre direction.
        </Trans>
      ) : lead ? (
        <Trans>
          Le chef de file, {lead}, prépare les achats groupés de cet accord. Quand il ouvrira un recensement,
          il vous demandera vos besoins ici.
        </Trans>
      ) : (
        <Trans>
          Le chef de file d’un accord y prépare les achats groupés. Quand il ouvrira un recensement, il vous
          demandera vos besoins ici ; d’ici là, dites-lui ce que vous aimeriez acheter ensemble.
        </Trans>
      )}
    </EmptyState>
  );
}

function NoAgreement() {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={IconShoppingBag}
      title={t`Aucun achat groupé pour l’instant`}
      action={
        <ButtonLink to="/pools" variant="default">
          <Trans>Voir les mutualisations</Trans>
        </ButtonLink>
      }
    >
      <Trans>
        On achète ensemble dans un accord : une mutualisation ou un partenariat. Créez-en un, ou répondez à
        une invitation ; son chef de file y prépare ensuite les achats.
      </Trans>
    </EmptyState>
  );
}
