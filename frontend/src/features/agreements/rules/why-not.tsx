import { Trans } from "@lingui/react/macro";
import { useCan } from "@/app/session";
import type { Rules } from "@/features/agreements/rules/words";
import { manageAgreements } from "@/features/agreements/words";

/** Why one reads these rules and may not propose others. */
export function WhyNot({ rules: { agreement_state: state } }: { rules: Rules }) {
  const mayManage = useCan(manageAgreements);
  if (state === "ended") return <Trans>Cet accord est terminé : ses règles ne changent plus.</Trans>;
  if (!mayManage) {
    return (
      <Trans>
        Votre mandat ne permet pas de proposer des règles : parlez-en à la direction de votre organisation.
      </Trans>
    );
  }
  if (state === "draft") {
    return <Trans>Tant que l’accord est un projet, son chef de file écrit les règles fondatrices.</Trans>;
  }
  return <Trans>Seules les organisations qui prennent part à l’accord proposent des règles.</Trans>;
}
