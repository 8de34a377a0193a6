"""Passwords: argon2id, a few at a time, and the same work for an account that does not exist."""

import asyncio
import re
import unicodedata
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from pwdlib.hashers.argon2 import Argon2Hasher

from essaim.identity.errors import WeakPassword
from essaim.kit.errors import FieldFault
from essaim.kit.text import Text

MINIMUM_LENGTH = 12

# OWASP's floor for argon2id: 19 MiB, two passes, one lane; about 30 ms.
_hasher = Argon2Hasher(time_cost=2, memory_cost=19456, parallelism=1)
# Each hash takes a processor and 19 MiB: more at once would only slow every request.
_two_at_once = ThreadPoolExecutor(2, thread_name_prefix="passwords")
# A hash nobody knows the password of, verified when an account is unknown. Made now, so that no sign-in waits for it.
_DECOY = _hasher.hash("nobody has this password")

# Passwords of twelve characters or more that guessers try first.
_COMMON = frozenset(
    [
        "motdepasse12",
        "motdepasse123",
        "motdepasse1234",
        "azertyuiop12",
        "azertyuiop123",
        "azertyuiopqs",
        "qwertyuiop12",
        "qwertyuiop123",
        "password1234",
        "password12345",
        "passwordpassword",
        "iloveyou1234",
        "jetaime12345",
        "bonjour12345",
        "soleil123456",
        "doudou123456",
        "administrateur",
        "administrator",
        "bienvenue123",
        "welcome12345",
        "changeme1234",
        "letmein12345",
        "marseille1234",
        "football1234",
        "1q2w3e4r5t6y",
        "qazwsxedcrfv",
        "1qaz2wsx3edc",
        "azerty123456",
        "qwerty123456",
        "abcdefghijkl",
        "abcd12345678",
        "essaimessaim",
    ]
)


async def hash_password(password: str) -> str:
    return await asyncio.get_running_loop().run_in_executor(
        _two_at_once, _hasher.hash, _same_letters(password)
    )


async def verify_password(password: str, stored: str | None) -> bool:
    """Whether the password is right; does the same work when there is no account."""
    right = await asyncio.get_running_loop().run_in_executor(
        _two_at_once, _verify, _same_letters(password), stored or _DECOY
    )
    return right and stored is not None


def _verify(password: str, stored: str) -> bool:
    return _hasher.verify(password, stored)


def _same_letters(password: str) -> str:
    """One spelling for what looks the same: keyboards compose accents differently (NIST SP 800-63B)."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, *, context: Iterable[str] = (), pointer: str = "/password") -> None:
    """Refuse a password that a guesser would try: short, common, monotonous, or made of known words.

    `context` are words an attacker knows: the organisation's name, the address.
    """
    plain = _same_letters(password).casefold()
    words = {word for text in context for word in re.split(r"[\W_]+", text.casefold()) if len(word) >= 5}
    weak = (
        len(password) < MINIMUM_LENGTH
        or plain in _COMMON
        or len(set(plain)) < 5
        or any(word in plain for word in words)
    )
    if weak:
        raise WeakPassword(errors=[FieldFault(pointer, "weak_password", _ADVICE)])


_ADVICE = Text(
    f"Au moins {MINIMUM_LENGTH} caractères, ni courants ni devinables.",
    f"At least {MINIMUM_LENGTH} characters, neither common nor guessable.",
)
