"""Refusals about quotes: their deposit, their opening, their marks, their comparison."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class UnknownSupplier(Refusal):
    status = 422
    title = Text("Fournisseur inconnu", "Unknown supplier")
    detail = Text(
        "Ce fournisseur n’est pas de cet accord. Choisissez-en un de la liste, ou ajoutez-le d’abord.",
        "This supplier is not one of this agreement. Choose one of the list, or add it first.",
    )


class PricesIncomplete(Refusal):
    status = 422
    title = Text("Un prix par article", "One price for each item")
    detail = Text(
        "Une offre donne le prix de chaque article du lot, une fois, et d’aucun autre. Corrigez les lignes indiquées.",
        "A quote gives the price of each item of the lot, once, and of no other. Correct the lines named.",
    )


class QuoteTooShort(Refusal):
    status = 422
    title = Text("Validité trop courte", "Not valid long enough")
    detail = Text(
        "Une offre doit rester valable au moins jusqu’au jour prévu de l’attribution, le {day}. Demandez au fournisseur de la prolonger.",
        "A quote must stay valid until the day planned for the award at least, {day}. Ask the supplier to extend it.",
    )


class QuoteExists(Refusal):
    title = Text("Offre déjà déposée", "Quote already deposited")
    detail = Text(
        "Ce fournisseur a déjà une offre pour ce lot. Remplacez-la tant que les offres ne sont pas ouvertes.",
        "This supplier has a quote for this lot already. Replace it while quotes are not opened.",
    )


class DepositOver(Refusal):
    title = Text("Dépôt terminé", "Deposits are over")
    detail = Text(
        "Les offres se déposaient jusqu’au {day}. Pour en recevoir d’autres, repoussez d’abord cette date pour tous les fournisseurs.",
        "Quotes were deposited until {day}. To receive others, first postpone that day for every supplier.",
    )


class TooEarlyToOpen(Refusal):
    title = Text("Trop tôt pour ouvrir les offres", "Too early to open the quotes")
    detail = Text(
        "Les fournisseurs peuvent déposer leur offre jusqu’au {day}\u00a0: ouvrez-les toutes ensemble ce jour-là ou après.",
        "Suppliers may deposit their quotes until {day}: open them all together on that day or later.",
    )


class NoQuote(Refusal):
    title = Text("Aucune offre déposée", "No quote deposited")
    detail = Text(
        "Aucun fournisseur n’a déposé d’offre. Repoussez la date limite, ou annulez cet achat en disant pourquoi.",
        "No supplier deposited a quote. Postpone the deadline, or cancel this purchase and say why.",
    )


class QuoteUnreadable(Refusal):
    title = Text("Offre impossible à ouvrir", "A quote cannot be opened")
    detail = Text(
        "L’offre de «\u00a0{supplier}\u00a0» n’est pas celle qui a été scellée, ou la clé de l’installation a changé. Rien n’a été ouvert\u00a0: voyez avec qui administre Essaim, ou retirez cette offre et déposez-la de nouveau.",
        "The quote of “{supplier}” is not what was sealed, or the key of the installation has changed. Nothing was opened: see who runs Essaim, or withdraw this quote and deposit it again.",
    )


class QuotesSealed(Refusal):
    title = Text("Offres encore scellées", "Quotes still sealed")
    detail = Text(
        "Les offres de cet achat ne sont pas ouvertes\u00a0: personne ne peut les lire ni les comparer avant.",
        "The quotes of this purchase are not opened: nobody can read or compare them before.",
    )


class MarksMismatch(Refusal):
    status = 422
    title = Text("Notes à corriger", "Marks to correct")
    detail = Text(
        "Une note porte sur un critère de cet achat autre que le prix, de zéro à son poids. Corrigez celles indiquées.",
        "A mark is for a criterion of this purchase other than the price, from zero to its weight. Correct those named.",
    )
