"""Prepare rounds: anew, after another, and change them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import FieldFault, InvalidRequest
from essaim.kit.etag import check_version
from essaim.kit.text import Text
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.errors.preparing import CalendarFixed, RulesFixed
from essaim.purchases.models import Item, Lot, Round
from essaim.purchases.queries import members as members_queries
from essaim.purchases.queries import rounds as queries
from essaim.purchases.rules.calendar import ENDS, brought_forward, in_order
from essaim.purchases.schemas.rounds import CopyIn, RoundChange, RoundIn, RoundOut
from essaim.purchases.service import members
from essaim.purchases.service.states import require_stage

RULES = ("criteria", "price_formula", "sharing", "shortfall", "rebate_kept_bp", "undertaking")
_ORDER = FieldFault(
    "/needs_until",
    "calendar_order",
    Text(
        "Les dates se suivent\u00a0: besoins, puis offres, puis attribution\u00a0; le marché finit après son début et son attribution.",
        "The dates follow one another: needs, then quotes, then the award; the contract ends after its start and its award.",
    ),
)


async def create(session: AsyncSession, caller: Caller, body: RoundIn) -> RoundOut:
    await access.enter_as_coordinator(session, caller, body.agreement_id)
    standing = await agreements.lock_as_lead(session, caller, body.agreement_id)
    standing.require_not_ended()
    asked = await _asked(session, standing, body.organisation_ids)
    given = body.model_dump(exclude={"organisation_ids", "criteria"})
    round_ = await _draft(
        session, caller, standing, **given, criteria=[one.model_dump() for one in body.criteria]
    )
    members.add_all(session, round_, asked)
    await session.flush()
    return await queries.read(session, caller, round_.id)


async def _asked(session: AsyncSession, standing: Standing, chosen: Sequence[UUID] | None) -> Sequence[UUID]:
    """Those asked: the ones chosen, or every party that takes part; the coordinator does not buy among competitors."""
    competing = standing.agreement.confidentiality == "coopetition"
    if chosen is not None:
        await members.require_taking_part(session, standing, chosen)
        if competing:
            members.require_neutral(standing, chosen)
        return chosen
    present = [
        one.organisation_id for one in await members_queries.taking_part(session, standing.agreement.id)
    ]
    return [one for one in present if not (competing and one == standing.mine.organisation_id)]


async def _draft(session: AsyncSession, caller: Caller, standing: Standing, **values: Any) -> Round:
    """A draft of the agreement, which is locked: no two take one number."""
    agreement = standing.agreement
    last = select(func.max(Round.number)).where(Round.agreement_id == agreement.id)
    round_ = Round(
        **{
            **values,
            "agreement_id": agreement.id,
            "number": int(await session.scalar(last) or 0) + 1,
            "state": "draft",
            "confidentiality": agreement.confidentiality,
            "created_by": caller.organisation_id,
            "created_by_person": caller.person_id,
            "created_at": clock.now(),
            "fictional": agreement.fictional,
            "version": 1,
        }
    )
    session.add(round_)
    await session.flush()
    return round_


async def copy(session: AsyncSession, caller: Caller, round_id: UUID, body: CopyIn) -> RoundOut:
    """Those asked that still take part; between competitors, without who coordinates today."""
    origin = await access.find_as_coordinator(session, caller, round_id)
    standing = await agreements.lock_as_lead(session, caller, origin.round.agreement_id)
    standing.require_not_ended()
    rules = {name: getattr(origin.round, name) for name in (*RULES, "description")}
    round_ = await _draft(session, caller, standing, **rules, **body.model_dump(), copied_from_id=round_id)
    await _copy_lots(session, round_id, round_)
    present = set(await _asked(session, standing, None))
    before = await members_queries.asked(session, round_id)
    members.add_all(session, round_, [one for one in before if one in present])
    await session.flush()
    return await queries.read(session, caller, round_.id)


async def _copy_lots(session: AsyncSession, origin_id: UUID, round_: Round) -> None:
    found = select(Lot).where(Lot.round_id == origin_id).order_by(Lot.position)
    copies: dict[UUID, Lot] = {}
    for lot in (await session.scalars(found)).all():
        copies[lot.id] = Lot(
            agreement_id=round_.agreement_id,
            round_id=round_.id,
            position=lot.position,
            name=lot.name,
            description=lot.description,
            state="open",
            version=1,
        )
    session.add_all(copies.values())
    await session.flush()
    session.add_all(
        Item(
            agreement_id=round_.agreement_id,
            round_id=round_.id,
            lot_id=copies[item.lot_id].id,
            position=item.position,
            name=item.name,
            reference=item.reference,
            unit=item.unit,
            version=1,
        )
        for item in await access.items_of(session, origin_id)
    )
    await session.flush()


async def change(
    session: AsyncSession, caller: Caller, round_id: UUID, body: RoundChange, version: int
) -> RoundOut:
    view = await access.lock_as_coordinator(session, caller, round_id)
    view.standing.require_not_ended()
    round_ = view.round
    check_version(round_.version, version)
    require_stage(round_, "draft", "needs", "quotes", "choice")
    given = body.model_dump(exclude_unset=True)
    if round_.state != "draft":
        _require_free(view, given)
    _require_in_order(round_, given)
    for name, value in given.items():
        setattr(round_, name, value)
    round_.version += 1
    await session.flush()
    return await queries.read_in(session, caller, view)


def _require_free(view: View, given: dict[str, Any]) -> None:
    """Once the survey is open, members answer on these rules and count on these dates."""
    round_ = view.round
    if any(name in given and given[name] != getattr(round_, name) for name in RULES):
        raise RulesFixed
    asked = {name: given[name] for name in ENDS if name in given}
    refused = brought_forward(round_.state, _dates(round_), asked)
    if refused:
        raise CalendarFixed(context={"fields": list(refused)})


def _dates(round_: Round) -> dict[str, date]:
    return {name: getattr(round_, name) for name in ENDS}


def _require_in_order(round_: Round, given: dict[str, Any]) -> None:
    if not in_order(**{name: given.get(name, day) for name, day in _dates(round_).items()}):
        raise InvalidRequest(errors=[_ORDER])
