"""Pictures taken out of clips: told apart by frames of one grey each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reklamai.core.errors import MediaError
from reklamai.media.film.stills import last_frame, poster, still_at
from reklamai.media.types import Picture
from tests.media.film.clips import clip, ffmpeg, numbered

LEVELS = list(range(40, 220, 5))


def grey(level: int) -> float:
    """What a luma of BT.709 limited range is on a screen. Source: ITU-R BT.709."""
    return (level - 16) * 255 / 219


def shows(picture: Picture, level: int) -> bool:
    return abs(float(picture.mean()) - grey(level)) < 2.5


def test_the_picture_of_a_moment_is_the_frame_that_stands_then(tmp_path: Path) -> None:
    made = numbered(tmp_path / "a.mp4", LEVELS, fps="10")

    assert shows(still_at(made, 0.0), LEVELS[0])
    assert shows(still_at(made, 0.99), LEVELS[9])
    assert shows(still_at(made, 1.0), LEVELS[10])
    assert shows(still_at(made, 1.05), LEVELS[10])


def test_a_moment_after_the_end_gives_the_last_picture(tmp_path: Path) -> None:
    made = numbered(tmp_path / "a.mp4", LEVELS, fps="10")

    assert shows(still_at(made, 99.0), LEVELS[-1])


def test_a_moment_before_the_beginning_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a moment is 0 or later"):
        still_at(tmp_path / "none.mp4", -0.1)


@pytest.mark.parametrize("count", [1, 2, 7, 36])
def test_the_last_frame_is_the_last_even_with_frames_that_are_coded_out_of_order(tmp_path: Path, count: int) -> None:
    made = numbered(tmp_path / "a.mp4", LEVELS[:count], fps="30000/1001", more="-bf 3")

    assert shows(last_frame(made), LEVELS[count - 1])


def test_the_last_frame_is_found_where_the_sound_goes_on(tmp_path: Path) -> None:
    silent = numbered(tmp_path / "silent.mp4", LEVELS[:8], fps="10")
    made = tmp_path / "long.mp4"
    ffmpeg("-i", silent, "-f", "lavfi", "-i", "sine=f=440:d=6", "-c:v", "copy", "-c:a", "aac", made)

    assert shows(last_frame(made), LEVELS[7])


def test_the_last_frame_of_a_clip_of_varying_rate_is_its_last_picture(tmp_path: Path) -> None:
    steady = numbered(tmp_path / "steady.mp4", LEVELS[:12], fps="10")
    made = tmp_path / "varying.mp4"
    ffmpeg("-i", steady, "-vf", "setpts='if(lt(N,6),N/10,0.6+(N-6)*0.37)/TB'", "-fps_mode", "vfr", "-c:v", "libx264",
           "-crf", "4", made)  # fmt: skip

    assert shows(last_frame(made), LEVELS[11])
    assert shows(still_at(made, 0.6 + 0.37 + 0.3), LEVELS[7])


def test_a_still_is_upright_and_of_square_pixels(tmp_path: Path) -> None:
    flat = clip(tmp_path / "flat.mp4", size="96x64", more="-vf setsar=4/3")
    made = tmp_path / "turned.mp4"
    ffmpeg("-display_rotation", "90", "-i", flat, "-c", "copy", made)

    assert last_frame(made).shape[0] > last_frame(made).shape[1]
    assert still_at(flat, 0).shape == (64, 128, 3)


def test_colours_are_those_of_the_clip(tmp_path: Path) -> None:
    made = tmp_path / "red.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=c=0xC83214:s=64x64:r=10:d=0.3", "-vf",
           "scale=out_color_matrix=bt709:out_range=pc,format=yuv420p", "-color_range", "pc", "-colorspace", "bt709",
           "-c:v", "libx264", "-crf", "4", made)  # fmt: skip

    assert np.allclose(last_frame(made)[32, 32], (0xC8, 0x32, 0x14), atol=4)


def test_the_poster_is_the_first_picture_that_is_not_black(tmp_path: Path) -> None:
    made = numbered(tmp_path / "a.mp4", [16] * 9 + [17] * 4 + [120, 180, 200], fps="12")

    assert shows(poster(made), 120)


def test_a_clip_that_stays_black_has_a_black_poster(tmp_path: Path) -> None:
    assert shows(poster(numbered(tmp_path / "a.mp4", [16] * 6)), 16)


def test_a_broken_clip_is_refused_in_words(tmp_path: Path) -> None:
    made = tmp_path / "broken.mp4"
    made.write_bytes(numbered(tmp_path / "a.mp4", LEVELS).read_bytes()[:700])

    with pytest.raises(MediaError, match=r"could not be read|no frame"):
        last_frame(made)
