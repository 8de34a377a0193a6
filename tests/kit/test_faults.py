"""A slow, mute or lost database: 503 within three seconds for everybody, and recovery without a restart."""

import asyncio
import time
from collections.abc import AsyncIterator

import asyncpg
import pytest
from fastapi import FastAPI
from faulty import Proxy, socket_of, through
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from conftest import Database
from essaim.app import create_app
from essaim.kit.db import make_engine
from essaim.kit.embedded import EmbeddedPostgres
from essaim.kit.http import Deadline, RequestContext
from essaim.settings import Settings
from make import Make, Member

ME = "/v1/identity/me"
MEMBERS = "/v1/identity/members"
AT_ONCE = 30


@pytest.fixture
async def proxy(database: Database) -> AsyncIterator[Proxy]:
    running = Proxy(socket_of(database.app_url))
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def engine(database: Database, proxy: Proxy) -> AsyncIterator[AsyncEngine]:
    made = make_engine(through(database.app_url, proxy), pool_size=10)
    yield made
    proxy.pass_on()
    await made.dispose()


@pytest.fixture
async def app(engine: AsyncEngine, settings: Settings) -> FastAPI:
    """The application behind a proxy, in place of the usual one."""
    real = Settings().answer_within_seconds
    return create_app(settings.model_copy(update={"answer_within_seconds": real}), engine)


@pytest.fixture
async def member(make: Make) -> Member:
    """Somebody signed in, with the pool already full of connections."""
    member = await make.signed_in()
    # Connections open a few at a time: a loaded machine may need more than one round within the real limits.
    for _ in range(10):
        answers = await asyncio.gather(*(member.get(ME) for _ in range(AT_ONCE)))
        if {answer.status_code for answer in answers} == {200}:
            return member
    raise AssertionError("The machine is too loaded to fill the pool of connections.")


async def ask_together(member: Member) -> list[tuple[int, float]]:
    """Status and seconds of many requests sent at once."""

    async def ask() -> tuple[int, float]:
        started = time.perf_counter()
        answer = await member.get(ME)
        if answer.status_code == 503:
            assert answer.headers["content-type"] == "application/problem+json"
            assert (answer.json()["code"], answer.headers["retry-after"]) == ("unavailable", "5")
        return answer.status_code, time.perf_counter() - started

    return list(await asyncio.gather(*(ask() for _ in range(AT_ONCE))))


async def answers_again(member: Member, within: float) -> float:
    """Seconds until twenty requests in a row are answered."""
    started = time.perf_counter()
    good = 0
    while good < 20:
        good = good + 1 if (await member.get(ME)).status_code == 200 else 0
        assert time.perf_counter() - started < within
    return time.perf_counter() - started


async def test_a_mute_database_is_a_503_for_all_within_three_seconds(member: Member, proxy: Proxy) -> None:
    proxy.blacken()
    answers = await ask_together(member)
    assert {status for status, _ in answers} == {503}
    assert max(seconds for _, seconds in answers) < 3
    # Those who come later wait no longer.
    assert max(seconds for _, seconds in await ask_together(member)) < 3
    proxy.cut()
    proxy.pass_on()
    await answers_again(member, within=8)


async def test_a_mute_database_that_speaks_again_is_used_again(member: Member, proxy: Proxy) -> None:
    proxy.blacken()
    assert {status for status, _ in await ask_together(member)} == {503}
    proxy.pass_on()
    await answers_again(member, within=8)


async def test_a_lost_database_is_a_503_for_all_within_three_seconds(member: Member, proxy: Proxy) -> None:
    proxy.refusing = True
    proxy.cut()
    answers = await ask_together(member)
    assert {status for status, _ in answers} == {503}
    assert max(seconds for _, seconds in answers) < 3
    proxy.refusing = False
    assert {status for status, _ in await ask_together(member)} == {200}


async def test_after_every_connection_was_reset_nobody_notices(
    make: Make, member: Member, proxy: Proxy
) -> None:
    proxy.cut()
    await make.count("persons")  # the loop sees the resets meanwhile, as it does between two requests
    answers = await ask_together(member)
    assert {status for status, _ in answers} == {200}


async def test_connections_ended_by_the_server_are_replaced_unnoticed(
    server: EmbeddedPostgres, database: Database, member: Member
) -> None:
    superuser = await asyncpg.connect(server.dsn(database.name))
    ended = await superuser.fetch(
        "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE usename = 'essaim_app'"
        " AND datname = current_database()"
    )
    await superuser.close()
    assert len(ended) == 10
    assert {status for status, _ in await ask_together(member)} == {200}


async def test_a_living_connection_is_used_without_a_question(member: Member, engine: AsyncEngine) -> None:
    statements: list[str] = []
    event.listen(
        engine.sync_engine,
        "before_cursor_execute",
        lambda _c, _cu, statement, *_rest: statements.append(statement),
    )
    assert (await member.get(MEMBERS)).status_code == 200
    assert len(statements) == 2, "one to know the caller, one to answer"


async def test_a_row_held_by_somebody_else_is_a_503_and_then_free(
    make: Make, member: Member, owner_engine: AsyncEngine
) -> None:
    address = f"/v1/identity/members/{member.mandate.id}"
    async with owner_engine.connect() as holder:
        await holder.exec_driver_sql("SELECT * FROM mandates FOR UPDATE")
        started = time.perf_counter()
        held = await member.patch(address, json={"profession": "Éducatrice"}, headers={"If-Match": '"1"'})
        assert (held.status_code, held.json()["code"]) == (503, "unavailable")
        assert time.perf_counter() - started < 3
        assert (await member.get(ME)).status_code == 200
        await holder.rollback()
    freed = await member.patch(address, json={"profession": "Éducatrice"}, headers={"If-Match": '"1"'})
    assert freed.status_code == 200, "what was refused had no effect"


class TestDeadline:
    """The application's time, not the client's."""

    async def call(self, app: Deadline, *pieces: tuple[float, bytes]) -> tuple[int, bytes]:
        remaining = list(pieces)
        sent: list[dict[str, object]] = []

        async def receive() -> dict[str, object]:
            seconds, body = remaining.pop(0)
            await asyncio.sleep(seconds)
            return {"type": "http.request", "body": body, "more_body": bool(remaining)}

        async def send(message: object) -> None:
            assert isinstance(message, dict)
            sent.append(message)

        scope = {"type": "http", "method": "POST", "path": "/v1/x", "headers": []}
        await RequestContext(app)(scope, receive, send)
        status, body = sent[0]["status"], sent[1]["body"]
        assert isinstance(status, int)
        assert isinstance(body, bytes)
        return status, body

    @staticmethod
    async def reads_then_answers(scope: object, receive: object, send: object) -> None:
        while (await receive())["more_body"]:  # type: ignore[operator]
            pass
        await send({"type": "http.response.start", "status": 204, "headers": []})  # type: ignore[operator]
        await send({"type": "http.response.body", "body": b""})  # type: ignore[operator]

    async def test_a_slow_line_may_take_its_time(self) -> None:
        app = Deadline(self.reads_then_answers, seconds=0.1, upload_seconds=5)  # type: ignore[arg-type]
        status, _ = await self.call(app, (0.15, b"a"), (0.15, b"b"))
        assert status == 204

    async def test_but_not_forever(self) -> None:
        app = Deadline(self.reads_then_answers, seconds=0.1, upload_seconds=0.2)  # type: ignore[arg-type]
        status, body = await self.call(app, (0.15, b"a"), (60, b"b"))
        assert (status, b"too_slow" in body) == (408, True)

    async def test_slow_work_is_a_503(self) -> None:
        async def works(scope: object, receive: object, send: object) -> None:
            await asyncio.Event().wait()

        status, body = await self.call(Deadline(works, seconds=0.1))  # type: ignore[arg-type]
        assert (status, b"unavailable" in body) == (503, True)
