"""The demonstration's data: outlets, and what each of them published when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from warn.config.strict_yaml import Located, check, read
from warn.model.problem import Problem, Refused

ITEMS = Path(__file__).with_name("items.yaml")
NO_EVENT = "none"

Format = Literal["rss", "atom", "rdf", "json"]
Quirk = Literal["", "azt-dates", "moved", "unsteady"]
"""What an outlet does wrong: dates in a zone by name, an address that moved for good, an occasional 503."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Outlet(_Strict):
    """A newsroom that doesn't exist, with its one feed."""

    id: str = Field(pattern=r"^[a-z][a-z-]*$")
    name: str
    side: str
    kind: Literal["news", "wire"]
    publisher: str = Field(pattern=r"^[a-z-]+\.example$")
    language: str
    country: str = ""
    format: Format
    quirk: Quirk = ""


class Story(_Strict):
    """One revision of one item."""

    outlet: str
    at: AwareDatetime
    event: str = Field(pattern=r"^(E[0-9]{2}|none)$")
    """What it reports, by the id of the dated fact; `none` for noise."""
    language: str
    link: str = Field(pattern=r"^https://[a-z-]+\.example/\S+$")
    title: str = Field(min_length=1)
    summary: str = Field(min_length=1)
    reprint_of: str = ""
    """Link of the item it was copied from."""


class _File(_Strict):
    outlets: tuple[Outlet, ...]
    items: tuple[Story, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """The whole crisis, oldest story first."""

    outlets: tuple[Outlet, ...]
    stories: tuple[Story, ...]

    @property
    def start(self) -> datetime:
        """When every feed has its first item: no outlet begins with an empty feed."""
        first = {story.outlet: story.at for story in reversed(self.stories)}
        return max(first.values())

    @property
    def end(self) -> datetime:
        return self.stories[-1].at


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An item as its outlet's feed shows it at some moment: its newest revision, and when the first one came."""

    story: Story
    first: datetime


def load(path: Path = ITEMS) -> Replay:
    """Read the outlets and their stories. Raises Refused with every problem as file:line."""
    located = read(path)
    file = check(_File, located)
    problems = tuple(_problems(located, file))
    if problems:
        raise Refused(problems)
    return Replay(outlets=file.outlets, stories=tuple(sorted(file.items, key=lambda story: story.at)))


def _problems(located: Located, file: _File) -> Iterator[Problem]:
    outlets = {outlet.id: outlet for outlet in file.outlets}
    times = Counter(outlet.id for outlet in file.outlets)
    links = {story.link for story in file.items}
    for index, outlet in enumerate(file.outlets):
        if times[outlet.id] > 1:
            yield located.problem(("outlets", index), f"outlet {outlet.id!r} is there twice")
    for index, story in enumerate(file.items):
        path = ("items", index)
        home = outlets.get(story.outlet)
        if home is None:
            yield located.problem(path, f"there is no outlet {story.outlet!r}")
        elif not story.link.startswith(f"https://{home.publisher}/"):
            yield located.problem(path, f"the link of {story.outlet!r} must be at {home.publisher}")
        if story.reprint_of and story.reprint_of not in links:
            yield located.problem(path, f"it reprints what nobody published: {story.reprint_of!r}")


def published(stories: Iterable[Story], outlet: str, now: datetime, *, newest: int = 20) -> tuple[Published, ...]:
    """What the outlet's feed holds at `now`: its `newest` items, newest first, each in its newest revision."""
    current: dict[str, Published] = {}
    for story in sorted(stories, key=lambda story: story.at):
        if story.outlet == outlet and story.at <= now:
            earlier = current.get(story.link)
            current[story.link] = Published(story=story, first=earlier.first if earlier else story.at)
    ordered = sorted(current.values(), key=lambda item: (item.first, item.story.link), reverse=True)
    return tuple(ordered[:newest])
