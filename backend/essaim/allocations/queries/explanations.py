"""Everything that explains what one organisation pays."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.plain.numbers import grouped, say
from essaim.allocations import words
from essaim.allocations.access import View
from essaim.allocations.models import AllocationMember, CostLine, Share
from essaim.allocations.queries import inputs, members, shares
from essaim.allocations.queries.lines import may_tell
from essaim.allocations.queries.proofs import certificate_out, names_in
from essaim.allocations.schemas.shares import (
    ArrivalOut,
    ComparisonOut,
    ExplanationOut,
    LineExplanationOut,
    PartOut,
    SliceOut,
)
from essaim.allocations.words import explaining
from essaim.kit.errors import NotFound
from essaim.kit.money import euros
from essaim.kit.text import Language, Text


async def read(
    session: AsyncSession, view: View, organisation_id: UUID, language: Language
) -> ExplanationOut:
    """Not found for an organisation that has no share, or whose share this party may not read."""
    if not view.reads(organisation_id):
        raise NotFound
    shares.require_computed(view)
    member = next(
        (one for one in await inputs.members(session, view.run.id) if one.organisation_id == organisation_id),
        None,
    )
    if member is None:
        raise NotFound
    lines = await inputs.lines(session, view.run.id)
    kept = (await shares.of_members(session, view.run.id, [organisation_id]))[organisation_id]
    name = (await members.names(session, {organisation_id}))[organisation_id]
    compared = _comparison(lines, kept)
    proof = view.run.certificate
    certificate = certificate_out(view, proof, await names_in(session, [proof]), language)
    assert certificate is not None  # noqa: S101 - a computed run has one
    return ExplanationOut(
        allocation_id=view.run.id,
        organisation_id=organisation_id,
        organisation_name=name,
        is_mine=organisation_id == view.me,
        title=view.run.title,
        stage=view.run.stage,
        state=view.run.state,
        starts_on=view.run.starts_on,
        ends_on=view.run.ends_on,
        days_present=member.days_present,
        days=member.days,
        cents=member.cents,
        called_cents=member.called_cents,
        balance_cents=member.cents - member.called_cents,
        comparison=compared,
        lines=[_line(view, line, kept[line.id], language) for line in lines],
        certificate=certificate,
        hash=view.run.hash or "",
        sentences=[text.in_(language) for text in _sentences(view, member, name, compared)],
    )


def _comparison(lines: Sequence[CostLine], kept: Mapping[UUID, Share]) -> ComparisonOut | None:
    priced = [kept[line.id] for line in lines if kept[line.id].alone_cents is not None]
    if not priced:
        return None
    alone = sum(share.alone_cents or 0 for share in priced)
    paid = sum(share.cents for share in priced)
    return ComparisonOut(
        alone_cents=alone,
        share_cents=paid,
        saved_cents=alone - paid,
        saved_bp=_saved_bp(alone, paid),
        lines_compared=len(priced),
        lines_count=len(lines),
    )


def _saved_bp(alone: int | None, paid: int) -> int | None:
    return words.basis_points(Fraction(alone - paid, alone)) if alone else None


def _sentences(view: View, member: AllocationMember, name: str, compared: ComparisonOut | None) -> list[Text]:
    told = explaining.whole(
        name,
        alone=None if compared is None else compared.alone_cents,
        share=member.cents if compared is None else compared.share_cents,
        compared=0 if compared is None else compared.lines_compared,
        count=0 if compared is None else compared.lines_count,
        days=(member.days_present, member.days),
    )
    if view.run.stage == "actual":
        told += explaining.balance(member.called_cents, member.cents - member.called_cents)
    return told


def _line(view: View, line: CostLine, share: Share, language: Language) -> LineExplanationOut:
    told = may_tell(view, line)
    rule = (line.key or {}).get("rule", "parts")
    parts = [part for part in share.parts if part["by"] != "slice"]
    arrival = None
    if share.least_cents is not None and share.most_cents is not None:
        arrival = (share.least_cents, share.most_cents)
    # Levels are the prices of others: where lines are not open, neither slices nor the range of an arrival are told.
    shows = view.sees_all or (line.basis == "tiers" and told)
    sentences = explaining.line(
        rule,
        parts,
        count=(line.certificate or {}).get("contributors", 0),
        told=told,
        arrival=arrival if shows else None,
    )
    return LineExplanationOut(
        line_id=line.id,
        name=line.name,
        key_name=line.key_name,
        rule=rule,
        basis=line.basis,
        amount_cents=line.amount_cents if told else None,
        cents=share.cents,
        alone_cents=share.alone_cents,
        saved_cents=None if share.alone_cents is None else share.alone_cents - share.cents,
        saved_bp=_saved_bp(share.alone_cents, share.cents),
        parts=[_part(part, told=told) for part in parts],
        arrival=ArrivalOut(least_cents=arrival[0], most_cents=arrival[1]) if arrival and shows else None,
        slices=[_slice(one, line.basis, language) for one in share.parts if one["by"] == "slice"]
        if shows
        else [],
        sentences=[text.in_(language) for text in sentences],
    )


def _part(part: dict[str, Any], *, told: bool) -> PartOut:
    whole = Fraction(part["whole"]) if part["whole"] is not None else Fraction(0)
    ratio = Fraction(part["weight"]) / whole if told and whole else None
    return PartOut(
        by=part["by"],
        code=part["code"],
        weight_bp=part["weight_bp"],
        amount_cents=part["amount"] if told else None,
        value=part["value"],
        unit=part["unit"],
        weight=part["weight"],
        whole=part["whole"] if told else None,
        ratio=None if ratio is None else str(ratio),
        ratio_bp=None if ratio is None else words.basis_points(ratio),
        cents=part["cents"],
        # Which cent was left over says something of the others' fractions.
        rounded_up=part["rounded_up"],
    )


def _slice(one: dict[str, Any], basis: str, language: Language) -> SliceOut:
    return SliceOut(
        label=_label(one, basis).in_(language),
        cost_cents=one["cost"],
        members_count=one["members"],
        cents=one["cents"],
    )


def _label(one: dict[str, Any], basis: str) -> Text:
    if basis == "levels":
        return say(
            Text("De {low} à {high}", "From {low} to {high}"), low=euros(one["start"]), high=euros(one["end"])
        )
    if one["unit_price"] is None:
        return Text("Forfait", "Fixed price")
    price = euros(one["unit_price"])
    if one["end"] is None:
        beyond = Text("Au-delà de {low} unités, à {price}", "Beyond {low} units, at {price}")
        return say(beyond, low=grouped(one["start"]), price=price)
    between = Text("De {low} à {high} unités, à {price}", "From {low} to {high} units, at {price}")
    return say(between, low=grouped(one["start"]), high=grouped(one["end"]), price=price)
