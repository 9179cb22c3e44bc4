"""Terms as byte patterns of automata; a text read by them, with where each of them stands in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from warn.core.normalise import ODD, Normal, normalise, quick, sentences, thorough, words_of
from warn.core.numbers.language import LANGUAGES, language_of
from warn.core.numbers.quantities import Quantity, quantities
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
    """A term's folded words; `trigger` is the one that is searched for. Known by identity, not by value."""

    words: tuple[bytes, ...]
    prefixes: tuple[bool, ...]
    slack: int
    trigger: int
    pattern: int

    def fits(self, index: int, word: bytes) -> bool:
        return word.startswith(self.words[index]) if self.prefixes[index] else word == self.words[index]


def term_words(term: Term) -> tuple[tuple[bytes, bool], ...]:
    """Folded words of a term, each with whether it is a prefix; empty where it holds no word."""
    return folded_words(term.text)


@lru_cache(maxsize=100_000)  # a term is looked at when it is read, when it is compiled, and by lint
def folded_words(text: str) -> tuple[tuple[bytes, bool], ...]:
    """As `term_words`, of a term's text."""
    return tuple(word for chunk in text.split() for word in _folded_chunk(chunk))


@lru_cache(maxsize=50_000)  # terms of a language share their words
def _folded_chunk(chunk: str) -> tuple[tuple[bytes, bool], ...]:
    words = words_of(chunk)
    last = len(words) - 1 if chunk.endswith("*") else -1
    return tuple((word, position == last) for position, word in enumerate(words))


class Vocabulary:
    """Collects terms, then becomes what finds them."""

    def __init__(self) -> None:
        self._patterns: dict[bytes, int] = {}
        self._terms: dict[Term, CompiledTerm] = {}

    def add(self, term: Term) -> CompiledTerm:
        """The term compiled: once, however many rules take it from a list."""
        known = self._terms.get(term)
        if known is None:
            known = self._terms[term] = self._compiled(term)
        return known

    def _compiled(self, term: Term) -> CompiledTerm:
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

    def automaton(self) -> Automaton:
        """What finds all the terms."""
        return Automaton(self._patterns)

    def reader(self, gates: Mapping[frozenset[int], frozenset[int]]) -> Reader:
        """What finds the terms in texts; `gates` as Reader takes them."""
        return Reader(tuple(self._patterns), gates)


SMALL = 30_000
"""Bytes of patterns up to which an automaton as a table of every step is fastest, as measured; it takes 8 MB there."""


class Automaton:
    """Byte patterns, all searched in one pass."""

    def __init__(self, patterns: Iterable[bytes], *, compact: bool = False) -> None:
        patterns = tuple(patterns)
        # A contiguous automaton is 10 times smaller than a table: faster, where the table would fall out of the cache.
        small = _size(patterns) <= SMALL and not compact
        kind = Implementation.DFA if small else Implementation.ContiguousNFA
        self._search = BytesAhoCorasick(patterns, implementation=kind)

    def search(self, normal: Normal) -> list[Match]:
        """Everything found in a folded text."""
        found: list[Match] = self._search.find_matches_as_indexes(normal.buffer, overlapping=True)
        return found


class Part:
    """Some of a vocabulary's patterns with an automaton of their own."""

    def __init__(self, patterns: tuple[bytes, ...], chosen: Iterable[int]) -> None:
        self._numbers = sorted(chosen)
        self._automaton = Automaton((patterns[number] for number in self._numbers), compact=True)

    def search(self, normal: Normal) -> set[int]:
        return {self._numbers[match[0]] for match in self._automaton.search(normal)}


FEW = 2
"""Parts searched one by one; beyond that one search for everything is faster."""


class Reader:
    """Folds texts and finds a vocabulary's patterns in them, in one pass or two.

    The first pass stays small enough for the processor's cache, however many rules there are. It tells the texts that
    need thorough folding. Where all patterns are few it finds them all; where they are many, the gates alone. Most
    texts hold nothing of them and end there. Behind a gate only the patterns of its own rules are searched for.

    `gates`: sets of patterns, each with the patterns that matter only where something of the set occurs.
    """

    def __init__(self, patterns: tuple[bytes, ...], gates: Mapping[frozenset[int], frozenset[int]]) -> None:
        self._whole = _size(patterns) <= SMALL
        gate = sorted(frozenset().union(*gates))
        first = patterns if self._whole else tuple(patterns[number] for number in gate)
        self._gated = not self._whole and 0 < _size(first) <= SMALL
        if not self._whole and not self._gated:
            first = ()
        self._odd = len(first)
        """Numbers from here on are those of odd patterns."""
        self._first = Automaton((*first, *ODD))
        self._everything = Automaton(patterns)
        # Where gates share what is behind them, parts are hardly faster than everything, and long in the making.
        apart = self._gated and sum(map(len, gates.values())) <= 2 * len(patterns)
        self._parts = [Part(patterns, behind) for behind in gates.values()] if apart else []
        self._opens: dict[int, list[int]] = {}
        """Per pattern of the first pass the parts behind it."""
        for part, clause in enumerate(gates):
            for number in clause:
                self._opens.setdefault(bisect_left(gate, number), []).append(part)

    def read(self, title: str, summary: str) -> tuple[Normal, set[int]]:
        """The folded text and what of the vocabulary occurs in it, as far as it matters."""
        text = f"{title}{GAP}{summary}"
        normal = quick(text)
        found = self._first.search(normal)
        if found and max(found)[0] >= self._odd:
            normal = thorough(text)
            # What is odd even now, like a mark that composes with nothing, is so by right.
            found = [match for match in self._first.search(normal) if match[0] < self._odd]
        if self._whole:
            return normal, {match[0] for match in found}
        if not self._gated:
            return normal, {match[0] for match in self.search(normal)}
        return normal, self._behind(normal, found) if found else set()

    def _behind(self, normal: Normal, found: list[Match]) -> set[int]:
        """What occurs of the parts behind gates of which something was found."""
        opened = {part for match in found for part in self._opens[match[0]]}
        if len(opened) > FEW or not self._parts:
            return {match[0] for match in self.search(normal)}
        return set().union(*(self._parts[part].search(normal) for part in opened))

    def search(self, normal: Normal) -> list[Match]:
        """Everything of the vocabulary in a folded text, with its places."""
        return self._everything.search(normal)


def _size(patterns: Iterable[bytes]) -> int:
    return sum(map(len, patterns))


class Passage:
    """An item's text with what was found in it."""

    def __init__(self, item: Item, normal: Normal, found: Iterable[Match], sides: Mapping[str, Sequence[str]]) -> None:
        self.item = item
        self.title = title = item.title
        self._sides = sides
        self.normal = normal
        self.summary = normal.text[len(title) + len(GAP) :]
        self.words = normal.words
        self.title_words = normal.words_before(len(title))
        self._offsets: dict[int, int] = {}
        self._sentences: dict[str, tuple[tuple[int, int], ...]] = {}
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

    # Bytes are turned into words and characters one by one, when asked for: of the hundred words of a text a hit
    # names four, and most texts make no hit.

    def offset_of(self, word: int) -> tuple[str, int]:
        """Field and character offset in it at which a word starts."""
        offset = self._offsets.get(word)
        if offset is None:
            offset = self._offsets[word] = self.normal.offset(self.normal.start_of(word))
        return self._in_field(offset)

    def end_of(self, word: int) -> int:
        """Character offset, in its field, just after a word."""
        # The character after the last one: what is dropped behind it belongs to no word.
        last = self.normal.offset(self.normal.start_of(word) + len(self.words[word]) - 1)
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
    def quantities(self) -> tuple[tuple[Span, Quantity], ...]:
        """Numbers of the text, with the words that say them."""
        language = self.language if self.language in LANGUAGES else "en"
        found: list[tuple[Span, Quantity]] = []
        for field in ("title", "summary"):
            text = self.field_text(field)
            tokens = normalise(text).tokens
            for one in quantities(text, language):
                span = self.span_at(field, tokens[one.first].start, tokens[one.last].end)
                found.extend([(span, one)] if span is not None else [])
        return tuple(found)

    def span_at(self, field: str, start: int, end: int) -> Span | None:
        """The words that hold these characters of a field; None where no word does."""
        before = 0 if field == "title" else len(self.title) + len(GAP)
        first = self.normal.words_before(before + start)
        last = self.normal.words_before(before + end) - 1
        return Span(first, last) if first <= last else None

    def sentences(self, field: str) -> tuple[tuple[int, int], ...]:
        """Start and end of each sentence of a field, in order."""
        known = self._sentences.get(field)
        if known is None:
            known = self._sentences[field] = sentences(self.field_text(field))
        return known

    def field_text(self, field: str) -> str:
        return self.title if field == "title" else self.summary

    def find(self, term: CompiledTerm) -> tuple[Span, ...]:
        """Where a term stands, in order."""
        starts = self.starts.get(term.pattern)
        if starts is None:
            return ()
        spans = self._spans.get(term)
        if spans is None:
            found = (self._phrase(term, self.normal.word_at(start)) for start in starts)
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
