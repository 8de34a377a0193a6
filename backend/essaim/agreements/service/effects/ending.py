"""End an agreement; or change nothing and keep an opinion."""

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.effects import Applied, Change, Effect, Question
from essaim.agreements.plain.numbers import say
from essaim.agreements.service.acceptance import written
from essaim.agreements.service.effects.reading import running
from essaim.kit.text import Text

_ENDS = Text(
    "«\u00a0{name}\u00a0» prend fin dès l’adoption\u00a0: l’accord reste lisible, mais ne change plus.",
    "“{name}” ends on adoption: the agreement can still be read but no longer changes.",
)
_OPINION = Text(
    "Rien ne change dans le logiciel\u00a0: l’avis est gardé avec son résultat.",
    "Nothing changes in the software: the opinion is kept with its result.",
)


async def preview_dissolution(session: AsyncSession, question: Question) -> Change:
    agreement = await running(session, question)
    return Change((say(_ENDS, name=agreement.name),))


async def dissolve(session: AsyncSession, question: Question) -> Applied:
    agreement = await running(session, question, locked=True)
    agreement.state = "ended"
    await written(session, agreement)
    return Applied()


async def preview_opinion(session: AsyncSession, question: Question) -> Change:
    await running(session, question)
    return Change((_OPINION,))


async def keep_opinion(session: AsyncSession, question: Question) -> Applied:
    await running(session, question)
    return Applied()


DISSOLVE = Effect(
    matter="dissolve",
    name=Text("Mettre fin à l’accord", "End the agreement"),
    needs_subject=False,
    preview=preview_dissolution,
    apply=dissolve,
)
OPINION = Effect(
    matter="opinion",
    name=Text("Donner un avis", "Give an opinion"),
    needs_subject=False,
    preview=preview_opinion,
    apply=keep_opinion,
)
