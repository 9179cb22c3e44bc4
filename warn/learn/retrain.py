"""What a desk's labels say beyond a model: for a desk that has its labels and not the texts of the model.

The model's own log-odds stand as they are; a correction of its weights is learnt beside them and held near zero, so
that a few labels move a little and many move more. The family head stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from warn.learn import features
from warn.learn.data import Example
from warn.learn.features import Floats, Rows
from warn.learn.split import Place
from warn.learn.train import Flags, relevant
from warn.model.classifier import Model

STRENGTH = 2.0
"""Inverse regularisation strength of the correction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrained:
    """A model corrected by labels."""

    model: Model
    kept: tuple[Example, ...]
    logits: Floats
    """Of the kept, by a model corrected without them."""


def retrain(base: Model, examples: Sequence[Example], split: Sequence[Place]) -> Retrained:
    """Correct a model by examples that it has not seen."""
    known = [(one, place) for one, place in zip(examples, split, strict=True) if one.relevant is not None]
    kept = tuple(one for one, place in known if place.kept)
    twin = _corrected(base, [one for one, place in known if not place.kept])
    return Retrained(
        model=_corrected(base, [one for one, _ in known]),
        kept=kept,
        logits=logits(twin, kept),
    )


def logits(model: Model, examples: Sequence[Example]) -> Floats:
    """A model's calibrated log-odds, by matrix."""
    raw = _rows(model, examples) @ np.array(model.weights) + model.intercept
    return np.asarray(model.scale.slope * raw + model.scale.offset)


def estimator(model: Model) -> LogisticRegression:
    """The relevance head as scikit-learn's own."""
    found = LogisticRegression()
    found.classes_ = np.array([False, True])
    found.coef_ = np.array([model.weights], dtype=np.float64)
    found.intercept_ = np.array([model.intercept])
    return found


def _rows(model: Model, examples: Sequence[Example]) -> Rows:
    return features.weighted(features.counts([one.text for one in examples], model.grams), np.array(model.values))


def _corrected(base: Model, examples: Sequence[Example]) -> Model:
    if not examples:
        return base
    truth, _ = relevant(examples)
    shift, offset = _correction(_rows(base, examples), logits(base, examples), truth)
    weights = (np.array(base.weights) + shift / base.scale.slope).astype(np.float32).astype(np.float64)
    return replace(base, weights=tuple(weights.tolist()), intercept=base.intercept + offset / base.scale.slope)


def _correction(rows: Rows, before: Floats, truth: Flags) -> tuple[Floats, float]:
    """Weights and intercept that, added to `before`, fit the truth best at the least size."""
    sign = np.where(truth, 1.0, -1.0)

    def loss(sought: Floats) -> tuple[float, Floats]:
        margin = sign * (before + rows @ sought[:-1] + sought[-1])
        pull = -sign / (1 + np.exp(np.clip(margin, -700, 700)))
        cost = STRENGTH * np.logaddexp(0, -margin).sum() + sought @ sought / 2
        return float(cost), sought + STRENGTH * np.append(rows.T @ pull, pull.sum())

    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return found[:-1], float(found[-1])
