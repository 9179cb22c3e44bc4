"""The yardstick of a back-test as files: a timeline of events, targets with their precursors, labels.

CSV with a header, or JSON lines with the same keys. Each is refused whole when a line of it is wrong: a yardstick with
a piece missing measures nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from warn.config.dated_items import csv_rows, json_rows, yes_or_no
from warn.core.parse.links import canonical
from warn.model.chronology import Happening, Precursor, Target
from warn.model.problem import Problem, Refused

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What a person said of items, by address and by title."""

    by_url: Mapping[str, bool]
    by_title: Mapping[str, bool]

    def of(self, url: str, title: str) -> bool | None:
        """None: nothing was said."""
        said = self.by_url.get(canonical(url)) if url else None
        return self.by_title.get(title_key(title)) if said is None else said


NO_LABELS = Labels(by_url={}, by_title={})


def read_timeline(path: Path) -> tuple[Happening, ...]:
    """Events in order of their days: `id`, `date` and `indicator`; optionally `direction`, `fact`, `source_url`,
    `families`. Raises Refused with every line that can't be read."""
    seen: set[str] = set()

    def made(row: Mapping[str, str]) -> Happening:
        happening = Happening(
            id=_needed(row, "id"),
            day=_day(row, "date"),
            indicator=_needed(row, "indicator"),
            direction=row.get("direction", ""),
            what=row.get("fact") or row.get("what") or row.get("title") or "",
            source_url=row.get("source_url", ""),
            families=frozenset(row.get("families", "").split()),
        )
        if happening.id in seen:
            raise ValueError(f"id: {happening.id} is there already")
        seen.add(happening.id)
        return happening

    return tuple(sorted(_read(path, made), key=lambda one: (one.day, one.id)))


def read_targets(path: Path, events: Sequence[Happening]) -> tuple[Target, ...]:
    """Targets, one line for each of their precursors: `target_event` (an id of the timeline), `precursor_event`,
    `precursor_date`, `precursor_indicator`; optionally `target_date`, `what`, `why`. A line without a precursor is a
    target that only its own family can announce. Raises Refused."""
    known = {one.id: one for one in events}
    targets: dict[str, Target] = {}

    def made(row: Mapping[str, str]) -> None:
        name = _needed(row, "target_event")
        if name not in known:
            raise ValueError(f"target_event: no event {name} in the timeline")
        event = known[name]
        target = targets.get(name) or Target(
            id=name,
            day=_day(row, "target_date") if row.get("target_date") else event.day,
            what=row.get("what") or event.what,
            indicator=event.indicator,
        )
        found = (_precursor(row, known, target.day),) if row.get("precursor_event") else ()
        targets[name] = Target(
            id=target.id,
            day=target.day,
            what=target.what,
            indicator=target.indicator,
            precursors=(*target.precursors, *found),
        )

    _read(path, made)
    return tuple(sorted(targets.values(), key=lambda one: (one.day, one.id)))


def _precursor(row: Mapping[str, str], known: Mapping[str, Happening], before: date) -> Precursor:
    name = row["precursor_event"]
    event = known.get(name)
    if event is None and not (row.get("precursor_date") and row.get("precursor_indicator")):
        raise ValueError(f"precursor_event: no event {name} in the timeline, and the line gives no date and indicator")
    day = _day(row, "precursor_date") if row.get("precursor_date") or event is None else event.day
    if day >= before:
        raise ValueError(f"precursor_date: {day} is not before the target's {before}")
    return Precursor(
        event=name,
        day=day,
        indicator=row.get("precursor_indicator") or (event.indicator if event else ""),
        why=row.get("why", ""),
    )


def read_labels(path: Path) -> Labels:
    """Labels by `url`, else by `title`: `label` (or `relevant`) is true, false or missed. Raises Refused."""
    by_url: dict[str, bool] = {}
    by_title: dict[str, bool] = {}

    def made(row: Mapping[str, str]) -> None:
        name = "label" if row.get("label") else "relevant"
        try:
            said = yes_or_no(_needed(row, name))
        except ValueError as error:
            raise ValueError(f"{name}: {error}" if row.get(name) else str(error)) from None
        if said is None:
            return
        if row.get("url"):
            by_url[canonical(row["url"])] = said
        else:
            by_title[title_key(_needed(row, "title"))] = said

    _read(path, made)
    return Labels(by_url=by_url, by_title=by_title)


def title_key(title: str) -> str:
    return " ".join(title.casefold().split())


def _read(path: Path, make: Callable[[Mapping[str, str]], Made]) -> list[Made]:
    """What `make` makes of each line; it raises ValueError. Raises Refused with every line that is wrong."""
    found: list[Made] = []
    problems: list[Problem] = []
    for line, row in _rows(path):
        if isinstance(row, str):
            problems.append(Problem(file=str(path), line=line, message=row))
            continue
        try:
            found.append(make({key: str(value).strip() for key, value in row.items() if value is not None}))
        except (ValueError, OverflowError) as error:
            problems.append(Problem(file=str(path), line=line, message=str(error)))
    if problems:
        raise Refused(tuple(problems))
    return found


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise Refused((Problem(file=str(path), line=1, message=f"can't be read: {reason}"),)) from None
    return csv_rows(text) if path.suffix.lower() == ".csv" else json_rows(text)


def _needed(row: Mapping[str, str], name: str) -> str:
    if not row.get(name):
        raise ValueError(f"{name}: is missing")
    return row[name]


def _day(row: Mapping[str, str], name: str) -> date:
    text = _needed(row, name)
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise ValueError(f"{name}: a day like 2023-04-23 is expected, not {text[:40]!r}") from None
