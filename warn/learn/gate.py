"""Whether a new model may replace the old one: only if it is not worse on texts that neither of them learnt from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from warn.core.classify import Classifier
from warn.edge.model_files import ModelFile
from warn.learn.data import Example
from warn.learn.evaluate import Figure, average_precision, interval, log_loss
from warn.learn.features import Floats
from warn.learn.train import relevant

ENOUGH = 20
"""Texts that both can be asked about; fewer decide nothing."""
SLACK = {"average precision": 0.002, "log-loss": 0.02}
"""By so much each may be worse: what a text or two in a hundred do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the gate decided, with why."""

    accepted: bool
    why: str
    texts: int = 0
    """On how many texts the two were compared."""
    old: tuple[tuple[str, float], ...] = ()
    new: tuple[tuple[str, float], ...] = ()
    gain: Figure | None = None
    """Average precision of the new one less that of the old."""


def decide(old: ModelFile, kept: Sequence[Example], logits: Floats, *, seed: int) -> Verdict:
    """Hold the log-odds that a new model, fitted without them, gives the kept texts against those of the old.

    The old one's twin was asked about most of them before it saw them; what neither it nor the old model has seen is
    put to the old model now; the rest can't be compared.
    """
    before = _before(old, kept)
    truth, known = relevant(kept)
    rows = np.flatnonzero(known & ~np.isnan(before))
    if len(rows) < ENOUGH or truth[rows].all() or not truth[rows].any():
        why = f"only {len(rows)} texts, or all of one kind, that neither model has seen: too few to tell"
        return Verdict(accepted=False, why=why, texts=len(rows))
    now, then, true = logits[rows], before[rows], truth[rows]
    figures = [(("AP", average_precision(true, one)), ("log-loss", log_loss(true, one))) for one in (then, now)]
    (old_ap, old_loss), (new_ap, new_loss) = ([value for _, value in one] for one in figures)
    gain = interval(
        lambda chosen: average_precision(true[chosen], now[chosen]) - average_precision(true[chosen], then[chosen]),
        [np.array([row]) for row in range(len(rows))],
        seed,
    )
    worse = [
        name
        for name, lost in (("average precision", old_ap - new_ap), ("log-loss", new_loss - old_loss))
        if lost > SLACK[name]
    ]
    why = f"worse in {' and '.join(worse)}" if worse else "not worse"
    return Verdict(
        accepted=not worse,
        why=f"{why} on {len(rows)} texts that neither has seen: AP {old_ap:.3f} -> {new_ap:.3f}, "
        f"log-loss {old_loss:.3f} -> {new_loss:.3f}",
        texts=len(rows),
        old=figures[0],
        new=figures[1],
        gain=gain,
    )


def _before(old: ModelFile, kept: Sequence[Example]) -> Floats:
    """The old model's log-odds of each text; not a number where it can't be asked."""
    found = np.full(len(kept), np.nan)
    classifier = Classifier(old.model)
    for row, one in enumerate(kept):
        if one.digest in old.kept:
            found[row] = old.kept[one.digest]
        elif one.digest not in old.seen:
            found[row] = classifier.logit(one.text)
    return found
