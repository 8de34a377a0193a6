"""Savings as they are answered."""

from collections.abc import Sequence

from essaim.kit.text import Language
from essaim.purchases.models import RoundState
from essaim.purchases.rules import savings as rules
from essaim.purchases.rules.savings import Bought, Term, Total
from essaim.purchases.schemas.savings import (
    LotSavingsOut,
    MemberSavingsOut,
    SavingsActualOut,
    SavingsForecastOut,
    SavingsLineOut,
    SavingsShareOut,
    SavingsSumOut,
)
from essaim.purchases.service.savings import words
from essaim.purchases.service.savings.accounts import Account, Award, Line


def lot_out(award: Award, stage: RoundState, language: Language) -> LotSavingsOut:
    missing = words.missing(stage, award.state)
    return LotSavingsOut(
        lot_id=award.lot.id,
        name=award.lot.name,
        state=award.state,
        supplier_name=award.supplier_name,
        missing=None if missing is None else missing.in_(language),
    )


def member_out(account: Account, awards: Sequence[Award], term: Term) -> MemberSavingsOut:
    lots = {award.lot.id: award.lot.name for award in awards}
    forecast, actual = account.forecast, account.actual
    lines = [_line_out(line, lots[line.item.lot_id]) for line in account.lines.values()]
    differences = [
        line.actual.difference_cents
        for line in lines
        if line.actual is not None and line.actual.difference_cents is not None
    ]
    return MemberSavingsOut(
        organisation_id=account.organisation_id,
        organisation_name=account.name,
        lines=lines,
        forecast=_sum_out(rules.total(forecast), term) if forecast else None,
        actual=_sum_out(rules.total(actual, account.rebate_cents), term) if actual else None,
        difference_cents=sum(differences) if actual else None,
    )


def _line_out(line: Line, lot_name: str) -> SavingsLineOut:
    stated = line.committed if line.committed is not None else line.result
    return SavingsLineOut(
        lot_id=line.item.lot_id,
        lot_name=lot_name,
        item_id=line.item.id,
        item_name=line.item.name,
        unit=line.item.unit,
        reference_price=None if stated is None else stated.reference_price,
        reference_source=None if stated is None else stated.reference_source,
        reference_on=None if stated is None else stated.reference_on,
        evidence_id=line.evidence_id,
        forecast=None if line.forecast is None else _forecast_out(line.forecast),
        actual=_actual_out(line),
    )


def _forecast_out(bought: Bought) -> SavingsForecastOut:
    return SavingsForecastOut(
        volume=bought.volume,
        reference_cents=bought.reference_cents,
        cents=bought.cents,
        gain_cents=bought.gain_cents,
        gain_bp=bought.gain_bp,
        alone_cents=bought.alone_cents,
        avoided_cents=bought.avoided_cents,
    )


def _actual_out(line: Line) -> SavingsActualOut | None:
    bought, result = line.actual, line.result
    if bought is None or result is None:
        return None
    volume_effect = rules.volume_effect(bought, result.committed_volume)
    gain, forecast = bought.gain_cents, None if line.forecast is None else line.forecast.gain_cents
    return SavingsActualOut(
        volume=bought.volume,
        delivered_volume=result.delivered_volume,
        reference_cents=bought.reference_cents,
        invoiced_cents=result.invoiced_cents,
        adjustment_cents=result.adjustment_cents,
        cents=bought.cents,
        gain_cents=gain,
        gain_bp=bought.gain_bp,
        volume_effect_cents=volume_effect,
        budget_effect_cents=None if gain is None or volume_effect is None else gain + volume_effect,
        difference_cents=None if gain is None or forecast is None else gain - forecast,
        alone_cents=bought.alone_cents,
        avoided_cents=bought.avoided_cents,
    )


def _sum_out(total: Total, term: Term) -> SavingsSumOut:
    net = total.net_gain_cents
    return SavingsSumOut(
        spend_cents=total.spend_cents,
        compared_cents=total.compared_cents,
        reference_cents=total.reference_cents,
        gain_cents=total.gain_cents,
        gain_bp=total.gain_bp,
        avoided_cents=total.avoided_cents,
        rebate_cents=total.rebate_cents,
        net_gain_cents=net,
        twelve_months_cents=term.on_twelve_months(net),
        years=[SavingsShareOut(year=year, days=days, cents=cents) for year, days, cents in term.by_year(net)],
    )
