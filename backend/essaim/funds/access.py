"""Who reads a fund, through which day, and who may act on it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.agreements.models import Agreement, Party
from essaim.funds.errors import NotInForce, NotYetParty
from essaim.funds.models import Fund
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.ledger.access import sees_every_line


@dataclass(frozen=True, slots=True)
class View:
    """A fund as the caller's organisation stands to it."""

    fund: Fund
    standing: Standing

    @property
    def until(self) -> date | None:
        """The last day it reads, once it has left; none while it is there."""
        if self.standing.state != "left":
            return None
        return self.standing.mine.left_on or date.min

    @property
    def before(self) -> datetime | None:
        """The instant from which it reads nothing, once it has left."""
        if self.until is None:
            return None
        return datetime.combine(self.until + timedelta(days=1), time.min, clock.PARIS)

    @property
    def sees_all(self) -> bool:
        """Whether it reads what the other parties brought."""
        return sees_every_line(self.standing)

    @property
    def me(self) -> UUID:
        return self.standing.mine.organisation_id

    def require_moving(self) -> None:
        """Money comes in, and projects start, while the agreement is in force."""
        self.standing.require_not_ended()
        if self.standing.agreement.state != "active":
            raise NotInForce


def visible_to(caller: Caller) -> Select[Agreement, Party, Fund]:
    """Funds of the agreements of which the organisation acted for is or was a party."""
    return (
        agreements.visible_to(caller)
        .join(Fund, Fund.agreement_id == Agreement.id)
        .add_columns(Fund)
        .where(agreements.state_on(clock.today()).in_(("accepted", "left")))
    )


async def find(session: AsyncSession, caller: Caller, fund_id: UUID) -> View:
    """The fund, for a party or one that left; refused to who has not joined, not found for everybody else."""
    statement = (
        agreements.visible_to(caller)
        .join(Fund, Fund.agreement_id == Agreement.id)
        .add_columns(Fund)
        .where(Fund.id == fund_id)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound
    view = View(row.Fund, Standing(row.Agreement, row.Party))
    if view.standing.state not in ("accepted", "left"):
        raise NotYetParty
    return view


async def find_as_lead(session: AsyncSession, caller: Caller, fund_id: UUID) -> View:
    view = await find(session, caller, fund_id)
    view.standing.require_lead()
    return view


async def find_taking_part(session: AsyncSession, caller: Caller, fund_id: UUID) -> View:
    view = await find(session, caller, fund_id)
    view.standing.require_taking_part()
    return view


def has_been_party() -> ColumnElement[bool]:
    """Parties and those that left, even if they ask to come back."""
    return or_(
        Party.state.in_(("accepted", "left")), and_(Party.state == "requested", Party.left_on.is_not(None))
    )


def present_on(day: date) -> ColumnElement[bool]:
    """Parties that have not left on this day."""
    staying = and_(Party.state == "accepted", Party.left_on.is_(None))
    return and_(has_been_party(), or_(staying, func.coalesce(Party.left_on >= day, False)))
