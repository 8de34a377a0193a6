"""A second look before money is called: another person reviews, or sends back."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.allocations import access
from essaim.allocations.errors import AnotherMustReview, NotComputed, SharesOutOfDate
from essaim.allocations.models import Allocation
from essaim.allocations.queries import records
from essaim.allocations.schemas.runs import AllocationOut, ReturnIn
from essaim.allocations.service.runs import changed, require_state
from essaim.fairness.errors import Unshareable
from essaim.fairness.recompute import digest
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.text import Language


async def review(
    session: AsyncSession, caller: Caller, allocation_id: UUID, language: Language
) -> AllocationOut:
    view = await access.lock_as_lead(session, caller, allocation_id)
    run = view.run
    require_state(run, "draft")
    if run.hash is None:
        raise NotComputed
    if run.computed_by_person == caller.person_id:
        raise AnotherMustReview
    await _require_up_to_date(session, run)
    run.state = "reviewed"
    run.reviewed_at = clock.now()
    run.reviewed_by = caller.organisation_id
    run.reviewed_by_person = caller.person_id
    return await changed(session, caller, view, language)


async def _require_up_to_date(session: AsyncSession, run: Allocation) -> None:
    """What is reviewed is what the needs of today give: parties may have stated theirs since."""
    try:
        recomputed = await records.recomputed(session, run)
    except Unshareable as cause:
        raise SharesOutOfDate from cause
    if digest(recomputed) != run.hash:
        raise SharesOutOfDate


async def return_to_draft(
    session: AsyncSession, caller: Caller, allocation_id: UUID, body: ReturnIn, language: Language
) -> AllocationOut:
    view = await access.lock_as_lead(session, caller, allocation_id)
    run = view.run
    require_state(run, "reviewed")
    run.state = "draft"
    run.reviewed_at = run.reviewed_by = run.reviewed_by_person = None
    reason = f"{clock.today():%d/%m/%Y} : {body.reason}"
    run.note = reason if run.note is None else f"{run.note}\n{reason}"
    return await changed(session, caller, view, language)
