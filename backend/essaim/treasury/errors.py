"""Refusals of the treasury: payment files, then bank lines."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text

# Payment files


class FilesForParties(Refusal):
    status = 403
    title = Text("Réservé aux parties", "For the parties only")
    detail = Text(
        "Votre organisation n’a pas encore rejoint cet accord\u00a0: ses paiements se préparent une fois l’accord accepté.",
        "Your organisation has not joined this agreement yet: payments are prepared once the agreement is accepted.",
    )


class NotPayable(Refusal):
    """`context` lists the identifiers: unknown, of another agreement, or owed by or to somebody else."""

    status = 422
    title = Text("Rien à payer ni à encaisser", "Nothing to pay or collect")
    detail = Text(
        "Un élément demandé n’est pas à payer (virement) ou à encaisser (prélèvement) par votre organisation dans cet accord. Retirez-le, ou reprenez la liste.",
        "An item asked for is not to be paid (transfer) or collected (debit) by your organisation under this agreement. Take it out, or start from the list again.",
    )


class AlreadyPaid(Refusal):
    title = Text("Déjà soldé", "Already settled")
    detail = Text(
        "Il n’y a plus rien à payer sur {references}. Retirez-le de la demande.",
        "Nothing is left to pay on {references}. Take it out of the request.",
    )


class BeingNetted(Refusal):
    title = Text("Compensation en cours", "Netting under way")
    detail = Text(
        "{references} figure dans un règlement proposé aux parties. Attendez leur réponse, ou demandez le retrait du règlement.",
        "{references} is part of a settlement proposed to the parties. Wait for their answer, or have the settlement withdrawn.",
    )


class AlreadyFiled(Refusal):
    title = Text("Déjà dans un fichier", "Already in a file")
    detail = Text(
        "{references} est déjà dans un fichier de paiement, le vôtre ou celui de l’autre partie. Annulez ce fichier d’abord s’il ne part pas.",
        "{references} is in a payment file already, yours or the other party’s. Cancel that file first if it is not going out.",
    )


class PaymentDetailsMissing(Refusal):
    """`context.lacking`: for each organisation, what it has to fill in: `account`, `city`, `mandate`, `bic`."""

    title = Text("Coordonnées incomplètes", "Details missing")
    detail = Text(
        "Avant d’établir ce fichier, faites compléter\u00a0: {lacking}.",
        "Before this file can be made, have these filled in: {lacking}.",
    )


class CreditorIdentifierMissing(Refusal):
    title = Text("Identifiant créancier manquant", "Creditor identifier missing")
    detail = Text(
        "Ce compte n’a pas d’identifiant créancier SEPA (ICS), nécessaire pour prélever. Demandez-le à votre banque, puis ajoutez-le au compte.",
        "This account has no SEPA creditor identifier, which debits need. Ask your bank for one, then add it to the account.",
    )


class UnknownAccount(Refusal):
    status = 422
    title = Text("Compte inconnu", "Unknown account")
    detail = Text(
        "Ce compte n’est pas parmi ceux de votre organisation. Choisissez-en un de sa liste.",
        "This account is not among those of your organisation. Choose one of its list.",
    )


class BadExecutionDate(Refusal):
    status = 422
    title = Text("Date d’exécution refusée", "Execution date refused")
    detail = Text(
        "Choisissez une date d’exécution du {first} au {last}. Un prélèvement se présente au moins un jour avant.",
        "Choose an execution date from {first} to {last}. A debit is presented a day before at least.",
    )


class AboveSepaLimit(Refusal):
    title = Text("Montant trop élevé", "Amount too large")
    detail = Text(
        "Un paiement SEPA va jusqu’à 999\u202f999\u202f999,99\u00a0€\u00a0: {references} le dépasse. Payez-le en plusieurs fois.",
        "A SEPA payment goes up to €999,999,999.99: {references} is above. Pay it in several parts.",
    )


class FileNotValid(Refusal):
    title = Text("Fichier non conforme", "File not valid")
    detail = Text(
        "Le fichier établi ne respecte pas le schéma {schema}, à l’endroit {place}. Rien n’a été gardé\u00a0; corrigez cette donnée ou prévenez l’assistance.",
        "The file made does not follow the schema {schema}, at {place}. Nothing was kept; correct this data or tell support.",
    )


class FileStale(Refusal):
    title = Text("Fichier dépassé", "File out of date")
    detail = Text(
        "Depuis ce fichier, {references} a été payé, annulé ou compensé. Annulez le fichier et établissez-en un autre.",
        "Since this file was made, {references} was paid, cancelled or netted. Cancel the file and make another one.",
    )


class WrongFileState(Refusal):
    title = Text("Le fichier n’en est pas là", "The file is elsewhere")
    detail = Text(
        "Ce fichier est {state}\u00a0: cette action n’est pas possible.",
        "This file is {state}: this is not possible.",
    )


class FileUnreadable(Refusal):
    title = Text("Fichier illisible", "File unreadable")
    detail = Text(
        "Ce fichier a été scellé avec une autre clé que celle de cette installation. Demandez à l’exploitant de remettre la clé de scellement, ou annulez ce fichier et établissez-en un autre.",
        "This file was sealed with another key than that of this installation. Ask the operator to put the sealing key back, or cancel this file and make another one.",
    )


# Bank lines
