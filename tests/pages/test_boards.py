"""Boards of several anchors: put together, looked at, saved, put away."""

import re

import pytest

from anchors.models import MultiReference
from anchors.services import multi
from anchors.shown.boards import SCENE, board
from tests.anchors.conftest import extraction, features, fresh, looked_at, picture, ready  # noqa: F401

HTMX = {"HX-Request": "true"}
SLOTS = ("face", "clothing", "environment", "lighting")
BOARDS = "/anchors/boards"


@pytest.fixture(autouse=True)
def machinery(extraction):
    """An extraction that finds everything."""


def text_of(response):
    return response.content.decode()


def chosen_in(answer):
    """Slot -> the anchor that its list has chosen."""
    lists = re.findall(r'<select class="select" id="slot-(\w+)".*?</select>', answer, re.DOTALL)
    bodies = re.findall(r'<select class="select" id="slot-\w+"(.*?)</select>', answer, re.DOTALL)
    found = [re.search(r'<option value="([^"]+)"[^>]* selected', body) for body in bodies]
    return {slot: one[1] for slot, one in zip(lists, found, strict=True) if one}


def words_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer))


def test_without_boards_the_list_tells_what_they_are_for(page):
    answer = text_of(page.get(BOARDS))

    assert "No boards yet" in answer
    assert 'href="/anchors/boards/new"' in answer


def test_without_anchors_the_builder_leads_to_them(page):
    answer = text_of(page.get(f"{BOARDS}/new"))

    assert "A board is made of anchors" in answer
    assert 'href="/anchors"' in answer


def test_each_slot_offers_the_anchors_in_which_its_element_was_found(page, vera, ready, fresh, extraction):
    whole = ready(vera, shade=10, name="Whole")
    extraction.found = features(missing=("face", "place"))
    cloth = looked_at(fresh(vera, shade=20, name="Cloth"))

    answer = text_of(page.get(f"{BOARDS}/new"))

    bodies = dict(re.findall(r'<select class="select" id="slot-(\w+)"(.*?)</select>', answer, re.DOTALL))
    offered = {slot: set(re.findall(r'value="([0-9a-f-]{36})"', body)) for slot, body in bodies.items()}
    both = {str(whole.pk), str(cloth.pk)}
    assert offered == {"face": {str(whole.pk)}, "clothing": both, "environment": {str(whole.pk)}, "lighting": both}


def test_a_board_is_saved_changed_and_listed_without_scripts(page, vera, ready):
    one, other = ready(vera, shade=10, locked=SLOTS, name="One"), ready(vera, shade=20, locked=SLOTS, name="Other")

    made = page.post(f"{BOARDS}/new", {"name": "Autumn", "face": one.pk, "clothing": other.pk})
    saved = MultiReference.objects.get()
    opened = text_of(page.get(made.url))
    page.post(made.url, {"name": "Winter", "face": other.pk})
    listed = text_of(page.get(BOARDS))

    assert made.url == f"{BOARDS}/{saved.pk}"
    assert chosen_in(opened) == {"face": str(one.pk), "clothing": str(other.pk)}
    assert f"/create/image?hold=multi-reference:{saved.pk}:" in opened
    saved.refresh_from_db()
    assert (saved.name, saved.slots) == ("Winter", {"face": other})
    assert "Winter" in listed
    assert "Other" in listed


def test_a_board_without_a_name_comes_back_with_everything_in_its_place(page, vera, ready):
    anchor = ready(vera, locked=SLOTS)

    answer = page.post(f"{BOARDS}/new", {"name": "", "face": anchor.pk})

    assert answer.status_code == 422
    assert 'aria-describedby="board-name-error"' in text_of(answer)
    assert chosen_in(text_of(answer)) == {"face": str(anchor.pk)}


def test_an_anchor_leads_to_a_board_with_itself_in_the_first_slot_it_holds(page, vera, ready):
    anchor = ready(vera, locked=["clothing", "lighting"])

    answer = text_of(page.get(f"{BOARDS}/new?anchor={anchor.pk}"))

    assert chosen_in(answer) == {"clothing": str(anchor.pk)}


def test_the_preview_shows_what_each_slot_lends(page, vera, ready):
    one, other = ready(vera, shade=10, locked=["face"], name="One"), ready(vera, shade=20, locked=["lighting"])

    answer = page.post(f"{BOARDS}/preview", {"face": one.pk, "lighting": other.pk}, headers=HTMX)

    said = words_of(text_of(answer))
    assert answer.status_code == 200
    assert "<html" not in text_of(answer)
    assert "Everything fits together." in said
    assert text_of(answer).count("<image ") == 1
    assert 'class="lamp"' in text_of(answer)


def test_the_preview_says_why_a_slot_stays_empty_and_which_anchor_wins(page, vera, ready, extraction):
    extraction.found = features(missing=("light",))
    one = ready(vera, shade=10, locked=["face", "clothing"], name="One")
    other = ready(vera, shade=20, locked=["clothing"], name="Other")

    posted = {"face": one.pk, "clothing": other.pk, "lighting": one.pk}
    said = words_of(text_of(page.post(f"{BOARDS}/preview", posted, headers=HTMX)))

    assert "Light: nothing of it was found in “One”, so the slot stays empty." in said
    assert "Clothes: “Other” in its own slot wins; that of “One” is not used." in said


def test_without_scripts_the_preview_is_the_whole_page_with_everything_kept(page, vera, ready):
    anchor = ready(vera, locked=SLOTS)

    answer = text_of(page.post(f"{BOARDS}/preview", {"name": "Autumn", "face": anchor.pk}))

    assert 'value="Autumn"' in answer
    assert chosen_in(answer) == {"face": str(anchor.pk)}
    assert "<h1" in answer


def test_made_up_slots_and_other_peoples_anchors_are_refused(page, vera, timur, ready):
    secret = ready(timur, locked=SLOTS, name="A secret")

    preview = page.post(f"{BOARDS}/preview", {"face": secret.pk, "clothing": "nonsense"}, headers=HTMX)
    made = page.post(f"{BOARDS}/new", {"name": "Mine", "face": secret.pk})

    assert "A secret" not in text_of(preview)
    assert made.status_code == 404
    assert not MultiReference.objects.exists()


def test_another_persons_board_is_nowhere(page, timur, ready):
    theirs = multi.create(timur, name="A secret", slots={"face": ready(timur).pk})

    assert "A secret" not in text_of(page.get(BOARDS))
    assert page.get(f"{BOARDS}/{theirs.pk}").status_code == 404
    assert page.post(f"{BOARDS}/{theirs.pk}", {"name": "Mine"}).status_code == 404
    assert page.post(f"{BOARDS}/{theirs.pk}/delete").status_code == 404
    assert page.post(f"{BOARDS}/{theirs.pk}/restore").status_code == 404


def test_a_deleted_board_can_be_taken_back_at_once_or_from_the_bin(page, vera):
    made = multi.create(vera, name="Autumn", slots={})

    deleted = page.post(f"{BOARDS}/{made.pk}/delete", headers=HTMX)
    back = page.post(f"{BOARDS}/{made.pk}/restore", headers=HTMX)
    page.post(f"{BOARDS}/{made.pk}/delete")
    bin_now = text_of(page.get(f"{BOARDS}?show=bin"))
    page.post(f"{BOARDS}/{made.pk}/restore")

    assert f'"undo": "/anchors/boards/{made.pk}/restore"' in deleted["HX-Trigger"]
    assert text_of(deleted) == ""
    assert back["HX-Redirect"] == BOARDS
    assert "Autumn" in bin_now
    assert "Autumn" in text_of(page.get(BOARDS))


def test_a_long_list_goes_on(page, vera):
    for place in range(41):
        MultiReference.objects.create(owner=vera, name=f"Board {place}")

    first = text_of(page.get(BOARDS))
    rest = text_of(page.get(re.search(r'href="(/anchors/boards\?cursor=[^"]+)"', first)[1]))

    assert first.count('class="board-item"') == 40
    assert rest.count('class="board-item"') == 1


def test_the_pages_ask_little_of_the_database(page, vera, ready, django_assert_max_num_queries):
    filled = {slot: ready(vera, shade=10 * place, locked=SLOTS).pk for place, slot in enumerate(SLOTS)}
    made = [multi.create(vera, name=name, slots=filled) for name in ("One", "Two", "Three")]
    page.get(BOARDS)

    for address in (BOARDS, f"{BOARDS}/{made[0].pk}", "/anchors/pick/image"):
        with django_assert_max_num_queries(12):
            assert page.get(address).status_code == 200


class TestTogether:
    def test_colours_of_one_name_are_one_and_shares_are_of_the_whole(self, vera, ready):
        anchor = ready(vera, locked=SLOTS)

        seen = board({"clothing": anchor, "environment": anchor})

        assert [(each.name, each.share) for each in seen.palette] == [("navy", 1.0)]
        assert [each.width for each in seen.swatches] == [SCENE[0]]

    def test_a_slot_whose_element_was_not_found_lends_nothing(self, vera, ready, extraction):
        extraction.found = features(missing=("face",))
        anchor = ready(vera)

        seen = board({"face": anchor, "clothing": anchor})

        assert {slot.element: slot.cut is not None for slot in seen.slots} == {
            "face": False, "clothing": True, "environment": False, "lighting": False,
        }  # fmt: skip
        assert len(seen.troubles) == 1
        assert seen.light is None

    def test_an_empty_board_is_empty(self):
        seen = board({})

        assert seen.is_empty
        assert (seen.palette, seen.swatches, seen.troubles, seen.outdone) == ((), (), [], [])


def test_an_anchor_that_is_still_being_read_leaves_its_slot_empty_and_says_so(page, vera, fresh):
    anchor = fresh(vera, name="Fresh")

    said = words_of(text_of(page.post(f"{BOARDS}/preview", {"face": anchor.pk}, headers=HTMX)))

    assert "Face: “Fresh” has not been looked at yet, so the slot stays empty." in said
    assert "Everything fits together." not in said


def test_a_deleted_anchor_leaves_its_board_and_comes_back_with_it(page, vera, ready):
    anchor = ready(vera, locked=SLOTS)
    made = multi.create(vera, name="Autumn", slots={"face": anchor.pk})

    page.post(f"/anchors/{anchor.pk}/delete")
    without = chosen_in(text_of(page.get(f"{BOARDS}/{made.pk}")))
    page.post(f"/anchors/{anchor.pk}/restore")

    assert without == {}
    assert chosen_in(text_of(page.get(f"{BOARDS}/{made.pk}"))) == {"face": str(anchor.pk)}


def test_a_board_of_another_persons_anchor_cannot_be_begun(page, timur, ready):
    assert page.get(f"{BOARDS}/new?anchor={ready(timur).pk}").status_code == 404
    assert page.get(f"{BOARDS}/new?anchor=nonsense").status_code == 404
