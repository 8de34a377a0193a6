"""Appoint the lead of an agreement."""

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.effects import Applied, Change, Effect, Question
from essaim.agreements.errors import AlreadyLead
from essaim.agreements.models import Party
from essaim.agreements.plain.numbers import say
from essaim.agreements.service import parties
from essaim.agreements.service.effects.reading import lead_of, name_of, party_of, running
from essaim.kit.errors import NotFound
from essaim.kit.text import Text

_APPOINTED = Text(
    "{name} devient chef de file à la place de {former}, qui reste partie.",
    "{name} becomes the lead in place of {former}, which stays a party.",
)


async def preview(session: AsyncSession, question: Question) -> Change:
    await running(session, question)
    party = await party_of(session, question)
    _require_may_lead(party)
    former = await _former(session, question)
    sentence = say(
        _APPOINTED,
        name=await name_of(session, party.organisation_id),
        former=await name_of(session, former.organisation_id),
    )
    return Change((sentence,), concerned=party.organisation_id)


async def apply(session: AsyncSession, question: Question) -> Applied:
    await running(session, question, locked=True)
    former = await _former(session, question, locked=True)
    party = await party_of(session, question, locked=True)
    _require_may_lead(party)
    await parties.pass_the_lead(session, former, party)
    return Applied()


def _require_may_lead(party: Party) -> None:
    if party.role == "lead":
        raise AlreadyLead
    parties.require_may_lead(party)


async def _former(session: AsyncSession, question: Question, *, locked: bool = False) -> Party:
    former = await lead_of(session, question.agreement_id, locked=locked)
    if former is None:
        raise NotFound
    return former


APPOINT_COORDINATOR = Effect(
    matter="appoint_coordinator",
    name=Text("Désigner le chef de file", "Appoint the lead"),
    needs_subject=True,
    preview=preview,
    apply=apply,
)
