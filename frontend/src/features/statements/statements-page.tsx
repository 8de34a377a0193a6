import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Select, Tabs } from "@mantine/core";
import { IconReceipt } from "@tabler/icons-react";
import { useCan } from "@/app/session";
import { type AgreementChoice, leads, mayBillIn, useAgreements } from "@/features/statements/agreements";
import { AllStatements } from "@/features/statements/all-statements";
import { KeptForOthers } from "@/features/statements/kept-for-others";
import { OurSide } from "@/features/statements/our-side";
import type { StatementSearch } from "@/features/statements/search";
import { issueStatements } from "@/features/statements/words";
import { useChangeAddress } from "@/ui/address";
import { ButtonLink } from "@/ui/links";
import { Page } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";

/** What one's organisation owes and is owed, late ones first; for a treasurer, every statement of an agreement. */
export function StatementsPage({ search }: { search: StatementSearch }) {
  const { t } = useLingui();
  const agreements = useAgreements();
  return (
    <Page
      title={t`Relevés`}
      lead={t`Ce que votre organisation doit et ce qui lui est dû, à quelle date et pourquoi. Chaque montant s’ouvre sur ce dont il est fait.`}
      actions={<Actions agreements={agreements.data ?? []} agreement={search.agreement} />}
    >
      <Loaded query={agreements} lines={6}>
        {(choices) => (choices.length === 0 ? <NoAgreement /> : <Body search={search} choices={choices} />)}
      </Loaded>
    </Page>
  );
}

type ActionsProps = { agreements: AgreementChoice[]; agreement: string | undefined };

function Actions({ agreements, agreement }: ActionsProps) {
  const mayIssue = useCan(issueStatements);
  const chosen = agreements.find(({ id }) => id === agreement);
  const billable = chosen ? mayBillIn(chosen) : agreements.some(mayBillIn);
  return (
    <>
      {agreements.length > 0 ? (
        <ButtonLink to="/statements/arrears" search={{ agreement }} variant="default">
          <Trans>Retards par ancienneté</Trans>
        </ButtonLink>
      ) : null}
      {mayIssue && billable ? (
        <ButtonLink to="/statements/new" search={{ agreement }}>
          <Trans>Facturer une autre partie</Trans>
        </ButtonLink>
      ) : null}
    </>
  );
}

function NoAgreement() {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={IconReceipt}
      title={t`Aucun relevé pour l’instant`}
      action={
        <ButtonLink to="/pools" variant="default">
          <Trans>Voir les mutualisations</Trans>
        </ButtonLink>
      }
    >
      <Trans>
        Les relevés naissent d’un accord : le chef de file y appelle la part de chacun, ou une partie en
        facture une autre. Votre organisation n’a encore rejoint aucun accord.
      </Trans>
    </EmptyState>
  );
}

function Body({ search, choices }: { search: StatementSearch; choices: AgreementChoice[] }) {
  const { t } = useLingui();
  const change = useChangeAddress();
  const chosen = choices.find(({ id }) => id === search.agreement);
  const view = search.view ?? "ours";
  return (
    <>
      <Group mb="lg">
        <Select
          label={t`Accord`}
          placeholder={t`Tous`}
          clearable
          searchable
          clearButtonProps={{ "aria-label": t`Montrer tous les accords` }}
          nothingFoundMessage={t`Aucun de vos accords ne porte ce nom.`}
          data={choices.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen?.id ?? null}
          onChange={(agreement) => change({ agreement: agreement ?? undefined, organisation: undefined })}
          flex="1 1 16rem"
          maw="28rem"
        />
      </Group>
      <Tabs
        value={view}
        onChange={(next) => change({ view: next === "all" ? "all" : undefined })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="ours">
            <Trans>À payer et à recevoir</Trans>
          </Tabs.Tab>
          <Tabs.Tab value="all">
            {chosen && leads(chosen) ? <Trans>Tous ceux de l’accord</Trans> : <Trans>Tous les relevés</Trans>}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={view}>
          {view === "all" ? (
            <AllStatements search={search} agreement={chosen} />
          ) : (
            <>
              <OurSide agreement={chosen} />
              <KeptForOthers agreements={(chosen ? [chosen] : choices).filter(leads)} />
            </>
          )}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
