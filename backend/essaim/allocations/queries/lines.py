"""Read lines, and what is stated and frozen to share them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.allocations import words
from essaim.allocations.access import View
from essaim.allocations.models import Basis, BasisKind, CostLine, Need
from essaim.allocations.queries import figures, inputs
from essaim.allocations.queries.proofs import certificate_out, names_in
from essaim.allocations.schemas.lines import BasisOut, LineOut, NeedOut
from essaim.kit.text import Language
from essaim.organisations.models import Organisation


def may_tell(view: View, line: CostLine) -> bool:
    """Whether the amount of a line, and what it is shared by in all, may be told to this party."""
    told = (line.certificate or {}).get("told", ())
    return view.sees_all or view.standing.agreement.confidentiality in told


async def read_in(session: AsyncSession, view: View, line_id: UUID, language: Language) -> LineOut:
    (line,) = [one for one in await inputs.lines(session, view.run.id) if one.id == line_id]
    return (await told(session, view, [line], language))[0]


async def read_all(session: AsyncSession, view: View, language: Language) -> list[LineOut]:
    return await told(session, view, await inputs.lines(session, view.run.id), language)


async def told(
    session: AsyncSession, view: View, lines: Sequence[CostLine], language: Language
) -> list[LineOut]:
    names = await names_in(session, [line.certificate for line in lines])
    stated = await _needs(session, view, [line.id for line in lines])
    return [
        LineOut(
            id=line.id,
            position=line.position,
            name=line.name,
            key_name=line.key_name,
            key=line.key,
            amount_cents=line.amount_cents if may_tell(view, line) else None,
            basis=line.basis,
            pricing=line.pricing if _shows_pricing(view, line) else None,
            evidence=line.evidence,
            certificate=certificate_out(view, line.certificate, names, language),
            needs=[need for line_id, need in stated if line_id == line.id],
            version=line.version,
        )
        for line in lines
    ]


def _shows_pricing(view: View, line: CostLine) -> bool:
    """Prices by group are those of other parties; a price list by quantity is a supplier's."""
    return view.sees_all or line.basis == "tiers"


async def _needs(session: AsyncSession, view: View, lines: Sequence[UUID]) -> list[tuple[UUID, NeedOut]]:
    statement = _stated().where(Need.line_id.in_(lines))
    if not view.sees_all:
        statement = statement.where(Need.organisation_id == view.me)
    rows = (await session.execute(statement.order_by(Organisation.name, Organisation.id))).all()
    return [(row.line_id, NeedOut.model_validate(row)) for row in rows]


def _stated() -> Select[*tuple[Any, ...]]:
    return select(
        Need.line_id,
        Need.organisation_id,
        Organisation.name.label("organisation_name"),
        Need.alone_cents,
        Need.quantity,
        Need.source,
        Need.dated_on,
        Need.stated_by,
        Need.stated_at,
    ).join(Organisation, Organisation.id == Need.organisation_id)


async def need(session: AsyncSession, line_id: UUID, organisation_id: UUID) -> NeedOut:
    statement = _stated().where(Need.line_id == line_id, Need.organisation_id == organisation_id)
    return NeedOut.model_validate((await session.execute(statement)).one())


async def bases(session: AsyncSession, view: View, language: Language) -> list[BasisOut]:
    """The figures kept with the run that this party may read."""
    statement = _kept().where(Basis.allocation_id == view.run.id)
    if not view.sees_all:
        statement = statement.where(Basis.organisation_id == view.me)
    ordered = statement.order_by(Organisation.name, Organisation.id, Basis.kind, Basis.code)
    return [_basis_out(row, language) for row in (await session.execute(ordered)).all()]


async def basis(
    session: AsyncSession,
    allocation_id: UUID,
    organisation_id: UUID,
    kind: BasisKind,
    code: str,
    language: Language,
) -> BasisOut:
    statement = _kept().where(
        Basis.allocation_id == allocation_id,
        Basis.organisation_id == organisation_id,
        Basis.kind == kind,
        Basis.code == code,
    )
    return _basis_out((await session.execute(statement)).one(), language)


def _kept() -> Select[*tuple[Any, ...]]:
    return select(
        Basis.organisation_id,
        Organisation.name.label("organisation_name"),
        Basis.kind,
        Basis.code,
        Basis.value,
        Basis.unit,
        Basis.valid_on,
        Basis.source,
        Basis.stated_by.is_not(None).label("by_hand"),
    ).join(Organisation, Organisation.id == Basis.organisation_id)


def _basis_out(row: Any, language: Language) -> BasisOut:
    told = BasisOut.model_validate(row)
    if told.source == figures.LEDGER and not told.by_hand:
        return told.model_copy(update={"source": words.MEASURED.in_(language)})
    return told
