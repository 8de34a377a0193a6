"""`essaim check` and `essaim audit verify` as an operator types them: exit code, sentences, JSON."""

import asyncio
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest

from checking.society import Society
from essaim.cli import main

Typed = Callable[..., tuple[int | str | None, str, str]]


@pytest.fixture
async def society(owner_engine) -> Society:
    return await Society(owner_engine).build()


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Typed:
    """The command in this process; what it printed and its exit code."""
    for name in os.environ:
        if name.startswith("ESSAIM_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ESSAIM_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str) -> tuple[int | str | None, str, str]:
        monkeypatch.setattr(sys, "argv", ["essaim", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capfd.readouterr()
        return ended.value.code, said.out, said.err

    return run


@pytest.fixture
def on_database(database, monkeypatch: pytest.MonkeyPatch, typed: Typed) -> Typed:
    monkeypatch.setenv("ESSAIM_DATABASE_URL", database.owner_url)
    monkeypatch.setenv("ESSAIM_DATABASE_APP_URL", database.app_url)
    return typed


@pytest.fixture
def tamper(server, database) -> Callable[[str], None]:
    def run(sql: str) -> None:
        async def write() -> None:
            superuser = await asyncpg.connect(server.dsn(database.name))
            await superuser.execute(f"SET session_replication_role = replica; {sql}")
            await superuser.close()

        asyncio.run(write())

    return run


def test_all_is_well_in_one_line_and_exit_code_0(society, on_database: Typed) -> None:
    code, said, _ = on_database("check")
    assert (code, len(said.splitlines())) == (0, 1)
    assert "invariants hold" in said
    code, said, _ = on_database("audit", "verify")
    assert (code, len(said.splitlines())) == (0, 1)
    assert said.startswith("1 journals, ")
    assert said.endswith("intact.\n")


def test_what_is_broken_is_named_with_its_rows_and_exit_code_1(society, on_database: Typed, tamper) -> None:
    tamper("UPDATE ledger_accounts SET balance = balance + 1 WHERE purpose = 'common'")

    code, said, _ = on_database("check")
    assert code == 1
    assert "not ok  units_sum_to_zero: In each agreement the balances of each unit sum to zero." in said
    assert f"agreement_id {society.ids['pool']}, unit EUR/2, total 1" in said

    code, told, _ = on_database("check", "--json")
    report = json.loads(told)
    assert (code, report["intact"]) == (1, False)
    (broken,) = [each for each in report["invariants"] if each["name"] == "units_sum_to_zero"]
    assert broken["rows"] == [{"agreement_id": str(society.ids["pool"]), "unit": "EUR/2", "total": "1"}]


def test_what_was_tampered_with_is_told_with_its_place_and_exit_code_1(
    society, on_database: Typed, tamper
) -> None:
    tamper("UPDATE ballots SET choice = 'no' WHERE choice = 'abstain'")
    pool = str(society.ids["pool"])

    code, said, _ = on_database("audit", "verify", "--agreement", pool)
    assert code == 1
    assert (
        f"not ok  agreement {pool}, ballots {society.ids['named']} {society.ids['D']}: It differs from record"
        in said
    )
    assert said.endswith("1 findings.\n")

    code, told, _ = on_database("audit", "verify", "--json")
    report = json.loads(told)
    assert (code, report["intact"], report["found"]) == (1, False, 1)
    assert report["findings"][0]["agreement_id"] == pool


def test_a_head_kept_by_a_party_is_looked_for(society, on_database: Typed) -> None:
    pool = str(society.ids["pool"])
    code, said, _ = on_database("audit", "verify", "--agreement", pool, "--kept", f"3:{'0' * 64}")
    assert code == 1
    assert "record 3: Its hash is not the one that was kept." in said
    assert on_database("audit", "verify", "--kept", f"3:{'0' * 64}")[0] == 2
    assert on_database("audit", "verify", "--agreement", pool, "--kept", "three")[0] == 2


def test_without_data_nothing_is_made_and_the_way_to_begin_is_said(typed: Typed, tmp_path: Path) -> None:
    for command in (["check"], ["audit", "verify"]):
        code, _, said = typed(*command)
        assert code == 1
        assert "run essaim serve" in said
    assert not (tmp_path / "data").exists()
