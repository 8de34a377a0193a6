"""Simulate a quote and compare the ways to share it; the coordinator's readings of sealed needs are kept."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.fairness.certificate import Certificate
from essaim.fairness.errors import TooLarge
from essaim.identity.caller import Caller
from essaim.kit.text import Language, Text
from essaim.purchases.errors.choice import VolumesTooLarge
from essaim.purchases.models import Sharing
from essaim.purchases.queries import buyers as buyer_queries
from essaim.purchases.queries import choice as queries
from essaim.purchases.queries import quotes
from essaim.purchases.queries.buyers import Buyer
from essaim.purchases.queries.choice import Scene
from essaim.purchases.queries.quotes import OpenedQuote
from essaim.purchases.rules import choice_said
from essaim.purchases.rules.committing import SHARINGS, Shares, share, too_large
from essaim.purchases.rules.pricing import lot_cents, total
from essaim.purchases.rules.simulation import alone_by_item, in_bp, spend_told
from essaim.purchases.rules.stability import prove
from essaim.purchases.schemas.choice import (
    PurchaseGroupOut,
    PurchaseLoserOut,
    PurchaseProofOut,
    SimulationOut,
    SimulationQuery,
    WayMemberOut,
    WayOut,
    WaysOut,
)
from essaim.purchases.service import readings
from essaim.purchases.service.simulated import whole
from essaim.purchases.service.simulated_own import known, own_only


async def simulate(
    session: AsyncSession,
    caller: Caller,
    round_id: UUID,
    lot_id: UUID,
    query: SimulationQuery,
    language: Language,
) -> SimulationOut:
    of = await queries.scene(session, caller, round_id, lot_id)
    quote = await quotes.opened_one(session, lot_id, query.quote_id)
    if not of.everybody:
        leaving = of.view.me in query.without
        return await own_only(session, of, quote, leaving=leaving, language=language)
    simulated, shown = await whole(session, of, quote, query.without, language)
    await readings.note(session, caller, of.view, "purchases.simulate", shown)
    return simulated


async def compare_ways(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, quote_id: UUID, language: Language
) -> WaysOut:
    of = await queries.scene(session, caller, round_id, lot_id)
    quote = await quotes.opened_one(session, lot_id, quote_id)
    if not of.everybody:
        return await _own_ways(session, of, quote, language)
    buyers = await buyer_queries.of_lot(session, lot_id)
    await readings.note(
        session, caller, of.view, "purchases.compare_rules", [buyer.organisation_id for buyer in buyers]
    )
    needs = [buyer.volumes for buyer in buyers]
    if too_large(quote.offer, total(needs)):
        raise VolumesTooLarge
    alone = [sum(own.values()) for own in alone_by_item(quote.offer, needs)]
    ways = []
    for sharing in SHARINGS:
        found = await _shared(quote, sharing, buyers)
        ways.append(_way(of, quote, sharing, buyers, alone, found, language))
    spend = lot_cents(quote.offer, total(needs))
    return WaysOut(lot_id=lot_id, quote_id=quote_id, spend_cents=spend, ways=ways)


async def _shared(
    quote: OpenedQuote, sharing: Sharing, buyers: Sequence[Buyer]
) -> tuple[list[Shares], Certificate | None] | None:
    """None when it would take too long."""
    needs = [buyer.volumes for buyer in buyers]
    try:
        shares = await asyncio.to_thread(share, quote.offer, sharing, needs)
        return shares, await asyncio.to_thread(prove, quote.offer, needs, shares)
    except TooLarge:
        return None


def _way(
    of: Scene,
    quote: OpenedQuote,
    sharing: Sharing,
    buyers: Sequence[Buyer],
    alone: Sequence[int],
    found: tuple[list[Shares], Certificate | None] | None,
    language: Language,
) -> WayOut:
    paid: list[int | None] = [one.cents for one in found[0]] if found else [None] * len(buyers)
    proof = found[1] if found else None
    return way_out(
        of,
        quote,
        sharing,
        language,
        members=[
            way_member(buyer, cents, own) for buyer, cents, own in zip(buyers, paid, alone, strict=True)
        ],
        why_not=None if found else choice_said.TOO_LARGE,
        stability=proof_out(proof, buyers, language) if proof else None,
    )


def way_out(
    of: Scene,
    quote: OpenedQuote,
    sharing: Sharing,
    language: Language,
    *,
    members: list[WayMemberOut],
    why_not: Text | None,
    stability: PurchaseProofOut | None,
) -> WayOut:
    return WayOut(
        sharing=sharing,
        chosen=sharing == of.view.round.sharing,
        name=choice_said.NAMES[sharing].in_(language),
        in_words=choice_said.way(sharing, fixed=bool(quote.offer.fixed_cents)).in_(language),
        computed=why_not is None,
        why_not=why_not.in_(language) if why_not else None,
        members=members,
        stability=stability,
    )


def way_member(buyer: Buyer, cents: int | None, alone: int) -> WayMemberOut:
    saved = None if cents is None else alone - cents
    return WayMemberOut(
        organisation_id=buyer.organisation_id,
        organisation_name=buyer.name,
        cents=cents,
        alone_cents=alone,
        saved_cents=saved,
        saved_bp=None if saved is None else in_bp(saved, alone),
    )


def proof_out(proof: Certificate, buyers: Sequence[Buyer], language: Language) -> PurchaseProofOut:
    blocking = proof.blocking
    return PurchaseProofOut(
        state=proof.state,
        sentence=choice_said.stability(proof, [buyer.name for buyer in buyers]).in_(language),
        method=proof.method,
        blocking=PurchaseGroupOut(
            organisation_ids=[buyers[place].organisation_id for place in blocking.group],
            organisation_names=[buyers[place].name for place in blocking.group],
            pays_cents=blocking.pays,
            alone_cents=blocking.alone,
            gain_cents=blocking.gain,
            rounding=blocking.rounding,
        )
        if blocking
        else None,
        losers=[
            PurchaseLoserOut(
                organisation_id=buyers[loser.place].organisation_id,
                organisation_name=buyers[loser.place].name,
                more_cents=loser.gain,
            )
            for loser in proof.losers
        ],
        margin_cents=proof.margin,
        margin_exact=proof.margin_exact,
        tried=proof.tried,
    )


async def _own_ways(session: AsyncSession, of: Scene, quote: OpenedQuote, language: Language) -> WaysOut:
    """One's own line: what it committed to, else at the same price for all if the totals are told; no other figure."""
    seen = await known(session, of, quote)
    ways = []
    for sharing in SHARINGS:
        shown = sharing == of.view.round.sharing if seen.awarded else sharing == "same_price"
        cents = None
        members = []
        if seen.buyer and seen.own:
            cents = seen.own.figures.cents if shown and not seen.own.at_most else None
            members = [way_member(seen.buyer, cents, seen.own.figures.alone_cents)]
        why_not = choice_said.SEALED if cents is None else None
        ways.append(way_out(of, quote, sharing, language, members=members, why_not=why_not, stability=None))
    spend = spend_told(quote.offer, seen.volumes)
    return WaysOut(lot_id=of.lot.id, quote_id=quote.id, spend_cents=spend, ways=ways)
