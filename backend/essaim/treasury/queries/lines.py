"""Read bank lines, and what each may pay, as the lead whose account it is."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.agreements.models import Agreement, Party
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.organisations.models import Organisation
from essaim.settlements.models import Settlement, Transfer
from essaim.statements.models import Statement, StatementPayment
from essaim.treasury.models import BankLine
from essaim.treasury.rules import matching
from essaim.treasury.rules.matching import Owed, Proposal
from essaim.treasury.schemas.lines import BankLineOut, BankLineQuery, MatchedOut, ProposalOut

CANDIDATES = 200
"""Statements looked at for one movement: those of its amount or quoted in its label."""


def _told() -> Select[*tuple[Any, ...]]:
    return (
        select(
            BankLine,
            StatementPayment,
            Statement.reference.label("statement_reference"),
            Organisation.name.label("organisation_name"),
        )
        .outerjoin(StatementPayment, StatementPayment.id == BankLine.payment_id)
        .outerjoin(Statement, Statement.id == StatementPayment.statement_id)
        .outerjoin(Organisation, Organisation.id == StatementPayment.organisation_id)
    )


async def search(session: AsyncSession, standing: Standing, page: BankLineQuery) -> Page[BankLineOut]:
    """Movements, the last booked first."""
    statement = _told().where(BankLine.agreement_id == standing.agreement.id)
    if page.state is not None:
        statement = statement.where(BankLine.state == page.state)
    if page.direction is not None:
        statement = statement.where(
            BankLine.cents > 0 if page.direction == "received" else BankLine.cents < 0
        )
    rows, cursor = await fetch_page(
        session,
        statement,
        key=(BankLine.booked_on.expression, BankLine.id.expression),
        kinds=(date, UUID),
        page=page,
        descending=True,
    )
    return Page(items=[_line(row) for row in rows], next_cursor=cursor)


async def read(session: AsyncSession, line_id: UUID) -> BankLineOut:
    """A movement just found or changed by the lead."""
    return _line((await session.execute(_told().where(BankLine.id == line_id))).one())


async def find(session: AsyncSession, caller: Caller, line_id: UUID) -> tuple[BankLine, Standing]:
    """A movement of an agreement one leads; not found for everybody else."""
    statement = (
        agreements.visible_to(caller)
        .join(BankLine, BankLine.agreement_id == Agreement.id)
        .add_columns(BankLine)
        .where(BankLine.id == line_id, Party.role == "lead")
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None or not (standing := Standing(row.Agreement, row.Party)).leads:
        raise NotFound
    return row.BankLine, standing


def _line(row: Any) -> BankLineOut:
    line: BankLine = row.BankLine
    payment: StatementPayment | None = row.StatementPayment
    counted = payment.cents if payment and payment.reversed_at is None else 0
    return BankLineOut(
        id=line.id,
        agreement_id=line.agreement_id,
        import_id=line.import_id,
        booked_on=line.booked_on,
        cents=line.cents,
        label=line.label,
        counterparty=line.counterparty,
        bank_reference=line.bank_reference,
        state=line.state,
        note=line.note,
        matched=_matched(row, payment) if payment else None,
        rest_cents=0 if line.state == "set_aside" else abs(line.cents) - counted,
        version=line.version,
    )


def _matched(row: Any, payment: StatementPayment) -> MatchedOut:
    return MatchedOut(
        payment_id=payment.id,
        statement_id=payment.statement_id,
        statement_reference=row.statement_reference,
        organisation_id=payment.organisation_id,
        organisation_name=row.organisation_name,
        cents=payment.cents,
        reversed=payment.reversed_at is not None,
    )


def payable_by(line: BankLine, me: UUID) -> ColumnElement[bool]:
    """Statements that money on this account settles: received, what the pool or the lead itself is owed; sent, the credits
    of the pool and what the lead itself owes to others."""
    if line.cents > 0:
        return and_(Statement.amount_cents > 0, or_(Statement.to_pool, Statement.issuer_id == me))
    owed_by_me = and_(Statement.to_pool.is_(False), Statement.organisation_id == me)
    return or_(Statement.amount_cents < 0, owed_by_me)


async def propose(session: AsyncSession, line: BankLine, me: UUID) -> list[Proposal]:
    """What a movement may pay, the surest first."""
    owed = [*await _statements(session, line, me), *await _transfers(session, line, me)]
    texts = (line.label, line.counterparty, line.bank_reference)
    return matching.propose(abs(line.cents), texts, owed)


async def _statements(session: AsyncSession, line: BankLine, me: UUID) -> list[Owed]:
    """Open statements of its amount, or whose reference stands in its label. Named is who is at the other end."""
    other = aliased(Organisation)
    far = func.coalesce(func.nullif(Statement.organisation_id, me), Statement.issuer_id)
    left = func.abs(Statement.amount_cents) - Statement.settled_cents
    said = " ".join(text for text in (line.label, line.counterparty, line.bank_reference) if text)
    bare = "".join(character for character in said.upper() if character.isascii() and character.isalnum())
    quoted = (
        func.strpos(literal(bare), func.regexp_replace(func.upper(Statement.reference), "[^0-9A-Z]", "", "g"))
        > 0
    )
    statement = (
        select(
            Statement.id,
            Statement.reference,
            far.label("far"),
            other.name,
            other.short_name,
            left.label("remaining"),
            Statement.due_on,
        )
        .join(other, other.id == far)
        .where(
            Statement.agreement_id == line.agreement_id,
            Statement.state == "issued",
            payable_by(line, me),
            or_(left == abs(line.cents), quoted),
        )
        .order_by(quoted.desc(), Statement.due_on, Statement.id)
        .limit(CANDIDATES)
    )
    return [
        Owed(
            id=row.id,
            reference=row.reference,
            organisation_id=row.far,
            names=_names(row),
            remaining=row.remaining,
            due_on=row.due_on,
        )
        for row in (await session.execute(statement))
    ]


async def _transfers(session: AsyncSession, line: BankLine, me: UUID) -> list[Owed]:
    """Transfers of its amount that settlements carried out ask for, with the pool or the lead at this end."""
    other = aliased(Organisation)
    here, there = (
        (Transfer.payee_id, Transfer.payer_id) if line.cents > 0 else (Transfer.payer_id, Transfer.payee_id)
    )
    statement = (
        select(
            Transfer.id,
            Transfer.cents,
            Settlement.id.label("settlement_id"),
            Settlement.number,
            there.label("far"),
            other.name,
            other.short_name,
        )
        .join(Settlement, Settlement.id == Transfer.settlement_id)
        .join(other, other.id == func.coalesce(there, me))
        .where(
            Transfer.agreement_id == line.agreement_id,
            Transfer.paid_on.is_(None),
            Transfer.cents == abs(line.cents),
            Settlement.state == "carried_out",
            or_(here.is_(None), here == me),
        )
        .order_by(Transfer.id)
        .limit(CANDIDATES)
    )
    return [
        Owed(
            id=row.id,
            reference=f"R{row.number}",
            organisation_id=row.far or me,
            names=_names(row),
            remaining=row.cents,
            due_on=None,
            settlement_id=row.settlement_id,
        )
        for row in (await session.execute(statement))
    ]


def _names(row: Any) -> tuple[str, ...]:
    return tuple(name for name in (row.name, row.short_name) if name)


def proposal_out(proposal: Proposal, language: Language) -> ProposalOut:
    owed = proposal.owed
    transfer = owed.settlement_id is not None
    return ProposalOut(
        kind="transfer" if transfer else "statement",
        statement_id=None if transfer else owed.id,
        transfer_id=owed.id if transfer else None,
        settlement_id=owed.settlement_id,
        reference=owed.reference,
        organisation_id=owed.organisation_id,
        organisation_name=owed.names[0],
        due_on=owed.due_on,
        remaining_cents=owed.remaining,
        cents=proposal.cents,
        confidence=proposal.confidence,
        why=proposal.why.in_(language),
    )
