"""YAML is read as YAML 1.2, with the line of everything, and refused in one line a problem."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from warn.config.strict_yaml import MAX_BYTES, Span, check, read, read_text, span
from warn.model.problem import Refused

RULES = Path(__file__).parents[1] / "rules"


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    id: str
    severity: int = Field(ge=1, le=5)
    weight: float = 1.0
    terms: tuple[str, ...] | str = ()
    until: date | None = None
    every: Span | None = None
    way: Literal["up", "down"] = "up"


class File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    rules: list[Entry]


def refusal(text: str, model: type[BaseModel] | None = None) -> str:
    with pytest.raises(Refused) as refused:
        read_text(text, "f.yaml") if model is None else check(model, read_text(text, "f.yaml"))
    return str(refused.value)


def test_plain_scalars_are_those_of_yaml_1_2() -> None:
    text = (
        "a: NO\nb: on\nc: 017\nd: 0o17\ne: 12:30\nf: 2027-02-19\ng: ~\nh: 1e3\ni: 'true'\nj: true\nk: 1_000\nl: -.inf\n"
    )
    assert read_text(text, "f").data == {
        "a": "NO", "b": "on", "c": 17, "d": 15, "e": "12:30", "f": "2027-02-19", "g": None, "h": 1000.0, "i": "true",
        "j": True, "k": "1_000", "l": float("-inf"),
    }  # fmt: skip


def test_every_key_and_element_knows_its_line() -> None:
    located = read_text(
        "# top\na:\n  b:\n    - x\n    - y: 1\n      z: >\n        folded\n        text\n  c: [1,\n      2]\n", "f"
    )
    lines = {
        (): 2,
        ("a",): 2,
        ("a", "b"): 3,
        ("a", "b", 0): 4,
        ("a", "b", 1): 5,
        ("a", "b", 1, "z"): 6,
        ("a", "c"): 9,
        ("a", "c", 1): 10,
    }
    assert {path: located.line(path) for path in lines} == lines
    assert located.line(("a", "nothing", "here")) == 2


def test_an_alias_keeps_values_and_the_line_of_its_use() -> None:
    located = read_text("a: &x\n  b: 1\nc: *x\n", "f")
    assert located.data == {"a": {"b": 1}, "c": {"b": 1}}
    assert (located.line(("c",)), located.line(("c", "b"))) == (3, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rules: 1\nother: 2\nrules: 3", "f.yaml:3: key 'rules' stands here again: it was first given on line 1"),
        ("a:\n\t- b", "f.yaml:2: a tab can't indent YAML: use spaces"),
        ("a: b: c", "f.yaml:1: a second ': ' on this line"),
        ("a: 1\nb: [1, 2\nc: 3", "f.yaml:"),
        ("[" * 100, "f.yaml:1: nested deeper than 40 levels"),
        ("a: &x [*x]", "f.yaml:1: alias *x stands inside what it names"),
        ("a: *y", "f.yaml:1: alias *y names no anchor above it"),
        ("a\nb\x00", "f.yaml:2: control character U+0000 isn't allowed"),
        ("a: 1\n---\nb: 2", "f.yaml:2: a second document"),
        ("%YAML 1.1\n---\na: 1", "f.yaml:1: directives"),
        ("<<: {a: 1}", "f.yaml:1: merge keys"),
        ("5: x", "f.yaml:1: key '5' isn't text: put it in quotes"),
        ("{a: 1}: 2", "f.yaml:1: a list or mapping can't be a key"),
        ("a: !!python/object:os.system x", "f.yaml:1: tag"),
        ("a: 1\nb: @c", "f.yaml:2: found character '@' that cannot start any token"),
        ("a: " + "9" * 5000, "f.yaml:1: number of 5000 digits is too long"),
        ("a: 1\n" + "b: '" + "x" * MAX_BYTES, "f.yaml:1: larger than 1,000,000 characters"),
    ],
)
def test_bad_yaml_is_told_in_one_line(text: str, expected: str) -> None:
    message = refusal(text)
    assert message.startswith(expected)
    assert "\n" not in message


def test_aliases_cannot_grow_without_end() -> None:
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert "more than 200,000 values, aliases written out" in refusal("\n".join(lines))


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"a: 1\nb: \xff\xfe\n")
    with pytest.raises(Refused, match=r"f\.yaml:2: not UTF-8: byte 0xff"):
        read(path)
    with pytest.raises(Refused, match=r"none\.yaml:1: can't be read: No such file"):
        read(tmp_path / "none.yaml")
    with pytest.raises(Refused, match="can't be read: Is a directory"):
        read(tmp_path)
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read(path).data == {"a": 1}


def test_every_error_of_a_model_is_told_at_once_on_its_line() -> None:
    text = """rules:
 - id: a
   severty: 3
   severity: 9
   terms: 5
   every: 6x
   way: dwn
 - id: 5
   until: tomorrow
   weight: x
"""
    assert refusal(text, File).splitlines() == [
        "f.yaml:3: unknown key 'severty': did you mean 'severity'?",
        "f.yaml:4: severity: must be less than or equal to 5, not 9",
        "f.yaml:5: terms: must be a list or text, not 5",
        "f.yaml:6: every: must be a length of time like 90s, 5m, 6h, 30d or P90D, not '6x'",
        "f.yaml:7: way: must be 'up' or 'down', not 'dwn': did you mean 'down'?",
        "f.yaml:8: id: must be text, not 5",
        "f.yaml:8: key 'severity' is missing",
        "f.yaml:9: until: must be a date like 2027-02-19, not 'tomorrow'",
        "f.yaml:10: weight: must be a number, not 'x'",
    ]
    assert refusal("", File) == "f.yaml:1: must be a mapping, not null"


def test_a_good_file_becomes_its_model() -> None:
    text = "rules: [{id: NO, severity: 3, weight: 2, terms: [a, b], until: 2027-02-19, every: PT6H}]"
    entry = check(File, read_text(text, "f.yaml")).rules[0]
    assert entry == Entry(
        id="NO", severity=3, weight=2.0, terms=("a", "b"), until=date(2027, 2, 19), every=timedelta(hours=6)
    )


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("90s", 0.025),
        ("5m", 1 / 12),
        ("6h", 6),
        ("1.5h", 1.5),
        ("30d", 720),
        ("2w", 336),
        ("P1D", 24),
        ("P1DT6H", 30),
        ("P2W", 336),
    ],
)
def test_lengths_of_time(text: str, hours: float) -> None:
    assert span(text) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["", "6", "P", "PT", "P1M", "h", "-6h", "6 weeks", "99999999999d", None, 6])
def test_what_is_no_length_of_time(text: object) -> None:
    with pytest.raises(ValueError):
        span(text)


SLIPS = [
    *(
        "",
        "\t",
        ":",
        " : ",
        "- ",
        "[",
        "{",
        "]",
        "}",
        '"',
        "'",
        "\\",
        "&a ",
        "*a",
        "!",
        "%",
        "@",
        "#",
        "|",
        ">",
        "?",
        "? ",
    ),
    *("\x07", "\n\n  ", "---\n", "...\n", "0x", "\u2028", "\ud800", '"\\U00110000"', '"\\x"', "<<: *a", "\ufeff"),
]


def mutated(text: str, chooser: random.Random) -> str:
    """The text with a few of the slips that hands and disks make."""
    for _ in range(chooser.randint(1, 4)):
        start = chooser.randrange(len(text))
        end = min(len(text), start + chooser.randint(0, 40))
        piece = chooser.choice([*SLIPS, text[end : end + 30]])
        text = text[:start] + piece + text[end:]
    return text


@pytest.mark.parametrize("seed", range(60))
def test_a_mutated_file_reads_or_is_refused_with_a_line(seed: int) -> None:
    chooser = random.Random(seed)
    sources = sorted(RULES.rglob("*.yaml"))
    assert sources
    for _ in range(4):
        text = chooser.choice(sources).read_text(encoding="utf-8")[:4000]
        changed = mutated(text, chooser)
        try:
            read_text(changed, "f.yaml")
        except Refused as refused:
            for problem in refused.problems:
                assert 1 <= problem.line <= changed.count("\n") + changed.count("\u2028") + 2
                assert "\n" not in problem.message
