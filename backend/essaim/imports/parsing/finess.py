"""What both forms of FINESS share: the number, its key, the overseas department codes."""

from essaim.imports.parsing.cells import BadCell, Reader, restored
from essaim.imports.parsing.records import LineError
from essaim.organisations.identifiers import InvalidIdentifier, finess_key_is_right, parse_finess

# FINESS writes an overseas department as 9 and a letter; the commune's three digits already hold
# the third digit of the department: 9D and 410 make 97410.
_HEADS = {
    "9A": "97",
    "9B": "97",
    "9C": "97",
    "9D": "97",
    "9E": "97",
    "9F": "97",
    "9H": "98",
    "9J": "98",
    "9K": "98",
}


def head_department(department: str) -> str:
    """The two characters that, before FINESS's three-digit commune, make the official code."""
    return _HEADS.get(department.upper(), department)


def read_finess(text: str) -> str:
    try:
        return parse_finess(restored(text, 9))
    except InvalidIdentifier as fault:
        raise BadCell(f"{fault.kind}_{fault.reason}", text, fault.message_fr, fault.message_en) from fault


def warn_about_key(reader: Reader, column: str, finess: str) -> None:
    """A wrong key is reported but costs nothing: the published pattern promises none."""
    if finess_key_is_right(finess):
        return
    reader.faults.append(
        LineError(
            reader.line,
            column,
            "finess_key",
            finess,
            "La clé de ce numéro FINESS est inhabituelle\u00a0: vérifiez-le. La ligne est lue.",
            "The key of this FINESS number is unusual: check it. The line was read.",
            kept=True,
        )
    )
