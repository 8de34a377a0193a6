"""Propose, change, withdraw and adopt versions of the rules of an agreement."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from essaim.agreements import access, governing, keys, limits, queries
from essaim.agreements.access import Standing
from essaim.agreements.errors import OnlyItsProposer, RulesNotProposed, RulesUnderVote
from essaim.agreements.models import Agreement, Party, Rules, RulesBasis
from essaim.agreements.rulebook import Rulebook
from essaim.agreements.schemas import RulesChange, RulesIn, RulesVersionOut
from essaim.agreements.service.acceptance import ask_anew, written
from essaim.agreements.service.locks import lock_rules
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import NotFound
from essaim.kit.etag import check_version
from essaim.kit.text import Language, Text

_STATES = {
    "draft": Text("proposée", "proposed"),
    "adopted": Text("adoptée", "adopted"),
    "withdrawn": Text("retirée", "withdrawn"),
}


async def propose(
    session: AsyncSession, caller: Caller, agreement_id: UUID, body: RulesIn, language: Language
) -> RulesVersionOut:
    """A version to be put to the vote; in a draft, the founding one, by its lead."""
    standing = await _may_write(session, caller, agreement_id)
    await lock_rules(session, agreement_id)
    await _require_possible(session, standing.agreement, body.content)
    if standing.agreement.state == "draft":
        await _withdraw_drafts(session, agreement_id)
        await _found(session, standing.agreement, body.content)
    last = await session.scalar(select(func.max(Rules.number)).where(Rules.agreement_id == agreement_id))
    rules = Rules(
        agreement_id=agreement_id,
        number=(last or 0) + 1,
        content=_stored(body.content),
        note=body.note,
        proposed_by=caller.organisation_id,
        proposed_by_person=caller.person_id,
    )
    session.add(rules)
    await session.flush()
    return await queries.read_version(session, caller, agreement_id, rules.id, language)


async def change(
    session: AsyncSession,
    caller: Caller,
    agreement_id: UUID,
    rules_id: UUID,
    version: int,
    body: RulesChange,
    language: Language,
) -> RulesVersionOut:
    """Change a proposal until a vote is convened on it."""
    standing, rules = await _own_proposal(session, caller, agreement_id, rules_id)
    check_version(rules.version, version)
    async with refuse_if_violated(session, {"agreement_rules_under_vote": RulesUnderVote()}):
        if "content" in body.model_fields_set and _stored(body.content) != rules.content:
            await _require_possible(session, standing.agreement, body.content)
            rules.content = _stored(body.content)
            if standing.agreement.state == "draft":
                await _found(session, standing.agreement, body.content)
        if "note" in body.model_fields_set:
            rules.note = body.note
        rules.version += 1
    return await queries.read_version(session, caller, agreement_id, rules_id, language)


async def withdraw(
    session: AsyncSession, caller: Caller, agreement_id: UUID, rules_id: UUID, language: Language
) -> RulesVersionOut:
    """Withdraw a proposal; in a draft, the parties are asked anew, since the rules they accepted are gone."""
    standing, rules = await _own_proposal(session, caller, agreement_id, rules_id)
    async with refuse_if_violated(session, {"agreement_rules_under_vote": RulesUnderVote()}):
        rules.state = "withdrawn"
        rules.version += 1
    if standing.agreement.state == "draft":
        await ask_anew(session, agreement_id)
        await written(session, standing.agreement)
    return await queries.read_version(session, caller, agreement_id, rules_id, language)


async def adopt_founding(session: AsyncSession, agreement: Agreement) -> None:
    """Adopt what the parties of a draft accepted, from the start of the agreement or today if it is yet to come."""
    await lock_rules(session, agreement.id)
    statement = (
        select(Rules)
        .where(Rules.agreement_id == agreement.id, Rules.state == "draft")
        .order_by(Rules.number.desc())
        .limit(1)
        .with_for_update()
    )
    rules = (await session.scalars(statement)).one_or_none()
    if rules is None:
        return
    limits.require_allowed(agreement.legal_form, Rulebook.model_validate(rules.content), at="/legal_form")
    adopt(rules, "founding", min(agreement.starts_on, clock.today()))
    # Written while the agreement is still a draft: the second wall lets the lead adopt nothing afterwards.
    await session.flush()


async def proposal(
    session: AsyncSession, agreement_id: UUID, rules_id: UUID, *, locked: bool = False
) -> Rules:
    """A version still proposed; refused once it is settled."""
    statement = (
        select(Rules)
        .where(Rules.id == rules_id, Rules.agreement_id == agreement_id)
        .execution_options(populate_existing=True)
    )
    rules = (await session.scalars(statement.with_for_update() if locked else statement)).one_or_none()
    if rules is None:
        raise NotFound
    if rules.state != "draft":
        raise RulesNotProposed(state=_STATES[rules.state])
    return rules


def adopt(rules: Rules, basis: RulesBasis, in_force_from: date, decision_id: UUID | None = None) -> None:
    rules.state = "adopted"
    rules.basis = basis
    rules.decision_id = decision_id
    rules.adopted_at = clock.now()
    rules.in_force_from = in_force_from
    rules.version += 1


def follow(agreement: Agreement, book: Rulebook) -> None:
    """What the agreement says itself of its rules, for the features that read it there."""
    agreement.confidentiality = book.confidentiality
    agreement.notice_months = book.exit.notice_months


async def binding(session: AsyncSession, agreement: Agreement) -> list[Rulebook]:
    """Rules that bind the terms: in force or adopted for later; in a draft, those proposed for it."""
    day = clock.today()
    current = await governing.version_in_force(session, agreement.id, day)
    proposed = Rules.state == "draft" if agreement.state == "draft" else Rules.in_force_from > day
    others = select(Rules).where(Rules.agreement_id == agreement.id, proposed)
    versions = [*([current] if current else []), *await session.scalars(others)]
    return [Rulebook.model_validate(version.content) for version in versions]


async def first_day(session: AsyncSession, agreement_id: UUID, wanted: date | None) -> date:
    """The first day rules adopted today may apply: later than any notice given, which stands under the former ones."""
    today = clock.today()
    leaving_today = select(Party.id).where(
        Party.agreement_id == agreement_id,
        or_(Party.notice_given_on == today, Party.excluded & (Party.left_on == today)),
    )
    leaving = await session.scalar(leaving_today.limit(1))
    earliest = today if leaving is None else today + timedelta(days=1)
    return max(wanted or earliest, earliest)


_BRING_INTO_FORCE = text("""
    UPDATE agreements a
    SET confidentiality = r.confidentiality, notice_months = r.notice_months, version = a.version + 1, updated_at = now()
    FROM (
        SELECT DISTINCT ON (agreement_id) agreement_id, content ->> 'confidentiality' AS confidentiality,
            CAST(content -> 'exit' ->> 'notice_months' AS integer) AS notice_months
        FROM agreement_rules WHERE state = 'adopted' AND in_force_from <= :today
        ORDER BY agreement_id, in_force_from DESC, number DESC
    ) r
    WHERE r.agreement_id = a.id AND a.state = 'active'
      AND (a.confidentiality, a.notice_months) <> (r.confidentiality, r.notice_months)
""")


async def bring_into_force(sessions: async_sessionmaker[AsyncSession]) -> None:
    """On the day of rules adopted for later, let the agreement follow them; as the owner, and once."""
    async with sessions() as session, session.begin():
        await session.execute(_BRING_INTO_FORCE, {"today": clock.today()})


async def _may_write(session: AsyncSession, caller: Caller, agreement_id: UUID) -> Standing:
    """Any party that takes part proposes; in a draft, its lead alone writes, and nobody accepts meanwhile."""
    standing = await access.find(session, caller, agreement_id)
    standing.require_taking_part()
    standing.require_not_ended()
    if standing.agreement.state == "draft":
        return await access.lock_as_lead(session, caller, agreement_id)
    return standing


async def _require_possible(session: AsyncSession, agreement: Agreement, book: Rulebook) -> None:
    """Allowed by the legal form, and possible to apply among the parties."""
    limits.require_allowed(agreement.legal_form, book)
    keys.require_workable(book, await queries.sharers(session, agreement.id))


async def _own_proposal(
    session: AsyncSession, caller: Caller, agreement_id: UUID, rules_id: UUID
) -> tuple[Standing, Rules]:
    """A proposal locked for a change by its proposer or the lead."""
    standing = await access.find(session, caller, agreement_id)
    found = select(Rules.proposed_by).where(Rules.id == rules_id, Rules.agreement_id == agreement_id)
    proposed_by = await session.scalar(found)
    if proposed_by is None:
        raise NotFound
    standing.require_taking_part()
    standing.require_not_ended()
    if not standing.leads and proposed_by != caller.organisation_id:
        raise OnlyItsProposer
    if standing.agreement.state == "draft":
        standing = await access.lock_as_lead(session, caller, agreement_id)
    await lock_rules(session, agreement_id)
    return standing, await proposal(session, agreement_id, rules_id, locked=True)


async def _withdraw_drafts(session: AsyncSession, agreement_id: UUID) -> None:
    """A draft has one founding version at a time."""
    drafts = select(Rules).where(Rules.agreement_id == agreement_id, Rules.state == "draft").with_for_update()
    for rules in await session.scalars(drafts):
        rules.state = "withdrawn"
        rules.version += 1


async def _found(session: AsyncSession, agreement: Agreement, book: Rulebook) -> None:
    """A draft follows the rules proposed for it at once, and its parties are asked anew."""
    follow(agreement, book)
    await ask_anew(session, agreement.id)
    await written(session, agreement)


def _stored(book: Rulebook) -> dict[str, Any]:
    return book.model_dump(mode="json")
