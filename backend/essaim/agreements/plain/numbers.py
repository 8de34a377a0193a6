"""Numbers as people say them, in the two languages."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import gcd

from essaim.kit.text import Text

NO_BREAK = "\u00a0"
THOUSANDS = "\u202f"  # narrow no-break space, as French typography wants it

_FRACTIONS = {
    (1, 2): Text("la moitié", "half"),
    (1, 3): Text("le tiers", "one third"),
    (2, 3): Text("les deux tiers", "two thirds"),
    (1, 4): Text("le quart", "one quarter"),
    (3, 4): Text("les trois quarts", "three quarters"),
}


def say(words: Text, **facts: object) -> Text:
    """The sentence with its facts, each in its own language."""
    french = {name: fact.fr if isinstance(fact, Text) else fact for name, fact in facts.items()}
    english = {name: fact.en if isinstance(fact, Text) else fact for name, fact in facts.items()}
    return Text(words.fr.format(**french), words.en.format(**english))


def counted(number: int, one: Text, many: Text) -> Text:
    """`1 mois`, `6 mois`; `1 month`, `6 months`. French counts zero as one."""
    french = one.fr if number < 2 else many.fr
    english = one.en if number == 1 else many.en
    return Text(f"{grouped(number).fr}{NO_BREAK}{french}", f"{grouped(number).en} {english}")


def months(number: int) -> Text:
    return counted(number, Text("mois", "month"), Text("mois", "months"))


def days(number: int) -> Text:
    return counted(number, Text("jour", "day"), Text("jours", "days"))


def hours(number: int) -> Text:
    return counted(number, Text("heure", "hour"), Text("heures", "hours"))


def votes(number: int) -> Text:
    return counted(number, Text("voix", "vote"), Text("voix", "votes"))


def fraction(numerator: int, denominator: int) -> Text:
    """`les deux tiers`; a fraction without a name of its own stays in figures."""
    divisor = gcd(numerator, denominator)
    lowest = (numerator // divisor, denominator // divisor)
    figures = "{}/{}".format(*lowest)
    return _FRACTIONS.get(lowest, Text(f"les {figures}", figures))


def percent(basis_points: int) -> Text:
    written = decimal(basis_points)
    return Text(f"{written.fr}{NO_BREAK}%", f"{written.en}%")


def decimal(hundredths: int) -> Text:
    """`62,5` and `62.5` for 6,250 hundredths."""
    written = f"{(Decimal(hundredths) / 100).normalize():,f}"
    return Text(written.replace(",", THOUSANDS).replace(".", ","), written)


def listed(items: Sequence[Text]) -> Text:
    """`a, b et c`."""
    return Text(_joined([item.fr for item in items], " et "), _joined([item.en for item in items], " and "))


def separated(items: Sequence[Text]) -> Text:
    """`a ; b ; c`, for items that hold commas."""
    return Text(f"{NO_BREAK}; ".join(item.fr for item in items), "; ".join(item.en for item in items))


def _joined(items: Sequence[str], last: str) -> str:
    return last.join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def grouped(number: int) -> Text:
    """`1 200` and `1,200`."""
    return Text(f"{number:,}".replace(",", THOUSANDS), f"{number:,}")


def written_day(day: date) -> Text:
    """`31/12/2027`, and `2027-12-31` in English."""
    return Text(f"{day:%d/%m/%Y}", day.isoformat())
