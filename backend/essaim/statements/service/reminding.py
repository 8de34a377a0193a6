"""Remind of what is overdue: kept first, then mailed; no connection of the database waits for the mail server."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import enter
from essaim.kit.mail import send_mail
from essaim.kit.money import euros
from essaim.settings import Settings
from essaim.statements import access, rules
from essaim.statements.errors import NothingOverdue, OnlyTheIssuer, RemindedToday, RemindersExhausted
from essaim.statements.models import Reminder, Statement
from essaim.statements.queries import arrears
from essaim.statements.schemas import ReminderIn, ReminderOut
from essaim.statements.service.payments import remaining_of

LEVELS = 9
_ADDRESSES = text("SELECT * FROM reminded_addresses(:statement)")
_SUBJECT = "Relance {level}\u00a0: relevé {reference} à régler ({remaining})"
_BODY = """\
Bonjour,

{issuer} vous rappelle que le relevé {reference}, «\u00a0{title}\u00a0», adressé à {payer}, est échu depuis le {due_on} ({days} jours).

Reste à régler\u00a0: {remaining}.
{message}
Le relevé, ses lignes et les coordonnées bancaires\u00a0: {link}

Si le règlement est parti ces jours-ci, ne tenez pas compte de ce message.
"""


async def remind(
    sessions: async_sessionmaker[AsyncSession],
    caller: Caller,
    statement_id: UUID,
    body: ReminderIn,
    *,
    settings: Settings,
    origin: str,
) -> ReminderOut:
    async with sessions() as session, session.begin():
        await enter(session, organisation=caller.organisation_id, person=caller.person_id)
        reminder, statement = await _keep(session, caller, statement_id, body)
        addresses = (await session.scalars(_ADDRESSES, {"statement": statement_id})).all()
    mailed = await _mail(settings, reminder, statement, addresses, f"{origin}/statements/{statement_id}")
    if mailed:
        async with sessions() as session, session.begin():
            await enter(session, organisation=caller.organisation_id, person=caller.person_id)
            reminder = await session.merge(reminder)
            reminder.mailed = mailed
    return ReminderOut.model_validate(reminder)


async def _keep(
    session: AsyncSession, caller: Caller, statement_id: UUID, body: ReminderIn
) -> tuple[Reminder, Statement]:
    """The reminder, once a day at most: the statement is locked, so that two cannot cross."""
    found, reader = await access.find(session, caller, statement_id)
    if not reader.reminds(found):
        raise OnlyTheIssuer
    statement = await access.lock(session, statement_id)
    remaining = remaining_of(statement) if statement.amount_cents > 0 else 0
    if rules.overdue_days(statement.due_on, clock.today(), remaining) == 0:
        raise NothingOverdue
    last = await arrears.last_reminder(session, statement_id)
    if last is not None and last.sent_at.astimezone(clock.PARIS).date() >= clock.today():
        raise RemindedToday
    level = 1 if last is None else last.level + 1
    if level > LEVELS:
        raise RemindersExhausted
    reminder = Reminder(
        agreement_id=statement.agreement_id,
        statement_id=statement.id,
        organisation_id=statement.organisation_id,
        level=level,
        remaining_cents=remaining,
        message=body.message or None,
        mailed=0,
        sent_at=clock.now(),
        sent_by=caller.organisation_id,
        sent_by_person=caller.person_id,
    )
    session.add(reminder)
    await session.flush()
    return reminder, statement


async def _mail(
    settings: Settings, reminder: Reminder, statement: Statement, addresses: Sequence[str], link: str
) -> int:
    """How many directors a mail went to."""
    if settings.smtp_url is None:
        return 0
    remaining = euros(reminder.remaining_cents).fr
    due_on = statement.due_on
    body = _BODY.format(
        issuer=statement.issuer["name"],
        payer=statement.payer["name"],
        reference=statement.reference,
        title=statement.title,
        due_on=due_on.strftime("%d/%m/%Y"),
        days=(clock.today() - due_on).days,
        remaining=remaining,
        message=f"\n{reminder.message}\n" if reminder.message else "",
        link=link,
    )
    subject = _SUBJECT.format(level=reminder.level, reference=statement.reference, remaining=remaining)
    # Together: one slow server is waited for once.
    sent = await asyncio.gather(
        *(
            send_mail(
                settings.smtp_url.get_secret_value(),
                sender=settings.mail_from or "essaim@localhost",
                to=address,
                subject=subject,
                body=body,
            )
            for address in addresses
        )
    )
    return sum(sent)
