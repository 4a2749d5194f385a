"""Every control of the virtual camera changes a clip of our own engine, in the direction that its name says.

One frame, or the first and the last, of a small scene, with the control and without it.
"""

import math
from dataclasses import replace

import cv2
import numpy as np
import pytest

from reklamai.media.camera.clip import Film
from reklamai.media.camera.look import Look
from reklamai.media.camera.moves import TRACKS
from reklamai.media.cinema.model import Camerawork, Moving, Optics
from reklamai.media.grading.profiles import PROFILES
from reklamai.media.scene.model import Layer, Role, Scene, SceneLight
from reklamai.media.words.reading import Move
from tests.media.camera.scenes import SIZE, followed, frames, grid, scene, texture

ALL = ("lens", "flare", "vignette", "grade", "grain", "mask")
WIDTH, HEIGHT = SIZE
MIDDLE = np.s_[HEIGHT // 3 : 2 * HEIGHT // 3, WIDTH // 3 : 2 * WIDTH // 3]
GROUND = np.s_[30:85, 20:110]
"""Sky, on the far left."""


def shot(work: Camerawork | None = None, *, of: Scene | None = None, moves=(), seconds=0.5, seed=5, **more) -> Film:
    return Film(
        of or scene(), moves=moves or (work.moves if work else ()), seconds=seconds, fps=8, look=Look.clean(),
        camerawork=work, post=ALL, seed=seed, **more,
    )  # fmt: skip


def first(work: Camerawork | None = None, **more) -> np.ndarray:
    film = shot(work, **more)
    drawn = np.empty((film.size[1] * 3 // 2, film.size[0]), np.uint8)
    film.draw(0, drawn)
    return drawn


def luma(drawn: np.ndarray) -> np.ndarray:
    return drawn[: drawn.shape[0] * 2 // 3].astype(np.float64)


def rgb(drawn: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(drawn, cv2.COLOR_YUV2RGB_I420).astype(np.float64)


def glass(**traits) -> Camerawork:
    return Camerawork(optics=Optics(**{"focal_mm": 35.0, "f_number": 22.0, **traits}))


def fine(drawn: np.ndarray, where=GROUND) -> float:
    part = luma(drawn)[where]
    return float(np.abs(np.diff(part, axis=1)).mean())


def lamps(background: int = 12) -> Scene:
    """Small lamps in the dark, far away; somebody clear at 0.8 m has the focus."""
    dark = np.full((HEIGHT, WIDTH, 4), 255, np.uint8)
    dark[..., :3] = background
    for x in range(24, WIDTH, 56):
        for y in range(18, HEIGHT, 45):
            cv2.circle(dark, (x, y), 2, (255, 255, 255, 255), -1)
    none = np.zeros((4, 4, 4), np.uint8)
    layers = (
        Layer("lamps", Role.SKY, dark, (0.0, 0.0, 1.0, 1.0), math.inf),
        Layer("figure", Role.SUBJECT, none, (0.4, 0.4, 0.2, 0.4), 0.8, foot=0.8),
    )
    return Scene(SIZE, 0.0, layers, SceneLight(), 0.5, subject_box=(0.4, 0.4, 0.2, 0.4))


def magnified(work: Camerawork) -> float:
    """How much larger the sky is shown than without a camera."""
    pair = np.stack([first(glass()), first(work)])
    return followed(pair, grid(0.42, 0.1, 0.58, 0.24))[-1].scale


@pytest.mark.parametrize(("focal", "larger"), [(30.0, 30 / 35), (42.0, 1.2)])
def test_a_focal_length_widens_or_narrows_the_field(focal, larger):
    assert magnified(glass(focal_mm=focal)) == pytest.approx(larger, rel=0.02)


def test_a_smaller_sensor_sees_less():
    assert magnified(glass(width_mm=30.0, height_mm=20.0)) == pytest.approx(36 / 30, rel=0.02)


def test_a_lens_that_squeezes_sees_wider():
    # 4:3 of a sensor that is 24 mm high: 1.33 as wide on 16:9 as the same glass without the squeeze
    plain = glass(width_mm=27.0, height_mm=20.0)
    squeezed = glass(width_mm=27.0, height_mm=20.0, squeeze=1.25)

    assert magnified(squeezed) / magnified(plain) == pytest.approx(1 / 1.25, rel=0.03)


def test_a_wider_aperture_softens_what_is_out_of_focus_and_leaves_the_subject():
    sharp, soft = first(glass(f_number=22)), first(glass(f_number=1.2))

    assert fine(soft) < 0.75 * fine(sharp)
    assert fine(soft, MIDDLE) > 0.9 * fine(sharp, MIDDLE)


def test_a_focus_behind_the_subject_softens_the_subject_and_sharpens_the_far():
    near, far = first(glass(focal_mm=42, f_number=1.2)), first(glass(focal_mm=42, f_number=1.2, focus_m=100.0))

    assert fine(far, MIDDLE) < 0.9 * fine(near, MIDDLE)
    assert fine(far) > 1.15 * fine(near)


def widths(drawn: np.ndarray) -> tuple[float, float]:
    """Spread of the light of a lamp near the middle of the frame, across and down, pixels."""
    part = luma(drawn)[73:147, 148:222]
    part = np.clip(part - np.percentile(part, 20) - 2, 0, None)
    y, x = np.mgrid[: part.shape[0], : part.shape[1]]
    mass = part.sum()
    middle = (x * part).sum() / mass, (y * part).sum() / mass
    return (
        math.sqrt(((x - middle[0]) ** 2 * part).sum() / mass),
        math.sqrt(((y - middle[1]) ** 2 * part).sum() / mass),
    )


def one_lamp(work: Camerawork, *, at=(0.4845, 0.5), radius=3) -> np.ndarray:
    dark = np.full((HEIGHT, WIDTH, 4), 255, np.uint8)
    dark[..., :3] = 2
    cv2.circle(dark, (round(at[0] * WIDTH), round(at[1] * HEIGHT)), radius, (255, 255, 255, 255), -1)
    alone = lamps()
    return first(work, of=replace(alone, layers=(replace(alone.layers[0], pixels=dark), alone.layers[1])))


def test_discs_grow_with_the_aperture():
    small, large = (widths(one_lamp(glass(f_number=f)))[0] for f in (2.8, 1.2))

    assert large > 1.2 * small


def test_discs_of_a_lens_that_squeezes_stand_upright():
    sensor = {"width_mm": 21.0, "height_mm": 23.6, "f_number": 1.2}
    across, down = widths(one_lamp(glass(**sensor, squeeze=1.8)))
    plain_across, plain_down = widths(one_lamp(glass(f_number=1.2)))

    assert down / across > 1.25
    assert plain_down / plain_across == pytest.approx(1, abs=0.08)


def test_blades_give_discs_corners():
    round_, edged = (one_lamp(glass(f_number=1.2, focal_mm=42, blades=blades)) for blades in (0, 5))

    assert np.abs(luma(round_) - luma(edged))[80:140, 150:220].max() > 6


def test_a_lens_that_swirls_cuts_discs_in_the_corners():
    at = (0.08, 0.12)
    plain, swirled = (luma(one_lamp(glass(f_number=1.2, swirl=s), at=at)) for s in (0.0, 1.0))
    corner = np.s_[:70, :90]

    assert np.abs(plain - swirled)[corner].max() > 6
    middle = [luma(one_lamp(glass(f_number=1.2, swirl=s))) for s in (0.0, 1.0)]
    assert np.abs(middle[0] - middle[1]).max() < 0.5 * np.abs(plain - swirled).max()


def test_a_tilt_melts_the_foot_of_a_figure_and_not_its_middle():
    straight, tilted = first(glass(f_number=1.4)), first(glass(f_number=1.4, tilt_deg=8.0))
    middle, foot = np.s_[98:116, 165:220], np.s_[165:188, 172:212]

    assert fine(tilted, foot) < 0.75 * fine(straight, foot)
    assert fine(tilted, middle) > 0.85 * fine(straight, middle)


def lines() -> Scene:
    """White lines on black, one near each edge, far away."""
    picture = np.zeros((HEIGHT * 2, WIDTH * 2, 4), np.uint8)
    picture[..., 3] = 255
    for x in (0.3, 0.7):
        cv2.line(picture, (round(x * 2 * WIDTH), 0), (round(x * 2 * WIDTH), 2 * HEIGHT), (255,) * 4, 3)
    return Scene(SIZE, 0.5, (Layer("sky", Role.SKY, picture, (-0.5, -0.5, 2.0, 2.0), math.inf),), SceneLight(), 0.5)


def bow(work: Camerawork) -> float:
    """How far the left line's middle lies outside of its ends, pixels: above 0 it bulges outwards, as a barrel."""
    left = luma(first(work, of=lines()))[:, : WIDTH // 2] - 16
    at = (left * np.arange(left.shape[1])).sum(axis=1) / left.sum(axis=1)
    return float((at[5:12].mean() + at[-12:-5].mean()) / 2 - at[HEIGHT // 2 - 4 : HEIGHT // 2 + 4].mean())


def test_barrel_pincushion_and_fisheye_bend_straight_lines():
    assert abs(bow(glass())) < 0.2
    assert bow(glass(distortion=-0.12)) > 1.0
    assert bow(glass(distortion=0.05)) < -0.4
    assert bow(glass(focal_mm=20.0, fisheye=True)) > 3.0


def test_a_bending_lens_keeps_its_scale_in_the_middle():
    assert magnified(glass(distortion=-0.12)) == pytest.approx(1, abs=0.05)


def test_aberration_parts_red_from_blue_at_the_rim_alone():
    plain, fringed = (rgb(first(w, of=lines())) for w in (glass(), glass(aberration=1.0)))
    apart = [np.abs(each[..., 0] - each[..., 2])[:30].mean() for each in (plain, fringed)]

    assert apart[1] > apart[0] + 0.15


def test_softness_spills_light_about_what_is_bright():
    plain, soft = (luma(first(w, of=lamps())) for w in (glass(), glass(softness=1.0)))

    assert np.median(soft) > np.median(plain) + 1


def test_a_flare_streaks_along_the_frame_where_the_lens_squeezes():
    plain, flared = (
        luma(
            one_lamp(replace(glass(focus_m=1000.0, width_mm=24.0, height_mm=20.0, squeeze=1.5), flare=amount), radius=9)
        )
        for amount in (0.0, 1.0)
    )
    more = flared - plain

    assert more[104:112, 20:120].mean() > 2 + more[40:60, 20:120].mean()


def test_halation_reddens_the_rim_of_lamps():
    plain, haloed = (rgb(first(w, of=lamps())) for w in (glass(), replace(glass(), halation=1.0)))
    more = (haloed - plain).mean(axis=(0, 1))

    assert more[0] > more[2] + 0.05


def test_a_vignette_darkens_the_corners_alone():
    plain, dark = luma(first()), luma(first(Camerawork(vignette=0.6)))

    assert dark[:20, :20].mean() < 0.75 * plain[:20, :20].mean()
    assert dark[MIDDLE].mean() == pytest.approx(plain[MIDDLE].mean(), rel=0.05)


def flat() -> Scene:
    grey = np.full((8, 8, 4), 255, np.uint8)
    grey[..., :3] = 110
    return Scene(SIZE, 0.5, (Layer("sky", Role.SKY, grey, (-0.5, -0.5, 2.0, 2.0), math.inf),), SceneLight(), 0.5)


def test_grain_grows_with_its_amount_and_with_the_gauge():
    def grain(**parts):
        return luma(first(Camerawork(**parts), of=flat()))

    amounts = [grain(grain=amount).std() for amount in (0.0, 0.3, 0.9)]
    fine_, coarse = (grain(grain=0.8, grain_size=size) for size in (1.0, 6.0))

    def alike(noise):
        noise = noise - noise.mean()
        return float((noise[:, 1:] * noise[:, :-1]).mean() / noise.var())

    assert amounts[0] < 0.1 < amounts[1] < amounts[2]
    assert alike(coarse) > alike(fine_) + 0.1


@pytest.mark.parametrize("profile", [key for key in PROFILES if key != "natural"])
def test_every_profile_changes_the_colours_the_more_the_stronger(profile):
    plain = rgb(first())
    half, whole = (rgb(first(Camerawork(profile=profile, profile_strength=s))) for s in (0.5, 1.0))

    off = [float(np.abs(each - plain).mean()) for each in (half, whole)]
    assert 0.3 < off[0] < off[1]


def test_noir_is_grey_and_sepia_is_warm():
    noir, sepia = (rgb(first(Camerawork(profile=key))) for key in ("noir", "sepia"))

    assert np.ptp(noir, axis=2).mean() < 4
    assert (sepia[..., 0] - sepia[..., 2]).mean() > 10


def test_bars_cover_to_the_ratio_to_the_pixel():
    barred = luma(first(Camerawork(ratio=2.4, bars=True)))

    seen = np.flatnonzero(barred.max(axis=1) > 16)
    assert len(seen) == WIDTH / 2.4
    assert seen[0] == (HEIGHT - len(seen)) // 2


@pytest.mark.parametrize("move", [m for m in Move if m is not Move.STATIC])
def test_every_movement_moves_and_the_stronger_the_farther(move):
    def way(strength):
        film = shot(Camerawork(moves=(Moving(move.value, strength),)), seconds=3.0)
        drawn = np.empty((2, film.size[1] * 3 // 2, film.size[0]), np.uint8)
        for at, index in enumerate((0, film.frames - 2)):
            film.draw(index, drawn[at])
        return float(np.abs(luma(drawn[0]) - luma(drawn[1])).mean()), film.fit.way

    (weak, little), (strong, much) = way(0.1), way(0.5)
    assert min(weak, strong) > 0.3
    far, near = (np.array([np.ptp(getattr(each, name)) for name in TRACKS]) for each in (much, little))
    assert (far >= near).all()
    assert far.max() > 2 * near.max()


def test_easing_and_ramp_shape_the_same_way():
    def pan(**parts):
        film = shot(Camerawork(**parts), moves=[Moving("pan_right", 0.5)], seconds=2.0, easing="linear")
        return film.fit.way.yaw

    even, ramped = pan(), pan(ramp=((0.0, 0.25), (0.5, 0.25), (1.0, 4.0)))

    assert ramped[0] == even[0] == 0
    assert ramped[-1] == pytest.approx(even[-1])
    assert ramped[8] < 0.5 * even[8]
    assert (np.diff(ramped) >= 0).all()


def test_a_camera_that_says_nothing_changes_nothing():
    np.testing.assert_array_equal(first(Camerawork()), first())


def test_texture_reaches_every_part_that_is_measured():
    assert fine(first(glass())) > 2
    assert texture(4, 4, 1).shape == (4, 4, 3)
    assert frames(shot(seconds=0.25)).shape[0] == 2
