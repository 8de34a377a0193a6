"""Audit over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from essaim.agreements.language import AskedLanguage
from essaim.audit.errors import JournalForParties
from essaim.audit.queries import journal, verification
from essaim.audit.schemas import HeadOut, RecordOut, RecordQuery, VerificationOut, VerificationQuery
from essaim.identity.caller import CurrentCaller
from essaim.identity.caller import router as feature_router
from essaim.kit.db import Session
from essaim.kit.errors import InvalidCursor, NotFound, responses
from essaim.kit.policy import policy
from essaim.kit.schemas import Page

router = feature_router("audit")


@router.get("", responses=responses(NotFound, JournalForParties, InvalidCursor))
@policy("audit.read")
async def search(
    session: Session, caller: CurrentCaller, page: Annotated[RecordQuery, Query()], language: AskedLanguage
) -> Page[RecordOut]:
    """The journal of an agreement, newest first: who wrote what, when.

    Contents follow the confidentiality of the agreement; a party that left reads up to its last day. A secret ballot
    shows who voted and never what.
    """
    return await journal.search(session, caller, page, language)


@router.get("/heads/{agreement_id}", responses=responses(JournalForParties))
@policy("audit.read")
async def read_head(session: Session, caller: CurrentCaller, agreement_id: UUID) -> HeadOut:
    """The last record's number and hash. Kept outside, it proves later that nothing before was rewritten."""
    return await journal.read_head(session, caller, agreement_id)


@router.get("/verification/{agreement_id}", responses=responses(JournalForParties))
@policy("audit.read")
async def verify(
    session: Session,
    caller: CurrentCaller,
    agreement_id: UUID,
    query: Annotated[VerificationQuery, Query()],
    language: AskedLanguage,
) -> VerificationOut:
    """Recompute the last records of the chain, and compare a head you kept (`seq` and `hash`).

    The whole chain, and the rows it records, are verified by the operator: `essaim audit verify`.
    """
    return await verification.verify(session, caller, agreement_id, query, language)
