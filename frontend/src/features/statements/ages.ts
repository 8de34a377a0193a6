import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Arrears } from "@/features/statements/words";

/** Since how long something is overdue, the youngest first. */
export const ages = ["days_0_30", "days_31_60", "days_61_90", "days_over_90"] as const;
export type AgeName = (typeof ages)[number];

export const ageWords: Record<AgeName, MessageDescriptor> = {
  days_0_30: msg`30 jours au plus`,
  days_31_60: msg`31 à 60 jours`,
  days_61_90: msg`61 à 90 jours`,
  days_over_90: msg`Plus de 90 jours`,
};

type Bar = { age: AgeName; from: number; width: number };

/** The parts of a bar, in hundredths of the largest one. */
export function barOf(line: Arrears["total"], largest: number): Bar[] {
  const bars: Bar[] = [];
  let from = 0;
  for (const age of ages) {
    const width = (100 * line[`${age}_cents`]) / largest;
    if (width > 0) bars.push({ age, from, width });
    from += width;
  }
  return bars;
}
