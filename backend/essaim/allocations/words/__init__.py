"""Allocations said in words, in the two languages. Nothing here is stored: it is said again at each reading."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from essaim.agreements.plain.numbers import counted, decimal, grouped, listed, percent, say
from essaim.allocations.models import AllocationState
from essaim.kit.money import euros
from essaim.kit.text import Text

STATES: dict[AllocationState, Text] = {
    "draft": Text("en préparation", "a draft"),
    "reviewed": Text("relue", "reviewed"),
    "posted": Text("comptabilisée", "posted"),
    "replaced": Text("remplacée", "replaced"),
    "abandoned": Text("abandonnée", "abandoned"),
}
ACTUAL = Text("celle des dépenses réelles", "that of actual costs")
MEASURED = Text("Mesuré dans le livre de comptes", "Measured in the book")
_UNITS: dict[str, tuple[Text, Text]] = {
    "beds": (Text("lit", "bed"), Text("lits", "beds")),
    "places": (Text("place", "place"), Text("places", "places")),
    "fte": (
        Text("équivalent temps plein", "full-time post"),
        Text("équivalents temps plein", "full-time posts"),
    ),
    "members": (Text("adhérent", "member"), Text("adhérents", "members")),
    "trainees": (Text("stagiaire", "trainee"), Text("stagiaires", "trainees")),
    "volunteers": (Text("bénévole", "volunteer"), Text("bénévoles", "volunteers")),
    "km": (Text("kilomètre", "kilometre"), Text("kilomètres", "kilometres")),
    "hour": (Text("heure", "hour"), Text("heures", "hours")),
    "hours": (Text("heure", "hour"), Text("heures", "hours")),
    "night": (Text("nuit", "night"), Text("nuits", "nights")),
}


def quantity(code: str, value: int | Fraction, unit: str) -> Text:
    """`84 lits`, `62,5 équivalents temps plein`, `48 500 €` (a budget); `value` in the smallest unit."""
    decimals = int(unit.rpartition("/")[2])
    hundredths = floor(Fraction(value) * 100 / 10**decimals + Fraction(1, 2))
    if code == "budget":
        return euros(hundredths)
    if code == "taxable_share":
        return percent(hundredths)
    one, many = _UNITS.get(code, (Text(code, code), Text(code, code)))
    if hundredths % 100 == 0:
        return counted(hundredths // 100, one, many)
    written = decimal(hundredths)
    return Text(f"{written.fr}\u00a0{many.fr if hundredths >= 200 else one.fr}", f"{written.en} {many.en}")


def bare(code: str, value: int | Fraction, unit: str) -> Text:
    """The same without its unit: `1 025`."""
    decimals = int(unit.rpartition("/")[2])
    hundredths = floor(Fraction(value) * 100 / 10**decimals + Fraction(1, 2))
    if code == "budget":
        return euros(hundredths)
    return grouped(hundredths // 100) if hundredths % 100 == 0 else decimal(hundredths)


def basis_points(part: Fraction) -> int:
    """Rounded half up."""
    return floor(part * 10_000 + Fraction(1, 2))


def names(given: Sequence[str]) -> Text:
    return listed([Text(name, name) for name in given])


# What is missing to share


def figure(code: str) -> Text:
    """`les lits`, named alone: `lits`."""
    known = {"budget": Text("budget", "budget"), "taxable_share": Text("part taxable", "taxable share")}
    if code in known:
        return known[code]
    return _UNITS[code][1] if code in _UNITS else Text(code, code)


def missing(items: Sequence[tuple[str, Text]]) -> Text:
    """`EHPAD A (lits), EHPAD B (lits)`; the first ten."""
    told = [Text(f"{name} ({what.fr})", f"{name} ({what.en})") for name, what in items[:10]]
    if len(items) > 10:
        told.append(Text(f"{len(items) - 10} autres", f"{len(items) - 10} others"))
    return listed(told)


def clause(kind: str, cents: int) -> Text:
    """`un plancher de 500 €`."""
    if kind == "floor":
        return say(Text("un plancher de {bound}", "a floor of {bound}"), bound=euros(cents))
    return say(Text("un plafond de {bound}", "a cap of {bound}"), bound=euros(cents))


def clauses_miss(cents: int) -> Text:
    if cents > 0:
        return say(
            Text(
                "Les planchers dépassent le montant de {cents}.", "The floors exceed the amount by {cents}."
            ),
            cents=euros(cents),
        )
    if cents < 0:
        return say(
            Text(
                "Les plafonds laissent {cents} que personne ne paie.",
                "The caps leave {cents} that nobody pays.",
            ),
            cents=euros(-cents),
        )
    return Text(
        "Un plancher dépasse le plafond de la même organisation.",
        "A floor is above the cap of the same organisation.",
    )


NO_ANSWER: dict[str, Text] = {
    "TooLarge": Text(
        "un calcul exact serait trop long, avec tant d’organisations ou des quantités si fines",
        "an exact computation would be too long, with so many organisations or such fine quantities",
    ),
    "NoStableShare": Text(
        "quel que soit le partage, un groupe paierait moins de son côté",
        "whatever the shares, some group would pay less on its own",
    ),
    "NotDefined": Text(
        "ces prix n’ont pas de réponse par cette règle", "these prices have no answer by this rule"
    ),
}
