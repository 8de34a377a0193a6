"""Keys that no cost could ever be shared by: refused when they are proposed, not on the day of the bill.

Only what is certain whatever the cost is refused. What depends on how many share is a warning (`limits.warnings`), and
what depends on the amount is refused when it is shared (`essaim.fairness.clauses`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from essaim.agreements.errors import KeyCannotHold, NameTwice, NotSharing, RuleUnworkable
from essaim.agreements.plain.numbers import percent, say
from essaim.agreements.rulebook import AllocationKey, KeyLimit, Rulebook
from essaim.kit.errors import FieldFault
from essaim.kit.text import Text

WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Sharers:
    """Organisations of an agreement, by id. `citable`: a key may name them; `paying`: they share its costs today."""

    citable: frozenset[str]
    paying: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot work; `place` is a JSON pointer into the rulebook."""

    place: str
    refusal: type[RuleUnworkable]
    why: Text

    @property
    def pointer(self) -> str:
        """Where it stands in the body of a request."""
        return f"/content{self.place}"


def faults(book: Rulebook, sharers: Sharers) -> tuple[Fault, ...]:
    return (
        *_same_names("/allocation_keys", (key.name for key in book.allocation_keys), _KEYS_TWICE),
        *_same_names("/joining_tariffs", (tariff.name for tariff in book.joining_tariffs), _TARIFFS_TWICE),
        *(
            fault
            for number, key in enumerate(book.allocation_keys)
            for fault in _of_key(f"/allocation_keys/{number}", key, sharers)
        ),
    )


def require_workable(book: Rulebook, sharers: Sharers) -> None:
    """Refuse rules that could not be applied; every fault is named, the first gives the refusal its code."""
    found = faults(book, sharers)
    if found:
        named = [FieldFault(fault.pointer, fault.refusal.code, fault.why) for fault in found]
        raise found[0].refusal(why=found[0].why, errors=named)


_KEYS_TWICE = Text(
    "Deux clés portent le même nom\u00a0: changez l’un des deux, un coût se partage par le nom de sa clé.",
    "Two keys have the same name: change one, a cost is shared by the name of its key.",
)
_TARIFFS_TWICE = Text(
    "Deux tarifs portent le même nom\u00a0: changez l’un des deux.",
    "Two tariffs have the same name: change one.",
)
_NOT_SHARING = Text(
    "Une organisation citée ici ne paie rien dans cet accord\u00a0: elle n’y est pas partie, ou l’observe. Retirez-la.",
    "An organisation cited here pays nothing in this agreement: it is no party, or observes it. Remove it.",
)
_NOBODY_PAYS = Text(
    "Toutes les parties sont dispensées\u00a0: laissez au moins une organisation qui paie.",
    "Every party is exempted: leave at least one organisation that pays.",
)
_FLOOR_OF_EXEMPTED = Text(
    "Une organisation a ici un plancher, et la même clé la dispense de payer\u00a0: gardez l’un ou l’autre.",
    "An organisation has a floor here, and the same key exempts it: keep one or the other.",
)
_FLOOR_ABOVE_CAP = Text(
    "Ce plancher dépasse un plafond de la même clé\u00a0: aucune somme ne respecte les deux.",
    "This floor is above a cap of the same key: no amount respects both.",
)
_FLOORS_ABOVE_WHOLE = Text(
    "Les planchers de cette clé font {whole} en tout\u00a0: ramenez-les à 100\u00a0% au plus.",
    "The floors of this key sum to {whole}: bring them down to 100% at most.",
)
_NOTHING_PAID = Text(
    "Un plafond à zéro pour toutes\u00a0: personne ne paierait. Relevez-le, ou dites qui il concerne.",
    "A cap of zero for all: nobody would pay. Raise it, or say whom it is for.",
)


def _same_names(place: str, names: Iterable[str], why: Text) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name.casefold() in seen:
            yield Fault(f"{place}/{number}/name", NameTwice, why)
        seen.add(name.casefold())


def _of_key(place: str, key: AllocationKey, sharers: Sharers) -> Iterator[Fault]:
    if not sharers.citable.issuperset(key.excluded):
        yield Fault(f"{place}/excluded", NotSharing, _NOT_SHARING)
    if sharers.paying and sharers.paying.issubset(key.excluded):
        yield Fault(f"{place}/excluded", KeyCannotHold, _NOBODY_PAYS)
    for number, limit in enumerate(key.limits):
        yield from _of_limit(f"{place}/limits/{number}", limit, key, sharers)
    yield from _floors_above_whole(place, key)


def _of_limit(place: str, limit: KeyLimit, key: AllocationKey, sharers: Sharers) -> Iterator[Fault]:
    if not sharers.citable.issuperset(limit.organisation_ids):
        yield Fault(f"{place}/organisation_ids", NotSharing, _NOT_SHARING)
    if limit.kind == "floor" and not set(key.excluded).isdisjoint(limit.organisation_ids):
        yield Fault(f"{place}/organisation_ids", KeyCannotHold, _FLOOR_OF_EXEMPTED)
    if limit.kind == "floor" and any(_above(limit, other, key) for other in key.limits):
        yield Fault(f"{place}/{_unit(limit)}", KeyCannotHold, _FLOOR_ABOVE_CAP)
    if limit.kind == "cap" and not limit.organisation_ids and _bound(limit) == 0:
        yield Fault(f"{place}/{_unit(limit)}", KeyCannotHold, _NOTHING_PAID)


def _above(floor: KeyLimit, cap: KeyLimit, key: AllocationKey) -> bool:
    """A floor above a cap of the same unit, for somebody who pays."""
    if cap.kind != "cap" or _unit(floor) != _unit(cap) or _bound(floor) <= _bound(cap):
        return False
    if not floor.organisation_ids and not cap.organisation_ids:
        return True
    low, high = set(floor.organisation_ids), set(cap.organisation_ids)
    both = low & high if low and high else low | high
    return bool(both - set(key.excluded))


def _floors_above_whole(place: str, key: AllocationKey) -> Iterator[Fault]:
    """Floors of organisations named, as shares of the amount: the highest of each."""
    floors: dict[str, int] = {}
    last = 0
    for number, limit in enumerate(key.limits):
        if limit.kind == "floor" and limit.share_bp is not None and limit.organisation_ids:
            last = number
            for organisation in set(limit.organisation_ids) - set(key.excluded):
                floors[organisation] = max(floors.get(organisation, 0), limit.share_bp)
    whole = sum(floors.values())
    if whole > WHOLE:
        why = say(_FLOORS_ABOVE_WHOLE, whole=percent(whole))
        yield Fault(f"{place}/limits/{last}/share_bp", KeyCannotHold, why)


def _unit(limit: KeyLimit) -> str:
    return "cents" if limit.cents is not None else "share_bp"


def _bound(limit: KeyLimit) -> int:
    return limit.cents if limit.cents is not None else limit.share_bp or 0
