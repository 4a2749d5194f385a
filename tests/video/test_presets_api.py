"""Presets and words of the camera for programs."""

from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from studio.models import User
from studio.services import keys
from tests.api.conftest import client_of, local_catalogue  # noqa: F401
from tests.api.fuzzing import DOCUMENT
from video.api.presets import STREET
from video.models import CameraPreset, CameraTerm
from video.services import presets

ROOM = "/api/camera-presets"


@pytest.fixture
def made(api):
    return api.post(ROOM, STREET, format="json").json()


@pytest.fixture
def in_russian(api, alice):
    """Alice without a wish for a language: her account's is Russian."""
    User.objects.filter(pk=alice.pk).update(language="ru")
    client = APIClient(raise_request_exception=False)
    client.credentials(HTTP_AUTHORIZATION=api._credentials["HTTP_AUTHORIZATION"])
    return client


def fields_of(answer):
    return answer.json()["error"]["facts"]["fields"]


def test_a_preset_is_made_and_read_with_every_setting(api, made):
    assert made["id"] and made["name"] == "Wet street" and not made["system"]
    assert {name: made[name] for name in STREET} == STREET
    assert made["grain"] is None and made["genre"] is None and made["focus_distance"] is None
    assert api.get(f"{ROOM}/{made['id']}").json() == made


def test_the_answer_has_every_field_that_its_document_names(made):
    assert set(made) == set(DOCUMENT["components"]["schemas"]["Preset"]["properties"])


def test_what_was_answered_can_be_sent_back_and_changes_nothing(api, made):
    again = api.patch(f"{ROOM}/{made['id']}", made, format="json")

    assert again.status_code == 200
    assert {**again.json(), "updated_at": ""} == {**made, "updated_at": ""}


def test_a_change_leaves_what_it_does_not_name_and_empties_what_it_names_as_null(api, made):
    changed = api.patch(
        f"{ROOM}/{made['id']}", {"aperture": 4, "speed_ramp": None, "movements": []}, format="json"
    ).json()

    assert changed["aperture"] == 4 and changed["speed_ramp"] is None and changed["movements"] == []
    assert changed["lens"] == "anamorphic-2x" and changed["name"] == "Wet street"


def test_own_presets_come_first_and_each_kind_can_be_asked_for_alone(api, made):
    both, own, ours = (api.get(f"{ROOM}{of}").json()["results"] for of in ("", "?owner=me", "?owner=system"))

    assert [row["id"] for row in both] == [row["id"] for row in own + ours]
    assert [row["id"] for row in own] == [made["id"]]
    assert len(ours) >= 24 and all(row["system"] and row["slug"] for row in ours)
    assert api.get(f"{ROOM}?owner=friends").status_code == 422


@pytest.mark.parametrize(
    ("sent", "faults"),
    [
        ({"name": ""}, {"name"}),
        ({"name": "x" * 81}, {"name"}),
        ({"sensor": "box-camera"}, {"sensor"}),
        ({"focal_length": 7}, {"focal_length"}),
        ({"focal_length": 20}, {"focal_length"}),
        ({"aperture": 1.4}, {"aperture"}),
        ({"focus_distance": 0.3}, {"focus_distance"}),
        ({"lens": "macro-100"}, {"focal_length"}),
        ({"color_strength": 101}, {"color_strength"}),
        ({"aspect_ratio": "3:1"}, {"aspect_ratio"}),
        ({"movements": [{"name": "moonwalk"}]}, {"movements"}),
        ({"movements": [{"name": "push-in"}] * 2}, {"movements"}),
        ({"speed_ramp": {"points": [[0, 1], [1, 9]]}}, {"speed_ramp"}),
        ({"speed_ramp": {"name": "hero", "points": [[0, 1], [1, 1]]}}, {"speed_ramp"}),
        ({"iso": 800, "shutter": 180}, {"iso", "shutter"}),
    ],
)  # fmt: skip
def test_what_no_camera_has_is_refused_by_the_name_of_its_field(api, sent, faults):
    answer = api.post(ROOM, {**STREET, **sent}, format="json")

    assert answer.status_code == 400
    assert set(fields_of(answer)) == faults
    assert not CameraPreset.objects.exclude(owner=None).exists()


def test_the_sentence_says_what_the_lens_has(api):
    answer = api.post(ROOM, {**STREET, "focal_length": 20, "aperture": 1.4, "focus_distance": 0.3}, format="json")

    assert fields_of(answer) == {
        "focal_length": "“Anamorphic 2×” has 35–135 mm.",
        "aperture": "“Anamorphic 2×” opens to f/2.3 at most.",
        "focus_distance": "“Anamorphic 2×” focuses from 0.9 m on.",
    }


def test_a_name_is_taken_once_for_each_person(api, api_of_bob, made):
    taken = api.post(ROOM, {"name": "WET STREET"}, format="json")

    assert taken.status_code == 400 and set(fields_of(taken)) == {"name"}
    assert api_of_bob.post(ROOM, {"name": "wet street"}, format="json").status_code == 201


def test_the_two_hundred_and_first_is_refused(api, alice):
    CameraPreset.objects.bulk_create(CameraPreset(owner=alice, name=f"n {n}") for n in range(presets.MOST))

    assert api.post(ROOM, STREET, format="json").status_code == 400


@pytest.mark.parametrize("method", ["get", "patch", "delete"])
def test_anothers_preset_is_as_good_as_none(api_of_bob, made, method):
    hers = getattr(api_of_bob, method)(f"{ROOM}/{made['id']}", {"aperture": 99}, format="json")
    nobodys = getattr(api_of_bob, method)(f"{ROOM}/{uuid4()}", {"aperture": 99}, format="json")

    assert hers.status_code == nobodys.status_code == 404
    assert hers.json() == nobodys.json()
    assert made["id"] not in {row["id"] for row in api_of_bob.get(ROOM).json()["results"]}


def test_ours_are_read_and_neither_changed_nor_deleted(api):
    ours = api.get(f"{ROOM}?owner=system").json()["results"][0]

    assert api.get(f"{ROOM}/{ours['id']}").json() == ours
    for refused in (
        api.patch(f"{ROOM}/{ours['id']}", {"name": "mine"}, format="json"),
        api.delete(f"{ROOM}/{ours['id']}"),
    ):
        assert refused.status_code == 403
        assert refused.json()["error"]["code"] == "permission_denied"
    assert CameraPreset.objects.get(pk=ours["id"]).name != "mine"


def test_a_deleted_one_is_gone(api, made):
    assert api.delete(f"{ROOM}/{made['id']}").status_code == 204
    assert api.get(f"{ROOM}/{made['id']}").status_code == 404


def test_names_of_ours_are_in_the_readers_language(in_russian):
    told = in_russian.get(f"{ROOM}?owner=system").json()["results"][0]

    assert told["name"] == "Ночная улица, анаморфот"


def test_a_stranger_gets_nothing(db):
    assert APIClient().get(ROOM).status_code == APIClient().get("/api/camera-terms").status_code == 401


def test_a_program_reads_the_words_and_their_limits(api, in_russian):
    words = api.get("/api/camera-terms").json()
    lenses = in_russian.get("/api/camera-terms?kind=lens").json()["results"]

    assert words["next"] is None
    assert {row["kind"] for row in words["results"]} == set(CameraTerm.objects.values_list("kind", flat=True))
    macro = next(row for row in lenses if row["slug"] == "macro-100")
    assert (macro["name"], macro["words"]) == ("Макро 100", "макрообъектив, предельно крупная деталь")
    assert macro["traits"]["close_m"] == 0.3 and macro["traits"]["min_mm"] == macro["traits"]["max_mm"] == 100
    assert {row["kind"] for row in lenses} == {"lens"}


def test_what_is_not_offered_any_more_is_not_listed_and_still_works(api):
    CameraTerm.objects.filter(kind="lens", slug="anamorphic-2x").update(enabled=False)

    listed = {row["slug"] for row in api.get("/api/camera-terms?kind=lens").json()["results"]}

    assert "anamorphic-2x" not in listed
    assert api.post(ROOM, STREET, format="json").status_code == 201


def with_key(alice, *scopes):
    client = APIClient(raise_request_exception=False)
    client.credentials(HTTP_AUTHORIZATION=f"Api-Key {keys.make(alice, name='shop', scopes=list(scopes)).text}")
    return client


def test_a_key_does_what_its_scopes_name(alice, made):
    reads, manages = with_key(alice, "read"), with_key(alice, "manage")

    assert reads.get(ROOM).status_code == reads.get("/api/camera-terms").status_code == 200
    assert reads.post(ROOM, {"name": "b"}, format="json").status_code == 403
    assert reads.delete(f"{ROOM}/{made['id']}").status_code == 403
    assert manages.post(ROOM, {"name": "b"}, format="json").status_code == 201


def test_own_presets_are_newest_first(api):
    for name in ("one", "two", "three"):
        api.post(ROOM, {"name": name}, format="json")

    assert [row["name"] for row in api.get(f"{ROOM}?owner=me").json()["results"]] == ["three", "two", "one"]


def test_a_preset_with_nothing_but_a_name_changes_nothing(api):
    bare = api.post(ROOM, {"name": "plain"}, format="json").json()

    settings = set(bare) - {"id", "slug", "system", "name", "about", "created_at", "updated_at"}
    assert {name for name in settings if bare[name] is not None} == {"movements"}
    assert bare["movements"] == []


@pytest.mark.parametrize("body", [[], "x", 5, None, [{"name": "a"}]])
def test_a_body_that_is_no_object_is_refused(api, made, body):
    assert api.post(ROOM, body, format="json").status_code == 400
    changed = api.patch(f"{ROOM}/{made['id']}", body, format="json")
    assert changed.status_code == (200 if body is None else 400)


def test_one_of_ours_can_be_kept_as_an_own_one_by_sending_it_back(api):
    ours = api.get(f"{ROOM}?owner=system").json()["results"][0]

    mine = api.post(ROOM, {**ours, "name": "My night"}, format="json").json()

    kept = {name: value for name, value in ours.items() if name not in ("id", "slug", "system", "name")}
    assert {name: mine[name] for name in kept if not name.endswith("_at")} == {
        name: value for name, value in kept.items() if not name.endswith("_at")
    }
    assert not mine["system"] and mine["id"] != ours["id"]


def test_staff_see_no_more_of_other_peoples_presets_than_anybody(made, db):
    chief = client_of(User.objects.create_superuser("chief@example.com", "a long password"))

    assert chief.get(f"{ROOM}/{made['id']}").status_code == 404
    assert made["id"] not in {row["id"] for row in chief.get(ROOM).json()["results"]}


def test_an_order_takes_a_preset_by_its_id_and_ours_by_name(api, made, local_catalogue):
    order = {"kind": "text_to_image", "model": "draft-picture", "prompt": "a bottle"}

    def sent(name):
        reference = {"source": "camera", "id": name, "role": "camera"}
        answer = api.post("/api/estimates", {**order, "references": [reference]}, format="json")
        assert answer.status_code == 200, answer.json()
        return {each["name"]: each["value"] for each in answer.json()["sent"]["controls"]}

    assert sent(made["id"])["lens"] == "Anamorphic 2×"
    assert sent("macro-product")["lens"] == "Macro 100"
