"""A sentence as units: quantities, people, outcomes, and the words between them, each with its part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from warn.core.normalise import Token
from warn.core.numbers.lexicon import Lexicon, Tag
from warn.core.numbers.quantities import Quantity, Reader

_BARE_BOUNDS = {"from": "prep", "num": "", "scale": "", "plural": "", "vague": ""}
"""What a number's word is where there is no number; other bounds say nothing."""


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
    """The sign that sets it off from the unit before: `;` `,` `:` `-` `(` or none."""
    possessive: bool = False
    """English: the soldier's."""
    quantity: Quantity | None = None


def units_of(text: str, tokens: Sequence[Token], words: Lexicon, sides: Lexicon) -> list[Unit]:
    reader = Reader(text, tokens, words)
    units: list[Unit] = []
    at = 0
    while at < len(tokens):
        unit = _quantity(reader, at) or _word(tokens, words, sides, at)
        pause = _pause(text[tokens[at - 1].end - 1 : tokens[at].start]) if at else ""
        after = unit.last + 1
        possessive = (
            after < len(tokens)
            and tokens[after].text == "s"
            and text[tokens[after].start - 1 : tokens[after].start] in {"'", "\u2019"}
        )
        units.append(replace(unit, pause=pause, possessive=possessive))
        at = after + possessive
    return units


def _quantity(reader: Reader, at: int) -> Unit | None:
    quantity = reader.read(at)
    if quantity is None:
        return None
    if not quantity.usable and quantity.high is not None:
        return Unit(role="thing", first=at, last=quantity.last)
    return Unit(role="quantity", first=at, last=quantity.last, quantity=quantity)


def _word(tokens: Sequence[Token], words: Lexicon, sides: Lexicon, at: int) -> Unit:
    tag = words.tag(tokens, at)
    if tag is None:
        tag = sides.tag(tokens, at) or Tag("")
    role = tag.role
    if role in {"min", "over", "max", "under", "about", "after"}:
        role = "clear"
    value = "from" if role == "from" else tag.value
    role = (tag.value or "prep") if role == "range" else _BARE_BOUNDS.get(role, role)
    return Unit(role=role, value=value, form=tag.form, first=at, last=at + tag.size - 1)


def _pause(gap: str) -> str:
    """The strongest sign of a gap. An Armenian comma-like mark ends the word before it, hence one character of that."""
    if ";" in gap or "|" in gap:
        return ";"
    for sign in ",\u055d(:":
        if sign in gap:
            return "," if sign == "\u055d" else sign
    if ")" in gap:
        return ","
    inner = gap[1:]
    return "-" if any(dash in inner and " " in inner for dash in "-\u2013\u2014\u2012\u2212") else ""
