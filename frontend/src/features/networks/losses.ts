import type { Effective } from "@/features/networks/words";

export type Kept = { name: string; by: string[] };

/**
 * What an organisation loses by ending a membership, and what it keeps because it has it another way too.
 * `effective` is what it would have on the following day.
 */
export function consequencesOfLeaving(effective: Effective[], membershipId: string) {
  const given = (ways: Effective[]) =>
    new Map(ways.flatMap(({ benefits }) => benefits.map(({ benefit_id, name }) => [benefit_id, name])));
  const ended = effective.filter((way) => way.membership_id === membershipId);
  const others = effective.filter((way) => way.membership_id !== membershipId);
  const lost: string[] = [];
  const kept: Kept[] = [];
  for (const [id, name] of given(ended)) {
    const ways = others.filter(({ benefits }) => benefits.some(({ benefit_id }) => benefit_id === id));
    if (ways.length === 0) lost.push(name);
    else
      kept.push({
        name,
        by: [...new Set(ways.map(({ path, network_name }) => path[0]?.name ?? network_name))],
      });
  }
  return { lost, kept };
}
