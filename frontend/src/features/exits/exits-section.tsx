import { Trans, useLingui } from "@lingui/react/macro";
import { Stack } from "@mantine/core";
import { IconDoorExit } from "@tabler/icons-react";
import { useApiInfinite } from "@/api/hooks";
import type { Agreement } from "@/features/exits/agreement";
import { ExitCard } from "@/features/exits/exit-card";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";

/** Who announced its exit, who left, whose accounts are closed; besides one’s own when it is told above. */
export function ExitsSection({ agreement, besides }: { agreement: Agreement; besides?: "mine" }) {
  const { t } = useLingui();
  const exits = useApiInfinite("/v1/exits", { query: { agreement_id: agreement.id } });
  return (
    <Section title={t`Les départs de cet accord`}>
      <Loaded query={exits} lines={2}>
        {(all) => {
          const told = besides ? all.filter(({ mine }) => !mine) : all;
          return told.length === 0 ? (
            <Nobody alone={all.length > 0} />
          ) : (
            <Stack gap="md">
              {told.map((exit) => (
                <ExitCard key={exit.party_id} exit={exit} agreement={agreement} />
              ))}
            </Stack>
          );
        }}
      </Loaded>
      <LoadMore query={exits} />
    </Section>
  );
}

function Nobody({ alone }: { alone: boolean }) {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconDoorExit} title={alone ? t`Personne d’autre ne part` : t`Personne ne part`}>
      <Trans>
        Un départ annoncé s’affiche ici avec sa date. Le lendemain du dernier jour, le chef de file le solde :
        ce qui revient à l’organisation, et quand.
      </Trans>
    </EmptyState>
  );
}
