"""Origins that drip, flood and bomb: each costs little, holds nobody up, and is named."""

from __future__ import annotations

import gzip
import io
import resource
import socket
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from tests.fetching import (
    RSS,
    STATE,
    MakeFetcher,
    a_feed,
    body_of,
    failure_of,
    library,
    make_fetcher,
)
from tests.loopback import Loopback, Reply, Request
from warn.edge.fetch.body import is_html
from warn.model.feed import Failure

__all__ = ["library", "make_fetcher"]  # fixtures

SECOND = timedelta(seconds=1)


# --- time -------------------------------------------------------------------------------------------------------


def drip(head: bytes, piece: bytes, pause: float = 0.02) -> Callable[[socket.socket, Request], None]:
    def serve(connection: socket.socket, _: Request) -> None:
        connection.sendall(head)
        end = time.monotonic() + 15
        while time.monotonic() < end:
            connection.sendall(piece)
            time.sleep(pause)

    return serve


OK = b"HTTP/1.1 200 OK\r\n"
TIMELY = {
    "silence": drip(b"", b"", 0.1),
    "headers dripped": drip(OK + b"X-Slow: ", b"a"),
    "body dripped": drip(OK + b"Content-Length: 100000\r\n\r\n", b"a"),
    "chunks dripped": drip(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    "gzip dripped": drip(OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10], b"\0\0\0\xff\xff"),
    "informational for ever": drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "redirect with a dripping body": drip(b"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 9999\r\n\r\n", b"a"),
}


@pytest.mark.parametrize("name", TIMELY)
def test_a_slow_origin_holds_a_poll_no_longer_than_its_deadline(make_fetcher: MakeFetcher, name: str) -> None:
    fetcher = make_fetcher(timeout=0.3 * SECOND)
    with Loopback(raw=TIMELY[name]) as server:
        began = time.monotonic()
        got = failure_of(fetcher.fetch(a_feed(server.url()), STATE))
        assert time.monotonic() - began < 3
    assert got.failure is Failure.TIMEOUT
    assert got.elapsed < 3 * SECOND


def test_a_slow_error_page_is_still_its_status(make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher(timeout=0.3 * SECOND)
    with Loopback(raw=drip(b"HTTP/1.1 404 Not Found\r\nContent-Length: 9999\r\n\r\n", b"a")) as server:
        assert failure_of(fetcher.fetch(a_feed(server.url()), STATE)).failure is Failure.NOT_FOUND


def test_slow_redirects_share_one_deadline(make_fetcher: MakeFetcher) -> None:
    def slowly(request: Request) -> Reply:
        time.sleep(0.25)
        return 302, {"Location": request.target + "x"}, b""

    fetcher = make_fetcher(timeout=0.6 * SECOND)
    with Loopback(slowly) as server:
        got = failure_of(fetcher.fetch(a_feed(server.url("/")), STATE))
    assert got.failure is Failure.TIMEOUT
    assert got.elapsed < 3 * SECOND


def test_a_dead_resolver_does_not_hold_a_poll(make_fetcher: MakeFetcher) -> None:
    def sleepy(host: str, port: int) -> list[str]:
        time.sleep(3)
        return ["127.0.0.1"]

    fetcher = make_fetcher(timeout=0.3 * SECOND, resolve=sleepy)
    began = time.monotonic()
    assert failure_of(fetcher.fetch(a_feed("http://slow.example/"), STATE)).failure is Failure.DNS
    assert time.monotonic() - began < 2.5


def test_an_address_that_swallows_everything_times_out(make_fetcher: MakeFetcher) -> None:
    """A listener with a full backlog answers no handshake."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", port))
        time.sleep(0.1)
        fetcher = make_fetcher(timeout=0.3 * SECOND)
        got = failure_of(fetcher.fetch(a_feed(f"http://127.0.0.1:{port}/"), STATE))
        for filler in fillers:
            filler.close()
    assert got.failure is Failure.TIMEOUT


def test_a_tls_handshake_that_never_comes_times_out(make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher(timeout=0.3 * SECOND)
    with Loopback(raw=drip(b"", b"", 0.1)) as server:
        got = failure_of(fetcher.fetch(a_feed(server.url().replace("http:", "https:")), STATE))
    assert got.failure is Failure.TIMEOUT


def test_more_polls_than_connections_wait_and_then_say_so(make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher(timeout=0.3 * SECOND, connections=1)
    with Loopback(raw=TIMELY["silence"]) as server, ThreadPoolExecutor(3) as pool:
        feeds = [a_feed(server.url(f"/{number}"), id=str(number)) for number in range(3)]
        results = [failure_of(got) for got in pool.map(lambda feed: fetcher.fetch(feed, STATE), feeds)]
    assert {result.failure for result in results} == {Failure.TIMEOUT}
    assert all(result.elapsed < 2 * SECOND for result in results)


# --- size -------------------------------------------------------------------------------------------------------


def zero_gzip(size: int) -> bytes:
    """`size` bytes of nothing, packed about a thousandfold."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9, mtime=0) as packed:
        block = bytes(1 << 20)
        for _ in range(size >> 20):
            packed.write(block)
    return out.getvalue()


@pytest.fixture(scope="session")
def bomb() -> bytes:
    return zero_gzip(128 << 20)


def cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_THREAD)
    return usage.ru_utime + usage.ru_stime


@pytest.mark.parametrize("encoding", ["gzip", ""])
def test_a_gzip_bomb_costs_milliseconds(make_fetcher: MakeFetcher, bomb: bytes, encoding: str) -> None:
    fetcher = make_fetcher()
    headers = {"Content-Encoding": encoding} if encoding else {}
    with Loopback(lambda _: (200, headers, bomb)) as server:
        began, peak = cpu(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        got = failure_of(fetcher.fetch(a_feed(server.url()), STATE))
        spent, grown = cpu() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak
    assert got.failure is Failure.TOO_LARGE
    assert spent < 0.25
    assert grown < 64 * 1024  # kB


def test_a_deflate_bomb(make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher(max_bytes=1 << 20)
    packed = zlib.compress(bytes(8 << 20))
    with Loopback(lambda _: (200, {"Content-Encoding": "deflate"}, packed)) as server:
        assert failure_of(fetcher.fetch(a_feed(server.url()), STATE)).failure is Failure.TOO_LARGE


@pytest.mark.parametrize("over", [0, 1])
@pytest.mark.parametrize("framing", ["length", "chunked", "close", "gzip"])
def test_the_limit_is_exact(make_fetcher: MakeFetcher, framing: str, over: int) -> None:
    limit = 50_000
    content = RSS.ljust(limit + over)
    wire = {
        "length": OK + b"Content-Length: %d\r\n\r\n" % len(content) + content,
        "chunked": OK + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(content), content),
        "close": OK + b"\r\n" + content,
        "gzip": OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(content),
    }[framing]
    fetcher = make_fetcher(max_bytes=limit)
    with Loopback(raw=lambda connection, _: connection.sendall(wire)) as server:
        got = fetcher.fetch(a_feed(server.url()), STATE)
    if over:
        assert failure_of(got).failure is Failure.TOO_LARGE
    else:
        assert body_of(got).content == content


def test_an_announced_giant_is_not_even_read(make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher()
    with Loopback(raw=drip(OK + b"Content-Length: 99999999999\r\n\r\n", b"a")) as server:
        got = failure_of(fetcher.fetch(a_feed(server.url()), STATE))
    assert got.failure is Failure.TOO_LARGE
    assert got.elapsed < 3 * SECOND


def flood(head: bytes, block: bytes) -> Callable[[socket.socket, Request], None]:
    def serve(connection: socket.socket, _: Request) -> None:
        connection.sendall(head)
        end = time.monotonic() + 15
        while time.monotonic() < end:
            connection.sendall(block)

    return serve


FLOODS = {
    "endless body": flood(OK + b"\r\n", b"<item/>" * 10_000),
    "endless chunks": flood(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"a" * 4096 + b"\r\n"),
    "one-byte chunks": flood(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n" * 10_000),
    "endless header": flood(OK + b"X: ", b"a" * 65536),
    "endless headers": flood(OK, b"X-Header: value\r\n" * 4000),
    "endless informational": flood(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 2000),
    "endless empty gzip": flood(
        OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10], b"\0\0\0\xff\xff" * 9000
    ),
}


@pytest.mark.parametrize("name", FLOODS)
def test_an_endless_answer_is_cut_off_cheaply(make_fetcher: MakeFetcher, name: str) -> None:
    fetcher = make_fetcher(timeout=10 * SECOND, max_bytes=1 << 20)
    with Loopback(raw=FLOODS[name]) as server:
        began = cpu()
        got = failure_of(fetcher.fetch(a_feed(server.url()), STATE))
        spent = cpu() - began
    assert got.failure is Failure.TOO_LARGE, got
    assert spent < 1.5


def test_a_giant_cookie_and_validator_are_not_kept(make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher()
    headers = {"ETag": '"' + "e" * 9000 + '"', "Set-Cookie": "c" * 9000}
    with Loopback(lambda _: (200, headers, RSS)) as server:
        assert body_of(fetcher.fetch(a_feed(server.url()), STATE)).validators.etag == ""


@pytest.mark.parametrize(
    "hostile",
    [
        b" " * 3_000_000,
        b"<!--" * 300_000,
        b"<!doctype " + b"x" * 1_000_000,
        b"<!doctype x [" + b"]" * 1_000_000,
        b"<?xml " + b"?" * 1_000_000,
        b"<!---->" * 200_000,
        b"<" * 1_000_000,
        b"<a:" * 300_000,
        b"<html><a" + b"a" * 1_000_000,
    ],
)
def test_sniffing_is_linear(hostile: bytes) -> None:
    began = cpu()
    is_html(hostile)
    assert cpu() - began < 0.1


def test_healthy_feeds_do_not_notice(make_fetcher: MakeFetcher) -> None:
    """While four hostile origins keep workers busy until the deadline, good polls stay quick."""
    fetcher = make_fetcher(timeout=1 * SECOND)
    hostile: list[Any] = [Loopback(raw=TIMELY[name]) for name in list(TIMELY)[:4]]
    with Loopback(lambda _: (200, {}, RSS)) as good, ThreadPoolExecutor(8) as pool:
        slow = [pool.submit(fetcher.fetch, a_feed(server.url(), id=str(server.port)), STATE) for server in hostile]
        quick = [pool.submit(fetcher.fetch, a_feed(good.url(f"/{n}"), id=str(n)), STATE) for n in range(100)]
        assert max(body_of(future.result()).elapsed for future in quick) < 1 * SECOND
        assert {failure_of(future.result()).failure for future in slow} == {Failure.TIMEOUT}
    for server in hostile:
        server.close()
