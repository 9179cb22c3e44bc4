"""Archives of past items in every form that a back-test reads."""

from __future__ import annotations

import gzip
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.real_input import WHITE_HOUSE
from tests.running import rss
from warn.config.archives import Archive, read
from warn.config.archives.gdelt import title_of
from warn.config.archives.snapshots import moment_in
from warn.model.problem import Refused

MORNING = datetime(2023, 4, 23, 6, tzinfo=UTC)
SLUG = "https://news.example/world/army-sets-up-checkpoint-on-valley-road-12345.html"


def problems(archive: Archive) -> list[str]:
    return [f"{Path(one.file).name}:{one.line}: {one.message}" for one in archive.unread]


def events_row(url: str, *, added: str = "20230423091500", columns: int = 61) -> str:
    cells = ["0"] * columns
    at = {61: 59, 58: 56}[columns]
    cells[at], cells[at + 1] = added, url
    return "\t".join(cells)


def mentions_row(url: str) -> str:
    return "\t".join(["1", "20230423080000", "20230423091500", "1", "news.example", url, *["0"] * 10])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("20230423091500.export.CSV", events_row(SLUG)),
        ("20230423.export.CSV", events_row(SLUG, columns=58)),
        ("20230423091500.mentions.CSV", mentions_row(SLUG)),
        ("bigquery.tsv", f"SQLDATE\tDATEADDED\tSOURCEURL\n20230422\t20230423091500\t{SLUG}"),
    ],
)
def test_gdelts_tables_give_what_their_addresses_spell(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(f"{text}\n", encoding="utf-8")
    (item,) = read([tmp_path / name]).items
    assert (item.title, item.publisher, item.url) == (
        "army sets up checkpoint on valley road",
        "news.example",
        SLUG,
    )
    assert item.published == datetime(2023, 4, 23, 9, 15, tzinfo=UTC)


def test_gdelt_rows_without_words_or_seen_before_are_counted_and_bad_ones_told(tmp_path: Path) -> None:
    rows = [
        events_row(SLUG),
        events_row(SLUG),
        events_row("https://news.example/a/32359161.html"),
        events_row("BBC Monitoring"),
        events_row(f"{SLUG}?2", added="tomorrow"),
        "1\t2\t3",
    ]
    path = tmp_path / "x.export.CSV"
    path.write_text("\n".join(rows), encoding="utf-8")
    found = read([path])
    assert len(found.items) == 1
    assert found.left_out == {"the same address again": 1, "no words in the address": 1, "no web address": 1}
    assert problems(found) == [
        "x.export.CSV:5: a time like 20230423090000 or a day like 20230423 is expected, not 'tomorrow'",
        "x.export.CSV:6: 3 columns: no row of GDELT's events or mentions",
    ]


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://a.example/2023/04/23/army-closes-the-road/", "army closes the road"),
        ("https://a.example/news/Arm%C3%A9e_ferme_la_route.php", "Armée ferme la route"),
        ("https://a.example/a/32359161.html", ""),
        ("https://a.example/short-one", ""),
        ("https://a.example/story-of-a-road-3f2a9c0d11", "story of a road"),
        ("https://[broken", ""),
    ],
)
def test_a_title_from_an_address(url: str, title: str) -> None:
    assert title_of(url) == title


def test_a_folder_of_snapshots_gives_each_entry_once_and_its_edits(tmp_path: Path) -> None:
    first = ("Army sets up a checkpoint", "https://a.example/1", MORNING)
    edited = ("Army sets up two checkpoints", "https://a.example/1", MORNING)
    second = ("Road reopened", "https://a.example/2", MORNING.replace(hour=20))
    (tmp_path / "2023-04-23T180000.xml").write_bytes(rss(first, title="b"))
    (tmp_path / "2023-04-24T060000.xml").write_bytes(rss(second, edited, title="a"))
    (tmp_path / "20230423060500.rss").write_bytes(rss(first))
    (tmp_path / "notes.md").write_text("not an item", encoding="utf-8")
    (tmp_path / "2023-04-25.xml").write_text("<html><title>Moved</title></html>", encoding="utf-8")
    found = read([tmp_path])
    assert [(item.title, item.noticed.isoformat()) for item in found.items] == [
        ("Army sets up a checkpoint", "2023-04-23T06:10:00+00:00"),
        ("Road reopened", "2023-04-23T20:10:00+00:00"),
        ("Army sets up two checkpoints", "2023-04-24T06:00:00+00:00"),
    ]
    assert problems(found) == ["2023-04-25.xml:1: no feed: a web page, not a feed: “Moved”"]
    assert found.left_out == {"files of another kind": 1}


def test_an_entry_without_a_date_has_that_of_its_snapshot_and_else_none(tmp_path: Path) -> None:
    text = "<rss><channel><item><title>Undated words</title><link>https://a.example/3</link></item></channel></rss>"
    (tmp_path / "2023-04-23T0605.xml").write_text(text, encoding="utf-8")
    (tmp_path / "feed.xml").write_text(text, encoding="utf-8")
    (item,) = read([tmp_path / "2023-04-23T0605.xml"]).items
    assert item.published == datetime(2023, 4, 23, 6, 5, tzinfo=UTC)
    assert problems(read([tmp_path / "feed.xml"])) == [
        "feed.xml:1: an entry without a date, in a document whose name gives no time"
    ]


def test_polls_as_json_lines(tmp_path: Path) -> None:
    entry = {"title": "Road closed", "link": "https://a.example/1", "pubDate": "Sun, 23 Apr 2023 06:00:00 +0000"}
    lines = [
        json.dumps({"poll": "2023-04-23T10:10:00+04:00", "new_or_changed": [entry]}),
        json.dumps({"poll": "2023-04-23T09:00:00Z", "new_or_changed": [entry | {"title": "Road open"}]}),
        json.dumps({"poll": "soon", "new_or_changed": []}),
        json.dumps({"poll": "2023-04-23T09:00:00Z", "new_or_changed": "none"}),
        json.dumps({"title": "An item of its own", "published": "2023-04-23"}),
    ]
    path = tmp_path / "polls.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    found = read([path])
    assert [(item.title, item.seen) for item in found.items] == [
        ("Road closed", None),
        ("Road open", datetime(2023, 4, 23, 9, tzinfo=UTC)),
        ("An item of its own", None),
    ]
    assert problems(found) == [
        "polls.jsonl.gz:3: poll: an ISO 8601 time is expected, not 'soon'",
        "polls.jsonl.gz:4: new_or_changed: a list of entries is expected",
    ]


def test_a_json_feed_and_a_zip(tmp_path: Path) -> None:
    entry = {"id": "1", "url": "https://a.example/1", "title": "Road closed", "date_published": "2023-04-23T06:00:00Z"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": [entry]}
    (tmp_path / "feed.json").write_text(json.dumps(feed), encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "gdelt.export.CSV.zip", "w") as folder:
        folder.writestr("gdelt.export.CSV", events_row(SLUG))
    titles = [item.title for item in read([tmp_path]).items]
    assert titles == ["Road closed", "army sets up checkpoint on valley road"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.pdf", b"", "no form of archive that is known by this name"),
        ("x.jsonl.gz", b"not gzip", "can't be read: Not a gzipped file"),
        ("x.csv.zip", b"not zip", "can't be read: File is not a zip file"),
        ("x.csv", b"title\n\xff", "not UTF-8"),
        ("x.jsonl.gz", gzip.compress(b"{}")[:12], "can't be read: "),
    ],
)
def test_a_file_that_is_no_archive_is_refused(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Refused) as caught:
        read([tmp_path / name])
    (problem,) = caught.value.problems
    assert said in problem.message


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no file of items in this folder"):
        read([tmp_path])


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("2022-04-03T212622.xml", "2022-04-03T21:26:22+00:00"),
        ("feed-20220403_2126.xml", "2022-04-03T21:26:00+00:00"),
        ("2022-04-03.xml", "2022-04-03T23:59:59+00:00"),
        ("20220403212622.xml", "2022-04-03T21:26:22+00:00"),
        ("2022-13-03.xml", None),
        ("feed.xml", None),
    ],
)
def test_the_time_in_a_name(name: str, moment: str | None) -> None:
    found = moment_in(name)
    assert (found.isoformat() if found else None) == moment


@pytest.mark.skipif(not WHITE_HOUSE.is_dir(), reason=f"needs {WHITE_HOUSE}")
def test_two_years_of_real_polls_and_captures() -> None:
    found = read([WHITE_HOUSE])
    assert found.unread == ()
    assert len(found.items) > 5_800
    assert any(item.seen for item in found.items)
    assert {item.publisher for item in found.items} == {"whitehouse.gov"}
