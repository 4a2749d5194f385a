"""Filmed in float: what is deep stays deep into the file, and the picture is the one of the fast path."""

import math
from dataclasses import replace
from fractions import Fraction

import av
import cv2
import numpy as np
import pytest
import tifffile

from reklamai.media.camera.deep import DeepFilm, coded, deep_still
from reklamai.media.camera.look import Look
from reklamai.media.camera.shot import shot_of
from reklamai.media.cinema.model import Camerawork, Moving, Optics
from reklamai.media.masters.stills import save_picture16
from reklamai.media.masters.writers import frames_writer16
from reklamai.media.scene.model import Layer, Role, Scene, SceneLight
from reklamai.media.words.reading import Move
from tests.media.camera.scenes import SIZE, film, scene

WIDE = (1280, 96)
DARK, BRIGHT = 0.1, 0.33
SMOOTHED = 33


def deep(of, *, moves=(), look=None, work=None, post=(), seconds=0.5, tone=None) -> DeepFilm:
    shot = shot_of(
        of, moves=moves, seconds=seconds, fps=8, strength=0.5, easing="ease_in_out", seed=5, look=look or Look.clean(),
        camerawork=work or Camerawork(),
    )  # fmt: skip
    return DeepFilm(shot, tone=tone, post=post, seed=5)


def wanted() -> np.ndarray:
    return np.linspace(DARK, BRIGHT, WIDE[0], dtype=np.float64)


def gradient() -> Scene:
    """A sky that is drawn in float, 0.1 to 0.33 from left to right, wider than the frame by a quarter on each side."""
    step = (BRIGHT - DARK) / (WIDE[0] - 1)
    spare = WIDE[0] // 4
    row = (DARK + step * (np.arange(WIDE[0] + 2 * spare) - spare)) * 255
    rows = WIDE[1] * 3 // 2
    pixels = np.dstack([np.tile(row.astype(np.float32), (rows, 1))] * 3 + [np.full((rows, len(row)), 255, np.float32)])
    layer = Layer("sky", Role.SKY, pixels, (-0.25, -0.25, 1.5, 1.5), math.inf)
    return Scene(WIDE, 0.25, (layer,), SceneLight(), 0.5)


def smoothed_error(row: np.ndarray) -> float:
    """Mean distance from the true gradient after a running mean of 33 pixels, which hides noise and shows bands."""
    kernel = np.full(SMOOTHED, 1 / SMOOTHED)
    off = np.convolve(row.astype(np.float64) - wanted(), kernel, mode="valid")
    return float(np.abs(off).mean())


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_a_gradient_keeps_a_thousand_levels_into_a_still_of_16_bits(tmp_path, suffix):
    picture = deep(gradient(), moves=[Move.STATIC]).frame(0)

    save_picture16(picture, tmp_path / f"gradient{suffix}")

    path = tmp_path / f"gradient{suffix}"
    read = tifffile.imread(path) if suffix == ".tif" else cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    row = read[WIDE[1] // 2, :, 1]
    assert read.dtype == np.uint16
    assert len(np.unique(row)) >= 1000
    assert np.abs(row / 65535 - wanted()).max() <= 0.1e-4
    assert smoothed_error(row / 65535) <= 0.1e-4


def test_a_gradient_that_was_drawn_with_8_bits_has_not_those_levels():
    drawn = gradient()
    shallow = replace(
        drawn, layers=(replace(drawn.layers[0], pixels=np.round(drawn.layers[0].pixels).astype(np.uint8)),)
    )

    row = np.round(deep(shallow, moves=[Move.STATIC]).frame(0)[WIDE[1] // 2, :, 1] * 65535)

    assert len(np.unique(row)) < 100
    assert smoothed_error(row / 65535) > 1e-4


@pytest.mark.parametrize("format_", ["prores_hq", "hevc10"])
def test_a_gradient_comes_through_clips_of_10_bits(tmp_path, format_):
    shot = deep(gradient(), moves=[Move.STATIC])
    path = tmp_path / ("clip.mov" if format_ == "prores_hq" else "clip.mp4")

    with frames_writer16(path, format_, size=WIDE, fps=Fraction(8)) as writer:
        for index in range(shot.frames):
            writer.write(shot.frame(index))

    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        plane = frame.planes[0]
        luma = np.frombuffer(bytes(plane), np.uint16).reshape(plane.height, -1)[:, : WIDE[0]]
    assert frame.format.name.endswith("p10le")
    row = (luma[WIDE[1] // 2].astype(np.float64) - 64) / 876
    assert smoothed_error(row) <= 1.5e-4


def test_a_gradient_that_moves_is_as_deep():
    shot = deep(gradient(), moves=[Move.PAN_LEFT])

    row = np.round(shot.frame(shot.frames - 1)[WIDE[1] // 2, :, 1] * 65535)

    assert len(np.unique(row)) >= 1000
    assert np.abs(np.diff(row, n=2)).max() <= 3


@pytest.mark.parametrize("move", [Move.STATIC, Move.ORBIT_LEFT, Move.DOLLY_IN, Move.ROLL, Move.ZOOM_OUT])
def test_it_films_what_the_fast_path_films(move):
    fast, slow = film([move], fps=8, seconds=0.5), deep(scene(), moves=[move])
    drawn = np.empty((SIZE[1] * 3 // 2, SIZE[0]), np.uint8)
    last = fast.frames - 1

    fast.draw(last, drawn)
    own = np.empty_like(drawn)
    coded(slow.frame(last), own)

    luma = drawn[: SIZE[1]].astype(float), own[: SIZE[1]].astype(float)
    assert cv2.PSNR(*luma) > 38
    assert abs(luma[0].mean() - luma[1].mean()) < 0.6


def test_the_look_and_the_finish_are_put_on_in_float():
    dark = deep(scene(), look=Look(vignette=0.5, grain=1.5)).frame(0)
    plain = deep(scene()).frame(0)
    barred = deep(scene(), work=Camerawork(ratio=2.39, bars=True), post=("mask",)).frame(0)

    assert dark[:12, :12].mean() < 0.8 * plain[:12, :12].mean()
    assert np.abs(dark - plain)[90:120, 170:210].std() > 0.002
    assert (barred[:20] == 0).all()
    assert barred.shape == plain.shape


def test_a_tone_is_exact_and_not_by_steps_of_8_bits():
    picture = deep(gradient(), tone=lambda screen: screen**2).frame(0)

    np.testing.assert_allclose(picture[40, :, 1], wanted() ** 2, atol=2e-6)


def test_a_lens_softens_the_ground_in_float_too():
    blurred = deep(scene(), work=Camerawork(optics=Optics(focal_mm=35, f_number=1.2))).frame(0)
    sharp = deep(scene(), work=Camerawork(optics=Optics(focal_mm=35, f_number=22))).frame(0)

    def fine(picture):
        return float(np.abs(np.diff(picture[20:70, 20:120], axis=1)).mean())

    assert fine(blurred) < 0.75 * fine(sharp)


def test_a_still_is_the_first_frame_of_its_clip():
    of = deep(scene(), look=Look(vignette=0.3, grain=1.0), moves=[Move.STATIC])

    np.testing.assert_array_equal(deep_still(of.shot, tone=None, post=(), seed=5), of.frame(0))


def test_the_same_seed_gives_the_same_frames():
    look = Look(grain=1.5)
    one, other = (deep(scene(), moves=[Moving("handheld", 0.5)], look=look) for _ in range(2))

    np.testing.assert_array_equal(one.frame(2), other.frame(2))
    assert not np.array_equal(one.frame(2), one.frame(3))
