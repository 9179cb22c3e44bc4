"""What several commands need."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

if TYPE_CHECKING:
    from warn.app.build import Plan
    from warn.config.everything import Everything
    from warn.config.settings import Settings
    from warn.edge.store import Database
    from warn.model.item import Item

# sysexits.h: a temporary failure; the service manager may try again.
TEMPORARY = 75


def everything(context: typer.Context, *, log_level: str | None = None, rules: Path | None = None) -> Everything:
    """All configuration read and checked, with logs set up before anything can log a secret; `rules` in place of the
    settings' folder."""
    from warn.config import everything as configuration
    from warn.edge import logs

    environ = {**os.environ, "WARN_RULES": str(rules)} if rules else os.environ
    read = configuration.load(context.obj, environ, Path.cwd())
    logs.configure(log_level or read.settings.log.level, read.settings.log.format, read.settings.secrets)
    return read


def plan(context: typer.Context, *, log_level: str | None = None) -> Plan:
    """The same, with the rules compiled: what the daemon is made of."""
    from warn.app import build

    return build.plan(everything(context, log_level=log_level))


@contextmanager
def plain_errors() -> Iterator[None]:
    """What can go wrong with the database, the data directory or a destination's address, in one line."""
    from warn.edge.deliver import BadDestination
    from warn.edge.store import StoreInUse, StoreRefused, StoreUnavailable

    try:
        yield
    except (StoreInUse, StoreUnavailable) as error:
        fail(str(error), TEMPORARY)
    except StoreRefused as error:
        fail(str(error), 1)
    except BadDestination as error:
        fail(f"destination {error}", 2)
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}" if error.filename else str(error), 1)


@contextmanager
def opened(settings: Settings, hint: str = "") -> Iterator[Database]:
    """The store that there is, at this version's schema; else the command ends, with a `hint` at what to do."""
    from warn.edge.store import Database, exists

    if not exists(settings.database_url):
        fail(f"nothing was stored yet in {settings.data_dir}{hint and f': {hint}'}", 1)
    with plain_errors():
        database = Database(settings.database_url)
        try:
            database.migrate()
            yield database
        finally:
            database.close()


def chosen_watch(read: Everything, named: str) -> str:
    """The watch that is meant: the one that is named, or the only one."""
    watches = [one.id for one in read.rulebook.watches]
    chosen = named or (watches[0] if len(watches) == 1 else "")
    if chosen not in watches:
        fail(f"--watch: one of {', '.join(watches)} is needed", 2)
    return chosen


def since_of(text: str) -> datetime:
    """The moment so long ago (`30d`), or the beginning of a day (`2026-11-01`), UTC."""
    from datetime import date, time

    from warn.app.clock import SystemClock
    from warn.config.strict_yaml import span

    try:
        if len(text) == 10 and text[4] == "-":
            return datetime.combine(date.fromisoformat(text), time.min, tzinfo=UTC)
        return SystemClock().now() - span(text)
    except ValueError:
        fail(f"--since: a length of time like 30d or a day like 2026-11-01 is expected, not {text!r}", 2)


def items_of(
    read: Everything, files: list[Path] | None, since: str, *, missing_is_fine: bool = False, limit: int = 50_000
) -> list[Item]:
    """Items to look at: those of files, else the last `limit` that were stored within `since`."""
    from warn.config import dated_items
    from warn.core.given import given_item
    from warn.edge.store import exists, items

    if files:
        dated = [one for file in files for one in dated_items.read(file)]
        return [
            replace(
                given_item(
                    title=one.title,
                    summary=one.summary,
                    url=one.url,
                    publisher=one.publisher,
                    language=one.language,
                    now=one.published,
                    dated=True,
                    publishers=read.publishers,
                ),
                id=f"line {number}",
            )
            for number, one in enumerate(dated, start=1)
        ]
    if missing_is_fine and not exists(read.settings.database_url):
        return []
    with opened(read.settings, "give --items FILE") as database, database.reading() as transaction:
        return list(items.since(transaction, since_of(since), limit=limit))


def fail(message: str, code: int) -> NoReturn:
    print(f"warn: {message}", file=sys.stderr)
    raise typer.Exit(code)


def as_json(value: Any) -> str:
    """A value, or anything made of values, as one JSON line."""
    return json.dumps(plain_value(value), ensure_ascii=False, default=_plain)


def plain_value(value: Any) -> Any:
    """A value of ours as the mapping that JSON has of it."""
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, frozenset | set):
        return sorted(value)
    if hasattr(value, "__dataclass_fields__"):
        return asdict(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def ago(then: datetime | None, now: datetime) -> str:
    """`5 min ago`, `never`."""
    from warn.core import schedule

    return "never" if then is None else schedule.ago(now, then)
