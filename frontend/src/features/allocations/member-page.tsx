import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useApiQuery } from "@/api/hooks";
import { Hero } from "@/features/allocations/member-hero";
import { You } from "@/features/allocations/member-link";
import { FiguresSection } from "@/features/allocations/page-figures";
import { BackToRun, Elsewhere } from "@/features/allocations/page-links";
import { ShareLines } from "@/features/allocations/slices";
import type { Explanation, Run } from "@/features/allocations/words";
import { LoadedPage } from "@/ui/loaded-page";
import { Page, Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { DateRange } from "@/ui/values";

type MemberPageProps = { allocationId: string; organisationId: string };

/** Why one organisation pays what it pays. */
export function MemberPage({ allocationId, organisationId }: MemberPageProps) {
  const { t } = useLingui();
  const told = useApiQuery("/v1/allocations/{allocation_id}/shares/{organisation_id}", {
    path: { allocation_id: allocationId, organisation_id: organisationId },
  });
  return (
    <LoadedPage
      query={told}
      title={t`La part d’une organisation`}
      above={<BackToRun allocationId={allocationId} title={undefined} />}
    >
      {(read) => <Shown told={read} />}
    </LoadedPage>
  );
}

function Shown({ told }: { told: Explanation }) {
  const { t } = useLingui();
  const run = useApiQuery("/v1/allocations/{allocation_id}", { path: { allocation_id: told.allocation_id } });
  return (
    <Page
      title={told.organisation_name}
      badge={told.is_mine ? <You /> : null}
      above={<BackToRun allocationId={told.allocation_id} title={told.title} />}
      lead={
        <Text inherit>
          <Trans>
            Sa part dans « {told.title} », <DateRange from={told.starts_on} to={told.ends_on} />
          </Trans>
        </Text>
      }
    >
      <Hero told={told} />
      <Loaded query={run} lines={6}>
        {(read) => (
          <>
            <Section title={told.is_mine ? t`D’où vient votre part` : t`D’où vient cette part`}>
              <ShareLines told={told} run={read} />
            </Section>
            <FiguresSection run={ofOne(read, told)} mine={told.organisation_id} />
          </>
        )}
      </Loaded>
      <Elsewhere to={`/organisations/${told.organisation_id}`}>
        <Trans>La fiche de {told.organisation_name}</Trans>
      </Elsewhere>
    </Page>
  );
}

/** The run with the figures of one organisation only. */
const ofOne = (run: Run, { organisation_id: one }: Explanation): Run => ({
  ...run,
  bases: run.bases.filter(({ organisation_id: id }) => id === one),
});
