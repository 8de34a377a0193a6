"""Signing in and out, and choosing for whom one acts."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from essaim.identity import queries
from essaim.identity.attempts import count_attempt, forget_attempts
from essaim.identity.caller import Caller, hash_token
from essaim.identity.errors import WrongCredentials
from essaim.identity.models import Mandate, SignInSession
from essaim.identity.passwords import verify_password
from essaim.identity.schemas import Me
from essaim.kit.db import enter
from essaim.kit.errors import NotFound

Carrier = Literal["cookie", "bearer"]
LIFETIME: dict[Carrier, timedelta] = {"cookie": timedelta(days=14), "bearer": timedelta(hours=24)}


@dataclass(frozen=True)
class Opened:
    """A session just opened; the token exists nowhere else."""

    token: str
    expires_at: datetime
    me: Me


async def sign_in(
    sessions: async_sessionmaker[AsyncSession],
    *,
    email: str,
    password: str,
    carrier: Carrier,
    address: str,
    user_agent: str | None,
) -> Opened:
    """Check a password and open a session.

    Several transactions: the attempt stays counted when the password is wrong, and no connection is held
    while the hash is computed.
    """
    person_id = await check_credentials(sessions, email=email, password=password, address=address)
    async with sessions() as session, session.begin():
        await enter(session, organisation=None, person=person_id)
        return await open_for(session, person_id, carrier=carrier, user_agent=user_agent)


async def check_credentials(
    sessions: async_sessionmaker[AsyncSession], *, email: str, password: str, address: str
) -> UUID:
    """The person with this address and password; counted and refused alike whether the account exists or not."""
    async with sessions() as session, session.begin():
        await count_attempt(session, email, address)
        person_id, stored = await queries.find_account(session, email)
    if not await verify_password(password, stored) or person_id is None:
        raise WrongCredentials
    async with sessions() as session, session.begin():
        await forget_attempts(session, email, address)
    return person_id


async def open_for(
    session: AsyncSession,
    person_id: UUID,
    *,
    carrier: Carrier,
    user_agent: str | None,
    mandate_id: UUID | None = None,
) -> Opened:
    """Open a session for a person already recognised; acts under the given mandate, else the first active one."""
    await session.execute(
        delete(SignInSession).where(
            SignInSession.person_id == person_id, SignInSession.expires_at <= func.now()
        )
    )
    mandate_id = mandate_id or await _first_mandate(session, person_id)
    token = new_token()
    expires_at = datetime.now(UTC) + LIFETIME[carrier]
    session.add(
        SignInSession(
            person_id=person_id,
            mandate_id=mandate_id,
            token_hash=hash_token(token),
            carrier=carrier,
            user_agent=_printable(user_agent),
            expires_at=expires_at,
        )
    )
    await session.flush()
    return Opened(token, expires_at, await queries.read_me(session, person_id, mandate_id))


def _printable(user_agent: str | None) -> str | None:
    """A header may hold bytes that PostgreSQL refuses."""
    return "".join(sign for sign in user_agent or "" if sign.isprintable())[:200] or None


def new_token() -> str:
    """256 random bits, with a prefix that secret scanners recognise."""
    return f"ess_{secrets.token_urlsafe(32)}"


async def _first_mandate(session: AsyncSession, person_id: UUID) -> UUID | None:
    """The mandate acted under last, else the oldest active one."""
    last_used = (
        select(func.max(SignInSession.created_at))
        .where(SignInSession.mandate_id == Mandate.id, SignInSession.person_id == person_id)
        .scalar_subquery()
    )
    return await session.scalar(
        select(Mandate.id)
        .where(Mandate.person_id == person_id, func.mandate_is_active(Mandate.starts_on, Mandate.ends_on))
        .order_by(last_used.desc().nulls_last(), Mandate.starts_on, Mandate.id)
        .limit(1)
    )


async def act_for(session: AsyncSession, caller: Caller, organisation_id: UUID) -> Opened:
    """Act for another of one's organisations. The token changes: rights just did."""
    mandate_id = await session.scalar(
        select(Mandate.id).where(
            Mandate.person_id == caller.person_id,
            Mandate.organisation_id == organisation_id,
            func.mandate_is_active(Mandate.starts_on, Mandate.ends_on),
        )
    )
    if mandate_id is None:
        raise NotFound
    current = await session.get_one(SignInSession, caller.session_id)
    current.mandate_id = mandate_id
    token = new_token()
    current.token_hash = hash_token(token)
    await session.flush()
    return Opened(token, current.expires_at, await queries.read_me(session, caller.person_id, mandate_id))


async def sign_out(session: AsyncSession, caller: Caller, session_id: UUID) -> None:
    """End one of one's sessions."""
    ended = await session.execute(
        delete(SignInSession)
        .where(SignInSession.id == session_id, SignInSession.person_id == caller.person_id)
        .returning(SignInSession.id)
    )
    if ended.first() is None:
        raise NotFound


async def sign_out_everywhere(session: AsyncSession, person_id: UUID, *, keep: UUID | None = None) -> None:
    """End all sessions of a person, but for one to keep."""
    statement = delete(SignInSession).where(SignInSession.person_id == person_id)
    if keep is not None:
        statement = statement.where(SignInSession.id != keep)
    await session.execute(statement)
