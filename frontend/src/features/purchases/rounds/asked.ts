import type { Round } from "@/features/purchases/words";

/** `held`: its box does not change, because it answered, or because it coordinates between competitors. */
export type Candidate = { id: string; name: string; held?: "answered" | "neutral" };

type Party = { organisation_id: string; organisation_name: string; mine: boolean };
type Member = { organisation_id: string; organisation_name: string; answered_at: string | null };

/** Who may be asked: the parties that take part, and those asked already, even if they left since. */
export function candidatesOf(
  { confidentiality }: Pick<Round, "confidentiality">,
  parties: Party[],
  members: Member[],
): Candidate[] {
  const answered = new Set(
    members.filter(({ answered_at: on }) => on !== null).map(({ organisation_id: id }) => id),
  );
  const present = new Set(parties.map(({ organisation_id: id }) => id));
  const gone = members.filter(({ organisation_id: id }) => !present.has(id));
  return [...parties, ...gone.map((one) => ({ ...one, mine: false }))].map(
    ({ organisation_id: id, organisation_name: name, mine }) => ({
      id,
      name,
      ...(answered.has(id)
        ? { held: "answered" as const }
        : mine && confidentiality === "coopetition"
          ? { held: "neutral" as const }
          : {}),
    }),
  );
}

/** Who is asked now, those of before in their order first: cents of rounding are given in it. */
export function askedAfter(
  members: Pick<Member, "organisation_id">[],
  candidates: Candidate[],
  chosen: string[],
): string[] {
  const kept = new Set(
    candidates
      .filter(({ id, held }) => held === "answered" || (held === undefined && chosen.includes(id)))
      .map(({ id }) => id),
  );
  const before = members.map(({ organisation_id: id }) => id).filter((id) => kept.has(id));
  const fresh = candidates.map(({ id }) => id).filter((id) => kept.has(id) && !before.includes(id));
  return [...before, ...fresh];
}
