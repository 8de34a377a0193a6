"""Record what is paid to who left: instalments, and what projects released since."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Party
from essaim.exits import access, words
from essaim.exits.errors import DayToCome, InstalmentPaid, NoNoticeGiven, NothingReleased, NotSettledYet
from essaim.exits.models import Instalment, Settlement
from essaim.exits.queries import departures, planning
from essaim.exits.schemas import ExitOut, PaymentIn
from essaim.exits.service.settling import lock_party
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.kit.etag import check_version
from essaim.ledger.service import posting
from essaim.ledger.service.posting import Move
from essaim.organisations.models import Organisation


async def pay(
    session: AsyncSession, caller: Caller, instalment_id: UUID, body: PaymentIn, version: int
) -> ExitOut:
    """Instalments may be paid in any order, each once."""
    of_settlement = (
        select(Settlement.party_id)
        .join(Instalment, Instalment.settlement_id == Settlement.id)
        .where(Instalment.id == instalment_id)
    )
    party_id = await session.scalar(of_settlement)
    if party_id is None:
        raise NotFound
    party = await _lock(session, caller, party_id)
    instalment = await _lock_instalment(session, instalment_id)
    if instalment.paid_on is not None:
        raise InstalmentPaid(paid_on=words.day(instalment.paid_on))
    check_version(instalment.version, version)
    _require_past(body)
    instalment.transaction_id = await _post(
        session, party, body, instalment.amount_cents, f"échéance {instalment.number}"
    )
    instalment.paid_on = body.paid_on
    instalment.version += 1
    await session.flush()
    return await departures.read(session, caller, party_id)


async def pay_late_release(session: AsyncSession, caller: Caller, party_id: UUID, body: PaymentIn) -> ExitOut:
    """Whatever is owed beyond the instalments not paid yet, at once."""
    party = await _lock(session, caller, party_id)
    told = await departures.read(session, caller, party_id)
    if told.settlement is None:
        raise NotSettledYet
    _require_past(body)
    await posting.hold(session, party.agreement_id)
    # Read again: another payment may have been waiting for the book.
    books = await planning.books_of(session, party.agreement_id, [party.organisation_id])
    waiting = [each for each in told.settlement.instalments if each.paid_on is None]
    book = books.get(party.organisation_id)
    amount = (book.payable_cents if book else 0) - sum(each.amount_cents for each in waiting)
    if amount <= 0:
        raise NothingReleased
    await _post(session, party, body, amount, "somme libérée après le départ")
    return await departures.read(session, caller, party_id)


async def _lock(session: AsyncSession, caller: Caller, party_id: UUID) -> Party:
    """The party held, for the lead: payments to one organisation come one after the other."""
    found = await access.find_of_party(session, caller, party_id)
    found.require_lead()
    settled = select(Settlement.id).where(Settlement.party_id == party_id).limit(1)
    party = await lock_party(session, party_id)
    if party.left_on is None and await session.scalar(settled) is None:
        raise NoNoticeGiven
    return party


async def _lock_instalment(session: AsyncSession, instalment_id: UUID) -> Instalment:
    statement = (
        select(Instalment)
        .where(Instalment.id == instalment_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(statement)).one()


def _require_past(body: PaymentIn) -> None:
    if body.paid_on > clock.today():
        raise DayToCome


async def _post(session: AsyncSession, party: Party, body: PaymentIn, amount: int, what: str) -> UUID:
    agreement_id, organisation_id = party.agreement_id, party.organisation_id
    name = await session.scalar(select(Organisation.name).where(Organisation.id == organisation_id))
    owed = await posting.account(session, agreement_id, "payable", organisation_id=organisation_id)
    outside = await posting.account(session, agreement_id, "party", organisation_id=organisation_id)
    posted = await posting.post(
        session,
        agreement_id=agreement_id,
        kind="payment",
        description=f"Restitution à {name} : {what}",
        reference=body.reference,
        occurred_on=body.paid_on,
        moves=[Move(owed, outside, amount)],
    )
    return posted.transaction_id
