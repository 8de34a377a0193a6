import { Trans, useLingui } from "@lingui/react/macro";
import { SimpleGrid } from "@mantine/core";
import { useApiQuery } from "@/api/hooks";
import { BackLink } from "@/features/agreements/back-link";
import { HeadSection } from "@/features/audit/head-section";
import { PartyNames } from "@/features/audit/names";
import { Records } from "@/features/audit/records";
import type { JournalSearch } from "@/features/audit/search";
import { VerifySection } from "@/features/audit/verify-section";
import type { Head } from "@/features/audit/words";
import { LoadedPage } from "@/ui/loaded-page";
import { Page } from "@/ui/page";

type JournalPageProps = { agreementId: string; search: JournalSearch };

/** The journal of an agreement: who did what, and the proof that nothing in it was rewritten. */
export function JournalPage({ agreementId, search }: JournalPageProps) {
  const { t } = useLingui();
  const head = useApiQuery("/v1/audit/heads/{agreement_id}", { path: { agreement_id: agreementId } });
  return (
    <LoadedPage query={head} title={t`Journal`} above={<BackToAgreement head={head.data} />}>
      {(read) => (
        <Page title={t`Journal`} lead={<Lead head={read} />} above={<BackToAgreement head={read} />}>
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md" mb="xl">
            <VerifySection agreementId={agreementId} />
            <HeadSection head={read} />
          </SimpleGrid>
          <PartyNames agreementId={agreementId}>
            <Records agreementId={agreementId} search={search} />
          </PartyNames>
        </Page>
      )}
    </LoadedPage>
  );
}

function Lead({ head: { agreement_name: name } }: { head: Head }) {
  return (
    <Trans>
      Tout ce qui a été fait dans « {name} », par qui et quand. Rien ne s’y corrige et rien ne s’en efface.
      D’un vote secret, il dit qui a voté, jamais quoi.
    </Trans>
  );
}

function BackToAgreement({ head }: { head: Head | undefined }) {
  if (!head) {
    return (
      <BackLink to="/pools">
        <Trans>Mutualisations</Trans>
      </BackLink>
    );
  }
  const folder = head.agreement_kind === "partnership" ? "partnerships" : "pools";
  return <BackLink to={`/${folder}/${head.agreement_id}`}>{head.agreement_name}</BackLink>;
}
