"""Refusals of funds."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class NotYetParty(Refusal):
    status = 403
    title = Text("Réservé aux parties", "For the parties only")
    detail = Text(
        "Votre organisation n’a pas encore rejoint cet accord : son fonds se lit une fois l’accord accepté.",
        "Your organisation has not joined this agreement yet: its fund is read once the agreement is accepted.",
    )


class FundExists(Refusal):
    title = Text("Fonds déjà ouvert", "Fund already open")
    detail = Text(
        "Cet accord a déjà son fonds commun. Utilisez celui-ci.",
        "This agreement has its common fund already. Use that one.",
    )


class NotInForce(Refusal):
    title = Text("Accord pas encore en vigueur", "Agreement not in force yet")
    detail = Text(
        "L’argent d’un fonds bouge une fois l’accord en vigueur. Mettez d’abord l’accord en vigueur.",
        "The money of a fund moves once the agreement is in force. Put the agreement in force first.",
    )


class NotContributor(Refusal):
    status = 422
    title = Text("Pas une partie de l’accord", "Not a party of the agreement")
    detail = Text(
        "Seule une organisation qui prend part à l’accord contribue à son fonds. Choisissez-en une.",
        "Only an organisation that takes part in the agreement contributes to its fund. Choose one.",
    )


class DateAhead(Refusal):
    status = 422
    title = Text("Date à venir", "Date in the future")
    detail = Text(
        "On enregistre ce qui a eu lieu : choisissez au plus tard aujourd’hui.",
        "What has happened is recorded: choose today at the latest.",
    )


class ContributionSpent(Refusal):
    title = Text("Contribution déjà employée", "Contribution already spent")
    detail = Text(
        "Des projets ont employé une partie de cette contribution : elle ne se contre-passe plus.",
        "Projects have used part of this contribution: it can no longer be reversed.",
    )


class InsufficientFunds(Refusal):
    title = Text("Fonds insuffisant", "Not enough in the fund")
    detail = Text(
        "Le fonds ne peut pas payer {amount} : {available}. Réduisez le montant, attendez des contributions, ou présentez le projet comme conditionnel.",
        "The fund cannot pay {amount}: {available}. Lower the amount, wait for contributions, or make the project conditional.",
    )


class WrongProjectState(Refusal):
    title = Text("Le projet n’en est pas là", "The project is elsewhere")
    detail = Text(
        "Ce projet est {state} : cette action n’est pas possible.",
        "This project is {state}: this is not possible.",
    )


class NotYourProject(Refusal):
    status = 403
    title = Text("Réservé à l’organisation qui présente le projet", "For the applicant only")
    detail = Text(
        "Seule l’organisation qui présente ce projet peut faire cela.",
        "Only the organisation that presents this project can do this.",
    )


class VoteUnderWay(Refusal):
    title = Text("Vote en cours", "Vote under way")
    detail = Text(
        "Ce projet est soumis au vote des membres. Attendez le résultat, ou demandez le retrait de la décision.",
        "The members are asked to vote on this project. Wait for the result, or have the decision withdrawn.",
    )


class UnknownCall(Refusal):
    status = 422
    title = Text("Appel inconnu", "Unknown call")
    detail = Text(
        "Cet appel à projets n’est pas celui de ce fonds. Choisissez-en un de sa liste.",
        "This call for projects is not of this fund. Choose one of its list.",
    )


class CallNotOpen(Refusal):
    title = Text("Appel fermé", "Call not open")
    detail = Text(
        "Cet appel à projets est ouvert du {opens_on} au {closes_on}. Présentez le projet hors appel, ou demandez sa prolongation.",
        "This call for projects is open from {opens_on} to {closes_on}. Present the project without a call, or ask for more time.",
    )


class AboveCallBudget(Refusal):
    title = Text("Budget de l’appel dépassé", "Above the budget of the call")
    detail = Text(
        "Il reste {left} au budget de cet appel à projets. Réduisez le montant, ou présentez le projet hors appel.",
        "{left} is left in the budget of this call for projects. Lower the amount, or present the project without a call.",
    )


class InconsistentCall(Refusal):
    status = 422
    title = Text("Dates incohérentes", "Inconsistent dates")
    detail = Text(
        "Un appel se ferme au plus tôt le jour où il s’ouvre. Corrigez les dates.",
        "A call closes on the day it opens at the earliest. Correct the dates.",
    )


class PaymentsPending(Refusal):
    title = Text("Paiements en attente", "Payments pending")
    detail = Text(
        "Des paiements de ce projet attendent une approbation. Approuvez-les ou refusez-les, puis clôturez.",
        "Payments of this project await an approval. Approve or refuse them, then close it.",
    )


class AboveProject(Refusal):
    title = Text("Plus que ce qui reste au projet", "More than is left for the project")
    detail = Text(
        "Il reste {left} à payer pour ce projet, demandes en attente déduites. Réduisez le montant.",
        "{left} is left to pay for this project, requests pending deducted. Lower the amount.",
    )


class BeneficiaryNotParty(Refusal):
    status = 422
    title = Text("Bénéficiaire hors de l’accord", "Beneficiary outside the agreement")
    detail = Text(
        "`beneficiary_id` désigne une organisation qui prend part à l’accord. Pour tout autre, écrivez seulement son nom.",
        "`beneficiary_id` names an organisation that takes part in the agreement. For anybody else, write the name only.",
    )


class BeneficiaryToName(Refusal):
    status = 422
    title = Text("Bénéficiaire à désigner", "Beneficiary to be named")
    detail = Text(
        "« {name} » est une organisation de l’accord : désignez-la comme bénéficiaire, pour qu’elle n’approuve pas son propre paiement.",
        "“{name}” is an organisation of the agreement: name it as the beneficiary, so that it does not approve its own payment.",
    )


class TooFewApprovers(Refusal):
    title = Text("Pas assez d’organisations pour approuver", "Too few organisations to approve")
    detail = Text(
        "Ce paiement demande {needed} approbations d’organisations autres que son bénéficiaire ; il n’y en a que {able}. Changez le seuil par un vote, ou payez un montant moindre.",
        "This payment needs {needed} approvals of organisations other than its beneficiary; there are only {able}. Change the threshold by a vote, or pay less.",
    )


class PaymentDecided(Refusal):
    title = Text("Paiement déjà traité", "Payment already decided")
    detail = Text(
        "Ce paiement est {state} : il ne change plus.", "This payment is {state}: it no longer changes."
    )


class OwnPayment(Refusal):
    status = 403
    title = Text("Paiement à votre organisation", "Payment to your own organisation")
    detail = Text(
        "Nul n’approuve ni ne refuse un paiement à sa propre organisation. Une autre organisation doit s’en charger.",
        "Nobody approves or refuses a payment to their own organisation. Another organisation must do it.",
    )


class AlreadyApproved(Refusal):
    title = Text("Déjà approuvé", "Already approved")
    detail = Text(
        "Votre organisation a déjà approuvé ce paiement. Une autre organisation doit l’approuver aussi.",
        "Your organisation has approved this payment already. Another organisation must approve it as well.",
    )


class AnotherPersonNeeded(Refusal):
    title = Text("Une autre personne doit approuver", "Another person must approve")
    detail = Text(
        "Vous avez déjà approuvé ce paiement au nom d’une autre organisation. Une autre personne doit l’approuver.",
        "You have approved this payment for another organisation already. Another person must approve it.",
    )


class NotYourRequest(Refusal):
    status = 403
    title = Text("Réservé à l’organisation qui a demandé", "For the requesting organisation only")
    detail = Text(
        "Seule l’organisation qui a demandé ce paiement peut le retirer.",
        "Only the organisation that requested this payment can withdraw it.",
    )
