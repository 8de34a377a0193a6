"""One vote per legal person; a federation or its members; nobody above the cap."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.decisions.rules.calendar import allowed_proxies, earliest_opening, supports_needed
from essaim.decisions.rules.electorate import (
    Member,
    Weighing,
    capped,
    electorate,
    secret_is_possible,
)

FEDERATION, LEFT, RIGHT, OTHER = (UUID(int=number) for number in range(1, 5))


def member(organisation_id=None, **values):
    organisation_id = organisation_id or uuid4()
    return Member(**{"organisation_id": organisation_id, "legal_person": str(organisation_id), **values})


def votes(members, **weighing):
    return {each.organisation_id: each.votes for each in electorate(members, Weighing(**weighing)).electors}


def reasons(members, **weighing):
    return {each.organisation_id: each.why for each in electorate(members, Weighing(**weighing)).without}


class TestAFederationAndItsMembers:
    members = (
        member(FEDERATION, federates=frozenset({LEFT, RIGHT}), lead=True),
        member(LEFT),
        member(RIGHT),
        member(OTHER),
    )

    def test_vote_through_the_members(self):
        assert set(votes(self.members)) == {LEFT, RIGHT, OTHER}
        assert reasons(self.members) == {FEDERATION: "votes_through_members"}

    def test_or_the_federation_votes_for_them(self):
        assert set(votes(self.members, federation_vote="itself")) == {FEDERATION, OTHER}
        assert reasons(self.members, federation_vote="itself") == {
            LEFT: "federation_votes",
            RIGHT: "federation_votes",
        }

    def test_an_observing_member_does_not_silence_its_federation(self):
        members = (member(FEDERATION, federates=frozenset({LEFT})), member(LEFT, observer=True))

        assert set(votes(members)) == {FEDERATION}
        assert reasons(members) == {LEFT: "observer"}

    @given(
        st.lists(st.sets(st.integers(0, 7), max_size=4), min_size=1, max_size=8),
        st.sampled_from(["through_members", "itself"]),
    )
    @settings(max_examples=200)
    def test_never_both(self, edges, federation_vote):
        ids = [UUID(int=number + 1) for number in range(len(edges))]
        members = [
            member(ids[index], federates=frozenset(ids[each] for each in below if index < each < len(ids)))
            for index, below in enumerate(edges)
        ]

        voting = set(votes(members, federation_vote=federation_vote))

        assert voting, "somebody always votes"
        for each in members:
            assert not (each.organisation_id in voting and voting & each.federates)


class TestWhoElseIsLeftOut:
    def test_two_records_of_one_legal_person_have_one_vote(self):
        members = (member(LEFT, legal_person="990000017"), member(RIGHT, legal_person="990000017"))

        assert set(votes(members)) == {LEFT}
        assert reasons(members) == {RIGHT: "same_legal_person"}

    def test_the_party_concerned(self):
        assert reasons((member(LEFT), member(RIGHT)), concerned=LEFT) == {LEFT: "concerned"}

    def test_whoever_is_in_no_college(self):
        members = (member(LEFT, college="Usagers"), member(RIGHT, college=None))

        assert reasons(members, colleges=["Usagers"]) == {RIGHT: "no_college"}

    def test_whoever_brought_nothing_where_votes_follow_money(self):
        members = (member(LEFT, contribution=500), member(RIGHT, contribution=0))

        assert votes(members, weighting="contributions") == {LEFT: 500}
        assert reasons(members, weighting="contributions") == {RIGHT: "no_contribution"}


class TestCap:
    @given(st.lists(st.integers(1, 10_000), min_size=1, max_size=12), st.integers(1, 10_000))
    @settings(max_examples=200)
    def test_nobody_weighs_more_than_the_cap_wherever_it_can_hold(self, sizes, cap_bp):
        limit = capped(sizes, cap_bp)
        kept = [min(size, limit) for size in sizes]

        if len(sizes) * cap_bp >= 10_000:
            assert max(kept) * 10_000 <= cap_bp * sum(kept)
            more = [min(size, limit + 1) for size in sizes]
            assert max(more) == max(kept) or max(more) * 10_000 > cap_bp * sum(more)
        else:
            assert kept == [1] * len(sizes), "too few voters for the cap: all are equal"

    def test_a_large_party_is_brought_down_to_two_fifths(self):
        members = (
            member(LEFT, stated_votes=90),
            member(RIGHT, stated_votes=30),
            member(OTHER, stated_votes=30),
        )

        assert votes(members, weighting="stated", cap_bp=4000) == {LEFT: 40, RIGHT: 30, OTHER: 30}


class TestSecrecy:
    def test_needs_three_equal_votes_in_each_college(self):
        three = electorate([member() for _ in range(3)], Weighing()).electors
        two = electorate([member() for _ in range(2)], Weighing()).electors
        unequal = electorate(
            [member(stated_votes=votes) for votes in (1, 1, 2)], Weighing(weighting="stated")
        ).electors

        assert secret_is_possible(three, double_majority=False)
        assert not secret_is_possible(three, double_majority=True)
        assert not secret_is_possible(two, double_majority=False)
        assert not secret_is_possible(unequal, double_majority=False)
        assert not secret_is_possible((), double_majority=False)


class TestCalendar:
    def test_notice_in_days_or_urgent_hours(self):
        now = datetime(2027, 6, 1, 9, tzinfo=UTC)
        rule = {"notice_days": 15, "urgent_notice_hours": 48}

        assert earliest_opening(now, **rule, urgent=False) == now + timedelta(days=15)
        assert earliest_opening(now, **rule, urgent=True) == now + timedelta(hours=48)

    def test_a_third_of_the_members_rounded_up(self):
        assert [supports_needed(members) for members in (1, 3, 4, 6, 15)] == [1, 1, 2, 2, 5]

    def test_no_proxy_between_two_members(self):
        assert [allowed_proxies(1, members) for members in (1, 2, 3)] == [0, 0, 1]
