import { describe, expect, it } from "vitest";
import { newKey, newPart, newTariff } from "@/features/agreements/rules/key-values";
import {
  contentOf,
  emptyPlaces,
  missingShare,
  newMatter,
  newQuota,
  shareOf,
  valuesOf,
} from "@/features/agreements/rules/values";
import type { Rulebook } from "@/features/agreements/rules/words";

const rules: Rulebook = {
  voting: {
    weighting: "equal",
    stated_votes: [],
    cap_bp: null,
    colleges: [
      { name: "Fondateurs", weight_bp: 6_250 },
      { name: "Usagers", weight_bp: 3_750 },
    ],
    quorum: { numerator: 8, denominator: 15, basis: "members" },
    majority: { level: "simple", base: "cast" },
    abstentions_count: false,
    tie: "rejected",
    second_call: {
      allowed: true,
      quorum: { numerator: 0, denominator: 1, basis: "members" },
      notice_days: 0,
    },
    proxy_limit: 1,
    double_majority: false,
    ballot: "named",
    federation_vote: "through_members",
    concerned_party_votes: false,
    notice_days: 15,
    urgent_notice_hours: 48,
    matters: [{ matter: "adopt_rules", quorum: null, majority: { level: "two_thirds", base: "cast" } }],
  },
  entry: { admission: "vote", liable_for_earlier_debts: false },
  exit: {
    timing: "financial_year_end",
    notice_months: 6,
    owes_current_year: true,
    repays_stake: true,
    instalments: 1,
    months_between: 1,
    late_release_to_leavers: false,
  },
  confidentiality: "aggregates",
  approvals: { threshold_cents: 100_050, window_days: 30 },
  fund: { consumption: "yearly_first" },
  allocation_keys: [
    {
      name: "Informatique",
      rule: "parts",
      parts: [
        { basis: "equal", code: null, weight_bp: 5_000, only: null },
        { basis: "figure", code: "fte", weight_bp: 5_000, only: null },
      ],
      excluded: [],
      limits: [],
    },
  ],
  joining_tariffs: [],
  quotas: [{ resource_kind: "vehicle", maximum_hours: 20, period: "month" }],
  purchasing: { vote_from_cents: 4_000_000 },
  staff_lending: { billable: ["wages", "social_charges", "expenses"] },
  other_clauses: null,
};

describe("the form of rules", () => {
  it("opens on the rules in force and, untouched, sends the same", () => {
    expect(contentOf(valuesOf(rules, "").content)).toEqual(rules);
  });

  it("is typed in euros and in percent", () => {
    const { content } = valuesOf(rules, "");
    expect(content.approvals.threshold_cents).toBe(1000.5);
    expect(content.voting.colleges.map(({ weight_bp }) => weight_bp)).toEqual([62.5, 37.5]);
  });

  it("sends what was added", () => {
    const { content } = valuesOf(rules, "");
    const sent = contentOf({
      ...content,
      quotas: [...content.quotas, newQuota()],
      voting: { ...content.voting, matters: [...content.voting.matters, newMatter("dissolve")] },
      other_clauses: "  Une réunion par trimestre. ",
    });
    expect(sent.quotas).toHaveLength(2);
    expect(sent.voting.matters[1]).toEqual({
      matter: "dissolve",
      quorum: null,
      majority: { level: "two_thirds", base: "cast" },
    });
    expect(sent.other_clauses).toBe("Une réunion par trimestre.");
  });

  it("asks for a vote on every lot of a purchase, on none, or on those of an amount", () => {
    for (const from of [null, 0, 1, 4_000_050]) {
      const { content } = valuesOf({ ...rules, purchasing: { vote_from_cents: from } }, "");
      expect(contentOf(content).purchasing).toEqual({ vote_from_cents: from });
    }
    const { content } = valuesOf(rules, "");
    expect(content.purchasing).toEqual({ award: "vote_from", vote_from_cents: 40_000 });
    expect(
      contentOf({ ...content, purchasing: { ...content.purchasing, award: "lead" } }).purchasing,
    ).toEqual({
      vote_from_cents: null,
    });
  });

  it("says nothing of what a choice hides", () => {
    const { content } = valuesOf(rules, "");
    const stated = [
      { organisation_id: "o", votes: 3 },
      { organisation_id: "p", votes: "" },
    ];
    const weighted = { ...content.voting, stated_votes: stated, cap_bp: 20 };
    expect(contentOf({ ...content, voting: weighted }).voting).toMatchObject({
      stated_votes: [],
      cap_bp: null,
    });
    expect(contentOf({ ...content, voting: { ...weighted, weighting: "stated" } }).voting).toMatchObject({
      stated_votes: [{ organisation_id: "o", votes: 3 }],
      cap_bp: 2_000,
    });
  });
});

describe("a quorum", () => {
  const basis = "members" as const;
  it("has a name when it is a usual fraction", () => {
    expect(shareOf({ numerator: 0, denominator: 7, basis })).toBe("0/1");
    expect(shareOf({ numerator: 10, denominator: 15, basis })).toBe("2/3");
    expect(shareOf({ numerator: 15, denominator: 15, basis })).toBe("1/1");
    expect(shareOf({ numerator: 8, denominator: 15, basis })).toBe("other");
  });
});

it("counts what the shares of a list lack", () => {
  expect(missingShare([{ weight_bp: 33.33 }, { weight_bp: "" }])).toBe(66.67);
  expect(missingShare([{ weight_bp: 62.5 }, { weight_bp: 37.5 }])).toBe(0);
  expect(missingShare([{ weight_bp: 110 }])).toBe(-10);
});

it("names the places left empty", () => {
  const values = valuesOf(rules, "Pourquoi");
  expect(emptyPlaces(values)).toEqual([]);
  const key = newKey();
  const { content } = values;
  expect(
    emptyPlaces({
      note: " ",
      content: {
        ...content,
        voting: { ...content.voting, proxy_limit: "" },
        allocation_keys: [{ ...key, parts: [newPart("")] }],
        joining_tariffs: [newTariff()],
        purchasing: { award: "vote_from", vote_from_cents: "" },
      },
    }),
  ).toEqual([
    "content.voting.proxy_limit",
    "content.allocation_keys.0.name",
    "content.allocation_keys.0.parts.0.weight_bp",
    "content.joining_tariffs.0.name",
    "content.joining_tariffs.0.fixed_cents",
    "content.purchasing.vote_from_cents",
    "note",
  ]);
});
