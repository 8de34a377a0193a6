"""Read how a lot was decided, and what was committed."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.fairness.certificate import Blocking, Certificate, Loser
from essaim.identity.caller import Caller
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.purchases.errors.rounds import WrongLotState
from essaim.purchases.models import PurchaseCommitment
from essaim.purchases.queries import buyers as buyer_queries
from essaim.purchases.queries import choice as queries
from essaim.purchases.queries import quotes
from essaim.purchases.queries.choice import Scene
from essaim.purchases.schemas.choice import (
    AwardDetailOut,
    CommitmentOut,
    CommitmentsQuery,
    PurchaseProofOut,
    ScoreOut,
)
from essaim.purchases.service import readings
from essaim.purchases.service.simulating import proof_out
from essaim.purchases.words import LOT_STATES


async def read(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, language: Language
) -> AwardDetailOut:
    of = await queries.scene(session, caller, round_id, lot_id)
    lot = of.lot
    if of.state == "open" or lot.decided_at is None:
        raise WrongLotState(state=LOT_STATES["open"])
    quote = await quotes.opened_one(session, lot_id, lot.quote_id) if lot.quote_id else None
    kept = lot.certificate or {} if of.everybody else {}
    return AwardDetailOut(
        lot_id=lot_id,
        state=lot.state,
        quote_id=lot.quote_id,
        supplier_name=quote.supplier_name if quote else None,
        decision_id=lot.decision_id,
        decided_at=lot.decided_at,
        reason=lot.reason,
        sharing=of.view.round.sharing,
        hash=lot.hash,
        cents=await _cents(session, of) if quote else None,
        own_only=not of.everybody,
        scores=[ScoreOut.model_validate(one) for one in kept.get("scores", [])],
        stability=await _proof(session, caller, of, kept.get("proof"), language),
    )


async def commitments(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, query: CommitmentsQuery
) -> Page[CommitmentOut]:
    of = await queries.scene(session, caller, round_id, lot_id)
    if not of.decided:
        return Page[CommitmentOut](items=[], next_cursor=None)
    page, about = await queries.commitments(session, of, query)
    await readings.note(session, caller, of.view, "purchases.list_commitments", about)
    return page


async def _cents(session: AsyncSession, of: Scene) -> int:
    made = PurchaseCommitment
    total = select(func.coalesce(func.sum(made.cents), 0)).where(made.lot_id == of.lot.id)
    own = total if of.everybody else total.where(made.organisation_id == of.view.me)
    return int(await session.scalar(own) or 0)


async def _proof(
    session: AsyncSession, caller: Caller, of: Scene, kept: dict[str, Any] | None, language: Language
) -> PurchaseProofOut | None:
    """The proof of that day; it names who pays more than alone."""
    if kept is None:
        return None
    buyers = await buyer_queries.of_lot(session, of.lot.id)
    proof = Certificate(
        **{
            **kept,
            "losers": tuple(Loser(**loser) for loser in kept["losers"]),
            "blocking": Blocking(**{**kept["blocking"], "group": tuple(kept["blocking"]["group"])})
            if kept["blocking"]
            else None,
            "unhappiest": tuple(kept["unhappiest"]),
        }
    )
    await readings.note(
        session, caller, of.view, "purchases.read_award", [buyer.organisation_id for buyer in buyers]
    )
    return proof_out(proof, buyers, language)
