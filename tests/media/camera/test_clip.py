"""Clips on disk: what they are, that they can be stopped, and that they repeat."""

import hashlib
import time
from dataclasses import replace
from fractions import Fraction

import av
import cv2
import numpy as np
import psutil
import pytest

from reklamai.core.errors import BadInput, Cancelled
from reklamai.media.camera.clip import render_clip
from reklamai.media.camera.look import Look
from reklamai.media.probe import probe
from reklamai.media.scene.compose import flatten
from reklamai.media.words.reading import Move
from tests.media.camera.scenes import film, frames, scene
from tests.processes import still_there


def rendered(out, *moves, **more):
    asked = {"seconds": 1.0, "fps": 24, "seed": 3, "look": Look.clean()} | more
    return render_clip(
        more.pop("of", None) or scene(), moves=moves, out=out, **{k: v for k, v in asked.items() if k != "of"}
    )


def decoded(path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def ffmpegs() -> list[psutil.Process]:
    return still_there("ffmpeg")


@pytest.mark.parametrize(("seconds", "fps", "count"), [(1.0, 24, 24), (0.5, 60, 30), (1.0, Fraction(30000, 1001), 30)])
def test_a_clip_has_the_stated_frames_and_length(tmp_path, seconds, fps, count):
    facts = rendered(tmp_path / "clip.mp4", Move.DOLLY_IN, seconds=seconds, fps=fps)

    found = probe(tmp_path / "clip.mp4")
    assert (found.codec, found.pixel_format, found.width, found.height) == ("h264", "yuv420p", 384, 216)
    assert found.frames == facts.frames == count
    assert found.fps == facts.fps == fps
    assert found.duration_s == pytest.approx(facts.seconds, abs=1e-3)


def test_its_index_stands_before_its_frames(tmp_path):
    rendered(tmp_path / "clip.mp4", Move.STATIC)

    content = (tmp_path / "clip.mp4").read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


@pytest.mark.parametrize(
    "move", [Move.STATIC, Move.DOLLY_IN, Move.ORBIT_LEFT, Move.DOLLY_ZOOM, Move.HANDHELD, Move.ROLL]
)
def test_the_first_frame_is_the_scene_itself(tmp_path, move):
    rendered(tmp_path / "clip.mp4", move)

    soft = [cv2.GaussianBlur(picture, (0, 0), 1.5) for picture in (decoded(tmp_path / "clip.mp4")[0], flatten(scene()))]

    assert cv2.PSNR(*soft) > 35  # softened: 4:2:0 takes the colour of single pixels


def test_colours_come_back_as_they_were(tmp_path):
    patches = scene()
    colours = np.array([(200, 30, 40), (40, 160, 60), (30, 60, 190), (235, 225, 60), (128, 128, 128), (250, 250, 250)])
    sky = patches.layers[0]
    height, width = sky.pixels.shape[:2]
    plain = np.repeat(np.repeat(colours.reshape(2, 3, 3), height // 2, axis=0), width // 3 + 1, axis=1)[:, :width]
    pixels = np.dstack([plain, np.full(plain.shape[:2], 255)]).astype(np.uint8)
    box = (*sky.box[:3], sky.box[3] * plain.shape[0] / height)
    only = replace(patches, layers=(replace(sky, pixels=pixels, box=box),), face_box=None)

    render_clip(only, moves=[], seconds=0.2, fps=24, seed=1, out=tmp_path / "clip.mp4", look=Look.clean())

    first, wanted = decoded(tmp_path / "clip.mp4")[0].astype(int), flatten(only).astype(int)
    away = cv2.erode(
        (np.abs(cv2.Laplacian(wanted.astype(np.float32), -1)).max(axis=2) == 0).astype(np.uint8), np.ones((9, 9))
    )
    assert np.abs(first - wanted)[away > 0].max() <= 8


def test_the_same_seed_gives_the_same_frames_and_another_one_others(tmp_path):
    look = Look.film()
    hashes = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        rendered(tmp_path / f"{name}.mp4", Move.HANDHELD, seed=seed, look=look)
        hashes.append(hashlib.sha256(b"".join(f.tobytes() for f in decoded(tmp_path / f"{name}.mp4"))).hexdigest())

    assert hashes[0] == hashes[1] != hashes[2]


def test_progress_is_told_often_and_ends_at_one(tmp_path):
    told: list[tuple[float, float]] = []

    def report(stage: str, share: float) -> None:
        assert stage == "frames"
        told.append((time.monotonic(), share))

    rendered(tmp_path / "clip.mp4", Move.ORBIT_LEFT, seconds=4.0, of=scene((640, 360)), report=report)

    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert len(told) > 5


def test_a_cancelled_clip_leaves_neither_ffmpeg_nor_file(tmp_path):
    def report(stage: str, share: float) -> None:
        if share > 0.2:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        rendered(tmp_path / "clip.mp4", Move.DOLLY_IN, seconds=20.0, report=report)

    assert ffmpegs() == []
    assert list(tmp_path.iterdir()) == []


def test_a_move_that_cannot_be_made_leaves_nothing(tmp_path):
    with pytest.raises(BadInput):
        rendered(tmp_path / "clip.mp4", Move.PAN_LEFT, easing="bounce")

    assert list(tmp_path.iterdir()) == []


def test_an_odd_frame_loses_its_last_row_and_column(tmp_path):
    facts = rendered(tmp_path / "clip.mp4", Move.ZOOM_IN, of=scene((385, 217)))

    assert facts.size == (384, 216)
    assert (probe(tmp_path / "clip.mp4").width, probe(tmp_path / "clip.mp4").height) == (384, 216)


def test_opencv_gets_its_threads_back(tmp_path):
    before = cv2.getNumThreads()

    rendered(tmp_path / "clip.mp4", Move.STATIC, seconds=0.1)

    assert cv2.getNumThreads() == before


def test_memory_does_not_grow_with_the_clip(tmp_path):
    process = psutil.Process()
    rendered(tmp_path / "short.mp4", Move.DOLLY_IN, seconds=1.0, of=scene((640, 360)))
    before = process.memory_info().rss

    rendered(tmp_path / "long.mp4", Move.DOLLY_IN, seconds=20.0, of=scene((640, 360)))

    assert process.memory_info().rss - before < 40_000_000  # its 480 frames are 166 MB


def test_a_still_camera_draws_once(tmp_path):
    drawn = frames(film([Move.STATIC], look=Look(grain=2.0)))

    rows = drawn.shape[1] * 2 // 3
    assert (drawn[:, rows:] == drawn[0, rows:]).all()
    assert not (drawn[1, :rows] == drawn[0, :rows]).all()
