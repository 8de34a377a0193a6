"""Pydantic's messages in words for a person, French and English."""

from collections.abc import Mapping
from typing import Any

from essaim.kit.text import Language, Text

_MESSAGES: dict[str, Text] = {
    "missing": Text("Ce champ est requis.", "This field is required."),
    "extra_forbidden": Text("Ce champ n’existe pas ; retirez-le.", "There is no such field; remove it."),
    "string_type": Text("Écrivez du texte.", "Write text."),
    "string_unicode": Text(
        "Le texte contient un caractère qui ne peut pas être enregistré ; retapez-le.",
        "The text holds a character that cannot be stored; type it again.",
    ),
    "several_lines": Text("Écrivez sur une seule ligne.", "Write on one line."),
    "string_too_short": Text("Au moins {min_length} caractère(s).", "At least {min_length} character(s)."),
    "string_too_long": Text("Au plus {max_length} caractères.", "At most {max_length} characters."),
    "string_pattern_mismatch": Text("Ce format n’est pas reconnu.", "This format is not recognised."),
    "unprintable_character": Text(
        "Le texte contient un caractère qui ne peut pas être enregistré ; retapez-le.",
        "The text holds a character that cannot be stored; type it again.",
    ),
    "email": Text(
        "Écrivez une adresse électronique, comme nom@exemple.fr.",
        "Write an e-mail address, like name@example.org.",
    ),
    "int_type": Text("Écrivez un nombre entier.", "Write a whole number."),
    "int_parsing": Text("Écrivez un nombre entier.", "Write a whole number."),
    "int_from_float": Text(
        "Écrivez un nombre entier, sans décimales.", "Write a whole number, without decimals."
    ),
    "decimal_parsing": Text("Écrivez un nombre.", "Write a number."),
    "float_parsing": Text("Écrivez un nombre.", "Write a number."),
    "finite_number": Text("Écrivez un nombre fini.", "Write a finite number."),
    "bool_parsing": Text("Répondez par vrai ou faux.", "Answer true or false."),
    "bool_type": Text("Répondez par vrai ou faux.", "Answer true or false."),
    "greater_than": Text("Doit être supérieur à {gt}.", "Must be more than {gt}."),
    "greater_than_equal": Text("Doit être au moins {ge}.", "Must be at least {ge}."),
    "less_than": Text("Doit être inférieur à {lt}.", "Must be less than {lt}."),
    "less_than_equal": Text("Doit être au plus {le}.", "Must be at most {le}."),
    "enum": Text("Valeurs possibles : {expected}.", "Possible values: {expected}."),
    "literal_error": Text("Valeurs possibles : {expected}.", "Possible values: {expected}."),
    "uuid_parsing": Text("Cet identifiant n’est pas valable.", "This identifier is not valid."),
    "date_parsing": Text("Écrivez une date : AAAA-MM-JJ.", "Write a date: YYYY-MM-DD."),
    "date_from_datetime_parsing": Text("Écrivez une date : AAAA-MM-JJ.", "Write a date: YYYY-MM-DD."),
    "datetime_parsing": Text(
        "Écrivez une date et une heure (ISO 8601).", "Write a date and time (ISO 8601)."
    ),
    "datetime_from_date_parsing": Text(
        "Écrivez une date et une heure (ISO 8601).", "Write a date and time (ISO 8601)."
    ),
    "timezone_aware": Text("Précisez le fuseau horaire.", "Give the time zone offset."),
    "list_type": Text("Donnez une liste.", "Give a list."),
    "too_long": Text("Au plus {max_length} éléments.", "At most {max_length} items."),
    "too_short": Text("Au moins {min_length} élément(s).", "At least {min_length} item(s)."),
    "dict_type": Text("Donnez un objet JSON.", "Give a JSON object."),
    "model_attributes_type": Text("Donnez un objet JSON.", "Give a JSON object."),
    "json_invalid": Text("Le corps n’est pas du JSON valable.", "The body is not valid JSON."),
    "union_tag_invalid": Text("Type inconnu.", "Unknown type."),
}
_OTHERWISE = Text("Cette valeur n’est pas acceptée.", "This value is not accepted.")


def message_of(error: Mapping[str, Any], language: Language) -> str:
    """The message of one pydantic error. Custom errors may carry `fr` and `en` in their context."""
    facts = error.get("ctx") or {}
    if language in facts:
        return str(facts[language])
    if language == "fr" and "expected" in facts:
        facts = {**facts, "expected": str(facts["expected"]).replace(" or ", " ou ")}
    sentence = _MESSAGES.get(error["type"], _OTHERWISE).in_(language)
    try:
        return sentence.format(**facts)
    except (KeyError, IndexError):
        return _OTHERWISE.in_(language)
