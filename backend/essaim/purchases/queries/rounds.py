"""Read rounds: those of one's agreements, and one with its lots. Who left reads them as they were on its last day."""

from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    TIMESTAMP,
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    exists,
    func,
    null,
    or_,
    select,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.agreements.models import Agreement, Party
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.organisations.models import Organisation
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.models import Lot, Member, Round, RoundState
from essaim.purchases.queries import documents, lots
from essaim.purchases.schemas.rounds import Action, RoundOut, RoundQuery, RoundSummary

NEEDED: dict[Action, str] = {
    "state_needs": "purchases.state",
    "undertake": "purchases.state",
    "leave": "purchases.leave",
    "order": "purchases.order",
    "award": "purchases.award",
    "close": "purchases.close",
}
"""The permission of each action; those left out ask for `purchases.coordinate`."""
OF_THE_COORDINATOR: dict[RoundState, tuple[Action, ...]] = {
    "draft": ("change", "open", "cancel"),
    "needs": ("change", "close_needs", "remind", "cancel"),
    "quotes": ("change", "open_quotes", "cancel"),
    "choice": ("change", "award", "cancel"),
    "orders": ("close",),
}


async def search(session: AsyncSession, caller: Caller, page: RoundQuery) -> Page[RoundSummary]:
    statement = _told(caller)
    if page.agreement_id is not None:
        await access.enter(session, caller, page.agreement_id)
        statement = statement.where(Agreement.id == page.agreement_id)
    if page.state is not None:
        statement = statement.where(_state() == page.state)
    rows, cursor = await fetch_page(
        session, statement, key=(Round.id.expression,), kinds=(UUID,), page=page, descending=True
    )
    return Page(items=[RoundSummary.model_validate(_summary(row)) for row in rows], next_cursor=cursor)


async def read(session: AsyncSession, caller: Caller, round_id: UUID) -> RoundOut:
    return await read_in(session, caller, await access.find(session, caller, round_id))


async def read_in(session: AsyncSession, caller: Caller, view: View) -> RoundOut:
    statement = _told(caller).where(Round.id == view.round.id)
    row = (await session.execute(statement.execution_options(populate_existing=True))).one()
    state: RoundState = row.state
    own = {name: getattr(row.Round, name) for name in RoundOut.model_fields if hasattr(row.Round, name)}
    return RoundOut.model_validate(
        {
            **own,
            **_moments(view),
            **_summary(row),
            "coordinator_name": await _coordinator(session, view.round.agreement_id),
            "confidentiality": view.confidentiality,
            "sees_all": view.sees_all,
            "lots": await lots.read_all(session, view),
            "documents_count": await documents.count(session, view),
            "actions": _actions(caller, view, state),
        }
    )


def _told(caller: Caller) -> Select[*tuple[Any, ...]]:
    """Rounds that the caller's organisation may read, with what a list tells of them."""
    progress = func.purchase_progress(Round.id).table_valued("members", "answered").lateral("progress")
    lots_count = select(func.count(Lot.id)).where(Lot.round_id == Round.id).correlate(Round).scalar_subquery()
    return (
        agreements.visible_to(caller)
        .join(Round, Round.agreement_id == Agreement.id)
        .outerjoin(
            Member,
            and_(Member.round_id == Round.id, Member.organisation_id == caller.organisation_id),
        )
        .join(progress, Round.id.is_not(None))
        .add_columns(
            Round,
            Member,
            _state().label("state"),
            lots_count.label("lots_count"),
            sql_cast(progress.c.members, Integer).label("members_count"),
            sql_cast(progress.c.answered, Integer).label("answered_count"),
        )
        .where(_readable())
    )


def _standing() -> ColumnElement[str]:
    return agreements.state_on(clock.today())


def _before() -> ColumnElement[Any]:
    """The instant from which a party that left reads nothing; null while it is there (`access.before`)."""
    following = sql_cast(Party.left_on + 1, TIMESTAMP())
    return case((_standing() == "left", func.timezone("Europe/Paris", following)), else_=null())


def _readable() -> ColumnElement[bool]:
    """`access.readable`, for parties of several agreements at once."""
    standing = _standing()
    return or_(
        and_(standing == "accepted", or_(Party.role == "lead", Round.opened_at.is_not(None))),
        and_(standing == "left", Round.opened_at < _before()),
    )


def _state() -> ColumnElement[str]:
    """The stage of the round; for a party that left, the one of its last day."""
    before = _before()
    decided = and_(Lot.round_id == Round.id, Lot.decided_at < before)
    awarded = exists().where(decided, Lot.state.in_(("awarded", "closed"))).correlate(Round, Party)
    waiting = (
        exists()
        .where(Lot.round_id == Round.id, or_(Lot.decided_at.is_(None), Lot.decided_at >= before))
        .correlate(Round, Party)
    )
    return case(
        (before.is_(None), Round.state),
        (Round.cancelled_at < before, "cancelled"),
        (Round.closed_at < before, "closed"),
        (and_(Round.quotes_opened_at < before, awarded, ~waiting), "orders"),
        (Round.quotes_opened_at < before, "choice"),
        (Round.needs_closed_at < before, "quotes"),
        else_="needs",
    )


def _summary(row: Any) -> dict[str, Any]:
    round_: Round = row.Round
    member: Member | None = row.Member
    mine = None
    if member is not None:
        mine = {
            "asked": True,
            "answered": member.answered_at is not None,
            "undertaken": member.undertaken_at is not None,
        }
    return {
        **{name: getattr(round_, name) for name in RoundSummary.model_fields if hasattr(round_, name)},
        "agreement_name": row.Agreement.name,
        "state": row.state,
        "lots_count": row.lots_count,
        "members_count": row.members_count,
        "answered_count": row.answered_count,
        "mine": mine,
        "coordinates": Standing(row.Agreement, row.Party).leads,
    }


def _moments(view: View) -> dict[str, Any]:
    """When each stage ended: for a party that left, until its last day."""
    names = ("opened_at", "needs_closed_at", "quotes_opened_at", "closed_at", "cancelled_at")
    moments = {name: getattr(view.round, name) for name in names}
    if view.before is not None:
        moments = {name: at if at is not None and at < view.before else None for name, at in moments.items()}
    because = view.round.cancelled_because if moments["cancelled_at"] is not None else None
    return {**moments, "cancelled_because": because}


async def _coordinator(session: AsyncSession, agreement_id: UUID) -> str | None:
    statement = (
        select(Organisation.name)
        .join(Party, Party.organisation_id == Organisation.id)
        .where(Party.agreement_id == agreement_id, Party.role == "lead", Party.state == "accepted")
    )
    return cast(str | None, await session.scalar(statement.limit(1)))


def _actions(caller: Caller, view: View, state: RoundState) -> list[Action]:
    found: list[Action] = []
    if view.standing.agreement.state != "ended":
        if view.coordinates:
            found += [*OF_THE_COORDINATOR.get(state, ()), "copy"]
        if view.member is not None and view.standing.takes_part:
            found += _of_a_member(view, view.member, state)
    return [action for action in found if NEEDED.get(action, "purchases.coordinate") in caller.permissions]


def _of_a_member(view: View, member: Member, state: RoundState) -> list[Action]:
    if state == "needs":
        due = view.round.undertaking is not None and member.undertaken_at is None
        return ["undertake" if due else "state_needs"]
    by_stage: dict[RoundState, list[Action]] = {"choice": ["leave"], "orders": ["order"]}
    return by_stage.get(state, [])
