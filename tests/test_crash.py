"""Real processes killed in the middle of their work: nothing acknowledged is lost, nothing is done twice."""

import asyncio
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import httpx
import pytest
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from essaim.audit.service import verify
from essaim.checking.running import check
from essaim.identity.caller import hash_token
from essaim.kit.embedded import EmbeddedPostgres
from essaim.kit.preparation import Prepared, migrate, prepare_embedded

ROOT = Path(__file__).parent.parent
SERVE = """
from essaim import serving
from essaim.settings import read_settings
settings = read_settings()
serving.Server(serving.uvicorn_config(serving.reloaded_app(), settings), settings).run()
"""
CLIENTS = 8
KILLS = 4
pytestmark = pytest.mark.slow


@dataclass
class Api:
    """The application in a process of its own, on loopback."""

    prepared: Prepared
    port: int = field(default_factory=lambda: _free_port())
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "backend"),
            "ESSAIM_DATABASE_URL": self.prepared.owner_url,
            "ESSAIM_DATABASE_APP_URL": self.prepared.app_url,
            "ESSAIM_PORT": str(self.port),
            "ESSAIM_ENVIRONMENT": "development",
        }
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and text
            [sys.executable, "-c", SERVE],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def end(self, how: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(timeout=30)

    async def is_ready(self, within: float = 20) -> float:
        """Seconds until it serves."""
        started = time.perf_counter()
        async with httpx.AsyncClient(base_url=self.address, timeout=2) as client:
            while True:
                try:
                    if (await client.get("/readyz")).status_code == 200:
                        return time.perf_counter() - started
                except httpx.TransportError:
                    await asyncio.sleep(0.05)  # nothing tells when a port opens
                assert time.perf_counter() - started < within, "the API did not come back"


@pytest.fixture(scope="module")
def durable() -> Iterator[EmbeddedPostgres]:
    """A database of its own, as safe as in production."""
    with tempfile.TemporaryDirectory(prefix="essaim-crash-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with EmbeddedPostgres(Path(folder) / "data") as running:
            running.keep_running()
            yield running


@pytest.fixture(scope="module")
async def prepared(durable: EmbeddedPostgres) -> Prepared:
    ready = await prepare_embedded(durable)
    await migrate(ready.owner_url)
    return ready


@pytest.fixture(scope="module")
def serving(prepared: Prepared) -> Iterator[Api]:
    """For the module: a test that leaves it alive spares the next one a start."""
    serving = Api(prepared)
    yield serving
    if serving.is_alive:
        serving.end(signal.SIGTERM)


@pytest.fixture
async def api(serving: Api) -> Api:
    if not serving.is_alive:
        serving.start()
    await serving.is_ready()
    return serving


@pytest.fixture
async def token(durable: EmbeddedPostgres, prepared: Prepared) -> str:
    """A director's token."""
    made = f"ess_{secrets.token_urlsafe(32)}"
    connection = await asyncpg.connect(durable.dsn("essaim"))
    await connection.execute(
        """
        WITH o AS (INSERT INTO organisations (name, fictional) VALUES ('Régie', true) RETURNING id),
             p AS (INSERT INTO persons (name, email) VALUES ('Camille', gen_random_uuid() || '@exemple.test') RETURNING id),
             m AS (INSERT INTO mandates (person_id, organisation_id, role) SELECT p.id, o.id, 'director' FROM p, o
                   RETURNING id, person_id)
        INSERT INTO sessions (person_id, mandate_id, token_hash, carrier, expires_at)
        SELECT person_id, id, $1, 'bearer', now() + interval '1 day' FROM m
        """,
        hash_token(made),
    )
    await connection.close()
    return made


async def write_until_acknowledged(client: httpx.AsyncClient, name: str) -> str:
    """Record an organisation or draft a pool, asking again under the same key until an answer comes; its id."""
    path, body = "/v1/organisations", {"name": name}
    if name.startswith("Groupement"):
        path, body = "/v1/pools", {"name": name, "purpose": "Partager", "starts_on": "2027-01-01"}
    while True:
        try:
            answer = await client.post(path, json=body, headers={"Idempotency-Key": name.replace(" ", "-")})
        except httpx.TransportError:
            await asyncio.sleep(0.1)
            continue
        if answer.status_code == 201:
            return str(answer.json()["id"])
        assert answer.status_code == 503, answer.text
        await asyncio.sleep(0.1)


async def test_kills_lose_nothing_acknowledged_and_double_nothing(
    durable: EmbeddedPostgres, prepared: Prepared, api: Api, token: str
) -> None:
    seed = int(os.environ.get("ESSAIM_CRASH_SEED", random.SystemRandom().randrange(10**9)))
    print(f"seed: ESSAIM_CRASH_SEED={seed}")  # noqa: T201 - shown when the test fails
    chance = random.Random(seed)  # noqa: S311 - a choice of moments, no secret
    acknowledged: dict[str, str] = {}
    killing = True

    async def write(number: int) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(base_url=api.address, headers=headers, timeout=5) as client:
            written = 0
            while killing:
                name = f"{'Organisation' if written % 2 else 'Groupement'} {number}-{written}"
                acknowledged[name] = await write_until_acknowledged(client, name)
                written += 1

    async def kill() -> None:
        nonlocal killing
        for turn in range(KILLS):
            before = len(acknowledged)
            enough = before + chance.randrange(5, 40)
            while len(acknowledged) < enough:  # noqa: ASYNC110 - the moment of the kill is left to chance
                await asyncio.sleep(chance.random() / 20)
            if turn % 2:
                assert durable.pid is not None
                os.kill(durable.pid, signal.SIGKILL)
            else:
                api.end(signal.SIGKILL)
                api.start()
            await api.is_ready()
        killing = False

    started = time.perf_counter()
    await asyncio.gather(kill(), *(write(number) for number in range(CLIENTS)))
    assert time.perf_counter() - started < 60
    connection = await asyncpg.connect(durable.dsn("essaim"))
    kept = await connection.fetch(
        "SELECT name, id::text FROM organisations WHERE name LIKE 'Organisation %'"
        " UNION ALL SELECT name, id::text FROM agreements WHERE name LIKE 'Groupement %'"
    )
    await connection.close()
    assert sorted((row["name"], row["id"]) for row in kept) == sorted(acknowledged.items())
    assert len(acknowledged) > KILLS * 5
    owner = create_async_engine(prepared.owner_url, poolclass=NullPool)
    assert [outcome for outcome in await check(owner) if outcome.rows] == []
    verified = await verify(owner)
    assert (verified.findings, verified.count.agreements) == (
        [],
        sum(name.startswith("Groupement") for name in acknowledged),
    )


async def test_a_stop_answers_what_it_has_begun(durable: EmbeddedPostgres, api: Api, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    holder = await asyncpg.connect(durable.dsn("essaim"))
    async with httpx.AsyncClient(base_url=api.address, headers=headers, timeout=20) as client:
        # Every request waits for this lock, so that all are in flight when the signal comes.
        async with holder.transaction():
            await holder.execute("LOCK TABLE persons IN ACCESS EXCLUSIVE MODE")
            flying = [asyncio.create_task(client.get("/v1/identity/me")) for _ in range(8)]
            while await holder.fetchval(  # noqa: ASYNC110 - nothing tells who waits for a lock
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'persons'::regclass"
            ) < len(flying):
                await asyncio.sleep(0.01)
            assert api.process is not None
            api.process.send_signal(signal.SIGTERM)
        answers = await asyncio.gather(*flying)
    assert {answer.status_code for answer in answers} == {200}
    assert await asyncio.to_thread(api.process.wait, 20) in (0, -signal.SIGTERM)
    await holder.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
