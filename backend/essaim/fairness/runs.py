"""A bill of several lines shared among members: each line by its key or by a fair rule, apart, in whole cents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from essaim.fairness.bills import PRICED, LineInput, LineShares, MemberInput, PartShare, RunInputs, RunShares
from essaim.fairness.clauses import Bounded, share_within
from essaim.fairness.costs import Structure
from essaim.fairness.errors import MissingFigure, NobodyToShareWith, Unshareable
from essaim.fairness.keys import Filter, Key, Limit, Member, Part, share
from essaim.fairness.pricing import MissingNeeds, priced, priced_for_all
from essaim.fairness.rounding import Real, in_cents, to_exact
from essaim.fairness.sharing import Rule, share_bill


class LineNotShared(Unshareable):
    """A line cannot be shared: which, and why (`cause`)."""

    def __init__(self, line: LineInput, cause: Unshareable) -> None:
        super().__init__(f"{line.name}: {cause}")
        self.line, self.cause = line, cause


class RuleNeedsPrices(Unshareable):
    """The rule compares what groups would pay, and nothing is known of it."""


class CreditByPartsOnly(Unshareable):
    """A credit (a negative amount) is shared by parts, without floors, caps or prices alone."""


@dataclass(frozen=True, slots=True)
class MissingInput:
    """A figure that a key asks for and that a member has not."""

    line_id: str
    member: str
    figure: str


def missing_inputs(inputs: RunInputs) -> list[MissingInput]:
    """Every figure missing, so that all may be asked for at once."""
    return [
        MissingInput(line.id, member.id, name)
        for line in inputs.lines
        for member in inputs.members
        if line.rule == "parts" and member.id not in line.excluded
        for name in _missing(key_of(line.key), member.as_member())
    ]


def _missing(key: Key, member: Member) -> list[str]:
    names: list[str] = []
    for part in key.parts:
        try:
            part.measures(member)
        except MissingFigure as missing:
            names.append(missing.figure)
    return list(dict.fromkeys(names))


def share_run(inputs: RunInputs) -> RunShares:
    """Share every line. Raises `LineNotShared`."""
    return RunShares(inputs.members, tuple(share_line(inputs.members, line) for line in inputs.lines))


def share_line(members: Sequence[MemberInput], line: LineInput) -> LineShares:
    """Share one line by its key or its rule. Raises `LineNotShared`."""
    try:
        if not members:
            raise NobodyToShareWith(0)
        if line.amount_cents < 0 and (line.rule != "parts" or line.key.get("limits") or line.basis != "none"):
            raise CreditByPartsOnly("A credit is shared by parts only.")
        return _by_parts(members, line) if line.rule == "parts" else _by_rule(members, line)
    except Unshareable as cause:
        raise LineNotShared(line, cause) from cause


def key_of(adopted: Mapping[str, Any]) -> Key:
    """The key that its JSON says, for `keys.share`. The name of a limit is its place."""
    return Key(
        parts=tuple(
            Part(
                weight=part["weight_bp"],
                by=part["basis"],
                figure=None if part["code"] is None else f"{part['basis']}:{part['code']}",
                only=_filter(part.get("only")),
            )
            for part in adopted.get("parts", ())
        )
        or (Part(),),
        excluded=frozenset(adopted.get("excluded", ())),
        limits=tuple(
            Limit(
                kind=limit["kind"],
                cents=limit["cents"],
                fraction=None if limit["share_bp"] is None else Fraction(limit["share_bp"], 10_000),
                members=frozenset(limit["organisation_ids"]) or None,
                name=str(place),
            )
            for place, limit in enumerate(adopted.get("limits", ()))
        ),
    )


def _filter(only: Mapping[str, Any] | None) -> Filter:
    if only is None:
        return Filter()
    return Filter(figure=f"figure:{only['code']}", at_least=only["at_least"], at_most=only["at_most"])


# By parts


def _by_parts(members: Sequence[MemberInput], line: LineInput) -> LineShares:
    key = key_of(line.key)
    shared = share(line.amount_cents, [member.as_member() for member in members], key)
    parts: list[list[PartShare]] = [[] for _ in members]
    for part, told in zip(key.parts, shared.parts, strict=True):
        whole = sum(told.weights, Fraction(0))
        for place, member in enumerate(members):
            if not told.weights[place]:
                continue
            parts[place].append(
                PartShare(
                    by=part.by,
                    code=None if part.figure is None else part.figure.partition(":")[2],
                    weight_bp=int(part.weight),
                    amount=told.amount,
                    cents=told.cents[place],
                    value=None if part.figure is None else _value(member, part.figure),
                    weight=told.weights[place],
                    whole=whole,
                    rounded_up=place in told.rounded_up,
                )
            )
    _add_clauses(parts, shared.cents, shared.bounded, line.amount_cents)
    return LineShares(line, shared.cents, parts, _alone(members, line), _structure(members, line))


def _value(member: MemberInput, figure: str) -> int:
    return member.figures[figure]


def _add_clauses(
    parts: list[list[PartShare]], cents: Sequence[int], bounded: Bounded | None, amount: int
) -> None:
    """What floors and caps changed, as a part of its own."""
    if bounded is None:
        return
    for place, paid in enumerate(cents):
        moved = paid - sum(part.cents for part in parts[place])
        if moved:
            clause = bounded.decided.get(place)
            parts[place].append(PartShare(clause.kind if clause else "clauses", amount, moved))


# By a fair rule


def _by_rule(members: Sequence[MemberInput], line: LineInput) -> LineShares:
    """The members left out are no part of the prices; zeros are put back in their places."""
    sharing = [member for member in members if member.id not in line.excluded]
    if line.basis in PRICED:
        cents, exact, bounded = _by_structure(sharing, line)
    else:
        cents, exact, bounded = _by_prices_alone(sharing, line)
    by_id = {
        member.id: (paid, _rule_parts(line, member, paid, real, bounded))
        for member, paid, real in zip(sharing, cents, exact, strict=True)
    }
    told = [by_id.get(member.id, (0, [])) for member in members]
    return LineShares(
        line,
        [paid for paid, _ in told],
        [parts for _, parts in told],
        _alone(members, line),
        _structure(members, line),
    )


Result = tuple[list[int], Sequence[Real], Bounded | None]


def _by_structure(sharing: Sequence[MemberInput], line: LineInput) -> Result:
    structure = priced(line.basis, line.pricing, line.amount_cents, [m.id for m in sharing], line.needs)
    rule: Rule = line.rule  # type: ignore[assignment]
    clauses = [limit.over([member.as_member() for member in sharing]) for limit in key_of(line.key).limits]
    shared = share_bill(structure, rule, clauses)
    return shared.cents, shared.exact, shared.bounded


def _by_prices_alone(sharing: Sequence[MemberInput], line: LineInput) -> Result:
    """Two rules need no more than the price of each alone."""
    if line.basis != "alone" or line.rule not in ("same_percentage", "same_saving"):
        raise RuleNeedsPrices("This rule needs what groups would pay.")
    absent = [member.id for member in sharing if member.id not in line.needs]
    if absent:
        raise MissingNeeds(absent)
    alone = [line.needs[member.id] for member in sharing]
    amount, whole = line.amount_cents, sum(alone)
    if line.rule == "same_percentage":
        if amount and not whole:
            raise NobodyToShareWith(0)
        exact = [Fraction(amount * price, whole) if whole else Fraction(0) for price in alone]
    else:
        exact = [price - Fraction(whole - amount, len(alone)) for price in alone]
    clauses = [limit.over([member.as_member() for member in sharing]) for limit in key_of(line.key).limits]
    if not clauses:
        return in_cents(amount, exact), exact, None
    bounded = share_within(amount, exact, clauses)
    return bounded.cents, exact, bounded


def _rule_parts(
    line: LineInput, member: MemberInput, paid: int, exact: Real, bounded: Bounded | None
) -> list[PartShare]:
    return [
        PartShare(
            by=line.rule,
            amount=line.amount_cents,
            cents=paid,
            value=line.needs.get(member.id),
            rounded_up=bounded is None and Fraction(paid) > to_exact(exact),
        )
    ]


# Prices alone


def _alone(members: Sequence[MemberInput], line: LineInput) -> list[int | None]:
    if line.basis == "none":
        return [None] * len(members)
    if line.basis in ("alone", "levels"):
        return [None if member.id in line.excluded else line.needs.get(member.id) for member in members]
    sharing = [member.id for member in members if member.id not in line.excluded]
    structure = priced(line.basis, line.pricing, line.amount_cents, sharing, line.needs)
    prices = dict(zip(sharing, structure.alone(), strict=True))
    return [prices.get(member.id) for member in members]


def _structure(members: Sequence[MemberInput], line: LineInput) -> Structure | None:
    if line.basis not in PRICED:
        return None
    return priced_for_all(
        line.basis,
        line.pricing,
        line.amount_cents,
        [member.id for member in members],
        line.needs,
        line.excluded,
    )
