"""What the automata find in a text is what reading it word by word finds, in mixed scripts and with odd characters."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from warn.core.explain import item_of
from warn.core.match.automaton import GAP, SMALL, Automaton, CompiledTerm, Passage, Span, Vocabulary, term_words
from warn.core.match.matcher import published
from warn.core.normalise import Token, thorough
from warn.model.rule import Term

# Words that share beginnings, look alike across scripts, or hold what folding drops, composes or reads otherwise.
WORDS = (
    "post posts пост посты поста роst pоst по́ст posт post-post ı i İl il ІЛ ёж еж е\u0308ж e\u0301t ét əsr əѕr лачин "
    "Lachin Лачи́н анцакет անցակետ անցակե՛տը Ի՞նչ cor\u00adridor corridor «x» №5 5 a а b \u0301 \u0344a 🎉y "
    "y\u2028z q\u036f 中文 ძველი"
)
words = st.sampled_from(WORDS.split(" "))
odd = st.text(alphabet="aаpрoоiıİIеёЁéçşəҺ\u0301\u0308\u0327\u00ad՛։«».,-5 ", min_size=1, max_size=6)
texts = st.lists(words | odd, max_size=12).map(" ".join) | st.lists(words, max_size=8).map(",\u00a0".join)
stems = words.map(lambda word: f"{word}*")
terms = st.builds(
    Term, text=st.lists(words | stems | odd, min_size=1, max_size=3).map(" ".join), slack=st.integers(0, 2)
).filter(term_words)


@cache
def filler() -> tuple[Term, ...]:
    """Enough other terms that a vocabulary is searched in two passes."""
    count = SMALL // 7 + 1
    return tuple(Term(text=f"zz{number:05}") for number in range(count))


def read_word_by_word(term: CompiledTerm, tokens: tuple[Token, ...], title: int) -> set[Span]:
    """The meaning of a term, spelt out: from each trigger word the nearest way to the end and to the beginning."""

    def fits(index: int, at: int) -> bool:
        word, wanted = tokens[at].text, term.words[index].decode()
        return word.startswith(wanted) if term.prefixes[index] else word == wanted

    def ends(at: int, indexes: range, step: int) -> list[int]:
        steps = product(range(1, term.slack + 2), repeat=len(indexes))
        ways = ([at, *(at + step * sum(taken[: n + 1]) for n in range(len(taken)))] for taken in steps)
        inside = (way for way in ways if 0 <= way[-1] < len(tokens))
        return [way[-1] for way in inside if all(fits(*one) for one in zip(indexes, way[1:], strict=True))]

    found: set[Span] = set()
    for at in range(len(tokens)):
        if fits(term.trigger, at):
            first = max(ends(at, range(term.trigger - 1, -1, -1), -1), default=None)
            last = min(ends(at, range(term.trigger + 1, len(term.words)), 1), default=None)
            if first is not None and last is not None and (first < title) == (last < title):
                found.add(Span(first, last))
    return found


@pytest.mark.parametrize("passes", [1, 2])
@settings(max_examples=150, deadline=None)
@given(wanted=st.lists(terms, min_size=1, max_size=6), gated=st.booleans(), title=texts, summary=texts)
@example(wanted=[Term(text="post*")], gated=True, title="a pоst", summary="")
@example(wanted=[Term(text="a")], gated=True, title="", summary="\u0344a \u0344")
def test_the_automata_find_what_reading_finds(
    passes: int, wanted: list[Term], gated: bool, title: str, summary: str
) -> None:
    vocabulary = Vocabulary()
    compiled = [vocabulary.add(term) for term in wanted]
    for term in filler() if passes == 2 else ():
        vocabulary.add(term)
    gate, behind = frozenset({compiled[0].pattern}), frozenset(term.pattern for term in compiled)
    reader = vocabulary.reader({gate: behind} if gated else {})
    item = item_of(title, summary)

    tokens = thorough(f"{title}{GAP}{summary}").tokens
    in_title = sum(token.start < len(title) for token in tokens)
    normal, patterns = reader.read(title, summary)
    passage = Passage(item, normal, reader.search(normal), {})
    assert [word.decode() for word in passage.words] == [token.text for token in tokens]
    assert passage.title_words == in_title
    for term in compiled:
        found = passage.find(term)
        assert set(found) == read_word_by_word(term, tokens, in_title)
        assert all(one <= other for one, other in pairwise(found))
        for first, last in found:
            start = tokens[first].start - (0 if first < in_title else len(title) + len(GAP))
            assert passage.offset_of(first) == ("title" if first < in_title else "summary", start)
            shown = published(passage, (first, last))
            whole = normal.text[tokens[first].start : tokens[last].end]
            # Marks behind the last letter are the word's, but need not be shown.
            assert shown == whole[: len(shown)]
            assert not MARKS.sub("", whole[len(shown) :])

    is_open = passes == 1 or not gated or compiled[0].pattern in passage.patterns
    assert patterns == (passage.patterns if is_open else set())


MARKS = re.compile("[\u0300-\u036f\u00ad\u055a-\u055f]+")


@settings(max_examples=100, deadline=None)
@given(texts, texts, st.data())
def test_characters_and_words_lead_to_one_another(title: str, summary: str, data: st.DataObject) -> None:
    vocabulary = Vocabulary()
    vocabulary.add(Term(text="post"))
    item = item_of(title, summary)
    reader = vocabulary.reader({})
    normal, _ = reader.read(title, summary)
    passage = Passage(item, normal, reader.search(normal), {})
    if passage.words:
        word = data.draw(st.integers(0, len(passage.words) - 1))
        field, start = passage.offset_of(word)
        assert passage.span_at(field, start, passage.end_of(word)) == Span(word, word)


def test_a_vocabulary_without_terms_finds_nothing() -> None:
    reader = Vocabulary().reader({})
    assert reader.read("a post", "")[1] == reader.read("a роst", "")[1] == set()
    assert Automaton([]).search(thorough("post")) == []


def test_a_term_of_many_rules_is_compiled_once() -> None:
    vocabulary = Vocabulary()
    assert vocabulary.add(Term(text="post*")) is vocabulary.add(Term(text="post*"))
    assert vocabulary.add(Term(text="set up")) is not vocabulary.add(Term(text="set up", slack=1))
