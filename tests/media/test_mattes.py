"""Mattes against truth that the tests make themselves: drawn packshots and people pasted with a known alpha."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from skimage import data

from reklamai.media import mattes
from reklamai.media.mattes import Kind, Matte, Missing
from reklamai.media.mattes.edges import largest_parts

SIDE = 600


def bottle_alpha() -> np.ndarray:
    """(600, 600) float32 coverage of a bottle, drawn at four times the size."""
    big = np.zeros((SIDE * 4, SIDE * 4), np.uint8)
    cv2.rectangle(big, (900, 900), (1500, 2100), 255, -1)
    cv2.ellipse(big, (1200, 900), (300, 220), 0, 180, 360, 255, -1)
    cv2.rectangle(big, (1090, 400), (1310, 800), 255, -1)
    return cv2.resize(big, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32) / 255


def bottle_colours() -> np.ndarray:
    """Teal glass with a bright streak and a white label."""
    colours = np.full((SIDE, SIDE, 3), (20, 110, 120), np.float32)
    colours += (np.linspace(-18, 18, SIDE, dtype=np.float32))[None, :, None]
    colours[:, 255:265] += 60
    colours[330:470, 240:360] = (250, 250, 248)
    colours[370:390, 260:340] = (190, 40, 50)
    return np.clip(colours, 0, 255)


def grounds() -> dict[str, np.ndarray]:
    y, x = np.mgrid[0 : 1 : SIDE * 1j, 0 : 1 : SIDE * 1j].astype(np.float32)
    sweep = np.dstack([230 - 60 * y, 205 - 70 * x, 190 + 40 * y])
    return {
        "white": np.full((SIDE, SIDE, 3), 254, np.float32),
        "coral": np.full((SIDE, SIDE, 3), (240, 120, 100), np.float32),
        "gradient": sweep,
        "black": np.full((SIDE, SIDE, 3), 9, np.float32),
    }


def packshot(ground: np.ndarray, *, noise: float = 1.5) -> np.ndarray:
    alpha = bottle_alpha()[..., None]
    shadow = cv2.GaussianBlur(
        cv2.ellipse(np.zeros((SIDE, SIDE), np.float32), (300, 528), (170, 16), 0, 0, 360, 1, -1), (0, 0), 14
    )
    lit = ground * (1 - 0.35 * shadow[..., None])
    grain = np.random.default_rng(4).normal(0, noise, (SIDE, SIDE, 1))
    return np.clip(bottle_colours() * alpha + lit * (1 - alpha) + grain, 0, 255).astype(np.uint8)


def overlap(one: np.ndarray, other: np.ndarray) -> float:
    a, b = one > 0.5, other > 0.5
    return float((a & b).sum() / (a | b).sum())


@pytest.mark.parametrize("ground", ["white", "coral", "gradient", "black"])
def test_a_packshot_on_a_calm_ground_is_cut_out_exactly(ground: str) -> None:
    matte = mattes.product_matte(packshot(grounds()[ground]))

    assert matte is not None
    assert matte.kind is Kind.PRODUCT
    assert overlap(matte.mask, bottle_alpha()) > 0.95
    assert (matte.mask.dtype, matte.mask.shape) == (np.float32, (SIDE, SIDE))
    assert 0 <= matte.mask.min() <= matte.mask.max() <= 1


def test_the_box_of_a_packshot_is_the_bottles_box() -> None:
    matte = mattes.product_matte(packshot(grounds()["white"]))

    assert matte is not None
    assert matte.box == pytest.approx((225, 100, 150, 425), abs=6)


def test_a_white_label_on_a_white_ground_stays_and_the_eye_of_a_handle_goes() -> None:
    white = grounds()["white"]
    labelled = mattes.product_matte(packshot(white))
    mug = white.copy()
    cv2.rectangle(mug, (200, 200), (360, 420), (40, 60, 160), -1)
    cv2.circle(mug, (385, 310), 62, (40, 60, 160), 16)
    cv2.rectangle(mug, (200, 200), (355, 420), (40, 60, 160), -1)

    handled = mattes.product_matte(mug.astype(np.uint8))

    assert labelled is not None and labelled.mask[400, 300] > 0.95
    assert handled is not None and handled.mask[310, 280] > 0.95
    assert handled.mask[310, 402] < 0.1


def test_a_cut_out_product_has_no_colour_of_its_old_ground_at_the_rim() -> None:
    picture = packshot(grounds()["coral"])
    matte = mattes.product_matte(picture)
    assert matte is not None

    clean = mattes.foreground(picture, matte.mask)

    rim = (matte.mask > 0.1) & (matte.mask < 0.95)
    truth = bottle_colours()[rim]
    weight = matte.mask[rim]
    before = float((np.abs(picture[rim] - truth).mean(axis=1) * weight).mean())
    after = float((np.abs(clean[rim] - truth).mean(axis=1) * weight).mean())
    assert rim.sum() > 300
    assert after < 9
    assert after < before / 2


def test_decontamination_leaves_the_inside_alone() -> None:
    picture = packshot(grounds()["coral"])
    alpha = bottle_alpha()

    clean = mattes.foreground(picture, alpha)

    assert np.array_equal(clean[alpha == 1], picture[alpha == 1])


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        (np.full((300, 300, 3), 240, np.uint8), "empty_ground"),
        (data.chelsea(), "busy_ground"),
        (np.random.default_rng(0).integers(0, 256, (240, 320, 3)).astype(np.uint8), "busy_ground"),
    ],
    ids=["nothing there", "a face of a cat", "noise"],
)
def test_why_there_is_no_product_is_told(picture: np.ndarray, reason: str) -> None:
    assert mattes.find_product(picture) == Missing(reason)
    assert mattes.product_matte(picture) is None


def test_a_cup_on_a_busy_table_is_found_with_little_confidence() -> None:
    found = mattes.find_product(data.coffee())

    assert isinstance(found, Matte)
    assert found.confidence < 0.5
    assert found.mask[150, 230] > 0.9
    assert found.mask[20, 20] < 0.1


def test_a_person_before_a_busy_ground_is_cut_out() -> None:
    matte = mattes.person_matte(data.astronaut())

    assert matte is not None
    assert matte.kind is Kind.PERSON
    assert matte.confidence > 0.8
    assert matte.mask[120, 225] > 0.98, "the face"
    assert matte.mask[400, 200] > 0.98, "the suit"
    assert max(matte.mask[40, 60], matte.mask[100, 330], matte.mask[60, 480]) < 0.05, "flag, wall, shuttle"


def test_the_same_person_on_another_ground_gives_the_same_matte() -> None:
    astronaut = data.astronaut()
    first = mattes.person_matte(astronaut)
    assert first is not None
    alpha = first.mask[..., None]
    wall = np.full_like(astronaut, (150, 175, 160))
    moved = (mattes.foreground(astronaut, first.mask) * alpha + wall * (1 - alpha)).astype(np.uint8)

    second = mattes.person_matte(moved)

    assert second is not None
    assert overlap(second.mask, first.mask) > 0.97


def test_a_small_person_in_a_large_picture_is_cut_out_too() -> None:
    astronaut = cv2.resize(data.astronaut(), (300, 300), interpolation=cv2.INTER_AREA)
    first = mattes.person_matte(astronaut)
    assert first is not None
    large = np.full((700, 1000, 3), (120, 140, 150), np.uint8)
    truth = np.zeros((700, 1000), np.float32)
    truth[400:, 350:650] = first.mask
    large[400:, 350:650] = (
        astronaut * first.mask[..., None] + large[400:, 350:650] * (1 - first.mask[..., None])
    ).astype(np.uint8)

    matte = mattes.person_matte(large)

    assert matte is not None
    assert overlap(matte.mask, truth) > 0.93


@pytest.mark.parametrize("picture", [data.coffee(), data.chelsea(), data.rocket()], ids=["cup", "cat", "rocket"])
def test_a_picture_without_people_says_so(picture: np.ndarray) -> None:
    assert mattes.find_person(picture) == Missing("no_person")
    assert mattes.person_matte(picture) is None


def test_faces_are_found_largest_first() -> None:
    pair = np.full((512, 800, 3), 128, np.uint8)
    pair[:, :512] = data.astronaut()
    pair[200:456, 540:796] = cv2.resize(data.astronaut(), (256, 256), interpolation=cv2.INTER_AREA)

    found = mattes.faces(pair)

    assert len(found) == 2
    assert found[0].box == pytest.approx((174, 68, 104, 104), abs=14)
    assert found[1].box[0] > 540
    assert found[0].box[2] > found[1].box[2]


def test_a_wall_has_no_faces() -> None:
    assert mattes.faces(data.brick()[..., None].repeat(3, axis=2)) == ()


def test_mattes_are_the_same_every_time() -> None:
    first, second = (mattes.person_matte(data.astronaut()) for _ in range(2))

    assert first is not None and second is not None
    assert np.array_equal(first.mask, second.mask)


def test_islands_much_smaller_than_the_subject_are_dropped() -> None:
    mask = np.zeros((100, 100), np.float32)
    mask[10:60, 10:60] = 1
    mask[80:85, 80:85] = 1

    kept = largest_parts(mask)

    assert kept[30, 30] == 1
    assert kept[82, 82] == 0


def test_a_float_picture_is_refused() -> None:
    for find in (mattes.find_person, mattes.find_product, mattes.faces):
        with pytest.raises(ValueError, match="uint8"):
            find(np.zeros((20, 20, 3), np.float32))
