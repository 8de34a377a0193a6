"""Which organisations match: the conditions that searching, counting and suggesting share."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    column,
    exists,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    union_all,
)
from sqlalchemy.sql.elements import Grouping

from essaim.organisations.models import Organisation, Site
from essaim.organisations.rules import Identifier, Terms
from essaim.organisations.schemas import DirectoryFilters

ORG = Organisation.__table__.c
SITE = Site.__table__.c

# Owned by the feature above this one: read by name, not imported.
memberships = table(
    "memberships",
    column("network_id"),
    column("organisation_id"),
    column("state", Text),
    column("starts_on"),
    column("ends_on"),
)

# French stems lose accents too late ("véhicule" is not "vehicule") or too early ("été" becomes a word):
# the column holds both readings, so both are asked.
CONFIGURATIONS = ("french", "fr_unaccent")
LAST_CHARACTER = "\U0010ffff"


def filters_of(query: DirectoryFilters) -> list[ColumnElement[bool]]:
    """Everything but the words."""
    given: dict[Any, object] = {
        ORG.department_code: query.department,
        ORG.region_code: query.region,
        ORG.commune_code: query.commune,
        ORG.sector: query.sector,
        ORG.legal_form: query.legal_form,
    }
    conditions: list[ColumnElement[bool]] = [
        kept == value for kept, value in given.items() if value is not None
    ]
    if query.is_network is not None:
        conditions.append(ORG.is_network if query.is_network else ~ORG.is_network)
    if query.network is not None:
        conditions.append(_member_of(query.network))
    return conditions


def _member_of(network: UUID) -> ColumnElement[bool]:
    membership = memberships.c
    return exists(
        select(literal(1)).where(
            membership.organisation_id == ORG.id,
            membership.network_id == network,
            membership.state == "active",
            membership.starts_on <= func.today(),
            or_(membership.ends_on.is_(None), membership.ends_on >= func.today()),
        )
    )


def bears(identifier: Identifier) -> ColumnElement[bool]:
    """Organisations with that number, or with a site that has it; each branch by its own unique index."""
    found: list[Select[Any]] = [
        select(ORG.id).where(ORG[name] == identifier.value) for name in identifier.organisation_columns
    ]
    found += [
        select(SITE.organisation_id).where(SITE[name] == identifier.value) for name in identifier.site_columns
    ]
    return ORG.id.in_(union_all(*found))


def begins(typed: str) -> ColumnElement[bool]:
    """The name begins so, accents and capitals aside: as a range, because LIKE with a parameter uses no index."""
    key = func.french_key(typed)
    return and_(
        ORG.sort_key.bool_op("~>=~")(key), ORG.sort_key.bool_op("~<~")(Grouping(key.concat(LAST_CHARACTER)))
    )


def speaks_of(terms: Terms) -> ColumnElement[bool]:
    """All words are in the name, short name or city; the last may be unfinished."""
    if not terms.words:
        return false()
    asked = tsquery(terms)
    # Stop words alone leave nothing to look up: without the first condition every line would be read to say so.
    return and_(func.numnode(asked) > 0, ORG.search.bool_op("@@")(asked))


def tsquery(terms: Terms) -> ColumnElement[Any]:
    readings = [_plain(configuration, terms.words) for configuration in CONFIGURATIONS]
    if terms.tail is not None:
        readings += [_begun(configuration, terms.head, terms.tail) for configuration in CONFIGURATIONS]
    either, *others = readings
    for other in others:
        either = either.op("||")(other)
    return Grouping(either)


def _plain(configuration: str, words: str) -> ColumnElement[Any]:
    return func.plainto_tsquery(literal_column(f"'{configuration}'"), words)


def _begun(configuration: str, head: str, tail: str) -> ColumnElement[Any]:
    begun = func.to_tsquery(literal_column(f"'{configuration}'"), tail)
    return Grouping(_plain(configuration, head).op("&&")(begun)) if head else begun
