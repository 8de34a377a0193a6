"""Refusals of decisions."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class ReservedToParties(Refusal):
    status = 403
    title = Text("Réservé aux parties", "For the parties only")
    detail = Text(
        "Les décisions se lisent une fois l’accord accepté. Répondez d’abord à l’invitation.",
        "Decisions are read once the agreement is accepted. Answer the invitation first.",
    )


class AgreementNotActive(Refusal):
    title = Text("Accord pas en vigueur", "Agreement not in force")
    detail = Text(
        "On ne vote que dans un accord en vigueur. Un projet d’accord se met d’abord en vigueur ; un accord terminé ne change plus.",
        "Votes are held in an agreement in force only. Put a draft in force first; an ended agreement no longer changes.",
    )


class UnknownMatter(Refusal):
    status = 422
    title = Text("Question inconnue", "Unknown question")
    detail = Text(
        "Cette question ne peut pas être posée ici. Choisissez-en une de la liste.",
        "This question cannot be asked here. Choose one from the list.",
    )


class SubjectRequired(Refusal):
    status = 422
    title = Text("Objet à préciser", "Subject to be named")
    detail = Text(
        "Dites sur quoi porte la décision : le projet, l’organisation ou la version des règles.",
        "Say what the decision is about: the project, the organisation or the version of the rules.",
    )


class DecisionNotDraft(Refusal):
    title = Text("Déjà convoquée", "Already convened")
    detail = Text(
        "Cette décision n’est plus un projet : son texte ne change plus.",
        "This decision is no longer a draft: its text does not change any more.",
    )


class DecisionNotConvened(Refusal):
    title = Text("Pas encore convoquée", "Not convened yet")
    detail = Text(
        "Convoquez d’abord les membres à cette décision, avec ses dates.",
        "First convene the members to this decision, with its dates.",
    )


class OnlyTheProposer(Refusal):
    status = 403
    title = Text("Réservé à l’organisation qui propose", "For the proposing organisation only")
    detail = Text(
        "Seule l’organisation qui a proposé cette décision, ou le chef de file, peut faire cela.",
        "Only the organisation that proposed this decision, or the lead, can do this.",
    )


class OnlyTheConvener(Refusal):
    status = 403
    title = Text("Réservé à l’organisation qui a convoqué", "For the convening organisation only")
    detail = Text(
        "Seule l’organisation qui a convoqué cette décision peut la retirer.",
        "Only the organisation that convened this decision can withdraw it.",
    )


class SupportedByOthers(Refusal):
    title = Text("Déjà soutenue par d’autres", "Supported by others")
    detail = Text(
        "D’autres organisations soutiennent ce texte : il ne change plus. Retirez-le et proposez-en un autre.",
        "Other organisations support this text: it no longer changes. Withdraw it and propose another one.",
    )


class NotEnoughSupport(Refusal):
    status = 403
    title = Text("Soutiens insuffisants", "Not enough support")
    detail = Text(
        "Sans le chef de file, un tiers des membres doit soutenir la demande : {needed} soutiens sont nécessaires, il y en a {supports}, et le vôtre doit en être.",
        "Without the lead, a third of the members must support the request: {needed} are needed, {supports} given, yours among them.",
    )


class NoticeTooShortForVote(Refusal):
    title = Text("Convocation trop tardive", "Convened too late")
    detail = Text(
        "Les règles laissent {notice} entre la convocation et l’ouverture du vote. Ouvrez-le plus tard.",
        "The rules leave {notice} between the convocation and the opening of the vote. Open it later.",
    )


class AlreadyAsked(Refusal):
    title = Text("Question déjà posée", "Already asked")
    detail = Text(
        "Une décision sur le même objet est déjà convoquée ou ouverte. Attendez son résultat.",
        "A decision about the same thing is already convened or open. Wait for its result.",
    )


class SecretNeedsEqualVotes(Refusal):
    title = Text("Scrutin secret impossible", "Secret ballot impossible")
    detail = Text(
        "Le secret demande des voix égales et au moins trois votants par collège : ici, le compte dirait qui a voté quoi. Choisissez un scrutin nominatif.",
        "Secrecy needs equal votes and at least three voters in each college: here, the count would tell who voted what. Choose a named ballot.",
    )


class VoteNotOpen(Refusal):
    title = Text("Vote pas encore ouvert", "Vote not open yet")
    detail = Text(
        "Ce vote n’est pas encore ouvert : revenez à la date de la convocation.",
        "This vote is not open yet: come back at the time of the convocation.",
    )


class VoteClosed(Refusal):
    title = Text("Vote clos", "Vote closed")
    detail = Text(
        "Ce vote est clos : plus aucune voix n’est reçue.", "This vote is closed: no vote is received."
    )


class VoteStillOpen(Refusal):
    title = Text("Vote en cours", "Vote still open")
    detail = Text(
        "Tous n’ont pas voté et l’heure de clôture n’est pas venue.",
        "Not everybody has voted and the closing time has not come.",
    )


class VoteBegun(Refusal):
    title = Text("Vote commencé", "Vote begun")
    detail = Text(
        "Un vote ouvert va jusqu’à son terme : il ne se retire plus.",
        "An open vote runs to its end: it is no longer withdrawn.",
    )


class AlreadyVoted(Refusal):
    title = Text("Déjà voté", "Already voted")
    detail = Text(
        "Cette organisation a déjà voté ; un vote ne se reprend pas.",
        "This organisation has voted already; a vote is not taken back.",
    )


class NotYourVote(Refusal):
    status = 403
    title = Text("Pas votre voix", "Not your vote")
    detail = Text(
        "Vous votez pour votre organisation, ou pour celle qui vous a donné procuration.",
        "You vote for your organisation, or for one that gave yours its proxy.",
    )


class ProxyGiven(Refusal):
    title = Text("Procuration donnée", "Proxy given")
    detail = Text(
        "Votre organisation a donné procuration. Retirez-la pour voter vous-même.",
        "Your organisation has given its proxy. Revoke it to vote yourself.",
    )


class NoVote(Refusal):
    status = 403
    title = Text("Sans voix dans cette décision", "No vote in this decision")
    detail = Text("{why}", "{why}")


class ProxyLimitReached(Refusal):
    title = Text("Trop de procurations", "Too many proxies")
    detail = Text(
        "Cette organisation tient déjà toutes les procurations permises ({limit}). Choisissez-en une autre.",
        "This organisation already holds all the proxies allowed ({limit}). Choose another one.",
    )


class ProxyChain(Refusal):
    title = Text("Procuration en chaîne", "Chained proxy")
    detail = Text(
        "Qui tient une procuration ne donne pas la sienne, et qui l’a donnée n’en reçoit pas.",
        "Who holds a proxy does not give its own, and who gave it receives none.",
    )


class VoteCast(Refusal):
    title = Text("Vote déjà exprimé", "Vote already cast")
    detail = Text(
        "Cette voix est déjà exprimée : sa procuration ne change plus.",
        "This vote is already cast: its proxy no longer changes.",
    )


class HolderHasNoVote(Refusal):
    status = 422
    title = Text("Mandataire sans voix", "Holder without a vote")
    detail = Text(
        "Donnez procuration à une autre organisation qui vote dans cette décision.",
        "Give your proxy to another organisation that votes in this decision.",
    )


class NoSecondCall(Refusal):
    title = Text("Pas de seconde convocation", "No second call")
    detail = Text(
        "Une seconde convocation suit un quorum manqué, une seule fois, si les règles la permettent.",
        "A second call follows a failed quorum, once, where the rules allow it.",
    )
