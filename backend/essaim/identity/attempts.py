"""Growing waits after wrong passwords. Nobody can lock somebody else out: the wait on an account alone is short.

Counted before the password is checked, so that a hundred guesses at once are a hundred guesses.
"""

import hashlib
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.errors import TooManyAttempts


@dataclass(frozen=True)
class Limit:
    """`free` attempts, then waits of 1, 2, 4… minutes up to `longest` seconds; forgotten after a day of calm."""

    free: int
    longest: int


BY_ACCOUNT_AND_ADDRESS = Limit(free=5, longest=15 * 60)
BY_ADDRESS = Limit(free=60, longest=15 * 60)
# From many addresses at once: at most one guess a minute, and the rightful person waits a minute at most.
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
_FORGET = text("DELETE FROM sign_in_attempts WHERE subject = ANY(:subjects)")


def _subjects(email: str, address: str) -> list[tuple[bytes, Limit]]:
    network = network_of(address)
    return [
        (_hash("both", email, network), BY_ACCOUNT_AND_ADDRESS),
        (_hash("address", network), BY_ADDRESS),
        (_hash("account", email), BY_ACCOUNT),
    ]


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
    for subject, limit in sorted(_subjects(email, address), key=lambda entry: entry[0]):
        counted = await session.scalar(
            _COUNT, {"subject": subject, "free": limit.free, "longest": float(limit.longest)}
        )
        if counted is None:
            wait = max(1, int(await session.scalar(_WAIT, {"subject": subject}) or 1))
            raise TooManyAttempts(
                wait=wait, context={"retry_after": wait}, headers={"Retry-After": str(wait)}
            )


async def forget_attempts(session: AsyncSession, email: str, address: str) -> None:
    """After the right password: this account starts afresh; the address keeps its count."""
    (both, _), _, (account, _) = _subjects(email, address)
    await session.execute(_FORGET, {"subjects": sorted([both, account])})
