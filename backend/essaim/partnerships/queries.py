"""Promises of a partnership and their balance."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access
from essaim.agreements.access import Standing
from essaim.agreements.models import Commitment, Party, Side
from essaim.agreements.queries import party_out
from essaim.agreements.schemas import PartyOut
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.kit.pagination import PageQuery, fetch_page
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.organisations.models import Organisation
from essaim.partnerships import rules, words
from essaim.partnerships.schemas import AdditionOut, BalanceOut, CommitmentOut, SideOut


def may_write(commitment: Commitment, standing: Standing) -> bool:
    own = commitment.promiser_id == standing.mine.organisation_id
    return standing.agreement.state != "ended" and standing.takes_part and (standing.leads or own)


def _commitments_of(standing: Standing) -> Select[Commitment, str]:
    return (
        select(Commitment, Organisation.name.label("promiser_name"))
        .join(Organisation, Organisation.id == Commitment.promiser_id)
        .where(Commitment.agreement_id == standing.agreement.id)
    )


def commitment_out(
    commitment: Commitment, promiser_name: str, standing: Standing, language: Language
) -> CommitmentOut:
    value = rules.value_cents(commitment.quantity, commitment.measure, commitment.unit_value_cents)
    return CommitmentOut(
        id=commitment.id,
        side=commitment.side,
        promiser_id=commitment.promiser_id,
        promiser_name=promiser_name,
        title=commitment.title,
        unit=commitment.unit,
        quantity=commitment.quantity,
        measure=commitment.measure,
        measure_unit=commitment.measure_unit,
        measure_note=commitment.measure_note,
        unit_value_cents=commitment.unit_value_cents,
        valuation_source=commitment.valuation_source,
        accounting_treatment=commitment.accounting_treatment,
        due_on=commitment.due_on,
        value_cents=value,
        explanation=words.explain(commitment, value, language),
        editable=may_write(commitment, standing),
        version=commitment.version,
    )


async def list_commitments(
    session: AsyncSession, caller: Caller, partnership_id: UUID, page: PageQuery, language: Language
) -> Page[CommitmentOut]:
    standing = await access.find(session, caller, partnership_id, "partnership")
    rows, following = await fetch_page(
        session,
        _commitments_of(standing),
        key=(Commitment.side, Commitment.id),
        kinds=(str, UUID),
        page=page,
    )
    items = [commitment_out(row.Commitment, row.promiser_name, standing, language) for row in rows]
    return Page(items=items, next_cursor=following)


async def read_commitment(
    session: AsyncSession, standing: Standing, commitment_id: UUID, language: Language
) -> CommitmentOut:
    statement = _commitments_of(standing).where(Commitment.id == commitment_id)
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound
    return commitment_out(row.Commitment, row.promiser_name, standing, language)


async def read_balance(
    session: AsyncSession, caller: Caller, partnership_id: UUID, language: Language
) -> BalanceOut:
    """The balance of what both sides promise, with what would bring it within the tolerance."""
    standing = await access.find(session, caller, partnership_id, "partnership")
    parties = await _sides(session, caller, standing)
    rows = (await session.execute(_commitments_of(standing).order_by(Commitment.side, Commitment.id))).all()
    lines = [commitment_out(row.Commitment, row.promiser_name, standing, language) for row in rows]
    a = _side("a", parties, lines, language)
    b = _side("b", parties, lines, language)
    tolerance = standing.agreement.imbalance_tolerance_bp
    alert = not rules.is_within(a.value_cents, b.value_cents, tolerance)
    net = rules.net_cents(a.value_cents, b.value_cents)
    strong, weak = (a, b) if net >= 0 else (b, a)
    additions = _additions(strong, weak, tolerance) if alert else []
    missing = rules.missing_cents(strong.value_cents, weak.value_cents, tolerance)
    return BalanceOut(
        side_a=a,
        side_b=b,
        gap_cents=abs(net),
        net_cents=net,
        heavier_side=None if net == 0 else ("a" if strong is a else "b"),
        imbalance_bp=rules.imbalance_bp(a.value_cents, b.value_cents),
        tolerance_bp=tolerance,
        alert=alert,
        missing_cents=missing,
        additions=additions,
        advice=_advice(tolerance, weak, additions, missing, language) if alert else None,
        accounting_note=words.ACCOUNTING_NOTE.in_(language),
    )


async def _sides(session: AsyncSession, caller: Caller, standing: Standing) -> list[PartyOut]:
    """Parties on a side: accepted, left, or still invited."""
    statement = (
        select(Party, Organisation.name, Organisation.contracting_authority)
        .join(Organisation, Organisation.id == Party.organisation_id)
        .where(
            Party.agreement_id == standing.agreement.id,
            Party.side.is_not(None),
            Party.role != "observer",
            Party.state.in_(("invited", "accepted", "left")),
        )
        .order_by(Party.id)
    )
    return [party_out(party, caller, name, buyer) for party, name, buyer in await session.execute(statement)]


def _side(side: Side, parties: list[PartyOut], lines: list[CommitmentOut], language: Language) -> SideOut:
    here = [party for party in parties if party.side == side]
    promised = [line for line in lines if line.side == side]
    return SideOut(
        label=words.side_name(side, [party.organisation_name for party in here], language),
        parties=here,
        value_cents=sum(line.value_cents for line in promised),
        lines=promised,
    )


def _additions(strong: SideOut, weak: SideOut, tolerance_bp: int) -> list[AdditionOut]:
    found = [
        (
            line,
            rules.units_to_add(
                strong.value_cents,
                weak.value_cents,
                tolerance_bp,
                quantity=line.quantity,
                measure=line.measure,
                unit_value_cents=line.unit_value_cents,
            ),
        )
        for line in weak.lines
    ]
    return [
        AdditionOut(
            commitment_id=line.id,
            title=line.title,
            unit=line.unit,
            units=addition.units,
            units_exact=addition.exact,
            added_cents=addition.added_cents,
        )
        for line, addition in found
        if addition is not None
    ]


def _advice(
    tolerance_bp: int, weak: SideOut, additions: list[AdditionOut], missing_cents: int, language: Language
) -> str:
    ways = [
        words.add_units(addition.units, addition.units_exact, addition.unit, addition.title, language)
        for addition in additions[:3]
    ]
    return words.advice(tolerance_bp, weak.label, ways, missing_cents, language)
