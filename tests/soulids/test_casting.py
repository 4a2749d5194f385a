"""A person in drafts of our own engine, from the name in the prompt to the likeness on the result. Real pictures."""

from __future__ import annotations

import io
import json
from uuid import uuid4

import numpy as np
import pytest
from PIL import Image

from reklamai.media.faces import find_faces, identity
from studio.ask import Ask
from studio.models import CatalogueModel, Generation, Status
from studio.services import catalogue, orders
from tests.media.scene.held_things import astronaut
from tests.soulids import rows

pytestmark = pytest.mark.django_db(transaction=True)  # a beat looks at the row from a thread of its own


@pytest.fixture
def maria(album, private_media):
    """A Soul ID of NASA's astronaut: her cut-out, and the numbers of her face."""
    pixels = astronaut()
    flat = np.ascontiguousarray(pixels[..., :3])
    (face,) = [face for face in find_faces(flat) if face.has_mesh]
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    rows.a_version(album, cut=rows.a_file(album.owner, content=file.getvalue()))
    album.version.embedding = identity.vector(flat, face)
    album.version.save(update_fields=["embedding"])
    return album


@pytest.fixture
def drafts(db):
    for data in catalogue.entries():
        if data["model"].startswith("draft-"):
            CatalogueModel.objects.create(id=data["model"], provider="local", entry=data, enabled=True)


def drawn(owner, run, *, kind="text_to_image", model="draft-picture", **parameters):
    given = {"aspect_ratio": "16:9", "resolution": "720p", "seed": 3, **parameters}
    ask = Ask(kind=kind, model=model, prompt="A red car, @Maria in a park", parameters=given)
    (order,) = orders.order(owner=owner, ask=ask, key=uuid4())
    return run(order)


def test_a_name_in_the_prompt_casts_the_person_is_marked_measured_and_leaves_no_number_of_the_face(maria, drafts, run):
    order = drawn(maria.owner, run)

    assert order.status == Status.DONE, order.error_message
    assert order.sent["words"] == "A red car, a person in a park"
    assert order.notes["held"] == ["face"]
    assert order.scores["face"]["value"] >= 80
    assert order.scores["face"]["facts"]["soulid"] == str(maria.pk)
    typed = {order.prompt[start:end] for start, end, *_ in order.notes["understood"]}
    assert "@Maria" in typed
    assert "park" in {each.split()[-1] for each in typed}
    assert order.notes["unknown"] == []
    number = f"{float(maria.version.embedding[0]):.4f}"
    columns = Generation.objects.filter(pk=order.pk).values("notes", "sent", "scores", "kept", "parameters").get()
    assert number not in json.dumps(columns)
    assert [row.facts for row in order.references.all()] == [{}]


def test_a_clip_with_the_person_is_measured_frame_by_frame(maria, drafts, run):
    clip = {"duration": 2, "camera_moves": ["static"], "aspect_ratio": "16:9"}

    order = drawn(maria.owner, run, kind="text_to_video", model="draft-clip", **clip)

    assert order.status == Status.DONE, order.error_message
    face = order.scores["face"]
    assert face["value"] >= 80
    times = [each["at_s"] for each in face["facts"]["frames"]]
    assert times == sorted(times)
    assert 3 <= len(times) <= 5
    assert face["facts"]["worst"] <= face["facts"]["median"]
