import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans } from "@lingui/react/macro";
import { Stack, Text } from "@mantine/core";
import { fileStateWords, type PaymentFile } from "@/features/treasury/words";
import { StatusBadge } from "@/ui/status-badge";

/** Its state, and once it is at the bank how many of its payments were seen. */
export function FileProgress({ file }: { file: PaymentFile }) {
  const { i18n } = useActiveLingui();
  const { state, item_count: all, live_count: live } = file;
  if (state === "sent" && live === 0) {
    return (
      <StatusBadge tone="positive">
        <Trans>Paiements inscrits</Trans>
      </StatusBadge>
    );
  }
  const { name, tone } = fileStateWords[state];
  return (
    <Stack gap={2} align="flex-start">
      <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>
      {state === "sent" ? (
        <Text size="sm" c="dimmed">
          <Plural
            value={all - live}
            _0="aucun paiement inscrit encore"
            one={`# paiement inscrit sur ${all}`}
            other={`# paiements inscrits sur ${all}`}
          />
        </Text>
      ) : null}
    </Stack>
  );
}
