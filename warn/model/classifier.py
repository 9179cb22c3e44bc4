"""The classifier's weights, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FACTS_FILE = "classifier.json"
"""What a folder holds that holds a classifier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Platt's line from a head's raw sum to calibrated log-odds."""

    slope: float
    offset: float

    def __call__(self, raw: float) -> float:
        return self.slope * raw + self.offset


AS_IT_IS = Scale(slope=1.0, offset=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A linear classifier over n-grams with two heads: relevant or not, and indicator family."""

    version: str
    """Hex digest of the weights file."""
    grams: Mapping[str, int]
    """N-gram -> its row: `killed` a word, `killed in` two in a row, `~_kil` letters of a word (`_` its edge)."""
    values: Sequence[float]
    """Per row how much an occurrence counts: its rarity, as measured in training."""
    weights: Sequence[float]
    """Per row the relevance head's weight."""
    intercept: float
    scale: Scale
    threshold: float
    """Probability from which the relevance head says yes: the best F1 on the texts it was calibrated on."""
    families: tuple[str, ...] = ()
    family_weights: bytes = b""
    """The family head's weights, row after row, one half-precision float a family. It knows the first rows alone."""
    family_intercepts: tuple[float, ...] = ()
    family_scale: Scale = AS_IT_IS
    family_threshold: float = 0.5
    """Probability from which the family head says yes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermShare:
    """What one word of a text, or two in a row, added to the relevance head's log-odds."""

    words: str
    value: float
    grams: tuple[tuple[str, float], ...]
    """The n-grams behind it, each with its share, strongest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the relevance head makes of one text, term by term: base and terms sum to the log-odds."""

    logit: float
    """Calibrated log-odds."""
    base: float
    """Log-odds of a text of which no n-gram is known."""
    terms: tuple[TermShare, ...]
    """Strongest first, whichever way they pull."""
