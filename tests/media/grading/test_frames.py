"""Frames of clips under a profile, against the exact profile and against ffmpeg's own lut3d."""

from __future__ import annotations

from pathlib import Path
from subprocess import run

import cv2
import numpy as np
import pytest

from reklamai.media.ffmpeg import program
from reklamai.media.grading.frames import FrameGrade, coded, shown
from reklamai.media.grading.profiles import PROFILES, write_cube
from reklamai.media.i420 import planes
from reklamai.media.types import AnyArray
from tests.media.grading.photos import colours, photos

SIZE = 256, 200
TO_709 = "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd"
FROM_709 = "scale=in_color_matrix=bt709:in_range=tv:flags=accurate_rnd+full_chroma_int"


def film(folder: Path, *, source: list[str], filters: str, size: tuple[int, int] = SIZE) -> AnyArray:
    """One I420 frame, BT.709 limited range, as ffmpeg makes it of `source`."""
    out = folder / "out.yuv"
    command = [
        program(),
        "-v",
        "error",
        "-y",
        *source,
        "-vf",
        filters,
        "-pix_fmt",
        "yuv420p",
        "-f",
        "rawvideo",
        str(out),
    ]
    run(command, check=True, cwd=folder)
    return np.fromfile(out, np.uint8).reshape(size[1] * 3 // 2, size[0])


def photo_frame(folder: Path) -> AnyArray:
    cv2.imwrite(str(folder / "in.png"), photos()[0][..., ::-1])
    return film(folder, source=["-i", "in.png"], filters=TO_709)


def noise() -> AnyArray:
    return np.random.default_rng(3).integers(16, 236, (120, 64)).astype(np.uint8)


def flat(y: AnyArray | int, u: AnyArray | int, v: AnyArray | int, *, side: int = 128) -> AnyArray:
    frame = np.empty((side * 3 // 2, side), np.uint8)
    for plane, value in zip(planes(frame), (y, u, v), strict=True):
        plane[:] = value
    return frame


@pytest.mark.parametrize("key", ["cinematic", "technicolor", "teal_orange", "sepia"])
def test_frames_have_the_colours_that_ffmpeg_makes_by_the_same_table(key: str, tmp_path: Path) -> None:
    frame = photo_frame(tmp_path)
    frame.tofile(tmp_path / "in.yuv")
    write_cube(tmp_path / "look.cube", key, side=65)
    raw = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "256x200", "-i", "in.yuv"]
    filters = f"{FROM_709},format=gbrp16,lut3d=file=look.cube,{TO_709}"
    theirs = film(tmp_path, source=raw, filters=filters).astype(int)

    FrameGrade(key).apply(frame)

    apart = np.abs(frame - theirs)
    assert apart[: SIZE[1]].mean() < 0.8
    assert apart[SIZE[1] :].mean() < 1.0
    assert np.percentile(apart, 99) <= 4


@pytest.mark.parametrize("key", sorted(PROFILES))
def test_a_gradient_of_light_is_graded_to_half_a_step(key: str) -> None:
    ramp = np.arange(128, dtype=np.uint8) + 60
    for u, v in ((128, 128), (110, 150), (141, 117)):
        frame = flat(ramp[None], u, v)

        FrameGrade(key).apply(frame)

        codes = np.stack([ramp, np.full(128, u), np.full(128, v)], axis=-1).astype(np.float32)
        exact = coded(PROFILES[key](shown(codes)))[:, 0]
        y = planes(frame)[0][0].astype(float)
        assert np.abs(y - exact).max() < 1.1
        assert np.diff(y).min() >= 0


@pytest.mark.parametrize("key", sorted(PROFILES))
def test_a_gradient_of_colour_has_no_bands(key: str) -> None:
    """Chroma that rises by one a pixel never jumps by more than the steepest profile explains, nor does luma."""
    frame = flat(130, np.arange(64)[None] + 96, 128)

    FrameGrade(key).apply(frame)

    codes = np.stack([np.full(64, 130), np.arange(64) + 96, np.full(64, 128)], axis=-1).astype(np.float32)
    exact = coded(PROFILES[key](shown(codes)))
    for index, plane in enumerate(planes(frame)):
        row = plane[0][:: 2 if index == 0 else 1]
        assert np.abs(row - exact[:, index]).max() < 1.6


@pytest.mark.parametrize("key", ["noir", "teal_orange"])
def test_no_strength_leaves_every_byte(key: str) -> None:
    frame = noise()

    FrameGrade(key, 0).apply(frame)

    assert (frame == noise()).all()


def test_strength_is_even() -> None:
    half, whole = noise(), noise()

    FrameGrade("sepia", 0.5).apply(half)
    FrameGrade("sepia", 1.0).apply(whole)

    assert np.abs((half.astype(float) - noise()) * 2 - (whole.astype(float) - noise())).max() <= 3


def test_noir_has_no_colour_left() -> None:
    frame = noise()

    FrameGrade("noir").apply(frame)

    assert (frame[80:] == 128).all()


def test_a_frame_is_graded_the_same_in_one_piece_and_in_many() -> None:
    tall = np.random.default_rng(4).integers(16, 236, (2 * 97 * 3 // 2, 64)).astype(np.uint8)
    grade = FrameGrade("technicolor")
    rows = [flat(0, 0, 0, side=64)[:3] for _ in range(97)]
    for index, row in enumerate(rows):
        y, u, v = planes(tall)
        row[:2] = y[2 * index : 2 * index + 2]
        row[2] = np.concatenate([u[index], v[index]])
        grade.apply(row)

    grade.apply(tall)

    assert (np.vstack([row[:2] for row in rows]) == planes(tall)[0]).all()
    assert (np.stack([row[2, :32] for row in rows]) == planes(tall)[1]).all()


def test_codes_and_colours_are_one_another_s_inverse() -> None:
    assert np.abs(shown(coded(colours())) - colours()).max() < 1e-5


@pytest.mark.parametrize(("key", "strength", "error"), [("kodachrome", 1.0, KeyError), ("noir", 2.0, ValueError)])
def test_a_wrong_profile_or_strength_is_refused(key: str, strength: float, error: type[Exception]) -> None:
    with pytest.raises(error):
        FrameGrade(key, strength)
