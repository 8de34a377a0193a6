"""Lists of decisions, and what may be asked."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.agreements.governing import in_force
from essaim.agreements.models import Agreement, Party
from essaim.decisions import words
from essaim.decisions.access import require_reader, visible_to
from essaim.decisions.applied import rule_for
from essaim.decisions.models import Ballot, Decision, Proxy, Voter
from essaim.decisions.registry import all_effects, effect_of
from essaim.decisions.results import Result
from essaim.decisions.schemas import (
    AgreementRef,
    DecisionQuery,
    DecisionSummary,
    MatterOut,
    MattersOut,
    OrganisationRef,
)
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.ledger.access import sees_every_line
from essaim.organisations.models import Organisation


async def search(
    session: AsyncSession, caller: Caller, page: DecisionQuery, language: Language
) -> Page[DecisionSummary]:
    """Newest first."""
    if page.agreement_id is not None:
        require_reader(await agreements.find(session, caller, page.agreement_id))
    rows, cursor = await fetch_page(
        session,
        _told(caller).where(*_conditions(caller, page)),
        key=(Decision.id.expression,),
        kinds=(UUID,),
        page=page,
        descending=True,
    )
    return Page(items=[_summary(row, language) for row in rows], next_cursor=cursor)


def _told(caller: Caller) -> Any:
    of_decision = Voter.decision_id == Decision.id
    electors = select(func.count()).select_from(Voter).where(of_decision).scalar_subquery()
    voted = (
        select(func.count()).select_from(Ballot).where(Ballot.decision_id == Decision.id).scalar_subquery()
    )
    return (
        visible_to(caller)
        .join(Organisation, Organisation.id == Decision.proposed_by)
        .add_columns(
            Organisation.name.label("proposer_name"),
            electors.label("electors"),
            voted.label("voted"),
            awaits_ballot_of(caller).label("to_vote"),
        )
    )


def _conditions(caller: Caller, page: DecisionQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if page.agreement_id is not None:
        conditions.append(Decision.agreement_id == page.agreement_id)
    if page.subject_id is not None:
        conditions.append(Decision.subject_id == page.subject_id)
    if page.state is not None:
        conditions.append(Decision.state == page.state)
    if page.mine is not None:
        conditions.append(awaits_ballot_of(caller))
    return conditions


def awaits_ballot_of(caller: Caller) -> ColumnElement[bool]:
    """The vote runs, and this organisation has a ballot to cast: its own, or one it holds by proxy."""
    now, me = clock.now(), caller.organisation_id
    given = aliased(Proxy)
    held = aliased(Proxy)
    own = and_(_votes(me), ~_has_voted(me), ~exists().where(_live(given), given.giver_id == me))
    by_proxy = and_(
        _votes(me),
        exists().where(
            _live(held),
            held.holder_id == me,
            _votes(held.giver_id),
            ~_has_voted(held.giver_id),
        ),
    )
    return and_(
        Decision.state.in_(("convened", "open")),
        Decision.opens_at <= now,
        Decision.closes_at > now,
        Party.role != "observer",
        Agreement.state == "active",
        or_(own, by_proxy),
    )


def _votes(organisation: Any) -> ColumnElement[bool]:
    """In the electorate; before it is frozen, every party counts."""
    voter = aliased(Voter)
    listed = exists().where(voter.decision_id == Decision.id, voter.organisation_id == organisation)
    return or_(Decision.state == "convened", listed)


def _has_voted(organisation: Any) -> ColumnElement[bool]:
    ballot = aliased(Ballot)
    return exists().where(ballot.decision_id == Decision.id, ballot.organisation_id == organisation)


def _live(proxy: Any) -> ColumnElement[bool]:
    return and_(proxy.decision_id == Decision.id, proxy.revoked_at.is_(None))


def _summary(row: Row[Any], language: Language) -> DecisionSummary:
    decision: Decision = row.Decision
    agreement: Agreement = row.Agreement
    frozen = decision.opened_at is not None
    return DecisionSummary(
        id=decision.id,
        agreement=AgreementRef.model_validate(agreement),
        number=decision.number,
        title=decision.title,
        effect=decision.effect,
        effect_name=effect_of(decision.effect).name.in_(language),  # type: ignore[arg-type]
        state=decision.state,
        outcome=decision.outcome,
        ballot=decision.ballot,
        call=decision.call,
        opens_at=decision.opens_at,
        closes_at=decision.closes_at,
        closed_at=decision.closed_at,
        proposed_by=OrganisationRef(id=decision.proposed_by, name=row.proposer_name),
        electors=row.electors if frozen else None,
        voted=row.voted,
        to_vote=row.to_vote,
        result=told_result(decision, Standing(agreement, row.Party), language),
        effect_state=decision.effect_state,
        fictional=decision.fictional,
    )


def told_result(decision: Decision, standing: Standing, language: Language) -> str | None:
    if decision.result is None:
        return None
    result = Result.model_validate(decision.result)
    return words.result_sentence(result, language, shows_money=sees_every_line(standing))


async def matters(
    session: AsyncSession, caller: Caller, agreement_id: UUID, language: Language
) -> MattersOut:
    """What may be put to the vote in an agreement."""
    standing = await agreements.find(session, caller, agreement_id)
    require_reader(standing)
    voting = (await in_force(session, standing.agreement, clock.today())).book.voting
    return MattersOut(
        items=[
            MatterOut(
                matter=effect.matter,
                name=effect.name.in_(language),
                needs_subject=effect.needs_subject,
                rule=words.rule_sentences(rule_for(voting, effect.matter, 1), language),
            )
            for effect in all_effects()
        ]
    )
