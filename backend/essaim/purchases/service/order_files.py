"""Orders in files: a model to fill in, and what a filled one declares."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.kit.text import Language
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.models import Lot, Order
from essaim.purchases.queries import orders as queries
from essaim.purchases.schemas.forms import FormFaultOut, FormFormat
from essaim.purchases.schemas.orders import OrderImportReport, OrderRowOut
from essaim.purchases.service import orders_form as forms
from essaim.purchases.service import readings, sheets
from essaim.purchases.service.orders import BREACHES, first_day, mark_delivered, order_of
from essaim.purchases.service.orders_form import Buyer, Known, OrderLine
from essaim.purchases.service.sheets import File

NAME = "commandes"


async def model(
    session: AsyncSession, caller: Caller, round_id: UUID, format_: FormFormat, language: Language
) -> File:
    """Orders already declared, then a line to fill in for each buyer and item: one's own, all for the coordinator."""
    view = await access.find(session, caller, round_id)
    known = await _known(session, view)
    if view.coordinates:
        await readings.note(session, caller, view, "purchases.read_orders_model", known.buyers)
    lots = {lot.id: lot.name for lot in await _awarded(session, view)}
    declared = [forms.cells_of(order) for order in known.declared_rows]
    blank = [
        forms.blank_cells(buyer.name, lots[item.lot_id], item, organisation)
        for organisation, buyer in known.buyers.items()
        for item in known.items.values()
        if item.lot_id in buyer.lots
    ]
    return sheets.write(format_, NAME, forms.COLUMNS, [*declared, *blank], language)


async def require_may_import(session: AsyncSession, caller: Caller, round_id: UUID) -> None:
    view = await access.find(session, caller, round_id)
    if not view.coordinates:
        view.require_asked()


async def _awarded(session: AsyncSession, view: View) -> list[Lot]:
    awarded = select(Lot).where(Lot.round_id == view.round.id, Lot.state == "awarded")
    return list((await session.scalars(awarded.order_by(Lot.position))).all())


async def _known(session: AsyncSession, view: View) -> Known:
    """What is open to orders, for oneself or, as the coordinator, for every buyer."""
    lots = await _awarded(session, view)
    rows = await queries.declared(session, view)
    mine = None if view.coordinates else view.me
    rows = [row for row in rows if mine is None or row.organisation_id == mine]
    open_lots = {lot.id for lot in lots}
    return Known(
        items={
            item.id: item
            for item in await access.items_of(session, view.round.id)
            if item.lot_id in open_lots
        },
        buyers={
            organisation: Buyer(name, frozenset(of_buyer))
            for organisation, name, of_buyer in await queries.buyers(session, open_lots, mine)
        },
        mine=view.me,
        declared={
            (row.organisation_id, row.item_id, row.reference): row
            for row in rows
            if row.reference is not None
        },
        declared_rows=rows,
        days={lot.id: (first_day(view.round, lot), view.round.ends_on) for lot in lots},
        today=clock.today(),
    )


async def take(
    session: AsyncSession,
    caller: Caller,
    round_id: UUID,
    content: bytes,
    language: Language,
    *,
    dry_run: bool,
) -> OrderImportReport:
    """Declare what the lines say: all of them, or none where one cannot be read. Refused: `form_faulty`."""
    form = await sheets.read(content, forms.COLUMNS)
    view = await access.find(session, caller, round_id)
    lines = forms.read(form, await _known(session, view))
    if not dry_run:
        sheets.require_sound(form)
        async with refuse_if_violated(session, BREACHES):
            await _write(session, caller, view, lines)
    if view.coordinates:
        about = {line.organisation_id for line in lines}
        await readings.note(session, caller, view, "purchases.import_orders", about)
    return _report(lines, sheets.told(form, language), dry_run)


async def _write(session: AsyncSession, caller: Caller, view: View, lines: list[OrderLine]) -> None:
    """Positions are held in one order by all, so that two files cannot wait for each other."""
    for line in sorted(lines, key=lambda line: (line.item.id, line.line)):
        if line.declared is not None:
            if line.change == "delivered":
                await _deliver(session, line)
            continue
        order = order_of(
            caller, view, line.item, line.organisation_id, line.volume, line.ordered_on, line.reference
        )
        if line.delivered_volume and line.delivered_on is not None:
            mark_delivered(order, line.delivered_volume, line.delivered_on)
        session.add(order)


async def _deliver(session: AsyncSession, line: OrderLine) -> None:
    if line.declared is None:
        return
    locked = select(Order).where(Order.id == line.declared.id).with_for_update()
    order = (await session.scalars(locked.execution_options(populate_existing=True))).one()
    mark_delivered(order, line.delivered_volume or 0, line.delivered_on or order.ordered_on)


def _report(lines: list[OrderLine], faults: list[FormFaultOut], dry_run: bool) -> OrderImportReport:
    count = {
        change: sum(1 for line in lines if line.change == change)
        for change in ("new", "delivered", "unchanged")
    }
    return OrderImportReport(
        dry_run=dry_run,
        created_count=count["new"],
        delivered_count=count["delivered"],
        unchanged_count=count["unchanged"],
        rows=[
            OrderRowOut(
                line=line.line,
                change=line.change,
                organisation_id=line.organisation_id,
                organisation_name=line.organisation_name,
                item_id=line.item.id,
                item_name=line.item.name,
                volume=line.volume,
                ordered_on=line.ordered_on,
                reference=line.reference,
                delivered_volume=line.delivered_volume,
                delivered_on=line.delivered_on,
            )
            for line in lines
        ],
        faults=faults,
    )
