"""What nobody sends by accident: each gets a clear answer in our shape, and never a 500."""

import io
import json
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from rest_framework.test import APIClient

from studio.models import Asset, Generation
from tests.studio.conftest import PRICE, balance_of

NUL, HALF = "\x00", "\ud800"
"""What PostgreSQL refuses in a text, and half of a character that no UTF-8 has."""


@pytest.fixture
def free_words(entry):
    """The model takes words beside its prompt: text and a list of texts without a fixed choice."""
    entry.entry["inputs"] |= {
        "avoid": {"type": "string", "maps_to": "negative_prompt"},
        "tags": {"type": "array", "max_items": 3, "maps_to": "tags"},
    }
    entry.save()


def refused(answer, *statuses):
    """The error of an answer that is one of `statuses`."""
    assert answer.status_code in (statuses or (400,)), answer.content[:300]
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "facts"}
    assert error["message"]
    return error


@pytest.mark.parametrize("character", [NUL, HALF])
@pytest.mark.parametrize(
    "changes",
    [
        {"prompt": "a%s"},
        {"parameters": {"negative_prompt": "a%s"}},
        {"parameters": {"tags": ["a%s"]}},
        {"parameters": {"a%s": 1}},
        {"audio_prompt": "a%s"},
        {"model": "a%s"},
        {"kind": "a%s"},
        {"references": [{"id": "a%s"}]},
        {"project": "a%s"},
    ],
)
def test_characters_that_no_database_keeps_are_a_clear_400(api, alice, order, free_words, changes, character):
    body = json.dumps(order | changes).replace("%s", json.dumps(character)[1:-1])

    refused(api.post("/api/generations", body, content_type="application/json"))

    assert balance_of(alice) == 100


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/projects", {"name": "a\x00"}),
        ("/api/me", {"name": "a\x00"}),
        ("/api/token", {"email": "a\x00@example.com", "password": "x"}),
        ("/api/token", {"email": "a@example.com", "password": "x\x00"}),
        ("/api/token/refresh", {"refresh": "x\x00"}),
    ],
)
def test_names_with_characters_that_no_database_keeps_are_a_clear_400(api, path, body):
    send = api.patch if path == "/api/me" else api.post

    refused(send(path, body, format="json"), 400, 401)


@pytest.mark.parametrize(
    "path",
    [
        "generations?q=%00",
        "generations?model=%00",
        "generations?status=%00",
        "generations?kind=%00",
        "generations?cursor=%00",
        "generations?project=%00",
        "generations?size=" + "9" * 5000,
        "generations?size=%D9%A3%D9%A3%D9%A3%D9%A3",
        "assets?kind=%00",
        "assets?origin=%00",
        "assets?cursor=%00",
        "assets?project=nonsense",
        "credits/entries?kind=%00",
        "credits/entries?cursor=%00",
        "credits/entries?cursor=" + "9" * 5000,
    ],
)
def test_an_address_that_no_page_link_has_is_a_clear_422(api, path):
    assert refused(api.get(f"/api/{path}"), 422)["code"] == "bad_filter"


@pytest.mark.parametrize("path", ["models/%00", "nothing", "generations/", "generations/1", "assets/1/file", "%00"])
def test_what_is_not_there_is_a_404_in_the_shape_of_all_errors(api, path):
    assert refused(api.get(f"/api/{path}"), 404)["code"] == "not_found"


@pytest.mark.parametrize("depth", [40, 400, 100_000])
def test_a_body_nested_deep_is_a_clear_400(api, order, free_words, depth):
    nested = "[" * depth + "]" * depth
    body = json.dumps(order | {"parameters": {"tags": "%s"}}).replace('"%s"', nested)

    refused(api.post("/api/generations", body, content_type="application/json"))


def test_a_body_of_many_megabytes_is_a_413(api, order):
    refused(api.post("/api/generations", order | {"prompt": "x" * 3_000_000}, format="json"), 413)


@pytest.mark.parametrize("kind", ["text/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_body_of_another_type_is_a_415(api, entry, kind):
    refused(api.post("/api/generations", b"prompt=a", content_type=kind), 415)


@pytest.mark.parametrize("words", ["🧴" * 500, "a\nb\tc", "x" * 500, "\u202e" * 500, "😀\ufeff"])
def test_strange_words_are_words(api, order, words):
    made = api.post("/api/generations", order | {"prompt": words}, format="json")

    assert made.status_code == 202
    assert api.get(f"/api/generations/{made.json()[0]['id']}").json()["prompt"] == words


def test_words_are_limited_where_a_model_names_no_limit(api, order, free_words):
    long = {"parameters": {"negative_prompt": "x" * 100_000}}

    assert list(refused(api.post("/api/generations", order | long, format="json"))["facts"]["fields"]) == [
        "parameters.negative_prompt"
    ]


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)
FIELDS = ("kind", "model", "prompt", "parameters", "references", "start_frame", "project", "audio_type", "count")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.dictionaries(st.sampled_from(FIELDS), ANY, max_size=4),
    parameters=st.dictionaries(st.sampled_from(["seed", "aspect_ratio", "negative_prompt", "tags"]), ANY),
)
def test_whatever_is_sent_is_an_order_or_a_clear_refusal(api, order, free_words, changes, parameters):
    body = json.dumps({**order, "parameters": parameters, **changes})

    answer = api.post("/api/estimates", body, content_type="application/json")

    if answer.status_code != 200:
        refused(answer, 400, 404)


def an_asset(owner, kind="picture"):
    return Asset.objects.create(
        owner=owner, kind=kind, origin="upload", name="a", file=f"{owner.pk}/uploads/a.{kind}",
        content_type="image/png", size_bytes=1, sha256="0" * 64,
    )  # fmt: skip


@pytest.mark.parametrize("role", ["prompt", "seed", "start_frame", "aspect_ratio"])
def test_a_file_in_a_place_that_is_not_for_files_is_refused(api, alice, order, entry, role):
    references = [{"id": str(an_asset(alice).pk), "role": role}] * 50

    error = refused(api.post("/api/generations", order | {"references": references}, format="json"))

    assert list(error["facts"]["fields"]) == ["references"]
    assert not Generation.objects.exists()


@pytest.mark.parametrize("kind", ["clip", "sound"])
def test_a_file_of_another_kind_than_the_model_takes_is_refused_before_it_costs(api, alice, order, entry, kind):
    entry.entry["inputs"]["start"] = {"type": "string", "maps_to": "start_frame"}
    entry.save()
    pk = str(an_asset(alice, kind=kind).pk)

    as_reference = api.post("/api/generations", order | {"references": [{"id": pk}]}, format="json")
    as_start = api.post("/api/generations", order | {"start_frame": pk}, format="json")

    assert list(refused(as_reference)["facts"]["fields"]) == ["references"]
    assert list(refused(as_start)["facts"]["fields"]) == ["start_frame"]
    assert balance_of(alice) == 100


def test_a_picture_that_is_to_move_has_to_be_there(api, local_catalogue):
    order = {"kind": "image_to_video", "model": "draft-clip", "prompt": "by the sea"}

    error = refused(api.post("/api/generations", order, format="json"))

    assert list(error["facts"]["fields"]) == ["start_frame"]


def test_a_project_and_a_file_of_somebody_else_do_not_exist_in_an_order(api, bob, order):
    foreign = str(an_asset(bob).pk)

    for changes in ({"references": [{"id": foreign}]}, {"project": str(uuid4())}):
        refused(api.post("/api/generations", order | changes, format="json"), 404)


def test_a_price_that_has_changed_since_it_was_quoted_is_not_taken(api, alice, order, entry):
    quoted = api.post("/api/estimates", order | {"count": 2}, format="json").json()["total"]
    entry.margin_percent = 50
    entry.save()

    answer = api.post("/api/generations", order | {"count": 2, "quoted": quoted}, format="json")

    assert refused(answer, 409)["facts"] == {"needed": 30}
    assert balance_of(alice) == 100
    assert api.post("/api/generations", order | {"count": 2, "quoted": 30}, format="json").status_code == 202
    assert balance_of(alice) == 70


@pytest.mark.parametrize("name", ["???", "..", "/", "\x00", "a\r\nb.png", "я" * 400 + ".png", "…", ".png", ""])
def test_a_file_may_have_any_name(api, name):
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    file.seek(0)
    file.name = name or "x"

    answer = api.post("/api/assets", {"file": file}, format="multipart")

    if answer.status_code != 201:
        refused(answer)
        return
    shown = api.get(answer.json()["url"] + "?download=1")
    assert shown.status_code == 200
    assert shown["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "prompt", ["a poster\nwith two lines", 'a "quoted"\r\n\tword', "by the sea.png", "\x1b[31mred"]
)
def test_a_result_can_be_opened_whatever_its_words(api, alice, place, run, prompt):
    asset = run(place(alice, prompt=prompt)).result

    for query in ("", "?download=1"):
        answer = api.get(f"/api/assets/{asset.pk}/file{query}")
        assert answer.status_code == 200
        assert answer["Content-Disposition"].isprintable()


def test_a_file_that_is_gone_from_the_disk_is_a_404(api, alice, place, run):
    asset = run(place(alice)).result
    asset.file.storage.delete(asset.file.name)
    asset.file.storage.delete(asset.thumbnail.name)

    for name in ("file", "thumbnail"):
        refused(api.get(f"/api/assets/{asset.pk}/{name}"), 404)


@pytest.mark.parametrize("header", ["bytes=" + "9" * 5000 + "-", "bytes=0-" + "9" * 5000, "bytes=-" + "9" * 5000])
def test_a_range_of_any_length_is_answered(api, alice, place, run, header):
    asset = run(place(alice)).result

    assert api.get(f"/api/assets/{asset.pk}/file", HTTP_RANGE=header).status_code in (200, 206, 416)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_door_says_that_it_knows_no_such_method(api, alice, place, run, method):
    asset = run(place(alice)).result

    refused(getattr(api, method)(f"/api/assets/{asset.pk}/file"), 405)
    refused(getattr(api, method)("/api/credits"), 405)


def test_head_and_options_say_what_get_would(api):
    assert api.head("/api/generations").status_code == 200
    assert api.options("/api/generations").status_code == 200


class TestSignedOut:
    """Who may not come in, or not any more."""

    def test_a_token_of_an_account_that_was_closed_opens_nothing(self, api, alice, place, run):
        asset = run(place(alice)).result
        refresh = APIClient().post(
            "/api/token", {"email": alice.email, "password": "a long password"}, format="json"
        ).json()["refresh"]  # fmt: skip
        alice.is_active = False
        alice.save()

        refused(api.get("/api/me"), 401)
        refused(api.get(f"/api/assets/{asset.pk}/file"), 401)
        refused(APIClient().post("/api/token/refresh", {"refresh": refresh}, format="json"), 401)

    def test_a_new_password_ends_the_tokens_of_the_old_one(self, api, alice):
        refresh = APIClient().post(
            "/api/token", {"email": alice.email, "password": "a long password"}, format="json"
        ).json()["refresh"]  # fmt: skip
        alice.set_password("another long password")
        alice.save()

        refused(api.get("/api/me"), 401)
        refused(APIClient().post("/api/token/refresh", {"refresh": refresh}, format="json"), 401)

    def test_who_tries_many_passwords_has_to_wait_and_is_told_in_json(self, db, settings):
        settings.AXES_ENABLED = True
        client = APIClient(REMOTE_ADDR="10.9.8.7")

        answers = [
            client.post("/api/token", {"email": "alice@example.com", "password": str(n)}, format="json")
            for n in range(12)
        ]

        assert answers[0].status_code == 401
        assert refused(answers[-1], 429)["code"] == "throttled"

    def test_who_asks_for_tokens_of_many_accounts_has_to_wait(self, db, one_minute):
        client = APIClient(REMOTE_ADDR="10.9.8.6")

        statuses = [
            client.post("/api/token", {"email": f"{n}@example.com", "password": "x"}, format="json").status_code
            for n in range(40)
        ]

        assert statuses[0] == 401
        assert statuses[-1] == 429


class TestLanguage:
    """An account's own language, unless the client asks for another."""

    @pytest.mark.parametrize(("asked", "words"), [("", "There is no such model."), ("ru", "Такой модели нет.")])
    def test_errors_are_told_in_it(self, api, order, asked, words):
        api.credentials(HTTP_AUTHORIZATION=api._credentials["HTTP_AUTHORIZATION"], HTTP_ACCEPT_LANGUAGE=asked)
        if not asked:
            del api._credentials["HTTP_ACCEPT_LANGUAGE"]

        assert refused(api.post("/api/generations", order | {"model": "x"}, format="json"), 404)["message"] == words

    def test_an_order_is_told_of_in_it(self, api, alice, order):
        del api._credentials["HTTP_ACCEPT_LANGUAGE"]

        api.post("/api/generations", order, format="json")

        assert Generation.objects.get().language == alice.language == "en"


def test_the_price_that_is_held_is_the_price_that_is_read(api, alice, order):
    made = api.post("/api/generations", order, format="json").json()[0]

    assert made["price"] == PRICE == 100 - balance_of(alice)
