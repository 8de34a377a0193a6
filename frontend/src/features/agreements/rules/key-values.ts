import {
  decimalsOf,
  type KeyBasis,
  type KeyRule,
  type LimitKind,
  type Rulebook,
} from "@/features/agreements/rules/words";

/** A number field: what is typed, empty included. */
export type Typed = number | string;

type Key = Rulebook["allocation_keys"][number];
type Part = Key["parts"][number];
type Limit = Key["limits"][number];
type Tariff = Rulebook["joining_tariffs"][number];

/** Whom a part is for; `asked` is off for everybody. Bounds are typed in the unit of the figure. */
export type FilterValues = { asked: boolean; code: string; at_least: Typed; at_most: Typed };
export type PartValues = { id: string; basis: KeyBasis; code: string; weight_bp: Typed; only: FilterValues };
/** `bound` says which of the two is meant. No organisation: all of them. */
export type LimitValues = {
  id: string;
  kind: LimitKind;
  bound: "cents" | "share_bp";
  cents: Typed;
  share_bp: Typed;
  organisation_ids: string[];
};
export type KeyValues = {
  id: string;
  name: string;
  rule: KeyRule;
  parts: PartValues[];
  excluded: string[];
  limits: LimitValues[];
};
export type TariffValues = {
  id: string;
  name: string;
  fixed_cents: Typed;
  per_unit_cents: Typed;
  code: string;
};

let lines = 0;
/** A name for a new line of a list. */
export const newId = () => `line-${++lines}`;

export const percentOf = (bp: number) => bp / 100;
export const bpOf = (percent: Typed) => Math.round(Number(percent) * 100);
export const eurosOf = (cents: number) => cents / 100;
export const centsOf = (euros: Typed) => Math.round(Number(euros) * 100);

const noFilter: FilterValues = { asked: false, code: "beds", at_least: "", at_most: "" };

export const newPart = (weight_bp: Typed): PartValues => ({
  id: newId(),
  basis: "equal",
  code: "",
  weight_bp,
  only: { ...noFilter },
});
export const newKey = (): KeyValues => ({
  id: newId(),
  name: "",
  rule: "parts",
  parts: [newPart(100)],
  excluded: [],
  limits: [],
});
export const newLimit = (kind: LimitKind): LimitValues => ({
  id: newId(),
  kind,
  bound: "cents",
  cents: "",
  share_bp: "",
  organisation_ids: [],
});
export const newTariff = (): TariffValues => ({
  id: newId(),
  name: "",
  fixed_cents: "",
  per_unit_cents: "",
  code: "",
});

/** The key with another rule: by parts, it has at least one. */
export function withRule(key: KeyValues, rule: KeyRule): KeyValues {
  const bare = rule === "parts" && key.parts.length === 0;
  return { ...key, rule, parts: bare ? [newPart(100)] : key.parts };
}

export const keyValues = ({ name, rule, parts, excluded, limits }: Key): KeyValues => ({
  id: newId(),
  name,
  rule,
  parts: parts.map(partValues),
  excluded: [...excluded],
  limits: limits.map(limitValues),
});

const partValues = ({ basis, code, weight_bp, only }: Part): PartValues => ({
  id: newId(),
  basis,
  code: code ?? "",
  weight_bp: percentOf(weight_bp),
  only: only
    ? {
        asked: true,
        code: only.code,
        at_least: inUnits(only.code, only.at_least),
        at_most: inUnits(only.code, only.at_most),
      }
    : { ...noFilter },
});

const limitValues = ({ kind, cents, share_bp, organisation_ids }: Limit): LimitValues => ({
  id: newId(),
  kind,
  bound: cents === null ? "share_bp" : "cents",
  cents: cents === null ? "" : eurosOf(cents),
  share_bp: share_bp === null ? "" : percentOf(share_bp),
  organisation_ids: [...organisation_ids],
});

export const tariffValues = ({ name, fixed_cents, per_unit_cents, code }: Tariff): TariffValues => ({
  id: newId(),
  name,
  fixed_cents: eurosOf(fixed_cents),
  per_unit_cents: code === null ? "" : eurosOf(per_unit_cents),
  code: code ?? "",
});

/** The key as the service takes it. A fair rule has no parts, whatever was typed before it was chosen. */
export const keyOf = ({ name, rule, parts, excluded, limits }: KeyValues): Key => ({
  name,
  rule,
  parts: rule === "parts" ? parts.map(partOf) : [],
  excluded,
  limits: limits.map(limitOf),
});

const partOf = ({ basis, code, weight_bp, only }: PartValues): Part => ({
  basis,
  code: basis === "equal" ? null : code || null,
  weight_bp: bpOf(weight_bp),
  only: only.asked
    ? {
        code: only.code,
        at_least: inSmallest(only.code, only.at_least),
        at_most: inSmallest(only.code, only.at_most),
      }
    : null,
});

const limitOf = ({ kind, bound, cents, share_bp, organisation_ids }: LimitValues): Limit => ({
  kind,
  cents: bound === "cents" && cents !== "" ? centsOf(cents) : null,
  share_bp: bound === "share_bp" && share_bp !== "" ? bpOf(share_bp) : null,
  organisation_ids,
});

export const tariffOf = ({ name, fixed_cents, per_unit_cents, code }: TariffValues): Tariff => ({
  name,
  fixed_cents: centsOf(fixed_cents),
  per_unit_cents: code ? centsOf(per_unit_cents) : 0,
  code: code || null,
});

const inUnits = (code: string, value: number | null): Typed =>
  value === null ? "" : value / 10 ** decimalsOf(code);

const inSmallest = (code: string, typed: Typed): number | null =>
  typed === "" ? null : Math.round(Number(typed) * 10 ** decimalsOf(code));

/** Places that must be filled, with what they hold, as paths of the rulebook. */
export function keyPlaces(key: KeyValues, index: number): [path: string, value: Typed][] {
  const path = `allocation_keys.${index}`;
  return [
    [`${path}.name`, key.name.trim()],
    ...(key.rule === "parts" ? key.parts : []).flatMap((part, place) =>
      partPlaces(`${path}.parts.${place}`, part),
    ),
    ...key.limits.map(({ bound, ...limit }, place): [string, Typed] => [
      `${path}.limits.${place}.${bound}`,
      limit[bound],
    ]),
  ];
}

const partPlaces = (path: string, { weight_bp, only }: PartValues): [string, Typed][] => [
  [`${path}.weight_bp`, weight_bp],
  // One bound is enough.
  ...(only.asked && only.at_most === ""
    ? [[`${path}.only.at_least`, only.at_least] satisfies [string, Typed]]
    : []),
];

export const tariffPlaces = (tariff: TariffValues, index: number): [path: string, value: Typed][] => [
  [`joining_tariffs.${index}.name`, tariff.name.trim()],
  ...(tariff.code
    ? [[`joining_tariffs.${index}.per_unit_cents`, tariff.per_unit_cents] satisfies [string, Typed]]
    : [[`joining_tariffs.${index}.fixed_cents`, tariff.fixed_cents] satisfies [string, Typed]]),
];
