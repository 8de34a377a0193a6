"""Agreements of the organisation acted for, one or a list."""

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Row, ScalarSelect, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements import access, governing, profiles, words
from essaim.agreements.access import Standing
from essaim.agreements.governing import terms_of
from essaim.agreements.models import Agreement, Kind, Party
from essaim.agreements.queries.documents import documents_count
from essaim.agreements.queries.forms import legal_form
from essaim.agreements.queries.parties import PARTIES_SHOWN, parties_of, party_out
from essaim.agreements.rules import term_on
from essaim.agreements.schemas import AgreementOut, AgreementQuery, AgreementSummary, TermOut
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.organisations.models import Organisation

View = TypeVar("View", bound=AgreementOut)


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
        .add_columns(
            _parties_count().label("parties_count"),
            _denounced_for().label("denounced_for"),
            *governing.columns_in_force(clock.today()),
        )
        .where(Agreement.id == agreement_id, Agreement.kind == kind)
        .execution_options(populate_existing=True)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound
    agreement: Agreement = row.Agreement
    standing = Standing(agreement, row.Party)
    parties = parties_of(standing).limit(PARTIES_SHOWN).add_columns(documents_count(standing))
    listed = (await session.execute(parties)).all()
    today = clock.today()
    book = governing.book_of(agreement, row.rules_content)
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
        open_to_requests=agreement.open_to_requests,
        rules_number=row.rules_number,
        term=TermOut.model_validate(term_on(terms_of(agreement), today, denounced_for=row.denounced_for)),
        parties=[party_out(party, caller, name, buyer) for party, name, buyer, _ in listed],
        parties_count=row.parties_count,
        documents_count=listed[0].documents_count if listed else 0,
        my_party_id=standing.mine.id,
        my_role=standing.mine.role,
        my_side=standing.mine.side,
        my_state=standing.state,
        earliest_exit_on=governing.earliest_exit_of(standing.mine, book, agreement, today)
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
