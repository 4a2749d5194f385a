"""The consistency strip: what was measured, by element and by shot, as the cards level it."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from studio.models import Generation, Status
from tests.video.boards import picture
from tests.video.sketching import a_film, shot_of
from video.models import ShotOrder, ShotPart
from video.selectors.boards import board_of
from video.selectors.consistency import consistency_of


def score(value, says=""):
    return {"value": value, "says": says, "facts": {}}


def rendered(film, number, scores):
    """A finished render of a shot, of whatever it was then."""
    work = Generation.objects.create(
        owner=film.owner, kind="text_to_video", model="draft-clip", provider="local", status=Status.DONE, scores=scores
    )
    picture(film.owner, generation=work)
    return ShotOrder.objects.create(
        film=film, shot=shot_of(film, number), generation=work, part=ShotPart.SHOT, content_hash="x"
    )


@pytest.fixture
def film(alice, private_media):
    made = a_film(alice, "one", "two", "three")
    rendered(made, 1, {"face": score(95), "lighting": score(94)})
    rendered(made, 2, {"lighting": score(74, "The key comes from the right."), "face": score(None, "No face is seen.")})
    return made


def test_each_element_has_a_row_and_each_shot_a_column(film):
    strip = consistency_of(board_of(film))

    assert strip.numbers == (1, 2, 3)
    with translation.override("en"):
        found = [(row.name, [cell.value for cell in row.cells]) for row in consistency_of(board_of(film)).rows]
    assert found == [("Face", [95, None, None]), ("Light", [94, 74, None])]


def test_the_levels_are_those_of_the_cards(film):
    face, light = consistency_of(board_of(film)).rows

    assert [cell.level for cell in face.cells] == ["good", "none", "none"]
    assert [cell.level for cell in light.cells] == ["good", "mid", "none"]


def test_the_worst_is_told_in_its_own_words(film):
    worst = consistency_of(board_of(film)).worst

    assert (worst.number, worst.value, worst.says) == (2, 74, "The key comes from the right.")


def test_where_all_are_good_nothing_is_told(alice, private_media):
    made = a_film(alice, "one", "two")
    rendered(made, 1, {"face": score(80)})

    assert consistency_of(board_of(made)).worst is None


def test_nothing_measured_is_said_so(alice):
    made = a_film(alice, "one", "two")

    with translation.override("en"):
        told = render_to_string("video/_consistency.html", {"board": board_of(made)})

    assert "Not measured yet" in told
    assert "<table" not in told


def test_the_strip_says_every_number_and_why_one_is_missing(film):
    with translation.override("en"):
        told = render_to_string("video/_consistency.html", {"board": board_of(film)})

    assert told.count('data-level="good"') == 2
    assert "No face is seen." in told
    assert "Light, shot 2:" in told
    assert told.count("not measured yet") == 2


def test_the_strip_reads_nothing_beside_the_board(film, django_assert_num_queries):
    board = board_of(film)

    with django_assert_num_queries(0):
        consistency_of(board)
