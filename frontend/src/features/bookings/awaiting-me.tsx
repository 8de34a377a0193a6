import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { ConfirmBookingDialog, RefuseDialog } from "@/features/bookings/decision-dialogs";
import { When } from "@/features/bookings/when";
import { type Booking, hasBegun } from "@/features/bookings/words";
import { AnchorLink } from "@/ui/links";
import { today } from "@/ui/paris-time";

/** Requests that wait for the steward’s answer, above everything else. */
export function AwaitingMe() {
  const { t } = useLingui();
  const requests = useApiQuery("/v1/bookings", {
    query: { role: "steward", state: "requested", from: today(), limit: 100 },
  });
  const [asked, setAsked] = useState<{ booking: Booking; answer: "confirm" | "refuse" } | null>(null);
  const items = (requests.data?.items ?? []).filter((one) => !hasBegun(one));
  const close = () => setAsked(null);
  return (
    <>
      {items.length > 0 ? (
        <Alert
          mb="lg"
          color="orange"
          variant="light"
          icon={<IconAlertTriangle aria-hidden="true" />}
          title={
            <Plural
              value={items.length}
              one="# demande attend votre réponse"
              other="# demandes attendent votre réponse"
            />
          }
        >
          <Stack gap="md">
            {items.map((booking) => (
              <Group key={booking.id} justify="space-between" gap="sm">
                <div style={{ flex: "1 1 18rem", minWidth: 0 }}>
                  <AnchorLink
                    to="/bookings/$bookingId"
                    params={{ bookingId: booking.id }}
                    fw={600}
                    c="inherit"
                  >
                    {booking.resource_name}
                  </AnchorLink>
                  <Text size="sm">
                    <Trans>
                      pour {booking.organisation_name}, <When span={booking} />
                    </Trans>
                    {booking.purpose ? ` · ${booking.purpose}` : null}
                  </Text>
                </div>
                <Group gap="xs">
                  <Button
                    size="sm"
                    variant="default"
                    aria-label={t`Refuser la demande pour ${booking.organisation_name}`}
                    onClick={() => setAsked({ booking, answer: "refuse" })}
                  >
                    <Trans>Refuser</Trans>
                  </Button>
                  <Button
                    size="sm"
                    aria-label={t`Confirmer la demande pour ${booking.organisation_name}`}
                    onClick={() => setAsked({ booking, answer: "confirm" })}
                  >
                    <Trans>Confirmer</Trans>
                  </Button>
                </Group>
              </Group>
            ))}
          </Stack>
        </Alert>
      ) : null}
      {asked?.answer === "confirm" ? <ConfirmBookingDialog booking={asked.booking} onClose={close} /> : null}
      {asked?.answer === "refuse" ? <RefuseDialog booking={asked.booking} onClose={close} /> : null}
    </>
  );
}
