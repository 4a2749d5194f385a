"""The OpenAPI document: valid by an independent judge, complete, and true about who may see what."""

import re
from uuid import uuid4

import pytest
from django.urls import get_resolver
from django.utils import timezone
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from rest_framework.test import APIClient

from anchors.models import MultiReference, ReferenceAnchor
from soulids.models import Consent, SoulID, SoulSearch
from studio.models import Asset, Generation, Project, User, WebhookDelivery, WebhookEndpoint
from studio.services import projects
from tests.api.conftest import client_of
from tests.api.fuzzing import DOCUMENT, OPERATIONS
from video.models import CameraPreset, MultiShotGeneration, SoundMix, SoundPiece

HIDDEN = {"/api/schema", "/api/docs", "/api/redoc", "/api/", "/api/<path:rest>"}


def served():
    """Every route under /api/ as the document would write it."""
    rooms = [item for item in get_resolver().url_patterns if str(item.pattern) == "api/"]
    routes = {f"/api/{item.pattern}" for room in rooms for item in room.url_patterns} - HIDDEN
    return {re.sub(r"<\w+:(\w+)>", r"{\1}", route).replace("{pk}", "{id}") for route in routes}


def test_the_document_is_valid_openapi_3_1(db):
    schema = APIClient().get("/api/schema", HTTP_ACCEPT="application/vnd.oai.openapi+json").json()

    assert schema["openapi"].startswith("3.1")
    validate(schema, cls=OpenAPIV31SpecValidator)


def test_it_names_every_route_and_no_other():
    assert set(DOCUMENT["paths"]) == served()


def operations():
    return [(path, method, DOCUMENT["paths"][path][method.lower()]) for path, method in OPERATIONS]


def test_every_operation_has_a_name_of_its_own_that_a_program_can_use():
    names = [operation["operationId"] for _path, _method, operation in operations()]

    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]+", name) for name in names)


def test_every_error_has_the_one_shape():
    for path, method, operation in operations():
        errors = {status for status in operation["responses"] if status >= "400"}
        assert {"429", "500"} <= errors, (path, method)
        for status in errors:
            [(kind, content)] = operation["responses"][status]["content"].items()
            assert (kind, content["schema"]) == ("application/json", {"$ref": "#/components/schemas/Error"})
            assert set(content["example"]["error"]) == {"code", "message", "facts"}


def test_every_answer_names_its_headers():
    for _path, _method, operation in operations():
        for status, response in operation["responses"].items():
            assert {"X-Request-ID", "RateLimit-Remaining"} <= set(response["headers"])
            assert ("Retry-After" in response["headers"]) == (status in ("429", "503"))


def test_all_but_signing_in_asks_who_it_is():
    open_ones = {path for path, _method, operation in operations() if not operation["security"]}

    assert open_ones == {path for path in DOCUMENT["paths"] if path.startswith("/api/token")}
    for _path, _method, operation in operations():
        for way in operation["security"]:
            assert set(way) <= set(DOCUMENT["components"]["securitySchemes"])


def test_orders_take_an_idempotency_key_and_files_a_range():
    def headers(name):
        named = next(operation for _path, _method, operation in operations() if operation["operationId"] == name)
        return {each["name"] for each in named["parameters"] if each["in"] == "header"}

    for name in ("generations_order", "generations_order_bulk", "generations_retry"):
        assert "Idempotency-Key" in headers(name)
    assert "Range" in headers("assets_file")


def test_the_document_s_examples_can_be_sent(api, local_catalogue):
    sent = 0
    for path, method, operation in operations():
        body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        if "{id}" in path:
            continue  # of a thing that must be there; its room's own tests send it
        for example in body.get("examples", {}).values():
            answer = getattr(api, method.lower())(path, example["value"], format="json")
            assert answer.status_code in (200, 201, 202), (path, answer.json())
            sent += 1
    assert sent == 7


@pytest.mark.parametrize("path", ["docs", "redoc"])
def test_the_documentation_pages_are_served_by_us(db, path):
    page = APIClient().get(f"/api/{path}").content.decode()

    assert "http://" not in page.replace("http://testserver", "")
    assert "https://" not in page


@pytest.fixture
def things(alice, api, place, run):
    """One of each of Alice's things, by the section of the address."""
    generation = run(place(alice))
    key = api.post("/api/keys", {"name": "Shop", "scopes": ["read"]}, format="json").json()["id"]
    project = projects.create(alice, name="Secret")
    hook, delivery = a_webhook(alice)
    return {
        "generations": generation.pk, "assets": generation.result.pk, "projects": project.pk, "keys": key,
        "webhooks": hook, "{delivery}": delivery, **of_the_room_of_anchors(alice, generation.result),
        **of_the_room_of_soul_ids(alice),
        "camera-presets": CameraPreset.objects.create(owner=alice, name="Secret").pk,
        **of_the_room_of_films(alice, generation.result),
    }  # fmt: skip


def of_the_room_of_films(owner, asset):
    film = MultiShotGeneration.objects.create(owner=owner, name="Secret")
    mix = SoundMix.objects.create(owner=owner, film=film)
    piece = SoundPiece.objects.create(mix=mix, lane="music", asset=asset, text="Secret")
    return {"multi-shot": film.pk, "mixes": mix.pk, "{piece}": piece.pk}


def of_the_room_of_anchors(owner, asset):
    anchor = ReferenceAnchor.objects.create(owner=owner, name="Secret", image=asset)
    return {"anchors": anchor.pk, "multi-references": MultiReference.objects.create(owner=owner, face=anchor).pk}


def of_the_room_of_soul_ids(owner):
    soul = SoulID.objects.create(owner=owner, name="Secret", handle="secret")
    Consent.objects.create(soul=soul, right="own_face", person="Secret", words="I agree.", agreed_by=owner)
    return {"soul-ids": soul.pk, "soul-ids/search": SoulSearch.objects.create(owner=owner).pk}


def of_path(things, path):
    """The thing that an address names: a section may have another one within it."""
    words = path.split("/")
    return things.get("/".join(words[2:4]), things.get(words[2]))


def a_webhook(owner):
    """An endpoint and one of its deliveries, which may be replayed."""
    made = WebhookEndpoint.objects.create(owner=owner, url="https://example.com/", events=["generation.done"])
    now = timezone.now()
    told = WebhookDelivery.objects.create(
        endpoint=made, event=uuid4(), type="t", status="failed", due_at=now, ends_at=now
    )
    return made.pk, told.pk


@pytest.fixture
def chief(db):
    user = User.objects.create_superuser("chief@example.com", "a long password", language="en")
    return client_of(user)


@pytest.mark.parametrize("stranger", ["api_of_bob", "chief"])
@pytest.mark.parametrize(("path", "method"), [each for each in OPERATIONS if "{id}" in each[0]])
def test_a_thing_of_somebody_else_is_as_one_that_never_was(request, things, path, method, stranger):
    section = path.split("/")[2]
    if section == "models":
        return  # everybody's
    client = getattr(request.getfixturevalue(stranger), method.lower())
    for name in ("{delivery}", "{piece}"):
        path = path.replace(name, str(things[name]))
    path = path.replace("{number}", "1").replace("{photo}", str(uuid4()))

    theirs = client(path.replace("{id}", str(of_path(things, path))), {"name": "Mine"}, format="json")
    nobody_s = client(path.replace("{id}", str(uuid4())), {"name": "Mine"}, format="json")

    assert theirs.status_code == nobody_s.status_code == 404
    assert theirs.json() == nobody_s.json()
    assert Generation.objects.get().deleted_at is None
    assert Asset.objects.get().deleted_at is None
    assert Project.objects.get().name == SoulID.objects.get().name == "Secret"


@pytest.mark.parametrize(
    "name", ["generations", "assets", "projects", "credits/entries", "keys", "webhooks", "soul-ids", "mixes"]
)
def test_a_list_holds_nothing_of_somebody_else(things, chief, name):
    assert chief.get(f"/api/{name}").json()["results"] == []
