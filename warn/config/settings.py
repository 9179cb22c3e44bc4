"""What an operator sets: `warn.yaml` and the environment, read once, checked whole.

Every key of warn.yaml can be given as a variable too: `WARN_` and the key, two underscores between levels
(`WARN_FETCH__TIMEOUT=30s`, `WARN_DESTINATIONS__DESK_SLACK__URL_FILE=/run/secrets/slack`); the variable wins. This is
the only place that gives the environment a meaning; it is passed in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from warn import __version__
from warn.config import secrets
from warn.config.environment import overlaid
from warn.config.strict_yaml import Located, Span, check, read, read_text
from warn.model.alert import Destination
from warn.model.classifier import FACTS_FILE
from warn.model.problem import Problem, Refused

DEFAULT_FILE = "warn.yaml"


def _secret(value: object) -> object:
    """A secret's type is checked here: pydantic's own message would show it."""
    if value is not None and not isinstance(value, str):
        raise ValueError("must be text")
    return value


def _whole_mapping(value: object) -> object:
    if not isinstance(value, dict):
        raise ValueError("must be a mapping from each destination's id to its settings")  # noqa: TRY004 - for pydantic
    return value


def size(value: object) -> object:
    """`5MB`, `1GiB`, or bytes. Raises ValueError."""
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"(\d{1,9}(?:\.\d{1,3})?)\s*([KMG]?)(i?)B?", value.strip(), re.IGNORECASE | re.ASCII)
    if not found:
        raise ValueError(f"must be a size like 5MB or 1GiB, not {value[:40]!r}")
    power = " KMG".index(found[2].upper() or " ")
    return round(float(found[1]) * (1024 if found[3] else 1000) ** power)


Size = Annotated[int, BeforeValidator(size)]
"""Bytes."""
SecretText = Annotated[str | None, BeforeValidator(_secret), Field(repr=False)]
Longer = Annotated[Span, Field(gt=timedelta(0))]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FetchSettings(_Part):
    """How feeds are polled."""

    user_agent: str = f"warn/{__version__} (early-warning feed reader)"
    timeout: Longer = timedelta(seconds=20)
    """Whole fetch, from the first byte to the last."""
    max_bytes: Annotated[Size, Field(ge=1_000)] = 5_000_000
    host_gap: Span = timedelta(seconds=1)
    """Between two requests to one host."""
    workers: Annotated[int, Field(ge=1, le=256)] = 16
    allow_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    """Private networks that feeds may be fetched from all the same."""
    allow_ports: tuple[Annotated[int, Field(ge=1, le=65_535)], ...] = (80, 443)
    library: Literal["httpx", "httpx2"] = "httpx"


class ParseSettings(_Part):
    """The worker processes that read documents."""

    workers: Annotated[int, Field(ge=1, le=64)] = 2
    timeout: Longer = timedelta(seconds=3)
    memory: Annotated[Size, Field(ge=64 * 2**20)] = 2**30


class LogSettings(_Part):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["console", "json"] = "console"


class DestinationSettings(_Part):
    """One place to send to: its address comes from exactly one of `url`, `url_env` and `url_file`."""

    url: SecretText = None
    url_env: str | None = None
    url_file: str | None = None
    form: Literal["console", "slack", "mail", "text"] | None = None
    """None: as the address's scheme has it."""
    to: Annotated[tuple[str, ...], Field(strict=False)] = ()
    """Recipients of a mail destination, each a destination of its own."""
    min_severity: Annotated[int, Field(ge=1, le=5)] = 1
    watches: Annotated[tuple[str, ...], Field(strict=False)] = ()
    per_minute: Annotated[float, Field(gt=0, le=600)] = 30.0


def _plain_address(value: object) -> object:
    """`desk: slack://...` is short for `desk: {url: slack://...}`."""
    if isinstance(value, str):
        return {"url": value}
    if not isinstance(value, dict):
        raise ValueError("must be a mapping with url, url_env or url_file")  # noqa: TRY004 - for pydantic
    return value


class Settings(_Part):
    """Everything an operator can set. After `load` every path is absolute and every secret is in place."""

    data_dir: Path = Path("data")
    database: SecretText = None
    """SQLAlchemy URL; after `load` never None."""
    database_file: str | None = None
    """File that holds `database`."""
    feeds: Path | None = None
    rules: Path | None = None
    model: Path | Literal["none"] | None = None
    """Folder of the classifier; none: rules only. None: `model` in data_dir if it is there, else the shipped one."""
    missed_threshold: Annotated[float, Field(ge=0, le=1)] = 0.9
    """Probability of the classifier from which an item that no rule caught is listed by `warn missed`."""
    packs: tuple[str, ...] = ()
    """Packs of feeds to poll; empty: all."""
    fetch: FetchSettings = FetchSettings()
    parse: ParseSettings = ParseSettings()
    log: LogSettings = LogSettings()
    destinations: Annotated[
        dict[
            Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")],
            Annotated[DestinationSettings, BeforeValidator(_plain_address)],
        ],
        BeforeValidator(_whole_mapping),
    ] = Field(default_factory=dict)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may show."""
        urls = [one.url for one in self.destinations.values() if one.url]
        has_password = self.database and "@" in self.database
        return (*urls, self.database) if has_password and self.database else tuple(urls)

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.data_dir / 'warn.db'}"


def load(path: Path | None, environ: Mapping[str, str], cwd: Path) -> Settings:
    """Settings from `path` (else WARN_CONFIG, else ./warn.yaml, else none) and the environment.

    Raises Refused with every problem, each at its file and line or under its variable's name; no secret is shown.
    """
    found = _file(path, environ, cwd)
    located = read(found) if found else read_text("", DEFAULT_FILE)
    merged, names = overlaid(Settings, located, environ)
    try:
        raw = check(Settings, merged)
    except Refused as refused:
        raise Refused(tuple(_under_its_name(problem, names) for problem in refused.problems)) from None
    base = found.parent if found else cwd
    problems: list[Problem] = []
    settings = _in_place(raw, merged, environ, base, cwd, problems)
    problems += secrets.addresses(settings.destinations, merged)
    if problems:
        raise Refused(tuple(_under_its_name(problem, names) for problem in problems))
    return settings


def destinations(settings: Settings) -> tuple[Destination, ...]:
    """One Destination a recipient; with none set, the console, so that nothing is ever told to nobody."""
    found: list[Destination] = []
    for name, one in settings.destinations.items():
        url = one.url or ""
        found += (
            Destination(
                id=f"{name}/{recipient}" if recipient else name,
                form=one.form or secrets.form_of(url),
                url=secrets.with_recipient(url, recipient) if recipient else url,
                min_severity=one.min_severity,
                watches=frozenset(one.watches),
                per_minute=one.per_minute,
            )
            for recipient in one.to or ("",)
        )
    return tuple(found) or (Destination(id="console", form="console", url="console://"),)


def shipped(name: str, given: Path | None, cwd: Path) -> Path:
    """`given`, else `name` (`feeds.yaml`, `rules`) in `cwd` if it is there, else the one that came with warn."""
    if given is not None:
        return cwd / given
    return cwd / name if (cwd / name).exists() else packaged(name)


def packaged(name: str) -> Path:
    """What came with warn: inside the wheel, or at the top level of a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "shipped" / name
    return inside if inside.exists() else package.parent / name


SHIPPED_MODEL = Path(__file__).resolve().parent.parent / "shipped_model"


def model_folder(settings: Settings) -> Path | None:
    """Where the classifier is to be read from; None: rules only."""
    if settings.model == "none":
        return None
    if isinstance(settings.model, Path):
        return settings.model
    own = own_model(settings)
    # A training that the gate refused leaves its decision there, and no classifier.
    return own if (own / FACTS_FILE).exists() else SHIPPED_MODEL


def own_model(settings: Settings) -> Path:
    """Where a desk's own training goes."""
    return settings.data_dir / "model"


def _file(path: Path | None, environ: Mapping[str, str], cwd: Path) -> Path | None:
    if path is not None:
        return cwd / path
    if named := environ.get("WARN_CONFIG"):
        return cwd / named
    return cwd / DEFAULT_FILE if (cwd / DEFAULT_FILE).exists() else None


def _under_its_name(problem: Problem, names: tuple[str, ...]) -> Problem:
    """A problem of an environment variable: the overlay gave each a negative line."""
    if problem.line >= 0:
        return problem
    return replace(problem, file=names[-problem.line - 1], line=1)


def _in_place(
    raw: Settings, located: Located, environ: Mapping[str, str], base: Path, cwd: Path, problems: list[Problem]
) -> Settings:
    """Secrets read, paths absolute: from warn.yaml relative to its folder, from a variable to the working directory."""

    def whole(key: str, path: Path) -> Path:
        is_written = located.at((key,)) is not None and located.line((key,)) >= 0
        return (base if is_written else cwd) / path

    reader = secrets.Reader(located=located, environ=environ, base=base, cwd=cwd, problems=problems)
    resolved: dict[str, Any] = {
        name: one.model_copy(update={"url": reader.address(("destinations", name), one.url, one.url_env, one.url_file)})
        for name, one in raw.destinations.items()
    }
    data_dir = whole("data_dir", raw.data_dir)
    return raw.model_copy(
        update={
            "data_dir": data_dir,
            "database": reader.database(raw.database, raw.database_file) or f"sqlite:///{data_dir / 'warn.db'}",
            "feeds": whole("feeds", raw.feeds) if raw.feeds else None,
            "rules": whole("rules", raw.rules) if raw.rules else None,
            "model": whole("model", raw.model) if isinstance(raw.model, Path) else raw.model,
            "destinations": resolved,
        }
    )
