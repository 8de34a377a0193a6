import { expect, it } from "vitest";
import { askedAfter, candidatesOf } from "@/features/purchases/rounds/asked";

const party = (id: string, mine = false) => ({
  organisation_id: id,
  organisation_name: `Maison ${id}`,
  mine,
});
const member = (id: string, answered_at: string | null = null) => ({ ...party(id), answered_at });

it("keeps who answered, and keeps the coordinator out between competitors", () => {
  const candidates = candidatesOf(
    { confidentiality: "coopetition" },
    [party("lead", true), party("b"), party("c")],
    [member("c", "2027-01-03T10:00:00Z"), member("gone")],
  );
  expect(candidates.map(({ id, held }) => [id, held])).toEqual([
    ["lead", "neutral"],
    ["b", undefined],
    ["c", "answered"],
    ["gone", undefined],
  ]);
  expect(askedAfter([member("c"), member("gone")], candidates, ["lead", "b"])).toEqual(["c", "b"]);
});

it("lets the coordinator buy where lines are open, those of before first and in their order", () => {
  const candidates = candidatesOf(
    { confidentiality: "open" },
    [party("lead", true), party("b")],
    [member("b")],
  );
  expect(askedAfter([member("b")], candidates, ["lead", "b"])).toEqual(["b", "lead"]);
});
