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
