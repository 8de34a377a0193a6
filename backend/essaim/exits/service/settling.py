"""Settle an exit, once: what may be taken back becomes owed, and everything else ends."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Agreement, Party
from essaim.exits import access, words
from essaim.exits.errors import AlreadySettled, NoNoticeGiven, NotLeftYet
from essaim.exits.models import Instalment, Settlement
from essaim.exits.queries import departures, planning
from essaim.exits.queries.planning import Plan
from essaim.exits.schemas import ExitOut
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.ledger.service import posting
from essaim.ledger.service.posting import Move
from essaim.organisations.models import Organisation

COMPLETE = text("SELECT complete_exit(:party)")


async def settle(session: AsyncSession, caller: Caller, party_id: UUID) -> ExitOut:
    """`complete_exit` holds the fund, then the party; the book comes last."""
    standing = await access.find_of_party(session, caller, party_id)
    standing.require_lead()
    agreement = standing.agreement
    over = bool(await session.scalar(COMPLETE, {"party": party_id}))
    party = await lock_party(session, party_id)
    if party.left_on is None:
        raise NoNoticeGiven
    if not over or party.state_on(clock.today()) != "left":
        raise NotLeftYet(left_on=words.day(party.left_on), context={"left_on": party.left_on.isoformat()})
    if await _settled(session, party):
        raise AlreadySettled
    await posting.hold(session, agreement.id)
    plan = await planning.plan(session, agreement, planning.leaver(party))
    await _write(session, caller, party, plan, await _post(session, agreement, party, plan))
    return await departures.read(session, caller, party_id)


async def lock_party(session: AsyncSession, party_id: UUID) -> Party:
    statement = (
        select(Party).where(Party.id == party_id).with_for_update().execution_options(populate_existing=True)
    )
    return (await session.scalars(statement)).one()


async def _settled(session: AsyncSession, party: Party) -> bool:
    settled = select(Settlement.id).where(
        Settlement.party_id == party.id, Settlement.left_on == party.left_on
    )
    return await session.scalar(settled) is not None


async def _post(session: AsyncSession, agreement: Agreement, party: Party, plan: Plan) -> UUID | None:
    """One transaction for all of it; none when nothing moves."""
    moves = [
        *await _stakes_to(session, agreement, party, plan),
        *_cancelled(plan),
    ]
    if not moves:
        return None
    posted = await posting.post(
        session,
        agreement_id=agreement.id,
        kind="settlement",
        description=f"Solde du départ de {await _name(session, party)}",
        occurred_on=clock.today(),
        moves=moves,
    )
    return posted.transaction_id


async def _stakes_to(session: AsyncSession, agreement: Agreement, party: Party, plan: Plan) -> list[Move]:
    """What is given back becomes owed to the organisation; what is not, common."""
    stakes = {account: balance for account, balance in plan.book.stakes.items() if balance}
    if not stakes:
        return []
    if plan.repayment.repaid:
        target = await posting.account(
            session, agreement.id, "payable", organisation_id=party.organisation_id
        )
    else:
        target = await posting.account(session, agreement.id, "common")
    return [Move(account, target, balance) for account, balance in stakes.items()]


def _cancelled(plan: Plan) -> Iterator[Move]:
    """Charges of later years go back where they came from, as far as they were not paid, the latest first."""
    left = plan.debt.later
    for charge in plan.later:
        amount = min(charge.amount, left)
        if amount:
            yield Move(charge.income_id, charge.due_id, amount)
        left -= amount


async def _write(
    session: AsyncSession, caller: Caller, party: Party, plan: Plan, transaction_id: UUID | None
) -> None:
    settlement = Settlement(
        agreement_id=party.agreement_id,
        party_id=party.id,
        organisation_id=party.organisation_id,
        left_on=party.left_on,
        repaid_cents=plan.repayment.repaid,
        kept_cents=plan.repayment.kept,
        owed_cents=plan.debt.owed,
        waived_cents=plan.debt.later,
        transaction_id=transaction_id,
        settled_at=clock.now(),
        settled_by=caller.organisation_id,
        settled_by_person=caller.person_id,
    )
    async with refuse_if_violated(session, {"exit_settlements_once_key": AlreadySettled()}):
        session.add(settlement)
    session.add_all(
        Instalment(
            agreement_id=party.agreement_id,
            settlement_id=settlement.id,
            number=each.number,
            due_on=each.due_on,
            amount_cents=each.amount_cents,
        )
        for each in plan.instalments
    )
    await session.flush()


async def _name(session: AsyncSession, party: Party) -> str:
    name = await session.scalar(select(Organisation.name).where(Organisation.id == party.organisation_id))
    return name or ""
