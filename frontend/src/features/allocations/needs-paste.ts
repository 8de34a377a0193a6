/** Two columns copied from a spreadsheet: the name of an organisation, then its figure. */

export type Named = { id: string; name: string };

export type Pasted = {
  /** Integers of the smallest unit, by organisation. */
  values: Map<string, number>;
  /** Lines whose organisation or figure was not understood, as they were typed. */
  left: string[];
};

/** "1 024,87", "1.024,87 €", "1024.87" to the smallest unit; null for what is no figure, or reads in two ways. */
export function readFigure(text: string, decimals: number): number | null {
  const typed = text.replace(/[\s\u202f\u00a0]|€|[a-zà-ÿ]+\.?$/gi, "");
  const grouped = /^(\d{1,3}(?:\.\d{3})+),(\d+)$/.exec(typed) ?? /^(\d{1,3}(?:,\d{3})+)\.(\d+)$/.exec(typed);
  const plain = /^(\d+)(?:[.,](\d+))?$/.exec(typed);
  const whole = (grouped?.[1] ?? plain?.[1])?.replace(/[.,]/g, "");
  const part = (grouped?.[2] ?? plain?.[2] ?? "").replace(/0+$/, "");
  if (whole === undefined || part.length > decimals) return null;
  return Number(whole + part.padEnd(decimals, "0"));
}

/** Without accents, capitals, dashes or small words, so that a name copied from elsewhere is still known. */
export function plainName(name: string): string {
  return name
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

function whose(name: string, organisations: Named[]): Named | null {
  const said = plainName(name);
  if (said === "") return null;
  const known = organisations.map((one) => ({ one, plain: plainName(one.name) }));
  const exact = known.filter(({ plain }) => plain === said);
  const close =
    exact.length > 0 ? exact : known.filter(({ plain }) => plain.includes(said) || said.includes(plain));
  return close.length === 1 ? (close[0]?.one ?? null) : null;
}

/** A tab or a semicolon parts the columns; without any, the figure is what ends the line. */
function columnsOf(line: string): [string, string] | null {
  const cells = line.split(/\t|;/).map((cell) => cell.trim());
  if (cells.length > 1) {
    const last = cells.findLast((cell) => cell !== "") ?? "";
    return [cells[0] ?? "", last];
  }
  const ended = /^(.*?\D)\s+(\d[\d\s.,\u00a0\u202f]*€?)$/.exec(line.trim());
  return ended ? [ended[1] ?? "", ended[2] ?? ""] : null;
}

export function readPasted(text: string, organisations: Named[], decimals: number): Pasted {
  const values = new Map<string, number>();
  const left: string[] = [];
  for (const line of text.split(/\r?\n/).filter((one) => one.trim() !== "")) {
    const columns = columnsOf(line);
    const who = columns && whose(columns[0], organisations);
    const value = columns && readFigure(columns[1], decimals);
    if (who && value !== null) values.set(who.id, value);
    else left.push(line.trim());
  }
  return { values, left };
}
