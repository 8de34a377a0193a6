"""Everybody votes at once, on a committed database: what is kept is coherent."""

import asyncio
from collections import Counter

import pytest
from assembly import (
    CLOSES,
    Assembly,
    an_opinion,  # noqa: F401 - a fixture
    gather,
    give_proxy,
    the_calendar,  # noqa: F401 - a fixture
)


def codes(answers) -> Counter:
    return Counter(answer.json()["code"] if answer.is_error else answer.status_code for answer in answers)


@pytest.mark.parametrize("ballot", ["named", "secret"])
async def test_of_a_hundred_ballots_of_one_organisation_one_is_kept(make, calendar, opinion, ballot):
    assembly = await gather(make, 3)
    address = await assembly.opened(calendar, ballot=ballot)

    answers = await asyncio.gather(
        *(
            assembly.lead.post(f"{address}/ballots", json={"choice": ("yes", "no", "abstain")[each % 3]})
            for each in range(100)
        )
    )

    assert codes(answers) == {201: 1, "already_voted": 99}
    assert await make.count("ballots") == 1
    tallied = (await make.rows("SELECT coalesce(sum(ballots), 0) AS n FROM decision_tallies"))[0].n
    assert tallied == (1 if ballot == "secret" else 0)


@pytest.mark.parametrize("ballot", ["named", "secret"])
async def test_a_ballot_against_the_closing_is_counted_or_refused(make, calendar, opinion, ballot):
    """Everybody votes while everybody tries to close: no ballot is received and left out of the count."""
    assembly = await gather(make, 12, {"quorum": {"numerator": 0, "denominator": 1}})
    address = await assembly.opened(calendar, ballot=ballot)

    async def late(member):
        return await member.post(f"{address}/ballots", json={"choice": "yes"})

    async def end(member):
        calendar.reach(CLOSES)
        return await member.post(f"{address}/close")

    answers = await asyncio.gather(
        *(late(member) for member in assembly.members), *(end(member) for member in assembly.members[:4])
    )
    cast, closed = codes(answers[:12]), codes(answers[12:])

    assert set(cast) <= {201, "vote_closed"}
    assert closed == {200: 1, "vote_closed": 3}
    decision = (await assembly.lead.get(address)).json()
    assert decision["count"]["in_person"] == cast[201] == await make.count("ballots")
    if decision["count"]["yes"] is not None:
        assert decision["count"]["yes"] == cast[201]


async def test_the_first_ballots_open_the_vote_once(make, calendar, opinion):
    assembly = await gather(make, 8)
    address = await assembly.convened(calendar)
    calendar.reach("2027-06-18T14:00:00+02:00")

    answers = await asyncio.gather(
        *(member.post(f"{address}/ballots", json={"choice": "yes"}) for member in assembly.members)
    )

    assert codes(answers) == {201: 8}
    assert await make.count("decision_voters") == 8


async def test_two_proxies_for_one_holder_come_one_after_the_other(make, calendar, opinion):
    assembly = await gather(make, 8)
    address = await assembly.convened(calendar)
    holder = assembly.lead

    answers = await asyncio.gather(*(give_proxy(giver, holder, address) for giver in assembly.members[1:]))

    assert codes(answers) == {201: 1, "proxy_limit_reached": 6}


async def test_a_proxy_against_the_vote_of_its_giver(make, calendar, opinion):
    """Either the giver has voted, or its proxy holds: never both."""
    assembly: Assembly = await gather(make, 6)
    address = await assembly.opened(calendar)
    for giver in assembly.members[1:4]:
        holder = assembly.members[5] if giver is assembly.members[1] else assembly.members[4]
        voted, given = await asyncio.gather(
            giver.post(f"{address}/ballots", json={"choice": "yes"}), give_proxy(giver, holder, address)
        )
        won = {voted.status_code == 201, given.status_code == 201}
        assert won == {True, False} or given.json()["code"] in ("proxy_limit_reached", "vote_cast")
        assert not (voted.status_code == 201 and given.status_code == 201)


async def test_proposals_made_together_are_numbered_without_a_gap(make, calendar, opinion):
    assembly: Assembly = await gather(make, 6)

    drafts = await asyncio.gather(*(assembly.ask(member) for member in assembly.members for _ in range(3)))

    assert sorted(draft["number"] for draft in drafts) == list(range(1, 19))
