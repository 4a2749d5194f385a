"""Orders with a camera at KIE, through the whole hall, against the stand-in over HTTP: what was promised is sent, what
comes home is finished by us, and what the vendor made is kept."""

import io
from uuid import uuid4

import av
import numpy as np
import pytest
from django.utils import translation
from PIL import Image

from studio.ask import Ask, ReferenceAsk
from studio.models import CatalogueModel, Status
from studio.selectors import ledger
from studio.services import orders
from tests.providers.kie_server import running_kie
from tests.studio.at_kie import connected, worked
from tests.video.entries import ENTRIES
from video.models import CameraPreset

pytestmark = pytest.mark.django_db(transaction=True)  # heartbeats look at the rows from connections of their own

CLIP, PICTURE = "bytedance/seedance-1.5-pro", "nano-banana-2"
CAMERA = {
    "sensor": "alexa-35",
    "lens": "anamorphic-2x",
    "focal_length": 50,
    "aperture": 2.8,
    "aspect_ratio": "2.39:1",
    "movements": [{"name": "push-in", "strength": 50}],
    "color_profile": "noir",
    "vignette": 0,
    "grain": 0,
}


@pytest.fixture(scope="module")
def server():
    with running_kie(run_s=0.0, webhook_key="bell-key", scale=100.0) as server:
        yield server


@pytest.fixture
def kie(settings, server, private_media):
    server.set(faults={}, callbacks="none", balance=10_000.0)
    connected(settings, server)
    for model in (CLIP, PICTURE):
        CatalogueModel.objects.create(id=model, provider="kie", entry=dict(ENTRIES[model].raw), enabled=True)
    with translation.override("en"):
        yield server
    assert not list(ledger.faults())


def asked(model, camera, **changes):
    kind = ENTRIES[model].kind
    return Ask(kind=kind, model=model, prompt=f"A cup of coffee {uuid4().hex}", camera=camera, **changes)


def made(owner, ask, *, rounds=8):
    """Ordered, and worked on as workers and the poller would, without their pauses."""
    generation = orders.order(owner=owner, ask=ask, key=uuid4())[0]
    return worked(generation, rounds=rounds)


def bodies(kie, words):
    return [task["body"]["input"] for task in kie.tasks() if task["words"].startswith(words)]


def clip_of(asset):
    """(frames, H, W, 3) RGB."""
    with asset.file.open() as file, av.open(file) as container:
        return np.stack([frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)])


def colourfulness(pixels):
    """How far the channels of its pixels are apart, 0..255, in the mean."""
    return float(np.ptp(pixels.astype(np.float32), axis=-1).mean())


def test_a_clip_is_ordered_as_promised_and_comes_home_finished_beside_its_original(kie, alice):
    ask = asked(CLIP, CAMERA)
    promised = orders.estimate(owner=alice, ask=ask)

    generation = made(alice, ask)

    [body] = bodies(kie, ask.prompt)
    native = {each.name: each.value for each in promised.sent.controls if each.mark == "native"}
    assert body["prompt"] == promised.sent.words == f"{ask.prompt}\n{generation.plan['words']}"
    assert "50 mm 2x anamorphic lens at f/2.8" in body["prompt"]
    assert (
        (body["aspect_ratio"], body["fixed_lens"])
        == (native["aspect_ratio"], native["camera_fixed"])
        == ("21:9", False)
    )
    assert not {"camera", "master", "lens", "sensor", "color_profile", "movements"} & body.keys()
    assert [each["name"] for each in generation.sent["controls"]] == [each.name for each in promised.sent.controls]

    assert (generation.status, generation.notes.get("not_finished")) == (Status.DONE, None)
    finished, original = generation.results
    assert [each.metadata["part"] for each in (finished, original)] == ["finished", "original"]
    assert abs(finished.width / finished.height - 2.39) < 0.06  # 128 x 54: sides of H.264 are even
    assert (original.width, original.height) == (128, 72)
    before, after = clip_of(original), clip_of(finished)
    assert len(before) == len(after)
    assert colourfulness(before) > 60
    assert colourfulness(after) < 6  # noir has no colours; what is left is the rounding of 4:2:0


def test_a_camera_costs_nothing(kie, alice):
    plain, filmed = asked(CLIP, None), asked(CLIP, {**CAMERA, "aspect_ratio": "1.85:1"})

    assert orders.estimate(owner=alice, ask=plain).each == orders.estimate(owner=alice, ask=filmed).each
    generation = made(alice, filmed)
    assert generation.price == orders.estimate(owner=alice, ask=plain).each


def test_a_picture_gets_its_bars_to_the_pixel(kie, alice):
    generation = made(alice, asked(PICTURE, {"aspect_ratio": "2.39:1", "framing": "bars", "color_profile": "noir"}))

    finished, original = generation.results
    with finished.file.open() as file:
        pixels = np.asarray(Image.open(io.BytesIO(file.read())).convert("RGB"))
    with original.file.open() as file:
        before = np.asarray(Image.open(io.BytesIO(file.read())).convert("RGB"))
    dark = (pixels.max(axis=(1, 2)) == 0).sum()
    assert pixels.shape == before.shape
    assert abs(dark - (64 - 96 / 2.39)) <= 1  # bars above and below 96 pixels at 2.39:1
    assert colourfulness(pixels) < 1.01 < colourfulness(before)


def test_an_order_with_a_preset_is_made_again_without_it_and_is_the_same(kie, alice):
    preset = CameraPreset.objects.create(owner=alice, name="My look", lens="fisheye", color_profile="noir")
    first = made(
        alice, asked(PICTURE, {"aspect_ratio": "1:1"}, references=(ReferenceAsk("camera", str(preset.pk), "camera"),))
    )
    pk = str(preset.pk)
    preset.delete()

    again = made(alice, orders.ask_of(first))

    assert first.camera == {"preset": pk, "lens": "fisheye", "color_profile": "noir", "aspect_ratio": "1:1"}
    assert [(row.source, row.source_id, row.text) for row in first.references.all()] == [("camera", pk, "My look")]
    assert (again.camera, again.plan, again.status) == (first.camera, first.plan, Status.DONE)
    assert [each.metadata["part"] for each in again.results] == ["finished", "original"]
    one, other = bodies(kie, first.prompt)
    assert one == other
    assert "fisheye" in one["prompt"]


def test_a_camera_without_post_work_leaves_the_result_as_it_was_made(kie, alice):
    generation = made(alice, asked(CLIP, {"genre": "noir", "aspect_ratio": "16:9"}))

    [only] = generation.results
    assert (generation.plan["words"], "post" in generation.plan) == ("1940s film noir", False)
    assert "part" not in only.metadata
