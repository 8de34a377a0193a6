import { useLingui } from "@lingui/react";
import { Trans } from "@lingui/react/macro";
import { Group, Text } from "@mantine/core";
import { type Power, powerWords, type Role, roleWords } from "@/features/identity/words";
import { StatusBadge } from "@/ui/status-badge";

/** A role in the language of the screen. */
export function useRoleName(): (role: Role) => string {
  const { i18n } = useLingui();
  return (role) => i18n._(roleWords[role].name);
}

/** What a person may do in the organisation's name. */
export function Powers({ powers }: { powers: Power[] }) {
  const { i18n } = useLingui();
  if (powers.length === 0) {
    return (
      <Text span c="dimmed">
        <Trans>Aucun</Trans>
      </Text>
    );
  }
  return (
    <Group gap={6} component="span">
      {powers.map((power) => (
        <StatusBadge key={power} tone="positive">
          {i18n._(powerWords[power])}
        </StatusBadge>
      ))}
    </Group>
  );
}
