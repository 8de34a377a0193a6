"""Mail through the operator's SMTP server, when there is one."""

import asyncio
import smtplib
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import structlog

log = structlog.get_logger("essaim.mail")

TIMEOUT_SECONDS = 2.0
"""Mail is sent while its reader waits; beyond this the caller shows the link instead."""


async def send_mail(smtp_url: str, *, sender: str, to: str, subject: str, body: str) -> bool:
    """Whether the server took the message. A failure is logged without the address."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message.set_content(body)
    try:
        await asyncio.to_thread(_deliver, smtp_url, message)
    except (OSError, smtplib.SMTPException) as fault:
        log.warning("mail not sent", fault=type(fault).__name__)
        return False
    return True


def _deliver(smtp_url: str, message: EmailMessage) -> None:
    """`smtp://`, `smtps://` (TLS from the start) or `smtp+starttls://`, with user and password if given."""
    address = urlsplit(smtp_url)
    host = address.hostname or "localhost"
    secure = address.scheme == "smtps"
    port = address.port or (465 if secure else 587 if address.scheme == "smtp+starttls" else 25)
    kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
    with kind(host, port, timeout=TIMEOUT_SECONDS) as server:
        if address.scheme == "smtp+starttls":
            server.starttls()
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        server.send_message(message)
