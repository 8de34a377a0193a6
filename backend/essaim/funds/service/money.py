"""Move the money of a fund: commit it to a project, give the rest of a project back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import governing
from essaim.agreements.models import Agreement
from essaim.funds import rules
from essaim.funds.errors import AboveCallBudget, InsufficientFunds
from essaim.funds.models import Call, Project
from essaim.funds.queries import money
from essaim.funds.queries.money import Pot
from essaim.funds.rules import Part
from essaim.funds.words import NOT_ENOUGH
from essaim.funds.words import available as available_in_words
from essaim.kit import clock
from essaim.kit.money import euros
from essaim.ledger.models import Account, Posting, Transaction
from essaim.ledger.service.posting import EUR, Move, account, post

_HOLD = text("SELECT pg_advisory_xact_lock(hashtextextended('fund ' || :agreement, 0))")


async def hold(session: AsyncSession, agreement_id: UUID) -> None:
    """Keep the fund of an agreement until the transaction ends: its money moves one transaction at a time.

    Shares depend on what every stake holds, and approvals on what was paid before: both are read, then written. Every
    party may pay, and none but the lead may lock the fund's row, hence a lock of its own. Taken before any row.
    """
    await session.execute(_HOLD, {"agreement": str(agreement_id)})


@dataclass(frozen=True, slots=True)
class Available:
    """What new projects may use: the common pot and the stakes of the parties that have not left."""

    common: Pot | None
    stakes: list[Pot]

    @property
    def cents(self) -> int:
        return (self.common.balance if self.common else 0) + sum(stake.balance for stake in self.stakes)


async def available(session: AsyncSession, agreement_id: UUID) -> Available:
    pots = await money.pots(session, agreement_id)
    common = next((pot for pot in pots if pot.purpose == "common"), None)
    return Available(common, await money.stakes(session, agreement_id, clock.today()))


async def set_aside(
    session: AsyncSession,
    agreement: Agreement,
    project: Project,
    decision_id: UUID | None,
    *,
    at: datetime,
    told: bool,
) -> None:
    """Set the amount of a project aside, taken as the rules say; the fund is held and the project locked.

    `at`: when it was decided. `told`: whether a refusal may give the figures of the fund. Refused: `insufficient_funds`, `above_call_budget`.
    """
    holding = await available(session, agreement.id)
    if project.amount_cents > holding.cents:
        raise insufficient(project.amount_cents, holding.cents, told=told)
    await require_call_budget(session, project)
    governed = await governing.in_force(session, agreement, clock.today())
    common = holding.common.balance if holding.common else 0
    taken = rules.take(
        project.amount_cents,
        common,
        [stake.balance for stake in holding.stakes],
        governed.book.fund.consumption,
    )
    project.account_id = await account(
        session, agreement.id, "project", subject_id=project.id, label=project.title
    )
    sources = [(holding.common, taken.common), *zip(holding.stakes, taken.stakes, strict=True)]
    project.state = "committed"
    project.decision_id = decision_id
    project.committed_at = at
    project.version += 1
    await session.flush()
    await post(
        session,
        agreement_id=agreement.id,
        kind="commitment",
        description=project.title,
        occurred_on=at.astimezone(clock.PARIS).date(),
        moves=[Move(pot.account_id, project.account_id, cents) for pot, cents in sources if pot and cents],
        decision_id=decision_id,
    )


def insufficient(amount: int, holds: int, *, told: bool) -> InsufficientFunds:
    """The refusal, with the figures of the fund only for who may read them."""
    return InsufficientFunds(
        amount=euros(amount),
        available=available_in_words(holds) if told else NOT_ENOUGH,
        context={"amount_cents": amount, "available_cents": holds if told else None},
    )


async def require_call_budget(session: AsyncSession, project: Project) -> None:
    """A call is not given more than its budget. A commitment asks with the fund held: no two share the last euro."""
    if project.call_id is None:
        return
    budget = await session.scalar(select(Call.budget_cents).where(Call.id == project.call_id))
    given = await session.scalar(
        select(func.coalesce(func.sum(Project.amount_cents), 0)).where(
            Project.call_id == project.call_id, Project.state.in_(("committed", "closed"))
        )
    )
    left = None if budget is None else max(budget - int(given or 0), 0)
    if left is not None and project.amount_cents > left:
        raise AboveCallBudget(left=euros(left), context={"left_cents": left})


async def remaining(session: AsyncSession, project: Project) -> int:
    """What is set aside for a project and not paid yet."""
    balance = select(Account.balance).where(Account.id == project.account_id)
    return int(await session.scalar(balance) or 0)


async def give_back(session: AsyncSession, agreement: Agreement, project: Project) -> None:
    """Return what a project did not use to who paid for it; the fund is held and the project locked."""
    rest = await remaining(session, project)
    if rest == 0 or project.account_id is None:
        return
    governed = await governing.in_force(session, agreement, clock.today())
    present = {
        holder.organisation_id
        for holder in await money.holders(session, agreement.id, clock.today())
        if holder.present
    }
    returned = rules.give_back(
        rest,
        await _parts(session, project.account_id),
        present,
        to_leavers=governed.book.exit.late_release_to_leavers,
    )
    moves: list[Move] = []
    if returned.common:
        moves.append(
            Move(project.account_id, await account(session, agreement.id, "common"), returned.common)
        )
    for organisation, cents in returned.stakes.items():
        stake = await account(session, agreement.id, "stake", organisation_id=organisation)
        moves.append(Move(project.account_id, stake, cents))
    for organisation, cents in returned.leavers.items():
        owed = await account(session, agreement.id, "payable", organisation_id=organisation)
        moves.append(Move(project.account_id, owed, cents))
    await post(
        session,
        agreement_id=agreement.id,
        kind="release",
        description=project.title,
        occurred_on=clock.today(),
        moves=moves,
        decision_id=project.decision_id,
    )


async def _parts(session: AsyncSession, project_account: UUID) -> list[Part]:
    """What each account gave to a project, in the order it was taken."""
    statement = (
        select(Account.organisation_id, Posting.amount)
        .join(Account, Account.id == Posting.source_id)
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .where(
            Posting.destination_id == project_account, Transaction.kind == "commitment", Account.unit == EUR
        )
        .order_by(Posting.id)
    )
    return [Part(row.organisation_id, row.amount) for row in (await session.execute(statement)).all()]
