"""Random costs and pools for the tests and the benchmark, drawn from a seed."""

from fractions import Fraction
from random import Random

from essaim.fairness.costs import Aggregated, Levels, Lines, Step, Structure, Table, Tiers
from essaim.fairness.keys import Filter, Key, Limit, Member, Part
from essaim.fairness.rounding import in_cents
from essaim.fairness.shapley import shapley


def seeded(seed: int) -> Random:
    """The same draws every time."""
    return Random(seed)  # noqa: S311 - invented games, not secrets


def draw_tiers(lot: Random, mode: str, total: int, *, falling: bool = True) -> Tiers:
    starts = sorted({lot.choice([0, 1]), *(lot.randint(2, max(total, 3)) for _ in range(3))})
    starts = [start for start in starts if start not in (0, 1)]
    price, steps = 1_000, [Step(lot.choice([0, 1]), 1_000)]
    for start in starts:
        price = int(price * lot.uniform(0.7, 1.0 if falling else 1.3))
        steps.append(Step(start, price))
    mode_name = "all_units" if mode == "all_units" else "incremental"
    return Tiers(mode_name, tuple(steps), lot.choice([0, 0, 5_000]), over_ordering=lot.random() < 0.5)


def draw_quantities(lot: Random, size: int) -> tuple[int, ...]:
    return tuple(0 if lot.random() < 0.05 else lot.randint(1, 59) for _ in range(size))


def draw_purchase(lot: Random, mode: str, size: int, *, falling: bool = True) -> Aggregated:
    quantities = draw_quantities(lot, size)
    return Aggregated(quantities, draw_tiers(lot, mode, sum(quantities), falling=falling))


def draw_levels(lot: Random, size: int) -> Levels:
    return Levels(tuple(lot.choice([0, 10_000, 25_000, lot.randint(1, 100_000)]) for _ in range(size)))


def draw_table(lot: Random, size: int, highest: int = 1_000) -> Table:
    return Table([0, *(lot.randint(1, highest) * mask.bit_count() for mask in range(1, 1 << size))])


def draw_structure(lot: Random, size: int) -> Structure:
    kind = lot.choice(["all_units", "incremental", "rising", "levels", "table", "lines"])
    if kind == "levels":
        return draw_levels(lot, size)
    if kind == "table":
        return draw_table(lot, size)
    if kind == "lines":
        return Lines((draw_purchase(lot, "all_units", size), draw_levels(lot, size)))
    if kind == "rising":
        return draw_purchase(lot, lot.choice(["all_units", "incremental"]), size, falling=False)
    return draw_purchase(lot, kind, size)


def draw_shares(lot: Random, structure: Structure) -> list[int]:
    """Cents that sum to the bill: by arrival, pro rata to prices alone, equal, or anything."""
    bill, size = structure.bill(), structure.size
    kind = lot.choice(["arrival", "alone", "equal", "any"])
    if kind == "arrival":
        return in_cents(bill, shapley(structure))
    alone = structure.alone()
    if kind == "alone" and sum(alone):
        return in_cents(bill, [Fraction(bill * price, sum(alone)) for price in alone])
    if kind == "any":
        weights = [lot.randint(-10, 100) for _ in range(size)]
        if sum(weights) > 0:
            return in_cents(bill, [Fraction(bill * weight, sum(weights)) for weight in weights])
    return in_cents(bill, [Fraction(bill, size)] * size)


def draw_members(lot: Random, size: int) -> list[Member]:
    return [
        Member(
            name=f"M{place:03}",
            figures={
                "beds": lot.randint(1, 200),
                "posts": Fraction(lot.randint(1, 800), 10),
                "km": lot.randint(0, 50),
            },
            groups=frozenset(lot.sample(["north", "south", "small"], lot.randint(0, 2))),
            presence=lot.choice([Fraction(1), Fraction(184, 365)]),
        )
        for place in range(size)
    ]


def draw_key(lot: Random, members: list[Member], amount: int) -> Key:
    parts = []
    for _ in range(lot.randint(1, 3)):
        figure = lot.choice([None, "beds", "posts", "km"])
        by = "equal" if figure is None else "usage" if figure == "km" else "figure"
        only = Filter(groups=frozenset({"north"})) if lot.random() < 0.2 else Filter()
        parts.append(Part(lot.randint(1, 60), by, figure, only))
    excluded = frozenset(member.name for member in members if lot.random() < 0.1)
    fair = max(amount // len(members), 1)
    limits = []
    for _ in range(lot.randint(0, 3)):
        names = frozenset(member.name for member in members if lot.random() < 0.3)
        kind = lot.choice(["floor", "cap"])
        bound = lot.randint(0, fair) if kind == "floor" else lot.randint(fair // 2, 3 * fair)
        limits.append(Limit(kind, cents=bound, members=names))
    return Key(tuple(parts), excluded, tuple(limits))
