"""Read transfers of settlements, and who owes whom now."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.kit.text import Language
from essaim.settlements import access, rules
from essaim.settlements.models import Settlement, Transfer
from essaim.settlements.queries import claims
from essaim.settlements.queries.claims import Place
from essaim.settlements.rules import Claim
from essaim.settlements.schemas import OwedNowOut, OwedRowOut, TransferOut
from essaim.settlements.words import WITHHELD
from essaim.statements import access as statements
from essaim.statements.access import Reader
from essaim.statements.models import Statement


def told(
    transfer: Transfer,
    reader: Reader,
    settlement: Settlement,
    names: dict[Place, str],
    present: set[UUID],
) -> TransferOut:
    """A transfer as this reader may know it; `present`: the organisations that take part today."""
    known = access.paid_within(reader, transfer)
    may = settlement.state == "carried_out" and access.may_record(reader, transfer, present)
    return TransferOut(
        id=transfer.id,
        settlement_id=settlement.id,
        settlement_number=settlement.number,
        payer_id=transfer.payer_id,
        payer_name=names[transfer.payer_id],
        payee_id=transfer.payee_id,
        payee_name=names[transfer.payee_id],
        cents=transfer.cents,
        paid_on=transfer.paid_on if known else None,
        transaction_id=transfer.transaction_id if known else None,
        may_record=may and transfer.paid_on is None,
        may_reverse=may and transfer.paid_on is not None,
        version=transfer.version,
    )


async def one(
    session: AsyncSession, view: access.View, transfer: Transfer, language: Language
) -> TransferOut:
    names = await claims.names(session, (transfer.payer_id, transfer.payee_id), language)
    present = set(await access.taking_part(session, transfer.agreement_id))
    return told(transfer, view.reader, view.settlement, names, present)


async def find(session: AsyncSession, view: access.View, transfer_id: UUID) -> Transfer:
    """A transfer of this settlement that the reader may read."""
    wanted = select(Transfer).where(Transfer.id == transfer_id, Transfer.settlement_id == view.settlement.id)
    if not view.whole:
        wanted = wanted.where(or_(Transfer.payer_id == view.me, Transfer.payee_id == view.me))
    transfer = (await session.scalars(wanted)).one_or_none()
    if transfer is None:
        raise NotFound
    return transfer


async def owed(session: AsyncSession, reader: Reader, language: Language) -> OwedNowOut:
    """Who owes whom now: what is left of open statements, and transfers not paid yet, gathered by pair."""
    unpaid = await _unpaid(session, reader)
    opened = await _open(session, reader)
    rows = rules.gather([*opened, *(_claim(transfer) for transfer, _ in unpaid)])
    ends = {end for row in rows for end in (row.debtor, row.creditor)}
    names = await claims.names(session, ends, language)
    present = set(await access.taking_part(session, reader.agreement_id))
    whole = reader.every_line and reader.until is None
    return OwedNowOut(
        agreement_id=reader.agreement_id,
        as_of=clock.today(),
        total_cents=sum(row.cents for row in rows) if whole else None,
        rows=[
            OwedRowOut(
                debtor_id=row.debtor,
                debtor_name=names[row.debtor],
                creditor_id=row.creditor,
                creditor_name=names[row.creditor],
                cents=row.cents,
                overdue_cents=row.overdue,
                statements=row.statements,
                transfers=row.transfers,
            )
            for row in sorted(rows, key=lambda row: -row.cents)
        ],
        transfers=[told(transfer, reader, settlement, names, present) for transfer, settlement in unpaid],
        withheld=None if whole else WITHHELD.in_(language),
    )


def _claim(transfer: Transfer) -> Claim[Place]:
    return Claim(transfer.payer_id, transfer.payee_id, transfer.cents, 0, 0, 1)


async def _unpaid(session: AsyncSession, reader: Reader) -> Sequence[tuple[Transfer, Settlement]]:
    """Its own to the end; those of others where lines are open, to who has not left."""
    statement = (
        select(Transfer, Settlement)
        .join(Settlement, Settlement.id == Transfer.settlement_id)
        .where(
            Settlement.agreement_id == reader.agreement_id,
            Settlement.state == "carried_out",
            Transfer.paid_on.is_(None),
        )
        .order_by(Settlement.number, Transfer.cents.desc(), Transfer.id)
    )
    if not reader.every_line or reader.until is not None:
        statement = statement.where(or_(Transfer.payer_id == reader.me, Transfer.payee_id == reader.me))
    return [(row.Transfer, row.Settlement) for row in (await session.execute(statement)).all()]


async def _open(session: AsyncSession, reader: Reader) -> list[Claim[Place]]:
    statement = select(Statement).where(
        Statement.agreement_id == reader.agreement_id, Statement.state == "issued"
    )
    if not reader.every_line or reader.until is not None:
        statement = statement.where(statements.own(reader.me))
    found = [claims.as_debt(each) for each in (await session.scalars(statement.order_by(Statement.id))).all()]
    today = clock.today()
    return [
        Claim(one.debtor, one.creditor, one.cents, one.cents if one.statement.due_on < today else 0, 1, 0)
        for one in found
    ]
