"""A text as its folded words, with what stands between them in the original."""

from __future__ import annotations

import re
from functools import cached_property

from warn.core.normalise import Normal

_WORD = re.compile(rb"[^ ]+")
_NUMBER_AND_LETTERS = re.compile(rb"([0-9]{1,4})([^0-9].*)", re.DOTALL)
_NEAR = re.compile(r"[^\S\n\r]+")
_GLUED = re.compile(r"\.?[-\u2010\u2011\u2013]|['’‘ʼ`´՚]|")
_DOT = re.compile(r"\.[^\S\n\r]*")
_COMMA = re.compile(r"[^\S\n\r]*,[^\S\n\r]*")
_DASH = re.compile(r"[^\S\n\r]?[-\u2010-\u2015][^\S\n\r]?")
_MONEY = re.compile(r"[$€£₽₺₼֏#№%+][^\S\n\r]?$")
_LOOSE = re.compile(r"[\s\"«»“”„‘’()\[\]—–;!?։…]")


class Words:
    """Offsets are worked out when asked for: most words of a text are near no date."""

    def __init__(self, normal: Normal, dotted: frozenset[str]) -> None:
        self._normal = normal
        self._dotted = dotted
        self.text = normal.text
        self.words: list[str] = []
        self._spans: list[tuple[int, int]] = []
        self._offsets: dict[int, int] = {}
        self._gaps: dict[int, str] = {}
        for match in _WORD.finditer(normal.buffer):
            # A number is a word of its own: "2025թ" and "19th" are two.
            mixed = _NUMBER_AND_LETTERS.fullmatch(match.group())
            for group in (1, 2) if mixed else (0,):
                found, base = (mixed, match.start()) if mixed else (match, 0)
                self.words.append(found.group(group).decode())
                self._spans.append((base + found.start(group), base + found.end(group)))

    @cached_property
    def numbers(self) -> list[int | None]:
        """The value of each word of up to four digits."""
        return [int(word) if len(word) <= 4 and word.isascii() and word.isdigit() else None for word in self.words]

    def start(self, index: int) -> int:
        return self._offset(self._spans[index][0])

    def end(self, index: int) -> int:
        """Of the word's last letter, whatever signs the next word begins after."""
        return max(self._offset(self._spans[index][1]), self.start(index))

    def index_at(self, offset: int) -> int:
        """The first word that begins at or after a character."""
        low, high = 0, len(self.words)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.start(middle) < offset else (low, middle)
        return low

    def word(self, index: int) -> str:
        """The folded word; empty outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def number(self, index: int) -> int | None:
        return self.numbers[index] if 0 <= index < len(self.words) else None

    def gap(self, index: int) -> str:
        """What stands between a word and the next; a line's end outside the text."""
        gap = self._gaps.get(index)
        if gap is None:
            inside = 0 <= index < len(self.words) - 1
            gap = self.text[self.end(index) : self.start(index + 1)] if inside else "\n"
            self._gaps[index] = gap
        return gap

    def near(self, index: int) -> bool:
        """The next word follows at once, but for space or an abbreviation's dot."""
        gap = self.gap(index)
        if gap == " ":
            return True
        if _NEAR.fullmatch(gap):
            return True
        return _DOT.fullmatch(gap) is not None and self.words[index] in self._dotted

    def glued(self, index: int) -> bool:
        """The next word hangs on this one by a hyphen, an apostrophe or nothing."""
        return _GLUED.fullmatch(self.gap(index)) is not None

    def close(self, index: int) -> bool:
        return self.near(index) or self.glued(index)

    def comma(self, index: int) -> bool:
        return _COMMA.fullmatch(self.gap(index)) is not None

    def dash(self, index: int) -> bool:
        return _DASH.fullmatch(self.gap(index)) is not None

    def loose(self, index: int, *, dash: bool = False) -> bool:
        """The number isn't a part of something longer on its left: a score, an amount, a model's name."""
        start = self.start(index)
        gap = self.gap(index - 1) if index else " " + self.text[max(start - 2, 0) : start]
        if _MONEY.search(gap):
            return False
        return bool(_LOOSE.search(gap)) or (dash and self.dash(index - 1))

    def whole(self, index: int) -> bool:
        """The number isn't a part of something longer on its right."""
        if not 0 <= index < len(self.words) - 1:
            return True
        gap = self.gap(index)
        after_digit = self.words[index + 1][0].isdigit()
        return not (after_digit and gap in (".", ",", ":", "/", "-", "\u2010", "\u2011", "\u2013", "'"))

    def capital(self, index: int) -> bool:
        return self.text[self.start(index) : self.start(index) + 1].isupper()

    def _offset(self, position: int) -> int:
        if position not in self._offsets:
            self._offsets[position] = self._normal.offset(position)
        return self._offsets[position]
