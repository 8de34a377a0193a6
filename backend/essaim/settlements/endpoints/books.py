"""Read the settlements of an agreement together: list, preview, who owes whom now."""

from typing import Annotated

from fastapi import Query

from essaim.agreements.errors import OnlyTheLead
from essaim.agreements.language import AskedLanguage
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import NotFound, responses
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.settlements.endpoints.routing import router
from essaim.settlements.errors import SettlementsForParties
from essaim.settlements.queries import settlements as queries
from essaim.settlements.schemas import (
    OwedNowOut,
    OwedQuery,
    PreviewOut,
    PreviewQuery,
    SettlementQuery,
    SettlementSummary,
)
from essaim.settlements.service import reading


@router.get("", responses=responses(NotFound, SettlementsForParties))
@policy("settlements.read")
async def list_settlements(
    session: Session,
    caller: CurrentCaller,
    page: Annotated[SettlementQuery, Query()],
    language: AskedLanguage,
) -> Page[SettlementSummary]:
    """Settlements, the newest first: all of an agreement where lines are open and for the lead, else those that concern you.

    Without an agreement: those that concern your organisation, everywhere; `to_answer=true` are those that await it.
    """
    return await queries.search(session, caller, page, language)


@router.get("/preview", responses=responses(NotFound, SettlementsForParties, OnlyTheLead))
@policy("settlements.manage")
async def preview_settlement(
    session: Session, caller: CurrentCaller, asked: Annotated[PreviewQuery, Query()], language: AskedLanguage
) -> PreviewOut:
    """What netting the open statements due by a day would change, as the lead; nothing is stored.

    Every net balance stays as it is, to the cent; the number of payments is the smallest possible up to 14 organisations
    whose balance is not zero, the pool counted as one, and at most one less than their number beyond.
    """
    return await reading.preview(session, caller, asked, language)


@router.get("/owed", responses=responses(NotFound, SettlementsForParties))
@policy("settlements.read")
async def read_owed(
    session: Session, caller: CurrentCaller, asked: Annotated[OwedQuery, Query()], language: AskedLanguage
) -> OwedNowOut:
    """Who owes whom now: open statements, and transfers not paid yet; of all where lines are open and for the lead, else yours."""
    return await reading.owed(session, caller, asked.agreement_id, language)
