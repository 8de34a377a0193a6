"""Invite, accept, decline, leave, hand over the lead."""

from typing import Literal, Protocol
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access, governing, queries
from essaim.agreements.access import Standing
from essaim.agreements.errors import (
    AdmissionByVote,
    AlreadyParty,
    InvitationAnswered,
    LeadMustHandOver,
    NoticeAlreadyGiven,
    NoticeTooShort,
    NotTakingPart,
    OnlyThisParty,
    UnknownOrganisation,
)
from essaim.agreements.models import Agreement, Party, PartyState, Side
from essaim.agreements.plain.numbers import written_day
from essaim.agreements.schemas import Leaving, PartyIn, PartyOut
from essaim.agreements.service.locks import lock_rules
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import NotFound
from essaim.kit.etag import check_version
from essaim.organisations.models import Organisation


class Place(Protocol):
    """The place an organisation is invited to."""

    @property
    def role(self) -> Literal["party", "observer"]: ...
    @property
    def side(self) -> Side | None: ...
    @property
    def college(self) -> str | None: ...


# One statement, so that the unique index never sees two leads nor the second wall none.
_HAND_OVER = text("""
    WITH former AS (
        UPDATE parties SET role = 'party', version = version + 1 WHERE id = :former RETURNING id
    )
    UPDATE parties SET role = 'lead', version = version + 1 FROM former WHERE parties.id = :next
""")


async def invite(session: AsyncSession, caller: Caller, agreement_id: UUID, body: PartyIn) -> PartyOut:
    """Invite an organisation; one that declined or left may be invited again."""
    standing = await access.lock_as_lead(session, caller, agreement_id)
    standing.require_not_ended()
    await require_admission_by_lead(session, standing.agreement)
    await require_known(session, body.organisation_id)
    party = await existing(session, agreement_id, body.organisation_id)
    if party is None:
        party = Party(agreement_id=agreement_id, organisation_id=body.organisation_id, version=0)
    elif party.state_on(clock.today()) in ("invited", "accepted"):
        raise AlreadyParty
    set_invited(party, standing.agreement, standing.mine, body)
    async with refuse_if_violated(session, {"parties_organisation_key": AlreadyParty()}):
        session.add(party)
    return await queries.describe_party(session, caller, party)


async def accept(
    session: AsyncSession, caller: Caller, agreement_id: UUID, party_id: UUID, read_version: int | None
) -> PartyOut:
    """Accept for the invited organisation. `read_version`: refuse if the terms changed since it read them."""
    party = await _own_invitation(session, caller, agreement_id, party_id)
    # Read once the party is locked: a change of terms locks it as well, so one comes before the other.
    agreement = (
        await session.execute(
            select(Agreement.version, Agreement.starts_on).where(Agreement.id == agreement_id)
        )
    ).one()
    if read_version is not None:
        check_version(agreement.version, read_version)
    party.joined_on = max(clock.today(), agreement.starts_on)
    return await _answer(session, caller, party, "accepted")


async def decline(session: AsyncSession, caller: Caller, agreement_id: UUID, party_id: UUID) -> PartyOut:
    party = await _own_invitation(session, caller, agreement_id, party_id)
    return await _answer(session, caller, party, "declined")


async def leave(
    session: AsyncSession, caller: Caller, agreement_id: UUID, party_id: UUID, body: Leaving
) -> PartyOut:
    """Record the notice of one's own organisation; it takes part until the end of `left_on`."""
    await lock_rules(session, agreement_id, shared=True)
    standing = await _own_party(session, caller, agreement_id, party_id)
    party = standing.mine
    standing.require_not_ended()
    if standing.state != "accepted":
        raise NotTakingPart
    if party.left_on is not None:
        raise NoticeAlreadyGiven(left_on=written_day(party.left_on))
    if party.role == "lead" and await _others_stay(session, party):
        raise LeadMustHandOver
    today = clock.today()
    rules = await governing.in_force(session, standing.agreement, today)
    earliest = governing.earliest_exit_of(party, rules.book, standing.agreement, today)
    if body.left_on is not None and body.left_on < earliest:
        raise NoticeTooShort(earliest=written_day(earliest), context={"earliest": earliest.isoformat()})
    party.notice_given_on = today
    party.left_on = body.left_on or earliest
    party.version += 1
    await session.flush()
    return await queries.describe_party(session, caller, party)


async def hand_over(session: AsyncSession, caller: Caller, agreement_id: UUID, party_id: UUID) -> PartyOut:
    """Make another party the lead; the former lead stays as a party."""
    standing = await access.lock_as_lead(session, caller, agreement_id)
    standing.require_not_ended()
    party = await lock(session, agreement_id, party_id)
    require_may_lead(party)
    await pass_the_lead(session, standing.mine, party)
    await session.refresh(party)
    return await queries.describe_party(session, caller, party)


def require_may_lead(party: Party) -> None:
    """A party that takes part, has given no notice, and does not lead already."""
    staying = party.state == "accepted" and party.left_on is None
    if not staying or party.role != "party":
        raise NotTakingPart


async def pass_the_lead(session: AsyncSession, former: Party, following: Party) -> None:
    await session.execute(_HAND_OVER, {"former": former.id, "next": following.id})


async def require_admission_by_lead(session: AsyncSession, agreement: Agreement) -> None:
    """In force, the lead admits only where the rules say so; a draft has no rules yet, its lead invites freely."""
    if agreement.state != "active":
        return
    rules = await governing.in_force(session, agreement, clock.today())
    if rules.book.entry.admission == "vote":
        raise AdmissionByVote


async def require_known(session: AsyncSession, organisation_id: UUID) -> None:
    known = select(Organisation.id).where(
        Organisation.id == organisation_id, Organisation.ceased_on.is_(None)
    )
    if await session.scalar(known) is None:
        raise UnknownOrganisation


async def known(session: AsyncSession, agreement_id: UUID, organisation_id: UUID) -> Party | None:
    """The line of an organisation in an agreement, to be read only."""
    statement = select(Party).where(
        Party.agreement_id == agreement_id, Party.organisation_id == organisation_id
    )
    return (await session.scalars(statement)).one_or_none()


async def existing(session: AsyncSession, agreement_id: UUID, organisation_id: UUID) -> Party | None:
    statement = (
        select(Party)
        .where(Party.agreement_id == agreement_id, Party.organisation_id == organisation_id)
        .with_for_update()
    )
    return (await session.scalars(statement)).one_or_none()


def set_invited(party: Party, agreement: Agreement, lead: Party, place: Place) -> None:
    """Open the door: the organisation reads the agreement, then accepts or declines."""
    opposite: Side = "a" if lead.side == "b" else "b"
    role = place.role
    partner = agreement.kind == "partnership" and role == "party"
    party.role = role
    party.side = place.side or (opposite if partner else None)
    party.college = place.college
    party.state = "invited"
    party.invited_by = lead.organisation_id
    party.invited_at = clock.now()
    party.answered_at = party.joined_on = party.notice_given_on = party.left_on = party.request_note = None
    party.excluded = False
    party.version += 1


async def lock(session: AsyncSession, agreement_id: UUID, party_id: UUID) -> Party:
    statement = (
        select(Party)
        .where(Party.id == party_id, Party.agreement_id == agreement_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    party = (await session.scalars(statement)).one_or_none()
    if party is None:
        raise NotFound
    return party


async def _own_party(session: AsyncSession, caller: Caller, agreement_id: UUID, party_id: UUID) -> Standing:
    """One's own line in the agreement, locked. Others' lines are known to a party but not theirs to answer."""
    standing = await access.find(session, caller, agreement_id)
    if standing.mine.id != party_id:
        known = select(Party.id).where(Party.id == party_id, Party.agreement_id == agreement_id)
        raise NotFound if await session.scalar(known) is None else OnlyThisParty
    return Standing(standing.agreement, await lock(session, agreement_id, party_id))


async def _own_invitation(session: AsyncSession, caller: Caller, agreement_id: UUID, party_id: UUID) -> Party:
    standing = await _own_party(session, caller, agreement_id, party_id)
    standing.require_not_ended()
    if standing.mine.state != "invited":
        raise InvitationAnswered
    return standing.mine


async def _answer(session: AsyncSession, caller: Caller, party: Party, state: PartyState) -> PartyOut:
    party.state = state
    party.answered_at = clock.now()
    party.version += 1
    await session.flush()
    return await queries.describe_party(session, caller, party)


async def _others_stay(session: AsyncSession, party: Party) -> bool:
    others = (
        select(func.count())
        .select_from(Party)
        .where(
            Party.agreement_id == party.agreement_id,
            Party.id != party.id,
            Party.role == "party",
            Party.state == "accepted",
            Party.left_on.is_(None),
        )
    )
    return bool(await session.scalar(others))
