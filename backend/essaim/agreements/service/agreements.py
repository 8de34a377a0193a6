"""Create, change, put in force and end an agreement, of either kind."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access, limits, profiles
from essaim.agreements.access import Standing
from essaim.agreements.errors import (
    AmendmentRequired,
    InconsistentTerms,
    NotDraft,
    RulesDecideThis,
    SideMissing,
    StillRunning,
    TooFewParties,
)
from essaim.agreements.models import Agreement, Document, Kind, LegalFormCode, Party, Side
from essaim.agreements.queries import terms_of
from essaim.agreements.rules import term_on
from essaim.agreements.schemas import AgreementChange, AgreementIn
from essaim.agreements.service import versions
from essaim.agreements.service.acceptance import ask_anew, staying, written
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import FieldFault
from essaim.kit.etag import check_version
from essaim.kit.text import Text

END_BEFORE_START = Text(
    "Le terme ne peut pas précéder le début.", "The term cannot end before the agreement starts."
)
RENEWAL_WITHOUT_TERM = Text(
    "Une reconduction suppose un terme : donnez la fin de la première période, ou mettez la reconduction à 0 mois.",
    "A renewal supposes a term: give the end of the first period, or set the renewal to 0 months.",
)


async def create(
    session: AsyncSession,
    caller: Caller,
    kind: Kind,
    body: AgreementIn,
    *,
    legal_form: LegalFormCode,
    side: Side | None = None,
    **own_terms: Any,
) -> UUID:
    """A draft led by the organisation acted for. `own_terms`: columns that only this kind sets."""
    agreement = Agreement(
        kind=kind,
        created_by=caller.organisation_id,
        legal_form=legal_form,
        name=body.name,
        purpose=body.purpose,
        confidentiality=body.confidentiality,
        starts_on=body.starts_on,
        term_ends_on=body.term_ends_on,
        renewal_months=body.renewal_months,
        maximum_renewals=body.maximum_renewals,
        notice_months=body.notice_months,
        open_to_requests=body.open_to_requests,
        **own_terms,
    )
    _require_consistent(agreement)
    session.add(agreement)
    await session.flush()
    session.add(
        Party(
            agreement_id=agreement.id,
            organisation_id=caller.organisation_id,
            role="lead",
            side=side,
            state="accepted",
            invited_by=caller.organisation_id,
            answered_at=clock.now(),
            joined_on=max(clock.today(), agreement.starts_on),
        )
    )
    await session.flush()
    return agreement.id


async def change(
    session: AsyncSession,
    caller: Caller,
    kind: Kind,
    agreement_id: UUID,
    version: int,
    body: AgreementChange,
) -> int:
    """Change the terms; the new version. See `AgreementChange` for what a change of terms asks of the parties."""
    standing = await access.lock_as_lead(session, caller, agreement_id, kind)
    agreement = standing.agreement
    check_version(agreement.version, version)
    standing.require_not_ended()
    given = body.model_dump(exclude_unset=True, exclude={"amendment_id"})
    changed = {name for name, value in given.items() if getattr(agreement, name) != value}
    if changed - {"name", "open_to_requests"}:
        await _let_terms_change(session, standing, body, changed)
    for name in changed:
        setattr(agreement, name, given[name])
    _require_consistent(agreement)
    return await written(session, agreement)


async def activate(session: AsyncSession, caller: Caller, kind: Kind, agreement_id: UUID) -> None:
    """Put a draft in force, once enough parties have accepted (and, in a partnership, on both sides).

    The rules proposed for it, which they accepted with the rest, are adopted.
    """
    agreement = (await access.lock_as_lead(session, caller, agreement_id, kind)).agreement
    if agreement.state != "draft":
        raise NotDraft
    accepted = await staying(session, agreement_id)
    needed = profiles.profile(agreement.legal_form).minimum_parties
    if len(accepted) < needed:
        raise TooFewParties(
            needed=needed, accepted=len(accepted), context={"needed": needed, "accepted": len(accepted)}
        )
    if kind == "partnership" and {party.side for party in accepted} < {"a", "b"}:
        raise SideMissing
    await versions.adopt_founding(session, agreement)
    agreement.state = "active"
    await written(session, agreement)


async def end(session: AsyncSession, caller: Caller, kind: Kind, agreement_id: UUID) -> None:
    """Abandon a draft, or close an agreement whose term is over or which fewer than two parties keep."""
    standing = await access.lock_as_lead(session, caller, agreement_id, kind)
    standing.require_not_ended()
    agreement = standing.agreement
    if agreement.state == "active":
        over = term_on(terms_of(agreement), clock.today()).over
        today = clock.today()
        remaining = [
            party for party in await staying(session, agreement_id) if party.state_on(today) == "accepted"
        ]
        if not over and len(remaining) >= 2:
            raise StillRunning
    agreement.state = "ended"
    await written(session, agreement)


async def _let_terms_change(
    session: AsyncSession, standing: Standing, body: AgreementChange, changed: set[str]
) -> None:
    """In force: only by a signed amendment. In a draft: who had accepted is asked anew. What rules say, rules change."""
    agreement = standing.agreement
    books = await versions.binding(session, agreement)
    if books and changed & {"confidentiality", "notice_months"}:
        raise RulesDecideThis
    if "legal_form" in changed:
        for book in books:
            limits.require_allowed(body.legal_form, book, at="/legal_form")
    if agreement.state == "active":
        await _require_amendment(session, agreement.id, body)
    else:
        await ask_anew(session, agreement.id)


async def _require_amendment(session: AsyncSession, agreement_id: UUID, body: AgreementChange) -> None:
    if "amendment_id" not in body.model_fields_set:
        raise AmendmentRequired
    signed = select(Document.id).where(
        Document.id == body.amendment_id,
        Document.agreement_id == agreement_id,
        Document.kind == "amendment",
        Document.signed_on.is_not(None),
    )
    if await session.scalar(signed) is None:
        raise AmendmentRequired


def _require_consistent(agreement: Agreement) -> None:
    if agreement.term_ends_on is not None and agreement.term_ends_on < agreement.starts_on:
        raise _inconsistent("/term_ends_on", "term_ends_before_start", END_BEFORE_START)
    if agreement.term_ends_on is None and agreement.renewal_months > 0:
        raise _inconsistent("/renewal_months", "renewal_without_term", RENEWAL_WITHOUT_TERM)


def _inconsistent(pointer: str, code: str, why: Text) -> InconsistentTerms:
    return InconsistentTerms(why=why, errors=[FieldFault(pointer, code, why)])
