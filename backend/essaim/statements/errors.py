"""Refusals of statements."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class StatementsForParties(Refusal):
    status = 403
    title = Text("Réservé aux parties", "For the parties only")
    detail = Text(
        "Votre organisation n’a pas encore rejoint cet accord\u00a0: ses relevés se lisent une fois l’accord accepté.",
        "Your organisation has not joined this agreement yet: its statements are read once the agreement is accepted.",
    )


class OnlyTheIssuer(Refusal):
    status = 403
    title = Text("Réservé à qui a émis le relevé", "For the issuer only")
    detail = Text(
        "Seule l’organisation qui a émis ce relevé, ou le chef de file, peut faire cela.",
        "Only the organisation that issued this statement, or the lead, can do this.",
    )


class BillsNotInForce(Refusal):
    title = Text("Accord pas en vigueur", "Agreement not in force")
    detail = Text(
        "On facture dans un accord en vigueur. Mettez d’abord l’accord en vigueur.",
        "Statements are issued while the agreement is in force. Put the agreement in force first.",
    )


class PayerNotParty(Refusal):
    status = 422
    title = Text("Pas une partie de l’accord", "Not a party of the agreement")
    detail = Text(
        "Un relevé s’adresse à une organisation qui prend part à l’accord. Choisissez-en une.",
        "A statement is addressed to an organisation that takes part in the agreement. Choose one.",
    )


class OwnStatement(Refusal):
    status = 422
    title = Text("Relevé à soi-même", "Statement to oneself")
    detail = Text(
        "Votre organisation ne se facture pas elle-même. Choisissez une autre partie.",
        "Your organisation does not bill itself. Choose another party.",
    )


class NothingToBill(Refusal):
    status = 422
    title = Text("Rien à facturer", "Nothing to bill")
    detail = Text(
        "Le total de ces lignes est nul. Vérifiez les quantités et les prix.",
        "These lines come to nothing. Check the quantities and the prices.",
    )


class TotalTooLarge(Refusal):
    status = 422
    title = Text("Montant trop grand", "Amount too large")
    detail = Text(
        "Le total de ces lignes dépasse ce qu’un relevé peut porter. Vérifiez les quantités et les prix.",
        "These lines come to more than a statement can hold. Check the quantities and the prices.",
    )


class InconsistentPeriod(Refusal):
    status = 422
    title = Text("Dates incohérentes", "Inconsistent dates")
    detail = Text(
        "La période se termine au plus tôt le jour où elle commence. Corrigez les dates.",
        "The period ends on the day it starts at the earliest. Correct the dates.",
    )


class LentStaffAtCost(Refusal):
    """`context.line`: the place of the line refused; `context.kind`: its kind."""

    status = 422
    title = Text("Prêt de personnel à prix coûtant", "Staff are lent at cost")
    detail = Text(
        "Pour du personnel prêté, on ne refacture que les salaires, les charges sociales et les frais remboursés\u00a0: ni frais de gestion, ni forfait ({source}). Retirez la ligne «\u00a0{label}\u00a0».",
        "For lent staff, only wages, social charges and expenses paid back may be billed: no management fee, no flat fee ({source}). Remove the line “{label}”.",
    )


class LineNotBillable(Refusal):
    """`context.line`: the place of the line refused; `context.kind`: its kind."""

    status = 422
    title = Text("Ligne exclue par les règles de l’accord", "Line excluded by the rules of the agreement")
    detail = Text(
        "Les règles de l’accord ne permettent pas de refacturer ce genre de frais pour du personnel prêté. Retirez la ligne «\u00a0{label}\u00a0», ou faites changer la règle par un vote.",
        "The rules of the agreement do not allow billing this kind of cost for lent staff. Remove the line “{label}”, or have the rule changed by a vote.",
    )


class DateToCome(Refusal):
    status = 422
    title = Text("Date à venir", "Date in the future")
    detail = Text(
        "On enregistre un paiement qui a eu lieu\u00a0: choisissez au plus tard aujourd’hui.",
        "A payment that has happened is recorded: choose today at the latest.",
    )


class StatementCancelled(Refusal):
    title = Text("Relevé annulé", "Statement cancelled")
    detail = Text(
        "Ce relevé est annulé\u00a0: il ne change plus.",
        "This statement is cancelled: it no longer changes.",
    )


class AboveRemaining(Refusal):
    title = Text("Plus que ce qui reste à payer", "More than is left to pay")
    detail = Text(
        "Il reste {remaining} à régler sur ce relevé. Réduisez le montant.",
        "{remaining} is left on this statement. Lower the amount.",
    )


class AlreadyPaid(Refusal):
    title = Text("Relevé déjà réglé en partie", "Statement already paid in part")
    detail = Text(
        "{settled} ont déjà été réglés sur ce relevé. Annulez d’abord ces règlements.",
        "{settled} has already been settled on this statement. Reverse those payments first.",
    )


class SharedPosting(Refusal):
    title = Text("Relevé d’une répartition", "Statement of a shared cost")
    detail = Text(
        "Ce relevé vient d’une répartition des charges, qui en a émis un pour chaque membre. Pour le corriger, faites une nouvelle répartition qui la remplace.",
        "This statement comes from a shared cost, which issued one for each member. To correct it, share the costs anew in place of it.",
    )


class PaymentReversed(Refusal):
    title = Text("Règlement déjà annulé", "Payment already reversed")
    detail = Text(
        "Ce règlement a déjà été annulé.",
        "This payment has been reversed already.",
    )


class NettedPayment(Refusal):
    title = Text("Règlement par compensation", "Payment by netting")
    detail = Text(
        "Ce règlement vient d’une compensation acceptée par les organisations concernées\u00a0: il ne s’annule pas seul.",
        "This payment comes from a netting that the organisations accepted: it is not reversed alone.",
    )


class MoneySpentSince(Refusal):
    title = Text("Somme déjà employée", "Money already used")
    detail = Text(
        "Le compte ne porte plus cette somme\u00a0: elle a été payée ou compensée depuis. Annulez d’abord ce qui l’a employée.",
        "The account no longer holds this money: it was paid or offset since. Reverse first what used it.",
    )


class NotOffsettable(Refusal):
    status = 422
    title = Text("Ne se compensent pas", "Cannot be offset")
    detail = Text(
        "On impute un avoir sur un appel de la même organisation, dans le même accord. Choisissez l’un de ses avoirs.",
        "A credit is set against a call of the same organisation, under the same agreement. Choose one of its credits.",
    )


class NothingOverdue(Refusal):
    title = Text("Rien à relancer", "Nothing to remind of")
    detail = Text(
        "Ce relevé n’est pas en retard\u00a0: il est réglé, annulé, ou son échéance n’est pas passée.",
        "This statement is not overdue: it is settled, cancelled, or not due yet.",
    )


class RemindedToday(Refusal):
    title = Text("Déjà relancé aujourd’hui", "Reminded today already")
    detail = Text(
        "Une relance est déjà partie aujourd’hui pour ce relevé. Laissez à l’organisation le temps de répondre.",
        "A reminder was sent today for this statement. Give the organisation time to answer.",
    )


class RemindersExhausted(Refusal):
    title = Text("Neuf relances déjà", "Nine reminders already")
    detail = Text(
        "Ce relevé a déjà été relancé neuf fois. Parlez-en à l’organisation, ou aux membres.",
        "Nine reminders were sent for this statement. Talk to the organisation, or to the members.",
    )


class TooManyStatements(Refusal):
    status = 422
    title = Text("Trop de relevés", "Too many statements")
    detail = Text(
        "Cet export dépasse {limit} relevés. Resserrez les critères.",
        "This export is over {limit} statements. Narrow the filters.",
    )
