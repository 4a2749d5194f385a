"""The likeness on results: who is measured, by whose scorer, and how it is said."""

from __future__ import annotations

import json
import re

import cv2
import numpy as np
import pytest
from skimage import data

from anchors.scores import AnchorScores
from reklamai.media.faces import find_faces, identity
from reklamai.media.ffmpeg import frames_writer
from reklamai.media.pictures import save_picture
from soulids.media.calibration import calibrate
from soulids.scores import Likeness
from studio.catalogue.entry import parse
from studio.engines.base import Job, Reference, Result, ResultFile

ENTRY = parse({"model": "m", "title": "M", "kind": "text_to_image", "output": "image"})
KNOWN = calibrate([0.18, 0.2, 0.21, 0.19])
SOUL = "7f4c6a52-7f0b-4c4b-9a39-1b0f2c4c9d11"


@pytest.fixture(scope="module")
def astronaut():
    picture = np.ascontiguousarray(data.astronaut())
    (face,) = [face for face in find_faces(picture) if face.has_mesh]
    return picture, identity.vector(picture, face)


def of_soul(person, **facts):
    told = {"embedding": [float(each) for each in person], "calibration": KNOWN.as_json(), **facts}
    return Reference(role="", source="soulid", source_id=SOUL, element="face", facts=told)


def job(tmp_path, *references, language="en"):
    return Job(
        id="1", kind="text_to_image", entry=ENTRY, prompt="", seed=1, parameters={}, workdir=tmp_path,
        references=references, language=language,
    )  # fmt: skip


def made(path):
    return Result(files=(ResultFile(path),))


def saved(picture, path):
    save_picture(picture, path)
    return made(path)


def clip(path, *pictures, seconds=2):
    """A clip in which each picture stands for so long; 10 frames a second."""
    height, width = pictures[0].shape[:2]
    with frames_writer(path, size=(width, height), fps=10) as writer:
        for picture in pictures:
            for _ in range(10 * seconds):
                writer.write(cv2.cvtColor(picture, cv2.COLOR_RGB2YUV_I420))
    return made(path)


@pytest.fixture(scope="module")
def stranger():
    """Numbers as far from the astronaut's as a stranger's are, and farther."""
    numbers = np.random.default_rng(3).normal(size=512)
    return np.asarray(numbers / np.linalg.norm(numbers), np.float32)


def test_a_result_with_the_persons_face_is_that_person(tmp_path, astronaut):
    picture, person = astronaut

    score = Likeness().score(job(tmp_path, of_soul(person)), saved(picture, tmp_path / "a.png"))["face"]

    assert score.value > 95
    assert score.says == "The person of the Soul ID."
    assert score.facts["soulid"] == SOUL
    assert score.facts["distance"] == pytest.approx(0, abs=1e-3)
    assert score.facts["threshold"] == pytest.approx(KNOWN.threshold, abs=1e-3)


def test_another_face_is_somebody_else(tmp_path, astronaut, stranger):
    score = Likeness().score(job(tmp_path, of_soul(stranger)), saved(astronaut[0], tmp_path / "a.png"))["face"]

    assert score.value < 5
    assert score.says == "Somebody else than the person of the Soul ID."


def test_the_sentence_is_in_the_language_of_the_order(tmp_path, astronaut):
    result = saved(np.full((90, 90, 3), 99, np.uint8), tmp_path / "a.png")

    score = Likeness().score(job(tmp_path, of_soul(astronaut[1]), language="ru"), result)["face"]

    assert (score.value, score.facts["because"]) == (None, "no_face_in_result")
    assert score.says == "Не измерено: лица в результате не видно."


def test_a_clip_names_the_moments_at_which_nobody_is_seen(tmp_path, astronaut):
    picture, person = astronaut
    half = np.ascontiguousarray(picture[::2, ::2])

    score = Likeness().score(job(tmp_path, of_soul(person)), clip(tmp_path / "a.mp4", half, np.full_like(half, 128)))
    face = score["face"]

    assert face.value > 80
    seen = {each["at_s"]: each["value"] for each in face.facts["frames"]}
    assert len(seen) == 5
    assert all((value is not None) == (at_s < 2) for at_s, value in seen.items())
    assert re.search(r"In [23] of 5 frames no face can be measured\.", face.says)


def test_dips_are_named_by_their_times():
    from soulids.media.likeness import Looked, of_frames
    from soulids.sentences import sentence

    apart = [0.2] * 6 + [0.7] * 3
    frames = [Looked((each,), 1, 65.0 + 2 * index) for index, each in enumerate(apart)]

    assert sentence(of_frames(frames, KNOWN)) == "The person of the Soul ID. Less like at 1:17, 1:19, 1:21."


def test_no_fact_holds_a_number_of_the_face(tmp_path, astronaut):
    picture, person = astronaut

    score = Likeness().score(job(tmp_path, of_soul(person)), saved(picture, tmp_path / "a.png"))["face"]

    told = json.dumps(score.as_json())
    assert len(told) < 600
    assert not any(f"{each:.5f}" in told for each in person[np.abs(person) > 0.01])


@pytest.mark.parametrize(
    "references",
    [
        (),
        (Reference(role="", source="anchor", element="face"),),
        (Reference(role="", source="soulid", source_id=SOUL, element="face"),),
    ],
    ids=["nobody", "an anchor", "a person who was deleted meanwhile"],
)
def test_an_order_without_a_person_is_not_measured(tmp_path, astronaut, references):
    result = saved(astronaut[0], tmp_path / "a.png")

    assert Likeness().score(job(tmp_path, *references), result) == {}


def test_a_result_that_cannot_be_read_is_told(tmp_path, astronaut):
    broken = tmp_path / "a.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\nnothing")

    score = Likeness().score(job(tmp_path, of_soul(astronaut[1])), made(broken))["face"]

    assert score.facts["because"] == "result_unreadable"


def test_anchors_leave_a_persons_face_to_this_room(tmp_path, astronaut):
    picture, person = astronaut

    assert AnchorScores().score(job(tmp_path, of_soul(person)), saved(picture, tmp_path / "a.png")) == {}


def test_a_person_without_a_calibration_is_measured_by_the_usual_one(tmp_path, astronaut):
    picture, person = astronaut

    score = Likeness().score(job(tmp_path, of_soul(person, calibration=None)), saved(picture, tmp_path / "a.png"))

    assert score["face"].value > 90
