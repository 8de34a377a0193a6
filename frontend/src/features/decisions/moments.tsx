import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans } from "@lingui/react/macro";
import { timeLeft } from "@/features/decisions/calendar";
import { useNow } from "@/features/decisions/use-now";
import { DateText } from "@/ui/values";

/** "dans 7 jours"; nothing once it is past. */
export function TimeLeft({ at }: { at: string }) {
  const { i18n } = useActiveLingui();
  const now = useNow();
  if (Date.parse(at) <= now) return null;
  return <>{timeLeft(at, now, i18n.locale)}</>;
}

/** When a vote closes and how soon that is. */
export function Closing({ at }: { at: string | null }) {
  const now = useNow();
  if (at === null) return null;
  if (Date.parse(at) <= now) return <Trans>Terminé, en attente du décompte</Trans>;
  return (
    <Trans>
      Clôture <TimeLeft at={at} />, le <DateText value={at} style="moment" />
    </Trans>
  );
}

/** When a vote opens and how soon that is. */
export function Opening({ at }: { at: string | null }) {
  const now = useNow();
  if (at === null) return null;
  if (Date.parse(at) <= now) return <Trans>Ouvert à l’heure dite</Trans>;
  return (
    <Trans>
      Ouverture <TimeLeft at={at} />, le <DateText value={at} style="moment" />
    </Trans>
  );
}
