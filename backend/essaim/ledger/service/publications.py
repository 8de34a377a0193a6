"""Close a period: publish the balances of common accounts where lines are not open to all."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.ledger.access import open_book
from essaim.ledger.errors import AlreadyPublished, NotYetHappened, OpenBook
from essaim.ledger.models import Publication
from essaim.ledger.queries import publications
from essaim.ledger.queries.publications import Counted
from essaim.ledger.rules import Closing, Figure, close
from essaim.ledger.schemas import PublicationIn, PublicationOut

NOTHING_YET = Closing(None, None)


async def publish(session: AsyncSession, caller: Caller, body: PublicationIn) -> PublicationOut:
    await open_book(session, caller, body.agreement_id)
    # Two closings cannot cross, nor a closing and a change of confidentiality.
    standing = await access.lock_as_lead(session, caller, body.agreement_id)
    if standing.agreement.confidentiality == "open":
        raise OpenBook
    if body.through > clock.today():
        raise NotYetHappened
    last = await publications.latest(session, body.agreement_id)
    if last is not None and body.through <= last.through:
        raise AlreadyPublished(context={"through": last.through.isoformat()})
    former = publications.closings_of(last)
    counted = await publications.count(session, body.agreement_id, body.through, former)
    closings = {
        account_id: _close(
            standing.agreement.confidentiality, body.through, former.get(account_id, NOTHING_YET), account
        )
        for account_id, account in counted.items()
    }
    publication = Publication(
        agreement_id=body.agreement_id,
        through=body.through,
        published_by=caller.organisation_id,
        published_by_person=caller.person_id,
        last_posting_id=max((account.last_posting_id for account in counted.values()), default=0),
        figures=[_stored(account_id, closing) for account_id, closing in closings.items()],
    )
    session.add(publication)
    await session.flush()
    return await publications.read(session, publication)


def _close(confidentiality: str, through: date, former: Closing, account: Counted) -> Closing:
    new = Figure(account.balance, through, account.last_posting_id, account.count_from)
    return close(confidentiality, former.figure, new, account.moved)


def _stored(account_id: UUID, closing: Closing) -> dict[str, Any]:
    figure = closing.figure
    return {
        "account_id": str(account_id),
        "balance": figure and figure.balance,
        "as_of": figure and figure.as_of.isoformat(),
        "contributors": figure and figure.contributors,
        "last_posting_id": figure and figure.last_posting_id,
        "count_from": figure and figure.count_from,
        "withheld": closing.withheld,
    }
