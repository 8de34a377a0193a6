"""One embedded PostgreSQL for the run, migrated once into a template; each test has its own copy of it.

A copy costs about 50 ms and hides nothing: real roles, real commits, deferred checks, row-level security.
Each test also has its own application, with its own state; what FastAPI works out of the routes is shared,
and the files of the screen are read once.
"""

import functools
import gc
import itertools
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx
import hypothesis
import pytest
from fastapi import FastAPI
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

import essaim.app
from essaim.app import create_app
from essaim.identity import passwords
from essaim.kit.db import make_engine
from essaim.kit.embedded import EmbeddedPostgres
from essaim.kit.preparation import Prepared, migrate, prepare_embedded
from essaim.settings import Settings
from essaim.territories.loading import load
from make import Make

# A loaded machine must not look like a fault.
hypothesis.settings.register_profile("essaim", deadline=None)
hypothesis.settings.load_profile("essaim")

TEMPLATE = "template_essaim"
_names = itertools.count(1)

# A built screen never changes under a running process: one table of its files serves every application of the run.
essaim.app.Screen = functools.cache(essaim.app.Screen)  # type: ignore[misc, assignment]


def pytest_collection_finish() -> None:
    """What was imported stays until the end: the collector need not go through it again, a sixth of the run otherwise."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: processes that share the run (scripts/test) then end together."""
    items.sort(key=lambda item: _LENGTHS.index(_length(item)))


_LENGTHS = ("slow", "browser", "")


def _length(item: pytest.Item) -> str:
    return next((name for name in _LENGTHS if name and item.get_closest_marker(name)), "")


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """The same argon2id at its cheapest; a test of identity looks at the real cost."""
    cheap = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._hasher, passwords._DECOY = cheap, cheap.hash("nobody has this password")


@dataclass(frozen=True)
class Database:
    """A migrated database of one's own, seen by its owner and by the application."""

    name: str
    owner_url: str
    app_url: str


def _fast_folder() -> str | None:
    """Memory where the system offers it: the copies of a run need no disk."""
    memory = Path("/dev/shm")  # noqa: S108
    return str(memory) if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 4e9 else None


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedPostgres]:
    with tempfile.TemporaryDirectory(
        prefix="essaim-tests-", dir=_fast_folder(), ignore_cleanup_errors=True
    ) as folder:
        Path(folder).chmod(0o755)
        with EmbeddedPostgres(Path(folder) / "data", fast=True) as running:
            yield running


@pytest.fixture(scope="session")
async def template(server: EmbeddedPostgres) -> Prepared:
    """A database with every migration and the reference data of 2026."""
    prepared = await prepare_embedded(server, TEMPLATE)
    await migrate(prepared.owner_url)
    engine = create_async_engine(prepared.owner_url, poolclass=NullPool)
    async with engine.begin() as connection:
        await load(connection)
    await engine.dispose()
    return prepared


async def clone(server: EmbeddedPostgres, template: Prepared) -> Database:
    name = f"test_{next(_names)}"
    connection = await asyncpg.connect(server.dsn())
    try:
        await connection.execute(
            f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy OWNER essaim_owner"
        )
        await connection.execute(f"GRANT CONNECT ON DATABASE {name} TO essaim_app")
    finally:
        await connection.close()
    urls = [
        make_url(url).set(database=name).render_as_string(hide_password=False)
        for url in (template.owner_url, template.app_url)
    ]
    return Database(name, *urls)


async def drop(server: EmbeddedPostgres, database: Database) -> None:
    connection = await asyncpg.connect(server.dsn())
    try:
        await connection.execute(f"DROP DATABASE {database.name} WITH (FORCE)")
    finally:
        await connection.close()


@pytest.fixture
async def database(server: EmbeddedPostgres, template: Prepared) -> AsyncIterator[Database]:
    """A database for one test."""
    mine = await clone(server, template)
    yield mine
    await drop(server, mine)


@pytest.fixture
async def owner_engine(database: Database) -> AsyncIterator[AsyncEngine]:
    """The owner's way in: sees every row, for arranging and for looking behind the walls."""
    engine = create_async_engine(database.owner_url, pool_size=2)
    yield engine
    await engine.dispose()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Patient: a loaded machine must not look like a fault. Tests of slowness take the real limits."""
    return Settings(environment="development", data_dir=tmp_path, answer_within_seconds=60)


@functools.cache
def _worked_out() -> FastAPI:
    """FastAPI works out each route at its first request, and the contract at its first reading: half a second and more."""
    nobody = create_async_engine("postgresql+asyncpg://nobody@localhost/none", poolclass=NullPool)
    return create_app(Settings.model_construct(), nobody)


def application(settings: Settings, engine: AsyncEngine, jobs_engine: AsyncEngine | None = None) -> FastAPI:
    """The application, with the routes and the contract of the run: neither depends on settings or state."""
    made = create_app(settings, engine, jobs_engine)
    made.router.routes = _worked_out().router.routes
    made.openapi = _worked_out().openapi  # type: ignore[method-assign]
    return made


@pytest.fixture
async def app(database: Database, owner_engine: AsyncEngine, settings: Settings) -> AsyncIterator[FastAPI]:
    """The application, logged in as the role that owns nothing."""
    engine = make_engine(database.app_url, pool_size=10, acquire_timeout=30, statement_timeout=30)
    yield application(settings, engine, owner_engine)
    await engine.dispose()


@pytest.fixture
async def make(owner_engine: AsyncEngine, app: FastAPI) -> AsyncIterator[Make]:
    """Builders in the words of the domain."""
    builder = Make(owner_engine, app)
    yield builder
    await builder.close()


@pytest.fixture
async def stranger(make: Make) -> httpx.AsyncClient:
    """Somebody who is not signed in."""
    return make.client()
