"""What moved in the book of a fund, and who its parties are.

Figures are summed from the postings of the fund's accounts: their cost grows with its contributions, commitments and
payments, never with the rest of the book.
"""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements.models import Party
from essaim.funds.access import has_been_party, present_on
from essaim.funds.rules import Flow
from essaim.ledger.models import Account, Posting, Purpose, Transaction
from essaim.ledger.service.posting import EUR
from essaim.organisations.models import Organisation

POTS: tuple[Purpose, ...] = ("stake", "common", "project")
"""Where the money of a fund is; from there it goes to `payable`, or outside."""


async def flows(session: AsyncSession, agreement_id: UUID, until: date | None) -> list[Flow]:
    """What moved through the fund, by purposes and organisation, through a day (none: all)."""
    source, destination = aliased(Account), aliased(Account)
    money = (
        select(
            source.purpose.label("source"),
            destination.purpose.label("destination"),
            # The stake or the party concerned, whichever side it is on.
            func.coalesce(source.organisation_id, destination.organisation_id).label("organisation"),
            Posting.amount,
        )
        .join(source, source.id == Posting.source_id)
        .join(destination, destination.id == Posting.destination_id)
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .where(
            source.unit == EUR,
            *(() if until is None else (Transaction.occurred_on <= until,)),
        )
    )
    # Two index scans: what comes into the pots, and what goes out of them.
    into = money.where(destination.agreement_id == agreement_id, destination.purpose.in_(POTS))
    out = money.where(
        source.agreement_id == agreement_id,
        or_(
            and_(source.purpose.in_(POTS), destination.purpose.not_in(POTS)),
            and_(source.purpose == "payable", destination.purpose.in_(("party", "world"))),
        ),
    )
    moves = union_all(into, out).subquery()
    statement = select(
        moves.c.source, moves.c.destination, moves.c.organisation, func.sum(moves.c.amount).label("cents")
    ).group_by(moves.c.source, moves.c.destination, moves.c.organisation)
    rows = (await session.execute(statement)).all()
    return [Flow(row.source, row.destination, row.organisation, int(row.cents)) for row in rows]


class Holder(NamedTuple):
    """An organisation that is or was a party, in the order of the parties."""

    organisation_id: UUID
    name: str
    present: bool


async def holders(session: AsyncSession, agreement_id: UUID, day: date) -> list[Holder]:
    statement = (
        select(Party.organisation_id, Organisation.name, present_on(day).label("present"))
        .join(Organisation, Organisation.id == Party.organisation_id)
        .where(Party.agreement_id == agreement_id, has_been_party())
        .order_by(*IN_ORDER)
    )
    return [Holder(*row) for row in (await session.execute(statement)).all()]


IN_ORDER = (Party.joined_on.asc().nulls_last(), Party.id)
"""The order of the parties, in which left-over cents are given."""


class Pot(NamedTuple):
    """An account of the fund and what it holds."""

    account_id: UUID
    purpose: Purpose
    organisation_id: UUID | None
    balance: int


async def pots(session: AsyncSession, agreement_id: UUID) -> list[Pot]:
    """The accounts that hold, or owe, money of the fund."""
    statement = (
        select(Account.id, Account.purpose, Account.organisation_id, Account.balance)
        .where(
            Account.agreement_id == agreement_id,
            Account.unit == EUR,
            Account.purpose.in_((*POTS, "payable", "party")),
        )
        .order_by(Account.id)
    )
    return [Pot(*row) for row in (await session.execute(statement)).all()]


async def stakes(session: AsyncSession, agreement_id: UUID, day: date) -> list[Pot]:
    """Stakes of the parties that have not left, in the order of the parties."""
    statement = (
        select(Account.id, Account.purpose, Account.organisation_id, Account.balance)
        .join(
            Party,
            and_(Party.agreement_id == agreement_id, Party.organisation_id == Account.organisation_id),
        )
        .where(
            Account.agreement_id == agreement_id,
            Account.unit == EUR,
            Account.purpose == "stake",
            present_on(day),
        )
        .order_by(*IN_ORDER)
    )
    return [Pot(*row) for row in (await session.execute(statement)).all()]
