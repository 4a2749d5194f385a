"""Verdicts over pictures and clips: curves, medians, which frames, which of several people."""

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skimage import data

from anchors.media.features import LightFound
from anchors.media.likeness import Held, Likeness, frames, judge_frames, judge_picture
from anchors.media.likeness.curve import CURVES, Curve, likeness
from anchors.media.likeness.judge import over_frames
from anchors.media.likeness.model import NAMES
from reklamai.core.errors import MediaError
from reklamai.media.ffmpeg import frames_writer
from reklamai.media.mattes.model import Missing
from reklamai.media.pictures import save_picture
from reklamai.media.samples import spread


def of(value):
    return Likeness(value, 1 - value / 100, {"points": value})


@given(middle=st.floats(0.1, 2), width=st.floats(0.01, 1), near=st.floats(0, 3), farther=st.floats(0, 3))
def test_a_curve_falls_from_100_to_0_and_stands_at_50_in_the_middle(middle, width, near, farther):
    curve = Curve(middle, width)

    assert curve.score(middle) == 50
    assert 0 <= curve.score(near + farther) <= curve.score(near) <= 100


def test_a_curve_at_its_width_is_the_logistic_one():
    assert Curve(1.0, 0.2).score(0.8) == 73.1
    assert Curve(1.0, 0.2).score(1.2) == 26.9


def test_there_is_a_curve_for_every_score():
    assert set(CURVES) == set(NAMES)


@pytest.mark.parametrize(
    ("value", "level"), [(80, "same"), (79.9, "close"), (60, "close"), (40, "unsure"), (39, "other")]
)
def test_levels_begin_where_they_say(value, level):
    assert of(value).level == level


def test_facts_are_rounded_to_what_they_are_worth():
    assert likeness("face", 0.123456, faces=2).facts == {"faces": 2.0}
    assert likeness("face", 0.123456).distance == 0.1235


def test_a_clip_is_worth_its_median_and_tells_its_worst_frame():
    found = over_frames([of(90.0), of(20.0), of(80.0), Missing("no_face_in_result")])

    assert isinstance(found, Likeness)
    assert found.value == 80
    assert found.facts == {"points": 80.0, "worst": 20.0, "frames": 3.0, "of": 4.0}


def test_a_clip_none_of_whose_frames_can_be_measured_tells_the_commonest_reason():
    reasons = [Missing("place_hidden"), Missing("no_face_in_result"), Missing("no_face_in_result")]

    assert over_frames(reasons) == Missing("no_face_in_result")


@pytest.mark.parametrize("count", [1, 2, 5, 9])
def test_frames_are_visited_from_the_middle_outwards_each_once(count):
    order = spread(count)

    assert sorted(order) == list(range(count))
    assert order[0] == (count - 1) // 2
    assert set(order[:3]) >= {0, count - 1} or count < 3


def clip(path: Path, *, seconds: float, size=(128, 96)):
    """Frames that grow brighter: each tells when it is shown."""
    width, height = size
    total = round(seconds * 10)
    with frames_writer(path, size=size, fps=Fraction(10)) as writer:
        for index in range(total):
            frame = np.full((height * 3 // 2, width), 128, np.uint8)
            frame[:height] = 20 + round(200 * index / total)
            writer.write(frame)
    return path


@pytest.mark.parametrize(("seconds", "count"), [(1.0, 5), (12.0, 6), (30.0, 9)])
def test_frames_lie_evenly_over_a_clip(tmp_path, seconds, count):
    found = frames(clip(tmp_path / "clip.mp4", seconds=seconds))

    shades = sorted(float(frame.mean()) for frame in found)
    steps = np.diff(shades)
    assert len(found) == count
    assert float(found[0].mean()) == pytest.approx(shades[(count - 1) // 2])
    assert steps.min() > 0.6 * steps.mean()


def test_frames_are_made_small(tmp_path):
    assert frames(clip(tmp_path / "wide.mp4", seconds=1, size=(1280, 720)))[0].shape == (360, 640, 3)


def test_what_is_no_clip_is_refused(tmp_path):
    save_picture(np.zeros((8, 8, 3), np.uint8), tmp_path / "still.png")
    (tmp_path / "none.mp4").write_bytes(b"nothing")

    with pytest.raises(MediaError):
        frames(tmp_path / "none.mp4")


def test_a_clip_without_frames_is_not_measured(tmp_path):
    assert judge_frames([Held("face", tmp_path / "none.png")], []) == {"face": Missing("result_unreadable")}


def test_looking_at_a_clip_ends_with_its_time_but_not_before_three_frames(tmp_path):
    save_picture(data.coffee(), tmp_path / "cup.png")
    seen = []

    def without_end():
        while True:
            seen.append(1)
            yield data.coffee()

    found = judge_frames([Held("environment", tmp_path / "cup.png")], without_end(), patience_s=0)["place"]

    assert len(seen) == 3
    assert isinstance(found, Likeness)
    assert found.facts["of"] == 3


@pytest.fixture(scope="module")
def portrait(tmp_path_factory):
    path = tmp_path_factory.mktemp("held") / "face.png"
    save_picture(np.ascontiguousarray(data.astronaut()[:300, 80:380]), path)
    return path


def test_the_likest_of_several_faces_is_taken_even_if_another_is_larger(portrait):
    one = np.ascontiguousarray(data.astronaut())
    scene = np.full((640, 1100, 3), 128, np.uint8)
    # the same head with its features pulled apart is larger, and another person to the net
    stranger = cv2.resize(one[60:190, 150:290], (520, 340))
    scene[100:440, 40:560] = stranger
    scene[60:572, 580:1092] = one

    alone = judge_picture([Held("face", portrait)], scene[:, 580:])["face"]
    both = judge_picture([Held("face", portrait)], scene)["face"]

    assert isinstance(alone, Likeness) and isinstance(both, Likeness)
    assert both.value >= 80
    assert both.distance == pytest.approx(alone.distance, abs=0.1)


def test_an_order_that_holds_a_face_looks_for_nothing_else(portrait):
    assert set(judge_picture([Held("face", portrait)], data.astronaut())) == {"face"}


def test_a_reference_that_cannot_be_opened_is_told(tmp_path):
    gone = tmp_path / "gone.png"
    (tmp_path / "broken.png").write_bytes(b"\x89PNG")

    for path in (gone, tmp_path / "broken.png", None):
        assert judge_picture([Held("product", path)], data.coffee()) == {"product": Missing("reference_unreadable")}


LIGHT = {
    "azimuth": 290.0, "elevation": 35.0, "hardness": 0.4, "kelvin": 5200.0, "contrast": 1.2, "confidence": 0.8,
    "kelvin_confidence": 0.7,
}  # fmt: skip


def test_a_light_is_what_was_measured_of_the_reference_whatever_else_the_order_keeps(tmp_path):
    kept = {**LIGHT, "palette": [], "anchor": "7d2f"}

    assert Held("lighting", tmp_path / "gone.png", kept).light == LightFound(**LIGHT)


def test_a_light_without_facts_is_read_from_the_picture(portrait, tmp_path):
    assert isinstance(Held("lighting", portrait).light, LightFound)
    assert isinstance(Held("lighting", portrait, {"azimuth": "left"}).light, LightFound)
    assert judge_picture([Held("lighting", tmp_path / "gone.png")], data.coffee()) == {
        "lighting": Missing("no_light_in_reference")
    }


def test_a_reference_without_a_face_is_told(tmp_path):
    save_picture(data.coffee(), tmp_path / "cup.png")

    assert judge_picture([Held("face", tmp_path / "cup.png")], data.astronaut()) == {
        "face": Missing("no_face_in_reference")
    }
