"""Who would gain by leaving: the proof that nobody would, or the group that would and what it gains.

Always on the rounded amounts that are really paid. Nothing is called proved that is not: without an exact method the state
is `not_proved`, with the number of groups tried. Stability is the core (Gillies, Contributions to the Theory of Games IV, 1959).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from essaim.fairness.costs import Lines, Structure
from essaim.fairness.errors import TooLarge
from essaim.fairness.groups import Method, Worst, largest_gain

State = Literal["nobody_gains", "somebody_gains", "nobody_loses", "not_proved"]
TRIED = 2_000


@dataclass(frozen=True, slots=True)
class Loser:
    """A member that pays more here than alone, and by how much."""

    place: int
    gain: int


@dataclass(frozen=True, slots=True)
class Blocking:
    """A group that would pay less on its own. `gain = pays - alone`, recomputed from the costs themselves.

    `rounding`: less than a cent per member, which rounding alone may explain.
    """

    group: tuple[int, ...]
    pays: int
    alone: int

    @property
    def gain(self) -> int:
        return self.pays - self.alone

    @property
    def rounding(self) -> bool:
        return self.gain < len(self.group)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is proved of some shares.

    `state`: `nobody_gains`: no member and no group pays less alone, proved by `method` over all groups;
    `somebody_gains`: `blocking` does; `nobody_loses`: no member alone, groups were not asked about; `not_proved`: no member
    alone, no group found among `tried`, which proves nothing of the others.

    `margin`: what the least happy group gains by staying (negative: by leaving), or at least that when not `margin_exact`;
    none when not proved. `unhappiest` is that group.
    """

    state: State
    losers: tuple[Loser, ...]
    blocking: Blocking | None = None
    margin: int | None = None
    margin_exact: bool = True
    unhappiest: tuple[int, ...] = ()
    method: Method | None = None
    tried: int = 0


def certify(
    structure: Structure,
    cents: Sequence[int],
    *,
    by_line: Sequence[Sequence[int]] | None = None,
    groups: bool = True,
    quickly: bool = False,
) -> Certificate:
    """Check shares that sum to the bill. `by_line`: of a contract of several lines, the shares of each line, in cents.

    `groups=False` compares each member only with itself. `quickly`: when a bound proves that nobody gains, the margin is
    left as a bound. Raises `ValueError` when the shares do not sum to the bill.
    """
    if len(cents) != structure.size or sum(cents) != structure.bill():
        raise ValueError("These shares do not sum to the bill of these members.")
    losers = tuple(
        Loser(place, paid - alone)
        for place, (paid, alone) in enumerate(zip(cents, structure.alone(), strict=True))
        if paid > alone
    )
    if not groups:
        return _alone_only(structure, cents, losers)
    try:
        worst = largest_gain(structure, cents, quickly=quickly)
    except TooLarge:
        return _by_other_means(structure, cents, losers, by_line)
    if worst is None:
        return Certificate("nobody_gains", losers, margin=0, method="every_group")
    return _from_worst(structure, cents, losers, worst)


def _from_worst(
    structure: Structure, cents: Sequence[int], losers: tuple[Loser, ...], worst: Worst
) -> Certificate:
    blocking = _blocking(structure, cents, worst.group) if worst.gain > 0 else None
    if worst.exact and _blocking(structure, cents, worst.group).gain != worst.gain:
        raise ArithmeticError("The gain of the group is not what its costs say.")
    return Certificate(
        state="somebody_gains" if blocking else "nobody_gains",
        losers=losers,
        blocking=blocking,
        margin=-int(worst.gain),
        margin_exact=worst.exact,
        unhappiest=worst.group,
        method=worst.method,
        tried=(1 << structure.size) - 2 if worst.method == "every_group" else 0,
    )


def _blocking(structure: Structure, cents: Sequence[int], group: tuple[int, ...]) -> Blocking:
    return Blocking(group, sum(cents[place] for place in group), structure.of(group))


def _alone_only(structure: Structure, cents: Sequence[int], losers: tuple[Loser, ...]) -> Certificate:
    if not losers:
        return Certificate("nobody_loses", ())
    most = max(losers, key=lambda loser: loser.gain)
    return Certificate("somebody_gains", losers, _blocking(structure, cents, (most.place,)))


def _by_other_means(
    structure: Structure,
    cents: Sequence[int],
    losers: tuple[Loser, ...],
    by_line: Sequence[Sequence[int]] | None,
) -> Certificate:
    """Line by line when that is enough; otherwise try groups, which can only find one that gains."""
    likely: list[tuple[int, ...]] = []
    if by_line is not None and isinstance(structure, Lines):
        bound, likely = _line_by_line(structure, cents, by_line)
        if bound is not None and bound <= 0:
            return Certificate(
                "nobody_gains", losers, margin=-bound, margin_exact=False, method="line_by_line"
            )
    best, tried = _try_groups(structure, cents, likely)
    if best.gain > 0:
        return Certificate("somebody_gains", losers, best, tried=tried)
    return Certificate("not_proved", losers, tried=tried)


def _line_by_line(
    contract: Lines, cents: Sequence[int], by_line: Sequence[Sequence[int]]
) -> tuple[int | None, list[tuple[int, ...]]]:
    """What no group can gain more than: the sum of what it could at most on each line; and the groups that could most.

    On a line, a group may also be everybody or nobody, who gain nothing.
    """
    if [sum(shares) for shares in zip(*by_line, strict=True)] != list(cents):
        raise ValueError("The shares of the lines do not sum to the shares.")
    bound = 0
    likely: list[tuple[int, ...]] = []
    for line, shares in zip(contract.lines, by_line, strict=True):
        if sum(shares) != line.bill():
            raise ValueError("The shares of a line do not sum to its bill.")
        try:
            worst = largest_gain(line, shares)
        except TooLarge:
            return None, likely
        if worst is not None and worst.gain > 0:
            bound += int(worst.gain)
            likely.append(worst.group)
    return bound, likely


def _try_groups(
    structure: Structure, cents: Sequence[int], likely: Sequence[tuple[int, ...]]
) -> tuple[Blocking, int]:
    tried = [
        _blocking(structure, cents, group) for group in (*likely, *_candidates(structure, cents)) if group
    ]
    return max(tried, key=lambda found: found.gain), len(tried)


def _candidates(structure: Structure, cents: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Each alone, all but one, the least favoured together, and groups drawn by lot (always the same)."""
    places = range(structure.size)
    alone = structure.alone()
    yield from ((place,) for place in places)
    yield from (tuple(other for other in places if other != place) for place in places)
    by_saving = sorted(places, key=lambda place: (alone[place] - cents[place], place))
    yield from (tuple(sorted(by_saving[:count])) for count in range(2, structure.size))
    lot = Random(structure.size)  # noqa: S311 - groups to try, not a secret
    for _ in range(TRIED):
        chance = lot.random()
        group = tuple(place for place in places if lot.random() < chance)
        if 0 < len(group) < structure.size:
            yield group
