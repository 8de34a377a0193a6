"""What leaving would mean for the organisation acted for, at any time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Uuid, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import governing
from essaim.agreements.access import Standing
from essaim.agreements.errors import NoticeTooShort, NotTakingPart
from essaim.agreements.governing import InForce
from essaim.agreements.models import Commitment, Party
from essaim.bookings.models import Booking, starts_at
from essaim.decisions.models import Decision
from essaim.exits import access, rules, words
from essaim.exits.errors import NoticeInPast
from essaim.exits.queries import planning
from essaim.exits.queries.planning import Leaver, Plan
from essaim.exits.queries.votes import votes_after
from essaim.exits.schemas import (
    BookingLost,
    CommitmentLeft,
    LostOut,
    OwedOut,
    PlannedInstalment,
    ProjectWithdrawn,
    RepaymentOut,
    ResourceWithdrawn,
    ShareOut,
    Simulation,
    SimulationQuery,
    UnitAmount,
    VoteLost,
    VotesOut,
)
from essaim.funds.models import Project
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.text import Language, Text
from essaim.ledger.access import sees_every_line
from essaim.ledger.models import Account
from essaim.ledger.service.posting import EUR
from essaim.organisations.models import Organisation
from essaim.partnerships.rules import value_cents
from essaim.resources.access import only_through
from essaim.resources.models import Resource, ResourceShare

SHOWN = 50


@dataclass(frozen=True, slots=True)
class _Days:
    """When: as announced, or as asked, with the rules that say the earliest day."""

    notice_on: date
    given: bool
    earliest_on: date
    leave_on: date
    why: Text

    @property
    def over_at(self) -> datetime:
        """The first instant after the last day."""
        return datetime.combine(self.leave_on + timedelta(days=1), time.min, clock.PARIS)


async def simulate(
    session: AsyncSession, caller: Caller, asked: SimulationQuery, language: Language
) -> Simulation:
    standing = await access.find(session, caller, asked.agreement_id)
    if standing.state != "accepted":
        raise NotTakingPart
    days = await _days(session, standing, asked)
    leaving = Leaver(standing.mine.organisation_id, days.notice_on, days.leave_on)
    plan = await planning.plan(session, standing.agreement, leaving)
    promised = await _commitments(session, standing, days)
    lost = await _lost(session, standing, days)
    shares = await _shares(session, standing) if sees_every_line(standing) else []
    votes = await _votes(session, standing, plan.rules)
    return Simulation(
        agreement_id=standing.agreement.id,
        agreement_name=standing.agreement.name,
        party_id=standing.mine.id,
        organisation_id=standing.mine.organisation_id,
        rules_number=plan.rules.number,
        notice_on=days.notice_on,
        notice_given=days.given,
        earliest_on=days.earliest_on,
        leave_on=days.leave_on,
        why=days.why.in_(language),
        owes=_owes(plan),
        gets_back=_gets_back(plan, language),
        net_cents=plan.repayment.repaid - plan.debt.owed,
        commitments=promised,
        lost=lost,
        shares=shares,
        shares_withheld=None if sees_every_line(standing) else words.SHARES_WITHHELD.in_(language),
        votes=votes,
        sentences=[said.in_(language) for said in _sentences(days, plan, promised, lost, shares, votes)],
    )


# When


async def _days(session: AsyncSession, standing: Standing, asked: SimulationQuery) -> _Days:
    mine = standing.mine
    if mine.left_on is not None:
        return _announced(standing, await _rules_on(session, standing, _notice_of(mine)))
    notice_on = asked.notice_on or clock.today()
    if notice_on < clock.today():
        raise NoticeInPast
    applied = await _rules_on(session, standing, notice_on)
    earliest = _earliest(standing, applied, notice_on)
    leave_on = asked.leave_on or earliest
    if leave_on < earliest:
        raise NoticeTooShort(earliest=words.day(earliest), context={"earliest": earliest.isoformat()})
    return _Days(notice_on, False, earliest, leave_on, _why(standing, applied, earliest))


async def _rules_on(session: AsyncSession, standing: Standing, day: date) -> InForce:
    return await governing.in_force(session, standing.agreement, day)


def _notice_of(mine: Party) -> date:
    return mine.notice_given_on or mine.left_on or clock.today()


def _announced(standing: Standing, applied: InForce) -> _Days:
    notice_on = _notice_of(standing.mine)
    earliest = _earliest(standing, applied, notice_on)
    leave_on = standing.mine.left_on or earliest
    return _Days(notice_on, True, earliest, leave_on, _why(standing, applied, earliest))


def _earliest(standing: Standing, applied: InForce, notice_on: date) -> date:
    return governing.earliest_exit_of(standing.mine, applied.book, standing.agreement, notice_on)


def _why(standing: Standing, applied: InForce, earliest: date) -> Text:
    if standing.mine.role == "observer":
        return words.OBSERVER
    return words.why(
        timing=applied.book.exit.timing,
        notice_months=applied.book.exit.notice_months,
        form=standing.agreement.legal_form,
        has_term=standing.agreement.term_ends_on is not None,
        earliest_on=earliest,
    )


# Money


def _owes(plan: Plan) -> OwedOut:
    return OwedOut(
        amount_cents=plan.debt.owed,
        later_cents=plan.debt.later,
        through=plan.through,
        other_units=[
            UnitAmount(unit=unit, amount=amount) for unit, amount in sorted(plan.book.due_elsewhere.items())
        ],
        account_ids=list(plan.book.dues),
    )


def _gets_back(plan: Plan, language: Language) -> RepaymentOut:
    if plan.why_not is not None:
        why = words.NOT_REPAID[plan.why_not]
    else:
        why = words.REPAID if plan.book.stake_cents else words.NO_STAKE
    return RepaymentOut(
        stake_cents=plan.book.stake_cents,
        repaid_cents=plan.repayment.repaid,
        kept_cents=plan.repayment.kept,
        why=why.in_(language),
        instalments=[PlannedInstalment.model_validate(each) for each in plan.instalments],
        account_ids=list(plan.book.stakes),
    )


async def _shares(session: AsyncSession, standing: Standing) -> list[ShareOut]:
    """Every stake, largest first: mine goes, the others stay what they are."""
    stakes = func.sum(Account.balance)
    statement = (
        select(Account.organisation_id, Organisation.name, stakes.label("stake"))
        .join(Organisation, Organisation.id == Account.organisation_id)
        .where(Account.agreement_id == standing.agreement.id, Account.purpose == "stake", Account.unit == EUR)
        .group_by(Account.organisation_id, Organisation.name)
        .having(stakes > 0)
        .order_by(stakes.desc(), Account.organisation_id)
    )
    rows = (await session.execute(statement)).all()
    me = standing.mine.organisation_id
    before = [int(row.stake) for row in rows]
    after = [0 if row.organisation_id == me else int(row.stake) for row in rows]
    return [
        ShareOut(
            organisation_id=row.organisation_id,
            organisation_name=row.name,
            mine=row.organisation_id == me,
            before_cents=held,
            before_bp=before_bp,
            after_cents=kept,
            after_bp=after_bp,
        )
        for row, held, kept, before_bp, after_bp in zip(
            rows, before, after, rules.shares_bp(before), rules.shares_bp(after), strict=True
        )
    ]


async def _votes(session: AsyncSession, standing: Standing, applied: InForce) -> VotesOut | None:
    """Votes that follow money would tell the others' contributions: only to who reads them."""
    if applied.book.voting.weighting == "contributions" and not sees_every_line(standing):
        return None
    before, after, mine = await votes_after(session, standing, applied.book.voting)
    return VotesOut(
        mine=mine,
        before=before.votes,
        after=after.votes,
        voters_before=before.voters,
        voters_after=after.voters,
    )


# What ends


async def _commitments(session: AsyncSession, standing: Standing, days: _Days) -> list[CommitmentLeft]:
    statement = (
        select(Commitment)
        .where(
            Commitment.agreement_id == standing.agreement.id,
            Commitment.promiser_id == standing.mine.organisation_id,
        )
        .order_by(Commitment.due_on.nulls_last(), Commitment.id)
        .limit(SHOWN)
    )
    return [
        CommitmentLeft(
            id=each.id,
            title=each.title,
            quantity=each.quantity,
            unit=each.unit,
            value_cents=value_cents(each.quantity, each.measure, each.unit_value_cents),
            due_on=each.due_on,
            due_before_leaving=each.due_on is not None and each.due_on <= days.leave_on,
        )
        for each in await session.scalars(statement)
    ]


async def _lost(session: AsyncSession, standing: Standing, days: _Days) -> LostOut:
    return LostOut(
        votes=await _votes_lost(session, standing, days),
        bookings=await _bookings_lost(session, standing, days),
        resources=await _resources_withdrawn(session, standing),
        projects=await _projects_withdrawn(session, standing),
    )


async def _votes_lost(session: AsyncSession, standing: Standing, days: _Days) -> list[VoteLost]:
    statement = (
        select(Decision.id, Decision.title, Decision.closes_at)
        .where(
            Decision.agreement_id == standing.agreement.id,
            Decision.state.in_(("convened", "open")),
            Decision.closes_at >= days.over_at,
        )
        .order_by(Decision.closes_at, Decision.id)
        .limit(SHOWN)
    )
    return [
        VoteLost(decision_id=row.id, title=row.title, closes_at=row.closes_at)
        for row in await session.execute(statement)
    ]


async def _bookings_lost(session: AsyncSession, standing: Standing, days: _Days) -> list[BookingLost]:
    me = standing.mine.organisation_id
    statement = (
        select(Booking.id, Resource.name, starts_at.label("starts_at"))
        .join(Resource, Resource.id == Booking.resource_id)
        .where(
            Booking.organisation_id == me,
            Booking.state.in_(("requested", "confirmed")),
            starts_at >= days.over_at,
            only_through(literal(me, Uuid), literal(standing.agreement.id, Uuid)),
        )
        .order_by(starts_at, Booking.id)
        .limit(SHOWN)
    )
    return [
        BookingLost(booking_id=row.id, resource_name=row.name, starts_at=row.starts_at)
        for row in await session.execute(statement)
    ]


async def _resources_withdrawn(session: AsyncSession, standing: Standing) -> list[ResourceWithdrawn]:
    statement = (
        select(Resource.id, Resource.name)
        .join(ResourceShare, ResourceShare.resource_id == Resource.id)
        .where(
            Resource.organisation_id == standing.mine.organisation_id,
            ResourceShare.agreement_id == standing.agreement.id,
        )
        .order_by(Resource.sort_key, Resource.id)
        .limit(SHOWN)
    )
    return [ResourceWithdrawn(resource_id=row.id, name=row.name) for row in await session.execute(statement)]


async def _projects_withdrawn(session: AsyncSession, standing: Standing) -> list[ProjectWithdrawn]:
    statement = (
        select(Project.id, Project.title)
        .where(
            Project.agreement_id == standing.agreement.id,
            Project.organisation_id == standing.mine.organisation_id,
            Project.state.in_(("draft", "submitted", "conditional")),
        )
        .order_by(Project.id)
        .limit(SHOWN)
    )
    return [ProjectWithdrawn(project_id=row.id, title=row.title) for row in await session.execute(statement)]


# In words


def _sentences(
    days: _Days,
    plan: Plan,
    promised: Sequence[CommitmentLeft],
    lost: LostOut,
    shares: Sequence[ShareOut],
    votes: VotesOut | None,
) -> list[Text]:
    told: list[Text | None] = [
        words.leaving(days.notice_on, days.leave_on, days.earliest_on, given=days.given, reason=days.why),
        words.owing(plan.debt.owed, plan.debt.later, plan.through),
        words.getting_back(plan.book.stake_cents, plan.repayment.repaid, plan.instalments, plan.why_not),
        _shares_in_words(shares),
        words.votes(votes.before, votes.after, votes.mine, days.leave_on) if votes and votes.mine else None,
        words.lost(
            len(lost.bookings),
            len(lost.resources),
            len(lost.projects),
            len(lost.votes),
            sum(each.due_before_leaving for each in promised),
        ),
        words.READING_KEPT,
    ]
    return [each for each in told if each is not None]


def _shares_in_words(shares: Sequence[ShareOut]) -> Text | None:
    mine = next((each for each in shares if each.mine), None)
    if mine is None:
        return None
    others = [(each.organisation_name, each.before_bp, each.after_bp) for each in shares if not each.mine]
    return words.shares(mine.before_bp, others)
