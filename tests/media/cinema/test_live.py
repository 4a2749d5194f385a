"""The live view: each control changes the picture in the direction its name says, and nothing else does."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from dataclasses import fields, replace

import cv2
import numpy as np
import pytest

from reklamai.media.cinema import live
from reklamai.media.cinema.model import Camerawork, Moving, Optics
from reklamai.media.cinema.plate import FramePlate
from tests.media.cinema import scenes

PLAIN = Optics(focal_mm=35.0, f_number=22.0)
"""The picture's own field, all sharp."""
OPEN = Optics(focal_mm=35.0, f_number=1.2)


@pytest.fixture(scope="module")
def plate():
    return scenes.plate()


@pytest.fixture(scope="module")
def lined():
    return scenes.plate(scenes.wall(lines=True, lamps=False, marks=False), subject=False)


def seen(plate, optics=None, **camera):
    return live.framed(plate, Camerawork(optics=optics, **camera), size=scenes.SIZE)


def test_a_camera_of_which_nothing_is_known_shows_the_picture_itself(plate):
    assert np.array_equal(seen(plate), plate.picture)


def test_a_stopped_down_lens_of_the_pictures_own_field_shows_the_picture_itself(plate):
    frame = seen(plate, replace(PLAIN, focus_m=4.0))

    assert np.abs(frame.astype(int) - plate.picture).max() <= 1


def test_every_field_of_a_camera_is_looked_at_here():
    tried = {
        *("width_mm", "height_mm", "focal_mm", "f_number", "focus_m", "squeeze", "distortion", "fisheye"),
        *("aberration", "softness", "swirl", "tilt_deg", "blades"),
        *("ratio", "bars", "profile", "profile_strength", "grain", "grain_size", "vignette", "flare", "halation"),
    }
    of_time = {"moves", "easing", "ramp"}

    assert {each.name for each in fields(Optics)} | {each.name for each in fields(Camerawork)} == (
        tried | of_time | {"optics"}
    )


def test_a_smaller_sensor_shows_less(plate):
    narrow, low = seen(plate, replace(PLAIN, width_mm=26.0)), seen(plate, replace(PLAIN, height_mm=20.0))

    # of 36 x 24 mm a frame of 4:3 uses 32 x 24
    assert scenes.spread(narrow) == pytest.approx(scenes.spread(plate.picture) * 32 / 26, rel=0.01)
    assert scenes.spread(low) == pytest.approx(scenes.spread(plate.picture) * 24 / 20, rel=0.01)


@pytest.mark.parametrize("focal", [28.0, 42.0])
def test_a_longer_lens_enlarges_by_its_length(plate, focal):
    frame = seen(plate, replace(PLAIN, focal_mm=focal))

    assert scenes.spread(frame) == pytest.approx(scenes.spread(plate.picture) * focal / 35, rel=0.01)


def test_a_wider_aperture_blurs_the_background_and_not_the_subject(plate):
    stops = (8.0, 2.8, 1.2)

    frames = [seen(plate, replace(PLAIN, f_number=stop)) for stop in stops]

    walls = [scenes.roughness(frame, *scenes.WALL) for frame in frames]
    subjects = [scenes.roughness(frame, *scenes.SUBJECT) for frame in frames]
    assert walls[0] > 1.5 * walls[1] > 2 * walls[2]
    assert subjects == pytest.approx([scenes.roughness(plate.picture, *scenes.SUBJECT)] * 3, rel=0.02)


def test_focus_on_the_wall_blurs_the_subject_and_not_the_wall(plate):
    frame = seen(plate, replace(OPEN, focus_m=scenes.WALL_M))

    assert scenes.roughness(frame, *scenes.WALL) == pytest.approx(
        scenes.roughness(plate.picture, *scenes.WALL), rel=0.02
    )
    assert scenes.roughness(frame, *scenes.SUBJECT) < 0.3 * scenes.roughness(plate.picture, *scenes.SUBJECT)


def test_the_disc_of_a_lamp_is_as_wide_as_the_formula_says(plate):
    frame = seen(plate, replace(OPEN, focus_m=0.6))

    # A f / (s - f) |1 - s / d| of 35 mm f/1.2 at 0.6 m for a lamp at 10 m: 1.698 mm of 24 mm, 480 px high
    radius = 1.698 / 24 * 480 / 2
    across, down, _ = scenes.moments(frame, scenes.LAMPS[0])
    # a disc's variance is r^2 / 4, and 7 % more as it is brighter at its rim
    assert across == pytest.approx(radius**2 * 1.07 / 4, rel=0.06)
    assert down == pytest.approx(across, rel=0.03)


def test_a_squeezing_lens_sees_wider_and_makes_discs_taller_than_wide(plate):
    straight = Optics(24.0, 18.0, 25.0, 1.2, focus_m=0.5)
    squeezed = replace(straight, squeeze=2.0)

    frame = live.framed(plate, Camerawork(optics=squeezed, ratio=2.0), size=scenes.SIZE)
    sharp = live.framed(plate, Camerawork(optics=replace(squeezed, f_number=22), ratio=2.0), size=scenes.SIZE)
    before = live.framed(plate, Camerawork(optics=replace(straight, f_number=22), ratio=2.0), size=scenes.SIZE)

    lamp = next(middle for middle in _lamps(sharp) if abs(middle[0] - 320) < 40)
    across, down, _ = scenes.moments(frame, lamp)
    assert 2.4 < down / across < 4.2  # the ratio of the axes squared, less what the lamp's own size takes
    assert _fields_apart(sharp, before) == pytest.approx(18 * 2 / 24, rel=0.02)


def _lamps(frame):
    white = (frame.min(axis=2) > 180).astype(np.uint8)
    count, _, stats, middles = cv2.connectedComponentsWithStats(white)
    return [tuple(middles[index]) for index in range(1, count) if stats[index, cv2.CC_STAT_AREA] > 4]


def _fields_apart(one, other):
    """How much wider the first frame's field is than the second's, by the subject's width."""

    def width(frame):
        rows = frame.mean(axis=2)[frame.shape[0] // 2]
        return np.ptp(np.flatnonzero(rows > 76))

    return width(other) / width(one)


@pytest.mark.parametrize(("distortion", "outwards"), [(-0.15, True), (0.05, False)])
def test_barrel_bends_lines_outwards_and_pincushion_inwards(lined, distortion, outwards):
    frame = seen(lined, replace(PLAIN, distortion=distortion))

    middle, end = _line_row(frame, 320), _line_row(frame, 40)
    assert (middle < end - 3) if outwards else (middle > end + 1)


def test_a_fisheye_bends_lines_outwards_the_most(lined):
    barrel = seen(lined, replace(PLAIN, distortion=-0.15))
    fisheye = seen(lined, replace(PLAIN, focal_mm=16.0, fisheye=True))

    def bent(frame):
        return _line_row(frame, 130) - _line_row(frame, 320)

    assert bent(fisheye) > 2 * bent(barrel) > 0


def _line_row(frame, column):
    """Row of the upper bright line in a column."""
    return float(np.flatnonzero(frame[: frame.shape[0] // 2, column].mean(axis=1) > 130).mean())


def test_aberration_draws_red_farther_out_than_blue_in_corners_and_not_in_the_middle(plate):
    frame = seen(plate, replace(PLAIN, focus_m=scenes.WALL_M, aberration=1.0))

    def apart(at):
        x, y = at
        part = frame[y - 12 : y + 13, x - 12 : x + 13].astype(float)
        weight = np.clip(part - 90, 0, None)
        rows = np.arange(25)[:, None, None]
        red, _, blue = (weight * rows).sum(axis=(0, 1)) / weight.sum(axis=(0, 1))
        return red - blue

    # upper corner, lower corner: red lies farther from the middle; 0.4 % of 400 px at 0.83 of the half diagonal
    assert apart(scenes.LAMPS[1]) == pytest.approx(-0.004 * 180, abs=0.25)
    assert apart(scenes.LAMPS[3]) == pytest.approx(0.004 * 180, abs=0.25)
    sharp = seen(plate, replace(PLAIN, focus_m=scenes.WALL_M))
    middle = slice(230, 250), slice(310, 330)
    assert np.abs(frame[middle].astype(int) - sharp[middle]).mean() < 2


def test_old_glass_lowers_contrast_and_glows_about_lamps(plate):
    new, old = seen(plate, PLAIN), seen(plate, replace(PLAIN, softness=1.0))

    x, y = scenes.LAMPS[0]
    ring = slice(y - 9, y - 6), slice(x - 2, x + 3)
    assert scenes.roughness(old, *scenes.SUBJECT) < 0.8 * scenes.roughness(new, *scenes.SUBJECT)
    assert old[ring].mean() > new[ring].mean() + 3


def test_a_swirling_lens_cuts_discs_in_the_corners_and_not_above_the_middle(plate):
    round_, swirled = seen(plate, OPEN), seen(plate, replace(OPEN, swirl=1.0))

    for corner, sign in ((scenes.LAMPS[1], 1), (scenes.LAMPS[2], -1)):
        across, down, between = scenes.moments(swirled, corner)
        # narrow towards the middle, long around it: along the upper left corner's tangent x falls as y rises
        assert sign * between < -0.12 * math.sqrt(across * down)
    assert abs(scenes.moments(round_, scenes.LAMPS[1])[2]) < 0.5 * abs(scenes.moments(swirled, scenes.LAMPS[1])[2])


def test_a_lens_tilted_with_the_ground_keeps_all_of_it_sharp_and_tilted_against_it_melts_top_and_bottom():
    rows = np.linspace(0.1, 0.5, 480, dtype=np.float32)
    picture = scenes.wall(lamps=False, marks=False)
    ground = FramePlate(picture, np.repeat(1 / rows[:, None], 640, axis=1), 1 / 0.3, None)
    # by Scheimpflug 0.4 / m over 24 mm of picture need sin(tilt) = 0.4 / 24 * 35^2 / 1000
    degrees = math.degrees(math.asin(0.4 / 24 * 35**2 / 1000))

    with_it, straight, against = (
        seen(ground, Optics(focal_mm=35.0, f_number=2.0, tilt_deg=tilt)) for tilt in (degrees, 0.0, -degrees)
    )

    for rows in (slice(5, 45), slice(435, 475)):
        sharp = scenes.roughness(picture, rows, slice(100, 540))
        assert scenes.roughness(with_it, rows, slice(100, 540)) == pytest.approx(sharp, rel=0.03)
        assert scenes.roughness(straight, rows, slice(100, 540)) < 0.8 * sharp
        assert scenes.roughness(against, rows, slice(100, 540)) < 0.7 * scenes.roughness(
            straight, rows, slice(100, 540)
        )


def test_blades_give_discs_corners(plate):
    round_, square = seen(plate, OPEN), seen(plate, replace(OPEN, blades=4))

    def corners(frame):
        """Light straight above the lamp's middle by that towards its diagonal, at one radius."""
        x, y = scenes.LAMPS[0]
        radius = 8
        offset = round(radius / math.sqrt(2))
        straight = np.mean([frame[y - radius, x], frame[y, x - radius], frame[y, x + radius]])
        diagonal = np.mean([frame[y + i * offset, x + j * offset] for i in (-1, 1) for j in (-1, 1)])
        return abs(straight - diagonal)

    assert corners(square) > corners(round_) + 15


@pytest.mark.parametrize(
    ("ratio", "size"), [(2.39, (640, 268)), (1.0, (480, 480)), (9 / 16, (270, 480)), (16 / 9, (640, 360))]
)
def test_a_ratio_cuts_the_frame_to_the_pixel(plate, ratio, size):
    frame = seen(plate, ratio=ratio)

    assert (frame.shape[1], frame.shape[0]) == size


def test_bars_mask_the_ratio_in_black_to_the_pixel_inside_the_pictures_own_shape(plate):
    frame = seen(plate, ratio=2.0, bars=True)

    assert frame.shape == plate.picture.shape
    assert not frame[:80].any()
    assert not frame[400:].any()
    assert frame[80:400].min(axis=(1, 2)).all()
    assert np.array_equal(frame[80:400], plate.picture[80:400])


def test_a_profile_grades_by_its_strength_and_not_where_it_is_left_out(plate):
    noir, half, compared = (
        seen(plate, profile="noir"),
        seen(plate, profile="noir", profile_strength=0.5),
        live.framed(plate, Camerawork(profile="noir"), size=scenes.SIZE, ungraded=True),
    )

    red = [int(np.ptp(frame[110, 140].astype(int))) for frame in (plate.picture, half, noir)]
    assert red[0] > red[1] > red[2]
    assert red[2] < 12
    assert np.array_equal(compared, plate.picture)


def test_grain_raises_variance_and_coarse_grain_has_wider_specks():
    even = scenes.plate(np.full((480, 640, 3), 128, np.uint8), subject=False)

    weak, strong, coarse = (
        seen(even, grain=amount, grain_size=size).astype(float)[..., 1] for amount, size in ((0.3, 1), (1, 1), (1, 4))
    )

    assert 0 < weak.std() < strong.std()
    assert strong.std() == pytest.approx(12, rel=0.15)
    assert _likeness(coarse) > _likeness(strong) + 0.2


def _likeness(noise):
    """Correlation of neighbours two pixels apart."""
    off = noise - noise.mean()
    return float((off[:, 2:] * off[:, :-2]).mean() / (off**2).mean())


def test_a_vignette_darkens_corners_and_not_the_middle():
    even = scenes.plate(np.full((480, 640, 3), 128, np.uint8), subject=False)

    frame = seen(even, vignette=0.6)

    assert frame[235:245, 315:325].mean() == pytest.approx(128, abs=1)
    # linear light of 128 is 0.2158; four tenths of it is 0.0863, on screen 83.6
    assert frame[:2, :2].mean() == pytest.approx(83.6, abs=1.5)


def test_a_flare_draws_a_streak_along_a_squeezing_lens_and_rings_in_others(plate):
    none = seen(plate, PLAIN, ratio=4 / 3).astype(int)
    rings = seen(plate, PLAIN, ratio=4 / 3, flare=1.0).astype(int)
    squeezed = Optics(28.8, 24.0, 35.0, 22.0, squeeze=1.25)
    streaks = seen(plate, squeezed, ratio=4 / 3, flare=1.0).astype(int) - seen(plate, squeezed, ratio=4 / 3)

    along, across = streaks[58:63, 180:260, 2].mean(), streaks[120:200, 318:323, 2].mean()
    assert along > 10 * max(across, 0.2)
    assert streaks[58:63, 180:260, 2].mean() > streaks[58:63, 180:260, 0].mean()
    added = (rings - none).mean(axis=2)
    assert added[:200].mean() > 0.3
    assert added.min() >= -1


def test_halation_is_a_red_rim_about_lamps(plate):
    film = seen(plate, halation=1.0).astype(int) - plate.picture

    x, y = scenes.LAMPS[0]
    ring = film[y - 7 : y - 4, x - 1 : x + 2].mean(axis=(0, 1))
    assert ring[0] > 8
    assert ring[0] > 2.5 * ring[1] >= 2 * ring[2]
    assert np.abs(film[240:260, 300:340]).max() <= 1


def test_moves_and_ramps_show_nothing_in_one_frame(plate):
    moved = seen(plate, moves=(Moving("dolly_in"),), easing="linear", ramp=((0.0, 1.0), (1.0, 0.2)))

    assert np.array_equal(moved, plate.picture)


def test_the_same_camera_gives_the_same_frame_bit_for_bit(plate):
    camera = Camerawork(optics=replace(OPEN, swirl=0.6, blades=7), grain=0.5, flare=0.4, profile="cinematic")

    assert np.array_equal(*(live.framed(plate, camera, size=(320, 240)) for _ in range(2)))


def test_what_lies_beyond_the_picture_is_told_and_holds_no_second_subject(plate):
    wide = Camerawork(optics=replace(PLAIN, focal_mm=20.0))

    facts, frame = live.facts_of(plate, wide), live.framed(plate, wide, size=scenes.SIZE)

    assert facts.beyond == pytest.approx(1 - (20 / 35) ** 2, rel=0.01)
    assert not facts.limited
    # the subject's own greys are nowhere but in the middle
    assert frame[:, :120].max() < 150
    assert scenes.roughness(frame, slice(0, 30), slice(0, 640)) < 0.3 * scenes.roughness(
        frame, slice(200, 280), slice(180, 240)
    )


def test_a_field_that_the_picture_cannot_show_is_told_with_its_true_angles(plate):
    facts = live.facts_of(plate, Camerawork(optics=Optics(focal_mm=8.0)))

    assert facts.limited
    assert facts.horizontal_deg == pytest.approx(2 * math.degrees(math.atan(16 / 8)), rel=0.01)


def test_facts_are_the_thin_lenss_and_fit_json(plate):
    far = live.facts_of(plate, Camerawork(optics=Optics(focal_mm=35, f_number=16, focus_m=6.0)))
    near = live.facts_of(plate, Camerawork(optics=Optics(focal_mm=50, f_number=2.8, focus_m=3.0), ratio=1.5))

    assert far.far_m is None
    # 50 mm f/2.8 at 3 m with c = 0.0288 mm
    assert (near.near_m, near.far_m) == pytest.approx((2.739, 3.316), rel=0.01)
    assert near.horizontal_deg == pytest.approx(39.6, rel=0.01)
    assert near.equivalent_mm == pytest.approx(50.0, rel=0.01)
    assert json.loads(json.dumps(far.as_json()))["far_m"] is None


def test_without_a_lens_the_facts_are_those_of_the_assumed_camera_and_say_so(plate):
    facts = live.facts_of(plate, Camerawork())

    assert facts.own_camera
    assert facts.equivalent_mm == pytest.approx(35.0)
    assert (facts.beyond, facts.subject_m, facts.focus_m) == (0.0, scenes.SUBJECT_M, scenes.SUBJECT_M)


def test_shown_is_the_frame_within_a_width_and_its_facts(plate):
    frame, facts = live.shown(plate, Camerawork(optics=PLAIN), width=320)

    assert frame.shape == (180, 240, 3)
    assert facts == live.facts_of(plate, Camerawork(optics=PLAIN))


def test_a_frame_is_packed_as_webp_that_opens_again_alike(plate):
    content = live.packed(plate.picture, quality=90)

    opened = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)[..., ::-1]
    assert content[8:12] == b"WEBP"
    assert np.abs(opened.astype(int) - plate.picture).mean() < 8


def test_a_small_view_looks_like_the_large_one(plate):
    camera = Camerawork(optics=OPEN, vignette=0.4)

    large, small = (live.framed(plate, camera, size=size) for size in ((640, 480), (320, 240)))

    halved = cv2.resize(large, (320, 240), interpolation=cv2.INTER_AREA)
    # grey levels; the checks of the wall are four pixels wide in the small one
    assert np.abs(halved.astype(int) - small).mean() < 3.5


def test_drawing_loads_neither_nets_nor_django():
    code = (
        "import sys; from tests.media.cinema import scenes; from reklamai.media.cinema import live, model;"
        "live.framed(scenes.plate(), model.Camerawork(optics=model.Optics(), profile='noir'), size=(64, 48));"
        "sys.exit(any(each.split('.')[0] in ('mediapipe', 'tensorflow', 'jax', 'django') for each in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
