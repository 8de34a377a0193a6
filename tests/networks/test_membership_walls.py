"""The second wall: row-level security stands even when a query forgets its WHERE."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from conftest import Database
from essaim.kit.db import enter, make_engine, make_sessions
from make import LONG_AGO, Make, Row


@pytest.fixture
async def as_app(database: Database) -> AsyncIterator[AsyncSession]:
    engine = make_engine(database.app_url, pool_size=1)
    async with make_sessions(engine)() as session, session.begin():
        yield session
    await engine.dispose()


async def states_seen(session: AsyncSession, organisation: Row | None) -> list[str]:
    await enter(session, organisation=organisation.id if organisation else None, person=None)
    return list(await session.scalars(text("SELECT state FROM memberships ORDER BY state")))


async def test_a_select_without_where_shows_no_request_of_others(make: Make, as_app: AsyncSession) -> None:
    network, home, rival = await make.network(), await make.organisation(), await make.organisation()
    for state in ("requested", "offered", "declined", "withdrawn"):
        asked = await make.network()
        await make.membership(asked, home, state=state)
    await make.membership(network, home)
    assert await states_seen(as_app, rival) == ["active"]
    assert await states_seen(as_app, None) == ["active"]
    assert await states_seen(as_app, network) == ["active"]
    assert await states_seen(as_app, home) == ["active", "declined", "offered", "requested", "withdrawn"]


async def test_an_update_without_where_changes_no_row_of_others(make: Make, as_app: AsyncSession) -> None:
    network, home, rival = await make.network(), await make.organisation(), await make.organisation()
    await make.membership(network, home)
    await make.benefit(network)
    await enter(as_app, organisation=rival.id, person=None)
    for table in ("memberships", "benefits"):
        changed = await as_app.execute(text(f"UPDATE {table} SET ends_on = today() RETURNING id"))
        assert changed.all() == []


async def test_nobody_writes_a_membership_of_others(make: Make, as_app: AsyncSession) -> None:
    network, home, rival = await make.network(), await make.organisation(), await make.signed_in()
    await enter(as_app, organisation=rival.organisation.id, person=rival.person.id)
    with pytest.raises(DBAPIError, match="row-level security"):
        await as_app.execute(
            text(
                "INSERT INTO memberships (network_id, organisation_id, category, state, payer_id, asked_by, starts_on) "
                "VALUES (:network, :home, 'member', 'active', :home, :person, :day)"
            ),
            {"network": network.id, "home": home.id, "person": rival.person.id, "day": LONG_AGO},
        )
