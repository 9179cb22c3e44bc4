"""What the grammar hands on: a date in the text's own terms, not yet a day."""

from __future__ import annotations

from dataclasses import dataclass

from warn.core.dates.language import Case, Mark
from warn.model.mention import DateRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Words from `start` up to `end` name a date or a period; exactly one kind of it is set."""

    start: int
    end: int
    role: DateRole | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """0 is Monday."""
    distance: int | None = None
    """Days from the day of publication."""
    shift: Mark | None = None
    """LAST, THIS, NEXT or SINCE."""
    period: str = ""
    relation: str = ""
    unit: str = ""
    mark: Mark | None = None
    """TO, AND or SPAN stood before: it may be one end of a range."""
    mark_start: int = 0
    needs_pair: bool = False
    """A date only as one end of a range ("from May to July")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What stands before a date."""

    start: int
    role: DateRole | None = None
    on_day: bool = False
    """The role is that of a word that only days take."""
    end: bool = False
    part: bool = False
    shift: Mark | None = None
    mark: Mark | None = None
    mark_start: int = 0

    @property
    def says(self) -> bool:
        """Something here takes a month or a year and nothing else."""
        return (self.role is not None and not self.on_day) or self.end or self.part or self.shift is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """What stands after a date."""

    stop: int
    case: Case
    role: DateRole | None = None
    end: bool = False
    noun: bool = False
    """A noun of time or an ending was there."""
    since: bool = False
    """The role's word tells of the past."""

    @property
    def says(self) -> bool:
        return self.role is not None or self.end or self.case in _TELLING

    @property
    def case_role(self) -> DateRole | None:
        return _TELLING.get(self.case)


_TELLING = {
    Case.LOCATIVE: DateRole.ON,
    Case.ABLATIVE: DateRole.FROM,
    Case.TERMINATIVE: DateRole.UNTIL,
}


def role_of(lead: Lead, tail: Tail) -> DateRole | None:
    """The word after a date decides, then the one before it, then the ending; "the end of" alone is a limit."""
    if tail.role or lead.role:
        return tail.role or lead.role
    if (tail.end or lead.end) and tail.case is not Case.LOCATIVE:
        return DateRole.UNTIL
    return tail.case_role
