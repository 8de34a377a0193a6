"""Needs as they are read: one answer, a list, the totals, and who read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, any_, literal, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.models import Person
from essaim.kit.pagination import PageQuery, fetch_page
from essaim.kit.schemas import Page
from essaim.organisations.models import Organisation
from essaim.purchases.access import View
from essaim.purchases.models import (
    Item,
    Lot,
    Member,
    Moment,
    Need,
    Publication,
    PurchaseReading,
    RoundDocument,
)
from essaim.purchases.schemas.needs import (
    MemberNeedOut,
    NeedLineOut,
    NeedQuery,
    OrganisationNeedsOut,
    PurchaseReadingOut,
)


@dataclass(frozen=True, slots=True)
class ItemName:
    """An item with its lot, in the order of the round."""

    item_id: UUID
    item_name: str
    unit: str
    lot_id: UUID
    lot_name: str


async def member_of(session: AsyncSession, view: View, organisation_id: UUID) -> Member | None:
    """The line of an organisation among those asked, of those the caller reads."""
    if not view.reads(organisation_id):
        return None
    statement = select(Member).where(
        Member.round_id == view.round.id, Member.organisation_id == organisation_id
    )
    return (await session.scalars(statement)).one_or_none()


async def lock_member(session: AsyncSession, round_id: UUID, organisation_id: UUID) -> Member | None:
    """The same line, held for a change of its answer."""
    statement = (
        select(Member)
        .where(Member.round_id == round_id, Member.organisation_id == organisation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(statement)).one_or_none()


async def items(session: AsyncSession, round_id: UUID) -> list[ItemName]:
    statement = (
        select(Item.id, Item.name, Item.unit, Lot.id, Lot.name)
        .join(Lot, Lot.id == Item.lot_id)
        .where(Item.round_id == round_id)
        .order_by(Lot.position, Item.position)
    )
    return [ItemName(*row) for row in (await session.execute(statement)).all()]


async def stated(session: AsyncSession, view: View, organisation_id: UUID) -> dict[UUID, Need]:
    """What an organisation stated, by item."""
    statement = select(Need).where(
        Need.round_id == view.round.id, Need.organisation_id == organisation_id, _in_time(view)
    )
    return {need.item_id: need for need in await session.scalars(statement)}


def _in_time(view: View) -> ColumnElement[bool]:
    last = view.before
    return true() if last is None else Need.stated_at < last


async def answer(
    session: AsyncSession, view: View, member: Member, *, may_change: bool
) -> OrganisationNeedsOut:
    """The whole answer of an organisation, beside every item of the round."""
    needs = await stated(session, view, member.organisation_id)
    name = await session.scalar(select(Organisation.name).where(Organisation.id == member.organisation_id))
    return OrganisationNeedsOut(
        round_id=view.round.id,
        round_state=view.round.state,
        organisation_id=member.organisation_id,
        organisation_name=name or "",
        version=member.version,
        may_change=may_change,
        undertaking_due=view.round.undertaking is not None and member.undertaken_at is None,
        answered_at=member.answered_at,
        lines=[_line(item, needs.get(item.item_id)) for item in await items(session, view.round.id)],
    )


def _line(item: ItemName, need: Need | None) -> NeedLineOut:
    return NeedLineOut(
        lot_id=item.lot_id,
        lot_name=item.lot_name,
        item_id=item.item_id,
        item_name=item.item_name,
        unit=item.unit,
        volume=need and need.volume,
        reference_price=need and need.reference_price,
        reference_source=need and need.reference_source,
        reference_on=need and need.reference_on,
        evidence_id=need and need.evidence_id,
    )


async def evidence_of(
    session: AsyncSession, round_id: UUID, organisation_id: UUID, ids: Sequence[UUID]
) -> set[UUID]:
    """Of these documents, those that are evidence of this organisation."""
    statement = select(RoundDocument.id).where(
        RoundDocument.round_id == round_id,
        RoundDocument.kind == "evidence",
        RoundDocument.organisation_id == organisation_id,
        RoundDocument.id.in_(ids),
    )
    return set(await session.scalars(statement))


async def search(session: AsyncSession, view: View, page: NeedQuery) -> Page[MemberNeedOut]:
    """Needs by organisation, lot and item, of those that the caller reads."""
    statement = (
        select(Need, Organisation.name, Lot.name, Item.name, Item.unit)
        .join(Member, and_(Member.round_id == Need.round_id, Member.organisation_id == Need.organisation_id))
        .join(Organisation, Organisation.id == Need.organisation_id)
        .join(Item, Item.id == Need.item_id)
        .join(Lot, Lot.id == Need.lot_id)
        .where(Need.round_id == view.round.id, _in_time(view))
    )
    if not view.sees_all:
        statement = statement.where(Need.organisation_id == view.me)
    if page.organisation_id is not None:
        statement = statement.where(Need.organisation_id == page.organisation_id)
    if page.lot_id is not None:
        statement = statement.where(Need.lot_id == page.lot_id)
    if page.item_id is not None:
        statement = statement.where(Need.item_id == page.item_id)
    rows, following = await fetch_page(
        session,
        statement,
        key=(Member.position, Lot.position, Item.position),
        kinds=(int, int, int),
        page=page,
    )
    return Page(items=[_member_need(*row[:5]) for row in rows], next_cursor=following)


def _member_need(need: Need, organisation: str, lot: str, item: str, unit: str) -> MemberNeedOut:
    return MemberNeedOut(
        organisation_id=need.organisation_id,
        organisation_name=organisation,
        lot_id=need.lot_id,
        lot_name=lot,
        item_id=need.item_id,
        item_name=item,
        unit=unit,
        volume=need.volume,
        reference_price=need.reference_price,
        reference_source=need.reference_source,
        reference_on=need.reference_on,
        evidence_id=need.evidence_id,
        stated_at=need.stated_at,
        on_paper=need.stated_by != need.organisation_id,
    )


async def publications(session: AsyncSession, view: View) -> dict[Moment, dict[UUID, Publication]]:
    """What was published, by moment then by item; for a party that left, in its time."""
    statement = select(Publication).where(Publication.round_id == view.round.id)
    last = view.before
    if last is not None:
        statement = statement.where(Publication.published_at < last)
    found: dict[Moment, dict[UUID, Publication]] = {}
    for one in await session.scalars(statement):
        found.setdefault(one.moment, {})[one.item_id] = one
    return found


async def search_readings(session: AsyncSession, view: View, page: PageQuery) -> Page[PurchaseReadingOut]:
    """Readings of the caller's own lines, the latest first; every one and the attempts for the coordinator."""
    statement = (
        select(PurchaseReading, Organisation.name, Person.name)
        .join(Organisation, Organisation.id == PurchaseReading.organisation_id)
        .outerjoin(
            Person,
            and_(Person.id == PurchaseReading.person_id, PurchaseReading.organisation_id == view.me),
        )
        .where(PurchaseReading.round_id == view.round.id)
    )
    if not view.coordinates:
        mine = literal(view.me) == any_(PurchaseReading.about)
        statement = statement.where(PurchaseReading.granted, mine)
    last = view.before
    if last is not None:
        statement = statement.where(PurchaseReading.read_at < last)
    rows, following = await fetch_page(
        session, statement, key=(PurchaseReading.id,), kinds=(UUID,), page=page, descending=True
    )
    return Page(items=[_reading(view, *row[:3]) for row in rows], next_cursor=following)


def _reading(
    view: View, reading: PurchaseReading, organisation: str, person: str | None
) -> PurchaseReadingOut:
    return PurchaseReadingOut(
        id=reading.id,
        organisation_id=reading.organisation_id,
        organisation_name=organisation,
        person_name=person,
        operation=reading.operation,
        granted=reading.granted,
        about=reading.about if view.coordinates else [view.me],
        read_at=reading.read_at,
    )
