"""Read statements with what is left of them. A party that left reads those of the others as they were on its last day."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, literal, null, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from essaim.agreements import access as agreements
from essaim.agreements.models import Agreement
from essaim.banking.models import BankAccount
from essaim.banking.queries import open_account_of
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.organisations.models import Organisation
from essaim.statements import rules
from essaim.statements.access import Reader, own, readable
from essaim.statements.models import Reminder, Statement, StatementPayment
from essaim.statements.schemas import (
    BankOut,
    PaymentOut,
    ReminderOut,
    SideOut,
    StatementFilter,
    StatementLineOut,
    StatementOut,
    StatementQuery,
    StatementSummary,
)
from essaim.statements.words import VAT_MENTIONS

_OF_A_LINE = ("total_cents", "driver", "ratio", "kind", "quantity", "unit", "unit_price_cents")


def _settled(reader: Reader | None) -> ColumnElement[int]:
    if reader is None or reader.before is None:
        return Statement.settled_cents.expression
    then = (
        select(func.coalesce(func.sum(StatementPayment.cents), 0))
        .where(
            StatementPayment.statement_id == Statement.id,
            StatementPayment.recorded_at < reader.before,
            or_(StatementPayment.reversed_at.is_(None), StatementPayment.reversed_at >= reader.before),
        )
        .correlate(Statement)
        .scalar_subquery()
    )
    return case((own(reader.me), Statement.settled_cents), else_=then)


def _state(reader: Reader | None, settled: ColumnElement[int]) -> ColumnElement[Any]:
    if reader is None or reader.before is None:
        return Statement.state.expression
    return case(
        (own(reader.me), Statement.state),
        (Statement.cancelled_at < reader.before, literal("cancelled")),
        (settled == func.abs(Statement.amount_cents), literal("settled")),
        else_=literal("issued"),
    )


def _then(reader: Reader | None, value: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """A fact of a cancellation, for who was there."""
    if reader is None or reader.before is None:
        return value.expression
    return case((or_(own(reader.me), Statement.cancelled_at < reader.before), value), else_=null())


def told(reader: Reader | None, me: UUID) -> Select[*tuple[Any, ...]]:
    """The columns of a statement; without a reader, for a list of one's own under all agreements."""
    settled = _settled(reader)
    state = _state(reader, settled)
    remaining = case((state == "cancelled", 0), else_=func.abs(Statement.amount_cents) - settled)
    return select(
        Statement.id,
        Statement.agreement_id,
        Agreement.name.label("agreement_name"),
        Statement.reference,
        Statement.number,
        Statement.kind,
        Statement.title,
        Statement.organisation_id,
        Statement.payer["name"].astext.label("organisation_name"),
        Statement.payer["siren"].astext.label("organisation_siren"),
        Statement.issuer_id,
        Statement.issuer["name"].astext.label("issuer_name"),
        Statement.to_pool,
        (Statement.organisation_id == me).label("mine"),
        Statement.allocation_id,
        Statement.purchase_round_id,
        Statement.instalment,
        Statement.instalments,
        Statement.starts_on,
        Statement.ends_on,
        Statement.issued_on,
        Statement.due_on,
        Statement.amount_cents,
        settled.label("settled_cents"),
        remaining.label("remaining_cents"),
        state.label("state"),
        Statement.vat_category,
        Statement.version,
    ).join_from(Statement, Agreement, Agreement.id == Statement.agreement_id)


def _visible(
    caller: Caller, reader: Reader | None, chosen: StatementFilter, today: date
) -> Select[*tuple[Any, ...]]:
    me = caller.organisation_id
    statement = told(reader, me)
    if reader is not None:
        statement = statement.where(readable(reader))
    else:
        joined = agreements.visible_to(caller).where(agreements.state_on(today).in_(("accepted", "left")))
        statement = statement.where(
            own(me), Statement.agreement_id.in_(joined.with_only_columns(Agreement.id))
        )
    columns = {column.name: column for column in statement.selected_columns}
    if chosen.mine is not None:
        statement = statement.where((Statement.organisation_id == me) == chosen.mine)
    if chosen.organisation_id is not None:
        statement = statement.where(Statement.organisation_id == chosen.organisation_id)
    if chosen.allocation_id is not None:
        statement = statement.where(Statement.allocation_id == chosen.allocation_id)
    if chosen.purchase_round_id is not None:
        statement = statement.where(Statement.purchase_round_id == chosen.purchase_round_id)
    if chosen.kind is not None:
        statement = statement.where(Statement.kind == chosen.kind)
    if chosen.state is not None:
        statement = statement.where(columns["state"].element == chosen.state)
    if chosen.overdue is not None:
        late = and_(
            columns["state"].element == "issued", Statement.amount_cents > 0, Statement.due_on < today
        )
        statement = statement.where(late if chosen.overdue else ~late)
    return statement


async def search(
    session: AsyncSession, caller: Caller, reader: Reader | None, page: StatementQuery
) -> Page[StatementSummary]:
    today = clock.today()
    rows, cursor = await fetch_page(
        session,
        _visible(caller, reader, page, today),
        key=(Statement.id.expression,),
        kinds=(UUID,),
        page=page,
        descending=True,
    )
    return Page(items=[summary(row, today) for row in rows], next_cursor=cursor)


async def first(
    session: AsyncSession, caller: Caller, reader: Reader, chosen: StatementFilter, limit: int
) -> Sequence[Row[Any]]:
    """Statements in the order of their numbers, as many as `limit` at most."""
    statement = _visible(caller, reader, chosen, clock.today())
    return (await session.execute(statement.order_by(Statement.number).limit(limit))).all()


def summary(row: Row[Any], today: date) -> StatementSummary:
    return StatementSummary.model_validate(_facts(row, today))


def late_days(row: Row[Any], today: date) -> int:
    owed = row.remaining_cents if row.amount_cents > 0 else 0
    return rules.overdue_days(row.due_on, today, owed)


def _facts(row: Row[Any], today: date) -> dict[str, Any]:
    return {**row._mapping, "overdue_days": late_days(row, today)}


async def read(session: AsyncSession, reader: Reader, statement_id: UUID, language: Language) -> StatementOut:
    statement = told(reader, reader.me).add_columns(
        Statement.issuer,
        Statement.payer,
        Statement.lines,
        Statement.transaction_id,
        Statement.bank_account_id,
        Statement.fictional,
        _then(reader, Statement.cancelled_at).label("cancelled_at"),
        _then(reader, Statement.cancelled_because).label("cancelled_because"),
    )
    row = (
        await session.execute(statement.where(Statement.id == statement_id, readable(reader)))
    ).one_or_none()
    if row is None:
        raise NotFound
    reminders = await _reminders(session, reader, row)
    today = clock.today()
    bank = await bank_of(session, row.issuer_id, row.bank_account_id, row.remaining_cents)
    receives, remaining = reader.receives(row), row.remaining_cents
    return StatementOut.model_validate(
        {
            **_facts(row, today),
            "issuer": SideOut.model_validate(row.issuer),
            "payer": SideOut.model_validate(row.payer),
            "lines": [
                StatementLineOut.model_validate({**dict.fromkeys(_OF_A_LINE), **line}) for line in row.lines
            ],
            "vat_mention": VAT_MENTIONS[row.vat_category].in_(language),
            "bank": None if bank is None else BankOut.model_validate(bank),
            "payments": await payments(session, reader, row),
            "reminders": reminders,
            "may_record": receives and row.state != "cancelled",
            "may_cancel": receives
            and row.kind in ("rebilling", "tariff")
            and row.state == "issued"
            and row.settled_cents == 0,
            "may_remind": reader.reminds(row) and late_days(row, today) > 0 and remaining > 0,
        }
    )


async def bank_of(
    session: AsyncSession, issuer_id: UUID, bank_account_id: UUID | None, remaining_cents: int
) -> BankAccount | None:
    """Where to pay what is left: the account told when it was issued, else, once closed, the issuer's open one."""
    if bank_account_id is None or remaining_cents == 0:
        return None
    told_then = select(BankAccount).where(BankAccount.id == bank_account_id)
    account = (await session.scalars(told_then)).one_or_none()
    if account is not None and account.closed_at is None:
        return account
    return await open_account_of(session, issuer_id)


async def called_through(session: AsyncSession, statement: Statement) -> int:
    """What the calls of its run ask of the same organisation up to this one, in cents."""
    asked = select(func.coalesce(func.sum(Statement.amount_cents), 0)).where(
        Statement.allocation_id == statement.allocation_id,
        Statement.organisation_id == statement.organisation_id,
        Statement.kind == "call",
        Statement.state != "cancelled",
        Statement.instalment <= statement.instalment,
    )
    return int(await session.scalar(asked) or 0)


def _is_own(reader: Reader, row: Row[Any]) -> bool:
    return reader.me == row.organisation_id or (not row.to_pool and reader.me == row.issuer_id)


async def payments(session: AsyncSession, reader: Reader, row: Row[Any]) -> list[PaymentOut]:
    before = None if _is_own(reader, row) else reader.before
    statement = (
        select(StatementPayment, Organisation.name.label("recorded_by_name"))
        .join(Organisation, Organisation.id == StatementPayment.recorded_by)
        .where(StatementPayment.statement_id == row.id)
        .order_by(StatementPayment.id)
    )
    if before is not None:
        statement = statement.where(StatementPayment.recorded_at < before)
    found = []
    for payment, name in (await session.execute(statement)).all():
        reversed_then = payment.reversed_at is not None and (before is None or payment.reversed_at < before)
        found.append(
            PaymentOut(
                id=payment.id,
                cents=payment.cents,
                paid_on=payment.paid_on,
                method=payment.method,
                reference=payment.reference,
                settlement_id=payment.settlement_id,
                transaction_id=payment.transaction_id,
                reversed_at=payment.reversed_at if reversed_then else None,
                reversed_because=payment.reversed_because if reversed_then else None,
                recorded_at=payment.recorded_at,
                recorded_by=payment.recorded_by,
                recorded_by_name=name,
                version=payment.version,
            )
        )
    return found


async def _reminders(session: AsyncSession, reader: Reader, row: Row[Any]) -> list[ReminderOut]:
    statement = select(Reminder).where(Reminder.statement_id == row.id).order_by(Reminder.level)
    if reader.before is not None and not _is_own(reader, row):
        statement = statement.where(Reminder.sent_at < reader.before)
    return [ReminderOut.model_validate(reminder) for reminder in (await session.scalars(statement)).all()]
