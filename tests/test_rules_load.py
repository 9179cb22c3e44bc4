"""A folder of rules is read whole or refused whole, each problem on its line."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.test_strict_yaml import mutated
from warn.config.rules import load
from warn.model.item import GuardKind
from warn.model.problem import Problem, Refused
from warn.model.rule import (
    All,
    AnyOf,
    AnyTerm,
    DeadlineStatus,
    Direction,
    InField,
    Near,
    Not,
    PlaceNamed,
    Term,
)
from warn.model.rulebook import RuleBook

WATCH = """name: The pass
places:
  valley: {name: Valley, terms: [valley*]}
  pass: {name: Pass, terms: [high pass, перевал*], inside: [valley]}
"""
LISTS = """lists:
  post: {en: [checkpoint*, border post*], ru: [кпп]}
  build: {en: [set up, {term: put up, slack: 2}]}
"""
GUARDS = """guards:
  - {kind: negated, within: 2, before: true, terms: {en: [no, not]}}
"""
RULE = """rules:
  - id: post.built
    type: match
    title: A post
    direction: escalation
    severity: 5
    weight: 3
    why: because
    throttle: 6h
    when:
      all:
        - near: {terms: [$post, $build], within: 8}
        - place: pass
      not: [drill*]
    tests: {fires: [They set up a checkpoint at the high pass], silent: [A drill]}
"""
DEADLINES = """rules:
  - {id: end, type: deadline, title: End, severity: 3, why: w, date: 2027-08-31, steps: [P7D, 30d, P0D]}
  - {id: veto, type: deadline, title: Veto, severity: 3, why: w, date: P6M before end}
"""


def write(folder: Path, **files: str) -> Path:
    """A rules folder: `lists` and `guards` go to lists/, the rest to one watch."""
    everything = {"watch": WATCH, "lists": LISTS, "guards": GUARDS, "post": RULE} | files
    for name, text in everything.items():
        path = folder / ("lists" if name in {"lists", "guards"} else "pass") / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def refusal(folder: Path, **files: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        load(write(folder, **files))
    return [str(problem).removeprefix(f"{folder}/") for problem in refused.value.problems]


def test_a_rule_book(tmp_path: Path) -> None:
    book = load(write(tmp_path, deadlines=DEADLINES))
    [rule] = book.rules
    post = AnyTerm(terms=(Term(text="checkpoint*"), Term(text="border post*"), Term(text="кпп")), source="$post")
    build = AnyTerm(terms=(Term(text="set up"), Term(text="put up", slack=2)), source="$build")
    near = Near(groups=(post, build), within=8)
    assert rule.when == All(parts=(near, PlaceNamed(places=("pass",))))
    assert rule.exclude == AnyTerm(terms=(Term(text="drill*"),), source="drill*")
    assert (rule.id, rule.indicator, rule.watch, rule.direction) == ("post.built", "post", "pass", Direction.ESCALATION)
    assert (rule.throttle, rule.guards, rule.line) == (timedelta(hours=6), frozenset(GuardKind), 2)
    assert book.watches[0].places[1].inside == ("valley",)
    assert [(term_list.name, len(term_list.terms)) for term_list in book.lists] == [("post", 3), ("build", 2)]
    assert (book.guards[0].kind, book.guards[0].within, book.guards[0].before) == (GuardKind.NEGATED, 2, True)
    assert [(one.id, one.due, one.status) for one in book.deadlines] == [
        ("end", date(2027, 8, 31), DeadlineStatus.PENDING),
        ("veto", date(2027, 2, 28), DeadlineStatus.PENDING),
    ]
    assert book.deadlines[0].steps == (timedelta(days=30), timedelta(days=7), timedelta(0))


def with_when(when: str) -> str:
    head, _, tail = RULE.partition("    when:\n")
    return f"{head}    when: {when}\n{tail[tail.index('    tests:') :]}"


def test_every_kind_of_condition(tmp_path: Path) -> None:
    when = "{any: [a b, {field: {in: title, has: {terms: [c, d]}}}, {all: [e, {not: [f, g]}]}], place: [pass, valley]}"
    rule = load(write(tmp_path, post=with_when(when))).rules[0]

    def one(text: str) -> AnyTerm:
        return AnyTerm(terms=(Term(text=text),), source=text)

    several = AnyTerm(terms=(Term(text="c"), Term(text="d")), source="c | d")
    negated = All(parts=(one("e"), Not(part=AnyOf(parts=(one("f"), one("g"))))))
    alternatives = AnyOf(parts=(one("a b"), InField(field="title", part=several), negated))
    assert rule.when == All(parts=(alternatives, PlaceNamed(places=("pass", "valley"))))
    assert rule.exclude is None


@pytest.mark.parametrize(
    ("when", "message"),
    [
        ("{near: {terms: [$pots, b], within: 3}}", "unknown list '$pots': did you mean 'post'?"),
        ("{all: [a, {place: pas}]}", "unknown place 'pas': did you mean 'pass'?"),
        ("{near: {terms: [a], within: 3}}", "near: 'terms' must list at least two terms, $lists or lists of them"),
        ("{near: {terms: [a, b], within: 0}}", "within: must be 1 to 100 words, not 0"),
        ("{near: {terms: [a, b], withn: 4}}", "unknown key 'withn': did you mean 'within'?"),
        ("{near: {terms: [a, b]}}", "near: key 'within' is missing"),
        ("{near: {terms: [a, b], within: 4, ordered: 1}}", "ordered: must be true or false, not 1"),
        ("{al: [a]}", "unknown condition 'al': did you mean 'all'?"),
        ("{not: [a]}", "'not' alone finds nothing: say what must occur"),
        ("{any: [a, {not: b}]}", "needs at least one term or place that must occur"),
        ("{all: []}", "must be a list of conditions, not []"),
        ("[a, b]", "a list can't stand here: say 'all', 'any' or 'terms'"),
        ("'*'", "term '*' holds no word"),
        ("'---'", "term '---' holds no word"),
        ("a*b", "term 'a*b': '*' may only end a word"),
        ("b*", "term 'b*': a stem needs two letters"),
        ("{terms: [1915]}", "a term must be text, not 1915: put it in quotes"),
        ("{terms: [{term: a b, slack: 9}]}", "slack: must be 0 to 5 words, not 9"),
        ("{field: {in: text, has: a}}", "in: must be title, summary or body, not 'text'"),
        ("7", "must be a condition, not 7"),
    ],
)
def test_a_bad_condition_is_told_on_its_line(tmp_path: Path, when: str, message: str) -> None:
    problems = refusal(tmp_path, post=with_when(when))
    assert f"pass/post.yaml:10: {message}" in problems


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            "type: match",
            "type: serge",
            "3: type 'serge' is not known (match, count, surge, absence, transition, sequence, deadline): "
            "did you mean 'surge'?",
        ),
        (
            "    type: match\n",
            "",
            "2: key 'type' is missing (match, count, surge, absence, transition, sequence, deadline)",
        ),
        ("severity: 5", "severity: 9", "6: severity: must be less than or equal to 5, not 9"),
        ("severity: 5", "severty: 5", "6: unknown key 'severty': did you mean 'severity'?"),
        (
            "throttle: 6h",
            "throttle: soon",
            "9: throttle: must be a length of time like 90s, 5m, 6h, 30d or P90D, not 'soon'",
        ),
        ("weight: 3", "weight: -1", "7: weight: must be greater than or equal to 0, not -1"),
        ("throttle: 6h", "guards: [negatd]", "9: unknown guard 'negatd': did you mean 'negated'?"),
        ("id: post.built", "id: Post Built", "2: id: must be lower-case words joined by dots, not 'Post Built'"),
        (
            "direction: escalation",
            "direction: up",
            "5: direction: must be 'escalation', 'de-escalation' or 'ambiguous', not 'up'",
        ),
    ],
)
def test_a_bad_rule_is_told_on_its_line(tmp_path: Path, before: str, after: str, message: str) -> None:
    assert before in RULE
    assert f"pass/post.yaml:{message}" in refusal(tmp_path, post=RULE.replace(before, after))


def test_a_place_can_only_lie_beside_a_known_one(tmp_path: Path) -> None:
    beside = WATCH.replace("inside: [valley]", "inside: [valley], beside: [vally]")
    assert refusal(tmp_path, watch=beside) == ["pass/watch.yaml:4: unknown place 'vally': did you mean 'valley'?"]


def test_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    problems = refusal(
        tmp_path,
        post=RULE + RULE.removeprefix("rules:\n"),
        watch=WATCH.replace("inside: [valley]", "inside: [vally]"),
        guards=GUARDS.replace("negated", "negatd"),
        deadlines=DEADLINES.replace("before end", "before ends") + "  - {id: loop, type: deadline, title: L, "
        "severity: 3, why: w, date: P1D after loop}\n",
    )
    assert [problem.split(": ", 1) for problem in problems] == [
        ["lists/guards.yaml:2", problems[0].split(": ", 1)[1]],
        ["pass/deadlines.yaml:3", "deadline 'veto': no deadline 'ends': did you mean 'end'?"],
        ["pass/deadlines.yaml:4", "deadline 'loop': its date hangs on itself: loop -> loop"],
        ["pass/post.yaml:16", f"id 'post.built' is already that of {tmp_path}/pass/post.yaml:2"],
        ["pass/watch.yaml:4", "unknown place 'vally': did you mean 'valley'?"],
    ]
    assert "did you mean 'negated'?" in problems[0]


def test_local_filters_stand_beside_the_rules(tmp_path: Path) -> None:
    filters = (
        "filters:\n  - {rule: post.*, exclude: [roadworks], why: noise}\n  - {rule: '*', exclude: chess, why: noise}\n"
    )
    rule = load(write(tmp_path, filters=filters)).rules[0]
    assert isinstance(rule.exclude, AnyOf)
    assert [part.source for part in rule.exclude.parts if isinstance(part, AnyTerm)] == ["drill*", "roadworks", "chess"]
    wrong = filters.replace("post.*", "post.biult")
    assert refusal(tmp_path, filters=wrong) == ["pass/filters.yaml:2: no rule 'post.biult': did you mean 'post.built'?"]


def test_a_list_given_twice_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "lists" / "other.yaml").write_text("lists: {post: {en: [x y]}}")
    with pytest.raises(
        Refused, match=r"other\.yaml:1: list 'post' is already given elsewhere|lists\.yaml:2: list 'post'"
    ):
        load(tmp_path)


def test_a_folder_without_a_watch_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no watch here"):
        load(tmp_path)
    with pytest.raises(Refused, match="no such directory"):
        load(tmp_path / "none")


def test_the_version_is_that_of_the_content(tmp_path: Path) -> None:
    def version(name: str, **files: str) -> str:
        return load(write(tmp_path / name, **files)).version

    assert version("a") == version("b")
    assert version("c", post=RULE.replace("weight: 3", "weight: 2")) != version("a")


def test_months_are_calendar_months(tmp_path: Path) -> None:
    text = "rules:\n  - {id: a, type: deadline, title: A, severity: 3, why: w, date: 2024-08-31}\n"
    for name, when in {"b": "P6M before a", "c": "P1Y2M after b", "d": "P1W3D before c"}.items():
        text += f"  - {{id: {name}, type: deadline, title: A, severity: 3, why: w, date: {when}}}\n"
    days = {one.id: one.due for one in load(write(tmp_path, dates=text)).deadlines}
    assert days == {"a": date(2024, 8, 31), "b": date(2024, 2, 29), "c": date(2025, 4, 29), "d": date(2025, 4, 19)}


@pytest.mark.parametrize(
    "when", ["2024-02-30", "2024-W01-1", "soon", "P before a", "P6M befor a", "20240101", "P999Y after a"]
)
def test_a_bad_date_is_told(tmp_path: Path, when: str) -> None:
    text = "rules:\n  - {id: a, type: deadline, title: A, severity: 3, why: w, date: 9999-08-31}\n"
    text += f"  - {{id: b, type: deadline, title: A, severity: 3, why: w, date: {when}}}\n"
    assert any(problem.startswith("pass/dates.yaml:3: ") for problem in refusal(tmp_path, dates=text))


def test_mutated_rule_books_load_or_are_refused_with_lines(tmp_path: Path) -> None:
    found = [problems_of_mutated(tmp_path / str(seed), seed) for seed in range(120)]
    assert sum(bool(problems) for problems in found) > 60
    assert not all(found)


def problems_of_mutated(folder: Path, seed: int) -> tuple[Problem, ...]:
    chooser = random.Random(seed)
    path = chooser.choice(sorted(write(folder, deadlines=DEADLINES).rglob("*.yaml")))
    path.write_bytes(mutated(path.read_text(encoding="utf-8"), chooser).encode("utf-8", "surrogatepass"))
    problems: tuple[Problem, ...] = ()
    try:
        assert isinstance(load(folder), RuleBook)
    except Refused as refused:
        problems = refused.problems
    assert all(problem.line >= 1 and "\n" not in problem.message for problem in problems)
    assert all(Path(problem.file).is_relative_to(folder) for problem in problems)
    return problems
