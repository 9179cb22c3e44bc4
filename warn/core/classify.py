"""The classifier applied: plain weights, no scikit-learn, no numpy.

A text is the set of its words. Each word stands for n-grams: itself and its pieces of 2 to 5 letters, edges marked;
two words in a row are an n-gram too. Each n-gram counts by its rarity, and the whole is divided by its length (the root
of the summed squares), so that long texts don't shout. So a word always adds the same to the sum and to the length,
whatever stands around it: both are worked out once and kept, and most texts are words met before.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from struct import Struct

from warn.core.normalise import normalise, quick
from warn.model.classifier import Model, Reading, TermShare

MAX_WORDS = 200
"""Of a text no more than the beginning is read: what happened stands there."""
MAX_LETTERS = 40
"""Of a word likewise: hostile text must not make it dear."""
PIECES = (2, 3, 4, 5)
MEMO = 200_000
"""Words kept at most, 30 MB; then the memo starts anew."""

_ONE_DIGIT = bytes(0x30 if 0x30 <= byte <= 0x39 else byte for byte in range(256))


def text_of(title: str, summary: str) -> str:
    return f"{title}\n\n{summary}"


def words_of(text: str) -> list[bytes]:
    """Folded words; every digit is a 0, so that years and tolls are learnt as shapes."""
    return quick(text).buffer.translate(_ONE_DIGIT).split(None, MAX_WORDS)[:MAX_WORDS]


def grams_of(word: bytes) -> tuple[str, ...]:
    """The n-grams that a word stands for, each once. What `quick` didn't fold rightly is folded here."""
    found: dict[str, None] = {}
    for part in normalise(word.decode("utf-8", "replace")).words:
        letters = part.decode("utf-8", "replace")[:MAX_LETTERS]
        found[letters] = None
        edged = f"_{letters}_"
        for size in PIECES:
            for start in range(len(edged) - size + 1):
                found["~" + edged[start : start + size]] = None
    return tuple(found)


def pairs_of(words: Iterable[bytes]) -> Iterator[bytes]:
    return map(b" ".join, pairwise(words))


class _Memo(dict[bytes, complex]):
    """Per word what it adds to the sum (real) and to the squared length (imaginary): one addition adds both."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self._model = model

    def __missing__(self, word: bytes) -> complex:
        if len(self) >= MEMO:
            self.clear()
        self[word] = found = sum((_share(self._model, gram) for gram in grams_of(word)), 0j)
        return found


class Classifier:
    """A model made ready. Safe to share between threads: two that learn one word learn the same."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._memo = _Memo(model)
        self._pairs = {gram.encode(): _share(model, gram) for gram in model.grams if " " in gram}
        self._row = Struct(f"<{len(model.families)}e")

    def logits(self, texts: Iterable[str]) -> list[float]:
        """Calibrated log-odds that each text is relevant."""
        return [self.model.scale(self._raw(words_of(text))) for text in texts]

    def logit(self, text: str) -> float:
        return self.logits((text,))[0]

    def raw(self, text: str) -> float:
        """The relevance head's sum before calibration: scikit-learn's decision function."""
        return self._raw(words_of(text))

    def _raw(self, words: list[bytes]) -> float:
        # In the order of the text: sums of floats must not hang on the order of a set.
        found = sum(map(self._memo.__getitem__, dict.fromkeys(words)), 0j)
        found += sum((self._pairs[pair] for pair in sorted(self._pairs.keys() & set(pairs_of(words)))), 0j)
        return self.model.intercept + (found.real / math.sqrt(found.imag) if found.imag else 0.0)

    def families(self, text: str) -> tuple[tuple[str, float], ...]:
        """Indicator families, each with the probability that the text reports it; the likeliest first."""
        model = self.model
        sums = [0.0] * len(model.families)
        square = 0.0
        for gram in self._known(words_of(text)):
            row = model.grams[gram]
            value = model.values[row]
            square += value * value
            start = row * self._row.size
            if start >= len(model.family_weights):
                continue
            weights = self._row.unpack_from(model.family_weights, start)
            sums = [total + value * weight for total, weight in zip(sums, weights, strict=True)]
        length = math.sqrt(square) or 1.0
        logits = [
            model.family_scale(intercept + total / length)
            for intercept, total in zip(model.family_intercepts, sums, strict=True)
        ]
        found = zip(model.families, map(_sigmoid, logits), strict=True)
        return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))

    def _known(self, words: list[bytes]) -> Iterator[str]:
        """Every n-gram of a text that the model knows, as often as it counts."""
        for word in dict.fromkeys(words):
            yield from (gram for gram in grams_of(word) if gram in self.model.grams)
        yield from (pair.decode() for pair in sorted(self._pairs.keys() & set(pairs_of(words))))

    def read(self, text: str) -> Reading:
        """Why the relevance head says what it says of a text."""
        words = words_of(text)
        terms = [(word, grams_of(word)) for word in dict.fromkeys(words)]
        terms += [(pair, (pair.decode(),)) for pair in sorted(self._pairs.keys() & set(pairs_of(words)))]
        shares = [(term, [(gram, _share(self.model, gram)) for gram in grams]) for term, grams in terms]
        length = math.sqrt(math.fsum(share.imag for _, grams in shares for _, share in grams)) or 1.0
        factor = self.model.scale.slope / length
        found = [_term(term, [(gram, share.real * factor) for gram, share in grams]) for term, grams in shares]
        found.sort(key=lambda one: (-abs(one.value), one.words))
        base = self.model.scale(self.model.intercept)
        logit = math.fsum((base, *(one.value for one in found)))
        return Reading(logit=logit, base=base, terms=tuple(one for one in found if one.value))


def _share(model: Model, gram: str) -> complex:
    row = model.grams.get(gram)
    if row is None:
        return 0j
    value = model.values[row]
    return complex(value * model.weights[row], value * value)


def _term(words: bytes, grams: list[tuple[str, float]]) -> TermShare:
    known = sorted((pair for pair in grams if pair[1]), key=lambda pair: (-abs(pair[1]), pair[0]))
    return TermShare(
        words=words.decode("utf-8", "replace"), value=math.fsum(value for _, value in known), grams=tuple(known)
    )


def _sigmoid(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(min(value, 700.0), -700.0)))
