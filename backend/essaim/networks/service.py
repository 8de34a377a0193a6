"""Asking, confirming and ending memberships; giving benefits."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.clock import now, today
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import NotFound, Refusal
from essaim.kit.etag import check_version
from essaim.networks import queries
from essaim.networks.access import require_network, require_side
from essaim.networks.errors import (
    AlreadyAnswered,
    CodeTaken,
    DatesReversed,
    MembershipExists,
    NetworkCycle,
    NotTheAskingSide,
    NotTheOtherSide,
    OwnMembership,
    UnknownOrganisation,
)
from essaim.networks.models import Benefit, Membership
from essaim.networks.rules import ASKED_BY, ASKING, ending
from essaim.networks.schemas import (
    BenefitChange,
    BenefitIn,
    BenefitOut,
    MembershipEnd,
    MembershipIn,
    MembershipOut,
)
from essaim.organisations.models import Organisation


async def ask(session: AsyncSession, caller: Caller, network_id: UUID, body: MembershipIn) -> MembershipOut:
    """Ask for a membership, for the network or for the organisation that joins; the other side confirms it."""
    await queries.networks.require_network_exists(session, network_id)
    side = require_side(caller, network=network_id, organisation=body.organisation_id)
    if network_id == body.organisation_id:
        raise OwnMembership
    membership = Membership(
        network_id=network_id,
        organisation_id=body.organisation_id,
        category=body.category,
        state=ASKING[side],
        payer_id=network_id if body.payer == "network" else body.organisation_id,
        yearly_fee_cents=body.yearly_fee_cents,
        asked_by=caller.person_id,
        starts_on=body.starts_on,
        ends_on=None,
    )
    async with _judged(session, caller, membership):
        session.add(membership)
    return await queries.memberships.read(session, caller, network_id, membership.id)


async def confirm(
    session: AsyncSession, caller: Caller, network_id: UUID, membership_id: UUID
) -> MembershipOut:
    """Accept what the other side asked: the membership runs from its first day."""
    membership = await _to_answer(session, caller, network_id, membership_id)
    await _answer(session, caller, membership, "active")
    return await queries.memberships.read(session, caller, network_id, membership_id)


async def decline(
    session: AsyncSession, caller: Caller, network_id: UUID, membership_id: UUID
) -> MembershipOut:
    """Say no to what the other side asked."""
    membership = await _to_answer(session, caller, network_id, membership_id)
    await _answer(session, caller, membership, "declined")
    return await queries.memberships.read(session, caller, network_id, membership_id)


async def withdraw(
    session: AsyncSession, caller: Caller, network_id: UUID, membership_id: UUID
) -> MembershipOut:
    """Take back one’s own request before the other side answers."""
    membership = await queries.memberships.get_locked(session, caller, network_id, membership_id)
    side = require_side(caller, network=membership.network_id, organisation=membership.organisation_id)
    if membership.state not in ASKED_BY:
        raise AlreadyAnswered
    if ASKED_BY[membership.state] != side:
        raise NotTheAskingSide
    membership.state = "withdrawn"
    membership.version += 1
    await session.flush()
    return await queries.memberships.read(session, caller, network_id, membership_id)


async def end(
    session: AsyncSession, caller: Caller, network_id: UUID, membership_id: UUID, body: MembershipEnd
) -> MembershipOut:
    """Leave, or end a member’s membership, after a last day of today or later."""
    membership = await queries.memberships.get_locked(session, caller, network_id, membership_id)
    require_side(caller, network=membership.network_id, organisation=membership.organisation_id)
    ended = ending(
        membership.state,
        starts_on=membership.starts_on,
        ends_on=membership.ends_on,
        wanted=body.ends_on,
        today=today(),
    )
    membership.state, membership.ends_on = ended.state, ended.last_day
    membership.version += 1
    await session.flush()
    return await queries.memberships.read(session, caller, network_id, membership_id)


async def _to_answer(
    session: AsyncSession, caller: Caller, network_id: UUID, membership_id: UUID
) -> Membership:
    membership = await queries.memberships.get_locked(session, caller, network_id, membership_id)
    side = require_side(caller, network=membership.network_id, organisation=membership.organisation_id)
    if membership.state not in ASKED_BY:
        raise AlreadyAnswered
    if ASKED_BY[membership.state] == side:
        raise NotTheOtherSide
    return membership


async def _answer(
    session: AsyncSession, caller: Caller, membership: Membership, state: Literal["active", "declined"]
) -> None:
    async with _judged(session, caller, membership):
        membership.state = state
        membership.answered_by = caller.person_id
        membership.answered_at = now()
        membership.version += 1


@asynccontextmanager
async def _judged(session: AsyncSession, caller: Caller, membership: Membership) -> AsyncIterator[None]:
    """Changes of a membership, judged by the database: overlaps and cycles, among concurrent requests too.

    Change it inside the block only: what is changed before is written before the savepoint.
    """
    network_id, organisation_id = membership.network_id, membership.organisation_id
    starts_on, ends_on = membership.starts_on, membership.ends_on
    found = await session.execute(
        select(Organisation.id, Organisation.name).where(Organisation.id.in_((network_id, organisation_id)))
    )
    names = {row.id: row.name for row in found}
    if organisation_id not in names:
        raise UnknownOrganisation
    facts = {"network": names[network_id], "organisation": names[organisation_id]}
    refusals = {
        "memberships_no_overlap": MembershipExists(**facts),
        "memberships_no_cycle": NetworkCycle(**facts, path=""),
    }
    try:
        async with refuse_if_violated(session, refusals):
            yield
    except NetworkCycle as breach:
        steps = await queries.memberships.cycle_path(
            session,
            me=caller.organisation_id,
            network=network_id,
            organisation=organisation_id,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        path: list[JsonValue] = [{"network_id": str(step.id), "name": step.name} for step in steps]
        named = " → ".join(step.name for step in steps)
        raise NetworkCycle(context={"path": path}, **facts, path=named) from breach


async def create_benefit(
    session: AsyncSession, caller: Caller, network_id: UUID, body: BenefitIn
) -> BenefitOut:
    """Open a benefit to one’s network’s members."""
    await queries.networks.require_network_exists(session, network_id)
    require_network(caller, network_id)
    benefit = Benefit(network_id=network_id, **body.model_dump())
    async with refuse_if_violated(session, _benefit_refusals()):
        session.add(benefit)
    return await queries.benefits.read(session, network_id, benefit.id)


async def change_benefit(
    session: AsyncSession,
    caller: Caller,
    network_id: UUID,
    benefit_id: UUID,
    version: int,
    change: BenefitChange,
) -> BenefitOut:
    """Change a benefit; who has it follows at once, nothing being copied."""
    await queries.benefits.read(session, network_id, benefit_id)
    require_network(caller, network_id)
    benefit = await session.scalar(
        select(Benefit).where(Benefit.id == benefit_id, Benefit.network_id == network_id).with_for_update()
    )
    if benefit is None:
        raise NotFound
    check_version(benefit.version, version)
    may_be_empty = {"description", "individual_fee_cents", "ends_on"}
    async with refuse_if_violated(session, _benefit_refusals()):
        for name, value in change.model_dump(exclude_unset=True).items():
            if value is not None or name in may_be_empty:
                setattr(benefit, name, value)
        benefit.version += 1
    return await queries.benefits.read(session, network_id, benefit_id)


def _benefit_refusals() -> dict[str, Refusal]:
    return {"benefits_code_key": CodeTaken(), "benefits_dates_check": DatesReversed()}
