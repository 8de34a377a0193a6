"""The savings of one round."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.text import Language
from essaim.purchases import access
from essaim.purchases.queries import savings as queries
from essaim.purchases.rules.savings import Term
from essaim.purchases.schemas.savings import SavingsOut, SavingsQuery
from essaim.purchases.service import readings
from essaim.purchases.service.savings import words
from essaim.purchases.service.savings.accounts import accounts_of, award_of, stage_of
from essaim.purchases.service.savings.network import network_of
from essaim.purchases.service.savings.telling import lot_out, member_out


async def of_round(
    session: AsyncSession,
    caller: Caller,
    round_id: UUID,
    chosen: SavingsQuery,
    language: Language,
    operation: str = "purchases.read_savings",
) -> SavingsOut:
    """The savings of a round, for a party that may read it."""
    view = await access.find(session, caller, round_id)
    awards = [award_of(view, row) for row in await queries.lots(session, round_id)]
    accounts = await accounts_of(session, view, awards)
    await readings.note(session, caller, view, operation, (one.organisation_id for one in accounts))
    stage = stage_of(view, awards)
    term = Term(view.round.starts_on, view.round.ends_on)
    return SavingsOut(
        round_id=view.round.id,
        number=view.round.number,
        title=view.round.title,
        state=stage,
        agreement_id=view.round.agreement_id,
        agreement_name=view.standing.agreement.name,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        days=term.days,
        lots=[lot_out(award, stage, language) for award in awards],
        members=[
            member_out(account, awards, term)
            for account in accounts
            if chosen.organisation_id in (None, account.organisation_id)
        ],
        network=await network_of(session, view, awards, accounts, term, language),
        method=[text.in_(language) for text in words.METHOD]
        + [words.TERM.in_(language).format(days=term.days)],
    )
