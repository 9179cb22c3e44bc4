"""Fitting the classifier: which n-grams, which weights, and how sure to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.multiclass import OneVsRestClassifier

from warn.learn import features
from warn.learn.data import Example
from warn.learn.features import Floats, Rows
from warn.learn.split import Place
from warn.model.classifier import AS_IT_IS, Scale

Flags = npt.NDArray[np.bool_]
STRENGTHS = (2.0, 6.0, 18.0)
"""Inverse regularisation strengths tried; the best by average precision across the blocks is taken."""
FAMILY_STRENGTH = 12.0
FAMILY_LINES = 12
"""Texts that a family must have to be learnt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How to train."""

    relevance_grams: int = 60_000
    """N-grams kept for the relevance head: the strongest."""
    family_grams: int = 10_000
    """Likewise for the family head; they stand first."""
    written_weight: float = 2.0
    """What a line written for the purpose weighs beside one of Wikipedia's."""
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The fitted estimators, with weights rounded as they will be stored."""

    grams: tuple[str, ...]
    values: Floats
    relevance: Any
    """LogisticRegression."""
    families: tuple[str, ...]
    family: Any
    """OneVsRestClassifier over the first `family_grams`; None: no family has enough texts."""
    family_grams: int
    scale: Scale = AS_IT_IS
    threshold: float = 0.5
    family_scale: Scale = AS_IT_IS
    family_threshold: float = 0.5

    def rows(self, texts: Sequence[str]) -> Rows:
        index = {gram: row for row, gram in enumerate(self.grams)}
        return features.weighted(features.counts(texts, index), self.values)

    def logits(self, rows: Rows) -> Floats:
        return np.asarray(self.scale.slope * self.relevance.decision_function(rows) + self.scale.offset)

    def family_logits(self, rows: Rows) -> Floats:
        """One column a family."""
        if self.family is None:
            return np.empty((rows.shape[0], 0))
        raw = self.family.decision_function(rows[:, : self.family_grams]).reshape(rows.shape[0], -1)
        return np.asarray(self.family_scale.slope * raw + self.family_scale.offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """What training came to."""

    heads: Heads
    """Fitted on everything."""
    twin: Heads
    """The same, fitted without the texts kept aside: what the figures are of."""
    strength: float
    kept: tuple[Example, ...]
    logits: Floats
    """The twin's, of the kept."""
    family_logits: Floats


def train(examples: Sequence[Example], split: Sequence[Place], recipe: Recipe) -> Trained:
    """Fit and calibrate on all but the texts kept aside, test on those; then fit and calibrate once more on all."""
    families = _families(examples)
    fitted = [(one, place.block) for one, place in zip(examples, split, strict=True) if not place.kept]
    kept = tuple(one for one, place in zip(examples, split, strict=True) if place.kept)
    twin, strength = _fitted([one for one, _ in fitted], [block for _, block in fitted], families, recipe, STRENGTHS)
    heads, _ = _fitted(examples, [place.block for place in split], families, recipe, (strength,))
    rows = twin.rows([one.text for one in kept])
    return Trained(
        heads=heads,
        twin=twin,
        strength=strength,
        kept=kept,
        logits=twin.logits(rows),
        family_logits=twin.family_logits(rows),
    )


def _families(examples: Sequence[Example]) -> tuple[str, ...]:
    tally = Counter(family for one in examples for family in one.families or ())
    return tuple(sorted(family for family, count in tally.items() if count >= FAMILY_LINES))


def relevant(examples: Sequence[Example]) -> tuple[Flags, Flags]:
    """Which are relevant, and of which that is known."""
    truth = np.array([bool(one.relevant) for one in examples], dtype=bool)
    return truth, np.array([one.relevant is not None for one in examples], dtype=bool)


def family_table(examples: Sequence[Example], families: Sequence[str]) -> tuple[Flags, Flags]:
    """A column a family, and of which examples that is known."""
    truth = np.array([[family in (one.families or ()) for family in families] for one in examples], dtype=bool)
    known = np.array([one.families is not None for one in examples], dtype=bool)
    return truth.reshape(len(examples), len(families)), known


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Examples as scikit-learn takes them."""

    rows: Rows
    truth: Flags
    known: Flags
    families: Flags
    told: Flags
    """Of which the families are known."""
    weights: Floats
    family_grams: int
    """Columns of which the family head makes use: the first."""

    def part(self, chosen: Flags) -> _Table:
        arrays = {
            name: getattr(self, name)[chosen] for name in ("rows", "truth", "known", "families", "told", "weights")
        }
        return _Table(**arrays, family_grams=self.family_grams)


def _fitted(
    examples: Sequence[Example],
    blocks: Sequence[int],
    families: tuple[str, ...],
    recipe: Recipe,
    strengths: Sequence[float],
) -> tuple[Heads, float]:
    """Heads fitted on all examples, calibrated on each block by what the others taught; and the strength taken."""
    texts = [one.text for one in examples]
    grams = features.vocabulary(texts)
    counted = features.counts(texts, {gram: row for row, gram in enumerate(grams)})
    values = features.rarity(counted, grams)
    table = _table(examples, families, features.weighted(counted, values), recipe)
    strong, family_grams = _strongest(_estimators(table, STRENGTHS[1], recipe), counted, values, recipe)
    grams, values = tuple(grams[row] for row in strong), values[strong]
    table = replace(table, rows=features.weighted(counted[:, strong], values), family_grams=family_grams)
    tried = {strength: _crossed(table, np.array(blocks), strength, recipe) for strength in strengths}
    truth = table.truth[table.known]
    strength = min(strengths, key=lambda one: (-average_precision_score(truth, tried[one][0][table.known]), one))
    raw, raw_family = tried[strength]
    relevance, family = _estimators(table, strength, recipe)
    scale = _platt(raw[table.known], truth)
    # One line for all families: each by itself has too few texts.
    raw_family, family_truth = raw_family[table.told].ravel(), table.families[table.told].ravel()
    family_scale = _platt(raw_family, family_truth)
    heads = Heads(
        grams=grams,
        values=values,
        relevance=relevance,
        families=families,
        family=family,
        family_grams=family_grams,
        scale=scale,
        threshold=_best_threshold(scale, raw[table.known], truth),
        family_scale=family_scale,
        family_threshold=_best_threshold(family_scale, raw_family, family_truth),
    )
    return _rounded(heads), strength


def _table(examples: Sequence[Example], families: Sequence[str], rows: Rows, recipe: Recipe) -> _Table:
    truth, known = relevant(examples)
    table, told = family_table(examples, families)
    weights = np.array([1.0 if one.category else recipe.written_weight for one in examples])
    return _Table(
        rows=rows, truth=truth, known=known, families=table, told=told, weights=weights, family_grams=rows.shape[1]
    )


def _estimators(table: _Table, strength: float, recipe: Recipe) -> tuple[Any, Any]:
    """Both heads; no family head where no family has enough texts."""
    known, told = table.known, table.told
    relevance = _estimator(strength, recipe).fit(
        table.rows[known], table.truth[known], sample_weight=table.weights[known]
    )
    if not table.families.shape[1]:
        return relevance, None
    family = OneVsRestClassifier(_estimator(FAMILY_STRENGTH, recipe))
    return relevance, family.fit(table.rows[told, : table.family_grams], table.families[told].astype(int))


def _estimator(strength: float, recipe: Recipe) -> Any:
    # With more n-grams than texts the dual problem is solved ten times as fast as the primal.
    return LogisticRegression(
        C=strength, class_weight="balanced", solver="liblinear", dual=True, max_iter=2_000, random_state=recipe.seed
    )


def _crossed(table: _Table, blocks: npt.NDArray[np.int64], strength: float, recipe: Recipe) -> tuple[Floats, Floats]:
    """Raw sums of both heads for every example, each by heads that haven't seen its block."""
    raw, family = np.zeros(len(blocks)), np.zeros(table.families.shape)
    for block in np.unique(blocks):
        here = blocks == block
        one, other = _estimators(table.part(~here), strength, recipe)
        raw[here] = one.decision_function(table.rows[here])
        if other is not None:
            family[here] = other.decision_function(table.rows[here, : table.family_grams]).reshape(int(here.sum()), -1)
    return raw, family


def _strongest(
    estimators: tuple[Any, Any], counted: Rows, values: Floats, recipe: Recipe
) -> tuple[npt.NDArray[np.int64], int]:
    """Columns of the n-grams that move the heads most: weight times value times the root of how often they occur.

    Those of the family head come first; how many they are.
    """
    relevance, family = estimators
    spread = values * np.sqrt(np.bincount(counted.indices, minlength=len(values)))
    strong = np.argsort(-np.abs(relevance.coef_[0]) * spread, kind="stable")[: recipe.relevance_grams]
    if family is None:
        return np.sort(strong), 0
    most = np.max(np.abs(np.vstack([one.coef_[0] for one in family.estimators_])), axis=0)
    first = np.sort(np.argsort(-most * spread, kind="stable")[: recipe.family_grams])
    return np.concatenate([first, np.setdiff1d(strong, first)]), len(first)


def _rounded(heads: Heads) -> Heads:
    """Weights as the file will hold them, so that what is tested is what is shipped."""
    heads.relevance.coef_ = heads.relevance.coef_.astype(np.float32).astype(np.float64)
    for one in heads.family.estimators_ if heads.family is not None else ():
        one.coef_ = one.coef_.astype(np.float16).astype(np.float64)
    return heads


def _platt(raw: Floats, truth: Flags) -> Scale:
    """Platt's line through raw sums; the sums themselves where only one answer occurs."""
    if truth.all() or not truth.any():
        return AS_IT_IS
    line = LogisticRegression(C=1e6).fit(raw.reshape(-1, 1), truth)
    return Scale(slope=float(line.coef_[0, 0]), offset=float(line.intercept_[0]))


def _best_threshold(scale: Scale, raw: Floats, truth: Flags) -> float:
    """From which probability a yes gives the best F1, to two digits."""
    chances = 1 / (1 + np.exp(-(scale.slope * raw + scale.offset)))
    tried = np.arange(0.05, 0.96, 0.01)
    score = [2 * (yes & truth).sum() / max(yes.sum() + truth.sum(), 1) for yes in (chances >= one for one in tried)]
    return round(float(tried[int(np.argmax(score))]), 2)
