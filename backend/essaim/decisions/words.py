"""What is said of a decision: its rule, its result, why somebody has no vote. Sentences are made when they are read."""

from datetime import datetime
from fractions import Fraction

from essaim.agreements.rulebook import Quorum, VotingRule
from essaim.decisions.results import Result, TestFigures
from essaim.decisions.rules.counting import Base, Choice, Level, Outcome
from essaim.decisions.rules.electorate import Why
from essaim.kit import clock
from essaim.kit.text import Language, Text

CHOICES: dict[Choice, Text] = {
    "yes": Text("pour", "yes"),
    "no": Text("contre", "no"),
    "abstain": Text("abstention", "abstain"),
}
OUTCOMES: dict[Outcome, Text] = {
    "adopted": Text("Décision adoptée", "Adopted"),
    "rejected": Text("Décision rejetée", "Rejected"),
    "no_quorum": Text("Quorum non atteint", "No quorum"),
}
_REQUIRED: dict[Level, Text] = {
    "simple": Text("de plus de la moitié", "more than half"),
    "two_thirds": Text("des deux tiers", "two thirds"),
    "three_quarters": Text("des trois quarts", "three quarters"),
    "unanimity": Text("de l’unanimité", "all of them"),
}
_OF: dict[Base, Text] = {
    "cast": Text("exprimées", "cast"),
    "present": Text("présentes ou représentées", "present or represented"),
    "all": Text("au total", "in all"),
}
_OF_ALL: dict[Base, Text] = {
    "cast": Text("des voix exprimées", "of the votes cast"),
    "present": Text("des voix présentes ou représentées", "of the votes present or represented"),
    "all": Text("de toutes les voix", "of all votes"),
}
WITHOUT: dict[Why, Text] = {
    "observer": Text("observe sans voter", "observes and does not vote"),
    "concerned": Text("est l’organisation concernée", "is the organisation concerned"),
    "same_legal_person": Text(
        "est la même personne morale que {others}", "is the same legal person as {others}"
    ),
    "votes_through_members": Text(
        "est une fédération : ses membres votent ({others})",
        "is a federation: its members vote ({others})",
    ),
    "federation_votes": Text("sa fédération vote : {others}", "its federation votes: {others}"),
    "no_college": Text("n’est dans aucun collège", "belongs to no college"),
    "no_contribution": Text("n’a rien apporté", "has brought nothing"),
}
NO_LONGER_ASKED = Text(
    "Cette décision ne peut plus être appliquée telle quelle : {why}",
    "This decision can no longer be applied as it is: {why}",
)
FEW_BALLOTS = Text(
    "Le détail n’est pas donné : moins de trois bulletins dans un collège diraient qui a voté quoi.",
    "The count is not given: fewer than three ballots in a college would tell who voted what.",
)
SECRET_UNTIL_CLOSED = Text(
    "Scrutin secret : seule la participation se lit avant la clôture.",
    "Secret ballot: only participation is shown before the vote closes.",
)
MONEY_WITHHELD = Text(
    "Les voix suivent les apports : leur compte dirait ce que chacun a apporté, que la règle de confidentialité réserve.",
    "Votes follow contributions: the count would tell what each brought, which the confidentiality rule reserves.",
)


ONLY_READS = Text(
    "Votre organisation ne prend pas part à cet accord\u00a0: elle peut seulement le lire.",
    "Your organisation takes no part in this agreement: it can only read it.",
)
VOTE_OVER = Text("Le vote est clos.", "The vote is closed.")
NOT_LISTED = Text(
    "Votre organisation n’était pas partie à l’ouverture du vote\u00a0: la liste des votants est arrêtée ce jour-là.",
    "Your organisation was not a party when the vote opened: the list of voters is frozen then.",
)
HAS_VOTED = Text("Votre organisation a voté.", "Your organisation has voted.")
PROXY_GIVEN = Text(
    "Votre organisation a donné procuration à {holder}.", "Your organisation gave its proxy to {holder}."
)
NOT_OPEN_YET = Text("Le vote n’est pas encore ouvert.", "The vote is not open yet.")
NO_POWER = Text(
    "Votre mandat ne comprend pas le pouvoir de voter.", "Your mandate does not hold the power to vote."
)
_NO_VOTE = Text(
    "Votre organisation ne vote pas\u00a0: elle {why}.", "Your organisation does not vote: it {why}."
)
_NO_VOTE_FEDERATION = Text(
    "Votre organisation ne vote pas\u00a0: {why}.", "Your organisation does not vote: {why}."
)


def no_vote(why: Why, others: list[str]) -> Text:
    """Told to the organisation itself."""
    sentence = _NO_VOTE_FEDERATION if why == "federation_votes" else _NO_VOTE
    reason = Text(without_vote(why, others, "fr"), without_vote(why, others, "en"))
    return Text(sentence.fr.format(why=reason.fr), sentence.en.format(why=reason.en))


def without_vote(why: Why, others: list[str], language: Language) -> str:
    return WITHOUT[why].in_(language).format(others=", ".join(others))


# Figures


def number(value: int, language: Language) -> str:
    return f"{value:,}".replace(",", "\u00a0" if language == "fr" else ",")


def percent(share: Fraction, language: Language) -> str:
    """At most two decimals, cut and never rounded up: 66.66 % is not two thirds."""
    hundredths = int(share * 10_000)
    whole, rest = divmod(hundredths, 100)
    text = f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)
    return f"{text.replace('.', ',')}\u00a0%" if language == "fr" else f"{text}%"


def moment(instant: datetime, language: Language) -> str:
    """A day and an hour in France: 2 juin 2027 à 14:00 is written 02/06/2027 à 14:00."""
    local = instant.astimezone(clock.PARIS)
    return local.strftime("%d/%m/%Y à %H:%M" if language == "fr" else "%Y-%m-%d at %H:%M (Paris)")


# Results


def result_sentence(result: Result, language: Language, *, shows_money: bool = True) -> str:
    """The outcome in one sentence, with the figures it rests on."""
    parts = []
    hidden = result.weighs_money and not shows_money
    if result.tests is not None and result.outcome != "no_quorum" and not hidden:
        parts += [_test(test, result, language) for test in result.tests]
    if result.chair_decided and not hidden:
        parts.append(_CHAIR.in_(language))
    elif result.tests and any(test.tied for test in result.tests) and result.outcome == "rejected":
        parts.append(_TIE.in_(language))
    if not (hidden and result.quorum.basis == "votes"):
        parts.append(_quorum(result, language))
    separator = "\u00a0; " if language == "fr" else "; "
    start = OUTCOMES[result.outcome].in_(language) + ("\u00a0: " if language == "fr" else ": ")
    return start + separator.join(parts) + "." if parts else OUTCOMES[result.outcome].in_(language) + "."


_CHAIR = Text("à égalité, la voix du chef de file l’emporte", "on a tie, the lead’s vote decides")
_TIE = Text("à égalité, la décision est rejetée", "on a tie, the decision is rejected")
_NOTHING = Text("aucune voix {of}", "no votes {of}")
_VOTES = Text(
    "{yes} voix pour sur {base} {of}, soit {share}, pour une majorité requise {required}",
    "{yes} votes for out of {base} {of}, that is {share}, for a required majority of {required}",
)
_MEMBERS = Text(
    "{yes} membres pour sur {base}, soit {share}, pour une majorité requise {required}",
    "{yes} members for out of {base}, that is {share}, for a required majority of {required}",
)
_CONTRIBUTIONS = Text(
    "{share} des apports pour, pour une majorité requise {required}",
    "{share} of contributions for, for a required majority of {required}",
)
_COLLEGES = Text(
    "{share} pour, collèges pondérés ({colleges}), pour une majorité requise {required}",
    "{share} for, colleges weighted ({colleges}), for a required majority of {required}",
)
_COLLEGE = Text("{name} {yes} sur {base}", "{name} {yes} out of {base}")
_QUORUM_MEMBERS = Text(
    "{present} présents ou représentés sur {total}, quorum {required}",
    "{present} present or represented out of {total}, quorum {required}",
)
_QUORUM_VOTES = Text(
    "{present} voix présentes ou représentées sur {total}, quorum {required}",
    "{present} votes present or represented out of {total}, quorum {required}",
)


def _test(test: TestFigures, result: Result, language: Language) -> str:
    if test.share is None:
        return _NOTHING.in_(language).format(of=_OF[result.base].in_(language))
    sentence = {
        "votes": _VOTES,
        "members": _MEMBERS,
        "contributions": _CONTRIBUTIONS,
        "colleges": _COLLEGES,
    }[test.measure]
    colleges = ", ".join(
        _COLLEGE.in_(language).format(
            name=college.name, yes=number(college.yes, language), base=number(college.base, language)
        )
        for college in test.colleges
    )
    return sentence.in_(language).format(
        yes=number(test.yes, language),
        base=number(test.base, language),
        of=_OF[result.base].in_(language),
        share=percent(Fraction(*test.share), language),
        required=_REQUIRED[result.level].in_(language),
        colleges=colleges,
    )


def _quorum(result: Result, language: Language) -> str:
    sentence = _QUORUM_MEMBERS if result.quorum.basis == "members" else _QUORUM_VOTES
    return sentence.in_(language).format(
        present=number(result.quorum.present, language),
        total=number(result.quorum.total, language),
        required=number(result.quorum.required, language),
    )


# The rule applied


_FRACTIONS = {
    Fraction(1, 2): Text("la moitié", "half"),
    Fraction(1, 3): Text("un tiers", "a third"),
    Fraction(2, 3): Text("les deux tiers", "two thirds"),
    Fraction(1, 4): Text("un quart", "a quarter"),
    Fraction(3, 4): Text("les trois quarts", "three quarters"),
    Fraction(1): Text("la totalité", "all"),
}
_NO_QUORUM = Text("Aucun quorum.", "No quorum.")
_A_QUORUM = Text(
    "Quorum\u00a0: {share} des {basis} présents ou représentés.",
    "Quorum: {share} of the {basis} present or represented.",
)
_BASIS = {"members": Text("membres", "members"), "votes": Text("voix", "votes")}
_WEIGHTING = {
    "equal": Text("Une organisation, une voix.", "One organisation, one vote."),
    "stated": Text(
        "Chaque organisation a le nombre de voix prévu par les règles.",
        "Each organisation has the number of votes stated in the rules.",
    ),
    "contributions": Text(
        "Les voix suivent les apports inscrits au livre.",
        "Votes follow the contributions recorded in the book.",
    ),
}
_CAP = Text("Aucune ne pèse plus de {cap} des voix.", "None weighs more than {cap} of the votes.")
_A_COLLEGE = Text("Collège {name}\u00a0: {weight} du résultat.", "College {name}: {weight} of the result.")
_SIMPLE = Text("Majorité\u00a0: plus de la moitié {of}.", "Majority: more than half {of}.")
_AT_LEAST = Text("Majorité\u00a0: au moins {share} {of}.", "Majority: at least {share} {of}.")
_UNANIMITY = Text("Unanimité {of}.", "Unanimity {of}.")
_DOUBLE = Text(
    "Double majorité\u00a0: des membres et des apports.", "Double majority: of members and of contributions."
)
_ABSTENTIONS = Text(
    "Les abstentions comptent parmi les voix exprimées.", "Abstentions count among the votes cast."
)
_CHAIR_RULE = Text("À égalité, le chef de file décide.", "On a tie, the lead decides.")
_TIE_RULE = Text("À égalité, la décision est rejetée.", "On a tie, the decision is rejected.")
_PROXIES = Text(
    "Procurations par organisation\u00a0: {limit} au plus.", "Proxies per organisation: {limit} at most."
)
_NO_PROXY = Text("Aucune procuration.", "No proxy.")
_LEVEL_SHARE: dict[Level, Fraction] = {"two_thirds": Fraction(2, 3), "three_quarters": Fraction(3, 4)}


def rule_sentences(voting: VotingRule, language: Language) -> list[str]:
    """The rule applied to one decision, one sentence each."""
    said = [_WEIGHTING[voting.weighting].in_(language)]
    if voting.cap_bp is not None:
        said.append(_CAP.in_(language).format(cap=percent(Fraction(voting.cap_bp, 10_000), language)))
    said += [
        _A_COLLEGE.in_(language).format(
            name=college.name, weight=percent(Fraction(college.weight_bp, 10_000), language)
        )
        for college in voting.colleges
    ]
    said += [_quorum_rule(voting.quorum, language), _majority_rule(voting, language)]
    if voting.double_majority:
        said.append(_DOUBLE.in_(language))
    if voting.abstentions_count and voting.majority.base == "cast":
        said.append(_ABSTENTIONS.in_(language))
    if voting.majority.level == "simple":
        said.append((_CHAIR_RULE if voting.tie == "chair" else _TIE_RULE).in_(language))
    proxies = _PROXIES.in_(language).format(limit=voting.proxy_limit)
    said.append(proxies if voting.proxy_limit else _NO_PROXY.in_(language))
    return said


def _quorum_rule(quorum: Quorum, language: Language) -> str:
    share = Fraction(quorum.numerator, quorum.denominator)
    if not share:
        return _NO_QUORUM.in_(language)
    named = _FRACTIONS.get(share)
    return _A_QUORUM.in_(language).format(
        share=named.in_(language) if named else f"{share.numerator}/{share.denominator}",
        basis=_BASIS[quorum.basis].in_(language),
    )


def _majority_rule(voting: VotingRule, language: Language) -> str:
    of = _OF_ALL[voting.majority.base].in_(language)
    level = voting.majority.level
    if level == "simple":
        return _SIMPLE.in_(language).format(of=of)
    if level == "unanimity":
        return _UNANIMITY.in_(language).format(of=of)
    return _AT_LEAST.in_(language).format(share=_FRACTIONS[_LEVEL_SHARE[level]].in_(language), of=of)


_DAYS = Text("{days} jours", "{days} days")
_HOURS = Text("{hours} heures", "{hours} hours")


def notice(*, days: int, hours: int, urgent: bool) -> Text:
    if urgent:
        return Text(_HOURS.fr.format(hours=hours), _HOURS.en.format(hours=hours))
    return Text(_DAYS.fr.format(days=days), _DAYS.en.format(days=days))
