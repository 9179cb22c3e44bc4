"""The labelled pairs: each can be read, the shipped rules hit both items, and the grouping holds."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks import story
from benchmarks.grouping import LABELS, SAME, Verdict, figures, publishers, read_pairs, verdict
from benchmarks.grouping import PAIRS as PAIRS_FILE
from tests.test_training_lines import LANGUAGES, table
from warn.config.rules import load
from warn.core.judge import Judge
from warn.model.alert import Reason

PAIRS: list[dict[str, Any]] = [json.loads(line) for line in PAIRS_FILE.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    """Raises where no rule hits an item."""
    judge, known = Judge(load(Path(__file__).parents[1] / "rules")), publishers()
    return [verdict(pair, judge, known) for pair in read_pairs()]


def test_every_pair_has_its_keys_and_text() -> None:
    for number, pair in enumerate(PAIRS, start=1):
        where = f"pairs.jsonl:{number}"
        assert pair.keys() == {"a", "b", "label", "note"}, where
        assert pair["label"] in LABELS, where
        for entry in (pair["a"], pair["b"]):
            assert entry.keys() - {"summary"} == {"title", "language", "publisher", "published"}, where
            assert entry["language"] in LANGUAGES, where
            assert datetime.fromisoformat(entry["published"]).tzinfo is not None, where
            for text in (entry["title"], entry.get("summary", "left out")):
                assert text == unicodedata.normalize("NFC", text).strip() != "", where
        assert pair["a"]["published"] <= pair["b"]["published"], where


def test_no_pair_comes_twice() -> None:
    seen = Counter(tuple(sorted((pair["a"]["title"], pair["b"]["title"]))) for pair in PAIRS)
    assert [titles for titles, count in seen.items() if count > 1] == []


def test_the_labels_are_balanced_and_half_of_the_same_lie_across_languages() -> None:
    counts = Counter(pair["label"] for pair in PAIRS)
    shares = [counts[label] / len(PAIRS) for label in LABELS]
    assert shares == pytest.approx([0.40, 0.35, 0.25], abs=0.03)
    same = [pair for pair in PAIRS if pair["label"] == SAME]
    across = [pair for pair in same if pair["a"]["language"] != pair["b"]["language"]]
    assert len(across) >= len(same) / 2
    assert {pair[side]["language"] for pair in same for side in "ab"} == set(LANGUAGES)


def test_the_readme_counts_the_pairs() -> None:
    counts = Counter((pair["label"], pair["a"]["language"] != pair["b"]["language"]) for pair in PAIRS)
    assert table("label") == {label: [counts[label, False], counts[label, True]] for label in LABELS}


def test_the_half_that_no_weight_was_set_on_is_grouped_well(verdicts: list[Verdict]) -> None:
    held = figures([one for one in verdicts if one.pair.held])
    assert held.pairs >= 150
    assert held.precision >= 0.9
    assert held.recall >= 0.95


def test_the_store_offers_the_event_of_every_pair_of_one_event(verdicts: list[Verdict]) -> None:
    assert [one.pair.note for one in verdicts if one.pair.same and one.why is None] == []


def test_a_clash_told_by_five_outlets_is_one_event_with_a_message_for_each_thing_that_is_new() -> None:
    told = [alert for alert in story.messages() if alert.reason is not Reason.LEVEL_CHANGED]
    assert len({alert.event_id for alert in told}) == 1
    assert [(alert.reason, alert.detail.split(";")[0]) for alert in told] == [
        (Reason.NEW_EVENT, "first report"),
        (Reason.TOLL_REVISED, "2 to 4 killed"),
        (Reason.DENIED, "denied by azerbaijan"),
        (Reason.OTHER_SIDE, "now also reported by independent"),
        (Reason.TOLL_REVISED, "3 to 4 killed"),
    ]
