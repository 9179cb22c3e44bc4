"""Terms as byte patterns of one automaton, and a text with where each of them stands in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from warn.core.normalise import ODD, Normal, quick, thorough, words_of
from warn.core.numbers.language import language_of
from warn.core.numbers.tolls import read_tolls
from warn.model.item import Item
from warn.model.rule import Term
from warn.model.toll import Toll

GAP = "\n\n"
"""What stands between title and summary: they are searched in one pass."""


Match = tuple[int, int, int]
"""Pattern, start, end."""


class Span(NamedTuple):
    """Words of a text, first to last, by index."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class CompiledTerm:
    """A term's folded words; `trigger` is the one that the automaton looks for. Known by identity, not by value."""

    words: tuple[bytes, ...]
    prefixes: tuple[bool, ...]
    slack: int
    trigger: int
    pattern: int

    def fits(self, index: int, word: bytes) -> bool:
        return word.startswith(self.words[index]) if self.prefixes[index] else word == self.words[index]


def term_words(term: Term) -> tuple[tuple[bytes, bool], ...]:
    """Folded words of a term, each with whether it is a prefix; empty where it holds no word."""
    found: list[tuple[bytes, bool]] = []
    for chunk in term.text.split():
        words = words_of(chunk)
        found.extend((word, chunk.endswith("*") and position == len(words) - 1) for position, word in enumerate(words))
    return tuple(found)


class Vocabulary:
    """Collects terms, then becomes the automaton over them."""

    def __init__(self) -> None:
        self._patterns: dict[bytes, int] = {}

    def add(self, term: Term) -> CompiledTerm:
        words = term_words(term)
        if not words:
            raise ValueError(f"term {term.text!r} holds no word")
        trigger = max(range(len(words)), key=lambda index: len(words[index][0]))
        word, is_prefix = words[trigger]
        pattern = b" " + word + (b"" if is_prefix else b" ")
        return CompiledTerm(
            words=tuple(word for word, _ in words),
            prefixes=tuple(is_prefix for _, is_prefix in words),
            slack=term.slack,
            trigger=trigger,
            pattern=self._patterns.setdefault(pattern, len(self._patterns)),
        )

    def build(self) -> Automaton:
        return Automaton(tuple(self._patterns))


class Automaton:
    """All patterns of a vocabulary and of text that needs thorough folding, in one pass."""

    def __init__(self, patterns: tuple[bytes, ...]) -> None:
        self._odd = frozenset(range(len(patterns), len(patterns) + len(ODD)))
        # The contiguous automaton is 10 times smaller than the DFA: with thousands of rules it is faster, in the cache.
        self._search = BytesAhoCorasick([*patterns, *ODD], implementation=Implementation.ContiguousNFA)

    def read(self, title: str, summary: str) -> tuple[Normal, list[Match], set[int]]:
        """The folded text, everything found in it, and which patterns that is."""
        text = f"{title}{GAP}{summary}"
        normal = quick(text)
        found = self.search(normal)
        patterns = {match[0] for match in found}
        if not patterns.isdisjoint(self._odd):
            normal = thorough(text)
            found = self.search(normal)
            patterns = {match[0] for match in found}
        return normal, found, patterns

    def search(self, normal: Normal) -> list[Match]:
        """(pattern, start, end) of everything found in a folded text."""
        found: list[Match] = self._search.find_matches_as_indexes(normal.buffer, overlapping=True)
        return found


class Passage:
    """An item's text with what was found in it."""

    def __init__(self, item: Item, normal: Normal, found: Iterable[Match], sides: Mapping[str, Sequence[str]]) -> None:
        self.item = item
        self.title = title = item.title
        self._sides = sides
        self.normal = normal
        self.summary = normal.text[len(title) + len(GAP) :]
        self.words = normal.words
        self._word_starts = _word_starts(normal.buffer, self.words)
        self.title_words = bisect_left(self._word_starts, len(title), key=normal.offset)
        self._found(found)

    def _found(self, found: Iterable[Match]) -> None:
        self.starts: dict[int, list[int]] = {}
        """Where each pattern was found: bytes at which words start."""
        for pattern, start, _ in found:
            self.starts.setdefault(pattern, []).append(start + 1)
        self.patterns = frozenset(self.starts)
        self._spans: dict[CompiledTerm, tuple[Span, ...]] = {}

    def searched_for(self, found: Iterable[Match]) -> Passage:
        """The same text with what another automaton found in it."""
        other = copy(self)
        other._found(found)
        return other

    def offset_of(self, word: int) -> tuple[str, int]:
        """Field and character offset in it at which a word starts."""
        return self._in_field(self.normal.offset(self._word_starts[word]))

    def end_of(self, word: int) -> int:
        """Character offset, in its field, just after a word."""
        start = self._word_starts[word]
        # The character after the last one: what is dropped behind it belongs to no word.
        last = self.normal.offset(start + len(self.words[word]) - 1)
        return self._in_field(last)[1] + 1

    def _in_field(self, offset: int) -> tuple[str, int]:
        if offset < len(self.title) + len(GAP) and self.title:
            return "title", offset
        return "summary", offset - len(self.title) - len(GAP)

    @cached_property
    def language(self) -> str:
        """ISO 639-1 code, by the script or as the item declares."""
        return language_of(f"{self.title} {self.summary}", self.item.language)

    @cached_property
    def tolls(self) -> tuple[Toll, ...]:
        """What the text counts of people killed, hurt, missing, taken or driven out."""
        return read_tolls(self.title, self.summary, language=self.language, sides=self._sides)

    @cached_property
    def quantities(self) -> tuple[tuple[Span, float], ...]:
        """Numbers of the text, with the words that say them."""
        return tuple((Span(index, index), float(word)) for index, word in enumerate(self.words) if word.isdigit())

    def span_at(self, field: str, start: int, end: int) -> Span | None:
        """The words that hold these characters of a field; None where no word does."""
        before = 0 if field == "title" else len(self.title) + len(GAP)
        first = bisect_left(self._word_starts, before + start, key=self.normal.offset)
        last = bisect_left(self._word_starts, before + end, key=self.normal.offset) - 1
        return Span(first, last) if first <= last else None

    def field_text(self, field: str) -> str:
        return self.title if field == "title" else self.summary

    def find(self, term: CompiledTerm) -> tuple[Span, ...]:
        """Where a term stands, in order."""
        starts = self.starts.get(term.pattern)
        if starts is None:
            return ()
        spans = self._spans.get(term)
        if spans is None:
            found = (self._phrase(term, bisect_left(self._word_starts, start)) for start in starts)
            spans = self._spans[term] = tuple(span for span in found if span is not None)
        return spans

    def _phrase(self, term: CompiledTerm, index: int) -> Span | None:
        if len(term.words) == 1:
            return Span(index, index)
        first = self._reach(term, index, -1)
        last = self._reach(term, index, 1)
        if first is None or last is None or (first < self.title_words) != (last < self.title_words):
            return None
        return Span(first, last)

    def _reach(self, term: CompiledTerm, index: int, step: int) -> int | None:
        """The nearest word at which the phrase, followed from its trigger in one direction, is complete."""
        reached = [index]
        position = term.trigger + step
        while 0 <= position < len(term.words) and reached:
            candidates = {at + step * ahead for at in reached for ahead in range(1, term.slack + 2)}
            reached = [at for at in candidates if 0 <= at < len(self.words) and term.fits(position, self.words[at])]
            position += step
        return min(reached, key=lambda at: abs(at - index), default=None)


def _word_starts(buffer: bytes, words: list[bytes]) -> list[int]:
    starts: list[int] = []
    position = 0
    for word in words:
        position = buffer.index(word, position)
        starts.append(position)
        position += len(word)
    return starts
