"""Who sees a decision: the parties; those that left, what was closed in their time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, Select, and_, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.access import Standing, state_on
from essaim.agreements.models import Agreement, Party
from essaim.decisions.errors import ReservedToParties
from essaim.decisions.models import Decision
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class Place:
    """A decision, and how the caller stands to its agreement."""

    decision: Decision
    standing: Standing

    @property
    def agreement(self) -> Agreement:
        return self.standing.agreement


def visible_to(caller: Caller) -> Select[Decision, Agreement, Party]:
    """Decisions of the agreements the organisation takes part in; of those it left, the ones closed by its last day."""
    state = state_on(clock.today())
    in_its_time = and_(state == "left", Decision.closed_at < _end_of_last_day())
    return (
        select(Decision, Agreement, Party)
        .join(Agreement, Agreement.id == Decision.agreement_id)
        .join(Party, Party.agreement_id == Agreement.id)
        .where(Party.organisation_id == caller.organisation_id, or_(state == "accepted", in_its_time))
    )


def _end_of_last_day() -> ColumnElement[datetime]:
    return func.timezone(str(clock.PARIS), cast(Party.left_on + 1, DateTime))


async def find(session: AsyncSession, caller: Caller, decision_id: UUID) -> Place:
    row = (await session.execute(visible_to(caller).where(Decision.id == decision_id))).one_or_none()
    if row is None:
        raise NotFound
    return Place(row.Decision, Standing(row.Agreement, row.Party))


async def lock(session: AsyncSession, caller: Caller, decision_id: UUID) -> Place:
    """The decision held until the end of the transaction, for an organisation that takes part in its agreement."""
    place = await find(session, caller, decision_id)
    place.standing.require_taking_part()
    await hold(session, place.decision.id)
    return place


async def hold(session: AsyncSession, decision_id: UUID, *, skip_locked: bool = False) -> Decision | None:
    """The decision as it stands once nobody else changes it; null if it is held elsewhere and that is skipped."""
    statement = select(Decision).where(Decision.id == decision_id).with_for_update(skip_locked=skip_locked)
    return (await session.scalars(statement.execution_options(populate_existing=True))).one_or_none()


def require_reader(standing: Standing) -> None:
    """Invited organisations know the agreement, not yet its decisions."""
    if standing.state not in ("accepted", "left"):
        raise ReservedToParties
