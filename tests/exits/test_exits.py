"""Leaving an agreement, from the simulation to the last instalment: the cases of the domain, to the cent."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from essaim.checking.running import check
from essaim.exits.service.calendar import complete_due_exits
from essaim.exits.service.settling import COMPLETE
from essaim.kit.db import make_sessions
from exits.leaving import (
    Days,
    Told,
    charge,
    exit_of,
    give_notice,
    party_of,
    pay,
    refusal,
    settle,
    simulate,
    told,
)
from funds.fund_world import Commons, adopt_rules, commons
from governed import vote
from make import Make, Member

YEAR_END = {"timing": "financial_year_end", "notice_months": 6, "instalments": 2}
ONE_IS_ENOUGH = {"threshold_cents": 10**9}
P1, P2 = 12_000_00, 13_500_00


@pytest.fixture
def days(make: Make, monkeypatch: pytest.MonkeyPatch) -> Days:
    return Days(make, monkeypatch)


async def fund_of_six(make: Make, engine: AsyncEngine, **exit_rules: object) -> tuple[Commons, Told]:
    """The fund of §8.6 once P1 is paid and 3,200.00 of P2 are still to pay; P2."""
    world = await commons(make, engine, approvals=ONE_IS_ENOUGH, exit={**YEAR_END, **exit_rules})
    p1, p2 = await world.committed(world.members[1], P1), await world.committed(world.members[3], P2)
    for project, cents in ((p1, P1), (p2, 10_300_00)):
        assert (await world.pay(world.members[4], project, cents))["state"] == "paid"
    return world, p2


class TestTheCommonFund:
    async def test_gives_c_back_its_share_in_two_instalments(
        self, make: Make, owner_engine: AsyncEngine, days: Days
    ) -> None:
        world, p2 = await fund_of_six(make, owner_engine)
        c = world.members[2]
        figures = await world.figures()
        assert (figures["available"], figures["cash"]) == (23_500_00, 26_700_00)

        june = await simulate(c, world.agreement, notice_on="2027-06-15")
        assert (june["earliest_on"], june["leave_on"]) == ("2027-12-31", "2027-12-31")
        assert (june["gets_back"]["stake_cents"], june["gets_back"]["repaid_cents"]) == (3_525_00, 3_525_00)
        assert [(part["due_on"], part["amount_cents"]) for part in june["gets_back"]["instalments"]] == [
            ("2028-01-31", 1_762_50),
            ("2028-02-29", 1_762_50),
        ]
        assert (june["owes"]["amount_cents"], june["net_cents"]) == (0, 3_525_00)
        assert june["votes"] == {
            "mine": 1,
            "before": 6,
            "after": 5,
            "voters_before": 6,
            "voters_after": 5,
        }
        shares = {each["organisation_name"]: each for each in june["shares"]}
        assert [shares[f"Maison {name}"]["before_cents"] for name in "ABCDEF"] == [
            5_875_00,
            4_700_00,
            3_525_00,
            3_525_00,
            2_937_50,
            2_937_50,
        ]
        assert (shares["Maison C"]["before_bp"], shares["Maison C"]["after_bp"]) == (1500, 0)
        assert (shares["Maison A"]["before_bp"], shares["Maison A"]["after_bp"]) == (2500, 2941)
        assert sum(each["after_bp"] for each in june["shares"]) == 10_000
        july = await simulate(c, world.agreement, notice_on="2027-07-15")
        assert july["leave_on"] == "2028-12-31"
        assert await make.count("exit_settlements") == 0

        await days.reach("2027-06-15")
        assert (await give_notice(make, c, world.agreement))["left_on"] == "2027-12-31"
        assert refusal(await settle(make, world.lead, world.agreement, c)) == (409, "not_left_yet")
        announced = await exit_of(make, c, world.agreement, c)
        assert (announced["state"], announced["planned"]["repaid_cents"]) == ("noticed", 3_525_00)

        await days.reach("2028-01-02")
        settled = told(await settle(make, world.lead, world.agreement, c), 201)
        assert settled["state"] == "settled"
        first, second = settled["settlement"]["instalments"]
        assert (first["amount_cents"], second["amount_cents"]) == (1_762_50, 1_762_50)
        figures = await world.figures()
        assert figures["available"] == 19_975_00
        assert figures["owed_to_leavers"] == 3_525_00
        assert sum(await world.stakes()) == 19_975_00

        await days.reach("2028-02-29")
        told(await pay(world.lead, first, "2028-01-31"))
        paid = told(await pay(world.lead, second, "2028-02-29"))
        assert [each["paid_on"] for each in paid["settlement"]["instalments"]] == ["2028-01-31", "2028-02-29"]
        figures = await world.figures()
        assert (figures["cash"], figures["reserved"], figures["repaid"]) == (23_175_00, 3_200_00, 3_525_00)
        assert refusal(await pay(world.lead, first, "2028-02-29")) == (409, "instalment_paid")

        await self._keeps_reading_its_years_and_nothing_else(make, world, c)
        await self._gets_nothing_released_later(world, p2, await party_of(make, world.agreement, c))
        assert [(each.name, each.rows) for each in await check(owner_engine) if each.rows] == []

    async def _keeps_reading_its_years_and_nothing_else(self, make: Make, world: Commons, c: Member) -> None:
        mine = await exit_of(make, c, world.agreement, c)
        assert (mine["mine"], mine["settlement"]["repaid_cents"]) == (True, 3_525_00)
        assert (await world.read(c))["as_of"] == "2027-12-31"
        question = {
            "agreement_id": str(world.agreement.id),
            "title": "Avis",
            "reason": "Pour voir",
            "effect": "opinion",
        }
        assert refusal(await c.post("/v1/decisions", json=question)) == (403, "only_taking_part")
        again = await c.get("/v1/exits/simulation", params={"agreement_id": str(world.agreement.id)})
        assert refusal(again) == (409, "not_taking_part")

    async def _gets_nothing_released_later(self, world: Commons, p2: Told, party: str) -> None:
        """P2 ends 700.00 below its budget; the rules keep it for who is still there."""
        await world.pay(world.members[4], p2, 2_500_00)
        told(await world.lead.post(f"{world.path}/projects/{p2['id']}/close"))
        assert (await world.figures())["available"] == 20_675_00
        late = await world.lead.post(f"/v1/exits/{party}/late-release", json={"paid_on": "2028-02-29"})
        assert refusal(late) == (409, "nothing_released")

    async def test_pays_105_released_later_where_the_rules_say_so(
        self, make: Make, owner_engine: AsyncEngine, days: Days
    ) -> None:
        world, p2 = await fund_of_six(make, owner_engine, late_release_to_leavers=True)
        c = world.members[2]
        await days.reach("2027-06-15")
        await give_notice(make, c, world.agreement)
        await days.reach("2028-01-02")
        told(await settle(make, world.lead, world.agreement, c), 201)
        await world.pay(world.members[4], p2, 2_500_00)
        told(await world.lead.post(f"{world.path}/projects/{p2['id']}/close"))

        owed = await exit_of(make, c, world.agreement, c)
        assert owed["late_release_cents"] == 105_00
        address = f"/v1/exits/{owed['party_id']}/late-release"
        paid = await world.lead.post(address, json={"paid_on": "2028-01-02"})
        assert told(paid)["late_release_cents"] == 0
        figures = await world.figures()
        assert (figures["available"], figures["owed_to_leavers"]) == (19_975_00 + 595_00, 3_525_00)
        tomorrow = await world.lead.post(address, json={"paid_on": "2028-01-03"})
        assert refusal(tomorrow) == (422, "day_to_come")

    async def test_of_an_endowment_gives_nothing_back_and_says_why(
        self, make: Make, owner_engine: AsyncEngine
    ) -> None:
        world = await commons(make, owner_engine, legal_form="endowment_fund", contributions=False)
        await world.contribute(world.members[2], 1_500_00, "yearly")

        leaving = await simulate(world.members[2], world.agreement)

        assert (leaving["gets_back"]["repaid_cents"], leaving["gets_back"]["instalments"]) == (0, [])
        assert "irrévocables" in leaving["gets_back"]["why"]

    async def test_keeps_for_all_what_the_rules_do_not_give_back(
        self, make: Make, owner_engine: AsyncEngine, days: Days
    ) -> None:
        rules = {"timing": "any_time", "notice_months": 0, "repays_stake": False}
        world = await commons(make, owner_engine, exit=rules)
        c = world.members[2]
        await days.reach("2027-05-10")
        await give_notice(make, c, world.agreement)
        await days.reach("2027-05-11")

        settled = told(await settle(make, world.lead, world.agreement, c), 201)["settlement"]

        assert (settled["repaid_cents"], settled["kept_cents"], settled["instalments"]) == (0, 6_000_00, [])
        assert await world.balances("common") == 9_000_00 + 6_000_00
        assert (await world.figures())["available"] == 49_000_00


class TestTheAssociation:
    async def test_lets_c12_go_at_once_and_keeps_the_fee_of_the_year(self, make: Make, days: Days) -> None:
        iddj = await make.signed_in(await make.network("IDDJ"))
        c12 = await make.signed_in(await make.organisation("C12"))
        pool = await make.pool(iddj.organisation, c12.organisation, legal_form="association")
        await days.reach("2027-05-10")
        await charge(iddj, pool, c12, 1_024_87, "2027-01-15")

        asked = await simulate(c12, pool)
        assert (asked["leave_on"], asked["owes"]["amount_cents"], asked["owes"]["through"]) == (
            "2027-05-10",
            1_024_87,
            "2027-12-31",
        )
        assert asked["net_cents"] == -1_024_87
        assert "loi du 1er juillet 1901, art. 4" in asked["why"]
        assert "1\u202f024,87\u00a0€" in " ".join(asked["sentences"])

        assert (await give_notice(make, c12, pool))["left_on"] == "2027-05-10"
        await days.reach("2027-05-11")
        settled = told(await settle(make, iddj, pool, c12), 201)["settlement"]
        assert (settled["owed_cents"], settled["repaid_cents"], settled["waived_cents"]) == (1_024_87, 0, 0)
        assert settled["transaction_id"] is None

    async def test_owes_nothing_for_later_years_even_when_they_were_called(
        self, make: Make, days: Days
    ) -> None:
        iddj = await make.signed_in(await make.network("IDDJ"))
        c12 = await make.signed_in(await make.organisation("C12"))
        pool = await make.pool(iddj.organisation, c12.organisation, legal_form="association")
        await days.reach("2027-05-10")
        await charge(iddj, pool, c12, 1_024_87, "2027-01-15")
        await give_notice(make, c12, pool)
        await days.reach("2028-01-20")
        await charge(iddj, pool, c12, 1_100_00, "2028-01-15")

        settled = told(await settle(make, iddj, pool, c12), 201)["settlement"]

        assert (settled["owed_cents"], settled["waived_cents"]) == (1_024_87, 1_100_00)
        (due,) = await make.rows("SELECT balance FROM ledger_accounts WHERE purpose = 'due'")
        assert due.balance == -1_024_87


class TestTheCooperationGroup:
    async def test_is_left_at_the_end_of_a_year_with_six_months_notice(self, make: Make, days: Days) -> None:
        lead, s06 = [await make.signed_in() for _ in range(2)]
        pool = await make.pool(lead.organisation, s06.organisation, legal_form="gcsms")

        for notice_on, leaves_on in (("2027-06-02", "2027-12-31"), ("2027-07-02", "2028-12-31")):
            assert (await simulate(s06, pool, notice_on=notice_on))["leave_on"] == leaves_on
        early = await s06.get(
            "/v1/exits/simulation",
            params={"agreement_id": str(pool.id), "notice_on": "2027-07-02", "leave_on": "2027-12-31"},
        )
        assert refusal(early) == (409, "notice_too_short")
        assert early.json()["context"] == {"earliest": "2028-12-31"}
        await days.reach("2027-06-02")
        assert (await give_notice(make, s06, pool))["left_on"] == "2027-12-31"
        announced = await simulate(s06, pool, notice_on="2029-01-01")
        assert (announced["notice_given"], announced["notice_on"], announced["leave_on"]) == (
            True,
            "2027-06-02",
            "2027-12-31",
        )


class TestEverythingEnds:
    async def test_by_the_calendar_all_at_once(
        self, make: Make, owner_engine: AsyncEngine, days: Days
    ) -> None:
        world = await commons(make, owner_engine, exit={"timing": "any_time", "notice_months": 0})
        a, b, c = world.members[:3]
        p1 = await world.committed(b, 1_000_00)
        submitted = await world.present(c, 500_00)
        pending = await world.pay(c, p1, 100_00, beneficiary_id=str(c.organisation.id))
        assert pending["state"] == "pending"
        minibus = await make.resource(a.organisation, "Minibus")
        room = await make.resource(a.organisation, "Salle")
        mine = await make.resource(c.organisation, "Barnum")
        other_pool = await make.pool(a.organisation, c.organisation)
        for resource in (minibus, room, mine):
            await make.share(resource, agreement=world.agreement)
        await make.share(room, agreement=other_pool)
        soon = datetime.now(UTC) + timedelta(days=400)
        lost = await make.booking(minibus, c.organisation, soon, soon + timedelta(hours=2))
        kept = await make.booking(room, c.organisation, soon, soon + timedelta(hours=2))
        begun = await make.booking(
            minibus,
            c.organisation,
            datetime.now(UTC) - timedelta(hours=1),
            datetime.now(UTC) + timedelta(hours=1),
        )
        draft = await vote(make, world.agreement, c, a.organisation, state="draft", title="Projet de C")
        asked = await vote(make, world.agreement, a, c.organisation)
        proxy = await make.row(
            "proxies",
            agreement_id=world.agreement.id,
            decision_id=asked.id,
            giver_id=c.organisation.id,
            holder_id=a.organisation.id,
            given_by=c.person.id,
            mandate_id=c.mandate.id,
        )
        simulated = await simulate(c, world.agreement)
        lost_words = simulated["lost"]
        assert [each["resource_name"] for each in lost_words["bookings"]] == ["Minibus"]
        assert [each["name"] for each in lost_words["resources"]] == ["Barnum"]
        assert [each["project_id"] for each in lost_words["projects"]] == [submitted["id"]]
        assert [each["decision_id"] for each in lost_words["votes"]] == [str(asked.id)]

        today = await give_notice(make, c, world.agreement)
        sessions = make_sessions(owner_engine)
        assert await complete_due_exits(sessions) == 0
        await days.reach((datetime.fromisoformat(today["left_on"]) + timedelta(days=1)).date().isoformat())
        assert await complete_due_exits(sessions) == 1
        assert await complete_due_exits(sessions) == 0

        states = {
            row.id: row.state
            for row in await make.rows(
                "SELECT id, state FROM bookings UNION ALL SELECT id, state FROM fund_projects"
                " UNION ALL SELECT id, state FROM fund_payments UNION ALL SELECT id, state FROM decisions"
            )
        }
        by_id = {str(key): state for key, state in states.items()}
        assert [by_id[str(each.id)] for each in (lost, kept, begun)] == [
            "cancelled",
            "confirmed",
            "confirmed",
        ]
        assert [by_id[each["id"]] for each in (submitted, pending, p1)] == [
            "withdrawn",
            "withdrawn",
            "committed",
        ]
        assert [by_id[str(each.id)] for each in (draft, asked)] == ["withdrawn", "open"]
        assert await make.count("booking_slots", "booking_id = :id", id=lost.id) == 0
        assert await make.count("proxies", "id = :id AND revoked_at IS NOT NULL", id=proxy.id) == 1
        assert await make.count("resource_shares", "resource_id = :id", id=mine.id) == 0
        assert (await exit_of(make, a, world.agreement, c))["state"] == "effective"


class TestWhoReads:
    async def test_amounts_are_for_the_leaver_and_the_lead_where_the_book_is_closed(
        self, make: Make, owner_engine: AsyncEngine, days: Days
    ) -> None:
        world = await commons(make, owner_engine, confidentiality="aggregates", exit=YEAR_END)
        lead, other, c = world.members[:3]
        guest, rival = await make.signed_in(), await make.signed_in()
        await make.party(world.agreement, guest.organisation, state="invited", joined_on=None)
        asked = {"agreement_id": str(world.agreement.id)}
        withheld = await simulate(c, world.agreement)
        assert withheld["shares"] == []
        assert withheld["shares_withheld"] is not None
        assert withheld["gets_back"]["repaid_cents"] == 6_000_00
        assert (await simulate(lead, world.agreement))["shares_withheld"] is None

        await days.reach("2027-06-15")
        await give_notice(make, c, world.agreement)
        await days.reach("2028-01-02")
        instalment = told(await settle(make, lead, world.agreement, c), 201)["settlement"]["instalments"][0]

        seen = {
            name: told(await reader.get("/v1/exits", params=asked))["items"][0]
            for name, reader in (("lead", lead), ("other", other), ("leaver", c))
        }
        assert [seen[name]["amounts_withheld"] for name in ("lead", "other", "leaver")] == [
            False,
            True,
            False,
        ]
        assert seen["other"]["settlement"] is None
        assert seen["other"]["late_release_cents"] is None
        assert seen["other"]["state"] == "settled"
        party = seen["lead"]["party_id"]
        for address in (f"/v1/exits/{party}", "/v1/exits", "/v1/exits/simulation"):
            params = {} if address.endswith(party) else asked
            assert refusal(await guest.get(address, params=params)) == (403, "exits_for_parties")
            assert refusal(await rival.get(address, params=params)) == (404, "not_found")
        assert refusal(await other.post(f"/v1/exits/{party}/settle")) == (403, "only_the_lead")
        assert refusal(await pay(other, instalment, "2028-01-02")) == (403, "only_the_lead")
        async with world._acting(other) as session:
            with pytest.raises(DBAPIError, match="not the lead"):
                await session.execute(COMPLETE, {"party": party})
        for outsider in (guest, rival):
            assert refusal(await pay(outsider, instalment, "2028-01-02")) == (404, "not_found")

    async def test_who_left_reads_the_exits_of_its_time_only(
        self, make: Make, owner_engine: AsyncEngine, days: Days
    ) -> None:
        world = await commons(make, owner_engine, contributions=False, exit={"timing": "any_time"})
        _, first, second, third = world.members[:4]
        for member, day in ((first, "2027-03-01"), (second, "2027-04-01"), (third, "2027-05-01")):
            await days.reach(day)
            await give_notice(make, member, world.agreement)
        await days.reach("2027-06-01")
        asked = {"agreement_id": str(world.agreement.id), "limit": "2"}

        mine = told(await second.get("/v1/exits", params=asked))
        page = told(await world.lead.get("/v1/exits", params=asked))
        rest = told(await world.lead.get("/v1/exits", params={**asked, "cursor": page["next_cursor"]}))

        assert [each["organisation_name"] for each in mine["items"]] == ["Maison C", "Maison B"]
        assert [each["organisation_name"] for each in (*page["items"], *rest["items"])] == [
            "Maison D",
            "Maison C",
            "Maison B",
        ]
        none = told(await world.lead.get("/v1/exits", params={**asked, "state": "settled"}))
        assert none["items"] == []


class TestTogether:
    async def test_two_settlements_of_one_exit_are_one(
        self, make: Make, owner_engine: AsyncEngine, days: Days
    ) -> None:
        world = await commons(make, owner_engine, exit=YEAR_END)
        c = world.members[2]
        await days.reach("2027-06-15")
        await give_notice(make, c, world.agreement)
        await days.reach("2028-01-02")

        answers = await asyncio.gather(*(settle(make, world.lead, world.agreement, c) for _ in range(8)))

        assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
        assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {
            "already_settled"
        }
        assert await make.count("exit_settlements") == 1
        assert await make.count("ledger_transactions", "kind = 'settlement'") == 1
        settled = await exit_of(make, world.lead, world.agreement, c)
        first = settled["settlement"]["instalments"][0]
        payments = await asyncio.gather(*(pay(world.lead, first, "2028-01-02") for _ in range(5)))
        assert sorted(answer.status_code for answer in payments) == [200] + [409] * 4
        assert await make.count("ledger_transactions", "kind = 'payment'") == 1

    async def test_one_key_settles_once_and_tells_twice(
        self, make: Make, owner_engine: AsyncEngine, days: Days
    ) -> None:
        world = await commons(make, owner_engine, exit=YEAR_END)
        c = world.members[2]
        await days.reach("2027-06-15")
        await give_notice(make, c, world.agreement)
        await days.reach("2028-01-02")
        address = f"/v1/exits/{await party_of(make, world.agreement, c)}/settle"

        first, second = [
            await world.lead.post(address, headers={"Idempotency-Key": "depart-c"}) for _ in range(2)
        ]

        assert (first.status_code, second.status_code) == (201, 201)
        assert first.json() == second.json()


async def test_later_rules_do_not_reach_who_gave_notice(
    make: Make, owner_engine: AsyncEngine, days: Days
) -> None:
    world = await commons(make, owner_engine, exit=YEAR_END)
    c = world.members[2]
    await days.reach("2027-06-15")
    await give_notice(make, c, world.agreement)
    harsher = await adopt_rules(make, world.agreement, world.lead, exit={**YEAR_END, "repays_stake": False})
    assert harsher.number == 2
    await make.rows("ALTER TABLE agreement_rules DISABLE TRIGGER agreement_rules_immutable")
    await make.rows("UPDATE agreement_rules SET in_force_from = '2027-07-01' WHERE id = :id", id=harsher.id)
    await days.reach("2028-01-02")

    settled = told(await settle(make, world.lead, world.agreement, c), 201)["settlement"]

    assert settled["repaid_cents"] == 6_000_00


async def test_a_stay_has_nothing_to_settle(make: Make) -> None:
    lead, party = await make.signed_in(), await make.signed_in()
    pool = await make.pool(lead.organisation, party.organisation)
    assert refusal(await settle(make, lead, pool, party)) == (409, "no_notice_given")
    past = await party.get(
        "/v1/exits/simulation", params={"agreement_id": str(pool.id), "notice_on": "2020-01-01"}
    )
    assert refusal(past) == (422, "notice_in_past")
    assert refusal(await lead.get(f"/v1/exits/{await party_of(make, pool, party)}")) == (404, "not_found")


async def test_promises_to_keep_and_observers(make: Make) -> None:
    lead, party, observer = [await make.signed_in() for _ in range(3)]
    partnership = await make.partnership(lead.organisation, party.organisation)
    await make.party(partnership, observer.organisation, role="observer")
    due = datetime.now(UTC).date() + timedelta(days=10)
    await make.commitment(partnership, party.organisation, side="b", due_on=due)

    leaving = await simulate(party, partnership, leave_on=(due + timedelta(days=1)).isoformat())
    watching = await simulate(observer, partnership)

    assert [(each["value_cents"], each["due_before_leaving"]) for each in leaving["commitments"]] == [
        (1_000_00, True)
    ]
    assert watching["votes"]["mine"] == 0
    assert "observe" in watching["why"]
