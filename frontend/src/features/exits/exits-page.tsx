import { Trans, useLingui } from "@lingui/react/macro";
import { IconArrowLeft, IconLock } from "@tabler/icons-react";
import { useApiQuery } from "@/api/hooks";
import { type Agreement, type Home, useAgreement } from "@/features/exits/agreement";
import { ExitCard } from "@/features/exits/exit-card";
import { ExitsSection } from "@/features/exits/exits-section";
import { Go, GoButton } from "@/features/exits/links";
import type { ExitSearch } from "@/features/exits/search";
import { Simulator } from "@/features/exits/simulator";
import { LoadedPage } from "@/ui/loaded-page";
import { Page, Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { DateText } from "@/ui/values";

type ExitsPageProps = { agreementId: string; search: ExitSearch };

/** What leaving would mean, at any time; who leaves, and what is settled. */
export function ExitsPage({ agreementId, search }: ExitsPageProps) {
  const { t } = useLingui();
  const { query, home } = useAgreement(agreementId);
  return (
    <LoadedPage query={query} title={t`Départs`}>
      {(agreement) => <Exits agreement={agreement} home={home} search={search} />}
    </LoadedPage>
  );
}

type ExitsProps = { agreement: Agreement; home: Home; search: ExitSearch };

function Exits({ agreement, home, search }: ExitsProps) {
  const { t } = useLingui();
  const { my_state: state, name } = agreement;
  const back = (
    <Go address={home} inline>
      <IconArrowLeft size={16} aria-hidden="true" style={{ verticalAlign: "-2px" }} /> {name}
    </Go>
  );
  if (state === "left") {
    return (
      <Page title={t`Notre départ`} above={back} lead={<LeftLead agreement={agreement} />}>
        <OwnExit agreement={agreement} />
        <ExitsSection agreement={agreement} besides="mine" />
      </Page>
    );
  }
  if (state !== "accepted") {
    return (
      <Page title={t`Départs`} above={back}>
        <ForParties home={home} />
      </Page>
    );
  }
  if (agreement.parties.some(({ mine, left_on }) => mine && left_on)) {
    return (
      <Page title={t`Notre départ`} above={back} lead={t`Ce que votre départ annoncé entraîne à ce jour.`}>
        <OwnExit agreement={agreement} />
        <Simulator agreement={agreement} home={home} search={{}} />
        <ExitsSection agreement={agreement} besides="mine" />
      </Page>
    );
  }
  return (
    <Page
      title={t`Si nous partions`}
      above={back}
      lead={t`À quelle date, ce que vous devriez, ce qui vous reviendrait, ce que deviendraient les autres : d’après le livre et les règles d’aujourd’hui.`}
    >
      <Simulator agreement={agreement} home={home} search={search} />
      <ExitsSection agreement={agreement} />
    </Page>
  );
}

function LeftLead({ agreement }: { agreement: Agreement }) {
  const lastDay = agreement.parties.find(({ mine }) => mine)?.left_on ?? null;
  return lastDay ? (
    <Trans>
      Votre organisation a pris part jusqu’au <DateText value={lastDay} />. Elle garde la lecture de ces
      années, et de ce qui lui revient.
    </Trans>
  ) : (
    <Trans>Votre organisation garde la lecture des années auxquelles elle a pris part.</Trans>
  );
}

/** One's own exit, first on the page: no list to look through. */
function OwnExit({ agreement }: { agreement: Agreement }) {
  const { t } = useLingui();
  const own = useApiQuery("/v1/exits/{party_id}", { path: { party_id: agreement.my_party_id } });
  return (
    <Section title={t`Où en est votre départ`}>
      <Loaded query={own} lines={3}>
        {(exit) => <ExitCard exit={exit} agreement={agreement} />}
      </Loaded>
    </Section>
  );
}

function ForParties({ home }: { home: Home }) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={IconLock}
      title={t`Réservé aux parties de l’accord`}
      action={
        <GoButton address={home} variant="default">
          <Trans>Voir l’accord</Trans>
        </GoButton>
      }
    >
      <Trans>
        Les départs se lisent et se simulent une fois que votre organisation prend part à l’accord.
      </Trans>
    </EmptyState>
  );
}
