import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, CloseButton, Fieldset, Group, NumberInput, Radio, Stack, Switch, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus } from "@tabler/icons-react";
import {
  costOf,
  exampleTiers,
  exampleVolume,
  type QuoteValues,
  tiersOf,
} from "@/features/purchases/quotes/quote-values";
import classes from "@/features/purchases/quotes/quotes.module.css";
import { UnitPriceField, Volume } from "@/features/purchases/values";
import { type Item, type Mode, modeWords } from "@/features/purchases/words";
import { AmountField } from "@/ui/amount-field";
import { Money } from "@/ui/values";

export type QuoteForm = UseFormReturnType<QuoteValues>;

const most = 20;

/** The price list of one item: from which volume, which price. */
export function ItemPrices({ form, item, place }: { form: QuoteForm; item: Item; place: number }) {
  const { t } = useLingui();
  const { tiers } = form.getValues().prices[place] ?? { tiers: [] };
  const { name, unit } = item;
  return (
    <Fieldset legend={name}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          <Trans>L’unité est : {unit}. Prix hors taxes.</Trans>
        </Text>
        {tiers.map((_, row) => (
          <TierRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a tier has no name but its place
            key={row}
            form={form}
            path={`prices.${place}.tiers.${row}`}
            row={row}
            remove={() => form.removeListItem(`prices.${place}.tiers`, row)}
          />
        ))}
        <Group gap="sm" align="end">
          {tiers.length < most ? (
            <Button
              variant="default"
              leftSection={<IconPlus size={18} aria-hidden="true" />}
              onClick={() =>
                form.insertListItem(`prices.${place}.tiers`, { from_volume: "", unit_price: "" })
              }
            >
              <Trans>Ajouter un palier</Trans>
            </Button>
          ) : null}
        </Group>
        <NumberInput
          label={t`Quantité minimale vendue`}
          description={t`Laissez vide si le fournisseur vend à l’unité.`}
          min={1}
          max={1_000_000_000}
          allowDecimal={false}
          hideControls
          maw="18rem"
          {...form.getInputProps(`prices.${place}.minimum`)}
        />
      </Stack>
    </Fieldset>
  );
}

type TierRowProps = { form: QuoteForm; path: string; row: number; remove: () => void };

function TierRow({ form, path, row, remove }: TierRowProps) {
  const { t } = useLingui();
  const number = row + 1;
  return (
    <div className={classes.tier}>
      <NumberInput
        label={row === 0 ? t`À partir de` : t`Puis à partir de`}
        min={1}
        max={1_000_000_000}
        allowDecimal={false}
        disabled={row === 0}
        thousandSeparator={"\u202f"}
        hideControls
        required
        {...form.getInputProps(`${path}.from_volume`)}
      />
      <UnitPriceField label={t`Prix d’une unité`} required {...form.getInputProps(`${path}.unit_price`)} />
      <CloseButton
        aria-label={t`Retirer le palier ${number}`}
        size="lg"
        disabled={row === 0}
        onClick={remove}
      />
    </div>
  );
}

/** How tiers apply is always chosen, with what each way would cost on the prices typed. */
export function ModeField({ form, items }: { form: QuoteForm; items: Item[] }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const typed = form.getValues().prices.map(({ tiers }) => tiersOf(tiers));
  const stepped = typed.findIndex((tiers) => tiers.length > 1);
  const tiers = typed[stepped] ?? exampleTiers;
  const unit = stepped < 0 ? t`boîte` : (items[stepped]?.unit ?? "");
  const volume = exampleVolume(tiers);
  return (
    <Radio.Group
      label={t`Comment les paliers s’appliquent`}
      description={
        stepped < 0
          ? t`Relisez l’offre : les deux lectures n’ont pas le même coût. Exemple sur des prix inventés.`
          : t`Relisez l’offre : sur les prix que vous venez d’écrire, les deux lectures n’ont pas le même coût.`
      }
      required
      {...form.getInputProps("mode")}
    >
      <Stack gap="xs" mt="xs">
        {(["all_units", "incremental"] satisfies Mode[]).map((mode) => (
          <Radio.Card key={mode} value={mode} p="sm" className={classes.mode ?? ""}>
            <Group wrap="nowrap" align="flex-start" gap="sm">
              <Radio.Indicator mt={4} />
              <div>
                <Text fw={600}>{i18n._(modeWords[mode].name)}</Text>
                <Text size="sm" c="dimmed">
                  {i18n._(modeWords[mode].meaning)}
                </Text>
                <Text size="sm" mt={2}>
                  <Trans>
                    Exemple : <Volume value={volume} unit={unit} /> coûtent{" "}
                    <strong>
                      <Money cents={costOf(volume, tiers, mode)} />
                    </strong>
                  </Trans>
                </Text>
              </div>
            </Group>
          </Radio.Card>
        ))}
      </Stack>
    </Radio.Group>
  );
}

/** What is given back at the end of the year, from which turnover, and to whom. */
export function RebateFields({ form }: { form: QuoteForm }) {
  const { t } = useLingui();
  const { has_rebate: has, steps } = form.getValues();
  return (
    <Stack gap="sm">
      <Switch
        label={t`Une remise de fin d’année est promise`}
        description={t`Une partie de ce qui aura été acheté dans l’année, rendue une fois le total connu. Elle ne compte pas dans les points du prix.`}
        {...form.getInputProps("has_rebate", { type: "checkbox" })}
      />
      {has ? (
        <Fieldset legend={t`Remise de fin d’année`}>
          <Stack gap="sm">
            {steps.map((_, row) => (
              <StepRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a step has no name but its place
                key={row}
                form={form}
                row={row}
              />
            ))}
            {steps.length < most ? (
              <div>
                <Button
                  variant="default"
                  leftSection={<IconPlus size={18} aria-hidden="true" />}
                  onClick={() => form.insertListItem("steps", { from: "", rate: "" })}
                >
                  <Trans>Ajouter un seuil</Trans>
                </Button>
              </div>
            ) : null}
            <Radio.Group label={t`Versée à qui`} {...form.getInputProps("paid_to")}>
              <Stack gap={6} mt={4}>
                <Radio value="members" label={t`Aux organisations, selon ce que chacune a acheté`} />
                <Radio value="network" label={t`À la tête du réseau`} />
              </Stack>
            </Radio.Group>
          </Stack>
        </Fieldset>
      ) : null}
    </Stack>
  );
}

function StepRow({ form, row }: { form: QuoteForm; row: number }) {
  const { t } = useLingui();
  const number = row + 1;
  return (
    <div className={classes.tier}>
      <AmountField
        label={t`À partir d’un achat annuel de`}
        min={0}
        required
        {...form.getInputProps(`steps.${row}.from`)}
      />
      <NumberInput
        label={t`Taux rendu`}
        min={0.01}
        max={100}
        decimalScale={2}
        suffix={"\u00a0%"}
        decimalSeparator=","
        allowedDecimalSeparators={[",", "."]}
        hideControls
        required
        {...form.getInputProps(`steps.${row}.rate`)}
      />
      <CloseButton
        aria-label={t`Retirer le seuil ${number}`}
        size="lg"
        disabled={row === 0}
        onClick={() => form.removeListItem("steps", row)}
      />
    </div>
  );
}
