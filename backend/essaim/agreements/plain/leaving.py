"""How one enters and leaves, in plain words."""

from collections.abc import Iterator

from essaim.agreements.plain.clause import Clause
from essaim.agreements.plain.numbers import months, say
from essaim.agreements.rulebook import EntryRule, LeavingRule
from essaim.kit.text import Text

_ADMISSION = {
    "lead": Text(
        "L’organisation chef de file admet les nouvelles organisations.",
        "The lead organisation admits newcomers.",
    ),
    "vote": Text("Chaque admission est votée par les membres.", "The members vote each admission."),
}
_EARLIER_DEBTS = {
    False: Text(
        "Une nouvelle organisation ne répond pas des dettes antérieures à son entrée.",
        "A newcomer does not answer for debts older than its entry.",
    ),
    True: Text(
        "Une nouvelle organisation répond, pour sa part, des dettes antérieures à son entrée.",
        "A newcomer answers, for its share, for debts older than its entry.",
    ),
}


def entry_clauses(rule: EntryRule) -> Iterator[Clause]:
    yield Clause("entry", "admission", _ADMISSION[rule.admission])
    yield Clause("entry", "earlier_debts", _EARLIER_DEBTS[rule.liable_for_earlier_debts])


_OWED = {
    True: Text(
        "Qui part doit encore les charges de l’année civile de son départ, jamais celles des années suivantes.",
        "Who leaves still owes the charges of the calendar year of its exit, never those of later years.",
    ),
    False: Text(
        "Qui part ne doit que les charges déjà échues.",
        "Who leaves owes only the charges already due.",
    ),
}
_LATE_RELEASE = {
    False: Text(
        "L’argent qu’un projet libère après un départ reste à ceux qui sont encore là.",
        "Money released by a project after an exit stays with those who remain.",
    ),
    True: Text(
        "L’argent qu’un projet libère après un départ est partagé aussi avec qui l’avait financé et est parti.",
        "Money released by a project after an exit is shared also with who paid for it and left.",
    ),
}


def exit_clauses(rule: LeavingRule) -> Iterator[Clause]:
    yield Clause("exit", "timing", leaving_in_words(rule))
    yield Clause("exit", "owed", _OWED[rule.owes_current_year])
    yield Clause("exit", "repayment", _repayment(rule))
    yield Clause("exit", "late_release", _LATE_RELEASE[rule.late_release_to_leavers])
    yield Clause(
        "exit",
        "notice_given",
        Text(
            "Changer ces règles ne change rien pour qui a déjà donné son préavis.",
            "A change of these rules changes nothing for who has already given notice.",
        ),
    )


def leaving_in_words(rule: LeavingRule) -> Text:
    """When a member may leave, and with what notice."""
    notice = rule.notice_months
    if rule.timing == "any_time":
        if notice == 0:
            return Text(
                "Une organisation peut partir à tout moment, sans préavis.",
                "An organisation may leave at any time, without notice.",
            )
        sentence = Text(
            "Une organisation peut partir à tout moment, avec un préavis de {notice}.",
            "An organisation may leave at any time, with {notice} of notice.",
        )
    elif rule.timing == "financial_year_end":
        sentence = Text(
            "Une organisation peut partir au 31\u00a0décembre de chaque année, avec un préavis d’au moins {notice}.",
            "An organisation may leave on 31 December of each year, with at least {notice} of notice.",
        )
        if notice == 0:
            return Text(
                "Une organisation peut partir au 31\u00a0décembre de chaque année, sans préavis.",
                "An organisation may leave on 31 December of each year, without notice.",
            )
    elif notice == 0:
        return Text(
            "Une organisation peut partir à la fin d’une période de l’accord, sans préavis\u00a0; si l’accord n’a pas de terme, à tout moment.",
            "An organisation may leave at the end of a term of the agreement, without notice; if the agreement has no term, at any time.",
        )
    else:
        sentence = Text(
            "Une organisation peut partir à la fin d’une période de l’accord, avec un préavis d’au moins {notice}\u00a0; si l’accord n’a pas de terme, {notice} après son préavis.",
            "An organisation may leave at the end of a term of the agreement, with at least {notice} of notice; if the agreement has no term, {notice} after its notice.",
        )
    return say(sentence, notice=months(notice))


def _repayment(rule: LeavingRule) -> Text:
    if not rule.repays_stake:
        return Text(
            "Rien n’est rendu à qui part\u00a0: ce qu’il a apporté reste acquis.",
            "Nothing is given back to who leaves: what it brought stays.",
        )
    if rule.instalments == 1:
        return Text(
            "Les apports avec droit de reprise qui n’ont pas été consommés sont rendus à qui part, en une fois.",
            "Repayable contributions not consumed are given back to who leaves, at once.",
        )
    sentence = Text(
        "Les apports avec droit de reprise qui n’ont pas été consommés sont rendus à qui part en {instalments} échéances, à {months} d’intervalle.",
        "Repayable contributions not consumed are given back to who leaves in {instalments} instalments, {months} apart.",
    )
    return say(sentence, instalments=rule.instalments, months=months(rule.months_between))
