from __future__ import annotations

import numpy as np
import pytest

from reklamai.core.errors import MediaError
from reklamai.media.scene import palette
from reklamai.media.scene.model import Role
from reklamai.media.scene.paint import decide, paint_backdrop
from reklamai.media.scene.setting import MAX_LAYER_PIXELS
from reklamai.media.words.reading import (
    Angle,
    Framing,
    Light,
    Mood,
    Person,
    Place,
    Product,
    Reading,
    Season,
    Side,
    Thing,
    Time,
    Tint,
    Weather,
)  # fmt: skip
from tests.media.scene.pictures import flat, lab, painted

ROAD = Reading(place=Place.ROAD, time=Time.DAY, weather=Weather.CLEAR)


def hue(picture):
    """Degrees of the mean CIE hue, and its chroma."""
    _, a, b = lab(picture)
    return np.degrees(np.arctan2(b, a)) % 360, float(np.hypot(a, b))


def test_the_same_words_and_seed_give_the_same_pixels():
    one, again = (painted(ROAD, seed=7, overscan=0.1) for _ in range(2))

    assert [layer.name for layer in one.layers] == [layer.name for layer in again.layers]
    assert all((a.pixels == b.pixels).all() for a, b in zip(one.layers, again.layers, strict=True))


def test_layers_come_from_the_farthest_to_the_nearest():
    depths = [layer.depth for layer in painted(ROAD).layers]

    assert depths == sorted(depths, reverse=True)
    assert depths[0] == np.inf
    assert depths[-1] < 2.5, "something stands nearer than the subject"


def test_every_layer_reaches_the_overscan_beyond_each_edge():
    scene = painted(ROAD, overscan=0.2)

    for layer in scene.layers:
        x, y, width, height = layer.box
        assert x <= -0.2 and y <= -0.2
        assert x + width >= 1.2 - 1e-9 and y + height >= 1.2 - 1e-9


def test_overscan_shows_more_of_the_same_picture():
    size, margin = (400, 300), 0.25
    plain, wide = flat(painted(ROAD, size=size)), flat(painted(ROAD, size=size, overscan=margin))

    middle = wide[75:375, 100:500].astype(int)

    assert wide.shape == (450, 600, 3)
    assert np.abs(lab(middle.astype(np.uint8)) - lab(plain)).max() < 4
    assert wide[:75].std() > 1, "the sky goes on"
    assert wide[375:].std() > 5, "so does the ground"


def test_the_ground_begins_at_the_horizon_that_the_scene_names():
    for framing in (Framing.WIDE, Framing.MEDIUM):
        scene = painted(Reading(place=Place.DESERT, time=Time.DAY, framing=framing), size=(320, 240))
        ground = next(layer for layer in scene.layers if layer.role is Role.GROUND)

        opaque = np.flatnonzero(ground.pixels[..., 3].mean(axis=1) > 250)

        assert opaque[0] == pytest.approx(scene.horizon * 240, abs=2)
        assert opaque[-1] == 239


def test_a_low_camera_sees_less_ground_and_a_high_one_more():
    horizons = {
        angle: painted(Reading(place=Place.STREET, time=Time.DAY, angle=angle)).horizon
        for angle in (Angle.LOW, Angle.EYE_LEVEL, Angle.HIGH)
    }

    assert horizons[Angle.HIGH] < horizons[Angle.EYE_LEVEL] - 0.2
    assert horizons[Angle.LOW] > horizons[Angle.EYE_LEVEL] + 0.2


def test_from_the_top_only_the_surface_is_seen():
    scene = painted(Reading(place=Place.KITCHEN, time=Time.DAY, angle=Angle.TOP))

    assert scene.layers[0].role is Role.GROUND
    assert scene.layers[0].pixels[..., 3].min() == 255
    assert not [layer for layer in scene.layers if layer.role is Role.SKY]


def test_ground_scale_tells_how_far_the_ground_is():
    wide = painted(Reading(place=Place.ROAD, time=Time.DAY, framing=Framing.WIDE), size=(1000, 1000))

    metres = wide.ground / (0.95 - wide.horizon)

    assert 2 < metres < 6, "a person at the foot of a wide frame is a few metres away"


def test_a_product_alone_gets_a_surface_and_a_place_to_stand_on_it():
    reading = Reading(place=Place.KITCHEN, time=Time.DAY, products=(Product(Thing.BOTTLE),))
    scene = painted(reading, size=(320, 180))
    surface = next(layer for layer in scene.layers if layer.name == "surface")

    x, y = scene.stand

    assert surface.role is Role.GROUND
    assert surface.pixels[round(y * 180), round(x * 320), 3] == 255
    assert scene.ground / (y - scene.horizon) == pytest.approx(0.75, abs=0.25), "metres: within reach of a hand"
    assert painted(Reading(place=Place.KITCHEN, people=(Person(),))).stand is None


def test_a_place_that_words_do_not_name_is_chosen_to_suit_the_subject():
    product = painted(Reading(prompt="a bottle", products=(Product(Thing.BOTTLE),)))
    people = {
        tuple(layer.name for layer in painted(Reading(people=(Person(),)), seed=seed).layers) for seed in range(6)
    }

    assert "paper" in [layer.name for layer in product.layers], "things for sale go to the studio"
    assert len(people) > 1, "people turn up in more than one place"


@pytest.mark.parametrize("place", [Place.STREET, Place.LIVING_ROOM, Place.BEACH, Place.FIELD])
def test_night_is_darker_than_dusk_and_dusk_than_day(place):
    lightness = [lab(flat(painted(Reading(place=place, time=t))))[0] for t in (Time.NIGHT, Time.DUSK, Time.DAY)]

    assert lightness[0] < lightness[1] < lightness[2]


@pytest.mark.parametrize(
    ("name", "rgb"),
    [("red", (200, 40, 40)), ("yellow", (240, 200, 40)), ("green", (40, 140, 70)), ("blue", (40, 80, 210))],
)
def test_an_asked_colour_is_the_hue_of_the_picture(name, rgb):
    wanted, _ = hue(np.full((2, 2, 3), rgb, np.uint8))

    for place in (Place.STUDIO, Place.CAFE):
        seen, chroma = hue(flat(painted(Reading(place=place, time=Time.DAY, palette=(Tint(name, rgb),)))))

        assert abs((seen - wanted + 180) % 360 - 180) < 35, place
        assert chroma > 9, place


def test_moods_move_lightness_chroma_and_temperature():
    plain = Reading(place=Place.PARK, time=Time.DAY, weather=Weather.CLEAR, season=Season.SUMMER)
    seen = {None: flat(painted(plain))}
    for mood in Mood:
        seen[mood] = flat(
            painted(
                Reading(place=plain.place, time=plain.time, weather=plain.weather, season=plain.season, moods=(mood,))
            )
        )

    assert lab(seen[Mood.DARK])[0] < lab(seen[None])[0] - 5
    assert lab(seen[Mood.BRIGHT])[0] > lab(seen[None])[0] + 3
    assert lab(seen[Mood.WARM])[2] > lab(seen[None])[2] + 3 > lab(seen[Mood.COOL])[2] + 6
    assert np.ptp(seen[Mood.MONOCHROME].astype(int), axis=2).max() <= 12
    assert seen[Mood.VIVID].std(axis=2).mean() > seen[None].std(axis=2).mean() > seen[Mood.MUTED].std(axis=2).mean()


@pytest.mark.parametrize("weather", [Weather.RAIN, Weather.STORM, Weather.SNOW, Weather.FOG])
def test_weather_hangs_in_the_air_and_changes_the_picture(weather):
    clear = painted(ROAD)
    wet = painted(Reading(place=Place.ROAD, time=Time.DAY, weather=weather))

    air = [layer for layer in wet.layers if layer.role is Role.ATMOSPHERE]

    assert air and all(layer.pixels[..., 3].max() > 0 for layer in air)
    assert not [layer for layer in clear.layers if layer.role is Role.ATMOSPHERE]
    assert np.abs(flat(wet).astype(int) - flat(clear)).mean() > 8


def test_fog_takes_contrast_from_what_is_far():
    far = {}
    for weather in (Weather.CLEAR, Weather.FOG):
        picture = flat(painted(Reading(place=Place.SKYLINE, time=Time.DAY, weather=weather)))
        far[weather] = picture[20:60].astype(float).std()

    assert far[Weather.FOG] < 0.65 * far[Weather.CLEAR]


def test_it_does_not_rain_indoors():
    scene = painted(Reading(place=Place.OFFICE, time=Time.DAY, weather=Weather.RAIN))

    assert not [layer for layer in scene.layers if layer.name.startswith("rain")]


def test_words_about_light_win_over_hour_and_weather():
    left = painted(Reading(place=Place.CAFE, light=Light(side=Side.LEFT, hard=True, warm=True))).light
    back = painted(Reading(place=Place.CAFE, light=Light(side=Side.BACK, hard=False, warm=False))).light

    assert 200 < left.azimuth < 340 and left.hardness > 0.7 and left.kelvin < 4000
    assert abs(back.azimuth - 180) < 20 and back.hardness < 0.3 and back.kelvin > 6500


def test_the_largest_layers_stay_within_the_memory_bound():
    for size in ((4096, 4096), (4096, 1700), (1920, 1080)):
        columns, rows = decide(ROAD, size=size, seed=1, overscan=0.5).pixels()

        assert columns * rows <= MAX_LAYER_PIXELS * 1.001
        assert columns / rows == pytest.approx(size[0] / size[1], rel=0.01)


@pytest.mark.parametrize("size", [(15, 100), (5000, 2000), (0, 0), (-64, 64), (2000, 200)])
def test_hostile_sizes_are_refused(size):
    with pytest.raises(MediaError):
        paint_backdrop(ROAD, size=size, seed=1)


@pytest.mark.parametrize("overscan", [-0.1, 3.01, float("nan"), float("inf")])
def test_hostile_overscans_are_refused(overscan):
    with pytest.raises(MediaError):
        paint_backdrop(ROAD, size=(64, 64), seed=1, overscan=overscan)


def test_oklab_gives_its_authors_reference_values():
    # Source: OKLab article of Björn Ottosson (white); CSS Color 4, sample conversions (red).
    assert palette.lab_of("#ffffff") == pytest.approx((1.0, 0.0, 0.0), abs=1e-3)
    assert palette.lab_of("#ff0000") == pytest.approx((0.62796, 0.22486, 0.12585), abs=1e-3)


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#12c4a7", "#c08040", "#0000ff"])
def test_a_colour_survives_the_way_to_oklab_and_back(colour):
    there_and_back = palette.hex_of(palette.lab_of(colour))

    assert np.abs(np.subtract(palette.triple(there_and_back), palette.triple(colour))).max() <= 1


def test_haze_draws_far_colours_to_the_sky():
    scene_palette = palette.Palette("#ffffff", "#c0d0ff", ("#5080c0",) * 3, "#a0c0e0", 1.0, 500.0, 0.0)

    near, far = scene_palette.tone("#402010"), scene_palette.tone("#402010", depth=1e6)

    assert far == "#a0c0e0"
    assert near != far
