"""Searching the directory: one statement a page, whatever the number of organisations.

Only a search that finds nothing costs two more: the words in use that resemble those typed, then their page.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    case,
    cast,
    func,
    literal,
    select,
    text,
    tuple_,
    union,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Text

from essaim.kit.pagination import decode_cursor, encode_cursor
from essaim.organisations.models import OrganisationWord
from essaim.organisations.queries.matching import ORG, bears, begins, filters_of, speaks_of, tsquery
from essaim.organisations.rules import correctable_words, corrected, identifier_in, terms_of
from essaim.organisations.schemas import DirectoryFilters, DirectoryQuery
from essaim.territories.models import Department

RANKED = 500
"""How many matches relevance compares; a search that matches more deserves another word or a filter."""
RANKED_BEGINNINGS = 200
COUNTED = 1000
SUGGESTED = 8
RESEMBLING = 8

Row = dict[str, Any]

_LINE = (
    ORG.id,
    ORG.name,
    ORG.short_name,
    ORG.sector,
    ORG.legal_form,
    ORG.is_network,
    ORG.city,
    ORG.department_code,
    ORG.siren,
    ORG.fictional,
)
_department_name = (
    select(Department.name)
    .where(Department.code == ORG.department_code)
    .scalar_subquery()
    .label("department_name")
)


async def search(reading: AsyncConnection, query: DirectoryQuery) -> Row:
    """One page of the directory, and the words searched instead of those typed if those found nothing."""
    typed, place = _resume(query)
    rows = await _page(reading, query, typed, place)
    if rows or place or not typed:
        return _answer(rows, query, typed)
    better = await correct(reading, typed)
    if better is None:
        return _answer(rows, query, typed)
    return _answer(await _page(reading, query, better, place), query, better)


async def count(reading: AsyncConnection, query: DirectoryFilters) -> Row:
    """How many match, up to a cap: counting everything would cost as much as reading everything."""
    found = await _count(reading, query, query.q)
    better = await correct(reading, query.q) if query.q and not found else None
    if better is not None:
        found = await _count(reading, query, better)
    return {"count": min(found, COUNTED), "capped": found > COUNTED, "corrected_query": better}


async def suggest(reading: AsyncConnection, typed: str) -> Row:
    """Names that begin as typed, then those that hold the words typed."""
    terms = terms_of(typed)
    columns = (ORG.id, ORG.name, ORG.city, ORG.department_code, ORG.sector, ORG.is_network, ORG.sort_key)
    beginning = (
        select(*columns, literal(0).label("place"))
        .where(begins(typed))
        .order_by(_byte_order())
        .limit(SUGGESTED)
    )
    branches = [beginning]
    if terms.tail is not None:
        # Twice as many: those that also begin so are dropped below.
        inside = select(*columns, literal(1).label("place")).where(speaks_of(terms))
        branches.append(inside.order_by(ORG.id).limit(2 * SUGGESTED))
    found = union_all(*(branch.subquery().select() for branch in branches)).subquery()
    names = ("id", "name", "city", "department_code", "sector", "is_network")
    statement = select(*(found.c[name] for name in names)).order_by(
        found.c.place, found.c.sort_key, found.c.id
    )
    once = {row["id"]: row for row in await _rows(reading, statement)}
    return {"items": list(once.values())[:SUGGESTED]}


async def correct(reading: AsyncConnection, typed: str) -> str | None:
    """The search with mistyped words replaced by words in use; None when there is nothing better."""
    words = correctable_words(typed)
    if not words or identifier_in(typed):
        return None
    written = func.unnest(cast(words, ARRAY(Text))).column_valued("written")
    known = OrganisationWord.__table__.c.word
    alike = (
        select(known, known.op("<->")(written).label("distance"))
        .order_by(known.op("<->")(written))
        .limit(RESEMBLING)
        .lateral("alike")
    )
    statement = (
        select(written.label("written"), alike.c.word).join(alike, literal(True)).order_by(alike.c.distance)
    )
    near: dict[str, list[str]] = {}
    for row in await _rows(reading, statement):
        near.setdefault(row["written"], []).append(row["word"])
    return corrected(typed, near)


def page_statement(query: DirectoryQuery, typed: str, place: Sequence[object]) -> Select[Any]:
    """The one SELECT of a page. `typed` are the words searched; `place` the key of the last line seen."""
    if typed and identifier_in(typed) is None and query.sort in (None, "relevance"):
        return _by_relevance(query, typed, place)
    return _by_name(query, typed, place)


def _by_name(query: DirectoryQuery, typed: str, place: Sequence[object]) -> Select[Any]:
    key = tuple_(ORG.sort_key, ORG.id)
    statement = select(*_LINE, _department_name, ORG.sort_key).where(*_conditions(query, typed))
    if query.sort == "-name":
        statement = statement.order_by(ORG.sort_key.desc(), ORG.id.desc())
        return _limited(statement.where(key < tuple_(*place)) if place else statement, query)
    statement = statement.order_by(ORG.sort_key, ORG.id)
    return _limited(statement.where(key > tuple_(*place)) if place else statement, query)


def _by_relevance(query: DirectoryQuery, typed: str, place: Sequence[object]) -> Select[Any]:
    """The same name, names that begin so, names that hold it, then the density of the words; each set of candidates is bounded."""
    terms = terms_of(typed)
    filters = filters_of(query)
    speaking = select(ORG.id).where(*filters, speaks_of(terms)).order_by(ORG.id).limit(RANKED)
    beginning = select(ORG.id).where(*filters, begins(typed)).order_by(_byte_order()).limit(RANKED_BEGINNINGS)
    candidates = union(speaking.subquery().select(), beginning.subquery().select()).subquery("candidates")
    ranked = (
        select(ORG.id, ORG.sort_key, _rank(typed).label("rank"))
        .join_from(candidates, ORG.id.table, ORG.id == candidates.c.id)
        .subquery("ranked")
    )
    key = (ranked.c.rank, ranked.c.sort_key, ranked.c.id)
    best = select(ranked).order_by(*key)
    if place:
        best = best.where(tuple_(*key) > tuple_(*place))
    page = _limited(best, query).subquery("page")
    return (
        select(*_LINE, _department_name, page.c.sort_key, page.c.rank)
        .join_from(page, ORG.id.table, ORG.id == page.c.id)
        .order_by(page.c.rank, page.c.sort_key, page.c.id)
    )


def _rank(typed: str) -> ColumnElement[int]:
    """An integer, so that a cursor holds it exactly; the smallest comes first."""
    key = func.french_key(typed)
    terms = terms_of(typed)
    density = (
        cast(func.ts_rank(ORG.search, tsquery(terms), 1) * 100_000, Integer) if terms.words else literal(0)
    )
    tier = case(
        (ORG.sort_key == key, 0),
        (func.french_key(ORG.short_name) == key, 0),
        (begins(typed), 1_000_000),
        (func.strpos(ORG.sort_key, key) > 0, 2_000_000),
        else_=3_000_000,
    )
    return tier - density


def _conditions(query: DirectoryFilters, typed: str | None) -> list[ColumnElement[bool]]:
    conditions = filters_of(query)
    if not typed:
        return conditions
    identifier = identifier_in(typed)
    if identifier is not None:
        return [*conditions, bears(identifier)]
    terms = terms_of(typed)
    return [*conditions, speaks_of(terms) | begins(typed) if terms.words else begins(typed)]


def _limited(statement: Select[Any], query: DirectoryQuery) -> Select[Any]:
    return statement.limit(query.limit + 1)


def _byte_order() -> Any:
    """The order of the prefix index, so that its first entries are the answer."""
    return text("organisations.sort_key USING ~<~")


def _resume(query: DirectoryQuery) -> tuple[str, Sequence[object]]:
    """The words searched (a cursor keeps the corrected ones) and the place reached."""
    typed = query.q or ""
    if query.cursor is None:
        return typed, ()
    kinds = (int, str, UUID) if _is_ranked(query, typed) else (str, UUID)
    searched, *place = decode_cursor(query.cursor, (str, *kinds))
    return searched if typed else "", place


def _is_ranked(query: DirectoryQuery, typed: str) -> bool:
    return bool(typed) and identifier_in(typed) is None and query.sort in (None, "relevance")


def _answer(rows: list[Row], query: DirectoryQuery, typed: str) -> Row:
    cursor = None
    if len(rows) > query.limit:
        rows = rows[: query.limit]
        names = ("rank", "sort_key", "id") if _is_ranked(query, typed) else ("sort_key", "id")
        cursor = encode_cursor([typed, *(rows[-1][name] for name in names)])
    return {
        "items": rows,
        "next_cursor": cursor,
        "corrected_query": typed if typed != (query.q or "") else None,
    }


async def _page(
    reading: AsyncConnection, query: DirectoryQuery, typed: str, place: Sequence[object]
) -> list[Row]:
    return await _rows(reading, page_statement(query, typed, place))


async def _count(reading: AsyncConnection, query: DirectoryFilters, typed: str | None) -> int:
    some = select(literal(1)).select_from(ORG.id.table).where(*_conditions(query, typed)).limit(COUNTED + 1)
    return int(await reading.scalar(select(func.count()).select_from(some.subquery())) or 0)


async def _rows(reading: AsyncConnection, statement: Select[Any]) -> list[Row]:
    return [dict(row) for row in (await reading.execute(statement)).mappings()]
