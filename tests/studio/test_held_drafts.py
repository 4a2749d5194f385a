"""The local engine draws what an order holds to: references with an element become what stands in the draft."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from django.utils import translation

from reklamai.core.errors import MediaError
from reklamai.media import pictures
from reklamai.media.faces import find_faces, identity
from reklamai.media.probe import probe
from reklamai.media.scene.model import SceneLight
from studio.catalogue.entry import parse
from studio.engines import drawing
from studio.engines.base import Job, Reference
from studio.engines.held import held_of
from studio.services import catalogue
from tests.media.scene.held_things import astronaut, lab_mean, packshot, place

LIGHT = {"azimuth": -70.0, "elevation": 25.0, "kelvin": 3100.0, "hardness": 0.6, "contrast": 1.4, "confidence": 0.8}
NAVY = {"hex": "#1c285c", "lab": [18.0, 15.0, -32.0], "share": 0.8, "name": "navy"}
GREY = {"hex": "#808080", "lab": [53.6, 0.0, 0.0], "share": 0.2, "name": "grey"}


def ours():
    return [parse(data) for data in catalogue.entries() if data["model"].startswith("draft-")]


@pytest.fixture
def draw(tmp_path):
    """A job with references, and pictures kept as files for it."""

    def job(*references, prompt="a woman, close-up", kind="text_to_image", **changes):
        entry = next(each for each in ours() if each.kind == kind)
        parameters = {"aspect_ratio": "16:9", "resolution": "720p", "seed": 3}
        workdir = tmp_path / "work"
        workdir.mkdir(exist_ok=True)
        return Job(
            id="1", kind=kind, entry=entry, prompt=prompt, seed=3, parameters=parameters | changes, workdir=workdir,
            references=references,
        )  # fmt: skip

    return job


@pytest.fixture
def kept(tmp_path):
    def file(pixels, name="held.png"):
        pictures.save_picture(pixels, tmp_path / name)
        return tmp_path / name

    return file


def quiet(stage, share):
    pass


def test_references_with_elements_become_what_is_held(draw, kept):
    worn = {"colours": [GREY, NAVY], "pattern": "striped"}

    held = held_of(
        draw(
            Reference("", kept(astronaut(), "p.png"), element="face"),
            Reference("", kept(packshot(), "c.png"), element="clothing", facts=worn),
            Reference("", kept(place(), "e.png"), element="environment", facts={"indoors": True}),
            Reference("", element="lighting", facts=LIGHT | {"palette": [NAVY]}),
            Reference("", kept(packshot(), "t.png"), element="product"),
        )
    )  # fmt: skip

    assert np.array_equal(held.person, astronaut())
    assert held.garment.pattern == "striped"
    assert [shade.share for shade in held.garment.colours] == [0.8, 0.2], "the main colour first"
    assert held.backdrop.shape == (300, 450, 3)
    assert held.indoors is True
    assert held.light == SceneLight(azimuth=290.0, elevation=25.0, kelvin=3100.0, hardness=0.6)
    assert held.contrast == 1.4
    assert held.palette[0].lab == (18.0, 15.0, -32.0)
    assert held.product.shape == (300, 300, 4)


def test_plain_references_are_not_held_and_held_ones_are_no_plain_references(draw, kept):
    plain = Reference("reference_images", kept(place(), "plain.png"))
    face = Reference("", kept(astronaut()), element="face")

    assert held_of(draw(plain)).notes == ()
    assert len(drawing.references_of(draw(plain, face))) == 1


def test_the_first_reference_of_an_element_counts(draw, kept):
    first, second = (Reference("", element="lighting", facts=LIGHT | {"azimuth": side}) for side in (10.0, 200.0))

    assert held_of(draw(first, second)).light.azimuth == 10


def test_facts_that_were_not_measured_leave_a_part_out(draw):
    missing = Reference("", element="lighting", facts={"reason": "flat_light"})
    bare = Reference("", element="clothing")

    held = held_of(draw(missing, bare))

    assert (held.light, held.garment, held.contrast) == (None, None, None)


def test_a_light_out_of_range_is_brought_back_into_it(draw):
    wild = LIGHT | {"elevation": 400, "kelvin": 9e9, "hardness": -3, "contrast": float("nan")}

    held = held_of(draw(Reference("", element="lighting", facts=wild)))

    assert (held.light.elevation, held.light.kelvin, held.light.hardness) == (90, 15000, 0)
    assert held.contrast is None


def test_a_file_that_is_no_picture_fails_the_draft(draw, tmp_path):
    (tmp_path / "broken.png").write_bytes(b"no picture")

    with pytest.raises(MediaError):
        held_of(draw(Reference("", tmp_path / "broken.png", element="face")))


def test_an_opaque_cut_is_all_of_it(draw, kept):
    held = held_of(draw(Reference("", kept(place()), element="product")))

    assert held.product.shape == (300, 450, 4)
    assert held.product[..., 3].min() == 255


def test_a_draft_picture_shows_the_held_person_in_the_held_place(draw, kept):
    job = draw(
        Reference("", kept(astronaut(), "p.png"), element="face"),
        Reference("", kept(place(), "e.png"), element="environment"),
        prompt="a woman, medium shot",
    )

    result = drawing.picture(job, quiet)

    picture = pictures.open_picture(result.files[0].path)
    (face,) = find_faces(picture)
    own = find_faces(astronaut()[..., :3].copy(), most=1)[0]
    who = [identity.vector(pixels, each) for pixels, each in ((picture, face), (astronaut()[..., :3].copy(), own))]
    assert identity.distance(*who) < identity.SAME
    assert lab_mean(picture[:80, :80])[1] < -20, "the green of the place"
    assert result.notes["held"] == ["face", "environment"]


def test_a_draft_clip_moves_past_the_held_place_with_the_held_person_in_it(draw, kept):
    job = draw(
        Reference("", kept(astronaut(), "p.png"), element="face"),
        Reference("", kept(place(), "e.png"), element="environment"),
        Reference("", element="lighting", facts=LIGHT),
        kind="text_to_video", duration=1, fps=24, camera_moves=["truck_right"], look="film",
    )  # fmt: skip

    result = drawing.clip(job, quiet)

    assert probe(result.files[0].path).kind == "clip"
    assert result.notes["face_in_frame"] == 1
    assert result.notes["held"] == ["face", "environment", "lighting"]
    assert "ignored" not in result.notes


def test_a_start_picture_is_the_scene_whatever_is_held(draw, kept):
    face = Reference("", kept(astronaut(), "p.png"), element="face")
    job = draw(face, kind="text_to_video", duration=1, camera_moves=["static"])
    started = replace(job, start_frame=kept(place(180, 320), "s.png"))

    with translation.override("ru"):
        result = drawing.clip(started, quiet)

    assert result.notes["held"] == []
    assert "Начальный кадр" in result.notes["ignored"][0], "and the card says so"


def test_both_drafts_take_everything_that_can_be_held():
    assert len(ours()) == 2
    assert all(set(entry.holds) == {"face", "clothing", "environment", "lighting", "product"} for entry in ours())
