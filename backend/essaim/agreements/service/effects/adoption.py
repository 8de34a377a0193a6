"""Adopt a version of the rules."""

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import governing, limits, plain
from essaim.agreements.effects import Applied, Change, Effect, Question
from essaim.agreements.errors import NothingToChange, UnreadableSubject
from essaim.agreements.models import Rules
from essaim.agreements.plain.numbers import say, written_day
from essaim.agreements.queries.wording import names_in
from essaim.agreements.rulebook import Rulebook
from essaim.agreements.service import versions
from essaim.agreements.service.effects.reading import running, subject_of
from essaim.agreements.service.locks import lock_rules
from essaim.kit import clock
from essaim.kit.schemas import Day, In
from essaim.kit.text import Text

_FROM = Text("Ces règles s’appliquent à partir du {day}.", "These rules apply from {day}.")
_AT_ONCE = Text(
    "Ces règles s’appliquent dès leur adoption.", "These rules apply as soon as they are adopted."
)
_NOTICES = Text(
    "Elles ne changent rien pour qui a déjà donné son préavis.",
    "They change nothing for who has already given notice.",
)


class Adoption(In):
    """From when the rules apply, if not at once."""

    in_force_from: Day | None = Field(None)


async def preview(session: AsyncSession, question: Question) -> Change:
    """What changes from the rules in force; refused when nothing does, or when the legal form forbids it."""
    agreement = await running(session, question)
    rules = await _proposal(session, question)
    wanted = subject_of(question, Adoption).in_force_from
    after = Rulebook.model_validate(rules.content)
    limits.require_allowed(agreement.legal_form, after)
    before = (await governing.in_force(session, agreement, clock.today())).book
    changes = plain.differences(before, after, await names_in(session, [before, after]))
    if not changes:
        raise NothingToChange
    dated = say(_FROM, day=written_day(wanted)) if wanted and wanted > clock.today() else _AT_ONCE
    return Change((*(change.sentence() for change in changes), dated, _NOTICES))


async def apply(session: AsyncSession, question: Question) -> Applied:
    agreement = await running(session, question, locked=True)
    await lock_rules(session, agreement.id)
    rules = await _proposal(session, question, locked=True)
    book = Rulebook.model_validate(rules.content)
    limits.require_allowed(agreement.legal_form, book)
    wanted = subject_of(question, Adoption).in_force_from
    first = await versions.first_day(session, agreement.id, wanted)
    versions.adopt(rules, "decision", first, question.decision_id)
    if first <= clock.today():
        versions.follow(agreement, book)
        agreement.version += 1
        agreement.updated_at = clock.now()
    await session.flush()
    return Applied()


async def _proposal(session: AsyncSession, question: Question, *, locked: bool = False) -> Rules:
    if question.subject_id is None:
        raise UnreadableSubject(fields="subject_id")
    return await versions.proposal(session, question.agreement_id, question.subject_id, locked=locked)


ADOPT_RULES = Effect(
    matter="adopt_rules",
    name=Text("Changer les règles", "Change the rules"),
    needs_subject=True,
    preview=preview,
    apply=apply,
)
