"""Exits announced, effective and settled of an agreement."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.access import Standing, state_on
from essaim.agreements.models import Party
from essaim.exits import access
from essaim.exits.models import Instalment, Settlement
from essaim.exits.queries import planning
from essaim.exits.queries.planning import Book, Plan
from essaim.exits.schemas import (
    ExitOut,
    ExitQuery,
    ExitState,
    InstalmentOut,
    PlannedInstalment,
    PlannedSettlement,
    SettlementOut,
)
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.organisations.models import Organisation

_LAST_DAY = func.coalesce(Party.left_on, Settlement.left_on)
"""Who came back after its exit was settled has no last day any more; the settlement keeps it."""


@dataclass(slots=True)
class _Amounts:
    """What the caller may read of the amounts of the exits at hand, by party."""

    plans: dict[UUID, Plan] = field(default_factory=dict)
    books: dict[UUID, Book] = field(default_factory=dict)
    instalments: dict[UUID, list[Instalment]] = field(default_factory=dict)


def _exits(standing: Standing) -> Any:
    """Parties that announced an exit, left, or came back since; each with its last settlement."""
    newer = Settlement.__table__.alias("newer")
    last = ~exists().where(newer.c.party_id == Settlement.party_id, newer.c.left_on > Settlement.left_on)
    of_this_exit = and_(
        Settlement.party_id == Party.id,
        or_(Party.left_on.is_(None), Settlement.left_on == Party.left_on),
        or_(Party.left_on.is_not(None), last),
    )
    return (
        select(Party, Settlement, Organisation.name.label("organisation_name"), _LAST_DAY.label("last_day"))
        .join(Organisation, Organisation.id == Party.organisation_id)
        .outerjoin(Settlement, of_this_exit)
        .where(access.readable(standing), _LAST_DAY.is_not(None))
    )


def _state() -> ColumnElement[str]:
    return case(
        (Settlement.id.is_not(None), literal("settled")),
        (state_on(clock.today()) == "left", literal("effective")),
        else_=literal("noticed"),
    )


async def search(session: AsyncSession, caller: Caller, page: ExitQuery) -> Page[ExitOut]:
    """Exits of an agreement, last to leave first."""
    standing = await access.find(session, caller, page.agreement_id)
    statement = _exits(standing)
    if page.state is not None:
        statement = statement.where(_state() == page.state)
    rows, following = await fetch_page(
        session,
        statement.add_columns(_state().label("state")),
        key=(_LAST_DAY, Party.id),
        kinds=(date, UUID),
        page=page,
        descending=True,
    )
    return Page(items=await _told(session, caller, standing, rows), next_cursor=following)


async def read(session: AsyncSession, caller: Caller, party_id: UUID) -> ExitOut:
    standing = await access.find_of_party(session, caller, party_id)
    statement = (
        _exits(standing)
        .add_columns(_state().label("state"))
        .where(Party.id == party_id)
        .execution_options(populate_existing=True)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound
    (told,) = await _told(session, caller, standing, [row])
    return told


async def _told(
    session: AsyncSession, caller: Caller, standing: Standing, rows: Sequence[Any]
) -> list[ExitOut]:
    open_to_me = [row for row in rows if access.reads_amounts(standing, row.Party)]
    amounts = await _amounts(session, standing, open_to_me)
    return [
        _exit(row, caller, standing, amounts if access.reads_amounts(standing, row.Party) else None)
        for row in rows
    ]


async def _amounts(session: AsyncSession, standing: Standing, rows: Sequence[Any]) -> _Amounts:
    """In a handful of statements, however many exits there are."""
    amounts = _Amounts()
    settled = [row.Settlement.id for row in rows if row.Settlement is not None]
    waiting = [row.Party for row in rows if row.Settlement is None]
    if waiting:
        plans = await planning.plans(
            session, standing.agreement, [planning.leaver(party) for party in waiting]
        )
        amounts.plans = {party.id: plans[party.organisation_id] for party in waiting}
    if settled:
        organisations = {row.Party.organisation_id for row in rows if row.Settlement is not None}
        amounts.books = await planning.books_of(session, standing.agreement.id, organisations)
        statement = (
            select(Instalment)
            .where(Instalment.settlement_id.in_(settled))
            .order_by(Instalment.number)
            .execution_options(populate_existing=True)
        )
        for instalment in await session.scalars(statement):
            amounts.instalments.setdefault(instalment.settlement_id, []).append(instalment)
    return amounts


def _exit(row: Any, caller: Caller, standing: Standing, amounts: _Amounts | None) -> ExitOut:
    party: Party = row.Party
    settlement: Settlement | None = row.Settlement
    state: ExitState = row.state
    book = amounts.books.get(party.organisation_id) if amounts else None
    instalments = amounts.instalments.get(settlement.id, []) if amounts and settlement else []
    return ExitOut(
        party_id=party.id,
        agreement_id=party.agreement_id,
        organisation_id=party.organisation_id,
        organisation_name=row.organisation_name,
        role=party.role,
        state=state,
        notice_given_on=party.notice_given_on,
        left_on=row.last_day,
        excluded=party.excluded,
        mine=party.organisation_id == caller.acting_for,
        amounts_withheld=amounts is None,
        planned=_planned(amounts.plans[party.id]) if amounts and settlement is None else None,
        settlement=_settlement(settlement, instalments) if amounts and settlement else None,
        late_release_cents=None if amounts is None else late_release(book, instalments),
        may_settle=state == "effective" and standing.leads and "exits.settle" in caller.permissions,
    )


def late_release(book: Book | None, instalments: Sequence[Instalment]) -> int:
    """What is owed to who left beyond the instalments not paid yet: projects released it since."""
    waiting = sum(each.amount_cents for each in instalments if each.paid_on is None)
    return (book.payable_cents if book else 0) - waiting


def _planned(plan: Plan) -> PlannedSettlement:
    return PlannedSettlement(
        repaid_cents=plan.repayment.repaid,
        kept_cents=plan.repayment.kept,
        owed_cents=plan.debt.owed,
        waived_cents=plan.debt.later,
        instalments=[PlannedInstalment.model_validate(each) for each in plan.instalments],
    )


def _settlement(settlement: Settlement, instalments: Sequence[Instalment]) -> SettlementOut:
    return SettlementOut(
        id=settlement.id,
        settled_at=settlement.settled_at,
        repaid_cents=settlement.repaid_cents,
        kept_cents=settlement.kept_cents,
        owed_cents=settlement.owed_cents,
        waived_cents=settlement.waived_cents,
        transaction_id=settlement.transaction_id,
        instalments=[InstalmentOut.model_validate(each) for each in instalments],
    )
