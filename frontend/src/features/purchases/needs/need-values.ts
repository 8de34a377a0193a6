import type { CallOf } from "@/api/client";
import type { Answer } from "@/features/purchases/needs/words";
import { eurosOf, unitPriceOf } from "@/features/purchases/values";

/** An empty number is a field left empty. */
type Typed = number | "";

/** A line as one types it; names are the service's, so that a refusal finds its field. Prices are typed in euros. */
export type LineValues = {
  item_id: string;
  volume: Typed;
  reference_price: Typed;
  reference_source: string;
  reference_on: string;
  evidence_id: string | null;
};
export type NeedsValues = { nothing: boolean; lines: LineValues[] };
type Line = Pick<
  Answer["lines"][number],
  "item_id" | "volume" | "reference_price" | "reference_source" | "reference_on" | "evidence_id"
>;
type Body = CallOf<"put", "/v1/purchases/{round_id}/needs/mine">["body"];

/** What is wrong in a field: its words are the form's. */
export type Fault = "volume_missing" | "incomplete" | "to_come" | "no_price";
type FaultOf = { path: string; fault: Fault };

export function valuesOf(lines: Line[], answered: boolean): NeedsValues {
  return {
    nothing: answered && lines.every(({ volume }) => !volume),
    lines: lines.map((line) => ({
      item_id: line.item_id,
      volume: line.volume ?? "",
      reference_price: eurosOf(line.reference_price),
      reference_source: line.reference_source ?? "",
      reference_on: line.reference_on ?? "",
      evidence_id: line.evidence_id,
    })),
  };
}

/** Every line is sent, in its place, so that what is refused is said beside it; a line without a volume says 0 and no more. */
export function bodyOf({ nothing, lines }: NeedsValues): Body {
  if (nothing) return { lines: [], nothing_needed: true };
  return { lines: lines.map(lineOf), nothing_needed: false };
}

function lineOf({ item_id, volume, ...line }: LineValues): Body["lines"][number] {
  if (!volume) return { item_id, volume: 0 };
  const price = unitPriceOf(line.reference_price);
  return {
    item_id,
    volume,
    reference_price: price,
    reference_source: line.reference_source.trim() || null,
    reference_on: line.reference_on || null,
    evidence_id: price === null ? null : line.evidence_id,
  };
}

/** A volume at least, and of each price its source and its day, none of them to come. */
export function faultsOf({ nothing, lines }: NeedsValues, today: string): FaultOf[] {
  return nothing ? [] : lines.flatMap((line, place) => faultsOfLine(line, `lines.${place}`, today));
}

function faultsOfLine(line: LineValues, path: string, today: string): FaultOf[] {
  const { volume, reference_price: price, reference_on: on, evidence_id: evidence } = line;
  const source = line.reference_source.trim();
  const isStarted = price !== "" || source !== "" || on !== "";
  if (!isStarted) {
    return evidence === null ? [] : [{ path: `${path}.reference_price`, fault: "no_price" }];
  }
  if (!volume) return [{ path: `${path}.volume`, fault: "volume_missing" }];
  const empty = [
    ...(unitPriceOf(price) ? [] : ["reference_price"]),
    ...(source ? [] : ["reference_source"]),
    ...(on ? [] : ["reference_on"]),
  ];
  return [
    ...empty.map((name): FaultOf => ({ path: `${path}.${name}`, fault: "incomplete" })),
    ...(on > today ? [{ path: `${path}.reference_on`, fault: "to_come" as const }] : []),
  ];
}

export const isEmpty = ({ nothing, lines }: NeedsValues): boolean =>
  !nothing && lines.every(({ volume }) => !volume);

/** What is paid today for one line, in cents; null without a volume or a price. */
export function paidToday({ volume, reference_price: euros }: LineValues): number | null {
  const price = unitPriceOf(euros);
  return volume && price ? costOf(volume, price) : null;
}

/** Units at a price of ten-thousandths of a euro, in cents, halves up. */
export const costOf = (volume: number, unitPrice: number): number =>
  Math.floor((volume * unitPrice) / 100 + 0.5);

/** Together; null while no line has both. */
export function allPaidToday(lines: LineValues[]): number | null {
  const known = lines.map(paidToday).filter((cents) => cents !== null);
  return known.length === 0 ? null : known.reduce((sum, cents) => sum + cents, 0);
}

/** The nearest line above that has both, to take its source and day again. */
export function sourceAbove(lines: LineValues[], place: number): LineValues | undefined {
  return lines
    .slice(0, place)
    .findLast(({ reference_source: source, reference_on: on }) => source.trim() !== "" && on !== "");
}
