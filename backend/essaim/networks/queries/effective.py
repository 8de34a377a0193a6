"""Effective memberships: who has what, by which path, paid by whom, from when to when.

Derived at each reading from the memberships in force. Only active memberships count, and those are public
knowledge, so everybody reads the same answer.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Date,
    Integer,
    Select,
    TextualSelect,
    Uuid,
    bindparam,
    column,
    exists,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.networks.models import Benefit, Membership
from essaim.networks.queries import benefits
from essaim.networks.queries.memberships import in_force
from essaim.networks.rules import MAXIMUM_DEPTH, savings
from essaim.networks.schemas import (
    BeneficiaryOut,
    BeneficiaryQuery,
    BenefitSummary,
    CarrierOut,
    EffectiveBenefit,
    EffectiveOut,
    EffectiveQuery,
    Source,
    Step,
    Way,
)
from essaim.organisations.models import Organisation

_MEMBERSHIP_IN_FORCE = "m.state = 'active' AND m.starts_on <= :on AND (m.ends_on IS NULL OR m.ends_on >= :on)"
_DURING = "daterange(m.starts_on, m.ends_on, '[]')"

# Down from the network that gives a benefit. Only full members of full members inherit, and only if it passes on.
_DOWN = f"""
    WITH RECURSIVE ways AS (
        SELECT m.organisation_id, ARRAY[m.network_id] AS path, m.payer_id, m.category, b.passes_on,
               daterange(b.starts_on, b.ends_on, '[]') * {_DURING} AS during
        FROM benefits b JOIN memberships m ON m.network_id = b.network_id
        WHERE b.id = :benefit AND b.starts_on <= :on AND (b.ends_on IS NULL OR b.ends_on >= :on)
          AND {_MEMBERSHIP_IN_FORCE} AND (m.category = 'member' OR b.for_associates)
        UNION ALL
        SELECT m.organisation_id, m.network_id || w.path, w.payer_id, m.category, w.passes_on,
               w.during * {_DURING}
        FROM ways w JOIN memberships m ON m.network_id = w.organisation_id
        WHERE w.passes_on AND w.category = 'member' AND m.category = 'member' AND {_MEMBERSHIP_IN_FORCE}
          AND cardinality(w.path) < {MAXIMUM_DEPTH}
    )
    SELECT organisation_id, path, cardinality(path) AS depth, payer_id, lower(during) AS starts_on,
           upper(during) - 1 AS ends_on
    FROM ways
"""  # noqa: S608 - constants of this module

# Up from an organisation to every network it belongs to, itself or through its networks.
_UP = f"""
    WITH RECURSIVE ways AS (
        SELECT m.id AS membership_id, m.network_id, ARRAY[m.network_id] AS path, m.payer_id, m.category,
               {_DURING} AS during
        FROM memberships m WHERE m.organisation_id = :organisation AND {_MEMBERSHIP_IN_FORCE}
        UNION ALL
        SELECT w.membership_id, m.network_id, w.path || m.network_id, m.payer_id, m.category,
               w.during * {_DURING}
        FROM ways w JOIN memberships m ON m.organisation_id = w.network_id
        WHERE w.category = 'member' AND m.category = 'member' AND {_MEMBERSHIP_IN_FORCE}
          AND cardinality(w.path) < {MAXIMUM_DEPTH}
    )
    SELECT membership_id, network_id, path, cardinality(path) AS depth, array_to_string(path, '/') AS path_key,
           payer_id, category, lower(during) AS starts_on, upper(during) - 1 AS ends_on
    FROM ways
"""  # noqa: S608 - constants of this module


def _down(benefit_id: UUID, on: date) -> TextualSelect:
    return (
        text(_DOWN)
        .bindparams(bindparam("benefit", benefit_id, Uuid), bindparam("on", on, Date))
        .columns(
            column("organisation_id", Uuid),
            column("path", ARRAY(Uuid)),
            column("depth", Integer),
            column("payer_id", Uuid),
            column("starts_on", Date),
            column("ends_on", Date),
        )
    )


def _up(organisation_id: UUID, on: date) -> TextualSelect:
    return (
        text(_UP)
        .bindparams(bindparam("organisation", organisation_id, Uuid), bindparam("on", on, Date))
        .columns(
            column("membership_id", Uuid),
            column("network_id", Uuid),
            column("path", ARRAY(Uuid)),
            column("depth", Integer),
            column("path_key"),
            column("payer_id", Uuid),
            column("category"),
            column("starts_on", Date),
            column("ends_on", Date),
        )
    )


def _source(depth: int) -> Source:
    return "direct" if depth == 1 else "inherited"


async def _names(session: AsyncSession, rows: Sequence[Any]) -> dict[UUID, str]:
    """Names of the networks and payers of these ways, in one query."""
    ids = {row.payer_id for row in rows} | {network for row in rows for network in row.path}
    found = await session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids)))
    return {organisation.id: organisation.name for organisation in found}


def _path(networks: Iterable[UUID], names: dict[UUID, str]) -> list[Step]:
    return [Step(network_id=network, name=names[network]) for network in networks]


async def beneficiaries(
    session: AsyncSession, network_id: UUID, benefit_id: UUID, page: BeneficiaryQuery, on: date
) -> Page[BeneficiaryOut]:
    """Organisations that have a benefit on a day, with every way it reaches them."""
    await benefits.read(session, network_id, benefit_id)
    ways = _down(benefit_id, on).subquery("ways")
    statement: Select[*tuple[Any, ...]] = select(
        Organisation.id, Organisation.name, Organisation.is_network
    ).where(Organisation.id.in_(select(ways.c.organisation_id)))
    if page.is_network is not None:
        statement = statement.where(Organisation.is_network == page.is_network)
    if page.member_of is not None:
        statement = statement.where(
            Organisation.id.in_(
                select(Membership.organisation_id).where(
                    Membership.network_id == page.member_of, in_force(on)
                )
            )
        )
    organisations, cursor = await fetch_page(
        session, statement, key=(Organisation.sort_key, Organisation.id), kinds=(str, UUID), page=page
    )
    theirs = await _ways_to(session, benefit_id, on, [row.id for row in organisations])
    items = [
        BeneficiaryOut(
            organisation_id=row.id,
            organisation_name=row.name,
            is_network=row.is_network,
            source=theirs[row.id][0].source,
            ways=theirs[row.id],
        )
        for row in organisations
    ]
    return Page(items=items, next_cursor=cursor)


MAXIMUM_WAYS = 100


async def _ways_to(
    session: AsyncSession, benefit_id: UUID, on: date, organisations: Sequence[UUID]
) -> dict[UUID, list[Way]]:
    """Every way to each of these organisations, the shortest first."""
    ways = _down(benefit_id, on).subquery("ways")
    place = (
        func.row_number()
        .over(partition_by=ways.c.organisation_id, order_by=(ways.c.depth, ways.c.path))
        .label("place")
    )
    ranked = select(ways, place).where(ways.c.organisation_id.in_(organisations)).subquery("ranked")
    rows = (
        await session.execute(
            select(ranked)
            .where(ranked.c.place <= MAXIMUM_WAYS)
            .order_by(ranked.c.organisation_id, ranked.c.place)
        )
    ).all()
    names = await _names(session, rows)
    found: dict[UUID, list[Way]] = {}
    for row in rows:
        found.setdefault(row.organisation_id, []).append(
            Way(
                source=_source(row.depth),
                path=_path(row.path, names),
                payer_id=row.payer_id,
                payer_name=names[row.payer_id],
                starts_on=row.starts_on,
                ends_on=row.ends_on,
            )
        )
    return found


async def effective(
    session: AsyncSession, organisation_id: UUID, page: EffectiveQuery, on: date
) -> Page[EffectiveOut]:
    """Memberships of an organisation on a day: its own, and those that give it something through its networks."""
    ways = _up(organisation_id, on).subquery("ways")
    handed_on = exists().where(
        Benefit.network_id == ways.c.network_id,
        Benefit.passes_on,
        Benefit.starts_on <= on,
        or_(Benefit.ends_on.is_(None), Benefit.ends_on >= on),
    )
    statement = select(ways).where(or_(ways.c.depth == 1, handed_on))
    rows, cursor = await fetch_page(
        session, statement, key=(ways.c.depth, ways.c.path_key), kinds=(int, str), page=page
    )
    names = await _names(session, rows)
    given = await _benefits_of(session, {row.network_id for row in rows}, on)
    items = [
        EffectiveOut(
            membership_id=row.membership_id,
            network_id=row.network_id,
            network_name=names[row.network_id],
            source=_source(row.depth),
            category=row.category,
            path=_path(row.path, names),
            payer_id=row.payer_id,
            payer_name=names[row.payer_id],
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            benefits=[
                _during(benefit, row)
                for benefit in given.get(row.network_id, [])
                if (benefit.passes_on if row.depth > 1 else True)
                and (row.category == "member" or benefit.for_associates)
            ],
        )
        for row in rows
    ]
    return Page(items=items, next_cursor=cursor)


async def _benefits_of(session: AsyncSession, networks: set[UUID], on: date) -> dict[UUID, list[Benefit]]:
    found: dict[UUID, list[Benefit]] = {}
    rows = await session.scalars(
        select(Benefit)
        .where(
            Benefit.network_id.in_(networks),
            Benefit.starts_on <= on,
            or_(Benefit.ends_on.is_(None), Benefit.ends_on >= on),
        )
        .order_by(Benefit.code)
    )
    for benefit in rows:
        found.setdefault(benefit.network_id, []).append(benefit)
    return found


def _during(benefit: Benefit, way: Any) -> EffectiveBenefit:
    """A benefit as long as both it and the way last."""
    ends = [day for day in (benefit.ends_on, way.ends_on) if day is not None]
    return EffectiveBenefit(
        benefit_id=benefit.id,
        code=benefit.code,
        name=benefit.name,
        individual_fee_cents=benefit.individual_fee_cents,
        starts_on=max(benefit.starts_on, way.starts_on),
        ends_on=min(ends, default=None),
    )


_TOTALS = text(f"""
    WITH ways AS ({_DOWN}),
    reached AS (
        SELECT w.organisation_id, o.is_network, bool_or(w.depth = 1) AS direct, bool_or(w.depth > 1) AS inherited
        FROM ways w JOIN organisations o ON o.id = w.organisation_id GROUP BY w.organisation_id, o.is_network
    )
    SELECT count(*) FILTER (WHERE NOT is_network) AS beneficiaries,
           count(*) FILTER (WHERE is_network) AS networks,
           count(*) FILTER (WHERE NOT is_network AND direct) AS direct,
           count(*) FILTER (WHERE NOT is_network AND NOT direct) AS inherited,
           count(*) FILTER (WHERE NOT is_network AND direct AND inherited) AS both
    FROM reached
""").bindparams(bindparam("benefit", type_=Uuid), bindparam("on", type_=Date))  # noqa: S608 - constants of this module

_CARRIERS = text(f"""
    WITH reached AS (SELECT DISTINCT organisation_id AS id FROM ({_DOWN}) AS ways),
    carriers AS (
        SELECT DISTINCT o.id, o.name, o.sort_key FROM ({_DOWN}) AS ways, unnest(ways.path[1:ways.depth - 1]) AS step (id)
        JOIN organisations o ON o.id = step.id
    )
    SELECT c.id AS network_id, c.name,
           count(*) FILTER (WHERE m.category = 'member') AS members,
           count(*) FILTER (WHERE m.category = 'member' AND r.id IS NOT NULL) AS members_reached,
           count(*) FILTER (WHERE m.category = 'associate') AS associates,
           count(*) FILTER (WHERE m.category = 'associate' AND r.id IS NOT NULL) AS associates_reached
    FROM carriers c JOIN memberships m ON m.network_id = c.id AND {_MEMBERSHIP_IN_FORCE}
        LEFT JOIN reached r ON r.id = m.organisation_id
    GROUP BY c.id, c.name, c.sort_key ORDER BY c.sort_key, c.id LIMIT 200
""").bindparams(bindparam("benefit", type_=Uuid), bindparam("on", type_=Date))  # noqa: S608 - constants of this module

# What the networks that carry a benefit pay to the network that gives it. A fee is known to its two sides, to its
# payer, and to the full members of the carrying network, whose money it is.
_PAID = text(f"""
    SELECT CAST(coalesce(sum(m.yearly_fee_cents), 0) AS bigint) AS cents,
           coalesce(bool_and(m.yearly_fee_cents IS NOT NULL AND (
               :me IN (m.network_id, m.organisation_id, m.payer_id)
               OR EXISTS (SELECT FROM memberships own
                   WHERE own.organisation_id = :me AND own.network_id = m.organisation_id
                     AND own.category = 'member' AND own.state = 'active'
                     AND own.starts_on <= :on AND (own.ends_on IS NULL OR own.ends_on >= :on)))), true) AS known
    FROM memberships m
    WHERE m.network_id = :network AND m.category = 'member' AND {_MEMBERSHIP_IN_FORCE}
      AND m.organisation_id IN (SELECT ways.path[ways.depth - 1] FROM ({_DOWN}) AS ways WHERE ways.depth > 1)
""").bindparams(  # noqa: S608 - constants of this module
    bindparam("benefit", type_=Uuid),
    bindparam("network", type_=Uuid),
    bindparam("me", type_=Uuid),
    bindparam("on", type_=Date),
)


async def summary(
    session: AsyncSession, caller: Caller, network_id: UUID, benefit_id: UUID, on: date
) -> BenefitSummary:
    """How many a benefit reaches on a day, through whom, and what that saves in a year."""
    benefit = await benefits.read(session, network_id, benefit_id)
    facts = {"benefit": benefit_id, "on": on}
    totals = (await session.execute(_TOTALS, facts)).one()
    carriers = (await session.execute(_CARRIERS, facts)).mappings()
    paid = (
        await session.execute(_PAID, {**facts, "network": network_id, "me": caller.organisation_id})
    ).one()
    saved = savings(
        spared=totals.inherited,
        individual_fee_cents=benefit.individual_fee_cents,
        paid_cents=int(paid.cents) if paid.known else None,
    )
    return BenefitSummary(
        benefit_id=benefit.id,
        code=benefit.code,
        name=benefit.name,
        network_id=benefit.network_id,
        network_name=benefit.network_name,
        on=on,
        **totals._mapping,
        carriers=[CarrierOut(**carrier) for carrier in carriers],
        individual_fee_cents=benefit.individual_fee_cents,
        individual_fees_avoided_cents=saved.avoided_cents,
        paid_cents=saved.paid_cents,
        net_saved_cents=saved.net_cents,
    )
