"""Deposit, replace, withdraw and mark quotes, as the coordinator."""

import secrets
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.plain.numbers import written_day
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import FieldFault, NotFound
from essaim.kit.etag import check_version
from essaim.kit.sealing import Seal
from essaim.kit.text import Text
from essaim.purchases import access, words
from essaim.purchases.access import View
from essaim.purchases.errors.quotes import (
    DepositOver,
    MarksMismatch,
    PricesIncomplete,
    QuoteExists,
    QuoteTooShort,
    UnknownSupplier,
)
from essaim.purchases.errors.rounds import WrongLotState, WrongRoundState
from essaim.purchases.models import Quote, RoundState, Supplier
from essaim.purchases.queries import quotes as queries
from essaim.purchases.rules.scoring import PRICE, criteria_of
from essaim.purchases.rules.sealing import canonical, digest, purpose
from essaim.purchases.schemas.quotes import MarksIn, QuoteIn, QuoteOut, QuoteTerms

_NOT_OF_THE_LOT = Text("Cet article n’est pas du lot.", "This item is not in the lot.")
_TWICE = Text("Cet article a déjà un prix.", "This item has a price already.")
_MISSING = Text("Un article du lot n’a pas de prix.", "An item of the lot has no price.")
_NO_CRITERION = Text("Cet achat n’a pas ce critère.", "This purchase has no such criterion.")
_COMPUTED = Text("Le prix se calcule, il ne se note pas.", "The price is computed, it is not marked.")
_TOO_MANY = Text("Ce critère donne au plus {most} points.", "This criterion gives {most} points at most.")


async def deposit(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, body: QuoteIn, seal: Seal
) -> QuoteOut:
    view = await _lock(session, caller, round_id, "quotes")
    await access.lot_of(session, view, lot_id)
    _require_in_time(view)
    if await _supplier_of(session, view, body.supplier_id) is None:
        raise UnknownSupplier
    await _check(session, view, lot_id, body)
    quote = Quote(
        agreement_id=view.round.agreement_id,
        round_id=round_id,
        lot_id=lot_id,
        supplier_id=body.supplier_id,
        marks={},
        version=1,
    )
    _put_in(quote, body, caller, seal)
    async with refuse_if_violated(session, {"purchase_quotes_supplier_key": QuoteExists()}):
        session.add(quote)
    return await queries.read_in(session, view, quote.id)


async def replace(
    session: AsyncSession,
    caller: Caller,
    round_id: UUID,
    quote_id: UUID,
    body: QuoteTerms,
    version: int,
    seal: Seal,
) -> QuoteOut:
    view = await _lock(session, caller, round_id, "quotes")
    quote = await _locked(session, view, quote_id)
    check_version(quote.version, version)
    _require_in_time(view)
    await _check(session, view, quote.lot_id, body)
    _put_in(quote, body, caller, seal)
    quote.version += 1
    await session.flush()
    return await queries.read_in(session, view, quote.id)


async def withdraw(
    session: AsyncSession, caller: Caller, round_id: UUID, quote_id: UUID, version: int
) -> None:
    view = await _lock(session, caller, round_id, "quotes")
    quote = await _locked(session, view, quote_id)
    check_version(quote.version, version)
    await session.delete(quote)
    await session.flush()


async def mark(
    session: AsyncSession, caller: Caller, round_id: UUID, quote_id: UUID, body: MarksIn, version: int
) -> QuoteOut:
    """The lot is locked first, as by its award: what is awarded on is what was marked."""
    view = await access.find_as_coordinator(session, caller, round_id)
    view.standing.require_not_ended()
    lot_id = await session.scalar(
        select(Quote.lot_id).where(Quote.id == quote_id, Quote.round_id == round_id)
    )
    if lot_id is None:
        raise NotFound
    lot = await access.lot_of(session, view, lot_id, lock=True)
    _require(view, "choice", "orders")
    if lot.state != "open":
        raise WrongLotState(state=words.LOT_STATES[lot.state])
    quote = await _locked(session, view, quote_id)
    check_version(quote.version, version)
    _check_marks(view, body)
    quote.marks = {code: one.model_dump() for code, one in body.marks.items()}
    quote.marked_at = clock.now()
    quote.marked_by_person = caller.person_id
    quote.version += 1
    await session.flush()
    return await queries.read_in(session, view, quote.id)


async def _lock(session: AsyncSession, caller: Caller, round_id: UUID, *states: RoundState) -> View:
    view = await access.lock_as_coordinator(session, caller, round_id)
    view.standing.require_not_ended()
    _require(view, *states)
    return view


def _require(view: View, *states: RoundState) -> None:
    if view.round.state not in states:
        raise WrongRoundState(state=words.ROUND_STATES[view.round.state])


def _require_in_time(view: View) -> None:
    if clock.today() > view.round.quotes_until:
        raise DepositOver(day=written_day(view.round.quotes_until))


async def _locked(session: AsyncSession, view: View, quote_id: UUID) -> Quote:
    statement = select(Quote).where(Quote.id == quote_id, Quote.round_id == view.round.id).with_for_update()
    quote = (await session.scalars(statement.execution_options(populate_existing=True))).one_or_none()
    if quote is None:
        raise NotFound
    return quote


async def _supplier_of(session: AsyncSession, view: View, supplier_id: UUID) -> UUID | None:
    return await session.scalar(
        select(Supplier.id).where(
            Supplier.id == supplier_id, Supplier.agreement_id == view.round.agreement_id
        )
    )


async def _check(session: AsyncSession, view: View, lot_id: UUID, body: QuoteTerms) -> None:
    """Each item of the lot once, and valid until the award at least."""
    waiting = {item.id for item in await access.items_of(session, view.round.id, lot_id)}
    known = frozenset(waiting)
    faults = []
    for place, price in enumerate(body.prices):
        if price.item_id not in waiting:
            fault = ("twice", _TWICE) if price.item_id in known else ("not_of_the_lot", _NOT_OF_THE_LOT)
            faults.append(FieldFault(f"/prices/{place}/item_id", *fault))
        waiting.discard(price.item_id)
    if waiting:
        faults.append(FieldFault("/prices", "missing", _MISSING))
    if faults:
        raise PricesIncomplete(
            errors=faults, context={"missing_item_ids": [str(item) for item in sorted(waiting)]}
        )
    if body.valid_until < view.round.award_on:
        raise QuoteTooShort(day=written_day(view.round.award_on))


def sealed(seal: Seal, lot_id: UUID, supplier_id: UUID, body: QuoteTerms) -> tuple[bytes, str]:
    """What is kept of a quote until the opening, and the hash of its text. The salt keeps prices from being tried."""
    content = {**body.model_dump(mode="json", exclude={"supplier_id"}), "salt": secrets.token_hex(16)}
    return seal.close(canonical(content), purpose(lot_id, supplier_id)), digest(content)


def _put_in(quote: Quote, body: QuoteTerms, caller: Caller, seal: Seal) -> None:
    quote.sealed, quote.sealed_sha256 = sealed(seal, quote.lot_id, quote.supplier_id, body)
    quote.deposited_by = caller.organisation_id
    quote.deposited_by_person = caller.person_id
    quote.deposited_at = clock.now()


def _check_marks(view: View, body: MarksIn) -> None:
    criteria = {one.code: one for one in criteria_of(view.round.criteria)}
    faults = []
    for code, given in body.marks.items():
        one = criteria.get(code)
        if one is None:
            faults.append(FieldFault(f"/marks/{code}", "unknown_criterion", _NO_CRITERION))
        elif one.kind == PRICE:
            faults.append(FieldFault(f"/marks/{code}", "price_is_computed", _COMPUTED))
        elif given.points > one.most:
            most = Text(*(sentence.format(most=one.weight) for sentence in _TOO_MANY))
            faults.append(FieldFault(f"/marks/{code}/points", "too_many_points", most))
    if faults:
        raise MarksMismatch(errors=faults)
