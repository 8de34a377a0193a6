"""Who shares the costs of a period, in the order of the parties."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import governing
from essaim.agreements.models import Agreement, Party
from essaim.allocations.rules.presence import Period, last_day_charged
from essaim.organisations.models import Organisation


class Sharer(NamedTuple):
    organisation_id: UUID
    name: str
    days_present: int
    joined_on: date | None


async def sharers(session: AsyncSession, agreement: Agreement, period: Period) -> list[Sharer]:
    """Parties, observers apart, with the days of the period they are charged for.

    A party that gave notice is charged as the rules in force that day say: to its last day, or to the end of that year.
    The order decides who gets the cents left over: first joined first.
    """
    statement = (
        select(Party, Organisation.name)
        .join(Organisation, Organisation.id == Party.organisation_id)
        .where(
            Party.agreement_id == agreement.id,
            Party.role != "observer",
            or_(
                Party.state.in_(("accepted", "left")),
                and_(Party.state == "requested", Party.left_on.is_not(None)),
            ),
        )
        .order_by(Party.joined_on.asc().nulls_last(), Party.id)
    )
    found = []
    rules: dict[date, bool] = {}
    for party, name in (await session.execute(statement)).all():
        through = None
        if party.left_on is not None:
            notice = party.notice_given_on or party.left_on
            if notice not in rules:
                book = (await governing.in_force(session, agreement, notice)).book
                rules[notice] = book.exit.owes_current_year
            through = last_day_charged(party.left_on, owes_current_year=rules[notice])
        days = period.present(party.joined_on, through)
        if days:
            found.append(Sharer(party.organisation_id, name, days, party.joined_on))
    return found


async def names(session: AsyncSession, organisations: set[UUID]) -> dict[UUID, str]:
    statement = select(Organisation.id, Organisation.name).where(Organisation.id.in_(organisations))
    return {row.id: row.name for row in (await session.execute(statement)).all()}
