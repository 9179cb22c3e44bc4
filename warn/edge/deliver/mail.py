"""Mail over SMTP, one recipient a message.

Apprise reads the address and knows the providers' defaults. The conversation is held here: Apprise's result doesn't
tell a 4xx from a 5xx, nor a refusal from silence after the message was handed over, and its HTML mail makes up a text
part of its own and overwrites the threading headers.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass, field, replace
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from hashlib import blake2b

from apprise.plugins.email import NotifyEmail
from apprise.plugins.email.smtp import SMTPSecureMode

from warn.model.alert import Message, NotSent, SendResult, Sent

_OURS = {"subject", "from", "to", "cc", "bcc", "date", "message-id", "in-reply-to", "references", "mime-version"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """One recipient, and the server that takes mail for it."""

    host: str
    port: int
    mode: str
    """`insecure`, `starttls` or `ssl`."""
    user: str = field(repr=False)
    password: str = field(repr=False)
    sender: Address
    recipient: Address
    timeout: float
    """Seconds to connect, and for each answer."""
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    verify: bool = True

    def deliver(self, message: Message) -> SendResult:
        content = compose(self, message).as_bytes(policy=SMTP)
        try:
            client = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            return _not_connected(error)
        try:
            return _hand_over(client, self.sender.addr_spec, self.recipient.addr_spec, content)
        finally:
            client.close()

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if not self.verify:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        name = _own_name()
        if self.mode == SMTPSecureMode.SSL:
            client: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, name, timeout=self.timeout, context=context)
        else:
            client = smtplib.SMTP(self.host, self.port, name, timeout=self.timeout)
        try:
            if self.mode == SMTPSecureMode.STARTTLS:
                client.starttls(context=context)
            if self.user and self.password:
                client.login(self.user, self.password)
            client.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException):
            client.close()
            raise
        return client


def of_mail(plugin: NotifyEmail, timeout: float) -> Mailbox:
    """The mailbox of a `mailto://` or `mailtos://` address (STARTTLS, or TLS from the first byte with `mode=ssl`).

    Raises ValueError where it isn't exactly one recipient.
    """
    if len(plugin.targets) != 1 or plugin.cc or plugin.bcc:
        raise ValueError("names several recipients: list them under `to:`, each becomes a destination of its own")
    ((recipient_name, recipient),) = plugin.targets
    sender_name, sender = plugin.from_addr
    return Mailbox(
        host=str(plugin.smtp_host),
        port=int(plugin.port or 0),
        mode=str(plugin.secure_mode),
        user=str(plugin.user or ""),
        password=str(plugin.password or ""),
        sender=Address(str(sender_name or "warn"), addr_spec=str(sender)),
        recipient=Address(str(recipient_name or ""), addr_spec=str(recipient)),
        timeout=timeout,
        headers={str(name): " ".join(str(value).split()) for name, value in plugin.headers.items()},
        verify=bool(plugin.verify_certificate),
    )


def compose(mailbox: Mailbox, message: Message) -> EmailMessage:
    """The message with text and HTML parts, threaded under a root that only its References name."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = " ".join(message.title.split())
    mail["From"] = mailbox.sender
    mail["To"] = mailbox.recipient
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain=mailbox.sender.domain)
    mail["Auto-Submitted"] = "auto-generated"
    if message.thread:
        digest = blake2b(message.thread.encode("utf-8", "replace"), digest_size=12).hexdigest()
        root = f"<warn.{digest}@{mailbox.sender.domain}>"
        mail["In-Reply-To"] = root
        mail["References"] = root
    for name, value in mailbox.headers.items():
        if name.lower() not in _OURS:
            mail[name] = value
    mail.set_content(message.text + "\n", cte="quoted-printable")
    if message.html:
        mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    return mail


def _hand_over(client: smtplib.SMTP, sender: str, recipient: str, content: bytes) -> SendResult:
    """The conversation after login. Only from the end of the message on can nobody know whether it arrived."""
    try:
        code, reply = client.mail(sender)
        if code == 250:
            code, reply = client.rcpt(recipient)
    except (OSError, smtplib.SMTPException):
        return NotSent(permanent=False, unknown=False, detail="SMTP connection lost before the message was sent")
    if code not in {250, 251}:
        return _refused(code, reply)
    try:
        code, reply = client.data(content)
    except smtplib.SMTPDataError as error:
        return _refused(error.smtp_code, error.smtp_error)
    except (OSError, smtplib.SMTPException) as error:
        return NotSent(permanent=False, unknown=True, detail=f"SMTP: no answer to the message ({type(error).__name__})")
    if code != 250:
        return _refused(code, reply)
    with suppress(OSError, smtplib.SMTPException):
        client.quit()
    return Sent()


def _refused(code: int, reply: bytes | str) -> NotSent:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return NotSent(permanent=500 <= code < 600, unknown=False, detail=f"SMTP {code}: {' '.join(text.split())[:120]}")


def _not_connected(error: OSError | smtplib.SMTPException) -> NotSent:
    if isinstance(error, smtplib.SMTPResponseException):
        # Before the message is spoken of, a refusal is about the server or our login: somebody can mend it meanwhile.
        return replace(_refused(error.smtp_code, error.smtp_error), permanent=False)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        detail = "the SMTP server offers no STARTTLS or no login"
    elif isinstance(error, ssl.SSLError):
        detail = "the SMTP server's TLS certificate or handshake failed"
    else:
        detail = f"no SMTP connection ({type(error).__name__})"
    return NotSent(permanent=False, unknown=False, detail=detail)


def _own_name() -> str:
    """For EHLO. smtplib's own guess asks the DNS, for seconds where there is none."""
    name = socket.gethostname()
    return name if "." in name else "[127.0.0.1]"
