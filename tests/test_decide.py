"""What earns a message: events, decisions, and that nobody is told the same thing twice."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.values import NOW, hit, item, scored, watch
from warn.core import cluster, decide
from warn.model.alert import Reason
from warn.model.event import Event, Told
from warn.model.item import DateBasis, Scored

WATCH = watch()


def event_of(*reports: Scored) -> Event:
    event = cluster.open_event(reports[0])
    for report in reports:
        event = cluster.join(event, report, WATCH)
    return event


def test_a_first_report_above_the_threshold_is_told() -> None:
    decision = decide.decide(event_of(scored()), Told(), WATCH, is_fresh=True)
    assert decision.reason is Reason.NEW_EVENT


def test_below_the_threshold_nothing_is_told_and_the_decision_says_so() -> None:
    decision = decide.decide(event_of(scored(score=0.2)), Told(), WATCH, is_fresh=True)
    assert (decision.reason, decision.tells) == (Reason.BELOW_THRESHOLD, False)
    assert "0.20" in decision.detail


def test_a_second_publisher_can_lift_an_event_over_the_threshold() -> None:
    one = scored(score=0.4)
    two = scored(score=0.4, item=item(id="b2" * 16, publisher="apa.example", side="azerbaijan"))
    assert not decide.decide(event_of(one), Told(), WATCH, is_fresh=True).tells
    assert decide.decide(event_of(one, two), Told(), WATCH, is_fresh=True).tells


def test_two_items_of_one_publisher_do_not_corroborate() -> None:
    one = scored(score=0.4)
    two = scored(score=0.4, item=item(id="b2" * 16))
    assert event_of(one, two).score == event_of(one).score


def test_an_unknown_publisher_does_not_corroborate() -> None:
    one = scored(score=0.4)
    unknown = scored(score=0.4, item=item(id="b2" * 16, publisher="", side=""))
    assert event_of(one, unknown).score == event_of(one).score


def test_told_then_more_severe_then_another_rule_then_another_side_then_nothing() -> None:
    reports = [
        scored(hits=(hit(severity=3),)),
        scored(hits=(hit(severity=5),), item=item(id="b2" * 16)),
        scored(hits=(hit(rule="checkpoint.closed", severity=4),), item=item(id="c3" * 16)),
        scored(item=item(id="d4" * 16, publisher="apa.example", side="azerbaijan")),
        scored(item=item(id="e5" * 16, publisher="tass.example", side="russia")),
    ]
    event, told, reasons = cluster.open_event(reports[0]), Told(), []
    for report in reports:
        event = cluster.join(event, report, WATCH)
        decision = decide.decide(event, told, WATCH, is_fresh=True)
        reasons.append(decision.reason)
        if decision.tells:
            told = decide.after_telling(event, told, NOW)
    assert reasons == [
        Reason.NEW_EVENT,
        Reason.MORE_SEVERE,
        Reason.NEW_INDICATOR,
        Reason.OTHER_SIDE,
        Reason.NOTHING_NEW,
    ]


def test_a_further_rule_of_low_severity_is_evidence_and_not_news() -> None:
    told = decide.after_telling(event_of(scored()), Told(), NOW)
    mention = scored(hits=(hit(rule="checkpoint.mention", severity=1),), item=item(id="b2" * 16))
    assert decide.decide(event_of(scored(), mention), told, WATCH, is_fresh=True).reason is Reason.NOTHING_NEW


def test_old_news_is_not_told() -> None:
    old = item(published=NOW - timedelta(days=3))
    assert not decide.fresh(old, WATCH, first_poll=False, now=NOW)


def test_an_undated_item_is_news_except_on_the_first_poll_of_its_feed() -> None:
    undated = item(published=NOW, published_basis=DateBasis.FIRST_SEEN)
    assert decide.fresh(undated, WATCH, first_poll=False, now=NOW)
    assert not decide.fresh(undated, WATCH, first_poll=True, now=NOW)


def test_an_edit_of_an_item_in_the_event_does_not_count_as_another_item() -> None:
    event = event_of(scored())
    again = cluster.join(event, scored(item=item(revision=1, title="edited")), WATCH, again=True)
    assert (again.item_count, len(again.evidence)) == (1, 1)
    assert again.evidence[0].title == "edited"


_reports = st.lists(
    st.builds(
        lambda number, severity, rule, side, score: scored(
            item=item(id=f"{number:032x}", publisher=f"{side or 'x'}{number % 4}.example", side=side),
            hits=(hit(severity=severity, rule=f"checkpoint.{rule}"),),
            score=score,
        ),
        st.integers(0, 10**6),
        st.integers(1, 5),
        st.sampled_from("abc"),
        st.sampled_from(["", "armenia", "azerbaijan", "russia"]),
        st.floats(0.01, 0.99),
    ),
    min_size=1,
    max_size=25,
)


@given(_reports)
def test_nobody_is_told_the_same_thing_twice_and_nothing_above_the_threshold_goes_untold(reports: list[Scored]) -> None:
    event, told, messages = cluster.open_event(reports[0]), Told(), []
    for report in reports:
        event = cluster.join(event, report, WATCH)
        decision = decide.decide(event, told, WATCH, is_fresh=True)
        if decision.tells:
            after = decide.after_telling(event, told, NOW)
            messages.append((after.severity, after.indicators, after.sides))
            told = after
        repeated = decide.decide(event, told, WATCH, is_fresh=True)
        assert not repeated.tells
    assert len(messages) == len(set(messages))
    if event.score >= WATCH.threshold:
        assert told.severity == event.severity
        assert told.indicators == event.indicators
