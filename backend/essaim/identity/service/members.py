"""Who acts for an organisation: changing and ending mandates."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.identity.errors import LastDirector, MandateOverlap, MoreThanOwnRights
from essaim.identity.models import Mandate, Person
from essaim.identity.queries import member_out
from essaim.identity.schemas import MandateChange, MemberOut
from essaim.kit.clock import today
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import FieldFault, InvalidRequest, NotAllowed, NotFound
from essaim.kit.etag import check_version
from essaim.kit.text import Text

_ENDS_BEFORE_IT_STARTS = FieldFault(
    "/ends_on",
    "ends_before_it_starts",
    Text("Le mandat finirait avant de commencer.", "The mandate would end before it starts."),
)


def require_own_powers(caller: Caller, powers: Iterable[str]) -> None:
    """Nobody gives a power they do not hold."""
    if not frozenset(powers) <= caller.powers:
        raise MoreThanOwnRights


async def change_mandate(
    session: AsyncSession, caller: Caller, mandate_id: UUID, version: int, change: MandateChange
) -> MemberOut:
    """Change role, powers, profession or last day of a mandate of one's organisation."""
    mandate = await _locked_mandate(session, caller, mandate_id)
    check_version(mandate.version, version)
    given = change.model_dump(exclude_unset=True)
    if given.get("powers") is not None:
        require_own_powers(caller, set(given["powers"]) - set(mandate.powers))
        mandate.powers = sorted(set(given["powers"]))
    if given.get("role") is not None:
        mandate.role = given["role"]
    if "profession" in given:
        mandate.profession = given["profession"]
    if "ends_on" in given:
        if given["ends_on"] is not None and given["ends_on"] < mandate.starts_on:
            raise InvalidRequest(errors=[_ENDS_BEFORE_IT_STARTS])
        mandate.ends_on = given["ends_on"]
    mandate.version += 1
    async with refuse_if_violated(session, {"mandates_no_overlap": MandateOverlap()}):
        await session.flush()
    await _require_a_director(session, caller)
    person = await session.get_one(Person, mandate.person_id)
    return member_out(mandate, person.name, person.email)


async def end_mandate(session: AsyncSession, caller: Caller, mandate_id: UUID, version: int) -> None:
    """End a mandate: from now on the person no longer acts for the organisation."""
    mandate = await _locked_mandate(session, caller, mandate_id)
    check_version(mandate.version, version)
    # The last day is inclusive, so it was yesterday.
    last_day = today() - timedelta(days=1)
    if mandate.starts_on > last_day:
        # Begun today or not yet: it stays on record as one past day, on which the person had no other mandate.
        earliest = await _earliest_start(session, mandate)
        last_day = min(last_day, earliest - timedelta(days=1))
        mandate.starts_on = last_day
    mandate.ends_on = last_day
    mandate.version += 1
    await session.flush()
    await _require_a_director(session, caller)


async def _earliest_start(session: AsyncSession, mandate: Mandate) -> date:
    first = await session.scalar(
        select(func.min(Mandate.starts_on)).where(
            Mandate.person_id == mandate.person_id, Mandate.organisation_id == mandate.organisation_id
        )
    )
    return first or mandate.starts_on


async def _locked_mandate(session: AsyncSession, caller: Caller, mandate_id: UUID) -> Mandate:
    """A mandate that has not ended. Locks every such mandate of the organisation, in one order.

    So two directors cannot dismiss each other at once: the second one's own mandate has ended by then.
    """
    mandates = (
        await session.scalars(
            select(Mandate)
            .where(
                Mandate.organisation_id == caller.organisation_id,
                Mandate.ends_on.is_(None) | (Mandate.ends_on >= func.today()),
            )
            .order_by(Mandate.id)
            .with_for_update()
        )
    ).all()
    by_id = {mandate.id: mandate for mandate in mandates}
    own = by_id.get(caller.mandate_id) if caller.mandate_id else None
    if own is None or own.role != caller.role:
        raise NotAllowed
    if mandate_id not in by_id:
        raise NotFound
    return by_id[mandate_id]


async def _require_a_director(session: AsyncSession, caller: Caller) -> None:
    director = await session.scalar(
        select(func.count())
        .select_from(Mandate)
        .join(Person, Person.id == Mandate.person_id)
        .where(
            Person.disabled_at.is_(None),
            Mandate.organisation_id == caller.organisation_id,
            Mandate.role == "director",
            func.mandate_is_active(Mandate.starts_on, Mandate.ends_on),
        )
    )
    if not director:
        raise LastDirector
