"""Every SELECT on the journal that a party asks for."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.access import Standing
from essaim.audit import rules, words
from essaim.audit.access import find_as_party, readable
from essaim.audit.models import AuditRecord
from essaim.audit.schemas import HeadOut, RecordOut, RecordQuery
from essaim.identity.caller import Caller
from essaim.identity.models import Person
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.organisations.models import Organisation


async def search(
    session: AsyncSession, caller: Caller, page: RecordQuery, language: Language
) -> Page[RecordOut]:
    """Records the caller may know of, newest first."""
    standing = await find_as_party(session, caller, page.agreement_id)
    statement = (
        select(AuditRecord, Organisation.name.label("organisation_name"), Person.name.label("person_name"))
        .outerjoin(Organisation, Organisation.id == AuditRecord.organisation_id)
        .outerjoin(
            Person,
            (Person.id == AuditRecord.person_id) & (AuditRecord.organisation_id == caller.organisation_id),
        )
        .where(readable(standing))
    )
    if page.action is not None:
        statement = statement.where(AuditRecord.action == page.action)
    if page.subject_id is not None:
        statement = statement.where(AuditRecord.subject_id == page.subject_id)
    rows, following = await fetch_page(
        session, statement, key=(AuditRecord.seq,), kinds=(int,), page=page, descending=True
    )
    return Page(items=[_told(row, standing, language) for row in rows], next_cursor=following)


def _told(row: Row[Any], standing: Standing, language: Language) -> RecordOut:
    """A record as this party may read it."""
    record: AuditRecord = row.AuditRecord
    me = standing.mine.organisation_id
    own_act = record.organisation_id == me
    withheld = rules.why_withheld(
        record.action,
        record.content,
        confidentiality=standing.agreement.confidentiality,
        leads=standing.leads,
        own_act=own_act,
        about_me=rules.is_about(record.content, str(me)),
    )
    untold = withheld == "membership"
    return RecordOut(
        seq=record.seq,
        recorded_at=record.recorded_at,
        organisation_id=None if untold else record.organisation_id,
        organisation_name=None if untold else row.organisation_name,
        person_name=row.person_name,
        action=record.action,
        action_words=words.in_words(record.action, language),
        subject_id=None if untold else record.subject_id,
        content=None if withheld else rules.without_people(record.content, own_act=own_act),
        withheld=withheld,
        hash=record.hash.hex(),
    )


async def read_head(session: AsyncSession, caller: Caller, agreement_id: UUID) -> HeadOut:
    standing = await find_as_party(session, caller, agreement_id)
    last = (
        select(AuditRecord.seq, AuditRecord.hash, AuditRecord.recorded_at)
        .where(readable(standing))
        .order_by(AuditRecord.seq.desc())
        .limit(1)
    )
    row = (await session.execute(last)).one_or_none()
    agreement = standing.agreement
    return HeadOut(
        agreement_id=agreement.id,
        agreement_name=agreement.name,
        agreement_kind=agreement.kind,
        seq=row.seq if row else 0,
        hash=(row.hash if row else rules.beginning(agreement.id)).hex(),
        recorded_at=row.recorded_at if row else None,
    )
