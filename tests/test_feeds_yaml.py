"""feeds.yaml and its loader: each problem on its line, and no input that ends in a traceback."""

from __future__ import annotations

import os
import random
import re
from datetime import timedelta
from pathlib import Path

import pytest

from warn.config.feeds import (
    Catalogue,
    Evidence,
    FeedLine,
    FeedsFile,
    Publisher,
    Shared,
    catalogue,
    load,
    sides,
)
from warn.config.strict_yaml import read
from warn.model.feed import Feed
from warn.model.problem import Problem, Refused

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "feeds.yaml"
EVIDENCE = Path(os.environ.get("WARN_SHARED", ROOT / "../shared")) / "feeds_evidence.yaml"

GOOD = """\
version: 1
packs: {here: Our own, there: The other one}
sides: {north: The north, south: The south}
zones: {AM: Asia/Yerevan}
defaults: {kind: news, packs: [here], language: en, side: north}
publishers:
  wire.example: {side: south, also: [wire2.example]}
feeds:
  - id: one
    name: One
    url: https://one.example/rss
    publisher: one.example
    country: AM
  - id: two
    name: Two
    url: https://two.example/rss
    publisher: two.example
    side: south
    packs: [there]
    poll: 5m
    stale_after: 12h
    zone: Europe/Moscow
    tier: 1
    enabled: false
    reason: asleep
    evidence: {grade: C, last_ok: 2026-03-25, note: seen}
  - id: found
    name: Found
    url: https://found.example/rss
    via: google-news
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "feeds.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refusals(path: Path, packs: frozenset[str] = frozenset()) -> list[str]:
    with pytest.raises(Refused) as refused:
        load(path, packs=packs)
    return [f"{problem.line}: {problem.message}" for problem in refused.value.problems]


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return catalogue(SHIPPED)


def test_a_feed_takes_what_it_does_not_say_from_the_defaults(tmp_path: Path) -> None:
    one, two, found = load(written(tmp_path, GOOD))
    assert one == Feed(
        id="one", name="One", url="https://one.example/rss", publisher="one.example", side="north", kind="news",
        language="en", country="AM", packs=("here",), tier=3, interval=timedelta(minutes=15),
        stale_after=timedelta(hours=24), zone="Asia/Yerevan",
    )  # fmt: skip
    assert (two.side, two.packs, two.zone, two.tier, two.enabled) == ("south", ("there",), "Europe/Moscow", 1, False)
    assert (two.interval, two.stale_after) == (timedelta(minutes=5), timedelta(hours=12))
    assert (found.publisher, found.via, found.zone) == ("", "google-news", "UTC")


def test_packs_choose_feeds_and_keep_every_side(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    assert [feed.id for feed in load(path, packs=frozenset({"there"}))] == ["two"]
    known = catalogue(path, packs=frozenset({"there"}))
    expected = {"one.example": "north", "two.example": "south", "wire.example": "south", "wire2.example": "south"}
    assert dict(known.sides) == expected
    assert dict(known.aliases) == {"wire2.example": "wire.example"}
    assert dict(sides(known.feeds)) == {"two.example": "south"}


def test_a_pack_that_the_settings_ask_for_must_exist(tmp_path: Path) -> None:
    assert refusals(written(tmp_path, GOOD), frozenset({"ther"})) == [
        "2: there is no pack 'ther': did you mean 'there'? (the settings ask for it)"
    ]


PROBLEMS = [
    ("version: 1", "version: 2", 1, "version"),
    ("id: two", "id: one", 14, "id: 'one' was already given on line 9"),
    ("id: two", "id: Two Feeds", 14, "id: must be up to 64 small letters"),
    ("https://two.example/rss", "https://one.example/rss", 16, "already given on line 11"),
    ("https://two.example/rss", "http://ONE.example:80/rss#top", 16, "already given on line 11"),
    ("https://two.example/rss", "ftp://two.example/rss", 16, "must start with https:// or http://"),
    ("https://two.example/rss", "two.example/rss", 16, "isn't an address"),
    ("https://two.example/rss", "https:///rss", 16, "isn't an address"),
    ("https://two.example/rss", "https://two.example:99999/rss", 16, "isn't an address"),
    ("https://two.example/rss", "'https://[::1/rss'", 16, "isn't an address"),
    ("https://two.example/rss", "https://tw o.example/rss", 16, "holds a space"),
    ("https://two.example/rss", "https://two.example/новости", 16, "percent-encode"),
    ("https://two.example/rss", "https://ann:secret@two.example/rss", 16, "no place for a secret"),
    ("https://two.example/rss", "'https://two.example/{user}'", 16, "fill in what stands in braces"),
    ("https://two.example/rss", "https://two_$.example/", 16, "is no host name"),
    ("https://two.example/rss", "https://two.example/" + "a" * 2000, 16, "longer than 2000"),
    ("publisher: two.example", "publisher: Two Example", 17, "must be a domain"),
    ("publisher: two.example", "publisher: wire2.example", 17, "write 'wire.example'"),
    ("publisher: two.example", "publisher: one.example", 18, "speaks for 'south' here and for 'north' on line 9"),
    ("publisher: two.example", "publisher: ''", 14, "has no publisher"),
    ("side: south\n", "side: sout\n", 18, "isn't declared under sides: did you mean 'south'?"),
    ("packs: [there]", "packs: [their]", 19, "there is no pack 'their': did you mean 'there'?"),
    ("poll: 5m", "poll: 59s", 20, "60s or longer"),
    ("poll: 5m", "poll: soon", 20, "poll"),
    ("poll: 5m", "poll: 5", 20, "poll"),
    ("poll: 5m", "poll: 2d", 21, "stale_after: is shorter than poll in feed 'two'"),
    ("zone: Europe/Moscow", "zone: Europe/Moskow", 22, "did you mean 'Europe/Moscow'?"),
    ("zone: Europe/Moscow", "zone: ../../etc/passwd", 22, "no time zone"),
    ("tier: 1", "tier: 5", 23, "tier"),
    ("tier: 1", "tier: true", 23, "tier"),
    ("enabled: false", "enabled: NO", 24, "enabled"),
    ("grade: C", "grade: E", 26, "grade"),
    ("2026-03-25", "2026-13-25", 26, "last_ok"),
    ("reason: asleep", "raeson: asleep", 25, "did you mean 'reason'?"),
    ("via: google-news", "via: carrier-pigeon", 30, "via"),
    ("name: Found", "name: ''", 28, "name"),
    ("name: Found", "name: [Found]", 28, "name"),
    ("language: en", "language: EN", 5, "ISO 639-1"),
    ("language: en, ", "", 9, "feed 'one' has no 'language'"),
    ("kind: news", "kind: nwes", 5, "did you mean 'news'?"),
    ("country: AM", "country: Armenia", 13, "ISO 3166"),
    ("zones: {AM: Asia/Yerevan}", "zones: {am: Asia/Yerevan}", 4, "ISO 3166"),
    ("zones: {AM: Asia/Yerevan}", "zones: {AM: Yerevan}", 4, "no time zone"),
    ("wire.example: {side: south", "wire.example: {side: west", 7, "isn't declared under sides"),
    ("also: [wire2.example]", "also: [wire.example]", 7, "stands in publishers: itself"),
    ("feeds:\n", "feed:\n", 8, "did you mean 'feeds'?"),
    ("  - id: one\n    name: One", "  - name: One", 9, "key 'id' is missing"),
]


@pytest.mark.parametrize(("was", "now", "line", "says"), PROBLEMS)
def test_each_problem_is_told_on_its_line(tmp_path: Path, was: str, now: str, line: int, says: str) -> None:
    assert was in GOOD
    told = refusals(written(tmp_path, GOOD.replace(was, now, 1)))
    assert any(entry.startswith(f"{line}: ") and says in entry for entry in told), told
    assert all("\n" not in entry for entry in told)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    text = GOOD
    for was, now in [("id: two", "id: one"), ("grade: C", "grade: E"), ("zone: Europe/Moscow", "zone: Mars")]:
        text = text.replace(was, now)
    text += "    poll: 1s\n    colour: red\n  - id: last\n    name: L\n    url: gopher://x/\n"
    told = refusals(written(tmp_path, text))
    assert {entry.split(":")[0] for entry in told} >= {"26", "32", "33", "35"}


@pytest.mark.parametrize(
    "text", ["", "[]", "version: 1\n", "- 1\n", "feeds: 7\n", GOOD.partition("feeds:")[0] + "feeds: []"]
)
def test_a_file_without_feeds_is_refused(tmp_path: Path, text: str) -> None:
    assert refusals(written(tmp_path, text))


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    assert len(refusals(tmp_path / "none.yaml")) == 1


class TestShipped:
    def test_only_what_was_seen_alive_is_polled(self, shipped: Catalogue) -> None:
        lines = read(SHIPPED).at(("feeds",))
        grades = {line["id"]: line["evidence"]["grade"] for line in lines}
        assert len(shipped.feeds) == len(lines) == 142
        polled = [feed for feed in shipped.feeds if feed.enabled]
        assert len(polled) == 89
        assert {grades[feed.id] for feed in polled} == {"A", "B"}
        assert [line["id"] for line in lines if ("reason" in line) != (line.get("enabled") is False)] == []

    def test_the_flagship_hears_every_side(self, shipped: Catalogue) -> None:
        polled = [feed for feed in shipped.feeds if feed.enabled and "south-caucasus" in feed.packs]
        heard = {side: len({feed.publisher for feed in polled if feed.side == side}) for side in shipped.sides.values()}
        assert heard["armenia"] >= 5
        assert heard["azerbaijan"] >= 5
        assert heard["russia"] >= 3
        assert heard["independent"] >= 8
        assert {feed.language for feed in polled} >= {"en", "ru", "hy", "az", "fr", "tr"}

    def test_naive_dates_are_read_where_they_were_written(self, shipped: Catalogue) -> None:
        zones = {feed.id: feed.zone for feed in shipped.feeds}
        assert zones["arminfo-en"] == "Asia/Yerevan"
        assert zones["azertac-en"] == "Asia/Baku"
        assert zones["ria"] == "Europe/Moscow"
        assert zones["gn-q-en"] == "UTC"

    def test_a_state_agency_speaks_for_its_state_and_a_query_for_nobody(self, shipped: Catalogue) -> None:
        known = shipped.sides
        assert (known["armenpress.am"], known["azertag.az"], known["tass.com"]) == ("armenia", "azerbaijan", "russia")
        assert (known["bbc.co.uk"], known["mfa.gov.az"], known["rferl.org"]) == (
            "independent", "azerbaijan", "independent",
        )  # fmt: skip
        assert {(feed.publisher, feed.side) for feed in shipped.feeds if feed.kind == "aggregator"} == {("", "")}
        assert "" not in known

    def test_several_feeds_of_one_house_are_one_publisher(self, shipped: Catalogue) -> None:
        by_id = {feed.id: feed.publisher for feed in shipped.feeds}
        assert by_id["azatutyun"] == by_id["azadliq"] == by_id["rferl"]
        assert by_id["bbc-world"] == by_id["bbc-russian"]
        assert by_id["gn-armenpress"] == by_id["armenpress"]

    def test_it_says_what_the_evidence_says(self, shipped: Catalogue) -> None:
        if not EVIDENCE.exists():
            pytest.skip("the dated evidence isn't here")
        seen = {entry["id"]: entry for entry in read(EVIDENCE).at(("feeds",)) if "{" not in entry["url"]}
        ours = {line["id"]: line["evidence"] for line in read(SHIPPED).at(("feeds",))}
        assert {feed.id for feed in shipped.feeds} == seen.keys()
        for feed in shipped.feeds:
            there = seen[feed.id]
            assert (feed.url, feed.via, feed.language) == (there["url"], there["via"], there["lang"])
            assert ours[feed.id]["grade"] == there["evidence"]["grade"]
            assert ours[feed.id].get("last_ok") == there["evidence"].get("last_ok")
            assert not (feed.enabled and not there["enabled"])


def problems_of(path: Path) -> tuple[Problem, ...]:
    """None for a good file; anything but Refused is a traceback and fails the test."""
    try:
        load(path)
    except Refused as refused:
        return refused.problems or (Problem(file="", line=0, message="refused without a reason"),)
    return ()


@pytest.mark.parametrize("seed", range(60))
def test_a_mangled_file_is_refused_or_read_but_never_a_traceback(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(GOOD.encode())
    pieces = [
        b": ",
        b"\n",
        b"[",
        b"}",
        b"'",
        b"\t",
        b"&a ",
        b"*a",
        b"!!x ",
        b"\xff",
        b"\x00",
        b"-",
        b"1e999",
        b"null",
        b"{",
    ]
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(content))
        content[at : at + chance.choice((0, 1, 1, 5, 40))] = chance.choice(pieces)
    path = tmp_path / "feeds.yaml"
    path.write_bytes(bytes(content))
    assert all(problem.line >= 1 and "\n" not in problem.message for problem in problems_of(path))


@pytest.mark.parametrize("seed", range(4))
def test_any_line_of_the_shipped_file_may_be_spoilt(tmp_path: Path, seed: int) -> None:
    """Values swapped for ones of another kind, all over the real file."""
    chance = random.Random(seed)
    head, feeds, lines = SHIPPED.read_text(encoding="utf-8").partition("\nfeeds:\n")
    values = ["7", "[]", "{}", "null", "''", "true", "x y", "-1", "1.5", "'\\0'", "[[1]]", "{a: b}"]
    spoilt = re.sub(
        r"(?<=: )[\w./-]+(?=[,}\n])", lambda found: chance.choice(values) if chance.random() < 0.1 else found[0], lines
    )
    with pytest.raises(Refused) as refused:
        load(written(tmp_path, head + feeds + spoilt))
    assert len(refused.value.problems) > 50


def test_every_key_and_side_is_documented() -> None:
    page = (ROOT / "docs/feeds.md").read_text(encoding="utf-8")
    for model in (FeedsFile, Shared, FeedLine, Publisher, Evidence):
        for key in model.model_fields:
            assert f"`{key}`" in page, f"docs/feeds.md says nothing of {key!r}"
    for side in read(SHIPPED).at(("sides",)):
        assert f"`{side}`" in page, f"docs/feeds.md says nothing of the side {side!r}"
