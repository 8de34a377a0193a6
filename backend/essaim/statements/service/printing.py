"""Print a statement: what a treasurer files."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.sealing import Seal

TEMPLATE = Path(__file__).parent.parent / "templates" / "statement.typ"


@dataclass(frozen=True, slots=True)
class Printed:
    reference: str
    content: bytes


async def print_statement(session: AsyncSession, caller: Caller, statement_id: UUID, seal: Seal) -> Printed:
    raise NotImplementedError
