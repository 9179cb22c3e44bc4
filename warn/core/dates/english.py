"""English words of dates. Only what the reader needs to know: docs of the fields are in `language.py`."""

from __future__ import annotations

from warn.core.dates.language import (
    Care,
    Case,
    Language,
    Mark,
    Month,
    Span,
    Unit,
    numbered,
    phrase_table,
    phrases,
    short_months,
    single,
    weekday_table,
    word_table,
)
from warn.model.mention import DateRole

_MONTHS = "january february march april may june july august september october november december"
_CARE = {"march": Care.CAPITAL, "may": Care.CAPITAL}

ENGLISH = Language(
    code="en",
    day_after=True,
    months={
        **short_months("jan, feb, mar, apr, , jun, jul, aug, sep sept, oct, nov, dec"),
        **{word: Month(number=n, care=_CARE.get(word, Care.NONE)) for n, word in enumerate(_MONTHS.split(), 1)},
    },
    openers=phrase_table(
        {
            DateRole.UNTIL: "until, till, til, through, thru, by, no later than, not later than, up until",
            Mark.SINCE: "since, ever since",
            DateRole.FROM: "from, starting, starting on, starting from, starting in, as of, as from, "
            "beginning, beginning on, effective, effective from",
            DateRole.BEFORE: "before, prior to, ahead of, earlier than",
            DateRole.AFTER: "after, following, later than",
            DateRole.ON: "in, during",
            Mark.ON_DAY: "on, for, of, dated",
            Mark.ARTICLE: "the",
            Mark.ABOUT: "at least, around, about, approximately",
            Mark.END: "end of, the end of, end, the close of",
            Mark.PART: "early, late, mid, the beginning of, the start of, the middle of, the month of",
            Mark.LAST: "last, this past, past",
            Mark.THIS: "this, this coming",
            Mark.NEXT: "next, coming, the coming",
            Mark.SPAN: "between",
            Mark.TO: "to",
            Mark.AND: "and",
        }
    ),
    weekdays=weekday_table("monday; tuesday; wednesday; thursday; friday; saturday; sunday"),
    days=phrase_table(
        {-2: "day before yesterday", -1: "yesterday", 0: "today", 1: "tomorrow", 2: "day after tomorrow"}
    ),
    numbers={
        **numbered(
            "one a an, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, "
            "fifteen, sixteen, seventeen, eighteen, nineteen, twenty",
            1,
        ),
        **word_table({30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 90: "ninety"}),
    },
    units=word_table(
        {
            Unit(letter="D"): "day days",
            Unit(letter="W"): "week weeks",
            Unit(letter="M"): "month months",
            Unit(letter="Y"): "year years",
        }
    ),
    spans=(
        Span(relation="before", trails=phrases("before, prior to, ahead of, in advance of, in advance")),
        Span(relation="after", trails=phrases("after, following, from the date of, from the day of")),
        Span(relation="for", leads=phrases("for, by, lasting, for a period of, for a, by a, for the, for a term of")),
    ),
    more=single("another further additional more other extra up to least at most full calendar initial"),
    suffixes=word_table({Case.NONE: "st nd rd th"}),
    links=single("of"),
    ranges=single("to through until and"),
    counted=single(
        "people persons soldiers troops refugees civilians men women children families houses homes residents km "
        "kilometers kilometres meters metres miles tonnes tons vehicles trucks dollars euros prisoners protesters "
        "casualties others square additional more new"
    ),
    not_before=single(
        "be have has not also still soon well never yet already need face lose die return become get go only day ago "
        "old movement see come take lead mean help end seek try"
    ),
    not_after=single("theresa mrs brian cape usa russia india psychology"),
)
