"""Every read of agreements. Each starts at what the caller may see."""

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Row, ScalarSelect, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements import access, profiles, words
from essaim.agreements.access import Standing
from essaim.agreements.models import Agreement, Document, Kind, LegalFormCode, Party
from essaim.agreements.rules import Terms, earliest_exit, term_on
from essaim.agreements.schemas import (
    AgreementOut,
    AgreementQuery,
    AgreementSummary,
    DocumentOut,
    DocumentQuery,
    LegalFormOut,
    LegalForms,
    PartyOut,
    PartyQuery,
    TermOut,
)
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.organisations.models import Organisation

PARTIES_SHOWN = 100

View = TypeVar("View", bound=AgreementOut)


def terms_of(agreement: Agreement) -> Terms:
    return Terms(
        starts_on=agreement.starts_on,
        term_ends_on=agreement.term_ends_on,
        renewal_months=agreement.renewal_months,
        maximum_renewals=agreement.maximum_renewals,
        notice_months=agreement.notice_months,
    )


# Legal forms


def legal_form(code: LegalFormCode, language: Language) -> LegalFormOut:
    form = profiles.profile(code)
    return LegalFormOut(
        code=form.code,
        name=form.name.in_(language),
        parties=form.parties.in_(language),
        votes=form.votes.in_(language),
        exit=form.exit.in_(language),
        exit_rule=form.exit_rule,
        minimum_notice_months=form.minimum_notice_months,
        minimum_parties=form.minimum_parties,
        liability=form.liability.in_(language),
        vat_note=form.vat_note.in_(language),
        can_repay=form.can_repay,
        staff_lending_note=form.staff_lending_note.in_(language) if form.staff_lending_note else None,
        warning=form.warning.in_(language) if form.warning else None,
        sources=list(form.sources),
        to_check=[point.in_(language) for point in form.to_check],
        disclaimer=profiles.DISCLAIMER.in_(language),
    )


def legal_forms(language: Language) -> LegalForms:
    return LegalForms(items=[legal_form(code, language) for code in profiles.PROFILES])


# Agreements


def _taking_part(party: type[Party], *, observers: bool) -> ColumnElement[bool]:
    """Parties of the agreement at hand that take part today."""
    condition = and_(
        party.agreement_id == Agreement.id,
        party.state == "accepted",
        func.coalesce(party.left_on >= clock.today(), True),
    )
    return condition if observers else and_(condition, party.role != "observer")


def _parties_count() -> ScalarSelect[int]:
    other = aliased(Party)
    return select(func.count()).where(_taking_part(other, observers=True)).scalar_subquery()


def _denounced_for() -> ScalarSelect[Any]:
    """The last day on which two parties remain, given the notices received; null when two or more stay."""
    other = aliased(Party)
    return (
        select(other.left_on)
        .where(other.agreement_id == Agreement.id, other.state == "accepted", other.role != "observer")
        .order_by(other.left_on.desc().nulls_first())
        .offset(1)
        .limit(1)
        .scalar_subquery()
    )


async def search(
    session: AsyncSession, caller: Caller, kind: Kind, page: AgreementQuery, language: Language
) -> Page[AgreementSummary]:
    """Agreements of one kind of the organisation acted for, by name."""
    lead = aliased(Party)
    statement = (
        access.visible_to(caller)
        .outerjoin(lead, and_(lead.agreement_id == Agreement.id, lead.role == "lead", lead.state != "left"))
        .outerjoin(Organisation, Organisation.id == lead.organisation_id)
        .add_columns(
            Organisation.id.label("lead_id"),
            Organisation.name.label("lead_name"),
            _parties_count().label("parties_count"),
            _denounced_for().label("denounced_for"),
        )
        .where(Agreement.kind == kind)
    )
    if page.q:
        statement = statement.where(func.strpos(Agreement.sort_key, func.french_key(page.q)) > 0)
    if page.state:
        statement = statement.where(Agreement.state == page.state)
    if page.my_state:
        statement = statement.where(access.state_on(clock.today()) == page.my_state)
    rows, following = await fetch_page(
        session, statement, key=(Agreement.sort_key, Agreement.id), kinds=(str, UUID), page=page
    )
    return Page(items=[_summary(row, language) for row in rows], next_cursor=following)


def _summary(row: Row[Any], language: Language) -> AgreementSummary:
    agreement: Agreement = row.Agreement
    mine: Party = row.Party
    today = clock.today()
    return AgreementSummary(
        id=agreement.id,
        name=agreement.name,
        purpose=agreement.purpose,
        legal_form=agreement.legal_form,
        legal_form_name=profiles.profile(agreement.legal_form).name.in_(language),
        state=agreement.state,
        lead_id=row.lead_id,
        lead_name=row.lead_name,
        my_role=mine.role,
        my_state=mine.state_on(today),
        parties_count=row.parties_count,
        starts_on=agreement.starts_on,
        term=TermOut.model_validate(term_on(terms_of(agreement), today, denounced_for=row.denounced_for)),
        fictional=agreement.fictional,
        version=agreement.version,
    )


async def read(
    session: AsyncSession,
    caller: Caller,
    kind: Kind,
    agreement_id: UUID,
    language: Language,
    view: type[View],
    **more: Any,
) -> View:
    """One agreement with its parties, as `view`; `more` names columns that only this kind shows."""
    statement = (
        access.visible_to(caller)
        .add_columns(_parties_count().label("parties_count"), _denounced_for().label("denounced_for"))
        .where(Agreement.id == agreement_id, Agreement.kind == kind)
        .execution_options(populate_existing=True)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound
    agreement: Agreement = row.Agreement
    standing = Standing(agreement, row.Party)
    parties = _parties_of(standing).limit(PARTIES_SHOWN).add_columns(_documents_count(standing))
    listed = (await session.execute(parties)).all()
    today = clock.today()
    form = profiles.profile(agreement.legal_form)
    return view(
        id=agreement.id,
        name=agreement.name,
        purpose=agreement.purpose,
        legal_form=legal_form(agreement.legal_form, language),
        confidentiality=agreement.confidentiality,
        confidentiality_words=words.confidentiality_in_words(agreement.confidentiality, language),
        state=agreement.state,
        starts_on=agreement.starts_on,
        term_ends_on=agreement.term_ends_on,
        renewal_months=agreement.renewal_months,
        maximum_renewals=agreement.maximum_renewals,
        notice_months=agreement.notice_months,
        term=TermOut.model_validate(term_on(terms_of(agreement), today, denounced_for=row.denounced_for)),
        parties=[party_out(party, caller, name, buyer) for party, name, buyer, _ in listed],
        parties_count=row.parties_count,
        documents_count=listed[0].documents_count if listed else 0,
        my_party_id=standing.mine.id,
        my_role=standing.mine.role,
        my_side=standing.mine.side,
        my_state=standing.state,
        earliest_exit_on=earliest_exit(
            form.exit_rule,
            terms_of(agreement),
            today,
            minimum_notice_months=form.minimum_notice_months,
        )
        if standing.takes_part
        else None,
        what_becomes_visible=words.what_becomes_visible(kind, language)
        if standing.state == "invited"
        else None,
        fictional=agreement.fictional,
        version=agreement.version,
        created_at=agreement.created_at,
        updated_at=agreement.updated_at,
        **{name: getattr(agreement, column) for name, column in more.items()},
    )


def _documents_count(standing: Standing) -> Any:
    readable = access.readable_documents(standing)
    return select(func.count(Document.id)).where(readable).scalar_subquery().label("documents_count")


# Parties


def _parties_of(standing: Standing) -> Any:
    """Parties with their organisation's name, lead first. A refusal to join is told to the lead only."""
    shown = ["invited", "accepted", "left", *(["declined"] if standing.leads else [])]
    return (
        select(Party, Organisation.name, Organisation.contracting_authority)
        .join(Organisation, Organisation.id == Party.organisation_id)
        .where(Party.agreement_id == standing.agreement.id, Party.state.in_(shown))
        .order_by(case((Party.role == "lead", 0), else_=1), Party.id)
    )


def party_out(party: Party, caller: Caller, name: str, contracting_authority: Any) -> PartyOut:
    return PartyOut(
        id=party.id,
        organisation_id=party.organisation_id,
        organisation_name=name,
        contracting_authority=contracting_authority,
        role=party.role,
        side=party.side,
        college=party.college,
        state=party.state_on(clock.today()),
        invited_at=party.invited_at,
        answered_at=party.answered_at,
        joined_on=party.joined_on,
        notice_given_on=party.notice_given_on,
        left_on=party.left_on,
        mine=party.organisation_id == caller.acting_for,
        version=party.version,
    )


async def describe_party(session: AsyncSession, caller: Caller, party: Party) -> PartyOut:
    """A party just written, with the name of its organisation."""
    named = select(Organisation.name, Organisation.contracting_authority).where(
        Organisation.id == party.organisation_id
    )
    name, contracting_authority = (await session.execute(named)).one()
    return party_out(party, caller, name, contracting_authority)


async def list_parties(
    session: AsyncSession, caller: Caller, agreement_id: UUID, page: PartyQuery
) -> Page[PartyOut]:
    standing = await access.find(session, caller, agreement_id)
    statement = _parties_of(standing).order_by(None)
    if page.state:
        statement = statement.where(access.state_on(clock.today()) == page.state)
    rows, following = await fetch_page(
        session,
        statement,
        key=(case((Party.role == "lead", 0), else_=1), Party.id),
        kinds=(int, UUID),
        page=page,
    )
    return Page(items=[party_out(row[0], caller, row[1], row[2]) for row in rows], next_cursor=following)


# Documents


def _removable(document: Any, standing: Standing, caller: Caller) -> bool:
    own = document.added_by == caller.acting_for
    return document.signed_on is None and standing.takes_part and (standing.leads or own)


async def list_documents(
    session: AsyncSession, caller: Caller, agreement_id: UUID, page: DocumentQuery
) -> Page[DocumentOut]:
    """Documents the caller may read, newest first; contents are not loaded."""
    standing = await access.find(session, caller, agreement_id)
    statement = (
        select(Document, Organisation.name.label("added_by_name"))
        .join(Organisation, Organisation.id == Document.added_by)
        .where(access.readable_documents(standing))
    )
    if page.kind:
        statement = statement.where(Document.kind == page.kind)
    rows, following = await fetch_page(
        session, statement, key=(Document.id,), kinds=(UUID,), page=page, descending=True
    )
    items = [document_out(row.Document, row.added_by_name, standing, caller) for row in rows]
    return Page(items=items, next_cursor=following)


def document_out(document: Document, added_by_name: str, standing: Standing, caller: Caller) -> DocumentOut:
    return DocumentOut(
        id=document.id,
        kind=document.kind,
        title=document.title,
        file_name=document.file_name,
        media_type=document.media_type,
        sha256=document.sha256,
        size=document.size,
        signed_on=document.signed_on,
        added_by_id=document.added_by,
        added_by_name=added_by_name,
        added_at=document.added_at,
        removable=_removable(document, standing, caller),
    )


async def read_content(
    session: AsyncSession, caller: Caller, agreement_id: UUID, document_id: UUID
) -> Row[bytes, str, str]:
    """Content, media type and file name of a document the caller may read."""
    standing = await access.find(session, caller, agreement_id)
    statement = select(Document.content, Document.media_type, Document.file_name).where(
        access.readable_documents(standing), Document.id == document_id
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound
    return row
