"""Pictures as encoders take them."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from reklamai.media.ffmpeg import frames_writer
from reklamai.media.i420 import encoded, planes
from reklamai.media.types import Picture

CODES = {  # Source: ITU-R BT.709, 8 bits, limited range
    (0, 0, 0): (16, 128, 128),
    (255, 255, 255): (235, 128, 128),
    (255, 0, 0): (63, 102, 240),
    (0, 255, 0): (173, 42, 26),
    (0, 0, 255): (32, 240, 118),
}


def frame_of(picture: Picture) -> np.ndarray:
    height, width = picture.shape[:2]
    frame = np.zeros((height * 3 // 2, width), np.uint8)
    encoded(picture, frame)
    return frame


@pytest.mark.parametrize(("colour", "codes"), CODES.items())
def test_colours_have_the_codes_of_the_norm(colour: tuple[int, int, int], codes: tuple[int, int, int]) -> None:
    y, u, v = planes(frame_of(np.full((4, 6, 3), colour, np.uint8)))

    assert (y.shape, u.shape, v.shape) == ((4, 6), (2, 3), (2, 3))
    assert [set(plane.ravel().tolist()) for plane in (y, u, v)] == [{code} for code in codes]


def test_the_colour_of_four_pixels_is_their_mean_and_their_light_is_not() -> None:
    picture = np.zeros((2, 2, 3), np.uint8)
    picture[0, 0] = 255

    y, u, v = planes(frame_of(picture))

    assert sorted(y.ravel().tolist()) == [16, 16, 16, 235]
    assert (int(u[0, 0]), int(v[0, 0])) == (128, 128)


def test_a_clip_shows_the_colours_that_went_in(tmp_path: Path) -> None:
    picture = np.zeros((64, 96, 3), np.uint8)
    picture[:, :48] = (200, 80, 30)
    picture[:, 48:] = (30, 120, 220)
    path = tmp_path / "clip.mp4"

    with frames_writer(path, size=(96, 64), fps=24) as writer:
        writer.write(frame_of(picture))

    with av.open(str(path)) as container:
        shown = next(container.decode(video=0)).to_ndarray(format="rgb24")
    assert np.abs(shown[8:56, 8:40].astype(int) - (200, 80, 30)).max() <= 4
    assert np.abs(shown[8:56, 56:88].astype(int) - (30, 120, 220)).max() <= 4
