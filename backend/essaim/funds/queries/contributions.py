"""Read what organisations brought."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.funds.access import View, find
from essaim.funds.schemas import ContributionOut, ContributionQuery
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.ledger.models import Account, Posting, Transaction
from essaim.organisations.models import Organisation

KIND_OF = {"repayable": "stake", "yearly": "common"}
SOURCE, DESTINATION, REVERSAL = aliased(Account), aliased(Account), aliased(Transaction)


def _told(view: View) -> Select[*tuple[Any, ...]]:
    """Contributions this organisation may read: its own, or all, through the day it left."""
    reversal = exists().where(REVERSAL.reverses_id == Transaction.id)
    if view.until is not None:
        reversal = reversal.where(REVERSAL.occurred_on <= view.until)
    statement = (
        select(
            Transaction.id,
            Transaction.number,
            SOURCE.organisation_id,
            Organisation.name.label("organisation_name"),
            case((DESTINATION.purpose == "stake", "repayable"), else_="yearly").label("kind"),
            Posting.amount.label("amount_cents"),
            Transaction.occurred_on,
            Transaction.description.label("note"),
            Transaction.reference,
            reversal.label("reversed"),
            DESTINATION.id.label("account_id"),
        )
        .select_from(Posting)
        .join(DESTINATION, DESTINATION.id == Posting.destination_id)
        .join(SOURCE, SOURCE.id == Posting.source_id)
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .join(Organisation, Organisation.id == SOURCE.organisation_id)
        .where(
            DESTINATION.agreement_id == view.fund.agreement_id,
            DESTINATION.purpose.in_(KIND_OF.values()),
            SOURCE.purpose == "party",
            Transaction.kind == "contribution",
        )
    )
    if not view.sees_all:
        statement = statement.where(SOURCE.organisation_id == view.me)
    if view.until is not None:
        statement = statement.where(Transaction.occurred_on <= view.until)
    return statement


async def search(
    session: AsyncSession, caller: Caller, fund_id: UUID, page: ContributionQuery
) -> Page[ContributionOut]:
    statement = _told(await find(session, caller, fund_id))
    if page.organisation_id is not None:
        statement = statement.where(SOURCE.organisation_id == page.organisation_id)
    if page.kind is not None:
        statement = statement.where(DESTINATION.purpose == KIND_OF[page.kind])
    rows, cursor = await fetch_page(
        session, statement, key=(Posting.id.expression,), kinds=(int,), page=page, descending=True
    )
    return Page(items=[ContributionOut.model_validate(row) for row in rows], next_cursor=cursor)


async def read(session: AsyncSession, view: View, contribution_id: UUID) -> ContributionOut:
    row = (await session.execute(_told(view).where(Transaction.id == contribution_id))).one_or_none()
    if row is None:
        raise NotFound
    return ContributionOut.model_validate(row)
