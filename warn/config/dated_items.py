"""Files of dated items, for replays: JSON lines, or CSV with a header."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from warn.model.problem import Problem, Refused

# Noon: a day without an hour is at most twelve hours wrong either way.
_MIDDAY = time(12, tzinfo=UTC)


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


def read(path: Path) -> tuple[DatedItem, ...]:
    """All items of a file, in order of time.

    Columns or keys: `title` (or `headline_from_slug`, `gist_own_words` standing in where it is empty), `published`
    (ISO 8601; a bare day means its noon, UTC); optionally `summary`, `url`, `publisher`, `side`, `language` (`lang`).

    Raises:
        Refused: with every line that can't be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise Refused((Problem(file=str(path), line=1, message=f"can't be read: {reason}"),)) from None
    rows = _csv_rows(text) if path.suffix.lower() == ".csv" else _json_rows(text)
    items: list[DatedItem] = []
    problems: list[Problem] = []
    for line, row in rows:
        made = _item(row) if not isinstance(row, str) else row
        if isinstance(made, str):
            problems.append(Problem(file=str(path), line=line, message=made))
        else:
            items.append(made)
    if problems:
        raise Refused(tuple(problems))
    return tuple(sorted(items, key=lambda item: item.published))


def _csv_rows(text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    reader = csv.DictReader(io.StringIO(text))
    for row in reader:
        yield reader.line_num, {key: value or "" for key, value in row.items() if isinstance(key, str)}


def _json_rows(text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, f"not JSON: {error}"
            continue
        yield number, row if isinstance(row, dict) else "a JSON object is expected on each line"


def _item(row: Mapping[str, Any]) -> DatedItem | str:
    """The item, or what is wrong with the row."""
    words = {key: value.strip() for key, value in row.items() if isinstance(value, str)}
    title = words.get("title") or words.get("headline_from_slug") or words.get("gist_own_words") or ""
    if not title:
        return "a title is missing"
    try:
        published = _moment(words.get("published") or "")
    except (ValueError, OverflowError):
        return f"published: an ISO 8601 date or time is expected, not {row.get('published')!r}"
    return DatedItem(
        title=title,
        published=published,
        summary=words.get("summary", ""),
        url=words.get("url", ""),
        publisher=words.get("publisher", ""),
        side=words.get("side", ""),
        language=words.get("language") or words.get("lang") or "en",
    )


def _moment(text: str) -> datetime:
    if len(text) == 10:
        return datetime.combine(date.fromisoformat(text), _MIDDAY)
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
