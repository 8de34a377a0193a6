"""Read settlements: whole, or what concerns one's own organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.agreements.models import Agreement
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.organisations.models import Organisation
from essaim.settlements import access, rules
from essaim.settlements.access import View
from essaim.settlements.models import Settlement, SettlementAnswer, SettlementItem, Transfer
from essaim.settlements.queries import claims, transfers
from essaim.settlements.queries.claims import Place
from essaim.settlements.rules import Debt, Position
from essaim.settlements.schemas import (
    ItemOut,
    PositionOut,
    SettlementDetail,
    SettlementQuery,
    SettlementSummary,
)
from essaim.settlements.words import TIME_OVER, WITHHELD
from essaim.statements.access import Reader
from essaim.statements.models import Statement

LIVE = ("proposed", "accepted")


async def search(
    session: AsyncSession, caller: Caller, page: SettlementQuery, language: Language
) -> Page[SettlementSummary]:
    statement = (
        agreements.visible_to(caller)
        .join(Settlement, Settlement.agreement_id == Agreement.id)
        .join(Organisation, Organisation.id == Settlement.proposed_by)
        .add_columns(Settlement, Organisation.name.label("proposed_by_name"))
    )
    if page.agreement_id is not None:
        reader = await access.open_settlements(session, caller, page.agreement_id)
        statement = statement.where(access.readable(reader))
    else:
        statement = statement.where(
            agreements.state_on(clock.today()).in_(("accepted", "left")),
            access.concerns(caller.organisation_id),
        )
    if page.state is not None:
        statement = statement.where(Settlement.state == page.state)
    if page.to_answer is not None:
        asked = _to_answer(caller.organisation_id)
        statement = statement.where(asked if page.to_answer else ~asked)
    rows, cursor = await fetch_page(
        session, statement, key=(Settlement.id.expression,), kinds=(UUID,), page=page, descending=True
    )
    return Page(items=await _summaries(session, rows, language), next_cursor=cursor)


def _to_answer(organisation_id: UUID) -> ColumnElement[bool]:
    return and_(
        Settlement.state == "proposed",
        exists().where(
            SettlementAnswer.settlement_id == Settlement.id,
            SettlementAnswer.organisation_id == organisation_id,
            SettlementAnswer.must_accept,
            SettlementAnswer.answer.is_(None),
        ),
    )


async def _summaries(
    session: AsyncSession, rows: Sequence[Any], language: Language
) -> list[SettlementSummary]:
    """Each as its own agreement lets it be read; one question for the answers of all."""
    ids = [row.Settlement.id for row in rows]
    counted = (
        select(SettlementAnswer.settlement_id, func.count().label("awaited"))
        .where(
            SettlementAnswer.settlement_id.in_(ids),
            SettlementAnswer.must_accept,
            SettlementAnswer.answer.is_distinct_from("accepted"),
        )
        .group_by(SettlementAnswer.settlement_id)
    )
    awaited = {row.settlement_id: int(row.awaited) for row in (await session.execute(counted)).all()}
    readers = [Reader(Standing(row.Agreement, row.Party)) for row in rows]
    me = {reader.me for reader in readers}
    own = select(SettlementAnswer).where(
        SettlementAnswer.settlement_id.in_(ids), SettlementAnswer.organisation_id.in_(me)
    )
    mine = {answer.settlement_id: answer for answer in (await session.scalars(own)).all()}
    names = await claims.names(session, me, language)
    return [
        SettlementSummary(
            **_summary(
                View(row.Settlement, reader, row.Settlement.id in mine),
                row.proposed_by_name,
                mine.get(row.Settlement.id),
                awaited.get(row.Settlement.id, 0),
                names,
            )
        )
        for row, reader in zip(rows, readers, strict=True)
    ]


def _summary(
    view: View,
    proposed_by_name: str,
    mine: SettlementAnswer | None,
    awaited: int,
    names: dict[Place, str],
) -> dict[str, Any]:
    settlement, whole = view.settlement, view.whole
    open_to_answer = settlement.state == "proposed" and view.reader.writes
    return {
        "id": settlement.id,
        "agreement_id": settlement.agreement_id,
        "agreement_name": view.standing.agreement.name,
        "number": settlement.number,
        "through": settlement.through,
        "state": settlement.state,
        "gross_cents": settlement.gross_cents if whole else None,
        "net_cents": settlement.net_cents if whole else None,
        "awaited": (awaited if settlement.state == "proposed" else 0) if whole else None,
        "mine": None if mine is None else _answered(mine, names, told=True),
        "may_answer": mine is not None and mine.must_accept and mine.answer is None and open_to_answer,
        "proposed_at": settlement.proposed_at,
        "proposed_by": settlement.proposed_by,
        "proposed_by_name": proposed_by_name,
        "decided_at": settlement.decided_at,
        "version": settlement.version,
    }


def _answered(answer: SettlementAnswer, names: dict[Place, str], *, told: bool) -> PositionOut:
    """The place of an organisation; `told`: whether the reader is told what it wrote to the lead."""
    return PositionOut(
        organisation_id=answer.organisation_id,
        organisation_name=names[answer.organisation_id],
        owes_cents=answer.owes_cents,
        owed_cents=answer.owed_cents,
        net_cents=answer.owed_cents - answer.owes_cents,
        must_accept=answer.must_accept,
        answer=answer.answer,
        answered_at=answer.answered_at,
        note=answer.note if told else None,
    )


@dataclass(frozen=True, slots=True)
class Contents:
    """What a reader may read of a settlement."""

    answers: Sequence[SettlementAnswer]
    items: Sequence[Any]
    transfers: Sequence[Transfer]


async def read_in(session: AsyncSession, view: View, language: Language) -> SettlementDetail:
    settlement = view.settlement
    found = await _contents(session, view)
    ends = {
        end for row in found.items for end in (row.SettlementItem.debtor_id, row.SettlementItem.creditor_id)
    }
    ends |= {end for transfer in found.transfers for end in (transfer.payer_id, transfer.payee_id)}
    ends |= {view.me, settlement.proposed_by, *(answer.organisation_id for answer in found.answers)}
    names = await claims.names(session, ends, language)
    mine = next((answer for answer in found.answers if answer.organisation_id == view.me), None)
    awaited = sum(answer.must_accept and answer.answer != "accepted" for answer in found.answers)
    debts = [
        Debt(row.SettlementItem.debtor_id, row.SettlementItem.creditor_id, row.SettlementItem.cents)
        for row in found.items
    ]
    leads = view.standing.leads
    present = set(await access.taking_part(session, settlement.agreement_id))
    return SettlementDetail(
        **_summary(view, names[settlement.proposed_by], mine, awaited, names),
        payments_before=len({(debt.debtor, debt.creditor) for debt in debts}) if view.whole else None,
        payments_after=len(found.transfers) if view.whole else None,
        transaction_id=settlement.transaction_id,
        positions=[
            *(_pool(position, names) for position in rules.positions_of(debts, [None] if view.whole else [])),
            *(
                _answered(answer, names, told=leads or answer.organisation_id == view.me)
                for answer in found.answers
            ),
        ],
        items=[_item(row, names) for row in found.items],
        transfers=[
            transfers.told(transfer, view.reader, settlement, names, present) for transfer in found.transfers
        ],
        withheld=_withheld(view, language),
        may_withdraw=leads and settlement.state in LIVE,
        may_carry_out=leads and settlement.state == "accepted",
    )


def _withheld(view: View, language: Language) -> str | None:
    if view.whole:
        return None
    return (TIME_OVER if view.reader.every_line else WITHHELD).in_(language)


def _pool(position: Position[Place], names: dict[Place, str]) -> PositionOut:
    """The lead answers for the pool by proposing."""
    return PositionOut(
        organisation_id=None,
        organisation_name=names[None],
        owes_cents=position.owes,
        owed_cents=position.owed,
        net_cents=position.net,
        must_accept=False,
        answer=None,
        answered_at=None,
        note=None,
    )


def _item(row: Any, names: dict[Place, str]) -> ItemOut:
    item: SettlementItem = row.SettlementItem
    statement: Statement = row.Statement
    return ItemOut(
        statement_id=item.statement_id,
        reference=statement.reference,
        kind=statement.kind,
        title=statement.title,
        due_on=statement.due_on,
        debtor_id=item.debtor_id,
        debtor_name=names[item.debtor_id],
        creditor_id=item.creditor_id,
        creditor_name=names[item.creditor_id],
        cents=item.cents,
    )


async def _contents(session: AsyncSession, view: View) -> Contents:
    """All of it, or the rows where the reader's organisation is an end."""
    of = view.settlement.id
    answers = select(SettlementAnswer).where(SettlementAnswer.settlement_id == of)
    items = (
        select(SettlementItem, Statement)
        .join(Statement, Statement.id == SettlementItem.statement_id)
        .where(SettlementItem.settlement_id == of)
    )
    moves = select(Transfer).where(Transfer.settlement_id == of)
    if not view.whole:
        answers = answers.where(SettlementAnswer.organisation_id == view.me)
        items = items.where(or_(SettlementItem.debtor_id == view.me, SettlementItem.creditor_id == view.me))
        moves = moves.where(or_(Transfer.payer_id == view.me, Transfer.payee_id == view.me))
    return Contents(
        (await session.scalars(answers.order_by(SettlementAnswer.position))).all(),
        (await session.execute(items.order_by(Statement.due_on, Statement.number))).all(),
        (await session.scalars(moves.order_by(Transfer.cents.desc(), Transfer.id))).all(),
    )
