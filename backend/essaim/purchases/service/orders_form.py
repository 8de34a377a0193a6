"""The form of orders: its columns, and what a filled one says. An order is known by its reference."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import Row

from essaim.kit.text import Text
from essaim.purchases.models import Item
from essaim.purchases.rules.forms import Form, FormColumn, FormRow, Value

COLUMNS: Final = (
    FormColumn("organisation", Text("Organisation", "Organisation"), width=30),
    FormColumn("lot", Text("Lot", "Lot"), width=24),
    FormColumn("item", Text("Article", "Item"), width=40),
    FormColumn("unit", Text("Unité", "Unit"), width=16),
    FormColumn("reference", Text("Référence de commande", "Order reference"), required=True, width=24),
    FormColumn("volume", Text("Quantité commandée", "Volume ordered"), "whole", required=True, width=14),
    FormColumn("ordered_on", Text("Date de commande", "Ordered on"), "date", required=True, width=14),
    FormColumn("delivered_volume", Text("Quantité livrée", "Volume delivered"), "whole", width=14),
    FormColumn("delivered_on", Text("Date de livraison", "Delivered on"), "date", width=14),
    FormColumn("item_id", Text("Identifiant de l’article", "Item id"), "id", required=True, width=38),
    FormColumn("organisation_id", Text("Identifiant de l’organisation", "Organisation id"), "id", width=38),
)
LARGEST_VOLUME: Final = 10**9
FILLED: Final = ("reference", "volume", "ordered_on", "delivered_volume", "delivered_on")

Key = tuple[UUID, UUID, str]
"""Organisation, item, reference."""


def cells_of(order: Row[Any]) -> list[Value]:
    """An order already declared, in the order of the columns."""
    return [
        order.organisation_name,
        order.lot_name,
        order.item_name,
        order.unit,
        order.reference,
        order.volume,
        order.ordered_on,
        order.delivered_volume,
        order.delivered_on,
        order.item_id,
        order.organisation_id,
    ]


def blank_cells(organisation: str, lot: str, item: Item, organisation_id: UUID) -> list[Value]:
    """A line to fill in."""
    empty: list[Value] = [None] * len(FILLED)
    return [organisation, lot, item.name, item.unit, *empty, item.id, organisation_id]


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who may be named: it committed to something of these lots."""

    name: str
    lots: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Known:
    """What the lines of a form are read against. `items`: those of the awarded lots; `days`: of orders, by lot."""

    items: Mapping[UUID, Item]
    buyers: Mapping[UUID, Buyer]
    mine: UUID
    declared: Mapping[Key, Row[Any]]
    declared_rows: Sequence[Row[Any]]
    days: Mapping[UUID, tuple[date, date]]
    today: date


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line that may be taken. `change`: what it does; `declared`: the order already there."""

    line: int
    change: Literal["new", "delivered", "unchanged"]
    item: Item
    organisation_id: UUID
    organisation_name: str
    reference: str
    volume: int
    ordered_on: date
    delivered_volume: int | None
    delivered_on: date | None
    declared: Row[Any] | None


def read(form: Form, known: Known) -> list[OrderLine]:
    """The lines filled in; what is wrong is added to the faults of the form."""
    lines: list[OrderLine] = []
    seen: set[Key] = set()
    for row in form.rows:
        if row.faulty or not any(row.values.get(key) is not None for key in FILLED):
            continue
        line = _read_line(form, row, known, seen)
        if line is not None:
            lines.append(line)
    return lines


def _read_line(form: Form, row: FormRow, known: Known, seen: set[Key]) -> OrderLine | None:
    before = len(form.faults)
    item = _item(form, row, known)
    owner = row.id("organisation_id") or known.mine
    reference, volume, ordered_on = row.text("reference"), row.whole("volume"), row.day("ordered_on")
    _require_filled(form, row, {"reference": reference, "volume": volume, "ordered_on": ordered_on})
    if item is not None:
        _require_buyer(form, row, known.buyers, owner, item)
    if item is None or reference is None or volume is None or ordered_on is None:
        return None
    _require_possible(form, row, volume, ordered_on, known.days[item.lot_id], known.today)
    key = (owner, item.id, reference)
    declared = known.declared.get(key)
    if key in seen:
        form.blame(row, "reference", "reference_twice", _TWICE, reference)
    elif declared is not None and (declared.volume, declared.ordered_on) != (volume, ordered_on):
        form.blame(row, "volume", "declared_otherwise", _OTHERWISE, str(volume))
    seen.add(key)
    if len(form.faults) > before:
        return None
    delivered, delivered_on = row.whole("delivered_volume"), row.day("delivered_on")
    return OrderLine(
        row.line,
        _change(declared, delivered, delivered_on),
        item,
        owner,
        known.buyers[owner].name,
        reference,
        volume,
        ordered_on,
        delivered,
        delivered_on,
        declared,
    )


def _change(
    declared: Row[Any] | None, delivered: int | None, on: date | None
) -> Literal["new", "delivered", "unchanged"]:
    if declared is None:
        return "new"
    same = (declared.delivered_volume, declared.delivered_on) == (delivered, on)
    # An empty cell leaves what was declared; only a 0 takes it back.
    nothing = delivered == 0 and declared.delivered_volume is None
    return "unchanged" if delivered is None or same or nothing else "delivered"


def _item(form: Form, row: FormRow, known: Known) -> Item | None:
    item_id = row.id("item_id")
    if item_id is None:
        form.blame(row, "item_id", "identifier_missing", _IDENTIFIER_MISSING)
        return None
    if item_id not in known.items:
        form.blame(row, "item_id", "unknown_item", _UNKNOWN_ITEM, str(item_id))
    return known.items.get(item_id)


def _require_buyer(form: Form, row: FormRow, buyers: Mapping[UUID, Buyer], owner: UUID, item: Item) -> None:
    """Somebody else's line, for who orders for itself alone, is a line of nobody committed: nothing more is told."""
    if owner not in buyers or item.lot_id not in buyers[owner].lots:
        form.blame(row, "organisation_id", "not_committed", _NOT_COMMITTED)


def _require_filled(form: Form, row: FormRow, given: Mapping[str, object]) -> None:
    for key, value in given.items():
        if value is None:
            form.blame(row, key, "missing", _MISSING)


def _require_possible(
    form: Form, row: FormRow, volume: int, ordered_on: date, days: Collection[date], today: date
) -> None:
    delivered, delivered_on = row.whole("delivered_volume"), row.day("delivered_on")
    if not 1 <= volume <= LARGEST_VOLUME:
        form.blame(row, "volume", "volume_out_of_range", _VOLUME, str(volume))
    if ordered_on > today or not min(days) <= ordered_on <= max(days):
        form.blame(row, "ordered_on", "order_outside_contract", _ORDERED_ON, f"{ordered_on:%d/%m/%Y}")
    if delivered is not None and delivered > volume:
        form.blame(row, "delivered_volume", "delivered_too_much", _DELIVERED, str(delivered))
    if delivered and delivered_on is None:
        form.blame(row, "delivered_on", "missing", _MISSING)
    if delivered_on is not None and delivered is None:
        form.blame(row, "delivered_volume", "missing", _MISSING)
    if delivered_on is not None and not ordered_on <= delivered_on <= today:
        form.blame(row, "delivered_on", "delivery_date", _DELIVERED_ON, f"{delivered_on:%d/%m/%Y}")


_MISSING = Text("Remplissez cette cellule.", "Fill this cell in.")
_IDENTIFIER_MISSING = Text(
    "Identifiant absent\u00a0: gardez celui du modèle.", "No identifier: keep that of the model."
)
_UNKNOWN_ITEM = Text(
    "Cet article n’est d’aucun lot attribué et ouvert aux commandes\u00a0: reprenez le modèle.",
    "This item is in no awarded lot open to orders: start from the model again.",
)
_NOT_COMMITTED = Text(
    "Gardez l’identifiant d’une organisation engagée sur ce lot, pour laquelle vous pouvez commander.",
    "Keep the identifier of an organisation committed to this lot, for which you may order.",
)
_TWICE = Text(
    "Cette référence est déjà plus haut pour cet article\u00a0: gardez une seule ligne.",
    "This reference stands above already for this item: keep one line.",
)
_OTHERWISE = Text(
    "Cette commande est déclarée avec une autre quantité ou une autre date\u00a0: annulez-la d’abord.",
    "This order is declared with another volume or date: cancel it first.",
)
_VOLUME = Text("Entre 1 et 1\u202f000\u202f000\u202f000.", "Between 1 and 1,000,000,000.")
_ORDERED_ON = Text(
    "Donnez un jour de la durée du marché, pas à venir.", "Give a day of the contract, not to come."
)
_DELIVERED = Text(
    "Plus livré que commandé\u00a0: déclarez une commande de plus.",
    "More delivered than ordered: declare another order.",
)
_DELIVERED_ON = Text(
    "Donnez un jour entre la commande et aujourd’hui.", "Give a day between the order and today."
)
