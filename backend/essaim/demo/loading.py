"""Loads the cases in one transaction."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from essaim.demo import assembly, buying, care, common_fund, holidays, people, purchasing, sharing, training
from essaim.demo.people import ACCOUNTS, PASSWORD, Account
from essaim.demo.writing import Writer
from essaim.effects import register_effects
from essaim.kit.sealing import Seal

CASES: tuple[Callable[[Writer], Awaitable[None]], ...] = (
    purchasing.write,
    holidays.write,
    care.write,
    assembly.write,
    common_fund.write,
    training.write,
    buying.write,
    people.write,
)


@dataclass(frozen=True)
class DemoReport:
    """What was loaded: rows that were new, and the accounts to try."""

    rows_written: int
    accounts: tuple[Account, ...]
    password: str


async def load_demo(owner_engine: AsyncEngine, seal: Seal | None = None) -> DemoReport:
    """Load or complete the demonstration data; what people changed meanwhile stays as they left it.

    Bank accounts and quotes need the seal of the installation; without it there are none.
    """
    register_effects()
    async with owner_engine.begin() as connection:
        # Two starts at once load it once.
        await connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('essaim demo'))"))
        writer = Writer(connection)
        for case in CASES:
            await case(writer)
        await sharing.write(writer, seal)
        await buying.write_rounds(writer, seal)
        return DemoReport(writer.written, ACCOUNTS, PASSWORD)
