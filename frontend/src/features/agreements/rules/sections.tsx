import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { RulesForm } from "@/features/agreements/rules/fields";
import { MattersFields } from "@/features/agreements/rules/matters-fields";
import {
  EntryFields,
  ExitFields,
  OtherFields,
  ReadingFields,
} from "@/features/agreements/rules/membership-fields";
import { type SectionId, sectionIds } from "@/features/agreements/rules/places";
import {
  KeysFields,
  LendingFields,
  MoneyFields,
  QuotasFields,
} from "@/features/agreements/rules/sharing-fields";
import { DecidingFields, MeetingFields, VoicesFields } from "@/features/agreements/rules/voting-fields";

type Part = { id: SectionId; title: string; about: string; fields: ReactNode };

/** The parts of the rules, in the order they are read. */
export function useParts(form: RulesForm, agreementId: string): Part[] {
  const { t } = useLingui();
  const parts: Record<SectionId, Omit<Part, "id">> = {
    deciding: {
      title: t`Ce qu’il faut pour décider`,
      about: t`Quorum, majorité, abstentions, seconde réunion`,
      fields: <DecidingFields form={form} />,
    },
    matters: {
      title: t`Décisions qui demandent plus`,
      about: t`Une autre majorité pour changer les règles, exclure, dissoudre…`,
      fields: <MattersFields form={form} />,
    },
    voices: {
      title: t`Les voix de chacun`,
      about: t`Une organisation une voix, collèges, plafond`,
      fields: <VoicesFields form={form} agreementId={agreementId} />,
    },
    meeting: {
      title: t`Convoquer et voter`,
      about: t`Délais, pouvoirs, vote nominatif ou secret`,
      fields: <MeetingFields form={form} />,
    },
    entry: {
      title: t`Entrer`,
      about: t`Qui admet, dettes d’avant l’entrée`,
      fields: <EntryFields form={form} />,
    },
    exit: {
      title: t`Partir`,
      about: t`Quand, avec quel préavis, ce qui est dû et rendu`,
      fields: <ExitFields form={form} />,
    },
    reading: {
      title: t`Ce que chacun lit`,
      about: t`Les chiffres des autres, des totaux, ou rien`,
      fields: <ReadingFields form={form} />,
    },
    money: {
      title: t`Payer`,
      about: t`Double accord, fonds commun`,
      fields: <MoneyFields form={form} />,
    },
    keys: {
      title: t`Partager les coûts`,
      about: t`Clés de répartition`,
      fields: <KeysFields form={form} />,
    },
    quotas: {
      title: t`Limites de réservation`,
      about: t`Combien d’heures chacune réserve au plus`,
      fields: <QuotasFields form={form} />,
    },
    lending: {
      title: t`Prêter du personnel`,
      about: t`Ce que le prêteur refacture`,
      fields: <LendingFields form={form} />,
    },
    other: {
      title: t`Autres clauses`,
      about: t`Ce que vous convenez en plus, en mots`,
      fields: <OtherFields form={form} />,
    },
  };
  return sectionIds.map((id) => ({ id, ...parts[id] }));
}
