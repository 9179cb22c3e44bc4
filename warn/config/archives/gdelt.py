"""GDELT's tables: events (1.0 and 2.0) and mentions, as they are downloaded or with a header line.

GDELT keeps an article's address and no title. What its address spells is all that there is to read, and an address
that spells no words gives no item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from warn.config.dated_items import DatedItem
from warn.core.credit import publisher_host

FEWEST_WORDS = 3
"""Of an address that can stand for a title."""
_COLUMNS = {61: (59, 60), 58: (56, 57), 57: (56, 56), 16: (2, 5)}
"""By the number of columns: of the time it was added, and of the address (events 2.0, 1.0; mentions)."""
_TIMES = ("dateadded", "mentiontimedate", "sqldate")
_ADDRESSES = ("sourceurl", "mentionidentifier")
_LEAST_TABS = 2
_EXTENSION = re.compile(r"\.(html?|php|aspx?|shtml|amp|jsp|cms|ece)$", re.IGNORECASE)
_NUMBER = re.compile(r"^[a-z]{0,3}\d{4,}[a-z0-9]*$|^[0-9a-f]{8,}$", re.IGNORECASE)


class LeftOut(StrEnum):
    """Why a sound row gives no item."""

    SEEN = "the same address again"
    NO_WORDS = "no words in the address"
    NO_ADDRESS = "no web address"


def is_table(content: bytes) -> bool:
    """Whether it is tab-separated: CSV of dated items isn't."""
    return content[:100_000].partition(b"\n")[0].count(b"\t") >= _LEAST_TABS


def rows(text: str) -> Iterator[tuple[int, DatedItem | LeftOut | str]]:
    """Each line's item, why it gives none, or what is wrong with it, with its number."""
    named: tuple[int, int] | None = None
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        cells = line.rstrip("\r").split("\t")
        if number == 1 and (named := _header(cells)):
            continue
        columns = named or _COLUMNS.get(len(cells))
        if columns is None or len(cells) <= max(columns):
            yield number, f"{len(cells)} columns: no row of GDELT's events or mentions"
            continue
        made = _item(cells[columns[0]], cells[columns[1]].strip(), seen)
        yield number, made


def _header(cells: list[str]) -> tuple[int, int] | None:
    """Columns of time and address where the first line names them."""
    names = [cell.strip().lower() for cell in cells]
    moment = next((names.index(name) for name in _TIMES if name in names), None)
    address = next((names.index(name) for name in _ADDRESSES if name in names), None)
    return None if moment is None or address is None else (moment, address)


def _item(moment: str, url: str, seen: set[str]) -> DatedItem | LeftOut | str:
    try:
        published = _moment(moment.strip())
    except ValueError:
        return f"a time like 20230423090000 or a day like 20230423 is expected, not {moment[:30]!r}"
    if not url.lower().startswith(("http://", "https://")):
        return LeftOut.NO_ADDRESS
    if url in seen:
        return LeftOut.SEEN
    seen.add(url)
    title = title_of(url)
    if not title:
        return LeftOut.NO_WORDS
    return DatedItem(title=title, published=published, url=url, publisher=publisher_host(url), language="")


def _moment(text: str) -> datetime:
    if len(text) == 8:
        return datetime.combine(datetime.strptime(text, "%Y%m%d").date(), time(12), tzinfo=UTC)  # noqa: DTZ007 - a day
    return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def title_of(url: str) -> str:
    """What an address spells: of its path's parts the one with the most words, numbers of articles left out."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ""
    parts = [_words(part) for part in path.split("/")]
    longest = max(parts, key=len, default=[])
    return " ".join(longest) if len(longest) >= FEWEST_WORDS else ""


def _words(part: str) -> list[str]:
    plain = _EXTENSION.sub("", part)
    words = [word for word in re.split(r"[-_+.,\s]+", plain) if word]
    return [word for word in words if not _NUMBER.match(word)]
