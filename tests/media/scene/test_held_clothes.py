"""Held clothes on the held person, and on those who are drawn."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.faces import find_faces, identity
from reklamai.media.mattes import Missing
from reklamai.media.scene import draft
from reklamai.media.scene.held import Held, Worn
from reklamai.media.scene.sitter import cut_outs, flat, with_held
from reklamai.media.scene.wear import dress, dressed, rgb_of
from reklamai.media.words.reading import Clothing, Framing, Garment, Person, Place, Product, Reading, Thing, Who
from tests.media.scene.held_things import astronaut, lab_mean, packshot, shade_of

NAVY, MUSTARD, WHITE = (28, 40, 92), (206, 160, 40), (244, 242, 238)
WOMAN = Reading(people=(Person(Who.WOMAN),), place=Place.STUDIO, framing=Framing.MEDIUM)
SUIT = (slice(300, 360), slice(110, 180))
"""Rows and columns of plain orange cloth in the astronaut's picture."""
FACE = (slice(80, 165), slice(185, 265))


def in_clothes(worn):
    pixels = astronaut()
    made = dressed(pixels, worn, ground=flat(pixels), face=find_faces(flat(pixels), most=1)[0])
    assert not isinstance(made, Missing)
    return made


@pytest.mark.parametrize("rgb", [NAVY, MUSTARD, WHITE])
def test_the_held_person_wears_the_held_colour_and_keeps_her_face(rgb):
    made = in_clothes(Worn((shade_of(rgb),)))

    middle = np.median(made[SUIT][..., :3].reshape(-1, 3), axis=0).astype(np.uint8)
    assert np.linalg.norm(lab_mean(middle[None, None]) - shade_of(rgb).lab) < 14
    assert np.abs(made[FACE].astype(int) - astronaut()[FACE]).mean() < 1.5
    assert np.array_equal(made[..., 3], astronaut()[..., 3])


def test_folds_stay_under_the_new_colour():
    old, new = (pixels[SUIT][..., :3].astype(float).mean(axis=2) for pixels in (astronaut(), in_clothes(navy())))

    assert np.corrcoef(old.ravel(), new.ravel())[0, 1] > 0.75


def navy():
    return Worn((shade_of(NAVY),))


def test_a_pattern_comes_over_from_the_held_cloth():
    cloth = np.full((200, 200, 4), 255, np.uint8)
    cloth[..., :3] = np.where((np.arange(200) // 10 % 2)[:, None, None] == 0, np.uint8(235), np.uint8(30))
    striped = Worn((shade_of((235, 235, 235), 0.5), shade_of((30, 30, 30), 0.5)), "striped", cloth)

    plain, made = in_clothes(navy())[SUIT], in_clothes(striped)[SUIT]

    assert made[..., :3].std() > 3 * plain[..., :3].std()


def test_cloth_too_small_to_show_its_pattern_gives_its_colour():
    scrap = Worn((shade_of(NAVY),), "striped", np.full((12, 12, 4), 255, np.uint8))

    assert np.array_equal(in_clothes(scrap), in_clothes(navy()))


def test_clothes_without_a_known_colour_change_nothing():
    assert np.array_equal(in_clothes(Worn(())), astronaut())


def test_where_no_clothes_are_found_the_scene_says_so():
    head = astronaut().copy()
    head[175:] = 0

    (cut,) = cut_outs(Held(person=head, garment=navy()))
    scene = draft.draft_scene(WOMAN, size=(240, 135), seed=1, held=Held(person=head, garment=navy()))

    assert [note.split(":")[:2] for note in cut.told] == [["missed", "clothing"]]
    assert set(cut.told) <= set(scene.notes)


def test_a_dressed_face_is_still_the_same_person():
    before, after = flat(astronaut()), flat(in_clothes(navy()))
    one, other = (identity.vector(picture, find_faces(picture, most=1)[0]) for picture in (before, after))

    assert identity.distance(one, other) < 0.5 * identity.SAME


def test_who_is_drawn_wears_the_held_colour():
    plain, made = (
        draft.draft_picture(WOMAN, size=(480, 270), seed=6, held=held) for held in (Held(), Held(garment=navy()))
    )

    near = [
        (np.linalg.norm(lab_of(picture) - np.array(shade_of(NAVY).lab), axis=2) < 22).mean()
        for picture in (plain, made)
    ]
    assert near[1] > near[0] + 0.04


def lab_of(picture):
    return np.stack([[lab_mean(pixel[None, None]) for pixel in row] for row in picture[::9, ::9]])


def test_the_garment_that_words_name_takes_the_held_colour_and_others_keep_theirs():
    person = Person(Who.MAN, clothes=(Clothing(Garment.JEANS), Clothing(Garment.COAT)))

    clothes = dress(person, navy()).clothes

    assert [each.garment for each in clothes] == [Garment.JEANS, Garment.COAT]
    assert clothes[0].colour is None
    assert clothes[1].colour is not None and clothes[1].colour.rgb == NAVY


def test_dressing_twice_is_dressing_once():
    once = dress(Person(), navy())

    assert dress(once, navy()) == once


def test_held_clothes_bring_somebody_to_wear_them_unless_the_picture_is_of_things():
    empty, things = Reading(prompt="a street"), Reading(products=(Product(Thing.CUP),))

    assert len(with_held(empty, Held(garment=navy())).people) == 1
    assert not with_held(things, Held(garment=navy())).people
    assert not with_held(empty, Held(garment=navy(), product=packshot())).people


def test_nothing_held_leaves_the_reading_alone():
    assert with_held(WOMAN, Held()) == WOMAN


@pytest.mark.parametrize("rgb", [NAVY, MUSTARD, WHITE, (0, 0, 0), (255, 255, 255)])
def test_a_shade_is_the_screen_colour_it_came_from(rgb):
    assert rgb_of(shade_of(rgb)) == pytest.approx(rgb, abs=1)
