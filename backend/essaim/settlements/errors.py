"""Refusals of settlements."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class SettlementsForParties(Refusal):
    status = 403
    title = Text("Réservé aux parties", "For the parties only")
    detail = Text(
        "Votre organisation n’a pas encore rejoint cet accord\u00a0: ses compensations se lisent une fois l’accord accepté.",
        "Your organisation has not joined this agreement yet: its settlements are read once the agreement is accepted.",
    )


class NothingToSettle(Refusal):
    title = Text("Rien à compenser", "Nothing to settle")
    detail = Text(
        "Aucun relevé ouvert n’arrive à échéance à cette date. Choisissez une date plus lointaine, ou regardez ce qui a été laissé de côté et pourquoi.",
        "No open statement falls due by this day. Choose a later day, or look at what was left out and why.",
    )


class AlreadyInSettlement(Refusal):
    title = Text("Déjà dans une compensation", "In a settlement already")
    detail = Text(
        "Un de ces relevés vient d’entrer dans une autre compensation. Refaites l’aperçu, puis proposez à nouveau.",
        "One of these statements has just entered another settlement. Preview again, then propose anew.",
    )


class SettlementDecided(Refusal):
    title = Text("Ce n’est plus possible", "No longer possible")
    detail = Text(
        "Cette compensation est {state}\u00a0: cette action n’est plus possible.",
        "This settlement is {state}: this is no longer possible.",
    )


class AnswersMissing(Refusal):
    title = Text("Des accords manquent", "Answers are missing")
    detail = Text(
        "{missing} organisation(s) qui doivent payer n’ont pas encore accepté. Attendez leur réponse, ou retirez la compensation.",
        "{missing} organisation(s) that owe have not accepted yet. Wait for their answer, or withdraw the settlement.",
    )


class NotAsked(Refusal):
    status = 403
    title = Text("Accord non demandé", "Not asked to accept")
    detail = Text(
        "Votre organisation ne doit rien dans cette compensation\u00a0: son accord n’est pas demandé.",
        "Your organisation owes nothing in this settlement: it is not asked to accept.",
    )


class AnswerGiven(Refusal):
    title = Text("Réponse déjà donnée", "Answered already")
    detail = Text(
        "Votre organisation a déjà répondu. Pour revenir sur sa réponse, demandez au chef de file de retirer la compensation.",
        "Your organisation has answered already. To go back on it, ask the lead to withdraw the settlement.",
    )


class SettlementStale(Refusal):
    """`context.references`: the statements that changed."""

    title = Text("Relevés modifiés depuis la proposition", "Statements changed since the proposal")
    detail = Text(
        "Depuis la proposition, ces relevés ont été payés, annulés ou confiés à la banque\u00a0: {references}. Retirez cette compensation et proposez-en une nouvelle.",
        "Since the proposal these statements were paid, cancelled or sent to the bank: {references}. Withdraw this settlement and propose a new one.",
    )


class NotCarriedOut(Refusal):
    title = Text("Compensation pas encore réalisée", "Settlement not carried out yet")
    detail = Text(
        "Ce virement se fait une fois la compensation réalisée. Le chef de file la réalise quand chacun a accepté.",
        "This transfer is made once the settlement is carried out. The lead carries it out when everybody has accepted.",
    )


class TransferPaid(Refusal):
    title = Text("Virement déjà reçu", "Transfer received already")
    detail = Text(
        "Ce virement est déjà enregistré comme reçu.",
        "This transfer is recorded as received already.",
    )


class TransferNotPaid(Refusal):
    title = Text("Virement pas enregistré", "Transfer not recorded")
    detail = Text(
        "Ce virement n’est pas enregistré comme reçu\u00a0: il n’y a rien à reprendre.",
        "This transfer is not recorded as received: there is nothing to take back.",
    )


class OnlyThePayee(Refusal):
    status = 403
    title = Text("Réservé à qui reçoit le virement", "For whoever receives the transfer")
    detail = Text(
        "L’organisation qui reçoit ce virement, ou le chef de file pour les autres, dit qu’il est arrivé. Demandez-le-lui.",
        "The organisation that receives this transfer, or the lead for others, says that it came. Ask it to.",
    )
