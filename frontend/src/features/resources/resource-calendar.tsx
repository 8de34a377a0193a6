import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useApiQuery } from "@/api/hooks";
import { proposedEnd } from "@/features/resources/proposed-end";
import type { Calendar, Resource } from "@/features/resources/words";
import { mondayOf, today } from "@/ui/paris-time";
import { Loaded } from "@/ui/states";
import { type Busy, type Lane, WeekCalendar, WeekChoice, WeekLegend } from "@/ui/week-calendar";

type ResourceCalendarProps = {
  resource: Resource;
  /** A day of the week to show; this week without it. */
  week: string | undefined;
  mayBook: boolean;
};

/** The week of a resource; a free moment leads to the form, filled in. */
export function ResourceCalendar({ resource, week, mayBook }: ResourceCalendarProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const monday = mondayOf(week ?? today());
  const calendar = useApiQuery(
    "/v1/resources/{resource_id}/calendar",
    { path: { resource_id: resource.id }, query: { week_of: monday } },
    { refetchInterval: 60_000 },
  );
  const showWeek = (wished: string) =>
    void navigate({
      to: "/resources/$resourceId",
      params: { resourceId: resource.id },
      search: { week: wished === mondayOf(today()) ? undefined : wished },
      replace: true,
      resetScroll: false,
    });
  const choose = (openings: Calendar["openings"]) => (startsAt: string) =>
    void navigate({
      to: "/bookings/new",
      search: {
        resource: resource.id,
        from: startsAt,
        to: proposedEnd(resource, startsAt, openings),
      },
    });
  return (
    <>
      <WeekChoice monday={monday} onChange={showWeek} />
      {mayBook ? (
        <Text c="dimmed" mb="sm">
          <Trans>Choisissez un moment libre pour réserver ; vous préciserez l’heure de fin ensuite.</Trans>
        </Text>
      ) : null}
      <Loaded query={calendar} lines={8}>
        {(data) => (
          <>
            <WeekCalendar
              label={t`Semaine : ${resource.name}`}
              monday={monday}
              lanes={lanesOf(data, (number) => t`Unité ${number}`)}
              busy={busyOf(data, {
                taken: t`Occupé`,
                ours: t`Votre organisation`,
                asked: (who) => t`${who} (demande)`,
              })}
              open={data.openings}
              free={
                mayBook
                  ? {
                      verb: t`Réserver`,
                      label: (when) => t`Réserver à partir du ${when}`,
                      choose: choose(data.openings),
                    }
                  : undefined
              }
            />
            <WeekLegend
              mine={resource.is_mine ? t`Réservation confirmée` : t`Vos réservations`}
              asked={t`Demande qui attend un accord`}
              taken={t`Occupé`}
            />
            {data.complete ? null : (
              <Alert mt="sm" color="orange">
                <Trans>Cette semaine compte trop de réservations pour être montrée en entier.</Trans>
              </Alert>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

function lanesOf({ units }: Calendar, unnamed: (number: number) => string): Lane[] {
  return units.map(({ number, label }) => ({ key: String(number), label: label ?? unnamed(number) }));
}

type Words = { taken: string; ours: string; asked: (who: string) => string };

/** Who and why is told only to the organisation itself and to the steward: the service leaves the rest out. */
function busyOf({ units }: Calendar, words: Words): Busy[] {
  return units.flatMap(({ number, taken }, lane) =>
    taken.map((one) => {
      const who = one.mine ? words.ours : (one.organisation_name ?? words.taken);
      const asked = one.state === "requested";
      return {
        key: `${number}/${one.starts_at}`,
        lane,
        starts_at: one.starts_at,
        ends_at: one.ends_at,
        tone: one.booking_id === null ? "taken" : asked ? "asked" : "mine",
        title: asked ? words.asked(who) : who,
        detail: one.purpose,
        ...(one.booking_id ? { href: `/bookings/${one.booking_id}` } : {}),
      };
    }),
  );
}
