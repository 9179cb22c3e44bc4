"""What the classifier learns from, as examples: rules' tests, labelled lines, the desk's labels, Wikipedia's days."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

from warn.core.classify import text_of
from warn.core.numbers.language import language_of
from warn.model.item import Item
from warn.model.label import Label, Verdict
from warn.model.problem import Problem, Refused
from warn.model.rule import Example as Line
from warn.model.rulebook import RuleBook

RULES, LINES, LABELS, WIKIPEDIA = "rules", "lines", "labels", "wikipedia"
ELSEWHERE = "other country"
"""The trap of a line that reports a conflict of somewhere else: place is the rules' business, so the relevance head
learns nothing from it, and the family head that it is none."""
CONFLICT = "armed conflicts and attacks"
CATEGORIES = {
    "armed": CONFLICT,
    "art": "arts and culture",
    "busines": "business and economy",
    "disaster": "disasters and accidents",
    "health": "health and environment",
    "international": "international relations",
    "law": "law and crime",
    "politic": "politics and elections",
    "science": "science and technology",
    "sport": "sports",
}
"""How a heading begins, in whichever of its spellings -> its normal form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One text and what is known of it."""

    text: str
    language: str
    source: str
    relevant: bool | None
    """None: nothing is known."""
    families: frozenset[str] | None
    """None: nothing is known; empty: it is of none."""
    day: date | None = None
    """When it was published; None for what was written for the purpose."""
    group: str = ""
    """What it stands for where it has no day: a rule or an indicator, fires or silent, or the kind of trap."""
    category: str = ""
    """Wikipedia's heading."""

    @property
    def digest(self) -> int:
        """By which a model remembers that it has seen the text, without holding it."""
        return digest(self.text)


def digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def from_rules(rulebook: RuleBook) -> Iterator[Example]:
    """Every line of every rule's tests."""
    for rule in rulebook.rules:
        for line in rule.tests.fires:
            yield _of_rule(line, rule.id, frozenset((rule.indicator,)))
        for line in rule.tests.silent:
            yield _of_rule(line, rule.id, frozenset())


def _of_rule(line: Line, rule: str, families: frozenset[str]) -> Example:
    return Example(
        text=text_of(line.title, line.summary),
        language=line.language or _language(line.title),
        source=RULES,
        relevant=bool(families),
        families=families,
        group=f"{rule} {'fires' if families else 'silent'}",
    )


def from_lines(paths: Iterable[Path], families: Mapping[str, str]) -> Iterator[Example]:
    """Labelled lines: JSON lines of title, summary, language, relevant, indicators, trap. `families`: of indicators
    that are rules. Raises Refused with every line that can't be read."""
    yield from _read_all(paths, lambda row: _of_line(row, families))


def _of_line(row: Mapping[str, Any], families: Mapping[str, str]) -> Example:
    title, relevant, indicators = row.get("title"), row.get("relevant"), row.get("indicators", [])
    if not isinstance(title, str) or not title.strip():
        raise ValueError("a title is missing")
    if not isinstance(relevant, bool):
        raise ValueError(f"relevant: must be true or false, not {relevant!r}")  # noqa: TRY004 - one kind of error
    if not isinstance(indicators, list) or not all(isinstance(one, str) for one in indicators):
        raise ValueError("indicators: must be a list of ids")
    trap = str(row.get("trap") or "")
    return Example(
        text=text_of(title, str(row.get("summary") or "")),
        language=str(row.get("language") or "") or _language(title),
        source=LINES,
        relevant=None if trap == ELSEWHERE else relevant,
        families=frozenset(families.get(one, one.partition(".")[0]) for one in indicators),
        group=indicators[0] + " fires" if indicators else f"trap {trap or digest(title) % 7}",
    )


def from_labels(labelled: Iterable[tuple[Label, Item, frozenset[str]]]) -> Iterator[Example]:
    """What the desk said of items, each with the families that its rules found in it."""
    for label, item, found in labelled:
        known: dict[Verdict, frozenset[str] | None] = {Verdict.TRUE: found, Verdict.FALSE: frozenset()}
        yield Example(
            text=text_of(item.title, item.summary),
            language=item.language,
            source=LABELS,
            relevant=label.verdict is not Verdict.FALSE,
            families=known.get(label.verdict),
            day=item.published.date(),
        )


def from_wikipedia(path: Path) -> tuple[Example, ...]:
    """Items of Wikipedia's current events (JSON lines of date, category, text), oldest first."""
    return tuple(sorted(_read_all((path,), _of_wikipedia), key=lambda one: (one.day or date.min, one.digest)))


def _of_wikipedia(row: Mapping[str, Any]) -> Example:
    category = str(row.get("category") or "").lower()
    heading = next((name for start, name in CATEGORIES.items() if category.startswith(start)), None)
    if heading is None:
        raise ValueError(f"category: {category[:60]!r} isn't one of Wikipedia's headings")
    return Example(
        text=text_of("", str(row["text"])),
        language="en",
        source=WIKIPEDIA,
        relevant=heading == CONFLICT,
        families=None,
        day=date.fromisoformat(str(row["date"])),
        category=heading,
    )


def from_items(paths: Iterable[Path]) -> tuple[Example, ...]:
    """Items to test a model on: `relevant`, else `label` (true, false, missed), else Wikipedia's `category`."""
    return tuple(_read_all(paths, _of_item))


def _of_item(row: Mapping[str, Any]) -> Example:
    if "category" in row and "text" in row:
        return _of_wikipedia(row)
    said = {"true": True, "missed": True, "false": False}.get(str(row.get("label", "")).lower())
    return _of_line({"relevant": said, **row}, {})


def _read_all(paths: Iterable[Path], read: Callable[[Mapping[str, Any]], Example]) -> Iterator[Example]:
    found: list[Example] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            content = path.read_bytes()
            lines = (gzip.decompress(content) if path.suffix == ".gz" else content).splitlines()
        except (OSError, EOFError) as error:
            problems.append(Problem(file=str(path), line=1, message=f"can't be read: {error}"))
            continue
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                found.append(read(_row(line)))
            except (ValueError, KeyError) as error:
                message = f"{error} is missing" if isinstance(error, KeyError) else str(error)
                problems.append(Problem(file=str(path), line=number, message=message))
    if problems:
        raise Refused(tuple(problems))
    return iter(found)


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from None
    if not isinstance(row, dict):
        raise ValueError("a JSON object is expected on each line")  # noqa: TRY004 - one kind of error
    return row


def _language(text: str) -> str:
    return language_of(text, "en")
