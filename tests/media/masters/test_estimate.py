"""Sizes that are told before a master is ordered, against masters of real pictures with grain."""

import cv2
import numpy as np
import pytest

from reklamai.media.cinema.model import Camerawork
from reklamai.media.finish.clip import finish_clip
from reklamai.media.masters.estimate import bytes_of
from reklamai.media.masters.export import export
from reklamai.media.masters.formats import FORMATS
from reklamai.media.masters.stills import pack
from tests.media.masters.scenes import clip, photo, sixteen, written


def footage(name, size=(960, 540)):
    """A photo with the grain that a finish at half its range gives: 2.2 % of white."""
    picture = cv2.resize(photo(name) / 255.0, size, interpolation=cv2.INTER_AREA)
    return [picture + np.random.default_rng(each).normal(0, 0.022, (*picture.shape[:2], 1)) for each in range(8)]


@pytest.mark.parametrize("name", ["coffee.png", "motorcycle_left.png", "astronaut.png"])
@pytest.mark.parametrize(("key", "member"), [("png16", ".png"), ("tiff16", ".tif")])
def test_a_picture_is_as_large_as_told(name, key, member):
    real = len(pack(sixteen(footage(name)[0]), member))

    assert bytes_of(key, (960, 540), 0, 0) == pytest.approx(real, rel=0.3)
    assert bytes_of(f"{key}_sequence", (960, 540), 1, 1) == pytest.approx(real, rel=0.5)


@pytest.mark.parametrize("size", [(320, 180), (960, 540), (1280, 720)])
def test_prores_is_as_large_as_told_at_any_size(tmp_path, size):
    path = written(tmp_path / "m.mov", "prores_hq", footage("coffee.png", size)[0], frames=4)

    told = bytes_of("prores_hq", size, 24, 4 / 24) - bytes_of("prores_hq", (0, 0), 24, 4 / 24)
    assert told == pytest.approx(path.stat().st_size, rel=0.3)


@pytest.mark.parametrize("name", ["coffee.png", pytest.param("motorcycle_left.png", marks=pytest.mark.soak)])
def test_graded_clips_with_grain_are_as_large_as_told(tmp_path, name):
    large = cv2.resize(photo(name), (720, 480), interpolation=cv2.INTER_AREA)
    pan = clip(
        tmp_path / "pan.mp4", [large[2 * each : 360 + 2 * each, 3 * each : 640 + 3 * each] for each in range(24)]
    )
    graded = tmp_path / "graded.mp4"
    finish_clip(pan, graded, Camerawork(profile="cinematic", grain=0.5), ("grade", "grain"), seed=3)

    for key in ("h264", "hevc10"):
        made = export(graded, key, out_dir=tmp_path)
        assert bytes_of(key, (640, 360), 24, 1) - bytes_of(key, (0, 0), 24, 1) == pytest.approx(
            made.path.stat().st_size, rel=0.3
        ), key


def test_more_pixels_frames_and_seconds_need_more():
    for key in FORMATS:
        assert bytes_of(key, (1920, 1080), 24, 2) > bytes_of(key, (1280, 720), 24, 2)
    assert bytes_of("prores_hq", (1920, 1080), 24, 4) == pytest.approx(
        2 * bytes_of("prores_hq", (1920, 1080), 24, 2), 0.01
    )


def test_prores_agrees_with_the_rate_that_its_maker_states():
    megabits = bytes_of("prores_hq", (1920, 1080), 24000 / 1001, 1) * 8 / 1e6

    assert megabits == pytest.approx(176, rel=0.1)  # Apple, "ProRes White Paper" (2022): 1920x1080 at 23.976


def test_another_format_is_refused():
    with pytest.raises(ValueError, match="gif"):
        bytes_of("gif", (8, 8), 24, 1)
