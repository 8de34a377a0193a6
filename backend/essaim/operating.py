"""What an operator does from the command line, as the owner role: the first accounts and organisations."""

from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.passwords import check_password
from essaim.identity.roles import Role
from essaim.identity.service import accounts
from essaim.kit.errors import Refusal
from essaim.kit.text import Text
from essaim.organisations.models import Organisation


class UnknownOrganisation(Refusal):
    status = 404
    title = Text("Organisation inconnue", "Unknown organisation")
    detail = Text(
        "Aucune organisation n’a le SIREN ou l’identifiant {named}. Importez un registre, ou donnez --new-organisation.",
        "No organisation has the SIREN or identifier {named}. Import a register, or give --new-organisation.",
    )


async def add_account(
    session: AsyncSession,
    *,
    email: str,
    name: str,
    password: str,
    role: Role,
    organisation: str | None = None,
    new_organisation: str | None = None,
) -> str:
    """Add an account (or renew a known one), with a mandate if an organisation is named; says what was done."""
    check_password(password, context=[email, name, new_organisation or ""])
    acted_for = await _organisation(session, organisation, new_organisation)
    person_id = await accounts.add_person(session, name=name, email=email, password=password)
    if acted_for is None:
        return f"{email} can sign in, and acts for no organisation yet."
    await accounts.give_mandate(session, person_id=person_id, organisation_id=acted_for.id, role=role)
    return f"{email} can sign in and acts for {acted_for.name} as {role}."


async def _organisation(session: AsyncSession, named: str | None, new: str | None) -> Organisation | None:
    if new is not None:
        created = Organisation(name=new)
        session.add(created)
        await session.flush()
        return created
    if named is None:
        return None
    found = await session.scalar(select(Organisation).where(_names(named)))
    if found is None:
        raise UnknownOrganisation(named=named)
    return found


def _names(text: str) -> ColumnElement[bool]:
    try:
        return Organisation.id == UUID(text)
    except ValueError:
        return Organisation.siren == text.replace(" ", "")
