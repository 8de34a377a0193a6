"""The command `essaim`: runs the product, prepares its database, tells what is wrong."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Annotated, BinaryIO, NoReturn, TypeVar
from uuid import UUID

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from essaim import __version__
from essaim.app import create_app
from essaim.audit import service as audit_service
from essaim.checking import running
from essaim.demo import DemoReport, load_demo
from essaim.doctor import Finding, examine_database, examine_installation
from essaim.identity.roles import Role
from essaim.imports.models import Format
from essaim.imports.service import operate
from essaim.kit import logs
from essaim.kit.db import make_engine, make_sessions
from essaim.kit.embedded import EmbeddedPostgres
from essaim.kit.errors import Refusal
from essaim.kit.postgres_binaries import EmbeddedError, find_binaries
from essaim.kit.preparation import (
    MigrationState,
    PreparationError,
    Prepared,
    migrate,
    migration_state,
    prepare_embedded,
    prepare_external,
)
from essaim.kit.sealing import Seal
from essaim.operating import add_account
from essaim.serving import (
    Server,
    announce_address,
    listen,
    serve_reloading,
    serving_app,
    stop_on_signals,
    undisturbed,
    uvicorn_config,
)
from essaim.settings import BadSettings, Settings, database_address, read_settings
from essaim.territories import loading

Result = TypeVar("Result")

cli = typer.Typer(
    name="essaim",
    help="Essaim: organisations share what they have, under rules they vote.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console(highlight=False, soft_wrap=True)


def main() -> None:
    """Entry of the command: a foreseen trouble is a sentence and an exit code, never a traceback."""
    try:
        cli()
    except BadSettings as trouble:
        _give_up(trouble, 2)
    except (EmbeddedError, PreparationError) as trouble:
        _give_up(trouble, 1)


def _give_up(trouble: Exception, code: int) -> NoReturn:
    sys.stderr.write(f"essaim: {trouble}\n")
    raise SystemExit(code)


# Running


@cli.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (ESSAIM_HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="Port, 0 for a free one (ESSAIM_PORT).")] = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="Load the fictional demonstration data first.")
    ] = False,
    reload: Annotated[
        bool, typer.Option("--reload", help="Restart when the code changes (development).")
    ] = False,
) -> None:
    """Run Essaim: its database, unless ESSAIM_DATABASE_URL names one, its API and its screen."""
    settings = read_settings(host=host, port=port, environment="development" if reload else None)
    listener = listen(settings)
    logs.configure(settings.log_format)
    stop_on_signals()
    settings = settings.model_copy(update={"port": listener.getsockname()[1]})
    try:
        with _database(settings, watch=True) as prepared:
            report = asyncio.run(_make_ready(prepared, demo_seal=settings.seal if demo else None))
            if report is not None:
                _announce_accounts(report)
            if reload:
                announce_address(settings)
                serve_reloading(settings, prepared, listener)
            else:
                Server(uvicorn_config(serving_app(settings, prepared), settings), settings).run(
                    sockets=[listener]
                )
    except KeyboardInterrupt:
        console.print("Essaim has stopped.")
    finally:
        listener.close()


@cli.command("migrate")
def migrate_command() -> None:
    """Bring the database to this version and load the reference data; serve does it too."""
    with _database(read_settings()) as prepared:
        asyncio.run(_make_ready(prepared))
    console.print("The database is ready.")


@cli.command()
def demo() -> None:
    """Load the fictional demonstration data (again, if you like) and print the accounts to try."""
    settings = read_settings()
    with _database(settings) as prepared:
        report = asyncio.run(_make_ready(prepared, demo_seal=settings.seal))
    if report is not None:
        _announce_accounts(report)


@cli.command()
def doctor() -> None:
    """Check everything and say what to do. Exit code 0 when all is well, 1 otherwise."""
    settings = read_settings()
    where = "ESSAIM_DATABASE_URL" if settings.database_url else str(settings.data_dir.resolve())
    findings: list[Finding] = []
    try:
        _require_data(settings)
        with _database(settings) as prepared:
            findings.append(Finding("data", True, where))
            findings += asyncio.run(_examine(prepared))
    except (EmbeddedError, PreparationError) as trouble:
        findings.append(Finding("database", False, "not usable", str(trouble)))
    findings += examine_installation(settings)
    for finding in findings:
        console.print(
            f"{'ok    ' if finding.ok else 'not ok'}  {finding.subject}: {finding.fact}", markup=False
        )
        if finding.remedy:
            console.print(f"        {finding.remedy}", markup=False)
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 1)


# Verifying


@cli.command()
def check(
    as_json: Annotated[bool, typer.Option("--json", help="For a program: one JSON object.")] = False,
) -> None:
    """Check every invariant of the stored data. Changes nothing; exit code 0 when all hold, 1 otherwise."""
    outcomes = _read_data(running.check)
    broken = [outcome for outcome in outcomes if outcome.rows]
    if as_json:
        sys.stdout.write(json.dumps({"intact": not broken, "invariants": outcomes}, default=_as_dict) + "\n")
        raise typer.Exit(1 if broken else 0)
    for outcome in broken:
        console.print(f"not ok  {outcome.name}: {outcome.sentence}", markup=False)
        for row in outcome.rows:
            console.print(
                "        " + ", ".join(f"{key} {value}" for key, value in row.items()), markup=False
            )
    seconds = sum(outcome.seconds for outcome in outcomes)
    console.print(
        f"{len(outcomes) - len(broken)} of {len(outcomes)} invariants hold ({seconds:.1f} s).", markup=False
    )
    raise typer.Exit(1 if broken else 0)


audit = typer.Typer(help="The journal of each agreement.", no_args_is_help=True)
cli.add_typer(audit, name="audit")


@audit.callback()
def audit_commands() -> None:
    """The journal of each agreement, a chain in which nothing is altered, removed or reordered unseen."""


@audit.command()
def verify(
    agreement: Annotated[UUID | None, typer.Option(help="Only this agreement.")] = None,
    kept: Annotated[
        str | None,
        typer.Option(metavar="SEQ:HASH", help="A head of this agreement kept earlier, to be found again."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program: one JSON object.")] = False,
) -> None:
    """Recompute every chain and compare every recorded row. Changes nothing; exit code 0 when all is intact, 1 otherwise."""
    if kept is not None and agreement is None:
        raise typer.BadParameter("--kept needs --agreement.")
    head = _kept_head(kept) if kept is not None else None
    result = _read_data(lambda owner: audit_service.verify(owner, agreement, head))
    if as_json:
        sys.stdout.write(json.dumps({"intact": not result.found, **asdict(result)}, default=_as_dict) + "\n")
        raise typer.Exit(1 if result.found else 0)
    for finding in result.findings:
        console.print(f"not ok  {finding}", markup=False)
    if result.found > len(result.findings):
        console.print(f"        and {result.found - len(result.findings)} more", markup=False)
    console.print(
        f"{result.count.agreements} journals, {result.count.records} records, {result.count.rows} rows: "
        + ("intact." if not result.found else f"{result.found} findings."),
        markup=False,
    )
    raise typer.Exit(1 if result.found else 0)


def _kept_head(text: str) -> tuple[int, bytes]:
    seq, _, kept = text.partition(":")
    try:
        return int(seq), bytes.fromhex(kept)
    except ValueError:
        raise typer.BadParameter("--kept is the number and the hash of a record: 12:9f86d0…") from None


def _as_dict(value: object) -> dict[str, object] | str:
    """Dataclasses as objects, identifiers as text."""
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)


def _read_data(read: Callable[[AsyncEngine], Awaitable[Result]]) -> Result:
    """What a reader finds, as the owner, in a database that is there and of this version."""
    settings = read_settings()
    _require_data(settings)

    async def open_and_read(prepared: Prepared) -> Result:
        async with _owner(prepared) as engine:
            async with engine.connect() as connection:
                if await migration_state(connection) is not MigrationState.CURRENT:
                    raise PreparationError("The database is of another version of Essaim: run essaim doctor.")
            return await read(engine)

    with _database(settings) as prepared:
        return asyncio.run(open_and_read(prepared))


def _require_data(settings: Settings) -> None:
    """Refuse to make an empty database just to look at it."""
    if settings.database_url is None and not EmbeddedPostgres(settings.data_dir).is_initialised():
        raise PreparationError(f"There are no data in {settings.data_dir.resolve()} yet: run essaim serve.")


@asynccontextmanager
async def _owner(prepared: Prepared) -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine(prepared.owner_url, poolclass=NullPool)
    try:
        yield engine
    finally:
        await engine.dispose()


@cli.command()
def openapi(
    write: Annotated[Path | None, typer.Option(help="File to write instead of standard output.")] = None,
) -> None:
    """Print the contract of the API (OpenAPI 3.1). Needs no database."""
    unused = create_async_engine("postgresql+asyncpg://nobody@localhost/none", poolclass=NullPool)
    document = create_app(Settings.model_construct(), unused).openapi()
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    if write is None:
        sys.stdout.write(text)
    else:
        write.write_text(text, encoding="utf-8")


@cli.command("database", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def database_command(arguments: typer.Context) -> None:
    """Run a PostgreSQL program on the embedded database: `essaim database psql --dbname=essaim`, `pg_dump`…

    The programs come with Essaim. The database is started for it, or joined if it runs already.
    """
    program, *rest = arguments.args or ["psql", "--dbname=essaim"]
    path = find_binaries() / Path(program).name
    if not path.is_file():
        raise typer.BadParameter(f"PostgreSQL has no program named {program}.")
    server = EmbeddedPostgres(read_settings().data_dir).start_or_join()
    try:
        environment = {**os.environ, **server.environment()}
        raise typer.Exit(subprocess.run([str(path), *rest], env=environment, check=False).returncode)  # noqa: S603
    finally:
        server.stop()


# People

user = typer.Typer(help="Accounts, for the operator.", no_args_is_help=True)
cli.add_typer(user, name="user")


@user.command("add")
def add_user(
    email: str,
    name: Annotated[str, typer.Option(help="The person's name.")],
    organisation: Annotated[
        str | None, typer.Option(help="SIREN or identifier of the organisation to act for.")
    ] = None,
    new_organisation: Annotated[
        str | None, typer.Option(help="Name of an organisation to begin with, not in the directory yet.")
    ] = None,
    role: Annotated[Role, typer.Option(help="Role in that organisation.")] = "director",
) -> None:
    """Add an account, or give a known one a new name and password; asks for the password."""
    password = typer.prompt("Password (12 characters or more)", hide_input=True, confirmation_prompt=True)

    async def add(session: AsyncSession) -> str:
        return await add_account(
            session,
            email=email,
            name=name,
            password=password,
            role=role,
            organisation=organisation,
            new_organisation=new_organisation,
        )

    with _database(read_settings()) as prepared:
        console.print(asyncio.run(_as_operator(prepared, add)), markup=False)


async def _as_operator(prepared: Prepared, work: Callable[[AsyncSession], Awaitable[str]]) -> str:
    """Run one piece of work as the owner, on a migrated database; a refusal is a sentence for the operator."""
    await _make_ready(prepared)
    try:
        async with (
            _owner(prepared) as engine,
            make_sessions(engine)() as session,
            session.begin(),
        ):
            return await work(session)
    except Refusal as refusal:
        raise BadSettings(refusal.sentence("en")) from refusal


@cli.command("import")
def import_command(
    register: Annotated[Format, typer.Argument(metavar="FORMAT", help="Register the file is of.")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="File, unpacked.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change and write nothing.")
    ] = False,
) -> None:
    """Import a public register into the directory: SIRENE, RNA or FINESS, as published.

    Exit code 0 when every line was read, 1 when lines were refused (they are listed) or the file is.
    """
    size = file.stat().st_size
    with _database(read_settings()) as prepared, file.open("rb") as stream:
        report = asyncio.run(_import(prepared, register, stream, file.name, size, dry_run=dry_run))
    done = report.done
    would = "would be " if dry_run else ""
    console.print(
        f"{done.created} {would}created, {done.updated} {would}updated, {done.unchanged} unchanged, "
        f"{done.skipped} skipped, {done.refused} refused, {done.warnings} read with a warning.",
        markup=False,
    )
    for line in report.refused:
        where = f"line {line.line}" + (f", column {line.column_name}" if line.column_name else "")
        console.print(f"  {where}: {line.message_en} ({line.value or 'empty'})", markup=False)
    if done.state != "done":
        console.print(f"The file was not read to its end: {done.failure_en}", markup=False)
    raise typer.Exit(0 if done.state == "done" and not done.refused else 1)


async def _import(
    prepared: Prepared, register: Format, stream: BinaryIO, name: str, size: int, *, dry_run: bool
) -> operate.Report:
    """Read a register file as the operator, showing how far it is."""
    await _make_ready(prepared)
    engine = make_engine(prepared.owner_url, pool_size=1, statement_timeout=600, application="essaim-import")
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
    )
    try:
        with Progress(*columns, console=console) as bar:
            task = bar.add_task(name, total=size)
            return await operate.import_file(
                make_sessions(engine),
                stream,
                format_=register,
                file_name=name,
                size=size,
                dry_run=dry_run,
                progress=lambda place, _counted: bar.update(task, completed=place.bytes_read),
            )
    finally:
        await engine.dispose()


@cli.command()
def version() -> None:
    """Print the version."""
    console.print(__version__)


# Steps


@contextmanager
def _database(settings: Settings, *, watch: bool = False) -> Iterator[Prepared]:
    """A prepared database for as long as the block lasts; ours is stopped last."""
    if settings.database_url is not None:
        owner = database_address(settings.database_url.get_secret_value())
        application = settings.database_app_url
        yield asyncio.run(
            prepare_external(owner, database_address(application.get_secret_value()) if application else None)
        )
        return
    server = EmbeddedPostgres(settings.data_dir)
    server = server.start() if watch else server.start_or_join()
    try:
        prepared = asyncio.run(prepare_embedded(server))
        if watch:
            server.keep_running()
        yield prepared
    finally:
        with undisturbed():
            server.stop()


async def _make_ready(prepared: Prepared, *, demo_seal: Seal | None = None) -> DemoReport | None:
    """Migrations, then reference data, then demonstration data if a seal is given for its bank accounts."""
    await migrate(prepared.owner_url)
    async with _owner(prepared) as owner:
        async with owner.begin() as connection:
            await loading.load(connection)
        return await load_demo(owner, demo_seal) if demo_seal else None


async def _examine(prepared: Prepared) -> list[Finding]:
    return [finding async for finding in examine_database(prepared)]


def _announce_accounts(report: DemoReport) -> None:
    console.print(
        f"Fictional demonstration data are loaded. Accounts to try, password {report.password}", markup=False
    )
    for account in report.accounts:
        console.print(f"  {account.email:<44}  {account.name} — {account.shows}", markup=False)
