"""Recompute the shares of an allocation from its record alone, and check that nobody altered it.

    python -m essaim.fairness.recompute record.json

`record.json` is what `GET /v1/allocations/{id}/record` answers: `{"hash": …, "record": {…}}`. The record holds members with
their days and figures, lines with their key, prices and needs, and shares in cents. Its hash is the SHA-256 of the record
written as JSON with sorted keys, no spaces and characters as they are (UTF-8). Ends with 0 when the hash is right and the
same cents come out, with 1 when not, with 2 when there is nothing to check.
"""

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from essaim.fairness.bills import LineInput, MemberInput, RunInputs, RunShares
from essaim.fairness.errors import Unshareable
from essaim.fairness.runs import share_run

FORMAT = "essaim-allocation/1"


class Altered(ValueError):
    """The record is not the one that was shared, or its shares do not follow from it."""


def record_of(about: Mapping[str, Any], inputs: RunInputs, shares: RunShares) -> dict[str, Any]:
    """The record of a run. `about`: what else it tells, such as the period and the sources of the figures."""
    return {
        "format": FORMAT,
        "about": dict(about),
        "units": dict(inputs.units),
        "members": [
            {
                "id": member.id,
                "days_present": member.days_present,
                "days": member.days,
                "figures": dict(member.figures),
            }
            for member in inputs.members
        ],
        "lines": [
            {
                "id": line.id,
                "name": line.name,
                "amount_cents": line.amount_cents,
                "key": dict(line.key),
                "basis": line.basis,
                "pricing": None if line.pricing is None else dict(line.pricing),
                "needs": dict(line.needs),
            }
            for line in inputs.lines
        ],
        "shares": [{"line_id": line.line.id, "cents": list(line.cents)} for line in shares.lines],
    }


def inputs_of(record: Mapping[str, Any]) -> RunInputs:
    """What a record was shared from."""
    return RunInputs(
        members=tuple(MemberInput(**member) for member in record["members"]),
        lines=tuple(LineInput(**line) for line in record["lines"]),
        units=record["units"],
    )


def digest(record: Mapping[str, Any]) -> str:
    """SHA-256 of the record as one canonical text, in hexadecimal."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def verify(document: Mapping[str, Any]) -> RunShares:
    """The shares, computed again. Raises `Altered`."""
    record = document["record"]
    if document.get("complete") is False:
        raise Altered("This is an extract: ask for the complete record.")
    if digest(record) != document["hash"]:
        raise Altered("The hash is not that of this record: it was altered.")
    try:
        shares = share_run(inputs_of(record))
    except Unshareable as cause:
        raise Altered(f"The record cannot be shared: {cause}") from cause
    told = [{"line_id": line.line.id, "cents": line.cents} for line in shares.lines]
    if told != record["shares"]:
        raise Altered("The shares of the record do not follow from it.")
    return shares


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("python -m essaim.fairness.recompute record.json\n")
        return 2
    try:
        document = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
        shares = verify(document)
    except Altered as altered:
        sys.stderr.write(f"{altered}\n")
        return 1
    except (OSError, ValueError, KeyError, TypeError) as trouble:
        sys.stderr.write(f"Not a record: {trouble}\n")
        return 2
    names = document.get("names", {})
    for member, cents in zip(shares.members, shares.cents, strict=True):
        sys.stdout.write(f"{names.get(member.id, member.id)}: {_amount(cents)}\n")
    total = sum(shares.cents)
    sys.stdout.write(f"{len(shares.lines)} lines, {_amount(total)}: the same cents, the same hash.\n")
    return 0


def _amount(cents: int) -> str:
    sign, cents = ("-" if cents < 0 else ""), abs(cents)
    return f"{sign}{cents // 100}.{cents % 100:02d}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
