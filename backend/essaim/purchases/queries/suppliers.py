"""Read suppliers of an agreement."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.purchases import access
from essaim.purchases.models import Supplier
from essaim.purchases.schemas.suppliers import SupplierOut, SupplierQuery


async def search(session: AsyncSession, caller: Caller, page: SupplierQuery) -> Page[SupplierOut]:
    await access.enter(session, caller, page.agreement_id)
    statement = select(Supplier).where(Supplier.agreement_id == page.agreement_id)
    rows, cursor = await fetch_page(
        session,
        statement,
        key=(Supplier.name.expression, Supplier.id.expression),
        kinds=(str, UUID),
        page=page,
    )
    return Page(items=[SupplierOut.model_validate(row.Supplier) for row in rows], next_cursor=cursor)
