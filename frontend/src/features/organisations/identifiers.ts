import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Organisation } from "@/features/organisations/words";

type Kind = "siren" | "siret" | "rna" | "finess" | "nda" | "naf" | "legal_category";

/** Lengths of the groups in which each number is read aloud; the others are read as they are. */
const groups: Partial<Record<Kind, number[]>> = {
  siren: [3, 3, 3],
  siret: [3, 3, 3, 5],
  finess: [2, 7],
  nda: [2, 2, 5, 2],
};

/** "990000010" to "990 000 010": the spaces do not break. */
export function formatIdentifier(kind: Kind, number: string): string {
  const sizes = groups[kind];
  if (!sizes || sizes.reduce((sum, size) => sum + size, 0) !== number.length) return number;
  let start = 0;
  return sizes
    .map((size) => {
      start += size;
      return number.slice(start - size, start);
    })
    .join("\u00a0");
}

export const identifierWords: {
  kind: Exclude<Kind, "siret">;
  name: MessageDescriptor;
  meaning: MessageDescriptor;
}[] = [
  {
    kind: "siren",
    name: msg`SIREN`,
    meaning: msg`Identifie la personne morale au répertoire Sirene de l’Insee : 9 chiffres.`,
  },
  {
    kind: "rna",
    name: msg`RNA`,
    meaning: msg`Identifie l’association au répertoire national des associations : W suivi de 9 chiffres.`,
  },
  {
    kind: "finess",
    name: msg`FINESS (entité juridique)`,
    meaning: msg`Identifie le gestionnaire d’établissements sanitaires, sociaux ou médico-sociaux : 9 chiffres.`,
  },
  {
    kind: "nda",
    name: msg`Déclaration d’activité`,
    meaning: msg`Numéro d’organisme de formation donné par la préfecture de région : 11 chiffres.`,
  },
  {
    kind: "naf",
    name: msg`Activité principale (NAF)`,
    meaning: msg`Code de l’Insee, par exemple 87.10A pour l’hébergement médicalisé pour personnes âgées.`,
  },
  {
    kind: "legal_category",
    name: msg`Catégorie juridique`,
    meaning: msg`Code de l’Insee à 4 chiffres, par exemple 9220 pour une association déclarée.`,
  },
];

/** The identifiers a record has, ready to read. */
export function identifiersOf(organisation: Organisation) {
  return identifierWords.flatMap(({ kind, name, meaning }) => {
    const number = organisation[kind];
    return number ? [{ kind, name, meaning, number: formatIdentifier(kind, number) }] : [];
  });
}
