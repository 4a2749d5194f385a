"""The catalogue held against the vendor's lists, over HTTP."""

from copy import deepcopy
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from reklamai.core.errors import Busy
from reklamai.core.secret import Secret
from studio.catalogue.openapi import inputs_of
from studio.models import CatalogueModel
from studio.selectors import catalogue
from studio.services.refreshing import Patience
from tests.providers.kie_server import running_kie

pytestmark = pytest.mark.django_db

ENTRY = {
    "model": "maker/painter",
    "title": "Painter",
    "kind": "text_to_image",
    "output": "image",
    "endpoint": "/api/v1/jobs/createTask",
    "inputs": {
        "prompt": {"type": "string", "required": True, "max_length": 5000, "maps_to": "prompt"},
        "size": {
            "type": "string",
            "enum": ["2K", "4K"],
            "values": {"2K": "basic", "4K": "high"},
            "maps_to": "resolution",
        },
        "duration": {"type": "integer", "wire": "string", "min": 3, "max": 15, "maps_to": "duration"},
    },
    "unused": ["web_search"],
    "price": {"unit": "image", "credits": 8},
}


def openapi(**inputs):
    """A document as KIE writes them: the body behind references, with blanks in their names."""
    fields = {
        "prompt": {"type": "string", "maxLength": 5000},
        "size": {"type": "string", "enum": ["basic", "high"]},
        "duration": {"type": "string"},
        "web_search": {"type": "boolean"},
        **inputs,
    }
    body = {
        "type": "object",
        "properties": {"model": {"type": "string"}, "input": {"$ref": "#/components/schemas/The input"}},
    }
    schemas = {"Body of it": body, "The input": {"type": "object", "required": ["prompt"], "properties": fields}}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Body%20of%20it"}}}
    path = {"/api/v1/jobs/createTask": {"post": {"requestBody": {"content": content}}}}
    return {"openapi": "3.1.0", "paths": path, "components": {"schemas": schemas}}


def listed(model="maker/painter", price="8 credits per image", schema=None):
    row = {"model": model, "title": "A title", "provider": "maker", "taskType": ["Text to Image"], "pricingDesc": price}
    return {"row": row, "schema": schema or openapi(), "price": price}


@pytest.fixture(scope="module")
def server():
    with running_kie() as server:
        yield server


@pytest.fixture
def kie(settings, server):
    settings.KIE_API_KEY = Secret("kie-key")
    settings.KIE_BASE_URL, settings.KIE_UPLOAD_URL, settings.VENDOR_LIMITS = server.base_url, server.upload_url, {}
    CatalogueModel.objects.create(
        id="maker/painter", provider="kie", entry=deepcopy(ENTRY), enabled=True, live={"price": "8 credits per image"}
    )
    return server


def refreshed(*arguments):
    out = StringIO()
    call_command("refresh_catalogue", *arguments, stdout=out)
    return out.getvalue()


def row():
    return CatalogueModel.objects.get(pk="maker/painter")


def test_a_catalogue_that_is_as_the_vendor_says_shows_nothing(kie):
    kie.set(catalogue={"maker/painter": listed()})

    assert refreshed() == "0 differences, 0 written down\n"


def test_a_model_that_is_new_at_the_vendor_is_named_and_not_offered(kie):
    kie.set(catalogue={"maker/painter": listed(), "maker/fresh": listed("maker/fresh")})

    assert "maker/fresh: new at the vendor  A title" in refreshed("--apply")
    assert not CatalogueModel.objects.filter(pk="maker/fresh").exists()


def test_a_model_that_is_gone_is_no_longer_offered_until_it_is_back(kie):
    kie.set(catalogue={})
    assert "maker/painter: gone at the vendor" in refreshed()
    assert not catalogue.offer("maker/painter").off

    refreshed("--apply")
    with translation.override("en"):
        assert catalogue.offer("maker/painter").off == "Its maker does not offer it any more."
    assert row().enabled  # staff's own switch is theirs

    kie.set(catalogue={"maker/painter": listed()})
    assert "back at the vendor" in refreshed("--apply")
    assert not catalogue.offer("maker/painter").off


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"style": {"type": "string"}}, "style: new input"),
        ({"size": {"type": "string", "enum": ["basic"]}}, "size: values that are no more: high"),
        ({"prompt": {"type": "string", "maxLength": 800}}, "prompt: max_length 5000 -> 800"),
        ({"duration": {"type": "integer"}}, "duration: type string -> integer"),
        ({"duration": {"type": "string", "maximum": 30}}, "duration: max 15 -> 30"),
    ],
)
def test_a_changed_input_is_told_in_words_and_left_to_a_person(kie, change, words):
    kie.set(catalogue={"maker/painter": listed(schema=openapi(**change))})
    before = row().entry

    assert words in refreshed("--apply")
    assert row().entry == before


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("12 credits per image", 12.0),
        ("0.5 credit per image.", 0.5),
        ("12 credits per image, 18 for 4K", None),
        ("12 credits per second", None),
        ("about 12 credits per image", None),
    ],
)
def test_a_price_is_kept_in_words_and_as_a_number_only_where_they_leave_no_doubt(kie, words, read):
    kie.set(catalogue={"maker/painter": listed(price=words)})

    assert words in refreshed("--apply")

    assert (row().live["price"], row().live["credits"]) == (words, read)
    assert catalogue.offer("maker/painter").entry.price.credits == (read or 8)
    assert refreshed("--apply").startswith("0 differences")


def test_nothing_is_written_down_without_being_told_to(kie):
    kie.set(catalogue={"maker/painter": listed(price="12 credits per image")})

    refreshed()

    assert row().live == {"price": "8 credits per image"}


def test_one_model_alone_can_be_looked_at(kie):
    kie.set(catalogue={"maker/painter": listed(price="9 credits per image"), "maker/fresh": listed("maker/fresh")})

    told = refreshed("--model", "maker/painter")

    assert "maker/painter: price" in told
    assert "maker/fresh" not in told


def test_without_a_key_the_command_says_so(kie, settings):
    settings.KIE_API_KEY = Secret("")

    with pytest.raises(CommandError, match="KIE_API_KEY"):
        refreshed()


def test_a_vendor_that_cannot_be_read_ends_the_command_in_words(kie, settings):
    settings.KIE_API_KEY = Secret("a wrong key")

    with pytest.raises(CommandError, match="could not be read"):
        refreshed()


def test_a_turn_is_waited_for_as_long_as_the_limit_says():
    turns, slept = iter([1.1, 0.4, 0.0]), []

    assert Patience(lambda _name: next(turns), slept.append).take("kie.catalogue") == 0.0
    assert slept == [1.1, 0.4]


def test_a_turn_that_never_comes_ends_the_waiting():
    with pytest.raises(Busy):
        Patience(lambda _name: 1.0, lambda _seconds: None).take("kie.catalogue")


@pytest.mark.parametrize("document", [None, {}, {"paths": {"/x": {"post": {}}}}, {"paths": {"/x": {"get": {}}}}])
def test_a_document_without_a_body_has_no_inputs(document):
    assert inputs_of(document) == {}


def test_a_document_that_refers_to_itself_ends():
    circle = {"$ref": "#/components/schemas/A"}
    content = {"application/json": {"schema": circle}}
    document = {
        "paths": {"/x": {"post": {"requestBody": {"content": content}}}},
        "components": {"schemas": {"A": circle}},
    }

    assert inputs_of(document) == {}
