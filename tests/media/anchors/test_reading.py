"""The engine that reads a picture: a job in, features and files out. MediaPipe runs in here."""

import json
from dataclasses import asdict, replace

import numpy as np
import pytest

from anchors.engines import ExtractEngine
from anchors.media.features import Features
from anchors.reading import READ_SHARE
from reklamai.core.errors import Cancelled, MediaError
from reklamai.media.mattes.model import Missing
from reklamai.media.pictures import open_with_alpha, save_picture
from studio.catalogue.entry import parse
from studio.engines.base import Job, Reference
from studio.services.catalogue import entries
from tests.media.anchors.people import astronaut

ENTRY = next(parse(each) for each in entries() if each["model"] == "anchor-extract")


def job(tmp_path, picture, **parameters):
    path = tmp_path / "source.png"
    save_picture(picture, path)
    (tmp_path / "work").mkdir()
    return Job(
        id="1", kind="anchor_extract", entry=ENTRY, prompt="", seed=0, parameters=parameters,
        workdir=tmp_path / "work", references=(Reference(role="source_image", path=path),),
    )  # fmt: skip


def test_it_gives_features_and_a_file_for_each_piece(tmp_path, woman):
    told = []

    result = ExtractEngine().run(job(tmp_path, astronaut()), lambda *now: told.append(now))

    assert Features.from_json(json.loads(json.dumps(result.notes["features"]))) == woman.features
    named = {file.metadata["cut"]: open_with_alpha(file.path) for file in result.files}
    assert {cut: pixels.shape for cut, pixels in named.items()} == {
        cut: pixels.shape for cut, pixels in woman.cuts.items()
    }
    assert [share for _stage, share in told] == sorted(share for _stage, share in told)
    assert told[-1][1] < 1


def test_it_takes_the_face_that_was_asked_for(tmp_path, pair):
    picture, _middles, _first, second = pair

    result = ExtractEngine().run(job(tmp_path, picture, main_face=1), lambda *now: None)

    assert result.notes["features"] == second.features.as_json()


def test_it_stops_between_two_files_when_it_is_told_to(tmp_path):
    def stopped(stage, share):
        if share > READ_SHARE:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        ExtractEngine().run(job(tmp_path, astronaut()), stopped)


def test_a_picture_without_anything_still_ends_with_its_small_copy(tmp_path):
    result = ExtractEngine().run(job(tmp_path, np.full((300, 400, 3), 255, np.uint8)), lambda *now: None)

    assert [file.metadata for file in result.files] == [{"cut": "whole"}]
    assert result.notes["features"]["product"] == asdict(Missing("empty_ground"))


def test_without_a_picture_it_says_so(tmp_path):
    bare = replace(job(tmp_path, astronaut()), references=())

    with pytest.raises(MediaError):
        ExtractEngine().run(bare, lambda *now: None)
