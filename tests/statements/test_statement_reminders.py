"""Remind of what is overdue: levels, once a day, by mail to the directors."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import httpx
import pytest

from essaim.kit import clock
from essaim.settings import Settings
from make import Make, Member
from statements.billing_world import FUTURE, Billing, billing, refusal, told
from statements.letter_box import LetterBox, open_letter_box


@pytest.fixture
async def letter_box() -> AsyncIterator[LetterBox]:
    async with open_letter_box() as box:
        yield box


@pytest.fixture
async def world(make: Make) -> Billing:
    return await billing(make)


async def remind(
    world: Billing, key: str, by: Member | None = None, message: str | None = None
) -> httpx.Response:
    body = {} if message is None else {"message": message}
    answer: httpx.Response = await (by or world.lead).post(f"/v1/statements/{key}/reminders", json=body)
    return answer


def in_days(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    now, today = datetime.now(clock.PARIS), clock.today()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=days))
    monkeypatch.setattr(clock, "today", lambda: today + timedelta(days=days))


class TestRemind:
    async def test_a_level_more_each_time_once_a_day(
        self, world: Billing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        key = await world.called(world.other, 100_00)
        await world.paid(world.lead, key, 30_00)
        first = told(await remind(world, key, message="Bonjour"), 201)
        assert (first["level"], first["remaining_cents"], first["mailed"]) == (1, 70_00, 0)
        assert refusal(await remind(world, key)) == (409, "reminded_today")
        for level in range(2, 10):
            with monkeypatch.context() as later:
                in_days(later, level)
                assert told(await remind(world, key), 201)["level"] == level
        in_days(monkeypatch, 10)
        assert refusal(await remind(world, key)) == (409, "reminders_exhausted")
        read = await world.read(key, world.other)
        assert [one["level"] for one in read["reminders"]] == list(range(1, 10))
        assert read["reminders"][0]["message"] == "Bonjour"

    async def test_of_several_at_once_one_goes(self, world: Billing) -> None:
        key = await world.called(world.other, 100_00)
        answers = await asyncio.gather(*(remind(world, key) for _ in range(5)))
        assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 4}

    async def test_only_what_is_overdue(self, world: Billing) -> None:
        coming = await world.called(world.other, 100_00, FUTURE)
        today = await world.called(world.other, 100_00, clock.today())
        credit = await world.called(world.other, -100_00)
        paid = await world.called(world.other, 100_00)
        await world.paid(world.lead, paid, 100_00)
        for key in (coming, today, credit, paid):
            assert refusal(await remind(world, key)) == (409, "nothing_overdue")
            assert (await world.read(key))["may_remind"] is False

    async def test_only_by_whom_it_is_owed_to(self, world: Billing) -> None:
        key = await world.called(world.other, 100_00)
        billed = (await world.billed(world.third, world.other))["id"]
        assert refusal(await remind(world, key, world.other)) == (403, "only_the_issuer")
        assert refusal(await remind(world, key, world.third)) == (404, "not_found")
        assert refusal(await remind(world, billed, world.lead)) == (403, "only_the_issuer")
        assert (await world.read(billed, world.third))["may_remind"] is True
        told(await remind(world, billed, world.third), 201)


class TestMail:
    async def test_it_goes_to_the_directors_of_who_owes(
        self, world: Billing, make: Make, settings: Settings, letter_box: LetterBox
    ) -> None:
        mailing = Settings(smtp_url=f"smtp://127.0.0.1:{letter_box.port}", mail_from="essaim@exemple.test")  # type: ignore[arg-type]
        make.app.state.settings = settings.model_copy(
            update={
                "smtp_url": mailing.smtp_url,
                "mail_from": mailing.mail_from,
                "public_url": "https://essaim.exemple.test",
            }
        )
        await make.signed_in(world.other.organisation, role="staff")
        key = await world.called(world.other, 1_234_56)
        reminder = told(await remind(world, key, message="Merci d’avance."), 201)
        assert reminder["mailed"] == 1
        (message,) = letter_box.letters
        assert message["To"] == world.other.person.email
        assert message["Subject"].startswith("Relance 1 : relevé")
        text = message.get_content()
        assert "1\u202f234,56\u00a0€" in text
        assert "Merci d’avance." in text
        assert f"https://essaim.exemple.test/statements/{key}" in text
        assert (await world.read(key))["reminders"][0]["mailed"] == 1

    async def test_a_reminder_does_not_change(self, world: Billing, make: Make) -> None:
        key = await world.called(world.other, 100_00)
        told(await remind(world, key), 201)
        with pytest.raises(Exception, match="a reminder does not change"):
            await make.rows("UPDATE statement_reminders SET level = 2")
