"""Passwords: argon2id, a few at a time, and the same work for an account that does not exist."""

import asyncio
import re
from collections.abc import Iterable
from functools import cache

from pwdlib.hashers.argon2 import Argon2Hasher

from essaim.identity.errors import WeakPassword
from essaim.kit.errors import FieldProblem

MINIMUM_LENGTH = 12

# OWASP's floor for argon2id: 19 MiB, two passes, one lane; about 30 ms.
_hasher = Argon2Hasher(time_cost=2, memory_cost=19456, parallelism=1)
# Each hash takes a processor and 19 MiB: more at once would only slow every request.
_at_once = asyncio.Semaphore(2)

# Passwords of twelve characters or more that guessers try first.
_COMMON = frozenset(
    ["motdepasse12", "motdepasse123", "motdepasse1234", "azertyuiop12", "azertyuiop123", "azertyuiopqs", "qwertyuiop12", "qwertyuiop123", "password1234", "password12345", "passwordpassword", "iloveyou1234", "jetaime12345", "bonjour12345", "soleil123456", "doudou123456", "administrateur", "administrator", "bienvenue123", "welcome12345", "changeme1234", "letmein12345", "marseille1234", "football1234", "1q2w3e4r5t6y", "qazwsxedcrfv", "1qaz2wsx3edc", "azerty123456", "qwerty123456", "abcdefghijkl", "abcd12345678", "essaimessaim"]
)


@cache
def _decoy() -> str:
    """A hash nobody knows the password of, verified when an account is unknown."""
    return _hasher.hash("nobody has this password")


async def hash_password(password: str) -> str:
    async with _at_once:
        return await asyncio.to_thread(_hasher.hash, password)


async def verify_password(password: str, stored: str | None) -> bool:
    """Whether the password is right; takes the same time when there is no account."""
    async with _at_once:
        right = await asyncio.to_thread(_verify, password, stored or _decoy())
    return right and stored is not None


def _verify(password: str, stored: str) -> bool:
    return _hasher.verify(password, stored)


def check_password(password: str, *, context: Iterable[str] = ()) -> None:
    """Refuse a password that a guesser would try: short, common, monotonous, or made of known words.

    `context` are words an attacker knows: the organisation's name, the address.
    """
    plain = password.casefold()
    words = {word for text in context for word in re.split(r"\W+", text.casefold()) if len(word) >= 5}
    weak = (
        len(password) < MINIMUM_LENGTH
        or plain in _COMMON
        or len(set(plain)) < 5
        or any(word in plain for word in words)
    )
    if weak:
        message = f"Au moins {MINIMUM_LENGTH} caractères, ni courants ni devinables. / At least {MINIMUM_LENGTH} characters, neither common nor guessable."
        raise WeakPassword(errors=[FieldProblem(pointer="/password", code="weak_password", message=message)])
