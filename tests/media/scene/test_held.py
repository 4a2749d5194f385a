"""What is held stands in the draft: the person, the place, the light, the product."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from reklamai.core.errors import MediaError
from reklamai.media.faces import find_faces, identity
from reklamai.media.scene import compose, draft
from reklamai.media.scene.held import NOTHING, Held
from reklamai.media.scene.model import Role, SceneLight
from reklamai.media.words.reading import Framing, Person, Place, Product, Reading, Thing, Weather, Who
from tests.media.compose.scenes import MAGENTA, share_of
from tests.media.scene.held_things import astronaut, lab_mean, packshot, place, whole_body

SIZE = (480, 270)
WOMAN = Reading(people=(Person(Who.WOMAN),), place=Place.STUDIO, framing=Framing.CLOSE_UP)
LEFT = SceneLight(azimuth=290, elevation=25, kelvin=5600, hardness=0.6)
RIGHT = replace(LEFT, azimuth=70)


def subject(scene):
    return next(layer for layer in scene.layers if layer.role is Role.SUBJECT and layer.name.startswith("person"))


@pytest.mark.parametrize("reading", [WOMAN, Reading(products=(Product(Thing.CAN),)), Reading(prompt="a quiet street")])
def test_nothing_held_changes_not_one_pixel(reading):
    plain = draft.draft_picture(reading, size=SIZE, seed=3)

    assert np.array_equal(plain, draft.draft_picture(reading, size=SIZE, seed=3, held=Held()))


def test_the_held_person_stands_there_and_is_still_the_same_person():
    own = find_faces(astronaut()[..., :3].copy(), most=1)[0]
    who = identity.vector(astronaut()[..., :3].copy(), own)

    picture = draft.draft_picture(WOMAN, size=(960, 540), seed=3, held=Held(person=astronaut(), light=LEFT))

    (face,) = find_faces(picture)
    assert identity.distance(who, identity.vector(picture, face)) < identity.SAME
    assert face.box[3] > 0.2 * 540, "a close-up shows the face large"


def test_words_that_name_nobody_still_show_the_held_person():
    scene = draft.draft_scene(Reading(prompt="a street"), size=SIZE, seed=3, held=Held(person=astronaut()))

    assert subject(scene).foot is None, "no feet are seen, so nothing touches the ground"
    assert "held:face" in scene.notes
    assert "reference:person" in scene.notes


def test_words_against_people_do_not_send_the_held_person_away():
    reading = Reading(place=Place.PARK, without=frozenset({"people"}))

    scene = draft.draft_scene(reading, size=SIZE, seed=3, held=Held(person=astronaut()))

    assert subject(scene)


@pytest.mark.parametrize("framing", list(Framing))
@pytest.mark.parametrize("size", [(480, 270), (270, 338), (200, 356)])
def test_no_cut_edge_of_the_held_person_comes_into_the_frame_at_the_bottom(framing, size):
    scene = draft.draft_scene(
        replace(WOMAN, framing=framing), size=size, seed=3, held=Held(person=astronaut()), overscan=0.08
    )
    x, y, wide, high = subject(scene).box

    assert y + high >= 1.079
    assert x < 0.5 < x + wide
    assert not [layer for layer in scene.layers if layer.name.startswith(("contact", "mirror"))]


def test_a_person_with_feet_stands_on_them_with_a_contact_shadow():
    scene = draft.draft_scene(replace(WOMAN, framing=Framing.FULL), size=SIZE, seed=3, held=Held(person=whole_body()))
    layer = subject(scene)

    assert layer.foot == pytest.approx(layer.box[1] + layer.box[3], abs=0.01)
    assert 0.85 < layer.foot < 1
    assert [each for each in scene.layers if each.name.startswith("contact")]


def test_a_clear_cut_out_is_nobody():
    empty = np.zeros((50, 40, 4), np.uint8)

    scene = draft.draft_scene(WOMAN, size=SIZE, seed=3, held=Held(person=empty))

    assert "stand_in:person" in scene.notes


@pytest.mark.parametrize("size", [(480, 270), (270, 480), (338, 270)])
def test_the_held_place_fills_the_frame_and_its_overscan(size):
    scene = draft.draft_scene(WOMAN, size=size, seed=3, held=Held(backdrop=place()), overscan=0.1)
    back = scene.layers[0]
    shown = compose.lay([back], size=size)

    assert back.box == pytest.approx((-0.1, -0.1, 1.2, 1.2))
    assert back.pixels[..., 3].min() == 255
    assert shown[5, 5] == pytest.approx((40, 170, 90), abs=3)
    assert shown[-5, -5] == pytest.approx((120, 60, 150), abs=3)


def test_the_lens_blurs_the_held_place_behind_a_close_up_more_than_behind_a_full_figure():
    edges = []
    for framing in (Framing.CLOSE_UP, Framing.FULL):
        reading = replace(WOMAN, framing=framing)
        scene = draft.draft_scene(reading, size=SIZE, seed=3, held=Held(backdrop=place()))
        sharp = compose.focused(scene, blur=draft.lens_blur(reading), depth=draft.focus_depth(scene))
        rows = next(iter(sharp)).pixels[:, 10, 1].astype(int)
        edges.append(np.abs(np.diff(rows)).max())

    assert edges[0] < 0.7 * edges[1]


def test_the_weather_of_the_words_falls_before_a_held_place_unless_it_is_a_room():
    def weather(indoors):
        held = Held(backdrop=place(), indoors=indoors)
        scene = draft.draft_scene(replace(WOMAN, weather=Weather.RAIN), size=SIZE, seed=3, held=held)
        return [layer.name for layer in scene.layers if layer.role is Role.ATMOSPHERE]

    assert weather(None) and weather(False)
    assert not weather(True)


def test_no_weather_is_made_up_before_a_held_place():
    for seed in range(6):
        scene = draft.draft_scene(Reading(), size=SIZE, seed=seed, held=Held(backdrop=place()))
        assert [layer.name for layer in scene.layers] == ["place"]


def test_a_held_place_is_refused_in_a_frame_that_no_scene_is_made_for():
    with pytest.raises(MediaError):
        draft.draft_scene(WOMAN, size=(4000, 300), seed=3, held=Held(backdrop=place()))


def test_a_held_lamp_warms_or_cools_the_held_place():
    def warmth(kelvin):
        held = Held(backdrop=np.full((90, 160, 3), 128, np.uint8), light=replace(LEFT, kelvin=kelvin))
        scene = draft.draft_scene(WOMAN, size=SIZE, seed=3, held=held)
        return lab_mean(compose.lay(scene.layers[:1], size=SIZE))[2]

    assert warmth(3000) > warmth(5600) + 2 > warmth(9000) + 4


def test_a_held_light_shines_from_its_side_on_the_held_person():
    def lean(light):
        scene = draft.draft_scene(WOMAN, size=(960, 540), seed=3, held=Held(person=astronaut(), light=light))
        layer = subject(scene)
        x, y, wide, high = scene.face_box
        picture = compose.lay([layer], size=scene.size).astype(float)
        left, right = round(x * 960), round((x + wide) * 960)
        rows = picture[round(y * 540) : round((y + high) * 540)].mean(axis=2)
        middle = (left + right) // 2
        return rows[:, middle:right].mean() - rows[:, left:middle].mean()

    assert lean(RIGHT) > lean(LEFT) + 12


def test_a_held_light_is_the_light_of_the_scene_but_how_bright_it_is_stays_the_hours():
    plain = draft.draft_scene(WOMAN, size=SIZE, seed=3)
    scene = draft.draft_scene(WOMAN, size=SIZE, seed=3, held=Held(light=replace(LEFT, key=0.99)))

    assert replace(scene.light, key=0) == replace(LEFT, key=0)
    assert scene.light.key == plain.light.key


def test_the_held_product_is_the_product():
    for reading in (Reading(prompt="on a table"), Reading(products=(Product(Thing.CAN),), place=Place.KITCHEN)):
        scene = draft.draft_scene(reading, size=SIZE, seed=3, held=Held(product=packshot()))
        assert "reference:product" in scene.notes
        assert share_of(compose.flatten(scene), MAGENTA) > 0.02


def test_a_thing_for_sale_before_a_held_place_stands_on_a_surface_of_its_own():
    reading = Reading(products=(Product(Thing.CAN),), framing=Framing.CLOSE_UP)

    scene = draft.draft_scene(reading, size=SIZE, seed=3, held=Held(product=packshot(), backdrop=place()))

    names = [layer.name for layer in scene.layers]
    assert names.index("place") < names.index("surface") < names.index("product 1")
    thing = next(layer for layer in scene.layers if layer.name == "product 1")
    assert scene.horizon < thing.foot < 1


def test_everything_at_once_is_in_one_picture():
    held = Held(person=astronaut(), backdrop=place(), light=RIGHT, product=packshot())

    scene = draft.draft_scene(WOMAN, size=(960, 540), seed=3, held=held)
    picture = compose.flatten(scene)

    assert find_faces(picture)
    assert share_of(picture, MAGENTA, within=120) > 0.01
    assert lab_mean(picture[:60, :60])[1] < -20, "the green of the place"
    assert {"held:face", "held:environment", "held:lighting", "held:product"} <= set(scene.notes)


def test_what_is_held_is_noted_by_its_element():
    assert NOTHING.notes == ()
    assert Held(backdrop=place(), light=LEFT).notes == ("held:environment", "held:lighting")
