"""A small threaded HTTP/1.1 server on 127.0.0.1 for tests: a real socket, a real port, a callable for what it answers.

with Loopback(lambda request: (200, {"ETag": '"1"'}, b"<rss/>")) as server:
    fetch(server.url("/feed.xml"))
    assert server.requests[0].headers["user-agent"]

A hostile origin is written on the bare socket: `Loopback(raw=lambda connection, request: connection.sendall(...))`.
"""

from __future__ import annotations

import contextlib
import http
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

Headers = Mapping[str, str] | Iterable[tuple[str, str]]
Reply = tuple[int, Headers, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as it came over the wire."""

    method: str
    target: str
    """Path and query, as sent."""
    headers: Mapping[str, str]
    """Names in lower case; a repeated header keeps its last value."""
    body: bytes
    connection: int
    """Number of the connection it came on, from 1: two equal numbers are one kept-alive connection."""


Handler = Callable[[Request], Reply]
RawHandler = Callable[[socket.socket, Request], None]


class Loopback:
    """Serves until closed. `handler` answers request by request; `raw` gets the socket and owns the rest of it.

    A handler that raises closes its connection; the exception is kept in `errors` and raised by `close()`, so that
    a failing assertion inside a handler fails the test.
    """

    def __init__(
        self, handler: Handler | None = None, *, raw: RawHandler | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        if (handler is None) == (raw is None):
            raise ValueError("give either a handler or a raw handler")
        self._handler, self._raw, self._tls = handler, raw, tls
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._closing = False
        self.requests: list[Request] = []
        self.errors: list[BaseException] = []
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, name=f"loopback-{self.port}", daemon=True)
        self._thread.start()

    def url(self, path: str = "/", *, host: str = "127.0.0.1") -> str:
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def close(self) -> None:
        with self._lock:
            self._closing = True
            connections = list(self._open)
        # A thread blocked in accept() or recv() isn't woken by close() alone on Linux; shutdown() wakes it.
        for sock in [self._listener, *connections]:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
        if self.errors:
            raise self.errors[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
            return
        with contextlib.suppress(BaseException):  # the test's own failure is the one to show
            self.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                if self._closing:
                    connection.close()
                    return
                self.connections += 1
                number = self.connections
                self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection, number), daemon=True).start()

    def _serve(self, plain: socket.socket, number: int) -> None:
        connection = plain
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._tls:
                connection = self._tls.wrap_socket(plain, server_side=True)
                with self._lock:
                    self._open.add(connection)
            self._converse(connection, number)
        except OSError:
            pass  # the client went away, or refused our certificate
        except BaseException as error:  # noqa: BLE001 - handed to the test by close()
            self.errors.append(error)
        finally:
            with self._lock:
                self._open -= {plain, connection}
            connection.close()

    def _converse(self, connection: socket.socket, number: int) -> None:
        pending = b""
        while True:
            request, pending = read_request(connection, pending, number)
            if request is None:
                return
            with self._lock:
                self.requests.append(request)
            if self._raw:
                self._raw(connection, request)
                return
            assert self._handler
            status, headers, body = self._handler(request)
            connection.sendall(render(status, headers, body, head_only=request.method == "HEAD"))
            if request.headers.get("connection", "").lower() == "close":
                return


def read_request(connection: socket.socket, pending: bytes, number: int) -> tuple[Request | None, bytes]:
    """The next request and what followed it on the wire; None when the client has closed."""
    while b"\r\n\r\n" not in pending:
        received = connection.recv(65536)
        if not received:
            return None, b""
        pending += received
    head, _, body = pending.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    length = int(headers.get("content-length", "0"))
    while len(body) < length:
        received = connection.recv(65536)
        if not received:
            return None, b""
        body += received
    request = Request(method=method, target=target, headers=headers, body=body[:length], connection=number)
    return request, body[length:]


def render(status: int, headers: Headers, body: bytes, *, head_only: bool = False) -> bytes:
    """A response as bytes; Content-Length is added unless the headers frame the body themselves."""
    pairs = list(headers.items()) if isinstance(headers, Mapping) else list(headers)
    names = {name.lower() for name, _ in pairs}
    bodiless = status in {204, 304} or status < 200
    if not bodiless and not names & {"content-length", "transfer-encoding"}:
        pairs.append(("Content-Length", str(len(body))))
    try:
        phrase = http.HTTPStatus(status).phrase
    except ValueError:
        phrase = "Unknown"
    head = f"HTTP/1.1 {status} {phrase}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in pairs) + "\r\n"
    return head.encode("latin-1") + (b"" if head_only or bodiless else body)


def reset(connection: socket.socket) -> None:
    """Close with a TCP reset rather than an orderly end."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def unused_port() -> int:
    """A loopback port on which nobody listens (until somebody else takes it)."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port
