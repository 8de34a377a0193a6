/** What of an account number can be checked while it is typed. The service checks the rest, the key of the bank among it. */

/** Length by country (registry of ISO 13616), for the countries of SEPA. */
const lengths: Record<string, number> = {
  AD: 24,
  AL: 28,
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GI: 23,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  RS: 22,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  VA: 22,
};

const longest = 34;

export type IbanReading =
  | { state: "empty" }
  /** Right so far; `missing`: how many characters are still to come, where the country says it. */
  | { state: "typing"; missing: number | null }
  | { state: "wrong"; fault: "characters" | "too_long" | "check_digits" }
  | { state: "right" };

/** Without what people put between the groups. */
export const compactIban = (typed: string): string => typed.replace(/[\s.-]+/g, "").toUpperCase();

/** In groups of four, as on bank papers. */
export const groupIban = (typed: string): string =>
  compactIban(typed)
    .slice(0, longest)
    .replace(/(.{4})(?=.)/g, "$1 ");

/** Where the caret goes in the grouped text, after so many characters. */
export const caretAfter = (characters: number): number =>
  characters + Math.max(0, Math.floor((characters - 1) / 4));

export function readIban(typed: string): IbanReading {
  const number = compactIban(typed);
  if (number === "") return { state: "empty" };
  if (!/^([A-Z]|[A-Z]{2}\d{0,2}|[A-Z]{2}\d{2}[A-Z0-9]+)$/.test(number)) {
    return { state: "wrong", fault: "characters" };
  }
  const length = lengths[number.slice(0, 2)];
  if (length === undefined) return number.length < 15 ? { state: "typing", missing: null } : checked(number);
  if (number.length < length) return { state: "typing", missing: length - number.length };
  if (number.length > length) return { state: "wrong", fault: "too_long" };
  return checked(number);
}

function checked(number: string): IbanReading {
  return remainder(number) === 1 ? { state: "right" } : { state: "wrong", fault: "check_digits" };
}

/** The number modulo 97, its first four characters put last and its letters counted from ten (ISO 7064). */
function remainder(number: string): number {
  const turned = number.slice(4) + number.slice(0, 4);
  return [...turned].reduce((rest, character) => {
    const value = Number.parseInt(character, 36);
    return (rest * (value > 9 ? 100 : 10) + value) % 97;
  }, 0);
}
