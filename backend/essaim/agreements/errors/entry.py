"""Refusals about entering an agreement, and about what a vote may change in it."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class AlreadyRequested(Refusal):
    title = Text("Demande déjà envoyée", "Already requested")
    detail = Text(
        "Votre organisation a déjà demandé à rejoindre cet accord ; sa demande attend une réponse.",
        "Your organisation has already asked to join this agreement; its request awaits an answer.",
    )


class RequestAnswered(Refusal):
    title = Text("Demande déjà traitée", "Request already answered")
    detail = Text(
        "Cette demande d’adhésion n’attend plus de réponse. Rechargez la page pour voir l’état actuel.",
        "This request to join no longer awaits an answer. Reload to see where things stand.",
    )


class AdmissionByVote(Refusal):
    title = Text("Admission par vote", "Admission by vote")
    detail = Text(
        "Les règles de l’accord demandent un vote pour admettre une organisation. Proposez une décision d’admission.",
        "The rules of the agreement ask for a vote to admit an organisation. Propose a decision of admission.",
    )


class UnreadableSubject(Refusal):
    status = 422
    title = Text("Objet de la décision incomplet", "Subject of the decision incomplete")
    detail = Text(
        "Il manque ou il est mal écrit, dans l’objet de la décision : {fields}.",
        "Missing or wrongly written in the subject of the decision: {fields}.",
    )


class MemberNotHeard(Refusal):
    title = Text("Membre non entendu", "Member not heard")
    detail = Text(
        "Une organisation ne peut être exclue sans avoir été entendue au préalable. Indiquez le jour où elle l’a été (`heard_on`) et ce qu’elle a répondu (`hearing`).",
        "An organisation cannot be excluded without having been heard beforehand. Give the day it was heard (`heard_on`) and what it answered (`hearing`).",
    )


class LeadNotExcluded(Refusal):
    title = Text("Chef de file à remplacer d’abord", "Replace the lead first")
    detail = Text(
        "L’organisation chef de file ne peut pas être exclue tant qu’elle l’est. Faites d’abord désigner une autre organisation.",
        "The lead organisation cannot be excluded while it leads. Have another organisation appointed first.",
    )


class AlreadyLead(Refusal):
    title = Text("Déjà chef de file", "Already the lead")
    detail = Text(
        "Cette organisation est déjà chef de file de l’accord.",
        "This organisation already leads the agreement.",
    )
