"""Folding for matching keeps the way back to the published text."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from warn.core.normalise import ODD, normalise, quick, sentences, thorough


def words(text: str) -> list[str]:
    return [token.text for token in normalise(text).tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Laçın yolu, İyul I İSTANBUL", ["laçin", "yolu", "iyul", "i", "istanbul"]),
        ("ölüb olub öldü oldu əsir əsr", ["ölüb", "olub", "öldü", "oldu", "əsir", "əsr"]),
        ("Бердзо́рский коридор ещё", ["бердзорский", "коридор", "еще"]),
        ("Ի՞նչ է անցակե՛տը։", ["ինչ", "է", "անցակետը"]),
        ("cor\u00adridor", ["corridor"]),
        ("Nagorno-Karabakh—road", ["nagorno", "karabakh", "road"]),
        ("«КПП»… №5 “x” 🎉y", ["кпп", "5", "x", "y"]),
        ("e\u0301cole re\u0301fugie\u0301s", ["école", "réfugiés"]),
        ("и\u0306од", ["йод"]),
        ("Cəbrаyıl rаyоnundа", ["cəbrayil", "rayonunda"]),  # Cyrillic а and о in Azerbaijani words
        ("Apцаx кoридоp", ["арцах", "коридор"]),  # Latin A, p, x, o in Russian words
        ("under_score 1.5", ["under", "score", "1", "5"]),
        ("", []),
        ("\ud800x", ["x"]),
    ],
)
def test_folding(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_offsets_point_into_the_published_text() -> None:
    text = "«Бердзо́рский» İstanbul: e\u0301t Ի՞նչ, cor\u00adridor–конец 🎉 ok"
    found = [text[token.start : token.end] for token in normalise(text).tokens]
    assert found == ["Бердзо́рский", "İstanbul", "e\u0301t", "Ի՞նչ", "cor\u00adridor", "конец", "ok"]


letters = st.text(alphabet="abcIİıxyz авеоёйЛц́Աբՙ՞ə-«».,!\n\u00ad\u0301e1🎉\u2028№", max_size=60)


@given(letters | st.text(max_size=60))
@example("\u0344a")
def test_tokens_lie_in_order_inside_the_text(text: str) -> None:
    tokens = normalise(text).tokens
    position = 0
    for token in tokens:
        assert position <= token.start < token.end <= len(text)
        assert token.text == token.text.strip()
        position = token.start
    assert all(one.start < other.start for one, other in pairwise(tokens))


@given(letters)
def test_the_quick_way_is_right_unless_it_finds_something_odd(text: str) -> None:
    fast = quick(text)
    if not any(pattern in fast.buffer for pattern in ODD):
        assert fast.words == thorough(text).words
        assert [token.start for token in fast.tokens] == [token.start for token in thorough(text).tokens]


@given(letters, st.data())
def test_a_stretch_of_tokens_is_that_of_the_whole(text: str, data: st.DataObject) -> None:
    normal = normalise(text)
    tokens = normal.tokens
    first = data.draw(st.integers(0, len(tokens)))
    last = data.draw(st.integers(first, len(tokens)))
    if first < last:
        start, end = tokens[first].start, tokens[last - 1].end
        assert tuple(normal.tokens_between(start, end)) == tokens[first:last]
        words = [word for word in normal.words_between(start, end) if word]
        assert words == [token.text for token in tokens[first:last]]


def test_a_long_text_takes_a_time_in_proportion() -> None:
    spent = []
    for text in ("слово И\u0301 " * 2_000, "слово И\u0301 " * 32_000):
        start = time.process_time()
        assert len(normalise(text).tokens) == 2 * text.count("слово")
        spent.append(time.process_time() - start)
    assert spent[1] < 60 * max(spent[0], 0.002)


@given(letters)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert words(unicodedata.normalize("NFD", text)) == words(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        ("Gen. A. Volkov said 1.5 t. Then he left.", ["Gen. A. Volkov said 1.5 t.", "Then he left."]),
        ("U.S. troops left. They returned", ["U.S. troops left.", "They returned"]),
        ("Он был в г. Шуша. Потом уехал.", ["Он был в г. Шуша.", "Потом уехал."]),
        ("«Да.» Он ушёл.", ["«Да.»", "Он ушёл."]),
        ("Այո։ Ոչ: Վերջ", ["Այո։", "Ոչ:", "Վերջ"]),
        ("Զոհ կա․ Հայտնում են", ["Զոհ կա․", "Հայտնում են"]),
        ("Եղել է 2020 թ. աշնանը։ Ա․ Գևորգյանը", ["Եղել է 2020 թ. աշնանը։", "Ա․ Գևորգյանը"]),
        ("Five died (incl. two children). Two fled", ["Five died (incl. two children).", "Two fled"]),
        ("Source: the ministry. End", ["Source: the ministry.", "End"]),
        ("a line\nanother\n\n third ", ["a line", "another", "third"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected
