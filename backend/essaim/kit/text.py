"""Words for people, in the two languages of the product."""

from typing import Literal, NamedTuple

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")


class Text(NamedTuple):
    """One sentence in French and in English; may hold {named} facts."""

    fr: str
    en: str

    def in_(self, language: Language) -> str:
        return self.en if language == "en" else self.fr


def preferred_language(accept_language: str | None) -> Language:
    """The first language of the header that we speak; French when none is named."""
    ranked: list[tuple[float, int, Language]] = []
    for position, part in enumerate((accept_language or "").split(",")):
        tag, _, parameters = part.strip().partition(";")
        language = tag.strip().lower()[:2]
        if language in LANGUAGES:
            ranked.append((-_quality(parameters), position, language))
    acceptable = [entry for entry in ranked if entry[0] < 0]
    return min(acceptable)[2] if acceptable else "fr"


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
