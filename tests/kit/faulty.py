"""A database behind a proxy that a test slows, blackens or cuts."""

import asyncio
from contextlib import suppress

from sqlalchemy.engine import make_url


class Proxy:
    """Passes bytes between a TCP port of ours and the server's socket file."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._server: asyncio.Server | None = None
        self._writers: list[asyncio.StreamWriter] = []
        self._flowing = asyncio.Event()
        self._flowing.set()
        self.refusing = False
        self.port = 0

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()
        self.pass_on()
        self.cut()
        await self._server.wait_closed()

    def blacken(self) -> None:
        """From now on nothing arrives, and nobody is told."""
        self._flowing.clear()

    def pass_on(self) -> None:
        self._flowing.set()

    def cut(self) -> None:
        """Reset every connection."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.refusing:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_unix_connection(self._target)
        self._writers += [writer, far_writer]
        await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                await self._flowing.wait()
                writer.write(data)
                await writer.drain()
        writer.close()


def through(url: str, proxy: Proxy) -> str:
    """The same database and role, reached by way of the proxy."""
    return (
        make_url(url).set(host="127.0.0.1", port=proxy.port, query={}).render_as_string(hide_password=False)
    )


def socket_of(url: str) -> str:
    """The socket file of a server that listens on no network."""
    query = make_url(url).query
    folder, port = query["host"], query.get("port", "5432")
    assert isinstance(folder, str)
    if folder.rpartition(":")[2].isdigit():
        folder, _, port = folder.rpartition(":")
    return f"{folder}/.s.PGSQL.{port}"
