"""Masters over the API: what can be had, and an order like any other."""

import pytest

from studio.models import Generation
from studio.services import catalogue
from tests.api.conftest import client_of
from tests.pages.workbench import a_done_work
from tests.studio.conftest import alice, bob  # noqa: F401


@pytest.fixture(autouse=True)
def workshop(db, private_media):
    catalogue.load()


@pytest.fixture
def api(alice):
    return client_of(alice)


@pytest.fixture
def picture(alice):
    return a_done_work(alice).result


def order_of(asset, **parameters):
    return {
        "kind": "master",
        "model": "export-master",
        "references": [{"source": "asset", "id": str(asset.pk), "role": "source_image"}],
        "parameters": {"master_format": "tiff16", **parameters},
    }


def test_of_a_file_each_format_has_its_depth_sizes_bytes_and_reasons(api, picture):
    formats = api.get("/api/masters", {"asset": picture.pk}).json()["formats"]

    assert [each["format"] for each in formats] == ["png16", "tiff16"]
    [made, *others] = formats[1]["sizes"]
    assert (made["resolution"], made["width"], made["height"], made["reason"]) == ("", 60, 40, "")
    assert 60 * 40 < made["bytes"] < 60 * 40 * 6 * 2
    assert all("four times" in each["reason"] for each in others)
    assert (formats[1]["container_bits"], formats[1]["source_bits"], formats[1]["deep"]) == (16, 8, False)


def test_of_a_model_it_says_what_is_rendered_in_float(api):
    formats = api.get("/api/masters", {"model": "draft-clip"}).json()["formats"]

    assert {each["format"]: each["deep"] for each in formats}["prores_hq"] is True
    assert {each["statement"] for each in formats if each["deep"]} == {
        "10-bit container, true 10-bit pixels", "16-bit container, true 16-bit pixels",
    }  # fmt: skip


def test_the_words_come_in_the_language_that_is_asked_for(api, picture):
    api.credentials(**{**api._credentials, "HTTP_ACCEPT_LANGUAGE": "ru"})

    answer = api.get("/api/masters", {"asset": picture.pk}).json()

    assert answer["formats"][0]["statement"] == "Контейнер 16 бит, источник 8 бит, ступени градиентов сглажены"


@pytest.mark.parametrize("asked", [{}, {"asset": "x"}, {"asset": "1", "model": "y"}, {"file": "1"}])
def test_what_names_neither_a_file_nor_a_model_is_a_broken_filter(api, asked):
    assert api.get("/api/masters", asked).status_code == 422


def test_a_file_or_model_that_one_cannot_see_is_not_there(api, bob):
    hers = a_done_work(bob).result

    assert api.get("/api/masters", {"asset": hers.pk}).status_code == 404
    assert api.get("/api/masters", {"model": "nobody/knows"}).status_code == 404
    assert api.post("/api/generations", order_of(hers), format="json").status_code == 404


def test_an_estimate_is_free_and_an_order_is_a_work_of_kind_master(api, picture):
    estimate = api.post("/api/estimates", order_of(picture), format="json").json()
    [made] = api.post("/api/generations", order_of(picture), format="json").json()

    assert estimate["total"] == 0
    assert (made["kind"], made["status"], made["price"]) == ("master", "queued", 0)
    assert made["parameters"] == {"master_format": "tiff16"}
    assert made["parent"] == str(picture.generation_id), "it knows what it was made of, unasked"
    assert [each["id"] for each in api.get("/api/generations", {"output": "master"}).json()["results"]] == [made["id"]]


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"resolution": "4k"}, "parameters.resolution"),
        ({"master_format": "prores_hq"}, "parameters.master_format"),
        ({"master_format": "gif"}, "parameters.master_format"),
        ({"master_format": ""}, "parameters.master_format"),
    ],
)
def test_what_cannot_be_had_is_refused_by_its_field_before_anything_is_written(api, picture, parameters, field):
    answer = api.post("/api/generations", order_of(picture, **parameters), format="json")

    assert answer.status_code == 400
    assert list(answer.json()["error"]["facts"]["fields"]) == [field]
    assert not Generation.objects.filter(kind="master").exists()


def test_without_a_file_or_with_two_nothing_is_ordered(api, picture):
    twice = order_of(picture)
    twice["references"] *= 2

    for body in (order_of(picture) | {"references": []}, twice):
        answer = api.post("/api/generations", body, format="json")
        assert list(answer.json()["error"]["facts"]["fields"]) == ["references"]


def test_a_master_for_which_there_is_no_room_is_refused_with_its_size(api, picture, settings):
    settings.QUOTA_BYTES = picture.size_bytes + 10

    error = api.post("/api/generations", order_of(picture), format="json").json()["error"]

    assert "This master needs about" in error["message"]
    assert error["facts"]["needed"] > 10


def test_each_file_says_its_part_and_what_its_pixels_carry(api, picture):
    master = {"format": "tiff16", "container_bits": 16, "source_bits": 8, "debanded": True}
    picture.metadata = {"part": "master", "master": master}
    picture.save()

    shown = api.get(f"/api/assets/{picture.pk}").json()

    assert (shown["part"], shown["statement"]) == ("master", "16-bit container, 8-bit source, debanded")


def test_a_file_that_is_no_master_claims_nothing(api, picture):
    shown = api.get(f"/api/assets/{picture.pk}").json()

    assert (shown["part"], shown["statement"]) == ("", "")
