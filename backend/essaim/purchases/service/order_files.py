"""Orders in files."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.text import Language
from essaim.purchases.schemas.forms import FormFormat
from essaim.purchases.schemas.orders import OrderImportReport
from essaim.purchases.service.sheets import File


async def model(
    session: AsyncSession, caller: Caller, round_id: UUID, format_: FormFormat, language: Language
) -> File:
    raise NotImplementedError


async def require_may_import(session: AsyncSession, caller: Caller, round_id: UUID) -> None:
    raise NotImplementedError


async def take(
    session: AsyncSession,
    caller: Caller,
    round_id: UUID,
    content: bytes,
    language: Language,
    *,
    dry_run: bool,
) -> OrderImportReport:
    raise NotImplementedError
