"""Rules said in the language asked, with the names of the organisations they cite."""

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import keys, limits, plain, profiles
from essaim.agreements.keys import Sharers
from essaim.agreements.models import LegalFormCode
from essaim.agreements.plain import Names
from essaim.agreements.rulebook import Rulebook
from essaim.agreements.schemas import ClausesOut, DifferenceOut, ForbiddenOut, LimitOut, RuleWarningOut
from essaim.kit.text import Language
from essaim.organisations.models import Organisation


async def names_in(session: AsyncSession, books: Iterable[Rulebook]) -> Names:
    """Names, from the public directory, of the organisations that these rules cite."""
    cited = {UUID(organisation) for book in books for organisation in plain.cited(book)}
    if not cited:
        return {}
    named = select(Organisation.id, Organisation.name).where(Organisation.id.in_(cited))
    return {str(row.id): row.name for row in (await session.execute(named)).all()}


def clauses(book: Rulebook, names: Names, language: Language) -> list[ClausesOut]:
    said = plain.clauses_of(book, names)
    return [
        ClausesOut(
            subject=subject,
            title=plain.titles()[subject].in_(language),
            sentences=[clause.text.in_(language) for clause in of_subject],
        )
        for subject, of_subject in groupby(said, key=lambda clause: clause.subject)
    ]


def differences(before: Rulebook, after: Rulebook, names: Names, language: Language) -> list[DifferenceOut]:
    return [
        DifferenceOut(
            subject=change.subject,
            title=plain.titles()[change.subject].in_(language),
            before=change.before.in_(language) if change.before else None,
            after=change.after.in_(language) if change.after else None,
        )
        for change in plain.differences(before, after, names)
    ]


def warnings(form: LegalFormCode, book: Rulebook, language: Language) -> list[RuleWarningOut]:
    return [
        RuleWarningOut(code=warned.code, sentence=warned.why.in_(language), source=warned.source)
        for warned in limits.warnings(form, book)
    ]


def forbidden(
    form: LegalFormCode, book: Rulebook, sharers: Sharers, language: Language
) -> list[ForbiddenOut]:
    by_law = [
        ForbiddenOut(
            code=limit.refusal.code,
            pointer=limits.pointer(limit),
            sentence=limit.why.in_(language),
            source=limit.source,
        )
        for limit in limits.forbidden(form, book)
        if limit.refusal is not None
    ]
    unworkable = [
        ForbiddenOut(
            code=fault.refusal.code, pointer=fault.pointer, sentence=fault.why.in_(language), source=None
        )
        for fault in keys.faults(book, sharers)
    ]
    return by_law + unworkable


def limits_of(form: LegalFormCode, language: Language) -> list[LimitOut]:
    return [
        LimitOut(
            place=limit.place,
            sentence=limit.why.in_(language),
            source=limit.source,
            forbids=limit.refusal is not None,
        )
        for limit in profiles.profile(form).limits
    ]
