"""Turkish words of dates."""

from __future__ import annotations

from warn.core.dates.language import (
    Care,
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
from warn.core.dates.turkic import TURKISH_ENDINGS, noun_forms, units
from warn.model.mention import DateRole

TURKISH = Language(
    code="tr",
    year_before=True,
    months=inflected(
        "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
        {**TURKISH_ENDINGS, "ğa": Case.DATIVE, "ğı": Case.DEFINITE},
        {"ocak": Care.NUMBER, "ekim": Care.NUMBER, "aralık": Care.NUMBER},
    ),
    openers=phrase_table(
        {
            DateRole.UNTIL: "en geç",
            Mark.PART: "bu yıl, bu yılın",
            Mark.LAST: "geçen, geçtiğimiz",
            Mark.THIS: "bu, önümüzdeki",
            Mark.NEXT: "gelecek, haftaya",
        }
    ),
    weekdays=weekday_table("pazartesi; salı; çarşamba; perşembe; cuma; cumartesi; pazar"),
    days=phrase_table({-2: "evvelsi gün", -1: "dün", 0: "bugün", 1: "yarın", 2: "öbür gün"}),
    numbers={
        **numbered("bir, iki, üç, dört, beş, altı, yedi, sekiz, dokuz, on", 1),
        **word_table({20: "yirmi", 30: "otuz", 60: "altmış", 90: "doksan"}),
    },
    units=units(
        "gün günlük",
        "hafta haftalık",
        "ay aylık",
        "yıl yıllık sene senelik",
        lasting=("günlüğüne", "haftalığına", "aylığına", "yıllığına seneliğine"),
    ),
    spans=(
        Span(relation="before", trails=phrases("önce, evvel"), ablative=("dan", "den", "tan", "ten")),
        Span(relation="after", trails=phrases("sonra"), ablative=("dan", "den", "tan", "ten")),
        Span(
            relation="for",
            trails=phrases(
                "süreyle, süre ile, süreliğine, süresince, boyunca, daha, müddetle, süre için, için, bir süre için, "
                "daha süreyle"
            ),
        ),
    ),
    more=single("daha ek en az"),
    suffixes=TURKISH_ENDINGS,
    tails=noun_forms("yıl yılı ay ayı gün günü tarih tarihi", TURKISH_ENDINGS)
    | word_table(
        {
            Case.LOCATIVE: "başında başlarında ortasında ortalarında",
            Case.ABLATIVE: "başından ortasından",
            Case.DATIVE: "başına ortasına ortalarına",
        }
    ),
    ends=noun_forms("son sonu sonları", TURKISH_ENDINGS),
    posts={
        ("kadar", Case.DATIVE): DateRole.UNTIL,
        ("dek", Case.DATIVE): DateRole.UNTIL,
        ("değin", Case.DATIVE): DateRole.UNTIL,
        ("önce", Case.ABLATIVE): DateRole.BEFORE,
        ("evvel", Case.ABLATIVE): DateRole.BEFORE,
        ("sonra", Case.ABLATIVE): DateRole.AFTER,
        ("itibaren", Case.ABLATIVE): DateRole.FROM,
        ("başlayarak", Case.ABLATIVE): DateRole.FROM,
        ("beri", Case.ABLATIVE): Mark.SINCE,
    },
    counted=single("kişi kişiyi asker sivil mülteci km kilometre dolar lira euro ton"),
)
