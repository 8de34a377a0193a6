"""Exclude a party, heard beforehand."""

from datetime import date

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.effects import Applied, Change, Effect, Question
from essaim.agreements.errors import LeadNotExcluded, MemberNotHeard, NotTakingPart
from essaim.agreements.models import Party
from essaim.agreements.plain.numbers import say, written_day
from essaim.agreements.service.effects.reading import name_of, party_of, running, subject_of
from essaim.agreements.service.locks import lock_rules
from essaim.kit import clock
from essaim.kit.schemas import Day, In, LongText
from essaim.kit.text import Text

_EXCLUDED = Text(
    "{name} est exclue\u00a0: elle cesse de prendre part à l’accord au soir du jour de l’adoption, et continue de lire les années où elle y était.",
    "{name} is excluded: it takes part no longer after the day of adoption, and keeps reading the years it was there.",
)
_HEARD = Text(
    "Elle a été entendue le {day}. Sa réponse\u00a0: «\u00a0{hearing}\u00a0»",
    "It was heard on {day}. Its answer: “{hearing}”",
)


class Exclusion(In):
    """When the member was heard, and what it answered."""

    heard_on: Day | None = Field(None)
    hearing: LongText | None = Field(None)


async def preview(session: AsyncSession, question: Question) -> Change:
    await running(session, question)
    party = await party_of(session, question)
    _require_excludable(party)
    heard_on, hearing = _require_heard(question)
    name = await name_of(session, party.organisation_id)
    sentences = (
        say(_EXCLUDED, name=name),
        say(_HEARD, day=written_day(heard_on), hearing=hearing),
    )
    return Change(sentences, concerned=party.organisation_id)


async def apply(session: AsyncSession, question: Question) -> Applied:
    """Out at the end of the day, sooner than any notice it gave; what its exit is worth is settled by the rules of today."""
    agreement = await running(session, question, locked=True)
    await lock_rules(session, agreement.id, shared=True)
    party = await party_of(session, question, locked=True)
    _require_excludable(party)
    _require_heard(question)
    party.left_on = clock.today()
    party.excluded = True
    party.version += 1
    await session.flush()
    return Applied()


def _require_excludable(party: Party) -> None:
    if party.state_on(clock.today()) != "accepted":
        raise NotTakingPart
    if party.role == "lead":
        raise LeadNotExcluded


def _require_heard(question: Question) -> tuple[date, str]:
    said = subject_of(question, Exclusion)
    if said.heard_on is None or not said.hearing or said.heard_on > clock.today():
        raise MemberNotHeard
    return said.heard_on, said.hearing


EXCLUDE_PARTY = Effect(
    matter="exclude_party",
    name=Text("Exclure une organisation", "Exclude an organisation"),
    needs_subject=True,
    preview=preview,
    apply=apply,
)
