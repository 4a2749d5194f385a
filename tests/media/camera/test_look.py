"""Lens and film: focus, grade, vignette, flare and grain, each against a plain way of working it out."""

import cv2
import numpy as np
import pytest
from scipy.interpolate import RegularGridInterpolator

from reklamai.media.camera.look import Grade, Look, blur_radius, blurred, grain_tiles, shade
from reklamai.media.scene.model import SceneLight
from tests.media.camera.scenes import film, frames, scene

STEPS = np.linspace(0, 1, 33, dtype=np.float32)
IDENTITY = np.stack(np.meshgrid(STEPS, STEPS, STEPS, indexing="ij"), axis=-1)


def pixels(seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (60, 80, 4), np.uint8)


def test_a_grade_that_changes_nothing_changes_nothing():
    np.testing.assert_array_equal(Grade(IDENTITY).applied(pixels()), pixels())


@pytest.mark.parametrize(
    "lut",
    [IDENTITY**0.8, IDENTITY[..., ::-1] * 0.7 + 0.2, IDENTITY.mean(axis=-1, keepdims=True).repeat(3, axis=-1)],
    ids=["gamma", "swapped", "grey"],
)
def test_a_grade_gives_what_trilinear_interpolation_gives(lut):
    lut = np.ascontiguousarray(lut, np.float32)
    sample = pixels()
    exact = RegularGridInterpolator((STEPS, STEPS, STEPS), lut)(sample[..., :3] / 255) * 255

    graded = Grade(lut).applied(sample)

    # a cell is four steps wide: a colour may be off by half of what the grade changes within it
    assert np.abs(graded[..., :3] - exact).max() <= 4
    assert np.abs(graded[..., :3] - exact).mean() < 1
    np.testing.assert_array_equal(graded[..., 3], sample[..., 3])


def test_a_grade_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="expected"):
        Grade(np.zeros((33, 33, 3), np.float32))


def test_what_is_in_focus_is_sharp_and_blur_grows_with_the_distance_from_it():
    look = Look(depth_of_field=0.5)

    radii = [blur_radius(look, depth=depth, distance=2.5, longest_px=1920) for depth in (2.5, 4.0, 12.0, np.inf)]

    assert radii[0] == 0
    assert radii == sorted(radii)
    assert 5 < radii[-1] < 0.02 * 1920
    assert blur_radius(look, depth=1.5, distance=2.5, longest_px=1920) > 0


@pytest.mark.parametrize("radius", [1.5, 6.0, 20.0])
def test_a_point_out_of_focus_is_a_disc_of_the_radius(radius):
    point = np.zeros((161, 161, 4), np.uint8)
    point[76:85, 76:85] = 255  # as large as a lamp: a single pixel would round to nothing

    disc = blurred(point, radius)[..., 0].astype(float)

    assert disc.sum() == pytest.approx(81 * 255, rel=0.1)
    y, x = np.mgrid[-80:81, -80:81]
    spread = np.sqrt((disc * (x**2 + y**2)).sum() / disc.sum())
    assert spread == pytest.approx(np.sqrt(radius**2 / 2 + 2 * (9**2 - 1) / 12), rel=0.15)


def test_blur_keeps_premultiplied_colours_below_their_alpha():
    layer = np.zeros((120, 120, 4), np.uint8)
    layer[30:90, 30:90] = 255

    soft = blurred(layer, 9.0)

    assert (soft[..., :3].max(axis=2) <= soft[..., 3]).all()


def luma(look: Look) -> np.ndarray:
    return frames(film([], seconds=0.25, look=look))[:, :216].astype(float)


def test_grain_is_as_strong_as_asked_fresh_in_every_frame_and_only_luma():
    plain, grainy = (frames(film([], seconds=0.5, look=look)).astype(float) for look in (Look.clean(), Look(grain=1.5)))
    added = (grainy - plain)[:, :216]

    assert added.std() == pytest.approx(1.5, rel=0.1)
    assert abs(added.mean()) < 0.05
    assert abs(np.corrcoef(added[0].ravel(), added[1].ravel())[0, 1]) < 0.1
    np.testing.assert_array_equal(grainy[:, 216:], plain[:, 216:])


def test_grain_stops_where_the_encoder_would_suffer():
    plus, minus = grain_tiles((320, 180), 9.0, seed=1)

    assert (plus.astype(float) - minus).std() == pytest.approx(2.0, rel=0.1)


def test_a_vignette_darkens_the_corners_and_leaves_the_middle():
    plain, dark = luma(Look.clean()), luma(Look(vignette=0.6))

    assert np.abs(dark - plain)[:, 98:118, 180:204].max() <= 2
    assert (dark[:, :6, :6] - 16).mean() < 0.55 * (plain[:, :6, :6] - 16).mean()


def test_a_flare_glows_on_the_side_of_the_light_and_not_on_the_face():
    light = SceneLight(azimuth=80, elevation=30, kelvin=4000)

    veil = shade((384, 216), Look(flare=1.0), light=light, face=(0.75, 0.1, 0.1, 0.2)).astype(float)

    assert veil[:, 300:].mean() > 3 * veil[:, :84].mean()
    assert veil[43, 307, 3] < 4  # the middle of the face
    assert veil[..., 0].sum() > veil[..., 2].sum()  # a warm lamp


def test_the_figure_stays_sharp_before_a_soft_background():
    sharp, soft = luma(Look.clean())[0], luma(Look(depth_of_field=1.0))[0]

    def detail(plane, rows, columns):
        return np.abs(cv2.Laplacian(plane[rows, columns], cv2.CV_64F)).mean()

    figure, sky = (slice(80, 150), slice(180, 204)), (slice(10, 60), slice(20, 120))
    assert detail(soft, *figure) == pytest.approx(detail(sharp, *figure), rel=0.02)
    assert detail(soft, *sky) < 0.35 * detail(sharp, *sky)


def test_the_ground_is_sharp_at_the_feet_and_soft_far_away():
    of = scene()
    sharp, soft = (
        frames(film([], of=of, seconds=0.25, look=look))[0, :216] for look in (Look.clean(), Look(depth_of_field=1.0))
    )

    change = np.abs(sharp.astype(float) - soft).mean(axis=1)

    assert change[int(0.92 * 216) : int(0.94 * 216)].mean() < 0.4 * change[int(0.58 * 216) : int(0.62 * 216)].mean()
