"""One frame out of a clip: the very one that is shown at that moment."""

import subprocess

import numpy as np
import pytest
from PIL import Image

from reklamai.core.errors import MediaError
from reklamai.media import ffmpeg
from reklamai.media.frames import frame_at
from reklamai.media.pictures import open_picture

FPS = 10
SHOWN = [(0.0, 0), (0.05, 0), (0.1, 1), (0.66, 6), (0.7, 7), (1.04, 10), (1.9, 19)]


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """Two seconds whose brightness tells the number of the frame: 10, 20, 30, …"""
    path = tmp_path_factory.mktemp("clip") / "steps.mp4"
    level = f"color=black:s=64x48:r={FPS}:d=2,format=gray,geq=lum='10+10*N',format=yuv444p"
    made("-f", "lavfi", "-i", level, "-c:v", "libx264", "-qp", "0", "-g", "7", "-color_range", "pc", path)
    return path


def made(*arguments):
    subprocess.run([ffmpeg.program(), "-v", "error", "-y", *map(str, arguments)], check=True)


def number_of(path):
    return round((open_picture(path).mean() - 10) / 10, 1)


@pytest.fixture
def still(clip, tmp_path):
    def take(at_s, **options):
        out = tmp_path / "still.png"
        frame_at(clip, out, at_s=at_s, fps=FPS, **options)
        return out

    return take


@pytest.mark.parametrize(("at_s", "number"), SHOWN)
def test_it_is_the_frame_that_is_shown_at_that_moment(still, at_s, number):
    assert abs(number_of(still(at_s)) - number) < 0.4


@pytest.mark.parametrize("at_s", [1.99, 2.0, 2.5])
def test_after_the_last_frame_it_is_the_last(still, at_s):
    assert abs(number_of(still(at_s)) - 19) < 0.4


def test_it_has_the_size_of_the_clip_and_is_upright(clip, tmp_path):
    turned, out = tmp_path / "turned.mp4", tmp_path / "still.png"
    made("-display_rotation", "90", "-i", clip, "-c", "copy", turned)

    frame_at(turned, out, at_s=0.5, fps=FPS)

    with Image.open(out) as picture:
        assert picture.size == (48, 64)


def test_a_clip_whose_sound_goes_on_longer_ends_with_its_last_frame(clip, tmp_path):
    longer, out = tmp_path / "longer.mp4", tmp_path / "still.png"
    made("-i", clip, "-f", "lavfi", "-i", "sine=d=2.8", "-map", "0:v", "-map", "1:a", "-c:v", "copy", longer)

    frame_at(longer, out, at_s=2.7, fps=FPS)

    assert abs(number_of(out) - 19) < 0.4


def test_colours_are_those_of_the_clip(tmp_path):
    path, out = tmp_path / "red.mp4", tmp_path / "still.png"
    made("-f", "lavfi", "-i", "color=0xc83232:s=64x48:r=25:d=1", "-pix_fmt", "yuv420p", path)

    frame_at(path, out, at_s=0.5)

    assert np.abs(open_picture(out).reshape(-1, 3).mean(axis=0) - (200, 50, 50)).max() < 4


def test_before_the_beginning_there_is_nothing(still):
    with pytest.raises(ValueError, match="0 or later"):
        still(-0.1)


@pytest.mark.parametrize("content", [b"", b"no clip at all", b"RIFF\x00\x00\x00\x00WAVEfmt "])
def test_what_is_no_clip_is_refused(tmp_path, content):
    path = tmp_path / "odd.mp4"
    path.write_bytes(content)

    with pytest.raises(MediaError):
        frame_at(path, tmp_path / "still.png", at_s=0)
    assert not (tmp_path / "still.png").exists()
