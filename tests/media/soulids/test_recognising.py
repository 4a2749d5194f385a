"""What the engine that looks for faces reads in a picture."""

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from reklamai.core.errors import MediaError
from reklamai.media.faces import identity
from reklamai.media.pictures import save_picture
from soulids import recognising
from soulids.media.encoding import from_text
from soulids.search_engine import SearchEngine
from studio.engines.base import Reference
from tests.media.anchors.people import two_people
from tests.media.faces.photos import astronaut
from tests.media.soulids.people import her


def looked_at(picture: np.ndarray, folder: Path) -> tuple[list[dict], list[float]]:
    """What is told of the faces in a picture, and the shares that were reported meanwhile."""
    path, shares = folder / "picture.png", []
    save_picture(picture, path)
    job = SimpleNamespace(references=(Reference(role="source_image", path=path),))
    result = SearchEngine().run(job, lambda _stage, share: shares.append(share))
    assert result.files == ()
    return json.loads(json.dumps(result.notes))["faces"], shares


def test_a_portrait_has_one_face_with_the_vector_of_the_house(tmp_path: Path) -> None:
    [face], shares = looked_at(astronaut(), tmp_path)

    assert np.allclose(from_text(face["vector"]), her().vector, atol=1e-6)
    left, top, width, height = face["box"]
    assert np.allclose(np.array([left, top, width, height]) * 512, her().face.box, atol=0.1)
    assert shares == sorted(shares)


def test_each_of_two_people_is_told_the_larger_one_first(tmp_path: Path) -> None:
    picture, middles = two_people()

    faces, _shares = looked_at(picture, tmp_path)

    assert [bool(face["vector"]) for face in faces] == [True, True]
    assert faces[0]["box"][2] > faces[1]["box"][2]
    for face, (x, _y) in zip(faces, middles, strict=True):
        left, _top, width, _height = face["box"]
        assert left <= x / picture.shape[1] <= left + width
    one, other = (from_text(face["vector"]) for face in faces)
    assert identity.distance(one, other) < identity.SAME


def test_a_wall_has_none(tmp_path: Path) -> None:
    assert looked_at(np.full((200, 200, 3), 150, np.uint8), tmp_path)[0] == []


def test_without_a_picture_it_says_so() -> None:
    with pytest.raises(MediaError):
        recognising.run(SimpleNamespace(references=()), lambda _stage, _share: None)
