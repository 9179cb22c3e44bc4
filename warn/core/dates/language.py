"""What the reader of dates knows of a language, and how the tables are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from typing import TypeVar

from warn.core.normalise import words_of
from warn.model.mention import DateRole

Value = TypeVar("Value")
Phrase = tuple[str, ...]
"""Folded words in order."""


class Case(StrEnum):
    """The ending that a date or its last word bears, where the language says its role by endings."""

    NONE = ""
    GENITIVE = "genitive"
    DATIVE = "dative"
    LOCATIVE = "locative"
    ABLATIVE = "ablative"
    TERMINATIVE = "terminative"
    DEFINITE = "definite"


class Mark(Enum):
    """What a word before a date does that gives it no role by itself."""

    ARTICLE = auto()
    ABOUT = auto()
    """At least, about."""
    ON_DAY = auto()
    """ON, but only of a day or weekday: "on 2025" is no year."""
    END = auto()
    PART = auto()
    """Early, mid, late."""
    LAST = auto()
    THIS = auto()
    NEXT = auto()
    SPAN = auto()
    """FROM, if a date with TO or AND follows at once ("between 1 March and 5 May")."""
    TO = auto()
    AND = auto()
    SINCE = auto()
    """FROM, and not ahead."""


class Care(Enum):
    """How far a month's name can be trusted."""

    NONE = auto()
    CAPITAL = auto()
    """It is a common word: without a year it needs a capital, and without a number a preposition that dates take."""
    NUMBER = auto()
    """Without a number it is none, unless an ending or noun of time follows."""
    ENDING = auto()
    """As NUMBER, and a day's number must bear an ending: Armenian մարտ is March and battle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    number: int
    case: Case = Case.NONE
    care: Care = Care.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    letter: str
    """Of an ISO 8601 duration: D, W, M or Y."""
    count: int = 1
    """How many of them one is: Russian "полгода" is six months."""
    lasting: bool = False
    """The form itself says how long something lasts (Armenian "տարով")."""
    alone: bool = False
    """One of it is meant where no number stands before ("на год")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """How a period is related to something else."""

    relation: str
    leads: frozenset[Phrase] = frozenset()
    """One of them stands before the period; empty: nothing needs to."""
    trails: frozenset[Phrase] = frozenset()
    """One of them stands after it; empty: nothing needs to."""
    ablative: tuple[str, ...] = ()
    """The word before the period ends so ("bitməsindən altı ay əvvəl"); without, it is counted from now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    code: str
    months: Mapping[str, Month]
    openers: Mapping[Phrase, DateRole | Mark]
    """What stands before a date."""
    weekdays: Mapping[Phrase, int]
    """0 is Monday."""
    days: Mapping[Phrase, int]
    """Days from the day of publication: tomorrow is 1."""
    numbers: Mapping[str, int]
    units: Mapping[str, Unit]
    spans: tuple[Span, ...]
    more: frozenset[str]
    """Words that may stand about a period's number ("another", "at least")."""
    suffixes: Mapping[str, Case] = field(default_factory=dict)
    """Endings set off from a number or a name by hyphen or apostrophe, or written on to a number."""
    tails: Mapping[str, Case] = field(default_factory=dict)
    """Nouns of time after a date ("года", "ildə", "ayında")."""
    ends: Mapping[str, Case] = field(default_factory=dict)
    """Words for the end, after a date."""
    posts: Mapping[tuple[str, Case], DateRole | Mark] = field(default_factory=dict)
    """What stands last, and the case it asks for."""
    links: frozenset[str] = frozenset()
    """Words between a day and its month ("of")."""
    ranges: frozenset[str] = frozenset()
    """Words between two days of one month ("10 to 12 May")."""
    day_after: bool = False
    """The day may stand after the month."""
    year_before: bool = False
    """The year may stand before the month."""
    year_noun: bool = False
    """A year by itself needs its noun or an ending besides the preposition."""
    bare_weekday: bool = False
    """A weekday means the day without a preposition (French "vendredi")."""
    counted: frozenset[str] = frozenset()
    """A number of four digits before these is a count and no year."""
    not_before: frozenset[str] = frozenset()
    """Words that a month, a weekday or a period doesn't stand before ("may have", "two years ago")."""
    not_after: frozenset[str] = frozenset()
    """Words that a month or "today" isn't the date after ("Theresa May", "Russia Today")."""
    opener_ends: frozenset[str] = field(init=False)
    """The last word of each opener: a quick look before the search."""
    articles: frozenset[str] = frozenset()
    """A weekday after them is a habit ("le vendredi")."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "opener_ends", frozenset(phrase[-1] for phrase in self.openers))


def folded(text: str) -> Phrase:
    return tuple(word.decode() for word in words_of(text))


def groups(text: str, sign: str = ",") -> list[Phrase]:
    """The folded words of a list with a sign between its groups, folded at one go: folding costs by the call."""
    found: list[list[str]] = [[]]
    for word in folded(text.replace(sign, " 0 ")):
        if word == "0":
            found.append([])
        else:
            found[-1].append(word)
    return [tuple(words) for words in found]


def phrases(text: str) -> frozenset[Phrase]:
    """Of phrases with commas between them."""
    return frozenset(groups(text))


def single(text: str) -> frozenset[str]:
    """Of words with spaces between them."""
    return frozenset(folded(text))


def phrase_table(lists: Mapping[Value, str]) -> dict[Phrase, Value]:
    return {phrase: value for value, text in lists.items() for phrase in groups(text)}


def word_table(lists: Mapping[Value, str]) -> dict[str, Value]:
    return {word: value for value, text in lists.items() for word in folded(text)}


def numbered(text: str, first: int) -> dict[str, int]:
    """Of groups of words with commas between them: the words of the first group mean `first`, of the next one more."""
    return {word: number for number, group in enumerate(groups(text), first) for word in group}


def weekday_table(text: str) -> dict[Phrase, int]:
    """Of groups with semicolons between them, Monday first; in a group phrases with commas between them."""
    return {phrase: day for day, group in enumerate(text.split(";")) for phrase in groups(group)}


def short_months(text: str) -> dict[str, Month]:
    """Of abbreviations in groups with commas between them, January first."""
    return {word: Month(number=number, care=Care.NUMBER) for word, number in numbered(text, 1).items()}


def inflected(stems: str, endings: Mapping[str, Case], care: Mapping[str, Care]) -> dict[str, Month]:
    """Months of a language that adds endings: every stem with every ending, and by itself."""
    return dict(_inflected(folded(stems), {"": Case.NONE, **endings}, care))


def _inflected(stems: Phrase, endings: Mapping[str, Case], care: Mapping[str, Care]) -> Iterator[tuple[str, Month]]:
    careful = {folded(stem)[0]: how for stem, how in care.items()}
    for number, stem in enumerate(stems, 1):
        for ending, case in endings.items():
            yield stem + ending, Month(number=number, case=case, care=careful.get(stem, Care.NONE))
