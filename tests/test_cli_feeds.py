"""`warn feeds check` against a site on this machine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.commands import CHECKPOINT, desk, news, run
from tests.loopback import Loopback, Request, unused_port
from tests.running import feeds_yaml, rss


def site(request: Request) -> tuple[int, dict[str, str], bytes]:
    """Every way in which an address can look."""
    xml = {"Content-Type": "application/rss+xml"}
    answers: dict[str, tuple[int, dict[str, str], bytes]] = {
        "/alive": (200, xml, news(CHECKPOINT)),
        "/moved": (301, {"Location": "/alive"}, b""),
        "/blocked": (403, {"Content-Type": "text/plain"}, b"no robots"),
        "/html": (200, {"Content-Type": "text/html"}, b"<!doctype html><html><body>Log in</body></html>"),
        "/empty": (200, xml, rss()),
        "/stale": (200, xml, news("Old bread", age=timedelta(days=9))),
    }
    return answers[request.target]


@pytest.fixture(scope="module")
def various(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Loopback]]:
    home = tmp_path_factory.mktemp("various")
    with Loopback(site) as server:
        names = ("alive", "moved", "blocked", "html", "empty", "stale")
        urls = {name: server.url(f"/{name}") for name in names}
        yield desk(home, feeds_yaml(urls | {"refused": f"http://127.0.0.1:{unused_port()}/rss"})), server


def test_feeds_check_names_what_every_feed_looks_like(various: tuple[Path, Loopback]) -> None:
    home, server = various
    lines = run("feeds", "check", cwd=home).stdout.splitlines()
    assert lines[-1] == "2 of 7 alive"
    shown = {line.split()[1]: line for line in lines[:-1]}
    assert re.search(r"1 items, newest \d+ (min|h) ago$", shown["alive"])
    assert f"moved to {server.url('/alive')}" in shown["moved"]
    assert shown["blocked"].startswith("blocked ")
    assert "403" in shown["blocked"]
    assert shown["stale"].endswith("newest 9 d ago")
    assert not (home / "data").exists()


def test_feeds_check_as_data(various: tuple[Path, Loopback]) -> None:
    home, server = various
    probes = [json.loads(line) for line in run("feeds", "check", "--json", cwd=home).stdout.splitlines()]
    assert {one["feed_id"]: one["verdict"] for one in probes} == {
        "alive": "alive", "moved": "alive", "blocked": "blocked", "html": "html", "empty": "empty", "stale": "stale",
        "refused": "connect",
    }  # fmt: skip
    assert {one["feed_id"]: one["moved_to"] for one in probes if one["moved_to"]} == {"moved": server.url("/alive")}


def test_feeds_check_of_some(various: tuple[Path, Loopback]) -> None:
    home, _ = various
    assert run("feeds", "check", "html", cwd=home, code=1).stdout.endswith("0 of 1 alive\n")
    assert f"no feed nosuch in {home}/feeds.yaml" in run("feeds", "check", "html", "nosuch", cwd=home, code=2).stderr
