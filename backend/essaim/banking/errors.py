"""Refusals of bank accounts and direct-debit mandates."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class InvalidIban(Refusal):
    """`context.fault` says what is wrong; the number itself is never repeated."""

    status = 422
    title = Text("IBAN refusé", "IBAN refused")
    detail = Text(
        "Cet IBAN n’est pas valable\u00a0: {fault}. Recopiez-le depuis votre relevé d’identité bancaire.",
        "This IBAN is not valid: {fault}. Copy it again from your bank details.",
    )


class InvalidBic(Refusal):
    status = 422
    title = Text("BIC refusé", "BIC refused")
    detail = Text(
        "Ce BIC n’est pas valable\u00a0: il compte 8 ou 11 caractères, dont le pays en 5e et 6e position. Laissez-le vide si vous ne l’avez pas.",
        "This BIC is not valid: it has 8 or 11 characters, the country in 5th and 6th place. Leave it empty if you do not have it.",
    )


class OutsideSepa(Refusal):
    status = 422
    title = Text("Hors de la zone SEPA", "Outside SEPA")
    detail = Text(
        "Ce compte est tenu dans un pays hors de la zone SEPA\u00a0: ni virement ni prélèvement SEPA n’y est possible. Indiquez un autre compte.",
        "This account is held in a country outside SEPA: no SEPA transfer or direct debit reaches it. Give another account.",
    )


class InvalidCreditorIdentifier(Refusal):
    status = 422
    title = Text("Identifiant créancier refusé", "Creditor identifier refused")
    detail = Text(
        "Cet identifiant créancier SEPA (ICS) n’est pas valable\u00a0: {fault}. Recopiez-le depuis la lettre de votre banque.",
        "This SEPA creditor identifier is not valid: {fault}. Copy it again from the letter of your bank.",
    )


class AccountKnown(Refusal):
    title = Text("Compte déjà enregistré", "Account already recorded")
    detail = Text(
        "Ce compte est déjà parmi ceux de votre organisation. Utilisez-le, ou fermez-le d’abord.",
        "This account is among those of your organisation already. Use it, or close it first.",
    )


class AccountShut(Refusal):
    title = Text("Compte fermé", "Account closed")
    detail = Text(
        "Ce compte bancaire est fermé. Choisissez un compte ouvert de votre organisation.",
        "This bank account is closed. Choose an open account of your organisation.",
    )


class AccountMandated(Refusal):
    title = Text("Compte prélevé par mandat", "Account under a mandate")
    detail = Text(
        "Un mandat de prélèvement porte sur ce compte. Révoquez-le d’abord, ou signez-en un autre sur un autre compte.",
        "A direct-debit mandate bears on this account. Revoke it first, or sign another one on another account.",
    )


class AccountUnreadable(Refusal):
    title = Text("Compte illisible", "Account unreadable")
    detail = Text(
        "Ce compte a été scellé avec une autre clé que celle de cette installation. Demandez à l’exploitant de remettre la clé de scellement, ou fermez ce compte et saisissez-le de nouveau.",
        "This account was sealed with another key than that of this installation. Ask the operator to put the sealing key back, or close this account and enter it again.",
    )


class OwnMandate(Refusal):
    title = Text("Mandat envers soi-même", "Mandate towards oneself")
    detail = Text(
        "L’organisation chef de file encaisse\u00a0: elle ne se prélève pas elle-même. Un mandat est signé par une autre partie.",
        "The lead collects: it does not debit itself. A mandate is signed by another party.",
    )


class NoCreditorIdentifier(Refusal):
    title = Text("Pas d’identifiant créancier", "No creditor identifier")
    detail = Text(
        "{name} n’a pas encore d’identifiant créancier SEPA (ICS) sur un compte ouvert\u00a0: aucun mandat ne peut lui être donné. Demandez-lui de l’ajouter.",
        "{name} has no SEPA creditor identifier on an open account yet: no mandate can be given to it. Ask it to add one.",
    )


class MandateKnown(Refusal):
    title = Text("Mandat déjà signé", "Mandate already signed")
    detail = Text(
        "Votre organisation a déjà un mandat en cours pour cet accord. Révoquez-le avant d’en signer un autre.",
        "Your organisation has a live mandate for this agreement already. Revoke it before signing another one.",
    )


class MandateRevoked(Refusal):
    title = Text("Mandat déjà révoqué", "Mandate already revoked")
    detail = Text(
        "Ce mandat est révoqué\u00a0: il ne change plus.", "This mandate is revoked: it no longer changes."
    )


class SignedAhead(Refusal):
    status = 422
    title = Text("Date à venir", "Date in the future")
    detail = Text(
        "Un mandat est signé au plus tard aujourd’hui. Corrigez la date de signature.",
        "A mandate is signed today at the latest. Correct the date of signature.",
    )
