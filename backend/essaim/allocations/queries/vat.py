"""Read VAT opinions: the conclusion and its reasons to the parties, the situation of each member to whom it may concern."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Select, Text, and_, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.agreements.models import Agreement, Party
from essaim.allocations.access import enter, has_joined
from essaim.allocations.errors import SharingForParties
from essaim.allocations.models import Allocation, AllocationMember, VatOpinion, VatOpinionMember
from essaim.allocations.rules.vat import WHOLE_BP, Parameters
from essaim.allocations.schemas.vat import (
    VatFactsOut,
    VatFindingOut,
    VatMemberOut,
    VatOpinionOut,
    VatOpinionQuery,
    VatOpinionSummary,
    VatParametersOut,
)
from essaim.allocations.words import vat as vat_words
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.ledger.access import sees_every_line
from essaim.ledger.rules import CONTRIBUTORS
from essaim.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Reader:
    """How far a party reads opinions."""

    standing: Standing

    @property
    def me(self) -> UUID:
        return self.standing.mine.organisation_id

    @property
    def until(self) -> date | None:
        """The last day it reads, once it left."""
        return (self.standing.mine.left_on or date.min) if self.standing.state == "left" else None

    @property
    def sees_every_member(self) -> bool:
        return sees_every_line(self.standing)

    def reads_conclusion(self, members: int) -> bool:
        """Among a few, what is said of all members together says what another one is."""
        others = members - 1
        return self.sees_every_member or others >= CONTRIBUTORS[self.standing.agreement.confidentiality]


async def search(
    session: AsyncSession, caller: Caller, page: VatOpinionQuery, language: Language
) -> Page[VatOpinionSummary]:
    """The newest first."""
    reader = Reader(await enter(session, caller, page.agreement_id))
    statement: Select[Any] = select(VatOpinion).where(VatOpinion.agreement_id == page.agreement_id)
    if reader.until is not None:
        statement = statement.where(VatOpinion.given_on <= reader.until)
    rows, cursor = await fetch_page(
        session, statement, key=(VatOpinion.id.expression,), kinds=(UUID,), page=page, descending=True
    )
    return Page(items=[_summary(row.VatOpinion, reader, language) for row in rows], next_cursor=cursor)


def _summary(opinion: VatOpinion, reader: Reader, language: Language) -> VatOpinionSummary:
    told = reader.reads_conclusion(_members_of(opinion))
    return VatOpinionSummary(
        id=opinion.id,
        agreement_id=opinion.agreement_id,
        given_on=opinion.given_on,
        starts_on=opinion.starts_on,
        ends_on=opinion.ends_on,
        conclusion=opinion.conclusion if told else None,
        conclusion_words=_concluded(opinion, told, language),
    )


def _concluded(opinion: VatOpinion, told: bool, language: Language) -> str:
    words = vat_words.CONCLUSIONS[opinion.conclusion] if told else vat_words.CONCLUSION_WITHHELD
    return words.in_(language)


def _members_of(opinion: VatOpinion) -> int:
    (found,) = (finding for finding in opinion.findings if finding["question"] == "members")
    return int(found["figures"]["members"])


async def read(session: AsyncSession, caller: Caller, opinion_id: UUID, language: Language) -> VatOpinionOut:
    statement = (
        agreements.visible_to(caller)
        .join(VatOpinion, VatOpinion.agreement_id == Agreement.id)
        .add_columns(VatOpinion)
        .where(VatOpinion.id == opinion_id)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound
    reader = Reader(Standing(row.Agreement, row.Party))
    if not has_joined(reader.standing):
        raise SharingForParties
    opinion: VatOpinion = row.VatOpinion
    if reader.until is not None and opinion.given_on > reader.until:
        raise NotFound
    return await describe(session, opinion, reader, language)


async def describe(
    session: AsyncSession, opinion: VatOpinion, reader: Reader, language: Language
) -> VatOpinionOut:
    told = reader.reads_conclusion(_members_of(opinion))
    parameters = _parameters(opinion.parameters)
    return VatOpinionOut(
        id=opinion.id,
        agreement_id=opinion.agreement_id,
        agreement_name=reader.standing.agreement.name,
        given_on=opinion.given_on,
        starts_on=opinion.starts_on,
        ends_on=opinion.ends_on,
        conclusion=opinion.conclusion if told else None,
        conclusion_words=_concluded(opinion, told, language),
        caution=vat_words.caution(opinion.given_on, parameters).in_(language),
        facts=VatFactsOut(**opinion.questions),
        findings=[_finding(found, reader, told, language) for found in opinion.findings],
        members=await _members(session, opinion, reader),
        withheld=_withheld(reader, language),
        parameters=VatParametersOut.model_validate(parameters),
        asked_by=opinion.asked_by,
        asked_by_name=await session.scalar(
            select(Organisation.name).where(Organisation.id == opinion.asked_by)
        )
        or "",
        asked_at=opinion.asked_at,
        fictional=opinion.fictional,
    )


def _parameters(stored: dict[str, Any]) -> Parameters:
    return Parameters(**{**stored, "valid_from": date.fromisoformat(stored["valid_from"])})


def _withheld(reader: Reader, language: Language) -> str | None:
    if reader.standing.leads:
        return None
    words = vat_words.WITHHELD if reader.sees_every_member else vat_words.WITHHELD_ALL
    return words.in_(language)


def _finding(found: dict[str, Any], reader: Reader, told: bool, language: Language) -> VatFindingOut:
    """`told`: whether what is said of all members together may be read."""
    question, case, figures = found["question"], found["case"], found["figures"]
    counts_others = question in ("members", "exact_sums")
    hidden = counts_others and not told
    if hidden or (counts_others and not reader.sees_every_member):
        answer = vat_words.NOT_TOLD
    else:
        answer = vat_words.answer(question, case, figures)
    consequence = vat_words.CONCLUSION_WITHHELD if hidden else vat_words.consequence(question, case, figures)
    return VatFindingOut(
        question=question,
        question_words=vat_words.QUESTIONS[question].in_(language),
        level=None if hidden else found["level"],
        answer=answer.in_(language),
        consequence=consequence.in_(language),
        source=vat_words.SOURCES[question].in_(language),
    )


async def _members(session: AsyncSession, opinion: VatOpinion, reader: Reader) -> list[VatMemberOut]:
    statement = (
        select(VatOpinionMember, Organisation.name)
        .join(Organisation, Organisation.id == VatOpinionMember.organisation_id)
        .where(VatOpinionMember.opinion_id == opinion.id)
        .order_by(VatOpinionMember.position)
    )
    if not reader.sees_every_member:
        statement = statement.where(VatOpinionMember.organisation_id == reader.me)
    return [_member(line, name, reader) for line, name in (await session.execute(statement)).all()]


def _member(line: VatOpinionMember, name: str, reader: Reader) -> VatMemberOut:
    told = reader.standing.leads or line.organisation_id == reader.me
    return VatMemberOut(
        organisation_id=line.organisation_id,
        organisation_name=name,
        taxable_share_bp=line.taxable_share_bp if told else None,
        valid_on=line.valid_on if told else None,
        source=line.source if told else None,
        finding=line.finding,
    )


# What an opinion is made of, read by the lead that asks for it


@dataclass(frozen=True, slots=True)
class Declared:
    """A member, and its latest share of taxable revenue known on a day; none when it stated nothing."""

    organisation_id: UUID
    taxable_share_bp: int | None
    valid_on: date | None
    source: str | None


async def declared(
    session: AsyncSession, agreement_id: UUID, starts_on: date, ends_on: date, known_on: date
) -> list[Declared]:
    """Members that took part during the period, by their date of entry."""
    latest = (
        func.key_figures(agreement_id, literal(["taxable_share"], ARRAY(Text)), known_on)
        .table_valued("organisation_id", "value", "valid_on", "source")
        .alias("latest")
    )
    statement = (
        select(Party.organisation_id, latest.c.value, latest.c.valid_on, latest.c.source)
        .join(Organisation, Organisation.id == Party.organisation_id)
        .outerjoin(latest, latest.c.organisation_id == Party.organisation_id)
        .where(
            Party.agreement_id == agreement_id,
            Party.role != "observer",
            or_(
                Party.state.in_(("accepted", "left")),
                and_(Party.state == "requested", Party.left_on.is_not(None)),
            ),
            Party.joined_on <= ends_on,
            or_(Party.left_on.is_(None), Party.left_on >= starts_on),
        )
        .order_by(Party.joined_on, Organisation.sort_key, Organisation.id)
    )
    return [
        Declared(organisation, share if share is not None and share <= WHOLE_BP else None, valid_on, source)
        for organisation, share, valid_on, source in (await session.execute(statement)).all()
    ]


async def last_actual_run(
    session: AsyncSession, agreement_id: UUID, starts_on: date, ends_on: date
) -> Allocation | None:
    """The last run of actual costs posted for some of the period."""
    statement = (
        select(Allocation)
        .where(
            Allocation.agreement_id == agreement_id,
            Allocation.stage == "actual",
            Allocation.state == "posted",
            Allocation.starts_on <= ends_on,
            Allocation.ends_on >= starts_on,
        )
        .order_by(Allocation.ends_on.desc(), Allocation.posted_at.desc())
        .limit(1)
    )
    return (await session.scalars(statement)).one_or_none()


async def runs_of_the_same_costs(session: AsyncSession, run: Allocation) -> list[UUID]:
    """The run, its budget, and the runs they replaced: what was billed for these costs was billed under one of them."""
    found, waiting = set[UUID](), {run.id}
    while waiting:
        found |= waiting
        statement = select(Allocation.budget_id, Allocation.replaces_id).where(Allocation.id.in_(waiting))
        rows = (await session.execute(statement)).all()
        waiting = {one for row in rows for one in row if one is not None} - found
    return sorted(found)


async def shares_of(session: AsyncSession, run: Allocation) -> dict[UUID, int]:
    """Cents of each member of a run."""
    statement = select(AllocationMember.organisation_id, AllocationMember.cents).where(
        AllocationMember.allocation_id == run.id
    )
    rows = (await session.execute(statement)).all()
    return {row.organisation_id: row.cents for row in rows}
