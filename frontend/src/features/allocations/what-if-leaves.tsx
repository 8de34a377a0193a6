import { useLingui } from "@lingui/react/macro";
import { MultiSelect } from "@mantine/core";
import { useState } from "react";
import type { FieldsProps } from "@/features/allocations/what-if-form";

/** Who leaves: one table for each, the others sharing what remains. */
export function LeavesFields({ members, onChange }: FieldsProps) {
  const { t } = useLingui();
  const [leaving, setLeaving] = useState<string[]>([]);
  return (
    <MultiSelect
      label={t`Qui partirait`}
      description={t`Jusqu’à six organisations, chacune dans sa propre colonne. Les montants restent ceux d’aujourd’hui, sauf quand un tarif dépend de la quantité.`}
      placeholder={leaving.length === 0 ? t`Choisissez une organisation` : ""}
      data={members.map(({ organisation_id, organisation_name }) => ({
        value: organisation_id,
        label: organisation_name,
      }))}
      value={leaving}
      onChange={(chosen) => {
        setLeaving(chosen);
        onChange(chosen.length > 0 ? { leaves: chosen } : null);
      }}
      maxValues={6}
      searchable
      nothingFoundMessage={t`Aucune organisation de ce partage ne porte ce nom.`}
      maw="36rem"
    />
  );
}
