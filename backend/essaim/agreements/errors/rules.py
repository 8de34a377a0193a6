"""Refusals about rules: what the law forbids, what could not be applied, and versions that cannot change."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class RuleForbidden(Refusal):
    """A rule that the legal form does not allow; `context.source` names the text."""

    title = Text("Règle interdite par la forme juridique", "Rule forbidden by the legal form")
    detail = Text("{why} Source : {source}.", "{why} Source: {source}.")


class ExitCannotBeBlocked(RuleForbidden):
    title = Text("On ne peut pas retenir un membre", "A member cannot be kept")


class WithdrawalAtYearEndOnly(RuleForbidden):
    title = Text("Retrait en fin d’exercice", "Withdrawal at the end of a year")


class NoticeTooBrief(RuleForbidden):
    title = Text("Préavis plus court que la loi", "Notice shorter than the law")


class TooManyProxies(RuleForbidden):
    title = Text("Trop de pouvoirs", "Too many proxies")


class VotesMustBeEqual(RuleForbidden):
    title = Text("Une voix par membre", "One vote per member")


class ContributionsIrrevocable(RuleForbidden):
    title = Text("Apports irrévocables", "Irrevocable contributions")


class LentStaffAtCostOnly(RuleForbidden):
    title = Text("Personnel prêté à son coût", "Lent staff at cost")


FORBIDDEN: tuple[type[RuleForbidden], ...] = (
    ExitCannotBeBlocked,
    WithdrawalAtYearEndOnly,
    NoticeTooBrief,
    TooManyProxies,
    VotesMustBeEqual,
    ContributionsIrrevocable,
    LentStaffAtCostOnly,
)


class RuleUnworkable(Refusal):
    """A rule that contradicts itself or the agreement; `errors` name the places."""

    status = 422
    title = Text("Règle inapplicable", "Rule that cannot be applied")
    detail = Text("{why}", "{why}")


class NotSharing(RuleUnworkable):
    title = Text("Ne partage pas ces coûts", "Does not share these costs")


class KeyCannotHold(RuleUnworkable):
    title = Text("Clé impossible à respecter", "Key impossible to respect")


class NameTwice(RuleUnworkable):
    title = Text("Deux fois le même nom", "The same name twice")


UNWORKABLE: tuple[type[RuleUnworkable], ...] = (NotSharing, KeyCannotHold, NameTwice)


class RulesNotProposed(Refusal):
    title = Text("Version déjà tranchée", "Version already settled")
    detail = Text(
        "Cette version des règles n’est plus un projet : elle est {state}.",
        "This version of the rules is no longer a proposal: it is {state}.",
    )


class RulesUnderVote(Refusal):
    title = Text("Règles soumises au vote", "Rules put to the vote")
    detail = Text(
        "Un vote est convoqué sur cette version : elle ne change plus. Retirez d’abord la décision, ou proposez une autre version.",
        "A vote is convened on this version: it no longer changes. Withdraw the decision first, or propose another version.",
    )


class NothingToChange(Refusal):
    title = Text("Rien à changer", "Nothing to change")
    detail = Text(
        "Ces règles disent la même chose que celles en vigueur. Modifiez-les avant de les soumettre.",
        "These rules say the same as those in force. Change them before putting them to the vote.",
    )


class OnlyItsProposer(Refusal):
    status = 403
    title = Text("Réservé à qui propose", "For its proposer only")
    detail = Text(
        "Seules l’organisation qui propose cette version et l’organisation chef de file peuvent faire cela.",
        "Only the organisation that proposes this version and the lead organisation can do this.",
    )


class RulesDecideThis(Refusal):
    title = Text("Fixé par les règles", "Set by the rules")
    detail = Text(
        "Le préavis et la confidentialité sont fixés par les règles de l’accord : proposez une nouvelle version de ces règles.",
        "Notice and confidentiality are set by the rules of the agreement: propose a new version of those rules.",
    )
