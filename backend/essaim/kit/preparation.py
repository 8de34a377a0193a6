"""Makes a PostgreSQL ready for Essaim: version, extensions, roles, database, migrations. Everything can be done twice."""

import asyncio
import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from essaim.kit.embedded import EmbeddedPostgres

OLDEST_MAJOR: Final = 17
EXTENSIONS: Final = ("btree_gist", "btree_gin", "pg_trgm", "unaccent")
OWNER: Final = "essaim_owner"
APPLICATION: Final = "essaim_app"
DATABASE: Final = "essaim"
MIGRATION_LOCK: Final = 0x455353_41494D  # "ESSAIM": one number for every process of every machine


class PreparationError(Exception):
    """The database is not as Essaim needs it; the message says what to do."""


class Unreachable(PreparationError):
    """Nobody answers, or the door is closed to us."""


class TooOld(PreparationError):
    """The server is older than Essaim needs."""


class ExtensionMissing(PreparationError):
    """An extension is not installed, or we may not create it."""


class RoleMissing(PreparationError):
    """The role of the API does not exist and we may not create it, or its password cannot be known."""


class RoleTooStrong(PreparationError):
    """The role of the API could walk through the wall between organisations."""


class MigrationFailed(PreparationError):
    """A migration could not be applied; the database is as before it."""


@dataclass(frozen=True)
class Prepared:
    """Where the two roles reach the prepared database. Both are SQLAlchemy URLs holding passwords: never print them."""

    owner_url: str
    app_url: str


class MigrationState(StrEnum):
    """How the schema compares with this version of the program."""

    ABSENT = "absent"
    BEHIND = "behind"
    CURRENT = "current"
    AHEAD = "ahead"


async def prepare_embedded(server: EmbeddedPostgres, database: str = DATABASE) -> Prepared:
    """Roles, database and extensions on our own server."""
    owner_password = derived_password(server.password, OWNER)
    app_password = derived_password(server.password, APPLICATION)
    connection = await asyncpg.connect(server.dsn())
    try:
        await _lock(connection)
        await _create_role(connection, OWNER, owner_password)
        await _create_role(connection, APPLICATION, app_password)
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", database):
            await connection.execute(f"CREATE DATABASE {_quoted(database)} OWNER {OWNER}")
    finally:
        await connection.close()
    inside = await asyncpg.connect(server.dsn(database))
    try:
        await _lock(inside)
        await _check_version(inside)
        await _create_extensions(inside)
        await _open_to_application(inside)
    finally:
        await inside.close()
    return Prepared(
        owner_url=server.sqlalchemy_url(database, OWNER, owner_password),
        app_url=server.sqlalchemy_url(database, APPLICATION, app_password),
    )


async def prepare_external(owner_url: URL, app_url: URL | None = None) -> Prepared:
    """Checks a server of one's own and does what the owner's role may do; else says what an administrator must run."""
    connection = await _connect(owner_url, "ESSAIM_DATABASE_URL")
    try:
        await _lock(connection)
        await _check_version(connection)
        await _create_extensions(connection)
        application = app_url or await _derived_application(connection, owner_url)
        if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", APPLICATION):
            raise RoleMissing(_how_to_create_application(owner_url))
        await _open_to_application(connection)
    finally:
        await connection.close()
    await _check_application(application)
    return Prepared(
        owner_url=owner_url.render_as_string(hide_password=False),
        app_url=application.render_as_string(hide_password=False),
    )


def derived_password(secret: str, role: str) -> str:
    """The password of a role we create: the same on every machine that knows the secret, and stored on none."""
    return hmac.new(secret.encode(), f"essaim role {role}".encode(), hashlib.sha256).hexdigest()


# Migrations


async def migrate(owner_url: str) -> MigrationState:
    """Bring the schema to this version; whoever starts at the same time waits. Returns the state found before.

    A schema already ahead (another machine runs a newer version) is left alone: migrations only add until the
    old version is gone.
    """
    engine = create_async_engine(owner_url, poolclass=NullPool)
    try:
        async with engine.connect() as guard:
            await guard.execution_options(isolation_level="AUTOCOMMIT")
            await _wait_for_lock(guard)
            async with engine.connect() as connection:
                found = await migration_state(connection)
                await connection.rollback()
                if found in (MigrationState.ABSENT, MigrationState.BEHIND):
                    await connection.run_sync(_upgrade)
                    await connection.commit()
                if found is not MigrationState.AHEAD:
                    await _let_application_see_version(connection)
            return found
    except (CommandError, DBAPIError, asyncpg.PostgresError) as error:  # scripts speak to the driver itself
        raise MigrationFailed(f"The migration failed and was undone: {error}") from error
    except OSError as error:
        raise Unreachable(f"The database does not answer ({error}).") from error
    finally:
        await engine.dispose()


async def migration_state(connection: AsyncConnection) -> MigrationState:
    """Compares the schema with the newest migration of this program."""
    if not await connection.scalar(text("SELECT to_regclass('alembic_version') IS NOT NULL")):
        return MigrationState.ABSENT
    applied = set((await connection.scalars(text("SELECT version_num FROM alembic_version"))).all())
    if not applied:
        return MigrationState.ABSENT
    known, heads = known_revisions()
    if applied == heads:
        return MigrationState.CURRENT
    return MigrationState.BEHIND if applied <= known else MigrationState.AHEAD


async def migration_head_matches(connection: AsyncConnection) -> bool:
    """Whether this program can serve on that schema: its own version, or a newer one it doesn't know (rolling upgrade)."""
    return await migration_state(connection) in (MigrationState.CURRENT, MigrationState.AHEAD)


def migrations_directory() -> Path:
    """`migrations/` of the checkout, or the copy inside the installed package."""
    package = Path(str(resources.files("essaim")))
    checkout = package.parent.parent / "migrations"
    if package.parent.name == "backend" and (checkout / "env.py").is_file():
        return checkout
    installed = package / "migrations"
    if (installed / "env.py").is_file():
        return installed
    raise MigrationFailed("The migrations are missing from this installation: install Essaim again.")


@cache
def known_revisions() -> tuple[frozenset[str], frozenset[str]]:
    """Every revision of this program, and its newest ones."""
    script = ScriptDirectory.from_config(_alembic_config())
    return frozenset(step.revision for step in script.walk_revisions()), frozenset(script.get_heads())


def _alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_directory()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _upgrade(connection: Connection) -> None:
    config = _alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


async def _wait_for_lock(connection: AsyncConnection) -> None:
    """Asks again and again: a statement that waits inside the server would block CREATE INDEX CONCURRENTLY."""
    while not await connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": MIGRATION_LOCK}):  # noqa: ASYNC110 - the other waiters are other processes
        await asyncio.sleep(0.1)


async def _let_application_see_version(connection: AsyncConnection) -> None:
    if await connection.scalar(text("SELECT to_regclass('alembic_version') IS NOT NULL")):
        await connection.execute(text(f"GRANT SELECT ON alembic_version TO {APPLICATION}"))
        await connection.commit()


# Steps


async def _connect(url: URL, variable: str) -> asyncpg.Connection:
    dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
    where = url.set(query={}).render_as_string(hide_password=True)
    try:
        return await asyncpg.connect(_libpq_names(dsn), timeout=10)
    except asyncpg.InvalidCatalogNameError:
        raise Unreachable(
            f"{variable}: the database {url.database} does not exist. As an administrator of the server, run:\n"
            f"  CREATE DATABASE {_quoted(url.database or DATABASE)} OWNER {_quoted(url.username or OWNER)};"
        ) from None
    except (asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError) as error:
        raise Unreachable(
            f"{variable}: the server refuses {url.username or 'this user'} ({error})."
        ) from None
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        reason = str(error) or "no answer within 10 seconds"
        raise Unreachable(f"{variable}: {where} cannot be reached ({reason}).") from None


def _libpq_names(dsn: str) -> str:
    url = make_url(dsn)
    mode = url.query.get("ssl")
    if not isinstance(mode, str):
        return dsn
    renamed = url.difference_update_query(["ssl"]).update_query_dict({"sslmode": mode})
    return renamed.render_as_string(hide_password=False)


async def _lock(connection: asyncpg.Connection) -> None:
    """Until the connection closes; two starts at once would both find the same role missing."""
    while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", MIGRATION_LOCK + 1):  # noqa: ASYNC110
        await asyncio.sleep(0.05)


async def _check_version(connection: asyncpg.Connection) -> None:
    number = int(await connection.fetchval("SELECT current_setting('server_version_num')"))
    if number < OLDEST_MAJOR * 10_000:
        raise TooOld(
            f"The server is PostgreSQL {number // 10_000}; Essaim needs {OLDEST_MAJOR} or newer. "
            "Upgrade the server, or unset ESSAIM_DATABASE_URL to use the one that comes with Essaim."
        )


async def _create_extensions(connection: asyncpg.Connection) -> None:
    rows = await connection.fetch(
        "SELECT name, installed_version IS NOT NULL AS created FROM pg_available_extensions WHERE name = ANY($1)",
        list(EXTENSIONS),
    )
    created = {row["name"]: row["created"] for row in rows}
    absent = [name for name in EXTENSIONS if name not in created]
    if absent:
        raise ExtensionMissing(
            f"The server lacks the extension(s) {', '.join(absent)}. "
            "They are part of PostgreSQL's contrib modules: install the package postgresql-contrib of the server."
        )
    for name in (name for name in EXTENSIONS if not created[name]):
        try:
            await connection.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
        except asyncpg.InsufficientPrivilegeError:
            raise ExtensionMissing(
                "The owner's role may not create extensions. As an administrator, in the database of Essaim, run:\n"
                + "\n".join(f"  CREATE EXTENSION IF NOT EXISTS {each};" for each in EXTENSIONS)
            ) from None


async def _create_role(connection: asyncpg.Connection, role: str, password: str) -> None:
    attributes = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE"
    exists = await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role)
    verb = "ALTER" if exists else "CREATE"
    # A hexadecimal digest: nothing in it needs quoting.
    await connection.execute(f"{verb} ROLE {role} {attributes} PASSWORD '{password}'")


async def _derived_application(connection: asyncpg.Connection, owner_url: URL) -> URL:
    """The role of the API when the operator named none: made by the owner, its password drawn from the owner's."""
    if not owner_url.password:
        raise RoleMissing(_how_to_create_application(owner_url))
    password = derived_password(str(owner_url.password), APPLICATION)
    mine = owner_url.set(username=APPLICATION, password=password)
    exists = await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", APPLICATION)
    if exists and await _opens(mine):
        return mine
    attributes = "LOGIN NOCREATEDB NOCREATEROLE"
    try:
        await connection.execute(
            f"{'ALTER' if exists else 'CREATE'} ROLE {APPLICATION} {attributes} PASSWORD '{password}'"
        )
    except asyncpg.InsufficientPrivilegeError:
        raise RoleMissing(_how_to_create_application(owner_url)) from None
    return mine


async def _opens(url: URL) -> bool:
    try:
        connection = await _connect(url, "ESSAIM_DATABASE_APP_URL")
    except Unreachable:
        return False
    await connection.close()
    return True


async def _open_to_application(connection: asyncpg.Connection) -> None:
    """Which tables it may touch is said by the migrations; here only that it may come in."""
    database = _quoted(await connection.fetchval("SELECT current_database()"))
    await connection.execute(f"GRANT CONNECT ON DATABASE {database} TO {APPLICATION}")
    await connection.execute(f"GRANT USAGE ON SCHEMA public TO {APPLICATION}")


async def _check_application(url: URL) -> None:
    connection = await _connect(url, "ESSAIM_DATABASE_APP_URL")
    try:
        role = await connection.fetchrow(
            """
            SELECT rolname, rolsuper, rolbypassrls,
                   pg_has_role(oid, $1, 'USAGE') AS acts_as_application,
                   (SELECT pg_has_role(me.oid, datdba, 'MEMBER') FROM pg_database WHERE datname = current_database())
                       AS owns_database
            FROM pg_roles me WHERE rolname = current_user
            """,
            APPLICATION,
        )
    finally:
        await connection.close()
    assert role is not None  # noqa: S101 - whoever is connected is a role
    name = _quoted(role["rolname"])
    if not role["acts_as_application"]:
        raise RoleMissing(
            f"The role {role['rolname']} of ESSAIM_DATABASE_APP_URL lacks the rights of {APPLICATION}. "
            f"As an administrator, run:\n  GRANT {APPLICATION} TO {name};"
        )
    if role["rolsuper"] or role["rolbypassrls"] or role["owns_database"]:
        raise RoleTooStrong(
            f"The role {role['rolname']} of ESSAIM_DATABASE_APP_URL would not be stopped by the wall between organisations "
            "(superuser, BYPASSRLS, or owner of the database). Give the API a role of its own. As an administrator, run:\n"
            f"  CREATE ROLE essaim_api LOGIN PASSWORD '…';\n  GRANT {APPLICATION} TO essaim_api;"
        )


def _how_to_create_application(owner_url: URL) -> str:
    place = owner_url.set(username=APPLICATION, password="…", query={}).render_as_string(hide_password=False)  # noqa: S106
    return (
        f"The API needs a role of its own, {APPLICATION}, that owns nothing, and {owner_url.username} may not create it "
        "or has no password to draw its password from. As an administrator of the server, run:\n"
        f"  CREATE ROLE {APPLICATION} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '…';\n"
        f"then set ESSAIM_DATABASE_APP_URL={place}"
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
