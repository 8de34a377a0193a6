"""Read, bill, print and cancel one statement."""

from uuid import UUID

from fastapi import Response

from essaim.agreements.errors import OnlyTakingPart
from essaim.agreements.language import AskedLanguage
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session, release
from essaim.kit.errors import NotFound, responses
from essaim.kit.etag import tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.sealing import CurrentSeal
from essaim.ledger.errors import AmountTooLarge
from essaim.statements.endpoints.routing import file_to_save, router, run_once
from essaim.statements.errors import (
    AlreadyPaid,
    BillsNotInForce,
    InconsistentPeriod,
    LentStaffAtCost,
    LineNotBillable,
    MoneySpentSince,
    NothingToBill,
    OnlyTheIssuer,
    OwnStatement,
    PayerNotParty,
    SharedPosting,
    StatementCancelled,
    StatementsForParties,
    TotalTooLarge,
)
from essaim.statements.schemas import CancellationIn, StatementIn, StatementOut
from essaim.statements.service import billing, printing, reading


@router.post(
    "",
    status_code=201,
    response_model=StatementOut,
    responses=responses(
        NotFound,
        StatementsForParties,
        OnlyTakingPart,
        BillsNotInForce,
        OwnStatement,
        PayerNotParty,
        InconsistentPeriod,
        LentStaffAtCost,
        LineNotBillable,
        NothingToBill,
        TotalTooLarge,
        AmountTooLarge,
    ),
)
@policy("statements.issue")
async def bill(
    session: Session,
    caller: CurrentCaller,
    body: StatementIn,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> StatementOut | Response:
    """Bill another party at cost: it owes your organisation itself, not the pool. Lent staff bear no fee."""
    return await run_once(idempotency, caller, lambda: billing.bill(session, caller, body, language))


@router.get("/{statement_id}")
@policy("statements.read")
async def read_statement(
    session: Session,
    caller: CurrentCaller,
    statement_id: UUID,
    response: Response,
    language: AskedLanguage,
) -> StatementOut:
    """One statement with its lines, payments and reminders."""
    told = await reading.read(session, caller, statement_id, language)
    tag(response, told.version)
    return told


@router.get(
    "/{statement_id}/pdf",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}}},
)
@policy("statements.read")
async def read_pdf(
    session: Session, caller: CurrentCaller, statement_id: UUID, seal: CurrentSeal
) -> Response:
    """The statement to file, in French: who owes whom, why, since when, by when and where to pay. It is not an invoice."""
    printed = await printing.read_sheet(session, caller, statement_id, seal)
    # Typesetting takes longer than reading: no connection waits for it.
    await release(session)
    return file_to_save(
        await printing.typeset(printed),
        "application/pdf",
        f"releve-{printed.reference}.pdf",
        f"relevé-{printed.reference}.pdf",
    )


@router.post(
    "/{statement_id}/cancel",
    response_model=StatementOut,
    responses=responses(OnlyTheIssuer, SharedPosting, StatementCancelled, AlreadyPaid, MoneySpentSince),
)
@policy("statements.issue")
async def cancel_statement(
    session: Session,
    caller: CurrentCaller,
    statement_id: UUID,
    body: CancellationIn,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> StatementOut | Response:
    """Cancel a statement between parties, or a newcomer’s tariff, while nothing is paid on it. Others: by a new run."""
    return await run_once(
        idempotency, caller, lambda: billing.cancel(session, caller, statement_id, body, language)
    )
