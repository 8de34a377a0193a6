"""The savings of a calendar year, over all rounds."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.text import Language
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.queries import savings as queries
from essaim.purchases.queries.savings import Asked, Gains
from essaim.purchases.rules.savings import Term
from essaim.purchases.schemas.savings import SavingsYearQuery, YearRoundOut, YearSavingsOut
from essaim.purchases.service import readings
from essaim.purchases.service.savings import words

ROUNDS_READ = 200


async def of_year(
    session: AsyncSession, caller: Caller, chosen: SavingsYearQuery, language: Language
) -> YearSavingsOut:
    """The part of a calendar year in every round whose contract runs in it."""
    year = chosen.year or clock.today().year
    if chosen.agreement_id is not None:
        await access.enter(session, caller, chosen.agreement_id)
    views = await queries.rounds_of_year(session, caller, chosen.agreement_id, year, ROUNDS_READ + 1)
    read = views[:ROUNDS_READ]
    asked = Asked(read, caller.organisation_id, chosen.organisation_id)
    rows = await _year_rows(session, read, asked, year)
    for view in read:
        about = [row.organisation_id for row in rows if row.round_id == view.round.id]
        await readings.note(session, caller, view, "purchases.list_savings", about)
    actual = [row.actual_cents for row in rows if row.actual_cents is not None]
    return YearSavingsOut(
        year=year,
        items=rows,
        forecast_cents=sum(row.forecast_cents for row in rows),
        actual_cents=sum(actual) if actual else None,
        complete=len(views) <= ROUNDS_READ,
        method=[text.in_(language) for text in words.METHOD] + [words.YEAR.in_(language).format(year=year)],
    )


async def _year_rows(
    session: AsyncSession, views: Sequence[View], asked: Asked, year: int
) -> list[YearRoundOut]:
    forecasts = await queries.forecasts(session, asked)
    actuals = await queries.actuals(session, asked)
    rebates = await queries.rebates_of(session, asked)
    names = await queries.names(session, {organisation for _, organisation in forecasts.keys() | actuals})
    return [
        _year_row(view, organisation_id, names[organisation_id], forecasts, actuals, rebates, year)
        for view in views
        for organisation_id in sorted(
            (of for round_id, of in forecasts.keys() | actuals if round_id == view.round.id),
            key=lambda one: (names[one], one),
        )
    ]


def _year_row(
    view: View, organisation_id: UUID, name: str, forecasts: Gains, actuals: Gains, rebates: Gains, year: int
) -> YearRoundOut:
    term = Term(view.round.starts_on, view.round.ends_on)
    key = (view.round.id, organisation_id)
    actual = actuals.get(key)
    return YearRoundOut(
        round_id=view.round.id,
        number=view.round.number,
        title=view.round.title,
        agreement_id=view.round.agreement_id,
        agreement_name=view.standing.agreement.name,
        organisation_id=organisation_id,
        organisation_name=name,
        days=term.days_in(year),
        forecast_cents=term.part_of(year, forecasts.get(key, 0)),
        actual_cents=None if actual is None else term.part_of(year, actual + rebates.get(key, 0)),
    )
