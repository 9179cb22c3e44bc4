"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from typing import Any

from warn.core.parse.dates import parse_date
from warn.core.parse.refusal import NotAFeed
from warn.model.feed import Failure
from warn.model.item import Document, Entry


def parse_json(content: bytes, zone: str) -> Document:
    """A JSON Feed in UTF-8 as a document. Raises `NotAFeed` with the place of the first error."""
    try:
        feed = json.loads(content.decode("utf-8", "replace"))
    except json.JSONDecodeError as error:
        raise NotAFeed(Failure.NOT_A_FEED, f"broken JSON in line {error.lineno}: {error.msg}") from None
    except RecursionError:
        raise NotAFeed(Failure.HOSTILE, "JSON nested too deeply") from None
    except ValueError:  # a number of more digits than Python reads
        raise NotAFeed(Failure.NOT_A_FEED, "broken JSON: a number that can't be read") from None
    if not isinstance(feed, dict) or "jsonfeed.org" not in _text(feed.get("version")):
        raise NotAFeed(Failure.NOT_A_FEED, "JSON, but no JSON Feed: `version` doesn't name jsonfeed.org")
    items = feed.get("items", [])
    if not isinstance(items, list):
        raise NotAFeed(Failure.NOT_A_FEED, "JSON Feed whose `items` is no list")
    language = _text(feed.get("language"))
    return Document(
        entries=tuple(_entry(item, zone, language) for item in items if isinstance(item, dict)),
        title=_text(feed.get("title")),
        link=_text(feed.get("home_page_url")),
        language=language,
        format="json",
        parser="json",
    )


def _entry(item: dict[str, Any], zone: str, language: str) -> Entry:
    published, updated = _text(item.get("date_published")), _text(item.get("date_modified"))
    bodies = (_text(item.get(name)) for name in ("summary", "content_html", "content_text"))
    return Entry(
        guid=_text(item.get("id")),
        link=_text(item.get("url")) or _text(item.get("external_url")),
        title=_text(item.get("title")),
        summary=max(bodies, key=len),
        published=parse_date(published, zone),
        updated=parse_date(updated, zone),
        published_raw=published or updated,
        author=_author(item),
        language=_text(item.get("language")) or language,
    )


def _author(item: dict[str, Any]) -> str:
    """1.1 has a list `authors`, 1.0 one `author`."""
    authors = item.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else item.get("author")
    return _text(first.get("name")) if isinstance(first, dict) else ""


def _text(value: object) -> str:
    """Text as it is, a number (ids sometimes are) in figures, anything else empty; lone surrogates replaced."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value.encode("utf-8", "replace").decode("utf-8").strip() if isinstance(value, str) else ""
