"""What is said to people about leaving, in the two languages."""

from datetime import date

from essaim.agreements.models import LegalFormCode
from essaim.agreements.rules import ExitRule, add_months
from essaim.exits.rules import Instalment, WhyNotRepaid
from essaim.kit.money import euros
from essaim.kit.text import Text

_MONTHS_FR = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

SOURCES: dict[LegalFormCode, Text] = {
    "association": Text("loi du 1er juillet 1901, art. 4", "law of 1 July 1901, art. 4"),
    "gcsms": Text("CASF, art. R. 312-194-10", "CASF, art. R. 312-194-10"),
    "gcs": Text("CASF, art. R. 312-194-10", "CASF, art. R. 312-194-10"),
}
"""Where the rule comes from when it is the law's; the agreement's own otherwise."""
OWN_RULES = Text("règles de l’accord", "rules of the agreement")
OBSERVER = Text(
    "Votre organisation observe seulement : elle part quand elle veut.",
    "Your organisation only observes: it leaves whenever it wants.",
)
NOT_REPAID: dict[WhyNotRepaid, Text] = {
    "irrevocable": Text(
        "Les apports à un fonds de dotation sont irrévocables : rien n’est restitué.",
        "Contributions to an endowment fund are irrevocable: nothing is given back.",
    ),
    "rules": Text(
        "Les règles de l’accord ne prévoient pas de restitution : ce qui reste de vos apports va au pot commun.",
        "The rules of the agreement give nothing back: what is left of your contributions goes to the common pot.",
    ),
}
REPAID = Text(
    "Les apports avec droit de reprise qui n’ont pas été consommés sont restitués.",
    "Repayable contributions that were not consumed are given back.",
)
NO_STAKE = Text(
    "Votre organisation n’a pas d’apport avec droit de reprise.",
    "Your organisation has no repayable contribution.",
)
SHARES_WITHHELD = Text(
    "Les règles de l’accord ne vous montrent pas les apports des autres parties : leurs parts ne sont pas dites.",
    "The rules of the agreement keep the other parties’ contributions from you: their shares are not told.",
)
READING_KEPT = Text(
    "Vous gardez la lecture des années auxquelles vous avez pris part.",
    "You keep reading the years you took part in.",
)


def day(value: date) -> Text:
    """31 décembre 2027, 1er janvier 2028."""
    number = "1er" if value.day == 1 else str(value.day)
    return Text(
        f"{number} {_MONTHS_FR[value.month - 1]} {value.year}",
        f"{value.day} {_MONTHS_EN[value.month - 1]} {value.year}",
    )


def percent(bp: int) -> Text:
    """1500 is 15 %, 2941 is 29,41 %."""
    figure = f"{bp // 100}.{bp % 100:02d}".rstrip("0").rstrip(".")
    return Text(f"{figure.replace('.', ',')}\u00a0%", f"{figure}\u00a0%")


def why(
    *, timing: ExitRule, notice_months: int, form: LegalFormCode, has_term: bool, earliest_on: date
) -> Text:
    """Why the earliest last day is that one, with the source of the rule."""
    source = SOURCES.get(form, OWN_RULES)
    at_a_date = timing == "financial_year_end" or (timing == "agreement_terms" and has_term)
    if not at_a_date:
        return _after_notice(notice_months, source if timing == "any_time" else OWN_RULES)
    deadline, last = day(add_months(earliest_on, -notice_months)), day(earliest_on)
    when, source = (_YEAR_END, source) if timing == "financial_year_end" else (_TERM, OWN_RULES)
    notice = _with_notice(notice_months)
    return Text(
        f"On part {when.fr}, {notice.fr} ({source.fr}) : "
        f"pour partir le {last.fr}, le préavis se donne au plus tard le {deadline.fr}.",
        f"One leaves {when.en}, {notice.en} ({source.en}): to leave on {last.en}, give notice by {deadline.en}.",
    )


_YEAR_END = Text("à la fin d’une année civile", "at the end of a calendar year")
_TERM = Text("au terme de l’accord", "at the end of a term")


def _after_notice(months: int, source: Text) -> Text:
    if months == 0:
        return Text(f"On part à tout moment ({source.fr}).", f"One may leave at any time ({source.en}).")
    later = "1 month" if months == 1 else f"{months} months"
    return Text(
        f"On part {months} mois après son préavis ({source.fr}).",
        f"One leaves {later} after giving notice ({source.en}).",
    )


def _with_notice(months: int) -> Text:
    if months == 0:
        return Text("sans préavis", "without notice")
    return Text(
        f"avec {months} mois de préavis",
        "with 1 month’s notice" if months == 1 else f"with {months} months’ notice",
    )


def leaving(notice_on: date, leave_on: date, earliest_on: date, *, given: bool, reason: Text) -> Text:
    notice, last, earliest = day(notice_on), day(leave_on), day(earliest_on)
    if given:
        return Text(
            f"Préavis donné le {notice.fr} : vous prenez part jusqu’au {last.fr} inclus.",
            f"Notice given on {notice.en}: you take part until the end of {last.en}.",
        )
    if leave_on == earliest_on:
        return Text(
            f"Avec un préavis le {notice.fr}, vous partez le {last.fr}. {reason.fr}",
            f"With notice on {notice.en}, you leave on {last.en}. {reason.en}",
        )
    return Text(
        f"Avec un préavis le {notice.fr}, vous partez le {last.fr} (au plus tôt le {earliest.fr}). {reason.fr}",
        f"With notice on {notice.en}, you leave on {last.en} (at the earliest on {earliest.en}). {reason.en}",
    )


def owing(owed_cents: int, later_cents: int, through: date) -> Text:
    until = day(through)
    if owed_cents == 0:
        said = Text(
            f"À ce jour vous ne devez rien. Les sommes appelées jusqu’au {until.fr} resteraient dues, rien au-delà.",
            f"You owe nothing today. What is called until {until.en} would remain due, nothing after.",
        )
    else:
        amount = euros(owed_cents)
        said = Text(
            f"Vous devez {amount.fr} : les sommes appelées jusqu’au {until.fr} restent dues, rien au-delà.",
            f"You owe {amount.en}: what is called until {until.en} remains due, nothing after.",
        )
    if later_cents == 0:
        return said
    later = euros(later_cents)
    return Text(
        f"{said.fr} {later.fr} déjà appelés pour la suite seraient annulés.",
        f"{said.en} {later.en} already called for later would be cancelled.",
    )


def getting_back(
    stake_cents: int, repaid_cents: int, planned: list[Instalment], why_not: WhyNotRepaid | None
) -> Text:
    if why_not is not None:
        return NOT_REPAID[why_not]
    if stake_cents == 0:
        return NO_STAKE
    amount = euros(repaid_cents)
    if len(planned) == 1:
        due = day(planned[0].due_on)
        return Text(
            f"Vous récupérez {amount.fr}, le {due.fr} au plus tard.",
            f"You get back {amount.en}, by {due.en}.",
        )
    first, last = day(planned[0].due_on), day(planned[-1].due_on)
    part = euros(planned[0].amount_cents)
    equal = planned[0].amount_cents == planned[-1].amount_cents
    return Text(
        f"Vous récupérez {amount.fr} en {len(planned)} échéances"
        f"{f' de {part.fr}' if equal else ''}, du {first.fr} au {last.fr}.",
        f"You get back {amount.en} in {len(planned)} instalments"
        f"{f' of {part.en}' if equal else ''}, from {first.en} to {last.en}.",
    )


def votes(before: int, after: int, mine: int, leave_on: date) -> Text:
    last = day(leave_on)
    own_fr, own_en = (f"{mine} voix", "1 vote" if mine == 1 else f"{mine} votes")
    return Text(
        f"Vous avez {own_fr} sur {before} jusqu’au {last.fr} ; ensuite les autres en ont {after} et vous aucune.",
        f"You have {own_en} of {before} until {last.en}; then the others have {after} and you none.",
    )


def shares(before_bp: int, others: list[tuple[str, int, int]]) -> Text:
    """`others`: name, share before, share after."""
    mine = percent(before_bp)
    moves = [(name, percent(before), percent(after)) for name, before, after in others]
    fr = ", ".join(f"{name} de {before.fr} à {after.fr}" for name, before, after in moves)
    en = ", ".join(f"{name} from {before.en} to {after.en}" for name, before, after in moves)
    if not moves:
        return Text(
            f"Votre part du fonds est de {mine.fr}, la seule.",
            f"Your share of the fund is {mine.en}, the only one.",
        )
    return Text(
        f"Votre part du fonds, {mine.fr}, disparaît ; celles des autres passent : {fr}.",
        f"Your share of the fund, {mine.en}, goes; those of the others become: {en}.",
    )


def lost(bookings: int, resources: int, projects: int, votes_open: int, commitments: int) -> Text | None:
    """What ends with the exit, counted; none when nothing does."""
    fr, en = [], []
    for count, one_fr, many_fr, one_en, many_en in (
        (bookings, "réservation annulée", "réservations annulées", "booking cancelled", "bookings cancelled"),
        (
            resources,
            "de vos ressources retirée du partage",
            "de vos ressources retirées du partage",
            "of your resources no longer shared",
            "of your resources no longer shared",
        ),
        (projects, "projet retiré", "projets retirés", "project withdrawn", "projects withdrawn"),
        (
            votes_open,
            "vote clos sans vous",
            "votes clos sans vous",
            "vote closing without you",
            "votes closing without you",
        ),
        (commitments, "engagement à tenir", "engagements à tenir", "promise to keep", "promises to keep"),
    ):
        if count:
            fr.append(f"{count} {one_fr if count == 1 else many_fr}")
            en.append(f"{count} {one_en if count == 1 else many_en}")
    if not fr:
        return None
    return Text(f"En partant : {', '.join(fr)}.", f"By leaving: {', '.join(en)}.")
