"""Post a reviewed run: calls, adjustments and credits, and what a run that replaces another makes of it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Agreement
from essaim.allocations import access
from essaim.allocations.access import View
from essaim.allocations.errors import AgreementNotStarted, AlreadyReplaced, CalledSince
from essaim.allocations.models import Allocation
from essaim.allocations.queries import bills, charges, inputs
from essaim.allocations.schemas.shares import PostedOut
from essaim.allocations.service.runs import require_no_actual, require_state
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.etag import check_version
from essaim.kit.money import euros
from essaim.statements.models import Statement
from essaim.statements.service import issuing

_REPLACED = "Remplacé par « {title} »"


async def post(session: AsyncSession, caller: Caller, allocation_id: UUID, version: int) -> PostedOut:
    """Rows of runs are locked first, the book is held last, so that two posts of related runs wait for each other."""
    view = await access.lock_as_lead(session, caller, allocation_id)
    run, agreement = view.run, view.standing.agreement
    check_version(run.version, version)
    require_state(run, "reviewed")
    require_started(agreement)
    replaced = await _close_related(session, run)
    _mark_posted(run, caller)
    await session.flush()
    carried = 0
    if replaced is not None and run.stage == "budget":
        because = _REPLACED.format(title=run.title)
        carried = await issuing.cancel_of(session, replaced.id, because=because)
    issued = await _issue(session, caller, view)
    if replaced is not None and run.stage == "budget":
        await issuing.carry(session, caller, replaced.id, run.id)
    return _told(run, issued, carried)


def require_started(agreement: Agreement) -> None:
    """Money is called once the agreement is in force; the last accounts may come after its end."""
    if agreement.state == "draft":
        raise AgreementNotStarted


async def _close_related(session: AsyncSession, run: Allocation) -> Allocation | None:
    """The run that this one replaces, marked so; its budget held, so that nothing is charged under it meanwhile."""
    replaced = await lock(session, run.replaces_id)
    budget = await lock(session, run.budget_id)
    if (replaced is not None and replaced.state != "posted") or (
        budget is not None and budget.state != "posted"
    ):
        raise AlreadyReplaced
    if budget is not None:
        await require_no_actual(session, budget.id, besides=run.replaces_id)
    if replaced is not None and replaced.stage == "budget":
        await require_no_actual(session, replaced.id)
    if replaced is not None:
        replaced.state = "replaced"
        replaced.version += 1
        await session.flush()
    return replaced


async def lock(session: AsyncSession, allocation_id: UUID | None) -> Allocation | None:
    if allocation_id is None:
        return None
    statement = select(Allocation).where(Allocation.id == allocation_id).with_for_update()
    return (await session.scalars(statement.execution_options(populate_existing=True))).one()


def _mark_posted(run: Allocation, caller: Caller) -> None:
    run.state = "posted"
    run.posted_at = clock.now()
    run.posted_by = caller.organisation_id
    run.posted_by_person = caller.person_id
    run.version += 1


async def _issue(session: AsyncSession, caller: Caller, view: View) -> list[Statement]:
    """What was reviewed is what is charged: refused if what was called before has changed since it was computed."""
    run, agreement = view.run, view.standing.agreement
    sharing = await inputs.members(session, run.id)
    called = await charges.charged_before(session, run)
    expected = {member.organisation_id: member.called_cents for member in sharing}
    changed = [one for one, cents in expected.items() if called.get(one, 0) != cents]
    if changed:
        told, then = sum(called.get(one, 0) for one in expected), sum(expected.values())
        raise CalledSince(
            called=euros(told),
            expected=euros(then),
            context={"organisation_ids": [str(one) for one in changed], "called_cents": told},
        )
    gone = {one: cents for one, cents in called.items() if one not in expected and cents}
    return await issuing.issue(
        session,
        caller,
        agreement,
        await bills.of(session, agreement, run, sharing, gone),
        allocation_id=run.id,
        starts_on=run.starts_on,
        ends_on=run.ends_on,
        description=run.title,
        vat_category=await charges.vat_category(session, agreement.id),
    )


def _told(run: Allocation, issued: Sequence[Statement], carried: int) -> PostedOut:
    amounts = [statement.amount_cents for statement in issued]
    return PostedOut(
        id=run.id,
        state=run.state,
        version=run.version,
        statements_count=len(issued),
        called_cents=sum(cents for cents in amounts if cents > 0),
        credited_cents=-sum(cents for cents in amounts if cents < 0),
        carried_cents=carried,
    )
