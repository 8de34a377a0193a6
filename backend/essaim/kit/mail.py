"""Mail through the operator's SMTP server, when there is one."""

import asyncio
import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import structlog

log = structlog.get_logger("essaim.mail")

TIMEOUT_SECONDS = 2.0
"""Mail is sent while its reader waits; beyond this the caller shows the link instead."""


async def send_mail(smtp_url: str, *, sender: str, to: str, subject: str, body: str) -> bool:
    """Whether the server took the message in time. A failure is logged without the address."""
    message = EmailMessage()
    # On one line: a name of several would forge headers.
    message["From"], message["To"], message["Subject"] = sender, to, " ".join(subject.split())
    message.set_content(body)
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            await asyncio.to_thread(_deliver, smtp_url, message, sender.rpartition("@")[2])
    except (OSError, smtplib.SMTPException) as fault:
        log.warning("mail not sent", fault=type(fault).__name__)
        return False
    return True


def _deliver(smtp_url: str, message: EmailMessage, our_name: str) -> None:
    """`smtp://`, `smtps://` (TLS from the start) or `smtp+starttls://`, with user and password if given.

    `our_name` greets the server; looking up our own would wait for a name server.
    """
    address = urlsplit(smtp_url)
    host = address.hostname or "localhost"
    port = address.port or {"smtps": 465, "smtp+starttls": 587}.get(address.scheme, 25)
    with _connect(address.scheme, host, port, our_name) as server:
        if address.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        server.send_message(message)


def _connect(scheme: str, host: str, port: int, our_name: str) -> smtplib.SMTP:
    if scheme != "smtps":
        return smtplib.SMTP(host, port, our_name, timeout=TIMEOUT_SECONDS)
    # Without a context of ours, smtplib would accept any certificate.
    return smtplib.SMTP_SSL(
        host, port, our_name, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
    )
