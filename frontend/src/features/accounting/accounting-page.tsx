import { Trans, useLingui } from "@lingui/react/macro";
import { Tabs } from "@mantine/core";
import { IconHourglass, IconLock } from "@tabler/icons-react";
import { useCan } from "@/app/session";
import { CodesView } from "@/features/accounting/codes-view";
import type { AccountingSearch, View } from "@/features/accounting/search";
import { readAccounting } from "@/features/accounting/words";
import { YearView } from "@/features/accounting/year-view";
import { BackLink } from "@/features/agreements/back-link";
import { leads, type OneAgreement, useOneAgreement } from "@/features/agreements/one-agreement";
import { useChangeAddress } from "@/ui/address";
import { LoadedPage } from "@/ui/loaded-page";
import { Page } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { EmptyState } from "@/ui/states";

type AccountingPageProps = { agreementId: string; search: AccountingSearch };

/** The book of an agreement in the words of an accountant, for its lead. */
export function AccountingPage(props: AccountingPageProps) {
  const { t } = useLingui();
  return useCan(readAccounting) ? (
    <OurAccounting {...props} />
  ) : (
    <Page title={t`Comptabilité`}>
      <EmptyState icon={IconLock} title={t`Réservé à la direction et à la coordination`}>
        <Trans>Votre mandat ne permet pas de voir la comptabilité. Demandez à votre direction.</Trans>
      </EmptyState>
    </Page>
  );
}

function OurAccounting({ agreementId, search }: AccountingPageProps) {
  const { t } = useLingui();
  const { query, home } = useOneAgreement(agreementId);
  const above = <BackLink to={home}>{query.data?.name ?? t`Accord`}</BackLink>;
  return (
    <LoadedPage query={query} title={t`Comptabilité`} above={above}>
      {(agreement) =>
        leads(agreement) ? (
          <Page title={t`Comptabilité`} lead={<Lead name={agreement.name} />} above={above}>
            <Views agreement={agreement} search={search} />
          </Page>
        ) : (
          <Page title={t`Comptabilité`} above={above}>
            <NotOurs agreement={agreement} />
          </Page>
        )
      }
    </LoadedPage>
  );
}

function Lead({ name }: { name: string }) {
  return (
    <Trans>
      Pour votre comptable : le livre de comptes de « {name} » en comptes du plan comptable, avec les fichiers
      à lui remettre.
    </Trans>
  );
}

function NotOurs({ agreement }: { agreement: OneAgreement }) {
  const { t } = useLingui();
  if (agreement.my_state !== "accepted" && agreement.my_state !== "left") {
    return (
      <EmptyState icon={IconHourglass} title={t`Votre organisation n’a pas encore rejoint cet accord`}>
        <Trans>Sa comptabilité est tenue par le chef de file.</Trans>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={IconLock} title={t`Tenue par le chef de file`}>
      <Trans>
        Seule l’organisation qui tient les comptes de cet accord en exporte la comptabilité. Vos relevés en
        PDF sont les pièces de la vôtre.
      </Trans>
    </EmptyState>
  );
}

function Views({ agreement, search }: { agreement: OneAgreement; search: AccountingSearch }) {
  const change = useChangeAddress();
  const shown: View = search.view ?? "accounts";
  const year = search.year ?? Number(today().slice(0, 4));
  return (
    <Tabs
      value={shown}
      onChange={(next) => change({ view: next === "accounts" ? undefined : (next ?? undefined) })}
      keepMounted={false}
    >
      <Tabs.List mb="lg">
        <Tabs.Tab value="accounts">
          <Trans>Balance</Trans>
        </Tabs.Tab>
        <Tabs.Tab value="organisations">
          <Trans>Par organisation</Trans>
        </Tabs.Tab>
        <Tabs.Tab value="codes">
          <Trans>Numéros de comptes</Trans>
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value={shown}>
        {shown === "codes" ? (
          <CodesView agreementId={agreement.id} />
        ) : (
          <YearView agreement={agreement} year={year} by={shown} />
        )}
      </Tabs.Panel>
    </Tabs>
  );
}
