"""Every chain recomputed, for the operator. Reads as the owner, in one snapshot."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from essaim.audit import rules, words
from essaim.audit.rules import Break, Chain, Link

AT_ONCE = 2000

_RECORDS = """
    SELECT agreement_id, seq, recorded_at, organisation_id, person_id, action, subject_id, content::text, salt,
           previous, hash
    FROM audit_records {of_one} ORDER BY agreement_id, seq
"""
_HEADS = "SELECT agreement_id, seq, hash FROM audit_heads {of_one}"
_WITHOUT_JOURNAL = """
    SELECT a.id FROM agreements a
    WHERE NOT EXISTS (SELECT FROM audit_records r WHERE r.agreement_id = a.id)
      AND NOT EXISTS (SELECT FROM audit_heads h WHERE h.agreement_id = a.id) {and_one}
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was recorded: where, and what, in a sentence."""

    agreement_id: UUID | None
    place: str
    trouble: str

    def __str__(self) -> str:
        return f"agreement {self.agreement_id or '?'}, {self.place}: {self.trouble}"


@dataclass(slots=True)
class Count:
    """How much was read."""

    agreements: int = 0
    records: int = 0
    rows: int = 0


async def broken_chains(
    connection: AsyncConnection, count: Count, agreement_id: UUID | None = None
) -> AsyncIterator[Finding]:
    """Where a chain was altered, cut or reordered, or an agreement has none."""
    of_one = "WHERE agreement_id = :agreement" if agreement_id else ""
    one = {"agreement": agreement_id} if agreement_id else {}
    heads = {
        row.agreement_id: (row.seq, row.hash)
        for row in await connection.execute(text(_HEADS.format(of_one=of_one)), one)
    }
    chain: tuple[UUID, Chain] | None = None
    records = text(_RECORDS.format(of_one=of_one)).execution_options(yield_per=AT_ONCE)
    async for row in await connection.stream(records, one):
        if chain is None or chain[0] != row[0]:
            for finding in _ended(chain, heads):
                yield finding
            chain = (row[0], Chain(row[0]))
            count.agreements += 1
        count.records += 1
        for broken in chain[1].follow(Link(*row[1:])):
            yield _said(row[0], broken)
    for finding in _ended(chain, heads):
        yield finding
    for other, head in heads.items():
        for broken in Chain(other).end(*head):
            yield _said(other, broken)
    and_one = "AND a.id = :agreement" if agreement_id else ""
    for other in await connection.scalars(text(_WITHOUT_JOURNAL.format(and_one=and_one)), one):
        yield Finding(other, "journal", "The whole journal is missing.")


def _ended(chain: tuple[UUID, Chain] | None, heads: dict[UUID, tuple[int, bytes]]) -> Iterator[Finding]:
    """Compare the last record of a chain with its head, and take the head off the list."""
    if chain is None:
        return
    agreement_id, followed = chain
    head = heads.pop(agreement_id, (0, rules.beginning(agreement_id)))
    for broken in followed.end(*head):
        yield _said(agreement_id, broken)


def _said(agreement_id: UUID, broken: Break) -> Finding:
    sentence = words.BROKEN[broken.fault].en.format(seq=broken.seq, until=broken.until)
    return Finding(agreement_id, f"record {broken.seq}", sentence)


async def kept_head_differs(
    connection: AsyncConnection, agreement_id: UUID, seq: int, kept: bytes
) -> Finding | None:
    """Compare with the journal a head that somebody kept outside: only this shows a chain rewritten as a whole."""
    statement = text("SELECT hash FROM audit_records WHERE agreement_id = :agreement AND seq = :seq")
    found = await connection.scalar(statement, {"agreement": agreement_id, "seq": seq})
    if found == kept:
        return None
    trouble = "There is no such record." if found is None else "Its hash is not the one that was kept."
    return Finding(agreement_id, f"record {seq}", trouble)
