"""The voted price of an organisation that joins during the year."""

from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import governing
from essaim.agreements.models import Party
from essaim.agreements.plain.numbers import days as in_days
from essaim.agreements.plain.numbers import grouped
from essaim.agreements.rulebook import JoiningTariff
from essaim.allocations import access, words
from essaim.allocations.access import View
from essaim.allocations.errors import (
    AlreadySharing,
    OutsidePeriod,
    OutsideTheRun,
    TariffCharged,
    TariffFree,
    UnknownTariff,
    WrongRunState,
)
from essaim.allocations.queries import charges, figures, inputs, members
from essaim.allocations.queries.figures import Known
from essaim.allocations.rules.presence import Period
from essaim.allocations.rules.sharing import MissingInput, decimals_of
from essaim.allocations.schemas.shares import NewcomerIn, TariffOut
from essaim.allocations.service import failures
from essaim.allocations.service.posting import require_started
from essaim.allocations.service.runs import require_no_actual, require_state
from essaim.fairness.keys import Tariff
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.money import euros
from essaim.kit.text import Text
from essaim.statements.service import issuing
from essaim.statements.service.issuing import Bill

DAYS_TO_PAY = 30


async def charge(session: AsyncSession, caller: Caller, allocation_id: UUID, body: NewcomerIn) -> TariffOut:
    """The run is locked: neither its actual costs nor a second tariff come in between."""
    view = await access.lock_as_lead(session, caller, allocation_id)
    run = view.run
    if run.stage != "budget":
        raise WrongRunState(state=words.ACTUAL, context={"stage": run.stage})
    require_state(run, "posted")
    require_started(view.standing.agreement)
    await require_no_actual(session, run.id)
    period = Period(run.starts_on, run.ends_on)
    joined_on = await _joined(session, view, body, period)
    tariff = await _tariff(session, view, body.tariff, joined_on)
    figure = await _figure(session, view, tariff, body.organisation_id, joined_on)
    days = period.present(joined_on, None)
    units = Fraction(0) if figure is None else Fraction(figure.value, 10 ** decimals_of(figure.unit))
    price = Tariff(tariff.fixed_cents, tariff.per_unit_cents).price(units, Fraction(days, period.days))
    due_on = max(clock.today(), joined_on) + timedelta(days=DAYS_TO_PAY)
    line = {
        "label": tariff.name,
        "cents": price,
        "total_cents": None,
        "driver": _driver(tariff, figure, days, period.days),
        "ratio": None,
    }
    issued = await issuing.issue(
        session,
        caller,
        view.standing.agreement,
        [Bill(body.organisation_id, "tariff", price, due_on, tariff.name, [line])],
        allocation_id=run.id,
        starts_on=joined_on,
        ends_on=run.ends_on,
        description=tariff.name,
        vat_category=await charges.vat_category(session, run.agreement_id),
    )
    if not issued:
        raise TariffFree
    (statement,) = issued
    return TariffOut(
        statement_id=statement.id,
        reference=statement.reference,
        organisation_id=body.organisation_id,
        amount_cents=statement.amount_cents,
        due_on=statement.due_on,
        days_present=days,
        days=period.days,
    )


async def _joined(session: AsyncSession, view: View, body: NewcomerIn, period: Period) -> date:
    """The day the newcomer joined, a party that has no share and no tariff yet."""
    statement = select(Party).where(
        Party.agreement_id == view.run.agreement_id,
        Party.organisation_id == body.organisation_id,
        Party.state == "accepted",
        Party.role != "observer",
    )
    party = (await session.scalars(statement)).one_or_none()
    if party is None or party.state_on(clock.today()) == "left":
        raise OutsideTheRun
    if body.organisation_id in {one.organisation_id for one in await inputs.members(session, view.run.id)}:
        raise AlreadySharing
    chain = [view.run.id, *await charges.related(session, view.run)]
    if await charges.has_tariff(session, chain, body.organisation_id):
        raise TariffCharged
    joined_on = body.joined_on or party.joined_on or period.starts_on
    if not period.starts_on <= joined_on <= period.ends_on:
        raise OutsidePeriod(
            starts_on=f"{period.starts_on:%d/%m/%Y}",
            ends_on=f"{period.ends_on:%d/%m/%Y}",
            context={"starts_on": period.starts_on.isoformat(), "ends_on": period.ends_on.isoformat()},
        )
    return joined_on


async def _tariff(session: AsyncSession, view: View, name: str, on: date) -> JoiningTariff:
    governed = await governing.in_force(session, view.standing.agreement, on)
    tariffs = {tariff.name: tariff for tariff in governed.book.joining_tariffs}
    if name not in tariffs:
        told = words.names(list(tariffs)) if tariffs else Text("aucun", "none")
        raise UnknownTariff(name=name, tariffs=told, context={"tariffs": list(tariffs)})
    return tariffs[name]


async def _figure(
    session: AsyncSession, view: View, tariff: JoiningTariff, organisation_id: UUID, on: date
) -> Known | None:
    """What the tariff counts, as known on the day it joined."""
    if tariff.code is None:
        return None
    for known in await figures.dated(session, view.run.agreement_id, [tariff.code], on):
        if known.organisation_id == organisation_id:
            return known
    names = await members.names(session, {organisation_id})
    missing = MissingInput(str(view.run.id), str(organisation_id), f"figure:{tariff.code}")
    raise failures.figures_missing([missing], {str(one): name for one, name in names.items()})


def _driver(tariff: JoiningTariff, figure: Known | None, days: int, whole: int) -> str:
    """`600,00 € + 9,44 € × 60 lits, 184 jours sur 365`, as printed."""
    price = euros(tariff.fixed_cents).fr
    if figure is not None and tariff.code is not None:
        counted = words.quantity(tariff.code, figure.value, figure.unit).fr
        price += f" + {euros(tariff.per_unit_cents).fr} × {counted}"
    return f"{price}, {in_days(days).fr} sur {grouped(whole).fr}"
