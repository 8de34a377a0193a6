import { createFileRoute } from "@tanstack/react-router";
import { BenefitPage } from "@/features/networks/benefit-page";
import { isDay } from "@/features/networks/days";
import { type Shown, shownKinds } from "@/features/networks/search";

type Search = { on?: string | undefined; shown?: Shown | undefined; through?: string | undefined };

export const Route = createFileRoute("/_signed-in/networks/$networkId/benefits/$benefitId")({
  validateSearch: ({ on, shown, through }): Search => ({
    ...(isDay(on) ? { on } : {}),
    ...(shownKinds.includes(shown as Shown) ? { shown: shown as Shown } : {}),
    ...(typeof through === "string" ? { through } : {}),
  }),
  component: OneBenefit,
});

function OneBenefit() {
  const { networkId, benefitId } = Route.useParams();
  return <BenefitPage {...Route.useSearch()} networkId={networkId} benefitId={benefitId} />;
}
