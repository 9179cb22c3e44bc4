"""Saved feed documents and polls: an entry is an item when it is first seen, and again when its text changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from warn.config.dated_items import DatedItem, moment_of
from warn.core.credit import publisher_host
from warn.core.parse import NotAFeed, parse_document
from warn.core.parse.dates import parse_date
from warn.core.understand import understand
from warn.model.feed import Feed
from warn.model.item import DateBasis, Document, Entry, Item

_DOCUMENTS = (".xml", ".rss", ".atom", ".rdf", ".json", ".feed")
_MOMENT = re.compile(r"(?<!\d)(\d{4})-?(\d\d)-?(\d\d)(?:[T_ -]?(\d\d)[:-]?(\d\d)(?:[:-]?(\d\d))?)?(?!\d)")
_WITHOUT_DATE = "an entry without a date, in a document whose name gives no time"


def is_document(name: str) -> bool:
    return name.endswith(_DOCUMENTS)


def moment_in(name: str) -> datetime | None:
    """The time that a file's name gives: `2022-04-03T212622.xml`, `20220403.xml`; a bare day means its end. UTC."""
    found = _MOMENT.search(name)
    if found is None:
        return None
    year, month, day, *clock = (int(part) if part else None for part in found.groups())
    hour, minute, second = clock if clock[0] is not None else (23, 59, 59)
    try:
        return datetime(year or 0, month or 0, day or 0, hour or 0, minute or 0, second or 0, tzinfo=UTC)
    except ValueError:
        return None


class Snapshots:
    """One folder's documents or one history of polls, to be given the earliest first."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def document(self, content: bytes, moment: datetime | None) -> Iterator[DatedItem | str]:
        """Items that are new or changed in a document, or what is wrong with it."""
        try:
            document = parse_document(content)
        except NotAFeed as error:
            yield f"no feed: {error.detail}"
            return
        stated = [date for one in document.entries if (date := one.published or one.updated)]
        taken = moment or max(stated, default=None)
        if taken is None:
            yield _WITHOUT_DATE
            return
        yield from self._items(document, taken, dated=moment is not None)

    def poll(self, row: Mapping[str, Any]) -> Iterator[DatedItem | str]:
        """The same of one poll: `poll` is when, `new_or_changed` its entries."""
        try:
            moment = moment_of(str(row["poll"]))
        except (ValueError, OverflowError):
            yield f"poll: an ISO 8601 time is expected, not {row['poll']!r}"
            return
        entries = row.get("new_or_changed")
        if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
            yield "new_or_changed: a list of entries is expected"
            return
        document = Document(entries=tuple(_entry(one) for one in entries))
        yield from self._items(document, moment, dated=True)

    def _items(self, document: Document, moment: datetime, *, dated: bool) -> Iterator[DatedItem | str]:
        for item in understand(_feed(document), document, now=moment):
            if not item.title and not item.summary:
                yield "an entry without a title and text"
            elif not dated and item.published_basis is not DateBasis.STATED:
                yield _WITHOUT_DATE
            elif known := next((self._seen[key] for key in item.keys if key in self._seen), ""):
                if known != item.content_hash:
                    yield self._taken(item, seen=moment)
            else:
                yield self._taken(item, seen=None)

    def _taken(self, item: Item, *, seen: datetime | None) -> DatedItem:
        for key in item.keys:
            self._seen[key] = item.content_hash
        return DatedItem(
            title=item.title or item.summary[:200],
            summary=item.summary,
            published=item.published,
            url=item.url,
            publisher=item.publisher or publisher_host(item.url),
            language=item.language,
            seen=seen,
        )


def _entry(row: Mapping[str, Any]) -> Entry:
    said = {name: str(row.get(name) or "") for name in ("guid", "link", "title", "summary", "description")}
    stated = str(row.get("pubDate") or row.get("published") or row.get("date") or "")
    return Entry(
        guid=said["guid"],
        link=said["link"],
        title=said["title"],
        summary=said["summary"] or said["description"],
        published=parse_date(stated) if stated else None,
        published_raw=stated,
    )


def _feed(document: Document) -> Feed:
    """A document says little of who polls it: its publisher is the site it links to, a gatherer's each entry's own."""
    gathers = bool(document.link) and not publisher_host(document.link)
    return Feed(
        id="archive",
        name="archive",
        url=document.link or "archive:",
        publisher=publisher_host(document.link),
        side="",
        kind="aggregator" if gathers else "news",
        language=document.language[:2].lower(),
        country="",
        packs=(),
        tier=2,
        interval=timedelta(minutes=10),
        stale_after=timedelta(days=1),
        zone="UTC",
    )
