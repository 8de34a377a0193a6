"""A simulation where needs are sealed: one's own line, on totals that no rival's act changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.fairness.rounding import half_up
from essaim.kit import clock
from essaim.kit.text import Language
from essaim.purchases.errors.choice import VolumesTooLarge
from essaim.purchases.queries import choice as queries
from essaim.purchases.queries.buyers import Buyer
from essaim.purchases.queries.choice import Scene
from essaim.purchases.queries.quotes import OpenedQuote
from essaim.purchases.rules import choice_said
from essaim.purchases.rules.committing import too_large
from essaim.purchases.rules.simulation import (
    Figures,
    Line,
    Own,
    alone_by_item,
    average,
    own_line,
    promised,
    spend_told,
)
from essaim.purchases.schemas.choice import (
    Basis,
    SimulatedMemberOut,
    SimulationOut,
    SimulationTotalsOut,
)
from essaim.purchases.service.simulated import (
    absent_out,
    item_out,
    member_out,
    missing_references,
    need_of,
)

NOTHING_TOLD = SimulationTotalsOut(
    spend_cents=None,
    compared_cents=None,
    reference_cents=None,
    gain_cents=None,
    gain_bp=None,
    uncompared_cents=None,
    avoided_cents=None,
    rebate_rate_bp=None,
    rebate_expected_cents=None,
    rebate_kept_cents=None,
    net_gain_cents=None,
    buyers_count=None,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What one party knows of a lot on a quote. `volumes`: the totals told, without its own needs if it leaves.

    `own`: what it would pay, or committed to; none if it buys nothing.
    """

    buyer: Buyer | None
    left: bool
    volumes: Mapping[UUID, int | None]
    contributors: Mapping[UUID, int | None]
    own: Own | None
    awarded: bool

    @property
    def basis(self) -> Basis:
        if self.awarded:
            return "awarded"
        withheld = self.own.at_most if self.own else None in self.volumes.values()
        return "alone" if withheld else "published"


async def known(
    session: AsyncSession, of: Scene, quote: OpenedQuote, *, leaving: bool = False, staying: bool = False
) -> Known:
    """`leaving`: as if it left; `staying`: as if it did not."""
    buyer = await queries.own_buyer(session, of.view, of.lot.id)
    left = buyer is not None and not staying and of.view.me in await queries.gone(session, of.lot.id)
    awarded = of.awarded(quote.id)
    published = await queries.published(session, of.items, "award" if awarded else "needs")
    volumes = queries.volumes_of(published, of.items)
    contributors = {
        item.id: published[item.id].contributors if item.id in published else None for item in of.items
    }
    told = {item: volume for item, volume in volumes.items() if volume is not None}
    if too_large(quote.offer, told) or (buyer and too_large(quote.offer, buyer.volumes)):
        raise VolumesTooLarge
    stays = buyer is not None and not left and not leaving
    if buyer and not stays and not awarded:
        volumes = {item: volume and volume - buyer.volumes.get(item, 0) for item, volume in volumes.items()}
        contributors = {
            item: count and count - (item in buyer.volumes) for item, count in contributors.items()
        }
    own = None
    if buyer and stays:
        own = (
            await _committed(session, of, quote, buyer)
            if awarded
            else own_line(
                quote.offer,
                of.view.round.sharing,
                need_of(buyer),
                volumes,
                [item.id for item in of.items],
            )
        )
    return Known(buyer, left, volumes, contributors, own, awarded)


async def _committed(session: AsyncSession, of: Scene, quote: OpenedQuote, buyer: Buyer) -> Own:
    cents = await queries.committed_cents(session, of.view, of.lot.id)
    alone = alone_by_item(quote.offer, [buyer.volumes])[0]
    need = need_of(buyer)
    lines = tuple(
        Line(item, volume, cents.get(item, 0), alone[item], need.references.get(item))
        for item, volume in buyer.volumes.items()
    )
    return Own(Figures(lines), at_most=False)


async def own_only(
    session: AsyncSession, of: Scene, quote: OpenedQuote, *, leaving: bool, language: Language
) -> SimulationOut:
    seen = await known(session, of, quote, leaving=leaving and of.state == "open")
    totals = _totals(of, quote, seen)
    leaves = leaving and seen.buyer is not None and not seen.left and seen.own is None
    told = {item: volume for item, volume in seen.volumes.items() if volume is not None}
    return SimulationOut(
        round_id=of.view.round.id,
        lot_id=of.lot.id,
        lot_state=of.state,
        quote_id=quote.id,
        supplier_name=quote.supplier_name,
        mode=quote.offer.mode,
        sharing=of.view.round.sharing,
        basis=seen.basis,
        basis_in_words=choice_said.BASES[seen.basis].in_(language),
        valid_until=quote.valid_until,
        expired=quote.expired(clock.today()),
        below_minimum=quote.below_minimum(told) if len(told) == len(seen.volumes) else None,
        needs_vote=None,
        would_tell=None,
        without=[of.view.me] if leaves else [],
        items=[
            item_out(
                item,
                quote.offer,
                "awarded" if seen.awarded else "alone" if seen.volumes[item.id] is None else "published",
                seen.volumes[item.id],
                seen.contributors[item.id],
                language,
                average_price=_own_average(seen, item.id),
            )
            for item in of.items
        ],
        totals=totals,
        members=_member(quote, seen, totals),
        turns_negative=[],
        missing_references=missing_references(of.items, [seen.buyer] if seen.buyer and seen.own else []),
        fingerprint=None,
    )


def _own_average(seen: Known, item: UUID) -> int | None:
    """The price applied to it, of an award whose total is not told."""
    if not seen.awarded or seen.own is None:
        return None
    return next(
        (average(line.cents, line.volume) for line in seen.own.figures.lines if line.item == item), None
    )


def _totals(of: Scene, quote: OpenedQuote, seen: Known) -> SimulationTotalsOut:
    """The spend, where every total is told; gains are not: who gave no reference price would be told."""
    spend = spend_told(quote.offer, seen.volumes)
    if spend is None:
        return NOTHING_TOLD
    expected, kept, _ = promised(quote.rebate, of.view.round.rebate_kept_bp, [spend])
    return NOTHING_TOLD.model_copy(
        update={
            "spend_cents": spend,
            "rebate_rate_bp": quote.rebate.rate_bp(spend) if quote.rebate else 0,
            "rebate_expected_cents": expected,
            "rebate_kept_cents": kept,
        }
    )


def _member(quote: OpenedQuote, seen: Known, totals: SimulationTotalsOut) -> list[SimulatedMemberOut]:
    if seen.buyer is None:
        return []
    if seen.own is None:
        return [absent_out(seen.buyer, quote, "left" if seen.left else "would_leave")]
    own = seen.own
    return [
        member_out(seen.buyer, quote, "stays", own.figures, _own_rebate(own, totals), at_most=own.at_most)
    ]


def _own_rebate(own: Own, totals: SimulationTotalsOut) -> int | None:
    """Its part of what members receive, pro rata to its spend."""
    if own.at_most or totals.spend_cents is None:
        return None
    shared = (totals.rebate_expected_cents or 0) - (totals.rebate_kept_cents or 0)
    return half_up(Fraction(shared * own.figures.cents, totals.spend_cents)) if totals.spend_cents else 0
