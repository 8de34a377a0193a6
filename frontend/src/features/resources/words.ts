import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import {
  IconBed,
  IconBriefcase,
  IconBulb,
  IconCar,
  IconDoor,
  IconPackage,
  IconSchool,
  type TablerIcon,
} from "@tabler/icons-react";
import type { AnswerOf, ItemOf } from "@/api/client";

export type Resource = AnswerOf<"get", "/v1/resources/{resource_id}">;
export type ResourceLine = ItemOf<"/v1/resources">;
export type Calendar = AnswerOf<"get", "/v1/resources/{resource_id}/calendar">;
export type Share = ItemOf<"/v1/resources/{resource_id}/shares">;
export type Opening = Resource["openings"][number];
export type Kind = ResourceLine["kind"];
export type TariffUnit = ResourceLine["tariff_unit"];

/** What one must be allowed to lend and to book. */
export const manageResources = "resources.manage";
export const book = "bookings.book";

export const kinds: Kind[] = [
  "room",
  "vehicle",
  "equipment",
  "lodging",
  "skill",
  "staff_hours",
  "placement_site",
];

export const kindWords: Record<Kind, { name: MessageDescriptor; icon: TablerIcon }> = {
  room: { name: msg`Salle`, icon: IconDoor },
  vehicle: { name: msg`Véhicule`, icon: IconCar },
  equipment: { name: msg`Matériel`, icon: IconPackage },
  lodging: { name: msg`Hébergement`, icon: IconBed },
  skill: { name: msg`Compétence`, icon: IconBulb },
  staff_hours: { name: msg`Heures de personnel`, icon: IconBriefcase },
  placement_site: { name: msg`Lieu de stage`, icon: IconSchool },
};

export const tariffUnits: TariffUnit[] = ["hour", "half_day", "day", "night", "week", "booking"];

export const tariffUnitWords: Record<TariffUnit, MessageDescriptor> = {
  hour: msg`par heure`,
  half_day: msg`par demi-journée`,
  day: msg`par jour`,
  night: msg`par nuit`,
  week: msg`par semaine`,
  booking: msg`par réservation`,
};

export const weekdayWords: MessageDescriptor[] = [
  msg`lundi`,
  msg`mardi`,
  msg`mercredi`,
  msg`jeudi`,
  msg`vendredi`,
  msg`samedi`,
  msg`dimanche`,
];

export const privacyHint = msg`N’écrivez ni nom de résident ni donnée de santé.`;
