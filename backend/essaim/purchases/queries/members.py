"""Read who is asked in a round."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Party
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.pagination import fetch_page
from essaim.organisations.models import Organisation
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.models import Member, OptOut
from essaim.purchases.schemas.rounds import MemberOut, MembersOut, MembersQuery


async def list_members(
    session: AsyncSession, caller: Caller, round_id: UUID, page: MembersQuery
) -> MembersOut:
    return await read_in(session, await access.find(session, caller, round_id), page)


async def read_in(session: AsyncSession, view: View, page: MembersQuery) -> MembersOut:
    statement = (
        select(Member, Organisation.name.label("organisation_name"))
        .join(Organisation, Organisation.id == Member.organisation_id)
        .where(Member.round_id == view.round.id)
        .execution_options(populate_existing=True)
    )
    if not view.sees_all:
        statement = statement.where(Member.organisation_id == view.me)
    rows, cursor = await fetch_page(
        session, statement, key=(Member.position.expression,), kinds=(int,), page=page
    )
    left = await _left(session, view, [row.Member.organisation_id for row in rows])
    members, answered = await progress(session, view.round.id)
    return MembersOut(
        items=[_member_out(row, left) for row in rows],
        next_cursor=cursor,
        members_count=members,
        answered_count=answered,
    )


async def progress(session: AsyncSession, round_id: UUID) -> tuple[int, int]:
    """How many organisations are asked, and how many answered."""
    counts = func.purchase_progress(round_id).table_valued("members", "answered")
    row = (await session.execute(select(counts.c.members, counts.c.answered))).one()
    return int(row.members), int(row.answered)


async def taking_part(session: AsyncSession, agreement_id: UUID) -> list[Party]:
    """Parties of today that are no observers, those that joined first first."""
    today = clock.today()
    statement = (
        select(Party)
        .where(Party.agreement_id == agreement_id, Party.state == "accepted", Party.role != "observer")
        .order_by(Party.joined_on.nulls_last(), Party.id)
    )
    return [one for one in (await session.scalars(statement)).all() if one.state_on(today) == "accepted"]


async def asked(session: AsyncSession, round_id: UUID) -> list[UUID]:
    """Those asked, in their order; for who may read them all."""
    statement = select(Member.organisation_id).where(Member.round_id == round_id).order_by(Member.position)
    return list((await session.scalars(statement)).all())


async def _left(session: AsyncSession, view: View, organisations: list[UUID]) -> dict[UUID, list[UUID]]:
    statement = (
        select(OptOut.organisation_id, OptOut.lot_id)
        .where(OptOut.round_id == view.round.id, OptOut.organisation_id.in_(organisations))
        .order_by(OptOut.opted_out_at)
    )
    found: dict[UUID, list[UUID]] = {}
    for organisation_id, lot_id in (await session.execute(statement)).all():
        found.setdefault(organisation_id, []).append(lot_id)
    return found


def _member_out(row: Any, left: dict[UUID, list[UUID]]) -> MemberOut:
    member: Member = row.Member
    return MemberOut(
        organisation_id=member.organisation_id,
        organisation_name=row.organisation_name,
        answered_at=member.answered_at,
        undertaken_at=member.undertaken_at,
        left_lot_ids=left.get(member.organisation_id, []),
        reminders=member.reminders,
        reminded_at=member.reminded_at,
    )
