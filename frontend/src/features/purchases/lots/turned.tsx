import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, List } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { Simulation } from "@/features/purchases/lots/words";
import { Gain } from "@/features/purchases/values";

/** Who gains now, and would pay more than today without those who leave. */
export function TurnedNegative({ turned }: { turned: Simulation["turns_negative"] }) {
  const { t } = useLingui();
  if (turned.length === 0) return null;
  return (
    <Alert
      role="note"
      color="orange"
      variant="light"
      icon={<IconAlertTriangle aria-hidden="true" />}
      title={t`Y perdraient alors`}
    >
      <List spacing={4}>
        {turned.map(
          ({
            organisation_id: id,
            organisation_name: name,
            gain_before_cents: before,
            gain_after_cents: after,
          }) => (
            <List.Item key={id}>
              <Trans>
                {name} : <Gain cents={before} /> avec tous, <Gain cents={after} /> sans
              </Trans>
            </List.Item>
          ),
        )}
      </List>
    </Alert>
  );
}
