"""The background work of imports: one at a time in each process that may write everybody's public records."""

import asyncio
from typing import Final

import structlog

from essaim.imports.service import run
from essaim.imports.service.claims import Sessions

log = structlog.get_logger("essaim.imports")

LOOK_EVERY_SECONDS: Final = 5.0
"""For imports received or abandoned by other processes; one's own are announced by `wake`."""


class ImportWorker:
    """Reads waiting imports until it is cancelled; hands back the one it was reading."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """An import was received."""
        self._woken.set()

    async def work(self) -> None:
        """Never returns; a fault is logged and the import it concerned is taken again after a while."""
        while True:
            self._woken.clear()
            try:
                while await self.run_next():
                    pass
            except Exception:
                log.exception("imports are suspended for a moment")
            await self._wait()

    async def run_next(self) -> bool:
        """Read the oldest waiting import to its end. False when there is none."""
        return await run.run_next(self._sessions)

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(LOOK_EVERY_SECONDS):
                await self._woken.wait()
        except TimeoutError:
            return
