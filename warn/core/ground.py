"""A watch's places and names, as far as they tell events apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from warn.core.names import SHORTEST, alike, skeleton
from warn.core.normalise import normalise
from warn.model.rule import Watch

_FIRST = 3
"""Letters by which words are looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    around: Mapping[str, frozenset[str]]
    """Of each place all that contain it, however far out."""
    beside: Mapping[str, frozenset[str]]
    """Of each place those across a line from it, seen from either side, and what lies around those."""
    wide: frozenset[str]
    """Places that contain others."""
    usual: tuple[str, ...]
    """Skeletons of names that any item of the watch may bear: of its sides, actors and places."""

    naming: Mapping[str, tuple[tuple[str, bool], ...]]
    """Words that name a place, side or actor, by their first letters; True: any ending may follow."""

    def names_something(self, word: str) -> bool:
        """A folded word by which the watch knows a place or a side: that two texts share it, their places say."""
        return any(
            word.startswith(known) if stem else word == known for known, stem in self.naming.get(word[:_FIRST], ())
        )

    def narrowest(self, named: Iterable[str]) -> frozenset[str]:
        """Places without those that contain another of them."""
        found = frozenset(named)
        return found.difference(*(self.around.get(one, frozenset()) for one in found))

    def inside(self, inner: str, outer: str) -> bool:
        return outer in self.around.get(inner, frozenset())

    def unusual(self, names: Iterable[str]) -> tuple[str, ...]:
        """Names that tell something."""
        return tuple(name for name in names if not any(alike(name, usual) for usual in self.usual))


@lru_cache(maxsize=64)
def ground_of(watch: Watch) -> Ground:
    inside = {place.id: place.inside for place in watch.places}
    around = {place: _around(place, inside) for place in inside}
    beside: dict[str, set[str]] = {place: set() for place in inside}
    for place in watch.places:
        for other in place.beside:
            for one, across in ((place.id, other), (other, place.id)):
                for near in (across, *around[across]):
                    beside[one].add(near)
                    beside[near].add(one)
    return Ground(
        around=around,
        beside={place: frozenset(others) for place, others in beside.items()},
        wide=frozenset(outer for outers in inside.values() for outer in outers),
        usual=_usual(watch),
        naming=_naming(watch),
    )


def _around(place: str, inside: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    found: set[str] = set()
    further = list(inside.get(place, ()))
    while further:
        outer = further.pop()
        if outer not in found and outer != place:
            found.add(outer)
            further += inside.get(outer, ())
    return frozenset(found)


def _usual(watch: Watch) -> tuple[str, ...]:
    """Of sides and actors all terms; of places only the name, because their terms are villages that tell much."""
    terms = [term.text for side in watch.sides for term in side.terms]
    terms += [term.text for actor in watch.actors for term in actor.terms]
    texts = (*terms, *(place.name for place in watch.places))
    made = {skeleton(word.decode()) for text in texts for word in normalise(text).words}
    return tuple(sorted(one for one in made if len(one) >= SHORTEST))


def _naming(watch: Watch) -> Mapping[str, tuple[tuple[str, bool], ...]]:
    """Terms of one word; a phrase is made of words that mean something else alone."""
    found: dict[str, dict[tuple[str, bool], None]] = {}
    known = [place.terms for place in watch.places]
    known += [side.terms for side in watch.sides]
    known += [actor.terms for actor in watch.actors]
    for term in (term for terms in known for term in terms):
        words = normalise(term.text.rstrip("*")).words
        if len(words) == 1 and len(word := words[0].decode()) >= _FIRST:
            found.setdefault(word[:_FIRST], {})[word, term.text.endswith("*")] = None
    return {first: tuple(words) for first, words in found.items()}
