"""Scores are sums of log-odds that say where they come from."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warn.core.explain import item_of
from warn.core.score import FURTHER_SHARE, UNKNOWN_PUBLISHER, logit, score, sigmoid
from warn.model.item import GuardKind, Hit
from warn.model.rule import Watch

NOW = datetime(2023, 4, 23, 12, tzinfo=UTC)
WATCH = Watch(id="w", name="W", places=(), prior=-2.2, threshold=0.5, freshness=timedelta(hours=48))
ITEM = replace(item_of("t"), published=NOW, publisher="p", kind="wire")


def hit(rule: str, weight: float, field: str = "summary", guards: tuple[GuardKind, ...] = ()) -> Hit:
    family = rule.partition(".")[0]
    return Hit(
        rule=rule, indicator=family, severity=3, weight=weight, field=field, start=0, end=1, quote="q", guards=guards
    )


hits = st.lists(
    st.builds(
        hit,
        st.sampled_from(["a.x", "a.y", "a.z", "b.x", "c.x"]),
        st.floats(0, 10),
        st.sampled_from(["title", "summary"]),
        st.sampled_from([(), (GuardKind.NEGATED,)]),
    ),
    max_size=6,
    unique_by=lambda one: one.rule,
).map(tuple)


def test_the_parts_of_one_score() -> None:
    found = (hit("a.x", 3.0, "title"), hit("a.y", 2.0), hit("b.x", 1.0), hit("b.y", 9.0, guards=(GuardKind.DENIED,)))
    scored = score(ITEM, found, WATCH, now=NOW + timedelta(hours=24))
    assert [(part.name, part.value) for part in scored.parts] == [
        ("prior", -2.2),
        ("a.x", 3.0),
        ("a.y (further of a)", 2.0 * FURTHER_SHARE),
        ("b.x", 1.0),
        ("in the title", 0.7),
        ("publisher is wire", 0.4),
        ("age 24 h", -0.25),
    ]
    assert scored.score == pytest.approx(1 / (1 + math.exp(-3.15)))


def test_without_evidence_only_the_prior_is_left() -> None:
    scored = score(ITEM, (hit("a.x", 3.0, guards=(GuardKind.NEGATED,)),), WATCH, now=NOW)
    assert [part.name for part in scored.parts] == ["prior"]
    assert scored.score == sigmoid(WATCH.prior)
    assert len(scored.hits) == 1


def test_an_unknown_publisher_weighs_less() -> None:
    scored = score(replace(ITEM, publisher=""), (hit("a.x", 3.0),), WATCH, now=NOW)
    assert [part.value for part in scored.parts if "publisher" in part.name] == [UNKNOWN_PUBLISHER]


@given(hits, st.randoms(use_true_random=False), st.integers(-5, 100))
def test_order_does_not_matter_and_parts_sum_to_the_score(found: tuple[Hit, ...], chooser, hours: int) -> None:  # type: ignore[no-untyped-def]
    now = NOW + timedelta(hours=hours)
    shuffled = list(found)
    chooser.shuffle(shuffled)
    scored = score(ITEM, found, WATCH, now=now)
    again = score(ITEM, tuple(shuffled), WATCH, now=now)
    assert (scored.score, scored.parts) == (again.score, again.parts)
    assert sigmoid(logit(scored.parts)) == scored.score


@given(hits, st.sampled_from(["a.n", "b.n", "d.n"]), st.floats(0, 10), st.sampled_from(["title", "summary"]))
def test_more_evidence_never_lowers_a_score(found: tuple[Hit, ...], rule: str, weight: float, field: str) -> None:
    counting = any(one.counts for one in found)
    before = score(ITEM, found, WATCH, now=NOW)
    after = score(ITEM, (*found, hit(rule, weight, field)), WATCH, now=NOW)
    if counting:
        assert after.score >= before.score - 1e-12


@given(hits, st.floats(0, 200), st.floats(0, 200))
def test_age_never_raises_a_score(found: tuple[Hit, ...], one: float, other: float) -> None:
    younger, older = sorted((one, other))
    scores = [score(ITEM, found, WATCH, now=NOW + timedelta(hours=hours)).score for hours in (younger, older)]
    assert scores[0] >= scores[1]


@given(st.floats(-1e6, 1e6))
def test_sigmoid_stays_within_bounds(value: float) -> None:
    assert 0.0 <= sigmoid(value) <= 1.0
    assert sigmoid(value) + sigmoid(-value) == pytest.approx(1.0)
