"""Tolls read from a title and a summary: who, how many, which fate, by the words of six languages.

Each sentence that holds an outcome (killed, ранены, şəhid) is cut into units; numbers and people become groups; each
outcome takes the nearest group that can be its own; marks of the sentence say whether it is denied, a running total or
a revised one. What the words don't settle makes no toll: a count that isn't there is worse than one that is missing,
since the item itself is still shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from warn.core.normalise import Token, normalise, sentences
from warn.core.numbers.absence import absent_of
from warn.core.numbers.language import LANGUAGES, language_of
from warn.core.numbers.lexicon import Lexicon, lexicon, side_lexicon
from warn.core.numbers.pairing import Pair, outcomes_of, pairs_of
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
_NOBODY = Group(first=0, last=0)


def read_tolls(
    title: str, summary: str, *, language: str = "", sides: Mapping[str, Sequence[str]] | None = None
) -> tuple[Toll, ...]:
    """Every toll the two fields state, in the order of the text.

    `sides` gives the words of each side, `stem*` for a beginning; `language` is what the feed declares.
    """
    names = side_lexicon(sides or {})
    found: list[Toll] = []
    for field, text in (("title", title[:_LONGEST_TEXT]), ("summary", summary[:_LONGEST_TEXT])):
        if text:
            spoken = language_of(text, language)
            if spoken in LANGUAGES:
                found.extend(_read(text, field, spoken, names))
    return tuple(found)


def _read(text: str, field: str, language: str, sides: Lexicon) -> list[Toll]:
    found: list[Toll] = []
    normal, words = normalise(text), lexicon(language)
    if not words.may_toll(normal.words_between(0, len(text))):
        return found
    for start, end in _stretches(text):
        if len(found) >= _MOST:
            break
        if words.may_toll(normal.words_between(start, end)):
            tokens = normal.tokens_between(start, end)
            sentence = _Sentence(text, field, tokens, units_of(text, tokens, words, sides))
            found.extend(sentence.tolls(genitive_first=language in _GENITIVE_FIRST))
    return found


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

    def tolls(self, *, genitive_first: bool) -> list[Toll]:
        absences = absent_of(self.units)
        gone = {at for absence in absences for at in range(absence.first, absence.last + 1)}
        groups = [group for group in groups_of(self.units, genitive_first=genitive_first) if group.first not in gone]
        outcomes = [outcome for outcome in outcomes_of(self.units) if outcome.at not in gone]
        found = [
            self._toll(TollKind(kind), (absence.first, absence.last)) for absence in absences for kind in absence.kinds
        ]
        heard: Group | None = None
        for pair in sorted(pairs_of(self.units, groups, outcomes), key=lambda pair: pair.group.first):
            group = pair.group
            if (
                group.bare and heard and not pair.outcome.total and pair.outcome.kind != "displaced"
            ):  # "7 soldiers killed, 6 wounded"
                group = replace(group, who=group.who or heard.who, side=group.side or heard.side)
            heard = group
            found.extend(self._of_pair(replace(pair, group=group)))
        return sorted(found, key=lambda toll: (toll.start, toll.end))

    def _of_pair(self, pair: Pair) -> list[Toll]:
        group, outcome = pair.group, pair.outcome
        kind = "killed" if outcome.kind == "victim" else outcome.kind
        if not group.usable or outcome.void or kind == "loss" or self._implausible(pair):
            return []
        span = (min(group.first, outcome.at), max(group.last, outcome.at))
        total = outcome.total or self._marked("total")
        revised = total and self._marked("rise")
        low = group.high if outcome.total and group.low == 0 and group.high else group.low  # "rises to" isn't "up to"
        return [
            self._toll(
                TollKind(kind),
                span,
                group if low == group.low else replace(group, low=low),
                total=total,
                revised=revised,
            )
        ]

    def _implausible(self, pair: Pair) -> bool:
        """Few who left, or whom others gave back, are no news of this kind."""
        unit, group = self.units[pair.outcome.at], pair.group
        if unit.role == "move":
            return group.low < _MOVED_AT_LEAST or group.bare or group.who not in _FLEEING
        return unit.value == "captured" and self._marked("freed")

    def _marked(self, role: str) -> bool:
        return any(unit.role == role for unit in self.units)

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
        for at, unit in enumerate(self.units):
            if unit.role != "deny" or any(other.role == "notdeny" for other in self.units[at + 1 : at + 4]):
                continue
            between = self.units[at + 1 : span[0] + 1] if at < span[0] else self.units[span[1] + 1 : at + 1]
            stops = {";"} if at < span[0] else {";", ",", ":", "-"}
            crossed = at > span[1] and any(other.role == "break" for other in between)
            if not crossed and not any(other.pause in stops for other in between):
                return True
        return False
