"""The command `essaim`: runs the product, prepares its database, tells what is wrong."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer
import uvicorn
from fastapi import FastAPI
from rich.console import Console
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from essaim import __version__
from essaim.app import create_app
from essaim.demo import DemoReport, load_demo
from essaim.doctor import Finding, examine_database, examine_installation
from essaim.kit import logs
from essaim.kit.db import make_engine
from essaim.kit.embedded import EmbeddedError, EmbeddedPostgres, find_binaries
from essaim.kit.preparation import PreparationError, Prepared, migrate, prepare_embedded, prepare_external
from essaim.settings import BadSettings, Settings, database_address, read_settings
from essaim.territories import loading

DRAIN_SECONDS = 20

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
    listener = _listen(settings)
    logs.configure(settings.log_format)
    _stop_on_signals()
    settings = settings.model_copy(update={"port": listener.getsockname()[1]})
    try:
        with _database(settings, watch=True) as prepared:
            report = asyncio.run(_make_ready(prepared, demo=demo))
            if report is not None:
                _announce_accounts(report)
            if reload:
                _announce_address(settings)
                _serve_reloading(settings, prepared, listener)
            else:
                _Server(_uvicorn_config(serving_app(settings, prepared), settings), settings).run(
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
        asyncio.run(_make_ready(prepared, demo=False))
    console.print("The database is ready.")


@cli.command()
def demo() -> None:
    """Load the fictional demonstration data (again, if you like) and print the accounts to try."""
    settings = read_settings()
    with _database(settings) as prepared:
        report = asyncio.run(_make_ready(prepared, demo=True))
    if report is not None:
        _announce_accounts(report)


@cli.command()
def doctor() -> None:
    """Check everything and say what to do. Exit code 0 when all is well, 1 otherwise."""
    settings = read_settings()
    where = "ESSAIM_DATABASE_URL" if settings.database_url else str(settings.data_dir.resolve())
    findings: list[Finding] = []
    try:
        if settings.database_url is None and not EmbeddedPostgres(settings.data_dir).is_initialised():
            raise PreparationError(f"There are no data in {where} yet: run essaim serve.")
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
        with _undisturbed():
            server.stop()


async def _make_ready(prepared: Prepared, *, demo: bool) -> DemoReport | None:
    """Migrations, then reference data, then demonstration data if asked."""
    await migrate(prepared.owner_url)
    owner = create_async_engine(prepared.owner_url, poolclass=NullPool)
    try:
        async with owner.begin() as connection:
            await loading.load(connection)
        return await load_demo(owner) if demo else None
    finally:
        await owner.dispose()


async def _examine(prepared: Prepared) -> list[Finding]:
    return [finding async for finding in examine_database(prepared)]


def serving_app(settings: Settings, prepared: Prepared) -> FastAPI:
    """The application on a prepared database: requests as the role that owns nothing, background work as the owner."""
    engine = make_engine(
        prepared.app_url,
        pool_size=settings.pool_size,
        acquire_timeout=settings.pool_timeout_seconds,
        statement_timeout=settings.statement_timeout_seconds,
    )
    jobs = make_engine(prepared.owner_url, pool_size=2, statement_timeout=600, application="essaim-jobs")
    return create_app(settings, engine, jobs)


def reloaded_app() -> FastAPI:
    """For `serve --reload`: the parent process holds the database and gives its addresses by the environment."""
    settings = read_settings()
    if settings.database_url is None or settings.database_app_url is None:
        raise BadSettings("ESSAIM_DATABASE_URL and ESSAIM_DATABASE_APP_URL: both are needed here")
    addresses = (settings.database_url, settings.database_app_url)
    owner, application = (database_address(each.get_secret_value()) for each in addresses)
    return serving_app(
        settings,
        Prepared(
            owner_url=owner.render_as_string(hide_password=False),
            app_url=application.render_as_string(hide_password=False),
        ),
    )


def _uvicorn_config(app: FastAPI | str, settings: Settings, *, reload: bool = False) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        factory=reload,
        reload=reload,
        reload_dirs=[str(Path(__file__).parent)] if reload else None,
        host=settings.host,
        port=settings.port,
        lifespan="on",
        log_config=None,
        access_log=False,  # one structured line per request is written by the application
        server_header=False,
        limit_concurrency=settings.concurrency_limit,
        timeout_graceful_shutdown=DRAIN_SECONDS,
        timeout_keep_alive=15,
        h11_max_incomplete_event_size=32 * 1024,
    )


class _Server(uvicorn.Server):
    """Says where it answers once it does."""

    def __init__(self, config: uvicorn.Config, settings: Settings) -> None:
        super().__init__(config)
        self._settings = settings

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            _announce_address(self._settings)


def _serve_reloading(settings: Settings, prepared: Prepared, listener: socket.socket) -> None:
    os.environ |= {
        "ESSAIM_DATABASE_URL": prepared.owner_url,
        "ESSAIM_DATABASE_APP_URL": prepared.app_url,
        "ESSAIM_PORT": str(settings.port),
        "ESSAIM_HOST": settings.host,
        "ESSAIM_ENVIRONMENT": settings.environment,
    }
    config = _uvicorn_config("essaim.cli:reloaded_app", settings, reload=True)
    uvicorn.supervisors.ChangeReload(config, target=uvicorn.Server(config).run, sockets=[listener]).run()


def _listen(settings: Settings) -> socket.socket:
    """Before anything else is started: a port that is taken is the most common trouble."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise BadSettings(
            f"ESSAIM_HOST, ESSAIM_PORT: cannot listen on {settings.host}:{settings.port} ({error.strerror}). "
            "Stop the program that uses it, or choose another port: essaim serve --port 8500."
        ) from None
    listener.set_inheritable(True)
    return listener


def _announce_address(settings: Settings) -> None:
    console.print(f"Essaim answers at {settings.address}  (stop with Ctrl-C)", markup=False)


def _announce_accounts(report: DemoReport) -> None:
    console.print(
        f"Fictional demonstration data are loaded. Accounts to try, password {report.password}", markup=False
    )
    for account in report.accounts:
        console.print(f"  {account.email:<44}  {account.name} — {account.shows}", markup=False)


def _stop_on_signals() -> None:
    """SIGTERM and a closed terminal end as Ctrl-C does, through every `finally`. uvicorn drains first, then raises them again."""
    for request in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(request, signal.default_int_handler)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """While the database stops, an impatient second Ctrl-C would only leave it behind."""
    requests = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(request, signal.SIG_IGN) for request in requests]
    try:
        yield
    finally:
        for request, handler in zip(requests, before, strict=True):
            signal.signal(request, handler)
