"""Leaving by the rules in force: the dates of the scenarios, and what the rules adopted say."""

from datetime import date
from typing import Any

import pytest
from governance import adopted, my_party

from essaim.kit import clock
from make import Make, Member, Row

SIX_MONTHS = {"exit": {"timing": "financial_year_end", "notice_months": 6}}


async def leave(member: Member, pool: Row, **body: str) -> Any:
    return await member.post(
        f"/v1/agreements/{pool.id}/parties/{await my_party(member, pool)}/leave", json=body
    )


class TestScenarios:
    @pytest.mark.parametrize(
        ("notice", "leaves"),
        [(date(2027, 6, 2), "2027-12-31"), (date(2027, 7, 2), "2028-12-31")],
    )
    async def test_a_structure_of_the_cooperation_group_gives_notice(
        self, make: Make, monkeypatch: pytest.MonkeyPatch, notice: date, leaves: str
    ) -> None:
        lead, s06 = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, s06.organisation, legal_form="gcsms")
        monkeypatch.setattr(clock, "today", lambda: notice)
        assert (await s06.get(f"/v1/pools/{pool.id}")).json()["earliest_exit_on"] == leaves
        left = (await leave(s06, pool)).json()
        assert (left["notice_given_on"], left["left_on"]) == (notice.isoformat(), leaves)

    @pytest.mark.parametrize(
        ("notice", "leaves"),
        [(date(2027, 6, 15), "2027-12-31"), (date(2027, 7, 15), "2028-12-31")],
    )
    async def test_a_member_of_the_common_fund_gives_the_six_months_of_its_rules(
        self, make: Make, monkeypatch: pytest.MonkeyPatch, notice: date, leaves: str
    ) -> None:
        lead, c = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, c.organisation, legal_form="common_fund")
        await adopted(make, pool, lead, **SIX_MONTHS)
        monkeypatch.setattr(clock, "today", lambda: notice)
        assert (await leave(c, pool)).json()["left_on"] == leaves

    async def test_a_centre_resigns_from_the_association_at_once(
        self, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lead, c12 = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, c12.organisation, legal_form="association", notice_months=6)
        monkeypatch.setattr(clock, "today", lambda: date(2027, 5, 10))
        assert (await leave(c12, pool)).json()["left_on"] == "2027-05-10"


class TestByRules:
    async def test_the_notice_of_the_rules_is_the_one_asked(
        self, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(clock, "today", lambda: date(2027, 5, 10))
        lead, party, observer = [await make.signed_in() for _ in range(3)]
        pool = await make.pool(
            lead.organisation, party.organisation, legal_form="collective", notice_months=12
        )
        await make.party(pool, observer.organisation, role="observer")
        await adopted(make, pool, lead, exit={"timing": "any_time", "notice_months": 2})
        refused = await leave(party, pool, left_on="2027-07-09")
        assert refused.json()["context"]["earliest"] == "2027-07-10"
        assert (await leave(party, pool, left_on="2027-07-31")).json()["left_on"] == "2027-07-31"
        assert (await leave(observer, pool)).json()["left_on"] == "2027-05-10", "an observer owes no notice"

    async def test_rules_to_come_do_not_lengthen_a_notice_given_before_them(
        self, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, party.organisation, legal_form="collective")
        await adopted(make, pool, lead, since=date(2027, 6, 1), **SIX_MONTHS)
        monkeypatch.setattr(clock, "today", lambda: date(2027, 5, 31))
        assert (await leave(party, pool)).json()["left_on"] == "2027-05-31"
