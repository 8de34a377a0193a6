"""What a run makes of each share: calls, or what is left to pay or to give back, line by line as it is printed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Agreement
from essaim.agreements.plain.numbers import percent
from essaim.agreements.rules import add_months
from essaim.allocations import words
from essaim.allocations.models import Allocation, AllocationMember, CostLine, Share
from essaim.allocations.queries import inputs
from essaim.allocations.words import explaining
from essaim.fairness.explanation import cents_by_slice
from essaim.fairness.keys import instalments
from essaim.statements.service.issuing import Bill

_CALLED = "Déjà appelé"
_GONE = "Appelé, hors de la répartition des dépenses réelles"


async def of(
    session: AsyncSession,
    agreement: Agreement,
    run: Allocation,
    members: Sequence[AllocationMember],
    gone: Mapping[UUID, int],
) -> list[Bill]:
    """In the order of the members. `gone`: what was called of organisations that do not share the actual costs."""
    lines = await inputs.lines(session, run.id)
    shares = await _shares(session, run.id)
    found: list[Bill] = []
    for member in members:
        printed = [
            printed_line(agreement, line, shares[member.organisation_id][line.id])
            for line in lines
            if shares[member.organisation_id][line.id].cents
        ]
        found += _calls(run, member, printed) if run.stage == "budget" else [_balance(run, member, printed)]
    if run.stage == "actual":
        found += [_given_back(run, organisation, cents) for organisation, cents in gone.items()]
    return found


async def _shares(session: AsyncSession, allocation_id: UUID) -> dict[UUID, dict[UUID, Share]]:
    found: dict[UUID, dict[UUID, Share]] = defaultdict(dict)
    statement = select(Share).where(Share.allocation_id == allocation_id)
    for share in (await session.scalars(statement)).all():
        found[share.organisation_id][share.line_id] = share
    return found


def printed_line(agreement: Agreement, line: CostLine, share: Share) -> dict[str, Any]:
    """A line of a statement, in French as it is printed; totals only where they may be told to its payer."""
    proof = line.certificate or {}
    told = agreement.confidentiality == "open" or agreement.confidentiality in proof.get("told", ())
    parts = [part for part in share.parts if part["by"] in ("equal", "figure", "usage")]
    drivers = [
        explaining.driver(part, count=proof.get("contributors", 0), told=told).fr
        if len(parts) == 1
        else f"{percent(part['weight_bp']).fr} {explaining.driver(part, count=proof.get('contributors', 0), told=told).fr}"
        for part in parts
    ]
    ratio = Fraction(share.cents, line.amount_cents) if told and line.amount_cents else None
    return {
        "label": line.name,
        "cents": share.cents,
        "total_cents": line.amount_cents if told else None,
        "driver": " ; ".join(drivers) or None,
        "ratio": None if ratio is None else percent(words.basis_points(ratio)).fr,
    }


def _calls(run: Allocation, member: AllocationMember, printed: list[dict[str, Any]]) -> list[Bill]:
    """Equal calls of what is left to call, the remainder cents on the last; of each, the lines sum to it."""
    if member.called_cents:
        printed = [*printed, _already(member.called_cents)]
    left = member.cents - member.called_cents
    amounts = instalments(left, run.call_count)
    by_call = _spread(amounts, [line["cents"] for line in printed])
    return [
        Bill(
            organisation_id=member.organisation_id,
            kind="call" if amount > 0 else "credit",
            amount_cents=amount,
            due_on=add_months(run.first_due_on, number * run.months_between),
            title=run.title,
            lines=[{**line, "cents": cents} for line, cents in zip(printed, of_call, strict=True)],
            instalment=number + 1,
            instalments=run.call_count,
        )
        for number, (amount, of_call) in enumerate(zip(amounts, by_call, strict=True))
    ]


def _spread(amounts: Sequence[int], lines: Sequence[int]) -> list[list[int]]:
    """The cents of each line in each call: calls sum to their amount, and lines to theirs over all calls."""
    found: list[list[int]] = []
    left = list(lines)
    for amount in amounts[:-1]:
        taken = cents_by_slice(amount, [Fraction(cents) for cents in lines])
        left = [rest - part for rest, part in zip(left, taken, strict=True)]
        found.append(taken)
    return [*found, left]


def _balance(run: Allocation, member: AllocationMember, printed: list[dict[str, Any]]) -> Bill:
    """Actual costs less what was called."""
    return _adjustment(
        run,
        member.organisation_id,
        member.cents - member.called_cents,
        [*printed, _already(member.called_cents)],
    )


def _given_back(run: Allocation, organisation_id: UUID, called: int) -> Bill:
    return _adjustment(run, organisation_id, -called, [{**_already(called), "label": _GONE}])


def _adjustment(run: Allocation, organisation_id: UUID, cents: int, lines: list[dict[str, Any]]) -> Bill:
    return Bill(
        organisation_id=organisation_id,
        kind="adjustment" if cents > 0 else "credit",
        amount_cents=cents,
        due_on=run.first_due_on,
        title=run.title,
        lines=lines,
    )


def _already(called: int) -> dict[str, Any]:
    return {"label": _CALLED, "cents": -called, "total_cents": None, "driver": None, "ratio": None}
