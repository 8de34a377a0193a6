"""Who sees an agreement, and who may act on it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.errors import AgreementEnded, OnlyTakingPart, OnlyTheLead
from essaim.agreements.models import Agreement, Document, Kind, Party, PartyState
from essaim.agreements.words import FOUNDING_DOCUMENTS
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound


def visible_to(caller: Caller) -> Select[Agreement, Party]:
    """Agreements of which the organisation acted for is, was or is invited to be a party, with its own line.

    Asking to join shows nothing, except to an organisation that left its own years.
    """
    return (
        select(Agreement, Party)
        .join(Party, Party.agreement_id == Agreement.id)
        .where(
            Party.organisation_id == caller.organisation_id,
            or_(Party.state.in_(("invited", "accepted", "left")), _back_at_the_door()),
        )
    )


def _back_at_the_door() -> ColumnElement[bool]:
    """A party that left and asks to come back."""
    return and_(Party.state == "requested", Party.left_on.is_not(None))


def state_on(day: date) -> ColumnElement[str]:
    """The state of a party on a day: see `Party.state_on`."""
    gone = or_(and_(Party.state == "accepted", Party.left_on < day), _back_at_the_door())
    return case((gone, literal("left")), else_=Party.state)


@dataclass(frozen=True, slots=True)
class Standing:
    """An agreement and the place of the caller's organisation in it."""

    agreement: Agreement
    mine: Party

    @property
    def state(self) -> PartyState:
        return self.mine.state_on(clock.today())

    @property
    def leads(self) -> bool:
        return self.state == "accepted" and self.mine.role == "lead"

    @property
    def takes_part(self) -> bool:
        """Accepted, not left, and not a mere observer."""
        return self.state == "accepted" and self.mine.role != "observer"

    def require_lead(self) -> None:
        if not self.leads:
            raise OnlyTheLead

    def require_taking_part(self) -> None:
        if not self.takes_part:
            raise OnlyTakingPart

    def require_not_ended(self) -> None:
        if self.agreement.state == "ended":
            raise AgreementEnded


async def find(
    session: AsyncSession, caller: Caller, agreement_id: UUID, kind: Kind | None = None
) -> Standing:
    """The agreement as the caller stands to it; not found for everybody outside."""
    statement = visible_to(caller).where(Agreement.id == agreement_id)
    if kind is not None:
        statement = statement.where(Agreement.kind == kind)
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound
    return Standing(row.Agreement, row.Party)


async def lock_as_lead(
    session: AsyncSession, caller: Caller, agreement_id: UUID, kind: Kind | None = None
) -> Standing:
    """The agreement locked for a change by its lead, so that two changes cannot cross."""
    standing = await find(session, caller, agreement_id, kind)
    standing.require_lead()
    locked = select(Agreement).where(Agreement.id == agreement_id).with_for_update()
    agreement = (await session.scalars(locked.execution_options(populate_existing=True))).one_or_none()
    if agreement is None:
        raise NotFound
    return Standing(agreement, standing.mine)


def readable_documents(standing: Standing) -> ColumnElement[bool]:
    """Documents this party may read: all while it takes part; the founding ones before it accepts;
    after it left, those of its time."""
    of_agreement = Document.agreement_id == standing.agreement.id
    if standing.state == "invited":
        return and_(of_agreement, Document.kind.in_(FOUNDING_DOCUMENTS))
    if standing.state == "left" and standing.mine.left_on is not None:
        return and_(of_agreement, Document.added_at < _end_of(standing.mine.left_on))
    return of_agreement


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, clock.PARIS)
