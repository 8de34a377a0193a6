"""What a file is asked to pay or collect: statements and transfers, with what is left of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.settlements.models import Settlement, SettlementItem, Transfer
from essaim.statements.models import Statement
from essaim.treasury.errors import AboveSepaLimit, AlreadyFiled, BeingNetted, NotPayable, PaidAlready
from essaim.treasury.models import PaymentFileItem
from essaim.treasury.rules import sepa
from essaim.treasury.rules.claims import Ends, Holder, ends_of_statement, other_side
from essaim.treasury.schemas.files import FileIn


@dataclass(frozen=True, slots=True)
class Claim:
    """An amount between the holder of the file and an organisation; 0 when nothing is left of it."""

    organisation_id: UUID
    cents: int
    end_to_end_id: str
    words: str
    statement_id: UUID | None = None
    transfer_id: UUID | None = None

    @property
    def named(self) -> dict[str, JsonValue]:
        return {
            "statement_id": str(self.statement_id) if self.statement_id else None,
            "transfer_id": str(self.transfer_id) if self.transfer_id else None,
        }


async def load(session: AsyncSession, holder: Holder, body: FileIn) -> list[Claim]:
    """Statements by due date, then transfers. Refused when one of them is not to be paid or collected so."""
    found = [*await _statements(session, holder, body), *await _transfers(session, holder, body)]
    _require_all_known(body, found)
    paid = [claim for claim in found if claim.cents <= 0]
    if paid:
        raise PaidAlready(references=_references(paid), context={"items": [claim.named for claim in paid]})
    await _require_not_netted(session, found)
    await _require_not_filed(session, found)
    large = [claim for claim in found if claim.cents > sepa.GREATEST_CENTS]
    if large:
        raise AboveSepaLimit(references=_references(large))
    return found


def _references(found: Sequence[Claim]) -> str:
    return ", ".join(claim.end_to_end_id for claim in found)


def remaining(statement: Statement) -> int:
    return abs(statement.amount_cents) - statement.settled_cents if statement.state == "issued" else 0


async def _statements(session: AsyncSession, holder: Holder, body: FileIn) -> list[Claim]:
    me = holder.organisation_id
    query = (
        select(Statement)
        .where(
            Statement.agreement_id == body.agreement_id,
            Statement.id.in_(body.statement_ids),
            or_(Statement.organisation_id == me, Statement.issuer_id == me),
        )
        .order_by(Statement.due_on, Statement.number)
    )
    found = []
    for statement in (await session.scalars(query)).all():
        ends = ends_of_statement(statement.organisation_id, statement.issuer_id, statement.amount_cents)
        other = other_side(body.kind, holder, ends)
        if other is not None:
            found.append(
                Claim(
                    other,
                    remaining(statement),
                    sepa.identifier(statement.reference),
                    f"{statement.reference} {statement.title}",
                    statement_id=statement.id,
                )
            )
    return found


async def _transfers(session: AsyncSession, holder: Holder, body: FileIn) -> list[Claim]:
    query = (
        select(Transfer, Settlement.number)
        .join(Settlement, Settlement.id == Transfer.settlement_id)
        .where(
            Transfer.agreement_id == body.agreement_id,
            Transfer.id.in_(body.transfer_ids),
            Settlement.state == "carried_out",
        )
        .order_by(Transfer.id)
    )
    found = []
    for transfer, number in (await session.execute(query)).all():
        ends = Ends(transfer.payer_id or holder.lead_id, transfer.payee_id or holder.lead_id)
        other = other_side(body.kind, holder, ends)
        if other is not None:
            found.append(
                Claim(
                    other,
                    transfer.cents if transfer.paid_on is None else 0,
                    f"REG-{number:04d}-{transfer.id.hex[-8:].upper()}",
                    f"Règlement {number}",
                    transfer_id=transfer.id,
                )
            )
    return found


def _require_all_known(body: FileIn, found: Sequence[Claim]) -> None:
    known = {claim.statement_id or claim.transfer_id for claim in found}
    unknown: dict[str, Any] = {
        "statement_ids": [str(one) for one in body.statement_ids if one not in known],
        "transfer_ids": [str(one) for one in body.transfer_ids if one not in known],
    }
    if any(unknown.values()):
        raise NotPayable(context=unknown)


async def _require_not_netted(session: AsyncSession, found: Sequence[Claim]) -> None:
    query = (
        select(SettlementItem.statement_id)
        .join(Settlement, Settlement.id == SettlementItem.settlement_id)
        .where(
            SettlementItem.statement_id.in_([claim.statement_id for claim in found if claim.statement_id]),
            SettlementItem.live,
            Settlement.state.in_(("proposed", "accepted")),
        )
    )
    netted = set((await session.scalars(query)).all())
    stopped = [claim for claim in found if claim.statement_id in netted]
    if stopped:
        raise BeingNetted(
            references=_references(stopped), context={"items": [claim.named for claim in stopped]}
        )


async def _require_not_filed(session: AsyncSession, found: Sequence[Claim]) -> None:
    """Names what is in a file of one's own; the database refuses the rest."""
    statements = [claim.statement_id for claim in found if claim.statement_id]
    transfers = [claim.transfer_id for claim in found if claim.transfer_id]
    query = select(PaymentFileItem).where(
        PaymentFileItem.live,
        or_(PaymentFileItem.statement_id.in_(statements), PaymentFileItem.transfer_id.in_(transfers)),
    )
    filed = (await session.scalars(query.order_by(PaymentFileItem.end_to_end_id))).all()
    if filed:
        files: list[JsonValue] = [str(one) for one in sorted({item.file_id for item in filed})]
        raise AlreadyFiled(
            references=", ".join(item.end_to_end_id for item in filed),
            context={"file_ids": files},
        )


async def no_longer_due(session: AsyncSession, file_id: UUID) -> list[str]:
    """References of the items of which less is left than the file asks, or that its agreement is netting."""
    query = (
        select(PaymentFileItem, Statement, Transfer)
        .outerjoin(Statement, Statement.id == PaymentFileItem.statement_id)
        .outerjoin(Transfer, Transfer.id == PaymentFileItem.transfer_id)
        .where(PaymentFileItem.file_id == file_id)
        .order_by(PaymentFileItem.position)
    )
    return [
        item.end_to_end_id
        for item, statement, transfer in (await session.execute(query)).all()
        if not _still_due(item, statement, transfer)
    ]


def _still_due(item: PaymentFileItem, statement: Statement | None, transfer: Transfer | None) -> bool:
    if not item.live:
        return False
    if statement is not None:
        return remaining(statement) >= item.cents
    return transfer is not None and transfer.paid_on is None
