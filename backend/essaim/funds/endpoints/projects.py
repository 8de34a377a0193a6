"""Present projects; commit and close them."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements.errors import AgreementEnded, OnlyTakingPart, OnlyTheLead
from essaim.funds.endpoints.routing import router, run_once
from essaim.funds.errors import (
    AboveCallBudget,
    CallNotOpen,
    InsufficientFunds,
    NotInForce,
    NotYetParty,
    NotYourProject,
    PaymentsPending,
    UnknownCall,
    VoteUnderWay,
    WrongProjectState,
)
from essaim.funds.queries import projects as queries
from essaim.funds.schemas import ProjectChange, ProjectIn, ProjectOut, ProjectQuery
from essaim.funds.service import projects as service
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page

PRESENTING = (NotYetParty, OnlyTakingPart, AgreementEnded, NotInForce)


@router.get("/{fund_id}/projects", responses=responses(NotYetParty))
@policy("funds.read")
async def list_projects(
    session: Session, caller: CurrentCaller, fund_id: UUID, page: Annotated[ProjectQuery, Query()]
) -> Page[ProjectOut]:
    """Projects submitted by anybody, and the drafts of your organisation, the newest first."""
    return await queries.search(session, caller, fund_id, page)


@router.post(
    "/{fund_id}/projects",
    status_code=201,
    response_model=ProjectOut,
    responses=responses(*PRESENTING, UnknownCall),
)
@policy("funds.apply")
async def draft_project(
    session: Session, caller: CurrentCaller, fund_id: UUID, body: ProjectIn, idempotency: Idempotency
) -> ProjectOut | Response:
    """Draft an application; nobody else reads it until it is submitted."""
    return await run_once(idempotency, caller, lambda: service.create(session, caller, fund_id, body))


@router.get("/{fund_id}/projects/{project_id}", responses=responses(NotYetParty))
@policy("funds.read")
async def read_project(
    session: Session, caller: CurrentCaller, fund_id: UUID, project_id: UUID, response: Response
) -> ProjectOut:
    """One project with its decision and what was committed, paid and is left."""
    project = await queries.read(session, caller, fund_id, project_id)
    tag(response, project.version)
    return project


@router.patch(
    "/{fund_id}/projects/{project_id}",
    responses=responses(
        *PRESENTING, NotYourProject, UnknownCall, WrongProjectState, VersionRequired, StaleVersion
    ),
)
@policy("funds.apply")
async def change_project(
    session: Session,
    caller: CurrentCaller,
    fund_id: UUID,
    project_id: UUID,
    body: ProjectChange,
    version: IfMatch,
    response: Response,
) -> ProjectOut:
    """Change a draft of your organisation. Once submitted a project no longer changes: withdraw it and present another."""
    project = await service.change(session, caller, fund_id, project_id, body, version)
    tag(response, project.version)
    return project


@router.post(
    "/{fund_id}/projects/{project_id}/submit",
    response_model=ProjectOut,
    responses=responses(*PRESENTING, NotYourProject, WrongProjectState, CallNotOpen, AboveCallBudget),
)
@policy("funds.apply")
async def submit_project(
    session: Session, caller: CurrentCaller, fund_id: UUID, project_id: UUID, idempotency: Idempotency
) -> ProjectOut | Response:
    """Present a draft to the members. It is then voted as a decision whose effect is `approve_project`."""
    return await run_once(idempotency, caller, lambda: service.submit(session, caller, fund_id, project_id))


@router.post(
    "/{fund_id}/projects/{project_id}/withdraw",
    response_model=ProjectOut,
    responses=responses(NotYetParty, OnlyTakingPart, NotYourProject, WrongProjectState, VoteUnderWay),
)
@policy("funds.apply")
async def withdraw_project(
    session: Session, caller: CurrentCaller, fund_id: UUID, project_id: UUID, idempotency: Idempotency
) -> ProjectOut | Response:
    """Withdraw a project of your organisation that is not committed and not being voted."""
    return await run_once(idempotency, caller, lambda: service.withdraw(session, caller, fund_id, project_id))


@router.post(
    "/{fund_id}/projects/{project_id}/commit",
    response_model=ProjectOut,
    responses=responses(
        NotYetParty,
        OnlyTheLead,
        AgreementEnded,
        NotInForce,
        WrongProjectState,
        InsufficientFunds,
        AboveCallBudget,
    ),
)
@policy("funds.spend")
async def commit_project(
    session: Session, caller: CurrentCaller, fund_id: UUID, project_id: UUID, idempotency: Idempotency
) -> ProjectOut | Response:
    """Commit a project adopted conditionally, as the lead, now that the fund can pay for it."""
    return await run_once(
        idempotency, caller, lambda: service.commit_project(session, caller, fund_id, project_id)
    )


@router.post(
    "/{fund_id}/projects/{project_id}/close",
    response_model=ProjectOut,
    responses=responses(NotYetParty, OnlyTheLead, WrongProjectState, PaymentsPending),
)
@policy("funds.spend")
async def close_project(
    session: Session, caller: CurrentCaller, fund_id: UUID, project_id: UUID, idempotency: Idempotency
) -> ProjectOut | Response:
    """Close a project, as the lead: what it did not use goes back to who paid for it, in proportion.

    The part of a party that left goes to it only if the rules in force say `late_release_to_leavers`.
    """
    return await run_once(idempotency, caller, lambda: service.close(session, caller, fund_id, project_id))
