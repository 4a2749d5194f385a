"""The same folds in another colour: what must follow, and what must not change."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from reklamai.media.colour import to_lab
from reklamai.media.garments import apply_pattern, recolour
from tests.media.garments.cloth import SIDE, body, shade, worn, woven

RED, WHITE, NAVY, YELLOW = (43.3, 63.2, 40.0), (94.8, 0.0, 5.4), (12.0, 6.0, -14.0), (82.7, 4.1, 77.8)
GREY = (90, 90, 95)


def dressed(colour: tuple[int, ...] = GREY, *, light: str = "folds", grain: float = 1.0) -> np.ndarray:
    return worn(woven("plain", colours=(colour, colour)), shade(light), grain=grain)


def deep(mask: np.ndarray) -> np.ndarray:
    """Well inside, where the rim is not felt."""
    return cv2.erode(mask, np.ones((15, 15))) > 0.9


def slopes(picture: np.ndarray, inside: np.ndarray) -> np.ndarray:
    light = cv2.GaussianBlur(to_lab(picture)[..., 0], (0, 0), 1.0)
    return np.concatenate([cv2.Sobel(light, cv2.CV_32F, *way)[inside] for way in ((1, 0), (0, 1))])


def middle(picture: np.ndarray, inside: np.ndarray) -> np.ndarray:
    return np.median(to_lab(picture)[inside], axis=0)


@pytest.mark.parametrize("colour", [RED, WHITE, NAVY, YELLOW])
@pytest.mark.parametrize("worn_colour", [GREY, (200, 200, 198), (150, 60, 40)])
def test_folds_keep_their_slopes_in_the_new_colour(
    colour: tuple[float, float, float], worn_colour: tuple[int, ...]
) -> None:
    picture, mask = dressed(worn_colour), body()

    made = recolour(picture, mask, target=colour)

    inside = deep(mask)
    assert np.corrcoef(slopes(picture, inside), slopes(made, inside))[0, 1] > 0.85
    # the middle of a bright saturated colour loses some of its chroma to the gloss
    assert np.linalg.norm(middle(made, inside) - colour) < 9
    assert abs(middle(made, inside)[0] - colour[0]) < 1.5


def test_black_cloth_made_white_shows_its_folds_and_not_its_noise() -> None:
    clean, noisy = dressed((20, 20, 24), grain=0.4), dressed((20, 20, 24), grain=2.0)
    mask = body()
    inside = deep(mask)

    made = recolour(noisy, mask, target=WHITE)

    light = to_lab(made)[..., 0]
    fine = np.abs(light - cv2.GaussianBlur(light, (0, 0), 2.0))[inside].mean()
    assert fine < 0.6
    assert light[inside].std() > 2.5
    assert np.corrcoef(slopes(clean, inside), slopes(recolour(clean, mask, target=WHITE), inside))[0, 1] > 0.8


def test_nothing_changes_further_than_six_pixels_outside() -> None:
    picture = dressed()
    mask = cv2.GaussianBlur(body(), (0, 0), 12)  # a veil that reaches far

    made = recolour(picture, mask, target=RED)

    solid = (mask > 0.5).astype(np.uint8)
    far = cv2.dilate(solid, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (13, 13))) == 0
    assert far.sum() > 1000
    np.testing.assert_array_equal(made[far], picture[far])
    assert (made[solid > 0] != picture[solid > 0]).any()


def test_the_picture_given_stays_as_it_is() -> None:
    picture = dressed()
    before = picture.copy()

    recolour(picture, body(), target=RED)

    np.testing.assert_array_equal(picture, before)


def test_an_empty_mask_gives_a_copy() -> None:
    picture = dressed()

    made = recolour(picture, np.zeros((SIDE, SIDE), np.float32), target=RED)

    np.testing.assert_array_equal(made, picture)
    assert made is not picture


def test_gloss_turns_pale_and_keeps_its_slopes_instead_of_clipping() -> None:
    light = shade("soft") * 1.6
    picture, mask = worn(woven("plain", colours=(GREY, GREY)), light), body()

    made = recolour(picture, mask, target=YELLOW)

    glossy = deep(mask) & (light > np.percentile(light, 80))
    assert np.corrcoef(slopes(picture, glossy), slopes(made, glossy))[0, 1] > 0.8
    assert made[glossy][:, 2].mean() > made[deep(mask)][:, 2].mean() + 5


@pytest.mark.parametrize("kind", ["striped", "checked"])
def test_a_pattern_shows_its_colours_and_lies_in_the_old_light(kind: str) -> None:
    light = shade("drape")
    picture, mask = worn(woven("plain", colours=(GREY, GREY)), light, grain=1.0), body()
    tile = worn(woven(kind, period=60), np.ones((SIDE, SIDE), np.float32), grain=0)[:240, :240]

    made = apply_pattern(picture, mask, tile=tile)

    inside = deep(mask)
    lab = to_lab(made)
    light_and_dark = np.percentile(lab[..., 0][inside], (10, 90))
    assert light_and_dark[1] - light_and_dark[0] > 30
    lit, shady = (lab[..., 0][inside & where].mean() for where in (light > 1.3, light < 0.8))
    assert lit > shady + 5
    np.testing.assert_array_equal(made[mask == 0][:100], picture[mask == 0][:100])


def test_a_pattern_is_narrower_at_the_sides_of_a_body() -> None:
    picture, mask = worn(woven("plain", colours=(GREY, GREY)), np.ones((SIDE, SIDE), np.float32), grain=0), body()
    tile = worn(woven("striped", period=24), np.ones((SIDE, SIDE), np.float32), grain=0)[:240, :240]

    row = to_lab(apply_pattern(picture, mask, tile=tile))[SIDE // 2, :, 0]

    crossings = np.flatnonzero(np.diff(np.sign(row[40:380] - row[40:380].mean())))
    gaps = np.diff(crossings)
    middle_gaps, side_gaps = gaps[len(gaps) // 2 - 2 : len(gaps) // 2 + 2], np.concatenate([gaps[:2], gaps[-2:]])
    assert side_gaps.mean() < 0.85 * middle_gaps.mean()


def test_a_larger_scale_gives_broader_stripes() -> None:
    picture, mask = dressed(), body()
    tile = worn(woven("striped", period=40), np.ones((SIDE, SIDE), np.float32), grain=0)[:240, :240]

    counts = []
    for scale in (0.2, 0.6):
        row = to_lab(apply_pattern(picture, mask, tile=tile, scale=scale))[SIDE // 2, 40:380, 0]
        counts.append(int((np.diff(np.sign(row - row.mean())) != 0).sum()))

    assert counts[0] > 1.8 * counts[1]


@pytest.mark.parametrize("shape", [(SIDE, SIDE + 1), (10, 10)])
def test_a_mask_of_another_size_is_refused(shape: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="a mask of"):
        recolour(dressed(), np.ones(shape, np.float32), target=RED)


def test_a_tile_with_transparency_is_refused() -> None:
    with pytest.raises(ValueError, match="expected"):
        apply_pattern(dressed(), body(), tile=np.zeros((20, 20, 4), np.uint8))
