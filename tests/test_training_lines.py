"""The labelled lines: each can be read, its labels are known ones, and the README counts them rightly."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from warn.learn.data import from_lines
from warn.model.toll import TollKind

FOLDER = Path(__file__).resolve().parents[1] / "training"
LANGUAGES = ("en", "ru", "hy", "az", "tr", "fr")
REQUIRED = {"title", "language", "relevant", "indicators", "toll", "trap", "note"}
TRAPS = {
    "denial", "negation", "hypothetical", "historical", "background", "drill", "sport", "homonym", "other country",
    "routine", "weather", "culture", "economy",
}  # fmt: skip
# The inventory that the labels are drawn from. Fixed here: a rule that is renamed must not relabel the exam.
INVENTORY = frozenset(
    {
        "checkpoint.established",
        "checkpoint.rules_changed",
        "checkpoint.closed",
        "checkpoint.opened",
        "corridor.blocked",
        "corridor.reopened",
        "corridor.alternative_route",
        "checkpoint.detention",
        "forces.toward_peacekeepers",
        "forces.permanent_base",
        "allegation.arms_transfer",
        "monitoring.third_party",
        "icrc.suspended",
        "icrc.completed",
        "aid.blocked",
        "aid.delivered",
        "shortage",
        "utility.cut",
        "utility.restored",
        "displacement",
        "aid.attacked",
        "mine",
        "assurance",
        "clash",
        "fatalities",
        "wounded",
        "heavy_weapons",
        "ceasefire.violation",
        "territory.seized",
        "operation.announced",
        "civilians.targeted",
        "ceasefire.agreed",
        "withdrawal.mutual",
        "prisoners.taken",
        "prisoners.released",
        "buildup",
        "mobilisation",
        "exercise.near_line",
        "peacekeeper.commander",
        "peacekeeper.withdrawal",
        "mandate.notice",
        "mandate.clock",
        "peacekeeper.criticised",
        "observers.deployed",
        "observers.removed",
        "talks.scheduled",
        "talks.held",
        "talks.off",
        "peace.text",
        "peace.signed",
        "peace.stalled",
        "dialogue.local",
        "border.delimitation",
        "link.agreed",
        "link.coercion",
        "unsc",
        "court.order",
        "court.noncompliance",
        "sanctions.threat",
        "statement.concern",
        "statement.backing",
        "iran.redline",
        "mediators.split",
        "defence.commitment",
        "rhetoric.sovereignty",
        "rhetoric.intent",
        "rhetoric.ultimatum",
        "rhetoric.pretext",
        "rhetoric.hate",
        "rhetoric.toned_down",
    }
)
INDICATORS_OF_TOLL = {
    "killed": {"fatalities", "shortage"},
    "wounded": {"wounded"},
    "missing": INVENTORY,
    "captured": {"prisoners.taken", "checkpoint.detention"},
    "displaced": {"displacement"},
}


def lines(language: str) -> list[dict[str, Any]]:
    text = (FOLDER / f"{language}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def table(heading: str) -> dict[str, list[int]]:
    """The numbers of the README's table whose first column is called this, by the name in that column."""
    rows = (FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
    start = next(number for number, row in enumerate(rows) if row.startswith(f"| {heading} |"))
    found: dict[str, list[int]] = {}
    for row in rows[start + 2 :]:
        if not row.startswith("|"):
            break
        name, *numbers = [cell.strip() for cell in row.strip("|").split("|")]
        found[name] = [int(number) for number in numbers]
    return found


def by_language(counts: dict[str, Counter[str]]) -> dict[str, list[int]]:
    names = {name for count in counts.values() for name in count}
    return {name: [counts[language][name] for language in LANGUAGES] for name in names}


def test_the_folder_holds_the_six_languages_and_no_other_file() -> None:
    files = {path.name for path in FOLDER.glob("*.jsonl")}
    assert files == {f"{language}.jsonl" for language in LANGUAGES}


def test_training_reads_the_folder_as_it_is() -> None:
    """`warn train --lines training` takes every file of it."""
    files = sorted(FOLDER.glob("*.jsonl"))
    assert len(list(from_lines(files, {}))) == sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_has_its_keys_and_text(language: str) -> None:
    for number, line in enumerate(lines(language), start=1):
        where = f"{language}.jsonl:{number}"
        assert line.keys() - {"summary"} == REQUIRED, where
        assert line["language"] == language, where
        assert isinstance(line["relevant"], bool), where
        for text in (line["title"], line.get("summary", "left out")):
            assert text == unicodedata.normalize("NFC", text).strip() != "", where


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_of_the_inventory_and_agree_with_relevance(language: str) -> None:
    for number, line in enumerate(lines(language), start=1):
        where = f"{language}.jsonl:{number}"
        assert bool(line["indicators"]) is line["relevant"], where
        assert set(line["indicators"]) <= INVENTORY, where
        assert len(set(line["indicators"])) == len(line["indicators"]), where
        assert line["trap"] == "" or (line["trap"] in TRAPS and not line["relevant"]), where


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_toll_is_a_range_and_comes_with_its_indicator(language: str) -> None:
    for number, line in enumerate(lines(language), start=1):
        where = f"{language}.jsonl:{number}"
        for toll in line["toll"]:
            assert toll.keys() == {"kind", "low", "high"}, where
            assert toll["kind"] in set(TollKind), where
            assert toll["low"] >= 1, where
            assert toll["high"] is None or toll["high"] >= toll["low"], where
            if line["relevant"]:
                assert INDICATORS_OF_TOLL[toll["kind"]] & set(line["indicators"]), where


def test_no_title_comes_twice() -> None:
    titles = Counter(line["title"].casefold() for language in LANGUAGES for line in lines(language))
    assert [title for title, count in titles.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_both_classes_and_every_indicator(language: str) -> None:
    read = lines(language)
    assert sum(line["relevant"] for line in read) >= 85
    assert sum(not line["relevant"] for line in read) >= 55
    assert {indicator for line in read for indicator in line["indicators"]} == INVENTORY


def test_the_readme_counts_the_lines_of_each_language() -> None:
    assert table("language") == {
        language: [
            len(read),
            sum(line["relevant"] for line in read),
            sum(not line["relevant"] for line in read),
            sum("summary" in line for line in read),
            sum(bool(line["toll"]) for line in read),
        ]
        for language, read in ((language, lines(language)) for language in LANGUAGES)
    }


def test_the_readme_counts_the_families() -> None:
    def families(language: str) -> Counter[str]:
        found = ({indicator.split(".")[0] for indicator in line["indicators"]} for line in lines(language))
        return Counter(family for of_line in found for family in of_line)

    assert table("family") == by_language({language: families(language) for language in LANGUAGES})


def test_the_readme_counts_the_traps() -> None:
    def traps(language: str) -> Counter[str]:
        return Counter(line["trap"] or "none" for line in lines(language) if not line["relevant"])

    assert table("trap") == by_language({language: traps(language) for language in LANGUAGES})
