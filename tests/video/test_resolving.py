"""Names and settings of a camera become the numbers that live view, own renders and finish are made by."""

import pytest

from reklamai.media.cinema.model import Camerawork, Optics
from reklamai.media.words.reading import Move
from video.camera import settings_of
from video.models import CameraTerm
from video.resolving import resolved
from video.selectors.vocabulary import vocabulary

pytestmark = pytest.mark.django_db


@pytest.fixture
def work_of():
    words = vocabulary()
    return lambda **camera: resolved(settings_of(camera, vocabulary=words), words)


def test_a_camera_of_which_nothing_is_said_changes_nothing(work_of):
    assert work_of() == Camerawork()


def test_a_body_is_the_area_that_its_maker_publishes_and_the_grain_of_its_film(work_of):
    alexa, film = work_of(sensor="alexa-35"), work_of(sensor="super-16")

    assert (alexa.optics.width_mm, alexa.optics.height_mm) == (27.99, 19.22)
    assert film.grain > alexa.grain
    assert film.grain_size == pytest.approx(24.89 / 12.52, rel=0.02)  # 16 mm film in the frame of 35 mm film
    assert film.halation > 0 == alexa.halation


def test_a_lens_brings_all_of_its_glass(work_of):
    traits = CameraTerm.objects.get(kind="lens", slug="anamorphic-2x").traits

    work = work_of(lens="anamorphic-2x")

    for name in ("squeeze", "distortion", "aberration", "softness"):
        assert getattr(work.optics, name) == traits[name]
    assert (work.flare, work.vignette) == (traits["flare"], traits["vignette"])
    assert work_of(lens="fisheye").optics.fisheye is True
    assert work_of(lens="tilt-shift").optics.tilt_deg != 0


def test_what_was_said_of_grain_vignette_and_flare_goes_over_body_and_lens(work_of):
    work = work_of(sensor="super-16", lens="vintage-prime", grain=0, vignette=100, flare=5)

    assert (work.grain, work.vignette, work.flare) == (0.0, 1.0, 0.05)


def test_a_length_that_was_not_said_is_the_usual_one_or_the_nearest_of_the_lens(work_of):
    assert work_of(sensor="alexa-35").optics.focal_mm == 35
    assert work_of(lens="soft-portrait").optics.focal_mm == 85
    assert work_of(lens="fisheye").optics.focal_mm <= 16
    assert work_of(lens="soft-portrait", focal_length=85, aperture=4).optics.f_number == 4


def test_a_depth_of_field_is_as_deep_on_every_format(work_of):
    full, small = work_of(depth_of_field="deep"), work_of(depth_of_field="deep", sensor="alexa-35")

    assert full.optics.f_number == 16
    assert small.optics.f_number == pytest.approx(16 * 33.95 / 43.27, abs=0.02)


def test_a_depth_of_field_opens_no_lens_wider_than_it_goes(work_of):
    work = work_of(depth_of_field="shallow", lens="cine-zoom", sensor="super-16")

    assert work.optics.f_number == CameraTerm.objects.get(slug="cine-zoom").traits["min_f"]


def test_the_depths_follow_one_another(work_of):
    stops = [work_of(depth_of_field=name).optics.f_number for name in ("shallow", "macro", "medium", "deep")]

    assert stops == sorted(stops)


def test_an_aperture_decides_where_both_are_said(work_of):
    assert work_of(depth_of_field="deep", aperture=2).optics.f_number == 2


def test_a_macro_focuses_as_near_as_its_lens_does(work_of):
    assert work_of(depth_of_field="macro").optics.focus_m == 0.3
    assert (
        work_of(depth_of_field="macro", lens="macro-100").optics.focus_m
        == (CameraTerm.objects.get(slug="macro-100").traits["close_m"])
    )
    assert work_of(depth_of_field="macro", focus_distance=2).optics.focus_m == 2
    assert work_of(depth_of_field="shallow").optics.focus_m is None


def test_movements_are_the_engines_moves_each_with_its_share_of_the_strength(work_of):
    work = work_of(movements=[{"name": "crane-up", "strength": 80}, {"name": "tilt-down", "strength": 50}])

    strengths = {each.move: each.strength for each in work.moves}
    assert strengths == {"boom_up": 0.8, "tilt_down": pytest.approx(0.8 * 0.35 + 0.5)}
    assert len(work.moves) == 2


def test_no_movement_is_stronger_than_the_strongest(work_of):
    work = work_of(movements=[{"name": "crane-up", "strength": 100}, {"name": "tilt-down", "strength": 100}])

    assert max(each.strength for each in work.moves) == 1


def test_every_movement_that_is_offered_is_one_of_the_engines(work_of):
    known = {move.value for move in Move}
    for term in vocabulary().offered("movement"):
        work = work_of(movements=[{"name": term.slug}])

        assert {each.move for each in work.moves} <= known, term.slug
        assert work.moves, term.slug


def test_the_first_movement_says_how_all_start_and_stop(work_of):
    assert work_of(movements=[{"name": "creep-in"}, {"name": "pan-left"}]).easing == "linear"
    assert work_of(movements=[{"name": "pan-left"}, {"name": "creep-in"}]).easing == "ease_in_out"


def test_a_ramp_is_named_or_drawn(work_of):
    named = vocabulary().offered("ramp")[0]

    assert work_of(speed_ramp={"name": named.slug}).ramp == named.traits.points
    assert work_of(speed_ramp={"points": [[0, 1], [1, 0.5]]}).ramp == ((0, 1), (1, 0.5))


@pytest.mark.parametrize(("name", "ratio"), [("2.39:1", 2.39), ("9:16", 9 / 16), ("21:9", 21 / 9), ("4:5", 0.8)])
def test_a_format_is_its_width_by_its_height(work_of, name, ratio):
    work = work_of(aspect_ratio=name, framing="bars")

    assert (work.ratio, work.bars) == (pytest.approx(ratio), True)


def test_a_colour_has_the_strength_that_was_said_or_all_of_it(work_of):
    full, half, none = (
        work_of(color_profile="noir", **given) for given in ({}, {"color_strength": 50}, {"color_strength": 0})
    )

    assert [each.profile_strength for each in (full, half, none)] == [1.0, 0.5, 0.0]
    assert full.profile == "noir"


def test_a_term_that_is_no_longer_offered_goes_on_working(work_of):
    CameraTerm.objects.filter(slug="alexa-35").update(enabled=False)
    words = vocabulary()

    assert resolved(settings_of({"sensor": "alexa-35"}, vocabulary=words), words).optics == Optics(
        width_mm=27.99, height_mm=19.22
    )
