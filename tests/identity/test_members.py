"""Who acts for an organisation: seeing, changing and ending mandates."""

import asyncio
from datetime import date, timedelta

import pytest

from essaim.kit.clock import today
from make import Make, Member

MEMBERS = "/v1/identity/members"
FIRST = {"If-Match": '"1"'}


@pytest.fixture
async def director(make: Make) -> Member:
    return await make.signed_in(
        await make.organisation("Les Tilleuls"), person=await make.person("Zoé Arnaud")
    )


@pytest.fixture
async def colleague(make: Make, director: Member) -> Member:
    return await make.signed_in(director.organisation, "staff", person=await make.person("Étienne Bon"))


def address(member: Member) -> str:
    return f"{MEMBERS}/{member.mandate.id}"


class TestList:
    async def test_shows_colleagues_in_french_order_page_by_page(
        self, make: Make, director: Member, colleague: Member
    ) -> None:
        await make.signed_in(director.organisation, "reader", person=await make.person("Eva Caron"))
        await make.signed_in()
        names, cursor = [], None
        while True:
            query = {"limit": 1} | ({"cursor": cursor} if cursor else {})
            page = (await director.get(MEMBERS, params=query)).json()
            names += [item["name"] for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert names == ["Étienne Bon", "Eva Caron", "Zoé Arnaud"]

    async def test_leaves_out_those_whose_mandate_ended(
        self, make: Make, director: Member, colleague: Member
    ) -> None:
        await make.rows("UPDATE mandates SET ends_on = today() - 1 WHERE id = :id", id=colleague.mandate.id)
        items = (await director.get(MEMBERS)).json()["items"]
        assert [item["name"] for item in items] == ["Zoé Arnaud"]


class TestChange:
    async def test_takes_effect_at_once(self, director: Member, colleague: Member) -> None:
        changed = await director.patch(
            address(colleague), json={"role": "reader", "powers": []}, headers=FIRST
        )
        assert changed.status_code == 200
        assert changed.headers["etag"] == '"2"'
        me = (await colleague.get("/v1/identity/me")).json()
        assert me["acting_for"]["role"] == "reader"
        assert "bookings.book" not in me["permissions"]

    async def test_needs_the_version_read(self, director: Member, colleague: Member) -> None:
        body = {"profession": "Éducatrice"}
        blind = await director.patch(address(colleague), json=body)
        assert (blind.status_code, blind.json()["code"]) == (428, "version_required")
        stale = await director.patch(address(colleague), json=body, headers={"If-Match": '"7"'})
        assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
        assert stale.headers["etag"] == '"1"'
        odd = await director.patch(address(colleague), json=body, headers={"If-Match": "1"})
        assert (odd.status_code, odd.json()["errors"][0]["pointer"]) == (422, "header/If-Match")

    async def test_of_two_changes_of_one_version_one_is_kept(
        self, director: Member, colleague: Member
    ) -> None:
        answers = await asyncio.gather(
            *(
                director.patch(address(colleague), json={"profession": word}, headers=FIRST)
                for word in ("Éducatrice", "Monitrice")
            )
        )
        assert sorted(answer.status_code for answer in answers) == [200, 412]

    async def test_nobody_gives_a_power_they_lack(
        self, make: Make, director: Member, colleague: Member
    ) -> None:
        partial = await make.signed_in(director.organisation, "director", powers=["book"])
        await make.rows("UPDATE mandates SET powers = '{sign}' WHERE id = :id", id=colleague.mandate.id)
        refused = await partial.patch(address(colleague), json={"powers": ["sign", "spend"]}, headers=FIRST)
        assert (refused.status_code, refused.json()["code"]) == (403, "more_than_own_rights")
        refused = await partial.patch(address(partial), json={"powers": ["book", "vote"]}, headers=FIRST)
        assert refused.status_code == 403
        # A power the colleague holds already may stay.
        kept = await partial.patch(address(colleague), json={"powers": ["sign", "book"]}, headers=FIRST)
        assert kept.json()["powers"] == ["book", "sign"]

    async def test_a_last_day_before_the_first_is_refused(self, director: Member, colleague: Member) -> None:
        refused = await director.patch(address(colleague), json={"ends_on": "2019-12-31"}, headers=FIRST)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/ends_on")

    async def test_dates_that_run_into_another_mandate_are_refused(
        self, make: Make, director: Member, colleague: Member
    ) -> None:
        tomorrow = today() + timedelta(days=1)
        await make.rows("UPDATE mandates SET ends_on = today() WHERE id = :id", id=colleague.mandate.id)
        await make.mandate(colleague.person, director.organisation, "reader", starts_on=tomorrow)
        refused = await director.patch(address(colleague), json={"ends_on": None}, headers=FIRST)
        assert (refused.status_code, refused.json()["code"]) == (409, "mandate_overlap")

    @pytest.mark.parametrize("role", ["coordinator", "staff", "reader"])
    async def test_only_a_director_changes(
        self, make: Make, director: Member, colleague: Member, role: str
    ) -> None:
        member = await make.signed_in(director.organisation, role)
        assert (
            await member.patch(address(member), json={"role": "director"}, headers=FIRST)
        ).status_code == 403
        assert (await member.delete(address(colleague), headers=FIRST)).status_code == 403

    async def test_a_director_elsewhere_finds_nobody(self, make: Make, colleague: Member) -> None:
        stranger = await make.signed_in()
        changed = await stranger.patch(address(colleague), json={"role": "reader"}, headers=FIRST)
        ended = await stranger.delete(address(colleague), headers=FIRST)
        assert (changed.status_code, ended.status_code) == (404, 404)
        assert (await colleague.get(MEMBERS)).status_code == 200


class TestEnd:
    async def test_the_person_loses_their_rights_at_once(self, director: Member, colleague: Member) -> None:
        assert (await director.delete(address(colleague), headers=FIRST)).status_code == 204
        refused = await colleague.get(MEMBERS)
        assert (refused.status_code, refused.json()["code"]) == (403, "no_organisation")

    async def test_an_ended_mandate_is_history_and_does_not_change(
        self, make: Make, director: Member, colleague: Member
    ) -> None:
        await make.rows("UPDATE mandates SET ends_on = '2024-06-30' WHERE id = :id", id=colleague.mandate.id)
        for version in ('"1"', '"2"'):
            ended = await director.delete(address(colleague), headers={"If-Match": version})
            revived = await director.patch(
                address(colleague), json={"ends_on": None}, headers={"If-Match": version}
            )
            assert (ended.status_code, revived.status_code) == (404, 404)
        (row,) = await make.rows("SELECT ends_on FROM mandates WHERE id = :id", id=colleague.mandate.id)
        assert row.ends_on == date(2024, 6, 30)

    async def test_a_mandate_that_has_not_begun_can_be_taken_back(
        self, make: Make, director: Member, colleague: Member
    ) -> None:
        await make.rows("UPDATE mandates SET ends_on = today() WHERE id = :id", id=colleague.mandate.id)
        later = await make.mandate(
            colleague.person, director.organisation, "reader", starts_on=today() + timedelta(days=1)
        )
        assert (await director.delete(f"{MEMBERS}/{later.id}", headers=FIRST)).status_code == 204
        assert (await colleague.get(MEMBERS)).status_code == 200


class TestLastDirector:
    async def test_cannot_leave_or_step_down(self, director: Member, colleague: Member) -> None:
        ended = await director.delete(address(director), headers=FIRST)
        demoted = await director.patch(address(director), json={"role": "staff"}, headers=FIRST)
        assert [ended.json()["code"], demoted.json()["code"]] == ["last_director"] * 2
        assert (ended.status_code, demoted.status_code) == (409, 409)
        assert (await director.get("/v1/identity/me")).json()["acting_for"]["role"] == "director"

    async def test_a_disabled_director_is_none(self, make: Make, director: Member) -> None:
        second = await make.signed_in(director.organisation)
        await make.rows("UPDATE persons SET disabled_at = now() WHERE id = :id", id=second.person.id)
        assert (await director.delete(address(director), headers=FIRST)).status_code == 409

    async def test_two_directors_who_dismiss_each_other_at_once_leave_one(
        self, make: Make, director: Member
    ) -> None:
        second = await make.signed_in(director.organisation)
        answers = await asyncio.gather(
            director.delete(address(second), headers=FIRST), second.delete(address(director), headers=FIRST)
        )
        assert min(answer.status_code for answer in answers) == 204
        assert max(answer.status_code for answer in answers) in (403, 409)
        assert await make.count("mandates", "mandate_is_active(starts_on, ends_on)") == 1

    async def test_who_was_just_dismissed_dismisses_nobody(self, make: Make, director: Member) -> None:
        second, third = [await make.signed_in(director.organisation) for _ in range(2)]
        answers = await asyncio.gather(
            director.delete(address(second), headers=FIRST), second.delete(address(director), headers=FIRST)
        )
        assert sorted(answer.status_code for answer in answers) == [204, 403]
        assert (await third.get(MEMBERS)).status_code == 200
