import type { Kind, Resource, TariffUnit } from "@/features/resources/words";

/** What the form holds, under the names of the service; the tariff in euros, as one types it. */
export type ResourceValues = {
  kind: Kind;
  name: string;
  description: string;
  unit_name: string;
  site_id: string | null;
  place: string;
  commune_code: string | null;
  capacity: number | string;
  quantity: number | string;
  tariff_cents: number | string;
  tariff_unit: TariffUnit;
  minimum_minutes: string;
  maximum_minutes: string;
  notice_minutes: string;
  horizon_days: string;
  needs_approval: boolean;
};

export const newValues: ResourceValues = {
  kind: "room",
  name: "",
  description: "",
  unit_name: "",
  site_id: null,
  place: "",
  commune_code: null,
  capacity: "",
  quantity: 1,
  tariff_cents: 0,
  tariff_unit: "hour",
  minimum_minutes: "30",
  maximum_minutes: "10080",
  notice_minutes: "0",
  horizon_days: "365",
  needs_approval: false,
};

export function valuesOf(resource: Resource): ResourceValues {
  return {
    kind: resource.kind,
    name: resource.name,
    description: resource.description ?? "",
    unit_name: resource.unit_name ?? "",
    site_id: resource.site_id,
    place: resource.place ?? "",
    commune_code: resource.commune_code,
    capacity: resource.capacity ?? "",
    quantity: resource.quantity,
    tariff_cents: resource.tariff_cents / 100,
    tariff_unit: resource.tariff_unit,
    minimum_minutes: String(resource.minimum_minutes),
    maximum_minutes: String(resource.maximum_minutes),
    notice_minutes: String(resource.notice_minutes),
    horizon_days: String(resource.horizon_days),
    needs_approval: resource.needs_approval,
  };
}

/** What is sent: an empty field is nothing, euros are cents. */
export function bodyOf(values: ResourceValues) {
  return {
    name: values.name.trim(),
    description: values.description.trim() || null,
    unit_name: values.unit_name.trim() || null,
    site_id: values.site_id,
    place: values.place.trim() || null,
    commune_code: values.commune_code,
    capacity: values.capacity === "" ? null : Number(values.capacity),
    tariff_cents: Math.round(Number(values.tariff_cents) * 100),
    tariff_unit: values.tariff_unit,
    minimum_minutes: Number(values.minimum_minutes),
    maximum_minutes: Number(values.maximum_minutes),
    notice_minutes: Number(values.notice_minutes),
    horizon_days: Number(values.horizon_days),
    needs_approval: values.needs_approval,
  };
}

/** The choices offered, and the value kept when it is none of them. */
export function withCurrent(choices: number[], current: string): number[] {
  const value = Number(current);
  return choices.includes(value) ? choices : [...choices, value].sort((a, b) => a - b);
}
