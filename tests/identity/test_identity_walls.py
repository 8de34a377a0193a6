"""The second wall: what the application's role sees of people, even when a query forgets its WHERE."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from conftest import Database
from essaim.kit.db import make_engine
from make import Make, Member


@pytest.fixture
async def app_engine(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(database.app_url, pool_size=1)
    yield engine
    await engine.dispose()


async def seen(
    engine: AsyncEngine, sql: str, *, organisation: UUID | None = None, person: UUID | None = None
) -> list[UUID]:
    async with engine.begin() as connection:
        await connection.execute(
            text("SELECT set_config('essaim.organisation', :o, true), set_config('essaim.person', :p, true)"),
            {"o": str(organisation or ""), "p": str(person or "")},
        )
        return list((await connection.scalars(text(sql))).all())


@pytest.fixture
async def two(make: Make) -> tuple[Member, Member]:
    """Directors of two organisations, each with a pending invitation."""
    members = (await make.signed_in(), await make.signed_in())
    for member in members:
        sent = await member.post(
            "/v1/identity/invitations", json={"email": f"x{member.person.id}@exemple.test", "role": "staff"}
        )
        assert sent.status_code == 201
    return members


async def test_another_organisation_s_people_do_not_exist(
    app_engine: AsyncEngine, two: tuple[Member, Member]
) -> None:
    mine, _ = two
    acting = {"organisation": mine.organisation.id, "person": mine.person.id}
    assert await seen(app_engine, "SELECT id FROM persons", **acting) == [mine.person.id]
    assert await seen(app_engine, "SELECT id FROM mandates", **acting) == [mine.mandate.id]
    assert await seen(app_engine, "SELECT DISTINCT person_id FROM sessions", **acting) == [mine.person.id]
    assert await seen(app_engine, "SELECT DISTINCT organisation_id FROM invitations", **acting) == [
        mine.organisation.id
    ]


@pytest.mark.parametrize("table", ["persons", "mandates", "sessions", "invitations", "idempotency_records"])
async def test_nobody_sees_nothing(app_engine: AsyncEngine, two: tuple[Member, Member], table: str) -> None:
    assert await seen(app_engine, f"SELECT 1 FROM {table}") == []


async def test_colleagues_see_each_other_and_not_each_other_s_sessions(
    app_engine: AsyncEngine, make: Make, two: tuple[Member, Member]
) -> None:
    mine, _ = two
    colleague = await make.signed_in(mine.organisation, "reader")
    acting = {"organisation": mine.organisation.id, "person": colleague.person.id}
    assert set(await seen(app_engine, "SELECT id FROM persons", **acting)) == {
        mine.person.id,
        colleague.person.id,
    }
    assert await seen(app_engine, "SELECT person_id FROM sessions", **acting) == [colleague.person.id]


async def test_a_query_without_where_changes_nobody_else(
    app_engine: AsyncEngine, make: Make, two: tuple[Member, Member]
) -> None:
    mine, other = two
    acting = {"organisation": mine.organisation.id, "person": mine.person.id}
    assert await seen(app_engine, "UPDATE persons SET name = 'X' RETURNING id", **acting) == [mine.person.id]
    assert await seen(app_engine, "UPDATE mandates SET powers = '{}' RETURNING id", **acting) == [
        mine.mandate.id
    ]
    assert len(await seen(app_engine, "DELETE FROM sessions RETURNING id", **acting)) == 1
    assert (await other.get("/v1/identity/me")).json()["acting_for"]["powers"] != []


async def test_the_context_ends_with_its_transaction(
    app_engine: AsyncEngine, two: tuple[Member, Member]
) -> None:
    mine, _ = two
    assert await seen(app_engine, "SELECT id FROM persons", person=mine.person.id) != []
    async with app_engine.begin() as connection:  # the same connection: the pool holds one
        assert (await connection.scalars(text("SELECT id FROM persons"))).all() == []
