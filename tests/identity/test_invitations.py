"""Inviting somebody to act for one's organisation, and accepting."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import httpx
import pytest
from people import PASSWORD, cookie_of, sign_in, with_cookie, with_password

from essaim.settings import Settings
from make import Make, Member

INVITATIONS = "/v1/identity/invitations"
NEWCOMER = "nouvelle@exemple.test"


async def invite(director: Member, email: str = NEWCOMER, role: str = "staff", **more: Any) -> httpx.Response:
    answer: httpx.Response = await director.post(INVITATIONS, json={"email": email, "role": role, **more})
    return answer


def token_of(link: str) -> str:
    return link.partition("#token=")[2]


async def accept(make: Make, link: str, password: str = PASSWORD, **more: Any) -> httpx.Response:
    body = {"token": token_of(link), "password": password, **more}
    return await make.client().post(f"{INVITATIONS}/accept", json=body)


@pytest.fixture
async def director(make: Make) -> Member:
    return await make.signed_in(await make.organisation("Les Tilleuls"))


class TestInvite:
    async def test_without_mail_server_the_inviter_gets_the_link_once(self, director: Member) -> None:
        sent = await invite(director, powers=["book"], profession="Aide-soignante")
        assert sent.status_code == 201
        assert sent.json()["mailed"] is False
        assert sent.json()["link"].startswith("http://essaim.test/invitation#token=ess_")
        (listed,) = (await director.get(INVITATIONS)).json()["items"]
        assert "link" not in listed
        assert (listed["state"], listed["profession"]) == ("pending", "Aide-soignante")

    async def test_the_same_address_is_invited_once(self, director: Member) -> None:
        await invite(director)
        again = await invite(director, email=NEWCOMER.upper())
        assert (again.status_code, again.json()["code"]) == (409, "already_invited")

    async def test_of_many_invitations_at_once_one_is_kept(self, make: Make, director: Member) -> None:
        answers = await asyncio.gather(*(invite(director) for _ in range(20)))
        assert sorted(answer.status_code for answer in answers) == [201] + [409] * 19
        assert await make.count("invitations") == 1

    async def test_after_a_revocation_or_an_expiry_another_can_be_sent(
        self, make: Make, director: Member
    ) -> None:
        first = (await invite(director)).json()
        assert (await director.delete(f"{INVITATIONS}/{first['id']}")).status_code == 204
        assert (await invite(director)).status_code == 201
        await make.rows("UPDATE invitations SET expires_at = now() - interval '1 second'")
        assert (await invite(director)).status_code == 201
        states = [item["state"] for item in (await director.get(INVITATIONS)).json()["items"]]
        assert states == ["pending", "revoked", "revoked"]

    async def test_a_colleague_is_not_invited(self, make: Make, director: Member) -> None:
        colleague = await make.signed_in(director.organisation, "staff")
        refused = await invite(director, email=colleague.person.email)
        assert (refused.status_code, refused.json()["code"]) == (409, "already_member")

    async def test_nobody_gives_a_power_they_lack(self, make: Make, director: Member) -> None:
        partial = await make.signed_in(director.organisation, "director", powers=["book"])
        refused = await invite(partial, powers=["book", "spend"])
        assert (refused.status_code, refused.json()["code"]) == (403, "more_than_own_rights")
        assert (await invite(partial, powers=["book"])).status_code == 201

    @pytest.mark.parametrize("role", ["coordinator", "staff", "reader"])
    async def test_only_a_director_invites(self, make: Make, director: Member, role: str) -> None:
        member = await make.signed_in(director.organisation, role)
        assert (await invite(member)).status_code == 403

    async def test_an_organisation_does_not_see_or_revoke_those_of_another(
        self, make: Make, director: Member
    ) -> None:
        sent = (await invite(director)).json()
        stranger = await make.signed_in()
        assert (await stranger.get(INVITATIONS)).json()["items"] == []
        assert (await stranger.delete(f"{INVITATIONS}/{sent['id']}")).status_code == 404
        assert (await accept(make, sent["link"], name="Dominique Leroy")).status_code == 201


class TestPreview:
    async def test_says_what_accepting_means(self, make: Make, director: Member) -> None:
        link = (await invite(director, powers=["book"])).json()["link"]
        seen = await make.client().post(f"{INVITATIONS}/preview", json={"token": token_of(link)})
        assert seen.status_code == 200
        offer = seen.json()
        assert (offer["organisation_name"], offer["email"], offer["role"]) == (
            "Les Tilleuls",
            NEWCOMER,
            "staff",
        )
        assert (offer["powers"], offer["known_person"]) == (["book"], False)
        assert "Les Tilleuls" in offer["what_becomes_visible"]

    async def test_changes_nothing(self, make: Make, director: Member) -> None:
        link = (await invite(director)).json()["link"]
        for _ in range(2):
            await make.client().post(f"{INVITATIONS}/preview", json={"token": token_of(link)})
        assert (await accept(make, link, name="Dominique Leroy")).status_code == 201


class TestAccept:
    async def test_a_newcomer_gets_an_account_a_mandate_and_a_browser_session(
        self, make: Make, director: Member
    ) -> None:
        link = (await invite(director, powers=["book"], profession="Aide-soignante")).json()["link"]
        accepted = await accept(make, link, name="Dominique Leroy")
        assert accepted.status_code == 201
        assert accepted.json()["token"] is None
        me = (await with_cookie(make, cookie_of(accepted)).get("/v1/identity/me")).json()
        assert (me["person"]["name"], me["person"]["email"]) == ("Dominique Leroy", NEWCOMER)
        assert me["acting_for"]["organisation_id"] == str(director.organisation.id)
        assert (me["acting_for"]["profession"], me["acting_for"]["powers"]) == ("Aide-soignante", ["book"])
        again = await make.client().post(
            "/v1/identity/sessions", json={"email": NEWCOMER, "password": PASSWORD, "carrier": "bearer"}
        )
        assert again.status_code == 201

    async def test_a_newcomer_gives_a_name(self, make: Make, director: Member) -> None:
        link = (await invite(director)).json()["link"]
        refused = await accept(make, link)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["pointer"] == "/name"

    @pytest.mark.parametrize("weak", ["court", "motdepasse123", "vive les tilleuls", "nouvelle 2026 ok"])
    async def test_a_weak_password_is_refused_and_the_link_still_opens(
        self, make: Make, director: Member, weak: str
    ) -> None:
        link = (await invite(director)).json()["link"]
        refused = await accept(make, link, weak, name="Dominique Leroy")
        assert (refused.status_code, refused.json()["code"]) == (422, "weak_password")
        assert (await accept(make, link, name="Dominique Leroy")).status_code == 201

    async def test_a_known_person_signs_with_their_own_password(self, make: Make, director: Member) -> None:
        person = await with_password(make, await make.organisation())
        link = (await invite(director, email=person.email)).json()["link"]
        wrong = await accept(make, link, "not their password", name="Somebody Else")
        assert (wrong.status_code, wrong.json()["code"]) == (401, "wrong_credentials")
        accepted = await accept(make, link)
        assert accepted.status_code == 201
        assert accepted.json()["me"]["person"]["name"] == person.name
        assert accepted.json()["me"]["acting_for"]["organisation_name"] == "Les Tilleuls"
        assert len(accepted.json()["me"]["mandates"]) == 2

    async def test_guesses_through_a_link_are_counted(self, make: Make, director: Member) -> None:
        person = await with_password(make)
        link = (await invite(director, email=person.email)).json()["link"]
        statuses = [(await accept(make, link, "wrong")).status_code for _ in range(6)]
        assert statuses == [401] * 5 + [429]
        assert (await sign_in(make.client(), person)).status_code == 429

    async def test_a_link_opened_twice_at_once_is_used_once(self, make: Make, director: Member) -> None:
        link = (await invite(director)).json()["link"]
        answers = await asyncio.gather(*(accept(make, link, name=f"Dominique {n}") for n in range(6)))
        assert sorted(answer.status_code for answer in answers) == [201] + [404] * 5
        assert await make.count("persons", "email = :email", email=NEWCOMER) == 1
        assert await make.count("mandates", "organisation_id = :id", id=director.organisation.id) == 2

    async def test_a_newcomer_invited_by_two_organisations_gets_one_account(
        self, make: Make, director: Member
    ) -> None:
        other = await make.signed_in(await make.organisation())
        links = [(await invite(each)).json()["link"] for each in (director, other)]
        answers = await asyncio.gather(*(accept(make, link, name="Dominique Leroy") for link in links))
        for link, answer in zip(links, answers, strict=True):
            if answer.status_code != 201:
                assert answer.json()["code"] in ("account_exists", "wrong_credentials")
                assert (await accept(make, link)).status_code == 201
        assert await make.count("persons", "email = :email", email=NEWCOMER) == 1

    @pytest.mark.parametrize(
        "fate", ["revoked_at = now()", "expires_at = now() - interval '1 second'", "accepted_at = now()"]
    )
    async def test_a_spent_link_opens_nothing(self, make: Make, director: Member, fate: str) -> None:
        link = (await invite(director)).json()["link"]
        await make.rows(f"UPDATE invitations SET {fate}")
        seen = await make.client().post(f"{INVITATIONS}/preview", json={"token": token_of(link)})
        refused = await accept(make, link, name="Dominique Leroy")
        assert seen.json()["code"] == refused.json()["code"] == "unknown_invitation"
        assert (seen.status_code, refused.status_code) == (404, 404)
        assert await make.count("persons", "email = :email", email=NEWCOMER) == 0

    async def test_who_already_acts_for_the_organisation_gets_no_second_mandate(
        self, make: Make, director: Member
    ) -> None:
        person = await with_password(make)
        link = (await invite(director, email=person.email)).json()["link"]
        await make.mandate(person, director.organisation, "reader")
        refused = await accept(make, link)
        assert (refused.status_code, refused.json()["code"]) == (409, "already_member")
        assert await make.count("invitations", "accepted_at IS NULL") == 1

    async def test_who_left_can_come_back(self, make: Make, director: Member) -> None:
        for _ in range(3):
            link = (await invite(director)).json()["link"]
            accepted = await accept(make, link, name="Dominique Leroy")
            assert accepted.status_code == 201
            mandate = accepted.json()["me"]["acting_for"]["id"]
            ended = await director.delete(f"/v1/identity/members/{mandate}", headers={"If-Match": '"1"'})
            assert ended.status_code == 204
        days = await make.rows(
            "SELECT starts_on, ends_on FROM mandates WHERE role = 'staff' ORDER BY starts_on"
        )
        assert len(days) == 3, "each of the three mandates stays on record"


@dataclass
class PostBox:
    """A small SMTP server that keeps what it is given."""

    silent: bool = False
    messages: list[EmailMessage] = field(default_factory=list)
    port: int = 0

    callers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.callers.append(writer)
        if self.silent:
            await reader.read()
        else:
            await self._converse(reader, writer)
        writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 post.test\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                content = await reader.readuntil(b"\r\n.\r\n")
                message = message_from_bytes(content[:-3], policy=policy.default)
                assert isinstance(message, EmailMessage)
                self.messages.append(message)
            writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
            if verb == b"QUIT":
                break
        await writer.drain()


@pytest.fixture
async def post_box() -> AsyncIterator[PostBox]:
    box = PostBox()
    server = await asyncio.start_server(box.serve, "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    yield box
    server.close()
    for caller in box.callers:
        caller.close()
    await server.wait_closed()


class TestMail:
    def use(self, make: Make, settings: Settings, port: int) -> None:
        make.app.state.settings = settings.model_copy(
            update={
                "smtp_url": Settings(
                    smtp_url=f"smtp://127.0.0.1:{port}",
                    mail_from="essaim@exemple.test",  # type: ignore[arg-type]
                ).smtp_url,
                "mail_from": "essaim@exemple.test",
                "public_url": "https://essaim.exemple.test",
            }
        )

    async def test_the_link_leaves_by_mail_and_is_not_shown(
        self, make: Make, director: Member, settings: Settings, post_box: PostBox
    ) -> None:
        self.use(make, settings, post_box.port)
        sent = (await invite(director)).json()
        assert (sent["mailed"], sent["link"]) == (True, None)
        (message,) = post_box.messages
        assert (message["To"], message["From"]) == (NEWCOMER, "essaim@exemple.test")
        assert message["Subject"] == "Les Tilleuls vous invite sur Essaim"
        (link,) = [line for line in message.get_content().splitlines() if line.startswith("https://")]
        assert link.startswith("https://essaim.exemple.test/invitation#token=")
        assert (await accept(make, link, name="Dominique Leroy")).status_code == 201

    async def test_english_is_written_to_who_asks_for_it(
        self, make: Make, director: Member, settings: Settings, post_box: PostBox
    ) -> None:
        self.use(make, settings, post_box.port)
        director.client.headers["Accept-Language"] = "en"
        await invite(director)
        assert post_box.messages[0]["Subject"] == "Les Tilleuls invites you to Essaim"

    async def test_a_name_of_several_lines_forges_no_header(
        self, make: Make, settings: Settings, post_box: PostBox
    ) -> None:
        self.use(make, settings, post_box.port)
        director = await make.signed_in(await make.organisation("Les\r\nBcc: autre@exemple.test\nTilleuls"))
        assert (await invite(director)).json()["mailed"] is True
        assert post_box.messages[0]["Bcc"] is None

    async def test_a_mail_server_that_is_gone_or_mute_gives_the_link_to_the_inviter(
        self, make: Make, director: Member, settings: Settings, post_box: PostBox
    ) -> None:
        self.use(make, settings, 1)
        gone = await invite(director)
        assert (gone.status_code, gone.json()["mailed"]) == (201, False)
        post_box.silent = True
        self.use(make, settings, post_box.port)
        mute = await invite(director, email="autre@exemple.test")
        assert (mute.status_code, mute.json()["mailed"]) == (201, False)
        assert (await accept(make, mute.json()["link"], name="Dominique Leroy")).status_code == 201
