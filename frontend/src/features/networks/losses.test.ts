import { expect, it } from "vitest";
import { consequencesOfLeaving } from "@/features/networks/losses";
import type { Effective } from "@/features/networks/words";

const purchasing = { benefit_id: "purchasing", name: "Achats groupés" };
const watch = { benefit_id: "watch", name: "Veille juridique" };

function way(membershipId: string, path: string[], benefits: object[]): Effective {
  return {
    membership_id: membershipId,
    network_name: path.at(-1),
    path: path.map((name) => ({ network_id: name, name })),
    benefits,
  } as Effective;
}

const byIddj = [way("iddj", ["IDDJ"], [watch]), way("iddj", ["IDDJ", "Réseau APOGÉES"], [purchasing])];

it("takes away what came by the membership only, be it through another network", () => {
  expect(consequencesOfLeaving(byIddj, "iddj")).toEqual({
    lost: ["Veille juridique", "Achats groupés"],
    kept: [],
  });
});

it("keeps what one has by a membership of one’s own too", () => {
  const ways = [...byIddj, way("own", ["Réseau APOGÉES"], [purchasing])];
  expect(consequencesOfLeaving(ways, "iddj")).toEqual({
    lost: ["Veille juridique"],
    kept: [{ name: "Achats groupés", by: ["Réseau APOGÉES"] }],
  });
});
