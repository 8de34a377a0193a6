"""Keep what must not be read in the database or its backups: bank account numbers, files of payments.

One key per installation, 32 bytes. AES-256-GCM (NIST SP 800-38D): altered bytes do not open.
"""

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from fastapi import Depends, Request

_NONCE = 12


class CannotOpen(Exception):
    """Sealed with another key, or altered."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals and opens with one key. `purpose` separates uses: what is sealed for one does not open for another."""

    key: bytes

    def close(self, content: bytes, purpose: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + AESGCM(self.key).encrypt(nonce, content, purpose.encode())

    def open(self, sealed: bytes, purpose: str) -> bytes:
        try:
            return AESGCM(self.key).decrypt(sealed[:_NONCE], sealed[_NONCE:], purpose.encode())
        except (InvalidTag, ValueError):  # altered; cut short
            raise CannotOpen from None

    def digest(self, content: bytes, purpose: str) -> bytes:
        """What finds the same content again, and tells nothing of it without the key."""
        return hmac.new(self.key, purpose.encode() + b"\0" + content, hashlib.sha256).digest()


def read_key(text: str) -> bytes:
    """A key as an operator writes it: 32 bytes in base64. Raises ValueError."""
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise ValueError("must be 32 bytes in base64, such as `openssl rand -base64 32` prints")
    return key


def kept_key(data_dir: Path) -> bytes:
    """The key kept beside the embedded database, made the first time; readable by its owner alone."""
    path = data_dir / "sealing.key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=data_dir) as file:  # for its owner alone
            file.write(base64.b64encode(secrets.token_bytes(32)))
            file.flush()
            os.fsync(file.fileno())  # what it will seal is durable: so is the key
            # Of two processes that start together, one gives its name to the key.
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(file.name)
        _fsync_directory(data_dir)
    return read_key(path.read_text(encoding="ascii").strip())


def _fsync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _current_seal(request: Request) -> Seal:
    seal: Seal = request.app.state.settings.seal
    return seal


CurrentSeal = Annotated[Seal, Depends(_current_seal)]
"""The seal of the installation, for endpoints."""
