"""Read funds and their figures."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import governing, profiles
from essaim.agreements.access import Standing
from essaim.funds import rules, words
from essaim.funds.access import View, find, visible_to
from essaim.funds.models import Fund
from essaim.funds.queries import money
from essaim.funds.queries.money import Holder, Pot
from essaim.funds.rules import Figures, Flow
from essaim.funds.schemas import (
    FigureOut,
    FiguresOut,
    FundOut,
    FundQuery,
    FundRulesOut,
    FundSummary,
    StakeOut,
)
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.ledger.models import Purpose

# Which accounts tell each figure.
BEHIND: dict[str, tuple[Purpose, ...]] = {
    "repayable": ("stake",),
    "yearly": ("common",),
    "committed": ("project",),
    "paid": ("project",),
    "released": ("project",),
    "reserved": ("project",),
    "repaid": ("payable",),
    "owed_to_leavers": ("stake", "payable"),
    "available": ("stake", "common"),
    "cash": ("stake", "common", "project", "payable"),
}
TOLD_TO_ALL = ("committed", "paid", "released", "reserved")
"""What projects were given and paid is voted and approved by the parties: it tells nobody's contribution."""


async def search(session: AsyncSession, caller: Caller, page: FundQuery) -> Page[FundSummary]:
    statement = visible_to(caller)
    if page.agreement_id is not None:
        statement = statement.where(Fund.agreement_id == page.agreement_id)
    rows, cursor = await fetch_page(
        session, statement, key=(Fund.id.expression,), kinds=(UUID,), page=page, descending=True
    )
    return Page(
        items=[_summary(View(row.Fund, Standing(row.Agreement, row.Party))) for row in rows],
        next_cursor=cursor,
    )


def _summary(view: View) -> FundSummary:
    return FundSummary(
        id=view.fund.id,
        agreement_id=view.fund.agreement_id,
        agreement_name=view.standing.agreement.name,
        name=view.fund.name,
        purpose=view.fund.purpose,
        leads=view.standing.leads,
        takes_part=view.standing.takes_part,
    )


async def read(session: AsyncSession, caller: Caller, fund_id: UUID, language: Language) -> FundOut:
    return await describe(session, await find(session, caller, fund_id), language)


async def describe(session: AsyncSession, view: View, language: Language) -> FundOut:
    day = view.until or clock.today()
    flows = await money.flows(session, view.fund.agreement_id, view.until)
    holders = await money.holders(session, view.fund.agreement_id, day)
    pots = await money.pots(session, view.fund.agreement_id)
    present = {holder.organisation_id for holder in holders if holder.present}
    stakes = [_stake(view, holder, flows, present, pots) for holder in holders]
    return FundOut(
        id=view.fund.id,
        agreement_id=view.fund.agreement_id,
        agreement_name=view.standing.agreement.name,
        confidentiality=view.standing.agreement.confidentiality,
        name=view.fund.name,
        purpose=view.fund.purpose,
        leads=view.standing.leads,
        takes_part=view.standing.takes_part,
        as_of=day,
        figures=_figures(view, rules.figures(flows, present), pots),
        mine=next(stake for stake in stakes if stake.organisation_id == view.me),
        stakes=stakes if view.sees_all else None,
        withheld=None if view.sees_all else words.WITHHELD.in_(language),
        rules=await _rules(session, view, day),
        version=view.fund.version,
        created_at=view.fund.created_at,
    )


def _figures(view: View, figures: Figures, pots: list[Pot]) -> FiguresOut:
    def figure(name: str) -> FigureOut:
        told = view.sees_all or name in TOLD_TO_ALL
        accounts = [
            pot.account_id
            for pot in pots
            if pot.purpose in BEHIND[name] and (told or pot.organisation_id == view.me)
        ]
        return FigureOut(cents=getattr(figures, name) if told else None, account_ids=accounts)

    return FiguresOut(**{name: figure(name) for name in BEHIND})


def _stake(view: View, holder: Holder, flows: list[Flow], present: set[UUID], pots: list[Pot]) -> StakeOut:
    position = rules.position(flows, holder.organisation_id)
    whole = sum(rules.position(flows, each).stake for each in present)
    told = view.sees_all and holder.present
    return StakeOut(
        organisation_id=holder.organisation_id,
        organisation_name=holder.name,
        present=holder.present,
        repayable_cents=position.repayable,
        yearly_cents=position.yearly,
        stake_cents=position.stake,
        share_bp=rules.share_bp(position.stake, whole) if told else None,
        account_id=next(
            (
                pot.account_id
                for pot in pots
                if pot.purpose == "stake" and pot.organisation_id == holder.organisation_id
            ),
            None,
        ),
    )


async def _rules(session: AsyncSession, view: View, day: date) -> FundRulesOut:
    agreement = view.standing.agreement
    governed = await governing.in_force(session, agreement, day)
    return FundRulesOut(
        rules_id=governed.rules_id,
        number=governed.number,
        consumption=governed.book.fund.consumption,
        threshold_cents=governed.book.approvals.threshold_cents,
        window_days=governed.book.approvals.window_days,
        repayable_allowed=profiles.profile(agreement.legal_form).can_repay is not False,
        late_release_to_leavers=governed.book.exit.late_release_to_leavers,
    )
