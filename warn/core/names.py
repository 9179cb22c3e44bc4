"""Proper names across scripts: what Vagif Khachatryan, Вагиф Хачатрян and Վագիֆ Խաչատրյան have in common.

A name becomes its first consonants, sounds that alphabets swap taken as one: `vkv`, `kstrn`. Whoever hears two names
alike, finds them alike; that is enough where other evidence stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SHORTEST = 3
"""Consonants without which a skeleton says nothing."""
LONGEST = 6
"""Endings come after so many."""
MOST_NAMES = 16

_SOUNDS = {
    "p": "bpбпբպփ",
    "t": "dtдтդտթ",
    "k": "gkqgкгхգկքղխ",
    "s": "zsjçşжзсцчшщժզսշչցձծճջ",
    "v": "vwfвфվֆև",
    "l": "lлլ",
    "m": "mмմ",
    "n": "nнն",
    "r": "rрրռ",
}
_COMMON = {letter: sound for sound, letters in _SOUNDS.items() for letter in letters}
_PAIRS = (("tch", "s"), ("дж", "ж"), ("dj", "j"), ("dzh", "j"), ("sh", "s"), ("ch", "s"), ("zh", "j"), ("ts", "s"))
_DIGRAPHS = (*_PAIRS, ("kh", "k"), ("gh", "k"), ("ph", "f"), ("ck", "k"), ("ու", ""))
# Where an alphabet gives a letter a sound of its own.
_TURKIC = {"az": {"c": "s", "x": "k", "ğ": "k"}, "tr": {"c": "s", "x": "k", "h": "k"}}
_ELSEWHERE = {"c": "k", "x": "s"}

_WORD = re.compile(r"[^\W\d_]+")
_OPENS = re.compile(r"(?:^|[.!?:\u0589\u2024]\s+)[\"'«“„(]*$")


def skeleton(word: str, language: str = "") -> str:
    """The word's first consonants, as far as scripts agree on them; vowels, h and y say nothing."""
    text = word.lower()
    for letters, sound in _DIGRAPHS:
        text = text.replace(letters, sound)
    table = _COMMON | _TURKIC.get(language, _ELSEWHERE)
    sounds: list[str] = []
    for letter in text:
        sound = table.get(letter, "")
        if sound and (not sounds or sounds[-1] != sound):
            sounds.append(sound)
    return "".join(sounds[:LONGEST])


def names(texts: Iterable[str], language: str) -> tuple[str, ...]:
    """Skeletons of the capitalised words that don't open a sentence, in order, each once."""
    found: dict[str, None] = {}
    for text in texts:
        for word in _WORD.finditer(text):
            if not word.group()[0].isupper() or _OPENS.search(text[max(word.start() - 8, 0) : word.start()]):
                continue
            made = skeleton(word.group(), language)
            if len(made) >= SHORTEST:
                found[made] = None
    return tuple(found)[:MOST_NAMES]


def alike(one: str, other: str) -> bool:
    """One name may have a longer ending."""
    return one.startswith(other) or other.startswith(one)
