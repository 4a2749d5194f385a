"""Drafts with a virtual camera: the engine does all of the plan itself, and its masters are what they say."""

from __future__ import annotations

import zipfile
from dataclasses import replace

import av
import cv2
import numpy as np
import pytest

from reklamai.media import pictures
from reklamai.media.cinema.model import Camerawork, Moving, Optics
from reklamai.media.probe import probe
from reklamai.media.sound import read_sound
from reklamai.media.words.reading import Move
from studio.catalogue.entry import parse
from studio.catalogue.vocabulary import VALUES
from studio.engines import drawing
from studio.engines.base import Job
from studio.engines.finishing import Finish
from studio.services import catalogue


@pytest.fixture
def draw(tmp_path):
    def job(work: Camerawork | None = None, *, kind="text_to_image", post=(), master=None, start=None, **changes):
        entry = next(
            parsed for parsed in (parse(data) for data in catalogue.entries()) if parsed.id.startswith("draft-")
            and parsed.kind == kind
        )  # fmt: skip
        workdir = tmp_path / "work"
        workdir.mkdir(exist_ok=True)
        plan = {"camerawork": work.as_json(), "post": list(post)} if work else {}
        plan |= {"master": {"resolution": "", "deep": True} | master} if master else {}
        parameters = {"aspect_ratio": "16:9", "resolution": "720p", "seed": 3, "duration": 0.25, "fps": 8}
        return Job(
            id="1", kind=kind, entry=entry, prompt="a perfume bottle in a studio", seed=3,
            parameters=parameters | changes, workdir=workdir, plan=plan, start_frame=start,
        )  # fmt: skip

    return job


def quiet(stage, share):
    pass


def test_a_picture_is_framed_by_the_lens_and_finished_here(draw):
    wide = drawing.picture(draw(Camerawork(optics=Optics(focal_mm=24, f_number=8))), quiet)
    wide_px = pictures.open_picture(wide.files[0].path).astype(float)

    plain = drawing.picture(draw(Camerawork(optics=Optics(focal_mm=35, f_number=8))), quiet)
    plain_px = pictures.open_picture(plain.files[0].path).astype(float)

    assert wide.finished and plain.finished
    assert wide_px.shape == plain_px.shape == (720, 1280, 3)
    # the bottle is the one thing of strong colour: it fills less of the wider frame
    strong = [(np.ptp(each, axis=2) > 60).sum() for each in (wide_px, plain_px)]
    assert strong[0] < 0.7 * strong[1]


def test_a_picture_has_the_ratio_of_the_camera_without_bars(draw):
    made = drawing.picture(draw(Camerawork(ratio=1.85), post=("mask",)), quiet)

    assert pictures.open_picture(made.files[0].path).shape == (720, 1332, 3)


def test_a_deep_master_of_a_picture_is_drawn_in_float_and_says_what_it_carries(draw):
    made = drawing.picture(draw(master={"format": "png16"}), quiet)

    small, master = made.files
    deep = cv2.imread(str(master.path), cv2.IMREAD_UNCHANGED)
    told = master.metadata["master"]
    assert small.path.suffix == ".png" and cv2.imread(str(small.path), cv2.IMREAD_UNCHANGED).dtype == np.uint8
    assert deep.dtype == np.uint16
    # the paper behind the bottle is painted in float: its low bytes are no copies of the high ones
    assert (deep % 257 != 0).mean() > 0.9
    assert len(np.unique(deep[40])) > 1000
    assert (told["container_bits"], told["source_bits"]) == (16, 16)
    assert made.finished


def test_a_deep_master_of_a_clip_comes_beside_a_clip_for_every_screen(draw):
    work = Camerawork(moves=(Moving("pan_left", 0.4),), profile="teal_orange", grain=0.2)

    made = drawing.clip(
        draw(work, kind="text_to_video", post=("grade", "grain"), master={"format": "prores_hq"}), quiet
    )

    small, master = made.files
    assert probe(small.path).codec == "h264"
    found = probe(master.path)
    assert (found.codec, found.pixel_format, found.frames) == ("prores", "yuv422p10le", 2)
    assert master.metadata["part"] == "master"
    assert made.notes["render_fps"] > 0
    assert made.notes["moves"] == ["pan_left"]
    with av.open(str(small.path)) as container:
        first = next(container.decode(video=0)).to_ndarray(format="rgb24").astype(float)
    with av.open(str(master.path)) as container:
        large = next(container.decode(video=0)).to_ndarray(format="rgb24").astype(float)
    assert np.abs(first - large).mean() < 3


@pytest.mark.parametrize("form", ["hevc10", "prores_hq", "png16_sequence"])
def test_a_master_that_the_engine_has_written_sounds_as_its_clip_does(draw, form):
    job = draw(Camerawork(grain=0.2), kind="text_to_video", post=("grain",), master={"format": form})
    silent = drawing.clip(job, quiet)
    job = replace(job, plan={**job.plan, "sound": {"prompt": "rain on a roof", "type": "ambient"}})

    shares = []

    made = Finish().finish(job, silent, lambda stage, share: shares.append(share))

    assert shares == sorted(shares), "no bar goes back"
    assert [each.metadata.get("part") for each in made.files] == ["finished", "original", "master", "sound"]
    head, _clip, master, wav = made.files
    assert master.metadata == silent.files[1].metadata
    if form == "png16_sequence":
        with zipfile.ZipFile(master.path) as archive:
            archive.extract("sound.wav", job.workdir)
        heard = job.workdir / "sound.wav"
    else:
        heard = master.path
        assert probe(heard).frames == 2
    theirs = head.path if form == "hevc10" else wav.path  # PCM is taken from before any coding
    assert np.abs(read_sound(heard) - read_sound(theirs)).max() < 1e-4
    assert np.abs(read_sound(heard)).max() > 0.01


def test_a_master_stays_silent_where_no_sound_could_be_made_and_it_is_told(draw):
    job = draw(Camerawork(grain=0.2), kind="text_to_video", post=("grain",), master={"format": "hevc10"})
    silent = drawing.clip(job, quiet)
    job = replace(job, plan={**job.plan, "sound": {"prompt": "“...”", "type": "dialogue"}}, language="en")

    made = Finish().finish(job, silent, quiet)

    assert made.files == silent.files
    assert "The sound could not be made: the clip is as it came." in made.notes["adjusted"]


def test_a_clip_of_a_start_picture_is_never_called_deep(draw, tmp_path):
    picture = np.random.default_rng(1).integers(0, 255, (36, 64, 3), dtype=np.uint8)
    pictures.save_picture(cv2.resize(picture, (640, 360), interpolation=cv2.INTER_CUBIC), tmp_path / "start.png")

    made = drawing.clip(
        draw(
            Camerawork(optics=Optics(focal_mm=20)), kind="text_to_video", master={"format": "hevc10"},
            start=tmp_path / "start.png", camera_moves=["static"],
        ),
        quiet,
    )  # fmt: skip

    assert made.files[1].metadata["master"]["source_bits"] == 8
    assert any(note.startswith("invented:") for note in made.notes["camera"])


def test_a_clip_without_a_camera_is_left_for_no_finish_and_is_drawn_as_ever(draw):
    made = drawing.clip(draw(kind="text_to_video", camera_moves=["static"]), quiet)

    assert not made.finished
    assert len(made.files) == 1


def test_every_move_of_the_engine_can_be_chosen_and_has_a_name():
    entry = next(parsed for parsed in (parse(data) for data in catalogue.entries()) if parsed.id == "draft-clip")

    moves = entry.input_for("camera_moves")

    assert set(moves.enum) == {move.value for move in Move}
    assert set(VALUES["camera_moves"]) == {move.value for move in Move}
