"""How fast and how right fair shares are: one line per goal, ratios in one run, on one core.

    OMP_NUM_THREADS=1 PYTHONPATH=tests/fairness .venv/bin/python benchmarks/fairness.py [--quick] [--rounds 15]

Speeds first: our way and the others alternate, CPU of this process, minimum / median of the rounds. Then the full sweeps:
random games beside coopgame-py, certificates beside every group listed, pools shared by every rule. `--quick` makes the
sweeps a tenth. Exits with 1 when a goal is missed.
"""

import argparse
import gc
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from random import Random

import coopgame
import games
import numpy as np

from essaim.fairness.certificate import certify
from essaim.fairness.clauses import Clause
from essaim.fairness.costs import Aggregated, Levels, Step, Tiers, masses, tabulate
from essaim.fairness.errors import Unshareable
from essaim.fairness.explanation import explain
from essaim.fairness.keys import share
from essaim.fairness.nucleolus import nucleolus
from essaim.fairness.rounding import in_cents
from essaim.fairness.shapley import level_shares, shapley, shapley_of_table
from essaim.fairness.sharing import RULES, share_bill

Work = Callable[[], object]
missed: list[str] = []


def main() -> None:
    options = _options()
    if os.environ.get("OMP_NUM_THREADS") != "1":
        sys.exit("Say OMP_NUM_THREADS=1 first: goals are for one core.")
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, ",
        end="",
    )
    print(f"Python {platform.python_version()}, numpy {np.__version__}\n")
    speeds(options.rounds)
    part = 10 if options.quick else 1
    print()
    agree_with_coopgame(1_000 // part)
    certificates_beside_every_group(10_000 // part)
    pools_by_every_rule(10_000 // part)
    pools_by_keys(10_000 // part)
    if missed:
        sys.exit("Missed: " + "; ".join(missed))


# Speed


def speeds(rounds: int) -> None:
    print(f"{'what':<64}{'min':>10}{'median':>10}   goal")
    twenty = pool(20, "all_units")
    table_of_20 = tabulate(twenty).values
    ours, brute, library = alternate(
        rounds,
        lambda: shapley(twenty),
        lambda: shapley_of_table(tabulate(twenty)),
        lambda: coopgame.shapley(coopgame.Game(table_of_20[1:].astype(float).tolist())),
    )
    line("20 members, quantities: shares", ours)
    line("  every group listed (numpy)", brute)
    line("  coopgame-py, its list of groups given", library)
    ratio("20 members: times less CPU than every group listed", brute, ours, 50)
    ratio("20 members: times less CPU than coopgame-py", library, ours, 15)
    for mode in ("all_units", "incremental"):
        for size, goal in ((60, 0.050), (300, 1.0)):
            bought = pool(size, mode)
            (whole,) = alternate(rounds, lambda bought=bought: whole_page(bought))
            line(f"{size} members, {mode}: shares, certificate, explanation", whole, goal)
    crowd = pool(10_000, "incremental")
    cents = in_cents(
        crowd.bill(), [crowd.bill() * quantity / sum(crowd.quantities) for quantity in crowd.quantities]
    )
    (proof,) = alternate(rounds, lambda: certify(crowd, cents))
    line("10,000 members, incremental: certificate", proof, 0.010)
    discounts = pool(10_000, "all_units")
    shares = in_cents(
        discounts.bill(), [discounts.bill() * q / sum(discounts.quantities) for q in discounts.quantities]
    )
    (bound,) = alternate(rounds, lambda: certify(discounts, shares))
    line("10,000 members, all_units: certificate by bounds", bound)
    lot = games.seeded(2)
    levels = np.array([lot.randint(1, 10_000_000) for _ in range(10_000)])
    (nested,) = alternate(rounds, lambda: level_shares(levels))
    line("10,000 members, levels: shares", nested, 0.010)
    needs = Levels(tuple(int(level) for level in levels))
    (whole,) = alternate(rounds, lambda: share_bill(needs, "arrival"))
    line("10,000 members, levels: shares in cents, certificate", whole)
    for size in (12, 16):
        stable = tabulate(pool(size, "all_units"))
        gains = type(stable)(-stable.values)
        game = coopgame.Game(gains.values[1:].astype(float).tolist())
        mine, theirs = alternate(
            3, lambda gains=gains: nucleolus(gains), lambda game=game: coopgame.nucleolus(game)
        )
        line(f"{size} members: nucleolus, exact and proved", mine)
        line("  coopgame-py, in floating point", theirs)


def pool(size: int, mode: str) -> Aggregated:
    """Quantities 1 to 59; steps at a sixth, a third and two thirds of the whole."""
    lot = games.seeded(size)
    quantities = tuple(lot.randint(1, 59) for _ in range(size))
    whole = sum(quantities)
    steps = (Step(0, 1_000), Step(whole // 6, 940), Step(whole // 3, 880), Step(2 * whole // 3, 800))
    return Aggregated(
        quantities,
        Tiers("all_units", steps) if mode == "all_units" else Tiers("incremental", steps, 5_000),
    )


def whole_page(bought: Aggregated) -> object:
    shared = share_bill(bought, "arrival")
    return explain(bought, shared.cents)


def alternate(rounds: int, *ways: Work) -> list[list[float]]:
    """CPU seconds of each way, one after the other in every round; the first round only warms up."""
    times: list[list[float]] = [[] for _ in ways]
    gc.disable()
    for number in range(rounds + 1):
        for own, way in zip(times, ways, strict=True):
            began = time.process_time()
            way()
            spent = time.process_time() - began
            if number:
                own.append(spent)
        gc.collect()
    gc.enable()
    return times


def line(what: str, times: list[float], goal: float | None = None) -> None:
    least, middle = min(times), statistics.median(times)
    verdict = "" if goal is None else f"   < {goal * 1e3:.0f} ms: {said(what, middle < goal)}"
    print(f"{what:<64}{least * 1e3:>8.2f}ms{middle * 1e3:>8.2f}ms{verdict}")


def ratio(what: str, others: list[float], ours: list[float], goal: float) -> None:
    ratios = [other / own for other, own in zip(others, ours, strict=True)]
    middle = statistics.median(ratios)
    print(f"{what:<64}{min(ratios):>9.0f}×{middle:>9.0f}×   ≥ {goal:.0f}: {said(what, middle >= goal)}")


def said(what: str, met: bool) -> str:
    if not met:
        missed.append(what.strip())
    return "met" if met else "MISSED"


# Sweeps


def agree_with_coopgame(count: int) -> None:
    lot, worst = games.seeded(100), {"shares by arrival": 0.0, "nucleolus": 0.0, "nucleolus per head": 0.0}
    for _ in range(count):
        table = games.draw_table(
            lot, lot.randint(2, 10 if lot.random() < 0.1 else 6), lot.choice([3, 100, 10_000])
        )
        game = coopgame.Game(table.values[1:].astype(float).tolist())
        floor = sum(table.alone()) <= table.bill()
        domain = "imputation" if floor else "preimputation"
        pairs = {
            "shares by arrival": (shapley(table), coopgame.shapley(game)),
            "nucleolus": (
                nucleolus(table, individually_rational=floor).shares,
                coopgame.nucleolus(game, domain)["allocation"],
            ),
            "nucleolus per head": (
                nucleolus(table, measure="member", individually_rational=floor).shares,
                coopgame.per_capita_nucleolus(game, domain)["allocation"],
            ),
        }
        for name, (mine, theirs) in pairs.items():
            gap = max(abs(float(own) - other) for own, other in zip(mine, theirs, strict=True))
            worst[name] = max(worst[name], gap)
    for name, gap in worst.items():
        print(f"{name}: {count:,} random games, coopgame-py at most {gap:.1e} away: {said(name, gap < 1e-6)}")


def certificates_beside_every_group(count: int) -> None:
    lot, wrong, negative = games.seeded(200), 0, 0
    for number in range(count):
        mode = ("all_units", "incremental")[number % 2]
        bought = games.draw_purchase(lot, mode, lot.randint(2, 14), falling=lot.random() < 0.8)
        cents = games.draw_shares(lot, bought)
        found = certify(bought, cents)
        most = int((masses(cents) - tabulate(bought).values)[1:-1].max())
        right = found.margin == -most and found.state == ("somebody_gains" if most > 0 else "nobody_gains")
        if most > 0:
            negative += 1
            group = found.blocking.group if found.blocking else ()
            right &= sum(cents[place] for place in group) - bought.of(group) == most
        wrong += not right
    what = "certificates beside every group listed"
    print(
        f"{what}: {count:,} random purchases of both kinds, {negative:,} with a group that gains, {wrong} wrong: {said(what, not wrong)}"
    )


def pools_by_every_rule(count: int) -> None:
    lot, shared, refused, wrong = games.seeded(300), 0, 0, 0
    for number in range(count):
        structure = games.draw_structure(lot, lot.randint(1, 6))
        rule = tuple(RULES)[number % len(RULES)]
        clauses = draw_clauses(lot, structure.bill(), structure.size)
        try:
            found = share_bill(structure, rule, clauses)
        except Unshareable:
            refused += 1
            continue
        shared += 1
        kept = all(
            found.cents[place] >= (clause.cents or 0)
            if clause.kind == "floor"
            else found.cents[place] <= (clause.cents or 0)
            for clause in clauses
            for place in clause.members or ()
        )
        wrong += sum(found.cents) != structure.bill() or not kept
    what = "bills shared by every rule, floors and caps included"
    print(
        f"{what}: {count:,} random pools, {shared:,} shared, {refused:,} refused with a reason, {wrong} off by a cent or more: {said(what, not wrong)}"
    )


def draw_clauses(lot: Random, bill: int, size: int) -> list[Clause]:
    fair = max(bill // size, 1)
    return [
        Clause(
            kind,
            cents=lot.randint(0, fair) if kind == "floor" else lot.randint(fair, 3 * fair),
            members=frozenset({lot.randrange(size)}),
        )
        for kind in ("floor", "cap")
        if lot.random() < 0.5
    ]


def pools_by_keys(count: int) -> None:
    lot, shared, refused, wrong = games.seeded(400), 0, 0, 0
    for _ in range(count):
        members = games.draw_members(lot, lot.randint(1, 40))
        amount = lot.randint(0, 10_000_000)
        try:
            found = share(amount, members, games.draw_key(lot, members, amount))
        except Unshareable:
            refused += 1
            continue
        shared += 1
        wrong += sum(found.cents) != amount
    what = "amounts shared by random keys"
    print(
        f"{what}: {count:,} random pools, {shared:,} shared, {refused:,} refused with a reason, {wrong} off: {said(what, not wrong)}"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the sweeps")
    parser.add_argument("--rounds", type=int, default=15)
    return parser.parse_args()


if __name__ == "__main__":
    main()
