type Reading = { data: unknown; error: unknown; refetch: () => unknown };

/** Several readings that one page needs at once: there when all are, missing as soon as one is. */
export function together(...readings: Reading[]) {
  const missing = readings.filter(({ data }) => data === undefined);
  return {
    data: missing.length === 0 ? true : undefined,
    error: missing.find(({ error }) => error)?.error ?? null,
    refetch: () => missing.map((reading) => reading.refetch()),
  };
}
