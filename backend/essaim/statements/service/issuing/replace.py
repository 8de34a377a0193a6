"""Replace what a run issued by what another issues: cancel, carry what was paid, count what stays billed."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Agreement
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.ledger.service.posting import Move, account, post
from essaim.statements import rules
from essaim.statements.models import Statement, StatementPayment
from essaim.statements.service.issuing.issue import Bill, Given, mark_cancelled, reverse, settle, write

_OVERPAID = "Trop-perçu sur les appels remplacés"


async def cancel_of(session: AsyncSession, allocation_id: UUID, *, because: str) -> int:
    """Cancel what a run issued, its transaction reversed, because another run replaces it; what was paid on it, in cents.

    A newcomer's tariff stays: it was agreed with that newcomer, and `billed` goes on counting it on this run. Call this
    before issuing: rows are locked here, and the book held afterwards. Refused: `money_spent_since`.
    """
    statement = (
        select(Statement)
        .where(
            Statement.allocation_id == allocation_id,
            Statement.state != "cancelled",
            Statement.kind != "tariff",
        )
        .order_by(Statement.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    cancelled = (await session.scalars(statement)).all()
    reversals: dict[UUID, UUID] = {}
    for transaction_id in sorted({one.transaction_id for one in cancelled}):
        reversals[transaction_id] = await reverse(session, cancelled[0].agreement_id, transaction_id, because)
    for one in cancelled:
        mark_cancelled(one, because, reversals[one.transaction_id])
    await session.flush()
    return sum(one.settled_cents for one in cancelled if one.amount_cents > 0)


async def carry(
    session: AsyncSession, caller: Caller, old_allocation_id: UUID, new_allocation_id: UUID
) -> None:
    """What was paid on the cancelled statements of a run settles those of the run that replaces it, oldest first.

    No money moves: it is on the due account already. What is left over becomes a credit of its own, of neither run: giving
    back what was paid too much does not lessen what was billed.
    """
    paid = await _paid_on_cancelled(session, old_allocation_id)
    claims = await _open_claims(session, new_allocation_id)
    overpaid: list[tuple[UUID, int]] = []
    for organisation_id, cents in paid.items():
        carried = rules.carry(
            cents,
            ((claim, claim.amount_cents - claim.settled_cents) for claim in claims[organisation_id]),
        )
        for claim, settled in carried.parts:
            session.add(_carried(caller, claim, settled))
            settle(claim, settled)
        if carried.left_over:
            overpaid.append((organisation_id, carried.left_over))
    await session.flush()
    await _give_back(session, caller, old_allocation_id, overpaid)


async def _paid_on_cancelled(session: AsyncSession, allocation_id: UUID) -> dict[UUID, int]:
    statement = (
        select(Statement.organisation_id, func.sum(Statement.settled_cents).label("cents"))
        .where(
            Statement.allocation_id == allocation_id,
            Statement.state == "cancelled",
            Statement.amount_cents > 0,
            Statement.settled_cents > 0,
        )
        .group_by(Statement.organisation_id)
        .order_by(Statement.organisation_id)
    )
    return {row.organisation_id: int(row.cents) for row in (await session.execute(statement)).all()}


async def _open_claims(session: AsyncSession, allocation_id: UUID) -> dict[UUID, list[Statement]]:
    statement = (
        select(Statement)
        .where(
            Statement.allocation_id == allocation_id, Statement.state == "issued", Statement.amount_cents > 0
        )
        .order_by(Statement.due_on, Statement.number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    claims: dict[UUID, list[Statement]] = defaultdict(list)
    for claim in (await session.scalars(statement)).all():
        claims[claim.organisation_id].append(claim)
    return claims


def _carried(caller: Caller, claim: Statement, cents: int) -> StatementPayment:
    return StatementPayment(
        agreement_id=claim.agreement_id,
        statement_id=claim.id,
        organisation_id=claim.organisation_id,
        issuer_id=claim.issuer_id,
        cents=cents,
        paid_on=clock.today(),
        method="carried",
        recorded_by=caller.organisation_id,
        recorded_by_person=caller.person_id,
        version=1,
    )


async def _give_back(
    session: AsyncSession, caller: Caller, old_allocation_id: UUID, overpaid: Sequence[tuple[UUID, int]]
) -> None:
    """A credit for each organisation that paid more than the new run asks: due → payable."""
    if not overpaid:
        return
    old = (
        await session.scalars(select(Statement).where(Statement.allocation_id == old_allocation_id).limit(1))
    ).one()
    agreement = (await session.scalars(select(Agreement).where(Agreement.id == old.agreement_id))).one()
    moves = [
        Move(
            await account(session, agreement.id, "due", organisation_id=organisation_id),
            await account(session, agreement.id, "payable", organisation_id=organisation_id),
            cents,
        )
        for organisation_id, cents in overpaid
    ]
    posted = await post(
        session,
        agreement_id=agreement.id,
        kind="transfer",
        description=_OVERPAID,
        occurred_on=clock.today(),
        moves=moves,
    )
    bills = [
        Bill(
            organisation_id=organisation_id,
            kind="credit",
            amount_cents=-cents,
            due_on=clock.today(),
            title=_OVERPAID,
            lines=[{"label": _OVERPAID, "cents": -cents, "total_cents": None, "driver": None, "ratio": None}],
        )
        for organisation_id, cents in overpaid
    ]
    given = Given(None, old.starts_on, old.ends_on, old.vat_category, to_pool=True)
    await write(session, caller, agreement, bills, posted, given)


async def billed(session: AsyncSession, allocation_ids: Sequence[UUID]) -> dict[UUID, int]:
    """What each organisation was billed by these runs, credits deducted: statements not cancelled, tariffs included. Cents.

    Give a budget with those it replaced: a newcomer's tariff stays on the run it was asked under.
    """
    statement = (
        select(Statement.organisation_id, func.sum(Statement.amount_cents).label("cents"))
        .where(Statement.allocation_id.in_(allocation_ids), Statement.state != "cancelled")
        .group_by(Statement.organisation_id)
    )
    return {row.organisation_id: int(row.cents) for row in (await session.execute(statement)).all()}
