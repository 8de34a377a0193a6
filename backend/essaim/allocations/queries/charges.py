"""What was charged before a run, by the runs it follows or replaces."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.allocations.models import Allocation, VatOpinion
from essaim.statements.models import Statement, VatCategory
from essaim.statements.service.issuing import billed


async def charged_before(session: AsyncSession, run: Allocation) -> dict[UUID, int]:
    """By organisation, in cents. Of actual costs: all that their budget, and the actual costs they replace, have billed.

    Of a budget that replaces another: the tariffs of newcomers, which stay when the calls are cancelled.
    """
    chain = await related(session, run)
    if not chain:
        return {}
    return await billed(session, chain) if run.stage == "actual" else await _tariffs(session, chain)


async def related(session: AsyncSession, run: Allocation) -> list[UUID]:
    """The runs that a run follows or replaces, and those they replaced."""
    found = await _replaced(session, run.replaces_id)
    if run.budget_id is not None:
        found += await _replaced(session, run.budget_id)
    return found


async def _replaced(session: AsyncSession, allocation_id: UUID | None) -> list[UUID]:
    """A run, what it replaced, and so on."""
    found: list[UUID] = []
    while allocation_id is not None:
        found.append(allocation_id)
        allocation_id = await session.scalar(
            select(Allocation.replaces_id).where(Allocation.id == allocation_id)
        )
    return found


async def _tariffs(session: AsyncSession, chain: list[UUID]) -> dict[UUID, int]:
    statement = (
        select(Statement.organisation_id, func.sum(Statement.amount_cents))
        .where(
            Statement.allocation_id.in_(chain),
            Statement.kind == "tariff",
            Statement.state != "cancelled",
        )
        .group_by(Statement.organisation_id)
    )
    return {row[0]: int(row[1]) for row in (await session.execute(statement)).all()}


async def has_tariff(session: AsyncSession, chain: list[UUID], organisation_id: UUID) -> bool:
    return organisation_id in await _tariffs(session, chain)


async def vat_category(session: AsyncSession, agreement_id: UUID) -> VatCategory:
    """Exempt as a cost-sharing group (CGI, art. 261 B) when the last opinion says so without reserve; else out of scope."""
    last = (
        select(VatOpinion.conclusion)
        .where(VatOpinion.agreement_id == agreement_id)
        .order_by(VatOpinion.given_on.desc(), VatOpinion.id.desc())
        .limit(1)
    )
    return "exempt_261b" if await session.scalar(last) == "favourable" else "out_of_scope"
