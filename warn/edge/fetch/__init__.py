"""Polling over HTTP: one address, one conditional GET, one answer that is never an exception.

The HTTP library is httpx or, by choice, its continuation httpx2; nothing outside this package imports either. What is
used of it: its URLs, its TLS defaults and its connection pool (httpcore), with our sockets underneath. A poll goes
straight to the pool and not through `Client.get`: we follow redirects, decode and time out ourselves, cookies are
unwanted, and the client around the pool is half of the CPU cost of a 304.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from warn.edge.fetch.address_guard import (
    AddressRefused,
    Budget,
    ConnectionFailed,
    DeadlinePassed,
    GuardedBackend,
    HandshakeFailed,
    Network,
    NotResolved,
    Resolver,
    TooMuch,
    system_resolver,
)
from warn.edge.fetch.body import BadEncoding, read_body
from warn.edge.fetch.gate import HostGate
from warn.edge.fetch.headers import wanted
from warn.edge.fetch.response import GOOD, PERMANENT, REDIRECTS, Reply, judge
from warn.edge.fetch.target import BadAddress, Target, join, make_target
from warn.model.feed import Failed, Failure, Feed, FeedState, Fetched, Validators

__all__ = ["Fetcher", "Library"]

Library = Literal["httpx", "httpx2"]

MAX_REDIRECTS = 5
KEEP_ALIVE = 60.0
"""Seconds an idle connection is kept: several feeds of one host share it, and no server keeps it much longer."""
_ERROR_PAGE = 64 * 1024
"""Bytes read of a response that isn't a feed: enough to know a challenge page."""
_HEAD_ROOM = 256 * 1024
"""Bytes that may come before a response has begun (endless 1xx answers), and chunk framing beyond `max_bytes`."""
_CLOSE_WAIT = 2.0

_FAILURES: tuple[tuple[type[Exception], Failure], ...] = (
    (DeadlinePassed, Failure.TIMEOUT),
    (AddressRefused, Failure.PRIVATE_ADDRESS),
    (NotResolved, Failure.DNS),
    (HandshakeFailed, Failure.TLS),
    (ConnectionFailed, Failure.CONNECT),
    (TooMuch, Failure.TOO_LARGE),
    (BadEncoding, Failure.BAD_ENCODING),
    (TimeoutError, Failure.TIMEOUT),
    (OSError, Failure.RESET),
)
"""First match counts; the operating system's errors come last because the ones above derive from them."""


class Refusal(Exception):
    """A poll ended without a response that could be judged."""

    def __init__(self, failure: Failure, detail: str, status: int | None = None) -> None:
        super().__init__(detail)
        self.failure, self.detail, self.status = failure, detail, status


class Fetcher:
    """Polls feeds from many threads over one connection pool. Close it when done.

    `timeout` bounds a poll as a whole, redirects included, but not the wait for the host's turn. `max_bytes` bounds
    the decoded body. `allow_networks` are addresses an operator vouches for (an intranet feed): exempt from the
    public-address and the port rule. `ca_file` adds certificate authorities to the library's own.
    """

    def __init__(  # noqa: PLR0913 - keyword-only, one per setting
        self,
        *,
        user_agent: str,
        timeout: timedelta = timedelta(seconds=20),
        max_bytes: int = 5 * 1024 * 1024,
        host_gap: timedelta = timedelta(0),
        allow_networks: tuple[Network, ...] = (),
        allow_ports: frozenset[int] = frozenset({80, 443}),
        connections: int = 64,
        library: Library = "httpx",
        ca_file: Path | None = None,
        resolve: Resolver = system_resolver,
    ) -> None:
        self._http, self._core = _modules(library)
        self._timeout = timeout.total_seconds()
        self._max_bytes = max_bytes
        self._budget = Budget()
        self._backend = GuardedBackend(
            budget=self._budget, allow_networks=allow_networks, allow_ports=allow_ports, resolve=resolve
        )
        self._pool = self._connection_pool(connections, ca_file)
        self._extensions = {"timeout": {"pool": self._timeout}}
        self._gate = HostGate(host_gap.total_seconds())
        self._target = functools.lru_cache(maxsize=16_384)(
            functools.partial(make_target, http=self._http, core=self._core, user_agent=user_agent)
        )
        self._expected: tuple[type[Exception], ...] = (
            *(kind for kind, _ in _FAILURES),
            self._core.ProtocolError,
            self._core.TimeoutException,  # no connection came free in time
        )
        self._closed = threading.Event()
        self._in_flight = 0
        self._idle = threading.Condition()

    def _connection_pool(self, connections: int, ca_file: Path | None) -> Any:
        tls = self._http.create_ssl_context(trust_env=False)
        if ca_file is not None:
            tls.load_verify_locations(cafile=str(ca_file))
        return self._core.ConnectionPool(
            ssl_context=tls,
            max_connections=connections,
            # Fewer would close connections that were just assigned (encode/httpcore#1110).
            max_keepalive_connections=connections,
            keepalive_expiry=KEEP_ALIVE,
            network_backend=self._backend,
        )

    def fetch(self, feed: Feed, state: FeedState) -> Fetched:
        """Poll once. Nothing the network or the origin does is raised: it comes back as Failed.

        Waits for the host's turn, unless `turn` gave it. An empty state makes an unconditional request.
        """
        with self._idle:
            self._in_flight += 1
        started = time.monotonic()
        try:
            target = self._target(state.url or feed.url)
            self._await_turn(target.host, feed.id)
            started = time.monotonic()
            self._budget.deadline = started + self._timeout
            return self._follow(target, state.validators, started)
        except BadAddress as error:
            return _failed(Refusal(Failure.CONNECT, str(error)), started)
        except Refusal as refusal:
            return _failed(refusal, started)
        finally:
            with self._idle:
                self._in_flight -= 1
                if not self._in_flight:
                    self._idle.notify_all()

    def turn(self, feed: Feed, state: FeedState) -> timedelta:
        """Zero: the host is free, and the turn is this feed's: fetch it now. Otherwise how long the host is taken.

        For a dispatcher that would rather hold a feed back than let a worker wait for its host.
        """
        try:
            target = self._target(state.url or feed.url)
        except BadAddress:
            return timedelta(0)
        return timedelta(seconds=self._gate.claim(target.host, feed.id))

    @property
    def closed(self) -> bool:
        return self._closed.is_set()

    def close(self) -> None:
        """End every poll that is under way (each returns Failed) and close all connections. Returns within seconds."""
        self._closed.set()
        self._backend.interrupt()
        with self._idle:
            self._idle.wait_for(lambda: not self._in_flight, _CLOSE_WAIT)
        self._pool.close()

    def _await_turn(self, host: str, holder: str) -> None:
        wait = self._gate.reserve(host, holder)
        if wait:
            self._closed.wait(wait)
        if self.closed:
            raise Refusal(Failure.RESET, "not polled: the fetcher is closed")

    def _follow(self, first: Target, validators: Validators, started: float) -> Fetched:
        """The poll with its redirects. Each hop connects through the guard; credentials never leave their origin."""
        target, visited, adoptable = first, [first.url], not first.credentials
        for _ in range(MAX_REDIRECTS + 1):
            reply = self._ask(target, validators, first.credentials if target.origin == first.origin else b"")
            if reply.status not in REDIRECTS:
                moved = target.url if adoptable and target is not first else ""
                elapsed = timedelta(seconds=time.monotonic() - started)
                return judge(reply, sent=validators, url=target.url, moved_to=moved, elapsed=elapsed)
            onward = self._next_hop(target, reply)
            downgraded = target.origin[0] == "https" and onward.origin[0] == "http"
            adoptable = adoptable and reply.status in PERMANENT and not downgraded
            if onward.url in visited:
                raise Refusal(Failure.REDIRECT_LOOP, f"redirected back to {onward.shown}", reply.status)
            visited.append(onward.url)
            target = onward
        raise Refusal(Failure.REDIRECT_LOOP, f"more than {MAX_REDIRECTS} redirects, last to {target.shown}")

    def _next_hop(self, target: Target, reply: Reply) -> Target:
        try:
            return self._target(join(target, reply.headers.get("location", ""), http=self._http))
        except BadAddress as error:
            detail = f"status {reply.status} from {target.shown}: {error}"
            raise Refusal(Failure.BAD_REDIRECT, one_line(detail), reply.status) from error

    def _ask(self, target: Target, validators: Validators, credentials: bytes) -> Reply:
        """One exchange. A kept-alive connection that the server closed just then is tried once more, afresh."""
        request = self._request(target, validators, credentials)
        retried = False
        while True:
            self._budget.begin_exchange(bytes_left=_HEAD_ROOM)
            try:
                return self._exchange(request)
            except self._expected as error:
                refusal = self._refusal(error, target)
                stale = refusal.failure is Failure.RESET and not self._budget.connected
                if retried or not stale or self.closed:
                    raise refusal from error
                retried = True

    def _request(self, target: Target, validators: Validators, credentials: bytes) -> Any:
        headers = list(target.headers)
        if validators.etag:
            headers.append((b"If-None-Match", validators.etag.encode("latin-1", "replace")))
        if validators.last_modified:
            headers.append((b"If-Modified-Since", validators.last_modified.encode("latin-1", "replace")))
        if credentials:
            headers.append((b"Authorization", credentials))
        return self._core.Request("GET", target.core_url, headers=headers, extensions=self._extensions)

    def _exchange(self, request: Any) -> Reply:
        response = self._pool.handle_request(request)
        self._budget.bytes_left += self._max_bytes
        try:
            headers = wanted(response.headers)
            return Reply(status=response.status, headers=headers, content=self._content(response, headers))
        finally:
            response.close()

    def _content(self, response: Any, headers: dict[str, str]) -> bytes:
        chunks = self._timed(response.stream)
        encoding = headers.get("content-encoding", "")
        if response.status in GOOD:
            declared = headers.get("content-length", "")
            if declared.isdigit() and int(declared[:19]) > self._max_bytes:
                raise TooMuch(f"announces {declared[:19]} bytes, more than {self._max_bytes}")
            return read_body(chunks, encoding, limit=self._max_bytes)
        # The status has decided; a broken error page changes nothing.
        with contextlib.suppress(TooMuch, BadEncoding, OSError, self._core.RemoteProtocolError):
            return read_body(chunks, encoding, limit=_ERROR_PAGE)
        return b""

    def _timed(self, stream: Iterator[bytes]) -> Iterator[bytes]:
        """Pieces that are already in the buffer pass no socket: the deadline is looked at for each of them."""
        for chunk in stream:
            self._budget.remaining()
            yield chunk

    def _refusal(self, error: Exception, target: Target) -> Refusal:
        """What an exception of sockets or library means for the poll."""
        failure = next((failure for kind, failure in _FAILURES if isinstance(error, kind)), None)
        if failure is None:
            failure = _library_failure(str(error)) if isinstance(error, self._core.ProtocolError) else Failure.TIMEOUT
        text = str(error) or type(error).__name__
        return Refusal(failure, one_line(f"{target.shown}: {text}"))


def one_line(text: str) -> str:
    """At most 300 printable characters."""
    return "".join(character if character.isprintable() else " " for character in " ".join(text.split()))[:300]


def _library_failure(message: str) -> Failure:
    if "disconnected" in message or "closed connection" in message:
        return Failure.RESET
    if "too long" in message or "too much" in message.lower():
        return Failure.TOO_LARGE
    return Failure.HTTP_ERROR


def _failed(refusal: Refusal, started: float) -> Failed:
    elapsed = timedelta(seconds=time.monotonic() - started)
    return Failed(failure=refusal.failure, detail=refusal.detail, status=refusal.status, elapsed=elapsed)


def _modules(library: Library) -> tuple[ModuleType, ModuleType]:
    """The chosen library and its httpcore; raises ModuleNotFoundError when httpx2 isn't installed."""
    core = {"httpx": "httpcore", "httpx2": "httpcore2"}[library]
    return importlib.import_module(library), importlib.import_module(core)
