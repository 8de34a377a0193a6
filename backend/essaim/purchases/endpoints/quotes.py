"""Quotes: deposit, open, mark, compare."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements.errors import AgreementEnded, OnlyTheLead
from essaim.agreements.language import AskedLanguage
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.sealing import CurrentSeal
from essaim.purchases.endpoints.routing import router
from essaim.purchases.errors.quotes import (
    DepositOver,
    MarksMismatch,
    NoQuote,
    PricesIncomplete,
    QuoteExists,
    QuotesSealed,
    QuoteTooShort,
    QuoteUnreadable,
    TooEarlyToOpen,
    UnknownSupplier,
)
from essaim.purchases.errors.rounds import PurchasesForParties, WrongLotState, WrongRoundState
from essaim.purchases.queries import quotes as queries
from essaim.purchases.schemas.quotes import (
    ComparisonOut,
    MarksIn,
    OpeningOut,
    QuoteIn,
    QuoteOut,
    QuotePage,
    QuoteQuery,
    QuoteTerms,
)
from essaim.purchases.service import comparing, opening
from essaim.purchases.service import quotes as service

BY_THE_COORDINATOR = (PurchasesForParties, OnlyTheLead, AgreementEnded, WrongRoundState)


@router.get("/{round_id}/quotes", responses=responses(PurchasesForParties))
@policy("purchases.read")
async def list_quotes(
    session: Session, caller: CurrentCaller, round_id: UUID, page: Annotated[QuoteQuery, Query()]
) -> QuotePage:
    """Quotes of a round, by order of deposit.

    Before the opening nobody reads a price: the coordinator sees who deposited what and when, the others how many.
    """
    return await queries.search(session, caller, round_id, page)


@router.get("/{round_id}/quotes/{quote_id}", responses=responses(PurchasesForParties))
@policy("purchases.read")
async def read_quote(
    session: Session, caller: CurrentCaller, round_id: UUID, quote_id: UUID, response: Response
) -> QuoteOut:
    """One quote. Before the opening, for the coordinator alone, without its prices."""
    quote = await queries.read(session, caller, round_id, quote_id)
    tag(response, quote.version)
    return quote


@router.post(
    "/{round_id}/lots/{lot_id}/quotes",
    status_code=201,
    response_model=QuoteOut,
    responses=responses(
        *BY_THE_COORDINATOR, UnknownSupplier, PricesIncomplete, QuoteTooShort, QuoteExists, DepositOver
    ),
)
@policy("purchases.coordinate")
async def deposit_quote(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    lot_id: UUID,
    body: QuoteIn,
    seal: CurrentSeal,
    idempotency: Idempotency,
) -> QuoteOut | Response:
    """Deposit the quote of a supplier, as the coordinator. It is sealed at once: nobody reads it before the opening."""
    return await idempotency(
        lambda: service.deposit(session, caller, round_id, lot_id, body, seal),
        person=caller.person_id,
        organisation=caller.organisation_id,
        # A plain digest of prices that can be guessed would tell them to whoever reads the database.
        covering=seal.digest(body.model_dump_json().encode(), "idempotency"),
    )


@router.put(
    "/{round_id}/quotes/{quote_id}",
    responses=responses(
        *BY_THE_COORDINATOR, PricesIncomplete, QuoteTooShort, DepositOver, VersionRequired, StaleVersion
    ),
)
@policy("purchases.coordinate")
async def replace_quote(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    quote_id: UUID,
    body: QuoteTerms,
    version: IfMatch,
    seal: CurrentSeal,
    response: Response,
) -> QuoteOut:
    """Replace a sealed quote by another of the same supplier, as the coordinator, until the last day of deposits."""
    quote = await service.replace(session, caller, round_id, quote_id, body, version, seal)
    tag(response, quote.version)
    return quote


@router.delete(
    "/{round_id}/quotes/{quote_id}",
    status_code=204,
    responses=responses(*BY_THE_COORDINATOR, VersionRequired, StaleVersion),
)
@policy("purchases.coordinate")
async def withdraw_quote(
    session: Session, caller: CurrentCaller, round_id: UUID, quote_id: UUID, version: IfMatch
) -> None:
    """Withdraw a sealed quote, as the coordinator, until the opening."""
    await service.withdraw(session, caller, round_id, quote_id, version)


@router.post(
    "/{round_id}/open-quotes",
    response_model=OpeningOut,
    responses=responses(*BY_THE_COORDINATOR, TooEarlyToOpen, NoQuote, QuoteUnreadable),
)
@policy("purchases.coordinate")
async def open_quotes(
    session: Session, caller: CurrentCaller, round_id: UUID, seal: CurrentSeal, idempotency: Idempotency
) -> OpeningOut | Response:
    """Open every quote of the round together, as the coordinator, from the last day of deposits on.

    Each is checked against the hash kept since its deposit; one that is not what was sealed stops the opening.
    """
    return await idempotency(
        lambda: opening.open_all(session, caller, round_id, seal),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.put(
    "/{round_id}/quotes/{quote_id}/marks",
    responses=responses(*BY_THE_COORDINATOR, WrongLotState, MarksMismatch, VersionRequired, StaleVersion),
)
@policy("purchases.coordinate")
async def mark_quote(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    quote_id: UUID,
    body: MarksIn,
    version: IfMatch,
    response: Response,
) -> QuoteOut:
    """Mark an opened quote on each criterion but the price, as the coordinator, each mark with why."""
    quote = await service.mark(session, caller, round_id, quote_id, body, version)
    tag(response, quote.version)
    return quote


@router.get("/{round_id}/lots/{lot_id}/comparison", responses=responses(PurchasesForParties, QuotesSealed))
@policy("purchases.read")
async def compare_quotes(
    session: Session, caller: CurrentCaller, round_id: UUID, lot_id: UUID, language: AskedLanguage
) -> ComparisonOut:
    """The quotes of a lot side by side, line by line: price, points by criterion with why, rank.

    At the volumes members staying need for who reads every line, else at the totals published when needs closed; where
    these may not be told, neither are prices that would tell them.
    """
    return await comparing.compare(session, caller, round_id, lot_id, language)
