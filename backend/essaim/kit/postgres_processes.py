"""Processes of PostgreSQL servers: whose account runs them, which live, how they stop."""

import os
import pwd
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from essaim.kit.postgres_binaries import EmbeddedError

UNPRIVILEGED = "nobody"


class StartFailed(EmbeddedError):
    """The server did not start; the message carries the end of its log."""


@dataclass(frozen=True)
class Account:
    """The system account that runs the server, when it isn't our own."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Postmaster:
    """What `postmaster.pid` says of a server."""

    pid: int
    port: int
    socket_dir: str
    listens_on: str
    ready: bool

    @property
    def host(self) -> str:
        return self.socket_dir or self.listens_on or "127.0.0.1"


def read_postmaster(cluster: Path) -> Postmaster | None:
    """What the lock file of the server says, None when there is none or it is not written yet."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not lines or not lines[0].strip().lstrip("-").isdigit():
        return None
    lines += [""] * (8 - len(lines))
    port = lines[3].strip()
    return Postmaster(
        pid=abs(int(lines[0])),
        port=int(port) if port.isdigit() else 0,
        socket_dir=lines[4].strip(),
        listens_on=lines[5].strip(),
        ready=lines[7].strip() == "ready",
    )


def account_for_server() -> Account | None:
    if os.geteuid() == 0:
        try:
            entry = pwd.getpwnam(UNPRIVILEGED)
        except KeyError:
            raise StartFailed(
                f"PostgreSQL refuses to run as root, and this system has no account named {UNPRIVILEGED}. "
                "Run Essaim as another user, or set ESSAIM_DATABASE_URL."
            ) from None
        return Account(entry.pw_uid, entry.pw_gid)
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        raise StartFailed(
            f"PostgreSQL needs an account with a name, and user {os.geteuid()} has none here. "
            "Add it to /etc/passwd, or set ESSAIM_DATABASE_URL."
        ) from None
    return None


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Neither our secrets nor somebody's PG* variables belong in the server's environment."""
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith(("PG", "ESSAIM_", "LC_")) and name not in ("LANG", "LANGUAGE", "HOME")
    } | {"LC_ALL": "C"}


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def runs_cluster(pid: int, cluster: Path) -> bool:
    """Whether that process is a PostgreSQL server (or one of its children) of this cluster."""
    if Path("/proc/self").exists():
        return pid in set(processes_in(cluster))
    command = subprocess.run(  # noqa: S603
        ["ps", "-o", "command=", "-p", str(pid)],  # noqa: S607 - where the system keeps it
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return str(cluster) in command


def processes_in(cluster: Path) -> Iterator[int]:
    """Servers work inside their data directory, children as well as postmaster."""
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (entry / "cwd").readlink() == cluster and b"postgres" in (entry / "cmdline").read_bytes():
                yield int(entry.name)


def wait_until_gone(cluster: Path, *, within: float) -> None:
    """A server shutting down, or the children of a killed one, which leave by themselves."""
    deadline = time.monotonic() + within
    while True:
        left = list(processes_in(cluster)) if Path("/proc/self").exists() else []
        server = read_postmaster(cluster)
        if not left and (server is None or not is_alive(server.pid) or not runs_cluster(server.pid, cluster)):
            return
        if time.monotonic() > deadline:
            raise StartFailed(
                f"A PostgreSQL left by an earlier run does not stop (processes {', '.join(map(str, left)) or '?'}). "
                "Stop it, then start again."
            )
        time.sleep(0.02)


def stop_process(process: subprocess.Popen[bytes]) -> None:
    """Fast stop: running statements are cancelled, everything committed is kept. Then more and more firmly."""
    for request, patience in ((signal.SIGINT, 30), (signal.SIGQUIT, 15), (signal.SIGKILL, 15)):
        with suppress(ProcessLookupError):
            process.send_signal(request)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
            return
