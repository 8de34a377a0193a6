"""Record what organisations bring, and reverse what was recorded by mistake."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import profiles
from essaim.agreements.errors import ContributionsIrrevocable
from essaim.agreements.models import Agreement, Party
from essaim.funds import access
from essaim.funds.errors import ContributionSpent, DateAhead, NotContributor
from essaim.funds.queries import contributions as queries
from essaim.funds.schemas import ContributionIn, ContributionOut, ContributionReversal
from essaim.funds.service.money import hold
from essaim.funds.words import IRREVOCABLE_BY, NO_RETURN
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.ledger.errors import AlreadyReversed, Overdraft
from essaim.ledger.models import Purpose
from essaim.ledger.service import posting
from essaim.ledger.service.posting import Move, account, post

POT_OF: dict[str, Purpose] = {"repayable": "stake", "yearly": "common"}


async def record(
    session: AsyncSession, caller: Caller, fund_id: UUID, body: ContributionIn
) -> ContributionOut:
    """From the party's own means to its stake, or to the common pot."""
    view = await access.find_as_lead(session, caller, fund_id)
    view.require_moving()
    agreement = view.standing.agreement
    if body.occurred_on > clock.today():
        raise DateAhead
    if body.kind == "repayable":
        require_repayable(agreement)
    await _require_taking_part(session, agreement.id, body.organisation_id)
    await hold(session, agreement.id)
    means = await account(session, agreement.id, "party", organisation_id=body.organisation_id)
    keeper = body.organisation_id if body.kind == "repayable" else None
    pot = await account(session, agreement.id, POT_OF[body.kind], organisation_id=keeper)
    posted = await post(
        session,
        agreement_id=agreement.id,
        kind="contribution",
        description=body.note or view.fund.name,
        occurred_on=body.occurred_on,
        moves=[Move(means, pot, body.amount_cents)],
        reference=body.reference,
    )
    return await queries.read(session, view, posted.transaction_id)


def require_repayable(agreement: Agreement) -> None:
    """Refuse a right of return where the legal form has none."""
    if profiles.profile(agreement.legal_form).can_repay is False:
        raise ContributionsIrrevocable(
            why=NO_RETURN, source=IRREVOCABLE_BY, context={"source": IRREVOCABLE_BY}
        )


async def _require_taking_part(session: AsyncSession, agreement_id: UUID, organisation_id: UUID) -> None:
    statement = select(Party.id).where(
        Party.agreement_id == agreement_id,
        Party.organisation_id == organisation_id,
        Party.state == "accepted",
        Party.role != "observer",
        access.present_on(clock.today()),
    )
    if await session.scalar(statement) is None:
        raise NotContributor


async def reverse(
    session: AsyncSession, caller: Caller, fund_id: UUID, contribution_id: UUID, body: ContributionReversal
) -> ContributionOut:
    """The exact opposite, once, while the money is still there."""
    view = await access.find_as_lead(session, caller, fund_id)
    contribution = await queries.read(session, view, contribution_id)
    if contribution.reversed:
        raise AlreadyReversed
    await hold(session, view.fund.agreement_id)
    try:
        await posting.reverse(
            session,
            agreement_id=view.fund.agreement_id,
            transaction_id=contribution_id,
            description=body.reason,
            occurred_on=clock.today(),
        )
    except Overdraft as spent:
        raise ContributionSpent from spent
    return await queries.read(session, view, contribution_id)
