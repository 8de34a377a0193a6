"""Quotes: those of a round as its readers may see them, those of a lot once opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.models import Quote, Round, Supplier
from essaim.purchases.rules.pricing import Offer, Volumes, lot_cents, offer_of
from essaim.purchases.rules.rebates import RebateRule, rule_of
from essaim.purchases.rules.scoring import Bid, Score, below_minimum, criteria_of, score
from essaim.purchases.schemas.quotes import QuoteOut, QuotePage, QuoteQuery


@dataclass(frozen=True, slots=True)
class OpenedQuote:
    """A quote once opened. `marks`: as stored, by criterion {points (hundredths), why}; `minimums`: units, by item."""

    id: UUID
    lot_id: UUID
    supplier_id: UUID
    supplier_name: str
    siae: bool
    offer: Offer
    minimums: Mapping[UUID, int]
    valid_until: date
    rebate: RebateRule | None
    content: Mapping[str, Any]
    marks: Mapping[str, Any]
    version: int

    def expired(self, on: date) -> bool:
        return self.valid_until < on

    def below_minimum(self, volumes: Volumes) -> bool:
        return below_minimum(self.offer, self.minimums, volumes)


async def opened(session: AsyncSession, lot_id: UUID) -> list[OpenedQuote]:
    """The opened quotes of a lot, by name of supplier; none before the opening."""
    statement = _with_supplier().where(Quote.lot_id == lot_id, Quote.opened_at.is_not(None))
    return [
        _opened(row) for row in (await session.execute(statement.order_by(Supplier.name, Quote.id))).all()
    ]


async def opened_one(session: AsyncSession, lot_id: UUID, quote_id: UUID) -> OpenedQuote:
    """One opened quote of a lot; not found otherwise."""
    statement = _with_supplier().where(
        Quote.lot_id == lot_id, Quote.id == quote_id, Quote.opened_at.is_not(None)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound
    return _opened(row)


def scores(round_: Round, quotes: Sequence[OpenedQuote], volumes: Volumes | None, on: date) -> list[Score]:
    """The quotes of a lot ranked at these volumes, the best first. None: the volumes may not be told.

    `on`: the day their validity is judged.
    """
    return score(
        criteria_of(round_.criteria), round_.price_formula, [bid(quote, volumes, on) for quote in quotes]
    )


def bid(quote: OpenedQuote, volumes: Volumes | None, on: date) -> Bid:
    """What a quote is ranked by. Where nothing is bought there is no price to compare."""
    bought = volumes is not None and any(volumes.values())
    return Bid(
        quote.id,
        quote.supplier_name,
        lot_cents(quote.offer, volumes) if bought and volumes is not None else None,
        {code: mark["points"] for code, mark in quote.marks.items()},
        not quote.expired(on) and not (volumes is not None and quote.below_minimum(volumes)),
    )


def _opened(row: Any) -> OpenedQuote:
    quote: Quote = row.Quote
    content = quote.content or {}
    rebate = content["rebate"]
    return OpenedQuote(
        quote.id,
        quote.lot_id,
        quote.supplier_id,
        row.supplier_name,
        row.siae,
        offer_of(content),
        {
            UUID(price["item_id"]): price["minimum"]
            for price in content["prices"]
            if price["minimum"] is not None
        },
        date.fromisoformat(content["valid_until"]),
        rule_of(rebate) if rebate else None,
        content,
        quote.marks,
        quote.version,
    )


def _with_supplier() -> Select[*tuple[Any, ...]]:
    return select(Quote, Supplier.name.label("supplier_name"), Supplier.siae).join(
        Supplier, Supplier.id == Quote.supplier_id
    )


# What is told over HTTP


def told_opened(view: View) -> bool:
    """Whether this party reads the quotes opened: every party, but one that left before the opening."""
    at = view.round.quotes_opened_at
    left = view.standing.mine.left_on if view.standing.state == "left" else None
    return at is not None and (left is None or at.astimezone(clock.PARIS).date() <= left)


async def search(session: AsyncSession, caller: Caller, round_id: UUID, page: QuoteQuery) -> QuotePage:
    view = await access.find(session, caller, round_id)
    of_round = [Quote.round_id == round_id]
    if page.lot_id is not None:
        of_round.append(Quote.lot_id == page.lot_id)
    sealed = await session.scalar(
        select(func.count()).select_from(Quote).where(*of_round, Quote.opened_at.is_(None))
    )
    rows: list[Any] = []
    cursor = None
    if told_opened(view) or view.coordinates:
        rows, cursor = await fetch_page(
            session, _with_supplier().where(*of_round), key=[Quote.id], kinds=[UUID], page=page
        )
    return QuotePage(
        items=[quote_out(view, row) for row in rows],
        next_cursor=cursor,
        round_state=view.round.state,
        sealed_count=sealed or 0,
    )


async def read(session: AsyncSession, caller: Caller, round_id: UUID, quote_id: UUID) -> QuoteOut:
    view = await access.find(session, caller, round_id)
    if not (told_opened(view) or view.coordinates):
        raise NotFound
    return await read_in(session, view, quote_id)


async def read_in(session: AsyncSession, view: View, quote_id: UUID) -> QuoteOut:
    row = (
        await session.execute(
            _with_supplier()
            .where(Quote.id == quote_id, Quote.round_id == view.round.id)
            .execution_options(populate_existing=True)
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    return quote_out(view, row)


def quote_out(view: View, row: Any) -> QuoteOut:
    quote: Quote = row.Quote
    marked = quote.marked_at is not None and _of_its_time(view, quote)
    return QuoteOut.model_validate(
        {
            "id": quote.id,
            "lot_id": quote.lot_id,
            "supplier_id": quote.supplier_id,
            "supplier_name": row.supplier_name,
            "siae": row.siae,
            "deposited_at": quote.deposited_at,
            "sealed_sha256": quote.sealed_sha256,
            "opened_at": quote.opened_at,
            "content": quote.content,
            "marks": quote.marks if marked else {},
            "marked_at": quote.marked_at if marked else None,
            "version": quote.version,
        }
    )


def _of_its_time(view: View, quote: Quote) -> bool:
    """A party that left reads no mark given since."""
    left = view.standing.mine.left_on if view.standing.state == "left" else None
    return left is None or quote.marked_at is None or quote.marked_at.astimezone(clock.PARIS).date() <= left
