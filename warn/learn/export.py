"""Fitted heads as a model's values and files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import scipy
import sklearn

from warn import __version__
from warn.edge.model_files import Array, numbers, text_array
from warn.learn.data import Example
from warn.learn.evaluate import Slice
from warn.learn.features import Floats
from warn.learn.train import Heads
from warn.model.classifier import Model

WIKIPEDIA_SOURCE = {
    "name": "Wikipedia, Portal:Current events",
    "authors": "Wikipedia contributors",
    "url": "https://en.wikipedia.org/wiki/Portal:Current_events",
    "licence": "CC BY-SA 4.0",
    "licence_url": "https://creativecommons.org/licenses/by-sa/4.0/",
}


def model_of(heads: Heads) -> Model:
    """The heads as the core applies them."""
    half = np.zeros((heads.family_grams, len(heads.families)), dtype="<f2")
    intercepts: tuple[float, ...] = ()
    if heads.family is not None:
        half = np.stack([one.coef_[0] for one in heads.family.estimators_], axis=1).astype("<f2")
        intercepts = tuple(float(one.intercept_[0]) for one in heads.family.estimators_)
    return Model(
        version="",
        grams={gram: row for row, gram in enumerate(heads.grams)},
        values=tuple(heads.values.tolist()),
        weights=tuple(heads.relevance.coef_[0].tolist()),
        intercept=float(heads.relevance.intercept_[0]),
        scale=heads.scale,
        threshold=heads.threshold,
        families=heads.families if heads.family is not None else (),
        family_weights=half.tobytes(),
        family_intercepts=intercepts,
        family_scale=heads.family_scale,
        family_threshold=heads.family_threshold,
    )


def arrays(model: Model, seen: Iterable[int], kept: Sequence[Example], logits: Floats) -> dict[str, Array]:
    """What goes into the .npz."""
    known = {one.digest: float(logit) for one, logit in zip(kept, logits, strict=True) if one.relevant is not None}
    rows = len(model.family_weights) // (2 * len(model.families)) if model.families else 0
    return {
        "grams": text_array(model.grams),
        "values": numbers("<f4", model.values),
        "weights": numbers("<f4", model.weights),
        "family_weights": Array(kind="<f2", shape=(rows, len(model.families)), data=model.family_weights),
        "seen": numbers("<u8", sorted(seen)),
        "kept": numbers("<u8", sorted(known)),
        "kept_logits": numbers("<f4", [known[one] for one in sorted(known)]),
    }


def facts(model: Model) -> dict[str, Any]:
    """What of the model the JSON holds."""
    return {
        "intercept": model.intercept,
        "scale": [model.scale.slope, model.scale.offset],
        "threshold": model.threshold,
        "families": list(model.families),
        "family_grams": len(model.family_weights) // (2 * len(model.families)) if model.families else 0,
        "family_intercepts": list(model.family_intercepts),
        "family_scale": [model.family_scale.slope, model.family_scale.offset],
        "family_threshold": model.family_threshold,
        "versions": versions(),
    }


def versions() -> dict[str, str]:
    return {
        "warn": __version__,
        "scikit-learn": sklearn.__version__,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }


def tally(examples: Sequence[Example], kept: Iterable[Example]) -> list[dict[str, Any]]:
    """How many texts of which source, from when to when, in which languages, and how many were kept aside."""
    aside = Counter(one.source for one in kept)
    found: list[dict[str, Any]] = []
    for source in sorted({one.source for one in examples}):
        chosen = [one for one in examples if one.source == source]
        days = sorted(one.day for one in chosen if one.day)
        found.append(
            {
                "source": source,
                "texts": len(chosen),
                "relevant": sum(one.relevant is True for one in chosen),
                "not_relevant": sum(one.relevant is False for one in chosen),
                "with_family": sum(bool(one.families) for one in chosen),
                "languages": dict(sorted(Counter(one.language or "unknown" for one in chosen).items())),
                "from": _iso(days[:1]),
                "until": _iso(days[-1:]),
                "kept_aside": aside[source],
            }
        )
    return found


def _iso(days: list[date]) -> str:
    return days[0].isoformat() if days else ""


def slice_facts(found: Sequence[Slice]) -> list[dict[str, Any]]:
    """Figures as plain JSON."""
    return [
        {
            "texts": one.name,
            "n": one.texts,
            "positive": one.positive,
            **{name: [round(number, 4) for number in (it.value, it.low, it.high)] for name, it in one.figures},
        }
        for one in found
    ]


def family_map(rules: Iterable[Any]) -> Mapping[str, str]:
    """Rule id -> indicator family."""
    return {rule.id: rule.indicator for rule in rules}
