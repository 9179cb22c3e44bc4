"""Everything a folder of rules says."""

from __future__ import annotations

from dataclasses import dataclass

from warn.model.level import Scenario
from warn.model.rule import Deadline, GuardTerms, Rule, Term, TermList, Watch
from warn.model.series import Series

Seen = tuple[tuple[str, tuple[str, ...]], ...]
"""Texts read in the world, by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """Everything a folder of rules says, checked."""

    version: str
    """Hex digest of all files read: every stored item remembers the version that judged it."""
    watches: tuple[Watch, ...]
    rules: tuple[Rule, ...]
    """Of type match."""
    deadlines: tuple[Deadline, ...]
    lists: tuple[TermList, ...]
    seen: Seen = ()
    """What terms were seen in; empty: nobody kept account."""
    guards: tuple[GuardTerms, ...]
    citations: tuple[Term, ...] = ()
    """Words beside which a date is that of a document, and makes nothing historical."""
    series: tuple[Series, ...] = ()
    """Of the types count, surge, absence, transition and sequence."""
    scenarios: tuple[Scenario, ...] = ()
    """In the order in which watch.yaml has them."""
