import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Opinion } from "@/features/allocations/words";
import type { Tone } from "@/ui/status-badge";

type Conclusion = NonNullable<Opinion["conclusion"]>;
type Finding = Opinion["findings"][number];

export const conclusionWords: Record<Conclusion, { name: MessageDescriptor; tone: Tone }> = {
  favourable: { name: msg`Favorable`, tone: "positive" },
  reserved: { name: msg`Favorable avec réserves`, tone: "attention" },
  unfavourable: { name: msg`Défavorable`, tone: "negative" },
  incomplete: { name: msg`Il manque une réponse`, tone: "info" },
};

/** What a question comes to. Told to who may read it only. */
export const levelWords: Record<NonNullable<Finding["level"]>, { name: MessageDescriptor; tone: Tone }> = {
  met: { name: msg`Rempli`, tone: "positive" },
  in_part: { name: msg`Rempli, une part est taxée`, tone: "attention" },
  open: { name: msg`Réponse attendue`, tone: "info" },
  not_met: { name: msg`Non rempli`, tone: "negative" },
};

export const findingWords: Record<
  Opinion["members"][number]["finding"],
  { name: MessageDescriptor; tone: Tone }
> = {
  within: { name: msg`Dans la limite`, tone: "positive" },
  above: { name: msg`Au-dessus de la limite`, tone: "attention" },
  unknown: { name: msg`Chiffre inconnu`, tone: "info" },
};

/** Those that keep the exemption from holding come first, then what is missing. */
const order: Opinion["members"][number]["finding"][] = ["above", "unknown", "within"];

export function flaggedFirst(members: Opinion["members"]): Opinion["members"] {
  return members.toSorted((a, b) => order.indexOf(a.finding) - order.indexOf(b.finding));
}
