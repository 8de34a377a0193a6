"""Request, approve, refuse and withdraw payments: above a threshold two organisations must agree."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import governing
from essaim.agreements.models import Party
from essaim.agreements.rulebook import ApprovalRule
from essaim.funds import access, rules
from essaim.funds.access import View
from essaim.funds.errors import (
    AboveProject,
    AlreadyApproved,
    AnotherPersonNeeded,
    BeneficiaryNotParty,
    BeneficiaryToName,
    NotYourRequest,
    OwnPayment,
    PaymentDecided,
    TooFewApprovers,
)
from essaim.funds.models import Approval, Payment, Project
from essaim.funds.queries import payments as queries
from essaim.funds.schemas import PaymentIn, PaymentOut, PaymentRefusal
from essaim.funds.service import money, projects
from essaim.funds.words import PAYMENT_STATES
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import NotFound
from essaim.kit.money import euros
from essaim.kit.text import Language
from essaim.ledger.models import Purpose
from essaim.ledger.service.posting import Move, account, post
from essaim.organisations.models import Organisation


async def request(
    session: AsyncSession, caller: Caller, fund_id: UUID, body: PaymentIn, language: Language
) -> PaymentOut:
    """Ask, and approve for one's own organisation unless it is the one paid.

    The fund is held: of two requests that cross the threshold together, the second sees the first. Allowed once the
    agreement has ended too: what was committed is owed.
    """
    view = await access.find_taking_part(session, caller, fund_id)
    await money.hold(session, view.fund.agreement_id)
    project = await projects.lock(session, fund_id, body.project_id)
    if project.submitted_at is None and project.organisation_id != view.me:
        raise NotFound
    projects.require_state(project, "committed")
    await _require_beneficiary(session, view, body)
    await _require_left(session, project, body.amount_cents)
    rule = (await governing.in_force(session, view.standing.agreement, clock.today())).book.approvals
    cumulated = await _cumulated(session, fund_id, rule) + body.amount_cents
    payment = Payment(
        agreement_id=view.fund.agreement_id,
        fund_id=fund_id,
        state="pending",
        approvals_needed=rules.approvals_needed(cumulated, rule.threshold_cents),
        cumulated_cents=cumulated,
        threshold_cents=rule.threshold_cents,
        window_days=rule.window_days,
        requested_by=caller.organisation_id,
        requested_by_person=caller.person_id,
        requested_at=clock.now(),
        **body.model_dump(),
    )
    await _require_approvers(session, payment)
    session.add(payment)
    await session.flush()
    if payment.beneficiary_id != view.me:
        await _approve(session, caller, payment, project)
    return await queries.read_in(session, view, payment.id, language)


async def approve(
    session: AsyncSession, caller: Caller, fund_id: UUID, payment_id: UUID, language: Language
) -> PaymentOut:
    """Approve for one's own organisation; the last approval needed posts the payment."""
    view, payment = await _pending(session, caller, fund_id, payment_id)
    if payment.beneficiary_id == view.me:
        raise OwnPayment
    project = await projects.lock(session, fund_id, payment.project_id)
    await _approve(session, caller, payment, project)
    return await queries.read_in(session, view, payment_id, language)


async def refuse(
    session: AsyncSession,
    caller: Caller,
    fund_id: UUID,
    payment_id: UUID,
    body: PaymentRefusal,
    language: Language,
) -> PaymentOut:
    view, payment = await _pending(session, caller, fund_id, payment_id)
    if payment.beneficiary_id == view.me:
        raise OwnPayment
    payment.state, payment.note = "refused", body.note
    await _decided(session, caller, payment)
    return await queries.read_in(session, view, payment_id, language)


async def withdraw(
    session: AsyncSession, caller: Caller, fund_id: UUID, payment_id: UUID, language: Language
) -> PaymentOut:
    view, payment = await _pending(session, caller, fund_id, payment_id)
    if payment.requested_by != view.me:
        raise NotYourRequest
    payment.state = "withdrawn"
    await _decided(session, caller, payment)
    return await queries.read_in(session, view, payment_id, language)


async def _pending(
    session: AsyncSession, caller: Caller, fund_id: UUID, payment_id: UUID
) -> tuple[View, Payment]:
    """A payment that awaits an approval, with its fund held: two last approvals come one after the other."""
    view = await access.find_taking_part(session, caller, fund_id)
    await money.hold(session, view.fund.agreement_id)
    statement = (
        select(Payment)
        .where(Payment.id == payment_id, Payment.fund_id == fund_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    payment = (await session.scalars(statement)).one_or_none()
    if payment is None:
        raise NotFound
    if payment.state != "pending":
        raise PaymentDecided(state=PAYMENT_STATES[payment.state], context={"state": payment.state})
    return view, payment


async def _approve(session: AsyncSession, caller: Caller, payment: Payment, project: Project) -> None:
    breaches = {
        "fund_approvals_pkey": AlreadyApproved(),
        "fund_approvals_person_key": AnotherPersonNeeded(),
        "fund_approvals_not_own": OwnPayment(),
    }
    async with refuse_if_violated(session, breaches):
        session.add(
            Approval(
                payment_id=payment.id,
                organisation_id=caller.organisation_id,
                agreement_id=payment.agreement_id,
                person_id=caller.person_id,
                approved_at=clock.now(),
            )
        )
    given = select(func.count()).select_from(Approval).where(Approval.payment_id == payment.id)
    if (await session.scalar(given) or 0) >= payment.approvals_needed:
        await _pay(session, caller, payment, project)


async def _pay(session: AsyncSession, caller: Caller, payment: Payment, project: Project) -> None:
    """From what is set aside to the outside, or to the means of the party that is paid."""
    if project.account_id is None:
        raise ValueError("The database lets no project be committed without its account.")
    purpose: Purpose = "world" if payment.beneficiary_id is None else "party"
    outside = await account(session, payment.agreement_id, purpose, organisation_id=payment.beneficiary_id)
    posted = await post(
        session,
        agreement_id=payment.agreement_id,
        kind="payment",
        description=f"{payment.payee}\u00a0: {payment.description}",
        occurred_on=clock.today(),
        moves=[Move(project.account_id, outside, payment.amount_cents)],
        reference=payment.reference,
        decision_id=project.decision_id,
    )
    payment.state, payment.transaction_id = "paid", posted.transaction_id
    await _decided(session, caller, payment)


async def _decided(session: AsyncSession, caller: Caller, payment: Payment) -> None:
    payment.decided_at = clock.now()
    payment.decided_by = caller.organisation_id
    payment.version += 1
    await session.flush()


async def _cumulated(session: AsyncSession, fund_id: UUID, rule: ApprovalRule) -> int:
    """Every payment that is pending, and those made in the window.

    Of payments made within one window, the last one asked for counts all the others: whatever way an amount is split,
    one part at least meets the threshold.
    """
    since = clock.now() - timedelta(days=rule.window_days)
    statement = select(func.coalesce(func.sum(Payment.amount_cents), 0)).where(
        Payment.fund_id == fund_id,
        or_(Payment.state == "pending", and_(Payment.state == "paid", Payment.decided_at >= since)),
    )
    return int(await session.scalar(statement) or 0)


async def _require_left(session: AsyncSession, project: Project, amount: int) -> None:
    """Payments that await an approval are counted as made."""
    pending = select(func.coalesce(func.sum(Payment.amount_cents), 0)).where(
        Payment.project_id == project.id, Payment.state == "pending"
    )
    left = await money.remaining(session, project) - int(await session.scalar(pending) or 0)
    if amount > left:
        raise AboveProject(left=euros(left), context={"left_cents": left})


async def _require_beneficiary(session: AsyncSession, view: View, body: PaymentIn) -> None:
    """An organisation of the agreement is named as such, or its name written as a supplier's would hide it."""
    statement = (
        select(Party.organisation_id, Organisation.name)
        .join(Organisation, Organisation.id == Party.organisation_id)
        .where(Party.agreement_id == view.fund.agreement_id, access.present_on(clock.today()))
    )
    if body.beneficiary_id is not None:
        if await session.scalar(statement.where(Party.organisation_id == body.beneficiary_id)) is None:
            raise BeneficiaryNotParty
        return
    key = func.french_key(" ".join(body.payee.split()))
    namesake = statement.where(
        or_(func.french_key(Organisation.name) == key, func.french_key(Organisation.short_name) == key)
    )
    row = (await session.execute(namesake.limit(1))).one_or_none()
    if row is not None:
        raise BeneficiaryToName(
            name=row.name, context={"beneficiary_id": str(row.organisation_id), "name": row.name}
        )


async def _require_approvers(session: AsyncSession, payment: Payment) -> None:
    statement = (
        select(func.count())
        .select_from(Party)
        .where(
            Party.agreement_id == payment.agreement_id,
            Party.state == "accepted",
            Party.role != "observer",
            Party.organisation_id.is_distinct_from(payment.beneficiary_id),
            access.present_on(clock.today()),
        )
    )
    able = await session.scalar(statement) or 0
    if able < payment.approvals_needed:
        raise TooFewApprovers(needed=payment.approvals_needed, able=able)
