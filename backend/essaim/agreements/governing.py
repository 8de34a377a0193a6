"""The rules that govern an agreement on a day."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import profiles
from essaim.agreements.models import Agreement, Party, Rules
from essaim.agreements.rulebook import LeavingRule, Rulebook
from essaim.agreements.rules import Terms, earliest_exit


@dataclass(frozen=True, slots=True)
class InForce:
    """A rulebook and the version it is; without one, what the legal form says by default."""

    book: Rulebook
    rules_id: UUID | None
    number: int | None


async def in_force(session: AsyncSession, agreement: Agreement, day: date) -> InForce:
    """The last version adopted whose date has come, else the defaults of the legal form.

    A party leaves under the rules of the day of its notice: no version adopted that day or later applies to it.
    """
    rules = await version_in_force(session, agreement.id, day)
    if rules is None:
        return InForce(default_rulebook(agreement), None, None)
    return InForce(Rulebook.model_validate(rules.content), rules.id, rules.number)


async def version_in_force(session: AsyncSession, agreement_id: UUID, day: date) -> Rules | None:
    """The version adopted that applies on a day; null while the legal form's defaults do."""
    statement = (
        select(Rules)
        .where(Rules.agreement_id == agreement_id, Rules.state == "adopted", Rules.in_force_from <= day)
        .order_by(Rules.in_force_from.desc(), Rules.number.desc())
        .limit(1)
    )
    return (await session.scalars(statement)).one_or_none()


def columns_in_force(day: date) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """`rules_content` and `rules_number` in force, beside the agreement at hand: no statement of their own."""
    applies = (
        Rules.agreement_id == Agreement.id,
        Rules.state == "adopted",
        Rules.in_force_from <= day,
    )
    latest = (Rules.in_force_from.desc(), Rules.number.desc())
    content, number = (
        select(column).where(*applies).order_by(*latest).limit(1).correlate(Agreement).scalar_subquery()
        for column in (Rules.content, Rules.number)
    )
    return content.label("rules_content"), number.label("rules_number")


def book_of(agreement: Agreement, content: dict[str, Any] | None) -> Rulebook:
    """A rulebook as stored, or by default."""
    return default_rulebook(agreement) if content is None else Rulebook.model_validate(content)


def default_rulebook(agreement: Agreement) -> Rulebook:
    """What applies while the parties have adopted nothing else: the legal form and the terms of the agreement."""
    form = profiles.profile(agreement.legal_form)
    free = form.exit_rule == "any_time"
    return Rulebook(
        exit=LeavingRule(
            timing=form.exit_rule,
            notice_months=0 if free else max(agreement.notice_months, form.minimum_notice_months),
            repays_stake=form.can_repay is not False,
        ),
        confidentiality=agreement.confidentiality,
    )


def terms_of(agreement: Agreement) -> Terms:
    return Terms(
        starts_on=agreement.starts_on,
        term_ends_on=agreement.term_ends_on,
        renewal_months=agreement.renewal_months,
        maximum_renewals=agreement.maximum_renewals,
        notice_months=agreement.notice_months,
    )


def earliest_exit_of(party: Party, book: Rulebook, agreement: Agreement, day: date) -> date:
    """The earliest last day of a party that gives notice on a day, by these rules. An observer leaves at once."""
    if party.role == "observer":
        return day
    terms = replace(terms_of(agreement), notice_months=book.exit.notice_months)
    return earliest_exit(book.exit.timing, terms, day)
