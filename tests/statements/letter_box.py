"""A small SMTP server that keeps the letters it is given."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class LetterBox:
    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 post.test\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                letter = message_from_bytes(
                    (await reader.readuntil(b"\r\n.\r\n"))[:-3], policy=policy.default
                )
                assert isinstance(letter, EmailMessage)
                self.letters.append(letter)
            writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
            if verb == b"QUIT":
                break
        await writer.drain()
        writer.close()


@asynccontextmanager
async def open_letter_box() -> AsyncIterator[LetterBox]:
    box = LetterBox()
    server = await asyncio.start_server(box.serve, "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()
        await server.wait_closed()
