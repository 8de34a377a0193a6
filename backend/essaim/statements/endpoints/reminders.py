"""Remind of what is overdue."""

from uuid import UUID

from fastapi import Request

from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session, release
from essaim.kit.errors import responses
from essaim.kit.policy import policy
from essaim.statements.endpoints.routing import router
from essaim.statements.errors import NothingOverdue, OnlyTheIssuer, RemindedToday, RemindersExhausted
from essaim.statements.schemas import ReminderIn, ReminderOut
from essaim.statements.service import reminding


@router.post(
    "/{statement_id}/reminders",
    status_code=201,
    responses=responses(OnlyTheIssuer, NothingOverdue, RemindedToday, RemindersExhausted),
)
@policy("statements.remind")
async def remind(
    request: Request, session: Session, caller: CurrentCaller, statement_id: UUID, body: ReminderIn
) -> ReminderOut:
    """Remind the organisation of what it owes: a level more each time, once a day at most, by mail to its directors."""
    await release(session)
    settings = request.app.state.settings
    return await reminding.remind(
        request.app.state.sessions,
        caller,
        statement_id,
        body,
        settings=settings,
        origin=settings.public_url or str(request.base_url).rstrip("/"),
    )
