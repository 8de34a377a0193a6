"""A real Chromium before the built screen, the real application and the demonstration data."""

import itertools
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import asyncpg
import pytest
from playwright.async_api import Browser, async_playwright, expect
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from browser.living import SEALING_KEY, LiveServer, Visitor, Witness
from conftest import Database, clone
from essaim.demo import load_demo
from essaim.kit.embedded import EmbeddedPostgres
from essaim.kit.preparation import Prepared
from essaim.kit.sealing import Seal, read_key
from essaim.kit.web import web_directory

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "screenshots"
PATIENCE = 8_000  # milliseconds
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_copies = itertools.count(1)

Visit = Callable[..., Awaitable[Visitor]]


def _chromium() -> str:
    found = os.environ.get("ESSAIM_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found is None:
        pytest.fail(
            "The browser tests need Chromium: run scripts/install-chromium, or `make test`.", pytrace=False
        )
    return found


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    if not (web_directory() / "index.html").is_file():
        pytest.fail(
            "The browser tests need the built screen: run `make screen`, or `make test`.", pytrace=False
        )
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=_chromium(), args=list(CHROMIUM_OPTIONS))
        yield chromium
        await chromium.close()


@pytest.fixture(scope="session")
async def demonstration(server: EmbeddedPostgres, template: Prepared) -> Database:
    """A database with the demonstration data, copied for each server and used by none."""
    database = await clone(server, template)
    engine = create_async_engine(database.owner_url, poolclass=NullPool)
    await load_demo(engine, Seal(read_key(SEALING_KEY)))
    await engine.dispose()
    return database


async def _copy(server: EmbeddedPostgres, original: Database) -> Database:
    name = f"live_{next(_copies)}"
    connection = await asyncpg.connect(server.dsn())
    try:
        await connection.execute(
            f"CREATE DATABASE {name} TEMPLATE {original.name} STRATEGY file_copy OWNER essaim_owner"
        )
        await connection.execute(f"GRANT CONNECT ON DATABASE {name} TO essaim_app")
    finally:
        await connection.close()
    urls = [
        make_url(url).set(database=name).render_as_string(hide_password=False)
        for url in (original.owner_url, original.app_url)
    ]
    return Database(name, *urls)


@pytest.fixture(scope="session")
async def reading_server(
    server: EmbeddedPostgres, demonstration: Database, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[LiveServer]:
    """One for the run: for tests that change nothing."""
    copy = await _copy(server, demonstration)
    live = LiveServer(copy.owner_url, copy.app_url, tmp_path_factory.mktemp("live"))
    live.start()
    yield live
    live.stop()


@pytest.fixture
async def writing_server(
    server: EmbeddedPostgres, demonstration: Database, tmp_path: Path
) -> AsyncIterator[LiveServer]:
    """One for the test: what it writes is seen by nobody else."""
    copy = await _copy(server, demonstration)
    live = LiveServer(copy.owner_url, copy.app_url, tmp_path)
    live.start()
    yield live
    live.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    if call.when == "call":
        item.stash[_FAILED] = report.failed
    return report


_FAILED = pytest.StashKey[bool]()


@pytest.fixture
async def visit(browser: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Visit]:
    """`await visit(server, "directrice")`: a window of one's own, signed in or not.

    Ends the test as failed if the browser met an error nobody expected; keeps a picture of a failure.
    """
    async with AsyncExitStack() as closing:
        visitors: list[Visitor] = []

        async def arrive(
            live: LiveServer,
            account: str | None = None,
            *,
            width: int = 1280,
            scheme: str = "light",
            scripts: tuple[Path, ...] = (),
        ) -> Visitor:
            context = await browser.new_context(
                locale="fr-FR",
                timezone_id="Europe/Paris",
                viewport={"width": width, "height": 844 if width < 600 else 900},
                color_scheme=scheme,  # type: ignore[arg-type]
                reduced_motion="reduce",
            )
            closing.push_async_callback(context.close)
            context.set_default_timeout(PATIENCE)
            context.set_default_navigation_timeout(3 * PATIENCE)
            for script in scripts:
                await context.add_init_script(path=script)
            witness = Witness()
            witness.watch(context)
            visitor = Visitor(live, context, await context.new_page(), witness)
            visitors.append(visitor)
            if account is not None:
                await visitor.sign_in(account)
            return visitor

        yield arrive
        if request.node.stash.get(_FAILED, True):
            await _keep_pictures(request.node.name, visitors)
        faults = [fault for visitor in visitors for fault in visitor.witness.faults]
    assert not faults, "the browser met what no test expected:\n" + "\n".join(faults)


async def _keep_pictures(name: str, visitors: list[Visitor]) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    for number, visitor in enumerate(visitors, start=1):
        safe = "".join(letter if letter.isalnum() else "-" for letter in name)
        await visitor.page.screenshot(path=SCREENSHOTS / f"{safe}-{number}.png", full_page=True)
