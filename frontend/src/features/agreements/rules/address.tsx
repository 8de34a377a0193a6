import { Trans } from "@lingui/react/macro";
import { BackLink } from "@/features/agreements/back-link";
import type { Rules } from "@/features/agreements/rules/words";

type Place = Pick<Rules, "agreement_id" | "agreement_kind">;

/** The page of the agreement whose rules these are. */
export const agreementAddress = ({ agreement_id: id, agreement_kind: kind }: Place) =>
  kind === "partnership" ? `/partnerships/${id}` : `/pools/${id}`;

export const rulesAddress = (agreementId: string) => `/agreements/${agreementId}/rules`;

/** The form that puts something of an agreement to the vote, already filled. */
export const voteAddress = (agreement: string, effect: "adopt_rules" | "admit_party", subject: string) => ({
  to: "/decisions/new" as string,
  search: { agreement, effect, subject } as never,
});

export function BackToAgreement({ rules }: { rules: Place & Pick<Rules, "agreement_name"> }) {
  return <BackLink to={agreementAddress(rules)}>{rules.agreement_name}</BackLink>;
}

export function BackToRules({ agreementId }: { agreementId: string }) {
  return (
    <BackLink to={rulesAddress(agreementId)}>
      <Trans>Règles de l’accord</Trans>
    </BackLink>
  );
}
