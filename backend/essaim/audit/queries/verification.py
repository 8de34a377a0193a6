"""The end of a chain, recomputed for a party."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, Text, cast, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.access import Standing
from essaim.audit import rules, words
from essaim.audit.access import find_as_party, readable
from essaim.audit.models import AuditHead, AuditRecord
from essaim.audit.rules import Break, Chain, Link
from essaim.audit.schemas import VerificationOut, VerificationQuery
from essaim.identity.caller import Caller
from essaim.kit.text import Language


async def verify(
    session: AsyncSession, caller: Caller, agreement_id: UUID, query: VerificationQuery, language: Language
) -> VerificationOut:
    """The last records of the caller's part of the journal, recomputed one by one."""
    standing = await find_as_party(session, caller, agreement_id)
    head = await _head(session, standing)
    last = head.seq if head is not None else await _last_readable(session, standing)
    first = max(1, last - query.records + 1)
    before = await session.scalar(
        select(AuditRecord.hash).where(AuditRecord.agreement_id == agreement_id, AuditRecord.seq == first - 1)
    )
    chain = Chain(agreement_id, after=first - 1, hash_=before)
    checked, breaks = 0, list[Break]()
    result = await session.stream(_links(standing, first, last).execution_options(yield_per=100))
    async for row in result:
        checked += 1
        breaks += chain.follow(Link(*row))
    if standing.state == "accepted":
        breaks += chain.end(head.seq, head.hash) if head else chain.end(0, rules.beginning(agreement_id))
    broken = breaks[0] if breaks else None
    return VerificationOut(
        agreement_id=agreement_id,
        intact=broken is None,
        checked=checked,
        from_seq=first if checked else None,
        to_seq=last if checked else None,
        broken_seq=broken.seq if broken else None,
        fault=broken.fault if broken else None,
        kept=await _compare(session, standing, query),
        sentence=_sentence(broken, checked, language),
    )


async def _head(session: AsyncSession, standing: Standing) -> AuditHead | None:
    """The head of the chain, for a party that reads up to it."""
    if standing.state != "accepted":
        return None
    statement = select(AuditHead).where(AuditHead.agreement_id == standing.agreement.id)
    return (await session.scalars(statement.execution_options(populate_existing=True))).one_or_none()


async def _last_readable(session: AsyncSession, standing: Standing) -> int:
    statement = select(AuditRecord.seq).where(readable(standing)).order_by(AuditRecord.seq.desc()).limit(1)
    return (await session.scalar(statement)) or 0


def _links(standing: Standing, first: int, last: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            AuditRecord.seq,
            AuditRecord.recorded_at,
            AuditRecord.organisation_id,
            AuditRecord.person_id,
            AuditRecord.action,
            AuditRecord.subject_id,
            cast(AuditRecord.content, Text),
            AuditRecord.salt,
            AuditRecord.previous,
            AuditRecord.hash,
        )
        .where(readable(standing), AuditRecord.seq.between(first, last))
        .order_by(AuditRecord.seq)
    )


async def _compare(session: AsyncSession, standing: Standing, query: VerificationQuery) -> Any:
    """Whether the record the caller kept still has the hash it had."""
    if query.seq is None or query.hash is None:
        return None
    statement = select(AuditRecord.hash).where(readable(standing), AuditRecord.seq == query.seq)
    found = await session.scalar(statement)
    if found is None:
        return "unknown"
    return "same" if found.hex() == query.hash else "different"


def _sentence(broken: Break | None, checked: int, language: Language) -> str:
    if broken is not None:
        return words.BROKEN[broken.fault].in_(language).format(seq=broken.seq, until=broken.until)
    if checked == 0:
        return words.EMPTY.in_(language)
    return words.INTACT.in_(language).format(checked=checked)
