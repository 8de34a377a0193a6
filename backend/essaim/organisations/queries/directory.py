"""Searching the directory: one statement a page, whatever the number of organisations.

Only a search that finds nothing costs two more: the words in use that resemble those typed, then their page.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    Select,
    Text,
    Uuid,
    bindparam,
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
from sqlalchemy.ext.asyncio import AsyncConnection

from essaim.kit.pagination import decode_cursor, encode_cursor
from essaim.kit.reading import Written, rows_of, write
from essaim.organisations.models import OrganisationWord
from essaim.organisations.queries.matching import (
    ORG,
    Shape,
    begins,
    conditions_of,
    filters_of,
    shape_and_values,
    speaks_of,
    tsquery,
    typed_key,
)
from essaim.organisations.rules import correctable_words, corrected, identifier_in
from essaim.organisations.schemas import DirectoryFilters, DirectoryQuery, SuggestionQuery
from essaim.territories.models import Department

RANKED = 500
"""How many matches relevance compares; a search that matches more deserves another word or a filter."""
RANKED_BEGINNINGS = 200
COUNTED = 1000
SUGGESTED = 8
RESEMBLING = 8

Row = dict[str, Any]
Order = Literal["name", "-name", "relevance"]
Place = Sequence[object]

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
_SUGGESTION = (ORG.id, ORG.name, ORG.city, ORG.department_code, ORG.sector, ORG.is_network)
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
    found = await _count(reading, query, query.q or "")
    better = await correct(reading, query.q) if query.q and not found else None
    if better is not None:
        found = await _count(reading, query, better)
    return {"count": min(found, COUNTED), "capped": found > COUNTED, "corrected_query": better}


async def suggest(reading: AsyncConnection, query: SuggestionQuery) -> Row:
    """Names that begin as typed, then those that hold the words typed."""
    shape, values = shape_and_values(DirectoryFilters(), query.q)
    rows = await rows_of(reading, _suggestions(shape), values)
    once = {row["id"]: row for row in rows}
    return {"items": list(once.values())[:SUGGESTED]}


async def correct(reading: AsyncConnection, typed: str) -> str | None:
    """The search with mistyped words replaced by words in use; None when there is nothing better."""
    words = correctable_words(typed)
    if not words or identifier_in(typed):
        return None
    near: dict[str, list[str]] = {}
    for row in await rows_of(reading, _resembling(), {"written": words}):
        near.setdefault(row["written"], []).append(row["word"])
    return corrected(typed, near)


def page_statement(query: DirectoryQuery) -> tuple[str, tuple[Any, ...]]:
    """The one SELECT of a page and its arguments, for measuring it."""
    typed, place = _resume(query)
    written, values = _written_page(query, typed, place)
    return written.sql, written.arguments(values)


# Statements, one text per shape


@lru_cache(maxsize=512)
def _page_of(shape: Shape, order: Order, resumed: bool) -> Written:
    return write(_by_relevance(shape, resumed) if order == "relevance" else _by_name(shape, order, resumed))


def _by_name(shape: Shape, order: Order, resumed: bool) -> Select[Any]:
    key = tuple_(ORG.sort_key, ORG.id)
    after = tuple_(bindparam("after_key", type_=Text), bindparam("after_id", type_=Uuid))
    statement = select(*_LINE, _department_name, ORG.sort_key).where(*conditions_of(shape))
    if resumed:
        statement = statement.where(key < after if order == "-name" else key > after)
    columns = (ORG.sort_key, ORG.id)
    return _limited(statement.order_by(*(each.desc() if order == "-name" else each for each in columns)))


def _by_relevance(shape: Shape, resumed: bool) -> Select[Any]:
    """The same name, names that begin so, names that hold it, then the density of the words.

    Each set of candidates is bounded, so that a word as common as "association" costs no more than another.
    """
    filters = filters_of(shape)
    beginning = select(ORG.id).where(*filters, begins()).order_by(_byte_order()).limit(RANKED_BEGINNINGS)
    branches = [beginning]
    if shape.words:
        speaking = select(ORG.id).where(*filters, speaks_of(shape))
        branches.append(speaking.order_by(ORG.id).limit(RANKED))
    candidates = union(*(branch.subquery().select() for branch in branches)).subquery("candidates")
    ranked = (
        select(ORG.id, ORG.sort_key, _rank(shape).label("rank"))
        .join_from(candidates, ORG.id.table, ORG.id == candidates.c.id)
        .subquery("ranked")
    )
    key = (ranked.c.rank, ranked.c.sort_key, ranked.c.id)
    best = select(ranked).order_by(*key)
    if resumed:
        after = (
            bindparam("after_rank", type_=Integer),
            bindparam("after_key", type_=Text),
            bindparam("after_id", type_=Uuid),
        )
        best = best.where(tuple_(*key) > tuple_(*after))
    page = _limited(best).subquery("page")
    return (
        select(*_LINE, _department_name, page.c.sort_key, page.c.rank)
        .join_from(page, ORG.id.table, ORG.id == page.c.id)
        .order_by(page.c.rank, page.c.sort_key, page.c.id)
    )


def _rank(shape: Shape) -> ColumnElement[int]:
    """An integer, so that a cursor holds it exactly; the smallest comes first."""
    key = typed_key()
    tier = case(
        (ORG.sort_key == key, 0),
        (func.french_key(ORG.short_name) == key, 0),
        (begins(), 1_000_000),
        (func.strpos(ORG.sort_key, key) > 0, 2_000_000),
        else_=3_000_000,
    )
    if not shape.words:
        return tier
    return tier - cast(func.ts_rank(ORG.search, tsquery(shape), 1) * 100_000, Integer)


@lru_cache(maxsize=512)
def _count_of(shape: Shape) -> Written:
    some = select(literal(1)).select_from(ORG.id.table).where(*conditions_of(shape)).limit(COUNTED + 1)
    return write(select(func.count().label("found")).select_from(some.subquery()))


@lru_cache(maxsize=16)
def _suggestions(shape: Shape) -> Written:
    columns = (*_SUGGESTION, ORG.sort_key)
    beginning = select(*columns, literal(0).label("place")).where(begins())
    branches = [beginning.order_by(_byte_order()).limit(SUGGESTED)]
    if shape.tail:
        # Twice as many: those that also begin so are dropped afterwards.
        inside = select(*columns, literal(1).label("place")).where(speaks_of(shape))
        branches.append(inside.order_by(ORG.id).limit(2 * SUGGESTED))
    found = union_all(*(branch.subquery().select() for branch in branches)).subquery()
    names = [each.name for each in _SUGGESTION]
    return write(
        select(*(found.c[name] for name in names)).order_by(found.c.place, found.c.sort_key, found.c.id)
    )


@cache
def _resembling() -> Written:
    """For each word written, the words in use nearest to it."""
    written = func.unnest(bindparam("written", type_=ARRAY(Text))).column_valued("written")
    known = OrganisationWord.__table__.c.word
    distance = known.op("<->")(written)
    alike = select(known, distance.label("distance")).order_by(distance).limit(RESEMBLING).lateral("alike")
    return write(
        select(written.label("written"), alike.c.word).join(alike, literal(True)).order_by(alike.c.distance)
    )


def _limited(statement: Select[Any]) -> Select[Any]:
    return statement.limit(bindparam("lines", type_=Integer))


def _byte_order() -> Any:
    """The order of the prefix index, so that its first entries are the answer."""
    return text("organisations.sort_key USING ~<~")


# Pages


def _order(query: DirectoryQuery, typed: str) -> Order:
    if typed and query.sort in (None, "relevance") and identifier_in(typed) is None:
        return "relevance"
    return "-name" if query.sort == "-name" else "name"


def _resume(query: DirectoryQuery) -> tuple[str, Place]:
    """The words searched (a cursor keeps the corrected ones) and the place reached."""
    typed = query.q or ""
    if query.cursor is None:
        return typed, ()
    kinds = (int, str, UUID) if _order(query, typed) == "relevance" else (str, UUID)
    searched, *place = decode_cursor(query.cursor, (str, *kinds))
    return searched if typed else "", place


def _answer(rows: list[Row], query: DirectoryQuery, typed: str) -> Row:
    cursor = None
    if len(rows) > query.limit:
        rows = rows[: query.limit]
        names = ("rank", "sort_key", "id") if _order(query, typed) == "relevance" else ("sort_key", "id")
        cursor = encode_cursor([typed, *(rows[-1][name] for name in names)])
    return {
        "items": rows,
        "next_cursor": cursor,
        "corrected_query": typed if typed != (query.q or "") else None,
    }


def _written_page(query: DirectoryQuery, typed: str, place: Place) -> tuple[Written, Row]:
    shape, values = shape_and_values(query, typed)
    order = _order(query, typed)
    names = ("after_rank", "after_key", "after_id") if order == "relevance" else ("after_key", "after_id")
    values |= dict(zip(names, place, strict=False))
    values["lines"] = query.limit + 1
    return _page_of(shape, order, bool(place)), values


async def _page(reading: AsyncConnection, query: DirectoryQuery, typed: str, place: Place) -> list[Row]:
    return await rows_of(reading, *_written_page(query, typed, place))


async def _count(reading: AsyncConnection, query: DirectoryFilters, typed: str) -> int:
    shape, values = shape_and_values(query, typed)
    (row,) = await rows_of(reading, _count_of(shape), values)
    return int(row["found"])
