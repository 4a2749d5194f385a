"""Scores of finished results, as the hall asks for them: real pictures, real clips, sentences in two languages."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from skimage import data

from anchors.media.extract import extract
from anchors.media.likeness.model import NAMES
from anchors.scores import AnchorScores
from anchors.verdicts import LEVELS, REASONS
from reklamai.media.ffmpeg import frames_writer
from reklamai.media.pictures import save_picture
from studio.engines.base import Job, Reference, Result, ResultFile

PARTS = {"face": "face", "clothing": "clothing", "lighting": "light", "environment": "place"}


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """References as the hall hands them over, cut from one photo."""
    folder = tmp_path_factory.mktemp("held")
    found = extract(data.astronaut())
    facts = found.features.as_json()
    references = {}
    for element, part in PARTS.items():
        path = folder / f"{element}.png"
        save_picture(found.cuts[element], path)
        references[element] = Reference(role="", path=path, source="anchor", element=element, facts=facts[part])
    return references


def job(*references, workdir=Path(), language="en"):
    return Job(
        id="1", kind="text_to_image", entry=None, prompt="", seed=1, parameters={}, workdir=workdir,
        references=references, language=language,
    )  # fmt: skip


def result(picture, folder, name="result.png"):
    save_picture(picture, folder / name)
    return Result(files=(ResultFile(folder / name),))


def test_an_order_that_holds_to_nothing_has_no_scores(tmp_path, held):
    made = result(data.astronaut(), tmp_path)
    plain = Reference(role="style", path=held["face"].path)

    assert AnchorScores().score(job(), made) == {}
    assert AnchorScores().score(job(plain), made) == {}
    assert AnchorScores().score(job(held["face"]), Result(files=())) == {}


def test_the_same_picture_a_stop_darker_keeps_all_that_was_held(tmp_path, held):
    darker = cv2.convertScaleAbs(np.ascontiguousarray(data.astronaut()), alpha=0.73)  # a stop, in screen values

    scores = AnchorScores().score(job(*held.values()), result(darker, tmp_path))

    assert set(scores) == {"face", "clothing", "lighting", "place"}
    assert {name: score.facts["level"] for name, score in scores.items()} == dict.fromkeys(scores, "same")
    assert all(isinstance(score.value, int) and score.value >= 80 for score in scores.values())
    assert scores["face"].says == "The same face."


def test_a_picture_without_people_is_told_so_and_gets_no_made_up_number(tmp_path, held):
    scores = AnchorScores().score(job(*held.values()), result(data.coffee(), tmp_path))

    assert scores["face"].value is None
    assert scores["face"].facts == {"because": "no_face_in_result"}
    assert scores["clothing"].facts == {"because": "no_person_in_result"}
    assert scores["face"].says.startswith("Not measured")
    assert scores["place"].value < 40


def test_sentences_are_in_the_language_of_the_order(tmp_path, held):
    made = result(data.coffee(), tmp_path)

    english = AnchorScores().score(job(held["face"]), made)["face"].says
    russian = AnchorScores().score(job(held["face"], language="ru"), made)["face"].says

    assert english == "Not measured: no face that could be compared was found in the result."
    assert russian == "Не измерено: в результате не найдено лица, которое можно сравнить."


def test_a_result_that_cannot_be_read_is_told_so(tmp_path, held):
    broken = tmp_path / "result.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n, and nothing more")

    scores = AnchorScores().score(job(held["face"], held["clothing"]), Result(files=(ResultFile(broken),)))

    assert {name: score.facts["because"] for name, score in scores.items()} == {
        "face": "result_unreadable",
        "clothing": "result_unreadable",
    }


def test_a_reference_whose_file_is_gone_is_told_so(tmp_path, held):
    gone = Reference(role="", path=tmp_path / "gone.png", source="anchor", element="clothing")

    scores = AnchorScores().score(job(gone), result(data.astronaut(), tmp_path))

    assert scores["clothing"].facts == {"because": "reference_unreadable"}


def test_the_first_of_two_references_for_one_element_counts(tmp_path, held):
    gone = Reference(role="", path=tmp_path / "gone.png", source="anchor", element="environment")

    scores = AnchorScores().score(job(held["environment"], gone), result(data.astronaut(), tmp_path))

    assert scores["place"].value >= 80


def test_a_clip_is_scored_by_its_median_frame_and_tells_the_worst(tmp_path, held):
    clip = tmp_path / "result.mp4"
    shot = cv2.resize(np.ascontiguousarray(data.astronaut()), (320, 320), interpolation=cv2.INTER_AREA)
    with frames_writer(clip, size=(320, 320), fps=12) as writer:
        for index in range(36):  # the last fifth shows nobody
            frame = shot if index < 29 else np.full_like(shot, 120)
            writer.write(cv2.cvtColor(frame, cv2.COLOR_RGB2YUV_I420))

    scores = AnchorScores().score(job(held["face"], held["environment"]), Result(files=(ResultFile(clip),)))

    assert scores["face"].value >= 80
    facts = scores["face"].facts
    assert 3 <= facts["of"] <= 5, "fewer where the machine is slow"
    assert facts["frames"] == facts["of"] - 1, "the one without anybody was not measured"
    assert scores["place"].value >= 80 > scores["place"].facts["worst"]


def test_a_sound_is_not_scored(tmp_path, held):
    import wave

    with wave.open(str(tmp_path / "voice.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(16000))

    assert AnchorScores().score(job(held["face"]), Result(files=(ResultFile(tmp_path / "voice.wav"),))) == {}


def test_every_score_has_a_sentence_for_each_level():
    assert set(LEVELS) == set(NAMES)
    assert all(set(each) == {"same", "close", "unsure", "other"} for each in LEVELS.values())
    assert all(str(says).startswith("Not measured: ") for says in REASONS.values())
