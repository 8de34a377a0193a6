import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Paper, Stack, Text } from "@mantine/core";
import { IconCalendarPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import classes from "@/features/reports/home.module.css";
import type { ComingBooking } from "@/features/reports/words";
import { Section } from "@/ui/page";
import { EmptyState } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateRange } from "@/ui/values";

/** What the organisation has booked and not yet used. */
export function ComingBookings({ items }: { items: ComingBooking[] }) {
  const { t } = useLingui();
  return (
    <Section title={t`Vos prochaines réservations`}>
      {items.length === 0 ? (
        <EmptyState
          icon={IconCalendarPlus}
          title={t`Rien de réservé`}
          action={
            <Button variant="default" renderRoot={(props) => <Link {...props} to={"/resources" as string} />}>
              <Trans>Voir les ressources à réserver</Trans>
            </Button>
          }
        >
          <Trans>Salles, véhicules, matériel et heures partagées se réservent depuis leur calendrier.</Trans>
        </EmptyState>
      ) : (
        <Stack component="ul" gap="sm" className={classes.list ?? ""}>
          {items.map((booking) => (
            <Line key={booking.id} booking={booking} />
          ))}
        </Stack>
      )}
    </Section>
  );
}

function Line({ booking }: { booking: ComingBooking }) {
  const { id, resource_name: resource, starts_at: from, ends_at: to, state, purpose } = booking;
  return (
    <Paper component="li" p="md" className={classes.line ?? ""}>
      <div className={classes.words}>
        <Anchor fw={600} underline="hover" renderRoot={(props) => <Link {...props} to={`/bookings/${id}`} />}>
          {resource}
        </Anchor>
        <Text size="sm" c="dimmed">
          <DateRange from={from} to={to} />
          {purpose ? ` · ${purpose}` : null}
        </Text>
      </div>
      {state === "confirmed" ? (
        <StatusBadge tone="positive">
          <Trans>confirmée</Trans>
        </StatusBadge>
      ) : (
        <StatusBadge tone="attention">
          <Trans>en attente de réponse</Trans>
        </StatusBadge>
      )}
    </Paper>
  );
}
