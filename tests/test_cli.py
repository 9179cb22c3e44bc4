"""The command line as a person meets it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

import warn
from tests.commands import CHECKPOINT, NO_FEED, RULES, WATCH, Ended, complaints, desk, environment, news, run
from tests.loopback import Loopback, unused_port
from tests.running import feeds_yaml
from tests.sinks import Reply, SlackSink, wait_for

# help, version


def test_help_names_every_command(tmp_path: Path) -> None:
    shown = run("--help", cwd=tmp_path).stdout
    for name in (
        "run",
        "once",
        "check",
        "status",
        "explain",
        "judge",
        "label",
        "backtest",
        "replay",
        "send-test",
        "init",
        "feeds",
        "rules",
    ):
        assert re.search(rf"(?m)^  {name}  +\S", shown), name


def test_the_version_is_the_packages(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).stdout == f"warn {warn.__version__}\n"


def test_an_unknown_command_is_refused_with_a_hint(tmp_path: Path) -> None:
    assert "No such command 'chekc'" in run("chekc", cwd=tmp_path, code=2).stderr


# check


def test_check_counts_what_it_read_and_stores_nothing(tmp_path: Path) -> None:
    shown = run("check", cwd=desk(tmp_path)).stdout
    assert shown.splitlines() == [
        f"feeds: 1 of 1 enabled ({tmp_path}/feeds.yaml)",
        f"watch valley: Valley, 1 rules, 0 deadlines ({tmp_path}/rules)",
        "destinations: console",
        "rule tests: 2 of 2 pass",
    ]
    assert not (tmp_path / "data").exists()


def test_check_works_on_what_came_with_warn_in_an_empty_folder(tmp_path: Path) -> None:
    shown = run("check", cwd=tmp_path).stdout
    assert "watch lachin:" in shown
    assert re.search(r"rule tests: (\d+) of \1 pass", shown)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("data_dir: x\nfeeds: [feeds.yaml\n", "warn.yaml:3: did not find expected ',' or ']'"),
        ("data_dir: x\nfetch:\n  timeout: soon\n", "warn.yaml:3: timeout: must be a length of time"),
        ("data_dir: x\nfech: {}\n", "warn.yaml:2: unknown key 'fech': did you mean 'fetch'?"),
        ("data_dir: x\ndata_dir: y\n", "warn.yaml:2: key 'data_dir' stands here again"),
        ("- data_dir\n", "warn.yaml:1: must be a mapping"),
        ("destinations:\n  desk: {url_env: NOT_THERE}\n", "warn.yaml:2: environment variable NOT_THERE is not set"),
        ("destinations:\n  desk: exec:///bin/sh\n", "warn.yaml:2: desk: exec:// isn't a kind of address"),
        ("rules: nowhere\n", "nowhere:1: no such directory"),
    ],
)  # fmt: skip
def test_bad_settings_are_refused_on_their_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "feeds.yaml").write_text(NO_FEED, encoding="utf-8")
    (tmp_path / "warn.yaml").write_text(text, encoding="utf-8")
    assert complaints(tmp_path)[0].startswith(said)


def test_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    home = desk(
        tmp_path,
        feeds=NO_FEED.replace("http://127.0.0.1:9/rss", "ftp://127.0.0.1/rss"),
        checkpoint=RULES.replace("severity: 5", "severity: 9").replace("place: valley", "place: vally"),
        filters="filters:\n  - {rule: checkpoint.upp, exclude: rain, why: weather}\n",
        watch=WATCH,
    )
    (home / "rules" / "lists").mkdir()
    (home / "rules" / "lists" / "words.yaml").write_text("lists:\n  road: {en: []}\n", encoding="utf-8")
    found = complaints(home)
    assert list(dict.fromkeys(line.partition(": ")[0] for line in found)) == [
        "feeds.yaml:6",
        "rules/lists/words.yaml:2",
        "rules/valley/checkpoint.yaml:6",
        "rules/valley/checkpoint.yaml:12",
    ]
    assert any("unknown place 'vally': did you mean 'valley'?" in line for line in found)


def test_a_rules_failing_test_is_told_on_its_line(tmp_path: Path) -> None:
    home = desk(tmp_path, checkpoint=RULES.replace("Army bakes bread", "Army sets up a checkpoint"))
    shown = run("check", cwd=home, code=1).stdout
    assert f"{home}/rules/valley/checkpoint.yaml:2: checkpoint.up should stay silent on" in shown.replace("\n", " ")
    assert "rule tests: 1 of 2 pass" in shown


def test_a_bad_variable_is_told_under_its_name(tmp_path: Path) -> None:
    home = desk(tmp_path)
    assert "did you mean 'timeout'?" in complaints(home, WARN_FETCH__TIMEOT="3s")[0]
    assert complaints(home, WARN_FETCH__TIMEOUT="soon")[0].startswith("WARN_FETCH__TIMEOUT:1: timeout: must be")


def test_a_settings_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert complaints(tmp_path, "-c", "mine.yaml", "check") == ["mine.yaml:1: can't be read: No such file or directory"]
    assert complaints(tmp_path, "check", WARN_CONFIG="gone.yaml")[0].startswith("gone.yaml:1: ")


# explain


def test_explain_shows_the_words_that_decided(tmp_path: Path) -> None:
    shown = run("explain", CHECKPOINT, cwd=desk(tmp_path)).stdout
    assert "checkpoint.up: HIT, weight 3.5, severity 5, in the title" in shown
    assert "<- sets up, checkpoint" in shown
    assert "at or above the threshold 0.5" in shown


def test_explain_shows_why_a_text_is_silent(tmp_path: Path) -> None:
    home = desk(tmp_path)
    assert "checkpoint.up: no; not met: sets up; checkpoint*" in run("explain", "Bread in the valley", cwd=home).stdout
    assert "checkpoint.up: excluded" in run("explain", f"Drill: {CHECKPOINT}", cwd=home).stdout
    assert "no rule has any of its conditions met" in run("explain", "Harvest ends", cwd=home).stdout


def test_explain_of_a_stored_item_needs_a_store(tmp_path: Path) -> None:
    said = run("explain", "https://a.example/1", cwd=desk(tmp_path), code=1).stderr
    assert said == f"warn: nothing was stored yet in {tmp_path}/data\n"


# once and status


@dataclass(frozen=True, kw_only=True)
class Polled:
    home: Path
    said: Ended


@pytest.fixture(scope="module")
def polled(tmp_path_factory: pytest.TempPathFactory) -> Polled:
    """A folder after one `warn once --all` of a loopback feed."""
    home = tmp_path_factory.mktemp("polled")
    body = news(CHECKPOINT, "Bread in the valley")
    with Loopback(lambda _: (200, {"Content-Type": "application/rss+xml"}, body)) as server:
        desk(home, feeds_yaml({"a": server.url("/rss"), "broken": f"http://127.0.0.1:{unused_port()}/rss"}))
        return Polled(home=home, said=run("once", "--all", cwd=home))


def test_once_prints_the_alert_and_what_it_came_to(polled: Polled) -> None:
    assert polled.said.stdout.startswith("[5/5] NEW Checkpoint set up: The valley - 1 publisher, unconfirmed\n")
    assert "https://a.example/1" in polled.said.stdout
    assert "Bread" not in polled.said.stdout
    assert polled.said.stderr.splitlines()[-1] == "polls: 2 (1 failed), new items: 2, edited: 0, alerts: 1"


def test_status_before_anything_was_stored(tmp_path: Path) -> None:
    said = run("status", cwd=desk(tmp_path), code=1).stderr
    assert said == f"warn: nothing was stored yet in {tmp_path}/data: start `warn run` or `warn once`\n"


def test_status_tells_what_is_well_and_what_is_not(polled: Polled) -> None:
    shown = run("status", cwd=polled.home).stdout
    assert "1 alive" in shown
    assert "1 failing" in shown
    assert re.search(r"(?m)^  broken: connect 1 time in a row, no good poll yet: .*refused", shown)
    assert "items: 2 stored, 0 edits, 1 rule hits" in shown
    assert "[5/5] Checkpoint set up (" in shown
    assert "console: 1 sent" in shown


def test_status_as_data(polled: Polled) -> None:
    report = json.loads(run("status", "--json", cwd=polled.home).stdout)
    assert {feed["id"]: feed["ok"] for feed in report["feeds"]} == {"a": True, "broken": False}
    assert report["items"] == {"items": 2, "revisions": 0, "hits": 1}
    assert [(row["destination"], row["state"], row["count"]) for row in report["outbox"]] == [("console", "sent", 1)]
    assert report["alerts"][0]["headline"] == "Checkpoint set up"
    assert datetime.fromisoformat(report["alerts"][0]["created"]).tzinfo is not None


def test_explain_of_a_stored_item_tells_what_was_decided(polled: Polled) -> None:
    shown = run("explain", "https://a.example/1", cwd=polled.home).stdout
    assert "checkpoint.up: HIT" in shown
    assert re.search(r"(?m)^event [0-9a-f]{16}: new event \(first report\)$", shown)
    assert run("explain", "https://a.example/2", cwd=polled.home).stdout.endswith("joined no event\n")
    assert "no stored item is 0123456789abcdef" in run("explain", "0123456789abcdef", cwd=polled.home, code=1).stderr


# send-test


def test_send_test_says_what_became_of_each_destination(tmp_path: Path) -> None:
    with SlackSink() as good, SlackSink(Reply(status=404, body="no_service")) as revoked:
        settings = f"destinations: {{good: '{good.url()}', revoked: '{revoked.url('S3CRET')}', wrong: 'slack://x'}}\n"
        ended = run("send-test", cwd=desk(tmp_path, settings=settings), code=1)
        assert len(good.posts) == len(revoked.posts) == 1
    shown = ended.stdout.splitlines()
    assert re.fullmatch(r"good: sent \(key [0-9a-f]{12}\)", shown[0])
    assert shown[1] == "revoked: NOT sent: HTTP 404: no_service"
    assert shown[2] == "wrong: NOT sent: Apprise doesn't take this slack:// address"
    assert "nothing happened" in good.posts[0].text
    assert "S3CRET" not in ended.stdout + ended.stderr


def test_send_test_to_one_destination(tmp_path: Path) -> None:
    with SlackSink() as one, SlackSink() as other:
        home = desk(tmp_path, settings=f"destinations: {{one: '{one.url()}', other: '{other.url()}'}}\n")
        run("send-test", "one", cwd=home)
        assert (len(one.posts), len(other.posts)) == (1, 0)
        assert "no destination 'nosuch'; known: one, other" in run("send-test", "nosuch", cwd=home, code=2).stderr


def test_an_address_that_nothing_can_be_sent_to_ends_a_run_before_it_begins(tmp_path: Path) -> None:
    home = desk(tmp_path, settings="destinations: {wrong: 'slack://x'}\n")
    assert (
        run("once", cwd=home, code=2).stderr == "warn: destination wrong: Apprise doesn't take this slack:// address\n"
    )


# replay


def test_replay_tells_when_what_would_have_been_told(tmp_path: Path) -> None:
    home = desk(tmp_path)
    row = {"title": CHECKPOINT, "published": "2023-04-23T08:00:00Z", "publisher": "a.example", "side": "armenia"}
    second = row | {"published": "2023-04-23T09:00:00+04:00", "publisher": "b.example", "side": "azerbaijan"}
    (home / "one.jsonl").write_text(f"{json.dumps(row)}\n\n{json.dumps(second)}\n", encoding="utf-8")
    (home / "two.csv").write_text(
        f'title,published,publisher\n"{CHECKPOINT}",2023-06-01,c.example\nBread,2023-06-02,c.example\n',
        encoding="utf-8",
    )
    ended = run("replay", "one.jsonl", "two.csv", cwd=home)
    assert [line for line in ended.stdout.splitlines() if line.startswith("--- ")] == [
        "--- 2023-04-23 05:10 UTC",
        "--- 2023-04-23 08:10 UTC",
        "--- 2023-06-01 12:10 UTC",
    ]
    assert ended.stderr == "4 items, 3 alerts: 3 checkpoint\n"
    data = [json.loads(line) for line in run("replay", "--json", "one.jsonl", cwd=home).stdout.splitlines()]
    assert [one["reason"] for one in data] == ["new event", "confirmed by another side"]
    assert not (home / "data").exists()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "x.jsonl",
            '{"title": "A"}\n{"title": \n[]\n{"published": "2023-01-01"}\n',
            ["1: published: an ISO", "2: not JSON: ", "3: a JSON object is expected", "4: a title is missing"],
        ),
        (
            "x.csv",
            "title,published\n,2023-01-01\nA,yesterday\nB,2023-01-01\n",
            ["2: a title is missing", "3: published: an ISO 8601 date or time is expected, not 'yesterday'"],
        ),
        ("gone.jsonl", None, ["1: can't be read: No such file or directory"]),
    ],
)
def test_replay_refuses_lines_it_cannot_read(tmp_path: Path, name: str, text: str | None, said: list[str]) -> None:
    home = desk(tmp_path)
    if text is not None:
        (home / name).write_text(text, encoding="utf-8")
    found = complaints(home, "replay", name)
    assert len(found) == len(said)
    for line, start in zip(found, said, strict=True):
        assert line.startswith(f"{name}:{start}")


# init


def test_init_fills_a_folder_that_works_and_overwrites_nothing(tmp_path: Path) -> None:
    assert "warn.yaml are ready" in run("init", "desk/valley", cwd=tmp_path).stdout
    home = tmp_path / "desk" / "valley"
    assert {path.name for path in home.iterdir()} == {"feeds.yaml", "rules", "warn.yaml"}
    assert f"({home}/feeds.yaml)" in run("check", cwd=home).stdout
    (home / "feeds.yaml").write_text("mine", encoding="utf-8")
    said = run("init", "desk/valley", cwd=tmp_path, code=1).stderr
    assert said == "warn: desk/valley already has feeds.yaml, rules, warn.yaml: nothing was written\n"
    assert (home / "feeds.yaml").read_text(encoding="utf-8") == "mine"


def test_init_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert run("init", "file/desk", cwd=tmp_path, code=1).stderr == "warn: file/desk: Not a directory\n"


# run


def test_run_says_what_it_watches_keeps_its_data_to_itself_and_stops_on_sigterm(tmp_path: Path) -> None:
    with Loopback(lambda _: (200, {"Content-Type": "application/rss+xml"}, news(CHECKPOINT))) as server:
        home = desk(tmp_path, feeds_yaml({"a": server.url("/rss")}))
        with (tmp_path / "said").open("w+", encoding="utf-8") as said:
            command = [sys.executable, "-m", "warn", "run"]
            process = subprocess.Popen(command, cwd=home, env=environment(), stdout=said, stderr=said)
            try:
                spoken = tmp_path / "said"
                assert wait_for(lambda: "Stop with Ctrl-C" in spoken.read_text(encoding="utf-8"), 30)
                second = run("run", cwd=home, code=75)
                assert second.stderr == f"warn: another warn is running on {home}/data/warn.db\n"
                asked = time.monotonic()
                process.send_signal(signal.SIGTERM)
                assert process.wait(10) == 0
                assert time.monotonic() - asked < 10
            finally:
                process.kill()
        lines = spoken.read_text(encoding="utf-8").splitlines()
    assert lines[:4] == [
        f"warn watches: Valley (1 rules, 0 deadlines; {home}/rules)",
        f"feeds: 1 of 1 enabled, 1 publishers, languages en ({home}/feeds.yaml)",
        f"data: {home}/data",
        "alerts go to: console",
    ]
    assert "stopping ..." in lines


@pytest.mark.parametrize("command", ["run", "once"])
def test_a_data_directory_that_cannot_be_made_is_told_in_a_line(tmp_path: Path, command: str) -> None:
    home = desk(tmp_path)
    (home / "file").write_text("", encoding="utf-8")
    said = run(command, cwd=home, code=1, WARN_DATA_DIR="file/data").stderr
    assert said == f"warn: {home}/file/data: Not a directory\n"


# start-up

HEAVY = {"sqlmodel", "sqlalchemy", "alembic", "apprise", "apscheduler", "sklearn", "httpx", "feedparser", "lxml"}
LOADED = """\
import sys
from warn.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(*sorted(sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments", [["--help"], ["check"], ["explain", CHECKPOINT], ["judge"]], ids=lambda value: value[0]
)
def test_what_answers_at_once_loads_no_database_no_apprise_no_fetcher(tmp_path: Path, arguments: Sequence[str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        cwd=desk(tmp_path), env=environment(), input="", capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    loaded = set(ended.stderr.split())
    assert "warn.cli" in loaded
    assert not loaded & HEAVY


def test_it_is_the_same_program_as_a_module(tmp_path: Path) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "warn", "feeds", "check", "--help"],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=60, check=True,
    ).stdout  # fmt: skip
    assert shown == run("feeds", "check", "--help", cwd=tmp_path).stdout
    assert shown.startswith("Usage: warn feeds check ")
