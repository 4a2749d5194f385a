"""Sketches and animatics as our own engines make them: real pixels, a real encoder, frames counted."""

import av
import numpy as np
import pytest
from PIL import Image

from studio.catalogue.entry import Entry
from studio.engines.base import Job, Reference
from tests.video.sketching import a_clip
from video.animatic_engine import AnimaticEngine, SketchEngine
from video.timeline import CLIPS_ROLE

ENTRY = Entry(id="animatic-shot", provider="local", title="", kind="animatic_shot", output="video")


def quietly(stage, share):
    pass


@pytest.fixture
def job(tmp_path):
    def made(**given):
        return Job(
            **{
                "id": "1",
                "kind": "animatic_shot",
                "entry": ENTRY,
                "prompt": "",
                "seed": 1,
                "workdir": tmp_path,
                **given,
            }
        )

    return made


def seen(path):
    """Frames as grey planes, and the numbers of the key frames."""
    with av.open(str(path)) as clip:
        frames = [(frame.to_ndarray(format="gray"), frame.key_frame) for frame in clip.decode(video=0)]
    return [plane for plane, _key in frames], [number for number, (_plane, key) in enumerate(frames) if key]


@pytest.fixture
def halves(tmp_path):
    """A picture that is dark on the left and bright on the right."""
    path = tmp_path / "halves.png"
    pixels = np.full((540, 960, 3), 40, np.uint8)
    pixels[:, 480:] = 210
    Image.fromarray(pixels).save(path)
    return path


def test_a_sketch_is_1080p_at_24_frames_with_a_key_frame_each_half_second(job, halves):
    asked = {"aspect_ratio": "16:9", "resolution": "1080p", "duration": 2}

    [file] = SketchEngine().run(job(parameters=asked, start_frame=halves, prompt="static camera"), quietly).files

    frames, keys = seen(file.path)
    assert len(frames) == 48
    assert frames[0].shape == (1080, 1920)
    assert keys == [0, 12, 24, 36]
    assert frames[0][:, :400].mean() < 60 < 180 < frames[0][:, -400:].mean(), "the picture itself is shown"
    assert file.metadata["draft"] == "yes"


def test_a_sketch_has_no_grain(job, halves):
    asked = {"aspect_ratio": "9:16", "resolution": "1080p", "duration": 2}

    [file] = SketchEngine().run(job(parameters=asked, start_frame=halves, prompt="static camera"), quietly).files

    frames, _keys = seen(file.path)
    assert frames[0].shape == (1920, 1080)
    assert frames[5][400:1500, 20:200].std() < 1.5


def test_sketches_are_joined_to_the_frame(job, tmp_path):
    clips = [a_clip(tmp_path / f"{level}.mp4", seconds=2, level=level) for level in (40, 120, 200)]
    lent = tuple(Reference(role=CLIPS_ROLE, path=clip) for clip in clips)

    result = AnimaticEngine().run(job(parameters={"joins": "crossfade:0.5,cut"}, references=lent), quietly)

    frames, _keys = seen(result.files[0].path)
    assert len(frames) == 3 * 48 - 12
    levels = [frame.mean() for frame in frames]
    assert levels[0] == pytest.approx(levels[30], abs=3)
    assert levels[36] < levels[42] < levels[48], "both are seen while one becomes the other"
    assert levels[-49] == pytest.approx(levels[60], abs=3)
    assert levels[-1] - levels[-49] > 60, "a cut"


def test_sketches_that_are_cut_are_copied(job, tmp_path):
    clips = [a_clip(tmp_path / f"{level}.mp4", seconds=1, level=level) for level in (40, 120)]
    lent = tuple(Reference(role=CLIPS_ROLE, path=clip) for clip in clips)

    result = AnimaticEngine().run(job(parameters={"joins": "cut"}, references=lent), quietly)

    assert result.notes["joined"]["copied"]
    assert len(seen(result.files[0].path)[0]) == 48
