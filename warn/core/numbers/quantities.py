"""Numbers in text, in digits and words, with what bounds them: "at least 1,000", "двое", "iki min", "two dozen"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from warn.core.normalise import Token, normalise
from warn.core.numbers.lexicon import Lexicon, Tag, lexicon

LARGEST = 10**8
"""Beyond that it isn't a count of people."""

_GROUPING = re.compile("[.,' \u00a0\u2009\u202f\u2019]")
_FINGERS = re.compile("['\u2019-]|\u2010|\u2011")
"""What an ending hangs on a number by: 5-ci, 12'ye."""
_RANGE = re.compile("\\s?[-\u2010-\u2015]\\s?")
_MONEY = re.compile("[$\u20ac\u00a3\u20bd\u20ba\u20bc\u058f\u2116#]\\s?$")
_PERCENT = re.compile("\\s?[%\u2030\u00b0]")
_GLUED = re.compile("[:/]")
"""Between digits: a time, a score, a date."""

_OPENING = frozenset(
    {"num", "scale", "plural", "vague", "unsaid", "min", "over", "max", "under", "about", "from"},
)
"""Roles of the words that a quantity can begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    low: int
    high: int | None
    """None: open-ended."""
    first: int
    last: int
    """Tokens it covers, bounds included."""
    usable: bool = True
    """False: a number that counts nothing: an ordinal, a date, a percentage, one too large; or an unsaid many."""
    bare: bool = True
    """Nothing bounds it."""
    digits: str = ""
    """As published, where it is one run of digits: 2020 may be a year."""


def opens(tag: Tag | None, word: str) -> bool:
    """Whether a quantity can begin with a word and its tag."""
    return (tag is not None and tag.role in _OPENING) or word[0].isdigit()


class Reader:
    """Reads quantities from the tokens of one stretch of text."""

    __slots__ = ("_lexicon", "_tags", "_text", "_tokens")

    def __init__(self, text: str, tokens: Sequence[Token], words: Lexicon, tags: Sequence[Tag | None]) -> None:
        self._text, self._tokens, self._lexicon, self._tags = text, tokens, words, tags

    def read(self, at: int) -> Quantity | None:
        """The quantity that begins at this token, its bounds included."""
        bound = self._tag(at)
        if at and self._tokens[at].text.isdigit() and self._gap(at) == "-" and self._tokens[at - 1].text.isalpha():
            return None  # COVID-19, Su-25
        if not opens(bound, self._tokens[at].text):
            return None
        if bound and bound.role in {"min", "over", "max", "under", "about", "from"}:
            core = self._ranged(self._past_about(at + bound.size), opened=bound.role == "from")
            if core is None or (bound.role == "from" and core.high == core.low):
                return None
            return replace(_bounded(core, bound.role), first=at)
        core = self._ranged(at)
        if (
            bound
            and core
            and core.last + 1 == at + bound.size
            and bound.role in {"unsaid", "num"}
            and bound.value in {"", "1"}
        ):
            # "some 20", "another three", "all five": the word only leads up to the number.
            ahead = self._ranged(at + bound.size)
            core = replace(ahead, first=at) if ahead else core
        return self._bounded_after(core) if core else None

    def _past_about(self, at: int) -> int:
        """Past what may stand between a bound and its number: "at least another three"."""
        tag = self._tag(at)
        leads = tag is not None and (tag.role == "about" or (tag.role == "num" and tag.value == "1"))
        return at + tag.size if tag and leads and self._ranged(at + tag.size) else at

    def _tag(self, at: int) -> Tag | None:
        return self._tags[at] if at < len(self._tags) else None

    def _gap(self, at: int) -> str:
        """What stands between the token and the one before it."""
        return self._text[self._tokens[at - 1].end : self._tokens[at].start]

    def _ranged(self, at: int, *, opened: bool = False) -> Quantity | None:
        """A number, or two with a dash or a "to" between them."""
        first = self._number(at)
        if first is None or not first.usable:
            return first
        after = first.last + 1
        tag = self._tag(after)
        joined = tag is not None and (tag.role == "range" or (opened and tag.role in {"and", "max"}))
        begin = after + tag.size if tag and joined else after
        dashed = not joined and after < len(self._tokens) and _RANGE.fullmatch(self._gap(after))
        second = self._number(begin) if joined or dashed else None
        if second is None:
            return first
        if second.usable and first.low < second.low:
            return Quantity(low=first.low, high=second.high, first=at, last=second.last, bare=False)
        # 2-0 is a score and 2022-23 a season; "5 or 3" is two numbers.
        return replace(first, last=second.last, usable=False) if dashed else first

    def _bounded_after(self, core: Quantity) -> Quantity:
        tag = self._tag(core.last + 1)
        if self._text[self._tokens[core.last].end : self._tokens[core.last].end + 1] == "+":
            return _bounded(core, "min")
        if tag and (tag.role == "after" or tag.value == "after"):
            return replace(_bounded(core, tag.value if tag.role == "after" else tag.role), last=core.last + tag.size)
        return core

    def _number(self, at: int) -> Quantity | None:
        if at >= len(self._tokens):
            return None
        token = self._tokens[at].text
        if token.isascii() and token.isdigit():
            return self._digits(at)
        tag = self._tag(at)
        if tag and tag.role in {"vague", "unsaid"}:
            found = self._scaled(int(tag.value or 0), None, at + tag.size)
            return replace(found, first=at, usable=found.usable and tag.role == "vague")
        return self._words(at)

    def _digits(self, at: int) -> Quantity:
        """A run of digits: grouped thousands, a decimal before a scale, or no count at all."""
        tokens, text = self._tokens, self._text
        groups, last = [tokens[at].text], at
        while last + 1 < len(tokens) and self._groups_on(groups, last + 1):
            last += 1
            groups.append(tokens[last].text)
        spoiled = bool(_MONEY.search(text[max(tokens[at].start - 2, 0) : tokens[at].start]))
        spoiled = spoiled or bool(_PERCENT.match(text[tokens[last].end : tokens[last].end + 2]))
        if last + 1 < len(tokens) and _GLUED.fullmatch(self._gap(last + 1)) and tokens[last + 1].text.isdigit():
            last, spoiled = last + 1, True
        scale = self._tag(last + 1)
        grouped = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
        if len(groups) == 2 and len(groups[1]) <= 2 and scale and scale.role in {"scale", "plural"}:
            value = float(f"{groups[0]}.{groups[1]}") if len(groups[0]) < 5 else LARGEST
            return replace(self._scaled(value, value, last + 1), first=at)
        whole = "".join(groups)
        if spoiled or (len(groups) > 1 and not grouped) or len(whole) > 9:
            return Quantity(low=0, high=0, first=at, last=last, usable=False)
        return self._ended(at, last, int(whole), whole if len(groups) == 1 else "")

    def _groups_on(self, groups: list[str], at: int) -> bool:
        """Whether the token goes on the digits before it. A space only joins full groups of three."""
        gap, digits = self._gap(at), self._tokens[at].text
        if len(gap) != 1 or not digits.isdigit() or not _GROUPING.fullmatch(gap) or len(groups) > 4:
            return False
        if gap.isspace():
            return len(digits) == 3 and len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
        return True

    def _ended(self, at: int, last: int, value: int, digits: str) -> Quantity:
        """Digits with what hangs on them: 5-ci is fifth, 5-i is five of them."""
        after = last + 1
        if after < len(self._tokens) and _FINGERS.fullmatch(self._gap(after)):
            word = self._tokens[after].text
            if self._lexicon.ending(word, "ordinal"):
                return Quantity(low=0, high=0, first=at, last=after, usable=False)
            if self._lexicon.ending(word, "suffix"):
                last, digits = after, ""
        found = self._scaled(value, value, last + 1)
        return replace(found, first=at, digits=digits if found.last == last else "")

    def _scaled(self, low: float, high: float | None, at: int) -> Quantity:
        """Times the thousands, dozens and the like that follow, plus what follows them ("6 thousand 500")."""
        tag = self._tag(at)
        if tag and tag.role == "of" and (ahead := self._tag(at + tag.size)) and ahead.role in {"scale", "plural"}:
            at, tag = at + tag.size, ahead
        factor = 1
        while tag and tag.role in {"scale", "plural"} and factor < LARGEST:
            factor *= int(tag.value)
            at += tag.size
            tag = self._tag(at)
        low, high = round(low * factor), None if high is None else round(high * factor)
        if factor >= 1000 and high is not None and at < len(self._tokens):
            rest = self._tokens[at].text
            if rest.isascii() and rest.isdigit() and len(rest) <= 3 and self._gap(at).strip() in {"", "."}:
                low, high, at = low + int(rest), high + int(rest), at + 1
        usable = low <= LARGEST
        return Quantity(
            low=int(low) if usable else 0,
            high=None if high is None or not usable else int(high),
            first=at - 1,
            last=at - 1,
            usable=usable,
            bare=high is not None,
        )

    def _words(self, at: int) -> Quantity | None:
        """A number in words: units add up in falling order, hundreds and the like multiply what stands before them."""
        total = current = 0
        magnitude, here, end = LARGEST, at, at
        plural = False
        while (tag := self._tag(here)) and here - at < 12:
            if tag.role == "num" and (int(tag.value) < magnitude or _doubles(current, int(tag.value))):
                current, magnitude = _added(current, int(tag.value))
            elif tag.role in {"scale", "plural"}:
                plural = plural or (current == 0 and total == 0 and tag.role == "plural")
                total, current = _times(total, current, int(tag.value))
                magnitude = int(tag.value)
            elif not (tag.role == "and" and end == here > at and 100 <= magnitude < LARGEST):
                break
            here += tag.size
            end = end if tag.role == "and" else here
        if end == at:
            return None
        value = total + current
        if value > LARGEST:
            return Quantity(low=0, high=0, first=at, last=end - 1, usable=False)
        return Quantity(
            low=2 * value if plural else value,
            high=None if plural else value,
            first=at,
            last=end - 1,
            bare=not plural,
        )


def _doubles(current: int, value: int) -> bool:
    """French: soixante-douze, quatre-vingts, quatre-vingt-douze."""
    return (current % 100 in {60, 80} and 10 <= value < 20) or (current % 100 == 4 and value == 20)


def _added(current: int, value: int) -> tuple[int, int]:
    """The sum, and below what a further number must be."""
    if current % 100 == 4 and value == 20:
        return current + 76, 20
    magnitude = 1 if value < 20 else 10 if value < 100 else 100
    return current + value, magnitude


def _times(total: int, current: int, factor: int) -> tuple[int, int]:
    """A scale multiplies the number before it: a hundred within the thousands, a thousand all before it."""
    if factor < 1000:
        return total, max(current, 1) * factor
    return total + max(current, 1) * factor, 0


def _bounded(core: Quantity, bound: str) -> Quantity:
    low, high = core.low, core.high
    if bound in {"min", "over"}:  # "more than 100" keeps the number that was said
        high = None
    elif bound == "max":
        low, high = 0, high if high is not None else low
    elif bound == "under":
        low, high = 0, max((high if high is not None else low) - 1, 0)
    return replace(core, low=low, high=high, bare=core.bare and bound in {"about", "from"})


def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Every usable quantity of a stretch of text, with tokens counted from its beginning."""
    tokens = normalise(text).tokens
    words = lexicon(language)
    reader = Reader(text, tokens, words, words.tags(tokens))
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        quantity = reader.read(at)
        if quantity and quantity.usable:
            found.append(quantity)
        at = quantity.last + 1 if quantity else at + 1
    return tuple(found)
