"""What counts as a toll, in six languages."""

from __future__ import annotations

import csv
import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import pack
from tests.toll_cases import CASES, SIDES
from warn.core.numbers import LANGUAGES, language_of, read_tolls
from warn.model.toll import Toll, TollKind

SHARED = pack.shared()
ITEMS = SHARED / "data/nk_timeline/items.csv" if SHARED else None

LINES = [
    (language, *(part.strip() for part in line.split("|")))
    for language, block in CASES.items()
    for line in block.strip().splitlines()
]


def brief(toll: Toll) -> str:
    count = f"{toll.low}+" if toll.high is None else str(toll.low)
    if toll.high is not None and toll.high != toll.low:
        count = f"{toll.low}-{toll.high}"
    marks = "T" * toll.total + "R" * toll.revised + "D" * toll.denied
    return " ".join(part for part in (toll.kind, count, toll.who, toll.side and f"@{toll.side}", marks) if part)


def told(text: str, language: str = "") -> str:
    return "; ".join(brief(toll) for toll in read_tolls(text, "", language=language, sides=SIDES))


@pytest.mark.parametrize(("language", "text", "expected"), LINES)
def test_each_line_tells_its_tolls(language: str, text: str, expected: str) -> None:
    assert told(text, language) == expected


def test_every_language_has_enough_lines() -> None:
    assert min(sum(line[0] == language for line in LINES) for language in LANGUAGES) >= 25


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_are_known_by_their_language_without_being_told(language: str) -> None:
    texts = [text for spoken, text, _ in LINES if spoken == language]
    assert sum(language_of(text) == language for text in texts) >= 0.85 * len(texts)


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("Погиб солдат", "en", "ru"),
        ("Զինծառայող է զոհվել", "en", "hy"),
        ("İki nəfər həlak olub, üç nəfər yaralanıb", "en", "az"),
        ("Deux soldats ont été tués dans la nuit", "", "fr"),
        ("Sülh sazişi Vaşinqtonda imzalandı", "az", "az"),  # no letter or word that Turkish has not
        ("Two killed", "tr", "tr"),
        ("Two soldiers were killed in the night by shelling, the army said", "tr", "en"),
        ("გარდაიცვალა ორი", "", ""),
        ("12 34", "az", "az"),
        ("", "", ""),
    ],
)
def test_language_is_known_by_script_then_as_declared(text: str, declared: str, language: str) -> None:
    assert language_of(text, declared) == language


def test_title_and_summary_are_read_each_for_itself() -> None:
    summary = "The ministry gave details. On Tuesday, two soldiers were killed. Nobody else was hurt."
    tolls = read_tolls("Three killed", summary, language="en")
    assert [(toll.field, toll.quote) for toll in tolls] == [
        ("title", "Three killed"),
        ("summary", "two soldiers were killed"),
        ("summary", "Nobody else was hurt"),
    ]
    assert all(
        (summary if toll.field == "summary" else "Three killed")[toll.start : toll.end] == toll.quote for toll in tolls
    )


def test_an_accented_or_marked_text_quotes_what_was_published() -> None:
    text = "Հայտնում են՝ երկու զինծառայող է զոհվե՜լ։"
    (toll,) = read_tolls(text, "")
    assert (toll.kind, toll.low, text[toll.start : toll.end]) == (TollKind.KILLED, 2, toll.quote)


def test_a_text_in_no_known_language_tells_nothing() -> None:
    assert read_tolls("დაიღუპა 2 ჯარისკაცი killed", "", language="ka") == ()


WORDS = sorted({word for _, text, _ in LINES for word in text.split()})
PIECES = st.one_of(
    st.sampled_from(WORDS), st.text(max_size=6), st.integers(0, 10**12).map(str), st.sampled_from(",.;:-—()'%$")
)


@given(st.lists(PIECES, max_size=30).map(" ".join), st.sampled_from(("", *LANGUAGES)))
def test_any_text_is_read_and_quotes_lie_where_they_say(text: str, language: str) -> None:
    for toll in read_tolls(text, text[::-1], language=language, sides=SIDES):
        field = text if toll.field == "title" else text[::-1]
        assert field[toll.start : toll.end] == toll.quote != ""
        assert 0 <= toll.low <= 10**8
        assert toll.high is None or toll.low <= toll.high


HOSTILE = {
    "digits": "killed " + "1" * 100_000,
    "grouped digits": "killed " + "1," * 50_000,
    "spaced digits": "killed " + "111 " * 25_000,
    "commas": "killed " + ", " * 50_000 + " 2",
    "tolls": "two soldiers killed, " * 5_000,
    "outcomes": "killed " * 14_000,
    "numbers": "two " * 25_000 + "killed",
    "thousands": "killed " + "5 thousand " * 9_000,
    "no": "no " * 30_000 + "killed",
    "Armenian": "զոհվեց երկու " * 8_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_no_time(name: str) -> None:
    read_tolls("two soldiers killed", "", language="en")
    spent = []
    for _ in range(3):
        start = time.process_time()
        read_tolls("", HOSTILE[name], language="en", sides=SIDES)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.15, f"{min(spent):.3f} s"


def test_shuffled_words_never_fail() -> None:
    shuffle = random.Random(7)
    for language, text, _ in LINES:
        words = text.split()
        shuffle.shuffle(words)
        for toll in read_tolls(" ".join(words), "", language=language, sides=SIDES):
            assert toll.quote


@pytest.mark.skipif(
    ITEMS is None or not ITEMS.exists(),
    reason="the labelled texts aren't part of the project: set WARN_SHARED to their folder",
)
def test_stated_tolls_of_real_headlines_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    """Where a headline itself states a count, it agrees with what the item claims."""
    assert ITEMS is not None
    stated = agreed = 0
    wrong: list[str] = []
    with ITEMS.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            text = row["headline_from_slug"] or row["gist_own_words"]
            tolls = read_tolls(text, "", language=row["lang"], sides=SIDES)
            for kind, column in ((TollKind.KILLED, "killed_claimed"), (TollKind.WOUNDED, "injured_claimed")):
                claimed = row[column]
                if claimed in {"", "0"} or not _states(text, int(claimed)):
                    continue
                stated += 1
                found = sum(toll.low for toll in tolls if toll.kind is kind)
                agreed += found == int(claimed)
                wrong.extend([f"{kind} {claimed}, read {found}: {text}"] * (found != int(claimed)))
    with capsys.disabled():
        print(f"\n{agreed} of {stated} stated tolls read", *wrong, sep="\n  ")
    assert stated >= 8
    assert agreed >= 0.8 * stated


_NUMERALS = {1: "soldier", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven"}


def _states(text: str, count: int) -> bool:
    return bool(re.search(rf"\b({count}|{_NUMERALS.get(count, count)})\b", text, re.IGNORECASE))
