"""State needs: whole answers, on line, on paper or in a file."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import FieldFault, InvalidRequest, NotFound
from essaim.kit.etag import check_version
from essaim.kit.text import Language, Text
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.errors.needs import NothingStated, OnlyNeutralCoordinator, UndertakingFirst
from essaim.purchases.errors.rounds import WrongRoundState
from essaim.purchases.models import Member, Need
from essaim.purchases.queries import needs as queries
from essaim.purchases.schemas.needs import NeedLineIn, NeedsAnswerIn, NeedsImportOut, OrganisationNeedsOut
from essaim.purchases.service import needs_form, readings, sheets
from essaim.purchases.words import ROUND_STATES

UNKNOWN_ITEM = Text(
    "Cet article n’est pas de cet achat groupé\u00a0: rechargez la page.",
    "This item is not in this group purchase: load the page again.",
)
UNKNOWN_EVIDENCE = Text(
    "Ce document n’est pas un justificatif de votre organisation dans cet achat groupé.",
    "This document is no evidence of your organisation in this group purchase.",
)


def may_change(view: View, organisation_id: UUID) -> bool:
    """Whether the caller's organisation may change an answer at this stage."""
    if view.round.state != "needs":
        return False
    if organisation_id == view.me:
        return view.standing.takes_part
    return view.coordinates and _is_neutral(view)


def _is_neutral(view: View) -> bool:
    """Whether the coordinator may write the answer of another: it buys nothing itself, or nothing is sealed."""
    return view.confidentiality == "open" or view.member is None


async def require_may_state(session: AsyncSession, caller: Caller, round_id: UUID) -> None:
    """Refused: `not_asked`, `wrong_round_state`, `undertaking_first`."""
    view = await access.find(session, caller, round_id)
    _require_open(view, view.require_asked())


def _require_open(view: View, member: Member) -> None:
    if view.round.state != "needs":
        raise WrongRoundState(state=ROUND_STATES[view.round.state])
    if view.round.undertaking is not None and member.undertaken_at is None:
        raise UndertakingFirst


async def state_own(
    session: AsyncSession, caller: Caller, round_id: UUID, body: NeedsAnswerIn, version: int
) -> OrganisationNeedsOut:
    """Replace the answer of one's organisation.

    Refused: `not_asked`, `wrong_round_state`, `undertaking_first`, `stale_version`, and what is wrong in the lines.
    """
    view = await access.find(session, caller, round_id)
    view.require_asked()
    return await _state(session, caller, view, view.me, body, version)


async def state_on_paper(
    session: AsyncSession,
    caller: Caller,
    round_id: UUID,
    organisation_id: UUID,
    body: NeedsAnswerIn,
    version: int,
) -> OrganisationNeedsOut:
    """Replace the answer of an organisation, as the coordinator; it is written down as a reading of its lines.

    Refused: `only_neutral_coordinator`, and as `state_own`.
    """
    view = await access.find_as_coordinator(session, caller, round_id)
    if organisation_id != view.me and not _is_neutral(view):
        raise OnlyNeutralCoordinator
    if await queries.member_of(session, view, organisation_id) is None:
        raise NotFound
    await readings.note(session, caller, view, "purchases.state_needs_on_paper", [organisation_id])
    return await _state(session, caller, view, organisation_id, body, version)


async def _state(
    session: AsyncSession,
    caller: Caller,
    view: View,
    organisation_id: UUID,
    body: NeedsAnswerIn,
    version: int,
) -> OrganisationNeedsOut:
    member = await _lock(session, view, organisation_id, version)
    await _require_sound(session, view, member, body.lines)
    await _replace(session, caller, view, member, body.lines)
    return await queries.answer(session, view, member, may_change=may_change(view, organisation_id))


async def _lock(session: AsyncSession, view: View, organisation_id: UUID, version: int) -> Member:
    member = await queries.lock_member(session, view.round.id, organisation_id)
    if member is None:
        raise NotFound
    check_version(member.version, version)
    _require_open(view, member)
    return member


async def _require_sound(
    session: AsyncSession, view: View, member: Member, lines: Sequence[NeedLineIn]
) -> None:
    """Refuse lines on items of elsewhere, with prices of tomorrow or with the evidence of another."""
    known = {item.item_id for item in await queries.items(session, view.round.id)}
    named = [line.evidence_id for line in lines if line.evidence_id is not None]
    evidence = await queries.evidence_of(session, view.round.id, member.organisation_id, named)
    today = clock.today()
    faults = []
    for place, line in enumerate(lines):
        if line.item_id not in known:
            faults.append(FieldFault(f"/lines/{place}/item_id", "unknown_item", UNKNOWN_ITEM))
        if line.reference_on is not None and line.reference_on > today:
            faults.append(FieldFault(f"/lines/{place}/reference_on", "date_to_come", needs_form.DATE_TO_COME))
        if line.evidence_id is not None and line.evidence_id not in evidence:
            faults.append(FieldFault(f"/lines/{place}/evidence_id", "unknown_evidence", UNKNOWN_EVIDENCE))
    if faults:
        raise InvalidRequest(errors=faults)


async def _replace(
    session: AsyncSession, caller: Caller, view: View, member: Member, lines: Sequence[NeedLineIn]
) -> None:
    """Write a whole answer. The closing of the survey waits for it, or it finds the survey closed."""
    lots = {item.item_id: item.lot_id for item in await queries.items(session, view.round.id)}
    rows = [_row(caller, view, member, line, lots[line.item_id]) for line in lines if line.volume]
    closed = {
        "purchase_needs_frozen": WrongRoundState(state=ROUND_STATES["quotes"]),
        "purchase_needs_evidence_id_fkey": InvalidRequest(
            errors=[FieldFault("/lines", "unknown_evidence", UNKNOWN_EVIDENCE)]
        ),
    }
    async with refuse_if_violated(session, closed):
        await session.execute(
            delete(Need).where(Need.round_id == view.round.id, Need.organisation_id == member.organisation_id)
        )
        if rows:
            await session.execute(insert(Need), rows)
    member.answered_at = clock.now()
    member.answered_by_person = caller.person_id
    member.version += 1
    await session.flush()


def _row(caller: Caller, view: View, member: Member, line: NeedLineIn, lot_id: UUID) -> dict[str, object]:
    return {
        "item_id": line.item_id,
        "organisation_id": member.organisation_id,
        "lot_id": lot_id,
        "round_id": view.round.id,
        "agreement_id": view.round.agreement_id,
        "volume": line.volume,
        "reference_price": line.reference_price,
        "reference_source": line.reference_source,
        "reference_on": line.reference_on,
        "evidence_id": line.evidence_id,
        "stated_by": caller.organisation_id,
        "stated_by_person": caller.person_id,
    }


async def take_file(
    session: AsyncSession,
    caller: Caller,
    round_id: UUID,
    content: bytes,
    version: int,
    language: Language,
    *,
    dry_run: bool,
) -> NeedsImportOut:
    """Put the lines of a form over what was stated; a dry run writes nothing and tells the faults instead of refusing.

    Refused: `form_empty`, `form_unreadable`, `too_many_form_lines`, `form_faulty`, `nothing_stated`, and as `state_own`.
    """
    form = await sheets.read(content, needs_form.COLUMNS)
    view = await access.find(session, caller, round_id)
    view.require_asked()
    member = await _lock(session, view, view.me, version)
    before = await queries.answer(session, view, member, may_change=True)
    reading = needs_form.read(form, {line.item_id: line for line in before.lines}, clock.today())
    if not dry_run:
        sheets.require_sound(form)
        if not reading.lines:
            raise NothingStated
        if reading.changes or member.answered_at is None:
            await _replace(session, caller, view, member, list(reading.lines.values()))
    return NeedsImportOut(
        dry_run=dry_run,
        read_count=reading.filled,
        unchanged_count=reading.unchanged,
        changes=reading.changes,
        fault_count=len(form.faults),
        faults=sheets.told(form, language),
        version=member.version,
    )
