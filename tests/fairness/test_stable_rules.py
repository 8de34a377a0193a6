"""Rules against an independent library, certificates against every group listed, shares against the bill."""

import itertools
from fractions import Fraction

import coopgame
import games
import numpy as np
import pytest
from scipy.optimize import linprog

from essaim.fairness.certificate import certify
from essaim.fairness.clauses import Clause
from essaim.fairness.costs import Aggregated, Levels, Lines, Step, Structure, Table, Tiers, masses, tabulate
from essaim.fairness.equal_profit import equal_profit
from essaim.fairness.errors import ClausesConflict, NoStableShare, NotDefined, TooLarge, Unshareable
from essaim.fairness.explanation import arrivals, cents_by_slice, explain, slices_of_levels
from essaim.fairness.groups import _of_whole_quantities, largest_gain
from essaim.fairness.kohlberg import check
from essaim.fairness.nucleolus import (
    nucleolus,
    nucleolus_of_costs,
    nucleolus_of_levels,
    proved_nucleolus_of_costs,
)
from essaim.fairness.rounding import in_cents, to_exact
from essaim.fairness.shapley import _quadrature, shapley, shapley_of_table
from essaim.fairness.sharing import RULES, share_bill
from essaim.fairness.whatif import Change, compare_rules, joining, leaves, leaving, needs

STEPS = (Step(0, 1000), Step(33, 940), Step(66, 880), Step(133, 800))


def floats(shares: object) -> np.ndarray:
    return np.array([float(share) for share in shares])  # type: ignore[attr-defined]


class TestBesideCoopgame:
    """300 random games here, 100 of them for the nucleolus; the benchmark sweeps more."""

    def test_random_games_agree_to_a_millionth(self) -> None:
        lot = games.seeded(4)
        for turn in range(300):
            table = games.draw_table(lot, lot.randint(2, 6), lot.choice([3, 1_000]))
            theirs = coopgame.Game(table.values[1:].astype(float).tolist())
            assert np.abs(floats(shapley(table)) - coopgame.shapley(theirs)).max() < 1e-6
            if turn % 3:
                continue
            with_floor = sum(table.alone()) <= table.bill()
            mine = nucleolus(table, individually_rational=with_floor).shares
            domain = "imputation" if with_floor else "preimputation"
            assert np.abs(floats(mine) - coopgame.nucleolus(theirs, domain)["allocation"]).max() < 1e-6

    def test_per_head_unhappiness_agrees_too(self) -> None:
        lot = games.seeded(5)
        for _ in range(25):
            table = games.draw_table(lot, lot.randint(2, 6), 1_000)
            theirs = coopgame.Game(table.values[1:].astype(float).tolist())
            mine = nucleolus(table, measure="member", individually_rational=False).shares
            found = coopgame.per_capita_nucleolus(theirs, "preimputation")["allocation"]
            assert np.abs(floats(mine) - found).max() < 1e-6


class TestTheNucleolus:
    def test_levels_closed_form_is_proved(self) -> None:
        lot = games.seeded(6)
        for _ in range(25):
            levels = games.draw_levels(lot, lot.randint(1, 7))
            gains = Table(-tabulate(levels).values)
            assert check(gains, [-to_exact(share) for share in nucleolus_of_levels(levels)]).proved

    def test_long_lists_of_levels_agree_with_the_exact_form(self) -> None:
        lot = games.seeded(7)
        costs = tuple(lot.randint(1, 10_000) for _ in range(64))
        exact = nucleolus_of_levels(Levels(costs))
        longer = nucleolus_of_levels(Levels((*costs, 0)))
        assert np.abs(floats(exact) - floats(longer)[:-1]).max() < 1e-6

    def test_another_share_is_not_proved(self) -> None:
        table = games.draw_table(games.seeded(8), 5)
        right = nucleolus(table, individually_rational=False).shares
        wrong = [right[0] + 1, right[1] - 1, *right[2:]]
        assert check(table, right, individually_rational=False).proved
        assert not check(table, wrong, individually_rational=False).proved

    def test_a_pool_of_twelve_is_proved(self) -> None:
        pool = games.draw_purchase(games.seeded(9), "all_units", 12)
        assert proved_nucleolus_of_costs(pool).proof.proved

    def test_seventeen_members_are_too_many(self) -> None:
        with pytest.raises(TooLarge):
            nucleolus_of_costs(games.draw_purchase(games.seeded(1), "all_units", 17))

    def test_members_dearer_together_have_none(self) -> None:
        with pytest.raises(NoStableShare):
            nucleolus_of_costs(Table([0, 10, 10, 25]))


class TestQuantitiesBoughtTogether:
    def test_quadrature_agrees_with_every_group_listed(self) -> None:
        lot = games.seeded(10)
        for mode, size in itertools.product(("all_units", "incremental"), (1, 2, 3, 7, 11, 14)):
            for _ in range(4):
                pool = games.draw_purchase(lot, mode, size, falling=False)
                by_quantity = _quadrature(pool)
                found = np.array([by_quantity[quantity] for quantity in pool.quantities])
                assert np.abs(found - floats(shapley_of_table(tabulate(pool)))).max() < 1e-7

    def test_shares_of_sixty_sum_to_the_bill_and_do_not_depend_on_the_order(self) -> None:
        pool = games.draw_purchase(games.seeded(11), "all_units", 60)
        shares = shapley(pool)
        assert abs(sum(floats(shares)) - pool.bill()) < 1e-6
        turned = Aggregated(pool.quantities[::-1], pool.pricing)
        assert list(shapley(turned)) == list(shares)[::-1]

    def test_too_fine_a_quantity_is_refused_not_approximated(self) -> None:
        with pytest.raises(TooLarge):
            shapley(Aggregated((10**9 + 1, *range(10**8, 10**8 + 40)), Tiers("all_units", STEPS)))

    def test_few_members_are_listed_whatever_their_quantities(self) -> None:
        pool = Aggregated((10**9 + 1, *range(10**8, 10**8 + 12)), Tiers("all_units", STEPS))
        assert sum(shapley(pool), Fraction(0)) == pool.bill()

    def test_incremental_prices_of_gloves(self) -> None:
        """domain.md §8.2: the same steps read as incremental at 10,100 boxes cost 47,528.85."""
        steps = (Step(1, 520), Step(2_500, 485), Step(5_000, 440), Step(10_000, 405))
        assert Tiers("incremental", steps).price(10_100) == 4_752_885
        assert Tiers("all_units", steps).price(10_100) == 4_090_500
        assert Tiers("all_units", steps, over_ordering=False).price(7_900) == 7_900 * 440

    def test_a_group_may_order_more_than_it_needs(self) -> None:
        tiers = Tiers("all_units", STEPS)
        assert tiers.price(130) == 133 * 800
        assert tiers.price(0) == 0
        assert Tiers("all_units", STEPS, over_ordering=False).price(130) == 130 * 880

    def test_steps_that_do_not_follow_each_other_are_refused(self) -> None:
        for steps in ((), (Step(5, 10),), (Step(0, 10), Step(0, 9)), (Step(0, -1),)):
            with pytest.raises(ValueError, match=r"Steps|price"):
                Tiers("all_units", steps)


class TestCertificates:
    """Against every group listed; the benchmark sweeps 10,000."""

    def test_they_say_what_listing_every_group_says(self) -> None:
        lot = games.seeded(12)
        seen = set()
        for _ in range(400):
            structure = games.draw_structure(lot, lot.randint(2, 9))
            shares = games.draw_shares(lot, structure)
            gains = masses(shares) - tabulate(structure).values
            most = int(gains[1:-1].max())
            found, quick = certify(structure, shares), certify(structure, shares, quickly=True)
            assert found.margin == -most
            assert found.state == quick.state == ("somebody_gains" if most > 0 else "nobody_gains")
            assert quick.margin is not None
            assert quick.margin <= -most
            if found.blocking is not None:
                group = found.blocking.group
                assert (
                    sum(shares[place] for place in group) - structure.of(group) == most == found.blocking.gain
                )
            assert {loser.place for loser in found.losers} == {
                place for place, alone in enumerate(structure.alone()) if shares[place] > alone
            }
            seen.add((found.state, quick.method))
        assert {method for _, method in seen} == {
            "every_group",
            "levels",
            "falling_prices",
            "whole_quantities",
            "bounds",
        }

    def test_the_group_is_found_with_little_memory_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("essaim.fairness.groups.CHOICES", 50)
        lot = games.seeded(13)
        for _ in range(30):
            pool = games.draw_purchase(lot, "all_units", 8, falling=False)
            shares = games.draw_shares(lot, pool)
            worst = _of_whole_quantities(pool, np.array(shares))
            assert sum(shares[place] for place in worst.group) - pool.of(worst.group) == worst.gain

    def test_nobody_alone_is_all_that_is_said_when_groups_are_not_asked_about(self) -> None:
        pool = Aggregated((10, 10), Tiers("all_units", STEPS))
        half, rest = pool.bill() // 2, pool.bill() - pool.bill() // 2
        assert certify(pool, [half, rest], groups=False).state == "nobody_loses"
        more = certify(pool, [pool.bill() + 100, -100], groups=False)
        assert (more.state, more.losers[0].place) == ("somebody_gains", 0)

    def test_a_gain_under_a_cent_a_member_may_be_rounding(self) -> None:
        """100.50 each is stable to the cent; rounded, the first two pay 202 against 201."""
        pairs_at_201 = Table(
            [0 if not mask else (0, 110, 201, 310, 402)[mask.bit_count()] for mask in range(16)]
        )
        found = certify(pairs_at_201, in_cents(402, [Fraction(201, 2)] * 4))
        assert found.blocking is not None
        assert (found.blocking.group, found.blocking.gain, found.blocking.rounding) == ((0, 1), 1, True)

    def test_large_contracts_are_proved_line_by_line(self) -> None:
        """Incremental lines of 30 members: each is stable by arrival, so their sum is."""
        lot = games.seeded(14)
        tiers = Tiers("incremental", STEPS, 5_000)
        lines = Lines(
            tuple(Aggregated(tuple(lot.randint(1, 40) for _ in range(30)), tiers) for _ in range(3))
        )
        shared = share_bill(lines, "arrival")
        assert sum(shared.cents) == lines.bill()
        assert (shared.certificate.state, shared.certificate.method) == ("nobody_gains", "line_by_line")

    def test_what_is_not_proved_is_said_so_with_the_number_tried(self) -> None:
        lot = games.seeded(15)
        lines = Lines((games.draw_levels(lot, 25), games.draw_levels(lot, 25)))
        found = certify(lines, in_cents(lines.bill(), shapley(lines)))
        assert (found.state, found.margin) == ("not_proved", None)
        assert found.tried > 1_000

    def test_a_large_contract_that_somebody_should_leave_names_who(self) -> None:
        contract = Lines((Levels((1_000,) * 25), Levels((10,) * 25)))
        found = certify(contract, [2_010, *([0] * 23), -1_000])
        assert found.state == "somebody_gains"
        assert found.blocking is not None
        assert (found.blocking.group, found.blocking.gain) == ((0,), 1_000)

    def test_shares_that_miss_the_bill_are_refused(self) -> None:
        with pytest.raises(ValueError, match="sum"):
            certify(Levels((10, 20)), [10, 11])

    def test_one_member_has_no_other_group(self) -> None:
        assert certify(Levels((10,)), [10]).state == "nobody_gains"


def smallest_gap(pool: Structure) -> float:
    """The program of Frisk et al., over every group: the smallest gap between percentages paid."""
    alone, values, size = np.array(pool.alone(), dtype=float), tabulate(pool).values, pool.size
    inside = (np.arange(1, len(values))[:, None] >> np.arange(size) & 1) * alone
    zeros = np.zeros((len(inside), 1))
    lowest = np.hstack((-np.eye(size), np.ones((size, 1)), np.zeros((size, 1))))
    highest = np.hstack((np.eye(size), np.zeros((size, 1)), -np.ones((size, 1))))
    found = linprog(
        [0.0] * size + [-1.0, 1.0],
        np.vstack((np.hstack((inside, zeros, zeros)), lowest, highest)),
        np.concatenate((values[1:], np.zeros(2 * size))),
        [[*alone, 0.0, 0.0]],
        [pool.bill()],
        [(None, None)] * (size + 2),
    )
    return float(found.fun)


class TestEqualPercentages:
    def test_no_group_would_pay_less_and_the_gap_is_smallest(self) -> None:
        """Beside the plain program of Frisk et al. over every group: the same gap."""
        lot = games.seeded(16)
        compared = 0
        for _ in range(25):
            pool = games.draw_purchase(lot, "all_units", lot.randint(2, 7))
            if not all(pool.alone()):
                continue
            shares = equal_profit(pool)
            assert abs(sum(shares) - pool.bill()) < 1e-6
            worst = largest_gain(pool, np.array(shares))
            assert worst is not None
            assert worst.gain < 1e-3
            paid = np.array(shares) / pool.alone()
            assert abs((paid.max() - paid.min()) - smallest_gap(pool)) < 1e-6
            compared += 1
        assert compared > 10

    def test_when_nothing_binds_everybody_saves_the_same_percentage(self) -> None:
        pool = Aggregated((10, 10, 30), Tiers("incremental", STEPS, 5_000))
        same = [Fraction(pool.bill() * alone, sum(pool.alone())) for alone in pool.alone()]
        assert certify(pool, in_cents(pool.bill(), same)).state == "nobody_gains"
        assert np.abs(floats(equal_profit(pool)) - floats(same)).max() < 1e-4

    def test_without_any_stable_share_it_says_so(self) -> None:
        with pytest.raises(NoStableShare):
            equal_profit(Table([0, 10, 10, 12, 10, 12, 12, 30]))

    def test_a_member_that_costs_nothing_has_no_percentage(self) -> None:
        with pytest.raises(NotDefined):
            equal_profit(Levels((0, 10)))

    def test_helpers_say_the_same_as_every_group_listed(self) -> None:
        lot = games.seeded(22)
        for _ in range(12):
            size = lot.randint(2, 6)
            levels = Levels(tuple(lot.randint(1, 1_000) for _ in range(size)))
            bought = Aggregated(
                tuple(lot.randint(1, 59) for _ in range(size)), Tiers("incremental", STEPS, 5_000)
            )
            for structure in (levels, bought):
                listed = equal_profit(tabulate(structure))
                assert np.abs(floats(equal_profit(structure)) - floats(listed)).max() < 1e-3

    def test_forty_members(self) -> None:
        pool = Aggregated(tuple(range(1, 41)), Tiers("incremental", STEPS, 5_000))
        cents = in_cents(pool.bill(), equal_profit(pool))
        assert certify(pool, cents).state == "nobody_gains"


class TestEveryRule:
    def test_shares_sum_to_the_bill_clauses_included(self) -> None:
        lot = games.seeded(17)
        shared = refused = 0
        for _ in range(80):
            structure = games.draw_structure(lot, lot.randint(1, 5))
            fair = max(structure.bill() // structure.size, 1)
            clauses = [
                Clause(
                    kind,
                    cents=lot.randint(0, fair) if kind == "floor" else lot.randint(fair, 3 * fair),
                    members=frozenset({lot.randrange(structure.size)}),
                )
                for kind in ("floor", "cap")
                if lot.random() < 0.5
            ]
            for rule in RULES:
                try:
                    found = share_bill(structure, rule, clauses)
                except Unshareable:
                    refused += 1
                    continue
                shared += 1
                assert sum(found.cents) == structure.bill()
                for clause in clauses:
                    for place in clause.members or ():
                        bound = clause.bound(structure.bill())
                        assert (
                            found.cents[place] >= bound
                            if clause.kind == "floor"
                            else found.cents[place] <= bound
                        )
        assert shared > 5 * refused / 2

    def test_another_order_of_members_moves_only_tie_cents(self) -> None:
        lot = games.seeded(18)
        for _ in range(30):
            pool = games.draw_purchase(lot, lot.choice(["all_units", "incremental"]), 6)
            order = lot.sample(range(6), 6)
            turned = Aggregated(tuple(pool.quantities[place] for place in order), pool.pricing)
            for rule in ("arrival", "same_percentage", "same_saving", "separable_equal", "least_unhappy"):
                before, after = share_bill(pool, rule), share_bill(turned, rule)
                moved = [after.cents[new] - before.cents[old] for new, old in enumerate(order)]
                assert all(abs(change) <= 1 for change in moved)
                for new, old in enumerate(order):
                    if moved[new]:
                        fraction = to_exact(before.exact[old]) % 1
                        ties = [
                            place
                            for place in range(6)
                            if place != old and to_exact(before.exact[place]) % 1 == fraction
                        ]
                        assert ties, (rule, before, after)

    def test_with_two_members_equal_savings_arrival_and_least_unhappy_agree(self) -> None:
        pool = Aggregated((40, 25), Tiers("all_units", STEPS))
        shares = [share_bill(pool, rule).cents for rule in ("arrival", "same_saving", "least_unhappy")]
        assert shares[0] == shares[1] == shares[2]

    def test_costs_and_savings_are_two_views_of_one_share(self) -> None:
        lot = games.seeded(19)
        for _ in range(20):
            costs = games.draw_table(lot, 5)
            saved = shapley(Table(masses(costs.alone()) - costs.values))
            assert [alone - own for alone, own in zip(costs.alone(), saved, strict=True)] == shapley(costs)

    def test_a_member_that_changes_nothing_pays_nothing_and_equals_pay_the_same(self) -> None:
        pool = Aggregated((40, 0, 25, 40), Tiers("all_units", STEPS))
        shares = shapley(pool)
        assert shares[1] == 0
        assert shares[0] == shares[3]

    def test_lines_of_a_contract_each_add_up(self) -> None:
        contract = Lines((Aggregated((40, 25, 10), Tiers("all_units", STEPS)), Levels((5_000, 7_001, 7_001))))
        shared = share_bill(contract, "arrival")
        assert shared.by_line is not None
        assert [sum(line) for line in shared.by_line] == [line.bill() for line in contract.lines]
        assert shared.cents == [sum(column) for column in zip(*shared.by_line, strict=True)]
        assert floats(shapley(tabulate(contract))) == pytest.approx(floats(shapley(contract)))

    def test_clauses_that_exclude_each_other_are_named(self) -> None:
        pool = Aggregated((40, 25), Tiers("all_units", STEPS))
        floor = Clause("floor", cents=pool.bill(), members=frozenset({0}), name="first")
        other = Clause("floor", cents=1, members=frozenset({1}), name="second")
        harmless = Clause("cap", fraction=Fraction(1), name="all")
        with pytest.raises(ClausesConflict) as refusal:
            share_bill(pool, "arrival", [floor, harmless, other])
        assert [clause.name for clause in refusal.value.clauses] == ["first", "second"]
        assert refusal.value.missing == 1


class TestExplanations:
    def test_arrivals_are_those_of_every_group_listed(self) -> None:
        lot = games.seeded(20)
        for _ in range(60):
            structure = games.draw_structure(lot, lot.randint(1, 7))
            values = tabulate(structure).values
            for place, arrival in enumerate(arrivals(structure)):
                others = [mask for mask in range(len(values)) if not mask >> place & 1]
                added = [int(values[mask | 1 << place] - values[mask]) for mask in others]
                assert (arrival.least, arrival.most) == (min(added), max(added))

    def test_alone_here_and_saved(self) -> None:
        pool = Aggregated((40, 25, 10, 5, 120), Tiers("all_units", STEPS))
        shared = share_bill(pool, "arrival")
        for place, line in enumerate(explain(pool, shared.cents)):
            assert line.alone - line.share == line.saved
            assert line.arrival.least <= shared.exact[place] <= line.arrival.most

    def test_large_contracts_have_bounds(self) -> None:
        contract = Lines((Levels(tuple(range(20))), Levels(tuple(range(20)))))
        assert not arrivals(contract)[3].attained

    def test_slices_add_up_to_the_cent(self) -> None:
        levels = Levels((800, 1_100, 1_300, 1_801))
        shared = share_bill(levels, "arrival")
        slices = slices_of_levels(levels)
        for place, cents in enumerate(shared.cents):
            own = [piece.each for piece in slices if place in piece.members]
            assert sum(own) == shared.exact[place]
            assert sum(cents_by_slice(cents, own)) == cents


class TestWhatIf:
    pool = Aggregated((40, 25, 10, 5, 120), Tiers("all_units", STEPS))

    def test_one_leaves_and_everybody_sees_its_change(self) -> None:
        changes = leaving(self.pool, "arrival", 4)
        assert changes[4].after == self.pool.alone()[4]
        rest = share_bill(Aggregated((40, 25, 10, 5), self.pool.pricing), "arrival").cents
        assert [change.after for change in changes[:4]] == rest
        assert all(change.change > 0 for change in changes)

    def test_one_joins(self) -> None:
        changes = joining(self.pool, "same_percentage", 30)
        assert len(changes) == 6
        assert changes[5].before == 30_000
        assert sum(change.after or 0 for change in changes) == 230 * 800

    def test_figures_change(self) -> None:
        assert needs(self.pool, 0, 50) == Aggregated((50, 25, 10, 5, 120), self.pool.pricing)
        assert needs(Levels((1, 2)), 1, 5) == Levels((1, 5))
        assert joining(Levels((10, 20)), "arrival", 30)[2] == Change(30, 18)

    def test_every_structure_can_lose_a_member(self) -> None:
        lot = games.seeded(21)
        for _ in range(20):
            structure = games.draw_structure(lot, 4)
            smaller: Structure = leaves(structure, 1)
            assert smaller.bill() == structure.of((0, 2, 3))

    def test_rules_side_by_side(self) -> None:
        table = compare_rules(Table([0, 10, 10, 12, 10, 12, 12, 30]), ["arrival", "same_percentage_stable"])
        assert isinstance(table["same_percentage_stable"], NoStableShare)
        assert not isinstance(table["arrival"], Unshareable)
