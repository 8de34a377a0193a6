"""Accounting entries of a year: opening balances, then one entry per ledger transaction.

A movement leaves its source and reaches its destination: the source is debited, the destination credited. What a party
pays leaves its own means (bank, debited) for what it owes (credited); a call leaves what the party owes (debited) for
income (credited). Balances of the ledger, positive by what came in, are therefore credit balances.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from essaim.accounting.rules.chart import DEFICIT, SURPLUS, Chart, is_bank, is_result

Journal = Literal["AN", "AP", "BQ", "OD"]
JOURNALS: Final[dict[Journal, str]] = {
    "AN": "À nouveaux",
    "AP": "Appels et charges",
    "BQ": "Banque",
    "OD": "Opérations diverses",
}


@dataclass(frozen=True, slots=True)
class Third:
    """An organisation as an auxiliary account: its number (SIREN, RNA number or one of ours) and name."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Held:
    """An account of the ledger: its purpose, and the organisation it is kept for."""

    purpose: str
    third: Third | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """An amount (> 0, cents) moved by a transaction. `kind`: of the transaction, or of the one it reverses."""

    transaction: int
    occurred_on: date
    recorded_on: date
    kind: str
    description: str
    reference: str | None
    source: Held
    destination: Held
    cents: int


@dataclass(frozen=True, slots=True)
class Carried:
    """What an account received, net (cents), by transactions dated in an earlier year."""

    held: Held
    year: int
    cents: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an entry: debit or credit, in cents, the other being 0."""

    number: str
    name: str
    third: Third | None
    debit: int
    credit: int
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    journal: Journal
    number: int
    day: date
    piece: str
    piece_day: date
    valid_on: date
    lines: tuple[Line, ...]


def year_of(
    chart: Chart, year: int, carried: Iterable[Carried], movements: Sequence[Movement], carried_on: date
) -> list[Entry]:
    """Entries of a year: the opening first, then the transactions in the order they were recorded.

    `movements`: of the year, in the order of the book; `carried_on`: last day an earlier year was written to. Numbers
    follow the order of recording, so an entry that was numbered keeps its number however many are added.
    """
    opened = opening(chart, year, carried, carried_on)
    entries = [opened] if opened else []
    numbers = dict.fromkeys(JOURNALS, 0)
    for moved in _by_transaction(movements):
        first = moved[0]
        lines = _lines(chart, moved)
        journal = _journal(first.kind, lines)
        numbers[journal] += 1
        entries.append(
            Entry(
                journal=journal,
                number=numbers[journal],
                day=first.occurred_on,
                piece=first.reference or f"E{first.transaction}",
                piece_day=first.occurred_on,
                valid_on=first.recorded_on,
                lines=lines,
            )
        )
    return entries


def opening(chart: Chart, year: int, carried: Iterable[Carried], carried_on: date) -> Entry | None:
    """Balances brought forward on 1 January; none when there is nothing to bring.

    Charges and products begin at zero: each earlier year leaves its result, on 120 or 129, one line a year, until an
    assembly allocates it.
    """
    balances: dict[tuple[str, Third | None], int] = {}
    results: dict[int, int] = {}
    for part in carried:
        number = chart.number(part.held.purpose)
        if is_result(number):
            results[part.year] = results.get(part.year, 0) + part.cents
        else:
            key = (number, _third(number, part.held))
            balances[key] = balances.get(key, 0) + part.cents
    label = f"À nouveau {year}"
    lines = [
        _line(chart, number, third, cents, label)
        for (number, third), cents in sorted(balances.items(), key=_by_number)
        if cents
    ]
    for of_year, cents in sorted(results.items()):
        if cents:
            code = SURPLUS if cents > 0 else DEFICIT
            lines.append(
                _line(chart, code.number, None, cents, f"Résultat {of_year} en attente d’affectation")
            )
    if not lines:
        return None
    first = date(year, 1, 1)
    return Entry("AN", 1, first, f"AN{year}", first, max(first, carried_on), tuple(lines))


def _by_number(item: tuple[tuple[str, Third | None], int]) -> tuple[str, str]:
    number, third = item[0]
    return number, third.number if third else ""


def _by_transaction(movements: Sequence[Movement]) -> Iterable[list[Movement]]:
    together: list[Movement] = []
    for movement in movements:
        if together and movement.transaction != together[0].transaction:
            yield together
            together = []
        together.append(movement)
    if together:
        yield together


def _lines(chart: Chart, moved: list[Movement]) -> tuple[Line, ...]:
    """Debits then credits, each account once on each side."""
    sides: tuple[dict[tuple[str, Third | None], int], dict[tuple[str, Third | None], int]] = ({}, {})
    for movement in moved:
        for side, held in zip(sides, (movement.source, movement.destination), strict=True):
            number = chart.number(held.purpose)
            key = (number, _third(number, held))
            side[key] = side.get(key, 0) + movement.cents
    label = moved[0].description
    debits, credits = sides
    return (
        *(_line(chart, number, third, -cents, label) for (number, third), cents in debits.items()),
        *(_line(chart, number, third, cents, label) for (number, third), cents in credits.items()),
    )


def _line(chart: Chart, number: str, third: Third | None, cents: int, label: str) -> Line:
    """A line of an amount signed as the ledger does: in is credit."""
    return Line(number, chart.name(number), third, max(-cents, 0), max(cents, 0), label)


def _third(number: str, held: Held) -> Third | None:
    """Balance-sheet accounts kept for an organisation have its auxiliary account; bank and results have none."""
    return None if is_bank(number) or is_result(number) else held.third


def _journal(kind: str, lines: Iterable[Line]) -> Journal:
    if any(is_bank(line.number) for line in lines):
        return "BQ"
    return "AP" if kind == "charge" else "OD"
