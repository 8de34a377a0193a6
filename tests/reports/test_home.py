"""The first page: what awaits the organisation one acts for."""

from datetime import date

from essaim.demo import PASSWORD, load_demo
from essaim.kit import clock


async def signed_in(make, owner_engine, email: str):
    await load_demo(owner_engine)
    answer = await make.client().post(
        "/v1/identity/sessions", json={"email": email, "password": PASSWORD, "carrier": "bearer"}
    )
    return make.client(answer.json()["token"])


async def test_the_coordinator_finds_the_membership_that_waits(make, owner_engine):
    coordinator = await signed_in(make, owner_engine, "coordinateur@exemple.test")

    home = (await coordinator.get("/v1/reports/home")).json()

    waiting = [thing for thing in home["awaiting"] if thing["kind"] == "membership_to_answer"]
    assert [(thing["subject"], thing["organisation_name"], thing["may_act"]) for thing in waiting] == [
        ("IDDJ", "Centre de vacances La Source – Chambéry", True)
    ]
    assert home["counts"]["networks"] == 1


async def test_the_director_sees_deadlines_and_bookings_soonest_first(make, owner_engine, monkeypatch):
    director = await signed_in(make, owner_engine, "directrice@exemple.test")
    monkeypatch.setattr(clock, "today", lambda: date(2027, 1, 4))

    home = (await director.get("/v1/reports/home")).json()

    deadlines = [(t["subject"], t["due_on"]) for t in home["awaiting"] if t["kind"] == "notice_deadline"]
    assert deadlines == [
        ("Moyens partagés du réseau gérontologique", "2027-05-31"),
        ("Fonctions de gestion mutualisées – La Salette et 14 structures", "2027-06-30"),
    ]
    assert home["counts"]["pools"] == 5
    assert home["counts"]["partners"] >= 13
    starts = [booking["starts_at"] for booking in home["coming_bookings"]]
    assert starts == sorted(starts)


async def test_a_deadline_far_away_is_not_shown_yet(make, owner_engine, monkeypatch):
    director = await signed_in(make, owner_engine, "directrice@exemple.test")
    monkeypatch.setattr(clock, "today", lambda: date(2026, 5, 1))

    home = (await director.get("/v1/reports/home")).json()

    assert not [thing for thing in home["awaiting"] if thing["kind"] == "notice_deadline"]


async def test_whoever_gave_notice_or_only_observes_has_no_deadline_left(make, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2027, 1, 4))
    lead, leaving, observing = [await make.organisation() for _ in range(3)]
    terms = {"term_ends_on": date(2027, 8, 31), "renewal_months": 12, "notice_months": 3}
    pool = await make.pool(lead, **terms)
    await make.party(pool, leaving, notice_given_on=date(2027, 1, 2), left_on=date(2027, 8, 31))
    await make.party(pool, observing, role="observer")

    waiting = {}
    for organisation in (lead, leaving, observing):
        member = await make.signed_in(organisation)
        home = (await member.get("/v1/reports/home")).json()
        waiting[organisation.name] = [thing["due_on"] for thing in home["awaiting"]]

    assert waiting == {lead.name: ["2027-05-31"], leaving.name: [], observing.name: []}


async def test_a_rival_finds_nothing_of_others(make, owner_engine):
    rival = await signed_in(make, owner_engine, "concurrent@exemple.test")

    home = (await rival.get("/v1/reports/home")).json()

    assert home == {
        "awaiting": [],
        "coming_bookings": [],
        "money": {
            "owes_cents": 0,
            "overdue_cents": 0,
            "next_due_on": None,
            "owed_cents": 0,
            "saved_cents": None,
        },
        "counts": {
            "networks": 0,
            "pools": 0,
            "partnerships": 0,
            "resources": 0,
            "votes_open": 0,
            "partners": 0,
        },
    }
