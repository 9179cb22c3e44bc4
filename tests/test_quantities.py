"""Numbers in text, in digits and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warn.core.numbers import LANGUAGES
from warn.core.numbers.quantities import LARGEST, quantities

CASES = {
    "en": {
        "7 men": "7",
        "1,000, 2,500": "1000 2500",
        "12 345 678 people": "12345678",
        "twenty-one": "21",
        "two hundred and five": "205",
        "three thousand four hundred": "3400",
        "1.5 thousand": "1500",
        "2 million": "2000000",
        "a dozen": "12",
        "two dozen": "24",
        "several dozen": "24+",
        "dozens": "24+",
        "scores of people": "40+",
        "hundreds of thousands of people": "200000+",
        "several": "2+",
        "a couple of men": "2",
        "half a dozen": "6",
        "half a million": "500000",
        "at least seven": "7+",
        "no fewer than 7": "7+",
        "more than 100": "100+",
        "up to 50": "0-50",
        "fewer than 10": "0-9",
        "about 30": "30",
        "some 30": "30",
        "another three": "3",
        "at least another three": "3+",
        "7 or more": "7+",
        "7+": "7+",
        "two to four": "2-4",
        "5-7": "5-7",
        "10\u201315": "10-15",
        "between 2 and 4": "2-4",
        "2-0": "",
        "2022-23": "",
        "18:30": "",
        "11.04.2023": "",
        "11/04": "",
        "45%": "",
        "$5": "",
        "№ 102": "",
        "5.5": "",
        "100000001": "",
        "9" * 5000: "",
        "999999999999 trillion": "",
        "many": "",
        "5 six": "5 6",
        "٣": "",
    },
    "ru": {
        "двое": "2",
        "двух": "2",
        "четверых": "4",
        "двадцать пять": "25",
        "двадцати одного": "21",
        "сто сорок три": "143",
        "две тысячи пятьсот": "2500",
        "1,5 тыс.": "1500",
        "100 тыс. 417": "100417",
        "19 000": "19000",
        "десяток": "10",
        "два десятка": "20",
        "десятки": "20+",
        "несколько десятков": "20+",
        "сотни": "200+",
        "десятки тысяч": "20000+",
        "несколько": "2+",
        "как минимум пять": "5+",
        "не менее 5": "5+",
        "более ста": "100+",
        "свыше 20": "20+",
        "до 10": "0-10",
        "около 300": "300",
        "от двух до четырех": "2-4",
        "5 и более": "5+",
        "102-й": "",
        "2-х": "2",
    },
    "hy": {
        "երկու": "2",
        "երկուսը": "2",
        "տասնհինգ": "15",
        "քսանհինգ": "25",
        "հարյուր": "100",
        "երկու հարյուր": "200",
        "5 հազար": "5000",
        "100 հազար 417": "100417",
        "առնվազն չորս": "4+",
        "ավելի քան 30": "30+",
        "100-ից ավելի": "100+",
        "մինչև 10": "0-10",
        "մոտ 20": "20",
        "մի քանի": "2+",
        "102-րդ": "",
        "6-ը": "6",
    },
    "az": {
        "iki": "2",
        "dördü": "4",
        "iyirmi beş": "25",
        "yüz əlli": "150",
        "2 min": "2000",
        "iki min yeddi yüz": "2700",
        "1.000": "1000",
        "bir neçə": "2+",
        "onlarla": "20+",
        "ən azı 5": "5+",
        "100-dən çox": "100+",
        "50-yə qədər": "0-50",
        "təxminən 30": "30",
        "5-ci": "",
        "511-i": "511",
    },
    "tr": {
        "dört": "4",
        "yirmi beş": "25",
        "yirmibeş": "25",
        "iki bin yedi yüz": "2700",
        "100 binden fazla": "100000+",
        "birkaç": "2+",
        "onlarca": "20+",
        "binlerce": "2000+",
        "en az 7": "7+",
        "100'den fazla": "100+",
        "50'ye kadar": "0-50",
        "yaklaşık 30": "30",
        "5 ila 7": "5-7",
        "12'nci": "",
    },
    "fr": {
        "deux": "2",
        "vingt et un": "21",
        "soixante-dix": "70",
        "soixante et onze": "71",
        "soixante-douze": "72",
        "quatre-vingts": "80",
        "quatre-vingt-douze": "92",
        "quatre-vingt-dix-sept": "97",
        "deux cent trois": "203",
        "3 000": "3000",
        "1.000": "1000",
        "65 mille": "65000",
        "une dizaine": "10",
        "une trentaine": "30",
        "des dizaines": "20+",
        "plusieurs centaines": "200+",
        "plusieurs": "2+",
        "au moins sept": "7+",
        "plus de 100": "100+",
        "jusqu'à 50": "0-50",
        "environ 30": "30",
        "entre deux et quatre": "2-4",
        "de 2 à 4": "2-4",
        "3e": "",
    },
}


def brief(text: str, language: str) -> str:
    found = []
    for quantity in quantities(text, language):
        if quantity.high is None:
            found.append(f"{quantity.low}+")
        else:
            found.append(str(quantity.low) if quantity.low == quantity.high else f"{quantity.low}-{quantity.high}")
    return " ".join(found)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [(language, text, expected) for language, cases in CASES.items() for text, expected in cases.items()],
)
def test_each_number_is_read(language: str, text: str, expected: str) -> None:
    assert brief(text, language) == expected


@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_any_text_is_read(text: str, language: str) -> None:
    for quantity in quantities(text, language):
        assert 0 <= quantity.low <= LARGEST
        assert quantity.high is None or quantity.low <= quantity.high


@given(st.integers(0, LARGEST))
def test_digits_are_read_grouped_or_not(number: int) -> None:
    for written in (str(number), f"{number:,}", f"{number:,}".replace(",", " "), f"{number:,}".replace(",", "\u202f")):
        (quantity,) = quantities(f"{written} people", "en")
        assert quantity.low == quantity.high == number
