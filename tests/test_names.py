"""Names across scripts, and a watch's ground: what is near what, and which words tell nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.values import item, watch
from warn.core.ground import ground_of
from warn.core.names import LONGEST, SHORTEST, alike, names, skeleton
from warn.core.sketch import sketch_of
from warn.model.rule import Place, Side, Term
from warn.model.toll import Toll, TollKind


@pytest.mark.parametrize(
    "spellings",
    [
        [("Khachatryan", "en"), ("Хачатрян", "ru"), ("Խաչատրյան", "hy"), ("Xaçatryan", "az"), ("Khatchatrian", "fr")],
        [("Khankendi", "en"), ("Ханкенди", "ru"), ("Xankəndi", "az"), ("Hankendi", "tr")],
        [("Jermuk", "en"), ("Джермук", "ru"), ("Ջերմուկ", "hy"), ("Djermouk", "fr"), ("Cermuk", "tr")],
        [("Brussels", "en"), ("Брюсселе", "ru"), ("Bruxelles", "fr"), ("Brüssel", "az")],
    ],
)
def test_one_name_is_alike_in_all_its_scripts(spellings: list[tuple[str, str]]) -> None:
    made = [skeleton(word, language) for word, language in spellings]
    assert all(len(one) >= SHORTEST for one in made)
    assert all(alike(one, other) for one in made for other in made), made


@pytest.mark.parametrize(("one", "other"), [("Martuni", "Shushi"), ("Martuni", "Martakert"), ("Brussels", "Moscow")])
def test_other_names_are_not(one: str, other: str) -> None:
    assert not alike(skeleton(one), skeleton(other))


def test_a_name_is_a_capitalised_word_within_a_sentence() -> None:
    assert names(["Soldiers killed near Martuni. Officials in Moscow said so"], "en") == ("mrtn", "mskv")
    assert names(["НАТО: Погибли у Мартуни"], "ru") == ("mrtn",)


@given(st.text(max_size=300), st.sampled_from(["", "en", "az", "hy"]))
def test_names_of_any_text_are_short_and_of_known_sounds(text: str, language: str) -> None:
    for name in names([text], language):
        assert SHORTEST <= len(name) <= LONGEST
        assert set(name) <= set("ptksvlmnr")


PLACES = (
    Place(id="land", name="Land", terms=()),
    Place(id="valley", name="Valley", terms=(Term(text="valley*"),), inside=("land",), beside=("hills",)),
    Place(id="hills", name="Hills", terms=(), inside=("abroad",)),
    Place(id="abroad", name="Abroad", terms=()),
)
WATCH = watch(places=PLACES, sides=(Side(id="north", name="North", terms=(Term(text="Northerner*"),)),))


def test_a_place_across_the_line_is_near_from_either_side_with_what_lies_around_it() -> None:
    ground = ground_of(WATCH)
    assert ground.beside["valley"] == {"hills", "abroad"}
    assert ground.beside["hills"] == {"valley", "land"}
    assert ground.wide == {"land", "abroad"}
    assert ground.narrowest({"valley", "land", "abroad"}) == {"valley", "abroad"}


def test_places_that_contain_one_another_end() -> None:
    circle = watch(
        id="circle",
        places=(Place(id="a", name="A", terms=(), inside=("b",)), Place(id="b", name="B", terms=(), inside=("a",))),
    )
    assert ground_of(circle).around == {"a": {"b"}, "b": {"a"}}


def test_words_and_names_that_every_text_of_the_watch_has_are_left_out_of_a_sketch() -> None:
    ground = ground_of(WATCH)
    told = item(title="Two Northerners and a Valleyman met Khachatryan")
    bare, sketch = sketch_of(told), sketch_of(told, ground=ground)
    assert len(bare.words) - len(sketch.words) == 2
    assert bare.names == ("nrtrnr", "vlmn", "kstrn")
    assert sketch.names == ("vlmn", "kstrn")


def test_numbers_are_those_of_the_title_that_are_neither_years_nor_tolls() -> None:
    title = "In 2023 31 vehicles and 6,500 people passed, 4 killed, A320 landed"
    start = title.index("4 killed")
    killed = Toll(kind=TollKind.KILLED, low=4, high=4, quote="4 killed", field="title", start=start, end=start + 8)
    assert sketch_of(item(title=title), (killed,)).numbers == (31, 6500)
