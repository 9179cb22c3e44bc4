"""Settings, feeds and rules read together: all of it good, or every problem of every file at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from warn.config import feeds as feeds_file
from warn.config import rules as rules_folder
from warn.config import settings as settings_file
from warn.config.feeds import Catalogue
from warn.config.rules.series import unknown_feeds
from warn.config.settings import Settings
from warn.core.credit import Publishers
from warn.model.alert import Destination
from warn.model.feed import Feed
from warn.model.problem import Problem, Refused
from warn.model.rulebook import RuleBook

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """What people wrote, checked."""

    settings: Settings
    catalogue: Catalogue
    rulebook: RuleBook
    destinations: tuple[Destination, ...]
    feeds_path: Path
    rules_path: Path

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """All of the chosen packs, enabled or not."""
        return self.catalogue.feeds

    @property
    def publishers(self) -> Publishers:
        return Publishers(sides=self.catalogue.sides, aliases=self.catalogue.aliases)

    @property
    def enabled(self) -> tuple[Feed, ...]:
        return tuple(feed for feed in self.feeds if feed.enabled)


def load(config: Path | None, environ: Mapping[str, str], cwd: Path) -> Everything:
    """Read and check everything there is to read.

    Raises:
        Refused: with every problem of every file.
    """
    settings = settings_file.load(config, environ, cwd)
    feeds_path = settings_file.shipped("feeds.yaml", settings.feeds, cwd)
    rules_path = settings_file.shipped("rules", settings.rules, cwd)
    problems: list[Problem] = []
    catalogue = _try(problems, lambda: feeds_file.catalogue(feeds_path, packs=frozenset(settings.packs)))
    rulebook = _try(problems, lambda: rules_folder.load(rules_path))
    destinations = _try(problems, lambda: settings_file.destinations(settings))
    if rulebook is not None and destinations is not None:
        problems += _unknown_watches(config or Path(settings_file.DEFAULT_FILE), destinations, rulebook)
    if rulebook is not None and catalogue is not None:
        problems += unknown_feeds(rulebook.series, catalogue.ids)
    if problems or catalogue is None or rulebook is None or destinations is None:
        raise Refused(tuple(problems))
    return Everything(
        settings=settings,
        catalogue=catalogue,
        rulebook=rulebook,
        destinations=destinations,
        feeds_path=feeds_path,
        rules_path=rules_path,
    )


def rules_again(everything: Everything) -> RuleBook:
    """The rules folder as it is now, held against the settings and feeds that were read before.

    Raises:
        Refused: with every problem of it.
    """
    rulebook = rules_folder.load(everything.rules_path)
    problems = unknown_feeds(rulebook.series, everything.catalogue.ids)
    problems += _unknown_watches(everything.rules_path, everything.destinations, rulebook)
    if problems:
        raise Refused(tuple(problems))
    return rulebook


def _unknown_watches(file: Path, destinations: tuple[Destination, ...], rulebook: RuleBook) -> list[Problem]:
    """A destination for a watch that doesn't exist would be told nothing, for ever."""
    known = {watch.id for watch in rulebook.watches}
    return [
        Problem(
            file=str(file),
            line=1,
            message=f"destination {one.id!r}: no watch {name!r} in the rules ({', '.join(sorted(known))})",
        )
        for one in destinations
        for name in sorted(one.watches - known)
    ]


def _try(problems: list[Problem], read: Callable[[], Part]) -> Part | None:
    try:
        return read()
    except Refused as refused:
        problems += refused.problems
        return None
