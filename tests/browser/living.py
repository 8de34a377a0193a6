"""The product alive on loopback, and a person at a browser before it."""

import asyncio
import base64
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import uvicorn
from playwright.async_api import BrowserContext, ConsoleMessage, Page, Request, Response
from pydantic import SecretStr

from conftest import application
from essaim.demo import PASSWORD
from essaim.identity.caller import COOKIE
from essaim.kit.db import make_engine
from essaim.settings import Settings

START_SECONDS = 20


SEALING_KEY = base64.b64encode(bytes(32)).decode()
"""Of every server of these tests: they share copies of one demonstration."""


class LiveServer:
    """The application and its screen on a port of its own, served by a thread with its own loop."""

    def __init__(self, owner_url: str, app_url: str, folder: Path) -> None:
        # For arranging what no account may do: days gone by, rules already adopted.
        self.owner_url = owner_url
        self._listener = socket.create_server(("127.0.0.1", 0))
        settings = Settings(
            environment="development",
            data_dir=folder,
            sealing_key=SecretStr(SEALING_KEY),
            port=self._listener.getsockname()[1],
            answer_within_seconds=60,  # a loaded machine is no fault of the screen
        )
        self.address = settings.address
        # Engines belong to a loop: they are made in the thread that uses them.
        self._build = lambda: application(
            settings,
            make_engine(app_url, pool_size=5),
            make_engine(owner_url, pool_size=2, statement_timeout=60),
        )
        self._answers = threading.Event()
        self._server: uvicorn.Server | None = None
        self._thread = threading.Thread(target=self._run, name="essaim-live", daemon=True)

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        config = uvicorn.Config(
            self._build(), lifespan="on", log_config=None, access_log=False, timeout_graceful_shutdown=2
        )
        self._server = _Announcing(config, self._answers)
        await self._server.serve(sockets=[self._listener])

    def start(self) -> None:
        self._thread.start()
        assert self._answers.wait(START_SECONDS), "the application did not start; its log says why"

    def stop(self) -> None:
        if self._server is not None:
            self._server.should_exit = True
        self._thread.join()
        self._listener.close()


class _Announcing(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, answers: threading.Event) -> None:
        super().__init__(config)
        self._answers = answers

    def install_signal_handlers(self) -> None:
        """Signals are the main thread's."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._answers.set()


@dataclass
class Witness:
    """What goes wrong in a browser without a test asking: a test that ends with faults has failed."""

    faults: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)

    def expect_refusal(self, *statuses: int) -> None:
        """The test provokes these answers of the API on purpose."""
        self.expected.update(statuses)

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.faults.append(f"page error: {error.error}"))
        context.on("response", self._on_response)
        context.on("requestfailed", self._on_failed)

    def _on_console(self, message: ConsoleMessage) -> None:
        # Chromium also logs each answer from 400 on; those are judged one by one below.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def _on_response(self, response: Response) -> None:
        said = f"{response.status} {response.request.method} {urlsplit(response.url).path}"
        # Who one is, asked on arrival: "nobody yet" is an answer.
        if response.status < 400 or said == "401 GET /v1/identity/me":
            return
        if response.status >= 500 or response.status not in self.expected:
            self.faults.append(said)

    def _on_failed(self, request: Request) -> None:
        # A page left while it still loads drops its requests; that is no fault.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"{request.failure} {request.method} {request.url}")


@dataclass
class Visitor:
    """A browser window on the product."""

    server: LiveServer
    context: BrowserContext
    page: Page
    witness: Witness

    async def sign_in(self, account: str) -> None:
        """Have an open session of a demonstration account, without passing by the form."""
        await self.context.add_cookies([await session_cookie(self.server, account)])

    async def open(self, path: str = "/") -> Page:
        await self.page.goto(self.server.address + path)
        return self.page


async def session_cookie(server: LiveServer, account: str) -> Any:
    async with httpx.AsyncClient(base_url=server.address) as client:
        answer = await client.post(
            "/v1/identity/sessions",
            json={"email": f"{account}@exemple.test", "password": PASSWORD, "carrier": "cookie"},
        )
    assert answer.status_code == 201, answer.text
    return {
        "name": COOKIE,
        "value": answer.cookies[COOKIE],
        "url": server.address.replace("http://", "https://"),
        "httpOnly": True,
        "secure": True,
        "sameSite": "Lax",
    }


@asynccontextmanager
async def signed_in_client(server: LiveServer, account: str) -> AsyncIterator[httpx.AsyncClient]:
    """The API as a demonstration account, for arranging what a journey starts from."""
    async with httpx.AsyncClient(base_url=server.address) as client:
        answer = await client.post(
            "/v1/identity/sessions",
            json={"email": f"{account}@exemple.test", "password": PASSWORD, "carrier": "bearer"},
        )
        assert answer.status_code == 201, answer.text
        client.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        yield client
