"""The second wall, table by table: what PostgreSQL itself hides from the application's role.

A new table must be named here, private or open, or these tests fail.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from conftest import Database
from essaim.kit.db import make_engine, sqlstate
from essaim.models import metadata
from governed import govern
from make import Make
from purchases.buying import one_of_each

WITHOUT_ROW_SECURITY = {
    "regions": "public reference data, read only",
    "departments": "public reference data, read only",
    "epcis": "public reference data, read only",
    "communes": "public reference data, read only",
    "reference_versions": "which reference data are loaded, read only",
    "organisation_words": "words of public names, to correct typing mistakes; read only",
    "sign_in_attempts": "hashes only, counted before anybody is known",
    "alembic_version": "which migrations were applied; not granted to write",
}
OPEN_TO_READ = {
    "organisations": "the public directory",
    "sites": "the public directory",
    "benefits": "what networks offer is public",
}
WRITTEN_BY_THE_APPLICATION = {"sign_in_attempts"}
WRITTEN_IN_SQL_ONLY = {"idempotency_records", "sign_in_attempts"}
INSUFFICIENT_PRIVILEGE = "42501"
GENERATED_ALWAYS = "428C9"


@pytest.fixture
async def app_engine(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(database.app_url, pool_size=1)
    yield engine
    await engine.dispose()


@pytest.fixture
async def world(make: Make) -> None:
    """Two organisations that share something, with at least one row in every private table."""
    director = await make.signed_in(powers=["book"])
    owner, partner = director.organisation, await make.organisation()
    await make.row(
        "invitations",
        organisation_id=owner.id,
        invited_by=director.person.id,
        email="x@exemple.test",
        role="staff",
        token_hash=b"x",
        expires_at=await _now(make),
    )
    await make.row(
        "idempotency_records",
        person_id=director.person.id,
        organisation_id=owner.id,
        key="k",
        route="r",
        fingerprint="f",
    )
    await make.row("sites", organisation_id=owner.id, name="Siège")
    await make.row(
        "figures",
        organisation_id=owner.id,
        kind="beds",
        value=60,
        valid_on=await _today(make),
        source="entered",
    )
    network = await make.network()
    await make.benefit(network)
    await make.membership(network, owner, state="requested")
    pool = await make.pool(owner, partner)
    content = b"signed"
    await make.row(
        "agreement_documents",
        agreement_id=pool.id,
        kind="convention",
        title="T",
        file_name="t.pdf",
        media_type="application/pdf",
        sha256=sha256(content).hexdigest(),
        size=len(content),
        content=content,
        added_by=owner.id,
        added_by_person=director.person.id,
    )
    await make.row(
        "commitments",
        agreement_id=pool.id,
        promiser_id=owner.id,
        side="a",
        title="T",
        unit="day",
        quantity=1,
        unit_value_cents=1,
        valuation_source="S",
    )
    await govern(make, pool, director, partner)
    await one_of_each(make, pool, director, partner)
    resource = await make.resource(owner)
    await make.share(resource, agreement=pool)
    await make.rows("INSERT INTO resource_openings VALUES (:id, 1, '08:00', '18:00')", id=resource.id)
    await make.rows(
        """
        WITH booked AS (
            INSERT INTO bookings (resource_id, organisation_id, booked_by, during, quantity, state, cost_cents)
            VALUES (:resource, :organisation, :person, '[2027-01-11 09:00+01, 2027-01-11 10:00+01)', 1, 'confirmed', 0)
            RETURNING id
        ) SELECT id FROM booked
        """,
        resource=resource.id,
        organisation=partner.id,
        person=director.person.id,
    )
    await make.rows(
        """
        INSERT INTO booking_slots (booking_id, unit_id, resource_id, during)
        SELECT b.id, u.id, b.resource_id, b.during FROM bookings b JOIN resource_units u USING (resource_id)
        """
    )
    job = await make.row(
        "imports",
        organisation_id=owner.id,
        person_id=director.person.id,
        format="rna",
        file_name="f.csv",
        size=1,
        dry_run=True,
    )
    await make.row("import_files", import_id=job.id, part=0, content=b"x")
    await make.row("import_lines", import_id=job.id, position=1, line=1, outcome="create")


async def _now(make: Make) -> Any:
    return (await make.rows("SELECT now() AS now"))[0].now


async def _today(make: Make) -> Any:
    return (await make.rows("SELECT today() AS today"))[0].today


async def tables(make: Make) -> set[str]:
    return {
        row.relname
        for row in await make.rows(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        )
    }


@asynccontextmanager
async def acting(
    engine: AsyncEngine, organisation: UUID | None = None, person: UUID | None = None
) -> AsyncIterator[AsyncConnection]:
    async with engine.connect() as connection:
        await connection.execute(
            text("SELECT set_config('essaim.organisation', :o, true), set_config('essaim.person', :p, true)"),
            {"o": str(organisation or ""), "p": str(person or "")},
        )
        yield connection
        await connection.rollback()


class TestCatalogue:
    async def test_every_table_has_forced_row_security_with_policies_or_a_reason(self, make: Make) -> None:
        rows = await make.rows(
            """
            SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AS walled,
                   EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = 'r') AS readable
            FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
            """
        )
        bare = {row.relname for row in rows if not row.walled}
        assert bare == set(WITHOUT_ROW_SECURITY)
        assert {row.relname for row in rows if row.walled and not row.readable} == set()

    async def test_policies_for_the_application_say_true_only_for_open_tables(self, make: Make) -> None:
        rows = await make.rows(
            """
            SELECT tablename FROM pg_policies
            WHERE 'essaim_app' = ANY (roles) AND (qual = 'true' OR with_check = 'true')
            """
        )
        assert {row.tablename for row in rows} == set(OPEN_TO_READ)
        written = await make.rows(
            "SELECT tablename FROM pg_policies WHERE 'essaim_app' = ANY (roles) AND cmd <> 'SELECT'"
            " AND 'true' IN (coalesce(qual, ''), coalesce(with_check, ''))"
        )
        assert written == []

    async def test_the_application_s_role_owns_nothing_and_is_nobody_special(self, make: Make) -> None:
        (role,) = await make.rows("SELECT * FROM pg_roles WHERE rolname = 'essaim_app'")
        for power in ("rolsuper", "rolbypassrls", "rolcreatedb", "rolcreaterole", "rolreplication"):
            assert role[power] is False
        owned = await make.rows(
            """
            SELECT relname AS name FROM pg_class WHERE relowner = 'essaim_app'::regrole
            UNION SELECT proname FROM pg_proc WHERE proowner = 'essaim_app'::regrole
            UNION SELECT nspname FROM pg_namespace WHERE nspowner = 'essaim_app'::regrole
            UNION SELECT datname FROM pg_database WHERE datdba = 'essaim_app'::regrole
            """
        )
        assert owned == []
        memberships = await make.rows("SELECT 1 FROM pg_auth_members WHERE member = 'essaim_app'::regrole")
        assert memberships == []

    async def test_the_application_cannot_make_or_empty_tables(
        self, app_engine: AsyncEngine, world: None
    ) -> None:
        for statement in (
            "CREATE TABLE t (x int)",
            "TRUNCATE persons",
            "ALTER TABLE persons DISABLE ROW LEVEL SECURITY",
        ):
            assert await _refusal(app_engine, statement) == INSUFFICIENT_PRIVILEGE

    async def test_tables_without_row_security_are_read_only(
        self, make: Make, app_engine: AsyncEngine
    ) -> None:
        rows = await make.rows(
            """
            SELECT DISTINCT table_name FROM information_schema.role_table_grants
            WHERE grantee IN ('essaim_app', 'PUBLIC') AND privilege_type <> 'SELECT' AND table_schema = 'public'
            """
        )
        written = {row.table_name for row in rows} & set(WITHOUT_ROW_SECURITY)
        assert written == WRITTEN_BY_THE_APPLICATION

    async def test_functions_that_pass_the_wall_fix_their_search_path_and_are_granted_by_name(
        self, make: Make
    ) -> None:
        rows = await make.rows(
            """
            SELECT proname, coalesce(proconfig::text, '') AS config, prorettype = 'trigger'::regtype AS is_trigger,
                   proacl::text AS acl
            FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
            """
        )
        for row in rows:
            assert "search_path=public, pg_temp" in row.config, row.proname
            if not row.is_trigger:
                assert row.acl is not None, f"{row.proname} may be called by everyone"
                assert "{=X" not in row.acl, row.proname
                assert ",=X" not in row.acl, row.proname


class TestRows:
    async def test_every_private_table_is_filled(self, make: Make, world: None) -> None:
        for table in await tables(make) - set(WITHOUT_ROW_SECURITY):
            assert await make.count(table), f"{table} is empty: these tests would prove nothing"

    async def test_without_context_nothing_private_is_seen(
        self, make: Make, app_engine: AsyncEngine, world: None
    ) -> None:
        seen = await self._seen(make, app_engine)
        assert seen == {}

    async def test_another_organisation_sees_nothing_even_without_where(
        self, make: Make, app_engine: AsyncEngine, world: None
    ) -> None:
        outsider = await make.organisation()
        seen = await self._seen(make, app_engine, outsider.id, uuid4())
        assert seen == {}

    async def test_another_organisation_changes_nothing_even_without_where(
        self, make: Make, app_engine: AsyncEngine, world: None
    ) -> None:
        for table in sorted(await tables(make) - set(WITHOUT_ROW_SECURITY)):
            column = (
                await make.rows(
                    "SELECT attname FROM pg_attribute WHERE attrelid = CAST(:table AS regclass) AND attnum = 1",
                    table=table,
                )
            )[0].attname
            for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
                outcome = await self._changed(app_engine, statement)
                assert outcome in (0, INSUFFICIENT_PRIVILEGE, GENERATED_ALWAYS), statement

    async def test_nobody_sees_an_organisation_s_rows_by_naming_nothing_but_a_person(
        self, make: Make, app_engine: AsyncEngine, world: None
    ) -> None:
        (person,) = await make.rows("SELECT person_id AS id FROM sessions")
        seen = await self._seen(make, app_engine, None, person.id)
        assert set(seen) == {"persons", "mandates", "sessions"}, "one's own only"

    async def _seen(
        self, make: Make, engine: AsyncEngine, organisation: UUID | None = None, person: UUID | None = None
    ) -> dict[str, int]:
        private = await tables(make) - set(WITHOUT_ROW_SECURITY) - set(OPEN_TO_READ)
        seen = {}
        async with acting(engine, organisation, person) as connection:
            for table in sorted(private):
                seen[table] = await connection.scalar(text(f"SELECT count(*) FROM {table}"))
        return {table: count for table, count in seen.items() if count}

    async def _changed(self, engine: AsyncEngine, statement: str) -> int | str | None:
        async with acting(engine, uuid4(), uuid4()) as connection:
            try:
                return (await connection.execute(text(statement))).rowcount
            except DBAPIError as refusal:
                return sqlstate(refusal)


async def _refusal(engine: AsyncEngine, statement: str) -> str | None:
    async with acting(engine) as connection:
        with pytest.raises(DBAPIError) as refused:
            await connection.execute(text(statement))
        return sqlstate(refused.value)


class TestModels:
    async def test_say_what_the_migrations_made(self, owner_engine: AsyncEngine) -> None:
        async with owner_engine.connect() as connection:
            differences = await connection.run_sync(_differences)
        assert "\n".join(differences) == ""


def _differences(connection: Connection) -> list[str]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return [str(entry) for entry in _flat(compare_metadata(context, metadata)) if not _accepted(entry)]


def _flat(entries: list[Any]) -> Iterator[tuple[Any, ...]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def _accepted(entry: tuple[Any, ...]) -> bool:
    """Differences of no consequence for what the models read and write."""
    kind, subject = entry[0], entry[1]
    return (
        (kind == "remove_table" and subject.name in WRITTEN_IN_SQL_ONLY)
        or (kind == "remove_index" and subject.table.name in WRITTEN_IN_SQL_ONLY)
        # A model need not repeat an index that only makes reading faster.
        or (kind == "remove_index" and not subject.unique)
        # Comments are for who reads the database; models have docstrings.
        or kind == "modify_comment"
    )
