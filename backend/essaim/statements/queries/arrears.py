"""What is overdue, by organisation and by age."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit import clock
from essaim.organisations.models import Organisation
from essaim.statements import rules
from essaim.statements.access import Reader, own, readable
from essaim.statements.models import Reminder, Statement
from essaim.statements.schemas import AgesOut, ArrearsLineOut, ArrearsOut


async def read(session: AsyncSession, reader: Reader) -> ArrearsOut:
    """Of every party for who reads every line today; else what one owes or is owed itself."""
    today = clock.today()
    whole = reader.every_line and reader.until is None
    lines = await _lines(session, reader, whole, today)
    return ArrearsOut(
        agreement_id=reader.agreement_id,
        as_of=today,
        whole=whole,
        organisations=lines,
        total=AgesOut.model_validate(
            {name: sum(getattr(line, name) for line in lines) for name in AgesOut.model_fields}
        ),
    )


async def _lines(session: AsyncSession, reader: Reader, whole: bool, today: date) -> list[ArrearsLineOut]:
    remaining = Statement.amount_cents - Statement.settled_cents
    days = literal(today) - Statement.due_on
    bounds: dict[rules.Age, ColumnElement[bool]] = {
        "days_0_30": days <= 30,
        "days_31_60": days.between(31, 60),
        "days_61_90": days.between(61, 90),
        "days_over_90": days > 90,
    }
    reminded = (
        select(func.count(Reminder.id))
        .where(Reminder.statement_id == Statement.id)
        .correlate(Statement)
        .scalar_subquery()
    )
    total = func.sum(remaining)
    statement = (
        select(
            Statement.organisation_id,
            Organisation.name.label("organisation_name"),
            func.count().label("count"),
            func.min(Statement.due_on).label("oldest_due_on"),
            func.sum(reminded).label("reminders"),
            total.label("total_cents"),
            *(func.sum(case((bounds[age], remaining), else_=0)).label(f"{age}_cents") for age in rules.AGES),
        )
        .join(Organisation, Organisation.id == Statement.organisation_id)
        .where(
            readable(reader) if whole else _own_of(reader),
            Statement.state == "issued",
            Statement.amount_cents > 0,
            Statement.due_on < today,
        )
        .group_by(Statement.organisation_id, Organisation.name)
        .order_by(total.desc(), Statement.organisation_id)
    )
    return [ArrearsLineOut.model_validate(row) for row in (await session.execute(statement)).all()]


def _own_of(reader: Reader) -> ColumnElement[bool]:
    mine: ColumnElement[bool] = own(reader.me)
    of_agreement: ColumnElement[bool] = Statement.agreement_id == reader.agreement_id
    return of_agreement & mine


async def last_reminder(session: AsyncSession, statement_id: UUID) -> Reminder | None:
    wanted = (
        select(Reminder).where(Reminder.statement_id == statement_id).order_by(Reminder.level.desc()).limit(1)
    )
    return (await session.scalars(wanted)).one_or_none()
