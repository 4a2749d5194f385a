"""Two bodies in one matte are told apart; the finders need not be asked."""

from dataclasses import replace

import cv2
import numpy as np

from anchors.media.crowd import one_of
from reklamai.media.faces import Face
from reklamai.media.mattes.model import Kind, Matte, Missing, box_of

FACES = tuple(
    Face(box=box, confidence=0.9, landmarks=None, yaw=0.0, pitch=0.0, roll=0.0)
    for box in ((80, 40, 60, 70), (260, 50, 56, 66))
)


def matte():
    mask = np.zeros((400, 400), np.float32)
    for x, y, width, height in (each.box for each in FACES):
        cv2.ellipse(mask, (x + width // 2, y + height // 2), (width // 2, height // 2), 0, 0, 360, 1, -1)
        cv2.rectangle(mask, (x - 60, y + height), (x + width + 60, 399), 1, -1)
    return Matte(mask, box_of(mask), 0.8, Kind.PERSON)


def test_each_gets_the_half_on_the_own_side_and_together_they_are_all():
    picture = np.full((400, 400, 3), 60, np.uint8)  # no edge tells them apart

    left, right = (one_of(picture, matte(), faces=FACES, main=main) for main in (0, 1))

    assert left.box[0] + left.box[2] < 230
    assert right.box[0] > 170
    assert float((left.mask + right.mask - matte().mask).max()) < 0.2
    assert float(left.mask.sum() + right.mask.sum()) > 0.95 * float(matte().mask.sum())
    assert left.confidence < 0.8


def test_their_rim_follows_the_colours_between_them():
    picture = np.full((400, 400, 3), 60, np.uint8)
    picture[:, 215:] = (200, 190, 60)

    left = one_of(picture, matte(), faces=FACES, main=0)

    assert abs(left.box[0] + left.box[2] - 215) < 8


def test_alone_the_matte_stays_as_it_is():
    whole = matte()

    assert one_of(np.zeros((400, 400, 3), np.uint8), whole, faces=FACES[:1], main=0) is whole
    assert one_of(np.zeros((400, 400, 3), np.uint8), whole, faces=(), main=None) is whole


def test_somebody_of_whom_nothing_is_in_the_matte_is_too_small():
    far = replace(FACES[1], box=(380, 2, 10, 12))
    mask = matte().mask.copy()
    mask[:, 200:] = 0
    alone = Matte(mask, box_of(mask), 0.8, Kind.PERSON)

    found = one_of(np.zeros((400, 400, 3), np.uint8), alone, faces=(FACES[0], far), main=1)

    assert found == Missing("person_too_small")
