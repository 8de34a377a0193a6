import { Trans, useLingui } from "@lingui/react/macro";
import {
  Button,
  CloseButton,
  Fieldset,
  MultiSelect,
  NumberInput,
  Paper,
  Radio,
  Stack,
  Text,
} from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { LineForm } from "@/features/allocations/lines-dialog";
import type { Sharer } from "@/features/allocations/lines-sharers";
import classes from "@/features/allocations/pricing.module.css";
import { centsOf, type Mode, priceOf, tiersOf } from "@/features/allocations/pricing-values";
import { AmountField } from "@/ui/amount-field";
import { Money, Quantity } from "@/ui/values";

const most = { tiers: 20, groups: 255 };

/** A price list by quantity. How a tier applies is always chosen, never assumed. */
export function TierFields({ form }: { form: LineForm }) {
  const { t } = useLingui();
  const { tiers } = form.getValues().pricing;
  return (
    <Fieldset legend={t`Tarif selon la quantité`}>
      <Stack gap="sm">
        {tiers.map((_, place) => {
          const number = place + 1;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a tier has no name but its place
            <div key={place} className={classes.tier}>
              <NumberInput
                label={place === 0 ? t`À partir de` : t`Puis à partir de`}
                min={0}
                max={1_000_000_000}
                allowDecimal={false}
                disabled={place === 0}
                hideControls
                {...form.getInputProps(`pricing.tiers.${place}.from_quantity`)}
              />
              <AmountField
                label={t`Prix d’une unité`}
                min={0}
                {...form.getInputProps(`pricing.tiers.${place}.unit_price`)}
              />
              <CloseButton
                aria-label={t`Retirer le palier ${number}`}
                size="lg"
                disabled={place === 0}
                onClick={() => form.removeListItem("pricing.tiers", place)}
              />
            </div>
          );
        })}
        {tiers.length < most.tiers ? (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden="true" />}
            onClick={() => form.insertListItem("pricing.tiers", { from_quantity: "", unit_price: "" })}
          >
            <Trans>Ajouter un palier</Trans>
          </Button>
        ) : null}
        <AmountField
          label={t`Somme payée une seule fois (facultatif)`}
          description={t`Mise en service, livraison… quelle que soit la quantité.`}
          min={0}
          {...form.getInputProps("pricing.fixed")}
        />
        <Radio.Group label={t`Comment le tarif s’applique`} required {...form.getInputProps("pricing.mode")}>
          <Stack gap="xs" mt="xs">
            <Radio
              value="all_units"
              label={t`Toute la commande au prix du palier atteint`}
              description={t`Un palier de plus fait baisser le prix de toutes les unités. On commande un peu plus quand cela coûte moins.`}
            />
            <Radio
              value="incremental"
              label={t`Chaque tranche à son propre prix`}
              description={t`Seules les unités au-delà d’un palier coûtent moins ; les premières gardent leur prix.`}
            />
          </Stack>
        </Radio.Group>
        <PricePreview form={form} />
      </Stack>
    </Fieldset>
  );
}

/** The same quantity both ways: the difference is what the choice of the mode means. */
function PricePreview({ form }: { form: LineForm }) {
  const { t } = useLingui();
  const { pricing } = form.getValues();
  const tiers = tiersOf(pricing.tiers);
  const last = tiers.at(-1)?.from_quantity ?? 0;
  const [typed, setTyped] = useState<number | string>("");
  const quantity = Number(typed) || last + 1;
  if (tiers.length < 2) return null;
  const fixed = pricing.fixed === "" ? 0 : centsOf(pricing.fixed);
  const priced = (mode: Mode) => <Money cents={priceOf(quantity, tiers, mode, fixed)} />;
  return (
    <Paper p="sm">
      <Stack gap="xs">
        <NumberInput
          label={t`Essayer avec une quantité`}
          min={1}
          max={1_000_000_000}
          allowDecimal={false}
          hideControls
          maw="16rem"
          placeholder={String(last + 1)}
          value={typed}
          onChange={setTyped}
        />
        <Text size="sm" role="status">
          <Trans>
            Pour <Quantity value={quantity} /> unités : {priced("all_units")} si toute la commande est au prix
            du palier, {priced("incremental")} tranche par tranche.
          </Trans>
        </Text>
      </Stack>
    </Paper>
  );
}

/** A price per group of organisations: each alone first, then the groups that have a price of their own. */
export function GroupFields({ form, sharers }: { form: LineForm; sharers: Sharer[] }) {
  const { t } = useLingui();
  const { groups } = form.getValues().pricing;
  const names = sharers.map(({ id, name }) => ({ value: id, label: name }));
  if (sharers.length > 8) {
    return (
      <Text role="alert" c="var(--mantine-color-error)">
        <Trans>
          Les prix par groupe vont jusqu’à huit organisations ; cet accord en a davantage. Choisissez un prix
          seul pour chacune, des niveaux ou un tarif.
        </Trans>
      </Text>
    );
  }
  return (
    <Fieldset legend={t`Prix de chaque groupe`}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          <Trans>
            D’abord chaque organisation seule. Un groupe sans prix paie la façon la moins chère de se séparer
            en groupes qui en ont un ; toutes ensemble paient le montant de la ligne.
          </Trans>
        </Text>
        {groups.map((_, place) => {
          const number = place + 1;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a group has no name but its place
            <div key={place} className={classes.group}>
              <MultiSelect
                label={t`Groupe ${number}`}
                data={names}
                maxValues={8}
                hidePickedOptions
                {...form.getInputProps(`pricing.groups.${place}.organisation_ids`)}
              />
              <AmountField
                label={t`Prix ensemble`}
                min={0}
                {...form.getInputProps(`pricing.groups.${place}.amount`)}
              />
              <CloseButton
                aria-label={t`Retirer le groupe ${number}`}
                size="lg"
                onClick={() => form.removeListItem("pricing.groups", place)}
              />
            </div>
          );
        })}
        {groups.length < most.groups ? (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden="true" />}
            onClick={() => form.insertListItem("pricing.groups", { organisation_ids: [], amount: "" })}
          >
            <Trans>Ajouter un groupe</Trans>
          </Button>
        ) : null}
      </Stack>
    </Fieldset>
  );
}
