"""Who reads an allocation, and who may act on it.

Drafts and reviewed runs are read by who reads every line of the book; posted ones by every party, a party that left those of
the periods that began while it was there. Its own line everywhere; the others' where lines are open, and the lead.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.agreements.models import Agreement
from essaim.allocations.errors import SharingForParties
from essaim.allocations.models import Allocation
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.ledger.access import sees_every_line

POSTED = ("posted", "replaced")


@dataclass(frozen=True, slots=True)
class View:
    """A run as the caller's organisation stands to it."""

    run: Allocation
    standing: Standing

    @property
    def me(self) -> UUID:
        return self.standing.mine.organisation_id

    @property
    def sees_all(self) -> bool:
        """Whether it reads the shares and figures of the other parties."""
        return sees_every_line(self.standing)

    def reads(self, organisation_id: UUID) -> bool:
        return self.sees_all or organisation_id == self.me


def has_joined(standing: Standing) -> bool:
    return standing.state in ("accepted", "left")


async def enter(session: AsyncSession, caller: Caller, agreement_id: UUID) -> Standing:
    """The agreement, for its parties of today and of the past; refused to who has not joined."""
    standing = await agreements.find(session, caller, agreement_id)
    if not has_joined(standing):
        raise SharingForParties
    return standing


async def enter_as_lead(session: AsyncSession, caller: Caller, agreement_id: UUID) -> Standing:
    standing = await enter(session, caller, agreement_id)
    standing.require_lead()
    return standing


def readable(standing: Standing) -> ColumnElement[bool]:
    """The runs of this agreement that this party may read, in a statement on allocations alone."""
    if standing.state == "left":
        return and_(Allocation.state.in_(POSTED), Allocation.starts_on <= (standing.mine.left_on or date.min))
    return true() if sees_every_line(standing) else Allocation.state.in_(POSTED)


async def find(session: AsyncSession, caller: Caller, allocation_id: UUID) -> View:
    """The run, for a party that may read it; refused to who has not joined, not found for everybody else."""
    view = await find_to_state(session, caller, allocation_id)
    if not has_joined(view.standing):
        raise SharingForParties
    seen = select(Allocation.id).where(Allocation.id == allocation_id, readable(view.standing))
    if await session.scalar(seen) is None:
        raise NotFound
    return view


async def find_to_state(session: AsyncSession, caller: Caller, allocation_id: UUID) -> View:
    """The run, whatever its state, for a party that takes part: it states its own needs for a draft it may not read whole."""
    statement = (
        agreements.visible_to(caller)
        .join(Allocation, Allocation.agreement_id == Agreement.id)
        .add_columns(Allocation)
        .where(Allocation.id == allocation_id)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound
    return View(row.Allocation, Standing(row.Agreement, row.Party))


async def find_as_lead(session: AsyncSession, caller: Caller, allocation_id: UUID) -> View:
    view = await find(session, caller, allocation_id)
    view.standing.require_lead()
    return view


async def lock_as_lead(session: AsyncSession, caller: Caller, allocation_id: UUID) -> View:
    """The run locked for a change by the lead, so that two changes cannot cross."""
    view = await find_as_lead(session, caller, allocation_id)
    locked = (
        select(Allocation)
        .where(Allocation.id == allocation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return View((await session.scalars(locked)).one(), view.standing)
