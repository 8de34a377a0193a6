import { describe, expect, it } from "vitest";
import { ApiProblem, type ProblemCode } from "@/api/problem";
import { filesIn, lackingIn, stoppedBy } from "@/features/treasury/refused";

const chosen = [
  { id: "s1", organisation_id: "tilleuls" },
  { id: "s2", organisation_id: "parc" },
  { id: "t1", organisation_id: null },
];

function refused(code: ProblemCode, context: Record<string, unknown>) {
  return new ApiProblem({ status: 409, code, title: "", detail: "", context });
}

describe("what stops a file", () => {
  it("is what goes to whoever lacks an account or a mandate", () => {
    const error = refused("payment_details_missing", {
      lacking: [{ organisation_id: "parc", name: "Le Parc", lacks: ["account"] }],
    });
    expect(lackingIn(error)).toHaveLength(1);
    expect(stoppedBy(error, chosen, "me").map(({ id }) => id)).toEqual(["s2"]);
  });

  it("cannot be taken out when one lacks something oneself", () => {
    const lacking = [
      { organisation_id: "me", name: "Nous", lacks: ["city"] },
      { organisation_id: "parc", name: "Le Parc", lacks: ["account"] },
    ];
    expect(stoppedBy(refused("payment_details_missing", { lacking }), chosen, "me")).toEqual([]);
  });

  it("is what is being netted, paid, or not payable", () => {
    const items = [{ statement_id: "s1", transfer_id: null }];
    expect(stoppedBy(refused("being_netted", { items }), chosen, "me").map(({ id }) => id)).toEqual(["s1"]);
    const unknown = { statement_ids: [], transfer_ids: ["t1"] };
    expect(stoppedBy(refused("not_payable", unknown), chosen, "me").map(({ id }) => id)).toEqual(["t1"]);
  });

  it("is nothing in particular for another refusal", () => {
    expect(stoppedBy(refused("bad_execution_date", {}), chosen, "me")).toEqual([]);
    expect(lackingIn(new Error())).toEqual([]);
    expect(filesIn(refused("already_filed", { file_ids: ["f"] }))).toEqual(["f"]);
    expect(filesIn(refused("already_filed", {}))).toEqual([]);
  });
});
