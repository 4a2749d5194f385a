"""Which way leads from one picture to another, and the pictures on it."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.inbetween.between import Between, frames, strip
from reklamai.media.inbetween.model import STYLES, Style
from reklamai.media.inbetween.route import route_of, shared
from reklamai.media.pictures import resized
from reklamai.media.types import Picture
from tests.media.anchors.people import astronaut
from tests.media.faces.photos import cameraman

SIZE = (320, 240)


def cut(left: int, top: int, width: int) -> Picture:
    return np.ascontiguousarray(resized(astronaut()[top : top + width * 3 // 4, left : left + width], SIZE))


def texture(seed: int, size: tuple[int, int] = (240, 320)) -> Picture:
    """Corners everywhere, and none of them twice."""
    coarse = np.random.default_rng(seed).integers(0, 256, (size[0] // 8, size[1] // 8, 3), np.uint8)
    return np.asarray(resized(coarse, (size[1], size[0])), np.uint8)


@pytest.mark.parametrize("style", [style for style in STYLES if style != "auto"])
def test_every_way_is_exactly_its_pictures_at_both_ends(style: Style) -> None:
    first, last = cut(60, 0, 400), cut(80, 0, 300)
    between = Between(first, last, style=style, mode="fast")

    assert between.route.style == style
    assert np.array_equal(between.at(0), first)
    assert np.array_equal(between.at(1), last)
    assert between.at(0.5).shape == first.shape


@pytest.mark.parametrize("style", ["auto", "whip", "zoom", "wipe", "dissolve"])
def test_the_way_to_the_same_picture_never_leaves_it_dark_or_bright(style: Style) -> None:
    picture = np.full((64, 96, 3), 90, np.uint8)

    made = [Between(picture, picture, style=style).at(t) for t in (0.25, 0.5, 0.75)]

    assert all(np.array_equal(each, picture) for each in made)


def test_near_views_of_one_thing_are_moved() -> None:
    wide = texture(1, (240, 336))
    first, last = np.ascontiguousarray(wide[:, :320]), np.ascontiguousarray(wide[:, 12:332])

    route = route_of(first, last)

    assert (route.style, route.why) == ("flow", "near_view")
    assert route.facts["shared"] >= 100
    assert route.move is not None


def test_a_face_that_motion_carries_along_is_moved_with_all_around_it() -> None:
    route = route_of(cut(60, 0, 400), cut(72, 8, 400))

    assert (route.style, route.why, route.facts["faces"]) == ("flow", "near_view", 1)


def test_two_people_become_one_another() -> None:
    hers = cut(60, 0, 400)
    his = np.ascontiguousarray(resized(cameraman()[0:240, 120:440], SIZE))

    route = route_of(hers, his)

    assert (route.style, route.why, route.facts["faces"]) == ("face", "faces", 1)
    assert route.facts["shared"] < 60


def test_pictures_with_nothing_in_common_get_a_styled_move_that_fits_the_frame() -> None:
    wide = route_of(texture(1), texture(2))
    upright = route_of(texture(1, (320, 240)), texture(2, (320, 240)))

    assert (wide.style, wide.why) == ("whip", "unlike")
    assert (upright.style, upright.why) == ("zoom", "unlike")


def test_what_has_moved_too_far_for_any_motion_gets_a_styled_move_although_it_is_shared() -> None:
    wide = texture(3, (240, 560))
    first, last = np.ascontiguousarray(wide[:, :320]), resized(np.ascontiguousarray(wide[:, 150:510]), SIZE)

    route = route_of(first, last)

    assert len(shared(first, last)[0]) >= 100
    assert (route.style, route.why) == ("whip", "unlike")


def test_a_face_morph_without_a_face_says_so_and_takes_another_way() -> None:
    route = route_of(cut(60, 0, 400), texture(2), style="face")

    assert (route.style, route.why, route.facts["faces"]) == ("whip", "no_face", 0)


def test_a_style_that_was_asked_for_is_taken_without_a_look() -> None:
    assert route_of(texture(1), texture(2), style="flow").why == "asked"
    assert route_of(texture(1), texture(1), style="wipe").style == "wipe"


@pytest.mark.parametrize("seeds", [(1, 2), (3, 4), (5, 6)])
def test_pictures_without_a_common_thing_share_next_to_no_points(seeds: tuple[int, int]) -> None:
    assert len(shared(texture(seeds[0]), texture(seeds[1]))[0]) < 25


def test_plain_pictures_share_nothing_and_still_have_a_way() -> None:
    first, last = np.full((48, 64, 3), 30, np.uint8), np.full((48, 64, 3), 220, np.uint8)

    between = Between(first, last)

    assert len(shared(first, last)[0]) == 0
    assert between.route.style == "whip"
    assert 30 < between.at(0.5).mean() < 220


def test_frames_are_as_many_as_asked_and_none_of_them_an_end() -> None:
    first, last = np.full((32, 32, 3), 0, np.uint8), np.full((32, 32, 3), 200, np.uint8)

    made = list(frames(Between(first, last, style="dissolve"), 3))

    assert [int(each.mean()) for each in made] == [50, 100, 150]
    assert list(frames(Between(first, last, style="dissolve"), 0)) == []


def test_easing_moves_the_moments_and_not_the_ends() -> None:
    first, last = np.full((32, 32, 3), 0, np.uint8), np.full((32, 32, 3), 200, np.uint8)

    made = list(frames(Between(first, last, style="dissolve"), 3, "ease_in"))

    assert [int(each.mean()) for each in made] == pytest.approx([12, 50, 112], abs=1)


def test_a_strip_is_the_ends_and_what_lies_between_side_by_side() -> None:
    first, last = cut(60, 0, 400), cut(80, 0, 300)
    between = Between(first, last, style="zoom")

    made = strip(between, 3, 60)

    assert made.shape == (60, 5 * 80, 3)
    assert np.array_equal(made[:, :80], resized(first, (80, 60)))
    assert np.array_equal(made[:, -80:], resized(last, (80, 60)))
    middle = resized(between.at(0.5), (80, 60))
    assert np.abs(made[:, 160:240].astype(int) - middle).mean() < 8


def test_a_strip_of_faces_morphs_them_without_looking_again() -> None:
    hers, his = cut(60, 0, 400), np.ascontiguousarray(resized(cameraman()[0:240, 120:440], SIZE))
    between = Between(hers, his)

    made = strip(between, 1, 120)

    large = resized(between.at(0.5), (160, 120))
    assert np.abs(made[:, 160:320].astype(int) - large).mean() < 6


def test_the_same_seed_gives_the_same_way_and_another_may_not() -> None:
    first, last = texture(1), texture(2)

    one, again, other = (Between(first, last, style="whip", seed=seed).at(0.3) for seed in (4, 4, 5))

    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize(
    ("first", "last", "asked"),
    [
        (texture(1), texture(1)[:-2], {}),
        (texture(1)[:8], texture(1)[:8], {}),
        (texture(1), texture(1), {"style": "melt"}),
        (texture(1), texture(1), {"mode": "slow"}),
    ],
)
def test_what_cannot_be_between_is_refused(first: Picture, last: Picture, asked: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"not|no such"):
        Between(first, last, **asked)


@pytest.mark.parametrize("t", [-0.1, 1.1])
def test_moments_outside_are_refused(t: float) -> None:
    with pytest.raises(ValueError, match="a moment is"):
        Between(texture(1), texture(2), style="dissolve").at(t)


def test_counts_below_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="a count is"):
        list(frames(Between(texture(1), texture(2), style="dissolve"), -1))
