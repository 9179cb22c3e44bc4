"""Wikipedia's days beside a plain baseline: conflict against the rest, and ten headings. For evaluation only.

The baseline is TF-IDF of words 1-2 and characters 3-5 with a linear SVC (C=0.3, balanced), on the same split.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from warn.learn import features
from warn.learn.data import CONFLICT, Example
from warn.learn.evaluate import Figure, Numbers, average_precision, f1, interval
from warn.learn.features import Floats
from warn.learn.split import Place
from warn.learn.train import Recipe

TEN_STRENGTH = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One system on the later texts."""

    name: str
    conflict_f1: Figure
    conflict_ap: Figure
    macro_f1: Figure


def compare(examples: Sequence[Example], split: Sequence[Place], recipe: Recipe) -> tuple[Row, ...]:
    """Both systems taught by the earlier texts and asked about the later; the last row is ours less the baseline."""
    early = [one for one, place in zip(examples, split, strict=True) if not place.kept]
    late = [one for one, place in zip(examples, split, strict=True) if place.kept]
    systems = {"warn": _ours(early, late, recipe), "baseline": _baseline(early, late, recipe)}
    truth = np.array([one.category for one in late])
    days = np.array([str(one.day) for one in late])
    clusters = [np.flatnonzero(days == day) for day in sorted(set(days))]
    ours, theirs = systems.values()

    def row(name: str, less: _Said | None, said: _Said) -> Row:
        found = {
            label: interval(_difference(measure, truth, said, less), clusters, recipe.seed)
            for label, measure in _MEASURES.items()
        }
        return Row(name=name, **found)

    rows = [row(name, None, said) for name, said in systems.items()]
    return (*rows, row("warn less baseline", theirs, ours))


_Said = tuple[Floats, Any, Any]
"""Scores of conflict, conflict or not, and the likeliest heading."""
_Measure = Callable[[Any, _Said, Numbers], float]


def _macro_f1(truth: Any, said: _Said, rows: Numbers) -> float:
    names = sorted(set(truth))
    return float(np.mean([f1(truth[rows] == name, said[2][rows] == name) for name in names]))


_MEASURES: dict[str, _Measure] = {
    "conflict_f1": lambda truth, said, rows: f1(truth[rows] == CONFLICT, said[1][rows]),
    "conflict_ap": lambda truth, said, rows: average_precision(truth[rows] == CONFLICT, said[0][rows]),
    "macro_f1": _macro_f1,
}


def _difference(measure: _Measure, truth: Any, said: _Said, less: _Said | None) -> Callable[[Numbers], float]:
    return lambda rows: measure(truth, said, rows) - (measure(truth, less, rows) if less else 0.0)


def _ours(early: Sequence[Example], late: Sequence[Example], recipe: Recipe) -> _Said:
    """The classifier's own n-grams under ten heads."""
    texts = [one.text for one in early]
    grams = features.vocabulary(texts)
    index = {gram: row for row, gram in enumerate(grams)}
    counted = features.counts(texts, index)
    values = features.rarity(counted, grams)
    headings = np.array([one.category for one in early])
    ten = OneVsRestClassifier(_logistic(TEN_STRENGTH, recipe)).fit(features.weighted(counted, values), headings)
    rows = features.weighted(features.counts([one.text for one in late], index), values)
    sums = ten.decision_function(rows)
    scores = sums[:, list(ten.classes_).index(CONFLICT)]
    return scores, scores >= 0, ten.classes_[sums.argmax(axis=1)]


def _logistic(strength: float, recipe: Recipe) -> Any:
    return LogisticRegression(
        C=strength, class_weight="balanced", solver="liblinear", dual=True, max_iter=2_000, random_state=recipe.seed
    )


def _baseline(early: Sequence[Example], late: Sequence[Example], recipe: Recipe) -> _Said:
    reader = FeatureUnion(
        [
            ("words", TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)),
            ("characters", TfidfVectorizer(analyzer="char", ngram_range=(3, 5), sublinear_tf=True, min_df=3)),
        ]
    )
    rows = reader.fit_transform([one.text.strip() for one in early])
    later = reader.transform([one.text.strip() for one in late])
    headings = np.array([one.category for one in early])
    machine = LinearSVC(C=0.3, class_weight="balanced", random_state=recipe.seed)
    ten = machine.fit(rows, headings).predict(later)
    two = LinearSVC(C=0.3, class_weight="balanced", random_state=recipe.seed).fit(rows, headings == CONFLICT)
    scores = two.decision_function(later)
    return scores, scores >= 0, ten


def table(rows: Sequence[Row]) -> list[str]:
    """As lines of a Markdown table."""
    return [
        "| system | conflict F1 | conflict AP | macro F1 of ten |",
        "|---|---|---|---|",
        *(f"| {one.name} | {one.conflict_f1} | {one.conflict_ap} | {one.macro_f1} |" for one in rows),
    ]
