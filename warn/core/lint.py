"""What is amiss with rules that load: tests that fail or lack, terms and rules that decide nothing or too much."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from warn.core.explain import item_of, run_tests
from warn.core.judge import Judge
from warn.core.match.automaton import Passage, Vocabulary, folded_words, term_words
from warn.model.item import Item
from warn.model.rule import (
    ActorNamed,
    All,
    AnyOf,
    AnyTerm,
    Condition,
    Counted,
    InField,
    Near,
    Not,
    PlaceNamed,
    Rule,
    Term,
    TermList,
)
from warn.model.rulebook import RuleBook

TESTS_WANTED = 2
"""Lines that must fire, and lines that must stay silent, for each language a rule claims."""


class Kind(StrEnum):
    FAILS = "test fails"
    MISSING_TESTS = "missing tests"
    UNUSED_LIST = "unused list"
    DEAD_TERM = "dead term"
    SHADOWED = "shadowed rule"
    NO_PLACE = "no place"
    TOO_COMMON = "hits too much"
    UNVERIFIED = "unverified term"

    @property
    def is_error(self) -> bool:
        return self is Kind.FAILS


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    kind: Kind
    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.kind}: {self.message}"


def lint(judge: Judge, items: Sequence[Item] = (), *, common: float = 0.02) -> tuple[Finding, ...]:
    """Everything that is amiss, by file and line. With stored `items` also terms that occur in more than the share
    `common` of them, and rules that never lead in what they hit.
    """
    book = judge.rulebook
    found = [
        *_failing(judge),
        *_missing_tests(book),
        *_unused_lists(book),
        *_dead_terms(book),
        *_placeless(book),
        *_shadowed(judge, items),
        *_unverified(book),
        *(_too_common(book, items, common) if items else ()),
    ]
    return tuple(sorted(found, key=lambda one: (one.file, one.line, one.kind, one.message)))


def _failing(judge: Judge) -> Iterator[Finding]:
    for one in run_tests(judge.rulebook, judge.matcher):
        if not one.passed:
            yield _about(one.rule, Kind.FAILS, one.said)


def _missing_tests(book: RuleBook) -> Iterator[Finding]:
    """A rule claims the languages that its tests name."""
    for rule in book.rules:
        fires = Counter(line.language for line in rule.tests.fires)
        silent = Counter(line.language for line in rule.tests.silent)
        for language in sorted({*fires, *silent} or {""}):
            for name, count in (("fires", fires[language]), ("silent", silent[language])):
                if count < TESTS_WANTED:
                    of = f" in {language}" if language else ""
                    message = f"{rule.id}: {count} of {TESTS_WANTED} lines under {name!r}{of}"
                    yield _about(rule, Kind.MISSING_TESTS, message)


def _unused_lists(book: RuleBook) -> Iterator[Finding]:
    used = {term for rule in book.rules for condition in (rule.when, rule.exclude) for term in terms_of(condition)}
    for one in book.lists:
        if used.isdisjoint(one.terms):
            yield _of_list(one, Kind.UNUSED_LIST, f"${one.name}: no rule uses it")


def _dead_terms(book: RuleBook) -> Iterator[Finding]:
    """A term that another of its list and language finds wherever it stands, by as many words. A longer term than the
    other isn't dead: a guard's word inside it strikes nothing."""
    for one in book.lists:
        for _, terms in one.languages:
            for cover, term in _covered(terms):
                yield _of_list(one, Kind.DEAD_TERM, f"${one.name}: {cover.text!r} already finds {term.text!r}")


def _covered(terms: Sequence[Term]) -> Iterator[tuple[Term, Term]]:
    by_start: dict[tuple[int, bytes], list[Term]] = {}
    for term in terms:
        words = term_words(term)
        by_start.setdefault((len(words), words[0][0]), []).append(term)
    for term in terms:
        cover = next((other for other in _rivals(term, by_start) if other != term and _covers(other, term)), None)
        if cover is not None:
            yield cover, term


def _rivals(term: Term, by_start: dict[tuple[int, bytes], list[Term]]) -> Iterator[Term]:
    words = term_words(term)
    first = words[0][0]
    for size in range(1, len(first) + 1):
        yield from by_start.get((len(words), first[:size]), ())


def _covers(wide: Term, narrow: Term) -> bool:
    pairs = zip(term_words(wide), term_words(narrow), strict=True)
    return wide.slack >= narrow.slack and all(
        other.startswith(text) if is_prefix else (text, False) == (other, other_is_prefix)
        for (text, is_prefix), (other, other_is_prefix) in pairs
    )


def _placeless(book: RuleBook) -> Iterator[Finding]:
    """A watch that names places has rules that could fire anywhere in the world."""
    with_places = {watch.id for watch in book.watches if watch.places}
    for rule in book.rules:
        if rule.watch in with_places and rule.severity > 1 and not _placed(rule.when):
            message = f"{rule.id} asks for no place, actor or side of the watch: it may fire on news of anywhere"
            yield _about(rule, Kind.NO_PLACE, message)


def _placed(condition: Condition) -> bool:
    match condition:
        case PlaceNamed() | ActorNamed():
            return True
        case All(parts=parts) | AnyOf(parts=parts):
            return any(_placed(part) for part in parts)
        case InField(part=part):
            return _placed(part)
        case _:
            return False


def _shadowed(judge: Judge, items: Sequence[Item]) -> Iterator[Finding]:
    """A rule that always hits together with one stronger rule of its family: it never decides anything."""
    stronger: dict[str, set[str]] = {}
    hits: Counter[str] = Counter()
    for item in (*_examples(judge.rulebook), *items):
        counting = [hit for _, hit in judge.matcher.hits(item) if hit.counts]
        for hit in counting:
            hits[hit.rule] += 1
            above = {
                other.rule
                for other in counting
                if other.indicator == hit.indicator and (other.severity, other.weight) > (hit.severity, hit.weight)
            }
            stronger[hit.rule] = stronger[hit.rule] & above if hit.rule in stronger else above
    for rule in judge.rulebook.rules:
        for other in sorted(stronger.get(rule.id, ())):
            message = f"{rule.id}: all its {hits[rule.id]} hits are hits of the stronger {other}"
            yield _about(rule, Kind.SHADOWED, message)


def _examples(book: RuleBook) -> Iterator[Item]:
    for rule in book.rules:
        for line in rule.tests.fires:
            yield item_of(line.title, line.summary, line.language)


def _too_common(book: RuleBook, items: Sequence[Item], common: float) -> Iterator[Finding]:
    """Terms of lists that occur in a large share of stored items."""
    counted = _occurrences({term for one in book.lists for term in one.terms}, items)
    for one in book.lists:
        for term in one.terms:
            share = counted[term] / len(items)
            if share > common:
                message = f"${one.name}: {term.text!r} stands in {share:.1%} of {len(items)} stored items"
                yield _of_list(one, Kind.TOO_COMMON, message)


def _occurrences(terms: Iterable[Term], items: Sequence[Item]) -> Counter[Term]:
    """In how many items each term stands."""
    vocabulary = Vocabulary()
    compiled = [(term, vocabulary.add(term)) for term in terms]
    reader = vocabulary.reader({})
    counted: Counter[Term] = Counter()
    for item in items:
        normal, _ = reader.read(item.title, item.summary)
        passage = Passage(item, normal, reader.search(normal), {})
        counted.update(term for term, one in compiled if passage.find(one))
    return counted


def _unverified(book: RuleBook) -> Iterator[Finding]:
    """A term that none of the texts seen in its language holds: right by the dictionary or by somebody's word."""
    seen = {language: SeenWords(folded_words(text) for text in texts) for language, texts in book.seen}
    for one in book.lists if seen else ():
        for language, terms in one.languages:
            texts = seen.get(language)
            unseen = [term.text for term in terms if texts is None or not texts.holds(term)]
            if unseen:
                yield _of_list(one, Kind.UNVERIFIED, f"${one.name}, {language}: {', '.join(unseen)}")


class SeenWords:
    """Texts of one language by their words, to be asked for a term."""

    def __init__(self, texts: Iterable[tuple[tuple[bytes, bool], ...]]) -> None:
        self._by_word: dict[bytes, list[tuple[bytes, ...]]] = {}
        for words in texts:
            text = tuple(word for word, _ in words)
            for word in text:
                self._by_word.setdefault(word, []).append(text)
        self._sorted = sorted(self._by_word)

    def holds(self, term: Term) -> bool:
        """Some text has words that the term finds, one after the other, others between them aside."""
        words = folded_words(term.text)
        return any(_in_order(words, text) for word in self._like(*words[0]) for text in self._by_word[word])

    def _like(self, word: bytes, is_prefix: bool) -> Iterator[bytes]:
        if not is_prefix:
            yield from (word,) if word in self._by_word else ()
            return
        start = bisect_left(self._sorted, word)
        for other in self._sorted[start:]:
            if not other.startswith(word):
                return
            yield other


def _in_order(words: tuple[tuple[bytes, bool], ...], text: tuple[bytes, ...]) -> bool:
    rest = iter(text)
    return all(
        any(other.startswith(word) if is_prefix else other == word for other in rest) for word, is_prefix in words
    )


def terms_of(condition: Condition | None) -> Iterator[Term]:
    """Every term that a condition looks for."""
    match condition:
        case AnyTerm(terms=terms):
            yield from terms
        case Near(groups=groups):
            yield from (term for group in groups for term in group.terms)
        case All(parts=parts) | AnyOf(parts=parts):
            yield from (term for part in parts for term in terms_of(part))
        case InField(part=part) | Not(part=part):
            yield from terms_of(part)
        case Counted(unit=unit) if unit is not None:
            yield from unit.terms
        case _:
            return


def _about(rule: Rule, kind: Kind, message: str) -> Finding:
    return Finding(kind=kind, file=rule.file, line=rule.line, message=message)


def _of_list(one: TermList, kind: Kind, message: str) -> Finding:
    return Finding(kind=kind, file=one.file, line=one.line, message=message)
