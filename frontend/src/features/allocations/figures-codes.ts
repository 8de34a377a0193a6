import type { Run } from "@/features/allocations/words";

export type Key = NonNullable<Run["lines"][number]["key"]>;
export type FigureKind = "figure" | "usage";
export type FigureCode = { kind: FigureKind; code: string /** The lines shared by it. */; lines: string[] };

/** The figures that the keys of these lines name, each once, with the lines they serve. */
export function codesOf(lines: { name: string; key: Key | undefined }[]): FigureCode[] {
  const found = new Map<string, FigureCode>();
  for (const { name, key } of lines) {
    for (const { kind, code } of named(key)) {
      const place = `${kind}:${code}`;
      const known = found.get(place) ?? { kind, code, lines: [] };
      if (!known.lines.includes(name)) known.lines.push(name);
      found.set(place, known);
    }
  }
  return [...found.values()];
}

function named(key: Key | undefined): { kind: FigureKind; code: string }[] {
  return (key?.rule === "parts" ? (key.parts ?? []) : []).flatMap(({ basis, code, only }) => [
    ...(basis !== "equal" && code ? [{ kind: basis, code }] : []),
    ...(only ? [{ kind: "figure" as const, code: only.code }] : []),
  ]);
}

type Presence = {
  role: string;
  state: string;
  joined_on: string | null;
  left_on: string | null;
};

/** Whether a party shares the costs of a period. Who left in the year before its start does not. */
export function sharesIn(
  party: Presence,
  { starts_on, ends_on }: { starts_on: string; ends_on: string },
): boolean {
  const takesPart =
    party.state === "accepted" ||
    party.state === "left" ||
    (party.state === "requested" && party.left_on !== null);
  return (
    party.role !== "observer" &&
    takesPart &&
    (party.joined_on === null || party.joined_on <= ends_on) &&
    (party.left_on === null || party.left_on.slice(0, 4) >= starts_on.slice(0, 4))
  );
}
