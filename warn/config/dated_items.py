"""Files of dated items, for replays: JSON lines, or CSV with a header."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from warn.model.problem import Problem, Refused

# Noon: a day without an hour is at most twelve hours wrong either way.
_MIDDAY = time(12, tzinfo=UTC)

# Nothing is said of how soon a publisher's feed carried an item; this is the flagship's usual polling interval.
NOTICED_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedItem:
    """One published item of the past."""

    title: str
    published: datetime
    summary: str = ""
    url: str = ""
    publisher: str = ""
    side: str = ""
    language: str = "en"
    event_id: str = ""
    """The event of a chronology that it reports."""
    relevant: bool | None = None
    """Whether an alert about it is right, as a person said; None: nobody did."""
    seen: datetime | None = None
    """When it was noticed, where an archive of polls says so; None: soon after it was published."""

    @property
    def noticed(self) -> datetime:
        """When a daemon would have come upon it."""
        return self.seen or self.published + NOTICED_AFTER


def read(path: Path) -> tuple[DatedItem, ...]:
    """All items of a file, in order of time.

    Columns or keys: `title` (or `headline_from_slug`, `gist_own_words` standing in where it is empty), `published`
    (ISO 8601; a bare day means its noon, UTC); optionally `summary`, `url`, `publisher`, `side`, `language` (`lang`),
    and for back-tests `event_id`, `relevant`.

    Raises:
        Refused: with every line that can't be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise Refused((Problem(file=str(path), line=1, message=f"can't be read: {reason}"),)) from None
    rows = csv_rows(text) if path.suffix.lower() == ".csv" else json_rows(text)
    items: list[DatedItem] = []
    problems: list[Problem] = []
    for line, row in rows:
        made = item_of(row) if not isinstance(row, str) else row
        if isinstance(made, str):
            problems.append(Problem(file=str(path), line=line, message=made))
        else:
            items.append(made)
    if problems:
        raise Refused(tuple(problems))
    return tuple(sorted(items, key=lambda item: item.published))


def csv_rows(text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    """Each row by its header, with the line it ends on; or what is wrong with it."""
    reader = csv.DictReader(io.StringIO(text))
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, f"not CSV: {error}"
            continue
        # A cell too many is mostly a comma that nobody quoted: what follows it would stand in the wrong columns.
        if None in row:
            yield reader.line_num, "more cells than the header has"
        else:
            yield reader.line_num, {key: value or "" for key, value in row.items()}


def json_rows(text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    """Each line's object, with its number; or what is wrong with it."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, f"not JSON: {error}"
            continue
        yield number, row if isinstance(row, dict) else "a JSON object is expected on each line"


def item_of(row: Mapping[str, Any]) -> DatedItem | str:
    """The item, or what is wrong with the row."""
    words = {key: value.strip() for key, value in row.items() if isinstance(value, str)}
    title = words.get("title") or words.get("headline_from_slug") or words.get("gist_own_words") or ""
    if not title:
        return "a title is missing"
    try:
        published = moment_of(words.get("published") or "")
    except (ValueError, OverflowError):
        return f"published: an ISO 8601 date or time is expected, not {row.get('published')!r}"
    try:
        relevant = yes_or_no(row.get("relevant"))
    except ValueError as error:
        return f"relevant: {error}"
    return DatedItem(
        title=title,
        published=published,
        summary=words.get("summary", ""),
        url=words.get("url", ""),
        publisher=words.get("publisher", ""),
        side=words.get("side", ""),
        language=words.get("language") or words.get("lang") or "en",
        event_id=words.get("event_id", ""),
        relevant=relevant,
    )


_WORDS = {"true": True, "yes": True, "1": True, "missed": True, "false": False, "no": False, "0": False}


def yes_or_no(said: object) -> bool | None:
    """What a label says; None: nothing. `missed` is what a rule should have found. Raises ValueError."""
    word = "" if said is None else str(said).strip().lower()
    if word and word not in _WORDS:
        raise ValueError(f"must be one of {', '.join(_WORDS)}, not {said!r}")
    return _WORDS.get(word)


def moment_of(text: str) -> datetime:
    """An ISO 8601 time, or the noon of a bare day, UTC. Raises ValueError, OverflowError."""
    if len(text) == 10:
        return datetime.combine(date.fromisoformat(text), _MIDDAY)
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
