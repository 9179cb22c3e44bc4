"""One poll against a real server on loopback: redirects, broken connections, TLS, turns at a host."""

from __future__ import annotations

import itertools
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fetching import (
    RSS,
    SEEN,
    STATE,
    MakeFetcher,
    a_feed,
    body_of,
    failure_of,
    fetcher,
    library,
    make_fetcher,
    poll,
)
from tests.loopback import Loopback, Reply, Request, reset, unused_port
from warn.edge.fetch import Fetcher
from warn.model.feed import Failure, NotModified

__all__ = ["fetcher", "library", "make_fetcher"]  # fixtures
DATE = "Sun, 22 Nov 2026 12:00:00 GMT"


# --- redirects --------------------------------------------------------------------------------------------------


def redirecting(table: dict[str, Reply], default: Reply = (200, {"ETag": '"1"'}, RSS)) -> Callable[[Request], Reply]:
    return lambda request: table.get(request.target, default)


@pytest.mark.parametrize(
    ("statuses", "adopted"),
    [
        ((301,), True),
        ((308,), True),
        ((301, 308), True),
        ((302,), False),
        ((307,), False),
        ((303, 301), False),
        ((301, 302), False),
    ],
)
def test_redirects_are_adopted_only_if_every_hop_is_permanent(
    fetcher: Fetcher, statuses: tuple[int, ...], adopted: bool
) -> None:
    table: dict[str, Reply] = {
        f"/{number}": (status, {"Location": f"/{number + 1}"}, b"moved") for number, status in enumerate(statuses)
    }
    with Loopback(redirecting(table)) as server:
        end = server.url(f"/{len(statuses)}")
        got = body_of(fetcher.fetch(a_feed(server.url("/0")), STATE))
    assert (got.url, got.moved_to) == (end, end if adopted else "")
    assert server.connections == 1


def test_a_redirect_may_end_in_not_modified(fetcher: Fetcher) -> None:
    with Loopback(redirecting({"/a": (301, {"Location": "/b"}, b"")}, (304, {}, b""))) as server:
        got = fetcher.fetch(a_feed(server.url("/a")), SEEN)
    assert isinstance(got, NotModified)
    assert got.moved_to == server.url("/b")
    assert server.requests[1].headers["if-none-match"] == 'W/"1"'


def test_a_redirect_to_a_failure_offers_no_address(fetcher: Fetcher) -> None:
    with Loopback(redirecting({"/a": (301, {"Location": "/b"}, b"")}, (404, {}, b""))) as server:
        got = failure_of(fetcher.fetch(a_feed(server.url("/a")), STATE))
    assert (got.failure, got.moved_to) == (Failure.NOT_FOUND, "")


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("b?x=1#part", "/b?x=1"),
        ("?page=2", "/a?page=2"),
        ("/b c", "/b%20c"),
        ("/новости".encode().decode("latin-1"), "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
    ],
)
def test_relative_and_untidy_locations(fetcher: Fetcher, location: str, target: str) -> None:
    with Loopback(redirecting({"/a": (302, {"Location": location}, b"")})) as server:
        got = body_of(fetcher.fetch(a_feed(server.url("/a")), STATE))
    assert server.requests[1].target == target
    assert got.url == server.url(target)


@pytest.mark.parametrize(
    "table",
    [
        {"/a": (302, {"Location": "/a", "Set-Cookie": "seen=1"}, b"")},
        {"/a": (302, {"Location": "http://"}, b"")},
        {"/a": (302, {"Location": "#there"}, b"")},
        {"/a": (301, {"Location": "/b"}, b""), "/b": (301, {"Location": "/a"}, b"")},
        {f"/{'a' * number}": (302, {"Location": f"/{'a' * (number + 1)}"}, b"") for number in range(1, 20)},
    ],
)
def test_redirect_loops_are_named(fetcher: Fetcher, table: dict[str, Reply]) -> None:
    with Loopback(redirecting(table)) as server:
        got = failure_of(fetcher.fetch(a_feed(server.url("/a")), STATE))
    assert got.failure is Failure.REDIRECT_LOOP
    assert len(server.requests) <= 6


def test_five_redirects_are_followed(fetcher: Fetcher) -> None:
    table: dict[str, Reply] = {f"/{number}": (302, {"Location": f"/{number + 1}"}, b"") for number in range(5)}
    with Loopback(redirecting(table)) as server:
        assert body_of(fetcher.fetch(a_feed(server.url("/0")), STATE)).url == server.url("/5")


@pytest.mark.parametrize(
    "location",
    [
        None,
        "",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "javascript:alert(1)",
    ],
)
def test_bad_redirects(fetcher: Fetcher, location: str | None) -> None:
    headers = {} if location is None else {"Location": location}
    got = failure_of(poll(fetcher, (302, headers, b"")))
    assert (got.failure, got.status) == (Failure.BAD_REDIRECT, 302)


def test_credentials_do_not_leave_their_origin(fetcher: Fetcher) -> None:
    with Loopback(lambda _: (200, {}, RSS)) as other:
        table: dict[str, Reply] = {
            "/a": (301, {"Location": "/b"}, b""),
            "/b": (301, {"Location": other.url("/c").replace("http://", "http://eve:x@")}, b""),
        }
        with Loopback(redirecting(table)) as server:
            got = body_of(fetcher.fetch(a_feed(server.url("/a").replace("http://", "http://ann:pw@")), STATE))
    assert "authorization" in server.requests[1].headers
    assert "authorization" not in other.requests[0].headers
    assert (got.url, got.moved_to) == (other.url("/c"), "")


# --- the wire ---------------------------------------------------------------------------------------------------


def test_nobody_listens(fetcher: Fetcher) -> None:
    got = failure_of(fetcher.fetch(a_feed(f"http://127.0.0.1:{unused_port()}/"), STATE))
    assert got.failure is Failure.CONNECT
    assert "refused" in got.detail.lower()


def test_no_such_host(fetcher: Fetcher, make_fetcher: MakeFetcher) -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise OSError("no such host")

    lost = make_fetcher(resolve=nowhere)
    assert failure_of(lost.fetch(a_feed("http://nowhere.example/"), STATE)).failure is Failure.DNS
    too_long = "http://" + "a" * 64 + ".example/"  # no label is that long: never reaches a resolver
    assert failure_of(fetcher.fetch(a_feed(too_long), STATE)).failure in {Failure.DNS, Failure.CONNECT}


@pytest.mark.parametrize(
    "url", ["", "feed.xml", "ftp://example.org/", "http://", "http://[", "http://exa mple/", "http://a\0b/"]
)
def test_an_unusable_url_is_a_failure(make_fetcher: MakeFetcher, url: str) -> None:
    fetcher = make_fetcher(resolve=lambda host, port: [])
    assert failure_of(fetcher.fetch(a_feed(url), STATE)).failure in {Failure.CONNECT, Failure.DNS}
    assert fetcher.turn(a_feed(url), STATE) == timedelta(0)


def test_reset_without_an_answer(fetcher: Fetcher) -> None:
    with Loopback(raw=lambda connection, _: reset(connection)) as server:
        assert failure_of(fetcher.fetch(a_feed(server.url()), STATE)).failure is Failure.RESET


def test_a_body_cut_short_is_no_document(fetcher: Fetcher) -> None:
    cut = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + RSS
    with Loopback(raw=lambda connection, _: connection.sendall(cut)) as server:
        assert failure_of(fetcher.fetch(a_feed(server.url()), STATE)).failure is Failure.RESET


@pytest.mark.parametrize(
    "answer", [b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 two hundred\r\n\r\n", b"\0" * 100 + b"\r\n\r\n"]
)
def test_not_http(fetcher: Fetcher, answer: bytes) -> None:
    with Loopback(raw=lambda connection, _: connection.sendall(answer)) as server:
        got = failure_of(fetcher.fetch(a_feed(server.url()), STATE))
    assert got.failure in {Failure.HTTP_ERROR, Failure.RESET}
    assert got.detail.isprintable()


def test_a_kept_connection_that_died_is_tried_again_afresh(fetcher: Fetcher) -> None:
    """The server answers once per connection, promises to keep it, and resets it at the next request."""
    answered: set[int] = set()

    def once(connection: Any, request: Request) -> None:
        while True:
            answered.add(request.connection)
            connection.sendall(b"HTTP/1.1 304 Not Modified\r\n\r\n")
            if not connection.recv(65536):
                return
            reset(connection)
            return

    with Loopback(raw=once) as server:
        for _ in range(3):
            assert isinstance(fetcher.fetch(a_feed(server.url()), SEEN), NotModified)
    assert answered == {1, 2, 3}


def test_many_threads_share_one_fetcher(fetcher: Fetcher) -> None:
    def echo(request: Request) -> Reply:
        return 200, {"ETag": f'"{request.target}"'}, RSS + request.target.encode()

    with Loopback(echo) as server, ThreadPoolExecutor(16) as pool:
        feeds = [a_feed(server.url(f"/{number}")) for number in range(200)]
        for feed, got in zip(feeds, pool.map(lambda feed: fetcher.fetch(feed, STATE), feeds), strict=True):
            path = feed.url.rpartition("/")[2]
            assert body_of(got).content == RSS + f"/{path}".encode()
            assert body_of(got).validators.etag == f'"/{path}"'
    assert server.connections <= 16


# --- TLS --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and self-signed certificate for 127.0.0.1 in one file."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("tls")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=loopback"
    command += " -addext subjectAltName=IP:127.0.0.1 -addext basicConstraints=critical,CA:TRUE"
    subprocess.run(
        [*command.split(), "-keyout", "key.pem", "-out", "cert.pem"], cwd=folder, check=True, capture_output=True
    )
    return folder


def tls_context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return context


def test_tls_with_a_vouched_authority(make_fetcher: MakeFetcher, certificate: Path) -> None:
    fetcher = make_fetcher(ca_file=certificate / "cert.pem")
    with Loopback(lambda _: (200, {}, RSS), tls=tls_context(certificate)) as server:
        for _ in range(3):
            assert body_of(fetcher.fetch(a_feed(server.url()), STATE)).content == RSS
    assert server.connections == 1


def test_a_self_signed_certificate_is_refused(fetcher: Fetcher, certificate: Path) -> None:
    with Loopback(lambda _: (200, {}, RSS), tls=tls_context(certificate)) as server:
        got = failure_of(fetcher.fetch(a_feed(server.url()), STATE))
    assert got.failure is Failure.TLS
    assert "certificate" in got.detail
    assert server.requests == []


def test_tls_where_nobody_speaks_it(fetcher: Fetcher) -> None:
    with Loopback(raw=lambda connection, _: connection.sendall(b"HTTP/1.1 400 Bad\r\n\r\n")) as server:
        # The server reads until an empty line that a TLS hello hardly holds: closing is what ends the handshake.
        threading.Timer(0.3, server.close).start()
        got = failure_of(fetcher.fetch(a_feed(server.url().replace("http:", "https:")), STATE))
    assert got.failure is Failure.TLS


def test_a_downgrade_is_followed_but_not_adopted(make_fetcher: MakeFetcher, certificate: Path) -> None:
    fetcher = make_fetcher(ca_file=certificate / "cert.pem")
    with Loopback(lambda _: (200, {}, RSS)) as plain:
        moved: Reply = (301, {"Location": plain.url("/b")}, b"")
        with Loopback(lambda _: moved, tls=tls_context(certificate)) as secure:
            got = body_of(fetcher.fetch(a_feed(secure.url("/a")), STATE))
    assert (got.url, got.moved_to) == (plain.url("/b"), "")


def test_an_upgrade_is_adopted(make_fetcher: MakeFetcher, certificate: Path) -> None:
    fetcher = make_fetcher(ca_file=certificate / "cert.pem")
    with Loopback(lambda _: (200, {}, RSS), tls=tls_context(certificate)) as secure:
        got = body_of(poll(fetcher, (301, {"Location": secure.url("/b")}, b"")))
    assert got.moved_to == secure.url("/b")


# --- turns at a host --------------------------------------------------------------------------------------------


def test_polls_of_one_host_keep_their_distance(make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher(host_gap=timedelta(milliseconds=150))
    arrivals: list[float] = []

    def note(_: Request) -> Reply:
        arrivals.append(time.monotonic())
        return 200, {}, RSS

    with Loopback(note) as server, ThreadPoolExecutor(4) as pool:
        feeds = [a_feed(server.url(f"/{number}"), id=f"f{number}") for number in range(4)]
        for got in pool.map(lambda feed: fetcher.fetch(feed, STATE), feeds):
            assert body_of(got).elapsed < timedelta(seconds=1)
    arrivals.sort()
    # A little slack: arrival is noted in the server's thread, not at sending.
    assert all(later - earlier > 0.1 for earlier, later in itertools.pairwise(arrivals))


def test_a_turn_once_taken_is_not_waited_for_again(make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher(host_gap=timedelta(seconds=30))
    with Loopback(lambda _: (200, {}, RSS)) as server:
        mine, other = a_feed(server.url("/1"), id="mine"), a_feed(server.url("/2"), id="other")
        elsewhere = a_feed(server.url("/3", host="127.0.0.2"), id="elsewhere")
        assert fetcher.turn(mine, STATE) == timedelta(0)
        assert timedelta(seconds=25) < fetcher.turn(other, STATE) <= timedelta(seconds=30)
        assert fetcher.turn(elsewhere, STATE) == timedelta(0)
        began = time.monotonic()
        body_of(fetcher.fetch(mine, STATE))
        assert time.monotonic() - began < 5


def test_close_interrupts_waiting_and_reading(make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher(host_gap=timedelta(seconds=30), timeout=timedelta(seconds=30))
    asked, over = threading.Event(), threading.Event()

    def hang(connection: Any, _: Request) -> None:
        asked.set()
        over.wait(20)

    with Loopback(raw=hang) as server, ThreadPoolExecutor(2) as pool:
        reading = pool.submit(fetcher.fetch, a_feed(server.url("/1"), id="1"), STATE)
        assert asked.wait(5)
        waiting = pool.submit(fetcher.fetch, a_feed(server.url("/2"), id="2"), STATE)
        began = time.monotonic()
        fetcher.close()
        results = [failure_of(future.result(5)) for future in (reading, waiting)]
        assert time.monotonic() - began < 3
        over.set()
    assert [result.failure for result in results] == [Failure.RESET, Failure.RESET]
    assert fetcher.closed
    assert failure_of(fetcher.fetch(a_feed(server.url()), STATE)).failure is Failure.RESET
