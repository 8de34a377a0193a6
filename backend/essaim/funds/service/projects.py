"""Present, withdraw, commit and close projects."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.decisions.models import Decision
from essaim.funds import access
from essaim.funds.access import View
from essaim.funds.errors import (
    CallNotOpen,
    NotYourProject,
    PaymentsPending,
    UnknownCall,
    VoteUnderWay,
    WrongProjectState,
)
from essaim.funds.models import Call, Payment, Project, ProjectState
from essaim.funds.queries import projects as queries
from essaim.funds.schemas import ProjectChange, ProjectIn, ProjectOut
from essaim.funds.service import money
from essaim.funds.words import PROJECT_STATES
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.kit.etag import check_version


async def create(session: AsyncSession, caller: Caller, fund_id: UUID, body: ProjectIn) -> ProjectOut:
    view = await access.find_taking_part(session, caller, fund_id)
    view.require_moving()
    await _require_call(session, view, body.call_id)
    project = Project(
        agreement_id=view.fund.agreement_id,
        fund_id=fund_id,
        organisation_id=caller.organisation_id,
        created_at=clock.now(),
        **body.model_dump(),
    )
    session.add(project)
    await session.flush()
    return await queries.read_in(session, view, project.id)


async def change(
    session: AsyncSession, caller: Caller, fund_id: UUID, project_id: UUID, body: ProjectChange, version: int
) -> ProjectOut:
    view, project = await _own(session, caller, fund_id, project_id)
    view.require_moving()
    check_version(project.version, version)
    require_state(project, "draft")
    given = body.model_dump(exclude_unset=True)
    await _require_call(session, view, given.get("call_id"))
    for name, value in given.items():
        setattr(project, name, value)
    return await _changed(session, view, project)


async def submit(session: AsyncSession, caller: Caller, fund_id: UUID, project_id: UUID) -> ProjectOut:
    view, project = await _own(session, caller, fund_id, project_id)
    view.require_moving()
    require_state(project, "draft")
    await _require_call_open(session, project)
    await money.require_call_budget(session, project)
    project.state = "submitted"
    project.submitted_at = clock.now()
    return await _changed(session, view, project)


async def withdraw(session: AsyncSession, caller: Caller, fund_id: UUID, project_id: UUID) -> ProjectOut:
    view, project = await _own(session, caller, fund_id, project_id)
    require_state(project, "draft", "submitted", "conditional")
    if await _is_voted(session, project):
        raise VoteUnderWay
    project.state = "withdrawn"
    project.closed_at = clock.now()
    return await _changed(session, view, project)


async def commit_project(
    session: AsyncSession, caller: Caller, fund_id: UUID, project_id: UUID
) -> ProjectOut:
    """The money of a project adopted conditionally has come."""
    view = await access.find_as_lead(session, caller, fund_id)
    view.require_moving()
    await money.hold(session, view.fund.agreement_id)
    project = await lock(session, fund_id, project_id)
    require_state(project, "conditional")
    await money.set_aside(
        session,
        view.standing.agreement,
        project,
        project.decision_id,
        at=clock.now(),
        told=view.sees_all,
    )
    return await queries.read_in(session, view, project_id)


async def close(session: AsyncSession, caller: Caller, fund_id: UUID, project_id: UUID) -> ProjectOut:
    """Give back what is left. Allowed once the agreement has ended too: what was set aside must go somewhere."""
    view = await access.find_as_lead(session, caller, fund_id)
    await money.hold(session, view.fund.agreement_id)
    project = await lock(session, fund_id, project_id)
    require_state(project, "committed")
    pending = select(Payment.id).where(Payment.project_id == project_id, Payment.state == "pending").limit(1)
    if await session.scalar(pending) is not None:
        raise PaymentsPending
    project.state = "closed"
    project.closed_at = clock.now()
    project.version += 1
    await session.flush()
    await money.give_back(session, view.standing.agreement, project)
    return await queries.read_in(session, view, project_id)


async def lock(session: AsyncSession, fund_id: UUID, project_id: UUID) -> Project:
    statement = (
        select(Project)
        .where(Project.id == project_id, Project.fund_id == fund_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    project = (await session.scalars(statement)).one_or_none()
    if project is None:
        raise NotFound
    return project


def require_state(project: Project, *states: ProjectState) -> None:
    if project.state not in states:
        raise WrongProjectState(state=PROJECT_STATES[project.state], context={"state": project.state})


async def _own(
    session: AsyncSession, caller: Caller, fund_id: UUID, project_id: UUID
) -> tuple[View, Project]:
    """A project of one's own, locked; another's draft does not exist for us."""
    view = await access.find_taking_part(session, caller, fund_id)
    project = await lock(session, fund_id, project_id)
    if project.organisation_id != view.me:
        raise NotFound if project.submitted_at is None else NotYourProject
    return view, project


async def _require_call(session: AsyncSession, view: View, call_id: UUID | None) -> None:
    if call_id is None:
        return
    known = select(Call.id).where(Call.id == call_id, Call.fund_id == view.fund.id)
    if await session.scalar(known) is None:
        raise UnknownCall


async def _require_call_open(session: AsyncSession, project: Project) -> None:
    if project.call_id is None:
        return
    call = (await session.scalars(select(Call).where(Call.id == project.call_id))).one()
    if not call.opens_on <= clock.today() <= call.closes_on:
        raise CallNotOpen(
            opens_on=f"{call.opens_on:%d/%m/%Y}",
            closes_on=f"{call.closes_on:%d/%m/%Y}",
            context={"opens_on": call.opens_on.isoformat(), "closes_on": call.closes_on.isoformat()},
        )


async def _is_voted(session: AsyncSession, project: Project) -> bool:
    voted = select(Decision.id).where(
        Decision.agreement_id == project.agreement_id,
        Decision.effect == "approve_project",
        Decision.subject_id == project.id,
        Decision.state.in_(("convened", "open")),
    )
    return await session.scalar(voted.limit(1)) is not None


async def _changed(session: AsyncSession, view: View, project: Project) -> ProjectOut:
    project.version += 1
    await session.flush()
    return await queries.read_in(session, view, project.id)
