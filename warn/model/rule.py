"""Watches, places, lists, conditions and rules: what the analyst's YAML says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from warn.model.item import GuardKind
from warn.model.toll import TollKind


class Direction(StrEnum):
    ESCALATION = "escalation"
    DE_ESCALATION = "de-escalation"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or phrase to find: tokens in order; `stem*` is a prefix, anything else a whole word.

    `text` is as the analyst wrote it. In a phrase up to `slack` other words may stand between two tokens.
    """

    text: str
    slack: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TermList:
    """A named list of terms in every language it covers (`$checkpoint`)."""

    name: str
    terms: tuple[Term, ...]
    languages: tuple[tuple[str, tuple[Term, ...]], ...] = ()
    """The same by language."""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyTerm:
    """At least one of the terms occurs."""

    terms: tuple[Term, ...]
    source: str = ""
    """How the rule wrote it (`$checkpoint`, or the term): shown by explain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """One term of each group within `within` tokens of one another, in the same field."""

    groups: tuple[AnyTerm, ...]
    within: int
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNamed:
    """The item names one of these places of the watch, or a place inside it."""

    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorNamed:
    """The item names one of these actors of the watch, or anybody of one of these sides."""

    actors: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InLanguage:
    """The item is written in one of these languages (ISO 639-1), by its script or as its feed says."""

    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FromPublisher:
    """Who published the item: of each given group one must fit."""

    names: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The item states a number: a toll of this kind, or a number just before one of the unit's terms."""

    toll: TollKind | None = None
    unit: AnyTerm | None = None
    at_least: float = 1
    at_most: float | None = None
    who: str = ""
    """Only tolls of such people (`soldier`, `civilian`, ...)."""
    side: str = ""
    """Only tolls of this side of the watch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A regular expression occurs in the title or the summary, case aside; searched under a time limit."""

    expression: str


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class InField:
    """`part` must hold within that one field (`title` or `summary`)."""

    field: str
    part: Condition


Condition = (
    AnyTerm
    | Near
    | PlaceNamed
    | ActorNamed
    | InLanguage
    | FromPublisher
    | Counted
    | Pattern
    | All
    | AnyOf
    | Not
    | InField
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One line of a rule's tests."""

    title: str
    summary: str = ""
    language: str = ""
    """ISO 639-1 code under which it stands; empty: not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTests:
    fires: tuple[Example, ...] = ()
    silent: tuple[Example, ...] = ()


def means(name: str, rule_id: str, family: str) -> bool:
    """Whether `name` means a rule: by its id, its family, or the beginning of its id (`checkpoint.*`)."""
    return rule_id.startswith(name[:-1]) if name.endswith("*") else name in {rule_id, family}


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Corroboration without which a rule's hits earn no message."""

    publishers: int = 1
    """Independent publishers that must report it."""
    sides: int = 0
    """Different sides that must report it."""
    third_party: bool = False
    """One of the publishers must be of a side that is no party of the watch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One indicator rule of type `match`."""

    id: str
    watch: str
    title: str
    direction: Direction
    severity: int
    """1 (note) to 5 (tell somebody now)."""
    weight: float
    """Evidence in log-odds that a hit adds to the score."""
    why: str
    when: Condition
    exclude: Condition | None = None
    """The rule's `not:` with the watch's filters: where it holds, the rule is silent."""
    guards: frozenset[GuardKind] = frozenset(GuardKind)
    throttle: timedelta = timedelta(hours=6)
    """How long an event of this indicator stays open for further items after its last one."""
    tests: RuleTests = RuleTests()
    family: str = ""
    """Indicator family by which items become one event; empty: the id up to the first dot."""
    require: Requirement = Requirement()
    reference: str = ""
    """Where the indicator comes from: a passage of the text the watch was drawn from."""
    codes: tuple[tuple[str, str], ...] = ()
    """(framework, code) pairs: what other systems call this indicator."""
    file: str = ""
    line: int = 0

    @property
    def indicator(self) -> str:
        """Family of the rule."""
        return self.family or self.id.partition(".")[0]


class DeadlineStatus(StrEnum):
    PENDING = "pending"
    MET = "met"
    OVERTAKEN = "overtaken"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One rule of type `deadline`: a date somebody must be told of before it comes."""

    id: str
    watch: str
    title: str
    severity: int
    due: date
    """The day itself, in UTC; what it is of stands in the title."""
    status: DeadlineStatus
    status_since: date | None
    """From which day the status other than pending holds: a replay before it still tells the steps."""
    steps: tuple[timedelta, ...]
    """How long before the day to tell, longest first; zero: on the day."""
    why: str
    direction: Direction = Direction.AMBIGUOUS
    source: str = ""
    family: str = ""
    file: str = ""
    line: int = 0

    @property
    def indicator(self) -> str:
        return self.family or self.id.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    id: str
    name: str
    terms: tuple[Term, ...]
    inside: tuple[str, ...] = ()
    """Ids of places that contain it."""
    beside: tuple[str, ...] = ()
    """Ids of places across a line from it: of one occurrence there, each side names its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A party or voice of the watch, with the words by which people are counted to it (`armenian*`)."""

    id: str
    name: str
    terms: tuple[Term, ...] = ()
    party: bool = False
    """It is one of those in dispute: somebody else's report is a third party's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who acts in the watch: a ministry, an army, an aid agency."""

    id: str
    name: str
    terms: tuple[Term, ...]
    side: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One folder of rules: a crisis somebody watches."""

    id: str
    name: str
    places: tuple[Place, ...]
    prior: float
    """Log-odds before any evidence."""
    threshold: float
    """Score (0..1) from which an event is told."""
    freshness: timedelta
    """An item published longer ago than this never makes a new alert."""
    publisher_weight: float = 0.8
    """Log-odds that each further independent publisher adds to an event."""
    title_weight: float = 0.7
    """Log-odds added when the deciding words stand in the title."""
    classifier_weight: float = 0.5
    """Share of the classifier's log-odds that is added where a rule counts; zero: it isn't asked."""
    sides: tuple[Side, ...] = ()
    actors: tuple[Actor, ...] = ()

    def __hash__(self) -> int:
        """By id: two of one id are told apart by their values, and none is hashed whole."""
        return hash(self.id)

    @property
    def parties(self) -> frozenset[str]:
        """Sides in dispute."""
        return frozenset(side.id for side in self.sides if side.party)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardTerms:
    """The words by which a guard knows its sentences, in one language; data, like every list."""

    kind: GuardKind
    language: str
    terms: tuple[Term, ...]
    within: int | None = None
    """It strikes with at most this many words between it and the deciding words; None: anywhere in the sentence."""
    unless: tuple[Term, ...] = ()
    """A guard's word inside one of these strikes nothing ("no fewer than")."""
    before: bool = False
    """It strikes only where it stands before the last of the deciding words ("no casualties", "plans to set up")."""
