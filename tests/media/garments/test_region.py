"""Clothes found on a real person, and refused where there is nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
import pytest
from skimage import data

from reklamai.media import faces
from reklamai.media.faces import Face
from reklamai.media.garments import Garment, find_garment
from reklamai.media.mattes import Matte, Missing, find_person
from reklamai.media.mattes.model import Kind, box_of

SUIT = (
    (115, 190), (75, 235), (50, 270), (30, 350), (25, 430), (30, 512), (280, 512), (278, 440), (300, 380), (330, 355),
    (362, 340), (345, 285), (305, 250), (300, 215), (270, 190), (245, 180), (215, 190), (185, 180), (150, 150),
    (125, 160),
)  # fmt: skip
"""The astronaut's suit as a polygon drawn by hand, ring and harness included."""


@dataclass(frozen=True, slots=True)
class Someone:
    picture: np.ndarray
    person: Matte
    face: Face


@lru_cache(maxsize=1)
def astronaut() -> Someone:
    picture = data.astronaut()
    person = find_person(picture)
    assert isinstance(person, Matte)
    return Someone(picture, person, faces.find_faces(picture)[0])


@lru_cache(maxsize=1)
def suit() -> Garment:
    someone = astronaut()
    found = find_garment(someone.picture, person=someone.person, face=someone.face)
    assert isinstance(found, Garment)
    return found


def drawn(points: tuple[tuple[int, int], ...], shape: tuple[int, ...]) -> np.ndarray:
    made = np.zeros(shape[:2], np.uint8)
    cv2.fillPoly(made, [np.array(points)], 1)
    return made > 0


def overlap(one: np.ndarray, other: np.ndarray) -> float:
    a, b = one > 0.5, other > 0.5
    return float((a & b).sum() / (a | b).sum())


def whole(picture: np.ndarray) -> Matte:
    """A matte that claims everything is one person."""
    mask = np.ones(picture.shape[:2], np.float32)
    box = box_of(mask)
    assert box is not None
    return Matte(mask, box, 1.0, Kind.PERSON)


def test_the_suit_of_an_astronaut_is_found_as_a_hand_would_draw_it() -> None:
    assert overlap(suit().mask, drawn(SUIT, astronaut().picture.shape)) > 0.75


def test_face_and_hair_are_no_clothes() -> None:
    x, y, width, height = astronaut().face.box

    face = suit().mask[y : y + height, x : x + width]
    hair = suit().mask[max(0, y - height // 2) : y, x : x + width]

    assert face.mean() < 0.02
    assert hair.mean() < 0.02


def test_the_mask_stays_within_the_person_and_its_numbers_say_what_it_shows() -> None:
    found, person = suit(), astronaut().person

    assert (found.mask <= person.mask + 1e-6).all()
    assert (found.mask.dtype, found.mask.shape) == (np.float32, person.mask.shape)
    assert found.box == box_of(found.mask)
    assert found.coverage == pytest.approx((found.mask > 0.5).sum() / (person.mask > 0.5).sum(), abs=0.03)
    assert 0.4 < found.confidence <= 1
    assert 0 <= found.pattern_confidence <= 1


def test_the_same_picture_gives_the_same_clothes() -> None:
    someone = astronaut()

    again = find_garment(someone.picture, person=someone.person, face=someone.face)

    assert isinstance(again, Garment)
    np.testing.assert_array_equal(again.mask, suit().mask)


def test_a_person_without_a_known_face_is_dressed_all_the_same() -> None:
    someone = astronaut()

    found = find_garment(someone.picture, person=someone.person, face=None)

    assert isinstance(found, Garment)
    assert overlap(found.mask, drawn(SUIT, someone.picture.shape)) > 0.6


def test_a_face_without_a_mesh_will_do() -> None:
    someone = astronaut()

    found = find_garment(someone.picture, person=someone.person, face=replace(someone.face, landmarks=None))

    assert isinstance(found, Garment)
    assert overlap(found.mask, suit().mask) > 0.85


def test_a_mirrored_person_wears_the_mirrored_clothes() -> None:
    someone = astronaut()
    turned = np.ascontiguousarray(someone.picture[:, ::-1])
    x, y, width, height = someone.person.box
    person = replace(
        someone.person,
        mask=np.ascontiguousarray(someone.person.mask[:, ::-1]),
        box=(turned.shape[1] - x - width, y, width, height),
    )

    found = find_garment(turned, person=person, face=faces.find_faces(turned)[0])

    assert isinstance(found, Garment)
    assert overlap(found.mask[:, ::-1], suit().mask) > 0.85


def test_somebody_small_in_a_large_picture_is_looked_at_closely() -> None:
    someone, scale = astronaut(), 0.6
    small = cv2.resize(someone.picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    picture = np.full((900, 1200, 3), 128, np.uint8)
    mask = np.zeros((900, 1200), np.float32)
    rows, columns = slice(400, 400 + len(small)), slice(500, 500 + small.shape[1])
    picture[rows, columns] = small
    mask[rows, columns] = cv2.resize(someone.person.mask, (small.shape[1], small.shape[0]))
    box = box_of(mask)
    assert box is not None
    landmarks = someone.face.landmarks
    assert landmarks is not None
    moved = landmarks * scale + np.array([500, 400, 0], np.float32)
    face_box = tuple(round(side * scale) for side in someone.face.box)
    face = replace(someone.face, box=(face_box[0] + 500, face_box[1] + 400, *face_box[2:]), landmarks=moved)

    found = find_garment(picture, person=replace(someone.person, mask=mask, box=box), face=face)

    assert isinstance(found, Garment)
    part = cv2.resize(found.mask[rows, columns], someone.picture.shape[1::-1])
    assert overlap(part, suit().mask) > 0.8


def test_a_cup_has_neither_face_nor_shoulders() -> None:
    picture = np.ascontiguousarray(data.coffee()[:, :400])

    assert find_garment(picture, person=whole(picture), face=None) == Missing("no_person")


def test_a_portrait_cut_at_the_chin_shows_no_clothes() -> None:
    someone = astronaut()
    x, y, width, height = someone.face.box
    rows, columns = slice(max(0, y - height // 2), y + height), slice(max(0, x - width // 4), x + width + width // 4)
    picture = np.ascontiguousarray(someone.picture[rows, columns])
    mask = np.ascontiguousarray(someone.person.mask[rows, columns])
    box = box_of(mask)
    assert box is not None
    landmarks = someone.face.landmarks
    assert landmarks is not None
    origin = (columns.start, rows.start)
    face = replace(
        someone.face, box=(x - origin[0], y - origin[1], width, height), landmarks=landmarks - np.array([*origin, 0])
    )

    found = find_garment(picture, person=replace(someone.person, mask=mask, box=box), face=face)

    assert found == Missing("no_clothing")


def test_a_matte_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="a matte of"):
        find_garment(data.coffee(), person=astronaut().person, face=None)


def test_a_picture_with_transparency_is_refused() -> None:
    with pytest.raises(ValueError, match="expected"):
        find_garment(np.zeros((512, 512, 4), np.uint8), person=astronaut().person, face=None)
