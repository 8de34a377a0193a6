import { Trans } from "@lingui/react/macro";
import type { Awaiting } from "@/features/reports/words";

type QuestionProps = {
  item: Awaiting;
  /** The organisation acted for. */
  mine: string | undefined;
};

/** What is asked, in one sentence. */
export function Question({ item, mine }: QuestionProps) {
  const { kind, subject, subject_id, organisation_name: asking } = item;
  switch (kind) {
    case "booking_to_decide":
      return (
        <Trans>
          {asking} demande « {subject} »
        </Trans>
      );
    case "membership_to_answer":
      return subject_id === mine ? (
        <Trans>
          {asking} demande à adhérer à {subject}
        </Trans>
      ) : (
        <Trans>{subject} vous propose d’adhérer</Trans>
      );
    case "agreement_to_answer":
      return <Invitation item={item} />;
    case "notice_deadline":
      return <Trans>« {subject} » se renouvelle si personne ne donne son préavis</Trans>;
    case "vote_to_cast":
      return <>{subject}</>;
    case "decision_convened":
      return <Trans>Un vote approche : « {subject} »</Trans>;
    case "payment_to_approve":
      return (
        <Trans>
          {asking} demande de payer « {subject} » sur le fonds commun
        </Trans>
      );
    case "statement_to_pay":
      return (
        <Trans>
          « {subject} » à payer à {asking}
        </Trans>
      );
    case "settlement_to_answer":
      return <Trans>Moins de paiements à faire dans « {subject} » : votre accord est demandé</Trans>;
    case "allocation_to_review":
      return <Trans>« {subject} » : un calcul de parts attend votre relecture</Trans>;
    case "needs_to_state":
      return <Trans>« {subject} » : on vous demande ce qu’il vous faut</Trans>;
    case "lot_to_choose":
      return asking === null ? (
        <Trans>Lot « {subject} » : les offres sont ouvertes, on peut encore le quitter</Trans>
      ) : (
        <Trans>
          Lot « {subject} », achat coordonné par {asking} : les offres sont ouvertes, on peut encore le
          quitter
        </Trans>
      );
    case "order_to_place":
      return <Trans>« {subject} » : il vous reste à commander ce à quoi vous êtes engagés</Trans>;
    case "round_to_run":
      return <Trans>« {subject} » : l’étape en cours peut être conclue</Trans>;
    case "admission_to_answer":
      return (
        <Trans>
          {asking} demande à entrer dans « {subject} »
        </Trans>
      );
  }
}

function Invitation({ item: { subject, organisation_name: asking, agreement_kind } }: { item: Awaiting }) {
  return agreement_kind === "partnership" ? (
    <Trans>
      {asking} vous invite dans le partenariat « {subject} »
    </Trans>
  ) : (
    <Trans>
      {asking} vous invite dans la mutualisation « {subject} »
    </Trans>
  );
}
