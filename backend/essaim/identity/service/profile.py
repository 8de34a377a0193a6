"""A person's own settings and password."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from essaim.identity import queries
from essaim.identity.caller import Caller
from essaim.identity.models import Person
from essaim.identity.passwords import check_password, hash_password
from essaim.identity.schemas import Me, ProfileChange
from essaim.identity.service.sign_in import check_credentials, sign_out_everywhere
from essaim.kit.db import enter


async def change_profile(session: AsyncSession, caller: Caller, change: ProfileChange) -> Me:
    """Change what was given; null and absent fields stay as they are."""
    given = change.model_dump(exclude_none=True)
    if given:
        await session.execute(update(Person).where(Person.id == caller.person_id).values(**given))
    return await queries.read_me(session, caller.person_id, caller.mandate_id)


async def change_password(
    sessions: async_sessionmaker[AsyncSession],
    caller: Caller,
    *,
    current_password: str,
    new_password: str,
    address: str,
) -> None:
    """Change the password after checking the current one; every other session ends.

    Several transactions, as for signing in: no connection is held while hashes are computed.
    """
    async with sessions() as session, session.begin():
        await enter(session, organisation=None, person=caller.person_id)
        person = await session.get_one(Person, caller.person_id)
        email, name = person.email, person.name
    await check_credentials(sessions, email=email, password=current_password, address=address)
    check_password(
        new_password, context=[email, name, caller.organisation_name or ""], pointer="/new_password"
    )
    hashed = await hash_password(new_password)
    async with sessions() as session, session.begin():
        await enter(session, organisation=None, person=caller.person_id)
        await session.execute(
            update(Person).where(Person.id == caller.person_id).values(password_hash=hashed)
        )
        await sign_out_everywhere(session, caller.person_id, keep=caller.session_id)
