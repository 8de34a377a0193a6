"""Decoded lines of a byte stream: finds the encoding by itself, keeps memory bounded."""

from collections.abc import Iterator
from typing import BinaryIO

from essaim.imports.parsing.records import FileRefused, LineError, shown

LONGEST_LINE = 1 << 20
"""Bytes of one line at most: a file without line ends must not fill the memory."""

_UTF8_MARK = b"\xef\xbb\xbf"
_NOT_TEXT = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"%PDF", b"\xd0\xcf\x11\xe0")


def decoded_lines(stream: BinaryIO) -> Iterator[tuple[int, str] | LineError]:
    """Each line with its number from 1, without its end; lines that cannot be decoded become faults.

    A file is read as UTF-8 until a line is not; if no accent had been met before, the file is
    Windows-1252 (which holds ISO-8859-1's letters) from then on.
    """
    encoding = "utf-8"
    accents_seen = False
    for number, raw in _raw_lines(stream):
        if b"\x00" in raw:
            yield _nul(number)
            continue
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            if accents_seen:
                yield _mixed(number, raw)
                continue
            encoding = "cp1252"
            text = raw.decode(encoding, errors="replace")
        accents_seen = accents_seen or not raw.isascii()
        yield number, text.rstrip("\r\n")


def _raw_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while raw := stream.readline(LONGEST_LINE + 1):
        number += 1
        if number == 1:
            _refuse_what_is_not_text(raw)
            raw = raw.removeprefix(_UTF8_MARK)
        if len(raw) > LONGEST_LINE:
            raise FileRefused(
                "line_too_long",
                f"La ligne {number} dépasse un mégaoctet\u00a0: ce n’est pas un fichier CSV.",
                f"Line {number} is over one megabyte: this is not a CSV file.",
                line=number,
            )
        yield number, raw
    if number == 0:
        raise FileRefused(
            "empty_file",
            "Le fichier est vide\u00a0: choisissez-en un autre.",
            "The file is empty: choose another one.",
        )


def _refuse_what_is_not_text(start: bytes) -> None:
    if start.startswith(_NOT_TEXT):
        raise FileRefused(
            "not_text",
            "Ce fichier est une archive, un classeur ou un PDF\u00a0: décompressez-le, ou enregistrez-le au format CSV.",
            "This file is an archive, a workbook or a PDF: unpack it, or save it as CSV.",
        )
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or start.count(b"\x00") > len(start) // 4:
        raise FileRefused(
            "utf16",
            "Ce fichier est en UTF-16\u00a0: enregistrez-le en UTF-8.",
            "This file is in UTF-16: save it as UTF-8.",
        )


def _nul(number: int) -> LineError:
    return LineError(
        number,
        None,
        "nul_byte",
        None,
        "La ligne contient un octet nul\u00a0: le fichier est abîmé à cet endroit, téléchargez-le de nouveau.",
        "The line holds a NUL byte: the file is damaged there, download it again.",
    )


def _mixed(number: int, raw: bytes) -> LineError:
    return LineError(
        number,
        None,
        "mixed_encoding",
        shown(raw.decode("utf-8", errors="replace").strip()),
        "La ligne n’est pas en UTF-8 comme le reste du fichier\u00a0: enregistrez tout le fichier en UTF-8.",
        "The line is not in UTF-8 like the rest of the file: save the whole file as UTF-8.",
    )
