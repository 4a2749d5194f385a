"""Which photos of a person are the best."""

from dataclasses import replace

import pytest

from soulids.media.framing import Framing
from soulids.media.ranking import best_references, frontal, quality
from soulids.media.verdicts import Verdict
from tests.media.soulids.people import LIT, a_photo

BEST = a_photo(None)


def test_quality_is_a_share() -> None:
    for facts in (BEST, a_photo(None, sharpness=0.0), a_photo(None, box=(0, 0, 3000, 3000), sharpness=9000.0)):
        assert 0 <= quality(facts) <= 1


@pytest.mark.parametrize(
    "worse",
    [
        {"box": (0, 0, 120, 120)}, {"sharpness": 250.0}, {"exposure": replace(LIT, uneven=0.8)},
        {"exposure": replace(LIT, clipped=0.2)}, {"verdict": Verdict.WEAK},
    ],
)  # fmt: skip
def test_a_smaller_softer_or_worse_lit_face_is_of_less_quality(worse) -> None:
    assert quality(a_photo(None, **worse)) < quality(BEST)


def test_a_refused_photo_is_worth_less_than_a_weak_one_and_one_without_a_face_nothing() -> None:
    assert quality(a_photo(None, verdict=Verdict.REFUSED)) < quality(a_photo(None, verdict=Verdict.WEAK))
    assert quality(replace(BEST, face=None)) == frontal(replace(BEST, face=None)) == 0


def test_the_more_a_head_is_turned_the_less_it_is_frontal() -> None:
    values = [frontal(a_photo(None, yaw=yaw)) for yaw in (0.0, 10.0, -20.0, 35.0)]

    assert values == sorted(values, reverse=True)
    assert frontal(a_photo(None, pitch=20.0)) < values[0] and frontal(a_photo(None, roll=25.0)) < values[0]


def test_a_portrait_is_made_from_the_frontal_photo_even_if_another_is_sharper() -> None:
    assert frontal(a_photo(None, sharpness=500.0)) > frontal(a_photo(None, yaw=30.0, sharpness=2000.0))


def test_the_best_frontal_photo_comes_first_then_what_adds_most() -> None:
    photos = {
        "left": a_photo(None, yaw=-35.0),
        "front": a_photo(None),
        "front again": a_photo(None, yaw=2.0),
        "full": a_photo(None, framing=Framing.FULL, box=(0, 0, 150, 150)),
        "right": a_photo(None, yaw=35.0),
    }

    chosen = best_references(photos, count=4)

    assert chosen[0] == "front" and set(chosen) == {"front", "left", "right", "full"}


def test_never_more_are_chosen_than_asked_nor_than_there_are() -> None:
    photos = {str(yaw): a_photo(None, yaw=float(yaw)) for yaw in range(-30, 31, 10)}

    assert len(best_references(photos, count=3)) == 3
    assert sorted(best_references(photos, count=50)) == sorted(photos)
    assert best_references(photos, count=0) == best_references({}, count=5) == ()


def test_photos_without_a_face_are_never_shown() -> None:
    assert best_references({"wall": replace(BEST, face=None), "her": BEST}, count=2) == ("her",)


def test_a_worse_photo_of_a_new_view_goes_before_a_better_one_of_a_known() -> None:
    photos = {"a": BEST, "b": a_photo(None, yaw=1.0), "c": a_photo(None, yaw=-40.0, sharpness=500.0)}

    assert best_references(photos, count=2) == ("a", "c")
