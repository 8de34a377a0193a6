"""The effects decisions may have, filled when the application is assembled: decisions know no feature above them."""

from collections.abc import Iterable

from essaim.agreements.effects import Effect
from essaim.agreements.rulebook import Matter

_EFFECTS: dict[Matter, Effect] = {}


def register(effects: Iterable[Effect]) -> None:
    for effect in effects:
        _EFFECTS[effect.matter] = effect


def effect_of(matter: Matter) -> Effect:
    return _EFFECTS[matter]


def all_effects() -> tuple[Effect, ...]:
    return tuple(_EFFECTS.values())
