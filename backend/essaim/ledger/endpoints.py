"""Ledger over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements.errors import OnlyTheLead
from essaim.identity.caller import CurrentCaller
from essaim.identity.caller import router as feature_router
from essaim.kit.db import Session
from essaim.kit.errors import NotFound, responses
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.ledger.errors import (
    AccountAlreadyOpen,
    AccountClosed,
    AccountsElsewhere,
    AlreadyPublished,
    AlreadyReversed,
    AmountTooLarge,
    BookForParties,
    DifferentUnits,
    ManagedAccount,
    NotReversible,
    NotYetHappened,
    OpenBook,
    Overdraft,
    PartyUnknown,
    TooManyLines,
)
from essaim.ledger.schemas import (
    AccountIn,
    AccountOut,
    AccountQuery,
    BookOut,
    BookQuery,
    LineFilter,
    LineQuery,
    OfAgreement,
    PublicationIn,
    PublicationOut,
    ReadingOut,
    ReversalIn,
    StatementLineOut,
    TransactionIn,
    TransactionLineOut,
    TransactionOut,
    TransactionQuery,
)
from essaim.ledger.service import accounts, entries, publications, reading

router = feature_router("ledger")

OF_THE_BOOK = (NotFound, BookForParties)
BY_THE_LEAD = (*OF_THE_BOOK, OnlyTheLead)


@router.get("/accounts", responses=responses(*OF_THE_BOOK))
@policy("ledger.read")
async def search_accounts(
    session: Session, caller: CurrentCaller, page: Annotated[AccountQuery, Query()]
) -> Page[AccountOut]:
    """Accounts of an agreement that your organisation may read, in the order they were opened.

    Where lines are not open to all, a party reads its own accounts, and of common ones what was published at a closing.
    """
    return await reading.search_accounts(session, caller, page)


@router.post(
    "/accounts",
    status_code=201,
    responses=responses(*BY_THE_LEAD, PartyUnknown, AccountAlreadyOpen),
)
@policy("ledger.post")
async def open_account(session: Session, caller: CurrentCaller, body: AccountIn) -> AccountOut:
    """Open an account, as the lead. `account_already_open` gives the other one in `context.account_id`."""
    return await accounts.open_account(session, caller, body)


@router.get("/accounts/{account_id}")
@policy("ledger.read")
async def read_account(session: Session, caller: CurrentCaller, account_id: UUID) -> AccountOut:
    """One account."""
    return await reading.read_account(session, caller, account_id)


@router.get("/accounts/{account_id}/lines")
@policy("ledger.read")
async def search_lines(
    session: Session, caller: CurrentCaller, account_id: UUID, page: Annotated[LineQuery, Query()]
) -> Page[StatementLineOut]:
    """Statement of an account, last recorded first.

    A page costs the same however long the history; filters read back until enough lines are found. Of a common
    account whose lines are not open to all, a party reads those that move its own accounts.
    """
    return await reading.search_lines(session, caller, account_id, page)


@router.get(
    "/accounts/{account_id}/export",
    response_class=Response,
    responses={**responses(TooManyLines), 200: {"content": {"text/csv": {}}}},
)
@policy("ledger.read")
async def export_lines(
    session: Session, caller: CurrentCaller, account_id: UUID, chosen: Annotated[LineFilter, Query()]
) -> Response:
    """Statement as a CSV file (`;`, UTF-8 with its mark, decimal commas), first recorded first, 10,000 lines at most."""
    content = await reading.export_lines(session, caller, account_id, chosen)
    return Response(
        content,
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="releve-{account_id}.csv"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@router.get("/transactions", responses=responses(*OF_THE_BOOK))
@policy("ledger.read")
async def search_transactions(
    session: Session, caller: CurrentCaller, page: Annotated[TransactionQuery, Query()]
) -> Page[TransactionLineOut]:
    """Transactions of an agreement, last first: all where lines are open or as the lead, else those of your accounts."""
    return await reading.search_transactions(session, caller, page)


@router.post(
    "/transactions",
    status_code=201,
    responses=responses(
        *BY_THE_LEAD,
        ManagedAccount,
        NotYetHappened,
        AccountsElsewhere,
        DifferentUnits,
        AmountTooLarge,
        AccountClosed,
        Overdraft,
    ),
    response_model=TransactionOut,
)
@policy("ledger.post")
async def post(
    session: Session, caller: CurrentCaller, body: TransactionIn, idempotency: Idempotency
) -> TransactionOut | Response:
    """Post a transaction, as the lead: all its moves or none. It is never changed, only reversed.

    Several units may move in one transaction, each move within one unit. Accounts of the common fund, its projects and
    exits are moved by them only (`managed_account`).
    """
    return await idempotency(
        lambda: entries.post(session, caller, body),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.get("/transactions/{transaction_id}")
@policy("ledger.read")
async def read_transaction(session: Session, caller: CurrentCaller, transaction_id: UUID) -> TransactionOut:
    """A transaction and its movements, those your organisation may read."""
    return await reading.read_transaction(session, caller, transaction_id)


@router.post(
    "/transactions/{transaction_id}/reverse",
    status_code=201,
    responses=responses(
        OnlyTheLead, ManagedAccount, NotYetHappened, AlreadyReversed, NotReversible, AccountClosed, Overdraft
    ),
    response_model=TransactionOut,
)
@policy("ledger.post")
async def reverse(
    session: Session,
    caller: CurrentCaller,
    transaction_id: UUID,
    body: ReversalIn,
    idempotency: Idempotency,
) -> TransactionOut | Response:
    """Post the exact opposite of a transaction, as the lead, once only."""
    return await idempotency(
        lambda: entries.reverse(session, caller, transaction_id, body),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.get("/balances", responses=responses(*OF_THE_BOOK))
@policy("ledger.read")
async def read_book(
    session: Session, caller: CurrentCaller, chosen: Annotated[BookQuery, Query()]
) -> BookOut:
    """Whether the book is balanced: all balances of a unit sum to zero, since every movement leaves one account for another."""
    return await reading.read_book(session, caller, chosen.agreement_id)


@router.get("/publications", responses=responses(*OF_THE_BOOK))
@policy("ledger.read")
async def search_publications(
    session: Session, caller: CurrentCaller, page: Annotated[OfAgreement, Query()]
) -> Page[PublicationOut]:
    """Figures of common accounts published at closings, last first."""
    return await reading.search_publications(session, caller, page)


@router.post(
    "/publications",
    status_code=201,
    responses=responses(*BY_THE_LEAD, OpenBook, NotYetHappened, AlreadyPublished),
)
@policy("ledger.post")
async def publish(session: Session, caller: CurrentCaller, body: PublicationIn) -> PublicationOut:
    """Close a period, as the lead of an agreement whose lines are not open: publish the balances of common accounts.

    Once per day, never changed. A figure is renewed only when at least 3 parties (4 between competitors, none above
    70 %) moved the account since the figure before, or none did: no difference tells what one party moved.
    """
    return await publications.publish(session, caller, body)


@router.get("/readings", responses=responses(*OF_THE_BOOK))
@policy("ledger.read")
async def search_readings(
    session: Session, caller: CurrentCaller, page: Annotated[OfAgreement, Query()]
) -> Page[ReadingOut]:
    """Between competitors: when the lead read lines of your organisation; as the lead, what yours read."""
    return await reading.search_readings(session, caller, page)
