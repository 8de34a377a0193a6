import {
  codesOf,
  type LegalForm,
  legalFormWords,
  type Sector,
  sectorWords,
} from "@/features/organisations/words";

/** What narrows the directory, kept in the address so that a result can be sent to a colleague. */
export type DirectorySearch = {
  q?: string | undefined;
  region?: string | undefined;
  department?: string | undefined;
  sector?: Sector | undefined;
  legal_form?: LegalForm | undefined;
  network?: string | undefined;
  is_network?: true | undefined;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads an address that anybody may have typed: what makes no sense is left out. */
export function readDirectorySearch(search: Record<string, unknown>): DirectorySearch {
  const text = (value: unknown) =>
    typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  const matching = (value: unknown, pattern: RegExp) => (pattern.test(text(value)) ? text(value) : undefined);
  return {
    q: text(search.q).slice(0, 100) || undefined,
    region: matching(search.region, /^[0-9]{2}$/),
    department: matching(search.department, /^[0-9][0-9AB][0-9]?$/),
    sector: codesOf(sectorWords).find((code) => code === search.sector),
    legal_form: codesOf(legalFormWords).find((code) => code === search.legal_form),
    network: matching(search.network, uuid),
    is_network: search.is_network === true || search.is_network === "true" ? true : undefined,
  };
}

/** How many filters narrow the list, the words aside. */
export function countFilters({ q: _, ...filters }: DirectorySearch): number {
  return Object.values(filters).filter((value) => value !== undefined).length;
}
