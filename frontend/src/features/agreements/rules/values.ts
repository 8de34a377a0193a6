import {
  bpOf,
  centsOf,
  eurosOf,
  type KeyValues,
  keyOf,
  keyPlaces,
  keyValues,
  newId,
  percentOf,
  type TariffValues,
  type Typed,
  tariffOf,
  tariffPlaces,
  tariffValues,
} from "@/features/agreements/rules/key-values";
import {
  type Billable,
  billableWords,
  keysOf,
  type Quorum,
  type Quota,
  type Rulebook,
  type Rules,
  type Voting,
} from "@/features/agreements/rules/words";

/**
 * What is typed. Names are the service's, so that a refusal finds its field; shares (`_bp`) are typed in percent and
 * amounts (`_cents`) in euros; an empty number is "none". `id` tells the lines of a list apart on screen.
 */
export type QuorumValues = { numerator: Typed; denominator: Typed; basis: Quorum["basis"] };
export type CollegeValues = { id: string; name: string; weight_bp: Typed };
export type StatedValues = { organisation_id: string; votes: Typed };
export type MatterValues = Pick<Voting["matters"][number], "matter"> & {
  id: string;
  asks_majority: boolean;
  majority: Voting["majority"];
  asks_quorum: boolean;
  quorum: QuorumValues;
};
export type QuotaValues = Pick<Quota, "resource_kind" | "period"> & { id: string; maximum_hours: Typed };
/** Who awards a lot of a group purchase; the amount is only asked from a threshold. */
type PurchasingValues = { award: "lead" | "vote" | "vote_from"; vote_from_cents: Typed };

type VotingValues = Omit<
  Voting,
  | "stated_votes"
  | "cap_bp"
  | "colleges"
  | "quorum"
  | "second_call"
  | "proxy_limit"
  | "notice_days"
  | "urgent_notice_hours"
  | "matters"
> & {
  stated_votes: StatedValues[];
  cap_bp: Typed;
  colleges: CollegeValues[];
  quorum: QuorumValues;
  second_call: { allowed: boolean; quorum: QuorumValues; notice_days: Typed };
  proxy_limit: Typed;
  notice_days: Typed;
  urgent_notice_hours: Typed;
  matters: MatterValues[];
};

export type ContentValues = {
  voting: VotingValues;
  entry: Rulebook["entry"];
  exit: Omit<Rulebook["exit"], "notice_months" | "instalments" | "months_between"> & {
    notice_months: Typed;
    instalments: Typed;
    months_between: Typed;
  };
  confidentiality: Rulebook["confidentiality"];
  approvals: { threshold_cents: Typed; window_days: Typed };
  fund: Rulebook["fund"];
  allocation_keys: KeyValues[];
  joining_tariffs: TariffValues[];
  quotas: QuotaValues[];
  purchasing: PurchasingValues;
  staff_lending: { billable: Billable[] };
  other_clauses: string;
};

export type RulesValues = { content: ContentValues; note: string };

const noQuorum: QuorumValues = { numerator: 0, denominator: 1, basis: "members" };

export const newCollege = (): CollegeValues => ({ id: newId(), name: "", weight_bp: "" });
export const newMatter = (matter: MatterValues["matter"]): MatterValues => ({
  id: newId(),
  matter,
  asks_majority: true,
  majority: { level: "two_thirds", base: "cast" },
  asks_quorum: false,
  quorum: { ...noQuorum },
});
export const newQuota = (): QuotaValues => ({
  id: newId(),
  resource_kind: "vehicle",
  maximum_hours: 20,
  period: "month",
});

/** The form as it opens on these rules: those in force, or a proposal. */
export function valuesOf(content: Rules["content"], note: string): RulesValues {
  const { voting, exit, approvals, ...book } = content as Rulebook;
  return {
    note,
    content: {
      ...book,
      voting: {
        ...voting,
        cap_bp: voting.cap_bp === null ? "" : percentOf(voting.cap_bp),
        colleges: voting.colleges.map(({ name, weight_bp }) => ({
          id: newId(),
          name,
          weight_bp: percentOf(weight_bp),
        })),
        matters: voting.matters.map(({ matter, majority, quorum }) => ({
          id: newId(),
          matter,
          asks_majority: majority !== null,
          majority: majority ?? voting.majority,
          asks_quorum: quorum !== null,
          quorum: quorum ?? voting.quorum,
        })),
      },
      exit,
      approvals: { ...approvals, threshold_cents: eurosOf(approvals.threshold_cents) },
      allocation_keys: book.allocation_keys.map(keyValues),
      joining_tariffs: book.joining_tariffs.map(tariffValues),
      quotas: book.quotas.map((quota) => ({ ...quota, id: newId() })),
      purchasing: purchasingValues(book.purchasing),
      other_clauses: book.other_clauses ?? "",
    },
  };
}

const purchasingValues = ({ vote_from_cents: from }: Rulebook["purchasing"]): PurchasingValues => ({
  award: from === null ? "lead" : from === 0 ? "vote" : "vote_from",
  vote_from_cents: from === null || from === 0 ? "" : eurosOf(from),
});

const purchasingOf = ({ award, vote_from_cents: from }: PurchasingValues): Rulebook["purchasing"] => ({
  vote_from_cents: award === "lead" ? null : award === "vote" ? 0 : centsOf(from),
});

const quorumOf = ({ numerator, denominator, basis }: QuorumValues): Quorum => ({
  numerator: Number(numerator),
  denominator: Number(denominator),
  basis,
});

const statedOf = (stated: StatedValues[]) =>
  stated
    .filter(({ votes }) => votes !== "")
    .map(({ organisation_id, votes }) => ({ organisation_id, votes: Number(votes) }));

/** The rules as the service takes them. What a choice hides says nothing: votes stated while each has one, for example. */
export function contentOf({ voting, exit, approvals, ...book }: ContentValues): Rulebook {
  return {
    ...book,
    voting: {
      ...voting,
      stated_votes: voting.weighting === "stated" ? statedOf(voting.stated_votes) : [],
      cap_bp: voting.weighting === "equal" || voting.cap_bp === "" ? null : bpOf(voting.cap_bp),
      colleges: voting.colleges.map(({ name, weight_bp }) => ({ name, weight_bp: bpOf(weight_bp) })),
      quorum: quorumOf(voting.quorum),
      second_call: {
        allowed: voting.second_call.allowed,
        quorum: quorumOf(voting.second_call.quorum),
        notice_days: Number(voting.second_call.notice_days),
      },
      proxy_limit: Number(voting.proxy_limit),
      notice_days: Number(voting.notice_days),
      urgent_notice_hours: Number(voting.urgent_notice_hours),
      matters: voting.matters.map(({ matter, asks_majority, majority, asks_quorum, quorum }) => ({
        matter,
        majority: asks_majority ? majority : null,
        quorum: asks_quorum ? quorumOf(quorum) : null,
      })),
    },
    exit: {
      ...exit,
      notice_months: Number(exit.notice_months),
      instalments: Number(exit.instalments),
      months_between: Number(exit.months_between),
    },
    approvals: {
      threshold_cents: centsOf(approvals.threshold_cents),
      window_days: Number(approvals.window_days),
    },
    allocation_keys: book.allocation_keys.map(keyOf),
    joining_tariffs: book.joining_tariffs.map(tariffOf),
    quotas: book.quotas.map(({ resource_kind, maximum_hours, period }) => ({
      resource_kind,
      maximum_hours: Number(maximum_hours),
      period,
    })),
    purchasing: purchasingOf(book.purchasing),
    // In the order they are always written: ticking one again changes nothing.
    staff_lending: {
      billable: keysOf(billableWords).filter((line) => book.staff_lending.billable.includes(line)),
    },
    other_clauses: book.other_clauses.trim() || null,
  };
}

/** Fractions a director picks by name; the others are typed. */
export const namedShares = ["0/1", "1/4", "1/3", "1/2", "2/3", "3/4", "1/1"] as const;
export type NamedShare = (typeof namedShares)[number];

/** `1/2` for eight fifteenths is nothing: only what is the same fraction has the name. */
export function shareOf({ numerator, denominator }: QuorumValues): NamedShare | "other" {
  const [up, down] = [Number(numerator), Number(denominator)];
  if (up === 0) return "0/1";
  const same = namedShares.find((one) => {
    const [a = 0, b = 1] = one.split("/").map(Number);
    return a * down === b * up;
  });
  return same ?? "other";
}

/** What the shares of a list still lack to make a hundred, or how much they exceed it; in percent. */
export function missingShare(shares: { weight_bp: Typed }[]): number {
  return (10_000 - shares.reduce((sum, { weight_bp }) => sum + bpOf(weight_bp), 0)) / 100;
}

/** The places left empty that must be filled, as paths of the form. */
export function emptyPlaces({ content, note }: RulesValues): string[] {
  const { voting, exit, approvals, purchasing } = content;
  const second = voting.second_call.allowed ? voting.second_call : null;
  const places: [path: string, value: Typed][] = [
    ...quorumPlaces("voting.quorum", voting.quorum),
    ["voting.proxy_limit", voting.proxy_limit],
    ["voting.notice_days", voting.notice_days],
    ["voting.urgent_notice_hours", voting.urgent_notice_hours],
    ...(second ? quorumPlaces("voting.second_call.quorum", second.quorum) : []),
    ["voting.second_call.notice_days", second?.notice_days ?? 0],
    ...voting.colleges.flatMap(({ name, weight_bp }, index): [string, Typed][] => [
      [`voting.colleges.${index}.name`, name.trim()],
      [`voting.colleges.${index}.weight_bp`, weight_bp],
    ]),
    ...voting.matters.flatMap(({ asks_quorum, quorum }, index) =>
      asks_quorum ? quorumPlaces(`voting.matters.${index}.quorum`, quorum) : [],
    ),
    ["exit.notice_months", exit.notice_months],
    ["exit.instalments", exit.instalments],
    ["exit.months_between", exit.months_between],
    ["approvals.threshold_cents", approvals.threshold_cents],
    ["approvals.window_days", approvals.window_days],
    ...content.allocation_keys.flatMap(keyPlaces),
    ...content.joining_tariffs.flatMap(tariffPlaces),
    ...content.quotas.map(({ maximum_hours }, index): [string, Typed] => [
      `quotas.${index}.maximum_hours`,
      maximum_hours,
    ]),
    ["purchasing.vote_from_cents", purchasing.award === "vote_from" ? purchasing.vote_from_cents : 0],
    ["note", note.trim()],
  ];
  return places
    .filter(([, value]) => value === "")
    .map(([path]) => (path === "note" ? path : `content.${path}`));
}

const quorumPlaces = (path: string, { numerator, denominator }: QuorumValues): [string, Typed][] => [
  [`${path}.numerator`, numerator],
  [`${path}.denominator`, denominator],
];
