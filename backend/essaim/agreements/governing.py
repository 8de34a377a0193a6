"""The rules that govern an agreement on a day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import profiles
from essaim.agreements.models import Agreement, Rules
from essaim.agreements.rulebook import LeavingRule, Rulebook


@dataclass(frozen=True, slots=True)
class InForce:
    """A rulebook and the version it is; without one, what the legal form says by default."""

    book: Rulebook
    rules_id: UUID | None
    number: int | None


async def in_force(session: AsyncSession, agreement: Agreement, day: date) -> InForce:
    """The last version adopted whose date has come, else the defaults of the legal form."""
    statement = (
        select(Rules)
        .where(Rules.agreement_id == agreement.id, Rules.state == "adopted", Rules.in_force_from <= day)
        .order_by(Rules.in_force_from.desc(), Rules.number.desc())
        .limit(1)
    )
    rules = (await session.scalars(statement)).one_or_none()
    if rules is None:
        return InForce(default_rulebook(agreement), None, None)
    return InForce(Rulebook.model_validate(rules.content), rules.id, rules.number)


def default_rulebook(agreement: Agreement) -> Rulebook:
    """What applies while the parties have adopted nothing else: the legal form and the terms of the agreement."""
    form = profiles.profile(agreement.legal_form)
    return Rulebook(
        exit=LeavingRule(
            timing=form.exit_rule,
            notice_months=max(agreement.notice_months, form.minimum_notice_months),
            repays_stake=form.can_repay is not False,
        ),
        confidentiality=agreement.confidentiality,
    )
