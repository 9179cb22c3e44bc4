"""The classifier applied: as scikit-learn says, explained, out of files that are whole or not used at all."""

from __future__ import annotations

import json
import math
import os
import pickle
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.commands import CHECKPOINT, ROOT, desk, environment, run
from tests.values import NOW, hit, item, watch
from warn.config.settings import SHIPPED_MODEL
from warn.core.classify import MAX_WORDS, Classifier, words_of
from warn.core.score import CLASSIFIER_LIMIT, logit, score, sigmoid
from warn.edge import model_files
from warn.edge.model_files import ModelRefused
from warn.learn import export, split
from warn.learn.data import Example
from warn.learn.train import Recipe, Trained, train

WORDS = [
    "army",
    "shells",
    "village",
    "convoy",
    "troops",
    "kill",
    "wounded",
    "soldiers",
    "road",
    "border",
    "attack",
    "fire",
]
WATCH = watch()
PEACE = [
    "harvest",
    "festival",
    "football",
    "prices",
    "bank",
    "school",
    "music",
    "tourists",
    "museum",
    "weather",
    "film",
    "summer",
]
OTHER = ["on", "the", "of", "in", "for", "with", "after", "near", "new", "two", "said", "17", "official", "year"]
ODD = "Ստեփանակերտում կրակոցներ են լսվել, Ла\u0301чин перекры́т; İstanbul’da ɑtt\u00adack мapc 2023"


def made_up(seed: int, count: int = 240) -> list[Example]:
    """Examples of two kinds of words, over a year."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        relevant = chance.random() < 0.4
        kind, other = (WORDS, PEACE) if relevant else (PEACE, WORDS)
        turned = chance.random() < 0.08  # as in life, not all is learnable
        kind, other = (other, kind) if turned else (kind, other)
        words = chance.choices(kind, k=4) + chance.choices(other, k=1) + chance.choices(OTHER, k=6)
        chance.shuffle(words)
        families = {"clash"} if {"shells", "fire", "attack"} & set(words) else set()
        families |= {"aid"} if "convoy" in words else set()
        found.append(
            Example(
                text=f"{' '.join(words)} {number}",
                language="en",
                source="labels",
                relevant=relevant,
                families=frozenset(families) if relevant else frozenset(),
                day=date.fromordinal(date(2026, 1, 1).toordinal() + number),
            )
        )
    return found


@pytest.fixture(scope="module")
def trained() -> Trained:
    examples = made_up(1)
    return train(examples, split.places(examples), Recipe(relevance_grams=700, family_grams=300))


@pytest.fixture(scope="module")
def classifier(trained: Trained) -> Classifier:
    return Classifier(export.model_of(trained.heads))


def stored(trained: Trained, folder: Path) -> Path:
    model = export.model_of(trained.heads)
    facts = export.facts(model) | {"data": [], "figures": {}}
    arrays = export.arrays(model, [1, 2], trained.kept, trained.logits)
    model_files.write(folder, arrays, facts, lambda version: f"# Card of {version}\n")
    return folder


# as scikit-learn


def texts() -> list[str]:
    return [one.text for one in made_up(2, 60)] + [ODD, "", "?!", "zzz qqq", "fire " * 500, "x" * 5_000]


def test_sums_are_those_of_scikit_learn(trained: Trained, classifier: Classifier) -> None:
    heads = trained.heads
    expected = heads.relevance.decision_function(heads.rows(texts()))
    assert np.ptp(expected) > 1
    assert [classifier.raw(text) for text in texts()] == pytest.approx(list(expected), abs=1e-9)
    assert classifier.logits(texts()) == pytest.approx(list(heads.logits(heads.rows(texts()))), abs=1e-9)


def test_families_are_those_of_scikit_learn(trained: Trained, classifier: Classifier) -> None:
    heads = trained.heads
    assert heads.families == ("aid", "clash")
    expected = heads.family_logits(heads.rows(texts()))
    for row, text in enumerate(texts()):
        found = dict(classifier.families(text))
        assert [found[name] for name in heads.families] == pytest.approx(
            [sigmoid(value) for value in expected[row]], abs=1e-9
        )
    assert classifier.families("troops shells a village")[0][0] == "clash"


@given(text=st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_has_a_finite_answer_equal_to_its_explanation(classifier: Classifier, text: str) -> None:
    found = classifier.logit(text)
    assert math.isfinite(found)
    reading = classifier.read(text)
    assert reading.logit == pytest.approx(found, abs=1e-9)
    assert math.fsum((reading.base, *(term.value for term in reading.terms))) == pytest.approx(found, abs=1e-9)


def test_the_memo_changes_nothing(classifier: Classifier) -> None:
    fresh = Classifier(classifier.model)
    first = [fresh.logit(text) for text in texts()]
    assert [fresh.logit(text) for text in reversed(texts())] == first[::-1]


def test_an_explanation_names_the_words_and_the_ngrams_behind_them(classifier: Classifier) -> None:
    reading = classifier.read("Army attack on a museum")
    shares = {term.words: term.value for term in reading.terms}
    assert shares["attack"] > 0 > shares["museum"]
    attack = next(term for term in reading.terms if term.words == "attack")
    assert math.fsum(value for _, value in attack.grams) == pytest.approx(attack.value, abs=1e-12)
    assert {"attack", "~_at"} & {gram for gram, _ in attack.grams}


def test_digits_are_shapes_and_long_texts_end() -> None:
    assert words_of("17 dead in 2023") == words_of("25 dead in 1999")
    assert len(words_of("word " * 10_000)) == MAX_WORDS


# the score


def test_its_word_is_added_only_where_a_rule_counts() -> None:
    silent = score(item(), (), WATCH, now=NOW, relevance=9.0)
    assert [part.name for part in silent.parts] == ["prior"]
    struck = score(item(), (replace(hit(), guards=("historical",)),), WATCH, now=NOW, relevance=9.0)
    assert [part.name for part in struck.parts] == ["prior"]
    without = score(item(), (hit(),), WATCH, now=NOW)
    heard = score(item(), (hit(),), WATCH, now=NOW, relevance=9.0)
    (part,) = set(heard.parts) - set(without.parts)
    assert part.name == "classifier says 100%"
    assert part.value == CLASSIFIER_LIMIT * WATCH.classifier_weight
    assert logit(heard.parts) == pytest.approx(logit(without.parts) + part.value)


def test_it_can_weaken_and_a_watch_can_leave_it_out() -> None:
    plain = score(item(), (hit(),), WATCH, now=NOW).score
    assert score(item(), (hit(),), WATCH, now=NOW, relevance=-1.0).score < plain
    deaf = replace(WATCH, classifier_weight=0.0)
    assert score(item(), (hit(),), deaf, now=NOW, relevance=-1.0).score == plain


# the files


def test_what_is_written_is_read(trained: Trained, tmp_path: Path) -> None:
    read = model_files.read(stored(trained, tmp_path))
    model = export.model_of(trained.heads)
    assert replace(read.model, version="") == model
    assert read.seen == {1, 2}
    assert set(read.kept) == {one.digest for one in trained.kept}
    assert (tmp_path / "MODEL_CARD.md").read_text(encoding="utf-8") == f"# Card of {read.model.version}\n"


def test_numpy_reads_it_too_and_finds_no_pickle(trained: Trained, tmp_path: Path) -> None:
    with np.load(stored(trained, tmp_path) / model_files.WEIGHTS, allow_pickle=False) as arrays:
        assert len(arrays["weights"]) == len(trained.heads.grams)
        assert arrays["family_weights"].shape == (trained.heads.family_grams, 2)


def test_the_same_seed_makes_the_same_bytes(trained: Trained, tmp_path: Path) -> None:
    examples = made_up(1)
    again = train(examples, split.places(examples), Recipe(relevance_grams=700, family_grams=300))
    stored(trained, tmp_path / "one")
    stored(again, tmp_path / "two")
    for name in (model_files.WEIGHTS, model_files.FACTS, model_files.CARD):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def _flipped(folder: Path) -> None:
    path = folder / model_files.WEIGHTS
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _facts(folder: Path, **changes: object) -> None:
    path = folder / model_files.FACTS
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


class Bomb:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("pickled",)


def _pickled(folder: Path) -> None:
    """An array of objects, with a checksum that fits."""
    found = BytesIO()
    with zipfile.ZipFile(folder / model_files.WEIGHTS) as old, zipfile.ZipFile(found, "w") as new:
        for entry in old.infolist():
            header = b"\x93NUMPY\x01\x00" + (60).to_bytes(2, "little")
            text = b"{'descr': '|O', 'fortran_order': False, 'shape': (1,)}".ljust(59) + b"\n"
            bomb = header + text + pickle.dumps(Bomb())
            new.writestr(entry.filename, bomb if entry.filename == "weights.npy" else old.read(entry))
    _resigned(folder, found.getvalue())


def _short(folder: Path) -> None:
    found = BytesIO()
    with zipfile.ZipFile(folder / model_files.WEIGHTS) as old, zipfile.ZipFile(found, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, content[:-8] if entry.filename == "values.npy" else content)
    _resigned(folder, found.getvalue())


def _resigned(folder: Path, weights: bytes) -> None:
    (folder / model_files.WEIGHTS).write_bytes(weights)
    facts = json.loads((folder / model_files.FACTS).read_text(encoding="utf-8"))
    facts.pop("facts_sha256")
    facts["sha256"] = model_files.sha256(weights).hexdigest()
    facts["facts_sha256"] = model_files._digest(facts)
    (folder / model_files.FACTS).write_text(json.dumps(facts), encoding="utf-8")


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "flipped": (_flipped, "classifier.npz: is not the file that classifier.json describes: its checksum differs"),
    "threshold": (lambda home: _facts(home, threshold=0.01), "was changed after it was written"),
    "older": (lambda home: _facts(home, schema=0), "was written by an older warn (schema 0, this one reads 1)"),
    "newer": (lambda home: _facts(home, schema=9), "was written by a newer warn"),
    "no schema": (lambda home: _facts(home, schema="1"), "says no schema number"),
    "no weights": (lambda home: (home / model_files.WEIGHTS).unlink(), "classifier.npz: can't be read: No such file"),
    "no facts": (lambda home: (home / model_files.FACTS).unlink(), "classifier.json: can't be read: No such file"),
    "not JSON": (lambda home: (home / model_files.FACTS).write_text("{"), "classifier.json: is not JSON"),
    "pickled": (_pickled, "is not a model of warn: ValueError: an array of '|O'"),
    "short": (_short, "is not a model of warn: ValueError: an array that is cut off"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_not_whole_is_refused_in_one_line(
    trained: Trained, tmp_path: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    spoil, message = DAMAGE[damage]
    folder = stored(trained, tmp_path / "model")
    spoil(folder)
    with pytest.raises(ModelRefused) as refused:
        model_files.read(folder)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not Path("pickled").exists()


# the program


@pytest.fixture
def home(trained: Trained, tmp_path: Path) -> Path:
    stored(trained, tmp_path / "model")
    return desk(tmp_path, settings="model: model\n")


def test_explain_shows_its_part_and_its_words(home: Path) -> None:
    shown = run("explain", CHECKPOINT, cwd=home).stdout
    assert "classifier says" in shown
    assert "classifier: relevant" in shown
    assert " army " in shown


def test_a_spoilt_model_means_rules_only_said_loudly(home: Path) -> None:
    with_it = run("judge", cwd=home, stdin=json.dumps({"title": CHECKPOINT}).encode()).stdout
    _flipped(home / "model")
    without = run("judge", cwd=home, stdin=json.dumps({"title": CHECKPOINT}).encode())
    assert "NO CLASSIFIER: rules only" in without.stderr
    assert "checksum differs" in without.stderr
    assert len(without.stderr.splitlines()) == 1
    parts = [{part["name"] for part in json.loads(line)["parts"]} for line in (with_it, without.stdout)]
    (gone,) = parts[0] - parts[1]
    assert gone.startswith("classifier says")
    silenced = run("judge", cwd=home, stdin=b"", WARN_MODEL="none")
    assert silenced.stderr == ""


def test_the_shipped_model_is_whole_small_and_has_its_card() -> None:
    read = model_files.read(SHIPPED_MODEL)
    assert sum(path.stat().st_size for path in SHIPPED_MODEL.iterdir()) < 5_000_000
    assert len(read.model.families) > 10
    card = (SHIPPED_MODEL / model_files.CARD).read_text(encoding="utf-8")
    assert read.model.version in card
    for needed in ("CC BY-SA 4.0", "Wikipedia contributors", "calibration error", "scikit-learn", "What it can't do"):
        assert needed in card
    assert not any("/" in str(one.get("why", "")) for one in _decisions(SHIPPED_MODEL))


def _decisions(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "decisions.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("command", [["explain", CHECKPOINT], ["judge"]], ids=lambda value: value[0])
def test_applying_it_loads_no_scikit_learn_and_no_numpy(home: Path, command: list[str]) -> None:
    program = "import sys\nfrom warn.cli import main\ntry: main()\nexcept SystemExit: pass\nprint(*sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", program, *command],
        cwd=home, env=environment(PYTHONPATH=str(ROOT)), input="",
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    loaded = set(ended.stdout.split())
    assert "warn.core.classify" in loaded
    assert not loaded & {"numpy", "scipy", "sklearn"}
