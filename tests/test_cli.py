"""The command an operator types: it runs the product, survives what kills it, and explains itself."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import essaim
from essaim.cli import main
from essaim.kit.embedded import EmbeddedPostgres
from essaim.kit.postgres_processes import read_postmaster

COMMAND = [sys.executable, "-m", "essaim"]


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    directory = tmp_path_factory.mktemp("essaim") / "data"
    yield directory
    EmbeddedPostgres(directory).remove()


def environment(data_dir: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ESSAIM_")}
    backend = str(Path(essaim.__file__).parents[1])
    return {**kept, "ESSAIM_DATA_DIR": str(data_dir), "PYTHONPATH": backend, "COLUMNS": "200"}


class Running:
    """`essaim serve` in another process."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.process = subprocess.Popen(  # noqa: S603
            [*COMMAND, "serve", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment(data_dir),
        )
        assert self.process.stdout is not None
        announced = next(line for line in self.process.stdout if line.startswith("Essaim answers at"))
        self.address = announced.split()[3]

    def get(self, path: str, **headers: str) -> httpx.Response:
        return httpx.get(self.address + path, headers=headers, timeout=10)

    def end(self, request: signal.Signals) -> int:
        self.process.send_signal(request)
        self.process.communicate(timeout=60)
        return self.process.returncode

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    @property
    def postmaster(self) -> int:
        found = read_postmaster(EmbeddedPostgres(self.data_dir).cluster)
        assert found is not None
        return found.pid


@pytest.fixture(scope="module")
def started(data_dir: Path) -> Iterator[list[Running]]:
    """The servers of this module, the last one perhaps alive."""
    servers: list[Running] = []
    yield servers
    if servers and servers[-1].is_alive:
        servers[-1].end(signal.SIGTERM)


@pytest.fixture
def running(data_dir: Path, started: list[Running]) -> Running:
    """A server that answers: the one another test left running, or a new one."""
    if not started or not started[-1].is_alive:
        started.append(Running(data_dir))
    return started[-1]


class Typed:
    """The command in this process: it costs no other interpreter."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], data_dir: Path
    ) -> None:
        self._monkeypatch, self._capfd = monkeypatch, capfd
        self.data_dir = data_dir
        for name in os.environ:
            if name.startswith("ESSAIM_"):
                monkeypatch.delenv(name)
        monkeypatch.setenv("ESSAIM_DATA_DIR", str(data_dir))

    def __call__(self, *arguments: str, **variables: str) -> tuple[int | str | None, str, str]:
        self._monkeypatch.setattr(sys, "argv", ["essaim", *arguments])
        for name, value in variables.items():
            self._monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            main()
        said = self._capfd.readouterr()
        return ended.value.code, said.out, said.err


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Typed:
    return Typed(monkeypatch, capfd, tmp_path / "data")


class TestServe:
    def test_a_first_start_serves_and_helpers_join_it(
        self, running: Running, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert running.get("/healthz").status_code == 200
        assert running.get("/readyz").status_code == 200
        assert running.get("/v1/openapi.json").json()["openapi"].startswith("3.1")
        typed = Typed(monkeypatch, capfd, running.data_dir)
        _, counted, _ = typed(
            "database", "psql", "--dbname=essaim", "-Atc", "SELECT count(*) > 30000 FROM communes"
        )
        assert counted.strip() == "t"

        second = subprocess.run(  # noqa: S603
            [*COMMAND, "serve", "--port", "0"],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env=environment(running.data_dir),
        )
        assert second.returncode == 1
        assert f"in use by process {running.process.pid}" in second.stderr
        assert running.get("/readyz").status_code == 200

        _, examined, said = typed("doctor")
        for subject in (
            "PostgreSQL: 18",
            "migrations: current",
            "wall between organisations: forced on",
            "essaim_app owns nothing",
        ):
            assert subject in examined
        assert "Traceback" not in said

    def test_comes_back_when_the_database_is_killed(self, running: Running) -> None:
        os.kill(running.postmaster, signal.SIGKILL)
        deadline = time.monotonic() + 30
        while running.get("/readyz").status_code != 200:
            assert time.monotonic() < deadline
        assert running.get("/healthz").status_code == 200

    def test_starts_again_after_it_was_killed(self, running: Running, started: list[Running]) -> None:
        running.end(signal.SIGKILL)
        again = Running(running.data_dir)
        started.append(again)
        assert again.get("/readyz").status_code == 200

    @pytest.mark.parametrize("request_", [signal.SIGTERM, signal.SIGINT])
    def test_stops_cleanly_and_the_database_last(self, running: Running, request_: signal.Signals) -> None:
        postmaster = running.postmaster
        assert running.end(request_) == 0
        assert not Path(f"/proc/{postmaster}/cwd").exists()
        assert read_postmaster(EmbeddedPostgres(running.data_dir).cluster) is None


class TestTrouble:
    def test_a_port_that_is_taken_is_said_before_anything_starts(self, typed: Typed) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            code, _, said = typed("serve", "--port", port)
        assert code == 2
        assert f"cannot listen on 127.0.0.1:{port}" in said
        assert not typed.data_dir.exists()

    def test_a_bad_variable_is_one_sentence(self, typed: Typed) -> None:
        code, _, said = typed("serve", ESSAIM_PORT="eighty")
        assert code == 2
        assert said.startswith("essaim: ESSAIM_PORT: ")
        assert len(said.splitlines()) == 1

    def test_a_server_that_does_not_answer_is_one_sentence(self, typed: Typed) -> None:
        code, _, said = typed("migrate", ESSAIM_DATABASE_URL="postgresql://essaim:hunter2@127.0.0.1:1/essaim")
        assert code == 1
        assert "cannot be reached" in said
        assert "hunter2" not in said

    def test_the_doctor_of_a_new_machine_says_how_to_begin(self, typed: Typed) -> None:
        code, report, _ = typed("doctor")
        assert code == 1
        assert "run essaim serve" in report
        assert not typed.data_dir.exists()

    def test_an_unknown_postgresql_program_is_named(self, typed: Typed) -> None:
        code, _, said = typed("database", "rm")
        assert code == 2
        assert "no program named rm" in said


class TestOpenapi:
    def test_needs_no_database_and_prints_what_it_writes(self, typed: Typed, tmp_path: Path) -> None:
        code, printed, _ = typed("openapi")
        assert code == 0
        assert json.loads(printed)["info"]["title"] == "Essaim"
        assert typed("openapi", "--write", str(tmp_path / "openapi.json"))[0] == 0
        assert (tmp_path / "openapi.json").read_text(encoding="utf-8") == printed
        assert not typed.data_dir.exists()


@pytest.mark.slow
class TestWheel:
    def test_installed_alone_it_serves_the_api_and_the_screen(self) -> None:
        root = Path(__file__).parents[1]
        tried = subprocess.run(  # noqa: S603
            [sys.executable, str(root / "scripts" / "try-wheel")],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert tried.returncode == 0, tried.stderr
        assert "serves the API and the screen" in tried.stdout
