"""Networks over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.identity.caller import CurrentCaller
from essaim.identity.caller import router as feature_router
from essaim.kit.clock import today
from essaim.kit.db import Session
from essaim.kit.errors import IdempotencyMismatch, InvalidCursor, StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.networks import queries, service
from essaim.networks.errors import (
    AlreadyAnswered,
    CodeTaken,
    DatesReversed,
    EndAlreadyNearer,
    EndInThePast,
    MembershipExists,
    NetworkCycle,
    NotInForce,
    NotTheAskingSide,
    NotTheOtherSide,
    OwnMembership,
    UnknownOrganisation,
)
from essaim.networks.schemas import (
    BeneficiaryOut,
    BeneficiaryQuery,
    BenefitChange,
    BenefitIn,
    BenefitOut,
    BenefitQuery,
    BenefitSummary,
    DayQuery,
    EffectiveOut,
    EffectiveQuery,
    MemberQuery,
    MembershipEnd,
    MembershipIn,
    MembershipOut,
    MembershipQuery,
    NetworkDetail,
    NetworkOut,
    NetworkQuery,
    Tree,
)

router = feature_router("networks")


@router.get("", responses=responses(InvalidCursor))
@policy("networks.read")
async def search(
    session: Session, caller: CurrentCaller, page: Annotated[NetworkQuery, Query()]
) -> Page[NetworkOut]:
    """Networks of the directory in French order, with your organisation’s membership in each."""
    return await queries.networks.search(session, caller, page)


@router.get("/memberships", responses=responses(InvalidCursor))
@policy("networks.read")
async def search_memberships(
    session: Session, caller: CurrentCaller, page: Annotated[MembershipQuery, Query()]
) -> Page[MembershipOut]:
    """Memberships of which your organisation is a side, the latest asked first; `awaiting_me` for those to answer."""
    return await queries.memberships.mine(session, caller, page)


@router.get("/effective", responses=responses(InvalidCursor))
@policy("networks.read")
async def read_effective(
    session: Session, caller: CurrentCaller, page: Annotated[EffectiveQuery, Query()]
) -> Page[EffectiveOut]:
    """What an organisation has on a day, by its own memberships and through its networks, the nearest first.

    Every path is listed, with who pays and the days common to its memberships. Derived at each reading.
    """
    organisation = page.organisation_id or caller.organisation_id
    return await queries.effective.effective(session, organisation, page, page.on or today())


@router.get("/{network_id}")
@policy("networks.read")
async def read(session: Session, caller: CurrentCaller, network_id: UUID) -> NetworkDetail:
    """One network: its counts, your membership, the networks it belongs to."""
    return await queries.networks.read(session, caller, network_id)


@router.get("/{network_id}/tree")
@policy("networks.read")
async def read_tree(session: Session, network_id: UUID, day: Annotated[DayQuery, Query()]) -> Tree:
    """The network and the networks below it, nested, with the number of members of each.

    At most 6 levels and 500 networks; `truncated` says when some are left out.
    """
    return await queries.networks.tree(session, network_id, day.on or today())


@router.get("/{network_id}/members", responses=responses(InvalidCursor))
@policy("networks.read")
async def search_members(
    session: Session, caller: CurrentCaller, network_id: UUID, page: Annotated[MemberQuery, Query()]
) -> Page[MembershipOut]:
    """Members of a network, in French order of their names. Requests are told to their two sides only."""
    return await queries.memberships.members(session, caller, network_id, page)


@router.post(
    "/{network_id}/memberships",
    status_code=201,
    response_model=MembershipOut,
    responses=responses(
        MembershipExists, NetworkCycle, OwnMembership, UnknownOrganisation, IdempotencyMismatch
    ),
)
@policy("networks.read")
async def ask(
    session: Session,
    caller: CurrentCaller,
    network_id: UUID,
    body: MembershipIn,
    idempotency: Idempotency,
) -> MembershipOut | Response:
    """Ask for a membership: as the network (permission `networks.manage`) or as the organisation that joins
    (`networks.join`). It waits for the other side to confirm.

    `network_cycle` when the network already belongs to that organisation, even through others: `context.path` names
    the networks in between.
    """
    return await idempotency(
        lambda: service.ask(session, caller, network_id, body),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.get("/{network_id}/memberships/{membership_id}")
@policy("networks.read")
async def read_membership(
    session: Session, caller: CurrentCaller, network_id: UUID, membership_id: UUID, response: Response
) -> MembershipOut:
    """One membership; a request is told to its two sides only."""
    membership = await queries.memberships.read(session, caller, network_id, membership_id)
    tag(response, membership.version)
    return membership


@router.post(
    "/{network_id}/memberships/{membership_id}/confirm",
    responses=responses(AlreadyAnswered, NotTheOtherSide, NetworkCycle),
)
@policy("networks.read")
async def confirm(
    session: Session, caller: CurrentCaller, network_id: UUID, membership_id: UUID
) -> MembershipOut:
    """Accept a membership the other side asked (`networks.manage` as the network, `networks.join` as the member)."""
    return await service.confirm(session, caller, network_id, membership_id)


@router.post(
    "/{network_id}/memberships/{membership_id}/decline",
    responses=responses(AlreadyAnswered, NotTheOtherSide),
)
@policy("networks.read")
async def decline(
    session: Session, caller: CurrentCaller, network_id: UUID, membership_id: UUID
) -> MembershipOut:
    """Decline a membership the other side asked (`networks.manage` or `networks.join`)."""
    return await service.decline(session, caller, network_id, membership_id)


@router.post(
    "/{network_id}/memberships/{membership_id}/withdraw",
    responses=responses(AlreadyAnswered, NotTheAskingSide),
)
@policy("networks.read")
async def withdraw(
    session: Session, caller: CurrentCaller, network_id: UUID, membership_id: UUID
) -> MembershipOut:
    """Take back your own request before it is answered (`networks.manage` or `networks.join`)."""
    return await service.withdraw(session, caller, network_id, membership_id)


@router.post(
    "/{network_id}/memberships/{membership_id}/end",
    responses=responses(NotInForce, EndInThePast, EndAlreadyNearer),
)
@policy("networks.read")
async def end(
    session: Session, caller: CurrentCaller, network_id: UUID, membership_id: UUID, body: MembershipEnd
) -> MembershipOut:
    """Leave a network, or end a member’s membership, after the last day given (`networks.join` or `networks.manage`).

    A member may always leave, today or on a later day (law of 1 July 1901 on associations, article 4); nobody’s
    agreement is needed. What the membership gave is kept until the last day. A membership ended before its first day
    becomes `withdrawn`.
    """
    return await service.end(session, caller, network_id, membership_id, body)


@router.get("/{network_id}/benefits", responses=responses(InvalidCursor))
@policy("networks.read")
async def search_benefits(
    session: Session, network_id: UUID, page: Annotated[BenefitQuery, Query()]
) -> Page[BenefitOut]:
    """What a network itself gives its members, by code. For what it receives, read `effective` for it."""
    return await queries.benefits.search(session, network_id, page)


@router.post(
    "/{network_id}/benefits",
    status_code=201,
    response_model=BenefitOut,
    responses=responses(CodeTaken, DatesReversed, IdempotencyMismatch),
)
@policy("networks.manage")
async def create_benefit(
    session: Session, caller: CurrentCaller, network_id: UUID, body: BenefitIn, idempotency: Idempotency
) -> BenefitOut | Response:
    """Open a benefit to the members of your network."""
    return await idempotency(
        lambda: service.create_benefit(session, caller, network_id, body),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.get("/{network_id}/benefits/{benefit_id}")
@policy("networks.read")
async def read_benefit(
    session: Session, network_id: UUID, benefit_id: UUID, response: Response
) -> BenefitOut:
    """One benefit of a network."""
    benefit = await queries.benefits.read(session, network_id, benefit_id)
    tag(response, benefit.version)
    return benefit


@router.patch(
    "/{network_id}/benefits/{benefit_id}", responses=responses(DatesReversed, VersionRequired, StaleVersion)
)
@policy("networks.manage")
async def change_benefit(
    session: Session,
    caller: CurrentCaller,
    network_id: UUID,
    benefit_id: UUID,
    version: IfMatch,
    body: BenefitChange,
    response: Response,
) -> BenefitOut:
    """Change a benefit of your network. Who has it follows at once; its code stays."""
    benefit = await service.change_benefit(session, caller, network_id, benefit_id, version, body)
    tag(response, benefit.version)
    return benefit


@router.get("/{network_id}/benefits/{benefit_id}/beneficiaries", responses=responses(InvalidCursor))
@policy("networks.read")
async def search_beneficiaries(
    session: Session, network_id: UUID, benefit_id: UUID, page: Annotated[BeneficiaryQuery, Query()]
) -> Page[BeneficiaryOut]:
    """Who has a benefit on a day, in French order, with every way it reaches them: path, payer, dates.

    Full members of the network, its associates if the benefit is for them, and, if it passes on, full members of its
    member networks, and theirs.
    """
    return await queries.effective.beneficiaries(session, network_id, benefit_id, page, page.on or today())


@router.get("/{network_id}/benefits/{benefit_id}/summary")
@policy("networks.read")
async def read_benefit_summary(
    session: Session,
    caller: CurrentCaller,
    network_id: UUID,
    benefit_id: UUID,
    day: Annotated[DayQuery, Query()],
) -> BenefitSummary:
    """How many a benefit reaches on a day, through which networks, and what that saves in a year (cents of euro).

    Saved = organisations that have it only through a network × the fee of one alone − what their networks pay.
    """
    return await queries.effective.summary(session, caller, network_id, benefit_id, day.on or today())
