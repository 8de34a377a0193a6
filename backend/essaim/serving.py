"""Runs the application in uvicorn: where it listens, how it stops."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import uvicorn
from fastapi import FastAPI
from rich.console import Console

from essaim.app import create_app
from essaim.kit.db import make_engine
from essaim.kit.preparation import Prepared
from essaim.settings import BadSettings, Settings, database_address, read_settings

DRAIN_SECONDS = 20

console = Console(highlight=False, soft_wrap=True)


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


def uvicorn_config(app: FastAPI | str, settings: Settings, *, reload: bool = False) -> uvicorn.Config:
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


class Server(uvicorn.Server):
    """Says where it answers once it does; on the first signal to stop, `/readyz` says so while requests end."""

    def __init__(self, config: uvicorn.Config, settings: Settings) -> None:
        super().__init__(config)
        self._settings = settings

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            announce_address(self._settings)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if isinstance(self.config.app, FastAPI):
            self.config.app.state.draining = True
        super().handle_exit(sig, frame)


def serve_reloading(settings: Settings, prepared: Prepared, listener: socket.socket) -> None:
    os.environ |= {
        "ESSAIM_DATABASE_URL": prepared.owner_url,
        "ESSAIM_DATABASE_APP_URL": prepared.app_url,
        "ESSAIM_PORT": str(settings.port),
        "ESSAIM_HOST": settings.host,
        "ESSAIM_ENVIRONMENT": settings.environment,
    }
    config = uvicorn_config("essaim.serving:reloaded_app", settings, reload=True)
    uvicorn.supervisors.ChangeReload(config, target=uvicorn.Server(config).run, sockets=[listener]).run()


def listen(settings: Settings) -> socket.socket:
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


def announce_address(settings: Settings) -> None:
    console.print(f"Essaim answers at {settings.address}  (stop with Ctrl-C)", markup=False)


def stop_on_signals() -> None:
    """SIGTERM and a closed terminal end as Ctrl-C does, through every `finally`. uvicorn drains first, then raises them again."""
    for request in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(request, signal.default_int_handler)


@contextmanager
def undisturbed() -> Iterator[None]:
    """While the database stops, an impatient second Ctrl-C would only leave it behind."""
    requests = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(request, signal.SIG_IGN) for request in requests]
    try:
        yield
    finally:
        for request, handler in zip(requests, before, strict=True):
            signal.signal(request, handler)
