"""Figures of organisations and units of use, in plain words."""

from typing import NamedTuple

from essaim.agreements.plain.numbers import counted, decimal, grouped, percent, say
from essaim.kit.money import euros
from essaim.kit.text import Text
from essaim.organisations.rules import UNITS


class _Words(NamedTuple):
    """`all`: what is shared by it; `one`: what a price is given for; `many`: what is counted."""

    all: Text
    one: Text
    many: Text


_WORDS = {
    "beds": _Words(Text("les lits", "beds"), Text("lit", "bed"), Text("lits", "beds")),
    "places": _Words(Text("les places", "places"), Text("place", "place"), Text("places", "places")),
    "fte": _Words(
        Text("les équivalents temps plein", "full-time equivalents"),
        Text("équivalent temps plein", "full-time equivalent"),
        Text("équivalents temps plein", "full-time equivalents"),
    ),
    "budget": _Words(
        Text("le budget", "budgets"),
        Text("euro de budget", "euro of budget"),
        Text("euros de budget", "euros of budget"),
    ),
    "members": _Words(
        Text("les adhérents", "members"), Text("adhérent", "member"), Text("adhérents", "members")
    ),
    "trainees": _Words(
        Text("les stagiaires", "trainees"), Text("stagiaire", "trainee"), Text("stagiaires", "trainees")
    ),
    "volunteers": _Words(
        Text("les bénévoles", "volunteers"), Text("bénévole", "volunteer"), Text("bénévoles", "volunteers")
    ),
    "taxable_share": _Words(
        Text("la part du chiffre d’affaires soumise à la TVA", "the share of turnover subject to VAT"),
        Text("point de chiffre d’affaires soumis à la TVA", "point of turnover subject to VAT"),
        Text("points de chiffre d’affaires soumis à la TVA", "points of turnover subject to VAT"),
    ),
    "km": _Words(
        Text("les kilomètres", "kilometres"), Text("kilomètre", "kilometre"), Text("kilomètres", "kilometres")
    ),
    "hours": _Words(Text("les heures", "hours"), Text("heure", "hour"), Text("heures", "hours")),
}
_OF_THOSE_WHOSE = {
    "budget": Text("dont le budget fait {bounds}", "whose budget is {bounds}"),
    "taxable_share": Text(
        "dont la part du chiffre d’affaires soumise à la TVA fait {bounds}",
        "whose share of turnover subject to VAT is {bounds}",
    ),
}


def named(code: str) -> Text:
    """`les lits`; a code without words keeps its own."""
    return _WORDS[code].all if code in _WORDS else Text(code, code)


def unit(code: str) -> Text:
    """`lit`, as in a price by bed."""
    if code in _WORDS:
        return _WORDS[code].one
    return say(Text("unité de «\u00a0{code}\u00a0»", "unit of “{code}”"), code=code)


def having(code: str, at_least: int | None, at_most: int | None) -> Text:
    """`ayant au moins 30 lits`, said of organisations; values in the smallest unit of the figure."""
    bounds = _bounds(code, at_least, at_most)
    if code in _OF_THOSE_WHOSE:
        return say(_OF_THOSE_WHOSE[code], bounds=bounds)
    if code in UNITS:
        return say(Text("ayant {bounds}", "with {bounds}"), bounds=bounds)
    other = Text("dont «\u00a0{code}\u00a0» fait {bounds}", "whose “{code}” is {bounds}")
    return say(other, code=code, bounds=bounds)


def _bounds(code: str, low: int | None, high: int | None) -> Text:
    if low is not None and low == high:
        return say(Text("exactement {value}", "exactly {value}"), value=_quantity(code, low))
    if low is not None and high is not None:
        between = Text("de {low} à {high}", "from {low} to {high}")
        return say(between, low=_figure(code, low), high=_quantity(code, high))
    if low is not None:
        return say(Text("au moins {value}", "at least {value}"), value=_quantity(code, low))
    return say(Text("au plus {value}", "at most {value}"), value=_quantity(code, high or 0))


def _quantity(code: str, value: int) -> Text:
    """`30 lits`, `62,5 équivalents temps plein`; money and percentages bear their unit already."""
    if code not in UNITS or code in _OF_THOSE_WHOSE:
        return _figure(code, value)
    _, one, many = _WORDS[code]
    if not _decimals(code):
        return counted(value, one, many)
    french, english = one if value < 200 else many, one if value == 100 else many
    figure = _figure(code, value)
    return Text(f"{figure.fr}\u00a0{french.fr}", f"{figure.en} {english.en}")


def _figure(code: str, value: int) -> Text:
    if code == "budget":
        return euros(value)
    if code == "taxable_share":
        return percent(value)
    return decimal(value) if _decimals(code) else grouped(value)


def _decimals(code: str) -> bool:
    return UNITS.get(code, "").endswith("/2")
