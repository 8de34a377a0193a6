"""Reads of identity."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import column, func, select, table, text
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.identity.models import Invitation, Mandate, Person, SignInSession
from essaim.identity.roles import permissions_of
from essaim.identity.schemas import InvitationOut, MandateOut, Me, MemberOut, PersonOut, SessionOut
from essaim.kit.errors import NotFound
from essaim.kit.pagination import PageQuery, fetch_page
from essaim.kit.schemas import Page

# Identity is below organisations; it needs only their names.
_organisations = table("organisations", column("id"), column("name"), column("sort_key"))
_active = func.mandate_is_active(Mandate.starts_on, Mandate.ends_on)


async def read_me(session: AsyncSession, person_id: UUID, mandate_id: UUID | None) -> Me:
    """The person, their active mandates, and what the mandate acted under allows."""
    person = await session.get(Person, person_id)
    if person is None:
        raise NotFound
    mandates = await _active_mandates(session, person_id)
    acting_for = next((mandate for mandate in mandates if mandate.id == mandate_id), None)
    allowed = (
        permissions_of(acting_for.role, frozenset(acting_for.powers)) if acting_for else frozenset[str]()
    )
    return Me(
        person=PersonOut.model_validate(person),
        acting_for=acting_for,
        mandates=mandates,
        permissions=sorted(allowed),
    )


async def _active_mandates(session: AsyncSession, person_id: UUID) -> list[MandateOut]:
    rows = await session.execute(
        select(Mandate, _organisations.c.name.label("organisation_name"))
        .join(_organisations, _organisations.c.id == Mandate.organisation_id)
        .where(Mandate.person_id == person_id, _active)
        .order_by(_organisations.c.sort_key, Mandate.id)
    )
    return [_mandate_out(mandate, name) for mandate, name in rows]


def _mandate_out(mandate: Mandate, organisation_name: str) -> MandateOut:
    return MandateOut.model_validate(
        {
            "id": mandate.id,
            "organisation_id": mandate.organisation_id,
            "organisation_name": organisation_name,
            "role": mandate.role,
            "profession": mandate.profession,
            "powers": mandate.powers,
            "starts_on": mandate.starts_on,
            "ends_on": mandate.ends_on,
        }
    )


async def list_sessions(session: AsyncSession, caller: Caller, page: PageQuery) -> Page[SessionOut]:
    """My open sessions, newest first."""
    statement = select(SignInSession).where(
        SignInSession.person_id == caller.person_id,
        SignInSession.expires_at > func.now(),
        # As authenticate() has it: a browser left idle for half a day is signed out.
        (SignInSession.carrier == "bearer") | (SignInSession.last_used_at > func.now() - timedelta(hours=12)),
    )
    rows, cursor = await fetch_page(
        session,
        statement,
        key=[SignInSession.created_at, SignInSession.id],
        kinds=[datetime, UUID],
        page=page,
        descending=True,
    )
    items = [_session_out(row.SignInSession, caller) for row in rows]
    return Page(items=items, next_cursor=cursor)


def _session_out(found: SignInSession, caller: Caller) -> SessionOut:
    return SessionOut.model_validate(
        {
            "id": found.id,
            "carrier": found.carrier,
            "created_at": found.created_at,
            "last_used_at": found.last_used_at,
            "expires_at": found.expires_at,
            "user_agent": found.user_agent,
            "current": found.id == caller.session_id,
        }
    )


async def list_members(session: AsyncSession, caller: Caller, page: PageQuery) -> Page[MemberOut]:
    """Who acts, or will act, for the organisation, in French order of names."""
    statement = (
        select(Mandate, Person.name, Person.email)
        .join(Person, Person.id == Mandate.person_id)
        .where(
            Mandate.organisation_id == caller.organisation_id,
            Mandate.ends_on.is_(None) | (Mandate.ends_on >= func.today()),
        )
    )
    rows, cursor = await fetch_page(
        session, statement, key=[func.french_key(Person.name), Mandate.id], kinds=[str, UUID], page=page
    )
    return Page(items=[member_out(row.Mandate, row.name, row.email) for row in rows], next_cursor=cursor)


def member_out(mandate: Mandate, name: str, email: str) -> MemberOut:
    return MemberOut.model_validate(
        {
            "mandate_id": mandate.id,
            "person_id": mandate.person_id,
            "name": name,
            "email": email,
            "role": mandate.role,
            "profession": mandate.profession,
            "powers": mandate.powers,
            "starts_on": mandate.starts_on,
            "ends_on": mandate.ends_on,
            "version": mandate.version,
        }
    )


async def list_invitations(session: AsyncSession, caller: Caller, page: PageQuery) -> Page[InvitationOut]:
    """Invitations of the organisation, newest first."""
    statement = select(Invitation).where(Invitation.organisation_id == caller.organisation_id)
    rows, cursor = await fetch_page(
        session,
        statement,
        key=[Invitation.created_at, Invitation.id],
        kinds=[datetime, UUID],
        page=page,
        descending=True,
    )
    return Page(items=[invitation_out(row.Invitation) for row in rows], next_cursor=cursor)


def invitation_out(invitation: Invitation) -> InvitationOut:
    return InvitationOut.model_validate({**_invitation_facts(invitation)})


def _invitation_facts(invitation: Invitation) -> dict[str, Any]:
    return {
        "id": invitation.id,
        "email": invitation.email,
        "role": invitation.role,
        "profession": invitation.profession,
        "powers": invitation.powers,
        "state": state_of(invitation),
        "mailed": invitation.mailed,
        "created_at": invitation.created_at,
        "expires_at": invitation.expires_at,
    }


def state_of(invitation: Invitation) -> str:
    if invitation.accepted_at is not None:
        return "accepted"
    if invitation.revoked_at is not None:
        return "revoked"
    return "expired" if invitation.expires_at <= datetime.now(UTC) else "pending"


_FIND_ACCOUNT = text("SELECT person_id, password_hash FROM find_account(:email)")
_FIND_INVITATION = text("SELECT * FROM find_invitation(:token_hash)")


async def find_account(session: AsyncSession, email: str) -> tuple[UUID | None, str | None]:
    """Person and password hash of an address, through a reviewed function: nobody is signed in yet."""
    row = (await session.execute(_FIND_ACCOUNT, {"email": email})).one_or_none()
    return (row.person_id, row.password_hash) if row else (None, None)


async def find_invitation(session: AsyncSession, token_hash: bytes) -> Any:
    """The pending invitation a link opens, or None."""
    return (await session.execute(_FIND_INVITATION, {"token_hash": token_hash})).one_or_none()
