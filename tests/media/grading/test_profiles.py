"""What every colour profile keeps to, whatever it looks like, and what a table of it is."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from subprocess import run

import cv2
import numpy as np
import pytest

from reklamai.media.colour import BT709
from reklamai.media.ffmpeg import program
from reklamai.media.grading.profiles import PROFILES, SIDE, cube, shifted, write_cube
from reklamai.media.types import FloatPicture
from tests.media.grading.photos import colours, greys, photos

KEYS = sorted(PROFILES)
NEUTRAL = ["natural", "vivid", "clean_commercial", "bleach_bypass", "noir", "technicolor"]


def spread(screen: FloatPicture) -> FloatPicture:
    return screen.max(axis=-1) - screen.min(axis=-1)


def test_there_are_the_profiles_that_the_vocabulary_names() -> None:
    assert set(KEYS) == {
        "natural", "cinematic", "vivid", "teal_orange", "bleach_bypass", "noir", "warm_print", "cool_night", "pastel",
        "film_500t", "film_250d", "technicolor", "sepia", "clean_commercial",
    }  # fmt: skip


@pytest.mark.parametrize("key", NEUTRAL)
def test_greys_stay_grey_where_a_profile_is_neutral(key: str) -> None:
    assert spread(PROFILES[key](greys())).max() < 2e-3


def test_cinematic_leaves_the_greys_in_the_middle_alone() -> None:
    middle = greys()[420:560]

    assert spread(PROFILES["cinematic"](middle)).max() < 0.02


@pytest.mark.parametrize("key", KEYS)
def test_brighter_greys_stay_brighter(key: str) -> None:
    luma = PROFILES[key](greys(4001)) @ BT709

    assert np.diff(luma).min() >= -1e-5
    assert luma[-1] - luma[0] > 0.7


@pytest.mark.parametrize("key", KEYS)
def test_more_light_on_a_thing_never_darkens_it(key: str) -> None:
    things = colours(300)
    things /= things.max(axis=1, keepdims=True)
    light = np.linspace(0.02, 1, 200, dtype=np.float32)[:, None, None]

    luma = PROFILES[key](things[None] * light) @ BT709

    assert np.diff(luma, axis=0).min() > -1e-3


@pytest.mark.parametrize("key", KEYS)
def test_colours_in_the_middle_are_not_clipped(key: str) -> None:
    graded = PROFILES[key](colours(low=0.3, high=0.7))

    assert graded.min() > 0.002
    assert graded.max() < 0.998


@pytest.mark.parametrize("key", KEYS)
def test_neighbours_stay_neighbours(key: str) -> None:
    """Steep places of a profile are where banding and noise are made: a step of one is at most four and a half,
    but for one colour of a hundred, which are so pure that no photo has them."""
    before = colours(high=254 / 255)
    for channel in range(3):
        beside = before.copy()
        beside[:, channel] += 1 / 255
        step = np.abs(PROFILES[key](beside) - PROFILES[key](before)).max(axis=1)
        assert np.percentile(step, 99) < 4.5 / 255


@pytest.mark.parametrize("key", KEYS)
def test_strength_leads_from_nothing_to_the_whole_profile(key: str) -> None:
    before = colours(500)
    whole = PROFILES[key](before)

    away = [np.abs(shifted(key, before, strength=strength) - before) for strength in (0, 0.25, 0.5, 0.75, 1)]

    assert not away[0].any()
    assert all((later >= earlier - 1e-6).all() for earlier, later in pairwise(away))
    assert np.allclose(shifted(key, before), whole, atol=1e-6)


@pytest.mark.parametrize("strength", [-0.1, 1.01, float("nan")])
def test_a_strength_out_of_range_is_refused(strength: float) -> None:
    with pytest.raises(ValueError, match=r"0\.\.1"):
        shifted("noir", greys(), strength=strength)


def test_a_profile_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        shifted("kodachrome", greys())


def test_a_table_holds_the_profile_at_its_points() -> None:
    table = cube("teal_orange", 0.8)

    steps = np.linspace(0, 1, SIDE, dtype=np.float32)
    point = np.array([[steps[3], steps[17], steps[30]]], np.float32)
    assert table.shape == (SIDE, SIDE, SIDE, 3)
    assert table[3, 17, 30] == pytest.approx(shifted("teal_orange", point, strength=0.8)[0], abs=1e-6)


def test_a_table_is_shared_and_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        cube("noir")[0] = 0


@pytest.mark.parametrize("key", KEYS)
def test_ffmpeg_reads_the_cube_file_and_makes_the_same_colours(key: str, tmp_path: Path) -> None:
    picture = np.vstack(photos())
    cv2.imwrite(str(tmp_path / "in.png"), picture[..., ::-1])
    write_cube(tmp_path / "look.cube", key)

    command = [program(), "-v", "error", "-i", "in.png", "-vf", "lut3d=file=look.cube", "-pix_fmt", "rgb24", "out.png"]
    run(command, cwd=tmp_path, check=True)

    theirs = cv2.imread(str(tmp_path / "out.png"))[..., ::-1].astype(np.float32)
    apart = np.abs(theirs - shifted(key, picture.astype(np.float32) / 255) * 255)
    assert apart.mean() < 0.6
    assert np.percentile(apart, 99.5) < 3
