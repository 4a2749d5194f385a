"""Objects that are drawn: whole, tight, coloured and lit as asked."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from reklamai.media.scene.model import SceneLight
from reklamai.media.scene.things import Drawn, draw_thing
from reklamai.media.scene.things.catalogue import HEIGHTS_M, PAINTERS
from reklamai.media.words.reading import Product, Thing, Tint

LIGHT = SceneLight()
COLOURED = [
    Thing.BOTTLE, Thing.CAN, Thing.CUP, Thing.GLASS, Thing.LAPTOP, Thing.HEADPHONES, Thing.WATCH, Thing.SNEAKER,
    Thing.BAG, Thing.BOX, Thing.BOOK, Thing.CHAIR, Thing.CAR, Thing.BALL, Thing.CAT, Thing.DOG, Thing.PACK,
    Thing.PERFUME,
]  # fmt: skip


def drawn(thing: Thing, **ask) -> Drawn:
    tint = ask.pop("tint", None)
    return draw_thing(Product(thing, colour=tint), **{"height_px": 200, "light": LIGHT, "seed": 4} | ask)


def lab(pixels):
    return cv2.cvtColor(pixels[..., :3].astype(np.float32) / 255.0, cv2.COLOR_RGB2LAB)


def hue_share(picture: Drawn, tint: Tint) -> float:
    """Share of solid pixels whose hue angle in Lab is within 25 degrees of the tint's."""
    values = lab(picture.pixels)[picture.pixels[..., 3] > 200]
    wanted = lab(np.array([[[*tint.rgb, 255]]], np.uint8))[0, 0]
    chroma = np.hypot(values[:, 1], values[:, 2])
    turn = np.degrees(np.arctan2(values[:, 2], values[:, 1]) - np.arctan2(wanted[2], wanted[1]))
    near = np.abs((turn + 180) % 360 - 180) < 25
    return float((near & (chroma > 12)).mean())


def test_every_thing_has_a_painter_and_a_size():
    assert set(PAINTERS) == set(Thing) == set(HEIGHTS_M)


@pytest.mark.parametrize("thing", list(Thing))
def test_every_thing_is_drawn_tight_and_about_as_high_as_asked(thing):
    picture = drawn(thing)

    alpha = picture.pixels[..., 3]
    assert all(edge.any() for edge in (alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]))
    assert (alpha > 200).mean() > 0.1
    assert picture.pixels.shape[0] == pytest.approx(200, rel=0.12)
    assert 0.9 < picture.foot <= 1.0
    assert 0.2 < picture.footprint <= 1.0
    assert 0.05 < picture.real_height_m < 2.0


@pytest.mark.parametrize("thing", list(Thing))
def test_the_same_ask_gives_the_same_pixels(thing):
    assert np.array_equal(drawn(thing).pixels, drawn(thing).pixels)


@pytest.mark.parametrize("thing", list(Thing))
def test_seeds_give_different_drawings(thing):
    seen = {drawn(thing, seed=seed).pixels.tobytes() for seed in range(12)}

    assert len(seen) > 1


@pytest.mark.parametrize("thing", COLOURED)
def test_a_named_colour_is_the_colour_of_the_thing(thing):
    blue = Tint("blue", (40, 90, 210))
    plain = Tint("orange", (235, 120, 30))

    assert hue_share(drawn(thing, tint=blue), blue) > 0.12
    assert hue_share(drawn(thing, tint=plain), plain) > 0.12


@pytest.mark.parametrize(
    "thing", [Thing.BALL, Thing.CUP, Thing.CAN, Thing.CHAIR, Thing.LIPSTICK, Thing.DOG, Thing.FRUIT]
)
def test_the_side_of_the_light_is_the_brighter_one(thing):
    tint = Tint("grey", (150, 150, 150)) if thing is not Thing.LIPSTICK else None
    balance = []

    for azimuth in (75.0, -75.0):
        pixels = drawn(thing, tint=tint, light=replace(LIGHT, azimuth=azimuth)).pixels
        bright = np.where(pixels[..., 3] > 200, lab(pixels)[..., 0], np.nan)
        half = bright.shape[1] // 2
        balance.append(np.nanmean(bright[:, half:]) - np.nanmean(bright[:, :half]))

    assert balance[0] > balance[1] + 3


def test_a_key_from_behind_is_darker_in_front():
    front = drawn(Thing.BAG, light=replace(LIGHT, azimuth=0.0)).pixels
    behind = drawn(Thing.BAG, light=replace(LIGHT, azimuth=180.0)).pixels
    middle = slice(120, 160), slice(80, 130)

    assert lab(front)[middle][..., 0].mean() > lab(behind)[middle][..., 0].mean() + 5


def test_a_car_is_larger_than_a_bicycle_and_a_lipstick_is_the_smallest():
    assert max(HEIGHTS_M, key=HEIGHTS_M.__getitem__) is Thing.CAR
    assert min(HEIGHTS_M, key=HEIGHTS_M.__getitem__) is Thing.LIPSTICK


def test_glass_lets_the_background_through():
    alpha = drawn(Thing.GLASS, height_px=400).pixels[..., 3]

    half_clear = ((alpha > 20) & (alpha < 200)).sum() / (alpha > 0).sum()
    assert half_clear > 0.05
