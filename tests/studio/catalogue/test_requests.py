"""From the composer's form to the body that leaves for the vendor, for every model that can be ordered."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from django.utils import translation

from reklamai.core.secret import Secret
from studio.catalogue.inputs import FRAMES, MEDIA_KINDS
from studio.engines import request
from studio.engines.base import Job
from studio.models import Asset, CatalogueModel, User
from studio.services import asks
from studio.services.writing import later_seed, seed_of
from tests.studio.catalogue.entries import ALL, KIE, WORDS, form_of, fullest, smallest

pytestmark = pytest.mark.django_db
JSON = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def owner(settings):
    settings.KIE_API_KEY = Secret("kie-key")
    return User.objects.create_user("alice@example.com", "a long password", language="en")


@pytest.fixture
def sent(owner):
    """Gives `sent(entry, posted)`: (body, what was asked) of a form with files of the owner."""

    def sent(entry, posted):
        CatalogueModel.objects.update_or_create(
            id=entry.id, defaults={"provider": "kie", "entry": deepcopy(entry.raw), "enabled": True}
        )
        form = form_of(entry, **{**posted, **owned(owner, entry, posted)})
        assert form.is_valid(), dict(form.errors)
        ready = asks.checked(owner=owner, ask=form.ask)
        return request.inputs(job_of(ready), addresses_of(ready)), ready

    return sent


def owned(owner, entry, posted):
    """The same references and frames, as files that the owner has."""
    found = {"references": []}
    for reference in posted.get("references", ()):
        role = reference.rpartition(":")[2]
        found["references"].append(f"asset:{a_file(owner, entry.input_for(role)).pk}:{role}")
    for role in FRAMES:
        if role in posted:
            found[role] = str(a_file(owner, entry.input_for(role)).pk)
    return found


def a_file(owner, item):
    kind = MEDIA_KINDS[item.role]
    size = {"width": 900, "height": 700} if kind != "sound" else {}
    return Asset.objects.create(
        owner=owner, kind=kind, origin="upload", name="a", file="a", content_type=item.accept[0], size_bytes=1000,
        sha256="0" * 64, duration_s=None if kind == "picture" else 4.0, **size,
    )  # fmt: skip


def job_of(ready):
    return Job(
        id="1", kind=ready.ask.kind, entry=ready.offer.entry, prompt=ready.ask.prompt, seed=7,
        parameters=ready.ask.parameters, workdir=Path("/nowhere"),
    )  # fmt: skip


def addresses_of(ready):
    found = {}
    for place, (asked, _lent) in enumerate(ready.references):
        found.setdefault(asked.role, []).append(f"https://kie/{asked.role}-{place}")
    return found | {role: [f"https://kie/{role}"] for role in ready.frames}


def each(entries):
    return pytest.mark.parametrize("entry", entries, ids=[entry.id for entry in entries])


def of_name(entry, name):
    return [item for item in entry.inputs if item.name == name]


def check_body(entry, body):
    """Nothing undeclared, nothing empty, each value in its maker's type and words."""
    for name, value in body.items():
        items = of_name(entry, name)
        assert items, f"{name} is not declared"
        item = items[0]
        assert value not in ("", None, []), name
        kind = item.wire or item.type
        assert isinstance(value, JSON[kind]), (name, value, kind)
        assert kind == "boolean" or not isinstance(value, bool), (name, value)
        if item.enum and not item.is_media and item.fixed is None:
            assert value in {item.said(each) for each in item.enum}, (name, value)
        if item.is_media and isinstance(value, list):
            assert len(value) <= sum(each.most for each in items)


@each(KIE)
def test_the_smallest_order_sends_what_the_maker_requires_and_nothing_else(entry, sent):
    body, ready = sent(entry, smallest(entry))

    check_body(entry, body)
    assert ready.ask.kind in entry.kinds
    assert ready.each >= 1
    missing = {item.name for item in entry.inputs if item.required or item.fixed is not None} - body.keys()
    assert missing == set()
    given = {item.name for item in entry.inputs if item.is_media and not item.required}
    assert not given & body.keys() or "at_least_one" in {rule["rule"] for rule in entry.constraints}


@each(KIE)
def test_in_the_fullest_order_each_input_of_the_form_arrives(entry, sent):
    arrived = set()
    for posted in fullest(entry):
        body, ready = sent(entry, posted)
        check_body(entry, body)
        arrived |= body.keys()
        for item in entry.parameters:
            if item.role in ready.ask.parameters:
                assert body[item.name] == item.said(ready.ask.parameters[item.role]), item.name
        for item in entry.media:
            wanted = addresses_of(ready).get(item.role, [])
            assert all(address in json.dumps(body[item.name]) for address in wanted), (
                item.name
            )  # an element holds its own
        if entry.input_for("prompt"):
            assert body[entry.input_for("prompt").name] == WORDS
    offered = {item.name for item in entry.inputs if item.is_parameter or item.is_media or item.role == "prompt"}
    assert offered <= arrived


def entry_of(pk):
    return next(entry for entry in ALL if entry.id == pk)


def test_two_frames_are_one_list_with_the_start_first(sent):
    body, ready = sent(entry_of("kling-3.0/video"), {"prompt": WORDS, "start_frame": "a", "end_frame": "b"})

    assert body["image_urls"] == ["https://kie/start_frame", "https://kie/end_frame"]
    assert ready.ask.kind == "keyframes"
    assert body["multi_shots"] is False
    assert body["duration"] == "5"
    assert body["mode"] == "pro"


@pytest.mark.parametrize(
    ("posted", "kind", "told", "files"),
    [
        ({}, "text_to_video", "TEXT_2_VIDEO", 0),
        ({"start_frame": "a"}, "image_to_video", "FIRST_AND_LAST_FRAMES_2_VIDEO", 1),
        ({"start_frame": "a", "end_frame": "b"}, "keyframes", "FIRST_AND_LAST_FRAMES_2_VIDEO", 2),
        ({"references": ["asset:x:reference_images"]}, "reference_to_video", "REFERENCE_2_VIDEO", 1),
    ],
)
def test_the_kind_of_an_order_follows_from_its_files_and_is_told_to_the_maker(sent, posted, kind, told, files):
    body, ready = sent(entry_of("veo-3-1"), {"prompt": WORDS, **posted})

    assert (ready.ask.kind, body["generation_type"]) == (kind, told)
    assert len(body.get("image_urls", ())) == files


def test_a_song_is_ordered_in_the_makers_simple_way(sent):
    body, _ready = sent(entry_of("ai-music-api/generate"), {"prompt": "a song about tea"})

    assert body == {"custom_mode": False, "instrumental": False, "model": "V6", "prompt": "a song about tea"}


def test_speech_sends_its_words_as_text_and_its_voice_as_the_makers_id(sent):
    posted = {"prompt": "Good morning.", "parameters.voice": "Brian"}
    body, _ready = sent(entry_of("elevenlabs/text-to-speech-turbo-2-5"), posted)

    assert (body["text"], body["voice"]) == ("Good morning.", "nPczCjzI2devNBz1zQrb")


def test_the_prompt_is_filtered_where_the_maker_lets_us_ask_for_it(sent):
    body, _ready = sent(entry_of("google/nano-banana"), {"prompt": WORDS})

    assert body["nsfw_checker"] is True


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"content_type": "video/webm"}, "this model reads MP4, MOV"),
        ({"size_bytes": 200 * 2**20}, "at most 100 MB"),
        ({"duration_s": 2.0}, "at least 3 s"),
        ({"duration_s": 31.0}, "at most 30 s"),
        ({"kind": "picture"}, "not of the kind"),
    ],
)
def test_a_file_that_the_model_cannot_read_is_refused_with_a_sentence(owner, sent, change, sentence):
    entry = entry_of("kling-2.6/motion-control")
    _body, ready = sent(entry, smallest(entry))
    clip = next(asked.id for asked, _lent in ready.references if asked.role == "driving_video")
    Asset.objects.filter(pk=clip).update(**change)

    with pytest.raises(asks.validate.AskInvalid) as refused:
        asks.checked(owner=owner, ask=ready.ask)

    assert sentence in refused.value.errors["references"]


def test_a_rule_about_lengths_holds_only_with_its_setting(owner, sent):
    entry = entry_of("kling-2.6/motion-control")
    _body, ready = sent(entry, smallest(entry))
    Asset.objects.filter(kind="clip").update(duration_s=20.0)

    asks.checked(owner=owner, ask=ready.ask)
    with pytest.raises(asks.validate.AskInvalid, match="at most 10 s"):
        asks.checked(owner=owner, ask=ready.ask.with_parameters(character_orientation="image"))


@each([entry for entry in KIE if entry.input_for("seed")])
def test_a_seed_is_drawn_within_what_the_model_takes(entry, sent):
    item = entry.input_for("seed")
    _body, ready = sent(entry, smallest(entry))

    first = seed_of(ready.ask, entry)

    for place in range(4):
        assert item.minimum <= later_seed(entry, first, place) <= item.maximum
    assert later_seed(entry, int(item.maximum), 1) == item.minimum


def test_pictures_of_a_person_are_one_element_with_the_name_that_the_prompt_says(sent):
    posted = {"prompt": "@person waves", "start_frame": "a", "references": ["asset:b:elements", "asset:c:elements"]}

    body, _ready = sent(entry_of("kling-3.0/video"), posted)

    (element,) = body["kling_elements"]
    assert element["name"] == "person"
    assert len(element["element_input_urls"]) == 2
    assert element["description"]
