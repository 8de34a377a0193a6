"""Say who is asked, and record the undertakings of those asked.

Who changes several members locks them before the round, as who states needs locks its own line before the round is held by
the needs: two changes wait for each other and never cross.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import case, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.access import Standing
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.purchases import access
from essaim.purchases.errors.preparing import (
    CoordinatorNotNeutral,
    MemberAnswered,
    NothingToUndertake,
    TakesNoPart,
)
from essaim.purchases.models import Member, Round
from essaim.purchases.queries import members as queries
from essaim.purchases.queries import rounds
from essaim.purchases.schemas.rounds import AskedIn, MembersOut, MembersQuery, RoundOut
from essaim.purchases.service.states import require_stage


async def ask(session: AsyncSession, caller: Caller, round_id: UUID, body: AskedIn) -> MembersOut:
    await access.find_as_coordinator(session, caller, round_id)
    present = {one.organisation_id: one for one in await lock(session, round_id)}
    view = await access.lock_as_coordinator(session, caller, round_id)
    view.standing.require_not_ended()
    require_stage(view.round, "draft", "needs")
    wanted = body.organisation_ids
    gone = [one for one in present.values() if one.organisation_id not in set(wanted)]
    if any(one.answered_at is not None for one in gone):
        raise MemberAnswered
    await require_taking_part(session, view.standing, [one for one in wanted if one not in present])
    if view.confidentiality == "coopetition":
        require_neutral(view.standing, wanted)
    await session.execute(
        delete(Member).where(
            Member.round_id == round_id, Member.organisation_id.in_([one.organisation_id for one in gone])
        )
    )
    # Beyond the last place, until all are put in their order.
    newcomers = [one for one in wanted if one not in present]
    last = max((one.position for one in present.values()), default=0)
    session.add_all(_member(view.round, one, last + place) for place, one in enumerate(newcomers, 1))
    await session.flush()
    await _put_in_order(session, round_id, wanted)
    return await queries.read_in(session, view, MembersQuery(cursor=None, limit=100))


async def _put_in_order(session: AsyncSession, round_id: UUID, ordered: Sequence[UUID]) -> None:
    """In one statement: the constraint looks when it ends."""
    places = case({one: position for position, one in enumerate(ordered, 1)}, value=Member.organisation_id)
    moving = update(Member).where(Member.round_id == round_id).values(position=places)
    await session.execute(moving, execution_options={"synchronize_session": False})


async def lock(session: AsyncSession, round_id: UUID, *, waiting: bool = False) -> Sequence[Member]:
    """Those asked, locked in their order. `waiting`: those that did not answer."""
    statement = (
        select(Member)
        .where(Member.round_id == round_id)
        .order_by(Member.organisation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if waiting:
        statement = statement.where(Member.answered_at.is_(None))
    return (await session.scalars(statement)).all()


def add_all(session: AsyncSession, round_: Round, asked: Sequence[UUID]) -> None:
    session.add_all(_member(round_, one, position) for position, one in enumerate(asked, 1))


def _member(round_: Round, organisation_id: UUID, position: int) -> Member:
    return Member(
        round_id=round_.id,
        organisation_id=organisation_id,
        agreement_id=round_.agreement_id,
        position=position,
        reminders=0,
        version=1,
    )


async def require_taking_part(session: AsyncSession, standing: Standing, asked: Sequence[UUID]) -> None:
    present = {one.organisation_id for one in await queries.taking_part(session, standing.agreement.id)}
    if not present.issuperset(asked):
        raise TakesNoPart


def require_neutral(standing: Standing, asked: Sequence[UUID]) -> None:
    """Between competitors who coordinates reads the needs of all, and so does not buy."""
    if standing.mine.organisation_id in asked:
        raise CoordinatorNotNeutral


async def undertake(session: AsyncSession, caller: Caller, round_id: UUID) -> RoundOut:
    """Recorded once; asked again, it stays as it was given."""
    view = await access.find(session, caller, round_id)
    view.require_asked()
    view.standing.require_not_ended()
    require_stage(view.round, "needs")
    if view.round.undertaking is None:
        raise NothingToUndertake
    mine = select(Member).where(Member.round_id == round_id, Member.organisation_id == view.me)
    member = (await session.scalars(mine.with_for_update().execution_options(populate_existing=True))).one()
    if member.undertaken_at is None:
        # Its version stays: an answer being written is not disturbed.
        member.undertaken_at = clock.now()
        member.undertaken_by_person = caller.person_id
        await session.flush()
    return await rounds.read(session, caller, round_id)
