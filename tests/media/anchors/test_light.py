"""Light read from pictures whose light is known: heads lit by a formula, casts made from Planck's law."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import pytest
from skimage import data

from anchors.media.features import LightFound
from anchors.media.light import read_light
from reklamai.media.faces import Face, find_faces
from reklamai.media.mattes.model import Missing
from tests.media.anchors.casts import cast
from tests.media.anchors.lit_heads import Lamp, angle_between, lit_head

# from the front, the sides and a little behind, low and high; `bench_light` tries all round
LAMPS = [(0, -10), (0, 20), (0, 50), (40, 20), (80, -10), (80, 50), (120, 20), (280, 20), (320, -10), (320, 50)]


def light_of(picture: np.ndarray) -> LightFound:
    face = find_faces(picture)[0]
    found = read_light(picture, face=face, person=None)
    assert isinstance(found, LightFound)
    return found


@lru_cache(maxsize=1)
def astronaut() -> Face:
    return find_faces(data.astronaut())[0]


@lru_cache(maxsize=256)
def read_head(azimuth: float, elevation: float, soft: bool = False, brown: bool = False) -> LightFound:
    return light_of(lit_head(Lamp(azimuth, elevation, soft=soft), brown=brown))


@pytest.mark.parametrize(
    ("soft", "brown"),
    [
        pytest.param(False, False, id="hard lamp, fair skin"),
        pytest.param(True, True, id="soft lamp, brown skin"),
        pytest.param(True, False, id="soft lamp, fair skin", marks=pytest.mark.soak),
        pytest.param(False, True, id="hard lamp, brown skin", marks=pytest.mark.soak),
    ],
)
def test_the_direction_of_known_lights_is_found_within_twenty_degrees(soft: bool, brown: bool) -> None:
    errors = []
    for azimuth, elevation in LAMPS:
        found = read_head(azimuth, elevation, soft, brown)
        errors.append(angle_between((found.azimuth, found.elevation), (azimuth, elevation)))

    assert np.median(errors) <= 20
    in_front = [error for error, (azimuth, _) in zip(errors, LAMPS, strict=True) if azimuth != 120]
    assert max(in_front) <= 32


@pytest.mark.parametrize(("azimuth", "side"), [(40, 1), (80, 1), (120, 1), (280, -1), (320, -1)])
def test_left_is_never_taken_for_right(azimuth: float, side: int) -> None:
    for soft in (False, True):
        found = read_head(azimuth, 20, soft)
        assert math.sin(math.radians(found.azimuth)) * side > 0.2


def test_a_mirrored_picture_has_its_light_on_the_other_side() -> None:
    picture = lit_head(Lamp(60, 25))

    straight, mirrored = light_of(picture), light_of(np.ascontiguousarray(picture[:, ::-1]))

    assert angle_between((straight.azimuth, straight.elevation), (-mirrored.azimuth, mirrored.elevation)) < 12


def test_a_higher_lamp_reads_higher() -> None:
    low, middle, high = (read_head(0, elevation).elevation for elevation in (-10, 20, 50))

    assert low + 10 < middle < high - 10


def test_a_bare_bulb_is_harder_than_a_wide_lamp() -> None:
    lamps = [(azimuth, elevation) for azimuth, elevation in LAMPS if azimuth in (40, 80, 280, 320)]
    bare = [read_head(*lamp).hardness for lamp in lamps]
    wide = [read_head(*lamp, True).hardness for lamp in lamps]

    harder = np.mean([one > other for one in bare for other in wide])
    assert harder > 0.8
    assert all(0 <= each <= 1 for each in bare + wide)


def test_less_fill_makes_deeper_shadows() -> None:
    deep, middle, flat = (light_of(lit_head(Lamp(60, 20, fill=fill))).contrast for fill in (0.06, 0.25, 0.9))

    assert deep > middle + 0.5 > flat + 1.0


def test_contrast_is_told_in_stops() -> None:
    # lit from the very side the far cheek has the fill alone, the near one fill and key: log2(1 + key / fill)
    found = light_of(lit_head(Lamp(80, 0, fill=0.25)))

    assert 1.0 < found.contrast < math.log2(1 + 1 / 0.25) + 0.3


def test_a_light_from_behind_is_not_claimed_with_confidence() -> None:
    behind = light_of(lit_head(Lamp(165, 15)))
    in_front = light_of(lit_head(Lamp(50, 25)))

    assert behind.confidence < 0.6 * in_front.confidence


@pytest.mark.parametrize("stops", [-1.0, 0.5])
def test_exposure_does_not_move_the_light(stops: float) -> None:
    picture = data.astronaut()
    linear = np.power(picture / 255, 2.2) * 2**stops
    exposed = np.round(255 * np.power(np.clip(linear, 0, 1), 1 / 2.2)).astype(np.uint8)

    plain = read_light(picture, face=astronaut(), person=None)
    other = read_light(exposed, face=astronaut(), person=None)

    assert isinstance(plain, LightFound)
    assert isinstance(other, LightFound)
    assert angle_between((plain.azimuth, plain.elevation), (other.azimuth, other.elevation)) < 12


def test_the_light_of_a_photo_is_where_it_is_seen_to_be() -> None:
    # the astronaut's shadows fall to the picture's right: the window of the studio was on the left, in front
    found = read_light(data.astronaut(), face=astronaut(), person=None)

    assert isinstance(found, LightFound)
    assert 290 < found.azimuth < 350
    assert found.confidence > 0.4


@pytest.mark.parametrize("cones", [False, True], ids=["gains on the screen", "gains on the cones"])
@pytest.mark.parametrize("kelvin", [2800, 3500, 4500, 5500, 8000, 12000])
def test_a_cast_moves_the_temperature_by_what_it_is(kelvin: float, cones: bool) -> None:
    photo = data.astronaut()
    before = read_light(photo, face=astronaut(), person=None)
    after = read_light(cast(photo, kelvin, cones=cones), face=astronaut(), person=None)

    assert isinstance(before, LightFound)
    assert isinstance(after, LightFound)
    moved, meant = 1e6 / after.kelvin - 1e6 / before.kelvin, 1e6 / kelvin - 1e6 / 6504
    assert moved == pytest.approx(meant, abs=30)


@pytest.mark.parametrize("kelvin", [3000, 4000, 9000])
def test_a_cast_is_seen_without_a_face_too(kelvin: float) -> None:
    place = window()
    before = read_light(place, face=None, person=None)
    after = read_light(cast(place, kelvin), face=None, person=None)

    assert isinstance(before, LightFound)
    assert isinstance(after, LightFound)
    assert 1e6 / after.kelvin - 1e6 / before.kelvin == pytest.approx(1e6 / kelvin - 1e6 / 6504, abs=30)


def ball(lamp: Lamp, side: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """A grey ball before a darker wall, and its mask."""
    y, x = (np.mgrid[0:side, 0:side] - side / 2) / (0.36 * side)
    inside = x**2 + y**2 < 1
    z = np.sqrt(np.clip(1 - x**2 - y**2, 0, 1))
    lit = np.clip(np.dstack([x, -y, z]) @ lamp.direction, 0, None) * 0.5 + 0.06
    grey = np.where(inside, lit, 0.12)
    picture = np.repeat(np.round(255 * grey[..., None] ** (1 / 2.2)), 3, axis=2).astype(np.uint8)
    return picture, inside.astype(np.float32)


def window(side: int = 300) -> np.ndarray:
    """A coloured room that is brightest at its right."""
    fall = np.linspace(0.15, 1.0, side)[None, :, None]
    wall = np.full((side, side, 3), (0.42, 0.4, 0.37))
    wall[200:] = (0.3, 0.24, 0.18)
    grain = np.random.default_rng(1).normal(1, 0.04, (side, side, 1))
    return np.round(255 * np.clip(wall * fall * grain, 0, 1) ** (1 / 2.2)).astype(np.uint8)


@pytest.mark.parametrize("azimuth", [-70, -35, 0, 35, 70])
def test_a_thing_without_a_face_is_read_by_its_outline(azimuth: float) -> None:
    picture, mask = ball(Lamp(azimuth, 30))

    found = read_light(picture, face=None, person=mask)

    assert isinstance(found, LightFound)
    assert angle_between((found.azimuth, found.elevation), (azimuth, 30)) <= 25
    assert found.confidence <= 0.45


def test_a_place_is_read_by_its_bright_side_and_hardly_trusted() -> None:
    found = read_light(window(), face=None, person=None)

    assert isinstance(found, LightFound)
    assert 20 < found.azimuth < 90
    assert found.confidence <= 0.3


def test_an_even_picture_tells_nothing() -> None:
    assert read_light(np.full((200, 300, 3), 128, np.uint8), face=None, person=None) == Missing("flat_light")


def test_an_empty_outline_falls_back_to_the_picture() -> None:
    place = window()

    assert read_light(place, face=None, person=np.zeros(place.shape[:2], np.float32)) == read_light(
        place, face=None, person=None
    )


def test_a_face_without_a_mesh_falls_back_to_the_outline() -> None:
    picture, mask = ball(Lamp(50, 20))
    turned_away = Face((100, 100, 200, 200), 0.7, None, 95.0, 0.0, 0.0)

    assert read_light(picture, face=turned_away, person=mask) == read_light(picture, face=None, person=mask)


def test_a_face_that_the_frame_cuts_is_read_by_what_is_seen() -> None:
    photo = data.astronaut()
    face = astronaut()
    x, wide = face.box[0], face.box[2]
    cut = np.ascontiguousarray(photo[:, : x + round(0.75 * wide)])

    found = read_light(cut, face=face, person=None)

    assert isinstance(found, LightFound)


def test_the_same_picture_has_the_same_light() -> None:
    picture = lit_head(Lamp(30, 30))
    face = find_faces(picture)[0]

    assert read_light(picture, face=face, person=None) == read_light(picture, face=face, person=None)


@pytest.mark.parametrize("picture", [np.zeros((8, 8), np.uint8), np.zeros((8, 8, 3), np.float32)])
def test_what_is_no_picture_is_refused(picture: np.ndarray) -> None:
    with pytest.raises(ValueError, match="expected"):
        read_light(picture, face=None, person=None)


def test_a_mask_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="mask"):
        read_light(window(), face=None, person=np.ones((10, 10), np.float32))
