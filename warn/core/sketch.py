"""What an event keeps of each item's text: hashes of its words, its names, its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from zlib import crc32

from warn.core.ground import Ground
from warn.core.names import names
from warn.core.normalise import normalise
from warn.model.event import Sketch
from warn.model.item import Item
from warn.model.toll import Toll

SHORTEST_WORD = 4
MOST_WORDS = 60
MOST_OF_SUMMARY = 400
"""Characters in which names are looked for."""
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,\s\u00a0]\d{3})*(?!\w)")
_GAPS = str.maketrans("", "", "., \u00a0\t")
_YEARS = range(1900, 2101)


def sketch_of(item: Item, tolls: Iterable[Toll] = (), ground: Ground | None = None) -> Sketch:
    """The item's longer words, of the title, then of the summary as far as there is room, without those by which every
    text of the watch (`ground`) names its places and sides; its unusual names; numbers of its title that are no toll.
    """
    words: dict[int, None] = {}
    for text in (item.title, item.summary):
        for raw in normalise(text).words:
            word = raw.decode()
            if len(word) < SHORTEST_WORD or len(words) >= MOST_WORDS or (ground and ground.names_something(word)):
                continue
            words[crc32(raw[:24])] = None
    found = names((item.title, item.summary[:MOST_OF_SUMMARY]), item.language)
    return Sketch(
        item_id=item.id,
        publisher=item.publisher,
        language=item.language,
        words=tuple(sorted(words)),
        names=ground.unusual(found) if ground else found,
        numbers=_numbers(item.title, [toll for toll in tolls if toll.field == "title"]),
    )


def _numbers(title: str, tolls: Iterable[Toll]) -> tuple[int, ...]:
    spans = [(toll.start, toll.end) for toll in tolls]
    found = {
        int(number.group().translate(_GAPS))
        for number in _NUMBER.finditer(title[:MOST_OF_SUMMARY])
        if len(number.group()) < 12 and not any(start <= number.start() < end for start, end in spans)
    }
    return tuple(sorted(found.difference(_YEARS)))


def shared(one: Sketch, other: Sketch) -> float:
    """Share of the shorter text's words that the longer one holds too; of two short titles less is believed."""
    if not one.words or not other.words:
        return 0.0
    common = len(set(one.words).intersection(other.words))
    return common / max(min(len(one.words), len(other.words)), 5)
