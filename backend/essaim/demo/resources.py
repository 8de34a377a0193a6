"""Writing resources, agreements and bookings of the demonstration."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from asyncpg import Range

from essaim.demo.organisations import SINCE, organisation_id
from essaim.demo.writing import Writer, demo_id
from essaim.kit.clock import PARIS, today

# Agreements that begin later were accepted by then.
SIGNED = date(2026, 9, 1)


async def resource(
    writer: Writer, key: str, owner: UUID, name: str, *, kind: str, quantity: int, **more: Any
) -> UUID:
    """A resource and its numbered units."""
    identifier = await writer.put(
        "resources",
        key,
        organisation_id=owner,
        name=name,
        kind=kind,
        quantity=quantity,
        fictional=True,
        **more,
    )
    for number in range(1, quantity + 1):
        await writer.put("resource_units", f"{key}/{number}", resource_id=identifier, number=number)
    return identifier


async def opening_hours(
    writer: Writer, identifier: UUID, opens: str, closes: str, days: Iterable[int] = range(1, 6)
) -> None:
    for weekday in days:
        await writer.put(
            "resource_openings",
            None,
            resource_id=identifier,
            weekday=weekday,
            opens_at=time.fromisoformat(opens),
            closes_at=time.fromisoformat(closes),
        )


async def share(
    writer: Writer, key: str, identifier: UUID, *, agreement: UUID | None = None, network: UUID | None = None
) -> None:
    await writer.put(
        "resource_shares",
        f"{key}/{agreement or network}",
        resource_id=identifier,
        agreement_id=agreement,
        network_id=network,
        starts_on=SINCE,
    )


async def agreement(
    writer: Writer, key: str, kind: str, name: str, purpose: str, *, lead: str, legal_form: str, **more: Any
) -> UUID:
    """An active agreement and its lead."""
    given: dict[str, Any] = {"state": "active", "starts_on": SINCE}
    identifier = await writer.put(
        "agreements",
        key,
        kind=kind,
        name=name,
        purpose=purpose,
        legal_form=legal_form,
        created_by=organisation_id(lead),
        fictional=True,
        **{**given, **more},
    )
    await party(
        writer, key, lead, lead, role="lead", side="a", joined_on=min({**given, **more}["starts_on"], SIGNED)
    )
    return identifier


async def party(writer: Writer, agreement_key: str, organisation: str, invited_by: str, **more: Any) -> None:
    given: dict[str, Any] = {"role": "party", "side": "b", "state": "accepted", "joined_on": SINCE}
    if more.get("state") == "invited":
        given["joined_on"] = None
    await writer.put(
        "parties",
        f"{agreement_key}/{organisation}",
        agreement_id=demo_id(f"agreements/{agreement_key}"),
        organisation_id=organisation_id(organisation),
        invited_by=organisation_id(invited_by),
        **{**given, **more},
    )


def monday() -> date:
    """The Monday of this week: bookings of the demonstration are always of the present."""
    return today() - timedelta(days=today().weekday())


async def booking(
    writer: Writer,
    key: str,
    *,
    resource_key: str,
    organisation: str,
    person: str,
    day: int,
    begins: str,
    ends: str,
    nights: int = 0,
    unit: int = 1,
    state: str = "confirmed",
    purpose: str,
    cost_cents: int,
) -> None:
    """A booking `day` days after this Monday. Loaded anew each week, without touching those of other weeks."""
    start = datetime.combine(monday() + timedelta(days=day), time.fromisoformat(begins), PARIS)
    end = datetime.combine(monday() + timedelta(days=day + nights), time.fromisoformat(ends), PARIS)
    during = Range(start, end)
    key = f"{key}/{monday()}"
    identifier = demo_id(f"bookings/{key}")
    resource_id = demo_id(f"resources/{resource_key}")
    unit_id = demo_id(f"resource_units/{resource_key}/{unit}")
    if not await writer.is_free(unit_id, during):
        return
    is_new = await writer.add(
        "bookings",
        id=identifier,
        resource_id=resource_id,
        organisation_id=organisation_id(organisation),
        booked_by=demo_id(f"persons/{person}"),
        during=during,
        quantity=1,
        state=state,
        purpose=purpose,
        cost_cents=cost_cents,
        fictional=True,
    )
    # One that somebody moved or cancelled since stays as they left it.
    if is_new:
        await writer.add(
            "booking_slots", booking_id=identifier, unit_id=unit_id, resource_id=resource_id, during=during
        )
