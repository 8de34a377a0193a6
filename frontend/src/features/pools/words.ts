import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ItemOf } from "@/api/client";

export type Resource = ItemOf<"/v1/resources">;

export const resourceKindWords: Record<Resource["kind"], MessageDescriptor> = {
  room: msg`Salle`,
  vehicle: msg`Véhicule`,
  equipment: msg`Matériel`,
  lodging: msg`Hébergement`,
  skill: msg`Compétence`,
  staff_hours: msg`Heures de personnel`,
  placement_site: msg`Lieu de stage`,
};

export const tariffUnitWords: Record<Resource["tariff_unit"], MessageDescriptor> = {
  hour: msg`par heure`,
  half_day: msg`par demi-journée`,
  day: msg`par jour`,
  night: msg`par nuit`,
  week: msg`par semaine`,
  booking: msg`par réservation`,
};
