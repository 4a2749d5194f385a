"""References in whole drafts: really used, in their place, told in the notes."""

from __future__ import annotations

import cv2
import numpy as np
from skimage import data

from reklamai.media.scene import compose, draft
from reklamai.media.scene.model import Layer, Role, Scene
from reklamai.media.words.reading import (
    Framing,
    Person,
    Place,
    Product,
    Reading,
    Thing,
    Who,
)
from tests.media.compose.scenes import MAGENTA, magenta_packshot, share_of

SIZE = (480, 270)
CAN = Reading(products=(Product(Thing.CAN),), place=Place.STUDIO)
WOMAN = Reading(people=(Person(Who.WOMAN),), place=Place.STUDIO)


def subjects(scene: Scene) -> list[Layer]:
    """People and products, without shadows, mirrors and plinths."""
    return [
        layer for layer in scene.layers if layer.role is Role.SUBJECT and layer.name.split()[0] in ("person", "product")
    ]


def test_a_product_reference_is_really_in_the_picture_and_says_so() -> None:
    plain = draft.draft_picture(CAN, size=SIZE, seed=4)
    scene = draft.draft_scene(CAN, size=SIZE, seed=4, references=[magenta_packshot()])
    picture = draft.draft_picture(CAN, size=SIZE, seed=4, references=[magenta_packshot()])

    assert share_of(plain, MAGENTA) < 0.002
    assert share_of(picture, MAGENTA) > 0.02
    assert "reference:product" in scene.notes


def test_a_person_reference_keeps_her_face() -> None:
    reference = data.astronaut()
    scene = draft.draft_scene(WOMAN, size=(960, 540), seed=4, references=[reference])
    picture = compose.flatten(scene)
    face = reference[68:172, 174:278]

    best = 0.0
    for scale in np.linspace(0.5, 2.0, 25):
        part = cv2.resize(face, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        best = max(best, float(cv2.matchTemplate(picture, part, cv2.TM_CCOEFF_NORMED).max()))
    assert best > 0.85
    assert "reference:person" in scene.notes
    assert scene.face_box is not None


def test_person_and_product_references_come_together() -> None:
    reading = Reading(people=(Person(Who.WOMAN),), products=(Product(Thing.CAN),), place=Place.STUDIO)

    scene = draft.draft_scene(reading, size=SIZE, seed=4, references=[magenta_packshot(), data.astronaut()])

    assert {"reference:person", "reference:product"} <= set(scene.notes)
    assert share_of(compose.flatten(scene), MAGENTA) > 0.004
    assert any(layer.name == "plinth of product 2" for layer in scene.layers)


def test_a_reference_that_cannot_be_cut_out_stands_there_as_a_card() -> None:
    scene = draft.draft_scene(CAN, size=SIZE, seed=4, references=[data.chelsea()])

    assert "card:busy_ground" in scene.notes


def test_a_photo_cut_at_the_hips_leaves_no_air_under_it() -> None:
    for framing in Framing:
        reading = Reading(people=(Person(Who.WOMAN),), place=Place.STUDIO, framing=framing)
        scene = draft.draft_scene(reading, size=SIZE, seed=4, references=[data.astronaut()], overscan=0.1)
        (photo,) = subjects(scene)
        assert photo.box[1] + photo.box[3] > 1.09, framing
