"""State needs: whole answers, on line, on paper or in a file."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.text import Language
from essaim.purchases.schemas.needs import NeedsAnswerIn, NeedsImportOut, OrganisationNeedsOut


async def require_may_state(session: AsyncSession, caller: Caller, round_id: UUID) -> None:
    raise NotImplementedError


async def state_own(
    session: AsyncSession, caller: Caller, round_id: UUID, body: NeedsAnswerIn, version: int
) -> OrganisationNeedsOut:
    raise NotImplementedError


async def state_on_paper(
    session: AsyncSession,
    caller: Caller,
    round_id: UUID,
    organisation_id: UUID,
    body: NeedsAnswerIn,
    version: int,
) -> OrganisationNeedsOut:
    raise NotImplementedError


async def take_file(
    session: AsyncSession,
    caller: Caller,
    round_id: UUID,
    content: bytes,
    version: int,
    language: Language,
    *,
    dry_run: bool,
) -> NeedsImportOut:
    raise NotImplementedError
