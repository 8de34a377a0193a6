"""Processes that are really killed, and the operator's own imports from the command line."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

import essaim
from conftest import Database
from essaim.cli import main
from essaim.imports.service import operate, run
from essaim.kit.db import make_sessions
from imports.reading import SAMPLES
from imports.sending import many_units, said, seen, send
from make import Make

WORKER = """
import asyncio, os
import essaim.models
from essaim.imports.service.run import run_next
from essaim.kit.db import make_engine, make_sessions
asyncio.run(run_next(make_sessions(make_engine(os.environ["OWNER"])), batch_size=25))
"""
BACKEND = str(Path(essaim.__file__).parents[1])


async def test_kill_9_in_the_middle_loses_and_doubles_nothing(
    make: Make, app: FastAPI, database: Database
) -> None:
    member = await make.signed_in()
    import_id = (await send(member, "sirene_units", many_units(4000))).json()["id"]
    environment = {**os.environ, "OWNER": database.owner_url, "PYTHONPATH": BACKEND}
    victim = subprocess.Popen([sys.executable, "-c", WORKER], env=environment)  # noqa: ASYNC220, S603
    try:
        async with asyncio.timeout(60):
            while (await seen(member, import_id)).progress["lines_read"] < 100:
                assert victim.poll() is None
    finally:
        victim.kill()
        victim.wait()
    halfway = await seen(member, import_id)
    assert halfway.state == "running"
    stored = await make.count("organisations", "name LIKE 'ASSOCIATION INVENTEE %'")
    assert 0 < stored == halfway.counts["created"] < 4000

    await make.rows("UPDATE imports SET heartbeat_at = now() - interval '31 seconds'")
    assert await app.state.imports_worker.run_next()
    done = await seen(member, import_id)
    assert (done.state, said(done)) == ("done", {"created": 4000})
    assert await make.count("organisations", "name LIKE 'ASSOCIATION INVENTEE %'") == 4000


class Command:
    """`essaim import` as typed, in this process but on a thread of its own: it runs its own loop."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], database: Database
    ) -> None:
        self._monkeypatch, self._capfd = monkeypatch, capfd
        for name in os.environ:
            if name.startswith("ESSAIM_"):
                monkeypatch.delenv(name)
        monkeypatch.setenv("ESSAIM_DATABASE_URL", database.owner_url)
        monkeypatch.setenv("ESSAIM_DATABASE_APP_URL", database.app_url)

    async def __call__(self, *arguments: str) -> tuple[int | str | None, str, str]:
        """Exit code, standard output, standard error."""
        self._monkeypatch.setattr(sys, "argv", ["essaim", "import", *arguments])
        with pytest.raises(SystemExit) as ended:
            await asyncio.to_thread(main)
        said = self._capfd.readouterr()
        return ended.value.code, said.out, said.err


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], database: Database
) -> Command:
    return Command(monkeypatch, capfd, database)


async def test_the_command_imports_and_lists_the_lines_refused(make: Make, command: Command) -> None:
    known = await make.signed_in(await make.organisation("Tient sa fiche", siren="991000019"))
    units = str(SAMPLES / "sirene-unites-legales.csv")
    code, foreseen, said = await command("sirene_units", units, "--dry-run")
    assert code == 0, said
    assert "5 would be created, 0 would be updated, 0 unchanged, 2 skipped, 0 refused" in foreseen
    assert await make.count("organisations", "siren = '991000027'") == 0

    code, done, said = await command("sirene_units", units)
    assert code == 0, said
    assert "5 created" in done
    record = (await make.rows("SELECT name FROM organisations WHERE siren = '991000019'"))[0]
    assert record.name == "Tient sa fiche"

    places = str(SAMPLES / "sirene-etablissements.csv")
    code, faulty, _ = await command("sirene_establishments", places)
    assert code == 1
    assert "line 11, column siren: Organisation 356000000 is not in the directory." in faulty
    assert (await known.get("/v1/imports")).json()["items"] == []


async def test_a_server_leaves_the_operators_import_alone_until_it_is_abandoned(
    make: Make, owner_engine: AsyncEngine
) -> None:
    sessions = make_sessions(owner_engine)
    claim = await operate._begin(sessions, "rna", "rna.csv", 10, dry_run=False)
    assert not await run.run_next(sessions)
    await make.rows("UPDATE imports SET heartbeat_at = now() - interval '31 seconds'")
    assert await run.run_next(sessions)
    row = (await make.rows("SELECT state, failure_code FROM imports WHERE id = :id", id=claim.id))[0]
    assert (row.state, row.failure_code) == ("failed", "interrupted")
