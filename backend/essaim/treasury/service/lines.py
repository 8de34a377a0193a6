"""Match movements of the bank with the statements they pay; undo it; set aside what pays none."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.kit.money import euros
from essaim.kit.schemas import Page
from essaim.kit.text import Language, Text
from essaim.ledger.service import reading
from essaim.statements import access as statements
from essaim.statements.models import Statement, StatementPayment
from essaim.statements.service import payments
from essaim.treasury.errors import AboveLine, NotOnThisAccount, WrongLineState
from essaim.treasury.models import BankLine, BankLineState
from essaim.treasury.queries import lines as queries
from essaim.treasury.schemas.lines import (
    BankLineOut,
    BankLineQuery,
    MatchIn,
    ProposalsOut,
    SetAsideIn,
    UnmatchIn,
)

STATES: dict[BankLineState, Text] = {
    "open": Text("à rapprocher", "open"),
    "matched": Text("rapprochée", "matched"),
    "set_aside": Text("mise de côté", "set aside"),
}


async def search(session: AsyncSession, caller: Caller, page: BankLineQuery) -> Page[BankLineOut]:
    standing = await agreements.find(session, caller, page.agreement_id)
    standing.require_lead()
    found = await queries.search(session, standing, page)
    about = (line.matched.organisation_id for line in found.items if line.matched)
    await reading.note(session, caller, standing, "treasury.search_lines", about)
    return found


async def read(session: AsyncSession, caller: Caller, line_id: UUID) -> BankLineOut:
    _, standing = await queries.find(session, caller, line_id)
    return await _told(session, caller, standing, line_id, "treasury.read_line")


async def propose(session: AsyncSession, caller: Caller, line_id: UUID, language: Language) -> ProposalsOut:
    """What an open movement may pay, and why."""
    line, standing = await queries.find(session, caller, line_id)
    found = await queries.propose(session, line, caller.organisation_id) if line.state == "open" else []
    about = (proposal.owed.organisation_id for proposal in found)
    await reading.note(session, caller, standing, "treasury.list_proposals", about, line_id)
    return ProposalsOut(
        line_id=line_id, items=[queries.proposal_out(proposal, language) for proposal in found]
    )


async def match(session: AsyncSession, caller: Caller, line_id: UUID, body: MatchIn) -> BankLineOut:
    """Record the payment a movement is, dated as the bank did. Of two who match one movement, one does.

    Refused: `wrong_line_state`, `above_line`, `not_on_this_account`, and what a payment may be refused.
    """
    line, standing = await _lock(session, caller, line_id, "open")
    statement, _ = await statements.find_receiving(session, caller, body.statement_id)
    await _require_on_this_account(session, line, statement, caller.organisation_id)
    cents = body.cents or min(abs(line.cents), payments.remaining_of(statement)) or abs(line.cents)
    if cents > abs(line.cents):
        amount = euros(abs(line.cents))
        raise AboveLine(amount=amount, context={"line_cents": abs(line.cents)})
    payment = await payments.record(
        session,
        caller,
        statement,
        cents=cents,
        paid_on=line.booked_on,
        method=body.method,
        reference=_reference(line),
    )
    line.payment_id = payment.id
    await _become(session, line, "matched")
    return await _told(session, caller, standing, line_id, "treasury.match_line")


async def unmatch(session: AsyncSession, caller: Caller, line_id: UUID, body: UnmatchIn) -> BankLineOut:
    """Take the payment back and open the movement again; a payment already reversed is left so."""
    line, standing = await _lock(session, caller, line_id, "matched")
    payment = await _payment(session, line)
    if payment.reversed_at is None:
        statement, _ = await statements.find_receiving(session, caller, payment.statement_id)
        await payments.reverse(session, statement, payment.id, because=body.reason)
    line.payment_id = None
    await _become(session, line, "open")
    return await _told(session, caller, standing, line_id, "treasury.unmatch_line")


async def set_aside(session: AsyncSession, caller: Caller, line_id: UUID, body: SetAsideIn) -> BankLineOut:
    """Say why a movement pays no statement."""
    line, standing = await _lock(session, caller, line_id, "open")
    line.note = body.note
    await _become(session, line, "set_aside")
    return await _told(session, caller, standing, line_id, "treasury.set_line_aside")


async def reopen(session: AsyncSession, caller: Caller, line_id: UUID) -> BankLineOut:
    line, standing = await _lock(session, caller, line_id, "set_aside")
    line.note = None
    await _become(session, line, "open")
    return await _told(session, caller, standing, line_id, "treasury.reopen_line")


async def _lock(
    session: AsyncSession, caller: Caller, line_id: UUID, state: BankLineState
) -> tuple[BankLine, Standing]:
    """The movement locked, in the state the action starts from."""
    _, standing = await queries.find(session, caller, line_id)
    locked = select(BankLine).where(BankLine.id == line_id).with_for_update()
    line = (await session.scalars(locked.execution_options(populate_existing=True))).one_or_none()
    if line is None:
        raise NotFound
    if line.state != state:
        raise WrongLineState(state=STATES[line.state], context={"state": line.state})
    return line, standing


async def _require_on_this_account(
    session: AsyncSession, line: BankLine, statement: Statement, me: UUID
) -> None:
    fits = select(Statement.id).where(
        Statement.id == statement.id,
        Statement.agreement_id == line.agreement_id,
        queries.payable_by(line, me),
    )
    if await session.scalar(fits) is None:
        raise NotOnThisAccount


def _reference(line: BankLine) -> str:
    """What the payment keeps of the movement: the bank's reference, else its label."""
    return (line.bank_reference or line.label)[:200]


async def _payment(session: AsyncSession, line: BankLine) -> StatementPayment:
    statement = select(StatementPayment).where(StatementPayment.id == line.payment_id)
    return (await session.scalars(statement.execution_options(populate_existing=True))).one()


async def _become(session: AsyncSession, line: BankLine, state: BankLineState) -> None:
    line.state = state
    line.version += 1
    await session.flush()


async def _told(
    session: AsyncSession, caller: Caller, standing: Standing, line_id: UUID, operation: str
) -> BankLineOut:
    line = await queries.read(session, line_id)
    about = (line.matched.organisation_id,) if line.matched else ()
    await reading.note(session, caller, standing, operation, about, line_id)
    return line
