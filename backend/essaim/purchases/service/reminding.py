"""Remind those that did not answer: kept first, then mailed; no connection of the database waits for the mail server."""

import asyncio
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import enter
from essaim.kit.mail import send_mail
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.errors.preparing import EverybodyAnswered, MembersRemindedToday
from essaim.purchases.models import Member
from essaim.purchases.schemas.rounds import RemindedOut, ReminderIn
from essaim.purchases.service import members
from essaim.purchases.service.states import require_stage
from essaim.settings import Settings

_ADDRESSES = text("SELECT * FROM purchase_addresses(:round, :organisations)")
_SUBJECT = "Vos besoins pour l’achat groupé «\u00a0{title}\u00a0», avant le {needs_until}"
_BODY = """\
Bonjour,

{coordinator} prépare l’achat groupé «\u00a0{title}\u00a0» et attend les besoins de votre organisation jusqu’au {needs_until} compris.
{message}
Dire ce dont vous avez besoin, ou que vous n’avez besoin de rien\u00a0: {link}

Si vous avez répondu ces jours-ci, ne tenez pas compte de ce message.
"""


async def remind(
    sessions: async_sessionmaker[AsyncSession],
    caller: Caller,
    round_id: UUID,
    body: ReminderIn,
    *,
    settings: Settings,
    origin: str,
) -> RemindedOut:
    async with sessions() as session, session.begin():
        await enter(session, organisation=caller.organisation_id, person=caller.person_id)
        view, reminded = await _keep(session, caller, round_id)
        organisations = [one.organisation_id for one in reminded]
        asked = {"round": round_id, "organisations": organisations}
        addresses = (await session.scalars(_ADDRESSES, asked)).all()
    mailed = await _mail(settings, caller, view, body, addresses, f"{origin}/purchases/{round_id}")
    return RemindedOut(reminded=len(organisations), mailed=mailed)


async def _keep(session: AsyncSession, caller: Caller, round_id: UUID) -> tuple[View, list[Member]]:
    """Each once a day at most: those waited for are locked, so that two reminders cannot cross."""
    view = await access.find_as_coordinator(session, caller, round_id)
    view.standing.require_not_ended()
    require_stage(view.round, "needs")
    waiting = await members.lock(session, round_id, waiting=True)
    if not waiting:
        raise EverybodyAnswered
    today = clock.today()
    due = [one for one in waiting if not _reminded_on(one, today)]
    if not due:
        raise MembersRemindedToday
    now = clock.now()
    for member in due:
        # Its version stays: an answer being written is not disturbed.
        member.reminders += 1
        member.reminded_at = now
    await session.flush()
    return view, due


def _reminded_on(member: Member, day: date) -> bool:
    return member.reminded_at is not None and member.reminded_at.astimezone(clock.PARIS).date() >= day


async def _mail(
    settings: Settings, caller: Caller, view: View, body: ReminderIn, addresses: Sequence[str], link: str
) -> int:
    """How many directors a mail went to."""
    if settings.smtp_url is None:
        return 0
    facts = {"title": view.round.title, "needs_until": f"{view.round.needs_until:%d/%m/%Y}"}
    message = f"\n{body.message}\n" if body.message else ""
    words = _BODY.format(**facts, coordinator=caller.organisation_name or "", message=message, link=link)
    # Together: one slow server is waited for once.
    sent = await asyncio.gather(
        *(
            send_mail(
                settings.smtp_url.get_secret_value(),
                sender=settings.mail_from or "essaim@localhost",
                to=address,
                subject=_SUBJECT.format(**facts),
                body=words,
            )
            for address in addresses
        )
    )
    return sum(sent)
