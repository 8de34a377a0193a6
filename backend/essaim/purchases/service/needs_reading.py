"""Read needs, what is published of them, and who read them."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Page
from essaim.kit.text import Language, Text
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.errors.rounds import NotAsked
from essaim.purchases.models import Moment, Publication
from essaim.purchases.queries import needs as queries
from essaim.purchases.queries import telling
from essaim.purchases.queries.needs import ItemName
from essaim.purchases.queries.telling import Made
from essaim.purchases.rules.telling import tellable
from essaim.purchases.rules.withheld import NOT_YET, too_few
from essaim.purchases.schemas.forms import FormFormat
from essaim.purchases.schemas.needs import (
    ItemVolumeOut,
    MemberNeedOut,
    NeedQuery,
    OrganisationNeedsOut,
    PurchaseReadingOut,
    VolumesOut,
)
from essaim.purchases.service import readings, sheets
from essaim.purchases.service.needs import may_change
from essaim.purchases.service.needs_form import COLUMNS, cells_of
from essaim.purchases.service.sheets import File

MOMENTS: tuple[Moment, ...] = ("closing", "award", "needs")
"""The latest first."""


async def read_own(session: AsyncSession, caller: Caller, round_id: UUID) -> OrganisationNeedsOut:
    view = await access.find(session, caller, round_id)
    if view.member is None:
        raise NotAsked
    return await queries.answer(session, view, view.member, may_change=may_change(view, view.me))


async def read(
    session: AsyncSession, caller: Caller, round_id: UUID, organisation_id: UUID
) -> OrganisationNeedsOut | None:
    """One answer. None for what the caller may not read, or does not exist; where needs are sealed, the attempt is kept."""
    view = await access.find(session, caller, round_id)
    if not view.reads(organisation_id):
        await readings.refused(session, caller, view, "purchases.read_needs", organisation_id)
        return None
    member = await queries.member_of(session, view, organisation_id)
    if member is None:
        return None
    await readings.note(session, caller, view, "purchases.read_needs", [organisation_id])
    return await queries.answer(session, view, member, may_change=may_change(view, organisation_id))


async def search(
    session: AsyncSession, caller: Caller, round_id: UUID, page: NeedQuery
) -> Page[MemberNeedOut]:
    view = await access.find(session, caller, round_id)
    found = await queries.search(session, view, page)
    about = {line.organisation_id for line in found.items}
    # That an organisation asked for by name needs nothing is its line too.
    if page.organisation_id is not None and await queries.member_of(session, view, page.organisation_id):
        about.add(page.organisation_id)
    await readings.note(session, caller, view, "purchases.list_needs", about)
    return found


async def volumes(
    session: AsyncSession, caller: Caller, round_id: UUID, moment: Moment | None, language: Language
) -> VolumesOut:
    """Totals by item: live for who sees every line and asks for no moment, else as they were published."""
    view = await access.find(session, caller, round_id)
    items = await queries.items(session, round_id)
    if view.sees_all and moment is None:
        made = await telling.of_needs(session, round_id, staying=True, before=view.before)
        await _note_totals(session, caller, view, made)
        return VolumesOut(basis="live", items=[_live(item, made) for item in items])
    published = await queries.publications(session, view)
    shown = [
        _published(view, item, _chosen(published, item.item_id, moment), moment, language) for item in items
    ]
    return VolumesOut(basis="published", items=shown)


async def _note_totals(session: AsyncSession, caller: Caller, view: View, made: Made) -> None:
    """A total that too few make is as good as their lines: its reading is written down."""
    about = {
        organisation
        for volumes_ in made.volumes.values()
        if not tellable(view.confidentiality, volumes_)
        for organisation in volumes_
    }
    await readings.note(session, caller, view, "purchases.read_volumes", about)


def _live(item: ItemName, made: Made) -> ItemVolumeOut:
    volumes_ = made.volumes.get(item.item_id, {})
    references = made.references.get(item.item_id)
    return ItemVolumeOut(
        lot_id=item.lot_id,
        item_id=item.item_id,
        item_name=item.item_name,
        unit=item.unit,
        moment=None,
        volume=sum(volumes_.values()),
        contributors=len(volumes_),
        reference_cents=sum(references.values()) if references else None,
        withheld=None,
    )


def _chosen(
    published: Mapping[Moment, Mapping[UUID, Publication]], item_id: UUID, moment: Moment | None
) -> Publication | None:
    """The publication of a moment, or the last one."""
    asked = MOMENTS if moment is None else (moment,)
    return next(
        (published[one][item_id] for one in asked if one in published and item_id in published[one]), None
    )


def _published(
    view: View, item: ItemName, found: Publication | None, moment: Moment | None, language: Language
) -> ItemVolumeOut:
    withheld: Text | None = None
    if found is None:
        withheld = NOT_YET[moment or "needs"]
    elif found.volume is None:
        withheld = too_few(view.confidentiality)
    return ItemVolumeOut(
        lot_id=item.lot_id,
        item_id=item.item_id,
        item_name=item.item_name,
        unit=item.unit,
        moment=found and found.moment,
        volume=found and found.volume,
        contributors=found and found.contributors,
        reference_cents=found and found.reference_cents,
        withheld=withheld.in_(language) if withheld else None,
    )


async def search_readings(
    session: AsyncSession, caller: Caller, round_id: UUID, page: PageQuery
) -> Page[PurchaseReadingOut]:
    view = await access.find(session, caller, round_id)
    return await queries.search_readings(session, view, page)


async def model(
    session: AsyncSession, caller: Caller, round_id: UUID, format_: FormFormat, language: Language
) -> File:
    """The form of the round, with what one's organisation stated already."""
    own = await read_own(session, caller, round_id)
    name = "besoins" if language == "fr" else "needs"
    return sheets.write(format_, name, COLUMNS, [cells_of(line) for line in own.lines], language)
