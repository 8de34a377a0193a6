"""What would change, were a run shared otherwise: another key, a fair rule, who leaves, who joins, other figures or amounts.

Pure: a scenario changes what the run is shared from, and shares it again. Nothing is stored. Raises `LineNotShared`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from essaim.allocations.rules import proof
from essaim.allocations.rules.sharing import (
    PRICED,
    LineInput,
    LineNotShared,
    LineShares,
    MemberInput,
    MissingNeeds,
    RuleNeedsPrices,
    RunShares,
    share_line,
)
from essaim.fairness import whatif
from essaim.fairness.costs import Aggregated, Levels, Lines, Structure
from essaim.fairness.errors import TooLarge
from essaim.fairness.exact import largest_remainder
from essaim.fairness.rounding import half_up
from essaim.fairness.shapley import quadrature_work

NEWCOMER = "00000000-0000-0000-0000-000000000000"
"""The identifier under which who would join shares: nobody has it."""
Key = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who would join for the whole period. `needs`: by line, its price alone in cents or its quantity."""

    figures: Mapping[str, int] = field(default_factory=dict)
    needs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One member before and after, in cents; none for who is not there. `alone`: its price alone for every line, when known."""

    member: str
    before: int | None
    after: int | None
    alone: int | None

    @property
    def change(self) -> int:
        return (self.after or 0) - (self.before or 0)


def compare(now: RunShares, after: RunShares) -> list[Row]:
    """Member by member: those of today in their order, then who joins."""
    paid = dict(zip((member.id for member in after.members), after.cents, strict=True))
    rows = [
        Row(member.id, cents, paid.pop(member.id, None), proof.alone_in_all(now, place))
        for place, (member, cents) in enumerate(zip(now.members, now.cents, strict=True))
    ]
    joining = [
        Row(member.id, None, paid[member.id], proof.alone_in_all(after, place))
        for place, member in enumerate(after.members)
        if member.id in paid
    ]
    return rows + joining


# Scenarios


def by_key(now: RunShares, key: Key, line_ids: Collection[str]) -> RunShares:
    """These lines (none named: all) by another key: their sum at once by parts; line by line by a fair rule."""
    if key.get("rule", "parts") != "parts":
        return _by_fair_rule(now, key, line_ids)
    tried = [line for line in now.lines if not line_ids or line.line.id in line_ids]
    kept = [line for line in now.lines if line_ids and line.line.id not in line_ids]
    amount = sum(line.line.amount_cents for line in tried)
    shared = share_line(now.members, LineInput("together", str(key["name"]), amount, key))
    together = replace(
        shared, alone=_alone_together(now.members, tried), structure=_structure_together(tried)
    )
    return RunShares(now.members, (together, *kept))


def by_rule(now: RunShares, rule: str, line_ids: Collection[str]) -> RunShares:
    """The lines whose price alone is known by a fair rule; whom their key left out stays out, its floors and caps stay."""
    return _by_fair_rule(now, {"rule": rule}, line_ids)


def _by_fair_rule(now: RunShares, key: Key, line_ids: Collection[str]) -> RunShares:
    tried = {line.line.id for line in now.lines if line.line.basis != "none"}
    if line_ids:
        tried = set(line_ids)
    if not tried:
        raise LineNotShared(now.lines[0].line, RuleNeedsPrices("No price alone is known."))
    return RunShares(
        now.members,
        tuple(
            share_line(now.members, replace(line.line, key={**line.line.key, "parts": [], **key}))
            if line.line.id in tried
            else line
            for line in now.lines
        ),
    )


def without(now: RunShares, leaver: str) -> RunShares:
    """The others share, when one leaves: the same amounts, or the price for fewer where prices are known."""
    rest = tuple(member for member in now.members if member.id != leaver)
    places = [place for place, member in enumerate(now.members) if member.id != leaver]
    return RunShares(rest, tuple(share_line(rest, _for_fewer(line, places, leaver)) for line in now.lines))


def _for_fewer(line: LineShares, places: Sequence[int], leaver: str) -> LineInput:
    needs = {member: need for member, need in line.line.needs.items() if member != leaver}
    amount = line.line.amount_cents
    if line.line.basis in PRICED:
        amount = _known(line).of(places)
    return replace(line.line, needs=needs, amount_cents=amount)


def _known(line: LineShares) -> Structure:
    if line.structure is None:
        raise LineNotShared(line.line, TooLarge("Too many members to list the price of each group."))
    return line.structure


def with_newcomer(now: RunShares, newcomer: Newcomer) -> RunShares:
    """One more member, last, for the whole period: the same amounts, or the price for more where prices are known."""
    members = (*now.members, member_of(now, newcomer))
    return RunShares(members, tuple(share_line(members, _for_more(line, newcomer)) for line in now.lines))


def member_of(now: RunShares, newcomer: Newcomer) -> MemberInput:
    days = max((member.days for member in now.members), default=1)
    return MemberInput(NEWCOMER, days, days, newcomer.figures)


def _for_more(line: LineShares, newcomer: Newcomer) -> LineInput:
    need = newcomer.needs.get(line.line.id)
    if line.line.basis not in PRICED:
        return line.line if need is None else replace(line.line, needs={**line.line.needs, NEWCOMER: need})
    structure = _known(line)
    if need is None or not isinstance(structure, Levels | Aggregated):
        raise LineNotShared(line.line, MissingNeeds([NEWCOMER]))
    return replace(
        line.line,
        needs={**line.line.needs, NEWCOMER: need},
        amount_cents=whatif.joins(structure, need).bill(),
    )


def with_figures(now: RunShares, figures: Mapping[str, Mapping[str, int]]) -> RunShares:
    """The same lines, members having other figures."""
    members = tuple(
        replace(member, figures={**member.figures, **figures.get(member.id, {})}) for member in now.members
    )
    return RunShares(members, tuple(share_line(members, line.line) for line in now.lines))


def with_amounts(now: RunShares, amounts: Mapping[str, int]) -> RunShares:
    """The same members, lines having other amounts."""
    return RunShares(
        now.members,
        tuple(
            share_line(now.members, replace(line.line, amount_cents=amounts[line.line.id]))
            if line.line.id in amounts
            else line
            for line in now.lines
        ),
    )


def _alone_together(members: Sequence[MemberInput], lines: Sequence[LineShares]) -> list[int | None]:
    return [
        proof.alone_in_all(RunShares(tuple(members), tuple(lines)), place) for place in range(len(members))
    ]


def _structure_together(lines: Sequence[LineShares]) -> Structure | None:
    """What any group would pay for all these lines, when that is known of each."""
    known = [line.structure for line in lines if line.structure is not None]
    if not known or len(known) < len(lines):
        return None
    return known[0] if len(known) == 1 else Lines(tuple(known))


# For who reads its own line only


@dataclass(frozen=True, slots=True)
class Known:
    """What an organisation reads of its own weight in a part of the run: its weight, and the whole of who shares it."""

    weight: Fraction
    whole: Fraction
    excluded: frozenset[str]


def own_share(
    amount: int, key: Key, me: str, known: Mapping[tuple[str, str | None], Sequence[Known]]
) -> int | None:
    """The share of one's own by a key, to within the cents left over, from what one already reads of one's own line.

    `known`: by basis and code, what the lines of the run tell. None when they do not tell enough: a key with floors, caps,
    filters or a fair rule, or by a figure whose whole is not told among the same organisations.
    """
    if key.get("rule", "parts") != "parts" or key.get("limits") or amount < 0:
        return None
    excluded = frozenset(key.get("excluded", ()))
    if me in excluded:
        return 0
    parts = key["parts"]
    amounts = largest_remainder(amount, [part["weight_bp"] for part in parts])
    share = Fraction(0)
    for part, part_amount in zip(parts, amounts, strict=True):
        own = _own_part(part, excluded, known)
        if own is None:
            return None
        share += part_amount * own.weight / own.whole
    return half_up(share)


def _own_part(
    part: Mapping[str, Any],
    excluded: frozenset[str],
    known: Mapping[tuple[str, str | None], Sequence[Known]],
) -> Known | None:
    if part.get("only") is not None:
        return None
    told = known.get((part["basis"], part["code"]), ())
    return next((own for own in told if own.excluded == excluded and own.whole), None)


# How long it would take

WORK_LIMIT = 1_000_000
"""Microseconds of one processor, by estimates measured on a common machine."""


def work_of(members: int, line: LineShares, key: Key) -> int:
    """Of sharing and proving one line by a key, about."""
    rule = key.get("rule", "parts")
    parts = members * 30 * (len(key.get("parts", ())) + len(key.get("limits", ())))
    if line.line.basis not in PRICED:
        return members * 30 + parts
    proved = members * 100 + members * members // 2
    if line.line.basis == "levels":
        return proved + parts + (members * 2_500 if rule == "same_percentage_stable" else 0)
    return proved + parts + _work_of_rule(members, rule, line.structure)


def _work_of_rule(members: int, rule: str, structure: Structure | None) -> int:
    if rule == "arrival" and isinstance(structure, Aggregated):
        return quadrature_work(structure) // 100
    if rule == "least_unhappy":
        return 15 << members if members <= 16 else 0
    if rule == "same_percentage_stable":
        return members * 2_500 + (3 << min(members, 16))
    return 0


def work_of_proof(members: int, lines: Sequence[LineShares]) -> int:
    """Of proving a whole bill of several lines: every group up to 20 members, groups tried beyond."""
    if len(lines) < 2 or any(line.line.basis not in PRICED for line in lines):
        return members * 30
    if members <= 20:
        return len(lines) * (1 << members) // 10 + 1_000
    return len(lines) * 2_000 * (20 + members // 10)
