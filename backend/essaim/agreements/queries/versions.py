"""The rules of an agreement: those in force, their history, and what other rules would change."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements import access, governing, profiles, words
from essaim.agreements.access import Standing
from essaim.agreements.models import Rules
from essaim.agreements.queries import wording
from essaim.agreements.queries.parties import sharers
from essaim.agreements.rulebook import Rulebook
from essaim.agreements.schemas import (
    DifferenceOut,
    RulesCheckOut,
    RulesOut,
    RulesQuery,
    RulesSummary,
    RulesTrial,
    RulesVersionOut,
)
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.organisations.models import Organisation


async def read_rules(
    session: AsyncSession, caller: Caller, agreement_id: UUID, language: Language
) -> RulesOut:
    """The rules in force today; to a party that left, those of its last day."""
    standing = await access.find(session, caller, agreement_id)
    agreement, day = standing.agreement, _day_read(standing)
    rules = await governing.version_in_force(session, agreement.id, day)
    book = governing.book_of(agreement, rules.content if rules else None)
    names = await wording.names_in(session, [book])
    return RulesOut(
        agreement_id=agreement.id,
        agreement_name=agreement.name,
        agreement_kind=agreement.kind,
        agreement_state=agreement.state,
        legal_form_name=profiles.profile(agreement.legal_form).name.in_(language),
        on=day,
        rules_id=rules.id if rules else None,
        number=rules.number if rules else None,
        in_force_from=rules.in_force_from if rules else None,
        basis=rules.basis if rules else None,
        basis_words=words.RULES_BASIS[rules.basis if rules else None].in_(language),
        decision_id=rules.decision_id if rules else None,
        content=book,
        clauses=wording.clauses(book, names, language),
        warnings=wording.warnings(agreement.legal_form, book, language),
        limits=wording.limits_of(agreement.legal_form, language),
        sources=list(profiles.profile(agreement.legal_form).sources),
        next=await _next(session, caller, standing, day, language),
        founding=await _founding(session, caller, standing, language),
        may_propose=_may_propose(standing, caller),
    )


async def list_versions(
    session: AsyncSession, caller: Caller, agreement_id: UUID, page: RulesQuery, language: Language
) -> Page[RulesSummary]:
    """The history, newest first."""
    standing = await access.find(session, caller, agreement_id)
    statement = _versions(standing)
    if page.state:
        statement = statement.where(Rules.state == page.state)
    rows, following = await fetch_page(
        session, statement, key=(Rules.number,), kinds=(int,), page=page, descending=True
    )
    items = await _summaries(session, caller, standing, rows, language)
    return Page(items=items, next_cursor=following)


async def read_version(
    session: AsyncSession, caller: Caller, agreement_id: UUID, rules_id: UUID, language: Language
) -> RulesVersionOut:
    standing = await access.find(session, caller, agreement_id)
    statement = _versions(standing).where(Rules.id == rules_id).execution_options(populate_existing=True)
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound
    (summary,) = await _summaries(session, caller, standing, [row], language)
    book = Rulebook.model_validate(row.Rules.content)
    names = await wording.names_in(session, [book])
    return RulesVersionOut(
        **dict(summary),
        content=book,
        clauses=wording.clauses(book, names, language),
        warnings=wording.warnings(standing.agreement.legal_form, book, language),
    )


async def check_rules(
    session: AsyncSession, caller: Caller, agreement_id: UUID, body: RulesTrial, language: Language
) -> RulesCheckOut:
    """What these rules would say and change, and what would refuse them; nothing is stored."""
    standing = await access.find(session, caller, agreement_id)
    form = standing.agreement.legal_form
    current = (await governing.in_force(session, standing.agreement, _day_read(standing))).book
    names = await wording.names_in(session, [current, body.content])
    among = await sharers(session, agreement_id)
    refused = wording.forbidden(form, body.content, among, language)
    return RulesCheckOut(
        allowed=not refused,
        forbidden=refused,
        warnings=wording.warnings(form, body.content, language),
        clauses=wording.clauses(body.content, names, language),
        differences=wording.differences(current, body.content, names, language),
    )


def _day_read(standing: Standing) -> date:
    left_on = standing.mine.left_on
    return left_on if standing.state == "left" and left_on is not None else clock.today()


def _readable(standing: Standing) -> ColumnElement[bool]:
    """Versions this party may read: all while it takes part, those of its time after it left.

    Before it accepts, what would bind it: the rules adopted, and in a draft those proposed.
    """
    of_agreement = Rules.agreement_id == standing.agreement.id
    if standing.state == "invited" and standing.agreement.state != "draft":
        return and_(of_agreement, Rules.state == "adopted")
    if standing.state == "left":
        return and_(
            of_agreement, func.date(func.timezone("Europe/Paris", Rules.created_at)) <= _day_read(standing)
        )
    return of_agreement


def _versions(standing: Standing) -> Any:
    """Versions with who proposed them, what they follow, and whether they are in force."""
    day = _day_read(standing)
    before = aliased(Rules)
    earlier = or_(
        Rules.state != "adopted",
        tuple_(before.in_force_from, before.number) < tuple_(Rules.in_force_from, Rules.number),
    )
    followed = (
        select(before.content)
        .where(
            before.agreement_id == Rules.agreement_id,
            before.state == "adopted",
            before.id != Rules.id,
            before.in_force_from <= func.coalesce(Rules.in_force_from, day),
            earlier,
        )
        .order_by(before.in_force_from.desc(), before.number.desc())
        .limit(1)
        .correlate(Rules)
        .scalar_subquery()
    )
    current = aliased(Rules)
    in_force_id = (
        select(current.id)
        .where(
            current.agreement_id == standing.agreement.id,
            current.state == "adopted",
            current.in_force_from <= day,
        )
        .order_by(current.in_force_from.desc(), current.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            Rules,
            Organisation.name.label("proposed_by_name"),
            followed.label("followed"),
            (Rules.id == in_force_id).label("in_force"),
        )
        .join(Organisation, Organisation.id == Rules.proposed_by)
        .where(_readable(standing))
    )


async def _summaries(
    session: AsyncSession, caller: Caller, standing: Standing, rows: Sequence[Row[Any]], language: Language
) -> list[RulesSummary]:
    books = [
        (governing.book_of(standing.agreement, row.followed), Rulebook.model_validate(row.Rules.content))
        for row in rows
    ]
    names = await wording.names_in(session, [book for pair in books for book in pair])
    return [
        _summary(row, wording.differences(before, after, names, language), standing, caller)
        for row, (before, after) in zip(rows, books, strict=True)
    ]


def _summary(
    row: Row[Any], differences: list[DifferenceOut], standing: Standing, caller: Caller
) -> RulesSummary:
    rules: Rules = row.Rules
    return RulesSummary(
        id=rules.id,
        agreement_id=rules.agreement_id,
        number=rules.number,
        state=rules.state,
        in_force=bool(row.in_force),
        in_force_from=rules.in_force_from,
        basis=rules.basis,
        decision_id=rules.decision_id,
        adopted_at=rules.adopted_at,
        note=rules.note,
        proposed_by_id=rules.proposed_by,
        proposed_by_name=row.proposed_by_name,
        created_at=rules.created_at,
        differences=differences,
        editable=_editable(rules, standing, caller),
        version=rules.version,
    )


def _editable(rules: Rules, standing: Standing, caller: Caller) -> bool:
    own = standing.leads or rules.proposed_by == caller.acting_for
    return rules.state == "draft" and own and _may_propose(standing, caller)


def _may_propose(standing: Standing, caller: Caller) -> bool:
    """In a draft its lead writes the rules; in force, any party proposes them."""
    allowed = "agreements.manage" in caller.permissions and standing.takes_part
    state = standing.agreement.state
    return allowed and (state == "active" or (state == "draft" and standing.leads))


async def _next(
    session: AsyncSession, caller: Caller, standing: Standing, day: date, language: Language
) -> RulesSummary | None:
    """The version adopted that comes into force next, for who will still be there."""
    if standing.state == "left":
        return None
    statement = (
        _versions(standing)
        .where(Rules.state == "adopted", Rules.in_force_from > day)
        .order_by(Rules.in_force_from, Rules.number.desc())
    )
    return await _first(session, caller, standing, statement, language)


async def _founding(
    session: AsyncSession, caller: Caller, standing: Standing, language: Language
) -> RulesSummary | None:
    if standing.agreement.state != "draft":
        return None
    statement = _versions(standing).where(Rules.state == "draft").order_by(Rules.number.desc())
    return await _first(session, caller, standing, statement, language)


async def _first(
    session: AsyncSession, caller: Caller, standing: Standing, statement: Any, language: Language
) -> RulesSummary | None:
    rows = (await session.execute(statement.limit(1))).all()
    found = await _summaries(session, caller, standing, rows, language)
    return found[0] if found else None
