"""Tolls read from a title and a summary: who, how many, which fate, by the words of six languages.

Each sentence that holds an outcome (killed, ранены, şəhid) is cut into units; numbers and people become groups; each
outcome takes the nearest group that can be its own; marks of the sentence say whether it is denied, a running total or
a revised one. What the words don't settle makes no toll: a count that isn't there is worse than one that is missing,
since the item itself is still shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from warn.core.normalise import Token, normalise, sentences
from warn.core.numbers.absence import absent_of
from warn.core.numbers.fates import Pair
from warn.core.numbers.language import LANGUAGES, language_of
from warn.core.numbers.lexicon import Lexicon, Tag, lexicon, side_lexicon
from warn.core.numbers.pairing import outcomes_of, pairs_of
from warn.core.numbers.people import Group, groups_of
from warn.core.numbers.units import Unit, units_of
from warn.model.toll import Toll, TollKind

_LONGEST_TEXT = 20_000
"""Characters read of a field; an article's first screens say what it reports."""
_LONGEST_SENTENCE = 800
"""Characters; what has no full stop for longer is cut at a space."""
_MOST = 40
"""Tolls after which a field isn't read on: it is a table, or an attack."""
_GENITIVE_FIRST = frozenset({"hy", "az", "tr"})
_MOVED_AT_LEAST = 100
"""People from whom on "left" and "arrived" tell of flight, not of travel."""
_FLEEING = frozenset({"", "civilian", "child"})
_COUNTED_AS = {"victim": "killed", "casualty": "killed", "detained": "captured"}
_FATES = frozenset({TollKind.KILLED, TollKind.WOUNDED})
_NEVER_ARRESTED = frozenset({"aid worker", "peacekeeper"})
_SUFFERED = frozenset({"out", "unout", "toll", "move"})
_ABSENT = frozenset({"no", "none", "nobody"})
_SUFFERERS = _ABSENT | {"person", "num", "scale", "plural", "vague"}
_NOBODY = Group(first=0, last=0)


def read_tolls(
    title: str, summary: str, *, language: str = "", sides: Mapping[str, Sequence[str]] | None = None
) -> tuple[Toll, ...]:
    """Every toll the two fields state, in the order of the text.

    `sides` gives the words of each side, `stem*` for a beginning; `language` is what the feed declares.
    """
    names = side_lexicon(sides or {})
    found: list[_Reading] = []
    for field, text in (("title", title[:_LONGEST_TEXT]), ("summary", summary[:_LONGEST_TEXT])):
        if text:
            spoken = language_of(text, language)
            if spoken in LANGUAGES:
                found.extend(_read(text, field, spoken, names))
    split = any(not casualties and toll.kind in _FATES and toll.high != 0 for toll, casualties in found)
    return tuple(toll for toll, casualties in found if not (casualties and split))


class _Reading(NamedTuple):
    toll: Toll
    casualties: bool
    """It doesn't say which: "17 casualties". Read as killed, unless the text counts killed or wounded elsewhere."""


def _read(text: str, field: str, language: str, sides: Lexicon) -> list[_Reading]:
    found: list[_Reading] = []
    normal, words = normalise(text), lexicon(language)
    if not words.may_toll(normal.words_between(0, len(text))):
        return found
    for start, end in _stretches(text):
        if len(found) >= _MOST:
            break
        if not words.may_toll(normal.words_between(start, end)):
            continue
        tokens = normal.tokens_between(start, end)
        tags = words.tags(tokens)
        if _may_pair(tokens, tags):
            units = units_of(text, tokens, tags, words, sides)
            sentence = _Sentence(text, field, tokens, units, frozenset(unit.role for unit in units))
            found.extend(sentence.tolls(genitive_first=language in _GENITIVE_FIRST))
    return found


def _may_pair(tokens: Sequence[Token], tags: Sequence[Tag | None]) -> bool:
    """Whether a sentence has an outcome and somebody or nobody to suffer it: most that have a likely word don't."""
    roles = {tag.role for tag in tags if tag and tag.form != "many"}
    if roles.isdisjoint(_SUFFERED):
        return False
    return not roles.isdisjoint(_SUFFERERS) or any(token.text[0].isdigit() for token in tokens)


def _stretches(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sentences(text):
        begin = start
        while end - begin > _LONGEST_SENTENCE:
            space = text.rfind(" ", begin + 1, begin + _LONGEST_SENTENCE)
            cut = space if space > 0 else begin + _LONGEST_SENTENCE
            found.append((begin, cut))
            begin = cut
        found.append((begin, end))
    return found


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    """All of the field."""
    field: str
    tokens: Sequence[Token]
    """Those of the sentence."""
    units: Sequence[Unit]
    roles: frozenset[str]
    """Those of the units."""

    def tolls(self, *, genitive_first: bool) -> list[_Reading]:
        absences = absent_of(self.units) if self.roles & _ABSENT else []
        gone = {at for absence in absences for at in range(absence.first, absence.last + 1)}
        groups = [group for group in groups_of(self.units, genitive_first=genitive_first) if group.first not in gone]
        outcomes = [outcome for outcome in outcomes_of(self.units) if outcome.at not in gone]
        found = [
            _Reading(self._toll(TollKind(kind), (absence.first, absence.last)), casualties=False)
            for absence in absences
            for kind in absence.kinds
        ]
        heard: Group | None = None
        for pair in sorted(pairs_of(self.units, groups, outcomes), key=lambda pair: pair.group.first):
            group = pair.group
            # "7 soldiers killed, 6 wounded"
            if group.bare and heard and not pair.outcome.total and pair.outcome.kind != "displaced":
                group = replace(group, who=group.who or heard.who, side=group.side or heard.side)
            heard = group
            toll = self._of_pair(replace(pair, group=group))
            if toll:
                found.append(_Reading(toll, casualties=pair.outcome.kind == "casualty"))
        return sorted(found, key=lambda reading: (reading.toll.start, reading.toll.end))

    def _of_pair(self, pair: Pair) -> Toll | None:
        group, outcome = pair.group, pair.outcome
        kind = _COUNTED_AS.get(outcome.kind, outcome.kind)
        if not group.usable or outcome.void or kind == "loss" or self._implausible(pair):
            return None
        span = (min(group.first, outcome.at), max(group.last, outcome.at))
        total = outcome.total or self._marked("total")
        revised = total and self._marked("rise")
        low = group.high if outcome.total and group.low == 0 and group.high else group.low  # "rises to" isn't "up to"
        counted = group if low == group.low else replace(group, low=low)
        return self._toll(TollKind(kind), span, counted, total=total, revised=revised)

    def _implausible(self, pair: Pair) -> bool:
        """Few who left, or whom others gave back, are no news of this kind."""
        unit, group = self.units[pair.outcome.at], pair.group
        if unit.role == "move":
            return group.low < _MOVED_AT_LEAST or group.bare or group.who not in _FLEEING
        if unit.value == "detained" and (
            any(word.value == "home" for word in self.units) or not self._is_captive(group)
        ):
            return True
        return unit.value in {"captured", "detained"} and self._marked("freed")

    def _is_captive(self, group: Group) -> bool:
        """Whether it is the other side that detains: police detain people every day, but not soldiers of a side, nor
        aid workers, nor where two sides are named or people pass from one to the other."""
        if group.who in _NEVER_ARRESTED or (group.who == "soldier" and group.side):
            return True
        if any(unit.role == "out" and unit.value == "captured" for unit in self.units):
            return True
        sides = {unit.value for unit in self.units if unit.role == "side"}
        crossing = any(unit.value == "crossing" for unit in self.units)
        return bool(sides) and (crossing or (bool(group.side) and len(sides) > 1))

    def _marked(self, role: str) -> bool:
        return role in self.roles

    def _toll(
        self,
        kind: TollKind,
        span: tuple[int, int],
        group: Group = _NOBODY,
        *,
        total: bool = False,
        revised: bool = False,
    ) -> Toll:
        first, last = self.units[span[0]].first, self.units[span[1]].last
        start, end = self.tokens[first].start, self.tokens[last].end
        return Toll(
            kind=kind,
            low=group.low,
            high=group.high,
            quote=self.text[start:end],
            field=self.field,
            start=start,
            end=end,
            who=group.who,
            side=group.side,
            total=total,
            revised=revised,
            denied=self._denied(span),
        )

    def _denied(self, span: tuple[int, int]) -> bool:
        """A denial before the toll, or after it in the same clause."""
        if "deny" not in self.roles:
            return False
        for at, unit in enumerate(self.units):
            if unit.role != "deny" or any(other.role == "notdeny" for other in self.units[at + 1 : at + 4]):
                continue
            between = self.units[at + 1 : span[0] + 1] if at < span[0] else self.units[span[1] + 1 : at + 1]
            stops = {";"} if at < span[0] else {";", ",", ":", "-"}
            crossed = at > span[1] and any(other.role == "break" for other in between)
            if not crossed and not any(other.pause in stops for other in between):
                return True
        return False
