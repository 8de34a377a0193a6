"""Who read what of another: written down where lines are not open to all, refused attempts included."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.purchases.access import View
from essaim.purchases.models import PurchaseReading


async def note(
    session: AsyncSession, caller: Caller, view: View, operation: str, about: Iterable[UUID]
) -> None:
    """Write down that the coordinator read lines of these organisations; nothing where lines are open, nor of its own.

    `operation`: as in the contract, `purchases.list_needs`.
    """
    others = sorted(set(about) - {view.me})
    if others and view.coordinates and view.confidentiality != "open":
        await _write(session, caller, view, operation, others, granted=True)


async def refused(session: AsyncSession, caller: Caller, view: View, operation: str, about: UUID) -> None:
    """Write down that somebody asked for what is not theirs.

    The service then answers None, and the endpoint refuses by `endpoints.refusing.require_found`, which keeps this line:
    the refusal would take it back. Called before any change.
    """
    await _write(session, caller, view, operation, [about], granted=False)


async def _write(
    session: AsyncSession, caller: Caller, view: View, operation: str, about: list[UUID], *, granted: bool
) -> None:
    session.add(
        PurchaseReading(
            agreement_id=view.round.agreement_id,
            round_id=view.round.id,
            organisation_id=view.me,
            person_id=caller.person_id,
            operation=operation,
            granted=granted,
            about=about,
        )
    )
    await session.flush()
