import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { isDay } from "@/features/networks/days";
import { useChangeAddress } from "@/ui/address";
import { today } from "@/ui/paris-time";

/** The day a page describes: « au … ». It is in the address; today is not written there. */
export function DayChooser({ on }: { on: string | undefined }) {
  const { t } = useLingui();
  const change = useChangeAddress();
  const [typed, setTyped] = useState<string | null>(null);
  const choose = (day: string) => {
    setTyped(day);
    if (isDay(day)) change({ on: day === today() ? undefined : day });
  };
  return (
    <Group align="flex-end" gap="sm">
      <TextInput
        type="date"
        label={t`Situation au`}
        value={typed ?? on ?? today()}
        onChange={(event) => choose(event.currentTarget.value)}
        onBlur={() => setTyped(null)}
      />
      {on ? (
        <Button variant="default" onClick={() => choose(today())}>
          <Trans>Revenir à aujourd’hui</Trans>
        </Button>
      ) : null}
    </Group>
  );
}
