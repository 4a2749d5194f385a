"""How surely a picture or a clip shows the person, and which of its frames do not."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skimage import data

from reklamai.media.faces import find_faces, identity
from reklamai.media.mattes.model import Missing
from reklamai.media.samples import Sample
from soulids.media.calibration import OWN, calibrate
from soulids.media.likeness import Likeness, Looked, look, look_through, of_frames, of_picture

KNOWN = calibrate([0.18, 0.2, 0.21, 0.19])
APART = st.lists(st.floats(0.0, 1.41), min_size=1, max_size=5).map(sorted)


@pytest.fixture(scope="module")
def astronaut():
    picture = np.ascontiguousarray(data.astronaut())
    (face,) = [face for face in find_faces(picture) if face.has_mesh]
    return picture, identity.vector(picture, face)


@given(APART)
def test_of_several_faces_the_likest_counts_and_all_are_told(apart):
    found = of_picture(Looked(tuple(apart), len(apart) + 1), KNOWN)

    assert isinstance(found, Likeness)
    assert found.value == found.facts["per_face"][0] == max(found.facts["per_face"])
    assert found.distance == pytest.approx(apart[0], abs=1e-4)
    assert found.facts["faces"] == len(apart) + 1


@pytest.mark.parametrize(
    ("apart", "level"),
    [(KNOWN.usual, "same"), (KNOWN.threshold, "unsure"), (0.55, "other")],
    ids=["as their own photos", "at their threshold", "a usual stranger"],
)
def test_the_level_follows_from_the_persons_own_calibration(apart, level):
    assert of_picture(Looked((apart,), 1), KNOWN).level == level


def test_the_same_distance_says_less_of_somebody_whose_photos_are_alike():
    wide = calibrate([0.3, 0.34, 0.28, 0.36])

    assert of_picture(Looked((0.33,), 1), wide).value > of_picture(Looked((0.33,), 1), calibrate([OWN])).value


def test_nobody_is_told_from_somebody_who_looks_away():
    assert of_picture(Looked((), 0), KNOWN) == Missing("no_face_in_result")
    assert of_picture(Looked((), 2), KNOWN) == Missing("face_too_turned")
    assert of_frames([Looked((), 0, 0.5), Looked((), 0, 1.5)], KNOWN) == Missing("no_face_in_result")
    assert of_frames([Looked((), 0, 0.5), Looked((), 1, 1.5)], KNOWN) == Missing("face_too_turned")


def frames(*apart):
    return [Looked(() if each is None else (each,), each is not None, index * 2.0) for index, each in enumerate(apart)]


def test_a_clip_has_the_score_of_its_middle_frame_and_names_the_worst():
    found = of_frames(frames(0.2, 0.21, 0.6, 0.2, 0.22), KNOWN)

    assert found.value == found.facts["median"] == round(KNOWN.score(0.21), 1)
    assert found.facts["worst"] == round(KNOWN.score(0.6), 1)
    assert found.facts["dips"] == [4.0]
    assert [each["at_s"] for each in found.facts["frames"]] == [0.0, 2.0, 4.0, 6.0, 8.0]


def test_frames_without_a_face_are_told_and_do_not_count():
    found = of_frames(frames(0.2, None, 0.2, None), KNOWN)

    assert (found.facts["measured"], found.facts["of"]) == (2, 4)
    assert [each["value"] is None for each in found.facts["frames"]] == [False, True, False, True]
    assert found.value == round(KNOWN.score(0.2), 1)
    assert found.facts["dips"] == []


def test_a_frame_that_is_much_less_like_is_a_dip_though_it_is_still_the_person():
    less = next(each for each in np.arange(0.2, 0.5, 0.001) if KNOWN.score(each) < 62)
    assert KNOWN.score(less) > 50

    assert of_frames(frames(0.18, 0.18, float(less)), KNOWN).facts["dips"] == [4.0]


@given(st.lists(st.one_of(st.none(), st.floats(0.0, 1.41)), min_size=1, max_size=9))
def test_whatever_a_clip_shows_its_facts_are_json_and_the_middle_lies_between(apart):
    found = of_frames(frames(*apart), KNOWN)

    if isinstance(found, Missing):
        assert all(each is None for each in apart)
    else:
        values = [each["value"] for each in json.loads(json.dumps(found.facts))["frames"] if each["value"] is not None]
        assert min(values) == found.facts["worst"] <= found.value <= max(values)
        assert "embedding" not in json.dumps(found.facts)


def test_a_person_is_found_in_their_picture_at_any_size(astronaut):
    picture, person = astronaut
    large = np.ascontiguousarray(np.repeat(np.repeat(picture, 4, axis=0), 4, axis=1))

    assert look(picture, person).apart == pytest.approx((0.0,), abs=1e-6)
    assert look(large, person).apart[0] < 0.15


def test_a_picture_of_nobody_has_no_face(astronaut):
    found = look(np.full((200, 300, 3), 128, np.uint8), astronaut[1])

    assert found == Looked((), 0)


def test_looking_through_a_clip_ends_with_its_time_but_not_before_three_frames(astronaut):
    grey = np.full((90, 160, 3), 128, np.uint8)
    seen = []

    def without_end():
        for index in range(1000):
            seen.append(index)
            yield Sample(10.0 - index, grey)

    found = look_through(without_end(), astronaut[1], patience_s=0)

    assert len(seen) == len(found) == 3
    assert [each.at_s for each in found] == [8.0, 9.0, 10.0]
