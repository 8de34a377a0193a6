"""What an exit would settle, from the book as it stands: nothing is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements import governing, profiles
from essaim.agreements.governing import InForce
from essaim.agreements.models import Agreement, Party
from essaim.exits import rules
from essaim.exits.rules import Debt, Instalment, Repayment, WhyNotRepaid
from essaim.ledger.models import Account, Posting, Transaction
from essaim.ledger.service.posting import EUR

KEPT = ("stake", "due", "payable")


@dataclass(slots=True)
class Book:
    """What the ledger holds for one party: its accounts and their balances, euros in cents."""

    stakes: dict[UUID, int] = field(default_factory=dict)
    dues: dict[UUID, int] = field(default_factory=dict)
    payable_cents: int = 0
    due_elsewhere: dict[str, int] = field(default_factory=dict)

    @property
    def stake_cents(self) -> int:
        return sum(self.stakes.values())

    @property
    def outstanding_cents(self) -> int:
        """Charged and not paid; negative when it paid too much."""
        return -sum(self.dues.values())


@dataclass(frozen=True, slots=True)
class LaterCharge:
    """A charge called for after the last day owed: `amount` went from the party's `due_id` to `income_id`."""

    due_id: UUID
    income_id: UUID
    amount: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What settling would decide for one party, and the rules it follows."""

    rules: InForce
    book: Book
    through: date
    debt: Debt
    repayment: Repayment
    why_not: WhyNotRepaid | None
    instalments: list[Instalment]
    later: Sequence[LaterCharge]


@dataclass(frozen=True, slots=True)
class Leaver:
    """A party with the days of its exit, given or simulated."""

    organisation_id: UUID
    notice_on: date
    left_on: date


def leaver(party: Party) -> Leaver:
    """A party that announced its exit; who was excluded gave no notice."""
    if party.left_on is None:
        raise ValueError("This party stays.")
    return Leaver(party.organisation_id, party.notice_given_on or party.left_on, party.left_on)


async def plan(session: AsyncSession, agreement: Agreement, leaving: Leaver) -> Plan:
    (only,) = (await plans(session, agreement, [leaving])).values()
    return only


async def plans(session: AsyncSession, agreement: Agreement, leaving: Sequence[Leaver]) -> dict[UUID, Plan]:
    """A plan for each, by organisation: under the rules in force when its notice was given.

    Later rules, for better or worse, do not reach who has given notice.
    """
    organisations = [each.organisation_id for each in leaving]
    governing_on = {
        day: await governing.in_force(session, agreement, day) for day in {each.notice_on for each in leaving}
    }
    through = {
        each.organisation_id: rules.last_day_owed(
            each.left_on, owes_current_year=governing_on[each.notice_on].book.exit.owes_current_year
        )
        for each in leaving
    }
    books = await books_of(session, agreement.id, organisations)
    later = await _later_charges(session, agreement.id, through)
    return {
        each.organisation_id: _plan(
            agreement,
            each,
            governing_on[each.notice_on],
            books.get(each.organisation_id) or Book(),
            through[each.organisation_id],
            later.get(each.organisation_id, []),
        )
        for each in leaving
    }


def _plan(
    agreement: Agreement,
    leaving: Leaver,
    applied: InForce,
    book: Book,
    through: date,
    later: Sequence[LaterCharge],
) -> Plan:
    exit_rule = applied.book.exit
    why_not = rules.why_not_repaid(
        form_can_repay=profiles.profile(agreement.legal_form).can_repay,
        repays_stake=exit_rule.repays_stake,
    )
    divided = rules.repayment(book.stake_cents, why_not)
    return Plan(
        rules=applied,
        book=book,
        through=through,
        debt=rules.debt(book.outstanding_cents, sum(charge.amount for charge in later)),
        repayment=divided,
        why_not=why_not,
        instalments=rules.instalments(
            divided.repaid, exit_rule.instalments, exit_rule.months_between, leaving.left_on
        ),
        later=later,
    )


async def books_of(
    session: AsyncSession, agreement_id: UUID, organisations: Collection[UUID]
) -> dict[UUID, Book]:
    """What the ledger holds for these parties."""
    statement = select(
        Account.id, Account.organisation_id, Account.purpose, Account.unit, Account.balance
    ).where(
        Account.agreement_id == agreement_id,
        Account.organisation_id.in_(organisations),
        Account.purpose.in_(KEPT),
    )
    books: dict[UUID, Book] = {}
    for row in await session.execute(statement):
        _enter(books.setdefault(row.organisation_id, Book()), row)
    return books


def _enter(book: Book, account: Any) -> None:
    if account.unit != EUR:
        if account.purpose == "due" and account.balance < 0:
            owed = book.due_elsewhere.get(account.unit, 0) - account.balance
            book.due_elsewhere[account.unit] = owed
    elif account.purpose == "stake":
        book.stakes[account.id] = account.balance
    elif account.purpose == "due":
        book.dues[account.id] = account.balance
    else:
        book.payable_cents += account.balance


async def _later_charges(
    session: AsyncSession, agreement_id: UUID, through: Mapping[UUID, date]
) -> dict[UUID, list[LaterCharge]]:
    """Charges dated after the day given for each organisation and not reversed, latest first."""
    if not through:
        return {}
    reversal = aliased(Transaction)
    statement = (
        select(
            Account.organisation_id,
            Transaction.occurred_on,
            Posting.source_id,
            Posting.destination_id,
            Posting.amount,
        )
        .join(Posting, Posting.source_id == Account.id)
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .outerjoin(reversal, reversal.reverses_id == Transaction.id)
        .where(
            Account.agreement_id == agreement_id,
            Account.organisation_id.in_(through),
            Account.purpose == "due",
            Account.unit == EUR,
            Transaction.kind == "charge",
            Transaction.occurred_on > min(through.values()),
            reversal.id.is_(None),
        )
        .order_by(Transaction.occurred_on.desc(), Posting.id.desc())
    )
    found: dict[UUID, list[LaterCharge]] = {}
    for row in await session.execute(statement):
        if row.occurred_on > through[row.organisation_id]:
            charge = LaterCharge(row.source_id, row.destination_id, row.amount)
            found.setdefault(row.organisation_id, []).append(charge)
    return found
