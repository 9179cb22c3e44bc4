"""Figures with their confidence: precision, recall, average precision, calibration error, by bootstrap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from warn.learn.data import Example
from warn.learn.features import Floats
from warn.learn.train import Flags, family_table, relevant

ROUNDS = 1_000
BINS = 10
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value with its 95 % confidence interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}-{self.high:.3f})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Figures of one head on one part of the kept texts."""

    name: str
    texts: int
    positive: int
    figures: tuple[tuple[str, Figure], ...]


def probabilities(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -700, 700))))


def precision(truth: Flags, yes: Flags) -> float:
    return float((truth & yes).sum() / max(int(yes.sum()), 1))


def recall(truth: Flags, yes: Flags) -> float:
    return float((truth & yes).sum() / max(int(truth.sum()), 1))


def f1(truth: Flags, yes: Flags) -> float:
    return float(2 * (truth & yes).sum() / max(int(truth.sum() + yes.sum()), 1))


def average_precision(truth: Flags, scores: Floats) -> float:
    """Mean precision at each relevant text, texts of one score taken together."""
    if not truth.any():
        return 0.0
    order = np.argsort(-scores, kind="stable")
    ranked, found = scores[order], np.cumsum(truth[order])
    ends = np.flatnonzero(np.append(np.diff(ranked) != 0, True))
    gained = np.diff(np.concatenate([[0], found[ends]]))
    return float((gained * found[ends] / (ends + 1)).sum() / found[-1])


def calibration_error(truth: Flags, chances: Floats) -> float:
    """Expected calibration error: mean gap between what was said and what came, over bins of equally many texts."""
    order = np.argsort(chances, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    gaps = [len(part) * abs(float(chances[part].mean()) - float(truth[part].mean())) for part in parts]
    return sum(gaps) / max(len(truth), 1)


def relevance_slice(name: str, examples: Sequence[Example], logits: Floats, threshold: float, seed: int) -> Slice:
    """The relevance head on texts of which it is known whether they are relevant."""
    truth, known = relevant(examples)
    chances = probabilities(logits)
    figures: dict[str, Callable[[Numbers], float]] = {
        "precision": lambda rows: precision(truth[rows], chances[rows] >= threshold),
        "recall": lambda rows: recall(truth[rows], chances[rows] >= threshold),
        "F1": lambda rows: f1(truth[rows], chances[rows] >= threshold),
        "AP": lambda rows: average_precision(truth[rows], logits[rows]),
        "calibration error": lambda rows: calibration_error(truth[rows], chances[rows]),
    }
    clusters = _clusters(examples, np.flatnonzero(known))
    return Slice(
        name=name,
        texts=int(known.sum()),
        positive=int(truth[known].sum()),
        figures=tuple((label, interval(figure, clusters, seed)) for label, figure in figures.items()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyHead:
    """What figures of the family head need to know of it."""

    names: tuple[str, ...]
    threshold: float


def family_slice(name: str, examples: Sequence[Example], logits: Floats, head: FamilyHead, seed: int) -> Slice:
    """The family head over all pairs of text and family (micro), and family by family (macro)."""
    truth, known = family_table(examples, head.names)
    chances = probabilities(logits)
    yes = chances >= head.threshold
    present = np.flatnonzero(truth[known].any(axis=0))
    figures: dict[str, Callable[[Numbers], float]] = {
        "precision": lambda rows: precision(truth[rows], yes[rows]),
        "recall": lambda rows: recall(truth[rows], yes[rows]),
        "F1": lambda rows: f1(truth[rows], yes[rows]),
        "macro F1": lambda rows: float(np.mean([f1(truth[rows, one], yes[rows, one]) for one in present])),
        "AP": lambda rows: average_precision(truth[rows].ravel(), logits[rows].ravel()),
        "calibration error": lambda rows: calibration_error(truth[rows].ravel(), chances[rows].ravel()),
    }
    clusters = _clusters(examples, np.flatnonzero(known))
    return Slice(
        name=name,
        texts=int(known.sum()),
        positive=int(truth[known].sum()),
        figures=tuple((label, interval(figure, clusters, seed)) for label, figure in figures.items()),
    )


def interval(figure: Callable[[Numbers], float], clusters: Sequence[Numbers], seed: int) -> Figure:
    """A figure over all texts, and between which values it lies in 95 of 100 samples of them, drawn by the cluster."""
    rows = np.concatenate(clusters)
    sizes = np.array([len(one) for one in clusters])
    starts = np.cumsum(sizes) - sizes
    random = np.random.default_rng(seed)
    found: list[float] = []
    for draw in random.integers(0, len(clusters), (ROUNDS, len(clusters))):
        drawn = sizes[draw]
        # Where each drawn cluster starts in `rows`, then counting on from there.
        first = np.repeat(starts[draw] - (np.cumsum(drawn) - drawn), drawn)
        found.append(figure(rows[first + np.arange(len(first))]))
    low, high = np.percentile(found, [2.5, 97.5])
    return Figure(value=figure(rows), low=float(low), high=float(high))


def _clusters(examples: Sequence[Example], rows: Numbers) -> list[Numbers]:
    """Texts that stand and fall together: of one day, or each by itself where there is no day."""
    found: dict[object, list[int]] = {}
    for row in rows:
        example = examples[row]
        found.setdefault((example.source, example.day) if example.day else int(row), []).append(int(row))
    return [np.array(one, dtype=np.int64) for one in found.values()]


def slices(
    examples: Sequence[Example], logits: Floats, threshold: float, *, seed: int, by_language: bool = True
) -> tuple[Slice, ...]:
    """The relevance head on everything, by source, and by language of what isn't from Wikipedia."""
    parts: dict[str, list[int]] = {"all": []}
    for row, one in enumerate(examples):
        if one.relevant is None:
            continue
        names = ["all", one.source]
        names += [f"written, {one.language}"] if by_language and one.day is None and one.language else []
        for name in names:
            parts.setdefault(name, []).append(row)
    return tuple(
        relevance_slice(name, [examples[row] for row in rows], logits[rows], threshold, seed)
        for name, rows in parts.items()
        if rows
    )


def table(found: Sequence[Slice]) -> list[str]:
    """The slices as lines of a Markdown table."""
    if not found:
        return []
    names = [name for name, _ in found[0].figures]
    lines = [f"| texts | n | positive | {' | '.join(names)} |", "|---|---:|---:|" + "---|" * len(names)]
    lines += [
        f"| {one.name} | {one.texts} | {one.positive} | {' | '.join(str(figure) for _, figure in one.figures)} |"
        for one in found
    ]
    return lines


def log_loss(truth: Flags, logits: Floats) -> float:
    """Mean cost of what was said, in natural units: sure and wrong is dear."""
    return float(np.logaddexp(0, np.where(truth, -logits, logits)).mean()) if len(truth) else 0.0
