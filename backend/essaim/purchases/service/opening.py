"""Open the quotes of a round, all together."""

import hashlib
import json
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from essaim.agreements.plain.numbers import written_day
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.sealing import CannotOpen, Seal
from essaim.purchases import access, words
from essaim.purchases.errors.quotes import NoQuote, QuoteUnreadable, TooEarlyToOpen
from essaim.purchases.errors.rounds import WrongRoundState
from essaim.purchases.models import Lot, Quote, Supplier
from essaim.purchases.rules.sealing import purpose
from essaim.purchases.schemas.quotes import OpeningOut


async def open_all(session: AsyncSession, caller: Caller, round_id: UUID, seal: Seal) -> OpeningOut:
    """Every quote of the round or none: unsealed, checked against the hash of its deposit, written to be read."""
    view = await access.lock_as_coordinator(session, caller, round_id)
    view.standing.require_not_ended()
    round_ = view.round
    if round_.state != "quotes":
        raise WrongRoundState(state=words.ROUND_STATES[round_.state])
    if clock.today() < round_.quotes_until:
        raise TooEarlyToOpen(day=written_day(round_.quotes_until))
    quotes = await _sealed(session, round_id)
    if not quotes:
        raise NoQuote
    now = clock.now()
    for quote, supplier in quotes:
        quote.content = unseal(seal, quote, supplier)
        quote.opened_at = now
        quote.version += 1
    round_.state = "choice"
    round_.quotes_opened_at = now
    round_.version += 1
    await session.flush()
    offered = {quote.lot_id for quote, _ in quotes}
    lots = (
        await session.scalars(select(Lot.id).where(Lot.round_id == round_id).order_by(Lot.position))
    ).all()
    return OpeningOut(
        round_id=round_id,
        state=round_.state,
        opened_at=now,
        opened_count=len(quotes),
        lots_without_quote=[lot for lot in lots if lot not in offered],
    )


def unseal(seal: Seal, quote: Quote, supplier: str) -> dict[str, Any]:
    """What was sealed. Refused `quote_unreadable` where the key or the text is not that of the deposit."""
    try:
        text = seal.open(quote.sealed, purpose(quote.lot_id, quote.supplier_id))
    except CannotOpen:
        raise QuoteUnreadable(supplier=supplier) from None
    if hashlib.sha256(text).hexdigest() != quote.sealed_sha256:
        raise QuoteUnreadable(supplier=supplier)
    content: dict[str, Any] = json.loads(text)
    return content


async def _sealed(session: AsyncSession, round_id: UUID) -> list[tuple[Quote, str]]:
    statement = (
        select(Quote, Supplier.name)
        .join(Supplier, Supplier.id == Quote.supplier_id)
        .where(Quote.round_id == round_id)
        .order_by(Quote.id)
        .with_for_update(of=Quote)
        .options(undefer(Quote.sealed))
        .execution_options(populate_existing=True)
    )
    return [(row[0], row[1]) for row in (await session.execute(statement)).all()]
