"""Lens, light and film on the frames of a clip against the same parts on pictures of floats."""

import cv2
import numpy as np
import pytest

from reklamai.media.cinema.lens import distorted, vignette_gain
from reklamai.media.cinema.model import Camerawork, Optics
from reklamai.media.finish.frames import FrameFinish, glow_of
from reklamai.media.finish.glow import screen_of
from reklamai.media.finish.still import PictureFinish, finish_picture
from reklamai.media.grading.frames import coded, shown
from reklamai.media.i420 import planes

SIZE = (480, 270)


def scene() -> np.ndarray:
    """A soft street by night, (H, W, 3) float32 screen values: lamps, a lit wall, colours without hard edges."""
    random = np.random.default_rng(2)
    small = random.random((9, 16, 3)).astype(np.float32)
    picture = 0.1 + 0.5 * cv2.resize(small, SIZE, interpolation=cv2.INTER_CUBIC)
    for x, y in ((90, 70), (330, 190)):
        cv2.circle(picture, (x, y), 12, (1, 0.95, 0.85), -1)
    return np.clip(cv2.GaussianBlur(picture, (0, 0), 2), 0.02, 1).astype(np.float32)


def as_frame(picture: np.ndarray) -> np.ndarray:
    codes = coded(picture)
    half = SIZE[0] // 2, SIZE[1] // 2
    frame = np.empty((SIZE[1] * 3 // 2, SIZE[0]), np.uint8)
    y, u, v = planes(frame)
    y[:] = np.round(codes[..., 0])
    for plane, channel in ((u, 1), (v, 2)):
        small = cv2.resize(np.ascontiguousarray(codes[..., channel]), half, interpolation=cv2.INTER_AREA)
        plane[:] = np.round(small)
    return frame


def as_picture(frame: np.ndarray) -> np.ndarray:
    y, u, v = planes(frame)
    size = y.shape[1], y.shape[0]
    wide = [cv2.resize(each, size, interpolation=cv2.INTER_LINEAR) for each in (u, v)]
    return shown(np.dstack([y, *wide]).astype(np.float32))


def both(work: Camerawork, *post: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Before, the way of clips, the way of deep pictures."""
    before = as_frame(scene())
    plain = as_picture(before)
    size = SIZE[0], plain.shape[0]
    clip = as_picture(FrameFinish(work, post, size=size, fps=24, seed=1).apply(0, before.copy()))
    deep = PictureFinish(work, post, size=size, seed=1).apply(0, plain)
    return plain, clip, deep


@pytest.mark.parametrize(
    ("work", "post", "close"),
    [
        (Camerawork(optics=Optics(distortion=-0.12)), "lens", 1.0),
        (Camerawork(optics=Optics(fisheye=True, focal_mm=12)), "lens", 1.0),
        (Camerawork(optics=Optics(aberration=1.0)), "lens", 1.0),
        (Camerawork(optics=Optics(softness=0.7)), "lens", 2.0),
        (Camerawork(flare=0.8), "flare", 2.0),
        (Camerawork(flare=0.8, optics=Optics(squeeze=1.8)), "flare", 2.0),
        (Camerawork(halation=1.0), "lens", 2.0),
        (Camerawork(vignette=0.6), "vignette", 1.5),
        (Camerawork(profile="teal_orange"), "grade", 1.5),
    ],
)
def test_a_clip_gets_what_a_picture_gets(work, post, close):
    plain, clip, deep = both(work, post)

    away = 255 * np.abs(clip - deep)
    assert 255 * np.abs(deep - plain).max() > 5, "it does something"
    assert away.mean() < close, "in steps of 255"
    assert away.mean() < 0.5 * 255 * np.abs(deep - plain).mean() + 0.5


@pytest.mark.parametrize("post", ["lens", "flare", "vignette", "grade", "grain", "mask"])
def test_every_part_leaves_alone_what_is_set_to_nothing(post):
    frame = as_frame(scene())
    before = frame.copy()

    FrameFinish(Camerawork(optics=Optics()), (post,), size=(480, 270), fps=24, seed=1).apply(0, frame)

    assert np.array_equal(frame, before)
    assert np.array_equal(finish_picture(scene(), Camerawork(optics=Optics()), (post,), seed=1), scene())


def test_barrel_distortion_bends_lines_just_as_the_live_view_does():
    width, height = SIZE
    picture = np.zeros((height, width, 3), np.float32)
    picture[:, ::40] = picture[::30] = 1
    optics = Optics(distortion=-0.15)

    made = finish_picture(picture, Camerawork(optics=optics), ("lens",), seed=1)

    assert np.abs(made - np.clip(distorted(picture, optics), 0, 1)).max() < 1e-6


def test_fringes_part_red_and_blue_towards_the_corners_and_leave_the_middle():
    width, height = SIZE
    picture = np.zeros((height, width, 3), np.float32)
    picture[:, 440:] = 0.8
    picture[:, 240:246] = 0.8
    before = as_frame(cv2.GaussianBlur(picture, (0, 0), 2))
    frame = before.copy()

    FrameFinish(Camerawork(optics=Optics(aberration=1.0)), ("lens",), size=SIZE, fps=24, seed=1).apply(0, frame)

    was, now = as_picture(before), as_picture(frame)
    fringe = np.abs((now[..., 0] - now[..., 2]) - (was[..., 0] - was[..., 2])).max(axis=0)
    assert fringe[430:450].max() > 4 * fringe[235:252].max()
    # 0.4 % of the half diagonal of 275 pixels between red and blue, at 200 of 275 pixels from the middle
    edges = [float(np.interp(0.4, now[135, 425:450, each], np.arange(425, 450))) for each in (0, 2)]
    assert abs(edges[0] - edges[1]) == pytest.approx(0.004 * 200.5, abs=0.25)


def test_a_vignette_takes_light_by_its_own_law():
    grey = np.full((270, 480, 3), 0.6, np.float32)
    frame = as_frame(grey)

    FrameFinish(Camerawork(vignette=0.7), ("vignette",), size=SIZE, fps=24, seed=1).apply(0, frame)

    made = as_picture(frame)
    light = (made[..., 1].astype(float) / 0.6) ** 2.2
    assert np.abs(light - vignette_gain(SIZE, 0.7)).max() < 0.03
    assert abs(made[..., 0] - made[..., 2]).max() < 0.02, "grey stays grey"


def test_a_squeezed_lens_draws_streaks_along_the_frame_and_a_round_one_does_not():
    picture = np.full((270, 480, 3), 0.05, np.float32)
    cv2.circle(picture, (240, 135), 6, (1, 1, 1), -1)
    before = as_frame(picture)

    reach = {}
    for squeeze in (1.0, 2.0):
        work = Camerawork(flare=0.8, optics=Optics(squeeze=squeeze))
        made = FrameFinish(work, ("flare",), size=SIZE, fps=24, seed=1).apply(0, before.copy()).astype(float)
        more = made[:270] - before[:270]
        reach[squeeze] = more[135, 330], more[45, 240]

    assert reach[2.0][0] > 10 * max(1, reach[2.0][1])
    assert reach[2.0][0] > 3 * reach[1.0][0]


def test_film_glows_red_where_its_body_is_on_the_plan():
    work = Camerawork(halation=1.0, grain=0.0)

    assert glow_of(work, ("grain",)).halation == 1.0
    assert not glow_of(work, ("flare", "grade"))
    plain, clip, _ = both(work, "grain")
    around = np.s_[70:72, 106:110]
    more = (clip - plain)[around].mean(axis=(0, 1))
    assert more[0] > 2 * more[2]


def test_screen_values_of_light_are_those_of_the_standard():
    light = np.linspace(0, 1.2, 7001, dtype=np.float32).reshape(-1, 1, 1)
    expected = np.where(light <= 0.0031308, light * 12.92, 1.055 * np.clip(light, 0, 1) ** (1 / 2.4) - 0.055)

    assert np.abs(screen_of(light).ravel() - np.clip(expected, 0, 1).ravel()).max() < 1 / 1000
