"""The whole API under generated requests, by two rival directors at once.

Nothing may answer 5xx or differ from its contract, and neither rival may read what belongs to the other.
Runs Schemathesis against a live server on loopback, on a copy of the demonstration.
"""

import asyncio
import json
import socket
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from conftest import Database, application
from essaim.demo import PASSWORD, load_demo
from essaim.kit.db import make_engine
from essaim.settings import Settings

pytestmark = pytest.mark.slow

PEERS = {"directrice": "directrice@exemple.test", "concurrent": "concurrent@exemple.test"}

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "missing_required_header",
    "ignored_auth",
    "use_after_free",
    "ensure_resource_availability",
)
# Left out, with reasons: `positive_data_acceptance` (a body of the right shape may break a rule of the domain, 422 with
# its fields), `negative_data_rejection` ("6" is read as 6), `unsupported_method` and `allow_header_conformance` (an address
# like /invitations/accept also has the shape /invitations/{id}).

# Ending one's own session or password would end the run.
LEFT_ALONE = r"identity\.(end_|change_password|act_for)"
# Benefits and confirmed memberships of networks are public to whoever is signed in: nobody's secret to leak.
PUBLIC_KNOWLEDGE = (
    "networks.search_benefits",
    "networks.read_benefit",
    "networks.search_beneficiaries",
    "networks.read_benefit_summary",
    "networks.read",
    "networks.read_tree",
    "networks.search_members",
    "networks.read_effective",
    "networks.read_membership",
)

SEED = 20261122


@contextmanager
def running(database: Database, settings: Settings) -> Iterator[str]:
    """The application on a free port of loopback, in a thread with its own loop; its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    app = application(settings, make_engine(database.app_url, pool_size=10))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.fixture
async def address(database, owner_engine, settings) -> AsyncIterator[str]:
    await load_demo(owner_engine)
    with running(database, settings) as url:
        # Schemathesis waits ten seconds for the contract, which a loaded machine may take longer to generate.
        async with httpx.AsyncClient(base_url=url, timeout=120) as client:
            (await client.get("/v1/openapi.json")).raise_for_status()
        yield url


async def token_of(address: str, email: str) -> str:
    async with httpx.AsyncClient(base_url=address) as client:
        answer = await client.post(
            "/v1/identity/sessions", json={"email": email, "password": PASSWORD, "carrier": "bearer"}
        )
    return str(answer.json()["token"])


async def write_configuration(folder: Path, address: str) -> Path:
    """Both rivals as peers."""
    people = [
        {
            "name": name,
            "fixedHeaders": [{"name": "Authorization", "value": f"Bearer {await token_of(address, email)}"}],
        }
        for name, email in PEERS.items()
    ]
    (folder / "people.json").write_text(json.dumps({"schemaVersion": "0.2.0", "auth": people}))
    lines = ["[auth.wfc]", 'path = "people.json"', f"peers = {json.dumps(list(PEERS))}"]
    configuration = folder / "schemathesis.toml"
    configuration.write_text("\n".join(lines) + "\n")
    return configuration


async def schemathesis(folder: Path, address: str, *options: str) -> tuple[int, str]:
    configuration = await write_configuration(folder, address)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "schemathesis.cli", "--no-color", "--config-file", str(configuration), "run",
        f"{address}/v1/openapi.json", "--exclude-operation-id-regex", LEFT_ALONE, "--seed", str(SEED),
        "--continue-on-failure", *options,
        cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await process.communicate()
    return int(process.returncode or 0), said.decode()


async def test_generated_requests_find_no_fault_and_nothing_outside_the_contract(address, tmp_path):
    status, said = await schemathesis(
        tmp_path, address, "--phases", "coverage", "--max-time", "25", "--checks", ",".join(CHECKS)
    )

    assert status == 0, said[-8000:]
    assert "Tested:" in said


async def test_rivals_read_nothing_of_each_other(address, tmp_path):
    status, said = await schemathesis(
        tmp_path, address, "--phases", "fuzzing,stateful", "--max-examples", "8", "--max-time", "15",
        "--checks", "not_a_server_error,object_level_authorization",
        *[option for operation in PUBLIC_KNOWLEDGE for option in ("--exclude-operation-id", operation)],
    )  # fmt: skip

    assert status == 0, said[-8000:]
    assert "Tested:" in said
