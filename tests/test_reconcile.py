"""New, edited or seen before: the sorting of a poll's items."""

from __future__ import annotations

from datetime import timedelta

from tests.values import NOW, item
from warn.core.reconcile import reconcile
from warn.model.item import Item, Stored


def stored(of: Item, **changes: object) -> Stored:
    fields = {
        "item_id": of.id,
        "number": 7,
        "revision": of.revision,
        "content_hash": of.content_hash,
        "title": of.title,
        "url": of.url,
        "published": of.published,
        "first_seen": NOW - timedelta(days=1),
    }
    return Stored(**(fields | changes))  # type: ignore[arg-type]


def test_an_unknown_item_is_fresh() -> None:
    one = item()
    assert reconcile([one], {}).fresh == (one,)


def test_the_same_item_twice_in_a_document_is_fresh_once() -> None:
    assert len(reconcile([item(), item()], {}).fresh) == 1


def test_a_known_item_with_the_same_text_is_seen_again() -> None:
    one = item()
    result = reconcile([one], {one.keys[0]: stored(one)})
    assert (result.fresh, result.edits) == ((), ())
    assert result.seen_again[0][1] == one


def test_another_text_is_an_edit_with_the_next_revision_and_the_first_seen_of_old() -> None:
    one = item(content_hash="edited", title="Azerbaijan sets up a post on the Lachin road")
    before = stored(item())
    (edit,) = reconcile([one], {one.keys[0]: before}).edits
    assert (edit.item.id, edit.item.revision) == (before.item_id, 1)
    assert edit.item.first_seen == before.first_seen


def test_a_changed_guid_with_the_same_link_is_the_same_item() -> None:
    one = item(keys=("g:new", "l:oc-media.example/checkpoint"), id="b2" * 16)
    result = reconcile([one], {"l:oc-media.example/checkpoint": stored(item())})
    assert result.fresh == ()


def test_a_daily_statement_under_its_usual_title_is_an_item_of_its_own() -> None:
    """A date without an hour and a standing title tell nothing, where guid and link are new and the text is another."""
    usual = "Statement of the Ministry of Defence"
    old = stored(item(title=usual, content_hash="morning"))
    evening = item(title=usual, content_hash="evening", url="https://mod.example/2", keys=("g:2", "l:2", "t:same"))
    assert reconcile([evening], {"t:same": old}).fresh == (evening,)
    moved = item(title=usual, content_hash="morning", url="https://mod.example/1b", keys=("g:1b", "l:1b", "t:same"))
    assert reconcile([moved], {"t:same": old}).seen_again == ((old, moved),)


def test_an_item_known_by_nothing_but_title_and_date_is_edited_in_place() -> None:
    old = stored(item(content_hash="before"))
    (edit,) = reconcile([item(keys=("t:same",), content_hash="after")], {"t:same": old}).edits
    assert edit.item.id == old.item_id


def test_a_guid_used_for_another_story_does_not_swallow_it() -> None:
    old = stored(item(), published=NOW - timedelta(days=3))
    other = item(title="Gas supply cut", url="https://oc-media.example/gas", content_hash="gas", keys=("g:1", "l:gas"))
    result = reconcile([other], {"g:1": old})
    (fresh,) = result.fresh
    assert fresh.id != old.item_id
    assert fresh.keys == ("l:gas",)


def test_two_stories_under_one_guid_without_links_get_ids_of_their_own() -> None:
    old = stored(item(), published=NOW - timedelta(days=3), url="https://elsewhere.example/")
    first = item(title="Gas supply cut", url="", content_hash="gas", keys=("g:1",))
    second = item(title="Power supply cut", url="", content_hash="power", keys=("g:1",))
    result = reconcile([first, second], {"g:1": old})
    assert len({one.id for one in result.fresh}) == 2
