"""Numbers of a lens against published tables and closed formulas that are not ours."""

from __future__ import annotations

import math

import pytest

from reklamai.media.cinema import thinlens
from reklamai.media.cinema.model import Optics

FULL_FRAME = Optics(36.0, 24.0, 50.0, 2.8)
SUPER_35 = (24.89, 18.66)


@pytest.mark.parametrize(
    ("focal", "across", "down", "corner"),
    # Nikon's and Canon's own tables of angles of view for 36 x 24 mm
    [
        (24, 73.7, 53.1, 84.1),
        (35, 54.4, 37.8, 63.4),
        (50, 39.6, 27.0, 46.8),
        (85, 23.9, 16.1, 28.6),
        (135, 15.2, 10.2, 18.2),
    ],
)
def test_full_frame_lenses_have_the_angles_of_the_makers_tables(focal, across, down, corner):
    optics = Optics(36.0, 24.0, focal)

    seen = thinlens.field_deg(optics)

    assert seen == pytest.approx((across, down, corner), rel=0.01)


@pytest.mark.parametrize(("focal", "across"), [(18, 69.3), (25, 52.9), (32, 42.5), (50, 27.9), (75, 18.8), (100, 14.2)])
def test_super_35_lenses_have_the_angles_of_the_cinematographers_tables(focal, across):
    # 24.89 mm across; 69.3 at 18 mm, 27.9 at 50 and 14.2 at 100 in conversionencyclopedia.com's table (read 2026-11)
    assert thinlens.field_deg(Optics(*SUPER_35, focal))[0] == pytest.approx(across, rel=0.01)


def test_a_squeezing_lens_sees_as_wide_as_one_of_half_its_length_and_as_high_as_its_own():
    squeezed = Optics(*SUPER_35, 50, squeeze=2.0)

    across, down, _ = thinlens.field_deg(squeezed)

    assert across == pytest.approx(thinlens.field_deg(Optics(*SUPER_35, 25))[0], rel=1e-6)
    assert down == pytest.approx(thinlens.field_deg(Optics(*SUPER_35, 50))[1], rel=1e-6)


def test_a_full_frame_fisheye_of_sixteen_millimetres_is_measured_by_its_arc():
    # equidistant: 43.27 mm / 16 mm = 2.704 rad
    assert thinlens.field_deg(Optics(36, 24, 16, fisheye=True))[2] == pytest.approx(154.9, rel=0.01)


@pytest.mark.parametrize(
    ("focal", "stop", "focus", "near", "far"),
    # c = 0.03 mm, by the equations that dofmaster.com publishes, worked out by hand
    [
        (50, 2.8, 3.0, 2.73, 3.33),
        (50, 8.0, 5.0, 3.39, 9.53),
        (85, 1.8, 2.0, 1.971, 2.03),
        (35, 5.6, 2.0, 1.57, 2.74),
        (100, 4.0, 10.0, 8.93, 11.36),
    ],
)
def test_sharpness_begins_and_ends_where_the_tables_say(focal, stop, focus, near, far):
    found = thinlens.near_far_m(Optics(36, 24, focal, stop), focus, circle=0.03)

    assert found == pytest.approx((near, far), rel=0.01)


@pytest.mark.parametrize(
    ("focal", "stop", "metres"), [(50, 2.8, 29.8), (35, 8.0, 5.14), (24, 11.0, 1.77), (85, 1.8, 133.9)]
)
def test_hyperfocal_focus_is_that_of_the_tables(focal, stop, metres):
    assert thinlens.hyperfocal_m(Optics(36, 24, focal, stop), circle=0.03) == pytest.approx(metres, rel=0.01)


def test_a_medium_format_lens_is_sharp_where_the_published_example_says():
    # the example of Wikipedia's "Depth of field": 90 mm, 32 mm of aperture, hyperfocal 49 m; at 2 m 1.921 to 2.085
    optics, circle = Optics(70.0, 56.0, 90.0, 2.8), 0.059

    assert thinlens.hyperfocal_m(optics, circle=circle) == pytest.approx(49, rel=0.01)
    assert thinlens.near_far_m(optics, 2.0, circle=circle) == pytest.approx((1.921, 2.085), rel=0.01)


def test_from_the_hyperfocal_focus_on_all_is_sharp_from_half_of_it_to_infinity():
    optics = Optics(36, 24, 35, 8)
    hyperfocal = thinlens.hyperfocal_m(optics)

    near, far = thinlens.near_far_m(optics, hyperfocal)

    assert near == pytest.approx(hyperfocal / 2, rel=0.01)
    assert math.isinf(far)


def test_the_accepted_circle_is_that_of_zeiss_on_full_frame():
    assert thinlens.circle_mm(FULL_FRAME) == pytest.approx(0.0288, rel=0.01)


def test_a_point_at_either_end_of_sharpness_is_the_accepted_circle():
    near, far = thinlens.near_far_m(FULL_FRAME, 3.0)

    circles = [thinlens.blur_mm(FULL_FRAME, depth, 3.0) for depth in (near, far)]

    assert circles == pytest.approx([thinlens.circle_mm(FULL_FRAME)] * 2, rel=1e-3)


def test_a_far_lamp_is_as_wide_as_the_aperture_by_the_magnification():
    # at infinity the disc is aperture x magnification: 85 / 1.4 mm by 85 / (2500 - 85)
    assert thinlens.blur_mm(Optics(36, 24, 85, 1.4), math.inf, 2.5) == pytest.approx(60.71 * 0.03520, rel=0.01)


def test_what_is_in_focus_is_a_point():
    assert thinlens.blur_mm(FULL_FRAME, 3.0, 3.0) == 0


@pytest.mark.parametrize(
    ("width", "height", "squeeze", "focal", "equivalent"),
    # crop factors: APS-C 1.53, Super 35 (3-perf, 24.89 x 14) 1.515, 16 mm 3.39, full frame 1
    [
        (23.5, 15.7, 1, 35, 53.6),
        (24.89, 14.0, 1, 50, 75.8),
        (10.26, 7.49, 1, 25, 85.2),
        (36, 24, 1, 85, 85.0),
        (24.89, 18.66, 2, 50, 36.2),
    ],
)
def test_equivalent_lengths_follow_the_crop_factors(width, height, squeeze, focal, equivalent):
    optics = Optics(width, height, focal, squeeze=squeeze)

    assert thinlens.equivalent_mm(optics) == pytest.approx(equivalent, rel=0.01)


def test_focus_is_on_the_subject_unless_it_was_asked_elsewhere_and_never_inside_the_lens():
    assert thinlens.for_subject(Optics(), 2.5).focus_m == 2.5
    assert thinlens.for_subject(Optics(focus_m=7.0), 2.5).focus_m == 7.0
    assert thinlens.for_subject(Optics(focal_mm=200, focus_m=0.1), 2.5).focus_m == pytest.approx(0.3)


def test_a_window_of_another_shape_is_cut_from_the_sensor_and_never_larger():
    wide = thinlens.window_of(FULL_FRAME, ratio=2.39)
    upright = thinlens.window_of(FULL_FRAME, ratio=9 / 16)

    assert (wide.width_mm, wide.height_mm) == pytest.approx((36, 36 / 2.39))
    assert (upright.width_mm, upright.height_mm) == pytest.approx((13.5, 24))


def test_a_tilted_lens_brings_the_plane_of_focus_nearer_below_by_scheimpflugs_rule():
    # 24 mm tilted by 8 degrees: the plane turns about a line 24 / sin 8 = 172.4 mm below the lens
    optics = Optics(focal_mm=24, tilt_deg=8)
    below = -6.0
    focus = 2.0

    found = 1 / (1 / focus + thinlens.lean(optics) * below)

    # by construction: the ray at 6 mm below the axis meets the line from (0, -0.1724) through (2, 0)
    depth = 0.1724 / (0.1724 / focus + 6.0 / 24)
    assert found == pytest.approx(depth, rel=0.01)
