"""Texts as rows of numbers for scikit-learn: the same n-grams, values and length that `warn.core.classify` applies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from warn.core.classify import grams_of, pairs_of, words_of

Floats = npt.NDArray[np.float64]
Rows = Any
"""A sparse matrix: scipy has no types."""
PIECE_SHARE = 0.3
"""Of its rarity that a piece of a word counts by: a word has dozens of them."""
MIN_WORD, MIN_PIECE = 2, 3
"""Texts in which an n-gram must occur to be learnt at all."""


def counts(texts: Sequence[str], grams: Mapping[str, int]) -> Rows:
    """How often each known n-gram counts in each text."""
    memo: dict[bytes, npt.NDArray[np.int32]] = {}
    found: list[npt.NDArray[np.int32]] = []
    for text in texts:
        words = words_of(text)
        for word in words:
            if word not in memo:
                memo[word] = _rows_of(grams_of(word), grams)
        pairs = _rows_of((pair.decode("utf-8", "replace") for pair in set(pairs_of(words))), grams)
        found.append(np.concatenate([*(memo[word] for word in dict.fromkeys(words)), pairs, np.empty(0, np.int32)]))
    ends = np.cumsum([0, *map(len, found)])
    columns = np.concatenate(found) if found else np.empty(0, np.int32)
    matrix = sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(texts), len(grams)))
    matrix.sum_duplicates()
    return matrix


def _rows_of(found: Any, grams: Mapping[str, int]) -> npt.NDArray[np.int32]:
    return np.array([grams[gram] for gram in found if gram in grams], dtype=np.int32)


def vocabulary(texts: Sequence[str]) -> tuple[str, ...]:
    """Every n-gram that occurs in enough of the texts, in alphabetical order."""
    tally: dict[str, int] = {}
    pieces: dict[bytes, tuple[str, ...]] = {}
    for text in texts:
        words = words_of(text)
        here: set[str] = {pair.decode("utf-8", "replace") for pair in pairs_of(words)}
        for word in set(words):
            if word not in pieces:
                pieces[word] = grams_of(word)
            here.update(pieces[word])
        for gram in here:
            tally[gram] = tally.get(gram, 0) + 1
    return tuple(sorted(gram for gram, count in tally.items() if count >= (MIN_PIECE if gram[0] == "~" else MIN_WORD)))


def rarity(counted: Rows, grams: Sequence[str]) -> Floats:
    """What an occurrence of each n-gram counts: the smoothed inverse document frequency, in single precision as it
    will be stored."""
    frequency = np.bincount(counted.indices, minlength=len(grams))
    values = np.log((1 + counted.shape[0]) / (1 + frequency)) + 1
    values *= np.where([gram[0] == "~" for gram in grams], PIECE_SHARE, 1.0)
    return np.asarray(values.astype(np.float32), dtype=np.float64)


def weighted(counted: Rows, values: Floats) -> Rows:
    """Counts times values, each row divided by its length."""
    squares = np.asarray(counted @ (values * values)).ravel()
    length = np.sqrt(np.where(squares > 0, squares, 1.0))
    return (sparse.diags(1 / length) @ counted @ sparse.diags(values)).tocsr()
