"""The effects decisions may have, filled when the application is assembled: decisions know no feature above them."""

from collections.abc import Iterable

from essaim.agreements.effects import Effect
from essaim.agreements.rulebook import Matter
from essaim.decisions.errors import UnknownMatter

_EFFECTS: dict[Matter, Effect] = {}


def register(effects: Iterable[Effect]) -> None:
    for effect in effects:
        _EFFECTS[effect.matter] = effect


def effect_of(matter: Matter) -> Effect:
    effect = _EFFECTS.get(matter)
    if effect is None:
        raise UnknownMatter
    return effect


def all_effects() -> tuple[Effect, ...]:
    return tuple(_EFFECTS.values())
