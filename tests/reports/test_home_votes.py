"""What waits on the first page: votes, payments and requests to join."""

from datetime import UTC, datetime, timedelta
from typing import Any

from governed import govern, vote
from make import Make, Member

SOON = datetime.now(UTC) + timedelta(days=3)


async def waiting(member: Member, *kinds: str) -> list[tuple[str, str, bool]]:
    home: dict[str, Any] = (await member.get("/v1/reports/home")).json()
    return [
        (thing["kind"], thing["subject"], thing["may_act"])
        for thing in home["awaiting"]
        if thing["kind"] in kinds
    ]


async def test_votes_wait_for_who_has_not_voted(make: Make) -> None:
    lead, partner, observer = [await make.signed_in() for _ in range(3)]
    pool = await make.pool(lead.organisation, partner.organisation)
    await make.party(pool, observer.organisation, role="observer")
    clerk = await make.signed_in(partner.organisation, role="staff", powers=[])
    await vote(make, pool, lead, partner.organisation, title="Ouvert")
    voted = await vote(make, pool, lead, partner.organisation, title="Voté")
    for member in (lead, partner):
        await make.row(
            "ballots",
            agreement_id=pool.id,
            decision_id=voted.id,
            organisation_id=member.organisation.id,
            choice="yes",
            cast_by=member.organisation.id,
            person_id=member.person.id,
            mandate_id=member.mandate.id,
        )
    given = await vote(make, pool, lead, partner.organisation, title="Confié")
    await make.row(
        "proxies",
        agreement_id=pool.id,
        decision_id=given.id,
        giver_id=partner.organisation.id,
        holder_id=lead.organisation.id,
        given_by=partner.person.id,
        mandate_id=partner.mandate.id,
    )
    await make.row(
        "decisions",
        agreement_id=pool.id,
        number=9,
        title="Convoqué",
        reason="Pour voir",
        effect="opinion",
        ballot="named",
        state="convened",
        opens_at=SOON,
        closes_at=SOON + timedelta(hours=2),
        convened_at=datetime.now(UTC),
        proposed_by=lead.organisation.id,
        proposed_by_person=lead.person.id,
    )
    kinds = ("vote_to_cast", "decision_convened")

    assert await waiting(partner, *kinds) == [
        ("decision_convened", "Convoqué", True),
        ("vote_to_cast", "Ouvert", True),
    ]
    assert sorted(subject for _, subject, _ in await waiting(lead, *kinds)) == [
        "Confié",
        "Convoqué",
        "Ouvert",
    ]
    assert [may_act for _, _, may_act in await waiting(clerk, *kinds)] == [False, False]
    assert await waiting(observer, *kinds) == []
    home = (await partner.get("/v1/reports/home")).json()
    assert home["counts"]["votes_open"] == 3
    (convened,) = [thing for thing in home["awaiting"] if thing["kind"] == "decision_convened"]
    assert convened["agreement_id"] == str(pool.id)


async def test_payments_and_requests_wait_for_who_may_answer(make: Make) -> None:
    lead, partner, third, applicant = [await make.signed_in() for _ in range(4)]
    pool = await make.pool(lead.organisation, partner.organisation, third.organisation)
    await govern(make, pool, lead, partner.organisation)
    await make.party(
        pool, applicant.organisation, state="requested", joined_on=None, invited_by=applicant.organisation.id
    )
    kinds = ("payment_to_approve", "admission_to_answer")

    # The payment was requested by the partner and approved by the lead already.
    assert await waiting(lead, *kinds) == [("admission_to_answer", pool.name, True)]
    assert await waiting(third, *kinds) == [("payment_to_approve", "Acompte", True)]
    assert await waiting(applicant, *kinds) == []

    await make.rows("UPDATE fund_payments SET beneficiary_id = :third", third=third.organisation.id)
    assert await waiting(third, *kinds) == [], "nobody approves a payment to itself"


async def test_what_is_owed_waits_until_it_is_paid_or_netted(make: Make) -> None:
    lead, partner, rival = [await make.signed_in() for _ in range(3)]
    pool = await make.pool(lead.organisation, partner.organisation, rival.organisation)
    await govern(make, pool, lead, partner.organisation)
    kinds = ("statement_to_pay", "settlement_to_answer")

    # A settlement under way already nets the only call.
    assert await waiting(partner, *kinds) == [("settlement_to_answer", pool.name, True)]
    assert (await partner.get("/v1/reports/home")).json()["money"]["owes_cents"] == 0

    await make.rows("UPDATE settlement_items SET live = false")
    await make.rows("UPDATE settlements SET state = 'withdrawn', decided_at = now()")

    assert await waiting(partner, *kinds) == [("statement_to_pay", "Appel 1 sur 4", True)]
    assert (await partner.get("/v1/reports/home")).json()["money"] == {
        "owes_cents": 300,
        "overdue_cents": 300,
        "next_due_on": "2026-03-31",
        "owed_cents": 0,
        "saved_cents": None,
    }
    for stranger in (lead, rival):
        assert await waiting(stranger, *kinds) == []
        assert (await stranger.get("/v1/reports/home")).json()["money"]["owes_cents"] == 0
