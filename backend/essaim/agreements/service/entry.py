"""Ask to join an agreement, withdraw the request, answer it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access, queries
from essaim.agreements.errors import AlreadyParty, AlreadyRequested, RequestAnswered
from essaim.agreements.models import Agreement, Party
from essaim.agreements.queries.entry import describe_request, open_agreements
from essaim.agreements.schemas import AdmissionIn, PartyOut, RequestIn, RequestOut
from essaim.agreements.service import parties
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import NotFound


async def ask(session: AsyncSession, caller: Caller, agreement_id: UUID, body: RequestIn) -> RequestOut:
    """Ask to join; who declined, was refused or left may ask again."""
    agreement = (await session.scalars(open_agreements().where(Agreement.id == agreement_id))).one_or_none()
    if agreement is None:
        raise NotFound
    party = await parties.existing(session, agreement_id, caller.organisation_id)
    if party is None:
        party = Party(
            agreement_id=agreement_id,
            organisation_id=caller.organisation_id,
            role="party",
            invited_by=caller.organisation_id,
            version=0,
        )
    elif party.state == "requested":
        raise AlreadyRequested
    elif party.state_on(clock.today()) in ("invited", "accepted"):
        raise AlreadyParty
    party.state = "requested"
    party.request_note = body.note
    party.invited_at = clock.now()
    party.answered_at = None
    party.version += 1
    async with refuse_if_violated(session, {"parties_organisation_key": AlreadyRequested()}):
        session.add(party)
    return await describe_request(session, caller, party)


async def withdraw(session: AsyncSession, caller: Caller, agreement_id: UUID) -> None:
    """Withdraw one's own request: nothing of it stays for others to read."""
    party = await parties.existing(session, agreement_id, caller.organisation_id)
    if party is None or party.state != "requested":
        raise NotFound
    close_request(party)
    party.request_note = None
    await session.flush()


async def admit(
    session: AsyncSession, caller: Caller, agreement_id: UUID, party_id: UUID, body: AdmissionIn
) -> PartyOut:
    """Admit by the lead, where the rules in force say so: the organisation is invited, reads, then accepts."""
    standing = await access.lock_as_lead(session, caller, agreement_id)
    standing.require_not_ended()
    party = await waiting(session, agreement_id, party_id)
    await parties.require_admission_by_lead(session, standing.agreement)
    parties.set_invited(party, standing.agreement, standing.mine, body)
    await session.flush()
    return await queries.describe_party(session, caller, party)


async def refuse(session: AsyncSession, caller: Caller, agreement_id: UUID, party_id: UUID) -> PartyOut:
    """Refuse by the lead, where the rules in force have it admit."""
    standing = await access.lock_as_lead(session, caller, agreement_id)
    standing.require_not_ended()
    party = await waiting(session, agreement_id, party_id)
    await parties.require_admission_by_lead(session, standing.agreement)
    close_request(party)
    await session.flush()
    return await queries.describe_party(session, caller, party)


def close_request(party: Party) -> None:
    """A request that ends without admission: who had left before is again one that left."""
    party.state = "declined" if party.left_on is None else "left"
    party.answered_at = clock.now()
    party.version += 1


async def waiting(session: AsyncSession, agreement_id: UUID, party_id: UUID) -> Party:
    """A request that still awaits an answer, locked."""
    party = await parties.lock(session, agreement_id, party_id)
    if party.state != "requested":
        raise RequestAnswered
    return party


async def find_waiting(session: AsyncSession, agreement_id: UUID, party_id: UUID) -> Party:
    """A request that still awaits an answer, to be read only."""
    found = select(Party).where(Party.id == party_id, Party.agreement_id == agreement_id)
    party = (await session.scalars(found)).one_or_none()
    if party is None:
        raise NotFound
    if party.state != "requested":
        raise RequestAnswered
    return party
