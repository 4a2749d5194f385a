"""Orders between a start and an end frame, for every model of KIE that takes both: what leaves over HTTP, what it
costs, and what is refused. Fields and prices are typed from the maker's pages and its price feed of 2026-09-24."""

from __future__ import annotations

import math
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import translation
from PIL import Image

from studio.ask import Ask, ReferenceAsk
from studio.catalogue.validate import AskInvalid
from studio.engines import request
from studio.models import Asset, CatalogueModel, Generation, Status
from studio.services import asks, credits, orders, work
from studio.storage import keep
from tests.providers.kie_server import running_kie
from tests.studio.at_kie import connected
from tests.studio.catalogue.entries import ALL, KIE, form_of
from tests.studio.catalogue.test_requests import addresses_of, job_of

pytestmark = pytest.mark.django_db

WORDS = "Day turns into night"
START, END = "start", "end"
BOTH = [START, END]
KLING_2 = {"image_url": START, "tail_image_url": END, "duration": "5", "cfg_scale": 0.5}
SEEDANCE = {
    "first_frame_url": START, "last_frame_url": END, "duration": 5, "generate_audio": True, "resolution": "720p",
    "aspect_ratio": "16:9", "nsfw_checker": True,
}  # fmt: skip
HAILUO = {"image_url": START, "end_image_url": END, "prompt_optimizer": False, "nsfw_checker": True}
WAN_3 = {
    "first_frame_url": START, "last_frame_url": END, "resolution": "1080P", "aspect_ratio": "adaptive", "duration": 5,
    "audio": True, "nsfw_checker": True,
}  # fmt: skip
OMNI = {"image_urls": BOTH, "customize_multi_shots": False, "duration": 5, "resolution": "720p",
        "aspect_ratio": "auto", "audio": False}  # fmt: skip
VEO = {"aspect_ratio": "16:9", "resolution": "720p", "duration": 8}
SENT = {
    "kling-3.0/video": (
        {"image_urls": BOTH, "sound": False, "duration": "5", "aspect_ratio": "16:9", "mode": "pro",
         "multi_shots": False},
        5 * 18,
    ),
    "kling/v2-5-turbo-image-to-video-pro": (KLING_2, 42),
    "kling/v2-1-pro": (KLING_2, 50),
    "bytedance/seedance-2-5": (
        SEEDANCE | {"aspect_ratio": "adaptive", "output_format": "mp4"}, 5 * 63,
    ),
    "bytedance/seedance-2": (SEEDANCE, 5 * 41),
    "bytedance/seedance-2-fast": (SEEDANCE, 5 * 24.8),
    "bytedance/seedance-2-mini": (SEEDANCE, 5 * 8.2),
    "bytedance/seedance-1.5-pro": (
        {"input_urls": BOTH, "aspect_ratio": "1:1", "resolution": "720p", "duration": 5, "fixed_lens": False,
         "generate_audio": False, "nsfw_checker": True},
        5 * 3.5,
    ),
    "hailuo/02-image-to-video-standard": (HAILUO | {"duration": "10", "resolution": "768P"}, 50),
    "hailuo/02-image-to-video-pro": (HAILUO, 57),
    "minimax-h3/image-to-video": (
        {"first_frame_url": START, "last_frame_url": END, "duration": 6, "resolution": "2K"}, 6 * 13 + 2 * 4,
    ),
    "wan/2-7-image-to-video": (
        {"first_frame_url": START, "last_frame_url": END, "resolution": "1080p", "duration": 5, "prompt_extend": True,
         "watermark": False, "nsfw_checker": True},
        5 * 24,
    ),
    "wan/3-0-video": (WAN_3, 5 * 32),
    "wan/3-0-video-prime": (WAN_3, 5 * 50.4),
    "pixverse-v6/transition": (
        {"first_frame_image_url": START, "last_frame_image_url": END, "quality": "720p", "duration": 5,
         "generate_audio_switch": False},
        5 * 7.2,
    ),
    "veo-3-1": (
        {**VEO, "image_urls": BOTH, "generation_type": "FIRST_AND_LAST_FRAMES_2_VIDEO", "model": "veo3_fast",
         "enable_translation": False},
        60,
    ),
    "veo3": (
        {**VEO, "imageUrls": BOTH, "generationType": "FIRST_AND_LAST_FRAMES_2_VIDEO", "enableTranslation": False}, 250,
    ),
    "google/gemini-omni-flash-1-1": (
        {"first_frame_url": START, "last_frame_url": END, "duration": "8", "aspect_ratio": "16:9",
         "resolution": "720p"},
        105,
    ),
}  # fmt: skip
"""Model -> (the body's input without words and seed, the maker's credits), all settings as the composer opens."""
UNPRICED = {"kling-3.0-omni/image-to-video": OMNI, "bytedance/v1-lite-image-to-video": {
    "image_url": START, "end_image_url": END, "resolution": "720p", "duration": "5", "camera_fixed": False,
    "enable_safety_checker": True, "nsfw_checker": True,
}}  # fmt: skip
"""Those that take both and are off, as nobody knows their price: ready for the day it is known."""
END_ALONE = ("minimax-h3/image-to-video",)
LEGACY = ("veo3",)
"""On a path of its own, which the stand-in has not."""
OVER_HTTP = [model for model in SENT if model not in LEGACY]


@pytest.fixture(scope="module")
def server():
    with running_kie(run_s=0.0, scale=100.0) as server:
        yield server


@pytest.fixture
def kie(settings, server, private_media):
    connected(settings, server)
    with translation.override("en"):
        yield server


@pytest.fixture
def rich(alice):
    credits.grant(alice, amount=1000, note="a film")
    return alice


@pytest.fixture
def frames(rich, tmp_path, private_media):
    """Two pictures that are not alike, the start first."""
    return [a_picture(rich, tmp_path / f"{colour}.png", colour) for colour in ("teal", "maroon")]


def a_picture(owner, path, colour):
    Image.new("RGB", (640, 360), colour).save(path)
    kept = keep(path, folder=f"{owner.pk}/uploads")
    return Asset.objects.create(
        owner=owner, kind="picture", origin="upload", name=path.name, file=kept.name, content_type="image/png",
        size_bytes=kept.size_bytes, sha256=kept.sha256, width=640, height=360,
    )  # fmt: skip


def offered(model, **changes):
    entry = next(entry for entry in ALL if entry.id == model)
    CatalogueModel.objects.create(id=model, provider="kie", entry={**entry.raw, **changes}, enabled=True)
    return entry


def asked(entry, start=None, end=None, words=WORDS, **posted):
    """The ask that the composer makes of two frames."""
    given = {name: str(each.pk) for name, each in (("start_frame", start), ("end_frame", end)) if each}
    return form_of(entry, prompt=words, **given, **posted)


def with_places(documented, start, end):
    """What is documented, with the addresses of the frames in their places."""
    places = {START: start, END: end}

    def placed(value):
        if isinstance(value, list):
            return [placed(each) for each in value]
        return places.get(value, value) if isinstance(value, str) else value

    return {name: placed(value) for name, value in documented.items()}


def test_every_model_that_takes_both_frames_is_in_this_table():
    both = {entry.id for entry in KIE if entry.input_for("start_frame") and entry.input_for("end_frame")}

    assert both == SENT.keys()
    assert all("keyframes" in entry.kinds for entry in KIE if entry.id in both)


@pytest.mark.parametrize("model", OVER_HTTP)
def test_both_frames_leave_as_the_maker_documents_them_and_cost_what_was_told(kie, rich, frames, model):
    entry, (documented, price) = offered(model), SENT[model]
    form = asked(entry, *frames, words=f"{WORDS} {uuid4().hex}")
    assert form.is_valid(), form.errors

    generation = orders.order(owner=rich, ask=form.ask, key=uuid4())[0]
    work.run(generation.pk)

    [task] = [task for task in kie.tasks() if task["words"] == form.ask.prompt]
    body = task["body"]["input"]
    start, end = ([row["url"] for row in kie.journal("upload") if each.sha256[:32] in row["name"]][-1]
                  for each in frames)  # fmt: skip
    assert {name: value for name, value in body.items() if name not in ("prompt", "seed")} == with_places(
        documented, start, end
    )
    assert ("seed" in body) == (entry.input_for("seed") is not None)
    cents = Decimal(str(price)) * Decimal("0.5")  # 0.005 USD each
    assert (generation.kind, generation.price) == ("keyframes", math.ceil(cents))
    generation.refresh_from_db()
    assert (generation.status, generation.provider_ref) == (Status.RUNNING, task["id"])


@pytest.mark.parametrize("model", [*LEGACY, *UNPRICED])
def test_both_frames_are_in_the_body_of_models_that_nothing_can_be_sent_to_here(kie, rich, frames, model):
    entry = offered(model, why_off="", price={"unit": "video", "credits": 250})
    form = asked(entry, *frames)
    assert form.is_valid(), form.errors

    ready = asks.checked(owner=rich, ask=form.ask)

    body = request.inputs(job_of(ready), addresses_of(ready))
    documented = UNPRICED.get(model) or SENT[model][0]
    assert body == with_places(documented, "https://kie/start_frame", "https://kie/end_frame") | {
        "prompt": WORDS, **({entry.input_for("seed").name: 7} if "seed" in ready.ask.parameters else {}),
    }  # fmt: skip
    assert ready.ask.kind == "keyframes"


@pytest.mark.parametrize("model", [*SENT, *UNPRICED])
def test_an_end_without_a_start_is_refused_unless_the_maker_takes_it(kie, rich, frames, model):
    entry = offered(model, why_off="", price={"unit": "video", "credits": 250})
    form = asked(entry, None, frames[1])

    if model in END_ALONE:
        assert form.is_valid()
        assert asks.checked(owner=rich, ask=form.ask).ask.kind == "keyframes"
    else:
        assert not form.is_valid()
        assert form.errors.keys() & {"start_frame", "end_frame"}


@pytest.mark.parametrize(
    "model", [entry.id for entry in KIE if entry.id in SENT and entry.input_for("reference_images")]
)
def test_frames_and_references_are_not_mixed_where_the_maker_forbids_it(kie, rich, frames, tmp_path, model):
    entry = offered(model)
    other = a_picture(rich, tmp_path / "other.png", "gold")

    form = asked(entry, *frames, references=[f"asset:{other.pk}:reference_images"])

    assert not form.is_valid()


@pytest.mark.parametrize("model", ["kling/v2-1-pro", "kling/v2-5-turbo-image-to-video-pro"])
def test_an_end_frame_that_the_model_cannot_read_is_refused_before_a_credit_moves(kie, rich, frames, model):
    entry = offered(model)
    Asset.objects.filter(pk=frames[1].pk).update(content_type="image/webp")

    with pytest.raises(AskInvalid) as refused:
        orders.order(owner=rich, ask=asked_of(entry, *frames), key=uuid4())

    assert refused.value.errors == {"end_frame": "End frame: this model reads JPEG, PNG."}
    assert Generation.objects.count() == 0


def asked_of(entry, start, end):
    return Ask(kind="keyframes", model=entry.id, prompt=WORDS, start_frame=start.pk, end_frame=end.pk)


def test_a_strangers_end_frame_is_not_found(kie, rich, bob, frames, tmp_path):
    entry = offered("kling-3.0/video")
    theirs = a_picture(bob, tmp_path / "theirs.png", "black")

    with pytest.raises(Exception, match="no such file") as refused:
        orders.order(owner=rich, ask=asked_of(entry, frames[0], theirs), key=uuid4())

    assert refused.value.status == 404


# Several shots by a yes or no

SWITCHES = {
    "wan/2-6-text-to-video": "multi_shots",
    "wan/2-6-image-to-video": "multi_shots",
    "wan/2-6-video-to-video": "multi_shots",
    "pixverse-v6/text-to-video": "generate_multi_clip_switch",
    "pixverse-v6/image-to-video": "generate_multi_clip_switch",
}


def test_every_model_with_such_a_switch_is_in_this_table():
    assert {entry.id for entry in KIE if entry.input_for("multi_shot")} == SWITCHES.keys()
    assert all(not entry.most_shots for entry in KIE if entry.input_for("multi_shot"))


@pytest.mark.parametrize("model", SWITCHES)
def test_the_model_may_cut_a_clip_by_itself_where_it_has_a_switch_for_it(kie, rich, frames, model):
    entry = offered(model)
    (control,) = [each for each in form_of(entry).controls() if each.item.role == "multi_shot"]
    assert (control.label, control.item.type, control.item.default) == ("Several shots", "boolean", False)
    needed = {item.role for item in entry.needed}
    clip = Asset.objects.create(
        owner=rich, kind="clip", origin="upload", name="a.mp4", file="a.mp4", content_type="video/mp4",
        size_bytes=1000, sha256="0" * 64, duration_s=4.0, width=1280, height=720,
    )  # fmt: skip
    files = {"references": [f"asset:{clip.pk}:{role}" for role in needed if "video" in role]}
    start = frames[0] if "start_frame" in needed else None

    bodies, prices = [], set()
    for switch in ("off", "on"):
        form = asked(entry, start, **files, **{"parameters.multi_shot": switch})
        assert form.is_valid(), form.errors
        ready = asks.checked(owner=rich, ask=form.ask)
        bodies.append(request.inputs(job_of(ready), addresses_of(ready))[SWITCHES[model]])
        prices.add(ready.each)

    assert bodies == [False, True]
    assert len(prices) == 1


@pytest.mark.parametrize("model", SWITCHES)
def test_a_switch_is_no_list_of_shots(kie, rich, model):
    offered(model)
    ask = Ask(kind="text_to_video", model=model, prompt=WORDS, parameters={"shots": [{"prompt": "A", "duration": 5}]},
              references=(ReferenceAsk("asset", str(uuid4())),))  # fmt: skip

    with pytest.raises(AskInvalid) as refused:
        orders.estimate(owner=rich, ask=ask)

    assert refused.value.errors["parameters.shots"] == "This model has no setting “shots”."
