"""Training: what is kept aside, the figures, the gate, the card, and the commands on top of them."""

from __future__ import annotations

import gzip
import json
import os
import pty
import select
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from benchmarks import pack
from tests.commands import CHECKPOINT, ROOT, desk, environment, feeds_yaml, news, run
from tests.loopback import Loopback
from tests.test_classifier import made_up
from tests.values import item
from warn.app import training
from warn.core.classify import Classifier
from warn.edge import model_files
from warn.edge.model_files import ModelFile
from warn.edge.store import Database, items, labels
from warn.learn import data, evaluate, export, gate, retrain, split
from warn.learn.data import Example
from warn.learn.train import Recipe, Trained, train
from warn.model.label import Label, Verdict
from warn.model.problem import Refused

SMALL = Recipe(relevance_grams=700, family_grams=300)
SHARED = pack.shared()
WIKIPEDIA = SHARED / "data/wp_current_events/items.jsonl.gz" if SHARED else None
needs_wikipedia = pytest.mark.skipif(
    WIKIPEDIA is None or not WIKIPEDIA.exists(), reason="Wikipedia's texts aren't part of the project: set WARN_SHARED"
)


# the split


def test_the_newest_are_kept_and_nothing_older_is() -> None:
    examples = made_up(3)
    places = split.places(examples)
    kept = [one.day for one, place in zip(examples, places, strict=True) if place.kept]
    fitted = [one.day for one, place in zip(examples, places, strict=True) if not place.kept]
    assert max(filter(None, fitted)) < min(filter(None, kept))
    assert len(kept) == len(examples) // 5
    blocks = [place.block for place in places if not place.kept]
    assert blocks == sorted(blocks)
    assert set(blocks) == {0, 1, 2, 3, 4}
    whole = split.places(examples, date(2026, 1, 11))
    assert sum(not place.kept for place in whole) == 10


def test_of_written_lines_every_fifth_of_a_group_and_language_is_kept() -> None:
    def line(number: int, group: str, language: str) -> Example:
        text = f"{group} {language} {number}"
        return Example(text=text, language=language, source="lines", relevant=True, families=None, group=group)

    examples = [line(number, group, tag) for number in range(10) for group in "abc" for tag in ("en", "ru")]
    places = split.places(examples)
    for group in "abc":
        for tag in ("en", "ru"):
            mine = [p for one, p in zip(examples, places, strict=True) if (one.group, one.language) == (group, tag)]
            assert sum(place.kept for place in mine) == 2
            assert len({place.block for place in mine}) == 5


def test_few_labels_are_all_learnt() -> None:
    assert not any(place.kept for place in split.places(made_up(4, 9)))


# the figures


def test_average_precision_is_scikit_learns() -> None:
    random = np.random.default_rng(5)
    for _ in range(50):
        truth = random.random(60) < 0.3
        scores = np.round(random.normal(size=60), 1)  # many of one score
        if truth.any():
            assert evaluate.average_precision(truth, scores) == pytest.approx(average_precision_score(truth, scores))


def test_calibration_error_of_what_is_right_and_of_what_is_sure_and_wrong() -> None:
    truth = np.tile([True, False], 500)
    assert evaluate.calibration_error(truth, np.full(1000, 0.5)) == pytest.approx(0)
    assert evaluate.calibration_error(truth, np.full(1000, 0.9)) == pytest.approx(0.4)


def test_an_interval_holds_its_value_and_narrows_with_more_texts() -> None:
    def width(count: int) -> float:
        truth = np.random.default_rng(6).random(count) < 0.5
        clusters = [np.array([row]) for row in range(count)]
        found = evaluate.interval(lambda rows: float(truth[rows].mean()), clusters, 0)
        assert found.low < found.value < found.high
        return found.high - found.low

    assert width(1000) < width(50) / 3


# the gate


@pytest.fixture(scope="module")
def good() -> Trained:
    examples = made_up(1)
    return train(examples, split.places(examples), SMALL)


def as_file(trained: Trained, *, seen: bool = True) -> ModelFile:
    known = frozenset(one.digest for one in made_up(1)) if seen else frozenset()
    kept = {one.digest: float(logit) for one, logit in zip(trained.kept, trained.logits, strict=True)}
    return ModelFile(model=export.model_of(trained.heads), facts={}, seen=known, kept=kept)


def test_a_better_model_passes_and_a_worse_one_does_not(good: Trained) -> None:
    upside_down = replace(good, logits=-good.logits)
    assert gate.decide(as_file(upside_down), good.kept, good.logits, seed=0).accepted
    refused = gate.decide(as_file(good), upside_down.kept, upside_down.logits, seed=0)
    assert not refused.accepted
    assert refused.why.startswith("worse in average precision and log-loss on 48 texts that neither has seen")
    assert dict(refused.old)["AP"] > dict(refused.new)["AP"]
    assert refused.gain is not None
    assert refused.gain.high < 0


def test_a_model_that_is_right_and_far_too_sure_is_worse(good: Trained) -> None:
    refused = gate.decide(as_file(good), good.kept, good.logits * 40, seed=0)
    assert refused.why.startswith("worse in log-loss")


def test_the_same_again_is_not_worse(good: Trained) -> None:
    assert gate.decide(as_file(good), good.kept, good.logits, seed=0).accepted


def test_what_the_old_model_learnt_from_is_not_asked(good: Trained) -> None:
    old = replace(as_file(good), kept={})
    verdict = gate.decide(old, good.kept, good.logits, seed=0)
    assert (verdict.accepted, verdict.texts) == (False, 0)
    assert "too few to tell" in verdict.why
    fresh = gate.decide(replace(old, seen=frozenset()), good.kept, good.logits, seed=0)
    assert fresh.texts == 48


# correcting by labels


def test_labels_move_a_model_towards_them_and_leave_its_ngrams(good: Trained) -> None:
    base = export.model_of(good.heads)
    told = [
        Example(
            text=f"tourists festival summer {number}",
            language="en",
            source=data.LABELS,
            relevant=True,
            families=None,
            day=date(2026, 9, 1) + timedelta(days=number),
        )
        for number in range(30)
    ]
    found = retrain.retrain(base, told, split.places(told))
    before, after = (
        Classifier(base).logit("festival for tourists"),
        Classifier(found.model).logit("festival for tourists"),
    )
    assert before < 0 < after
    assert (found.model.grams, found.model.family_weights) == (base.grams, base.family_weights)
    assert len(found.kept) == len(found.logits) == 6
    few = retrain.retrain(base, told[:1], split.places(told[:1]))
    assert before < Classifier(few.model).logit("festival for tourists") < after
    assert retrain.retrain(base, [], []).model == base


def test_a_corrected_model_is_still_scikit_learns_line(good: Trained) -> None:
    model = retrain.retrain(export.model_of(good.heads), made_up(8, 40), split.places(made_up(8, 40))).model
    machine: LogisticRegression = retrain.estimator(model)
    texts = [one.text for one in made_up(9, 30)]
    expected = machine.decision_function(replace(good.heads, relevance=machine).rows(texts))
    assert [Classifier(model).raw(text) for text in texts] == pytest.approx(list(expected), abs=1e-9)


# examples


def test_each_bad_line_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_text('{"title": "a", "relevant": true}\n\n{"title": ""}\n[1]\n{"title": "b", "relevant": 1}\n{', "utf-8")
    with pytest.raises(Refused) as refused:
        list(data.from_lines([file, tmp_path / "none.jsonl"], {}))
    assert [(one.line, one.message.partition(":")[0]) for one in refused.value.problems] == [
        (3, "a title is missing"),
        (4, "a JSON object is expected on each line"),
        (5, "relevant"),
        (6, "not JSON"),
        (1, "can't be read"),
    ]


def test_lines_of_other_countries_teach_families_and_not_relevance(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    rows = [
        {"title": "Strike far away", "relevant": False, "indicators": [], "trap": "other country", "language": "en"},
        {"title": "Post set up", "relevant": True, "indicators": ["checkpoint.up", "aid.halted"], "language": "en"},
    ]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    far, near = data.from_lines([file], {"checkpoint.up": "posts"})
    assert (far.relevant, far.families) == (None, frozenset())
    assert (near.relevant, near.families) == (True, {"posts", "aid"})


def test_headings_are_read_in_any_spelling(tmp_path: Path) -> None:
    file = tmp_path / "items.jsonl.gz"
    headings = ["Armed conflicts and attacks", "Busines and economy", "Art and Culture"]
    rows = [{"date": f"2022-01-0{9 - n}", "category": name, "text": name} for n, name in enumerate(headings)]
    file.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    found = data.from_wikipedia(file)
    assert [(one.category, one.relevant) for one in found] == [
        ("arts and culture", False),
        ("business and economy", False),
        (data.CONFLICT, True),
    ]
    file.write_bytes(gzip.compress(json.dumps(rows[0] | {"category": "Weather"}).encode()))
    with pytest.raises(Refused, match="isn't one of Wikipedia's headings"):
        data.from_wikipedia(file)


# the commands


def lines_file(folder: Path, seed: int = 1) -> Path:
    file = folder / "lines.jsonl"
    rows = [
        {
            "title": one.text,
            "language": "en",
            "relevant": one.relevant,
            "indicators": sorted(f"{family}.made" for family in one.families or ()),
        }
        for one in made_up(seed)
    ]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return file


@pytest.mark.slow
def test_train_evaluate_and_retrain_from_labels(tmp_path: Path) -> None:
    home = desk(tmp_path, settings="model: model\n")
    file = lines_file(tmp_path)
    first = run("train", "--lines", str(file), "--out", "model", cwd=home)
    assert "gate: accepted, no earlier model to compare it with" in first.stdout
    card = (home / "model" / model_files.CARD).read_text(encoding="utf-8")
    for needed in ("| lines | 240 |", "| rules | 2 |", "Apache-2.0", "calibration error", "can't do"):
        assert needed in card
    assert "CC BY-SA" not in card
    evaluated = run("evaluate", str(lines_file(tmp_path, 2)), cwd=home)
    (row,) = [line for line in evaluated.stdout.splitlines() if line.startswith("| lines |")]
    assert float(row.split("|")[7].split()[0]) > 0.9
    seen = run("evaluate", str(lines_file(tmp_path, 1)), cwd=home)
    assert "left out, because the model has seen them: 240" in seen.stderr
    nothing = run("train", cwd=home, code=1)
    assert "no label that the model in use hasn't seen" in nothing.stderr
    _label(home, 120, wrong=True)
    refused = run("train", "--out", "model", cwd=home, code=1)
    assert "gate: refused, worse in" in refused.stdout
    version = model_files.read(home / "model").model.version
    _label(home, 120, wrong=False)
    accepted = run("train", "--out", "model", cwd=home)
    assert "gate: accepted, not worse" in accepted.stdout
    corrected = model_files.read(home / "model")
    assert corrected.model.version != version
    assert corrected.facts["corrects"] == version
    decisions = (home / "model" / training.DECISIONS).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["accepted"] for line in decisions] == [True, False, True]
    assert json.loads(decisions[2])["old"]["sha256"] == version


def _label(home: Path, count: int, *, wrong: bool) -> None:
    """Labels of items: the newest, which are kept aside, always right; the others as told."""
    database = Database(f"sqlite:///{home}/data/warn.db")
    (home / "data").mkdir(exist_ok=True)
    database.migrate()
    with database.writing() as transaction:
        for number, one in enumerate(made_up(11, count)):
            published = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)
            one_item = item(id=f"{number:032x}", keys=(f"g:{number}",), title=one.text, summary="", published=published)
            items.add(transaction, [one_item], {}, "v1")
            truth = bool(one.relevant) != (wrong and number < count * 4 // 5)
            verdict = Verdict.TRUE if truth else Verdict.FALSE
            label = Label(item_id=one_item.id, watch="valley", verdict=verdict, author="", note="", at=published)
            labels.put(transaction, [label])
    database.close()


def test_what_cannot_be_learnt_is_said_in_one_line(tmp_path: Path) -> None:
    home = desk(tmp_path, settings="model: none\n")
    assert run("evaluate", "--benchmark", cwd=home, code=2).stderr == "warn: --benchmark: needs --wikipedia\n"
    assert "no model to test" in run("evaluate", "x.jsonl", cwd=home, code=1).stderr
    assert "none.jsonl:1: can't be read" in run("train", "--lines", "none.jsonl", cwd=home, code=2).stderr


UNSEEN = "Army shells a village, soldiers kill and wound in the attack"


@pytest.fixture
def watching(tmp_path: Path, good: Trained) -> Path:
    """A desk that has polled a checkpoint, an attack that no rule knows, and a harvest."""
    model = export.model_of(good.heads)
    facts = export.facts(model) | {"data": [], "figures": {}}
    model_files.write(tmp_path / "model", export.arrays(model, [], good.kept, good.logits), facts, str)
    document = news(CHECKPOINT, UNSEEN, "Harvest festival for tourists")
    with Loopback(lambda _: (200, {"Content-Type": "application/rss+xml"}, document)) as server:
        feeds = feeds_yaml({"a": server.url("/rss")})
        home = desk(tmp_path, feeds, "model: model\nmissed_threshold: 0.7\n")
        run("once", cwd=home)
    return home


def test_missed_lists_what_no_rule_caught_until_it_is_labelled(watching: Path) -> None:
    (row,) = map(json.loads, run("missed", "--json", cwd=watching).stdout.splitlines())
    assert row["title"] == UNSEEN
    assert row["relevance"] >= 0.7
    assert UNSEEN in run("missed", cwd=watching).stdout
    run("label", row["id"], "missed", cwd=watching)
    assert run("missed", cwd=watching).stdout == "none since 7d at 70% or more\n"


def test_on_a_terminal_one_key_labels(watching: Path) -> None:
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "warn", "missed"],
        cwd=watching, env=environment(PYTHONPATH=str(ROOT)), stdin=follower, stdout=follower, stderr=follower,
    )  # fmt: skip
    os.close(follower)
    said = b""
    until = time.monotonic() + 30
    while b"1 labelled" not in said and time.monotonic() < until:
        if select.select([leader], [], [], 0.3)[0]:
            said += os.read(leader, 4096)
        elif b"[t/f/m/s/q]" in said:
            os.write(leader, b"m")  # again, if need be: what is typed before a terminal reads keys is thrown away
    assert b"1 labelled" in said
    assert process.wait(20) == 0
    os.close(leader)
    assert run("missed", "--json", cwd=watching).stdout == ""


@needs_wikipedia
@pytest.mark.slow
@pytest.mark.timeout(400)
def test_on_later_news_it_does_as_well_as_tfidf_with_a_linear_svc() -> None:
    assert WIKIPEDIA is not None
    examples = data.from_wikipedia(WIKIPEDIA)
    assert len(examples) == 14_320
    ours, baseline, less = training.compared(examples, Recipe(), date(2022, 4, 1))
    assert ours.conflict_ap.value > 0.93
    assert ours.conflict_f1.value > 0.85
    assert ours.macro_f1.value > 0.75
    assert baseline.name == "baseline"
    assert less.conflict_ap.high > 0
