"""A secret ballot keeps the tally and leaves no link, wherever one looks."""

import hashlib
import itertools
import json

import pytest
from assembly import (
    CLOSES,
    DURING,
    Assembly,
    adopt,
    an_opinion,  # noqa: F401 - a fixture
    cast,
    gather,
    give_proxy,
    the_calendar,  # noqa: F401 - a fixture
)
from sqlalchemy import text

from essaim.kit.db import enter
from reading import pdf_text

CHOICES = ("yes", "no", "abstain")


@pytest.fixture
async def assembly(make, opinion) -> Assembly:
    return await gather(make, 5)


async def test_tells_participation_only_until_it_is_closed(assembly, calendar):
    address = await assembly.opened(calendar, ballot="secret")
    ballot = await cast(assembly.lead, address, "no")
    await cast(assembly.members[1], address, "yes")

    for member in assembly.members[:3]:
        read = (await member.get(address)).json()
        count = read["count"]
        assert (count["in_person"], count["quorum_present"]) == (2, 2)
        assert [count[key] for key in ("outcome", "yes", "no", "abstain", "majorities")] == [None] * 5
        assert count["withheld"]
        assert {each["choice"] for each in read["electorate"]} == {None}
        assert sum(each["voted"] for each in read["electorate"]) == 2
        assert read["mine"]["choice"] is None
    assert ballot["choice"] is None


async def test_is_counted_at_the_closing(assembly, calendar):
    address = await assembly.convened(calendar, ballot="secret")
    giver, holder = assembly.members[4], assembly.members[3]
    await give_proxy(giver, holder, address)
    calendar.reach(DURING)
    await assembly.vote(address, "yyna")
    await cast(holder, address, "yes", giver.organisation)

    closed = await assembly.close(address, calendar)

    count = closed["count"]
    assert (closed["outcome"], count["yes"], count["no"], count["abstain"]) == ("adopted", 3, 1, 1)
    assert {each["choice"] for each in closed["electorate"]} == {None}
    minutes = f"/v1/agreements/{assembly.agreement.id}/documents/{closed['minutes_id']}/content"
    text = pdf_text((await assembly.lead.get(minutes)).content)
    assert "Scrutin secret Pour : 3 Contre : 1 Abstentions : 1" in text
    assert "Scrutin nominatif" not in text


async def test_no_row_of_any_table_links_an_organisation_to_its_choice(assembly, calendar, make):
    """Two votes differ only by who chose what: nothing kept of them does."""
    kept = []
    for choices in ("yynna", "nnyya"):
        address = await assembly.opened(calendar, ballot="secret")
        for member, letter in zip(assembly.members, choices, strict=True):
            words = {"y": "yes", "n": "no", "a": "abstain"}
            answer = await member.post(
                f"{address}/ballots",
                json={"choice": words[letter]},
                headers={"Idempotency-Key": f"key-{address}"},
            )
            assert answer.status_code == 201
        await assembly.close(address, calendar)
        decision = address.rsplit("/", 1)[1]
        kept.append(await _everything_about(make, decision))

    first, second = kept
    assert first == second


async def _everything_about(make, decision) -> dict:
    """All that is stored of a vote, without its identifiers, instants and digests over these."""
    ballots = await make.rows(
        "SELECT organisation_id, choice, cast_by FROM ballots WHERE decision_id = :id ORDER BY ctid",
        id=decision,
    )
    tallies = await make.rows(
        "SELECT college, choice, ballots, votes FROM decision_tallies WHERE decision_id = :id ORDER BY ctid",
        id=decision,
    )
    audit = await make.rows(
        """SELECT action, subject_id, organisation_id, content - '{cast_at,decision_id,id,mandate_id}'::text[] AS content
           FROM audit_records WHERE action LIKE 'ballots.%' AND content->>'decision_id' = :id ORDER BY seq""",
        id=decision,
    )
    records = await make.rows(
        """SELECT organisation_id, fingerprint, status, body - '{cast_at,decision_id}'::text[] AS body
           FROM idempotency_records WHERE route LIKE '%' || :id || '/ballots' ORDER BY organisation_id""",
        id=decision,
    )
    tables = {"ballots": ballots, "tallies": tallies, "audit": audit, "records": records}
    return json.loads(json.dumps(tables, default=str))


async def test_no_digest_of_a_request_can_be_guessed_back(assembly, calendar, make):
    address = await assembly.opened(calendar, ballot="secret")
    headers = {"Idempotency-Key": "k"}
    sent = {"choice": "no"}
    answer = await assembly.lead.post(f"{address}/ballots", json=sent, headers=headers)
    retry = await assembly.lead.post(f"{address}/ballots", json={"choice": "yes"}, headers=headers)

    (record,) = await make.rows("SELECT fingerprint FROM idempotency_records")
    spellings = [
        template % choice
        for template, choice in itertools.product(('{"choice":"%s"}', '{"choice": "%s"}'), CHOICES)
    ]
    guesses = {hashlib.sha256(b"\0" + spelling.encode()).hexdigest() for spelling in spellings}

    assert record.fingerprint not in guesses
    assert retry.json() == answer.json(), "the first choice stands"
    assert await make.count("ballots") == 1


async def test_no_transaction_number_is_shared_by_a_ballot_and_one_choice_alone(assembly, calendar, make):
    address = await assembly.opened(calendar, ballot="secret")
    for member, choice in zip(assembly.members, ("yes", "no", "abstain", "no"), strict=False):
        await cast(member, address, choice)
        rows = await make.rows("SELECT DISTINCT xmin::text FROM decision_tallies")
        lines = await make.count("decision_tallies")

        assert (len(rows), lines) == (1, 3)


async def test_the_application_cannot_read_a_running_tally(assembly, calendar, make, app):
    address = await assembly.opened(calendar, ballot="secret")
    await assembly.vote(address, "yyn")
    lead = assembly.lead

    assert await _tallies_seen_by(app, lead) == 0
    calendar.reach(CLOSES)
    await lead.post(f"{address}/close")
    assert await _tallies_seen_by(app, lead) == 3


async def _tallies_seen_by(app, member) -> int:
    async with app.state.sessions() as session, session.begin():
        await enter(session, organisation=member.organisation.id, person=member.person.id)
        return await session.scalar(text("SELECT count(*) FROM decision_tallies"))


async def test_two_ballots_are_too_few_to_tell_their_count(make, calendar, opinion):
    assembly = await gather(make, 5, {"quorum": {"numerator": 0, "denominator": 1}})
    address = await assembly.opened(calendar, ballot="secret")
    await assembly.vote(address, "yn")

    closed = await assembly.close(address, calendar)

    assert closed["outcome"] == "rejected"
    assert [closed["count"][key] for key in ("yes", "no", "abstain", "majorities")] == [None] * 4
    assert "moins de trois bulletins" in closed["count"]["withheld"]
    assert "voix pour" not in closed["result"]
    (stored,) = await make.rows("SELECT result->'heads' AS heads, result->'tests' AS tests FROM decisions")
    assert (stored.heads, stored.tests) == (None, None)


@pytest.mark.parametrize(
    ("size", "voting"),
    [(2, {}), (4, {"weighting": "stated", "stated_votes": "two"}), (4, {"double_majority": True})],
)
async def test_is_refused_where_the_count_would_tell(make, calendar, opinion, size, voting):
    assembly = await gather(make, size)
    if voting:
        if "stated_votes" in voting:
            favoured = {"organisation_id": str(assembly.lead.organisation.id), "votes": 2}
            voting = {**voting, "stated_votes": [favoured]}
        await adopt(make, assembly.agreement, assembly.lead, {"voting": voting})
    calendar.reach("2027-05-20T09:00:00+02:00")
    draft = await assembly.ask(ballot="secret")

    answer = await assembly.lead.post(
        f"/v1/decisions/{draft['id']}/convene", json={"opens_at": DURING, "closes_at": CLOSES}
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "secret_needs_equal_votes")
