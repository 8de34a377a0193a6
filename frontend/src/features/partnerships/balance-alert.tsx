import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, List, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { Balance, Commitment } from "@/features/partnerships/words";
import { formatNumber, formatPercent } from "@/ui/format";
import { Money } from "@/ui/values";

type BalanceAlertProps = { balance: Balance; onAdd: (line: Commitment, units: number) => void };

/** What would bring the exchange back within the tolerance: « 7 jours de plus ». */
export function BalanceAlert({ balance, onAdd }: BalanceAlertProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const lighter = balance.heavier_side === "a" ? balance.side_b : balance.side_a;
  const tolerance = formatPercent(balance.tolerance_bp / 10_000, i18n.locale, 0);
  const name = lighter.label;
  return (
    <Alert
      color="orange"
      icon={<IconAlertTriangle aria-hidden="true" />}
      title={t`Pour revenir dans la tolérance de ${tolerance}, ${name} peut, au choix :`}
    >
      <List spacing="xs">
        {balance.additions.map((addition) => {
          const line = lighter.lines.find(({ id }) => id === addition.commitment_id);
          const { units, unit, title, units_exact: exact } = addition;
          const calculated = formatNumber(Number(exact), i18n.locale);
          return (
            <List.Item key={addition.commitment_id}>
              <Group gap="xs" component="span">
                <span>
                  <Trans>
                    promettre{" "}
                    <strong>
                      {units} {unit} de plus
                    </strong>{" "}
                    à « {title} », soit <Money cents={addition.added_cents} />
                  </Trans>{" "}
                  <Text span size="sm">
                    <Trans>(le calcul donne {calculated}, arrondi au-dessus)</Trans>
                  </Text>
                </span>
                {line?.editable ? (
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => onAdd(line, units)}
                    aria-label={t`Ajouter ${units} ${unit} à ${title}`}
                  >
                    <Trans>
                      Ajouter {units} {unit}
                    </Trans>
                  </Button>
                ) : null}
              </Group>
            </List.Item>
          );
        })}
        <List.Item>
          <Trans>
            écrire d’autres engagements, pour au moins <Money cents={balance.missing_cents} />
          </Trans>
        </List.Item>
      </List>
    </Alert>
  );
}
