"""Armenian words of dates. Marks inside words are gone when they are compared."""

from __future__ import annotations

from warn.core.dates.language import (
    Care,
    Case,
    Language,
    Mark,
    Span,
    Unit,
    inflected,
    numbered,
    phrase_table,
    phrases,
    single,
    weekday_table,
    word_table,
)
from warn.model.mention import DateRole

_ENDINGS = {"ի": Case.GENITIVE, "ին": Case.LOCATIVE, "ից": Case.ABLATIVE, "ը": Case.DEFINITE, "ն": Case.DEFINITE}

ARMENIAN = Language(
    code="hy",
    day_after=True,
    year_before=True,
    months=inflected(
        "հունվար փետրվար մարտ ապրիլ մայիս հունիս հուլիս օգոստոս սեպտեմբեր հոկտեմբեր նոյեմբեր դեկտեմբեր",
        {**_ENDINGS, "վա": Case.GENITIVE},
        {"մարտ": Care.ENDING},
    ),
    openers=phrase_table(
        {
            DateRole.UNTIL: "մինչև, մինչեւ, մինչեվ, ընդհուպ մինչև, ոչ ուշ քան, ոչ ուշ քան մինչև",
            DateRole.FROM: "սկսած",
            Mark.PART: "ս թ, սույն թվականի, այս տարվա, ամսի",
            Mark.LAST: "անցած, նախորդ, անցյալ",
            Mark.THIS: "այս",
            Mark.NEXT: "հաջորդ, գալիք",
        }
    ),
    weekdays=weekday_table("երկուշաբթի; երեքշաբթի; չորեքշաբթի; հինգշաբթի; ուրբաթ; շաբաթ; կիրակի"),
    days=phrase_table({-1: "երեկ", 0: "այսօր", 1: "վաղը, վաղն"}),
    numbers={
        **numbered(
            """մեկ մի, երկու, երեք, չորս, հինգ, վեց, յոթ յոթը, ութ, ինը, տաս տասը, տասնմեկ, տասներկու""",
            1,
        ),
        **word_table({15: "տասնհինգ", 18: "տասնութ", 20: "քսան", 30: "երեսուն", 60: "վաթսուն"}),
    },
    units=word_table(
        {
            Unit(letter="D"): "օր օրվա",
            Unit(letter="D", lasting=True): "օրով",
            Unit(letter="W"): "շաբաթ շաբաթվա",
            Unit(letter="W", lasting=True): "շաբաթով",
            Unit(letter="M"): "ամիս ամսվա",
            Unit(letter="M", lasting=True): "ամսով",
            Unit(letter="Y"): "տարի տարվա",
            Unit(letter="Y", lasting=True): "տարով",
        }
    ),
    spans=(
        Span(relation="before", trails=phrases("առաջ"), ablative=("ից", "ուց")),
        Span(relation="after", trails=phrases("հետո, անց"), ablative=("ից", "ուց")),
        Span(relation="for", trails=phrases("ժամկետով, ընթացքում, տևողությամբ, շարունակ")),
    ),
    more=single("ևս եւս եվս առնվազն"),
    suffixes=word_table(
        {
            Case.GENITIVE: "ի",
            Case.LOCATIVE: "ին ում",
            Case.ABLATIVE: "ից",
            Case.DEFINITE: "ը ն",
            Case.NONE: "րդ",
        }
    ),
    tails=word_table(
        {
            Case.NONE: "թ թվ թվական ամիս",
            Case.GENITIVE: "թվականի ամսվա ամսի օրվա",
            Case.LOCATIVE: "թվականին ամսին օրը սկզբին սկզբներին կեսին կեսերին",
            Case.ABLATIVE: "թվականից ամսից օրվանից",
            Case.DEFINITE: "թվականը թվականն ամիսը ամիսն սկիզբը կեսը կեսերը",
        }
    ),
    ends=word_table(
        {
            Case.NONE: "վերջ",
            Case.LOCATIVE: "վերջին վերջերին ավարտին",
            Case.DEFINITE: "վերջը ավարտը",
            Case.ABLATIVE: "վերջից",
        }
    ),
    posts={
        ("առաջ", Case.ABLATIVE): DateRole.BEFORE,
        ("հետո", Case.ABLATIVE): DateRole.AFTER,
        ("սկսած", Case.ABLATIVE): DateRole.FROM,
    },
    counted=single("մարդ մարդու մարդ զինծառայող փախստական քաղաքացի հոգի կմ կիլոմետր"),
)
