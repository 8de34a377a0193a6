"""Refusals of the ledger."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class Overdraft(Refusal):
    title = Text("Solde insuffisant", "Not enough on the account")
    detail = Text(
        "Un compte passerait sous son solde minimal. Réduisez le montant, ou alimentez d’abord le compte.",
        "An account would fall below its minimum balance. Lower the amount, or fund the account first.",
    )


class AlreadyReversed(Refusal):
    title = Text("Déjà contre-passée", "Already reversed")
    detail = Text(
        "Cette écriture a déjà été contre-passée : elle ne peut l’être qu’une fois.",
        "This transaction has been reversed: it can be only once.",
    )


class NotReversible(Refusal):
    title = Text("Ne se contre-passe pas", "Not reversible")
    detail = Text(
        "Une contre-passation ne se contre-passe pas. Passez une nouvelle écriture.",
        "A reversal is not reversed. Post a new transaction.",
    )


class AccountsElsewhere(Refusal):
    status = 422
    title = Text("Comptes d’un autre accord", "Accounts of another agreement")
    detail = Text(
        "Tous les comptes d’une écriture appartiennent à un même accord. Choisissez-les dans sa liste.",
        "All accounts of a transaction belong to one agreement. Choose them from its list.",
    )


class AccountClosed(Refusal):
    title = Text("Compte clos", "Closed account")
    detail = Text(
        "Un compte de cette écriture est clos. Choisissez-en un autre.",
        "An account of this transaction is closed. Choose another one.",
    )


class DifferentUnits(Refusal):
    status = 422
    title = Text("Unités différentes", "Different units")
    detail = Text(
        "Un mouvement va d’un compte à un autre de la même unité : des euros ne deviennent pas des heures.",
        "A movement goes between two accounts of the same unit: euros do not become hours.",
    )


class AmountTooLarge(Refusal):
    status = 422
    title = Text("Montant trop grand", "Amount too large")
    detail = Text(
        "Ce montant dépasse ce qu’un compte peut tenir. Vérifiez-le.",
        "This amount exceeds what an account can hold. Check it.",
    )


class SameAccount(Refusal):
    status = 422
    title = Text("Un seul compte", "One account only")
    detail = Text(
        "Un mouvement va d’un compte à un autre. Choisissez deux comptes différents.",
        "A movement goes between two accounts. Choose two different ones.",
    )


class ManagedAccount(Refusal):
    title = Text("Compte tenu par Essaim", "Account kept by Essaim")
    detail = Text(
        "Les comptes du fonds commun, de ses projets et des sorties ne se mouvementent pas à la main. Passez par le fonds ou par la sortie.",
        "Accounts of the common fund, its projects and exits are not moved by hand. Use the fund or the exit.",
    )


class AccountAlreadyOpen(Refusal):
    title = Text("Compte déjà ouvert", "Account already open")
    detail = Text(
        "Un compte de cet usage existe déjà. Utilisez-le, ou donnez un autre intitulé.",
        "An account of this purpose exists already. Use it, or give another label.",
    )


class PartyUnknown(Refusal):
    status = 422
    title = Text("Pas une partie", "Not a party")
    detail = Text(
        "Cette organisation n’a pas accepté cet accord. Un compte se tient pour une partie.",
        "This organisation has not accepted this agreement. An account is kept for a party.",
    )


class NotYetHappened(Refusal):
    status = 422
    title = Text("Date à venir", "Day to come")
    detail = Text(
        "Le livre dit ce qui a eu lieu. Donnez la date d’aujourd’hui ou une date passée.",
        "The book says what happened. Give today’s date or an earlier one.",
    )


class BookForParties(Refusal):
    status = 403
    title = Text("Réservé aux parties", "For the parties only")
    detail = Text(
        "Le livre se lit une fois l’accord accepté. Répondez d’abord à l’invitation.",
        "The book is read once the agreement is accepted. Answer the invitation first.",
    )


class OpenBook(Refusal):
    title = Text("Livre ouvert", "Open book")
    detail = Text(
        "Toutes les parties lisent déjà toutes les lignes : il n’y a rien à publier.",
        "All parties already read every line: there is nothing to publish.",
    )


class AlreadyPublished(Refusal):
    title = Text("Clôture déjà publiée", "Closing already published")
    detail = Text(
        "Une clôture de ce jour ou d’un jour suivant est déjà publiée. Choisissez une date postérieure.",
        "A closing of this day or of a later one is published. Choose a later day.",
    )


class TooManyLines(Refusal):
    status = 422
    title = Text("Trop de lignes", "Too many lines")
    detail = Text(
        "Cet export dépasse {limit} lignes. Resserrez les dates.",
        "This export is over {limit} lines. Narrow the dates.",
    )
