"""One clash as five outlets of three languages tell it, through the daemon's own flow and a store that is thrown away.

    python benchmarks/story.py

The toll goes from two to four and back to three, the other side denies its fire, a third party confirms. What should
come of it: one event, and one message for each thing that is new.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks.grouping import policy
from warn.app.replaying import replay
from warn.config.dated_items import DatedItem
from warn.model.alert import Alert

BEGAN = datetime(2024, 3, 4, 5, 0, tzinfo=UTC)

# Hours after it began, publisher, its side, language, title.
TOLD = (
    (0.0, "armenpress.am", "armenia", "en", "Azerbaijani forces open fire near Tegh, two Armenian soldiers killed"),
    (0.5, "news.am", "armenia", "ru", "Двое армянских военнослужащих погибли от огня азербайджанцев у села Тех"),
    (1.5, "armenpress.am", "armenia", "en", "Four Armenian soldiers killed in Azerbaijani fire near Tegh"),
    (2.0, "apa.az", "azerbaijan", "en", "Azerbaijan denies that its forces opened fire near Tegh"),
    (3.0, "news.am", "armenia", "ru", "Четверо армянских военнослужащих погибли у села Тех"),
    (6.0, "rfi.fr", "independent", "fr", "Quatre soldats arméniens tués par des tirs près de Tegh"),
    (9.0, "armenpress.am", "armenia", "en", "Armenia corrects itself: three soldiers killed near Tegh, not four"),
    (10.0, "news.am", "armenia", "ru", "Уточнение: трое армянских военнослужащих погибли у села Тех"),
    (12.0, "rferl.org", "independent", "en", "Three Armenian soldiers killed in border clash near Tegh"),
)


def items() -> Iterator[DatedItem]:
    for hours, publisher, side, language, title in TOLD:
        published = BEGAN + timedelta(hours=hours)
        yield DatedItem(
            title=title,
            published=published,
            url=f"https://{publisher}/{published:%H%M}",
            publisher=publisher,
            side=side,
            language=language,
        )


def messages() -> list[Alert]:
    """Of the clash; deadlines that fall on the day are left out."""
    return [alert for alert in replay(list(items()), policy()) if alert.evidence]


def main() -> None:
    told = messages()
    for alert in told:
        print(f"{alert.created:%H:%M} [{alert.severity}] {alert.reason}: {alert.detail} - {alert.evidence[0].title}")
    print(f"{len(TOLD)} items, {len({alert.event_id for alert in told})} events, {len(told)} messages")


if __name__ == "__main__":
    main()
