"""Elements of one array of a large JSON object, one at a time: memory holds one element, not the file."""

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO

from essaim.imports.parsing.records import FileRefused

CHUNK = 1 << 16
LARGEST_ELEMENT = 64 << 20
"""Characters of one element, or of one member beside the array, at most."""

_BLANKS = " \t\r\n"


def array_elements(stream: BinaryIO, member: str) -> Iterator[tuple[int, object]]:
    """Line number and value of each element of `{…, "member": [ … ], …}`; what follows the array is not read.

    Raises `FileRefused` where the text stops being JSON: the elements before it were good.
    """
    text = _Text(stream)
    text.expect("{")
    if text.peek() == "}":
        raise _missing(member)
    while True:
        name = text.value()
        text.expect(":")
        if name == member:
            break
        text.value()
        if text.expect(",", "}") == "}":
            raise _missing(member)
    text.expect("[")
    if text.peek() == "]":
        return
    while True:
        text.peek()
        line = text.line
        yield line, text.value()
        if text.expect(",", "]") == "]":
            return


class _Text:
    """Decoded text read forward, with the current line."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._scanner = json.JSONDecoder()
        self._buffer = ""
        self._place = 0
        self._ended = False
        self.line = 1

    def peek(self) -> str:
        """The next character that is not blank, left in place."""
        while True:
            while self._place < len(self._buffer):
                character = self._buffer[self._place]
                if character not in _BLANKS:
                    return character
                self.line += character == "\n"
                self._place += 1
            if not self._more(CHUNK):
                raise self._broken()

    def expect(self, *characters: str) -> str:
        found = self.peek()
        if found not in characters:
            raise self._broken()
        self._place += 1
        return found

    def value(self) -> object:
        """The next JSON value. Reads on while it is incomplete, twice as much each time."""
        self.peek()
        wanted = CHUNK
        while True:
            try:
                value, end = self._scanner.raw_decode(self._buffer, self._place)
            except RecursionError as fault:
                raise FileRefused(
                    "nested_too_deep",
                    f"Le JSON est imbriqué trop profondément à la ligne {self.line}.",
                    f"The JSON is nested too deep at line {self.line}.",
                    line=self.line,
                ) from fault
            except ValueError as fault:
                if len(self._buffer) - self._place > LARGEST_ELEMENT or not self._more(wanted):
                    raise self._broken() from fault
                wanted = min(wanted * 2, LARGEST_ELEMENT)
                continue
            if end == len(self._buffer) and self._more(CHUNK):
                continue  # a number may go on in the next chunk
            self.line += self._buffer.count("\n", self._place, end)
            self._place = end
            return value

    def _more(self, size: int) -> bool:
        if self._ended:
            return False
        raw = self._stream.read(size)
        self._ended = not raw
        try:
            added = self._decoder.decode(raw, final=self._ended)
        except UnicodeDecodeError as fault:
            raise FileRefused(
                "encoding",
                "Ce fichier JSON n’est pas en UTF-8\u00a0: reprenez-le tel que publié.",
                "This JSON file is not in UTF-8: take it as published.",
                line=self.line,
            ) from fault
        self._buffer = self._buffer[self._place :] + added
        self._place = 0
        return not self._ended or bool(added)

    def _broken(self) -> FileRefused:
        return FileRefused(
            "broken_json",
            f"Le JSON est coupé ou mal formé près de la ligne {self.line}\u00a0: téléchargez de nouveau le fichier.",
            f"The JSON is cut or malformed near line {self.line}: download the file again.",
            line=self.line,
        )


def _missing(member: str) -> FileRefused:
    return FileRefused(
        "missing_member",
        f"Le membre «\u00a0{member}\u00a0» est absent\u00a0: ce n’est pas le flux attendu.",
        f"Member “{member}” is absent: this is not the flow expected.",
        column=member,
    )
