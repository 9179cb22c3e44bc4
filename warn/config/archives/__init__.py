"""Archives of published items, for back-tests: every form in which the past lies about.

JSON lines and CSV of dated items, JSON lines of polls, saved feed documents, folders of snapshots, GDELT tables; each
plain, gzipped or zipped (one file a zip). The form is told from the name, and for tables from the content.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from warn.config.archives import gdelt
from warn.config.archives.snapshots import Snapshots, is_document, moment_in
from warn.config.dated_items import DatedItem, csv_rows, item_of, json_rows
from warn.model.problem import Problem, Refused

LARGEST = 2_000_000_000
"""Bytes of one file, unpacked."""
_ROWS = (".jsonl", ".ndjson")
_TABLES = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What there was to read, and what of it is no item."""

    items: tuple[DatedItem, ...]
    """In order of time."""
    unread: tuple[Problem, ...]
    """Every line, entry or document that can't be read."""
    left_out: Mapping[str, int]
    """How many rows are left out on purpose, by why."""


@dataclass(slots=True, kw_only=True)
class _Reading:
    items: list[DatedItem] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    def take(self, file: Path, line: int, made: DatedItem | str) -> None:
        if isinstance(made, str):
            self.unread.append(Problem(file=str(file), line=line, message=made))
        else:
            self.items.append(made)


def read(paths: Sequence[Path]) -> Archive:
    """Everything in these files and folders.

    A line that can't be read doesn't hinder the others: it comes back as a Problem.

    Raises:
        Refused: a file isn't there, or is of no form that is known.
    """
    reading = _Reading()
    refused: list[Problem] = []
    for path in paths:
        try:
            _read_path(reading, path)
        except Refused as error:
            refused += error.problems
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            reason = getattr(error, "strerror", None) or str(error) or "cut short"
            refused.append(Problem(file=str(path), line=1, message=f"can't be read: {reason}"))
    if refused:
        raise Refused(tuple(refused))
    items = sorted(reading.items, key=lambda item: item.noticed)
    return Archive(items=tuple(items), unread=tuple(reading.unread), left_out=dict(+reading.left_out))


def _read_path(reading: _Reading, path: Path) -> None:
    if path.is_dir():
        _read_folder(reading, path)
    elif is_document(_plain_name(path)):
        _read_documents(reading, [path])
    else:
        _read_rows(reading, path, Snapshots())


def _read_folder(reading: _Reading, folder: Path) -> None:
    """All files of a folder and of those in it: its documents are snapshots, the earliest first."""
    files = sorted(one for one in folder.rglob("*") if one.is_file() and not _hidden(one.relative_to(folder)))
    documents = [one for one in files if is_document(_plain_name(one))]
    rows = [one for one in files if _plain_name(one).endswith((*_ROWS, *_TABLES))]
    if not documents and not rows:
        raise _refusal(folder, "no file of items in this folder")
    _read_documents(reading, documents)
    shared = Snapshots()
    for one in rows:
        _read_rows(reading, one, shared)
    reading.left_out["files of another kind"] += len(files) - len(documents) - len(rows)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _read_documents(reading: _Reading, files: Sequence[Path]) -> None:
    snapshots = Snapshots()
    in_order = sorted(files, key=lambda one: (moment_in(one.name) is None, moment_in(one.name), one.name))
    for file in in_order:
        for made in snapshots.document(_content(file), moment_in(file.name)):
            reading.take(file, 1, made)


def _read_rows(reading: _Reading, file: Path, snapshots: Snapshots) -> None:
    name = _plain_name(file)
    if not name.endswith((*_ROWS, *_TABLES)):
        raise _refusal(file, "no form of archive that is known by this name; see docs/backtest.md")
    content = _content(file)
    if name.endswith(_ROWS):
        _read_json(reading, file, _text(file, content), snapshots)
    elif gdelt.is_table(content):
        _read_gdelt(reading, file, content)
    else:
        for line, row in csv_rows(_text(file, content)):
            reading.take(file, line, row if isinstance(row, str) else item_of(row))


def _read_json(reading: _Reading, file: Path, text: str, snapshots: Snapshots) -> None:
    for line, row in json_rows(text):
        for made in _of_object(row, snapshots):
            reading.take(file, line, made)


def _of_object(row: Mapping[str, Any] | str, snapshots: Snapshots) -> Iterator[DatedItem | str]:
    if isinstance(row, str):
        yield row
    elif "poll" in row:
        yield from snapshots.poll(row)
    else:
        yield item_of(row)


def _read_gdelt(reading: _Reading, file: Path, content: bytes) -> None:
    for line, made in gdelt.rows(content.decode("utf-8", "replace")):
        if isinstance(made, gdelt.LeftOut):
            reading.left_out[made.value] += 1
        else:
            reading.take(file, line, made)


def _plain_name(path: Path) -> str:
    """Its name in lower case, without the packing's part."""
    return path.name.lower().removesuffix(".gz").removesuffix(".zip")


def _content(path: Path) -> bytes:
    packed = path.read_bytes()
    if path.suffix.lower() == ".gz":
        with gzip.open(io.BytesIO(packed)) as stream:
            content = stream.read(LARGEST + 1)
    elif path.suffix.lower() == ".zip":
        with zipfile.ZipFile(io.BytesIO(packed)) as folder:
            names = folder.namelist()
            if len(names) != 1:
                raise _refusal(path, f"one file is expected in it, not {len(names)}")
            with folder.open(names[0]) as stream:
                content = stream.read(LARGEST + 1)
    else:
        content = packed
    if len(content) > LARGEST:
        raise _refusal(path, f"larger than {LARGEST:,} bytes")
    return content


def _text(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused((Problem(file=str(path), line=line, message="not UTF-8"),)) from None


def _refusal(path: Path, message: str) -> Refused:
    return Refused((Problem(file=str(path), line=1, message=message),))
