"""A whole daemon for tests: real store, real fetcher and parser, on loopback, with a clock the test moves."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.values import NOW
from warn.app import build
from warn.app.daemon import Daemon
from warn.config import everything as configuration

SHIPPED_RULES = Path(__file__).parent.parent / "rules"


@dataclass
class HandClock:
    """A clock whose wall time stands until the test moves it."""

    wall: datetime = NOW
    rate: float = 1.0
    origin: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return time.monotonic() - self.origin

    def move(self, **by: float) -> None:
        self.wall += timedelta(**by)


def feeds_yaml(urls: dict[str, str], **extra: str) -> str:
    """A feeds.yaml of these feeds (id: address), each its own publisher, at ten minutes."""
    lines = ["version: 1", "packs: {test: Test}", "sides: {independent: Nobody's, armenia: A, azerbaijan: B}"]
    defaults = {"packs": "[test]", "tier": "2", "poll": "10m", "stale_after": "24h", "kind": "news"}
    defaults |= {"side": "independent", "language": "en"} | extra
    lines.append("defaults: {" + ", ".join(f"{key}: {value}" for key, value in defaults.items()) + "}")
    lines.append("feeds:")
    lines += [
        f"  - {{id: {name}, name: {name}, publisher: {name}.example, url: '{url}'}}" for name, url in urls.items()
    ]
    return "\n".join(lines) + "\n"


def folder(home: Path, feeds: str, settings: str = "", rules: Path = SHIPPED_RULES) -> Path:
    """A working folder with its warn.yaml; returns the path of that."""
    (home / "feeds.yaml").write_text(feeds, encoding="utf-8")
    config = home / "warn.yaml"
    config.write_text(
        f"data_dir: data\nfeeds: feeds.yaml\nrules: {rules}\n"
        + ("" if "model:" in settings else "model: none\n")
        + "fetch: {host_gap: 0s, allow_networks: [127.0.0.0/8], workers: 4, timeout: 5s}\n"
        + settings,
        encoding="utf-8",
    )
    return config


@contextmanager
def daemon(config: Path, clock: HandClock) -> Iterator[Daemon]:
    made = Daemon(build.plan(configuration.load(config, {}, config.parent)), clock)
    try:
        yield made
    finally:
        made.stop()


def rss(*items: tuple[str, str, datetime], title: str = "Feed") -> bytes:
    """An RSS document of (title, link, date) items; the link is the guid."""
    entries = "".join(
        f"<item><title>{text}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{moment.astimezone(UTC):%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
        for text, link, moment in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{entries}</channel></rss>'.encode()
