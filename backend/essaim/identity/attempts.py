"""Growing waits after wrong passwords.

Counted before the password is checked, so that a hundred guesses at once are a hundred guesses; the right password
takes its own attempt back. Nobody can lock somebody else out: the wait on an account as a whole does not hold where
that account has signed in before.
"""

import hashlib
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.errors import TooManyAttempts


@dataclass(frozen=True)
class Limit:
    """`free` attempts, then waits of 1, 2, 4… minutes up to `longest` seconds; forgotten after a day of calm."""

    free: int
    longest: int


BY_ACCOUNT_AND_ADDRESS = Limit(free=5, longest=15 * 60)
BY_ADDRESS = Limit(free=60, longest=15 * 60)
# From many addresses at once: at most one guess a minute. Only for addresses the account never signed in from.
BY_ACCOUNT = Limit(free=40, longest=60)

_COUNT = text("""
    INSERT INTO sign_in_attempts AS seen (subject, failures, last_failed_at) VALUES (:subject, 1, now())
    ON CONFLICT (subject) DO UPDATE SET
        failures = CASE WHEN seen.last_failed_at < now() - interval '1 day' THEN 1 ELSE seen.failures + 1 END,
        last_failed_at = now(),
        blocked_until = CASE
            WHEN seen.last_failed_at >= now() - interval '1 day' AND seen.failures + 1 >= :free
            THEN now() + make_interval(secs => least(:longest, 60 * power(2, least(seen.failures + 1 - :free, 20))))
        END
    WHERE seen.blocked_until IS NULL OR seen.blocked_until <= now()
    RETURNING failures
""")
_WAIT = text("""
    SELECT ceil(extract(epoch FROM blocked_until - now()))::int FROM sign_in_attempts WHERE subject = :subject
""")
_IS_KNOWN = text("""
    SELECT EXISTS (SELECT FROM sign_in_attempts WHERE subject = :subject
                   AND last_failed_at > now() - interval '90 days')
""")
_REMEMBER = text("""
    INSERT INTO sign_in_attempts (subject, failures, last_failed_at) VALUES (:subject, 0, now())
    ON CONFLICT (subject) DO UPDATE SET last_failed_at = now()
""")
_FORGET = text("DELETE FROM sign_in_attempts WHERE subject = :subject")
_TAKE_BACK = text("""
    UPDATE sign_in_attempts SET failures = failures - 1,
        blocked_until = CASE WHEN failures - 1 >= :free THEN blocked_until END
    WHERE subject = :subject AND failures > 0
""")


@dataclass(frozen=True)
class _Subjects:
    """What is counted of an attempt, as hashes: neither addresses nor accounts can be read from the table."""

    both: bytes
    address: bytes
    account: bytes
    known: bytes


def _subjects(email: str, address: str) -> _Subjects:
    network = network_of(address)
    return _Subjects(
        both=_hash("both", email, network),
        address=_hash("address", network),
        account=_hash("account", email),
        known=_hash("known", email, network),
    )


def network_of(address: str) -> str:
    """An IPv4 address, or the /64 of an IPv6 one, of which a home has one and a guesser would have many."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)


def _hash(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()


async def count_attempt(session: AsyncSession, email: str, address: str) -> None:
    """Count one attempt; refuse it while a wait runs."""
    subjects = _subjects(email, address)
    limits = {subjects.both: BY_ACCOUNT_AND_ADDRESS, subjects.address: BY_ADDRESS}
    if not await session.scalar(_IS_KNOWN, {"subject": subjects.known}):
        limits[subjects.account] = BY_ACCOUNT
    for subject in sorted(limits):  # one order, so that two attempts never wait for each other
        limit = limits[subject]
        counted = await session.scalar(
            _COUNT, {"subject": subject, "free": limit.free, "longest": float(limit.longest)}
        )
        if counted is None:
            wait = max(1, int(await session.scalar(_WAIT, {"subject": subject}) or 1))
            raise TooManyAttempts(
                wait=wait, context={"retry_after": wait}, headers={"Retry-After": str(wait)}
            )


async def forget_attempts(session: AsyncSession, email: str, address: str) -> None:
    """After the right password: this account starts afresh here, and is known here; this attempt was no failure."""
    subjects = _subjects(email, address)
    known = await session.scalar(_IS_KNOWN, {"subject": subjects.known})
    changes: dict[bytes, tuple[TextClause, dict[str, int]]] = {
        subjects.both: (_FORGET, {}),
        subjects.address: (_TAKE_BACK, {"free": BY_ADDRESS.free}),
        subjects.known: (_REMEMBER, {}),
    }
    if not known:
        changes[subjects.account] = (_TAKE_BACK, {"free": BY_ACCOUNT.free})
    for subject in sorted(changes):
        statement, values = changes[subject]
        await session.execute(statement, {"subject": subject, **values})
