import { AllSettlements } from "@/features/settlements/all-settlements";
import { OwedPage } from "@/features/settlements/owed-page";
import type { SettlementSearch } from "@/features/settlements/search";

/** Who owes whom in an agreement; without one, the settlements that concern us and where to look. */
export function SettlementsPage({ search: { agreement, through } }: { search: SettlementSearch }) {
  return agreement ? (
    <OwedPage key={agreement} agreementId={agreement} through={through} />
  ) : (
    <AllSettlements />
  );
}
