"""Which reader a document gets, and what is no document at all."""

from __future__ import annotations

import re

from warn.core.parse.encoding import to_utf8
from warn.core.parse.fast import Odd, parse_fast
from warn.core.parse.jsonfeed import parse_json
from warn.core.parse.loose import parse_loose
from warn.core.parse.prescan import prescan
from warn.core.parse.refusal import NotAFeed
from warn.model.feed import Failure
from warn.model.item import Document

_SHORTEST = 16
"""Bytes; `<rss></rss>` is shorter, and empty."""
_HEAD = 4096
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_ROOTS = frozenset({b"rss", b"rdf", b"feed", b"channel", b"item", b"entry"})
_SKIPPED = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)


def parse_document(content: bytes, *, content_type: str = "", zone: str = "UTC") -> Document:
    """A feed document in any form and encoding. Pure, and meant for a worker process that can be killed.

    `content_type` is the HTTP header, whose charset counts; `zone` is the IANA zone of dates without an offset.
    Raises `NotAFeed`.
    """
    if len(content.strip()) < _SHORTEST:
        raise NotAFeed(Failure.EMPTY, f"a body of {len(content)} bytes")
    plain = to_utf8(content, content_type)
    if plain.lstrip()[:1] in (b"{", b"["):
        return parse_json(plain, zone)
    _refuse_html(plain)
    try:
        return parse_fast(plain, zone)
    except Odd:
        prescan(plain)
    return parse_loose(plain, zone)


def _refuse_html(content: bytes) -> None:
    """A page, a challenge or a login form is an error, not an empty feed: feedparser would say "no entries"."""
    head = _SKIPPED.sub(b"", content[:_HEAD])
    roots = {name.lower() for name in _ROOT.findall(head)}
    if roots & _ROOTS:
        return
    if roots & {b"html", b"head", b"body"} or b"<!doctype html" in head.lower():
        raise NotAFeed(Failure.HTML, f"a web page, not a feed{_title_of(content)}")
    if not roots and b"<!" not in head and b"<?" not in head:
        raise NotAFeed(Failure.NOT_A_FEED, "neither XML nor JSON")


def _title_of(content: bytes) -> str:
    start = content.find(b"<title>")
    end = content.find(b"</title>", start)
    if start < 0 or end < 0:
        return ""
    title = " ".join(content[start + 7 : end].decode("utf-8", "replace").split())
    return f": “{title[:80]}”"
