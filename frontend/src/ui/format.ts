/** Money, quantities and dates in words. Pure functions: the components beside them add the language. */

const zone = "Europe/Paris";

const tag = (locale: string) => (locale === "en" ? "en-GB" : "fr-FR");

/** Cents to "22 120,00 €", with the narrow no-break spaces of French typography. */
export function formatMoney(cents: number, locale: string): string {
  return new Intl.NumberFormat(tag(locale), { style: "currency", currency: "EUR" }).format(cents / 100);
}

/** A number with at most `decimals` digits after the point. */
export function formatNumber(value: number, locale: string, decimals = 2): string {
  return new Intl.NumberFormat(tag(locale), { maximumFractionDigits: decimals }).format(value);
}

/** A ratio to "28,60 %". */
export function formatPercent(ratio: number, locale: string, decimals = 2): string {
  return new Intl.NumberFormat(tag(locale), {
    style: "percent",
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(ratio);
}

export type DateStyle = "day" | "long" | "short" | "time" | "moment";

const styles: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  day: { day: "numeric", month: "long", year: "numeric" },
  long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  short: { day: "2-digit", month: "2-digit", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  moment: { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" },
};

const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value);

/** A day has no zone: "2026-11-16" is the 16th everywhere. A moment is shown in Paris time. */
function formatter(value: string, locale: string, style: DateStyle): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(tag(locale), { ...styles[style], timeZone: isDay(value) ? "UTC" : zone });
}

export function formatDate(value: string, locale: string, style: DateStyle = "day"): string {
  return withOrdinal(formatter(value, locale, style).format(new Date(value)), locale);
}

/** French says "1er janvier", which `Intl` does not know. */
function withOrdinal(text: string, locale: string): string {
  return locale === "en" ? text : text.replace(/(?<!\d)1(?= \p{L})/gu, "1er");
}

/** The parts both ends share are said once: "16–20 novembre 2026", "16 novembre 2026, 09:00 – 12:00". */
export function formatRange(from: string, to: string, locale: string): string {
  const ends = formatter(from, locale, isDay(from) ? "day" : "moment");
  return withOrdinal(ends.formatRange(new Date(from), new Date(to)), locale);
}
