"""A server becomes fit for Essaim, or says in one sentence what an administrator must do."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

import essaim.kit.preparation as preparation
from essaim.kit.embedded import EmbeddedPostgres
from essaim.kit.preparation import (
    EXTENSIONS,
    ExtensionMissing,
    MigrationFailed,
    MigrationState,
    Prepared,
    RoleMissing,
    RoleTooStrong,
    TooOld,
    Unreachable,
    derived_password,
    known_revisions,
    migrate,
    migration_head_matches,
    migration_state,
    migrations_directory,
    prepare_embedded,
    prepare_external,
)
from essaim.settings import database_address


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedPostgres]:
    """A server of this module's own: its roles are changed in ways other tests must not see."""
    parent = Path(tempfile.mkdtemp(prefix="essaim-test-"))
    server = EmbeddedPostgres(parent / "data", fast=True).start()
    yield server
    server.remove()
    shutil.rmtree(parent)


@pytest.fixture
async def administrator(server: EmbeddedPostgres) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(server.dsn())
    yield connection
    await connection.close()


@pytest.fixture
async def prepared(server: EmbeddedPostgres) -> Prepared:
    return await prepare_embedded(server, f"essaim_{uuid4().hex}")


@pytest.fixture
async def own_server(server: EmbeddedPostgres, administrator: asyncpg.Connection) -> AsyncIterator[URL]:
    """A database such as a hosting company gives: an owner that is no superuser, and no role of ours."""
    name = f"host_{uuid4().hex}"
    await administrator.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'hosted'")
    await administrator.execute(f"CREATE DATABASE {name} OWNER {name}")
    await _drop_application(server, administrator)
    yield database_address(server.dsn(name, name, "hosted"))
    await administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await _drop_application(server, administrator)
    await administrator.execute(f"DROP ROLE {name}")


async def _drop_application(server: EmbeddedPostgres, administrator: asyncpg.Connection) -> None:
    """Forget the role of the API, with the databases that know it."""
    if not await administrator.fetchval("SELECT 1 FROM pg_roles WHERE rolname = 'essaim_app'"):
        return
    for row in await administrator.fetch("SELECT datname FROM pg_database WHERE datname LIKE 'essaim%'"):
        await administrator.execute(f"DROP DATABASE {row['datname']} WITH (FORCE)")
    for row in await administrator.fetch("SELECT datname FROM pg_database WHERE datname LIKE 'host%'"):
        inside = await asyncpg.connect(server.dsn(row["datname"]))
        await inside.execute("DROP OWNED BY essaim_app")
        await inside.close()
    await administrator.execute("DROP ROLE essaim_app")


async def look(url: str, statement: str) -> object:
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        return await connection.scalar(text(statement))


class TestEmbedded:
    async def test_the_owner_owns_and_the_application_owns_nothing(self, prepared: Prepared) -> None:
        who = "SELECT current_user || ' ' || rolsuper || ' ' || rolbypassrls FROM pg_roles WHERE rolname = current_user"
        assert await look(prepared.owner_url, who) == "essaim_owner false false"
        assert await look(prepared.app_url, who) == "essaim_app false false"
        owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
        assert await look(prepared.app_url, owner) == "essaim_owner"

    async def test_the_application_may_not_make_tables(self, prepared: Prepared) -> None:
        with pytest.raises(Exception, match="permission denied"):
            await look(prepared.app_url, "CREATE TABLE mine (n int)")

    async def test_extensions_are_there(self, prepared: Prepared) -> None:
        found = await look(prepared.app_url, "SELECT string_agg(extname, ' ') FROM pg_extension")
        assert set(EXTENSIONS) <= set(str(found).split())

    async def test_ten_starts_at_once_prepare_one_database(self, server: EmbeddedPostgres) -> None:
        name = f"essaim_{uuid4().hex}"
        results = await asyncio.gather(*(prepare_embedded(server, name) for _ in range(10)))
        assert len(set(results)) == 1


class TestExternal:
    async def test_an_owner_that_may_create_roles_needs_nothing_else(
        self, own_server: URL, administrator: asyncpg.Connection
    ) -> None:
        await administrator.execute(f"ALTER ROLE {own_server.username} CREATEROLE")
        first = await prepare_external(own_server)
        assert await look(first.app_url, "SELECT current_user") == "essaim_app"
        assert await prepare_external(own_server) == first

    async def test_an_owner_that_may_not_says_what_to_run(
        self, own_server: URL, administrator: asyncpg.Connection
    ) -> None:
        with pytest.raises(RoleMissing) as refused:
            await prepare_external(own_server)
        message = str(refused.value)
        assert "CREATE ROLE essaim_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD" in message
        assert "ESSAIM_DATABASE_APP_URL=postgresql" in message
        assert "hosted" not in message
        await administrator.execute("CREATE ROLE essaim_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD 'chosen'")
        named = own_server.set(username="essaim_app", password="chosen")
        assert (
            await look((await prepare_external(own_server, named)).app_url, "SELECT current_user")
            == "essaim_app"
        )

    async def test_the_api_never_logs_in_as_the_owner(
        self, own_server: URL, administrator: asyncpg.Connection
    ) -> None:
        await administrator.execute("CREATE ROLE essaim_app LOGIN")
        with pytest.raises(RoleMissing, match=f'GRANT essaim_app TO "{own_server.username}"'):
            await prepare_external(own_server, own_server)
        await administrator.execute(f"GRANT essaim_app TO {own_server.username}")
        with pytest.raises(RoleTooStrong, match="wall between organisations"):
            await prepare_external(own_server, own_server)

    async def test_a_role_that_skips_policies_is_refused(
        self, own_server: URL, administrator: asyncpg.Connection
    ) -> None:
        await administrator.execute("CREATE ROLE essaim_app LOGIN PASSWORD 'chosen' BYPASSRLS")
        with pytest.raises(RoleTooStrong, match="BYPASSRLS"):
            await prepare_external(own_server, own_server.set(username="essaim_app", password="chosen"))

    async def test_an_absent_extension_is_named(
        self, own_server: URL, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(preparation, "EXTENSIONS", ("btree_gist", "essaim_telepathy"))
        with pytest.raises(ExtensionMissing, match=r"essaim_telepathy.*postgresql-contrib"):
            await prepare_external(own_server)

    async def test_an_extension_the_owner_may_not_create_is_left_to_the_administrator(
        self, own_server: URL, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(preparation, "EXTENSIONS", ("file_fdw",))
        with pytest.raises(ExtensionMissing, match="CREATE EXTENSION IF NOT EXISTS file_fdw;"):
            await prepare_external(own_server)

    async def test_an_old_server_is_refused(self, own_server: URL, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(preparation, "OLDEST_MAJOR", 99)
        with pytest.raises(TooOld, match="needs 99 or newer"):
            await prepare_external(own_server)

    async def test_what_cannot_be_reached_is_said_without_the_password(self, own_server: URL) -> None:
        for url, said in (
            (own_server.set(password="wrong-one"), "refuses"),
            (own_server.set(database="essaim_nowhere"), 'CREATE DATABASE "essaim_nowhere"'),
            (database_address("postgresql://u:wrong-one@127.0.0.1:1/essaim"), "cannot be reached"),
        ):
            with pytest.raises(Unreachable, match=said) as refused:
                await prepare_external(url)
            assert "wrong-one" not in str(refused.value)

    def test_passwords_differ_by_role_and_secret(self) -> None:
        made = {derived_password(secret, role) for secret in ("a", "b") for role in ("x", "y")}
        assert len(made) == 4


class TestMigrations:
    async def test_ten_starts_at_once_apply_them_once(self, prepared: Prepared) -> None:
        found = await asyncio.gather(*(migrate(prepared.owner_url) for _ in range(10)))
        assert sorted(found) == [MigrationState.ABSENT] + [MigrationState.CURRENT] * 9
        assert await migrate(prepared.owner_url) is MigrationState.CURRENT

    async def test_the_application_sees_whether_it_can_serve(self, prepared: Prepared) -> None:
        async with _connected(prepared.app_url) as connection:
            assert not await migration_head_matches(connection)
        await migrate(prepared.owner_url)
        async with _connected(prepared.app_url) as connection:
            assert await migration_head_matches(connection)

    async def test_a_schema_behind_cannot_serve_and_is_brought_up(self, prepared: Prepared) -> None:
        await migrate(prepared.owner_url)
        _, heads = known_revisions()
        older = next(revision for revision in known_revisions()[0] if revision not in heads)
        async with _connected(prepared.owner_url) as connection:
            await connection.execute(
                text("UPDATE alembic_version SET version_num = :older"), {"older": older}
            )
            assert await migration_state(connection) is MigrationState.BEHIND
            assert not await migration_head_matches(connection)

    async def test_a_newer_schema_is_left_alone_and_serves(self, prepared: Prepared) -> None:
        await migrate(prepared.owner_url)
        async with _connected(prepared.owner_url) as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = 'of_the_future'"))
            await connection.commit()
        assert await migrate(prepared.owner_url) is MigrationState.AHEAD
        async with _connected(prepared.app_url) as connection:
            assert await migration_head_matches(connection)

    async def test_a_failure_leaves_nothing_behind(self, prepared: Prepared) -> None:
        async with _connected(prepared.owner_url) as connection:
            await connection.execute(text("CREATE TABLE organisations (n int)"))
            await connection.commit()
        with pytest.raises(MigrationFailed, match="was undone"):
            await migrate(prepared.owner_url)
        async with _connected(prepared.owner_url) as connection:
            assert await migration_state(connection) is MigrationState.ABSENT

    def test_they_are_found_in_the_checkout(self) -> None:
        assert (migrations_directory() / "env.py").is_file()


def _connected(url: str) -> AsyncConnection:
    return create_async_engine(url, poolclass=NullPool).connect()
