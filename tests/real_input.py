"""Real feeds of the past, for tests: two years of one feed poll by poll, and the items of a crisis by publisher.

None of it is part of the project: without it (folder `shared` beside the checkout, or WARN_SHARED) the tests skip.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from tests.loopback import Request
from tests.running import rss
from warn.core.parse.text import plain_text

SHARED = Path(os.environ.get("WARN_SHARED", Path(__file__).parents[1] / "../shared"))
WHITE_HOUSE = SHARED / "data/feed_snapshots/whitehouse"
CRISIS = SHARED / "data/nk_timeline/items.csv"

REMEMBERED = 100
"""Of the history's entries, so many of the newest can be shown again."""
OPENING = datetime(2022, 12, 1, 12, tzinfo=UTC)
"""Date of the one entry that every feed of the crisis holds from the beginning: a real feed is never empty."""


class Served:
    """The documents of a server, by path; the test changes them."""

    def __init__(self) -> None:
        self._documents: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def show(self, path: str, document: bytes) -> None:
        with self._lock:
            self._documents[path] = document

    def __call__(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        with self._lock:
            return 200, {"Content-Type": "application/rss+xml; charset=utf-8"}, self._documents[request.target]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPoll:
    """One poll of the history: when, what the feed showed, and which entries had come or changed since the last."""

    at: datetime
    document: bytes
    changed: tuple[Mapping[str, str], ...]


def history(path: Path) -> Iterator[PastPoll]:
    """Every poll in order, with the feed as it stood."""
    known: dict[str, Mapping[str, str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            poll = json.loads(line)
            changed = poll["new_or_changed"]
            known |= {entry["guid"]: entry for entry in changed}
            newest = sorted(known.values(), key=lambda entry: parsedate_to_datetime(entry["pubDate"]), reverse=True)
            known = {entry["guid"]: entry for entry in newest[:REMEMBERED]}
            yield PastPoll(
                at=datetime.fromisoformat(poll["poll"]).astimezone(UTC),
                document=_indented(newest[: poll["n_items"]]),
                changed=tuple(changed),
            )


def _indented(entries: Sequence[Mapping[str, str]]) -> bytes:
    """A document in the manner of the raw captures: a tag, its text and its end each on a line of their own."""
    body = "".join(_entry(entry) for entry in entries)
    channel = _element("title", "The White House Briefing Room", 2) + _element("pubDate", entries[0]["pubDate"], 2)
    document = f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0">\n <channel>\n{channel}{body} </channel>\n'
    return f"{document}</rss>\n".encode()


def _entry(entry: Mapping[str, str]) -> str:
    names = ("title", "guid", "pubDate", "link", "category")
    return "  <item>\n" + "".join(_element(name, entry[name], 3) for name in names) + "  </item>\n"


def _element(name: str, text: str, indent: int) -> str:
    space = " " * indent
    return f"{space}<{name}>\n{space} {escape(text)}\n{space}</{name}>\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a history comes to, by the data alone."""

    guids: int
    titles: tuple[str, ...]
    """The plain title of every item, as last edited."""
    edits: int

    @property
    def items(self) -> int:
        return len(self.titles)


def expected(polls: Iterable[PastPoll]) -> Expected:
    """Every item, told apart by decision 0007.

    An entry is another of its guid; or, under a guid not seen before, another of the same title (but for case) and
    date: that is how this publisher mends an address or moves an item to another section. A title and date that two
    entries of one poll share tell neither.
    """
    item_of: dict[str, str] = {}
    dated: dict[tuple[str, str], str] = {}
    titles: dict[str, str] = {}
    edits = 0
    for past in polls:
        shared = Counter(map(_title_and_date, past.changed))
        for entry in past.changed:
            guid, key, title = entry["guid"], _title_and_date(entry), plain_text(entry["title"])
            item = item_of.setdefault(guid, guid if shared[key] > 1 else dated.get(key, guid))
            dated.setdefault(key, item)
            edits += titles.get(item, title) != title
            titles[item] = title
    return Expected(guids=len(item_of), titles=tuple(titles.values()), edits=edits)


def _title_and_date(entry: Mapping[str, str]) -> tuple[str, str]:
    return plain_text(entry["title"]), entry["pubDate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One real item of the crisis."""

    url: str
    publisher: str
    day: date
    event: str
    headline: str


def crisis(path: Path) -> tuple[Report, ...]:
    """The items in order of their days; what has no headline of its own is headed by its gist."""
    with path.open(encoding="utf-8", newline="") as lines:
        reports = [
            Report(
                url=row["url"],
                publisher=row["publisher"],
                day=date.fromisoformat(row["published"]),
                event=row["event_id"],
                headline=row["headline_from_slug"] or row["gist_own_words"],
            )
            for row in csv.DictReader(lines)
        ]
    return tuple(sorted(reports, key=lambda report: report.day))


def feed_id(publisher: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", publisher.casefold()).strip("-")


def publisher_feed(reports: Iterable[Report], publisher: str, today: date) -> bytes:
    """The feed of one publisher as it stands on a day, newest first."""
    own = [report for report in reports if report.publisher == publisher and report.day <= today]
    entries = [
        (escape(report.headline), escape(report.url), datetime.combine(report.day, time(12), UTC))
        for report in reversed(own)
    ]
    return rss(*entries, ("Letters to the editor", f"https://{publisher}/letters", OPENING), title=publisher)
