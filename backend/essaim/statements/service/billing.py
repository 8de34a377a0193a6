"""A party bills another at cost, and cancels what nothing was paid on."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements import governing
from essaim.agreements.models import Agreement, Party
from essaim.agreements.rulebook import LENT_STAFF_LINES
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.money import euros
from essaim.kit.text import Language
from essaim.statements import access, rules
from essaim.statements.errors import (
    AlreadyPaid,
    BillsNotInForce,
    InconsistentPeriod,
    LentStaffAtCost,
    LineNotBillable,
    NothingToBill,
    OwnStatement,
    PayerNotParty,
    SharedPosting,
    StatementCancelled,
    TotalTooLarge,
)
from essaim.statements.models import Statement
from essaim.statements.schemas import CancellationIn, ChargeIn, StatementIn, StatementOut
from essaim.statements.service import issuing, reading
from essaim.statements.service.issuing import Bill, Given

LARGEST_TOTAL = 10**12
LENT_STAFF_SOURCE = "Code du travail, art. L. 8241-1"


async def bill(session: AsyncSession, caller: Caller, body: StatementIn, language: Language) -> StatementOut:
    reader = await access.open_statements(session, caller, body.agreement_id)
    reader.standing.require_taking_part()
    agreement = reader.standing.agreement
    if agreement.state != "active":
        raise BillsNotInForce
    if body.ends_on < body.starts_on:
        raise InconsistentPeriod
    await _require_payer(session, caller, agreement, body.organisation_id)
    await _require_billable(session, agreement, body.lines)
    lines = [_line(line) for line in body.lines]
    issued = await issuing.issue_between(
        session,
        caller,
        agreement,
        Bill(
            organisation_id=body.organisation_id,
            kind="rebilling",
            amount_cents=_total(lines),
            due_on=body.due_on,
            title=body.title,
            lines=lines,
        ),
        Given(None, body.starts_on, body.ends_on, body.vat_category, to_pool=False),
    )
    return await reading.tell(session, caller, reader, issued.id, language)


async def _require_payer(
    session: AsyncSession, caller: Caller, agreement: Agreement, organisation_id: UUID
) -> None:
    if organisation_id == caller.organisation_id:
        raise OwnStatement
    party = select(Party.id).where(
        Party.agreement_id == agreement.id,
        Party.organisation_id == organisation_id,
        Party.role != "observer",
        agreements.state_on(clock.today()) == "accepted",
    )
    if await session.scalar(party) is None:
        raise PayerNotParty


async def _require_billable(session: AsyncSession, agreement: Agreement, lines: list[ChargeIn]) -> None:
    """As soon as a line is of lent staff, fees are refused: by law, then by the rules of the agreement."""
    staff = [line for line in lines if line.kind != "supply"]
    refused = rules.first_refused([line.kind for line in staff], LENT_STAFF_LINES)
    if refused is not None:
        raise LentStaffAtCost(
            label=staff[refused].label,
            source=LENT_STAFF_SOURCE,
            context={
                "line": lines.index(staff[refused]),
                "kind": staff[refused].kind,
                "source": LENT_STAFF_SOURCE,
            },
        )
    governed = await governing.in_force(session, agreement, clock.today())
    refused = rules.first_refused([line.kind for line in staff], governed.book.staff_lending.billable)
    if refused is not None:
        raise LineNotBillable(
            label=staff[refused].label,
            context={"line": lines.index(staff[refused]), "kind": staff[refused].kind},
        )


def _line(line: ChargeIn) -> dict[str, Any]:
    decimals = int(line.unit.rpartition("/")[2])
    cents = rules.line_cents(line.quantity, decimals, line.unit_price_cents)
    return {**line.model_dump(), "cents": cents}


def _total(lines: list[dict[str, Any]]) -> int:
    total = sum(int(line["cents"]) for line in lines)
    if total == 0:
        raise NothingToBill
    if total > LARGEST_TOTAL:
        raise TotalTooLarge
    return total


async def cancel(
    session: AsyncSession, caller: Caller, statement_id: UUID, body: CancellationIn, language: Language
) -> StatementOut:
    """Reverse what it posted, while nothing is paid on it."""
    statement, reader = await access.find_receiving(session, caller, statement_id)
    if statement.state == "cancelled":
        raise StatementCancelled
    if statement.kind not in ("rebilling", "tariff") or await _posted_with_others(session, statement):
        raise SharedPosting
    if statement.settled_cents:
        raise AlreadyPaid(
            settled=euros(statement.settled_cents), context={"settled_cents": statement.settled_cents}
        )
    reversal = await issuing.reverse(
        session,
        statement.agreement_id,
        statement.transaction_id,
        f"{statement.reference}\u00a0: {body.reason}",
    )
    issuing.mark_cancelled(statement, body.reason, reversal)
    await session.flush()
    return await reading.tell(session, caller, reader, statement_id, language)


async def _posted_with_others(session: AsyncSession, statement: Statement) -> bool:
    together = select(func.count(Statement.id)).where(Statement.transaction_id == statement.transaction_id)
    return bool((await session.scalar(together) or 0) > 1)
