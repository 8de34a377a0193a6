import { Trans, useLingui } from "@lingui/react/macro";
import { Stack, Text } from "@mantine/core";
import { useApiQuery } from "@/api/hooks";
import { ClauseCards, Warnings } from "@/features/agreements/rules/clauses";
import type { Rules } from "@/features/agreements/rules/words";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";

/** In a draft: what will be adopted with the agreement, or what the legal form says if nothing is written. */
export function FoundingSection({ rules: { agreement_id, founding, may_propose } }: { rules: Rules }) {
  const { t } = useLingui();
  return (
    <Section title={t`Règles fondatrices`}>
      <Stack gap="md">
        <Text>
          {founding ? (
            <Trans>
              {founding.proposed_by_name} les propose avec l’accord. Elles seront adoptées quand il sera mis
              en vigueur : accepter l’accord, c’est accepter ces règles.
            </Trans>
          ) : may_propose ? (
            <Trans>
              Rien n’est encore écrit : si l’accord est mis en vigueur ainsi, les règles par défaut de la
              forme juridique, ci-dessous, s’appliqueront. Écrivez les vôtres avant que les parties
              n’acceptent.
            </Trans>
          ) : (
            <Trans>
              Rien n’est encore écrit : si l’accord est mis en vigueur ainsi, les règles par défaut de la
              forme juridique, ci-dessous, s’appliqueront.
            </Trans>
          )}
        </Text>
        {founding ? (
          <>
            <Text style={{ whiteSpace: "pre-line" }}>{founding.note}</Text>
            <FoundingText agreementId={agreement_id} rulesId={founding.id} />
          </>
        ) : null}
      </Stack>
    </Section>
  );
}

function FoundingText({ agreementId, rulesId }: { agreementId: string; rulesId: string }) {
  const version = useApiQuery("/v1/agreements/{agreement_id}/rules/versions/{rules_id}", {
    path: { agreement_id: agreementId, rules_id: rulesId },
  });
  return (
    <Loaded query={version}>
      {({ clauses, warnings }) => (
        <>
          <Warnings warnings={warnings} />
          <ClauseCards clauses={clauses} />
        </>
      )}
    </Loaded>
  );
}
