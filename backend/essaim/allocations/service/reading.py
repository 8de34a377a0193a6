"""Read runs and shares. Between competitors, what the lead reads of another party's figures is written down as it is read."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.allocations import access
from essaim.allocations.access import View
from essaim.allocations.queries import explanations, records, runs, shares
from essaim.allocations.queries import export as exporting
from essaim.allocations.schemas.runs import AllocationOut
from essaim.allocations.schemas.shares import AllocationRecordOut, ExplanationOut, SharesPage, SharesQuery
from essaim.identity.caller import Caller
from essaim.kit.text import Language
from essaim.ledger.service import reading as ledger


async def read_run(
    session: AsyncSession, caller: Caller, allocation_id: UUID, language: Language
) -> AllocationOut:
    view = await access.find(session, caller, allocation_id)
    run = await runs.read_in(session, caller, view, language)
    about = {basis.organisation_id for basis in run.bases}
    about |= {need.organisation_id for line in run.lines for need in line.needs}
    await _note(session, caller, view, "allocations.read", about)
    return run


async def list_shares(
    session: AsyncSession, caller: Caller, allocation_id: UUID, page: SharesQuery
) -> SharesPage:
    view = await access.find(session, caller, allocation_id)
    found = await shares.search(session, view, page)
    await _note(
        session, caller, view, "allocations.list_shares", (one.organisation_id for one in found.items)
    )
    return found


async def explain(
    session: AsyncSession, caller: Caller, allocation_id: UUID, organisation_id: UUID, language: Language
) -> ExplanationOut:
    view = await access.find(session, caller, allocation_id)
    found = await explanations.read(session, view, organisation_id, language)
    await _note(session, caller, view, "allocations.explain", [organisation_id])
    return found


async def read_record(session: AsyncSession, caller: Caller, allocation_id: UUID) -> AllocationRecordOut:
    view = await access.find(session, caller, allocation_id)
    found = await records.read(session, view)
    await _note(session, caller, view, "allocations.read_record", (UUID(one) for one in found.names))
    return found


async def export(session: AsyncSession, caller: Caller, allocation_id: UUID) -> bytes:
    view = await access.find(session, caller, allocation_id)
    content, told = await exporting.export(session, view)
    await _note(session, caller, view, "allocations.export", (one.organisation_id for one in told))
    return content


async def _note(
    session: AsyncSession, caller: Caller, view: View, operation: str, about: Iterable[UUID]
) -> None:
    await ledger.note(session, caller, view.standing, operation, about, view.run.id)
