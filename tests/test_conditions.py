"""Conditions beyond words in a row: phrases, actors, sides, language, publisher, numbers, regular expressions."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests import rules_page
from warn.config.rules import load
from warn.config.rules.expressions import expression_problem
from warn.core.explain import item_of
from warn.core.given import given_item
from warn.core.match import Matcher
from warn.core.match.patterns import TIMEOUT_SECONDS, searched
from warn.model.item import DateBasis, GuardKind, Hit
from warn.model.problem import Refused

WATCH = """\
name: W
places: {pass: {name: Pass, terms: [pass]}}
sides: {north: {name: N, terms: [northern*]}, south: {name: S, terms: [southern*, южн*]}}
actors:
  army: {name: Army, side: north, terms: [the army, armee]}
  cross: {name: Cross, terms: [red cross]}
conditions:
  near_pass: {place: pass}
  local: {any: [{is: near_pass}, {language: [hy]}]}
"""
LISTS = "lists: {up: {en: [sets up, builds], ru: [строит]}, post: {en: [post]}}\n"


def folder(tmp_path: Path, when: str, watch: str = WATCH) -> Path:
    head = "id: a, type: match, title: t, direction: ambiguous, severity: 3, weight: 1, why: w"
    rule = f"rules: [{{{head}, when: {when}}}]\n"
    files = {"w/watch.yaml": watch, "w/a.yaml": rule, "lists/a.yaml": LISTS}
    return rules_page.write(files, tmp_path / "rules")


def hits(tmp_path: Path, when: str, title: str, summary: str = "", **item: Any) -> tuple[Hit, ...]:
    matcher = Matcher(load(folder(tmp_path, when)))
    found = replace(item_of(title, summary), **item)
    return tuple(hit for _, hit in matcher.hits(found))


@pytest.mark.parametrize(
    ("when", "text", "words"),
    [
        ("{phrase: set up a post}", "They set up a post", ("set up a post",)),
        ("{phrase: set up a post}", "They set up the post", None),
        ("{phrase: {words: set post, slack: 2}}", "They set up the post", ("set up the post",)),
        ("{phrase: {words: set post, slack: 1}}", "They set up the post", None),
        ("{list: up}", "Он строит", ("строит",)),
        ("{list: [up, $post]}", "A post", ("post",)),
        ("{list: up}", "He paints", None),
        ("{actor: army}", "Then the army came", ("the army",)),
        ("{actor: [cross, army]}", "The Red Cross came", ("Red Cross",)),
        ("{actor: army}", "The Red Cross came", None),
        ("{side: north}", "Northern men", ("Northern",)),
        ("{side: north}", "Armee", ("Armee",)),
        ("{side: [south]}", "Южный ветер", ("Южный",)),
        ("{side: south}", "The army", None),
        ("{all: [post, {is: near_pass}]}", "Post at the pass", ("Post",)),
        ("{all: [post, {is: near_pass}]}", "Post at home", None),
        ("{all: [post, {is: [near_pass, local]}]}", "Post at the pass", ("Post",)),
        ("{number: {of: [tonnes], at_least: 20}}", "Some 25 tonnes of flour", ("Some 25", "tonnes")),
        ("{number: {of: [tonnes], at_least: 20}}", "Forty metric tonnes", ("Forty", "tonnes")),
        ("{number: {of: [tonnes], at_least: 20}}", "Five tonnes, 30 lorries", None),
        ("{number: {of: [tonnes], at_least: 2, at_most: 9}}", "25 tonnes", None),
        ("{number: {of: [тонн*], at_least: 20}}", "Доставили 1,5 тыс. тонн муки", ("1,5 тыс", "тонн")),
        ("{all: [killed, {number: {of: killed, at_least: 3}}]}", "Three soldiers killed",
         ("killed", "Three soldiers killed")),
        ("{all: [killed, {number: {of: killed, at_least: 2}}]}", "At least two soldiers killed",
         ("killed", "At least two soldiers killed")),
        ("{all: [killed, {number: {of: killed, at_least: 3}}]}", "At least two soldiers killed", None),
        ("{all: [killed, {number: {of: killed, at_least: 3}}]}", "Two soldiers killed", None),
        ("{all: [killed, {number: {of: killed, who: civilian}}]}", "Two soldiers killed", None),
        ("{all: [killed, {number: {of: killed, who: soldier, side: south}}]}", "Two southern soldiers killed",
         ("killed", "Two southern soldiers killed")),
        ("{all: [killed, {number: {of: killed, side: north}}]}", "Two southern soldiers killed", None),
        (r"{all: [post, {regex: 'no\.?\s?\d{3}'}]}", "Post No. 417", ("Post", "No. 417")),
        (r"{all: [post, {regex: 'no\.?\s?\d{3}'}]}", "Post 41", None),
        ("{field: {in: body, has: post}}", "Post", None),
    ],
)  # fmt: skip
def test_a_condition_holds_by_its_words(tmp_path: Path, when: str, text: str, words: tuple[str, ...] | None) -> None:
    found = hits(tmp_path, when, text)
    assert (found[0].words if found else None) == words


def test_a_field_may_be_called_body(tmp_path: Path) -> None:
    (hit,) = hits(tmp_path, "{field: {in: body, has: post}}", "News", "A post")
    assert hit.field == "summary"


@pytest.mark.parametrize(
    ("when", "item", "holds"),
    [
        ("{all: [post, {language: ru}]}", {"language": "ru"}, True),
        ("{all: [post, {language: [hy, az]}]}", {"language": "en"}, False),
        ("{all: [post, {not: {language: ru}}]}", {"language": "ru"}, False),
        ("{all: [post, {publisher: {side: south}}]}", {"side": "south"}, True),
        (
            "{all: [post, {publisher: {side: [south, north], kind: official}}]}",
            {"side": "south", "kind": "official"},
            True,
        ),
        ("{all: [post, {publisher: {side: [south], kind: official}}]}", {"side": "south", "kind": "news"}, False),
        ("{all: [post, {publisher: {name: [a.example]}}]}", {"publisher": "a.example"}, True),
        ("{all: [post, {publisher: {name: a.example}}]}", {"publisher": "b.example"}, False),
    ],
)
def test_a_condition_holds_by_what_is_known_of_the_item(
    tmp_path: Path, when: str, item: dict[str, str], holds: bool
) -> None:
    assert bool(hits(tmp_path, when, "Пост на перевале: post", **item)) is holds


def test_the_language_is_the_scripts_where_the_feed_is_wrong(tmp_path: Path) -> None:
    assert hits(tmp_path, "{all: [Post, {language: hy}]}", "Post. Երևանում այսօր", language="en")


@pytest.mark.parametrize(
    ("when", "message"),
    [
        ("{phrase: {words: a b, slak: 1}}", "unknown key 'slak': did you mean 'slack'?"),
        ("{list: upp}", "unknown list '$upp': did you mean 'up'?"),
        ("{actor: armie}", "unknown actor 'armie': did you mean 'army'?"),
        ("{side: [norht]}", "unknown side 'norht': did you mean 'north'?"),
        ("{is: near_pas, terms: post}", "unknown condition 'near_pas': did you mean 'near_pass'?"),
        ("{all: [post, {language: english}]}", "'english' is no language code (en, ru, hy, ...)"),
        ("{all: [post, {publisher: {}}]}", "publisher: says neither name, side nor kind"),
        ("{all: [post, {publisher: {kind: offical}}]}", "unknown kind 'offical': did you mean 'official'?"),
        ("{number: {of: kiled}}", None),
        ("{number: {at_least: 3}}", "number: key 'of' is missing"),
        ("{number: {of: [tonnes], at_least: many}}", "at_least: must be a number, not 'many'"),
        ("{number: {of: killed, at_least: 3}}", "needs at least one term or place that must occur"),
        ("{language: ru}", "needs at least one term or place that must occur"),
        ("{regex: 'a+'}", "needs at least one term or place that must occur"),
        ("{all: [post, {regex: '('}]}", "regex: not a regular expression: "),
        ("{all: [post, {regex: 'a*'}]}", "regex: matches the empty text, so it would hold everywhere"),
        ("{all: [post, {regex: '(a+)+$'}]}", "regex: takes too long on hostile text"),
        (r"{all: [post, {regex: '(\w+\s?)+$'}]}", "regex: takes too long on hostile text"),
    ],
)
def test_a_mistake_is_told_with_the_nearest_right_word(tmp_path: Path, when: str, message: str | None) -> None:
    made = folder(tmp_path, when)
    if message is None:
        load(made)
        return
    with pytest.raises(Refused) as refused:
        load(made)
    told = [one.message for one in refused.value.problems]
    assert any(line.startswith(message) for line in told), told


@pytest.mark.parametrize("expression", ["(a+)+$", "(a|aa)+$", "(.*a){20}", r"([a-z]+)*\d", "(x+x+)+y", r"^(\d+\.?)+$"])
def test_an_expression_that_could_hang_is_refused_or_gives_up_in_time(expression: str) -> None:
    begun = time.perf_counter()
    if not expression_problem(expression):
        for text in ("a" * 5_000 + "!", "1." * 5_000 + "x", "x" * 5_000):
            searched(expression, text)
    # Generous against a busy machine; without limits each of these takes longer than anybody waits.
    assert time.perf_counter() - begun < 20 * (TIMEOUT_SECONDS + 0.2)


def test_a_search_that_takes_too_long_does_not_hold() -> None:
    assert searched("(a+)+$", "a" * 60 + "!") is None
    assert searched("(a+)+$", "aaa") == (0, 3)


@pytest.mark.parametrize(
    ("title", "summary", "struck"),
    [
        ("In April 2023 the army built a post at the pass", "", True),
        ("News", "The army built a post at the pass on 3 May 2023. A bridge stands.", True),
        ("The army built a post at the pass on 12 November", "", False),
        ("The post at the pass violates the statement of 9 November 2020", "", False),
        ("The army built a post at the pass. It fought a war in 2020", "", False),
        ("В апреле 2023 года армия строит post на pass", "", True),
    ],
)
def test_an_old_date_makes_history_of_what_stands_near_it(
    tmp_path: Path, title: str, summary: str, struck: bool
) -> None:
    made = folder(tmp_path, "{all: [post, {place: pass}]}")
    (made / "lists/guards.yaml").write_text("guards: []\ncitations: {en: [statement*]}\n", encoding="utf-8")
    matcher = Matcher(load(made))
    moment = datetime(2026, 11, 24, tzinfo=UTC)
    dated = given_item(title=title, summary=summary, now=moment, dated=True)
    ((_, hit),) = matcher.hits(dated)
    assert (GuardKind.HISTORICAL in hit.guards) is struck
    ((_, undated),) = matcher.hits(replace(dated, published_basis=DateBasis.FIRST_SEEN))
    assert undated.guards == ()


def test_a_background_opener_counts_at_the_head_of_a_summary(tmp_path: Path) -> None:
    made = folder(tmp_path, "{all: [post, {place: pass}]}")
    guards = "guards: [{kind: background, terms: {en: [recall that]}}]\n"
    (made / "lists/guards.yaml").write_text(guards, encoding="utf-8")
    matcher = Matcher(load(made))
    title = "A long title of many words about something else"
    ((_, hit),) = matcher.hits(item_of(title, "Recall that the army built a post at the pass."))
    assert hit.guards == (GuardKind.BACKGROUND,)
