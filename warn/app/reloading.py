"""Rules read anew when their files change: good ones at once, bad ones not at all, and that is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import structlog

from warn.config import everything as configuration
from warn.config.everything import Everything
from warn.model.problem import Problem, Refused
from warn.model.rulebook import RuleBook

log = structlog.get_logger("warn.rules")

_Fingerprint = frozenset[tuple[str, int, int]]


class Reloading:
    """Looks at the rules folder now and then; to be called by one thread."""

    def __init__(
        self,
        everything: Everything,
        on_rules: Callable[[RuleBook], None],
        on_refused: Callable[[tuple[Problem, ...]], None],
    ) -> None:
        self._everything = everything
        self._on_rules = on_rules
        self._on_refused = on_refused
        self._loaded = self._seen = fingerprint(everything.rules_path)
        self._version = everything.rulebook.version

    def look(self) -> None:
        """Read the rules if they changed and then lay still from one look to the next: an editor may be at work."""
        now = fingerprint(self._everything.rules_path)
        still, self._seen = now == self._seen, now
        if not still or now == self._loaded:
            return
        self._loaded = now
        try:
            rulebook = configuration.rules_again(self._everything)
        except Refused as refused:
            log.error("changed rules are refused; the old ones stay", problems=[str(one) for one in refused.problems])
            self._on_refused(refused.problems)
            return
        if rulebook.version != self._version:
            self._version = rulebook.version
            log.info("rules read anew", rules=len(rulebook.rules), version=rulebook.version)
            self._on_rules(rulebook)


def fingerprint(folder: Path) -> _Fingerprint:
    """Name, time and size of every file that rules are read from."""
    found = []
    for path in folder.glob("**/*.yaml"):
        try:
            state = path.stat()
        except OSError:  # gone between the listing and the look: the next look sees it so
            continue
        found.append((str(path.relative_to(folder)), state.st_mtime_ns, state.st_size))
    return frozenset(found)
