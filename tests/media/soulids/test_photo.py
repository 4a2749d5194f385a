"""One photo of somebody, judged."""

import json
from dataclasses import replace

import cv2
import numpy as np
import pytest
from skimage import data

from reklamai.media.faces import identity
from soulids.media.framing import Framing, Pose
from soulids.media.photo import PhotoFacts, counting, judge
from soulids.media.verdicts import Verdict
from tests.media.anchors.people import two_people
from tests.media.faces.photos import astronaut, mirrored, on_wall, scaled
from tests.media.soulids.people import blurred, exposed, her, her_face


def test_a_clear_portrait_is_kept_and_its_face_is_measured() -> None:
    facts = her()

    # her face is about 100 pixels wide, which is small for a photo of somebody to be trained
    assert facts.verdict is Verdict.WEAK and facts.reasons == ("face_small",) and facts.advice == ("come_closer",)
    assert facts.faces == 1 and facts.size == (512, 512)
    assert facts.face is not None and 80 < facts.face.width_px < 120
    assert abs(facts.face.yaw) < 12 and facts.face.poses == {Pose.FRONT}


def test_the_same_portrait_twice_as_large_is_accepted() -> None:
    facts = judge(scaled(2)(astronaut()))

    assert facts.verdict is Verdict.ACCEPTED
    assert facts.reasons == () and facts.advice == ()


def test_the_vector_is_that_of_the_house() -> None:
    vector = her().vector

    assert vector is not None and vector.shape == (512,)
    assert np.array_equal(vector, identity.vector(astronaut(), her_face()))


def test_an_empty_wall_shows_nobody() -> None:
    facts = judge(np.full((400, 400, 3), 150, np.uint8))

    assert facts.verdict is Verdict.REFUSED and facts.reasons == ("no_face",) and facts.advice == ("show_the_face",)
    assert facts.faces == 0 and facts.face is None and facts.vector is None and not facts.usable


def test_a_thing_shows_nobody() -> None:
    assert judge(data.coffee()).reasons == ("no_face",)


def test_two_people_are_refused_as_nobody_knows_who_is_meant() -> None:
    facts = judge(two_people()[0])

    assert facts.verdict is Verdict.REFUSED and facts.reasons == ("several_faces",)
    assert facts.advice == ("one_person_only",)
    assert facts.faces == 2 and facts.face is None and facts.vector is None


def test_a_passer_by_does_not_count() -> None:
    large = scaled(2)(astronaut())
    face = her_face()

    passer = replace(face, box=(0, 0, round(0.29 * face.box[2]), 20))

    assert counting((face, passer)) == (face,)
    assert counting((face, replace(passer, box=(0, 0, round(0.31 * face.box[2]) + 1, 20))))[1:]
    assert judge(on_wall(large, size=(1500, 1100), at=(200, 60))).faces == 1


def test_a_face_too_small_is_refused_and_says_to_come_closer() -> None:
    facts = judge(on_wall(scaled(0.4)(astronaut()), size=(600, 600), at=(150, 150)))

    assert facts.verdict is Verdict.REFUSED and facts.reasons[0] == "face_too_small"
    assert facts.advice[0] == "come_closer" and "no_colour" not in facts.reasons


def test_a_face_out_of_focus_is_refused() -> None:
    facts = judge(blurred(scaled(2)(astronaut()), face_px=200, sigma=1.5))

    assert facts.verdict is Verdict.REFUSED and "blurred" in facts.reasons and "hold_still" in facts.advice


def test_a_photo_far_too_dark_is_refused_for_the_light_and_not_for_its_focus() -> None:
    facts = judge(exposed(scaled(2)(astronaut()), stops=-5))

    assert facts.verdict is Verdict.REFUSED
    assert facts.reasons[0] == "too_dark" and "blurred" not in facts.reasons and facts.advice[0] == "more_light"


def test_a_photo_far_too_bright_is_refused() -> None:
    facts = judge(exposed(scaled(2)(astronaut()), stops=2.5))

    assert facts.verdict is Verdict.REFUSED
    assert "too_bright" in facts.reasons and "less_light" in facts.advice and "no_colour" not in facts.reasons


def test_a_grey_photo_is_kept_as_a_weak_one() -> None:
    grey = scaled(2)(astronaut()).mean(axis=2, keepdims=True).repeat(3, axis=2).astype(np.uint8)

    facts = judge(grey)

    assert facts.verdict is Verdict.WEAK and facts.reasons == ("no_colour",)
    assert facts.face is not None and facts.face.skin_lab is None and facts.face.hair_lab is None


def test_a_face_cut_by_the_rim_is_not_clear() -> None:
    x, _, width, _ = her_face().box
    facts = judge(np.ascontiguousarray(scaled(3)(astronaut())[:, 3 * (x + width // 2 + 6) :]))

    assert facts.verdict is Verdict.REFUSED and facts.face is None
    assert facts.reasons in {("face_unclear",), ("no_face",)} and facts.advice == ("show_the_face",)


def test_a_close_crop_is_a_close_up() -> None:
    x, y, width, height = (3 * value for value in her_face().box)
    crop = scaled(3)(astronaut())[y - height // 2 : y + round(1.4 * height), x - width // 2 : x + round(1.5 * width)]

    face = judge(np.ascontiguousarray(crop)).face

    assert face is not None and face.framing is Framing.CLOSE_UP and Pose.CLOSE_UP in face.poses


def test_hashes_tell_the_photo_and_its_mirror() -> None:
    other = judge(mirrored(astronaut()))

    assert other.hash == her().mirror_hash and other.mirror_hash == her().hash
    assert her().hash != her().mirror_hash


def test_facts_survive_their_json_form() -> None:
    written = json.loads(json.dumps(her().as_json()))

    again = PhotoFacts.from_json(written, vector=her().vector)

    assert "vector" not in {key for key, value in written.items() if value is not None}
    assert again == her() and again.face == her().face
    assert again.verdict is Verdict.WEAK and again.face is not None and again.face.framing is Framing.SHOULDERS
    assert again.vector is her().vector


def test_facts_without_a_face_survive_too() -> None:
    facts = judge(np.full((64, 64, 3), 90, np.uint8))

    assert PhotoFacts.from_json(json.loads(json.dumps(facts.as_json())), vector=None) == facts


@pytest.mark.parametrize(
    "broken", [None, [], {}, {"version": 0}, {"version": 1}, {"version": 1, "size": 3, "verdict": "accepted"}]
)
def test_facts_of_another_form_are_told(broken: object) -> None:
    with pytest.raises(ValueError, match="no facts of this version"):
        PhotoFacts.from_json(broken, vector=None)


@pytest.mark.parametrize("shape", [(10, 10), (10, 10, 4), (0, 10, 3)])
def test_what_is_no_picture_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="expected"):
        judge(np.zeros(shape, np.uint8))


def test_a_photo_turned_by_the_camera_is_still_hers() -> None:
    turned = cv2.rotate(scaled(2)(astronaut())[100:700, 200:700], cv2.ROTATE_90_CLOCKWISE)

    facts = judge(turned)

    assert facts.face is None or identity.distance(facts.vector, her().vector) < identity.SAME
