"""Agreements one may ask to join, and one's own requests."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements import profiles
from essaim.agreements.models import Agreement, Party, PartyState
from essaim.agreements.schemas import OpenAgreementOut, OpenQuery, RequestOut
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.pagination import PageQuery, fetch_page
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.organisations.models import Organisation


def open_agreements() -> Select[Agreement]:
    """Agreements that any signed-in organisation may ask to join."""
    return select(Agreement).where(Agreement.open_to_requests, Agreement.state == "active")


def _with_lead(statement: Any) -> Any:
    lead = aliased(Party)
    return statement.outerjoin(
        lead, and_(lead.agreement_id == Agreement.id, lead.role == "lead", lead.state != "left")
    ).outerjoin(Organisation, Organisation.id == lead.organisation_id)


async def list_open(
    session: AsyncSession, caller: Caller, page: OpenQuery, language: Language
) -> Page[OpenAgreementOut]:
    """Name, purpose, form and lead, by name: nothing else is told outside."""
    mine = aliased(Party)
    statement = (
        _with_lead(open_agreements())
        .outerjoin(
            mine, and_(mine.agreement_id == Agreement.id, mine.organisation_id == caller.organisation_id)
        )
        .add_columns(Organisation.name.label("lead_name"), mine)
    )
    if page.q:
        statement = statement.where(func.strpos(Agreement.sort_key, func.french_key(page.q)) > 0)
    if page.kind:
        statement = statement.where(Agreement.kind == page.kind)
    rows, following = await fetch_page(
        session, statement, key=(Agreement.sort_key, Agreement.id), kinds=(str, UUID), page=page
    )
    today = clock.today()
    items = [
        OpenAgreementOut(
            id=row[0].id,
            kind=row[0].kind,
            name=row[0].name,
            purpose=row[0].purpose,
            legal_form=row[0].legal_form,
            legal_form_name=profiles.profile(row[0].legal_form).name.in_(language),
            lead_name=row.lead_name,
            my_state=_standing_of(row[2], today) if row[2] is not None else None,
            fictional=row[0].fictional,
        )
        for row in rows
    ]
    return Page(items=items, next_cursor=following)


def _standing_of(party: Party, today: date) -> PartyState:
    return "requested" if party.state == "requested" else party.state_on(today)


async def my_requests(session: AsyncSession, caller: Caller, page: PageQuery) -> Page[RequestOut]:
    """Requests of the organisation acted for that wait or were refused, newest first."""
    statement = _with_lead(_requests_of(caller)).add_columns(Organisation.name.label("lead_name"))
    rows, following = await fetch_page(
        session,
        statement,
        key=(Party.invited_at, Party.id),
        kinds=(datetime, UUID),
        page=page,
        descending=True,
    )
    items = [request_out(row[0], row[1], row.lead_name) for row in rows]
    return Page(items=items, next_cursor=following)


async def describe_request(session: AsyncSession, caller: Caller, party: Party) -> RequestOut:
    """A request just written."""
    statement = (
        _with_lead(_requests_of(caller))
        .add_columns(Organisation.name.label("lead_name"))
        .where(Party.id == party.id)
        .execution_options(populate_existing=True)
    )
    row = (await session.execute(statement)).one()
    return request_out(row[0], row[1], row.lead_name)


def _requests_of(caller: Caller) -> Select[Party, Agreement]:
    return (
        select(Party, Agreement)
        .join(Agreement, Agreement.id == Party.agreement_id)
        .where(
            Party.organisation_id == caller.organisation_id,
            Party.state.in_(("requested", "declined")),
            Party.request_note.is_not(None),
        )
    )


def request_out(party: Party, agreement: Agreement, lead_name: str | None) -> RequestOut:
    return RequestOut(
        id=party.id,
        agreement_id=agreement.id,
        kind=agreement.kind,
        name=agreement.name,
        lead_name=lead_name,
        state=party.state,
        note=party.request_note,
        requested_at=party.invited_at,
        answered_at=party.answered_at,
    )
