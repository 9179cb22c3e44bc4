"""One occurrence, one event: what is joined across outlets and languages, what stays apart, what the toll is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.values import NOW, hit, item, scored, watch
from warn.core import cluster, decide, ledger
from warn.core.ground import ground_of
from warn.core.sketch import shared, sketch_of
from warn.model.alert import Reason
from warn.model.event import Event, Told
from warn.model.item import GuardKind, Scored
from warn.model.rule import Place
from warn.model.toll import Toll, TollKind

PLACES = (
    Place(id="karabakh", name="Nagorno-Karabakh", terms=()),
    Place(id="lachin", name="Lachin corridor", terms=(), inside=("karabakh",)),
    Place(id="armenia", name="Armenia", terms=()),
    Place(id="sotk", name="Sotk", terms=(), inside=("armenia",)),
    Place(id="tegh", name="Tegh", terms=(), inside=("armenia",)),
)
WATCH = watch(places=PLACES)
THROTTLE = timedelta(hours=6)


def toll(low: int, high: int | None = -1, kind: TollKind = TollKind.KILLED, **changes: Any) -> Toll:
    return Toll(
        kind=kind, low=low, high=low if high == -1 else high, quote="q", field="title", start=0, end=1, **changes
    )


def report(
    number: int,
    *,
    hours: float = 0.0,
    title: str = "",
    publisher: str = "",
    side: str = "",
    language: str = "en",
    places: tuple[str, ...] = ("sotk", "armenia"),
    rule: str = "fatalities",
    family: str = "casualties",
    tolls: tuple[Toll, ...] = (),
    severity: int = 5,
) -> Scored:
    made = item(
        id=f"{number:032x}",
        title=title or " ".join(f"{word}{number}" for word in ("alpha", "beta", "gamma", "delta", "epsilon", "zeta")),
        publisher=publisher or f"p{number}.example",
        side=side,
        language=language,
        published=NOW + timedelta(hours=hours),
    )
    return scored(
        item=made, hits=(hit(rule=rule, indicator=family, places=places, severity=severity),), score=0.9, tolls=tolls
    )


def event_of(*reports: Scored) -> Event:
    event = cluster.open_event(reports[0])
    for one in reports:
        event = cluster.join(event, one, WATCH)
    return event


def same(event: Event, one: Scored) -> bool:
    return cluster.find(one, [event], WATCH, THROTTLE) is not None


FIRST = report(1)


@pytest.mark.parametrize(
    ("other", "joins"),
    [
        (report(2, hours=3), True),
        (report(2, hours=3, language="hy", title="Սոթքի մոտ զոհվել է երկու զինծառայող"), True),
        (report(2, hours=20), True),
        (report(2, hours=120), False),
        (report(2, hours=3, places=("tegh", "armenia")), False),
        (report(2, hours=3, places=("armenia",)), True),
        (report(2, hours=3, rule="checkpoint.established", family="checkpoint"), False),
        (report(2, hours=2, rule="heavy_weapons"), True),
        (report(2, hours=2, rule="ceasefire.violation", family="ceasefire"), True),
        (report(2, hours=60, rule="clash"), False),
    ],
)
def test_what_needs_no_language_decides(other: Scored, joins: bool) -> None:
    assert same(event_of(FIRST), other) is joins


def test_the_same_words_join_over_days_and_other_words_do_not() -> None:
    title = "Two conscripts wounded when mortar rounds hit the position above the gold mine"
    first = event_of(report(1, title=title))
    retold = report(2, hours=50, title=f"{title}, ministry says")
    assert same(first, retold)
    assert not same(first, report(2, hours=50, title="Grenade thrown in a bar brawl, three detained by police"))


def test_equal_tolls_speak_for_one_event_and_contrary_ones_against() -> None:
    four = event_of(report(1, tolls=(toll(4),)))
    assert same(four, report(2, hours=30, tolls=(toll(4),)))
    assert not same(four, report(2, hours=40, tolls=(toll(60),)))


def test_a_part_of_the_dead_contradicts_no_whole() -> None:
    of_one_side = event_of(report(1, tolls=(toll(3, side="azerbaijan"),)))
    assert same(of_one_side, report(2, hours=30, tolls=(toll(7),)))
    assert not same(event_of(report(1, tolls=(toll(30, side="azerbaijan"),))), report(2, hours=40, tolls=(toll(7),)))


def test_an_outlets_own_words_of_days_ago_are_its_template() -> None:
    title = "Mortar rounds hit the position above the gold mine, two conscripts wounded"
    first = event_of(report(1, title=title, publisher="a"))
    assert same(first, report(2, hours=50, title=title, publisher="b"))
    assert not same(first, report(2, hours=50, title=title, publisher="a"))


def test_a_tally_with_another_number_is_another_day() -> None:
    def tally(number: int, count: int, hours: float) -> Scored:
        return report(
            number, hours=hours, title=f"{count} lorries with flour passed the bridge", rule="aid", family="aid"
        )

    assert same(event_of(tally(1, 22, 0)), tally(2, 22, 20))
    assert not same(event_of(tally(1, 22, 0)), tally(2, 31, 20))


def test_the_likeliest_event_is_taken() -> None:
    near, far = event_of(report(1, hours=-1)), event_of(report(2, hours=-30))
    found = cluster.find(report(3), [far, near], WATCH, THROTTLE)
    assert found is not None
    assert found.event == near
    assert "the same place" in {part.name for part in found.why.parts}


def test_an_event_that_goes_on_for_weeks_is_told_anew() -> None:
    event = replace(event_of(FIRST), first_seen=NOW - timedelta(days=14, hours=1), last_seen=NOW)
    assert not same(event, report(2, hours=1))


def test_only_the_narrowest_places_tell_events_apart() -> None:
    ground = ground_of(WATCH)
    assert ground.narrowest({"sotk", "armenia", "karabakh"}) == {"sotk", "karabakh"}
    assert ground.narrowest({"armenia"}) == {"armenia"}


def test_names_under_which_an_event_is_found() -> None:
    event = cluster.keys({"casualties"}, {"sotk"}, looking=False)
    assert event & cluster.keys({"aid"}, {"sotk"}, looking=True)
    assert event & cluster.keys({"casualties"}, (), looking=True)
    assert not event & cluster.keys({"casualties"}, {"tegh"}, looking=True)
    nowhere = cluster.keys({"casualties"}, (), looking=False)
    assert nowhere & cluster.keys({"casualties"}, {"tegh"}, looking=True)
    assert nowhere & cluster.keys({"casualties"}, (), looking=True)


# corroboration


def test_a_copy_corroborates_nothing_and_an_own_report_does() -> None:
    text = "Four soldiers were killed and six wounded when shelling hit positions near Sotk village"
    event = event_of(report(1, title=text, publisher="wire.example"), report(2, title=text, publisher="paper.example"))
    assert (event.publishers, event.copies) == ({"wire.example"}, {"paper.example"})
    own = cluster.join(
        event, report(3, title="Army confirms losses at the gold mine", publisher="paper.example"), WATCH
    )
    assert (own.publishers, own.copies) == ({"wire.example", "paper.example"}, frozenset())


def test_two_short_headlines_may_agree_without_a_copy() -> None:
    event = event_of(report(1, title="Shootout in Karabakh"), report(2, title="Shootout in Karabakh"))
    assert len(event.publishers) == 2


@given(st.text(max_size=200), st.text(max_size=200))
def test_shared_words_are_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    first, second = sketch_of(item(title=one)), sketch_of(item(title=other))
    assert 0.0 <= shared(first, second) <= 1.0
    assert shared(first, second) == shared(second, first)


# tolls


def standing(*reports: Scored) -> dict[str, tuple[int, int | None]]:
    return {str(count.kind): (count.low, count.high) for count in ledger.standing(event_of(*reports).ledger)}


def test_the_last_word_of_each_source_counts() -> None:
    two = report(1, hours=0, publisher="a", tolls=(toll(2),))
    four = report(2, hours=1, publisher="a", tolls=(toll(4),))
    three = report(3, hours=2, publisher="a", tolls=(toll(3),))
    assert standing(two, four, three) == {"killed": (3, 3)}
    assert standing(two, report(4, hours=1, publisher="b", tolls=(toll(5),))) == {"killed": (2, 5)}


def test_a_revision_replaces_what_others_said_before_it() -> None:
    old = report(1, publisher="a", tolls=(toll(20),))
    new = report(2, hours=3, publisher="b", tolls=(toll(68, revised=True),))
    assert standing(old, new) == {"killed": (68, 68)}


def test_a_source_that_fell_silent_is_overtaken() -> None:
    old = report(1, publisher="a", tolls=(toll(2),))
    assert standing(old, report(2, hours=14, publisher="b", tolls=(toll(7),))) == {"killed": (7, 7)}


def test_sides_add_up_where_the_source_counts_them_apart() -> None:
    apart = report(1, publisher="a", tolls=(toll(4, side="armenia"), toll(3, side="azerbaijan")))
    whole = report(2, hours=1, publisher="b", tolls=(toll(7, None),))
    assert standing(apart, whole) == {"killed": (7, None)}


def test_a_part_of_the_dead_lowers_no_whole_and_is_believed_alone() -> None:
    whole = report(1, publisher="a", tolls=(toll(7),))
    of_one_side = report(2, hours=1, publisher="b", tolls=(toll(4, side="armenia"),))
    policemen = report(3, hours=30, publisher="c", tolls=(toll(3, who="police"),))
    same_four = report(4, hours=31, publisher="d", tolls=(toll(4),))
    assert standing(whole, of_one_side) == {"killed": (7, 7)}
    assert standing(whole, policemen) == {"killed": (7, 7)}
    assert standing(whole, of_one_side, same_four) == {"killed": (7, 7)}
    assert standing(of_one_side, policemen) == {"killed": (3, 3)}
    assert standing(whole, report(5, hours=1, publisher="c", tolls=(toll(9, side="armenia"),))) == {"killed": (7, 9)}
    corrected = report(6, hours=1, publisher="c", tolls=(toll(4, side="armenia", revised=True),))
    assert standing(whole, corrected) == {"killed": (4, 4)}


def test_running_totals_and_denials_are_no_counts_of_this_occurrence() -> None:
    assert standing(report(1, tolls=(toll(6500, total=True), toll(2, denied=True)))) == {}


def _told(reports: list[Scored]) -> list[tuple[Reason, str]]:
    """Messages that reports earn one after the other."""
    event, told, messages = cluster.open_event(reports[0]), Told(), []
    for one in reports:
        event = cluster.join(event, one, WATCH) if one.counting else cluster.deny(event, one)
        decision = decide.decide(event, told, WATCH, is_fresh=True)
        if decision.tells:
            messages.append((decision.reason, decision.detail))
            told = decide.after_telling(event, told, NOW)
        assert not decide.decide(event, told, WATCH, is_fresh=True).tells
    return messages


def test_each_revision_earns_one_message_and_flapping_none() -> None:
    def says(number: int, count: int) -> Scored:
        return report(number, hours=number, publisher="a", side="armenia", tolls=(toll(count),))

    counts = [2, 2, 4, 3, 4, 3, 2]
    messages = _told([says(number, count) for number, count in enumerate(counts, start=1)])
    assert messages == [
        (Reason.NEW_EVENT, "first report"),
        (Reason.TOLL_REVISED, "4 killed"),
        (Reason.TOLL_REVISED, "3 killed"),
    ]


def test_a_range_between_told_counts_is_no_news() -> None:
    def says(number: int, publisher: str, count: int) -> Scored:
        return report(number, hours=number, publisher=publisher, tolls=(toll(count),))

    messages = _told([says(1, "a", 2), says(2, "a", 4), says(3, "b", 2), says(4, "b", 3)])
    assert [detail for _, detail in messages] == ["first report", "4 killed", "3 to 4 killed"]


def test_wounded_are_told_again_only_when_they_double() -> None:
    def says(number: int, count: int) -> Scored:
        return report(number, hours=number, publisher="a", tolls=(toll(count, kind=TollKind.WOUNDED),))

    messages = _told([says(number, count) for number, count in enumerate([5, 6, 7, 12], start=1)])
    assert [reason for reason, _ in messages] == [Reason.NEW_EVENT, Reason.TOLL_REVISED]
    assert messages[-1][1] == "12 wounded"


def test_a_denial_is_told_once_a_side_and_corroborates_nothing() -> None:
    claim = report(1, side="armenia")
    denied = replace(
        report(2, hours=1, side="azerbaijan", publisher="apa"),
        hits=tuple(replace(one, guards=(GuardKind.DENIED,)) for one in claim.hits),
    )
    again = replace(denied, item=replace(denied.item, id="f" * 32))
    messages = _told([claim, denied, again])
    assert messages == [(Reason.NEW_EVENT, "first report"), (Reason.DENIED, "denied by azerbaijan")]
    assert cluster.deny(event_of(claim), denied).publishers == {"p1.example"}


def test_a_denial_finds_the_event_that_it_denies() -> None:
    event = event_of(report(1, side="armenia"))
    denial = replace(report(2, hours=1), hits=tuple(replace(one, guards=(GuardKind.DENIED,)) for one in report(2).hits))
    found = cluster.find(cluster.as_if_true(denial), [event], WATCH, THROTTLE)
    assert found is not None


@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from("abc"), st.booleans()), min_size=1, max_size=20))
def test_no_toll_is_ever_told_twice(said: list[tuple[int, str, bool]]) -> None:
    reports = [
        report(number, hours=number, publisher=source, tolls=(toll(count, revised=revised),))
        for number, (count, source, revised) in enumerate(said, start=1)
    ]
    messages = _told(reports)
    revisions = [detail for reason, detail in messages if reason is Reason.TOLL_REVISED]
    assert len(revisions) == len(set(revisions))
    last = event_of(*reports)
    for count in ledger.standing(last.ledger):
        assert count.high is None or count.low <= count.high
