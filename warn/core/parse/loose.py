"""What feedparser makes of a document: the reader that decides wherever a document is not plain."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Any

from warn.core.parse.dates import parse_date
from warn.core.parse.refusal import NotAFeed
from warn.model.feed import Failure
from warn.model.item import Document, Entry


def parse_loose(content: bytes, zone: str) -> Document:
    """A document in UTF-8, prescanned, through feedparser. Raises `NotAFeed` where it finds neither feed nor entry."""
    # Imported on first need: it costs 40 ms and 20 MB, and most workers' documents never come here.
    import feedparser  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        # A file object: feedparser opens bytes as a path. Sanitising and resolving are ours, and quadratic there.
        try:
            read = feedparser.parse(BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
        except (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError) as error:
            raise NotAFeed(Failure.NOT_A_FEED, f"feedparser gave up: {type(error).__name__}: {error}") from error
    if not read.entries and (read.bozo or not read.version):
        raise NotAFeed(Failure.NOT_A_FEED, f"no feed: {_one_line(read.get('bozo_exception', 'no known root element'))}")
    feed = read.feed
    ttl = _text(feed, "ttl").strip()
    return Document(
        entries=tuple(_entry(entry, zone) for entry in read.entries),
        title=_text(feed, "title"),
        link=_text(feed, "link"),
        language=_text(feed, "language"),
        format=read.version,
        parser="feedparser",
        ttl_minutes=int(ttl) if ttl.isascii() and ttl.isdigit() and len(ttl) < 7 else None,
    )


def _entry(entry: Any, zone: str) -> Entry:
    # dict.get, not entry.get: feedparser's own look-up would give `published` where `updated` is missing.
    published = _text(entry, "published") or _text(entry, "created")
    updated = _text(entry, "updated")
    contents = [content for content in dict.get(entry, "content", ()) if isinstance(content, dict)]
    source = dict.get(entry, "source")
    source = source if isinstance(source, dict) else {}
    return Entry(
        guid=_text(entry, "id"),
        link=_text(entry, "link"),
        title=_text(entry, "title"),
        summary=max((_text(entry, "summary"), *(_text(content, "value") for content in contents)), key=len),
        published=parse_date(published, zone),
        updated=parse_date(updated, zone),
        published_raw=published or updated,
        author=_text(entry, "author"),
        language=_language(entry, contents),
        source_name=_text(source, "title") or _text(entry, "news_source"),
        source_url=_text(source, "href") or _text(source, "link"),
    )


def _language(entry: Any, contents: list[dict[str, object]]) -> str:
    """What the entry itself says, else what is in force where its texts stand."""
    details = (dict.get(entry, "title_detail"), dict.get(entry, "summary_detail"), *contents)
    stated = (_text(detail, "language") for detail in details if isinstance(detail, dict))
    return _text(entry, "language") or next(filter(None, stated), "")


def _text(values: Any, key: str) -> str:
    value = dict.get(values, key)
    return value if isinstance(value, str) else ""


def _one_line(error: object) -> str:
    return " ".join(str(error).split())[:200]
