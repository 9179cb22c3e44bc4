"""Text made ready to match, with the way back to what was published.

What is folded, each point met in real text: composed form (NFC); stress accents and soft hyphens dropped; Armenian
marks that stand inside words (a question mark does) dropped; case, with I, İ and ı all read as i; ё as е; Cyrillic
look-alikes in mostly Latin words and the reverse; hyphens, dashes and every other sign split words. Letters keep their
diacritics: in Azerbaijani `ölüb` died and `olub` was.

The work is done on UTF-8 bytes in which every sign is a space: bytes search and split several times faster than text.
Most text needs nothing but lower case and a few signs replaced; what needs more holds an `ODD` pattern, found for
nothing in the pass that finds the terms.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

_SIGNS = bytes(byte if byte >= 0x80 or chr(byte).isalnum() else 0x20 for byte in range(256))
# What is neither letter nor digit beyond ASCII: Latin-1 signs (but the soft hyphen, which splits no word), Armenian
# full stop and hyphen, general punctuation to the end of the symbols, CJK punctuation, emoji.
_WIDE_SIGN = re.compile("[\u0080-\u00ac\u00ae-\u00bf\u0589\u058a\u2000-\u2bff\u3000-\u303f\U0001f000-\U0001ffff]")

_LATIN = "abcdefghijklmnopqrstuvwxyzçğöşüəñé"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґўјѕһә"
_DROPPED = "\u0301\u00ad\u0307\u055a\u055b\u055c\u055d\u055e\u055f"
_COMBINING = "".join(map(chr, range(0x300, 0x370)))
# Upper-case look-alikes arrive here in lower case, hence в, к, м, н and т.
_TO_LATIN = str.maketrans("авекмнорстухіјѕһә", "abekmhopctyxijshə")
_TO_CYRILLIC = str.maketrans("abekmhopctyxijs", "авекмнорстухіјѕ")
_LETTERS = re.compile(f"[{_LATIN}{_CYRILLIC}]+")
_MIXED = re.compile(f"[{_LATIN}][{_CYRILLIC}]|[{_CYRILLIC}][{_LATIN}]")
_WORD = re.compile("[^ ]+")
# A mark after a space stands alone: its place is its own.
_ODD_CLUSTER = re.compile(rf"[{_DROPPED}]|[^\s{_COMBINING}]?[{_COMBINING}]+")

_COMMON_SIGNS = "\u00ab\u00bb\u00a0\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2026\u2116\u0589\u058a"
"""Signs beyond ASCII that most texts have: replaced one by one, which beats a pattern."""

ODD: tuple[bytes, ...] = (
    *(
        sign.encode()
        for sign in (
            *_COMBINING,
            *(sign for sign in _DROPPED if sign not in _COMBINING),
            *(one + other for one in _LATIN for other in _CYRILLIC),
            *(other + one for one in _LATIN for other in _CYRILLIC),
        )
    ),
    # The rest of _WIDE_SIGN, by the bytes they begin with.
    *(bytes((0xC2, second)) for second in range(0x80, 0xC0)),
    *(bytes((0xE2, second)) for second in range(0x80, 0xB0)),
    b"\xe3\x80",
    b"\xf0\x9f",
)
"""Byte patterns of text that `quick` doesn't fold rightly and `normalise` does."""


_MARKS = (b"\xcc", b"\xcd", *(sign.encode() for sign in _DROPPED if sign not in _COMBINING))
"""What the folding of a cluster begins with, in bytes: the combining marks are those of two lead bytes."""
_CYRILLIC_BYTES = (b"\xd0", b"\xd1", b"\xd2", b"\xd3")
_SIGN_BYTES = (b"\xc2", b"\xd6", b"\xe2", b"\xe3\x80", b"\xf0\x9f")


class Token(NamedTuple):
    """A word; a tuple, since a text has a hundred and a dataclass takes three times as long to make."""

    text: str
    start: int
    """Character offsets in the original text."""
    end: int


class Normal:
    """A text folded for matching. Everything beyond `buffer` is worked out when first asked for."""

    __slots__ = ("__dict__", "_folded", "_offsets", "_raw", "buffer", "text")

    def __init__(self, text: str, folded: str, offsets: array[int] | None) -> None:
        self.text = text
        self._folded = folded
        self._offsets = offsets
        self._raw = folded.encode("utf-8", "replace")
        self.buffer = b" %b " % self._raw.translate(_SIGNS)
        """Folded words between spaces: byte n + 1 here is byte n of the folded text."""

    @cached_property
    def words(self) -> list[bytes]:
        return self.buffer.split()

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(self.tokens_between(0, len(self.text)))

    @cached_property
    def _spaced(self) -> str:
        """`buffer` as text, without the spaces around it: one character for each of the folded text."""
        return self.buffer[1:-1].decode()

    def tokens_between(self, start: int, end: int) -> list[Token]:
        """The words that lie between two characters of the original text; the ends cut what they lie in."""
        offsets = self._offsets
        if offsets is None:
            found = _WORD.finditer(self._spaced, start, end)
            return [Token(word.group(), *word.span()) for word in found]
        length, after = len(offsets), len(self.text)
        found = _WORD.finditer(self._spaced, bisect_left(offsets, start), bisect_left(offsets, end))
        return [
            Token(word.group(), offsets[word.start()], offsets[word.end()] if word.end() < length else after)
            for word in found
        ]

    def words_between(self, start: int, end: int) -> list[str]:
        """As `tokens_between`, the words alone."""
        if self._offsets is not None:
            start, end = bisect_left(self._offsets, start), bisect_left(self._offsets, end)
        return self._spaced[start:end].split(" ")

    def word_at(self, position: int) -> int:
        """Which word starts at a byte of `buffer`."""
        return len(self.buffer[:position].split())

    def start_of(self, word: int) -> int:
        """The byte of `buffer` at which a word starts. Splitting off what comes before beats keeping every start."""
        return len(self.buffer) - len(self.buffer.split(None, word)[word])

    def words_before(self, character: int) -> int:
        """How many words start before a character of the original text."""
        if self._offsets is not None:
            character = bisect_left(self._offsets, character)
        return len(self._folded[:character].encode("utf-8", "replace").translate(_SIGNS).split())

    def offset(self, position: int) -> int:
        """Character of the original text at a byte of `buffer`."""
        character = len(self._raw[: max(position - 1, 0)].decode("utf-8", "ignore"))
        if self._offsets is None:
            return min(character, len(self.text))
        return self._offsets[character] if character < len(self._offsets) else len(self.text)


def quick(text: str) -> Normal:
    """Fold what keeps its length; right unless an `ODD` pattern occurs in the result's buffer. The hot path."""
    if text.isascii():
        return Normal(text, text.lower(), None)
    return Normal(text, _lower(text).replace("\u0451", "\u0435").replace("\u0131", "i"), None)


def _lower(text: str) -> str:
    """In lower case without the common signs. They go first: lower case of what is ASCII then costs a tenth."""
    for sign in _COMMON_SIGNS:
        text = text.replace(sign, " ")
    return text.replace("\u0130", "i").lower()


def normalise(text: str) -> Normal:
    """Fold everything. Never fails: lone surrogates become question marks."""
    return quick(text) if text.isascii() else thorough(text)


def thorough(text: str) -> Normal:
    """As `normalise`, for text known to hold something odd."""
    lower = _lower(text)
    raw = lower.encode("utf-8", "replace")
    if not any(odd in raw for odd in _MARKS):
        return Normal(text, _in_one_script(lower, raw), None)
    pieces: list[str] = []
    offsets = array("l")
    position = 0
    for odd in _ODD_CLUSTER.finditer(lower):
        pieces.append(lower[position : odd.start()])
        offsets.extend(range(position, odd.start()))
        # The dot of a decomposed İ goes first: with it in between, an accent after it wouldn't compose.
        undotted = odd.group().replace("i\u0307", "i")
        kept = unicodedata.normalize("NFC", undotted).translate(_NO_DROPPED)
        pieces.append(kept)
        offsets.extend([odd.start()] * len(kept))
        position = odd.end()
    pieces.append(lower[position:])
    offsets.extend(range(position, len(lower)))
    folded = "".join(pieces)
    return Normal(text, _in_one_script(folded, folded.encode("utf-8", "replace")), offsets)


def _in_one_script(text: str, raw: bytes) -> str:
    """Each run of letters in one script, and no sign beyond ASCII. `raw` tells at once if a text has none of these."""
    folded = text.replace("\u0451", "\u0435").replace("\u0131", "i")
    if any(byte in raw for byte in _CYRILLIC_BYTES) and _MIXED.search(folded):
        folded = _LETTERS.sub(_one_script, folded)
    return _WIDE_SIGN.sub(" ", folded) if any(byte in raw for byte in _SIGN_BYTES) else folded


def words_of(term: str) -> list[bytes]:
    """The folded words of a term, by the same rules as text; a `*` is a sign like any other."""
    return normalise(term).words


_NO_DROPPED = {ord(sign): None for sign in _DROPPED}
_LATIN_LETTERS, _CYRILLIC_LETTERS = frozenset(_LATIN), frozenset(_CYRILLIC)


def _one_script(letters: re.Match[str]) -> str:
    """A run of letters of Latin and Cyrillic as one of them: the one that all can be read as, else that of most."""
    text = letters.group()
    latin = sum(letter in _LATIN_LETTERS for letter in text)
    cyrillic = sum(letter in _CYRILLIC_LETTERS for letter in text)
    if not latin or not cyrillic:
        return text
    as_latin, as_cyrillic = text.translate(_TO_LATIN), text.translate(_TO_CYRILLIC)
    whole_latin = _CYRILLIC_LETTERS.isdisjoint(as_latin)
    whole_cyrillic = _LATIN_LETTERS.isdisjoint(as_cyrillic)
    if whole_latin != whole_cyrillic:
        return as_latin if whole_latin else as_cyrillic
    return as_latin if latin >= cyrillic else as_cyrillic


# A full stop, exclamation or question mark, ellipsis or Armenian full stop (or the dot that is typed for it, U+2024),
# with what closes after it, before a space; or a line end. Decimals have no space; initials and abbreviations are
# looked up.
_SENTENCE_END = re.compile(r"[.!?\u2024\u2026\u0589:](?:[\"')\]\u00bb\u201d\u2019]*)(?=\s|$)|\n+")
_ABBREVIATION_WORDS = """
mr mrs ms dr prof st gen col lt maj capt sgt sen rep gov vs etc approx jan feb mar apr jun jul aug sep sept oct nov dec
incl env e.g i.e u.s u.k u.n e.u a.m p.m inc ltd co corp dept vol
г гг им ул д тыс млн млрд руб др пр т.е т.д т.п т.к см ст обл р-н чел проф акад ген полк
թ թթ հզ մլն մլրդ պրոֆ ակադ գեն
"""
_ABBREVIATIONS = frozenset(_ABBREVIATION_WORDS.split())
_OPENING_SIGNS = "\"'([{\u00ab\u201c\u201e\u2018\u2019"


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence, in order; together they cover everything but white space."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if _goes_on(text, end):
            continue
        _add(found, text, start, end.end())
        start = end.end()
    _add(found, text, start, len(text))
    return tuple(found)


def _goes_on(text: str, end: re.Match[str]) -> bool:
    """The sign ends no sentence: an abbreviation, an initial, a colon that isn't Armenian."""
    sign = text[end.start()]
    if sign == ":":  # typed for the Armenian full stop
        before = text[max(end.start() - 2, 0) : end.start()]
        return not any("\u0530" <= letter <= "\u058f" for letter in before)
    if sign not in ".\u2024" or end.group() != sign:
        return False
    word = _last_word(text[max(end.start() - 20, 0) : end.start()])
    initial = len(word) == 1 and word.isupper()
    return initial or word.lower() in _ABBREVIATIONS


def _last_word(text: str) -> str:
    words = text.rsplit(None, 1)
    return words[-1].lstrip(_OPENING_SIGNS).replace("\u2024", ".") if words and not text[-1].isspace() else ""


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))
