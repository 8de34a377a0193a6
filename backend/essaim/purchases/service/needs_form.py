"""The form of needs: its columns, and what a filled one says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal
from uuid import UUID

from essaim.kit.text import Text
from essaim.purchases.rules.forms import Form, FormColumn, FormRow, Value
from essaim.purchases.schemas.needs import NeedChangeOut, NeedLineIn, NeedLineOut

COLUMNS: Final = (
    FormColumn("lot", Text("Lot", "Lot"), width=24),
    FormColumn("item", Text("Article", "Item"), width=40),
    FormColumn("unit", Text("Unité", "Unit"), width=16),
    FormColumn("item_id", Text("Identifiant de l’article", "Item id"), "id", required=True, width=38),
    FormColumn("volume", Text("Volume", "Volume"), "whole", required=True, width=12),
    FormColumn("price", Text("Prix de référence HT (€)", "Reference price excl. VAT (€)"), "price", width=16),
    FormColumn("source", Text("Source du prix", "Price source"), width=32),
    FormColumn("on", Text("Date du prix", "Price date"), "date", width=14),
)
LARGEST_VOLUME: Final = 10**9


def cells_of(line: NeedLineOut) -> list[Value]:
    """A line of the form, in the order of its columns."""
    return [
        line.lot_name,
        line.item_name,
        line.unit,
        line.item_id,
        line.volume,
        line.reference_price,
        line.reference_source,
        line.reference_on,
    ]


@dataclass(slots=True)
class Reading:
    """What a form says beside what was stated. `lines`: the whole answer once it is taken, by item."""

    lines: dict[UUID, NeedLineIn]
    filled: int = 0
    unchanged: int = 0
    changes: list[NeedChangeOut] = field(default_factory=list)


def read(form: Form, stated: Mapping[UUID, NeedLineOut], today: date) -> Reading:
    """Lines of the form over what was stated; what is wrong is added to the faults of the form."""
    reading = Reading(
        {item: taken for item, line in stated.items() if (taken := _as_stated(line)) is not None}
    )
    seen: set[UUID] = set()
    for row in form.rows:
        item = row.id("item_id")
        if row.faulty or not _is_sound(form, row, stated, seen, today):
            continue
        if item is None or row.whole("volume") is None:
            continue
        seen.add(item)
        reading.filled += 1
        _take(reading, row, stated[item])
    return reading


def _as_stated(line: NeedLineOut) -> NeedLineIn | None:
    if line.volume is None:
        return None
    return NeedLineIn(
        item_id=line.item_id,
        volume=line.volume,
        reference_price=line.reference_price,
        reference_source=line.reference_source,
        reference_on=line.reference_on,
        evidence_id=line.evidence_id,
    )


def _is_sound(
    form: Form, row: FormRow, stated: Mapping[UUID, NeedLineOut], seen: set[UUID], today: date
) -> bool:
    """Whether a line says one thing that may be taken; else why it does not."""
    item, volume, on = row.id("item_id"), row.whole("volume"), row.day("on")
    reference = {"price": row.whole("price"), "source": row.text("source"), "on": on}
    given = [key for key, value in reference.items() if value is not None]
    before = len(form.faults)
    if item is None:
        if volume is not None or given:
            form.blame(row, "item_id", "identifier_missing", _IDENTIFIER_MISSING)
        return False
    if item not in stated:
        form.blame(row, "item_id", "unknown_item", _UNKNOWN_ITEM, str(item))
    elif item in seen:
        form.blame(row, "item_id", "item_twice", _ITEM_TWICE, str(item))
    if volume is None and given:
        form.blame(row, "volume", "volume_missing", _VOLUME_MISSING)
    if volume is not None and volume > LARGEST_VOLUME:
        form.blame(row, "volume", "volume_too_large", _VOLUME_TOO_LARGE, str(volume))
    for key in reference.keys() - given if given and volume else ():
        form.blame(row, key, "incomplete_reference", _INCOMPLETE)
    if on is not None and on > today:
        form.blame(row, "on", "date_to_come", DATE_TO_COME, f"{on:%d/%m/%Y}")
    return len(form.faults) == before


def _take(reading: Reading, row: FormRow, stated: NeedLineOut) -> None:
    item, volume, former = stated.item_id, row.whole("volume"), reading.lines.pop(stated.item_id, None)
    after: NeedLineIn | None = None
    if volume:
        after = NeedLineIn(
            item_id=item,
            volume=volume,
            reference_price=row.whole("price"),
            reference_source=row.text("source"),
            reference_on=row.day("on"),
            evidence_id=_kept_evidence(row, former),
        )
        reading.lines[item] = after
    if former == after:
        reading.unchanged += 1
        return
    change: Literal["added", "changed", "removed"] = (
        "added" if former is None else "removed" if after is None else "changed"
    )
    reading.changes.append(
        NeedChangeOut(
            line=row.line,
            item_id=item,
            item_name=stated.item_name,
            change=change,
            volume_before=former and former.volume,
            volume_after=after and after.volume,
            reference_price_before=former and former.reference_price,
            reference_price_after=after and after.reference_price,
        )
    )


def _kept_evidence(row: FormRow, former: NeedLineIn | None) -> UUID | None:
    """Evidence stays with the price it is of."""
    same = former is not None and former.reference_price == row.whole("price")
    return former.evidence_id if former is not None and same else None


_IDENTIFIER_MISSING = Text(
    "Identifiant absent\u00a0: gardez celui du modèle.", "No identifier: keep that of the model."
)
_UNKNOWN_ITEM = Text(
    "Cet article n’est pas de cet achat groupé\u00a0: reprenez le modèle.",
    "This item is not in this group purchase: start from the model again.",
)
_ITEM_TWICE = Text(
    "Cet article est déjà plus haut\u00a0: gardez une seule ligne.",
    "This item stands above already: keep one line.",
)
_VOLUME_MISSING = Text(
    "Écrivez le volume, ou 0 si vous n’en avez plus besoin.",
    "Write the volume, or 0 if you need it no more.",
)
_VOLUME_TOO_LARGE = Text("Au plus 1\u202f000\u202f000\u202f000.", "At most 1,000,000,000.")
_INCOMPLETE = Text(
    "Un prix de référence va avec sa source et sa date\u00a0: complétez cette cellule, ou videz les autres.",
    "A reference price goes with its source and its date: fill this cell in, or empty the others.",
)
DATE_TO_COME = Text(
    "Cette date est à venir\u00a0: donnez le jour d’un prix déjà payé.",
    "This date is to come: give the day of a price already paid.",
)
