"""Grain against its own definition: how strong, how large, where it shows, and that it can be made again."""

import numpy as np
import pytest

from reklamai.media.cinema.grain import STRONGEST, by_tone
from reklamai.media.finish.grain import TILE, DeepGrain, Grain, field

SIZE = (960, 540)


def grey(level: int, size: tuple[int, int] = SIZE) -> np.ndarray:
    return np.full((size[1], size[0]), level, np.uint8)


def likeness(noise: np.ndarray, apart: int) -> float:
    """Correlation of a field with itself, so many pixels to the side."""
    noise = noise - noise.mean()
    return float((noise[:, apart:] * noise[:, :-apart]).mean() / (noise * noise).mean())


@pytest.mark.parametrize(("size", "grain_size"), [((1920, 1080), 1.0), ((1920, 1080), 2.0), ((3840, 2160), 1.0)])
def test_grains_are_as_large_as_their_gauge_says(size, grain_size):
    made = field(size, grain_size=grain_size, seed=3)

    # white noise through a Gaussian of sigma is alike by exp(-d^2 / 4 sigma^2)
    sigma = 0.62 * grain_size * size[1] / 1080
    for apart in (1, 2, 3):
        assert likeness(made, apart) == pytest.approx(np.exp(-(apart**2) / (4 * sigma**2)), abs=0.05)
    assert made.std() == pytest.approx(1, abs=0.01)


def test_sixteen_millimetre_has_larger_grain_than_thirty_five_and_sixty_five_the_finest():
    at_two = [likeness(field((1920, 1080), grain_size=each, seed=1), 2) for each in (0.55, 1.0, 2.0)]

    assert at_two[0] < 0.03 < at_two[1] < 0.2 < 0.4 < at_two[2]


@pytest.mark.parametrize("amount", [0.2, 0.5, 1.0])
def test_grain_is_as_strong_as_its_amount_says(amount):
    level = 16 + round(0.5 * 219)
    luma = grey(level)

    Grain(SIZE, amount, grain_size=1.0, seed=2).apply(0, luma)

    steps = luma.astype(float) - level
    # rounding to whole steps adds a twelfth
    assert steps.var() == pytest.approx((STRONGEST * amount * 219 / 255) ** 2 + 1 / 12, rel=0.06)
    assert abs(steps.mean()) < 0.15


@pytest.mark.parametrize("level", [16, 60, 180, 235])
def test_grain_shows_less_in_black_and_in_white(level):
    luma, middle = grey(level), grey(126)
    grain = Grain(SIZE, 1.0, grain_size=1.0, seed=2)

    grain.apply(0, luma)
    grain.apply(0, middle)

    share = luma.astype(float).std() / middle.astype(float).std()
    assert share == pytest.approx(float(by_tone(np.float32((level - 16) / 219))), abs=0.05)
    assert 0.23 < share < 0.95


def test_deep_grain_is_the_same_grain():
    picture = np.full((540, 960, 3), 0.5, np.float32)
    luma = grey(16 + round(0.5 * 219))
    before = int(luma[0, 0])

    DeepGrain(SIZE, 0.6, grain_size=1.3, seed=4).apply(7, picture)
    Grain(SIZE, 0.6, grain_size=1.3, seed=4).apply(7, luma)

    deep, shallow = (picture[..., 0] - 0.5) * 219, luma.astype(float) - before
    assert np.abs(deep - shallow).mean() < 0.35
    assert np.corrcoef(deep.ravel(), shallow.ravel())[0, 1] > 0.99
    assert np.array_equal(picture[..., 0], picture[..., 2])
    assert len(np.unique(picture[..., 0])) > 10_000


def test_every_frame_has_a_grain_of_its_own_and_the_same_one_again():
    grain, again = (Grain(SIZE, 1.0, grain_size=1.0, seed=9) for _ in range(2))
    frames = [grey(120) for _ in range(4)]

    grain.apply(0, frames[0])
    grain.apply(1, frames[1])
    again.apply(1, frames[2])
    Grain(SIZE, 1.0, grain_size=1.0, seed=10).apply(1, frames[3])

    assert np.array_equal(frames[1], frames[2])
    for one, other in ((0, 1), (1, 3)):
        pair = [frames[each].astype(float).ravel() for each in (one, other)]
        assert abs(np.corrcoef(*pair)[0, 1]) < 0.05


def test_the_field_is_larger_than_the_frame_by_its_tile():
    assert field((64, 32), grain_size=1.0, seed=1).shape == (32 + TILE, 64 + TILE)
