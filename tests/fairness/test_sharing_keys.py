"""Keys, clauses, claims: to the cent, on the figures of the domain and on random pools."""

from fractions import Fraction
from random import Random

import coopgame
import games
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.fairness.claims import (
    equal_awards,
    equal_losses,
    guaranteed_minimum,
    proportional,
    random_arrival,
    talmud,
)
from essaim.fairness.clauses import Clause, share_within
from essaim.fairness.errors import ClausesConflict, MissingFigure, NobodyToShareWith, TooLarge, Unshareable
from essaim.fairness.keys import (
    Filter,
    Key,
    Limit,
    Member,
    Part,
    Tariff,
    equal,
    instalments,
    mixed,
    pro_rata,
    share,
    usage,
)
from essaim.fairness.rounding import half_up, in_cents
from essaim.fairness.whatif import changed, compare_keys, with_figures, without

RULES = (proportional, equal_awards, equal_losses, talmud, guaranteed_minimum, random_arrival)


class TestFeesOfHolidayCentres:
    """domain.md §8.1: 62 centres, 93,000.00 €, 40 % equal and 60 % by beds."""

    centres = tuple(
        Member(f"C{number:02}", {"beds": 45 if number <= 20 else 95 if number <= 50 else 180})
        for number in range(1, 63)
    )
    key = mixed((40, None), (60, "beds"))

    def test_every_fee_to_the_cent(self) -> None:
        shared = share(9_300_000, self.centres, self.key)
        assert shared.cents == [102_487] * 20 + [149_696] * 22 + [149_695] * 8 + [229_949] * 12
        assert sum(shared.cents) == 9_300_000
        assert [part.amount for part in shared.parts] == [3_720_000, 5_580_000]
        assert set(shared.parts[0].cents) == {60_000}

    def test_a_newcomer_pays_the_voted_tariff_pro_rata(self) -> None:
        assert Tariff(60_000, 944).price(60, Fraction(184, 365)) == 58_799


class TestSharedFunctionsOfFifteenStructures:
    """domain.md §8.5: five keys, calls, adjustments and the simulation, every figure of the table."""

    table = """
    S01;84;62.0;4850000;1200;5674.47;5158.40;3605.85;2837.34;1047.27;18323.33;4580.83;4580.84;17883.65;-439.68
    S02;72;51.5;4010000;640;4691.67;4284.80;3090.73;2571.34;558.55;15197.09;3799.27;3799.28;14826.58;-370.51
    S03;60;42.0;3320000;0;3884.38;3494.40;2575.61;2330.67;0.00;12285.06;3071.26;3071.28;11981.89;-303.17
    S04;96;70.5;5480000;2100;6411.56;5865.60;4120.98;3052.67;1832.73;21283.54;5320.88;5320.90;20769.13;-514.41
    S05;45;33.0;2560000;310;2995.18;2745.60;1931.71;2102.67;270.54;10045.70;2511.42;2511.44;9767.96;-277.74
    S06;80;58.0;4490000;0;5253.27;4825.60;3434.15;2736.00;0.00;16249.02;4062.25;4062.27;15879.35;-369.67
    S07;64;47.5;3640000;880;4258.78;3952.00;2747.32;2470.00;768.00;14196.10;3549.02;3549.04;13832.91;-363.19
    S08;52;38.0;2930000;450;3428.08;3161.60;2232.20;2229.34;392.73;11443.95;2860.98;2861.01;11139.23;-304.72
    S09;110;81.0;6270000;1560;7335.86;6739.20;4721.95;3318.67;1361.45;23477.13;5869.28;5869.29;22942.28;-534.85
    S10;30;22.5;1740000;0;2035.79;1872.00;1287.80;1836.67;0.00;7032.26;1758.06;1758.08;6812.46;-219.80
    S11;78;57.0;4390000;720;5136.27;4742.40;3348.29;2710.66;628.36;16565.98;4141.49;4141.51;16169.46;-396.52
    S12;66;48.0;3700000;260;4328.97;3993.60;2833.17;2482.66;226.91;13865.31;3466.32;3466.35;13526.75;-338.56
    S13;40;29.5;2280000;930;2667.58;2454.40;1717.07;2013.99;811.64;9664.68;2416.17;2416.17;9374.79;-289.89
    S14;90;66.0;5120000;1350;5990.36;5491.20;3863.41;2938.66;1178.18;19461.81;4865.45;4865.46;18999.30;-462.51
    S15;58;43.5;3340000;600;3907.78;3619.20;2489.76;2368.66;523.64;12909.04;3227.26;3227.26;12574.81;-334.23
    """
    rows = tuple(line.strip().split(";") for line in table.strip().splitlines())
    members = tuple(
        Member(
            row[0], {"beds": int(row[1]), "posts": Fraction(row[2]), "budget": int(row[3]), "km": int(row[4])}
        )
        for row in rows
    )
    keys = (
        pro_rata("budget"),
        pro_rata("posts"),
        pro_rata("beds"),
        mixed((50, None), (50, "posts")),
        usage("km"),
    )
    budget = (6_800_000, 6_240_000, 4_400_000, 3_800_000, 960_000)
    actual = (6_712_540, 6_198_010, 4_400_000, 3_425_505, 912_000)

    def column(self, place: int) -> list[int]:
        return [int(row[place].replace(".", "")) for row in self.rows]

    def shares(self, amounts: tuple[int, ...]) -> list[list[int]]:
        return [
            share(amount, self.members, key).cents for amount, key in zip(amounts, self.keys, strict=True)
        ]

    def test_five_keys_calls_and_adjustments(self) -> None:
        called, spent = self.shares(self.budget), self.shares(self.actual)
        assert called == [self.column(place) for place in range(5, 10)]
        totals = [sum(column) for column in zip(*called, strict=True)]
        assert totals == self.column(10)
        calls = [instalments(total, 4) for total in totals]
        assert [call[0] for call in calls] == self.column(11)
        assert [call[3] for call in calls] == self.column(12)
        final = [sum(column) for column in zip(*spent, strict=True)]
        assert final == self.column(13)
        assert [after - before for after, before in zip(final, totals, strict=True)] == self.column(14)
        assert sum(final) - sum(totals) == -551_945

    def test_other_keys_side_by_side(self) -> None:
        keys = {
            "equal": equal(),
            "beds": pro_rata("beds"),
            "posts": pro_rata("posts"),
            "budget": pro_rata("budget"),
        }
        table = compare_keys(22_200_000, self.members, {**keys, "unknown": pro_rata("rooms")})
        first = {name: column[0] for name, column in table.items() if isinstance(column, list)}
        assert first == {"equal": 1_480_000, "beds": 1_819_317, "posts": 1_835_200, "budget": 1_852_546}
        assert isinstance(table["unknown"], MissingFigure)


class TestParts:
    members = (
        Member("A", {"beds": 10}, frozenset({"north"})),
        Member("B", {"beds": 20}, frozenset({"south"})),
        Member("C", {"beds": 30}, frozenset({"north"}), Fraction(1, 2)),
    )

    def test_three_equal_parts_of_a_hundred(self) -> None:
        assert share(10_000, [Member(name) for name in "ABC"], equal()).cents == [3_334, 3_333, 3_333]

    def test_presence_counts_in_figures_and_not_in_what_was_used(self) -> None:
        assert share(450, self.members, pro_rata("beds")).cents == [100, 200, 150]
        assert share(600, self.members, usage("beds")).cents == [100, 200, 300]
        assert share(250, self.members, equal()).cents == [100, 100, 50]

    def test_a_part_may_be_for_some_only(self) -> None:
        north = Part(1, "figure", "beds", Filter(groups=frozenset({"north"})))
        assert share(500, self.members, Key((north,))).cents == [200, 0, 300]
        large = Filter(figure="beds", at_least=15, at_most=25)
        assert share(500, self.members, equal(large)).cents == [0, 500, 0]
        assert share(500, self.members, equal(Filter(not_groups=frozenset({"south"})))).cents == [333, 0, 167]

    def test_who_is_excluded_pays_nothing(self) -> None:
        assert share(300, self.members, Key(excluded=frozenset({"A", "C"}))).cents == [0, 300, 0]

    def test_an_amount_nobody_counts_for_is_refused_with_its_part(self) -> None:
        key = Key((Part(1), Part(1, "figure", "beds", Filter(groups=frozenset({"west"})))))
        with pytest.raises(NobodyToShareWith) as refusal:
            share(100, self.members, key)
        assert refusal.value.part == 1

    def test_a_missing_figure_is_named(self) -> None:
        with pytest.raises(MissingFigure) as refusal:
            share(100, self.members, pro_rata("rooms"))
        assert (refusal.value.member, refusal.value.figure) == ("A", "rooms")

    def test_a_credit_is_shared_as_the_charge_would_be(self) -> None:
        assert share(-10_000, [Member(name) for name in "ABC"], equal()).cents == [-3_334, -3_333, -3_333]
        with pytest.raises(ValueError, match="charges"):
            share(-1, self.members, Key(limits=(Limit("cap", cents=1),)))

    def test_who_got_a_cent_of_the_rest_is_told(self) -> None:
        shared = share(10_000, [Member(name) for name in "ABC"], equal())
        assert shared.parts[0].rounded_up == [0]

    def test_calls_leave_the_cents_to_the_last(self) -> None:
        assert instalments(1_832_333, 4) == [458_083, 458_083, 458_083, 458_084]
        assert instalments(-10, 3) == [-3, -3, -4]

    def test_one_leaves_or_changes_its_figures(self) -> None:
        key = pro_rata("beds")
        left = changed((450, self.members, key), (450, without(self.members, "B"), key))
        assert (left["B"].before, left["B"].after, left["A"].change) == (200, None, 80)
        more = changed((450, self.members, key), (450, with_figures(self.members, "A", {"beds": 55}), key))
        assert more["A"].after == 275

    @pytest.mark.parametrize(
        "wrong", [lambda: Part(-1), lambda: Part(1, "figure"), lambda: Key(()), lambda: Clause("cap")]
    )
    def test_a_key_that_says_nothing_is_refused(self, wrong: object) -> None:
        with pytest.raises(ValueError, match=r"part|clause|figure"):
            wrong()  # type: ignore[operator]


class TestFloorsAndCaps:
    members = tuple(Member(name, {"beds": beds}) for name, beds in (("A", 10), ("B", 20), ("C", 70)))

    def test_what_a_floor_and_a_cap_move_is_shared_by_the_others(self) -> None:
        limits = (
            Limit("floor", cents=2_500, members=frozenset({"A"})),
            Limit("cap", fraction=Fraction(1, 2)),
        )
        shared = share(10_000, self.members, Key((Part(1, "figure", "beds"),), limits=limits))
        assert shared.cents == [2_500, 2_500, 5_000]
        assert shared.bounded is not None
        assert {place: clause.kind for place, clause in shared.bounded.decided.items()} == {
            0: "floor",
            2: "cap",
        }

    def test_a_clause_that_binds_nobody_changes_nothing(self) -> None:
        limits = (Limit("floor", cents=100),)
        shared = share(10_000, self.members, Key((Part(1, "figure", "beds"),), limits=limits))
        assert (shared.cents, shared.bounded) == ([1_000, 2_000, 7_000], None)

    def test_caps_that_leave_a_part_unpaid_are_named(self) -> None:
        caps = tuple(
            Limit("cap", cents=3_000, members=frozenset({name}), name=f"cap of {name}") for name in "ABC"
        )
        with pytest.raises(ClausesConflict) as refusal:
            share(10_000, self.members, Key(limits=caps))
        assert [clause.name for clause in refusal.value.clauses] == ["cap of A", "cap of B", "cap of C"]
        assert refusal.value.missing == -1_000

    def test_a_floor_above_a_cap_is_named_without_the_others(self) -> None:
        limits = (
            Limit("floor", cents=10, name="harmless"),
            Limit("floor", cents=4_000, members=frozenset({"A"}), name="floor"),
            Limit("cap", cents=3_000, members=frozenset({"A"}), name="cap"),
        )
        with pytest.raises(ClausesConflict) as refusal:
            share(10_000, self.members, Key(limits=limits))
        assert ([clause.name for clause in refusal.value.clauses], refusal.value.missing) == (
            ["floor", "cap"],
            0,
        )

    def test_receivers_are_moved_by_the_same_amount(self) -> None:
        bounded = share_within(100, [-20, 60, 60], [Clause("cap", cents=50, members=frozenset({1}))])
        assert bounded.shifted
        assert bounded.cents == [-15, 50, 65]

    def test_who_weighs_nothing_may_have_a_floor(self) -> None:
        assert share_within(100, [0, 1], [Clause("floor", cents=10)]).cents == [10, 90]
        with pytest.raises(NobodyToShareWith):
            share_within(100, [0, 0], [])

    def test_random_pools_sum_to_the_amount_within_their_clauses(self) -> None:
        lot = games.seeded(1)
        shared = conflicts = 0
        for _ in range(1_000):
            members = games.draw_members(lot, lot.randint(1, 12))
            amount = lot.randint(0, 1_000_000)
            key = games.draw_key(lot, members, amount)
            try:
                found = share(amount, members, key)
            except Unshareable:
                conflicts += 1
                continue
            shared += 1
            assert sum(found.cents) == amount
            for place, member in enumerate(members):
                if member.name in key.excluded:
                    assert found.cents[place] == 0
                    continue
                for limit in key.limits:
                    if limit.members is None or member.name in limit.members:
                        bound = limit.cents or 0
                        assert (
                            found.cents[place] >= bound
                            if limit.kind == "floor"
                            else found.cents[place] <= bound
                        )
        assert shared > conflicts

    @settings(max_examples=200, deadline=None)
    @given(
        st.lists(st.integers(0, 50), min_size=1, max_size=6),
        st.integers(0, 500),
        st.randoms(use_true_random=False),
    )
    def test_bounded_shares_follow_one_price(self, weights: list[int], amount: int, lot: Random) -> None:
        """Whoever is strictly within its bounds pays the same price per unit of weight."""
        clauses = [
            Clause(lot.choice(["floor", "cap"]), cents=lot.randint(0, 200), members=frozenset({place}))
            for place in range(len(weights))
            if lot.random() < 0.5
        ]
        try:
            found = share_within(amount, weights, clauses)
        except Unshareable:
            return
        assert sum(found.cents) == sum(found.exact) == amount
        for place, weight in enumerate(weights):
            if place not in found.decided:
                low = max(
                    (c.cents or 0 for c in clauses if c.kind == "floor" and place in (c.members or ())),
                    default=0,
                )
                assert found.exact[place] in (weight * found.level, low)


class TestClaims:
    @settings(max_examples=100, deadline=None)
    @given(st.lists(st.integers(0, 300), min_size=1, max_size=7), st.fractions(0, 1, max_denominator=50))
    def test_each_rule_divides_the_estate_within_claims(self, claims: list[int], part: Fraction) -> None:
        estate = int(sum(claims) * part)
        for rule in RULES:
            awards = rule(estate, claims)
            assert sum(awards) == estate
            assert all(award >= 0 for award in awards)
            if rule is not guaranteed_minimum:
                assert all(award <= claim for award, claim in zip(awards, claims, strict=True))
            assert sum(in_cents(estate, awards)) == estate

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.integers(1, 300), min_size=1, max_size=7), st.fractions(0, 1, max_denominator=50))
    def test_coopgame_agrees(self, claims: list[int], part: Fraction) -> None:
        estate = int(sum(claims) * part)
        assert talmud(estate, claims) == coopgame.talmud(estate, claims, exact=True)
        assert equal_awards(estate, claims) == coopgame.constrained_equal_awards(estate, claims, exact=True)
        assert equal_losses(estate, claims) == coopgame.constrained_equal_losses(estate, claims, exact=True)

    def test_random_arrival_of_two_is_the_contested_garment(self) -> None:
        """Two claim 100 and 50 of a garment of 100: 75 and 25."""
        assert random_arrival(100, [100, 50]) == [75, 25]

    def test_random_arrival_of_many(self) -> None:
        claims = [10 * place for place in range(1, 31)]
        awards = random_arrival(1_000, claims)
        assert sum(in_cents(1_000, awards)) == 1_000
        assert list(awards) == sorted(awards)
        with pytest.raises(TooLarge):
            random_arrival(10**9, [10**9 + place for place in range(30)])

    def test_enough_for_everybody_is_no_question_of_claims(self) -> None:
        for wrong in (301, -1):
            with pytest.raises(ValueError, match=r"enough|negative"):
                talmud(wrong, [100, 200])


def test_products_round_halves_away_from_zero() -> None:
    assert (half_up(Fraction(5, 2)), half_up(Fraction(-5, 2)), half_up(Fraction(49, 20))) == (3, -3, 2)


def test_shares_that_miss_the_bill_are_not_rounded() -> None:
    with pytest.raises(ValueError, match="sum"):
        in_cents(100, [Fraction(50), Fraction(49)])
