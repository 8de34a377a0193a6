"""How the parties vote, in plain words."""

from collections.abc import Iterator

from essaim.agreements.plain.clause import NOBODY_KNOWN, Clause, Names
from essaim.agreements.plain.numbers import days, fraction, hours, listed, percent, say, separated, votes
from essaim.agreements.rulebook import Majority, MajorityBase, Matter, MatterRule, Quorum, VotingRule
from essaim.kit.text import Text

MATTERS: dict[Matter, Text] = {
    "adopt_rules": Text("changer les règles", "change the rules"),
    "admit_party": Text("admettre une organisation", "admit an organisation"),
    "exclude_party": Text("exclure une organisation", "exclude an organisation"),
    "approve_project": Text("financer un projet", "fund a project"),
    "appoint_coordinator": Text("désigner le chef de file", "appoint the lead"),
    "award_lot": Text("attribuer un lot d’achat groupé", "award a lot of a group purchase"),
    "dissolve": Text("mettre fin à l’accord", "end the agreement"),
    "opinion": Text("donner un avis", "give an opinion"),
}
"""What may be put to the vote, as an infinitive."""

_NO_QUORUM = Text(
    "Aucun quorum\u00a0: un vote est valable quel que soit le nombre de participants.",
    "No quorum: a vote is valid however few take part.",
)
_QUORUM = {
    "members": Text(
        "Un vote n’est valable que si au moins {share} des organisations y participent ou s’y font représenter.",
        "A vote is valid only if at least {share} of the organisations take part or are represented.",
    ),
    "votes": Text(
        "Un vote n’est valable que si les organisations présentes ou représentées réunissent au moins {share} des voix.",
        "A vote is valid only if the organisations present or represented hold at least {share} of the votes.",
    ),
}
_WHOLE_QUORUM = {
    "members": Text(
        "Un vote n’est valable que si toutes les organisations y participent ou s’y font représenter.",
        "A vote is valid only if every organisation takes part or is represented.",
    ),
    "votes": Text(
        "Un vote n’est valable que si les organisations présentes ou représentées réunissent toutes les voix.",
        "A vote is valid only if the organisations present or represented hold all the votes.",
    ),
}
_OF_QUORUM = {
    "members": Text("des organisations", "of the organisations"),
    "votes": Text("des voix", "of the votes"),
}
_LEVELS = {
    "simple": Text("plus de la moitié", "more than half"),
    "two_thirds": Text("au moins les deux tiers", "at least two thirds"),
    "three_quarters": Text("au moins les trois quarts", "at least three quarters"),
    "unanimity": Text("la totalité", "all"),
}
_BASES: dict[MajorityBase, Text] = {
    "cast": Text("des voix exprimées", "of the votes cast"),
    "present": Text("des voix présentes ou représentées", "of the votes present or represented"),
    "all": Text("de toutes les voix, celles des absents comprises", "of all votes, absent ones included"),
}


def voting_clauses(rule: VotingRule, names: Names) -> Iterator[Clause]:
    for key, text in _sentences(rule, names):
        yield Clause("vote", key, text)


def _sentences(rule: VotingRule, names: Names) -> Iterator[tuple[str, Text]]:
    yield "weighting", _weighting(rule, names)
    if rule.cap_bp is not None:
        cap = Text(
            "Aucune organisation ne pèse plus de {share} des voix.",
            "No organisation weighs more than {share} of the votes.",
        )
        yield "cap", say(cap, share=percent(rule.cap_bp))
    if rule.colleges:
        yield "colleges", _colleges(rule)
    yield "quorum", quorum_in_words(rule.quorum)
    adopted = Text(
        "Une proposition est adoptée si elle réunit {majority}.",
        "A proposal is adopted if it gathers {majority}.",
    )
    yield "majority", say(adopted, majority=majority_in_words(rule.majority))
    if rule.double_majority:
        yield (
            "double_majority",
            Text(
                "Il faut deux majorités à la fois\u00a0: celle des organisations, et celle des contributions apportées.",
                "Two majorities are needed at once: of organisations, and of the contributions brought.",
            ),
        )
    yield from _abstentions(rule)
    if any(majority.level == "simple" for majority in _majorities(rule)):
        yield "tie", _TIES[rule.tie]
    yield "second_call", _second_call(rule)
    yield "proxies", _proxies(rule.proxy_limit)
    yield "ballot", _BALLOTS[rule.ballot]
    yield "federation", _FEDERATIONS[rule.federation_vote]
    yield "concerned", _CONCERNED[rule.concerned_party_votes]
    yield "notice", _notice(rule)
    for matter in rule.matters:
        yield f"matter.{matter.matter}", _matter(matter)


def quorum_in_words(quorum: Quorum) -> Text:
    if quorum.numerator == 0:
        return _NO_QUORUM
    if quorum.numerator == quorum.denominator:
        return _WHOLE_QUORUM[quorum.basis]
    return say(_QUORUM[quorum.basis], share=fraction(quorum.numerator, quorum.denominator))


def majority_in_words(majority: Majority) -> Text:
    """`au moins les deux tiers des voix exprimées`."""
    return say(
        Text("{level} {base}", "{level} {base}"), level=_LEVELS[majority.level], base=_BASES[majority.base]
    )


def _quorum_share(quorum: Quorum) -> Text:
    """`sans quorum`, `avec un quorum d’au moins le tiers des organisations`."""
    if quorum.numerator == 0:
        return Text("sans quorum", "without a quorum")
    of = _OF_QUORUM[quorum.basis]
    if quorum.numerator == quorum.denominator:
        return say(Text("avec pour quorum la totalité {of}", "with a quorum of all {of}"), of=of)
    share = fraction(quorum.numerator, quorum.denominator)
    return say(Text("avec pour quorum {share} {of}", "with a quorum of {share} {of}"), share=share, of=of)


def _weighting(rule: VotingRule, names: Names) -> Text:
    if rule.weighting == "equal":
        return Text("Chaque organisation a une voix.", "Each organisation has one vote.")
    if rule.weighting == "contributions":
        return Text(
            "Chaque organisation a des voix à proportion de ce qu’elle a apporté, d’après le livre des comptes.",
            "Each organisation has votes in proportion to what it brought, as the ledger says.",
        )
    stated = [
        say(
            Text("{name}, {votes}", "{name}, {votes}"),
            name=names.get(vote.organisation_id, NOBODY_KNOWN),
            votes=votes(vote.votes),
        )
        for vote in rule.stated_votes
    ]
    if not stated:
        return Text(
            "Chaque organisation a une voix\u00a0: aucun nombre de voix n’est fixé.",
            "Each organisation has one vote: no number of votes is set.",
        )
    sentence = Text(
        "Les voix sont fixées\u00a0: {stated}\u00a0; toute autre organisation, 1\u00a0voix.",
        "Votes are set: {stated}; any other organisation, 1 vote.",
    )
    return say(sentence, stated=separated(stated))


def _colleges(rule: VotingRule) -> Text:
    parts = [
        say(
            Text("{name} pour {weight}", "{name} for {weight}"),
            name=college.name,
            weight=percent(college.weight_bp),
        )
        for college in rule.colleges
    ]
    sentence = Text(
        "Le vote se compte par collèges, chacun pour sa part du résultat\u00a0: {parts}.",
        "Votes are counted by colleges, each for its part of the result: {parts}.",
    )
    return say(sentence, parts=listed(parts))


def _majorities(rule: VotingRule) -> list[Majority]:
    return [rule.majority, *(matter.majority for matter in rule.matters if matter.majority)]


def _abstentions(rule: VotingRule) -> Iterator[tuple[str, Text]]:
    bases = {majority.base for majority in _majorities(rule)}
    if "cast" in bases and not rule.abstentions_count:
        yield (
            "abstentions",
            Text(
                "Une abstention n’est pas une voix exprimée\u00a0: elle ne compte ni pour ni contre.",
                "An abstention is no vote cast: it counts neither for nor against.",
            ),
        )
    if "cast" in bases and rule.abstentions_count:
        yield (
            "abstentions",
            Text(
                "Une abstention compte parmi les voix exprimées\u00a0: elle pèse contre la proposition.",
                "An abstention counts among the votes cast: it weighs against the proposal.",
            ),
        )
    if bases - {"cast"}:
        yield (
            "abstentions.present",
            Text(
                "Quand la majorité se compte sur les présents ou sur tous, une abstention pèse contre la proposition.",
                "Where the majority is of those present or of all, an abstention weighs against the proposal.",
            ),
        )


_TIES = {
    "rejected": Text(
        "En cas d’égalité des voix, la proposition est rejetée.", "On a tie, the proposal is rejected."
    ),
    "chair": Text(
        "En cas d’égalité des voix, celle de l’organisation chef de file l’emporte.",
        "On a tie, the vote of the lead organisation decides.",
    ),
}


def _second_call(rule: VotingRule) -> Text:
    again = rule.second_call
    if not again.allowed:
        return Text(
            "Si le quorum manque, rien n’est décidé et il n’y a pas de seconde convocation.",
            "If the quorum is missed, nothing is decided and there is no second call.",
        )
    sentence = Text(
        "Si le quorum manque, une seconde réunion peut être convoquée {quorum}, {delay}.",
        "If the quorum is missed, a second meeting may be convened {quorum}, {delay}.",
    )
    soon = Text("sans délai", "without delay")
    later = Text("au moins {days} à l’avance", "at least {days} ahead")
    delay = say(later, days=days(again.notice_days)) if again.notice_days else soon
    return say(sentence, quorum=_quorum_share(again.quorum), delay=delay)


def _proxies(limit: int) -> Text:
    if limit == 0:
        return Text("Le vote par pouvoir n’est pas permis.", "Voting by proxy is not allowed.")
    proxies = Text(
        "Une organisation absente peut donner pouvoir à une autre, qui en porte {limit} au plus\u00a0; à deux membres seulement, il n’y a pas de pouvoir.",
        "An absent organisation may give its proxy to another, which holds {limit} at most; with only two members there is no proxy.",
    )
    return say(proxies, limit=Text(str(limit) if limit > 1 else "un", str(limit) if limit > 1 else "one"))


_BALLOTS = {
    "named": Text(
        "Le vote est nominatif\u00a0: les parties lisent qui a voté quoi.",
        "Votes are named: the parties read who voted what.",
    ),
    "secret": Text(
        "Le vote est secret\u00a0: on garde le décompte, jamais le choix d’une organisation.",
        "Votes are secret: the count is kept, never the choice of an organisation.",
    ),
}
_FEDERATIONS = {
    "through_members": Text(
        "Si une fédération et certains de ses membres sont parties, ses membres votent et elle ne vote pas.",
        "If a federation and some of its members are parties, its members vote and it does not.",
    ),
    "itself": Text(
        "Si une fédération et certains de ses membres sont parties, elle vote et ses membres ne votent pas.",
        "If a federation and some of its members are parties, it votes and its members do not.",
    ),
}
_CONCERNED = {
    False: Text(
        "Une organisation ne vote pas sur sa propre exclusion.",
        "An organisation does not vote on its own exclusion.",
    ),
    True: Text(
        "Une organisation vote aussi sur sa propre exclusion.",
        "An organisation votes on its own exclusion too.",
    ),
}


def _notice(rule: VotingRule) -> Text:
    sentence = Text(
        "Un vote est convoqué au moins {days} avant de s’ouvrir, ou {hours} en cas d’urgence.",
        "A vote is convened at least {days} before it opens, or {hours} when urgent.",
    )
    return say(sentence, days=days(rule.notice_days), hours=hours(rule.urgent_notice_hours))


def _matter(rule: MatterRule) -> Text:
    asked = []
    if rule.majority is not None:
        asked.append(majority_in_words(rule.majority))
    if rule.quorum is not None:
        asked.append(_quorum_share(rule.quorum))
    same = Text("comme pour les autres décisions", "as for other decisions")
    sentence = Text("Pour {matter}\u00a0: {asked}.", "To {matter}: {asked}.")
    return say(sentence, matter=MATTERS[rule.matter], asked=separated(asked) if asked else same)
