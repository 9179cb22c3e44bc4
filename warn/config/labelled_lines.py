"""Labelled items as JSON lines: `{"title": ..., "summary": ..., "label": "false"}`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warn.config.item_lines import read_line
from warn.model.problem import Problem, Refused

_WORDS = {"true": True, "false": False, "missed": True}
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledLine:
    title: str
    summary: str
    language: str
    at: datetime
    true: bool


def read(path: Path) -> tuple[LabelledLine, ...]:
    """All lines of a file. Raises Refused with every line that can't be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused((Problem(file=str(path), line=1, message=f"can't be read: {error.strerror}"),)) from None
    found: list[LabelledLine] = []
    problems: list[Problem] = []
    for number, line in enumerate(content.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found.append(_labelled(line))
        except ValueError as error:
            problems.append(Problem(file=str(path), line=number, message=str(error)))
    if problems:
        raise Refused(tuple(problems))
    return tuple(found)


def _labelled(line: bytes) -> LabelledLine:
    item = read_line(line)
    said = json.loads(line).get("label")
    word = str(said).lower()
    if word not in _WORDS:
        raise ValueError(f"label: must be true, false or missed, not {said!r}")
    return LabelledLine(
        title=item.title,
        summary=item.summary,
        language=item.language,
        at=item.published or _NO_DATE,
        true=_WORDS[word],
    )
