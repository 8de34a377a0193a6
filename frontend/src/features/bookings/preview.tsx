import { useLingui } from "@lingui/react";
import { Plural, Trans, useLingui as useWords } from "@lingui/react/macro";
import { Alert, Divider, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type AnswerOf, request } from "@/api/client";
import { NextFree } from "@/features/bookings/next-free";
import { overlaps, type Span } from "@/features/bookings/period";
import { When } from "@/features/bookings/when";
import type { Booking } from "@/features/bookings/words";
import { ErrorState } from "@/ui/states";
import { Money } from "@/ui/values";

export type Resource = AnswerOf<"get", "/v1/resources/{resource_id}">;
type Preview = AnswerOf<"post", "/v1/resources/{resource_id}/preview">;

export type Asked = Span & { quantity: number };

const path = "/v1/resources/{resource_id}/preview";

/** What it would cost and whether it could be had. Asked again each time the form changes; books nothing. */
export function usePreview(resourceId: string, asked: Asked | null) {
  return useQuery({
    queryKey: [path, resourceId, asked],
    queryFn: ({ signal }) => {
      if (!asked) throw new Error("a preview is asked for a period");
      return request("post", path, { path: { resource_id: resourceId }, body: asked }, signal);
    },
    enabled: asked !== null,
    staleTime: 5_000,
    placeholderData: keepPreviousData,
  });
}

type PreviewPanelProps = {
  resource: Resource;
  asked: Asked | null;
  preview: ReturnType<typeof usePreview>;
  /** The booking being changed: its own slot is not an obstacle. */
  changed?: Booking | undefined;
  /** Just refused, taken or beyond a quota: that is said above the form, with what would do. */
  refused: boolean;
  onChoose: (slot: Span) => void;
};

/** Beside the form: the period in words, the cost and how it comes about, what stands in the way. */
export function PreviewPanel(props: PreviewPanelProps) {
  const { resource, asked, preview, changed, refused, onChoose } = props;
  return (
    <Paper p="lg" component="section" aria-live="polite">
      <Title order={2} size="h3" mb="sm">
        <Trans>Ce que cela donne</Trans>
      </Title>
      {asked ? (
        <Stack gap="md">
          <Text fw={600}>
            <When span={asked} />
          </Text>
          {preview.error ? (
            <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
          ) : preview.data ? (
            <Answer
              resource={resource}
              asked={asked}
              preview={preview.data}
              changed={changed}
              refused={refused}
              onChoose={onChoose}
            />
          ) : (
            <Skeleton height={64} />
          )}
        </Stack>
      ) : (
        <Text c="dimmed">
          <Trans>Indiquez un début et une fin : la disponibilité et le coût s’affichent ici.</Trans>
        </Text>
      )}
    </Paper>
  );
}

type AnswerProps = Omit<PreviewPanelProps, "preview" | "asked"> & { preview: Preview; asked: Asked };

function Answer({ resource, asked, preview, changed, refused, onChoose }: AnswerProps) {
  const ownSlot = changed !== undefined && overlaps(changed, asked);
  return (
    <>
      <div>
        <Text fz="1.625rem" fw={650} lh={1.2}>
          <Money cents={preview.cost_cents} />
        </Text>
        <Text c="dimmed" size="sm">
          {preview.explanation}
        </Text>
      </div>
      {refused ? null : <Divider />}
      {refused ? null : ownSlot && preview.problems.every((code) => code === "slot_taken") ? (
        <Text size="sm">
          <Trans>
            Ce créneau recouvre celui que vous avez déjà. Les autres réservations sont vérifiées à
            l’enregistrement ; si c’est impossible, vous gardez votre créneau actuel.
          </Trans>
        </Text>
      ) : (
        <Verdict resource={resource} preview={preview} onChoose={onChoose} />
      )}
    </>
  );
}

type VerdictProps = { resource: Resource; preview: Preview; onChoose: (slot: Span) => void };

function Verdict({ resource, preview, onChoose }: VerdictProps) {
  const { t } = useWords();
  const reason = useReason(resource);
  const { available_quantity: free } = preview;
  if (preview.problems.length === 0) {
    return (
      <Alert
        color="pine"
        variant="light"
        icon={<IconCircleCheck aria-hidden="true" />}
        title={
          resource.quantity > 1 ? (
            <Plural value={free} one="# unité libre" other="# unités libres" />
          ) : (
            t`Libre`
          )
        }
      >
        {resource.needs_approval && !resource.is_mine ? (
          <Trans>{resource.organisation_name} devra confirmer. Le créneau vous est gardé en attendant.</Trans>
        ) : (
          <Trans>La réservation sera confirmée aussitôt.</Trans>
        )}
      </Alert>
    );
  }
  return (
    <Alert
      color="orange"
      variant="light"
      icon={<IconAlertTriangle aria-hidden="true" />}
      title={t`Ce n’est pas possible ainsi`}
    >
      <Stack gap="sm">
        {preview.problems.map((code) => (
          <Text key={code} size="sm">
            {reason(code, free)}
          </Text>
        ))}
        <NextFree slots={preview.next_free} onChoose={onChoose} />
      </Stack>
    </Alert>
  );
}

/** Why a period is not possible, with the rule of the resource. */
function useReason(resource: Resource) {
  const { t } = useWords();
  const duration = useDuration();
  const { quantity, horizon_days: days } = resource;
  return (code: string, free: number): string => {
    const words: Record<string, string> = {
      slot_taken:
        quantity > 1 && free > 0
          ? t`Sur ce créneau, il ne reste que ${free} sur ${quantity}.`
          : t`Ce créneau est déjà pris.`,
      outside_opening_hours: t`La ressource n’est pas ouverte sur tout ce créneau.`,
      too_short: t`Une réservation dure au moins ${duration(resource.minimum_minutes)}.`,
      too_long: t`Une réservation dure au plus ${duration(resource.maximum_minutes)}.`,
      too_soon: t`Il faut réserver au moins ${duration(resource.notice_minutes)} à l’avance.`,
      too_far: t`On réserve au plus ${days} jours à l’avance.`,
      in_past: t`Ce créneau a déjà commencé.`,
      too_many: t`Cette ressource compte ${quantity} unités en tout.`,
      not_bookable: t`Cette ressource n’est pas proposée à la réservation à cette date.`,
    };
    return words[code] ?? t`Cette ressource ne se réserve pas ainsi.`;
  };
}

/** A number of minutes in words, in the language of the screen. */
export function useDuration() {
  const { i18n } = useLingui();
  return (minutes: number) => durationText(minutes, i18n.locale);
}

/** 0 is "0 min", 90 is "1 h 30 min", 10080 is "7 jours": the browser knows how each language writes durations. */
function durationText(minutes: number, locale: string): string {
  const day = 24 * 60;
  const units: [unit: string, count: number][] = [
    ["day", Math.floor(minutes / day)],
    ["hour", Math.floor((minutes % day) / 60)],
    ["minute", minutes % 60],
  ];
  return units
    .filter(([unit, count]) => count > 0 || (unit === "minute" && minutes === 0))
    .map(([unit, count]) =>
      new Intl.NumberFormat(locale === "en" ? "en-GB" : "fr-FR", {
        style: "unit",
        unit,
        unitDisplay: unit === "day" ? "long" : "short",
      }).format(count),
    )
    .join(" ");
}
