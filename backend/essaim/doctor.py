"""`essaim doctor`: looks at everything Essaim needs, changes nothing, and says what to do about what is not right."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from essaim.kit.preparation import EXTENSIONS, OLDEST_MAJOR, MigrationState, Prepared, migration_state
from essaim.kit.web import web_directory
from essaim.settings import Settings, unknown_variables


@dataclass(frozen=True)
class Finding:
    """One line of the report. `remedy` is empty when nothing has to be done."""

    subject: str
    ok: bool
    fact: str
    remedy: str = ""


async def examine_database(prepared: Prepared) -> AsyncIterator[Finding]:
    """The server, the schema and the wall between organisations, as each of the two roles sees them."""
    engine = create_async_engine(prepared.owner_url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            yield await _version(connection)
            yield await _durability(connection)
            yield await _extensions(connection)
            yield await _schema(connection)
            yield await _wall(connection)
    except (SQLAlchemyError, OSError) as error:
        yield Finding("database", False, str(error), "Check ESSAIM_DATABASE_URL and the log of the server.")
    finally:
        await engine.dispose()
    yield await _application_role(prepared.app_url)


def examine_installation(settings: Settings) -> list[Finding]:
    """What does not need the database: the screen, the mail, the settings."""
    strangers = unknown_variables()
    return [
        Finding("screen", True, "built")
        if (web_directory() / "index.html").is_file()
        else Finding("screen", False, "not built", "Run make run, or install the wheel of a release."),
        Finding(
            "mail",
            True,
            "configured" if settings.smtp_url else "none: invitations are shown as links to copy",
        ),
        Finding("settings", True, f"{settings.environment}, {settings.address}")
        if not strangers
        else Finding(
            "settings", False, f"unknown: {', '.join(strangers)}", "Correct or remove these variables."
        ),
    ]


async def _version(connection: AsyncConnection) -> Finding:
    number = int(await connection.scalar(text("SELECT current_setting('server_version_num')")) or 0)
    said = f"{number // 10_000}.{number % 10_000}"
    if number >= OLDEST_MAJOR * 10_000:
        return Finding("PostgreSQL", True, said)
    return Finding("PostgreSQL", False, said, f"Upgrade the server to version {OLDEST_MAJOR} or newer.")


async def _durability(connection: AsyncConnection) -> Finding:
    names = ("fsync", "full_page_writes", "synchronous_commit")
    off = [
        name
        for name in names
        if await connection.scalar(text("SELECT current_setting(:name)"), {"name": name}) == "off"
    ]
    if not off:
        return Finding("durability", True, "an acknowledged write survives a crash")
    return Finding(
        "durability", False, f"{', '.join(off)} off", "Turn them on: committed rows could be lost in a crash."
    )


async def _extensions(connection: AsyncConnection) -> Finding:
    present = set((await connection.scalars(text("SELECT extname FROM pg_extension"))).all())
    absent = [name for name in EXTENSIONS if name not in present]
    if not absent:
        return Finding("extensions", True, ", ".join(EXTENSIONS))
    remedy = "As an administrator: " + " ".join(f"CREATE EXTENSION {name};" for name in absent)
    return Finding("extensions", False, f"missing: {', '.join(absent)}", remedy)


async def _schema(connection: AsyncConnection) -> Finding:
    state = await migration_state(connection)
    if state is MigrationState.CURRENT:
        return Finding("migrations", True, "current")
    if state is MigrationState.AHEAD:
        return Finding("migrations", False, "newer than this program", "Upgrade Essaim on this machine.")
    return Finding("migrations", False, state.value, "Run essaim migrate (essaim serve does it too).")


async def _wall(connection: AsyncConnection) -> Finding:
    row = (
        await connection.execute(
            text(
                """
                SELECT count(*) FILTER (WHERE relrowsecurity AND relforcerowsecurity) AS closed,
                       string_agg(relname, ', ') FILTER (WHERE relrowsecurity AND NOT relforcerowsecurity) AS ajar
                FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
                """
            )
        )
    ).one()
    if row.ajar:
        remedy = "A table was altered by hand: ALTER TABLE … FORCE ROW LEVEL SECURITY."
        return Finding("wall between organisations", False, f"not forced on {row.ajar}", remedy)
    if not row.closed:
        return Finding("wall between organisations", False, "no table has it", "Run essaim migrate.")
    return Finding("wall between organisations", True, f"forced on {row.closed} tables")


async def _application_role(url: str) -> Finding:
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            role = (
                await connection.execute(
                    text(
                        """
                        SELECT rolname, rolsuper OR rolbypassrls AS strong,
                               (SELECT count(*) FROM pg_class WHERE relowner = me.oid) AS owned
                        FROM pg_roles me WHERE rolname = current_user
                        """
                    )
                )
            ).one()
    except (SQLAlchemyError, OSError) as error:
        return Finding("role of the API", False, str(error), "Check ESSAIM_DATABASE_APP_URL.")
    finally:
        await engine.dispose()
    if role.strong or role.owned:
        fact = f"{role.rolname} could walk through the wall (superuser, BYPASSRLS or owner of {role.owned} tables)"
        return Finding(
            "role of the API", False, fact, "Give the API a role of its own: ESSAIM_DATABASE_APP_URL."
        )
    return Finding("role of the API", True, f"{role.rolname} owns nothing")
