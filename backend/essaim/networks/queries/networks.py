"""Reading networks and their tree."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Date, Select, Uuid, bindparam, func, or_, select, text, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.identity.caller import Caller
from essaim.kit.clock import today
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.networks.models import Membership
from essaim.networks.schemas import (
    MyMembership,
    NetworkDetail,
    NetworkOut,
    NetworkQuery,
    ParentOut,
    Tree,
    TreeNode,
)
from essaim.organisations.models import Organisation

MAXIMUM_LEVELS = 6
MAXIMUM_NETWORKS = 500

Counted = aliased(Membership, name="counted")
Mine = aliased(Membership, name="mine")


async def require_network_exists(session: AsyncSession, network_id: UUID) -> None:
    found = await session.scalar(
        select(Organisation.id).where(Organisation.id == network_id, Organisation.is_network)
    )
    if found is None:
        raise NotFound


def _waiting_or_running(caller: Caller, on: date) -> Select[*tuple[Any, ...]]:
    """The caller’s memberships in a network that are present, coming, or waiting for an answer."""
    return (
        select(Mine.id, Mine.state, Mine.category, Mine.starts_on, Mine.ends_on)
        .where(
            Mine.network_id == Organisation.id,
            Mine.organisation_id == caller.organisation_id,
            Mine.state.in_(("requested", "offered", "active")),
            or_(Mine.ends_on.is_(None), Mine.ends_on >= on),
        )
        .correlate(Organisation)
    )


def _described(caller: Caller, on: date) -> Select[*tuple[Any, ...]]:
    """Networks with their counts and the caller’s nearest membership, in one statement."""

    def count(category: str) -> Any:
        return (
            select(func.count())
            .where(
                Counted.network_id == Organisation.id,
                Counted.category == category,
                Counted.state == "active",
                Counted.starts_on <= on,
                or_(Counted.ends_on.is_(None), Counted.ends_on >= on),
            )
            .correlate(Organisation)
            .scalar_subquery()
        )

    nearest = _waiting_or_running(caller, on).order_by(Mine.starts_on).limit(1).lateral("nearest")
    return (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.short_name,
            Organisation.city,
            Organisation.department_code,
            Organisation.description,
            Organisation.website,
            Organisation.fictional,
            count("member").label("members"),
            count("associate").label("associates"),
            nearest.c.id.label("my_id"),
            nearest.c.state.label("my_state"),
            nearest.c.category.label("my_category"),
            nearest.c.starts_on.label("my_starts_on"),
            nearest.c.ends_on.label("my_ends_on"),
        )
        .outerjoin(nearest, true())
        .where(Organisation.is_network)
    )


def _facts(caller: Caller, row: Any) -> dict[str, Any]:
    mine = None
    if row.my_id is not None:
        mine = MyMembership(
            id=row.my_id,
            state=row.my_state,
            category=row.my_category,
            starts_on=row.my_starts_on,
            ends_on=row.my_ends_on,
        )
    facts = {name: getattr(row, name) for name in NetworkOut.model_fields if hasattr(row, name)}
    return {**facts, "is_mine": row.id == caller.organisation_id, "my_membership": mine}


async def search(session: AsyncSession, caller: Caller, page: NetworkQuery) -> Page[NetworkOut]:
    """Networks in French order of their names."""
    statement = _described(caller, today())
    if page.q:
        statement = statement.where(func.strpos(Organisation.sort_key, func.french_key(page.q)) > 0)
    if page.mine:
        own = Organisation.id == caller.organisation_id
        statement = statement.where(or_(own, _waiting_or_running(caller, today()).exists()))
    rows, cursor = await fetch_page(
        session, statement, key=(Organisation.sort_key, Organisation.id), kinds=(str, UUID), page=page
    )
    return Page(items=[NetworkOut(**_facts(caller, row)) for row in rows], next_cursor=cursor)


async def read(session: AsyncSession, caller: Caller, network_id: UUID) -> NetworkDetail:
    """One network: its counts, the caller’s membership, the networks it belongs to."""
    on = today()
    row = (await session.execute(_described(caller, on).where(Organisation.id == network_id))).one_or_none()
    if row is None:
        raise NotFound
    parents = (await session.execute(_PARENTS, {"network": network_id, "on": on})).mappings()
    counts = (await session.execute(_COUNTS, {"network": network_id, "on": on})).one()
    return NetworkDetail(
        **_facts(caller, row),
        description=row.description,
        website=row.website,
        member_networks=counts.member_networks,
        awaiting=counts.awaiting if network_id == caller.organisation_id else None,
        belongs_to=[ParentOut(**parent) for parent in parents],
    )


_IN_FORCE = "m.state = 'active' AND m.starts_on <= :on AND (m.ends_on IS NULL OR m.ends_on >= :on)"
_ON = bindparam("on", type_=Date)
_NETWORK = bindparam("network", type_=Uuid)

_PARENTS = text(f"""
    SELECT m.id AS membership_id, m.network_id, o.name AS network_name, m.category, m.starts_on, m.ends_on
    FROM memberships m JOIN organisations o ON o.id = m.network_id
    WHERE m.organisation_id = :network AND {_IN_FORCE}
    ORDER BY o.sort_key, m.id LIMIT 100
""").bindparams(_ON, _NETWORK)  # noqa: S608 - constants of this module

_COUNTS = text(f"""
    SELECT count(*) FILTER (WHERE o.is_network AND {_IN_FORCE}) AS member_networks,
           count(*) FILTER (WHERE m.state = 'requested') AS awaiting
    FROM memberships m JOIN organisations o ON o.id = m.organisation_id
    WHERE m.network_id = :network AND m.state IN ('active', 'requested')
""").bindparams(_ON, _NETWORK)  # noqa: S608 - constants of this module

_TREE = text(f"""
    WITH RECURSIVE tree AS (
        SELECT ARRAY[m.organisation_id] AS path, m.organisation_id, m.id AS membership_id, m.category,
               m.starts_on, m.ends_on
        FROM memberships m JOIN organisations o ON o.id = m.organisation_id AND o.is_network
        WHERE m.network_id = :network AND {_IN_FORCE}
        UNION ALL
        SELECT t.path || m.organisation_id, m.organisation_id, m.id, m.category, m.starts_on, m.ends_on
        FROM tree t JOIN memberships m ON m.network_id = t.organisation_id
            JOIN organisations o ON o.id = m.organisation_id AND o.is_network
        WHERE {_IN_FORCE} AND cardinality(t.path) <= :levels
    )
    SELECT t.path, t.organisation_id AS network_id, t.membership_id, t.category, t.starts_on, t.ends_on,
           o.name, o.short_name
    FROM tree t JOIN organisations o ON o.id = t.organisation_id
    ORDER BY cardinality(t.path), o.sort_key, t.path LIMIT :size + 1
""").bindparams(_ON, _NETWORK)  # noqa: S608 - constants of this module

_SIZES = text(f"""
    SELECT m.network_id, count(*) FILTER (WHERE m.category = 'member') AS members,
           count(*) FILTER (WHERE m.category = 'associate') AS associates
    FROM memberships m WHERE m.network_id = ANY (:networks) AND {_IN_FORCE} GROUP BY m.network_id
""").bindparams(_ON, bindparam("networks", type_=ARRAY(Uuid)))  # noqa: S608 - constants of this module


async def tree(session: AsyncSession, network_id: UUID, on: date) -> Tree:
    """A network and the networks below it, level by level; one under two parents shows under both."""
    top = (
        await session.execute(
            select(Organisation.name, Organisation.short_name).where(
                Organisation.id == network_id, Organisation.is_network
            )
        )
    ).one_or_none()
    if top is None:
        raise NotFound
    bounds = {"network": network_id, "on": on, "levels": MAXIMUM_LEVELS, "size": MAXIMUM_NETWORKS}
    rows = (await session.execute(_TREE, bounds)).all()
    kept = [row for row in rows[:MAXIMUM_NETWORKS] if len(row.path) <= MAXIMUM_LEVELS]
    networks = list({network_id, *(row.network_id for row in kept)})
    sizes = {row.network_id: row for row in await session.execute(_SIZES, {"networks": networks, "on": on})}

    def node(network: UUID, row: Any, **membership: Any) -> TreeNode:
        size = sizes.get(network)
        return TreeNode(
            network_id=network,
            name=row.name,
            short_name=row.short_name,
            members=size.members if size else 0,
            associates=size.associates if size else 0,
            children=[],
            **membership,
        )

    root = node(network_id, top, membership_id=None, category=None, starts_on=None, ends_on=None)
    placed: dict[tuple[UUID, ...], TreeNode] = {(): root}
    for row in kept:
        below = node(
            row.network_id,
            row,
            membership_id=row.membership_id,
            category=row.category,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        placed[tuple(row.path)] = below
        placed[tuple(row.path[:-1])].children.append(below)
    return Tree(on=on, root=root, truncated=len(kept) < len(rows))
