"""Bodies from the wire: decompression that can't be bombed, and telling a web page from a feed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

from warn.edge.fetch.address_guard import TooMuch

MAX_CHUNKS = 30_000
"""Pieces in one body. A server that frames every byte as a chunk would cost a second of CPU for each 50 kB."""
MAX_GZIP_MEMBERS = 64
_GZIP_MAGIC = b"\x1f\x8b"
_STEP = 256 * 1024
"""Most bytes inflated at once: what a bomb can cost beyond the limit."""


class BadEncoding(Exception):
    """The body can't be decoded as its Content-Encoding says."""


def read_body(chunks: Iterable[bytes], encoding: str, *, limit: int) -> bytes:
    """The decoded body, at most `limit` bytes.

    Raises TooMuch beyond the limit and BadEncoding for a damaged, truncated or unasked-for encoding. A gzip file
    without Content-Encoding is unpacked too, and plain text wrongly labelled gzip is taken as it is: both are common
    mistakes of small origins.
    """
    pieces = _counted(chunks)
    first = next(pieces, b"")
    while len(first) < 2 and (more := next(pieces, b"")):
        first += more
    coding = encoding.strip().lower().removeprefix("x-")
    rest = _chain(first, pieces)
    if first[:2] == _GZIP_MAGIC and coding in {"", "gzip", "identity"}:
        return _gunzip(rest, limit)
    if coding in {"", "identity", "gzip", "none"}:
        return _join(rest, limit)
    if coding == "deflate":
        # RFC 9110 means the zlib format; some servers send the bare stream.
        zlib_format = len(first) >= 2 and first[0] & 0x0F == 8 and int.from_bytes(first[:2]) % 31 == 0
        return _inflate(rest, limit, zlib.MAX_WBITS if zlib_format else -zlib.MAX_WBITS)
    raise BadEncoding(f"Content-Encoding {coding[:40]!r}, though only gzip was asked for")


def _counted(chunks: Iterable[bytes]) -> Iterator[bytes]:
    for number, chunk in enumerate(chunks):
        if number >= MAX_CHUNKS:
            raise TooMuch("framed in too many small pieces")
        if chunk:
            yield chunk


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest


def _join(chunks: Iterator[bytes], limit: int) -> bytes:
    pieces: list[bytes] = []
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise TooMuch(f"more than {limit} bytes")
        pieces.append(chunk)
    return b"".join(pieces)


def _gunzip(chunks: Iterator[bytes], limit: int) -> bytes:
    """One or more gzip members; what follows the last one is padding and is ignored, as browsers do."""
    output = bytearray()
    for _ in range(MAX_GZIP_MEMBERS):
        output += _inflate(chunks, limit - len(output), zlib.MAX_WBITS | 16, leftover := bytearray())
        rest = bytes(leftover)
        while len(rest) < 2 and (more := next(chunks, b"")):
            rest += more
        if not rest.startswith(_GZIP_MAGIC):
            return bytes(output)
        chunks = _chain(rest, chunks)
    raise BadEncoding("too many gzip members")


def _inflate(chunks: Iterator[bytes], limit: int, window_bits: int, leftover: bytearray | None = None) -> bytes:
    inflater = zlib.decompressobj(window_bits)
    output = bytearray()
    for chunk in chunks:
        pending = chunk
        while pending and not inflater.eof:
            try:
                output += inflater.decompress(pending, min(_STEP, limit - len(output) + 1))
            except zlib.error as error:
                raise BadEncoding(f"damaged compressed body ({error})") from error
            if len(output) > limit:
                raise TooMuch(f"more than {limit} bytes when unpacked")
            pending = inflater.unconsumed_tail
        if inflater.eof:
            if leftover is not None:
                leftover += inflater.unused_data
            return bytes(output)
    raise BadEncoding("compressed body ends early")


# Possessive quantifiers (`*+`) keep these linear on hostile input.
_FEED_ROOT = re.compile(rb"<(?:[\w.-]{1,30}:)?(?:rss|feed|rdf)[\s>/]", re.IGNORECASE)
_FEED_AT_ONCE = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>)?\s*+<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_PREAMBLE = re.compile(
    rb"\s++|<!--.*?-->|<\?.*?>|<!doctype\s++(?!html)[^>\[]*+(?:\[.*?\])?+[^>]*+>", re.IGNORECASE | re.DOTALL
)
_HTML_START = re.compile(
    rb"<!doctype\s+html|<(?:[\w.-]{1,30}:)?(?:html|head|body|title|meta|script|style|link|center|div|h1|p)[\s>/]",
    re.IGNORECASE,
)
_HEAD = 64 * 1024


def is_html(content: bytes) -> bool:
    """Whether it is a web page: it starts like one, and no feed's root element follows near the start."""
    if _FEED_AT_ONCE.match(content):
        return False
    head = content[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in head[:4]:
        head = head.replace(b"\0", b"").lstrip(b"\xff\xfe")  # UTF-16: its ASCII is all we look at
    position = 0
    while found := _PREAMBLE.match(head, position):
        position = found.end()
    return bool(_HTML_START.match(head, position)) and not _FEED_ROOT.search(head, position)


# Marks of interposed pages, each seen in the page such a service serves with status 200, 403 or 503. Regional news
# sites sit behind DDoS-Guard, Qrator and Servicepipe as often as behind Cloudflare.
_CHALLENGE_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"/cdn-cgi/challenge-platform/", "Cloudflare challenge"),
    (b"__cf_chl", "Cloudflare challenge"),
    (b"cf-browser-verification", "Cloudflare challenge"),
    (b"<title>just a moment...</title>", "Cloudflare challenge"),
    (b"attention required! | cloudflare", "Cloudflare block"),
    (b"/.well-known/ddos-guard/", "DDoS-Guard challenge"),
    (b"<title>ddos-guard</title>", "DDoS-Guard challenge"),
    (b"__qrator", "Qrator challenge"),
    (b"servicepipe.ru", "Servicepipe challenge"),
    (b"sucuri_cloudproxy_js", "Sucuri challenge"),
    (b"_incapsula_resource", "Imperva challenge"),
    (b"errors.edgesuite.net", "Akamai block"),
    (b"awswafcookiedomainlist", "AWS WAF challenge"),
    (b"captcha-delivery.com", "DataDome challenge"),
    (b"px-captcha", "HUMAN challenge"),
    (b"/.within.website/x/cmd/anubis", "Anubis challenge"),
    (b"vercel security checkpoint", "Vercel challenge"),
    (b"slowaes.decrypt", "cookie challenge"),
    (b"checking your browser before accessing", "browser check"),
)


def challenge_page(content: bytes) -> str:
    """Which anti-bot service's page this HTML is; empty: none that we know."""
    head = content[:_HEAD].lower()
    return next((name for mark, name in _CHALLENGE_MARKS if mark in head), "")
