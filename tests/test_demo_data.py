"""The demonstration: its stories keep to the dated facts, and its feeds are feeds."""

from __future__ import annotations

import csv
import http.client
import io
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # demo/ isn't installed

from demo.rss import CONTENT_TYPES, FeedServer, demo_feeds_yaml, document, path_of  # noqa: E402
from demo.story import NO_EVENT, Outlet, Published, Replay, Story, load, published  # noqa: E402
from warn.config.feeds import load as load_feeds  # noqa: E402
from warn.core.parse import parse_document  # noqa: E402
from warn.model.problem import Refused  # noqa: E402

FACTS = Path(os.environ.get("WARN_SHARED", ROOT / "../shared")) / "data/nk_timeline/events.csv"
REPLAY = load()
OUTLETS = {outlet.id: outlet for outlet in REPLAY.outlets}
APRIL = datetime(2023, 4, 23, 12, 30, tzinfo=UTC)


def entries(outlet: Outlet, content: bytes) -> list[tuple[str, str, str, datetime]]:
    """Title, link, text and date of each entry, read by somebody else's parser."""
    if outlet.format == "json":
        return [
            (entry["title"], entry["url"], entry["content_text"], datetime.fromisoformat(entry["date_published"]))
            for entry in json.loads(content)["items"]
        ]
    parsed = feedparser.parse(io.BytesIO(content))
    assert not parsed.bozo, parsed.get("bozo_exception")
    # feedparser reads AZT as UTC, which is the very trap that this outlet lays.
    behind = timedelta(hours=4 if outlet.quirk == "azt-dates" else 0)
    return [
        (entry.title, entry.link, entry.summary.removeprefix("<p>").removesuffix("</p>"),
         datetime(*(entry.get("published_parsed") or entry.updated_parsed)[:6], tzinfo=UTC) - behind)
        for entry in parsed.entries
    ]  # fmt: skip


class TestStories:
    def test_eight_outlets_on_six_sides_in_six_languages(self) -> None:
        assert len(OUTLETS) == 8
        assert {outlet.side for outlet in REPLAY.outlets} == {
            "armenia", "azerbaijan", "artsakh", "russia", "turkey", "independent",
        }  # fmt: skip
        assert {outlet.language for outlet in REPLAY.outlets} == {"en", "ru", "hy", "az", "fr", "tr"}
        assert {outlet.format for outlet in REPLAY.outlets} == {"rss", "atom", "rdf", "json"}
        assert {outlet.quirk for outlet in REPLAY.outlets} == {"", "azt-dates", "moved", "unsteady"}

    def test_two_fifths_are_noise_and_every_outlet_makes_some(self) -> None:
        noise = [story for story in REPLAY.stories if story.event == NO_EVENT]
        assert len(REPLAY.stories) == 200
        assert 0.35 <= len(noise) / len(REPLAY.stories) <= 0.45
        assert {story.outlet for story in noise} == set(OUTLETS)

    def test_the_great_events_are_told_by_several_sides(self) -> None:
        for event in ("E03", "E16", "E20", "E23", "E25", "E31"):
            told = {OUTLETS[story.outlet].side for story in REPLAY.stories if story.event == event}
            assert len(told) >= 4, (event, told)
        assert {story.event for story in REPLAY.stories} == {*(f"E{number:02d}" for number in range(1, 35)), NO_EVENT}

    def test_each_story_is_in_its_outlets_language_and_at_its_address(self) -> None:
        for story in REPLAY.stories:
            outlet = OUTLETS[story.outlet]
            assert story.language == outlet.language
            assert urlsplit(story.link).hostname == outlet.publisher
            scripts = {"hy": "\u0531\u0587", "ru": "\u0410\u0451"}.get(story.language, "A\u02af")
            letters = [letter for letter in story.title if letter.isalpha()]
            assert sum(scripts[0] <= letter <= scripts[1] for letter in letters) >= 0.9 * len(letters), story.title

    def test_no_story_comes_before_its_event(self) -> None:
        if not FACTS.exists():
            pytest.skip("the dated facts aren't here")
        with FACTS.open(encoding="utf-8", newline="") as stream:
            facts = {row["id"]: row for row in csv.DictReader(stream)}
        for story in REPLAY.stories:
            if story.event == NO_EVENT:
                continue
            day, hour = facts[story.event]["date"], facts[story.event]["time_local_utc+4"] or "00:00"
            happened = datetime.fromisoformat(f"{day}T{hour}+04:00")
            assert happened <= story.at, story.title
        first = {
            event: min(story.at for story in REPLAY.stories if story.event == event).date()
            for event in facts
        }  # fmt: skip
        assert {event: first[event] - date.fromisoformat(facts[event]["date"]) for event in facts} == dict.fromkeys(
            facts, timedelta(0)
        )

    def test_reprints_are_copies_that_came_later(self) -> None:
        by_link = {story.link: story for story in REPLAY.stories}
        copies = [story for story in REPLAY.stories if story.reprint_of]
        assert len(copies) >= 3
        for story in copies:
            original = by_link[story.reprint_of]
            assert (story.title, story.outlet != original.outlet) == (original.title, True)
            assert original.at < story.at

    def test_tolls_are_revised_under_one_link(self) -> None:
        revisions = Counter(story.link for story in REPLAY.stories)
        assert sum(count > 1 for count in revisions.values()) >= 2

    def test_no_feed_is_empty_at_the_start(self) -> None:
        assert REPLAY.start.date() == date(2022, 11, 28)
        assert all(published(REPLAY.stories, outlet, REPLAY.start) for outlet in OUTLETS)

    def test_bad_data_is_refused_on_its_line(self, tmp_path: Path) -> None:
        path = tmp_path / "items.yaml"
        path.write_text(
            "outlets:\n  - {id: a, name: A, side: x, kind: news, publisher: a.example, language: en, format: rss}\n"
            "items:\n  - {outlet: b, at: 2023-01-01T00:00Z, event: none, language: en, title: T, summary: S,\n"
            "     link: 'https://a.example/1'}\n"
            "  - {outlet: a, at: 2023-01-01T00:00Z, event: none, language: en, title: T, summary: S,\n"
            "     link: 'https://b.example/1', reprint_of: 'https://c.example/1'}\n",
            encoding="utf-8",
        )
        with pytest.raises(Refused) as refused:
            load(path)
        assert [problem.line for problem in refused.value.problems] == [4, 6, 6]


class TestDocuments:
    @pytest.mark.parametrize("outlet", REPLAY.outlets, ids=lambda outlet: outlet.id)
    def test_a_feed_parses_back_to_its_items(self, outlet: Outlet) -> None:
        items = published(REPLAY.stories, outlet.id, APRIL)
        assert 9 <= len(items) <= 20
        expected = [(item.story.title, item.story.link, item.story.summary, item.first) for item in items]
        assert entries(outlet, document(outlet, items)) == expected

    @pytest.mark.parametrize("outlet", REPLAY.outlets, ids=lambda outlet: outlet.id)
    def test_hostile_text_and_an_empty_feed_stay_well_formed(self, outlet: Outlet) -> None:
        story = REPLAY.stories[0].model_copy(update={"title": '1 < 2 & "3" ]]>', "summary": "a <b> & 'c' ]]>"})
        content = document(outlet, [Published(story=story, first=story.at)])
        assert entries(outlet, document(outlet, [])) == []
        if outlet.format == "json":
            assert json.loads(content)["items"][0]["title"] == story.title
        else:
            assert story.title in [element.text for element in ElementTree.fromstring(content).iter()]

    def test_at_most_the_newest_twenty(self) -> None:
        items = published(REPLAY.stories, "yerevan-daily", REPLAY.end)
        assert len(items) == 20
        assert items[0].story.link.endswith("/fifteen")
        assert [item.first for item in items] == sorted((item.first for item in items), reverse=True)

    def test_nothing_of_the_future_and_the_newest_revision(self) -> None:
        morning = datetime(2023, 4, 11, 14, 30, tzinfo=UTC)
        (before,) = [
            item for item in published(REPLAY.stories, "caucasus-ledger", morning) if "tegh-live" in item.story.link
        ]
        later = published(REPLAY.stories, "caucasus-ledger", morning + timedelta(hours=6))
        (after,) = [item for item in later if "tegh-live" in item.story.link]
        assert "casualties on both sides" in before.story.title
        assert after.story.title == "Seven soldiers killed in clash at Tegh"
        assert (after.first, after.story.at) == (before.first, datetime(2023, 4, 11, 18, 30, tzinfo=UTC))

    def test_baku_wire_dates_its_items_in_its_own_zone(self) -> None:
        outlet = OUTLETS["baku-wire"]
        content = document(outlet, published(REPLAY.stories, outlet.id, APRIL)).decode()
        assert "<pubDate>Sun, 23 Apr 2023 12:10:00 AZT</pubDate>" in content

    @pytest.mark.parametrize("outlet", REPLAY.outlets, ids=lambda outlet: outlet.id)
    def test_our_own_parser_reads_every_format_and_zone(self, outlet: Outlet) -> None:
        items = published(REPLAY.stories, outlet.id, APRIL)
        parsed = parse_document(document(outlet, items), content_type=CONTENT_TYPES[outlet.format], zone="UTC")
        read = [(entry.title, entry.link, entry.published or entry.updated) for entry in parsed.entries]
        assert read == [(item.story.title, item.story.link, item.first) for item in items]

    def test_the_feeds_yaml_is_accepted(self, tmp_path: Path) -> None:
        path = tmp_path / "feeds.yaml"
        path.write_text(demo_feeds_yaml("http://127.0.0.1:8123", REPLAY.outlets), encoding="utf-8")
        feeds = load_feeds(path)
        assert [(feed.id, feed.publisher, feed.side, feed.kind, feed.name) for feed in feeds] == [
            (outlet.id, outlet.publisher, outlet.side, outlet.kind, outlet.name) for outlet in REPLAY.outlets
        ]
        assert feeds[0].url == "http://127.0.0.1:8123/yerevan-daily.xml"
        assert all(feed.enabled and feed.interval == timedelta(seconds=60) for feed in feeds)


class Moment:
    """A clock that the test moves."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def moment() -> Moment:
    return Moment(APRIL)


@pytest.fixture
def server(moment: Moment) -> Iterator[FeedServer]:
    with FeedServer(REPLAY, moment, unsteady_every=3) as running:
        yield running


def ask(
    server: FeedServer, path: str, method: str = "GET", **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection(urlsplit(server.base_url).netloc, timeout=10)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        response = connection.getresponse()
        return response.status, response.msg, response.read()
    finally:
        connection.close()


class TestServer:
    def test_it_serves_each_feed_as_of_now(self, server: FeedServer, moment: Moment) -> None:
        for outlet in REPLAY.outlets:
            path = path_of(outlet) if outlet.quirk != "moved" else f"/rss{path_of(outlet)}"
            status, headers, body = ask(server, path)
            assert (status, int(headers["Content-Length"])) == (200, len(body))
            assert len(entries(outlet, body)) == len(published(REPLAY.stories, outlet.id, moment()))

    def test_an_unchanged_feed_is_a_304_until_something_is_published(self, server: FeedServer, moment: Moment) -> None:
        _, headers, _ = ask(server, "/yerevan-daily.xml")
        etag = headers["ETag"]
        for known in (etag, f'"other", W/{etag}', "*"):
            status, again, body = ask(server, "/yerevan-daily.xml", If_None_Match=known)
            assert (status, again["ETag"], body) == (304, etag, b"")
        assert ask(server, "/yerevan-daily.xml", If_None_Match='"other"')[0] == 200
        moment.at += timedelta(days=1)
        status, headers, _ = ask(server, "/yerevan-daily.xml", If_None_Match=etag)
        assert status == 200
        assert headers["ETag"] != etag

    def test_the_date_decides_only_where_there_is_no_tag(self, server: FeedServer, moment: Moment) -> None:
        _, headers, _ = ask(server, "/caucasus-ledger.json")
        modified = headers["Last-Modified"]
        assert ask(server, "/caucasus-ledger.json", If_Modified_Since=modified)[0] == 304
        assert ask(server, "/caucasus-ledger.json", If_Modified_Since="yesterday")[0] == 200
        assert ask(server, "/caucasus-ledger.json", If_Modified_Since=modified, If_None_Match='"other"')[0] == 200
        moment.at += timedelta(days=2)
        assert ask(server, "/caucasus-ledger.json", If_Modified_Since=modified)[0] == 200

    def test_one_feed_has_moved_for_good(self, server: FeedServer) -> None:
        status, headers, _ = ask(server, "/courrier-frontieres.xml")
        assert (status, headers["Location"]) == (301, "/rss/courrier-frontieres.xml")
        assert ask(server, headers["Location"])[0] == 200

    def test_one_outlet_is_overloaded_now_and_then(self, server: FeedServer) -> None:
        answers = [ask(server, "/bogaz-postasi.xml") for _ in range(6)]
        assert [status for status, _, _ in answers] == [200, 200, 503, 200, 200, 503]
        assert int(answers[2][1]["Retry-After"]) >= 1

    def test_head_gives_no_body_and_an_unknown_feed_is_a_404(self, server: FeedServer) -> None:
        status, headers, body = ask(server, "/moskovsky-meridian.xml", method="HEAD")
        assert (status, body) == (200, b"")
        assert int(headers["Content-Length"]) > 1000
        assert ask(server, "/nobody.xml")[0] == 404
        assert ask(server, "/../etc/passwd")[0] == 404

    def test_it_is_on_loopback_only(self, server: FeedServer) -> None:
        assert server.base_url.startswith("http://127.0.0.1:")
        assert server.base_url in server.feeds_yaml()


def test_the_story_is_the_same_however_the_file_is_ordered() -> None:
    shuffled = Replay(outlets=REPLAY.outlets, stories=tuple(reversed(REPLAY.stories)))
    outlet = OUTLETS["caucasus-ledger"]
    backwards: tuple[Story, ...] = shuffled.stories
    assert published(backwards, outlet.id, APRIL) == published(REPLAY.stories, outlet.id, APRIL)
