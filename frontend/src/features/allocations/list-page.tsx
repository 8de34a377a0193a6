import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Stack } from "@mantine/core";
import { IconChartPie } from "@tabler/icons-react";
import { useCan } from "@/app/session";
import { AgreementRuns } from "@/features/allocations/list-agreement";
import { type AgreementLine, isLed, useAgreements } from "@/features/allocations/list-agreements";
import { PrepareButton } from "@/features/allocations/list-links";
import type { ListSearch } from "@/features/allocations/list-search";
import { prepareRuns } from "@/features/allocations/words";
import { useChangeAddress } from "@/ui/address";
import { ButtonLink } from "@/ui/links";
import { Page } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";

/** What each agreement shares now, one's own share and what it saves; what waits for somebody. */
export function AllocationsPage({ search: { agreement } }: { search: ListSearch }) {
  const { t } = useLingui();
  const agreements = useAgreements();
  const mayPrepare = useCan(prepareRuns);
  const leads = agreements.data?.some((one) => isLed(one) && one.state !== "ended") ?? false;
  return (
    <Page
      title={t`Partage des coûts`}
      lead={t`Ce que chaque accord partage, votre part et pourquoi, et ce que vous y gagnez.`}
      actions={leads && mayPrepare ? <PrepareButton agreement={agreement} /> : null}
    >
      <Loaded query={agreements} lines={6}>
        {(all) => <Agreements all={all} asked={agreement} />}
      </Loaded>
    </Page>
  );
}

function Agreements({ all, asked }: { all: AgreementLine[]; asked: string | undefined }) {
  const change = useChangeAddress();
  const shown = asked ? all.filter(({ id }) => id === asked) : all;
  if (all.length === 0) return <NoAgreement />;
  if (shown.length === 0) return <NotOurs seeAll={() => change({ agreement: undefined })} />;
  return (
    <Stack gap={0}>
      {shown.map((one) => (
        <AgreementRuns key={one.id} agreement={one} />
      ))}
      {asked && all.length > 1 ? (
        <div>
          <Button variant="default" onClick={() => change({ agreement: undefined })}>
            <Trans>Voir tous nos accords</Trans>
          </Button>
        </div>
      ) : null}
    </Stack>
  );
}

function NoAgreement() {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={IconChartPie}
      title={t`Aucun coût à partager pour l’instant`}
      action={
        <ButtonLink to="/pools" variant="default">
          <Trans>Voir les mutualisations</Trans>
        </ButtonLink>
      }
    >
      <Trans>
        Les coûts se partagent dans un accord : une mutualisation ou un partenariat. Créez-en un, ou répondez
        à une invitation ; son chef de file y prépare ensuite le budget à partager.
      </Trans>
    </EmptyState>
  );
}

function NotOurs({ seeAll }: { seeAll: () => void }) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={IconChartPie}
      title={t`Les coûts de cet accord se lisent une fois membre`}
      action={
        <Button variant="default" onClick={seeAll}>
          <Trans>Voir tous nos accords</Trans>
        </Button>
      }
    >
      <Trans>Votre organisation n’a pas rejoint cet accord. Répondez d’abord à l’invitation.</Trans>
    </EmptyState>
  );
}
