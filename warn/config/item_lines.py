"""Items as JSON lines, from any program: one line is one item or one reason why it isn't."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from warn.config.dated_items import moment_of

MAX_LINE = 1_000_000
"""Bytes of one line."""
_TEXTS = ("title", "summary", "url", "publisher", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One item to judge, as its line gives it."""

    title: str
    summary: str = ""
    url: str = ""
    publisher: str = ""
    language: str = ""
    published: datetime | None = None
    id: Any = None
    """The sender's own, given back with the answer; None: none."""


def read_line(line: bytes) -> ItemLine:
    """Raises ValueError, saying what is wrong with the line."""
    if len(line) > MAX_LINE:
        raise ValueError(f"longer than {MAX_LINE:,} bytes")
    row = _object(line)
    texts = {name: row[name] for name in _TEXTS if row.get(name) is not None}
    for name, value in texts.items():
        if not isinstance(value, str):
            raise ValueError(f"{name}: must be text, not {type(value).__name__}")  # noqa: TRY004 - one kind of error
    if not texts.get("title", "").strip() and not texts.get("summary", "").strip():
        raise ValueError("a title is missing")
    if "language" in texts:
        texts["language"] = _language(texts["language"])
    return ItemLine(**{"title": "", **texts}, published=_moment(row.get("published")), id=row.get("id"))


def _language(tag: str) -> str:
    """The primary subtag of a language tag: `hy-AM` is `hy`."""
    found = re.fullmatch(r"([a-zA-Z]{2,3})([-_].*)?", tag)
    if tag and not found:
        raise ValueError(f"language: an ISO 639-1 code is expected, not {tag[:40]!r}")
    return found[1].lower() if found else ""


def _object(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start + 1}") from None
    except RecursionError:
        raise ValueError("not JSON that can be read: nested too deep") from None
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from None
    if not isinstance(row, dict):
        raise ValueError("a JSON object is expected on each line")  # noqa: TRY004 - one kind of error
    return row


def _moment(value: object) -> datetime | None:
    """An ISO 8601 date or time; a bare day means its noon, UTC. None: not said."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError("published: must be an ISO 8601 date or time as text")  # noqa: TRY004 - one kind of error
    try:
        return moment_of(value)
    except (ValueError, OverflowError):
        raise ValueError(f"published: an ISO 8601 date or time is expected, not {value[:40]!r}") from None
