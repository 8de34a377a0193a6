"""Who acts for an organisation: changing and ending mandates."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.identity.errors import LastDirector, MoreThanOwnRights
from essaim.identity.models import Mandate, Person
from essaim.identity.queries import member_out
from essaim.identity.schemas import MandateChange, MemberOut
from essaim.kit.clock import today
from essaim.kit.errors import NotFound
from essaim.kit.etag import check_version


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
        mandate.ends_on = given["ends_on"]
    mandate.version += 1
    await session.flush()
    await _require_a_director(session, caller)
    person = await session.get_one(Person, mandate.person_id)
    return member_out(mandate, person.name, person.email)


async def end_mandate(session: AsyncSession, caller: Caller, mandate_id: UUID, version: int) -> None:
    """End a mandate: from now on the person no longer acts for the organisation."""
    mandate = await _locked_mandate(session, caller, mandate_id)
    check_version(mandate.version, version)
    # The last day is inclusive, so it was yesterday; a mandate begun today keeps one past day, to stay on record.
    yesterday = today() - timedelta(days=1)
    mandate.starts_on = min(mandate.starts_on, yesterday)
    mandate.ends_on = yesterday
    mandate.version += 1
    await session.flush()
    await _require_a_director(session, caller)


async def _locked_mandate(session: AsyncSession, caller: Caller, mandate_id: UUID) -> Mandate:
    """Lock every mandate of the organisation, in one order: two directors cannot dismiss each other at once."""
    mandates = (
        await session.scalars(
            select(Mandate)
            .where(Mandate.organisation_id == caller.organisation_id)
            .order_by(Mandate.id)
            .with_for_update()
        )
    ).all()
    for mandate in mandates:
        if mandate.id == mandate_id:
            return mandate
    raise NotFound


async def _require_a_director(session: AsyncSession, caller: Caller) -> None:
    director = await session.scalar(
        select(func.count())
        .select_from(Mandate)
        .where(
            Mandate.organisation_id == caller.organisation_id,
            Mandate.role == "director",
            func.mandate_is_active(Mandate.starts_on, Mandate.ends_on),
        )
    )
    if not director:
        raise LastDirector
