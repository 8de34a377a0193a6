"""Keep the suppliers of an agreement."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.models import Agreement
from essaim.identity.caller import Caller
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import NotFound
from essaim.kit.etag import check_version
from essaim.purchases import access
from essaim.purchases.errors.documents import SupplierNamed
from essaim.purchases.models import Supplier
from essaim.purchases.schemas.suppliers import SupplierChange, SupplierIn, SupplierOut

_NAMED = "purchase_suppliers_name_key"


async def add(session: AsyncSession, caller: Caller, body: SupplierIn) -> SupplierOut:
    standing = await access.enter_as_coordinator(session, caller, body.agreement_id)
    standing.require_not_ended()
    supplier = Supplier(**body.model_dump(), fictional=standing.agreement.fictional, version=1)
    async with refuse_if_violated(session, {_NAMED: SupplierNamed()}):
        session.add(supplier)
    return SupplierOut.model_validate(supplier)


async def change(
    session: AsyncSession, caller: Caller, supplier_id: UUID, body: SupplierChange, version: int
) -> SupplierOut:
    visible = (
        agreements.visible_to(caller)
        .join(Supplier, Supplier.agreement_id == Agreement.id)
        .with_only_columns(Supplier)
        .where(Supplier.id == supplier_id)
    )
    found = (await session.scalars(visible)).one_or_none()
    if found is None:
        raise NotFound
    standing = await access.enter_as_coordinator(session, caller, found.agreement_id)
    standing.require_not_ended()
    locked = select(Supplier).where(Supplier.id == supplier_id).with_for_update()
    supplier = (await session.scalars(locked.execution_options(populate_existing=True))).one()
    check_version(supplier.version, version)
    async with refuse_if_violated(session, {_NAMED: SupplierNamed()}):
        for name, value in body.model_dump(exclude_unset=True).items():
            setattr(supplier, name, value)
        supplier.version += 1
    return SupplierOut.model_validate(supplier)
