"""What the calendar does by itself: votes open and close at their hour, and one that fails stops no other."""

import pytest

from decisions.assembly import (
    CLOSES,
    DURING,
    Spy,
    an_opinion,  # noqa: F401 - a fixture
    gather,
    spy_on,
    the_calendar,  # noqa: F401 - a fixture
)
from essaim.clerk import DUTIES, tend_once
from essaim.decisions.service.due import tend_votes
from essaim.kit.db import make_sessions


@pytest.fixture
def sessions(owner_engine):
    return make_sessions(owner_engine)


async def test_a_vote_opens_and_closes_at_its_hour(make, calendar, opinion, sessions):
    assembly = await gather(make, 3)
    address = await assembly.convened(calendar)

    assert await tend_votes(sessions) == 0
    calendar.reach(DURING)
    assert await tend_votes(sessions) == 1
    assert (await assembly.lead.get(address)).json()["state"] == "open"
    assert await tend_votes(sessions) == 0, "done again, nothing changes"
    await assembly.vote(address, "yyn")
    calendar.reach(CLOSES)
    assert await tend_votes(sessions) == 1

    closed = (await assembly.lead.get(address)).json()
    assert (closed["state"], closed["outcome"], closed["effect_state"]) == ("closed", "adopted", "applied")
    (minutes,) = await make.rows("SELECT added_by, kind FROM agreement_documents")
    assert (minutes.added_by, minutes.kind) == (assembly.lead.organisation.id, "minutes")
    assert closed["minutes_id"]
    (act,) = await make.rows(
        "SELECT organisation_id, person_id FROM audit_records WHERE action = 'decisions.update'"
        " AND content->>'state' = 'closed' LIMIT 1"
    )
    assert (act.organisation_id, act.person_id) == (assembly.lead.organisation.id, assembly.lead.person.id)


async def test_a_vote_nobody_opened_ends_without_quorum(make, calendar, opinion, sessions):
    assembly = await gather(make, 3)
    address = await assembly.convened(calendar)
    calendar.reach(CLOSES)

    await tend_once(sessions)

    assert (await assembly.lead.get(address)).json()["outcome"] == "no_quorum"


async def test_one_that_fails_stops_no_other(make, calendar, opinion, sessions, monkeypatch):
    broken = Spy("dissolve", ends=Failing())
    spy_on(monkeypatch, broken)
    assembly = await gather(make, 3)
    failing = await assembly.opened(calendar, effect="dissolve")
    await assembly.vote(failing, "yyy")
    sound = await assembly.opened(calendar)
    await assembly.vote(sound, "yyy")
    calendar.reach(CLOSES)

    await tend_once(sessions)

    assert (await assembly.lead.get(sound)).json()["outcome"] == "adopted"
    assert (await assembly.lead.get(failing)).json()["state"] == "open"


async def test_a_vote_that_can_no_longer_open_is_withdrawn(make, calendar, opinion, sessions):
    assembly = await gather(make, 3)
    address = await assembly.convened(calendar)
    await make.rows("UPDATE agreements SET state = 'ended'")
    calendar.reach(DURING)
    await tend_once(sessions)
    assert (await assembly.lead.get(address)).json()["state"] == "convened"
    calendar.reach(CLOSES)
    await tend_once(sessions)

    assert (await assembly.lead.get(address)).json()["state"] == "withdrawn"


def test_votes_are_among_the_duties():
    assert tend_votes in DUTIES


class Failing:
    """An effect that breaks instead of ending."""

    @property
    def conditional(self) -> None:
        raise RuntimeError("broken")
