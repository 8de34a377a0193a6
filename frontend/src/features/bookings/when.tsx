import { useLingui as useActiveLingui } from "@lingui/react";
import { useLingui } from "@lingui/react/macro";
import type { Span } from "@/features/bookings/period";
import { formatDate } from "@/ui/format";
import { clockText, wallOf } from "@/ui/paris-time";

/** "mardi 24 novembre 2026, de 09:00 à 12:00", or from one day to another. */
export function useWhen() {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return ({ starts_at, ends_at }: Span) => {
    const start = wallOf(starts_at);
    const end = wallOf(ends_at);
    const [from, to] = [clockText(start.minutes), clockText(end.minutes)];
    const first = formatDate(start.day, i18n.locale, "long");
    if (start.day === end.day) return t`${first}, de ${from} à ${to}`;
    const last = formatDate(end.day, i18n.locale, "long");
    return t`du ${first} à ${from} au ${last} à ${to}`;
  };
}

export function When({ span }: { span: Span }) {
  return <span>{useWhen()(span)}</span>;
}
