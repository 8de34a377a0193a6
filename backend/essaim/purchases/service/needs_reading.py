"""Read needs, what is published of them, and who read them."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.purchases.models import Moment
from essaim.purchases.schemas.forms import FormFormat
from essaim.purchases.schemas.needs import (
    MemberNeedOut,
    NeedQuery,
    OrganisationNeedsOut,
    PurchaseReadingOut,
    VolumesOut,
)
from essaim.purchases.service.sheets import File


async def read_own(session: AsyncSession, caller: Caller, round_id: UUID) -> OrganisationNeedsOut:
    raise NotImplementedError


async def read(
    session: AsyncSession, caller: Caller, round_id: UUID, organisation_id: UUID
) -> OrganisationNeedsOut | None:
    raise NotImplementedError


async def search(
    session: AsyncSession, caller: Caller, round_id: UUID, page: NeedQuery
) -> Page[MemberNeedOut]:
    raise NotImplementedError


async def volumes(
    session: AsyncSession, caller: Caller, round_id: UUID, moment: Moment | None, language: Language
) -> VolumesOut:
    raise NotImplementedError


async def search_readings(
    session: AsyncSession, caller: Caller, round_id: UUID, page: PageQuery
) -> Page[PurchaseReadingOut]:
    raise NotImplementedError


async def model(
    session: AsyncSession, caller: Caller, round_id: UUID, format_: FormFormat, language: Language
) -> File:
    raise NotImplementedError
