/** A whole day of our times, `YYYY-MM-DD`: while the year is being typed, "0202" is not yet one. */
export function isDay(value: unknown): value is string {
  return (
    typeof value === "string" && /^(19|20)\d\d-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
  );
}
