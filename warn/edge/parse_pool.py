"""Parsing in worker processes that can be killed: a hostile document costs its own deadline and nobody else's.

Each worker is a fresh interpreter over one socket pair (no fork of a threaded daemon, no listening socket). Answers
come back as JSON, not as pickles: a worker that a document has taken over must not be able to run code in the daemon.
"""

from __future__ import annotations

import json
import queue
import resource
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Any

from warn.core.parse import NotAFeed, parse_document
from warn.model.feed import Failed, Failure
from warn.model.item import Document, Entry

_LENGTH = struct.Struct("!I")
_START_LIMIT = 30.0
"""Seconds for an interpreter to start; not held against the document."""
_DOCUMENTS_PER_WORKER = 2_000
"""After these a worker is replaced, so that what any library leaks stays bounded."""
_ANSWER_LIMIT = 64 * 1024 * 1024
_READY = b"ready"
_NAMES = tuple(field.name for field in fields(Entry))
_VALUES = attrgetter(*_NAMES)
_DATES = (_NAMES.index("published"), _NAMES.index("updated"))


class ParsePool:
    """Worker processes behind `parse`, which any number of threads may call; workers start on first need.

    A worker that passes `timeout` for one document, or `memory` bytes of address space, is killed and replaced.
    """

    def __init__(
        self, workers: int = 2, timeout: timedelta = timedelta(seconds=3), memory: int = 1024 * 1024 * 1024
    ) -> None:
        self._timeout = timeout.total_seconds()
        self._memory = memory
        self._slots: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._size = workers
        self._closed = threading.Event()
        for _ in range(workers):
            self._slots.put(None)

    def parse(self, content: bytes, content_type: str = "", zone: str = "UTC") -> Document | Failed:
        """The document, or why there is none; waits for a free worker.

        Raises RuntimeError once closed, and when the machine cannot start a worker.
        """
        request = json.dumps([content_type, zone]).encode()
        worker = self._slots.get()
        try:
            if self._closed.is_set():
                raise RuntimeError("the parse pool is closed")
            worker, answer = self._answered(worker, _frame(request) + _frame(content))
        finally:
            if worker is not None and (worker.spent or self._closed.is_set()):
                worker.kill()
                worker = None
            self._slots.put(worker)
        return answer

    def close(self) -> None:
        """Ends the workers; a document being parsed has until its own deadline. Safe to call twice."""
        if self._closed.is_set():
            return
        self._closed.set()
        for _ in range(self._size):
            worker = self._slots.get()
            if worker is not None:
                worker.kill()
        # Whoever still waits for a worker wakes up and sees that the pool is closed.
        for _ in range(self._size):
            self._slots.put(None)

    def _answered(self, worker: _Worker | None, request: bytes) -> tuple[_Worker | None, Document | Failed]:
        """One answer. A worker that was found dead, or died, is replaced and the document tried once more."""
        for last_try in (False, True):
            worker = worker or _Worker(self._timeout, self._memory)
            try:
                return worker, _decoded(worker.ask(request, self._timeout))
            except TimeoutError:
                worker.kill()
                return None, _hostile(f"parsing took longer than {self._timeout:g} s")
            except (OSError, EOFError, ValueError) as error:
                code = worker.kill()
                worker = None
                if last_try:
                    return None, _hostile(f"the parser died of it ({_ending(code, error)})")
        raise AssertionError("unreachable")


class _Worker:
    """One child process and our end of its socket."""

    def __init__(self, timeout: float, memory: int) -> None:
        self._socket, theirs = socket.socketpair()
        self._documents = 0
        # The parent's path, so that the child finds the same packages however the parent was started.
        program = (
            f"import sys; sys.path[:] = {sys.path!r}\n"
            f"from warn.edge.parse_pool import serve; serve({timeout!r}, {memory!r})"
        )
        try:
            with theirs:
                # Its own session: a Ctrl-C or SIGTERM to the daemon's process group is not for it.
                self._process: subprocess.Popen[bytes] = subprocess.Popen(
                    [sys.executable, "-c", program],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                    env={},  # what the daemon was given as secrets is no matter of a process that reads strangers' text
                )
        except OSError as error:
            self._socket.close()
            raise RuntimeError(f"a parse worker could not be started: {error}") from error
        try:
            self._receive(time.monotonic() + _START_LIMIT)
        except (OSError, EOFError) as error:
            code = self.kill()
            raise RuntimeError(f"a parse worker ended while starting: {_ending(code, error)}") from error

    @property
    def spent(self) -> bool:
        return self._documents >= _DOCUMENTS_PER_WORKER

    def ask(self, request: bytes, timeout: float) -> bytes:
        """Raises TimeoutError, or OSError or EOFError if the worker is gone."""
        self._documents += 1
        deadline = time.monotonic() + timeout
        self._socket.settimeout(timeout)
        self._socket.sendall(request)
        return self._receive(deadline)

    def kill(self) -> int:
        """Ends the process and gives its exit status (negative: the signal)."""
        self._socket.close()
        with suppress(subprocess.TimeoutExpired):
            # One that died by itself should tell of what.
            return self._process.wait(0.01)
        self._process.kill()
        return self._process.wait()

    def _receive(self, deadline: float) -> bytes:
        (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size, deadline))
        if length > _ANSWER_LIMIT:
            raise EOFError("an answer too long to be one")
        return self._exactly(length, deadline)

    def _exactly(self, length: int, deadline: float) -> bytes:
        chunks = bytearray()
        while len(chunks) < length:
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                raise TimeoutError
            self._socket.settimeout(remaining)
            chunk = self._socket.recv(min(length - len(chunks), 1 << 20))
            if not chunk:
                raise EOFError("the worker closed its end")
            chunks += chunk
        return bytes(chunks)


def serve(timeout: float, memory: int) -> None:
    """The worker's whole life: answers documents from standard input's socket until the other end is gone."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    # If the daemon itself is gone nobody kills us: the alarm does, even inside C code, since nothing handles it.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with socket.socket(fileno=0) as peer, peer.makefile("rb") as requests:
        peer.sendall(_frame(_READY))
        while (head := _read_frame(requests)) is not None:
            content = _read_frame(requests)
            if content is None:
                return
            content_type, zone = json.loads(head)
            signal.setitimer(signal.ITIMER_REAL, timeout * 2 + 1)
            answer = _answer(content, content_type, zone)
            signal.setitimer(signal.ITIMER_REAL, 0)
            peer.sendall(_frame(answer))


def _answer(content: bytes, content_type: str, zone: str) -> bytes:
    try:
        return _encoded(parse_document(content, content_type=content_type, zone=zone))
    except NotAFeed as refused:
        return json.dumps({"failure": refused.failure, "detail": refused.detail}).encode()
    except MemoryError:
        pass
    # Outside the handler the half-built document is freed.
    return json.dumps({"failure": Failure.HOSTILE, "detail": "parsing took more memory than it may"}).encode()


def _read_frame(requests: Any) -> bytes | None:
    head = requests.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    content: bytes = requests.read(length)
    return content if len(content) == length else None


def _frame(content: bytes) -> bytes:
    return _LENGTH.pack(len(content)) + content


def _encoded(document: Document) -> bytes:
    """Entries as rows in the order of Entry's fields, dates as POSIX seconds."""
    rows = [_row(entry) for entry in document.entries]
    rest = {field.name: getattr(document, field.name) for field in fields(Document) if field.name != "entries"}
    return json.dumps([rows, rest], ensure_ascii=False).encode("utf-8", "replace")


def _row(entry: Entry) -> list[object]:
    row = list(_VALUES(entry))
    for index in _DATES:
        row[index] = row[index] and row[index].timestamp()
    return row


def _decoded(answer: bytes) -> Document | Failed:
    decoded = json.loads(answer)
    if isinstance(decoded, dict):
        return Failed(failure=Failure(decoded["failure"]), detail=decoded["detail"])
    rows, rest = decoded
    return Document(entries=tuple(_entry(row) for row in rows), **rest)


def _entry(row: list[Any]) -> Entry:
    for index in _DATES:
        row[index] = None if row[index] is None else datetime.fromtimestamp(row[index], UTC)
    return Entry(**dict(zip(_NAMES, row, strict=True)))


def _hostile(detail: str) -> Failed:
    return Failed(failure=Failure.HOSTILE, detail=detail)


def _ending(code: int, error: Exception) -> str:
    return signal.Signals(-code).name if code < 0 else f"{type(error).__name__}: {error}"
