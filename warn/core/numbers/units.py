"""A sentence as units: quantities, people, outcomes, and the words between them, each with its part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warn.core.normalise import Token
from warn.core.numbers.lexicon import Lexicon, Tag
from warn.core.numbers.quantities import Quantity, Reader

_WITHOUT_NUMBER = {
    **dict.fromkeys(("num", "scale", "plural", "vague", "unsaid"), ""),
    **dict.fromkeys(("min", "over", "max", "under", "about", "after"), "clear"),
}
"""What a number's word is where no number can be read there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    role: str
    """As in lexicon.py; besides `quantity`, `side`, and empty: a word not known."""
    value: str = ""
    form: str = ""
    first: int
    last: int
    """Tokens."""
    pause: str = ""
    """The sign that sets it off from the unit before: `;` `,` `:` `-` `(`, the Armenian `՝`, or none."""
    possessive: bool = False
    """English: the soldier's."""
    quantity: Quantity | None = None


def units_of(text: str, tokens: Sequence[Token], words: Lexicon, sides: Lexicon) -> list[Unit]:
    tags, side_tags = words.tags(tokens), sides.tags(tokens)
    reader = Reader(text, tokens, words, tags)
    units: list[Unit] = []
    at = 0
    while at < len(tokens):
        quantity = reader.read(at)
        side = None if words.ends_as_place(tokens[at].text) else side_tags[at]
        tag = _quantity_tag(quantity) if quantity else _word_tag(tags[at] or side)
        last = quantity.last if quantity else at + tag.size - 1
        possessive = _possessive(text, tokens, last + 1)
        units.append(
            Unit(
                role=tag.role,
                value=tag.value,
                form=tag.form,
                first=at,
                last=last,
                pause=_pause(text[tokens[at - 1].end - 1 : tokens[at].start]) if at else "",
                possessive=possessive,
                quantity=quantity if tag.role == "quantity" else None,
            )
        )
        at = last + 1 + possessive
    return units


def _possessive(text: str, tokens: Sequence[Token], after: int) -> bool:
    if after >= len(tokens) or tokens[after].text != "s":
        return False
    return text[tokens[after].start - 1 : tokens[after].start] in {"'", "\u2019"}


_UNKNOWN_WORD, _THING, _QUANTITY = Tag(""), Tag("thing"), Tag("quantity")


def _quantity_tag(quantity: Quantity) -> Tag:
    """An ordinal or a date is as good as a thing; an unsaid many is a quantity."""
    return _QUANTITY if quantity.usable or quantity.high is None else _THING


def _word_tag(tag: Tag | None) -> Tag:
    if tag is None:
        return _UNKNOWN_WORD
    if tag.role == "range":
        return Tag(tag.value or "prep", size=tag.size)
    if tag.role == "from":
        return Tag("prep", "from", size=tag.size)
    role = _WITHOUT_NUMBER.get(tag.role, tag.role)
    return tag if role == tag.role else Tag(role, tag.value, tag.form, tag.size)


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
