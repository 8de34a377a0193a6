"""Prepare runs: open one, change it while it is a draft, abandon it."""

from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.models import Agreement
from essaim.allocations import access, words
from essaim.allocations.access import View
from essaim.allocations.errors import (
    ActualPosted,
    AlreadyReplaced,
    PeriodReversed,
    UnknownBudget,
    UnknownReplaced,
    WrongRunState,
)
from essaim.allocations.models import (
    Allocation,
    AllocationMember,
    AllocationState,
    Basis,
    CostLine,
    Need,
    Share,
)
from essaim.allocations.queries import inputs
from essaim.allocations.queries import runs as queries
from essaim.allocations.schemas.runs import AllocationChange, AllocationIn, AllocationOut
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.etag import check_version
from essaim.kit.text import Language


async def create(
    session: AsyncSession, caller: Caller, body: AllocationIn, language: Language
) -> AllocationOut:
    await access.enter_as_lead(session, caller, body.agreement_id)
    standing = await agreements.lock_as_lead(session, caller, body.agreement_id)
    if body.ends_on < body.starts_on:
        raise PeriodReversed
    budget = await _budget(session, body)
    replaced = await _replaced(session, body)
    if budget is not None:
        await require_no_actual(session, budget.id, besides=body.replaces_id)
    run = Allocation(
        **body.model_dump(),
        number=await _next_number(session, standing.agreement),
        state="draft",
        version=1,
        created_by=caller.organisation_id,
        created_by_person=caller.person_id,
        created_at=clock.now(),
        fictional=standing.agreement.fictional,
    )
    session.add(run)
    await session.flush()
    origin = replaced or budget
    if origin is not None:
        await _copy_lines(session, origin, run)
    return await queries.read_in(session, caller, View(run, standing), language)


async def _budget(session: AsyncSession, body: AllocationIn) -> Allocation | None:
    """The posted budget that actual costs follow."""
    if body.budget_id is None:
        return None
    budget = await _posted(session, body.agreement_id, body.budget_id)
    same_period = budget is not None and (budget.starts_on, budget.ends_on) == (body.starts_on, body.ends_on)
    if budget is None or body.stage != "actual" or budget.stage != "budget" or not same_period:
        raise UnknownBudget
    if budget.state == "replaced":
        raise AlreadyReplaced
    return budget


async def _replaced(session: AsyncSession, body: AllocationIn) -> Allocation | None:
    """The posted run that this one corrects."""
    if body.replaces_id is None:
        return None
    replaced = await _posted(session, body.agreement_id, body.replaces_id)
    if replaced is None or replaced.stage != body.stage or replaced.budget_id != body.budget_id:
        raise UnknownReplaced
    if replaced.state == "replaced":
        raise AlreadyReplaced
    if replaced.stage == "budget":
        await require_no_actual(session, replaced.id)
    return replaced


async def _posted(session: AsyncSession, agreement_id: UUID, allocation_id: UUID) -> Allocation | None:
    statement = select(Allocation).where(
        Allocation.id == allocation_id,
        Allocation.agreement_id == agreement_id,
        Allocation.state.in_(access.POSTED),
    )
    return (await session.scalars(statement)).one_or_none()


async def require_no_actual(session: AsyncSession, budget_id: UUID, besides: UUID | None = None) -> None:
    """Refused once the actual costs of a budget are shared, except to replace them."""
    posted = select(Allocation.id).where(
        Allocation.budget_id == budget_id, Allocation.stage == "actual", Allocation.state == "posted"
    )
    if besides is not None:
        posted = posted.where(Allocation.id != besides)
    if await session.scalar(posted.limit(1)) is not None:
        raise ActualPosted


async def _next_number(session: AsyncSession, agreement: Agreement) -> int:
    """The agreement is locked: no two runs take the same."""
    last = select(func.max(Allocation.number)).where(Allocation.agreement_id == agreement.id)
    return int(await session.scalar(last) or 0) + 1


async def _copy_lines(session: AsyncSession, origin: Allocation, run: Allocation) -> None:
    """The same lines with what was stated for them, to be corrected."""
    stated = await inputs.needs(session, origin.id)
    for line in await inputs.lines(session, origin.id):
        copied = CostLine(
            agreement_id=run.agreement_id,
            allocation_id=run.id,
            position=line.position,
            name=line.name,
            key_name=line.key_name,
            amount_cents=line.amount_cents,
            basis=line.basis,
            pricing=line.pricing,
            evidence=line.evidence,
            version=1,
        )
        session.add(copied)
        await session.flush()
        session.add_all(_copied(need, copied) for need in stated if need.line_id == line.id)
    await session.flush()


def _copied(need: Need, line: CostLine) -> Need:
    return Need(
        line_id=line.id,
        organisation_id=need.organisation_id,
        allocation_id=line.allocation_id,
        agreement_id=need.agreement_id,
        alone_cents=need.alone_cents,
        quantity=need.quantity,
        source=need.source,
        dated_on=need.dated_on,
        stated_by=need.stated_by,
        stated_by_person=need.stated_by_person,
        stated_at=need.stated_at,
        version=1,
    )


async def change(
    session: AsyncSession,
    caller: Caller,
    allocation_id: UUID,
    body: AllocationChange,
    version: int,
    language: Language,
) -> AllocationOut:
    view = await access.lock_as_lead(session, caller, allocation_id)
    run = view.run
    check_version(run.version, version)
    require_state(run, "draft")
    for name, value in body.model_dump(exclude_unset=True).items():
        setattr(run, name, value)
    if run.ends_on < run.starts_on:
        raise PeriodReversed
    if run.budget_id is not None:
        budget = (await session.scalars(select(Allocation).where(Allocation.id == run.budget_id))).one()
        if (budget.starts_on, budget.ends_on) != (run.starts_on, run.ends_on):
            raise UnknownBudget
    await start_again(session, run)
    return await changed(session, caller, view, language)


async def abandon(
    session: AsyncSession, caller: Caller, allocation_id: UUID, language: Language
) -> AllocationOut:
    view = await access.lock_as_lead(session, caller, allocation_id)
    require_state(view.run, "draft", "reviewed")
    view.run.state = "abandoned"
    return await changed(session, caller, view, language)


def require_state(run: Allocation, *states: AllocationState) -> None:
    if run.state not in states:
        raise WrongRunState(state=words.STATES[run.state], context={"state": run.state})


async def start_again(session: AsyncSession, run: Allocation) -> None:
    """Forget what was computed of a draft, for its inputs have changed; the run is locked."""
    await session.execute(delete(Share).where(Share.allocation_id == run.id))
    await session.execute(delete(AllocationMember).where(AllocationMember.allocation_id == run.id))
    await session.execute(delete(Basis).where(Basis.allocation_id == run.id, Basis.stated_by.is_(None)))
    for line in await inputs.lines(session, run.id):
        line.key = None
        line.certificate = None
    run.rules_id = run.rules_number = run.members_count = run.total_cents = None
    run.hash = run.certificate = run.computed_at = run.computed_by_person = None
    await session.flush()


async def changed(session: AsyncSession, caller: Caller, view: View, language: Language) -> AllocationOut:
    view.run.version += 1
    await session.flush()
    return await queries.read_in(session, caller, view, language)
