"""Parties of an agreement, as each of them may see them."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access
from essaim.agreements.access import Standing
from essaim.agreements.keys import Sharers
from essaim.agreements.models import Party, PartyState
from essaim.agreements.schemas import PartyOut, PartyQuery
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.organisations.models import Organisation

PARTIES_SHOWN = 100


def parties_of(standing: Standing) -> Any:
    """Parties with their organisation's name, lead first.

    A refusal to join is told to the lead only; a request to join, to those that take part and may have to vote it.
    """
    return (
        select(Party, Organisation.name, Organisation.contracting_authority)
        .join(Organisation, Organisation.id == Party.organisation_id)
        .where(Party.agreement_id == standing.agreement.id, Party.state.in_(_states_shown(standing)))
        .order_by(case((Party.role == "lead", 0), else_=1), Party.id)
    )


def _states_shown(standing: Standing) -> tuple[PartyState, ...]:
    shown: tuple[PartyState, ...] = ("invited", "accepted", "left")
    if standing.leads:
        return (*shown, "requested", "declined")
    return (*shown, "requested") if standing.takes_part else shown


def _state_shown() -> ColumnElement[str]:
    """A request is shown as one, even of an organisation that left and reads its own years meanwhile."""
    return case((Party.state == "requested", literal("requested")), else_=access.state_on(clock.today()))


def party_out(party: Party, caller: Caller, name: str, contracting_authority: Any) -> PartyOut:
    return PartyOut(
        id=party.id,
        organisation_id=party.organisation_id,
        organisation_name=name,
        contracting_authority=contracting_authority,
        role=party.role,
        side=party.side,
        college=party.college,
        state="requested" if party.state == "requested" else party.state_on(clock.today()),
        invited_at=party.invited_at,
        answered_at=party.answered_at,
        joined_on=party.joined_on,
        notice_given_on=party.notice_given_on,
        left_on=party.left_on,
        excluded=party.excluded,
        request_note=party.request_note if party.state == "requested" else None,
        mine=party.organisation_id == caller.acting_for,
        version=party.version,
    )


async def describe_party(session: AsyncSession, caller: Caller, party: Party) -> PartyOut:
    """A party just written, with the name of its organisation."""
    named = select(Organisation.name, Organisation.contracting_authority).where(
        Organisation.id == party.organisation_id
    )
    name, contracting_authority = (await session.execute(named)).one()
    return party_out(party, caller, name, contracting_authority)


async def list_parties(
    session: AsyncSession, caller: Caller, agreement_id: UUID, page: PartyQuery
) -> Page[PartyOut]:
    standing = await access.find(session, caller, agreement_id)
    statement = parties_of(standing).order_by(None)
    if page.state:
        statement = statement.where(_state_shown() == page.state)
    rows, following = await fetch_page(
        session,
        statement,
        key=(case((Party.role == "lead", 0), else_=1), Party.id),
        kinds=(int, UUID),
        page=page,
    )
    return Page(items=[party_out(row[0], caller, row[1], row[2]) for row in rows], next_cursor=following)


async def sharers(session: AsyncSession, agreement_id: UUID) -> Sharers:
    """Who may be named where costs are shared: the parties of today, invited ones included, and those that left.

    An observer pays nothing, and a request or a refusal to join is not for every party to know.
    """
    state = access.state_on(clock.today())
    named = select(Party.organisation_id, state.label("state")).where(
        Party.agreement_id == agreement_id,
        Party.role != "observer",
        state.in_(("invited", "accepted", "left")),
    )
    rows = (await session.execute(named)).all()
    return Sharers(
        citable=frozenset(str(row.organisation_id) for row in rows),
        paying=frozenset(str(row.organisation_id) for row in rows if row.state != "left"),
    )
