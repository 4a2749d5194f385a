"""From an order with a virtual camera to its files, through the real shaping and the real local engine."""

from uuid import uuid4

import cv2
import numpy as np
import pytest

from reklamai.media.probe import probe
from reklamai.media.sound import read_sound
from studio import storage
from studio.ask import Ask
from studio.models import Generation, Status, User
from studio.services import catalogue, credits, orders, work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner(private_media):
    user = User.objects.create_user("owner@example.com", "a long password", language="ru")
    credits.open_account(user)
    catalogue.load()
    return user


def made(owner, **wanted):
    generation = orders.order(owner=owner, ask=Ask(**wanted), key=uuid4())[0]
    work.run(generation.pk)
    generation = Generation.objects.get(pk=generation.pk)
    assert generation.status == Status.DONE, generation.error_message
    return generation


def test_a_picture_has_the_format_of_its_camera_and_a_master_that_is_truly_deep(owner, tmp_path):
    generation = made(
        owner,
        kind="text_to_image",
        model="draft-picture",
        prompt="a perfume bottle in a studio",
        parameters={"resolution": "720p", "seed": 3},
        camera={"focal_length": 85, "aperture": 2, "aspect_ratio": "1.85:1", "vignette": 40},
        master={"format": "png16", "resolution": ""},
    )

    files = [each for each in generation.assets.all() if each.metadata.get("part") != "original"]
    master = next(each for each in files if each.metadata.get("part") == "master")
    deep = cv2.imread(str(storage.local_copy(master.stored_name, into=tmp_path)), cv2.IMREAD_UNCHANGED)
    assert (generation.result.width, generation.result.height) == (1332, 720)
    assert (deep.dtype, deep.shape) == (np.uint16, (720, 1332, 3))
    assert master.metadata["master"]["source_bits"] == 16
    assert generation.color_depth == "16bit"
    assert len(files) == 2


def test_a_clip_is_filmed_by_its_camera_with_no_second_encode(owner, tmp_path):
    generation = made(
        owner,
        kind="text_to_video",
        model="draft-clip",
        prompt="a perfume bottle in a studio",
        parameters={"resolution": "720p", "seed": 3, "duration": 2},
        camera={"focal_length": 24, "movements": [{"name": "whip-left", "strength": 60}], "grain": 30},
    )

    facts = probe(storage.local_copy(generation.result.stored_name, into=tmp_path))
    assert facts.frames == 48
    assert "whip_left" in generation.notes["moves"]
    assert generation.assets.count() == 1
    assert not generation.finishing


def test_the_master_of_a_filmed_clip_has_the_sound_that_was_asked_for(owner, tmp_path):
    generation = made(
        owner,
        kind="text_to_video",
        model="draft-clip",
        prompt="a perfume bottle in a studio",
        parameters={"resolution": "720p", "seed": 3, "duration": 2},
        camera={"movements": [{"name": "push-in"}], "grain": 30},
        master={"format": "prores_hq", "resolution": ""},
        audio_prompt="Rain on the roof",
        audio_type="ambient",
    )

    parts = {each.metadata["part"]: each for each in generation.assets.all()}
    local = {name: storage.local_copy(each.stored_name, into=tmp_path) for name, each in parts.items()}
    master = probe(local["master"])
    assert set(parts) == {"finished", "original", "master", "sound"}
    assert (master.codec, master.frames, master.has_sound, parts["master"].has_sound) == ("prores", 48, True, True)
    assert np.array_equal(read_sound(local["master"]), read_sound(local["sound"])), "never coded on its way"
    assert generation.result.has_sound
    assert parts["master"].metadata["master"]["format"] == "prores_hq"
