"""Broken rules files: never a traceback, always a file and a line; and the running daemon's old rules stay."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import rules_page
from warn.config.rules import load
from warn.model.problem import Problem, Refused

ROUNDS = 1_000
_VALUES = (
    *("", "null", "[]", "{}", "-1", "1e400", "9" * 400, "true", "no", "'", '"', "|", ">", "&a [*a]", "*nowhere"),
    *("!!python/none x", "2027-02-30", "P", "P6M before itself", "$", "$nowhere", "*", "a*b", "\u0000", "\ud800"),
    *("\u202e", "[[[[[[", "? :", "- - - -", "{a: {b: {c: {d: 1}}}}", "x" * 5_000, "(a+)+$", "[0-9", "\t", "<<: *x"),
    *("---", "...", "%YAML 1.1", "0x1G", "1:30", "é" * 50),
)


def _flip(text: str, chooser: random.Random) -> str:
    at = chooser.randrange(len(text))
    return text[:at] + chr(chooser.choice((0, 9, 10, 32, 34, 39, 42, 58, 91, 123, 0xFFFE, 0x1F600))) + text[at + 1 :]


def _cut(text: str, chooser: random.Random) -> str:
    first, last = sorted((chooser.randrange(len(text)), chooser.randrange(len(text))))
    return text[:first] + text[last:]


def _lines(text: str, chooser: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    at = chooser.randrange(len(lines))
    change: Callable[[], list[str]] = chooser.choice(
        [
            lambda: lines[:at] + lines[at + 1 :],
            lambda: lines[: at + 1] + lines[at:],
            lambda: [*lines[:at], " " * chooser.randrange(1, 9) + lines[at], *lines[at + 1 :]],
            lambda: [*lines[:at], lines[at].lstrip(), *lines[at + 1 :]],
            lambda: chooser.sample(lines, len(lines)),
        ]
    )
    return "".join(change())


def _value(text: str, chooser: random.Random) -> str:
    """Another value behind a key."""
    lines = text.splitlines(keepends=True)
    keyed = [index for index, line in enumerate(lines) if ": " in line] or [0]
    at = chooser.choice(keyed)
    lines[at] = f"{lines[at].partition(':')[0]}: {chooser.choice(_VALUES)}\n"
    return "".join(lines)


def _word(text: str, chooser: random.Random) -> str:
    """One word of the file in the place of another."""
    words = text.split()
    return text.replace(chooser.choice(words), chooser.choice([*words, *_VALUES]), chooser.choice((1, -1)))


MUTATIONS = (_flip, _cut, _lines, _value, _word)


def _mutated(files: dict[str, str], chooser: random.Random) -> dict[str, str]:
    changed = dict(files)
    for _ in range(chooser.choice((1, 1, 1, 2, 5))):
        name = chooser.choice(sorted(changed))
        changed[name] = chooser.choice(MUTATIONS)(changed[name] or " ", chooser) or " "
    return changed


def test_a_thousand_broken_folders_are_read_or_refused_with_lines(tmp_path: Path) -> None:
    files = rules_page.documented()
    chooser = random.Random(20261124)
    refused = 0
    for _ in range(ROUNDS):
        folder = rules_page.write(_mutated(files, chooser), tmp_path / "rules")
        problems = _problems(folder)
        refused += bool(problems)
        for problem in problems:
            assert Path(problem.file).exists(), problem
            assert problem.line >= 1
            assert problem.message
            assert "\n" not in str(problem)
    # Most mutations break something; those that don't are edits like any other.
    assert refused > ROUNDS * 0.5


def _problems(folder: Path) -> tuple[Problem, ...]:
    """Why a folder is refused; nothing where it isn't."""
    try:
        load(folder)
    except Refused as refusal:
        return refusal.problems
    return ()


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"\x00" * 50, b"a: " + b"[" * 3000, b"- " * 5000, b"rules: &a [*a]", b"x: 1\nx: 2"]
)
def test_what_is_no_yaml_at_all_is_refused_on_a_line(tmp_path: Path, content: bytes) -> None:
    folder = rules_page.write(rules_page.documented(), tmp_path / "rules")
    (folder / "bridge/barrier.yaml").write_bytes(content)
    with pytest.raises(Refused) as refusal:
        load(folder)
    assert all("barrier.yaml" in one.file and one.line >= 1 for one in refusal.value.problems)
