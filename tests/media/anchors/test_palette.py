"""Palettes: known colours come back, through noise, compression and shade, in the right order and share."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from skimage import data
from skimage.color import deltaE_ciede2000, lab2rgb, rgb2lab

from anchors.media.names import COLOUR_WORDS
from anchors.media.palette import palette

CHART = ((28, 44, 92), (206, 58, 48), (236, 214, 180), (60, 132, 92), (240, 190, 60), (126, 74, 150))
SHARES = (0.34, 0.24, 0.16, 0.12, 0.08, 0.06)


def chart(side: int = 600) -> np.ndarray:
    """Upright bands of the colours, as wide as their shares."""
    edges = np.round(np.cumsum((0, *SHARES)) * side).astype(int)
    picture = np.zeros((side // 2, side, 3), np.uint8)
    for colour, left, right in zip(CHART, edges[:-1], edges[1:], strict=True):
        picture[:, left:right] = colour
    return picture


def lab(colours: object) -> np.ndarray:
    return rgb2lab(np.asarray(colours, dtype=np.float64)[None] / 255)[0]


def noisy(picture: np.ndarray, sigma: float = 6.0) -> np.ndarray:
    grain = np.random.default_rng(3).normal(0, sigma, picture.shape)
    return np.clip(np.round(picture + grain), 0, 255).astype(np.uint8)


def compressed(picture: np.ndarray, quality: int = 60) -> np.ndarray:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file))


def shaded(picture: np.ndarray, depth: float = 0.22) -> np.ndarray:
    """Light that falls off from top to bottom, the middle kept."""
    fall = np.linspace(1 + depth / 2, 1 - depth / 2, len(picture))[:, None, None]
    return np.clip(np.round(picture * fall), 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    "treat",
    [lambda p: p, noisy, compressed, shaded, lambda p: compressed(noisy(shaded(p)))],
    ids=["as it is", "grain", "jpeg", "shade", "all of it"],
)
def test_known_colours_come_back(treat) -> None:
    found = palette(treat(chart()))

    assert len(found) == len(CHART)
    apart = deltaE_ciede2000(np.array([each.lab for each in found]), lab(CHART))
    assert apart.max() <= 5
    assert np.abs(np.array([each.share for each in found]) - SHARES).max() <= 0.02


def test_the_largest_share_comes_first_and_no_more_than_asked() -> None:
    found = palette(chart(), most=3)

    assert [each.share for each in found] == sorted((each.share for each in found), reverse=True)
    assert len(found) == 3
    assert sum(each.share for each in found) == pytest.approx(sum(SHARES[:3]), abs=0.02)


def test_folds_of_one_cloth_are_one_colour() -> None:
    folds = 1 + 0.35 * np.sin(np.linspace(0, 20, 500))[None, :, None]
    cloth = np.clip(np.full((400, 500, 3), (150, 40, 60)) * folds, 0, 255).astype(np.uint8)

    found = palette(cloth)

    assert found[0].share > 0.9
    assert float(deltaE_ciede2000(np.array(found[0].lab), lab([(150, 40, 60)])[0])) <= 5


def test_thin_stripes_are_two_colours_and_not_their_mixture() -> None:
    stripes = np.zeros((900, 1200, 3), np.uint8)
    stripes[:] = (24, 38, 86)
    stripes[:, np.arange(1200) % 6 < 3] = (246, 246, 244)

    first, second, *rest = palette(stripes)

    assert {first.name, second.name} == {"navy", "white"}
    assert first.share == pytest.approx(0.5, abs=0.03)
    assert rest == []


def test_only_what_is_inside_the_mask_counts() -> None:
    mask = np.zeros(chart().shape[:2], np.float32)
    mask[:, -80:] = 1  # the two narrow bands: 48 and 36 pixels wide

    found = palette(chart(), mask=mask)

    assert len(found) == 2
    assert deltaE_ciede2000(np.array([each.lab for each in found]), lab(CHART[4:])).max() <= 5
    assert found[0].share == pytest.approx(44 / 80, abs=0.03)


def test_what_is_half_inside_counts_half() -> None:
    picture = np.zeros((200, 200, 3), np.uint8)
    picture[:, :100], picture[:, 100:] = (200, 30, 30), (30, 30, 200)
    mask = np.ones((200, 200), np.float32)
    mask[:, 100:] = 0.5

    first, second = palette(picture, mask=mask)

    assert first.share == pytest.approx(2 / 3, abs=0.01)
    assert second.share == pytest.approx(1 / 3, abs=0.01)


def test_a_small_thing_in_a_large_picture_is_looked_at_closely() -> None:
    picture = np.full((2400, 3200, 3), 128, np.uint8)
    picture[1000:1030, 1500:1530] = (206, 58, 48)
    mask = np.zeros(picture.shape[:2], np.float32)
    mask[1000:1030, 1500:1530] = 1

    (only,) = palette(picture, mask=mask)

    assert only.share == 1
    assert float(deltaE_ciede2000(np.array(only.lab), lab([(206, 58, 48)])[0])) <= 1


def test_an_empty_mask_has_no_colours() -> None:
    assert palette(chart(), mask=np.zeros(chart().shape[:2], np.float32)) == ()


def test_the_same_picture_gives_the_same_palette() -> None:
    assert palette(data.astronaut()) == palette(data.astronaut())


def test_a_photo_keeps_its_palette_at_another_size() -> None:
    photo = data.astronaut()
    half = np.asarray(Image.fromarray(photo).resize((256, 256), Image.Resampling.LANCZOS))

    large, small = palette(photo)[:3], palette(half)[:3]

    assert [each.name for each in large] == [each.name for each in small]
    assert np.abs(np.array([a.share - b.share for a, b in zip(large, small, strict=True)])).max() < 0.03


def test_a_photo_shows_what_is_seen_in_it() -> None:
    names = [each.name for each in palette(data.astronaut())]

    assert "terracotta" in names  # the orange suit
    assert "black" in names


def test_hex_lab_and_name_say_the_same() -> None:
    for each in palette(data.coffee()):
        screen = np.round(lab2rgb(np.array([[each.lab]]))[0, 0] * 255)
        assert [int(each.hex[at : at + 2], 16) for at in (1, 3, 5)] == pytest.approx(screen.tolist(), abs=1)
        assert each.name in COLOUR_WORDS


@pytest.mark.parametrize("seed", range(6))
def test_shares_never_exceed_the_whole(seed: int) -> None:
    dice = np.random.default_rng(seed)
    picture = dice.integers(0, 256, (*dice.integers(1, 40, 2), 3), dtype=np.uint8)

    found = palette(picture)

    assert 0 <= sum(each.share for each in found) <= 1.001
    assert all(0 < each.share <= 1 for each in found)


@pytest.mark.parametrize(
    ("picture", "mask", "most"),
    [
        (np.zeros((4, 4), np.uint8), None, 6),
        (np.zeros((4, 4, 3), np.float32), None, 6),
        (np.zeros((4, 4, 3), np.uint8), np.ones((5, 4), np.float32), 6),
        (np.zeros((4, 4, 3), np.uint8), None, 0),
    ],
)
def test_what_is_no_picture_is_refused(picture, mask, most) -> None:
    with pytest.raises(ValueError, match=r"expected|mask|most"):
        palette(picture, mask=mask, most=most)
