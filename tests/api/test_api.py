"""The REST doors: what they take, what they answer, and what they keep to themselves."""

import io
from uuid import uuid4

import pytest
from PIL import Image
from rest_framework.test import APIClient

from studio.models import Generation
from tests.studio.conftest import PRICE, balance_of


def a_png(size=(40, 30)):
    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, "PNG")
    file.name = "red.png"
    file.seek(0)
    return file


def test_nobody_is_let_in_without_a_token(db, entry):
    client = APIClient()

    for path in ("me", "models", "generations", "assets", "credits", "credits/entries", "projects"):
        answer = client.get(f"/api/{path}")
        assert answer.status_code == 401, path
        assert answer.json()["error"]["code"] == "not_authenticated"


def test_a_token_is_refreshed_and_the_old_refresh_token_dies(alice):
    client = APIClient()
    first = client.post("/api/token", {"email": alice.email, "password": "a long password"}, format="json").json()

    second = client.post("/api/token/refresh", {"refresh": first["refresh"]}, format="json")
    again = client.post("/api/token/refresh", {"refresh": first["refresh"]}, format="json")

    assert second.status_code == 200
    assert again.status_code == 401


def test_an_order_is_taken_held_and_can_be_read(api, alice, order):
    answer = api.post("/api/generations", order, format="json")

    assert answer.status_code == 202
    made = answer.json()[0]
    assert (made["status"], made["price"], made["parameters"]["aspect_ratio"]) == ("queued", PRICE, "1:1")
    assert api.get(f"/api/generations/{made['id']}").json()["prompt"] == "a poster"
    assert api.get("/api/credits").json() == {"balance": 100 - PRICE, "held": PRICE}


def test_the_same_idempotency_key_is_the_same_order(api, order):
    key = {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}

    first = api.post("/api/generations", order, format="json", **key).json()
    second = api.post("/api/generations", order, format="json", **key).json()
    other = api.post("/api/generations", order | {"prompt": "another"}, format="json", **key)

    assert first[0]["id"] == second[0]["id"]
    assert other.status_code == 422
    assert other.json()["error"]["code"] == "key_reused"
    assert Generation.objects.count() == 1


def test_a_malformed_idempotency_key_is_refused(api, order):
    answer = api.post("/api/generations", order, format="json", HTTP_IDEMPOTENCY_KEY="once")

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "bad_input"


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"prompt": ""}, ["prompt"]),
        ({"parameters": {"aspect_ratio": "7:1"}}, ["parameters.aspect_ratio"]),
        ({"parameters": {"x": {"deep": [1]}}}, ["parameters.x"]),
        ({"parameters": [1]}, ["parameters"]),
        ({"count": 0}, ["count"]),
        ({"count": "many"}, ["count"]),
        ({"start_frame": "not an id"}, ["start_frame"]),
        ({"kind": "text_to_video"}, ["kind"]),
        ({"model": None}, ["model"]),
    ],
)
def test_an_order_that_cannot_be_served_names_its_fields(api, alice, order, changes, fields):
    answer = api.post("/api/generations", order | changes, format="json")

    assert answer.status_code == 400
    assert list(answer.json()["error"]["facts"]["fields"]) == fields
    assert balance_of(alice) == 100


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"text"', b"\xff\xfe"])
def test_a_body_that_is_not_an_order_is_a_clear_400(api, entry, body):
    answer = api.post("/api/generations", body, content_type="application/json")

    assert answer.status_code == 400
    assert set(answer.json()["error"]) == {"code", "message", "facts"}


def test_an_unknown_model_is_404(api, order):
    assert api.post("/api/generations", order | {"model": "nobody"}, format="json").status_code == 404


def test_too_few_credits_are_402_with_what_is_needed(api, alice, order, entry):
    entry.margin_percent = 2000
    entry.save()

    answer = api.post("/api/generations", order, format="json")

    assert answer.status_code == 402
    assert answer.json()["error"]["facts"] == {"needed": 210}


def test_an_estimate_tells_price_and_what_would_be_sent(api, order):
    answer = api.post("/api/estimates", order | {"count": 2}, format="json").json()

    assert (answer["each"], answer["total"], answer["affordable"]) == (PRICE, 2 * PRICE, True)
    assert answer["sent"]["words"] == "a poster"


def test_a_result_is_listed_with_its_file(api, alice, place, run):
    generation = run(place(alice))

    asset = api.get(f"/api/generations/{generation.pk}").json()["assets"][0]
    answer = api.get(asset["url"])

    assert asset["content_type"] == "image/png"
    assert b"".join(answer.streaming_content if not answer.is_async else [])[:4] in (b"\x89PNG", b"")
    assert answer.status_code == 200


def test_cancel_retry_favourite_delete_and_restore(api, alice, place):
    pk = place(alice).pk
    url = f"/api/generations/{pk}"

    assert api.post(f"{url}/cancel").json()["status"] == "cancelled"
    assert api.post(f"{url}/retry").json()[0]["status"] == "queued"
    assert api.post(f"{url}/favourite").json()["favourite"] is True
    assert api.delete(f"{url}/favourite").json()["favourite"] is False
    assert api.delete(url).status_code == 204
    assert [row["id"] for row in api.get("/api/generations?bin=1").json()["results"]] == [str(pk)]
    assert api.post(f"{url}/restore").json()["deleted_at"] is None


def test_pages_by_cursor_have_every_row_once(api, alice, an_ask, place):
    rows = [str(place(alice, prompt=f"poster {n}").pk) for n in range(5)]

    seen, cursor = [], ""
    while cursor is not None:
        page = api.get(f"/api/generations?size=2&cursor={cursor}").json()
        seen += [row["id"] for row in page["results"]]
        cursor = page["next"]

    assert seen == rows[::-1]


@pytest.mark.parametrize("query", ["cursor=broken", "size=0", "size=101", "size=x", "project=nonsense"])
def test_a_broken_page_link_is_422_and_names_what_is_broken(api, query):
    answer = api.get(f"/api/generations?{query}")

    assert answer.status_code == 422
    assert list(answer.json()["error"]["facts"]["fields"]) == [query.split("=")[0]]


def test_a_search_finds_inflected_words(api, alice, place):
    found = place(alice, prompt="Девушка пьёт кофе у моря")
    place(alice, prompt="A sneaker on concrete")

    answer = api.get("/api/generations", {"q": "девушки"}).json()

    assert [row["id"] for row in answer["results"]] == [str(found.pk)]


def test_a_list_takes_the_same_number_of_queries_whatever_its_length(api, alice, place, django_assert_max_num_queries):
    for number in range(6):
        place(alice, prompt=f"poster {number}")

    with django_assert_max_num_queries(7):
        api.get("/api/generations")


def test_an_upload_is_kept_measured_and_can_be_deleted(api):
    made = api.post("/api/assets", {"file": a_png()}, format="multipart")

    asset = made.json()
    assert made.status_code == 201
    assert (asset["kind"], asset["width"], asset["height"], asset["name"]) == ("picture", 40, 30, "red.png")
    assert [row["id"] for row in api.get("/api/assets?kind=picture").json()["results"]] == [asset["id"]]
    assert api.delete(f"/api/assets/{asset['id']}").status_code == 204
    assert api.get("/api/assets").json()["results"] == []


def test_an_upload_that_is_no_picture_is_415(api):
    file = io.BytesIO(b"<script>alert(1)</script>")
    file.name = "picture.png"

    answer = api.post("/api/assets", {"file": file}, format="multipart")

    assert answer.status_code == 415
    assert answer.json()["error"]["facts"] == {"reason": "unknown_type"}


def test_projects_are_made_renamed_and_deleted(api):
    made = api.post("/api/projects", {"name": "Autumn"}, format="json").json()

    assert api.patch(f"/api/projects/{made['id']}", {"name": "Winter"}, format="json").json()["name"] == "Winter"
    assert [row["name"] for row in api.get("/api/projects").json()["results"]] == ["Winter"]
    assert api.delete(f"/api/projects/{made['id']}").status_code == 204
    assert api.get("/api/projects").json()["results"] == []


def test_every_movement_of_credits_is_listed(api, alice, place):
    place(alice)

    rows = api.get("/api/credits/entries").json()["results"]

    assert [(row["kind"], row["delta"]) for row in rows] == [("hold", -PRICE), ("grant", 100)]


def test_models_say_what_they_take(api, local_catalogue):
    models = {model["id"]: model for model in api.get("/api/models").json()["results"]}

    picture = models["draft-picture"]
    assert picture["free"] is True
    assert picture["parameters_schema"]["properties"]["resolution"]["enum"] == ["720p", "1080p", "2k", "4k"]
    assert "draft-clip" in models
    assert api.get("/api/models/draft-clip").json()["kinds"] == ["text_to_video", "image_to_video"]


def test_me_can_be_read_and_changed(api):
    assert api.patch("/api/me", {"language": "ru", "theme": "dark"}, format="json").json()["language"] == "ru"
    assert api.get("/api/me").json()["theme"] == "dark"
    assert api.patch("/api/me", {"theme": "pink"}, format="json").status_code == 400
