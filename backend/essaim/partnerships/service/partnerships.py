"""Use cases of partnerships: those of agreements, under their own address."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import queries
from essaim.agreements.service import agreements
from essaim.identity.caller import Caller
from essaim.kit.text import Language
from essaim.partnerships.schemas import PartnershipChange, PartnershipIn, PartnershipOut


async def create(
    session: AsyncSession, caller: Caller, body: PartnershipIn, language: Language
) -> PartnershipOut:
    created = await agreements.create(
        session,
        caller,
        "partnership",
        body,
        legal_form=body.legal_form,
        side=body.side,
        imbalance_tolerance_bp=body.imbalance_tolerance_bp,
    )
    return await read(session, caller, created, language)


async def change(
    session: AsyncSession,
    caller: Caller,
    partnership_id: UUID,
    version: int,
    body: PartnershipChange,
    language: Language,
) -> PartnershipOut:
    await agreements.change(session, caller, "partnership", partnership_id, version, body)
    return await read(session, caller, partnership_id, language)


async def activate(
    session: AsyncSession, caller: Caller, partnership_id: UUID, language: Language
) -> PartnershipOut:
    await agreements.activate(session, caller, "partnership", partnership_id)
    return await read(session, caller, partnership_id, language)


async def end(
    session: AsyncSession, caller: Caller, partnership_id: UUID, language: Language
) -> PartnershipOut:
    await agreements.end(session, caller, "partnership", partnership_id)
    return await read(session, caller, partnership_id, language)


async def read(
    session: AsyncSession, caller: Caller, partnership_id: UUID, language: Language
) -> PartnershipOut:
    return await queries.read(
        session,
        caller,
        "partnership",
        partnership_id,
        language,
        PartnershipOut,
        imbalance_tolerance_bp="imbalance_tolerance_bp",
    )
