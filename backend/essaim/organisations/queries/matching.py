"""Which organisations match: the conditions that searching, counting and suggesting share.

A `Shape` says which conditions there are, and its values are bound by name: one text of SQL serves every search
of the same shape.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Text,
    Uuid,
    and_,
    bindparam,
    column,
    exists,
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
from essaim.organisations.rules import identifier_in, terms_of
from essaim.organisations.schemas import DirectoryFilters

ORG = Organisation.__table__.c
SITE = Site.__table__.c

# Owned by the feature above this one: read by name, not imported.
memberships = table(
    "memberships",
    column("network_id", Uuid),
    column("organisation_id", Uuid),
    column("state", Text),
    column("starts_on", Date),
    column("ends_on", Date),
)

# French stems lose accents too late ("véhicule" is not "vehicule") or too early ("été" becomes a word):
# the column holds both readings, so both are asked.
CONFIGURATIONS = ("french", "fr_unaccent")
LAST_CHARACTER = "\U0010ffff"

_EQUAL = {
    "department": ORG.department_code,
    "region": ORG.region_code,
    "commune": ORG.commune_code,
    "sector": ORG.sector,
    "legal_form": ORG.legal_form,
}


@dataclass(frozen=True, slots=True)
class Shape:
    """Which conditions a search has, whatever their values."""

    filters: tuple[str, ...]
    network: bool
    is_network: bool | None
    typed: bool
    number: tuple[tuple[str, ...], tuple[str, ...]] | None
    """Columns of organisations and of sites in which the number typed may be found."""
    words: bool
    head: bool
    tail: bool


def shape_and_values(query: DirectoryFilters, typed: str) -> tuple[Shape, dict[str, Any]]:
    """The conditions of a search and the values bound to them; `typed` are the words or the number searched."""
    values: dict[str, Any] = {
        name: getattr(query, name) for name in _EQUAL if getattr(query, name) is not None
    }
    identifier = identifier_in(typed) if typed else None
    words, head, tail = terms_of(typed)
    shape = Shape(
        filters=tuple(values),
        network=query.network is not None,
        is_network=query.is_network,
        typed=bool(typed),
        number=(identifier.organisation_columns, identifier.site_columns) if identifier else None,
        words=bool(words),
        head=bool(head),
        tail=tail is not None,
    )
    values |= {"network": query.network, "typed": typed, "words": words, "head": head, "tail": tail}
    values["number"] = identifier.value if identifier else None
    return shape, values


def conditions_of(shape: Shape) -> list[ColumnElement[bool]]:
    """Everything a match must satisfy."""
    conditions = filters_of(shape)
    if shape.number is not None:
        conditions.append(_bears(*shape.number))
    elif shape.words:
        conditions.append(or_(speaks_of(shape), begins()))
    elif shape.typed:
        conditions.append(begins())
    return conditions


def filters_of(shape: Shape) -> list[ColumnElement[bool]]:
    """Everything but the words."""
    conditions: list[ColumnElement[bool]] = [
        _EQUAL[name] == bindparam(name, type_=Text) for name in shape.filters
    ]
    if shape.is_network is not None:
        conditions.append(ORG.is_network if shape.is_network else ~ORG.is_network)
    if shape.network:
        conditions.append(_member_of_network())
    return conditions


def begins() -> ColumnElement[bool]:
    """The name begins so, accents and capitals aside: as a range, because LIKE with a parameter uses no index."""
    key = typed_key()
    return and_(
        ORG.sort_key.bool_op("~>=~")(key),
        ORG.sort_key.bool_op("~<~")(Grouping(key.concat(literal(LAST_CHARACTER, Text)))),
    )


def speaks_of(shape: Shape) -> ColumnElement[bool]:
    """All words are in the name, short name or city; the last may be unfinished."""
    asked = tsquery(shape)
    # Stop words alone leave nothing to look up: without the first condition every line would be read to say so.
    return and_(func.numnode(asked) > 0, ORG.search.bool_op("@@")(asked))


def tsquery(shape: Shape) -> ColumnElement[Any]:
    readings = [_plain(configuration, "words") for configuration in CONFIGURATIONS]
    if shape.tail:
        readings += [_begun(configuration, shape) for configuration in CONFIGURATIONS]
    either, *others = readings
    for other in others:
        either = either.op("||")(other)
    return Grouping(either)


def typed_key() -> ColumnElement[str]:
    return func.french_key(bindparam("typed", type_=Text), type_=Text)


def _plain(configuration: str, name: str) -> ColumnElement[Any]:
    return func.plainto_tsquery(literal_column(f"'{configuration}'"), bindparam(name, type_=Text))


def _begun(configuration: str, shape: Shape) -> ColumnElement[Any]:
    begun = func.to_tsquery(literal_column(f"'{configuration}'"), bindparam("tail", type_=Text))
    return Grouping(_plain(configuration, "head").op("&&")(begun)) if shape.head else begun


def _bears(organisation_columns: tuple[str, ...], site_columns: tuple[str, ...]) -> ColumnElement[bool]:
    """Organisations with that number, or with a site that has it; each branch by its own unique index."""
    number = bindparam("number", type_=Text)
    found: list[Select[Any]] = [select(ORG.id).where(ORG[name] == number) for name in organisation_columns]
    found += [select(SITE.organisation_id).where(SITE[name] == number) for name in site_columns]
    return ORG.id.in_(union_all(*found))


def _member_of_network() -> ColumnElement[bool]:
    membership = memberships.c
    return exists(
        select(literal(1)).where(
            membership.organisation_id == ORG.id,
            membership.network_id == bindparam("network", type_=Uuid),
            membership.state == "active",
            membership.starts_on <= func.today(),
            or_(membership.ends_on.is_(None), membership.ends_on >= func.today()),
        )
    )
