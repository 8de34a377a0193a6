"""What was published at closings, and what a closing is computed from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit.pagination import PageQuery, fetch_page
from essaim.kit.schemas import Page
from essaim.ledger.access import Reader
from essaim.ledger.models import Account, Publication
from essaim.ledger.queries.names import names_of
from essaim.ledger.rules import Closing, Figure
from essaim.ledger.schemas import ClosingFigureOut, PublicationOut
from essaim.organisations.models import Organisation


def closings_of(publication: Publication | None) -> dict[UUID, Closing]:
    """What a publication told, by account."""
    told = publication.figures if publication else []
    return {UUID(figure["account_id"]): _closing(figure) for figure in told}


def _closing(told: Mapping[str, Any]) -> Closing:
    if told["balance"] is None:
        return Closing(None, told["withheld"])
    figure = Figure(
        balance=told["balance"],
        as_of=date.fromisoformat(told["as_of"]),
        last_posting_id=told["last_posting_id"],
        count_from=told["count_from"],
        contributors=told["contributors"],
    )
    return Closing(figure, told["withheld"])


async def latest(session: AsyncSession, agreement_id: UUID, until: date | None = None) -> Publication | None:
    statement = select(Publication).where(Publication.agreement_id == agreement_id)
    if until is not None:
        statement = statement.where(Publication.through <= until)
    return (await session.scalars(statement.order_by(Publication.through.desc()).limit(1))).one_or_none()


async def told_to(session: AsyncSession, reader: Reader) -> dict[UUID, Closing]:
    """What the last closing this party may read told of each common account."""
    if reader.standing.agreement.confidentiality == "open":
        return {}
    return closings_of(await latest(session, reader.agreement_id, reader.until))


async def search(session: AsyncSession, reader: Reader, page: PageQuery) -> Page[PublicationOut]:
    statement = (
        select(Publication, Organisation.name.label("published_by_name"))
        .join(Organisation, Organisation.id == Publication.published_by)
        .where(Publication.agreement_id == reader.agreement_id)
    )
    if reader.until is not None:
        statement = statement.where(Publication.through <= reader.until)
    rows, cursor = await fetch_page(
        session, statement, key=(Publication.through.expression,), kinds=(date,), page=page, descending=True
    )
    items = [await _told(session, row.Publication, row.published_by_name) for row in rows]
    return Page(items=items, next_cursor=cursor)


async def read(session: AsyncSession, publication: Publication) -> PublicationOut:
    by = await session.scalar(select(Organisation.name).where(Organisation.id == publication.published_by))
    return await _told(session, publication, by or "")


async def _told(session: AsyncSession, publication: Publication, by: str) -> PublicationOut:
    closings = closings_of(publication)
    names = await names_of(session, closings)
    found = await session.execute(select(Account.id, Account.unit).where(Account.id.in_(closings)))
    units: dict[UUID, str] = {row.id: row.unit for row in found}
    return PublicationOut(
        id=publication.id,
        agreement_id=publication.agreement_id,
        through=publication.through,
        published_at=publication.published_at,
        published_by_name=by,
        figures=[
            ClosingFigureOut(
                account=names[account_id],
                unit=units[account_id],
                balance=closing.figure and closing.figure.balance,
                as_of=closing.figure and closing.figure.as_of,
                contributors=closing.figure and closing.figure.contributors,
                withheld=closing.withheld,
            )
            for account_id, closing in closings.items()
        ],
    )


@dataclass(slots=True)
class Counted:
    """A common account through a day: its balance, how far it was read, the net of each party since its last figure."""

    balance: int
    last_posting_id: int
    count_from: int
    moved: dict[UUID, int] = field(default_factory=dict)


# One statement, hence one snapshot: the book is held by whoever posts, so postings are committed in their order.
_COUNT = text("""
    SELECT a.id AS account_id, other.organisation_id AS party,
           coalesce(sum(leg.change) FILTER (WHERE leg.occurred_on <= :through), 0)::bigint AS change,
           max(leg.id) AS last_posting_id, min(leg.id) FILTER (WHERE leg.occurred_on > :through) AS left_out
      FROM ledger_accounts a
      LEFT JOIN unnest(CAST(:accounts AS uuid[]), CAST(:days AS date[]), CAST(:postings AS bigint[]),
                       CAST(:starts AS bigint[])) AS former (account_id, as_of, last_posting_id, count_from)
             ON former.account_id = a.id
      LEFT JOIN LATERAL (
               SELECT p.id, p.destination_id AS other_id, -p.amount AS change, t.occurred_on
                 FROM ledger_postings p JOIN ledger_transactions t ON t.id = p.transaction_id
                WHERE p.source_id = a.id AND p.id >= coalesce(former.count_from, 0)
               UNION ALL
               SELECT p.id, p.source_id, p.amount, t.occurred_on
                 FROM ledger_postings p JOIN ledger_transactions t ON t.id = p.transaction_id
                WHERE p.destination_id = a.id AND p.id >= coalesce(former.count_from, 0)) leg
             ON former.account_id IS NULL OR leg.id > former.last_posting_id OR leg.occurred_on > former.as_of
      LEFT JOIN ledger_accounts other ON other.id = leg.other_id
     WHERE a.agreement_id = :agreement AND a.organisation_id IS NULL AND a.purpose <> 'world'
     GROUP BY a.id, other.organisation_id
     ORDER BY a.id
""")


async def count(
    session: AsyncSession, agreement_id: UUID, through: date, former: Mapping[UUID, Closing]
) -> dict[UUID, Counted]:
    """Every common account of the book through a day, in the order they were opened.

    Reads the lines recorded since their last figure, and those it left out because they were dated later.
    """
    known = {account: closing.figure for account, closing in former.items() if closing.figure is not None}
    values = {
        "agreement": agreement_id,
        "through": through,
        "accounts": list(known),
        "days": [figure.as_of for figure in known.values()],
        "postings": [figure.last_posting_id for figure in known.values()],
        "starts": [figure.count_from for figure in known.values()],
    }
    counted: dict[UUID, Counted] = {}
    left_out: dict[UUID, int] = {}
    for row in await session.execute(_COUNT, values):
        figure = known.get(row.account_id)
        account = counted.setdefault(
            row.account_id,
            Counted(figure.balance, figure.last_posting_id, 0) if figure else Counted(0, 0, 0),
        )
        account.balance += row.change
        account.last_posting_id = max(account.last_posting_id, row.last_posting_id or 0)
        if row.left_out is not None:
            left_out[row.account_id] = min(row.left_out, left_out.get(row.account_id, row.left_out))
        if row.party is not None:
            account.moved[row.party] = row.change
    for account_id, account in counted.items():
        account.count_from = left_out.get(account_id, account.last_posting_id + 1)
    return counted
