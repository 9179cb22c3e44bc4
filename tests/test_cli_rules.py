"""`warn judge`, `warn label` and `warn rules ...` as a person or a program meets them."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from tests.commands import CHECKPOINT, ROOT, RULES, desk, feeds_yaml, news, run
from tests.loopback import Loopback
from tests.values import item
from warn.config.rules import load
from warn.config.rules.conditions import _KINDS
from warn.config.rules.schema import CONDITION, schemas
from warn.config.strict_yaml import read
from warn.core.judge import Judge
from warn.core.tune import Labelled, tune


def judged(*lines: bytes | dict[str, Any], cwd: Path, **environ: str) -> list[dict[str, Any]]:
    given = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    answers = run("judge", cwd=cwd, stdin=b"\n".join(given) + b"\n", **environ).stdout
    return [json.loads(line) for line in answers.splitlines()]


# judge


def test_judge_answers_each_line_in_order_and_survives_bad_ones(tmp_path: Path) -> None:
    answers = judged(
        {"title": CHECKPOINT, "publisher": "herald.example", "published": "2026-11-01", "id": "mine"},
        b"not json",
        {"title": 5},
        {"summary": ""},
        b"",
        b'{"title": "\xff"}',
        {"title": "x", "published": "yesterday"},
        b"[]",
        b"[" * 100_000,
        {"title": "Harvest ends"},
        cwd=desk(tmp_path),
    )
    good, *bad, harvest = answers
    assert (good["id"], good["would_alert"], good["reason"]) == ("mine", True, "new event: first report")
    assert [one["line"] for one in bad] == [2, 3, 4, 6, 7, 8, 9]
    assert [one["error"].partition(":")[0] for one in bad] == [
        "not JSON",
        "title",
        "a title is missing",
        "not UTF-8 at byte 12",
        "published",
        "a JSON object is expected on each line",
        "not JSON that can be read",
    ]
    assert (harvest["hits"], harvest["would_alert"]) == ([], False)
    assert harvest["reason"] == "below threshold: no rule found anything"


def test_judge_says_where_the_deciding_words_stand(tmp_path: Path) -> None:
    event = "Two soldiers were killed as the army sets up a checkpoint in the valley until 19 February 2027."
    summary = f"Witnesses speak.\n{event}"
    title = "News from the valley"
    (answer,) = judged({"title": title, "summary": summary}, cwd=desk(tmp_path))
    (hit,) = answer["hits"]
    assert (hit["rule"], hit["indicator"], hit["field"], hit["guards"]) == (
        "checkpoint.up",
        "checkpoint",
        "summary",
        [],
    )
    assert hit["quote"] == summary[hit["start"] : hit["end"]] == "sets up a checkpoint"
    (toll,) = answer["toll"]
    assert (toll["kind"], toll["low"], toll["high"]) == ("killed", 2, 2)
    assert toll["quote"] == summary[toll["start"] : toll["end"]]
    (mention,) = answer["dates"]
    assert (mention["date"], mention["role"], mention["precision"]) == ("2027-02-19", "until", "day")
    assert answer["score"] == pytest.approx(
        1 / (1 + 2.718281828 ** -sum(part["value"] for part in answer["parts"])), abs=1e-5
    )


def test_judge_takes_its_rules_from_an_option_or_a_variable_and_needs_no_folder_of_its_own(tmp_path: Path) -> None:
    rules = desk(tmp_path) / "rules"
    empty = tmp_path / "empty"
    empty.mkdir()
    line = json.dumps({"title": CHECKPOINT}).encode()
    by_option = run("judge", "--rules", str(rules), cwd=empty, stdin=line).stdout
    by_variable = run("judge", cwd=empty, stdin=line, WARN_RULES=str(rules)).stdout
    assert by_option == by_variable
    assert json.loads(by_option)["hits"][0]["rule"] == "checkpoint.up"
    assert list(empty.iterdir()) == []


def test_judge_tells_why_a_struck_hit_does_not_alert(tmp_path: Path) -> None:
    home = desk(tmp_path)
    (home / "rules/lists").mkdir()
    guards = "guards: [{kind: denied, before: true, terms: {en: [denies]}}]\n"
    (home / "rules/lists/guards.yaml").write_text(guards, encoding="utf-8")
    (answer,) = judged({"title": "Army denies that it sets up a checkpoint in the valley"}, cwd=home)
    assert answer["hits"][0]["guards"] == ["denied"]
    assert (answer["would_alert"], answer["reason"]) == (False, "below threshold: checkpoint.up struck by denied")


# lint, test, new


def test_lint_tells_each_finding_on_its_line(tmp_path: Path) -> None:
    home = desk(tmp_path, checkpoint=RULES.replace("bakes bread", "sets up a checkpoint"))
    (home / "rules/lists").mkdir()
    (home / "rules/lists/a.yaml").write_text("lists: {post: {en: [post*, poster*], ru: [пост]}}\n", encoding="utf-8")
    seen = "sources: {A: a paper}\nseen: {en: {A: [the poster]}}\n"
    (home / "rules/lists/seen.yaml").write_text(seen, encoding="utf-8")
    told = run("rules", "lint", "--unverified", cwd=home, code=1).stdout.replace(f"{home}/", "")
    lines = [line.partition(" ")[2] for line in told.splitlines() if line.startswith("rules/")]
    assert lines == [
        "dead term: $post: 'post*' already finds 'poster*'",
        "unused list: $post: no rule uses it",
        "unverified term: $post, ru: пост",
        "missing tests: checkpoint.up: 1 of 2 lines under 'fires'",
        "missing tests: checkpoint.up: 1 of 2 lines under 'silent'",
        "test fails: checkpoint.up should stay silent on 'Army sets up a checkpoint in the valley': "
        "found sets up, checkpoint",
    ]


def test_lint_finds_common_terms_and_shadowed_rules_in_items(tmp_path: Path) -> None:
    twin = (
        RULES.partition("rules:\n")[2].replace("checkpoint.up", "checkpoint.twin").replace("severity: 5", "severity: 4")
    )
    listed = RULES.replace("[sets up, checkpoint*]", "[$up, checkpoint*]")
    home = desk(tmp_path, checkpoint=listed + twin)
    (home / "rules/lists").mkdir()
    (home / "rules/lists/a.yaml").write_text("lists: {up: {en: [sets up, the, builds]}}\n", encoding="utf-8")
    items = "".join(json.dumps({"title": f"The harvest {n}", "published": "2026-11-01"}) + "\n" for n in range(50))
    (home / "items.jsonl").write_text(items, encoding="utf-8")
    told = run("rules", "lint", "--items", "items.jsonl", cwd=home).stdout
    assert "hits too much: $up: 'the' stands in 100.0% of 50 stored items" in told
    assert "shadowed rule: checkpoint.twin: all its 2 hits are hits of the stronger checkpoint.up" in told
    assert "builds" not in told


def test_the_rules_own_tests_as_text_and_as_junit(tmp_path: Path) -> None:
    home = desk(tmp_path)
    assert run("rules", "test", "--junit", "out.xml", cwd=home).stdout == "2 of 2 lines pass, 1 rules\n"
    suite = ElementTree.parse(home / "out.xml").getroot()
    assert (suite.get("tests"), suite.get("failures"), len(suite)) == ("2", "0", 2)
    wrong = desk(tmp_path, checkpoint=RULES.replace("bakes bread", "sets up a checkpoint"))
    told = run("rules", "test", "checkpoint.*", "--junit", "out.xml", cwd=wrong, code=1).stdout
    assert "checkpoint.yaml:2: checkpoint.up should stay silent on" in told
    failure = ElementTree.parse(home / "out.xml").getroot().find("testcase/failure")
    assert failure is not None
    assert failure.get("message") == "found sets up, checkpoint"
    assert "no rule aid" in run("rules", "test", "aid", cwd=wrong, code=2).stderr


def test_a_new_rule_loads_as_it_is_and_is_never_written_over(tmp_path: Path) -> None:
    home = desk(
        tmp_path, watch="name: V\nplaces: {a_place: {name: A, terms: [valley]}, valley: {name: B, terms: [v]}}\n"
    )
    text = run("rules", "new", "bridge.blown", 'Bridge "blown" up', cwd=home).stdout
    assert '- "Bridge \\"blown\\" up"' in text
    run("rules", "new", "bridge.blown", "--write", cwd=home)
    run("rules", "new", "checkpoint.moved", "--write", cwd=home)
    assert (home / "rules/valley/bridge.yaml").read_text(encoding="utf-8").startswith("rules:\n  - id: bridge.blown\n")
    told = run("check", cwd=home, code=1).stdout
    assert "watch valley: V, 3 rules" in told
    assert "is there already" in run("rules", "new", "checkpoint.moved", "--write", cwd=home, code=2).stderr
    assert "must be lower-case words" in run("rules", "new", "Bridge", cwd=home, code=2).stderr


# preview


def test_preview_tells_what_newly_fires_and_goes_quiet_without_saving(tmp_path: Path) -> None:
    home = desk(tmp_path)
    rows = [
        {"title": CHECKPOINT, "published": "2026-11-01", "publisher": "herald.example"},
        {"title": "Army mans a checkpoint in the valley", "published": "2026-11-02", "publisher": "herald.example"},
        {"title": "Harvest ends", "published": "2026-11-02"},
    ]
    (home / "items.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    draft = home / "draft.yaml"
    draft.write_text(RULES.replace("[sets up, ", "[mans, "), encoding="utf-8")
    shown = run(
        "rules", "preview", "draft.yaml", "--as", "valley/checkpoint.yaml", "--items", "items.jsonl", cwd=home
    ).stdout
    assert shown.splitlines() == [
        "3 items: 1 fire now, 1 would",
        "newly fires: 1",
        "  2026-11-02 herald.example: Army mans a checkpoint in the valley",
        "    0.12 -> 0.92  +checkpoint.up",
        "goes quiet: 1",
        "  2026-11-01 herald.example: Army sets up a checkpoint on the valley road",
        "    0.92 -> 0.12  -checkpoint.up",
        "    below threshold: no rule found anything",
        "other rules hit, nothing else changes: 0",
        "  2026-11-01: 1 -> 0",
        "  2026-11-02: 0 -> 1",
    ]
    assert (home / "rules/valley/checkpoint.yaml").read_text(encoding="utf-8") == RULES
    as_folder = home / "other"
    (as_folder / "valley").mkdir(parents=True)
    (as_folder / "valley/watch.yaml").write_bytes((home / "rules/valley/watch.yaml").read_bytes())
    (as_folder / "valley/checkpoint.yaml").write_bytes(draft.read_bytes())
    data = json.loads(run("rules", "preview", "other", "--items", "items.jsonl", "--json", cwd=home).stdout)
    assert (data["items"], data["before"], data["after"], len(data["changes"])) == (3, 1, 1, 2)
    assert (
        "say which with --as"
        in run("rules", "preview", "draft.yaml", "--items", "items.jsonl", cwd=home, code=2).stderr
    )
    bad = home / "checkpoint.yaml"
    bad.write_text(RULES.replace("severity: 5", "severity: 9"), encoding="utf-8")
    assert "checkpoint.yaml:6: severity" in run("rules", "preview", "checkpoint.yaml", cwd=home, code=2).stderr


# what needs a store


@pytest.fixture
def polled(tmp_path: Path) -> Path:
    """A working folder in which two items were stored and one alert was told."""
    body = news(CHECKPOINT, "Army mans a checkpoint in the valley")
    with Loopback(lambda _: (200, {"Content-Type": "application/rss+xml"}, body)) as server:
        home = desk(tmp_path, feeds_yaml({"herald": server.url("/rss")}))
        run("once", cwd=home)
    return home


def rows(home: Path, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(home / "data/warn.db") as connection:
        return connection.execute(query).fetchall()


def test_labels_feed_stats_and_tune(polled: Path) -> None:
    ((key, item),) = rows(polled, "SELECT alert.id, item.id FROM alert, item WHERE item.title LIKE '%sets up%'")
    assert run("label", key, "false", "--note", "a drill", cwd=polled).stdout == "1 item labelled false for valley\n"
    assert rows(polled, "SELECT item_id, watch, verdict, note FROM label") == [(item, "valley", "false", "a drill")]
    assert run("label", item, "TRUE", cwd=polled).stdout == "1 item labelled true for valley\n"
    assert "a verdict is" in run("label", item, "maybe", cwd=polled, code=2).stderr
    assert "no stored item" in run("label", "0123456789ab", "true", cwd=polled, code=1).stderr
    assert "no false alarm is labelled" in run("rules", "tune", cwd=polled).stdout
    run("label", item, "false", cwd=polled)
    assert run("rules", "tune", cwd=polled).stdout.splitlines() == [
        "# valley/filters.yaml",
        "  - rule: checkpoint.up",
        "    exclude: {terms: [valley]}",
        "    why: Silences 1 of 1 labelled false alarms and none of 0 true ones.",
    ]
    (line,) = run("rules", "stats", "--json", cwd=polled).stdout.splitlines()
    found = json.loads(line)
    assert (found["rule"], found["hits"], found["alerts"], found["false"], found["false_share"]) == (
        "checkpoint.up", 1, 1, 1, 1.0,
    )  # fmt: skip
    assert "checkpoint.up" in run("rules", "stats", cwd=polled).stdout


def test_apply_again_tells_what_only_the_new_rules_find_and_nothing_twice(polled: Path) -> None:
    again = ("rules", "apply-again", "--since", "1d")
    assert (
        run(*again, cwd=polled).stdout
        == "2 items judged again, 0 by other rules than before, 0 new alerts in the outbox\n"
    )
    wider = RULES.replace("[sets up, ", "[[sets up, mans], ")
    (polled / "rules/valley/checkpoint.yaml").write_text(wider, encoding="utf-8")
    # The second item is of the same event, which has been told: it changes what is stored, and tells nothing.
    assert (
        run(*again, cwd=polled).stdout
        == "2 items judged again, 1 by other rules than before, 0 new alerts in the outbox\n"
    )
    assert len(rows(polled, "SELECT * FROM hit")) == 2
    versions = {version for (version,) in rows(polled, "SELECT ruleset FROM item")}
    other = wider + RULES.partition("rules:\n")[2].replace("checkpoint.up", "harvest.mans").replace(
        "[sets up, ", "[mans, "
    )
    (polled / "rules/valley/checkpoint.yaml").write_text(other, encoding="utf-8")
    assert run(*again, cwd=polled).stdout.endswith("1 by other rules than before, 1 new alerts in the outbox\n")
    assert len(versions | {version for (version,) in rows(polled, "SELECT ruleset FROM item")}) == 2
    assert run(*again, cwd=polled).stdout.endswith("0 by other rules than before, 0 new alerts in the outbox\n")
    assert "a length of time" in run("rules", "apply-again", "--since", "soon", cwd=polled, code=2).stderr


def test_tools_that_need_a_store_say_so(tmp_path: Path) -> None:
    home = desk(tmp_path)
    for command in (
        ["rules", "stats"],
        ["rules", "tune"],
        ["rules", "apply-again", "--since", "1d"],
        ["label", "a" * 32, "true"],
    ):
        assert "nothing was stored yet" in run(*command, cwd=home, code=1).stderr


def test_tune_from_a_file_keeps_every_true_alarm(tmp_path: Path) -> None:
    home = desk(tmp_path)
    lines = [
        {"title": "Film: army sets up a checkpoint in the valley at dawn", "label": "false"},
        {"title": "Film crew as army sets up a checkpoint in the valley", "label": "false"},
        {"title": "Army sets up a checkpoint in the valley at dawn", "label": "true"},
        {"title": "Army sets up a checkpoint in the valley", "label": "false"},
    ]
    (home / "labels.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert run("rules", "tune", "--labels", "labels.jsonl", cwd=home).stdout.splitlines() == [
        "# valley/filters.yaml",
        "  - rule: checkpoint.up",
        "    exclude: {terms: [film]}",
        "    why: Silences 2 of 3 labelled false alarms and none of 1 true ones.",
        "    # left: Army sets up a checkpoint in the valley",
    ]
    (home / "labels.jsonl").write_text('{"title": "x", "label": "so"}\n', encoding="utf-8")
    assert "labels.jsonl:1: label: must be" in run("rules", "tune", "--labels", "labels.jsonl", cwd=home, code=2).stderr


def test_a_label_speaks_for_its_own_watch_alone(tmp_path: Path) -> None:
    judge = Judge(load(desk(tmp_path) / "rules"))
    shown = item(title="Film crew as army sets up a checkpoint in the valley")
    said = {of: Labelled(item=shown, watch=of, true=of == "coast") for of in ("coast", "valley")}
    assert tune(judge, [said["coast"], replace(said["coast"], true=False)]) == ()
    (proposal,) = tune(judge, list(said.values()))
    assert (proposal.watch, proposal.false, proposal.kept, proposal.silenced) == ("valley", 1, 0, 1)


# schema


def test_the_published_schemas_are_those_of_the_program(tmp_path: Path) -> None:
    run("rules", "schema", "out", cwd=tmp_path)
    for name, text in schemas().items():
        assert (tmp_path / "out" / name).read_text(encoding="utf-8") == text
        assert (ROOT / "rules/_schema" / name).read_text(encoding="utf-8") == text, (
            f"warn rules schema rules/_schema: {name}"
        )
        Draft202012Validator.check_schema(json.loads(text))
    assert set(CONDITION["anyOf"][1]["properties"]) == set(_KINDS)


def _schema_of(path: Path) -> str:
    named = {
        "seen.yaml": "seen.json",
        "watch.yaml": "watch.json",
        "guards.yaml": "guards.json",
        "filters.yaml": "filters.json",
    }
    return named.get(path.name, "lists.json" if path.parent.name == "lists" else "rules.json")


@pytest.mark.parametrize("path", sorted((ROOT / "rules").glob("[a-z]*/*.yaml")), ids=lambda path: path.name)
def test_the_shipped_files_fit_their_schema_and_name_it(path: Path) -> None:
    name = _schema_of(path)
    validator = Draft202012Validator(json.loads(schemas()[name]))
    assert [f"{list(one.absolute_path)}: {one.message[:200]}" for one in validator.iter_errors(read(path).data)] == []
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert first == f"# yaml-language-server: $schema=../_schema/{name}"


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("rules.json", {"rules": [{"id": "a", "type": "match", "tytle": "x"}]}),
        ("rules.json", {"rules": [{"id": "a", "type": "mach"}]}),
        ("rules.json", {"rules": [{"type": "count", "id": "a", "title": "t", "severity": 3, "why": "w", "of": []}]}),
        ("lists.json", {"lists": {"a": {"en": "word"}}}),
        ("guards.json", {"guards": [{"kind": "denyed", "terms": {"en": ["no"]}}]}),
        ("filters.json", {"filters": [{"rule": "a", "exclude": {"nearr": []}, "why": "w"}]}),
        ("watch.json", {"name": "x", "threshold": 2}),
    ],
)
def test_a_schema_finds_what_the_loader_refuses(file: str, data: object) -> None:
    assert list(Draft202012Validator(json.loads(schemas()[file])).iter_errors(data))
