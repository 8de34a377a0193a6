import { Trans } from "@lingui/react/macro";
import { Button, Stack, Text } from "@mantine/core";
import { IconCalendarCheck } from "@tabler/icons-react";
import type { Span } from "@/features/bookings/period";
import { useWhen } from "@/features/bookings/when";

type NextFreeProps = { slots: Span[]; onChoose: (slot: Span) => void };

/** The next free periods, each a button that fills the form. */
export function NextFree({ slots, onChoose }: NextFreeProps) {
  const when = useWhen();
  if (slots.length === 0) {
    return (
      <Text size="sm">
        <Trans>
          Aucun créneau de cette durée n’est libre dans les semaines qui suivent. Essayez plus court.
        </Trans>
      </Text>
    );
  }
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">
        <Trans>Prochains créneaux libres de même durée :</Trans>
      </Text>
      {slots.map((slot) => (
        <Button
          key={slot.starts_at}
          variant="default"
          size="sm"
          h="auto"
          py={8}
          leftSection={<IconCalendarCheck size={18} aria-hidden="true" />}
          styles={{ label: { whiteSpace: "normal", textAlign: "left", lineHeight: 1.35 } }}
          onClick={() => onChoose(slot)}
        >
          {when(slot)}
        </Button>
      ))}
    </Stack>
  );
}
