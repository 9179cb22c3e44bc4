"""Azerbaijani words of dates."""

from __future__ import annotations

from warn.core.dates.language import (
    Case,
    Language,
    Mark,
    Span,
    inflected,
    numbered,
    phrase_table,
    phrases,
    single,
    weekday_table,
    word_table,
)
from warn.core.dates.turkic import AZERBAIJANI_ENDINGS, noun_forms, units
from warn.model.mention import DateRole

AZERBAIJANI = Language(
    code="az",
    day_after=True,
    year_before=True,
    months=inflected(
        "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr", AZERBAIJANI_ENDINGS, {}
    ),
    openers=phrase_table(
        {
            DateRole.UNTIL: "ən gec, ən geci",
            Mark.PART: "bu il, bu ilin, cari ilin",
            Mark.LAST: "keçən, ötən",
            Mark.THIS: "bu",
            Mark.NEXT: "gələn, növbəti",
        }
    ),
    weekdays=weekday_table(
        "bazar ertəsi; çərşənbə axşamı; çərşənbə; cümə axşamı; cümə; şənbə; bazar",
    ),
    days=phrase_table({-2: "srağagün", -1: "dünən", 0: "bu gün, bugün", 1: "sabah", 2: "birisi gün"}),
    numbers={
        **numbered("bir, iki, üç, dörd, beş, altı, yeddi, səkkiz, doqquz, on", 1),
        **word_table({20: "iyirmi", 30: "otuz", 60: "altmış"}),
    },
    units=units(
        "gün günlük",
        "həftə həftəlik",
        "ay aylıq",
        "il illik",
        lasting=("günlüyünə günlüyə", "həftəliyinə həftəliyə", "aylığına aylığa", "illiyinə illiyə"),
    ),
    spans=(
        Span(relation="before", trails=phrases("əvvəl, qabaq"), ablative=("dan", "dən", "ndan", "ndən")),
        Span(relation="after", trails=phrases("sonra, keçəndən sonra"), ablative=("dan", "dən", "ndan", "ndən")),
        Span(
            relation="for",
            trails=phrases("müddətinə, müddətində, müddətə, ərzində, boyunca, müddəti ilə, müddətlə, müddətinədək"),
        ),
    ),
    more=single("daha əlavə ən azı"),
    suffixes={**AZERBAIJANI_ENDINGS, **word_table({Case.NONE: "ci cı cu cü"})},
    tails=noun_forms("il ay gün tarix tarixi günü ayı", AZERBAIJANI_ENDINGS)
    | word_table(
        {
            Case.LOCATIVE: "əvvəlində əvvəllərində ortalarında ortasında başlanğıcında",
            Case.ABLATIVE: "əvvəlindən ortalarından",
            Case.DATIVE: "ortalarına əvvəlinə əvvəllərinə",
            Case.TERMINATIVE: "ortalarınadək əvvəlinədək",
        }
    ),
    ends=noun_forms("son sonu axırı sonları", AZERBAIJANI_ENDINGS),
    posts={
        ("qədər", Case.DATIVE): DateRole.UNTIL,
        ("kimi", Case.DATIVE): DateRole.UNTIL,
        ("dək", Case.DATIVE): DateRole.UNTIL,
        ("əvvəl", Case.ABLATIVE): DateRole.BEFORE,
        ("qabaq", Case.ABLATIVE): DateRole.BEFORE,
        ("gec", Case.ABLATIVE): DateRole.UNTIL,
        ("sonra", Case.ABLATIVE): DateRole.AFTER,
        ("etibarən", Case.ABLATIVE): DateRole.FROM,
        ("başlayaraq", Case.ABLATIVE): DateRole.FROM,
        ("bəri", Case.ABLATIVE): Mark.SINCE,
    },
    counted=single("nəfər nəfəri nəfərdən adam əsgər insan manat km kilometr"),
)
