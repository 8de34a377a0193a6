"""Who reads an exit and its amounts, and who settles it."""

from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.agreements.models import Party
from essaim.exits.errors import ExitsForParties
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.ledger.access import sees_every_line


async def find(session: AsyncSession, caller: Caller, agreement_id: UUID) -> Standing:
    """The agreement, for who is or was a party; refused to who has not accepted it."""
    standing = await agreements.find(session, caller, agreement_id)
    if standing.state not in ("accepted", "left"):
        raise ExitsForParties
    return standing


async def find_of_party(session: AsyncSession, caller: Caller, party_id: UUID) -> Standing:
    """The agreement this party belongs to; not found for everybody outside."""
    known = select(Party.agreement_id).where(Party.id == party_id)
    agreement_id = await session.scalar(known)
    if agreement_id is None:
        raise NotFound
    return await find(session, caller, agreement_id)


def readable(standing: Standing) -> ColumnElement[bool]:
    """Parties whose exit this one reads: all while it takes part; after it left, its own and those of its time."""
    of_agreement = Party.agreement_id == standing.agreement.id
    if standing.state == "accepted":
        return of_agreement
    own = Party.id == standing.mine.id
    return of_agreement & (own if standing.mine.left_on is None else or_(own, _left_by(standing)))


def _left_by(standing: Standing) -> ColumnElement[bool]:
    return Party.left_on <= standing.mine.left_on


def reads_amounts(standing: Standing, party: Party) -> bool:
    """Its own amounts, or everybody's where the rules open the book."""
    return party.id == standing.mine.id or sees_every_line(standing)
