"""A sentence as units: quantities, people, outcomes, and the words between them, each with its part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from warn.core.normalise import Token
from warn.core.numbers.lexicon import Lexicon, Tag
from warn.core.numbers.quantities import Quantity, Reader, opens

_WITHOUT_NUMBER = {
    **dict.fromkeys(("num", "scale", "plural", "vague", "unsaid"), ""),
    **dict.fromkeys(("min", "over", "max", "under", "about", "after"), "clear"),
}
"""What a number's word is where no number can be read there."""


_CHANGED = frozenset({"range", "from", "home", *_WITHOUT_NUMBER})


class Unit(NamedTuple):
    """A tuple, as a token is: made for each word of a sentence with an outcome."""

    role: str
    """As in lexicon.py; besides `quantity`, `side`, and empty: a word not known."""
    value: str
    form: str
    first: int
    last: int
    """Tokens."""
    pause: str = ""
    """The sign that sets it off from the unit before: `;` `,` `:` `-` `(`, the Armenian `՝`, or none."""
    possessive: bool = False
    """English: the soldier's."""
    quantity: Quantity | None = None


def units_of(
    text: str, tokens: Sequence[Token], tags: Sequence[Tag | None], words: Lexicon, sides: Lexicon
) -> list[Unit]:
    side_tags = sides.tags(tokens)
    reader = Reader(text, tokens, words, tags)
    units: list[Unit] = []
    at = 0
    length = len(tokens)
    while at < length:
        word, start, _ = tokens[at]
        tag = tags[at]
        quantity = reader.read(at) if opens(tag, word) else None
        if quantity:
            tag, last = _quantity_tag(quantity, tag), quantity.last
        else:
            side = _named(side_tags[at], word, words)
            folk = side is not None and tag is not None and tag.form == "folk"
            tag = Tag("side", side.value, "folk", side.size) if side and folk else _word_tag(tag or side)
            last = at + tag.size - 1
        pause = ""
        if at:
            before = tokens[at - 1].end
            # Most words have one space between them: that spares two calls out of three.
            if before + 1 != start or text[before] != " " or text[before - 1] == "\u055d":
                pause = _pause(text[before - 1 : start])
        after = last + 1
        possessive = after < length and tokens[after].text == "s" and text[tokens[after].start - 1] in "'\u2019"
        counted = quantity if tag.role == "quantity" else None
        units.append(Unit(tag.role, tag.value, tag.form, at, last, pause, possessive, counted))
        at = after + possessive
    return units


def _named(side: Tag | None, word: str, words: Lexicon) -> Tag | None:
    return side if side is not None and not words.ends_as_place(word) else None


_UNKNOWN_WORD, _THING, _QUANTITY = Tag(""), Tag("thing"), Tag("quantity")


def _quantity_tag(quantity: Quantity, first: Tag | None) -> Tag:
    """An ordinal or a date is as good as a thing; an unsaid many is a quantity."""
    if not quantity.usable and quantity.high is not None:
        return _THING
    return Tag("quantity", form=first.form) if first and first.role == "num" and first.form else _QUANTITY


def _word_tag(tag: Tag | None) -> Tag:
    if tag is None:
        return _UNKNOWN_WORD
    if tag.role not in _CHANGED:
        return tag
    if tag.role == "range":
        return Tag(tag.value or "prep", size=tag.size)
    if tag.role == "from":
        return Tag("prep", "from", size=tag.size)
    if tag.role == "home":
        return Tag("", "home", size=tag.size)  # for the rest a word like any other
    return Tag(_WITHOUT_NUMBER[tag.role], tag.value, tag.form, tag.size)


def _pause(gap: str) -> str:
    """The strongest sign of a gap. An Armenian comma-like mark ends the word before it, hence one character of that."""
    if ";" in gap or "|" in gap:
        return ";"
    for sign in ",(:":
        if sign in gap:
            return sign
    if ")" in gap:
        return ","
    if "\u055d" in gap:
        return "\u055d"
    inner = gap[1:]
    return "-" if len(inner) > 1 and any(dash in inner for dash in "-\u2013\u2014\u2012\u2212") else ""
