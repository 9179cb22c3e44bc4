"""Loopback destinations for tests: an SMTP server and a Slack-shaped webhook, both with scripted replies.

Each records what really arrived, also where its script then answers with an error.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

MAX_SLACK_TEXT = 40_000
MAX_SLACK_SECTION = 3_000
MAX_SLACK_BLOCKS = 50


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One scripted answer of a webhook."""

    status: int = 200
    body: str = "ok"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    """Seconds between taking the request and answering."""
    reset: bool = False
    """Take the request, then reset the connection."""
    drip: bool = False
    """Answer one byte every 50 ms, without end."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    payload: dict[str, Any]
    raw: bytes

    @property
    def text(self) -> str:
        return str(self.payload.get("text", ""))


class SlackSink:
    """Webhook at `http://127.0.0.1:{port}/services/T000/B000/XXXX` that refuses what Slack would refuse.

    Replies are used in order; after the last one every request is taken. Use as a context manager.
    """

    def __init__(self, *replies: Reply) -> None:
        self.posts: list[Post] = []
        self._replies = list(replies)
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, token: str = "XXXX") -> str:
        return f"slackhook://127.0.0.1:{self.port}/services/T000/B000/{token}"

    def script(self, *replies: Reply) -> None:
        with self._lock:
            self._replies.extend(replies)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def _take(self, post: Post) -> Reply:
        with self._lock:
            self.posts.append(post)
            reply = self._replies.pop(0) if self._replies else Reply()
        fault = slack_fault(post.payload)
        return Reply(status=400, body=fault) if fault and reply.status == 200 else reply

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        sink = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                try:
                    payload = json.loads(raw)
                except ValueError:
                    payload = {}
                post = Post(path=self.path, headers=dict(self.headers), payload=payload, raw=raw)
                reply = sink._take(post)
                sink._closing.wait(reply.delay)
                try:
                    self._answer(reply)
                except OSError:
                    self.close_connection = True

            def _answer(self, reply: Reply) -> None:
                if reply.reset:
                    linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    self.close_connection = True
                    self.connection.close()
                    return
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                body = reply.body.encode()
                self.send_header("Content-Length", str(1_000_000 if reply.drip else len(body)))
                self.end_headers()
                while reply.drip and not sink._closing.wait(0.05):
                    self.wfile.write(b".")
                    self.wfile.flush()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        return Handler


def slack_fault(payload: dict[str, Any]) -> str:
    """What Slack would answer to a payload it can't take; empty: it takes it."""
    text, blocks = payload.get("text"), payload.get("blocks", [])
    if not isinstance(text, str) or not text.strip():
        return "no_text"
    if len(text) > MAX_SLACK_TEXT:
        return "msg_too_long"
    if not isinstance(blocks, list) or len(blocks) > MAX_SLACK_BLOCKS:
        return "invalid_blocks"
    for block in blocks:
        inner = block.get("text", {}) if isinstance(block, dict) else {}
        if not 0 < len(inner.get("text", "")) <= MAX_SLACK_SECTION:
            return "invalid_blocks"
    return ""


@dataclass(frozen=True, kw_only=True)
class SmtpReply:
    """One scripted answer of the SMTP server; the other stages accept."""

    recipient: str = ""
    """Answer to RCPT TO, e.g. `550 5.1.1 no such user`."""
    data: str = ""
    """Answer after the message was taken, e.g. `451 4.3.0 try later`."""
    delay: float = 0.0
    """Seconds before the answer to the message."""
    drop: bool = False
    """Close the connection after taking the message, without an answer."""


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One message as it arrived."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage
    raw: bytes

    def part(self, kind: str) -> str:
        """Text of the `plain` or `html` part."""
        body = self.message.get_body((kind,))
        return str(body.get_content()) if body else ""


class SmtpSink:
    """SMTP server on loopback; one scripted reply per message (a refused recipient counts as one)."""

    def __init__(self, *replies: SmtpReply, tls: ssl.SSLContext | None = None) -> None:
        self.mails: list[Mail] = []
        self._replies = list(replies)
        self._lock = threading.Lock()
        self._controller = _Controller(self, hostname="127.0.0.1", port=_free_port(), tls_context=tls)

    @property
    def port(self) -> int:
        return int(self._controller.port)

    def url(self, scheme: str = "mailto", user: str = "", extra: str = "") -> str:
        return f"{scheme}://{user}127.0.0.1:{self.port}?from=warn@example.org{extra}"

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    def script(self, *replies: SmtpReply) -> None:
        with self._lock:
            self._replies.extend(replies)

    def _peek(self) -> SmtpReply:
        with self._lock:
            return self._replies[0] if self._replies else SmtpReply()

    def _next(self) -> SmtpReply:
        with self._lock:
            return self._replies.pop(0) if self._replies else SmtpReply()

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Sequence[str]
    ) -> str:
        if self._peek().recipient:
            return self._next().recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        raw = envelope.content or b""
        assert isinstance(raw, bytes)
        message = message_from_bytes(raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(
            Mail(sender=envelope.mail_from or "", recipients=tuple(envelope.rcpt_tos), message=message, raw=raw)
        )
        reply = self._next()
        if reply.delay:
            await asyncio.sleep(reply.delay)
        if reply.drop and server.transport is not None:
            server.transport.abort()
        return reply.data or "250 taken"


class _Controller(Controller):
    """aiosmtpd's controller; with `tls_context` it insists on STARTTLS."""

    def __init__(self, sink: SmtpSink, *, tls_context: ssl.SSLContext | None, **settings: Any) -> None:
        self._sink = sink
        self._tls = tls_context
        super().__init__(sink, **settings)

    def factory(self) -> SMTP:
        return SMTP(
            self.handler,
            hostname="127.0.0.1",
            tls_context=self._tls,
            decode_data=False,
            require_starttls=self._tls is not None,
        )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def refused_port() -> Iterator[int]:
    """A loopback port that refuses connections: bound, never listening."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        yield int(holder.getsockname()[1])


def wait_for(condition: Any, seconds: float = 5.0) -> bool:
    """Wait until `condition()` holds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return bool(condition())


LIVE_MARKUP = re.compile(
    r"<[!@#][^>]*>|javascript:|vbscript:|data:text|\]\(|<script|<img|<a\s+href=(?!\"https?://)"
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]",
    re.IGNORECASE,
)
"""What must never survive from a headline into any form."""
