"""A preset looked through by a program."""

import io

import pytest
from PIL import Image

from studio.services import work
from tests.video.plating import Reader, picture_of
from video.models import CameraPreset, Plate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reader")]


def ours():
    return CameraPreset.objects.filter(owner=None).first()


def look(api, preset, **body):
    return api.post(f"/api/camera-presets/{preset.pk}/preview", body, format="json")


def test_a_program_waits_for_the_depth_and_then_sees_its_picture_through_a_preset(api, alice):
    picture = str(picture_of(alice).pk)

    waiting = look(api, ours(), picture=picture)
    work.run(Plate.objects.get().order_id)
    seen = look(api, ours(), picture=picture, width=480)

    assert (waiting.status_code, waiting.json(), waiting["Retry-After"]) == (202, {"status": "reading"}, "1")
    assert (seen.status_code, seen["Content-Type"]) == (200, "image/webp")
    assert Image.open(io.BytesIO(seen.content)).width <= 480


def test_whose_picture_and_whose_preset_is_asked_before_anything_is_read(api, alice, bob):
    theirs = CameraPreset.objects.create(owner=bob, name="Mine", sensor="alexa-35")

    assert look(api, theirs, picture=str(picture_of(alice).pk)).status_code == 404
    assert look(api, ours(), picture=str(picture_of(bob).pk)).status_code == 404
    assert Reader.runs == 0


@pytest.mark.parametrize("body", [{}, {"picture": "x"}, {"picture": None}, {"picture": [1]}, {"width": 7}])
def test_what_is_no_picture_is_refused_by_its_field(api, body):
    answer = look(api, ours(), **body)

    assert answer.status_code == 400
    assert set(answer.json()["error"]["facts"]["fields"]) <= {"picture", "width"}
