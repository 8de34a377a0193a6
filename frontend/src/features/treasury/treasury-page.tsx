import { Trans, useLingui } from "@lingui/react/macro";
import { Tabs } from "@mantine/core";
import { IconHourglass, IconLock } from "@tabler/icons-react";
import { useCan } from "@/app/session";
import { BackLink } from "@/features/agreements/back-link";
import { leads, type OneAgreement, useOneAgreement } from "@/features/agreements/one-agreement";
import { BankView } from "@/features/treasury/bank-view";
import { FilesView } from "@/features/treasury/files-view";
import { PreparePage } from "@/features/treasury/prepare-page";
import type { TreasurySearch } from "@/features/treasury/search";
import { readTreasury } from "@/features/treasury/words";
import { useChangeAddress } from "@/ui/address";
import { LoadedPage } from "@/ui/loaded-page";
import { Page } from "@/ui/page";
import { EmptyState } from "@/ui/states";

type TreasuryPageProps = { agreementId: string; search: TreasurySearch };

/** The bank of an agreement: what its account received, for the lead; the files by which a bank pays, for each. */
export function TreasuryPage(props: TreasuryPageProps) {
  const { t } = useLingui();
  return useCan(readTreasury) ? (
    <OurTreasury {...props} />
  ) : (
    <Page title={t`Banque`}>
      <EmptyState icon={IconLock} title={t`Réservé à la direction et à la coordination`}>
        <Trans>
          Votre mandat ne permet pas de voir les paiements de votre organisation. Demandez à votre direction.
        </Trans>
      </EmptyState>
    </Page>
  );
}

function OurTreasury({ agreementId, search }: TreasuryPageProps) {
  const { t } = useLingui();
  const { query, home } = useOneAgreement(agreementId);
  const above = <BackLink to={home}>{query.data?.name ?? t`Accord`}</BackLink>;
  return (
    <LoadedPage query={query} title={t`Banque`} above={above}>
      {(agreement) =>
        agreement.my_state !== "accepted" && agreement.my_state !== "left" ? (
          <Page title={t`Banque`} above={above}>
            <EmptyState icon={IconHourglass} title={t`Votre organisation n’a pas encore rejoint cet accord`}>
              <Trans>Les paiements se préparent une fois l’accord accepté.</Trans>
            </EmptyState>
          </Page>
        ) : search.view === "prepare" ? (
          <PreparePage agreement={agreement} kind={search.kind} />
        ) : (
          <Page title={t`Banque`} lead={<Lead agreement={agreement} />} above={above}>
            {leads(agreement) ? (
              <LeadViews agreement={agreement} search={search} />
            ) : (
              <FilesView agreement={agreement} shown={search.file} />
            )}
          </Page>
        )
      }
    </LoadedPage>
  );
}

function Lead({ agreement }: { agreement: OneAgreement }) {
  const { name } = agreement;
  return leads(agreement) ? (
    <Trans>
      L’argent de « {name} » à votre banque : retrouver qui a payé quoi, et préparer les paiements. Essaim ne
      déplace jamais d’argent de lui-même : votre banque seule le fait, quand vous le lui demandez.
    </Trans>
  ) : (
    <Trans>
      Ce que votre organisation paie par sa banque pour « {name} ». Essaim ne déplace jamais d’argent de
      lui-même : votre banque seule le fait, quand vous le lui demandez.
    </Trans>
  );
}

function LeadViews({ agreement, search }: { agreement: OneAgreement; search: TreasurySearch }) {
  const change = useChangeAddress();
  const shown = search.view === "files" ? "files" : "statements";
  return (
    <Tabs
      value={shown}
      onChange={(next) => change({ view: next === "files" ? "files" : undefined, state: undefined })}
      keepMounted={false}
    >
      <Tabs.List mb="lg">
        <Tabs.Tab value="statements">
          <Trans>Relevés de banque</Trans>
        </Tabs.Tab>
        <Tabs.Tab value="files">
          <Trans>Fichiers de paiement</Trans>
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value={shown}>
        {shown === "files" ? (
          <FilesView agreement={agreement} shown={search.file} />
        ) : (
          <BankView agreementId={agreement.id} state={search.state ?? "open"} />
        )}
      </Tabs.Panel>
    </Tabs>
  );
}
