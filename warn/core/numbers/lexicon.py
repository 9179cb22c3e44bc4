"""The words of one language by the part they play: compiled from plain lines, looked up by position.

A line is `role.value.form: term, term`, gone on with in indented lines; a term is words, each whole or, with a trailing
`*`, a beginning. Where two lines have one term, the first counts. The roles:

number    `num.5` (with `acc`, in the case of an object; with `both`, two spoken of before), `scale.1000` (alone one of
          it, after a number times it), `plural.12` (dozens; alone at least two of it), `vague.2` (several: at least
          so many), `unsaid` (many: a count nobody can use)
bounds    `min`, `over`, `max`, `under`, `about` before the number, `after.min` ... after it, `over.after` either;
          `range` between two, `from` before the first; `suffix` and `ordinal`: endings that hang on digits;
          `place`: endings of words that say where
people    `person.<who>.<form>`: `one`; `nom` and `obl`, one in the nominative or another case; `many`; `mod`, a noun
          that may as well describe another ("civilian car"); `folk`, of a people, and of a side where it has that
          word. `who.<who>`: an adjective that says who. `adj`: other words inside, as in "two more of its young
          soldiers"
outcome   `out.<kind>.<where its people stand>`: `left`; `right`; `both`: just before or behind; `free`: before or
          behind; `noun`: `left`, and people may follow too; `people`: `right`, and never a mere number; `near`:
          only just beside it. Kinds beyond those of TollKind: `loss` (only its absence can be read), `victim`
          (counted it is killed, denied it is both), `casualty` (so too, if nobody else is counted as killed or
          wounded), `detained` (captured, if by the other side). `unout.<kind>.<where>`: a negated form. `count`:
          makes an outcome a total ("number of"); `toll.<kind>` is both
negation  `no` before an outcome, `not` before a verb, `none` after an outcome, `nobody`, `hearsay` ("reports of")
the rest  `thing` isn't a person, `thing.owned` nor is what stands before it ("polis maşını"), `thing.crossing` is a
          place where people are stopped; `by` and `prep`; `and`; `break` opens another clause; `report`; `clear` says
          nothing; `part` ("including"); `pronoun`; `modal`; `deny` and what it may deny instead, `notdeny`; `total`;
          `rise`; `party` ("side"); `freed`; `home` (an arrest like any other); `move` (left, arrived: displaced if
          many did)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from warn.core.normalise import Token, words_of
from warn.core.numbers import words_az, words_en, words_fr, words_hy, words_ru, words_tr

_LINES = {
    "az": words_az.LINES,
    "en": words_en.LINES,
    "fr": words_fr.LINES,
    "hy": words_hy.LINES,
    "ru": words_ru.LINES,
    "tr": words_tr.LINES,
}


@dataclass(frozen=True, slots=True)
class Tag:
    role: str
    value: str = ""
    form: str = ""
    size: int = 1
    """Tokens it covers."""


_Rest = tuple[tuple[str, bool], ...]
"""The further words of a term, each with whether it is only a beginning."""


_OUTCOME, _MOVE, _NUMBER = "outcome", "move", "number"
_OPENINGS = {
    **dict.fromkeys(("out", "unout", "toll"), _OUTCOME),
    "move": _MOVE,
    **dict.fromkeys(("scale", "plural", "vague"), _NUMBER),
}


class Lexicon:
    """Terms by their first word. Lookups are cached a word: texts repeat themselves."""

    def __init__(self, terms: Iterable[tuple[str, Tag]]) -> None:
        self._exact: dict[str, list[tuple[_Rest, Tag]]] = {}
        self._stems: dict[str, list[tuple[_Rest, Tag]]] = {}
        self._endings: set[tuple[str, str]] = set()
        opening: list[tuple[_Rest, str]] = []
        common: Counter[str] = Counter()
        for term, tag in terms:
            words = _term_words(term)
            if tag.role in {"suffix", "ordinal", "place"}:
                self._endings.update((word, tag.role) for word, _ in words)
            elif words:
                # A word that is a term by itself, such as `to`, is likely to be common.
                common.update([word for word, _ in words] * (8 if len(words) == 1 else 1))
                (first, stem), rest = words[0], words[1:]
                sized = Tag(tag.role, tag.value, tag.form, len(words))
                (self._stems if stem else self._exact).setdefault(first, []).append((rest, sized))
                # The words that negate ("to kill") stand by a verb that opens for itself.
                if tag.role in _OPENINGS and not (rest and tag.role == "unout"):
                    opening.append((words, _OPENINGS[tag.role]))
        self._places = tuple(word for word, role in self._endings if role == "place")
        self._of = lru_cache(maxsize=8192)(self._candidates)
        self._openers = _openers(opening, common)
        self._opens = lru_cache(maxsize=8192)(self._opening)

    def _candidates(self, word: str) -> tuple[tuple[_Rest, Tag], ...]:
        """Everything that can begin with this word: most words first, then whole before stem, then longer stems."""
        found = list(self._exact.get(word, ()))
        for size in range(min(len(word), 24), 1, -1):
            found.extend(self._stems.get(word[:size], ()))
        return tuple(sorted(found, key=lambda candidate: -len(candidate[0])))

    def tags(self, tokens: Sequence[Token]) -> list[Tag | None]:
        """What begins at each token."""
        words = [token.text for token in tokens]
        return [self._tag(words, at) for at in range(len(words))]

    def _tag(self, words: Sequence[str], at: int) -> Tag | None:
        for rest, tag in self._of(words[at]):
            if not rest or _follows(words, at + 1, rest):
                return tag
        return None

    def ending(self, word: str, role: str) -> bool:
        """Whether this word is an ending of that role."""
        return (word, role) in self._endings

    def ends_as_place(self, word: str) -> bool:
        """Whether the word stands in a case that says where: from Karabakh, not of Karabakh."""
        return word.endswith(self._places) if self._places else False

    def may_toll(self, words: Iterable[str]) -> bool:
        """A quick look for what a toll can't do without: an outcome, or a move and a number."""
        opened = frozenset(map(self._opens, words))
        return _OUTCOME in opened or (_MOVE in opened and _NUMBER in opened)

    def _opening(self, word: str) -> str:
        found = {self._openers.get((word, False), "")}
        found.update(self._openers.get((word[:size], True), "") for size in range(2, len(word) + 1))
        if word[:1].isdigit():
            found.add(_NUMBER)
        return next((opening for opening in (_OUTCOME, _MOVE, _NUMBER) if opening in found), "")


def _openers(terms: Sequence[tuple[_Rest, str]], common: Mapping[str, int]) -> dict[tuple[str, bool], str]:
    """For each term the word that tells most of it, with whether it's a beginning: `hospital`, not `in`.

    That is a word which opens by itself, else the least common in the lexicon, else the longest.
    """
    alone = {words[0]: opening for words, opening in terms if len(words) == 1}
    found = dict(alone)
    for words, opening in terms:
        if not any(alone.get(word) == opening for word in words):
            found.setdefault(min(words, key=lambda word: (common[word[0]], -len(word[0]))), opening)
    return found


def _follows(words: Sequence[str], at: int, rest: _Rest) -> bool:
    if at + len(rest) > len(words):
        return False
    for word, stem in rest:
        if words[at] != word and not (stem and words[at].startswith(word)):
            return False
        at += 1
    return True


def _term_words(term: str) -> tuple[tuple[str, bool], ...]:
    words: list[tuple[str, bool]] = []
    for piece in term.split():
        folded = [word.decode() for word in words_of(piece)]
        words.extend((word, piece.endswith("*") and index == len(folded) - 1) for index, word in enumerate(folded))
    return tuple(words)


def _terms(lines: str) -> Iterable[tuple[str, Tag]]:
    tag = Tag("")
    for line in lines.strip().splitlines():
        terms = line
        if not line.startswith(" "):
            key, _, terms = line.partition(":")
            role, value, form = (*key.strip().split("."), "", "")[:3]
            tag = Tag(role, value, form)
        for term in terms.split(","):
            yield term, tag


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of one of LANGUAGES."""
    return Lexicon(_terms(_LINES[language]))


def side_lexicon(sides: Mapping[str, Sequence[str]]) -> Lexicon:
    """What names each side."""
    return _side_lexicon(tuple((side, tuple(terms)) for side, terms in sides.items()))


@lru_cache(maxsize=16)
def _side_lexicon(sides: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon:
    return Lexicon((term, Tag("side", side)) for side, terms in sides for term in terms)
