"""The verification an operator asks for: every chain, then every row against its record."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from essaim.audit.queries.chains import Count, Finding, broken_chains, kept_head_differs
from essaim.audit.queries.rows import changed_rows
from essaim.kit.db import snapshot

SHOWN = 100


@dataclass(slots=True)
class Verification:
    """What was read and what is wrong; `found` counts the findings beyond those kept."""

    count: Count = field(default_factory=Count)
    findings: list[Finding] = field(default_factory=list)
    found: int = 0

    def add(self, finding: Finding) -> None:
        self.found += 1
        if len(self.findings) < SHOWN:
            self.findings.append(finding)


async def verify(
    owner: AsyncEngine, agreement_id: UUID | None = None, kept: tuple[int, bytes] | None = None
) -> Verification:
    """Recompute the journal in one snapshot and compare it with what it records; changes nothing.

    `kept`: number and hash of a record that somebody kept outside, to be found again in the journal of `agreement_id`.
    """
    result = Verification()
    async with snapshot(owner) as connection:
        async for finding in broken_chains(connection, result.count, agreement_id):
            result.add(finding)
        async for finding in changed_rows(connection, result.count, agreement_id):
            result.add(finding)
        if agreement_id is not None and kept is not None:
            different = await kept_head_differs(connection, agreement_id, *kept)
            if different is not None:
                result.add(different)
    return result
