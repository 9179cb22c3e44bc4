"""Other parsers' own test documents through ours, beside the values their authors expect.

`python tests/test_conformance.py` prints the tables of docs/conformance.md. The documents are not part of the project:
without them (folder `shared` beside the checkout, or WARN_SHARED) these tests skip.
"""

from __future__ import annotations

import ast
import datetime as dt
import json
import os
import re
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from warn.core.parse import NotAFeed, parse_document, split
from warn.core.parse.encoding import to_utf8
from warn.core.parse.fast import Odd, parse_fast
from warn.core.parse.links import absolute
from warn.core.parse.loose import parse_loose
from warn.core.parse.text import plain_text
from warn.model.item import Document, Entry

SHARED = Path(os.environ.get("WARN_SHARED", Path(__file__).parents[1] / "../shared"))
FIXTURES = SHARED / "data/feed_fixtures"
WHITE_HOUSE = SHARED / "data/feed_snapshots/whitehouse"
needs_fixtures = pytest.mark.skipif(not FIXTURES.is_dir(), reason=f"no feed fixtures in {FIXTURES}")
needs_captures = pytest.mark.skipif(not WHITE_HOUSE.is_dir(), reason=f"no captures in {WHITE_HOUSE}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    suite: str
    name: str
    content: bytes
    expected: str = ""
    """Text of the file beside it: .serde.json or .py."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One value somebody expects of one document, and how ours compares."""

    sample: Sample
    field: str
    verdict: str
    """`agree`, or why it differs."""


@lru_cache(maxsize=1)
def samples() -> tuple[Sample, ...]:
    return tuple(sample for archive in sorted(FIXTURES.glob("*.tar.gz")) for sample in _samples_of(archive))


def _samples_of(archive: Path) -> Iterator[Sample]:
    with tarfile.open(archive) as tar:
        files = {member.name: tar.extractfile(member).read() for member in tar if member.isfile()}
    suite = archive.name.removesuffix(".tar.gz")
    for name, content in sorted(files.items()):
        if name.endswith((".py", ".serde.json", "LICENSE", "LICENSE-MIT", "COPYING")):
            continue
        beside = next((files[f"{name}{end}"] for end in (".py", ".serde.json") if f"{name}{end}" in files), b"")
        if suite == "feed-rs":
            beside = files.get(f"{name.rpartition('.')[0]}.serde.json", beside)
        yield Sample(suite=suite, name=name, content=content, expected=beside.decode())


def read(sample: Sample) -> Document | NotAFeed:
    header = re.search(rb"Header:\s*Content-type:\s*([^\r\n]+)", sample.content[:2000], re.IGNORECASE)
    try:
        return parse_document(sample.content, content_type=header[1].decode("latin-1") if header else "")
    except NotAFeed as refused:
        return refused


# Expected values, suite by suite

_EXPECT = re.compile(
    r"""(?:(?:not )?bozo and )?entries\[(\d+)\](?:\.|\[u?['"])(title|link|id|guid|summary|description|author"""
    r"""|published_parsed|updated_parsed|(?:title|summary|description)_detail['"]\]\[['"]value|source['"]\]\[['"]title)"""
    r"""(?:['"]\])?\s*==\s*(.+)""",
    re.DOTALL,
)
_COUNT = re.compile(r"(?:(?:not )?bozo and )?len\(entries\)\s*==\s*(\d+)")
_FIELDS = {"id": "guid", "description": "summary", "source": "source_name"}


def feedparser_checks(sample: Sample, document: Document) -> Iterator[Check]:
    header = re.search(rb"Expect:\s*(.+?)\s*(?:-->|\n\s*\n|\Z)", sample.content[:4000], re.DOTALL)
    if not header:
        return
    text = header[1].decode("utf-8", "replace").strip()
    count = _COUNT.fullmatch(text)
    if count:
        yield Check(sample=sample, field="items", verdict=_same(len(document.entries), int(count[1])))
    found = _EXPECT.fullmatch(text)
    if not found:
        return
    try:
        value = ast.literal_eval(found[3].strip())
    except (ValueError, SyntaxError):
        return
    field = re.split(r"_detail|[\"']", found[2])[0]
    if int(found[1]) >= len(document.entries):
        yield Check(sample=sample, field=field.removesuffix("_parsed"), verdict="no such entry")
        return
    entry = document.entries[int(found[1])]
    if field.endswith("_parsed"):
        ours = entry.published if field.startswith("published") else entry.updated
        stated = value and dt.datetime(*value[:6], tzinfo=dt.UTC)
        yield Check(sample=sample, field=field.removesuffix("_parsed"), verdict=_date(ours, stated))
    else:
        yield Check(
            sample=sample, field=_FIELDS.get(field, field), verdict=_text(entry, _FIELDS.get(field, field), value)
        )


def feed_rs_checks(sample: Sample, document: Document) -> Iterator[Check]:
    if not sample.expected:
        return
    feed = json.loads(sample.expected)
    theirs, is_atom = feed["entries"], feed["feed_type"] == "Atom"
    yield Check(sample=sample, field="items", verdict=_same(len(document.entries), len(theirs)))
    for entry, expected in zip(document.entries, theirs, strict=False):
        if expected.get("title"):
            verdict = _text(entry, "title", expected["title"]["content"])
            yield Check(sample=sample, field="title", verdict=verdict)
        if expected.get("links"):
            hrefs = [link["href"] for link in expected["links"]]
            verdict = "agree" if entry.link in hrefs else _text(entry, "link", hrefs[0])
            yield Check(sample=sample, field="link", verdict=verdict)
        # feed-rs gives an RSS item the channel's date as `updated`, and calls an RDF item's only date `published`.
        stated = expected.get("published") or (is_atom and expected.get("updated"))
        if stated:
            theirs_at = dt.datetime.fromisoformat(stated).replace(microsecond=0)
            yield Check(sample=sample, field="date", verdict=_date(entry.published or entry.updated, theirs_at))


def reader_checks(sample: Sample, document: Document) -> Iterator[Check]:
    if not sample.expected:
        return
    theirs = [dict(_keywords(call)) for call in ast.walk(ast.parse(sample.expected)) if _is_entry(call)]
    yield Check(sample=sample, field="items", verdict=_same(len(document.entries), len(theirs)))
    by_id = {entry.guid or entry.link: entry for entry in document.entries}
    for expected in theirs:
        entry = by_id.get(expected.get("id", ""))
        if entry is None:
            yield Check(sample=sample, field="guid", verdict="no such entry")
            continue
        for field in ("title", "link"):
            if field in expected:
                yield Check(sample=sample, field=field, verdict=_text(entry, field, expected[field]))
        for field, ours in (("published", entry.published), ("updated", entry.updated)):
            if field in expected:
                yield Check(sample=sample, field=field, verdict=_date(ours, expected[field]))


def _is_entry(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "EntryData"


def _keywords(call: Any) -> Iterator[tuple[str, Any]]:
    for keyword in call.keywords:
        if isinstance(keyword.value, ast.Constant):
            yield keyword.arg, keyword.value.value
        elif ast.unparse(keyword.value).startswith("datetime.datetime("):
            numbers = [part.value for part in keyword.value.args if isinstance(part, ast.Constant)]
            yield keyword.arg, dt.datetime(*numbers, tzinfo=dt.UTC)


# Verdicts


def _same(ours: object, theirs: object) -> str:
    return "agree" if ours == theirs else f"{ours} for {theirs}"


def _date(ours: dt.datetime | None, theirs: dt.datetime | None) -> str:
    if ours is not None and theirs is not None and ours.replace(microsecond=0) == theirs:
        return "agree"
    if ours == theirs:
        return "agree"
    return "left unread: unusual, or of two meanings" if ours is None else "another instant"


def _text(entry: Entry, field: str, theirs: object) -> str:
    ours = getattr(entry, field)
    if ours == theirs or (theirs is None and not ours):
        return "agree"
    if field == "link":
        base = "http://example.com/test/"
        return "resolved later" if absolute(ours, base) == absolute(str(theirs), base) else "another link"
    if plain_text(ours) == plain_text(str(theirs)):
        return "same text, markup cleaned later"
    return "another text"


_SUITES = {"feedparser": feedparser_checks, "feed-rs": feed_rs_checks, "reader": reader_checks}


@lru_cache(maxsize=1)
def outcome() -> tuple[tuple[Check, ...], Counter[tuple[str, str]]]:
    """Every check, and how many documents of each suite were read by which reader (or refused, and why)."""
    checks: list[Check] = []
    readers: Counter[tuple[str, str]] = Counter()
    for sample in samples():
        document = read(sample)
        if isinstance(document, NotAFeed):
            readers[sample.suite, f"refused: {document.failure}"] += 1
            document = Document(entries=())
        else:
            readers[sample.suite, document.parser] += 1
        checks.extend(_SUITES[sample.suite](sample, document))
    return tuple(checks), readers


def table() -> str:
    """The agreement by suite and field, in Markdown."""
    checks, readers = outcome()
    lines = ["| suite | field | values | agree | differ, and why |", "|---|---|---:|---:|---|"]
    for suite, field in sorted({(check.sample.suite, check.field) for check in checks}):
        verdicts = Counter(c.verdict for c in checks if (c.sample.suite, c.field) == (suite, field))
        why = "; ".join(f"{n} {verdict}" for verdict, n in verdicts.most_common() if verdict != "agree")
        lines.append(f"| {suite} | {field} | {sum(verdicts.values())} | {verdicts['agree']} | {why} |")
    lines += ["", "| suite | read by | documents |", "|---|---|---:|"]
    lines += [f"| {suite} | {reader} | {n} |" for (suite, reader), n in sorted(readers.items())]
    return "\n".join(lines)


def differences() -> Iterator[str]:
    for check in outcome()[0]:
        if check.verdict != "agree":
            yield f"{check.sample.name}: {check.field}: {check.verdict}"


# What must hold

FLOORS = {
    ("feed-rs", "items"): 1.0,
    ("feed-rs", "title"): 1.0,
    ("feed-rs", "date"): 1.0,
    ("feed-rs", "link"): 0.97,
    ("feedparser", "author"): 1.0,
    ("feedparser", "guid"): 0.88,
    ("feedparser", "link"): 0.88,
    ("feedparser", "published"): 1.0,
    ("feedparser", "updated"): 1.0,
    ("feedparser", "source_name"): 1.0,
    ("feedparser", "summary"): 0.99,
    ("feedparser", "title"): 1.0,
    ("reader", "items"): 1.0,
    ("reader", "link"): 1.0,
    ("reader", "published"): 1.0,
    ("reader", "title"): 1.0,
    ("reader", "updated"): 1.0,
}
"""Share of values that agree, or say the same once markup is cleaned."""


@needs_fixtures
@pytest.mark.parametrize(("suite", "field"), FLOORS)
def test_agreement_does_not_fall(suite: str, field: str) -> None:
    verdicts = [check.verdict for check in outcome()[0] if (check.sample.suite, check.field) == (suite, field)]
    alike = sum(verdict in ("agree", "same text, markup cleaned later") for verdict in verdicts)
    assert len(verdicts) >= 5
    assert alike / len(verdicts) >= FLOORS[suite, field]


@needs_fixtures
def test_no_document_crashes_or_hangs() -> None:
    slowest = 0.0
    for sample in samples():
        started = time.process_time()
        read(sample)
        slowest = max(slowest, time.process_time() - started)
    assert slowest < 1.0


@needs_fixtures
def test_the_fast_reader_is_exact() -> None:
    """Every document the fast reader takes must give the entries feedparser gives, field by field."""
    taken = 0
    for sample in samples():
        try:
            content = to_utf8(sample.content)
            fast = parse_fast(content, "Asia/Yerevan")
        except (Odd, NotAFeed):
            continue
        loose = parse_loose(content, "Asia/Yerevan")
        taken += 1
        assert fast.entries == loose.entries, sample.name
        assert (fast.title, fast.format) == (loose.title, loose.format), sample.name
    assert taken >= 1_100


@needs_fixtures
def test_blocks_cut_out_leave_the_other_entries_as_they_were() -> None:
    cut = 0
    for sample in samples():
        blocks, whole = split(sample.content), read(sample)
        if blocks is None or isinstance(whole, NotAFeed) or "charset" in sample.content[:2000].decode("latin-1"):
            continue
        cut += 1
        each = blocks.each()
        assert len(each) == len(whole.entries), sample.name
        for known in (frozenset(each[:1]), frozenset(each[1:]), frozenset(each[::2])):
            if blocks.remaining(known) == 0:
                continue
            kept = tuple(entry for entry, block in zip(whole.entries, each, strict=True) if block not in known)
            assert parse_document(blocks.reduce(known)).entries == kept, sample.name
    assert cut >= 1_000


@needs_captures
def test_white_house_captures() -> None:
    counts = {}
    for path in sorted(WHITE_HOUSE.glob("*.xml")):
        content = path.read_bytes()
        document = parse_document(content)
        blocks = split(content)
        assert blocks is not None
        assert len(blocks) == len(document.entries)
        assert document.entries == parse_loose(to_utf8(content), "UTC").entries
        assert all(
            entry.published and entry.link.startswith("https://www.whitehouse.gov/") for entry in document.entries
        )
        counts[path.stem[:4]] = len(document.entries)
    assert list(counts) == ["2022", "2023", "2026"]
    assert all(count >= 10 for count in counts.values())


if __name__ == "__main__":
    print(table())
    print("\n".join(differences()))
