"""Write, change and remove the promises of a partnership."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access
from essaim.agreements.access import Standing
from essaim.agreements.models import Commitment, Party
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import FieldFault, NotFound
from essaim.kit.etag import check_version
from essaim.kit.text import Language
from essaim.partnerships import queries, rules
from essaim.partnerships.errors import (
    CommitmentTooLarge,
    NotYourPromise,
    PromiserNotParty,
    TooManyCommitments,
    WrongSide,
)
from essaim.partnerships.schemas import CommitmentChange, CommitmentIn, CommitmentOut

MAXIMUM = 200
"""Promises in one partnership: its balance is always shown whole."""


async def create(
    session: AsyncSession, caller: Caller, partnership_id: UUID, body: CommitmentIn, language: Language
) -> CommitmentOut:
    """A promise of one's own organisation, or, written by the lead, of any party."""
    standing = await _writing(session, caller, partnership_id)
    if not standing.leads and body.promiser_id != caller.organisation_id:
        raise NotYourPromise
    await _require_promiser(session, partnership_id, body)
    await _require_room(session, partnership_id)
    commitment = Commitment(agreement_id=partnership_id, **body.model_dump())
    _require_sensible(commitment)
    session.add(commitment)
    await session.flush()
    return await queries.read_commitment(session, standing, commitment.id, language)


async def change(
    session: AsyncSession,
    caller: Caller,
    partnership_id: UUID,
    commitment_id: UUID,
    version: int,
    body: CommitmentChange,
    language: Language,
) -> CommitmentOut:
    standing, commitment = await _lock(session, caller, partnership_id, commitment_id)
    check_version(commitment.version, version)
    for name, value in body.model_dump(exclude_unset=True).items():
        setattr(commitment, name, value)
    _require_sensible(commitment)
    commitment.version += 1
    commitment.updated_at = clock.now()
    await session.flush()
    return await queries.read_commitment(session, standing, commitment.id, language)


async def remove(
    session: AsyncSession, caller: Caller, partnership_id: UUID, commitment_id: UUID, version: int
) -> None:
    _, commitment = await _lock(session, caller, partnership_id, commitment_id)
    check_version(commitment.version, version)
    await session.delete(commitment)
    await session.flush()


async def _writing(session: AsyncSession, caller: Caller, partnership_id: UUID) -> Standing:
    standing = await access.find(session, caller, partnership_id, "partnership")
    standing.require_taking_part()
    standing.require_not_ended()
    return standing


async def _lock(
    session: AsyncSession, caller: Caller, partnership_id: UUID, commitment_id: UUID
) -> tuple[Standing, Commitment]:
    standing = await _writing(session, caller, partnership_id)
    statement = (
        select(Commitment)
        .where(Commitment.id == commitment_id, Commitment.agreement_id == partnership_id)
        .with_for_update()
    )
    commitment = (await session.scalars(statement)).one_or_none()
    if commitment is None:
        raise NotFound
    if not queries.may_write(commitment, standing):
        raise NotYourPromise
    return standing, commitment


async def _require_promiser(session: AsyncSession, partnership_id: UUID, body: CommitmentIn) -> None:
    party = (
        await session.scalars(
            select(Party).where(
                Party.agreement_id == partnership_id,
                Party.organisation_id == body.promiser_id,
                Party.role != "observer",
            )
        )
    ).one_or_none()
    if party is None or party.state_on(clock.today()) not in ("invited", "accepted"):
        raise PromiserNotParty
    if party.side is not None and party.side != body.side:
        raise WrongSide(side=party.side.upper(), context={"side": party.side})


async def _require_room(session: AsyncSession, partnership_id: UUID) -> None:
    count = select(func.count()).select_from(Commitment).where(Commitment.agreement_id == partnership_id)
    if (await session.scalar(count) or 0) >= MAXIMUM:
        raise TooManyCommitments(maximum=MAXIMUM)


def _require_sensible(commitment: Commitment) -> None:
    value = rules.value_cents(commitment.quantity, commitment.measure, commitment.unit_value_cents)
    if value > rules.MAXIMUM_CENTS:
        fault = FieldFault("/unit_value_cents", "too_large", CommitmentTooLarge.detail)
        raise CommitmentTooLarge(errors=[fault])
