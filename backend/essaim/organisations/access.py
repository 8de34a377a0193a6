"""Who may see and change what of organisations. The directory itself is public."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.organisations.errors import NotYourRecord
from essaim.organisations.models import Figure, Organisation


def figure_is_visible(caller: Caller | None) -> ColumnElement[bool]:
    """Public figures; one's own; those of partners in a running agreement who show them to partners."""
    public = Figure.visibility == "public"
    if caller is None or caller.acting_for is None:
        return public
    partners = select(func.my_partners())
    entered_by_us = select(func.my_unclaimed_organisations())
    return or_(
        public,
        Figure.organisation_id == caller.acting_for,
        and_(Figure.visibility == "partners", Figure.organisation_id.in_(partners)),
        Figure.organisation_id.in_(entered_by_us),
    )


def visible_figures(caller: Caller | None) -> Select[Figure]:
    return select(Figure).where(figure_is_visible(caller))


def may_be_changed_by(caller: Caller | None) -> ColumnElement[bool]:
    """One's own record, or one that one's organisation entered and whose people are not here yet."""
    if caller is None or caller.acting_for is None or "organisations.update" not in caller.permissions:
        return false()
    return or_(
        Organisation.id == caller.acting_for,
        and_(
            Organisation.entered_by == caller.acting_for,
            func.is_claimed(Organisation.id).is_(False),
        ),
    )


async def require_may_change(session: AsyncSession, caller: Caller, organisation_id: UUID) -> Organisation:
    """The record, locked for a change; NotFound when unknown, NotYourRecord when it is somebody else's."""
    row = await session.scalar(
        select(Organisation)
        .where(Organisation.id == organisation_id, may_be_changed_by(caller))
        .with_for_update()
    )
    if row is not None:
        return row
    known = await session.scalar(select(Organisation.id).where(Organisation.id == organisation_id))
    raise NotFound if known is None else NotYourRecord
