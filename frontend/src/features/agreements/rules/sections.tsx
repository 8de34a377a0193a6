import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { RulesForm } from "@/features/agreements/rules/fields";
import { KeysFields } from "@/features/agreements/rules/key-fields";
import { MattersFields } from "@/features/agreements/rules/matters-fields";
import {
  EntryFields,
  ExitFields,
  OtherFields,
  ReadingFields,
} from "@/features/agreements/rules/membership-fields";
import { type SectionId, sectionIds } from "@/features/agreements/rules/places";
import { PurchasingFields } from "@/features/agreements/rules/purchasing-fields";
import { LendingFields, MoneyFields, QuotasFields } from "@/features/agreements/rules/sharing-fields";
import { TariffsFields } from "@/features/agreements/rules/tariff-fields";
import { DecidingFields, MeetingFields, VoicesFields } from "@/features/agreements/rules/voting-fields";

type Part = { id: SectionId; title: string; about: string; fields: ReactNode };

export function useTitles(): Record<SectionId, string> {
  const { t } = useLingui();
  return {
    deciding: t`Ce qu’il faut pour décider`,
    matters: t`Décisions qui demandent plus`,
    voices: t`Les voix de chacun`,
    meeting: t`Convoquer et voter`,
    entry: t`Entrer`,
    exit: t`Partir`,
    reading: t`Ce que chacun lit`,
    money: t`Payer`,
    keys: t`Partager les coûts`,
    newcomers: t`Tarifs des nouvelles organisations`,
    quotas: t`Limites de réservation`,
    purchasing: t`Acheter ensemble`,
    lending: t`Prêter du personnel`,
    other: t`Autres clauses`,
  };
}

/** The parts of the rules, in the order they are read. */
export function useParts(form: RulesForm, agreementId: string): Part[] {
  const { t } = useLingui();
  const titles = useTitles();
  const parts: Record<SectionId, Pick<Part, "about" | "fields">> = {
    deciding: {
      about: t`Quorum, majorité, abstentions, seconde réunion`,
      fields: <DecidingFields form={form} />,
    },
    matters: {
      about: t`Une autre majorité pour changer les règles, exclure, dissoudre…`,
      fields: <MattersFields form={form} />,
    },
    voices: {
      about: t`Une organisation une voix, collèges, plafond`,
      fields: <VoicesFields form={form} agreementId={agreementId} />,
    },
    meeting: {
      about: t`Délais, pouvoirs, vote nominatif ou secret`,
      fields: <MeetingFields form={form} />,
    },
    entry: {
      about: t`Qui admet, dettes d’avant l’entrée`,
      fields: <EntryFields form={form} />,
    },
    exit: {
      about: t`Quand, avec quel préavis, ce qui est dû et rendu`,
      fields: <ExitFields form={form} />,
    },
    reading: {
      about: t`Les chiffres des autres, des totaux, ou rien`,
      fields: <ReadingFields form={form} />,
    },
    money: {
      about: t`Double accord, fonds commun`,
      fields: <MoneyFields form={form} />,
    },
    keys: {
      about: t`Clés de répartition, règles équitables, planchers et plafonds`,
      fields: <KeysFields form={form} agreementId={agreementId} />,
    },
    newcomers: {
      about: t`Ce que paie qui entre en cours d’année`,
      fields: <TariffsFields form={form} />,
    },
    quotas: {
      about: t`Combien d’heures chacune réserve au plus`,
      fields: <QuotasFields form={form} />,
    },
    purchasing: {
      about: t`Qui choisit le fournisseur d’un lot`,
      fields: <PurchasingFields form={form} />,
    },
    lending: {
      about: t`Ce que le prêteur refacture`,
      fields: <LendingFields form={form} />,
    },
    other: {
      about: t`Ce que vous convenez en plus, en mots`,
      fields: <OtherFields form={form} />,
    },
  };
  return sectionIds.map((id) => ({ id, title: titles[id], ...parts[id] }));
}
