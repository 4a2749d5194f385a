"""Faces that become faces: one at every moment, nothing torn, nothing seen twice for long."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.faces import find_faces
from reklamai.media.inbetween import morph
from reklamai.media.inbetween.mesh import areas, held, rim_of, unfolded
from reklamai.media.inbetween.morph import Morph
from reklamai.media.inbetween.shapes import RAYS, SKIN, Shape, shapes_of
from reklamai.media.pictures import resized
from reklamai.media.types import AnyArray, Picture
from tests.media.anchors.people import astronaut

SIZE = (320, 240)


def portrait(left: int, top: int, width: int) -> Picture:
    """A cut of the astronaut's portrait, 320 x 240."""
    cut = astronaut()[top : top + width * 3 // 4, left : left + width]
    return np.ascontiguousarray(resized(cut, SIZE))


@pytest.fixture(scope="module")
def pair() -> tuple[Picture, Picture]:
    """The same person at another place, of another size, mirrored: nothing but the face is shared."""
    return portrait(60, 0, 400), np.ascontiguousarray(portrait(80, 0, 300)[:, ::-1])


@pytest.fixture(scope="module")
def between(pair: tuple[Picture, Picture]) -> Morph:
    found = morph.morph_of(*pair)
    assert found is not None
    return found


def a_shape(centre: tuple[float, float], size: float, *, seed: int = 0) -> Shape:
    """A made-up face: points in a disc, and a round head about it."""
    random = np.random.default_rng(seed)
    turns, ways = random.uniform(0, 2 * np.pi, SKIN), np.sqrt(random.uniform(0, 1, SKIN)) * size / 2
    around = np.linspace(0, 2 * np.pi, RAYS, endpoint=False)
    mesh = np.stack([np.cos(turns) * ways, np.sin(turns) * ways], axis=1) + centre
    head = np.stack([np.sin(around), -np.cos(around)], axis=1) * size * 0.8 + centre
    return Shape(np.asarray(mesh, np.float32), np.asarray(head, np.float32), np.zeros(RAYS, bool))


def test_both_ends_are_exactly_the_pictures(between: Morph, pair: tuple[Picture, Picture]) -> None:
    first, last = pair

    assert np.array_equal(between.at(first, last, 0), first)
    assert np.array_equal(between.at(first, last, 1), last)
    assert np.abs(between.at(first, last, 0.002).astype(int) - first).mean() < 1
    assert np.abs(between.at(first, last, 0.998).astype(int) - last).mean() < 1


def test_one_face_is_seen_at_every_moment_on_its_way_from_place_to_place(
    between: Morph, pair: tuple[Picture, Picture]
) -> None:
    boxes = [find_faces(between.at(*pair, t)) for t in (0.0, 0.25, 0.5, 0.75, 1.0)]

    assert [len(faces) for faces in boxes] == [1] * 5
    middles = [faces[0].box[0] + faces[0].box[2] / 2 for faces in boxes]
    widths = [faces[0].box[2] for faces in boxes]
    assert np.all(np.diff(widths) > 0), "it grows all the way"
    even = np.linspace(middles[0], middles[-1], 5)
    assert np.abs(np.array(middles) - even).max() < 0.12 * max(widths)


def test_the_mesh_of_the_middle_lies_half_way(between: Morph, pair: tuple[Picture, Picture]) -> None:
    starts, ends = shapes_of(pair[0], outlines=False), shapes_of(pair[1], outlines=False)

    (middle,) = shapes_of(between.at(*pair, 0.5), outlines=False)

    expected = (starts[0].mesh + ends[0].mesh) / 2
    off = np.linalg.norm(middle.mesh - expected, axis=1)
    assert float(np.median(off)) < 0.04 * float(np.ptp(expected, axis=0).max())


def test_no_moment_is_darker_or_brighter_than_both_ends(between: Morph, pair: tuple[Picture, Picture]) -> None:
    ends = [float(picture.mean()) for picture in pair]

    means = [float(between.at(*pair, t).mean()) for t in np.linspace(0.1, 0.9, 5)]

    assert min(ends) - 6 < min(means)
    assert max(means) < max(ends) + 6


def test_what_is_not_the_face_changes_in_less_than_half_of_the_time(
    between: Morph, pair: tuple[Picture, Picture]
) -> None:
    now = (between.first + between.last) / 2
    corner = [float(between.shares(now, t)[-1, -1]) for t in np.linspace(0, 1, 21)]

    changing = [share for share in corner if 0.02 < share < 0.98]

    assert corner[0] == 0.0
    assert corner[-1] == 1.0
    assert np.all(np.diff(corner) >= 0)
    assert len(changing) <= 10


def test_the_face_itself_changes_all_the_time(between: Morph, pair: tuple[Picture, Picture]) -> None:
    now = (between.first + between.last) / 2
    x, y = (now[between.faces[0]].mean(axis=0) * between.scale).astype(int)

    shares = [float(between.shares(now, t)[y, x]) for t in (0.25, 0.5, 0.75)]

    assert shares == pytest.approx([0.156, 0.5, 0.844], abs=0.01)


def test_the_same_pictures_give_the_same_pixels(pair: tuple[Picture, Picture]) -> None:
    once, again = (morph.morph_of(*pair) for _ in range(2))

    assert once is not None
    assert again is not None
    assert np.array_equal(once.at(*pair, 0.4), again.at(*pair, 0.4))


def test_a_morph_built_of_known_shapes_serves_any_two_pictures_of_its_size() -> None:
    first, last = np.full((120, 160, 3), 40, np.uint8), np.full((120, 160, 3), 200, np.uint8)

    made = Morph([a_shape((50, 60), 40)], [a_shape((100, 55), 50)], size=(160, 120)).at(first, last, 0.5)

    assert made.min() >= 40
    assert made.max() <= 200
    assert float(made.mean()) == pytest.approx(120, abs=6)


def test_pictures_that_do_not_differ_stay_as_they_are() -> None:
    random = np.random.default_rng(3)
    picture = np.asarray(random.integers(0, 256, (120, 160, 3)), np.uint8)
    shape = a_shape((80, 60), 50)

    made = Morph([shape], [shape], size=(160, 120)).at(picture, picture, 0.5)

    assert np.abs(made.astype(int) - picture).mean() < 0.5


def test_two_faces_each_find_their_own() -> None:
    first = [a_shape((40, 60), 30, seed=1), a_shape((120, 60), 30, seed=2)]
    last = [a_shape((50, 70), 30, seed=1), a_shape((110, 50), 36, seed=2)]

    both = Morph(first, last, size=(160, 120))

    assert len(both.faces) == 2
    for face, (one, other) in zip(both.faces, zip(first, last, strict=True), strict=True):
        assert np.allclose(both.first[face].mean(axis=0), one.centre, atol=3)
        assert np.allclose(both.last[face].mean(axis=0), other.centre, atol=3)


@pytest.mark.parametrize("wild", [12, 40])
def test_triangles_never_turn_over_however_the_points_are_mixed(wild: int) -> None:
    random = np.random.default_rng(4)
    rim = rim_of((100, 100))
    one = np.vstack([random.uniform(20, 80, (60, 2)), rim])
    other = np.vstack([one[:60] + random.normal(0, wild, (60, 2)), rim])

    kept, corners = unfolded(one, other)

    a, b = one[kept], other[kept]
    signs = np.sign(areas(((a + b) / 2)[corners]))
    for t in (0.0, 0.25, 0.75, 1.0):
        assert np.all(areas(((1 - t) * a + t * b)[corners]) * signs > 0)
    assert len(kept) > len(rim)


def test_a_face_that_cannot_become_the_other_without_folds_is_faded_over() -> None:
    one, other = a_shape((80, 60), 60, seed=1), a_shape((80, 60), 60, seed=2)
    first, last = np.full((120, 160, 3), 40, np.uint8), np.full((120, 160, 3), 200, np.uint8)

    made = Morph([one], [other], size=(160, 120))

    assert made.faces == []
    assert [float(made.at(first, last, t).mean()) for t in (0.3, 0.9)] == [40, 200]
    assert 40 < made.at(first, last, 0.5).mean() < 200


def test_a_whole_face_keeps_all_its_points() -> None:
    one, other = a_shape((50, 60), 40), a_shape((100, 55), 50)

    kept = Morph([one], [other], size=(160, 120))

    assert len(kept.faces[0]) == SKIN


@pytest.mark.parametrize("sides", [([], []), ([a_shape((50, 60), 40)], [])])
def test_a_morph_without_a_face_on_each_side_is_refused(sides: tuple[list[Shape], list[Shape]]) -> None:
    with pytest.raises(ValueError, match="as many faces"):
        Morph(*sides, size=SIZE)


def test_there_is_no_morph_of_pictures_without_faces(pair: tuple[Picture, Picture]) -> None:
    assert morph.morph_of(pair[0], np.zeros_like(pair[0])) is None


def test_hair_and_shoulders_are_found_around_a_face(pair: tuple[Picture, Picture]) -> None:
    (shape,) = shapes_of(pair[0])

    known = ~np.isnan(shape.outline[:, 0])
    reach: AnyArray = np.linalg.norm(shape.outline - shape.centre, axis=1)
    face = float(np.ptp(shape.mesh, axis=0).max())

    assert known.sum() > RAYS / 3
    assert np.nanmin(reach) > 0.4 * face
    crown = float(reach[0])
    assert 0.55 * face < crown < 1.3 * face, "hair above the brows, no higher than a head"


def test_hair_that_one_picture_cuts_goes_on_as_far_as_in_the_other() -> None:
    whole, close = portrait(60, 0, 400), portrait(110, 40, 260)
    (seen,), (cut,) = shapes_of(whole), shapes_of(close)
    assert cut.cut[0], "the crown lies above the rim"
    assert not seen.cut[0]

    first, last = held(seen, cut)

    crown = last[np.argmin(last[:, 1])]
    faces = [float(np.ptp(shape.mesh, axis=0).max()) for shape in (seen, cut)]
    there = float(np.linalg.norm(first[np.argmin(first[:, 1])] - seen.centre)) / faces[0]
    assert crown[1] < 0
    assert float(np.linalg.norm(crown - cut.centre)) / faces[1] == pytest.approx(there, rel=0.25)


def test_outlines_are_left_out_where_they_are_not_wanted(pair: tuple[Picture, Picture]) -> None:
    (shape,) = shapes_of(pair[0], outlines=False)

    assert np.isnan(shape.outline).all()
    assert shape.mesh.shape == (SKIN, 2)


def test_small_faces_are_not_held_on_to() -> None:
    wide = np.full((700, 900, 3), 128, np.uint8)
    wide[300:340, 400:440] = resized(astronaut()[40:220, 140:320], (40, 40))

    assert shapes_of(wide) == ()


def test_a_copy_of_a_picture_has_the_same_shape_in_its_own_pixels(pair: tuple[Picture, Picture]) -> None:
    (large,) = shapes_of(resized(pair[0], (640, 480)), outlines=False)
    (small,) = shapes_of(pair[0], outlines=False)

    scaled = large.scaled((0.5, 0.5))

    assert float(np.linalg.norm(scaled.mesh - small.mesh, axis=1).mean()) < 1.5
