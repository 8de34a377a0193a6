"""Refusals about parties, terms and the life of an agreement."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class OnlyTheLead(Refusal):
    status = 403
    title = Text("Réservé au chef de file", "For the lead only")
    detail = Text(
        "Seule l’organisation chef de file peut faire cela. Demandez-le-lui.",
        "Only the lead organisation can do this. Ask it to.",
    )


class OnlyTakingPart(Refusal):
    status = 403
    title = Text("Réservé aux parties", "For the parties only")
    detail = Text(
        "Votre organisation ne prend pas part à cet accord : elle peut seulement le lire.",
        "Your organisation does not take part in this agreement: it can only read it.",
    )


class OnlyThisParty(Refusal):
    status = 403
    title = Text("Réservé à l’organisation concernée", "For that organisation only")
    detail = Text(
        "Seule l’organisation concernée peut répondre ou se retirer en son nom.",
        "Only the organisation itself can answer or leave in its own name.",
    )


class UnknownOrganisation(Refusal):
    status = 422
    title = Text("Organisation inconnue", "Unknown organisation")
    detail = Text(
        "Cette organisation n’est pas dans l’annuaire, ou a cessé son activité. Choisissez-en une autre.",
        "This organisation is not in the directory, or has ceased. Choose another one.",
    )


class AlreadyParty(Refusal):
    title = Text("Déjà partie", "Already a party")
    detail = Text(
        "Cette organisation est déjà partie à l’accord, ou invitée à le devenir.",
        "This organisation is already a party to the agreement, or invited to be one.",
    )


class InvitationAnswered(Refusal):
    title = Text("Invitation déjà traitée", "Invitation already answered")
    detail = Text(
        "Cette invitation a déjà reçu une réponse. Rechargez la page pour voir l’état actuel.",
        "This invitation has been answered. Reload to see where things stand.",
    )


class NotTakingPart(Refusal):
    title = Text("Ne prend pas part", "Takes no part")
    detail = Text(
        "Cette organisation ne prend pas part à l’accord en ce moment.",
        "This organisation takes no part in the agreement at present.",
    )


class NoticeAlreadyGiven(Refusal):
    title = Text("Préavis déjà donné", "Notice already given")
    detail = Text(
        "Votre organisation a déjà donné son préavis ; elle part le {left_on}.",
        "Your organisation has already given notice; it leaves on {left_on}.",
    )


class NoticeTooShort(Refusal):
    title = Text("Préavis trop court", "Notice too short")
    detail = Text(
        "La date la plus proche permise est le {earliest}. Choisissez cette date ou une date plus tardive.",
        "The earliest date allowed is {earliest}. Choose it or a later one.",
    )


class LeadMustHandOver(Refusal):
    title = Text("Chef de file à remplacer", "Lead to be replaced")
    detail = Text(
        "D’autres organisations comptent sur votre rôle de chef de file. Transmettez-le à l’une d’elles, puis partez.",
        "Other organisations rely on you as the lead. Hand the lead over to one of them, then leave.",
    )


class AgreementEnded(Refusal):
    title = Text("Accord terminé", "Agreement ended")
    detail = Text(
        "Cet accord est terminé : il reste lisible, mais ne change plus.",
        "This agreement has ended: it can be read but no longer changes.",
    )


class NotDraft(Refusal):
    title = Text("Déjà en vigueur", "Not a draft")
    detail = Text(
        "Cet accord n’est plus un projet : il est déjà en vigueur ou terminé.",
        "This agreement is no longer a draft: it is in force or has ended.",
    )


class TooFewParties(Refusal):
    title = Text("Trop peu de parties", "Too few parties")
    detail = Text(
        "Il faut au moins {needed} parties qui ont accepté ; il y en a {accepted}.",
        "At least {needed} parties must have accepted; {accepted} have.",
    )


class SideMissing(Refusal):
    title = Text("Un côté est vide", "A side is empty")
    detail = Text(
        "Un partenariat a deux côtés : il faut de chaque côté une organisation qui a accepté.",
        "A partnership has two sides: each needs an organisation that has accepted.",
    )


class StillRunning(Refusal):
    title = Text("Accord en cours", "Agreement still running")
    detail = Text(
        "Cet accord court encore entre plusieurs parties. Chacune peut donner son préavis ; il prend fin avec son terme, ou quand moins de deux parties restent.",
        "This agreement still runs between several parties. Each may give notice; it ends with its term, or when fewer than two parties remain.",
    )


class AmendmentRequired(Refusal):
    title = Text("Avenant requis", "Amendment required")
    detail = Text(
        "L’accord est en vigueur : ses termes ne changent que par un avenant signé. Déposez l’avenant signé, puis indiquez-le dans `amendment_id`.",
        "The agreement is in force: its terms change only by a signed amendment. Add the signed amendment, then name it in `amendment_id`.",
    )


class InconsistentTerms(Refusal):
    status = 422
    title = Text("Termes incohérents", "Inconsistent terms")
    detail = Text("{why}", "{why}")
