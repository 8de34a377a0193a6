"""Suppliers of an agreement."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements.errors import AgreementEnded, OnlyTheLead
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import NotFound, StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.purchases.endpoints.routing import router, run_once
from essaim.purchases.errors.documents import SupplierNamed
from essaim.purchases.errors.rounds import PurchasesForParties
from essaim.purchases.queries import suppliers as queries
from essaim.purchases.schemas.suppliers import SupplierChange, SupplierIn, SupplierOut, SupplierQuery
from essaim.purchases.service import suppliers as service

COORDINATING = (PurchasesForParties, OnlyTheLead, AgreementEnded)


@router.get("/suppliers", responses=responses(NotFound, PurchasesForParties))
@policy("purchases.read")
async def list_suppliers(
    session: Session, caller: CurrentCaller, page: Annotated[SupplierQuery, Query()]
) -> Page[SupplierOut]:
    """Suppliers that an agreement knows, by name."""
    return await queries.search(session, caller, page)


@router.post(
    "/suppliers",
    status_code=201,
    response_model=SupplierOut,
    responses=responses(NotFound, *COORDINATING, SupplierNamed),
)
@policy("purchases.coordinate")
async def add_supplier(
    session: Session, caller: CurrentCaller, body: SupplierIn, idempotency: Idempotency
) -> SupplierOut | Response:
    """Add a supplier, as the lead. State nothing of a person but a professional address."""
    return await run_once(idempotency, caller, lambda: service.add(session, caller, body))


@router.patch(
    "/suppliers/{supplier_id}",
    responses=responses(*COORDINATING, SupplierNamed, VersionRequired, StaleVersion),
)
@policy("purchases.coordinate")
async def change_supplier(
    session: Session,
    caller: CurrentCaller,
    supplier_id: UUID,
    body: SupplierChange,
    version: IfMatch,
    response: Response,
) -> SupplierOut:
    """Change a supplier, as the lead; what was quoted and awarded keeps its terms."""
    supplier = await service.change(session, caller, supplier_id, body, version)
    tag(response, supplier.version)
    return supplier
