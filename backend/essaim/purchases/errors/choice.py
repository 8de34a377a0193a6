"""Refusals about choosing a quote: simulate, leave a lot, award it."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class QuotesStillSealed(Refusal):
    title = Text("Offres encore scellées", "Quotes still sealed")
    detail = Text(
        "Les offres ne sont pas encore ouvertes\u00a0: rien ne peut être simulé. Attendez l’ouverture par le coordinateur.",
        "The quotes are not open yet: nothing can be simulated. Wait until the coordinator opens them.",
    )


class NothingToLeave(Refusal):
    title = Text("Aucun besoin dans ce lot", "No need in this lot")
    detail = Text(
        "Votre organisation n’a déclaré aucun besoin dans ce lot\u00a0: elle n’a rien à quitter.",
        "Your organisation stated no need in this lot: it has nothing to leave.",
    )


class AlreadyLeftLot(Refusal):
    title = Text("Lot déjà quitté", "Lot already left")
    detail = Text(
        "Votre organisation a déjà quitté ce lot. Elle peut y revenir jusqu’à l’attribution.",
        "Your organisation already left this lot. It may come back until the award.",
    )


class NotLeftLot(Refusal):
    title = Text("Lot non quitté", "Lot not left")
    detail = Text(
        "Votre organisation n’a pas quitté ce lot\u00a0: il n’y a rien à annuler.",
        "Your organisation did not leave this lot: there is nothing to undo.",
    )


class SimulationChanged(Refusal):
    title = Text("La simulation a changé", "The simulation changed")
    detail = Text(
        "Depuis votre simulation, une organisation a quitté le lot ou y est revenue, ou une note a changé. Relancez la simulation, puis attribuez.",
        "Since your simulation, an organisation left the lot or came back, or a mark changed. Simulate again, then award.",
    )


class MarksMissing(Refusal):
    title = Text("Notes incomplètes", "Marks missing")
    detail = Text(
        "Toutes les offres de ce lot ne sont pas notées sur chaque critère. Complétez les notes, puis attribuez.",
        "Not every quote of this lot is marked on every criterion. Complete the marks, then award.",
    )


class QuoteExpired(Refusal):
    title = Text("Offre expirée", "Quote expired")
    detail = Text(
        "Cette offre valait jusqu’au {until}. Demandez au fournisseur de la prolonger, ou choisissez-en une autre.",
        "This quote was valid until {until}. Ask the supplier to extend it, or choose another one.",
    )


class BelowMinimum(Refusal):
    title = Text("Sous le minimum du fournisseur", "Below the supplier’s minimum")
    detail = Text(
        "Les volumes des organisations qui restent n’atteignent pas le minimum de cette offre. Choisissez une autre offre, ou déclarez le lot sans suite.",
        "The volumes of the organisations that stay do not reach the minimum of this quote. Choose another quote, or declare the lot unsuccessful.",
    )


class NobodyBuys(Refusal):
    title = Text("Plus personne n’achète", "Nobody buys any more")
    detail = Text(
        "Aucune organisation ne reste dans ce lot. Déclarez-le sans suite.",
        "No organisation stays in this lot. Declare it unsuccessful.",
    )


class AwardWouldTell(Refusal):
    title = Text("L’attribution révélerait un besoin", "The award would tell a need")
    detail = Text(
        "Trop peu d’organisations achètent un des articles pour que son total soit publié, et la facture le ferait deviner. Demandez une offre au même prix pour toutes les unités, sans frais fixes, au partage «\u00a0même prix\u00a0», ou déclarez le lot sans suite.",
        "Too few organisations buy one of the items for its total to be told, and a bill would give it away. Ask for a quote with one price for all units, without fixed fee, shared at the same price, or declare the lot unsuccessful.",
    )


class AwardNeedsVote(Refusal):
    title = Text("Attribution soumise au vote", "Award put to the vote")
    detail = Text(
        "Les règles de l’accord demandent un vote pour attribuer un lot à partir de {threshold}. Proposez une décision d’attribution.",
        "The rules of the agreement ask for a vote to award a lot from {threshold}. Propose a decision to award it.",
    )


class ReasonRequired(Refusal):
    status = 422
    title = Text("Motif à donner", "Reason required")
    detail = Text(
        "Cette offre n’est pas la première du classement. Dites pourquoi vous la choisissez, en {characters} caractères au moins.",
        "This quote is not the first of the ranking. Say why you choose it, in {characters} characters at least.",
    )


class AwardNotPossible(Refusal):
    """The answer of a vote where needs are sealed: why would tell who left."""

    title = Text("Attribution impossible", "Award not possible")
    detail = Text(
        "Ce lot ne peut plus être attribué à cette offre dans les conditions votées. Le coordinateur dira comment continuer\u00a0: autre offre, ou lot sans suite.",
        "This lot can no longer be awarded to this quote as voted. The coordinator will say how to go on: another quote, or no award.",
    )


class VolumesTooLarge(Refusal):
    title = Text("Montants trop grands", "Amounts too large")
    detail = Text(
        "À ces volumes et à ces prix, le lot dépasse ce qui se compte exactement. Vérifiez les besoins et l’offre.",
        "At these volumes and prices, the lot exceeds what is counted exactly. Check the needs and the quote.",
    )


class SharingTooLarge(Refusal):
    title = Text("Partage trop long à calculer", "Sharing too long to compute")
    detail = Text(
        "Le partage de cet achat ne se calcule pas en un temps raisonnable pour autant d’organisations et de volumes aussi fins. Recopiez l’achat avec le partage «\u00a0même prix pour tous\u00a0», ou des unités plus grandes.",
        "The sharing of this purchase is not computed in a reasonable time for so many organisations and such fine volumes. Copy the purchase with the sharing “same price for all”, or with larger units.",
    )
