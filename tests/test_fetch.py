"""One poll against a real server on loopback: documents, statuses, web pages, encodings."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fetching import (
    RSS,
    SEEN,
    STATE,
    a_feed,
    body_of,
    failure_of,
    fetcher,
    library,
    poll,
)
from tests.loopback import Loopback, reset
from warn.edge.fetch import Fetcher
from warn.model.feed import Failure, NotModified, Validators

__all__ = ["fetcher", "library"]  # fixtures
DATE = "Sun, 22 Nov 2026 12:00:00 GMT"


# --- a document -------------------------------------------------------------------------------------------------


def test_a_document_with_its_validators(fetcher: Fetcher) -> None:
    headers = {"ETag": 'W/"x y"', "Last-Modified": "not even a date", "Content-Type": "application/rss+xml"}
    got = body_of(poll(fetcher, (200, headers, RSS)))
    assert got.content == RSS
    assert got.validators == Validators(etag='W/"x y"', last_modified="not even a date")
    assert (got.content_type, got.moved_to, got.max_age) == ("application/rss+xml", "", None)
    assert got.url.endswith("/feed.xml")
    assert timedelta(0) < got.elapsed < timedelta(seconds=5)


def test_what_is_sent(fetcher: Fetcher) -> None:
    with Loopback(lambda _: (200, {"Set-Cookie": "a=b"}, RSS)) as server:
        feed = a_feed(server.url("/feed.xml?a=%2F&b=я#top"))
        fetcher.fetch(feed, STATE)
        fetcher.fetch(feed, SEEN)
    first, second = server.requests
    assert first.target == "/feed.xml?a=%2F&b=%D1%8F"
    assert first.headers["user-agent"] == "warn/test"
    assert first.headers["host"] == f"127.0.0.1:{server.port}"
    assert first.headers["accept-encoding"] == "gzip"
    assert "if-none-match" not in first.headers
    assert "if-modified-since" not in first.headers
    assert second.headers["if-none-match"] == 'W/"1"'
    assert second.headers["if-modified-since"] == "Sat, 21 Nov 2026 08:00:00 GMT"
    assert "cookie" not in second.headers
    assert second.connection == first.connection


def test_an_adopted_address_is_the_one_polled(fetcher: Fetcher) -> None:
    with Loopback(lambda _: (200, {}, RSS)) as server:
        fetcher.fetch(a_feed("http://configured.invalid/"), replace(STATE, url=server.url("/adopted")))
    assert server.requests[0].target == "/adopted"


def test_user_information_becomes_basic_auth_and_is_never_shown(fetcher: Fetcher) -> None:
    with Loopback(lambda _: (401, {}, b"")) as server:
        url = server.url("/feed?token=s3cret").replace("http://", "http://ann:p%40ss@")
        got = failure_of(fetcher.fetch(a_feed(url), STATE))
        with Loopback(raw=lambda connection, _: reset(connection)) as broken:
            url = broken.url("/feed?token=s3cret").replace("http://", "http://ann:p%40ss@")
            lost = failure_of(fetcher.fetch(a_feed(url), STATE))
    assert server.requests[0].headers["authorization"] == "Basic YW5uOnBAc3M="
    assert server.requests[0].target == "/feed?token=s3cret"
    for failed in (got, lost):
        assert not [word for word in ("ann", "p%40ss", "p@ss", "s3cret") if word in failed.detail], failed.detail


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Cache-Control": "public, max-age=600"}, 600),
        ({"Cache-Control": 'Max-Age="600"', "Age": "100"}, 500),
        ({"Cache-Control": "max-age=600, no-cache"}, None),
        ({"Cache-Control": "no-store"}, None),
        ({"Cache-Control": "max-age=0"}, None),
        ({"Cache-Control": "max-age=-5"}, None),
        ({"Cache-Control": "max-age=99999999999999999999999"}, 10**9),
        ({"Date": DATE, "Expires": "Sun, 22 Nov 2026 12:10:00 GMT"}, 600),
        ({"Date": DATE, "Expires": "Sun, 22 Nov 2026 11:00:00 GMT"}, None),
        ({"Date": DATE, "Expires": "-1"}, None),
        ({"Expires": "Sun, 22 Nov 2099 12:10:00 GMT"}, None),
        ({"Date": DATE, "Expires": "Sun, 22 Nov 2026 13:00:00 GMT", "Cache-Control": "max-age=60"}, 60),
    ],
)
def test_max_age(fetcher: Fetcher, headers: dict[str, str], seconds: int | None) -> None:
    got = body_of(poll(fetcher, (200, headers, RSS)))
    assert got.max_age == (None if seconds is None else timedelta(seconds=seconds))


def test_expires_zero_means_that_validators_are_not_trusted(fetcher: Fetcher) -> None:
    headers = {"ETag": '"1"', "Last-Modified": DATE, "Expires": "0"}
    assert body_of(poll(fetcher, (200, headers, RSS))).validators == Validators()
    with_age = headers | {"Cache-Control": "max-age=60"}
    assert body_of(poll(fetcher, (200, with_age, RSS))).validators.etag == '"1"'
    no_store = {"ETag": '"1"', "Cache-Control": "no-store"}
    assert body_of(poll(fetcher, (200, no_store, RSS))).validators.etag == '"1"'


# --- not modified -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, SEEN.validators),
        ({"ETag": '"2"'}, replace(SEEN.validators, etag='"2"')),
        ({"Last-Modified": DATE}, replace(SEEN.validators, last_modified=DATE)),
    ],
)
def test_not_modified_renews_validators(fetcher: Fetcher, headers: dict[str, str], expected: Validators) -> None:
    got = poll(fetcher, (304, headers | {"Cache-Control": "max-age=60"}, b""), SEEN)
    assert isinstance(got, NotModified)
    assert (got.validators, got.max_age) == (expected, timedelta(minutes=1))


def test_not_modified_without_having_asked_is_a_failure(fetcher: Fetcher) -> None:
    got = failure_of(poll(fetcher, (304, {}, b"")))
    assert (got.failure, got.status) == (Failure.HTTP_ERROR, 304)


def test_one_connection_serves_many_polls(fetcher: Fetcher) -> None:
    with Loopback(lambda _: (304, {}, b"")) as server:
        for _ in range(5):
            assert isinstance(fetcher.fetch(a_feed(server.url()), SEEN), NotModified)
    assert server.connections == 1


# --- statuses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        (204, {}, Failure.EMPTY),
        (206, {}, Failure.HTTP_ERROR),
        (300, {}, Failure.HTTP_ERROR),
        (400, {}, Failure.HTTP_ERROR),
        (401, {}, Failure.BLOCKED),
        (403, {}, Failure.BLOCKED),
        (404, {}, Failure.NOT_FOUND),
        (410, {}, Failure.GONE),
        (429, {}, Failure.THROTTLED),
        (451, {}, Failure.BLOCKED),
        (500, {}, Failure.HTTP_ERROR),
        (503, {}, Failure.HTTP_ERROR),
        (503, {"Retry-After": "60"}, Failure.THROTTLED),
        (503, {"Retry-After": "60", "cf-mitigated": "challenge"}, Failure.BLOCKED),
        (404, {"cf-mitigated": "challenge"}, Failure.BLOCKED),
        (202, {"x-amzn-waf-action": "challenge"}, Failure.BLOCKED),
        (520, {}, Failure.HTTP_ERROR),
        (599, {"Content-Encoding": "br"}, Failure.HTTP_ERROR),
        (999, {}, Failure.HTTP_ERROR),
    ],
)
def test_statuses(fetcher: Fetcher, status: int, headers: dict[str, str], expected: Failure) -> None:
    content = b"" if status == 204 else b"<html><body>An error page that is long enough.</body></html>"
    if status == 206:
        content = RSS
    got = failure_of(poll(fetcher, (status, headers, content), SEEN))
    assert (got.failure, got.status) == (expected, status)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": "Sun, 22 Nov 2026 12:02:00 GMT", "Date": DATE}, 120),
        ({"Retry-After": "Sun, 22 Nov 2026 11:00:00 GMT", "Date": DATE}, 0),
        ({"Retry-After": "Sun, 22 Nov 2026 12:02:00 GMT"}, None),
        ({"Retry-After": "soon", "Date": DATE}, None),
        ({"Retry-After": "-1"}, None),
        ({}, None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after(fetcher: Fetcher, status: int, headers: dict[str, str], seconds: int | None) -> None:
    got = failure_of(poll(fetcher, (status, headers, b"slow down")))
    assert got.retry_after == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.parametrize("content", [b"", b" \r\n\r\n  \n", b"<rss/>", b" " * 2000])
def test_empty_bodies(fetcher: Fetcher, content: bytes) -> None:
    assert failure_of(poll(fetcher, (200, {}, content))).failure is Failure.EMPTY


# --- web pages in place of feeds --------------------------------------------------------------------------------

PAGE = b"<head><title>Welcome</title></head><body>A parked domain.</body></html>"


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><html>" + PAGE,
        b"\xef\xbb\xbf \n<!-- saved --><!doctype HTML public '-//W3C'>\n<html>" + PAGE,
        b"<!doctype \t html>" + PAGE,
        b"<HTML lang=en>" + PAGE,
        b"<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'><html xmlns='x'>" + PAGE,
        b"<?xml version='1.0'?><x:html xmlns:x='http://www.w3.org/1999/xhtml'>" + PAGE,
        b"<script>location='/login'</script> and more text",
        ("<!DOCTYPE html><html>" + PAGE.decode()).encode("utf-16"),
    ],
)
def test_html_is_not_a_feed(fetcher: Fetcher, content: bytes) -> None:
    got = failure_of(poll(fetcher, (200, {"Content-Type": "application/rss+xml"}, content)))
    assert (got.failure, got.status) == (Failure.HTML, 200)


@pytest.mark.parametrize(
    "content",
    [
        RSS,
        b"\xef\xbb\xbf\n <!-- made by <html> --><rss version='2.0'><channel><title>t</title></channel></rss>",
        b"<!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN' 'x.dtd'><rss version='0.91'><channel/></rss>",
        b"<!DOCTYPE rss [<!ENTITY a '<html>'>]><rss version='0.91'><channel/></rss>",
        b"<!DOCTYPE html><rss version='2.0'><channel><title>t</title></channel></rss>",
        b"<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><feed xmlns='http://www.w3.org/2005/Atom'></feed>",
        b"<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>t</a:title></a:feed>",
        b"<rdf:RDF xmlns:rdf='x'><item><description>&lt;html></description></item></rdf:RDF>",
        b"<br />\n<b>Warning</b>: mysql in /x on line 2<br /><?xml version='1.0'?><rss><channel/></rss>",
        b'{"version": "https://jsonfeed.org/version/1.1", "items": []}',
        RSS.decode().encode("utf-16"),
        b"plain text that somebody else shall judge",
    ],
)
def test_feeds_are_not_misread_as_html(fetcher: Fetcher, content: bytes) -> None:
    assert body_of(poll(fetcher, (200, {"Content-Type": "text/html"}, content))).content == content


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (b"<script src='/cdn-cgi/challenge-platform/h/b'>", "Cloudflare"),
        (b"<title>Just a moment...</title>", "Cloudflare"),
        (b"<img src='/.well-known/ddos-guard/id/x'>", "DDoS-Guard"),
        (b"<script src='/__qrator/qauth.js'>", "Qrator"),
        (b"<script src='/aes.js'></script><script>slowAES.decrypt(c,2,a,b)</script>", "cookie challenge"),
    ],
)
@pytest.mark.parametrize("status", [200, 403, 503])
def test_challenge_pages_are_blocks(fetcher: Fetcher, status: int, mark: bytes, name: str) -> None:
    page = b"<!DOCTYPE html><html><head>" + mark + b"</head><body>Wait</body></html>"
    got = failure_of(poll(fetcher, (status, {}, gzip.compress(page)), SEEN))
    assert got.failure is Failure.BLOCKED
    assert name in got.detail


# --- encodings --------------------------------------------------------------------------------------------------

RAW_DEFLATE = zlib.compressobj(wbits=-15)


@pytest.mark.parametrize(
    ("encoding", "wire"),
    [
        ("gzip", gzip.compress(RSS)),
        ("x-gzip", gzip.compress(RSS)),
        ("GZIP", gzip.compress(RSS[:50]) + gzip.compress(RSS[50:])),
        ("gzip", gzip.compress(RSS) + b"\0" * 300),
        ("", gzip.compress(RSS)),
        ("gzip", RSS),
        ("identity", RSS),
        ("deflate", zlib.compress(RSS)),
        ("deflate", RAW_DEFLATE.compress(RSS) + RAW_DEFLATE.flush()),
    ],
)
@pytest.mark.parametrize("piece", [1, 7, 100_000])
def test_encodings(fetcher: Fetcher, encoding: str, wire: bytes, piece: int) -> None:
    chunks = [wire[start : start + piece] for start in range(0, len(wire), piece)]
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
    headers = {"Transfer-Encoding": "chunked"} | ({"Content-Encoding": encoding} if encoding else {})
    assert body_of(poll(fetcher, (200, headers, chunked))).content == RSS


@pytest.mark.parametrize(
    ("encoding", "wire"),
    [
        ("gzip", gzip.compress(RSS)[:-20]),
        ("gzip", gzip.compress(RSS)[:30] + b"garbage" * 20),
        ("br", b"\x1b\x0e\x00\xf8\xa5[\xca\xe6" * 3),
        ("gzip, gzip", gzip.compress(gzip.compress(RSS))),
        ("deflate", zlib.compress(RSS)[:-9]),
        ("gzip", gzip.compress(b"x") * 200),
    ],
)
def test_bad_encodings(fetcher: Fetcher, encoding: str, wire: bytes) -> None:
    got = failure_of(poll(fetcher, (200, {"Content-Encoding": encoding}, wire), SEEN))
    assert got.failure is Failure.BAD_ENCODING
