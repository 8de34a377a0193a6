"""Admit an organisation that asked, or invite another one."""

from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import governing
from essaim.agreements.effects import Applied, Change, Effect, Question
from essaim.agreements.errors import AlreadyParty, UnreadableSubject
from essaim.agreements.models import Party, Side
from essaim.agreements.plain.numbers import say
from essaim.agreements.schemas import Label
from essaim.agreements.service import entry, parties
from essaim.agreements.service.effects.reading import lead_of, name_of, running, subject_of
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import NotFound
from essaim.kit.schemas import In
from essaim.kit.text import Text

_ADMITTED = Text(
    "{name} est admise\u00a0: elle lit l’accord et ses règles, et devient partie en les acceptant.",
    "{name} is admitted: it reads the agreement and its rules, and becomes a party by accepting them.",
)
_DEBTS = Text(
    "Elle répondra, pour sa part, des dettes antérieures à son entrée.",
    "It will answer, for its share, for debts older than its entry.",
)
_DECLINE = text("SELECT decline_rejected_request(:decision)")


class Admission(In):
    """The place given; `organisation_id` when the organisation did not ask."""

    organisation_id: UUID | None = Field(None)
    role: Literal["party", "observer"] = Field("party")
    side: Side | None = Field(None)
    college: Label | None = Field(None)


async def preview(session: AsyncSession, question: Question) -> Change:
    agreement = await running(session, question)
    organisation_id = await _organisation(session, question, subject_of(question, Admission))
    rules = await governing.in_force(session, agreement, clock.today())
    sentences = [say(_ADMITTED, name=await name_of(session, organisation_id))]
    if rules.book.entry.liable_for_earlier_debts:
        sentences.append(_DEBTS)
    return Change(tuple(sentences), concerned=organisation_id)


async def apply(session: AsyncSession, question: Question) -> Applied:
    agreement = await running(session, question, locked=True)
    place = subject_of(question, Admission)
    organisation_id = await _organisation(session, question, place)
    lead = await lead_of(session, agreement.id)
    if lead is None:
        raise NotFound
    party = await parties.existing(session, agreement.id, organisation_id)
    if party is None:
        party = Party(agreement_id=agreement.id, organisation_id=organisation_id, version=0)
    parties.set_invited(party, agreement, lead, place)
    async with refuse_if_violated(session, {"parties_organisation_key": AlreadyParty()}):
        session.add(party)
    return Applied()


async def reject(session: AsyncSession, question: Question) -> None:
    """A vote against an admission answers the request."""
    await session.execute(_DECLINE, {"decision": question.decision_id})


async def _organisation(session: AsyncSession, question: Question, place: Admission) -> UUID:
    """The organisation to admit: the one whose request is named, or one of the directory that is no party yet."""
    if question.subject_id is not None:
        return (await entry.find_waiting(session, question.agreement_id, question.subject_id)).organisation_id
    if place.organisation_id is None:
        raise UnreadableSubject(fields="subject_id, organisation_id")
    await parties.require_known(session, place.organisation_id)
    party = await parties.known(session, question.agreement_id, place.organisation_id)
    if party is not None and party.state_on(clock.today()) in ("invited", "accepted"):
        raise AlreadyParty
    return place.organisation_id


ADMIT_PARTY = Effect(
    matter="admit_party",
    name=Text("Admettre une organisation", "Admit an organisation"),
    needs_subject=False,
    preview=preview,
    apply=apply,
    reject=reject,
)
