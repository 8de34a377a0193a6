"""Reading memberships."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, case, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.identity.caller import Caller
from essaim.kit.clock import today
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.networks.access import visible, visible_to
from essaim.networks.models import Membership
from essaim.networks.queries.networks import require_network_exists
from essaim.networks.rules import awaits, side_of
from essaim.networks.schemas import MemberQuery, MembershipOut, MembershipQuery
from essaim.organisations.models import Organisation

Network = aliased(Organisation, name="network")
Payer = aliased(Organisation, name="payer")


def in_force(on: date) -> ColumnElement[bool]:
    return and_(
        Membership.state == "active",
        Membership.starts_on <= on,
        or_(Membership.ends_on.is_(None), Membership.ends_on >= on),
    )


def awaiting(organisation: UUID) -> ColumnElement[bool]:
    """Memberships this organisation must answer."""
    return or_(
        and_(Membership.state == "offered", Membership.organisation_id == organisation),
        and_(Membership.state == "requested", Membership.network_id == organisation),
    )


def _described(caller: Caller) -> Select[*tuple[Any, ...]]:
    """Visible memberships with names; the fee for the two sides and the payer only."""
    me = caller.organisation_id
    fee = case((or_(*(side == me for side in _SIDES)), Membership.yearly_fee_cents))
    return (
        select(
            Membership.id,
            Membership.network_id,
            Network.name.label("network_name"),
            Membership.organisation_id,
            Organisation.name.label("organisation_name"),
            Organisation.city.label("organisation_city"),
            Organisation.is_network.label("organisation_is_network"),
            Membership.category,
            Membership.state,
            Membership.payer_id,
            Payer.name.label("payer_name"),
            fee.label("yearly_fee_cents"),
            Membership.asked_at,
            Membership.answered_at,
            Membership.starts_on,
            Membership.ends_on,
            Membership.fictional,
            Membership.version,
        )
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .join(Network, Network.id == Membership.network_id)
        .join(Payer, Payer.id == Membership.payer_id)
        .where(visible(caller))
    )


_SIDES = (Membership.network_id, Membership.organisation_id, Membership.payer_id)


def _out(caller: Caller, row: Any) -> MembershipOut:
    side = side_of(caller.organisation_id, network=row.network_id, organisation=row.organisation_id)
    described = {name: getattr(row, name) for name in MembershipOut.model_fields if hasattr(row, name)}
    return MembershipOut(**described, my_side=side, awaits_me=awaits(side, row.state))


async def members(
    session: AsyncSession, caller: Caller, network_id: UUID, page: MemberQuery
) -> Page[MembershipOut]:
    """Memberships in one network, in French order of the members’ names."""
    await require_network_exists(session, network_id)
    statement = _described(caller).where(Membership.network_id == network_id)
    if page.state == "active":
        statement = statement.where(in_force(page.on or today()))
    else:
        statement = statement.where(Membership.state == page.state)
    if page.category is not None:
        statement = statement.where(Membership.category == page.category)
    if page.is_network is not None:
        statement = statement.where(Organisation.is_network == page.is_network)
    rows, cursor = await fetch_page(
        session, statement, key=(Organisation.sort_key, Membership.id), kinds=(str, UUID), page=page
    )
    return Page(items=[_out(caller, row) for row in rows], next_cursor=cursor)


async def mine(session: AsyncSession, caller: Caller, page: MembershipQuery) -> Page[MembershipOut]:
    """Memberships of which one is a side, the latest asked first."""
    me = caller.organisation_id
    as_network, as_member = Membership.network_id == me, Membership.organisation_id == me
    statement = _described(caller).where(
        {"network": as_network, "member": as_member, None: or_(as_network, as_member)}[page.side]
    )
    if page.state is not None:
        statement = statement.where(Membership.state == page.state)
    if page.awaiting_me:
        statement = statement.where(awaiting(me))
    rows, cursor = await fetch_page(
        session, statement, key=(Membership.id,), kinds=(UUID,), page=page, descending=True
    )
    return Page(items=[_out(caller, row) for row in rows], next_cursor=cursor)


async def read(session: AsyncSession, caller: Caller, network_id: UUID, membership_id: UUID) -> MembershipOut:
    statement = _described(caller).where(Membership.id == membership_id, Membership.network_id == network_id)
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound
    return _out(caller, row)


async def get_locked(
    session: AsyncSession, caller: Caller, network_id: UUID, membership_id: UUID
) -> Membership:
    """A visible membership for one of its two sides to change. Others see it, but cannot lock it."""
    statement = visible_to(caller).where(Membership.id == membership_id, Membership.network_id == network_id)
    seen = await session.scalar(statement)
    if seen is None:
        raise NotFound
    side = side_of(caller.organisation_id, network=seen.network_id, organisation=seen.organisation_id)
    if side is None:
        return seen
    locked = await session.scalar(statement.with_for_update().execution_options(populate_existing=True))
    if locked is None:
        raise NotFound
    return locked


_CYCLE = text("""
    WITH RECURSIVE above (id, path, during) AS (
        SELECT CAST(:network AS uuid), ARRAY[CAST(:network AS uuid)],
               daterange(CAST(:starts_on AS date), CAST(:ends_on AS date), '[]')
        UNION ALL
        SELECT m.network_id, above.path || m.network_id, above.during * daterange(m.starts_on, m.ends_on, '[]')
        FROM memberships m JOIN above ON m.organisation_id = above.id
        WHERE m.state IN ('requested', 'offered', 'active')
          AND above.during && daterange(m.starts_on, m.ends_on, '[]')
          AND (m.state = 'active' OR :me IN (m.network_id, m.organisation_id))
          AND m.network_id <> ALL (above.path)
    )
    SELECT o.id, o.name FROM
        (SELECT path FROM above WHERE id = :organisation ORDER BY cardinality(path) LIMIT 1) AS shortest,
        unnest(shortest.path) WITH ORDINALITY AS step (id, place)
        JOIN organisations o ON o.id = step.id
    ORDER BY step.place
""").bindparams(bindparam("starts_on", type_=Date), bindparam("ends_on", type_=Date))


async def cycle_path(
    session: AsyncSession,
    *,
    me: UUID,
    network: UUID,
    organisation: UUID,
    starts_on: date,
    ends_on: date | None,
) -> Sequence[Any]:
    """The shortest path of memberships by which the network already belongs to the organisation.

    Follows what the trigger `memberships_no_cycle` follows, so that a refusal can name it.
    """
    names = {
        "me": me,
        "network": network,
        "organisation": organisation,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    return (await session.execute(_CYCLE, names)).all()
