"""Signing in, staying signed in, signing out."""

import asyncio
import importlib.util

import httpx
import pytest
from people import (
    PASSWORD,
    at_address,
    cookie_of,
    invented_token,
    sign_in,
    signed_in_by_cookie,
    with_cookie,
    with_password,
)

from essaim.identity import passwords
from make import Make, Row

ME = "/v1/identity/me"
SESSIONS = "/v1/identity/sessions"


@pytest.fixture
async def person(make: Make) -> Row:
    return await with_password(make, await make.organisation("Régie des Deux Rives"))


class TestCarriers:
    async def test_a_browser_gets_a_cookie_that_scripts_cannot_read_and_no_token(
        self, make: Make, person: Row
    ) -> None:
        answer = await sign_in(make.client(), person, carrier="cookie")
        assert answer.status_code == 201
        attributes = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")[1:]}
        assert {"httponly", "secure", "samesite=lax", "path=/"} <= attributes
        assert not any(attribute.startswith("domain") for attribute in attributes)
        assert answer.json()["token"] is None
        me = await with_cookie(make, cookie_of(answer)).get(ME)
        assert me.json()["person"]["email"] == person.email

    async def test_a_script_gets_a_token_and_no_cookie(self, make: Make, person: Row) -> None:
        answer = await sign_in(make.client(), person)
        assert "set-cookie" not in answer.headers
        me = (await make.client(answer.json()["token"]).get(ME)).json()
        assert me["acting_for"]["organisation_name"] == "Régie des Deux Rives"
        assert "bookings.book" in me["permissions"]

    async def test_only_a_hash_of_the_token_is_kept(self, make: Make, person: Row) -> None:
        token = (await sign_in(make.client(), person)).json()["token"]
        for row in await make.rows("SELECT * FROM sessions"):
            assert token not in str(dict(row))

    async def test_the_address_is_read_without_case(self, make: Make, person: Row) -> None:
        body = {"email": person.email.upper(), "password": PASSWORD}
        assert (await make.client().post(SESSIONS, json=body)).status_code == 201

    async def test_a_password_typed_on_another_keyboard_is_the_same(self, make: Make) -> None:
        stored = await passwords.hash_password("bruy\u00e8re et lanternes")
        assert await passwords.verify_password("bruye\u0300re et lanternes", stored)

    async def test_a_stored_password_costs_a_guesser_what_owasp_asks(self) -> None:
        """In a copy of the module as it is served: the one of the tests is told to be quick."""
        spec = importlib.util.find_spec(passwords.__name__)
        assert spec is not None
        assert spec.loader is not None
        served = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(served)
        assert (await served.hash_password(PASSWORD)).startswith("$argon2id$v=19$m=19456,t=2,p=1$")

    async def test_a_browser_name_with_odd_bytes_does_not_prevent_signing_in(
        self, make: Make, person: Row
    ) -> None:
        request = make.client().build_request(
            "POST",
            SESSIONS,
            json={"email": person.email, "password": PASSWORD},
            headers=[(b"user-agent", b"odd\x00name\xff" + b"x" * 500)],
        )
        assert (await make.client().send(request)).status_code == 201


class TestWrongCredentials:
    async def test_an_unknown_account_answers_as_a_wrong_password(
        self, make: Make, person: Row, stranger: httpx.AsyncClient
    ) -> None:
        wrong = await sign_in(stranger, person, "not the password")
        body = {"email": "nobody@exemple.test", "password": "not the password"}
        unknown = await stranger.post(SESSIONS, json=body)
        assert wrong.status_code == unknown.status_code == 401
        assert _without_number(wrong) == _without_number(unknown)
        assert wrong.json()["code"] == "wrong_credentials"

    async def test_an_unknown_account_costs_the_same_work(
        self, make: Make, person: Row, stranger: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        verified: list[str] = []
        really_verify = passwords._verify

        def counting(password: str, stored: str) -> bool:
            verified.append(stored.rpartition("$")[0].rpartition("$")[0])
            return really_verify(password, stored)

        monkeypatch.setattr(passwords, "_verify", counting)
        await sign_in(stranger, person, "not the password")
        await stranger.post(SESSIONS, json={"email": "nobody@exemple.test", "password": "not the password"})
        without_password = await make.person()
        await sign_in(stranger, without_password, "not the password")
        assert len(verified) == 3
        assert len(set(verified)) == 1, "same algorithm and cost for all three"

    async def test_a_disabled_person_cannot_sign_in_and_loses_open_sessions(
        self, make: Make, person: Row, stranger: httpx.AsyncClient
    ) -> None:
        token = (await sign_in(stranger, person)).json()["token"]
        await make.rows("UPDATE persons SET disabled_at = now() WHERE id = :id", id=person.id)
        assert (await make.client(token).get(ME)).status_code == 401
        refused = await sign_in(stranger, person)
        assert (refused.status_code, refused.json()["code"]) == (401, "wrong_credentials")

    @pytest.mark.parametrize(
        "headers",
        [
            {"Authorization": "Bearer ess_unknown"},
            {"Authorization": "Bearer"},
            {"Authorization": "Basic Y2FtaWxsZTpz"},
            {"Authorization": ""},
            {"Cookie": "__Host-essaim=unknown"},
            {"Cookie": "__Host-essaim="},
        ],
    )
    async def test_unknown_credentials_are_nobody(self, make: Make, headers: dict[str, str]) -> None:
        answer = await make.client(None, **headers).get(ME)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"


class TestWaits:
    async def test_grow_from_one_to_fifteen_minutes(
        self, make: Make, person: Row, stranger: httpx.AsyncClient
    ) -> None:
        for _ in range(5):
            assert (await sign_in(stranger, person, "wrong")).status_code == 401
        waits = []
        for _ in range(6):
            refused = await sign_in(stranger, person, PASSWORD)
            assert (refused.status_code, refused.json()["code"]) == (429, "too_many_attempts")
            assert int(refused.headers["retry-after"]) == refused.json()["context"]["retry_after"]
            waits.append(-(-refused.json()["context"]["retry_after"] // 60))
            await _let_waits_pass(make)
            assert (await sign_in(stranger, person, "wrong")).status_code == 401
        assert waits == [1, 2, 4, 8, 15, 15]

    async def test_a_refused_attempt_does_not_lengthen_the_wait(
        self, make: Make, person: Row, stranger: httpx.AsyncClient
    ) -> None:
        for _ in range(5):
            await sign_in(stranger, person, "wrong")
        before = await make.rows("SELECT * FROM sign_in_attempts ORDER BY subject")
        assert (await sign_in(stranger, person, "wrong")).status_code == 429
        assert await make.rows("SELECT * FROM sign_in_attempts ORDER BY subject") == before

    async def test_the_right_password_after_the_wait_starts_afresh(
        self, make: Make, person: Row, stranger: httpx.AsyncClient
    ) -> None:
        for _ in range(5):
            await sign_in(stranger, person, "wrong")
        await _let_waits_pass(make)
        assert (await sign_in(stranger, person)).status_code == 201
        for _ in range(5):
            assert (await sign_in(stranger, person, "wrong")).status_code == 401

    async def test_a_day_of_calm_forgets(self, make: Make, person: Row, stranger: httpx.AsyncClient) -> None:
        for _ in range(5):
            await sign_in(stranger, person, "wrong")
        await make.rows(
            "UPDATE sign_in_attempts SET last_failed_at = now() - interval '25 hours', blocked_until = NULL"
        )
        for _ in range(5):
            assert (await sign_in(stranger, person, "wrong")).status_code == 401

    async def test_twenty_guesses_at_once_are_twenty_guesses(
        self, make: Make, person: Row, stranger: httpx.AsyncClient
    ) -> None:
        answers = await asyncio.gather(*(sign_in(stranger, person, f"guess {n}") for n in range(20)))
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses == [401] * 5 + [429] * 15

    async def test_an_unknown_account_is_counted_alike(self, stranger: httpx.AsyncClient) -> None:
        body = {"email": "nobody@exemple.test", "password": "wrong"}
        statuses = [(await stranger.post(SESSIONS, json=body)).status_code for _ in range(6)]
        assert statuses == [401] * 5 + [429]

    async def test_a_stranger_elsewhere_cannot_lock_the_rightful_person_out(
        self, make: Make, person: Row
    ) -> None:
        async with at_address(make, "192.0.2.1") as home, at_address(make, "198.51.100.7") as elsewhere:
            for _ in range(6):
                await sign_in(elsewhere, person, "wrong")
            assert (await sign_in(elsewhere, person)).status_code == 429
            assert (await sign_in(home, person)).status_code == 201

    async def test_nor_can_strangers_at_many_addresses_once_the_person_has_signed_in_here(
        self, make: Make, person: Row
    ) -> None:
        async with at_address(make, "192.0.2.1") as home:
            assert (await sign_in(home, person)).status_code == 201
            guessed = 0
            for number in range(12):
                async with at_address(make, f"198.51.100.{number}") as elsewhere:
                    for _ in range(4):
                        guessed += (await sign_in(elsewhere, person, "wrong")).status_code == 401
            assert guessed == 40, "then one guess a minute, whatever the number of addresses"
            assert (await sign_in(home, person)).status_code == 201

    async def test_colleagues_behind_one_address_do_not_use_up_its_attempts(
        self, make: Make, person: Row
    ) -> None:
        async with at_address(make, "192.0.2.1") as office:
            for _ in range(61):
                assert (await sign_in(office, person)).status_code == 201

    async def test_one_address_trying_many_accounts_waits(self, make: Make, person: Row) -> None:
        async with (
            at_address(make, "2001:db8:1:2::1") as guesser,
            at_address(make, "2001:db8:1:2::ffff") as same,
        ):
            for number in range(60):
                body = {"email": f"somebody{number}@exemple.test", "password": "wrong"}
                await guesser.post(SESSIONS, json=body)
            # Another address of the same /64 is the same guesser.
            assert (await sign_in(same, person)).status_code == 429


class TestSessions:
    async def test_the_list_shows_where_i_am_signed_in(self, make: Make, person: Row) -> None:
        browser = with_cookie(make, await signed_in_by_cookie(make, person))
        await sign_in(make.client(), person)
        other = await with_password(make)
        await sign_in(make.client(), other)
        items = (await browser.get(SESSIONS)).json()["items"]
        assert [(item["carrier"], item["current"]) for item in items] == [("bearer", False), ("cookie", True)]

    async def test_sign_out_ends_this_session_only(self, make: Make, person: Row) -> None:
        token = await signed_in_by_cookie(make, person)
        other = (await sign_in(make.client(), person)).json()["token"]
        ended = await with_cookie(make, token).delete(f"{SESSIONS}/current")
        assert ended.status_code == 204
        assert "Max-Age=0" in ended.headers["set-cookie"]
        assert (await with_cookie(make, token).get(ME)).status_code == 401
        assert (await make.client(other).get(ME)).status_code == 200

    async def test_sign_out_everywhere_ends_all(self, make: Make, person: Row) -> None:
        tokens = [(await sign_in(make.client(), person)).json()["token"] for _ in range(3)]
        assert (await make.client(tokens[0]).delete(SESSIONS)).status_code == 204
        for token in tokens:
            assert (await make.client(token).get(ME)).status_code == 401

    async def test_one_of_my_sessions_can_be_ended_from_another(self, make: Make, person: Row) -> None:
        here, there = [(await sign_in(make.client(), person)).json()["token"] for _ in range(2)]
        items = (await make.client(here).get(SESSIONS)).json()["items"]
        (elsewhere,) = [item["id"] for item in items if not item["current"]]
        assert (await make.client(here).delete(f"{SESSIONS}/{elsewhere}")).status_code == 204
        assert (await make.client(there).get(ME)).status_code == 401
        assert (await make.client(here).get(ME)).status_code == 200

    async def test_nobody_ends_the_session_of_another(self, make: Make, person: Row) -> None:
        mine = (await sign_in(make.client(), person)).json()["token"]
        (session,) = (await make.client(mine).get(SESSIONS)).json()["items"]
        other = (await sign_in(make.client(), await with_password(make))).json()["token"]
        refused = await make.client(other).delete(f"{SESSIONS}/{session['id']}")
        assert refused.status_code == 404
        assert (await make.client(mine).get(ME)).status_code == 200

    async def test_an_expired_session_is_nobody_and_is_cleared_at_the_next_sign_in(
        self, make: Make, person: Row
    ) -> None:
        token = (await sign_in(make.client(), person)).json()["token"]
        await make.rows("UPDATE sessions SET expires_at = now() - interval '1 second'")
        assert (await make.client(token).get(ME)).status_code == 401
        await sign_in(make.client(), person)
        assert await make.count("sessions") == 1

    async def test_a_browser_left_for_half_a_day_is_signed_out_and_a_script_is_not(
        self, make: Make, person: Row
    ) -> None:
        browser = await signed_in_by_cookie(make, person)
        script = (await sign_in(make.client(), person)).json()["token"]
        await make.rows("UPDATE sessions SET last_used_at = now() - interval '12 hours 1 minute'")
        assert (await with_cookie(make, browser).get(ME)).status_code == 401
        items = (await make.client(script).get(SESSIONS)).json()["items"]
        assert [item["carrier"] for item in items] == ["bearer"]

    async def test_use_keeps_a_browser_signed_in(self, make: Make, person: Row) -> None:
        browser = await signed_in_by_cookie(make, person)
        await make.rows("UPDATE sessions SET last_used_at = now() - interval '11 hours'")
        assert (await with_cookie(make, browser).get(ME)).status_code == 200
        assert await make.count("sessions", "last_used_at > now() - interval '1 minute'") == 1


class TestActingFor:
    async def test_another_organisation_changes_the_token(self, make: Make, person: Row) -> None:
        second = await make.organisation("Chantier Beaulieu")
        await make.mandate(person, second, "reader")
        token = (await sign_in(make.client(), person)).json()["token"]
        answer = await make.client(token).put(
            f"{SESSIONS}/current/organisation", json={"organisation_id": str(second.id)}
        )
        assert answer.json()["me"]["acting_for"]["organisation_name"] == "Chantier Beaulieu"
        assert (await make.client(token).get(ME)).status_code == 401
        me = (await make.client(answer.json()["token"]).get(ME)).json()
        assert me["acting_for"]["role"] == "reader"
        assert "bookings.book" not in me["permissions"]

    async def test_a_browser_gets_the_new_token_as_a_cookie(self, make: Make, person: Row) -> None:
        second = await make.organisation()
        await make.mandate(person, second)
        token = await signed_in_by_cookie(make, person)
        answer = await with_cookie(make, token).put(
            f"{SESSIONS}/current/organisation", json={"organisation_id": str(second.id)}
        )
        assert answer.json()["token"] is None
        assert cookie_of(answer) != token
        assert (await with_cookie(make, cookie_of(answer)).get(ME)).status_code == 200

    async def test_an_organisation_without_a_mandate_of_mine_is_unknown(
        self, make: Make, person: Row
    ) -> None:
        foreign = await make.organisation()
        former = await make.organisation()
        await make.mandate(person, former, ends_on=await _yesterday(make))
        token = (await sign_in(make.client(), person)).json()["token"]
        for organisation in (foreign, former):
            refused = await make.client(token).put(
                f"{SESSIONS}/current/organisation", json={"organisation_id": str(organisation.id)}
            )
            assert refused.status_code == 404
        assert (await make.client(token).get(ME)).status_code == 200

    async def test_the_next_sign_in_acts_for_the_organisation_used_last(
        self, make: Make, person: Row
    ) -> None:
        second = await make.organisation("Chantier Beaulieu")
        await make.mandate(person, second)
        token = (await sign_in(make.client(), person)).json()["token"]
        await make.client(token).put(
            f"{SESSIONS}/current/organisation", json={"organisation_id": str(second.id)}
        )
        again = (await sign_in(make.client(), person)).json()
        assert again["me"]["acting_for"]["organisation_name"] == "Chantier Beaulieu"

    async def test_the_session_of_an_ended_mandate_loses_its_rights_at_once(self, make: Make) -> None:
        member = await make.signed_in()
        assert (await member.get("/v1/identity/members")).status_code == 200
        await make.rows("UPDATE mandates SET ends_on = today() - 1 WHERE id = :id", id=member.mandate.id)
        refused = await member.get("/v1/identity/members")
        assert (refused.status_code, refused.json()["code"]) == (403, "no_organisation")
        me = (await member.get(ME)).json()
        assert (me["acting_for"], me["mandates"], me["permissions"]) == (None, [], [])

    async def test_a_person_without_mandate_signs_in_and_may_do_nothing(self, make: Make) -> None:
        token = (await sign_in(make.client(), await with_password(make))).json()["token"]
        assert (await make.client(token).get(ME)).json()["permissions"] == []
        refused = await make.client(token).get("/v1/identity/members")
        assert refused.json()["code"] == "no_organisation"


class TestOtherSites:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "cross-site", "Origin": "http://essaim.test"},
            {"Origin": "https://elsewhere.test"},
            {"Origin": "https://essaim.test.elsewhere.test"},
            {"Origin": "null"},
        ],
    )
    async def test_cannot_act_with_the_cookie_of_a_browser(
        self, make: Make, person: Row, headers: dict[str, str]
    ) -> None:
        token = await signed_in_by_cookie(make, person)
        refused = await with_cookie(make, token, **headers).delete(SESSIONS)
        assert (refused.status_code, refused.json()["code"]) == (403, "foreign_origin")
        assert refused.headers["content-type"] == "application/problem+json"
        assert (await with_cookie(make, token).get(ME)).status_code == 200

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "same-origin"},
            {"Sec-Fetch-Site": "none"},
            {"Origin": "http://essaim.test"},
            {},
        ],
    )
    async def test_our_own_pages_and_programs_can(
        self, make: Make, person: Row, headers: dict[str, str]
    ) -> None:
        token = await signed_in_by_cookie(make, person)
        assert (await with_cookie(make, token, **headers).delete(SESSIONS)).status_code == 204

    async def test_cannot_sign_a_browser_in_under_another_name(self, make: Make, person: Row) -> None:
        refused = await sign_in(
            make.client(None, **{"Sec-Fetch-Site": "cross-site"}), person, carrier="cookie"
        )
        assert (refused.status_code, "set-cookie" in refused.headers) == (403, False)

    async def test_authorization_wins_over_the_cookie(self, make: Make, person: Row) -> None:
        cookie = await signed_in_by_cookie(make, person)
        other = await with_password(make)
        token = (await sign_in(make.client(), other)).json()["token"]
        both = with_cookie(make, cookie, Authorization=f"Bearer {token}")
        assert (await both.get(ME)).json()["person"]["email"] == other.email
        dead = with_cookie(make, cookie, Authorization=f"Bearer {invented_token()}")
        assert (await dead.get(ME)).status_code == 401

    async def test_a_form_cannot_post(self, make: Make, person: Row) -> None:
        browser = with_cookie(make, await signed_in_by_cookie(make, person))
        body = '{"current_password": "x", "new_password": "y"}'
        refused = await browser.post(
            "/v1/identity/me/password", content=body, headers={"Content-Type": "text/plain"}
        )
        assert refused.status_code == 415


class TestPassword:
    NEW = "sept barques sur la rive"

    async def test_a_change_ends_the_other_sessions_only(self, make: Make, person: Row) -> None:
        here, there = [(await sign_in(make.client(), person)).json()["token"] for _ in range(2)]
        body = {"current_password": PASSWORD, "new_password": self.NEW}
        assert (await make.client(here).post("/v1/identity/me/password", json=body)).status_code == 204
        assert (await make.client(here).get(ME)).status_code == 200
        assert (await make.client(there).get(ME)).status_code == 401
        assert (await sign_in(make.client(), person)).status_code == 401
        assert (await sign_in(make.client(), person, self.NEW)).status_code == 201

    async def test_a_change_needs_the_current_password(self, make: Make, person: Row) -> None:
        token = (await sign_in(make.client(), person)).json()["token"]
        body = {"current_password": "wrong", "new_password": self.NEW}
        refused = await make.client(token).post("/v1/identity/me/password", json=body)
        assert (refused.status_code, refused.json()["code"]) == (401, "wrong_credentials")
        assert (await sign_in(make.client(), person)).status_code == 201

    @pytest.mark.parametrize(
        "weak",
        [
            "court",
            "azertyuiop12",
            "AZERTYUIOP12",
            "aaaabbbbaaaabbbb",
            "les deux rives de la régie",
            "Camille est là 2026",
        ],
    )
    async def test_a_password_a_guesser_would_try_is_refused(
        self, make: Make, person: Row, weak: str
    ) -> None:
        token = (await sign_in(make.client(), person)).json()["token"]
        body = {"current_password": PASSWORD, "new_password": weak}
        refused = await make.client(token).post("/v1/identity/me/password", json=body)
        assert (refused.status_code, refused.json()["code"]) == (422, "weak_password")
        (error,) = refused.json()["errors"]
        assert error["pointer"] == "/new_password"
        assert error["message"] == "Au moins 12 caractères, ni courants ni devinables."

    async def test_many_changes_at_once_do_not_wait_for_each_other_s_connection(self, make: Make) -> None:
        tokens = [
            (await sign_in(make.client(), await with_password(make))).json()["token"] for _ in range(12)
        ]
        body = {"current_password": PASSWORD, "new_password": self.NEW}
        answers = await asyncio.gather(
            *(make.client(token).post("/v1/identity/me/password", json=body) for token in tokens)
        )
        assert [answer.status_code for answer in answers] == [204] * 12


class TestProfile:
    async def test_what_is_given_changes_and_the_rest_stays(self, make: Make) -> None:
        member = await make.signed_in()
        changed = (await member.patch(ME, json={"language": "en", "theme": "dark"})).json()["person"]
        assert (changed["language"], changed["theme"], changed["name"]) == ("en", "dark", "Camille Martin")

    async def test_nobody_else_is_changed(self, make: Make) -> None:
        member, other = await make.signed_in(), await make.signed_in()
        await member.patch(ME, json={"name": "Dominique Leroy"})
        assert (await other.get(ME)).json()["person"]["name"] == "Camille Martin"

    @pytest.mark.parametrize("name", ["", "   ", "deux\nlignes", "nul\x00", "\u2028a\u2028b", "x" * 201])
    async def test_a_name_is_one_readable_line(self, make: Make, name: str) -> None:
        member = await make.signed_in()
        assert (await member.patch(ME, json={"name": name})).status_code == 422


def _without_number(answer: httpx.Response) -> dict[str, object]:
    body: dict[str, object] = answer.json()
    body.pop("request_id")
    return body


async def _let_waits_pass(make: Make) -> None:
    await make.rows("UPDATE sign_in_attempts SET blocked_until = now() - interval '1 second'")


async def _yesterday(make: Make) -> object:
    return (await make.rows("SELECT today() - 1 AS day"))[0].day
