"""Accounts made by the operator, from the command line and for demonstrations. Runs as the owner role."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.models import Mandate, Person
from essaim.identity.passwords import hash_password
from essaim.identity.roles import POWERS, Role
from essaim.identity.service.sign_in import sign_out_everywhere


async def add_person(session: AsyncSession, *, name: str, email: str, password: str) -> UUID:
    """Add a person, or give a known address its new name and password; open sessions end."""
    email = email.lower()
    person = await session.scalar(select(Person).where(Person.email == email))
    if person is None:
        person = Person(name=name, email=email)
        session.add(person)
    person.name = name
    person.password_hash = await hash_password(password)
    await session.flush()
    await sign_out_everywhere(session, person.id)
    return person.id


async def give_mandate(
    session: AsyncSession,
    *,
    person_id: UUID,
    organisation_id: UUID,
    role: Role,
    powers: tuple[str, ...] = POWERS,
    profession: str | None = None,
) -> UUID:
    """Let a person act for an organisation; an existing open mandate is kept."""
    known = await session.scalar(
        select(Mandate.id).where(
            Mandate.person_id == person_id,
            Mandate.organisation_id == organisation_id,
            Mandate.ends_on.is_(None),
        )
    )
    if known is not None:
        return known
    mandate = Mandate(
        person_id=person_id,
        organisation_id=organisation_id,
        role=role,
        powers=list(powers),
        profession=profession,
    )
    session.add(mandate)
    await session.flush()
    return mandate.id
