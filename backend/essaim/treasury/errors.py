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


class PaidAlready(Refusal):
    title = Text("Déjà soldé", "Already settled")
    detail = Text(
        "Il n’y a plus rien à payer sur {references}. Retirez-le de la demande.",
        "Nothing is left to pay on {references}. Take it out of the request.",
    )


class BeingNetted(Refusal):
    title = Text("Compensation en cours", "Netting under way")
    detail = Text(
        "{references} figure dans une compensation proposée aux parties. Attendez leur réponse, ou demandez son retrait.",
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


class BankFileExpected(Refusal):
    """A form was sent: the file itself is the body."""

    status = 415
    title = Text("Relevé attendu", "Bank file expected")
    detail = Text(
        "Envoyez le fichier lui-même comme corps de la demande (application/octet-stream).",
        "Send the file itself as the body (application/octet-stream).",
    )


class BankFileEmpty(Refusal):
    status = 422
    title = Text("Relevé vide", "Empty bank file")
    detail = Text("Le fichier est vide. Choisissez-en un autre.", "The file is empty. Choose another one.")


class BankFileUnreadable(Refusal):
    """`errors` says what was met, and where."""

    status = 422
    title = Text("Relevé illisible", "Bank file not readable")
    detail = Text(
        "{why} Téléchargez le relevé de votre banque au format CSV ou CAMT.053, sans le modifier.",
        "{why} Download the statement from your bank as CSV or CAMT.053, and leave it as it is.",
    )


class NoBankLine(Refusal):
    """`errors` names the faults of the first lines."""

    status = 422
    title = Text("Aucune opération lue", "No movement read")
    detail = Text(
        "Aucune opération n’a pu être lue dans ce fichier. Vérifiez qu’il s’agit bien du relevé d’un compte en euros.",
        "No movement could be read in this file. Check that it is the statement of an account in euros.",
    )


class TooManyBankLines(Refusal):
    """`context.limit` says how many a file may hold."""

    status = 422
    title = Text("Trop d’opérations", "Too many movements")
    detail = Text(
        "Un fichier compte au plus {limit} opérations. Téléchargez le relevé sur une période plus courte.",
        "A file holds {limit} movements at most. Download the statement over a shorter period.",
    )


class WrongLineState(Refusal):
    """`context.state` is the present one: somebody may have been faster."""

    title = Text("L’opération n’en est pas là", "The movement is elsewhere")
    detail = Text(
        "Cette opération est {state}\u00a0: cette action n’est pas possible. Rechargez la liste.",
        "This movement is {state}: this is not possible. Load the list again.",
    )


class NotOnThisAccount(Refusal):
    status = 422
    title = Text("Ce relevé ne se paie pas ainsi", "Not paid this way")
    detail = Text(
        "Une somme reçue règle ce qui est dû au pot ou à votre organisation\u00a0; une somme versée, un avoir ou ce que votre "
        "organisation doit. Choisissez un autre relevé.",
        "Money received settles what the pool or your organisation is owed; money sent, a credit or what your organisation "
        "owes. Choose another statement.",
    )


class AboveLine(Refusal):
    status = 422
    title = Text("Plus que l’opération", "More than the movement")
    detail = Text(
        "L’opération est de {amount}. Réduisez le montant.",
        "The movement is of {amount}. Lower the amount.",
    )
