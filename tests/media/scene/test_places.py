from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.scene.model import Role
from reklamai.media.words.reading import Place, Product, Reading, Season, Thing, Time, Weather
from tests.media.scene.pictures import covered, flat, painted

TINY = (96, 54)


@pytest.mark.parametrize("place", list(Place))
def test_a_place_covers_the_frame_and_its_overscan_at_every_hour(place):
    for time in Time:
        scene = painted(Reading(place=place, time=time), size=TINY, overscan=0.15)

        assert covered(scene) > 0.995, time
        assert [layer.role for layer in scene.layers].count(Role.GROUND) >= 1
        assert not [layer for layer in scene.layers if layer.role is Role.SUBJECT]


@pytest.mark.parametrize("place", list(Place))
def test_a_place_is_a_picture_and_no_two_seeds_give_the_same(place):
    one, two = (flat(painted(Reading(place=place, time=Time.DAY), seed=seed)) for seed in (1, 2))

    assert one.std() > 10, "more than one flat colour"
    assert np.abs(one.astype(int) - two).mean() > 2.5


@pytest.mark.parametrize("place", list(Place))
@pytest.mark.parametrize("size", [(210, 90), (90, 210), (120, 120)])
def test_a_place_fits_every_shape_of_frame(place, size):
    scene = painted(Reading(place=place, time=Time.MORNING), size=size, overscan=0.05)

    assert scene.size == size
    assert covered(scene) > 0.995
    assert all(layer.pixels.dtype == np.uint8 and layer.pixels.shape[2] == 4 for layer in scene.layers)


@pytest.mark.parametrize("place", [place for place in Place if not place.indoors])
def test_snow_whitens_the_ground_outdoors(place):
    ground = []
    for weather in (Weather.CLEAR, Weather.SNOW):
        picture = flat(painted(Reading(place=place, time=Time.DAY, weather=weather, season=None)))
        near = picture[90:, 60:130].reshape(-1, 3).astype(float)
        ground.append((near.mean(), np.ptp(near.mean(axis=0))))

    assert ground[1][0] > ground[0][0], "lighter"
    assert ground[1][1] < max(ground[0][1], 30), "and with less colour"


@pytest.mark.parametrize("place", [Place.PARK, Place.FOREST, Place.STREET])
def test_leaves_turn_in_autumn(place):
    red = {}
    for season in (Season.SUMMER, Season.AUTUMN):
        picture = flat(painted(Reading(place=place, time=Time.DAY, season=season), size=(320, 180))).astype(float)
        red[season] = ((picture[..., 0] - picture[..., 1] > 25) & (picture[..., 0] > 90)).mean()

    assert red[Season.AUTUMN] > red[Season.SUMMER] + 0.02


@pytest.mark.parametrize("place", list(Place))
def test_every_place_has_ground_for_a_thing_to_stand_on(place):
    reading = Reading(place=place, time=Time.DAY, products=(Product(Thing.PERFUME),))
    scene = painted(reading)
    x, y = scene.stand
    width, height = scene.size

    column = [layer for layer in scene.layers if layer.depth >= 2.5 and layer.role is not Role.SKY]
    opaque = [
        layer.pixels[round(y * (layer.pixels.shape[0] - 1)), round(x * (layer.pixels.shape[1] - 1)), 3]
        for layer in column
    ]

    assert width * height and max(opaque) == 255
    assert scene.horizon < y < 1


def test_lamps_and_windows_shine_at_night():
    day, night = (
        flat(painted(Reading(place=Place.STREET, time=t), size=(320, 180))).astype(float)
        for t in (Time.DAY, Time.NIGHT)
    )

    warm = (night[..., 0] > 150) & (night[..., 0] - night[..., 2] > 40)

    assert 0.005 < warm.mean() < 0.4
    assert night.mean() < 0.6 * day.mean()


def test_wet_streets_mirror_the_lights():
    reading = {w: Reading(place=Place.STREET, time=Time.NIGHT, weather=w) for w in (Weather.CLEAR, Weather.RAIN)}

    ground = {w: next(layer for layer in painted(r).layers if layer.role is Role.GROUND) for w, r in reading.items()}

    assert np.abs(ground[Weather.CLEAR].pixels.astype(int) - ground[Weather.RAIN].pixels).mean() > 2


def test_the_crowd_leaves_the_stage_hall_when_words_say_so():
    with_crowd = [layer.name for layer in painted(Reading(place=Place.STAGE)).layers]
    without = [layer.name for layer in painted(Reading(place=Place.STAGE, without=frozenset({"people"}))).layers]

    assert "crowd" in with_crowd
    assert "crowd" not in without
