"""What a settlement would do, before anything is stored."""

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit.text import Language
from essaim.settlements import rules
from essaim.settlements.queries import claims
from essaim.settlements.queries.claims import Open, Place, Sorted
from essaim.settlements.rules import Plan, Position
from essaim.settlements.schemas import (
    ItemOut,
    NotNettedOut,
    PlannedTransferOut,
    PositionOut,
    PreviewOut,
    PreviewQuery,
)
from essaim.settlements.words import REASONS
from essaim.statements.access import Reader


def plan_of(found: Sorted) -> Plan[Place]:
    return rules.plan([one.debt for one in found.items], found.order)


async def preview(
    session: AsyncSession, reader: Reader, asked: PreviewQuery, language: Language
) -> PreviewOut:
    statements = await session.scalars(claims.open_by(reader.agreement_id, asked.through))
    found = await claims.sort(session, reader.agreement_id, statements.all())
    plan = plan_of(found)
    left_out = [one for one, _ in found.left_out]
    ends = {end for one in (*found.items, *left_out) for end in (one.debtor, one.creditor)}
    names = await claims.names(session, ends, language)
    return PreviewOut(
        agreement_id=reader.agreement_id,
        through=asked.through,
        gross_cents=plan.gross,
        net_cents=plan.net,
        payments_before=plan.payments_before,
        payments_after=len(plan.payments),
        positions=[_position(position, names) for position in plan.positions],
        items=[_item(one, names) for one in found.items],
        transfers=[
            PlannedTransferOut(
                payer_id=payment.payer,
                payer_name=names[payment.payer],
                payee_id=payment.payee,
                payee_name=names[payment.payee],
                cents=payment.cents,
            )
            for payment in sorted(plan.payments, key=lambda payment: -payment.cents)
        ],
        left_out=[
            NotNettedOut(
                statement_id=one.statement.id,
                reference=one.statement.reference,
                debtor_id=one.debtor,
                debtor_name=names[one.debtor],
                creditor_id=one.creditor,
                creditor_name=names[one.creditor],
                cents=one.cents,
                reason=reason,
                because=REASONS[reason].in_(language),
            )
            for one, reason in found.left_out
        ],
    )


def _position(position: Position[Place], names: dict[Place, str]) -> PositionOut:
    return PositionOut(
        organisation_id=position.who,
        organisation_name=names[position.who],
        owes_cents=position.owes,
        owed_cents=position.owed,
        net_cents=position.net,
        must_accept=position.who is not None and position.owes > 0,
        answer=None,
        answered_at=None,
        note=None,
    )


def _item(one: Open, names: dict[Place, str]) -> ItemOut:
    return ItemOut(
        statement_id=one.statement.id,
        reference=one.statement.reference,
        kind=one.statement.kind,
        title=one.statement.title,
        due_on=one.statement.due_on,
        debtor_id=one.debtor,
        debtor_name=names[one.debtor],
        creditor_id=one.creditor,
        creditor_name=names[one.creditor],
        cents=one.cents,
    )
