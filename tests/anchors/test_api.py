"""Anchors and sets of them at the doors for programs."""

from uuid import uuid4

import pytest

from studio.models import Status
from studio.services import keys, projects
from tests.anchors.conftest import extractions, features, looked_at
from tests.api.test_keys import with_key

pytestmark = pytest.mark.django_db


def code(answer, status):
    assert answer.status_code == status, answer.content[:300]
    return answer.json()["error"]["code"]


def ask(api, path, body=None, **headers):
    return api.post(path, body or {}, format="json", **headers)


class TestMaking:
    def test_it_is_made_waits_and_then_tells_all_that_was_found(self, api, alice, picture, extraction):
        asset = picture(alice)

        made = ask(api, "/api/anchors", {"asset": str(asset.pk), "name": "Marina"})
        assert made.status_code == 201
        waiting = made.json()
        assert (waiting["name"], waiting["status"], waiting["found"], waiting["cuts"]) == ("Marina", "queued", [], [])
        assert (waiting["image"]["id"], waiting["extracted_features"], waiting["error"]) == (str(asset.pk), {}, None)
        looked_at(found_row(waiting))

        done = api.get(f"/api/anchors/{waiting['id']}").json()
        assert (done["status"], done["found"]) == ("done", ["face", "clothing", "lighting", "environment"])
        assert done["extracted_features"]["face_geometry"]["yaw"] == 3.0
        assert done["extracted_features"]["lighting"]["kelvin"] == 4800.0
        assert done["extracted_features"]["product"] == {"reason": "no_product"}
        assert {"skin_texture", "clothing", "palette", "place"} <= set(done["extracted_features"])
        assert {cut["cut"] for cut in done["cuts"]} == {"face", "portrait", "clothing", "environment", "lighting"}
        assert api.get(done["cuts"][0]["asset"]["url"]).status_code == 200

    def test_the_same_key_makes_one_and_another_body_is_refused(self, api, alice, picture, extraction):
        body, key = {"asset": str(picture(alice).pk)}, {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}

        first, again = (ask(api, "/api/anchors", body, **key).json()["id"] for _each in range(2))
        other = ask(api, "/api/anchors", body | {"name": "Other"}, **key)

        assert first == again
        assert code(other, 422) == "key_reused"
        assert extractions().count() == 1

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"asset": "no"},
            {"asset": None},
            {"at_s": -1},
            {"at_s": "x"},
            {"main_face": -1},
            {"main_face": 64},
            {"name": "\x00"},
        ],
    )
    def test_what_makes_no_sense_is_a_clear_400(self, api, alice, picture, extraction, body):
        given = body if "asset" in body or not body else {"asset": str(picture(alice).pk)} | body

        assert code(ask(api, "/api/anchors", given), 400) in ("invalid", "parse_error")

    def test_of_somebody_elses_file_there_is_none(self, api_of_bob, alice, picture, extraction):
        answer = ask(api_of_bob, "/api/anchors", {"asset": str(picture(alice).pk)})

        assert code(answer, 404) == "not_found"


def found_row(told):
    from anchors.models import ReferenceAnchor

    return ReferenceAnchor.objects.get(pk=told["id"])


class TestOne:
    def test_name_project_and_locks_change_together_or_not_at_all(self, api, alice, ready):
        anchor, project = ready(alice), projects.create(alice, name="Autumn")
        path = f"/api/anchors/{anchor.pk}"

        told = api.patch(
            path, {"name": "Anna", "project": str(project.pk), "locked_elements": ["lighting", "face"]}, format="json"
        ).json()
        refused = api.patch(path, {"name": "Olga", "locked_elements": ["product"]}, format="json")

        assert (told["name"], told["project"], told["locked_elements"]) == (
            "Anna",
            str(project.pk),
            ["face", "lighting"],
        )
        assert code(refused, 400) == "bad_input"
        assert "cannot be locked: product" in refused.json()["error"]["message"]
        assert api.get(path).json()["name"] == "Anna"
        assert api.patch(path, {"project": None}, format="json").json()["project"] is None

    def test_looked_at_anew_it_is_an_order_and_twice_at_once_it_is_a_conflict(self, api, alice, ready):
        path = f"/api/anchors/{ready(alice).pk}/extract"

        first, second = ask(api, path), ask(api, path)

        assert (first.status_code, first.json()["status"]) == (202, "queued")
        assert code(second, 409) == "conflict"
        assert api.get(f"/api/generations/{first.json()['extraction']}").json()["kind"] == "anchor_extract"

    def test_why_nothing_was_found_is_told(self, api, alice, fresh):
        anchor = fresh(alice)
        api.post(f"/api/generations/{anchor.extraction_id}/cancel")

        told = api.get(f"/api/anchors/{anchor.pk}").json()

        assert (told["status"], told["error"]) == ("cancelled", {"code": "cancelled", "message": "It was stopped."})

    def test_deleted_it_is_in_the_bin_and_comes_back(self, api, alice, ready):
        path = f"/api/anchors/{ready(alice).pk}"

        assert api.delete(path).status_code == 204
        assert code(api.get(path), 404) == code(api.delete(path), 404) == "not_found"
        assert [row["deleted_at"] is not None for row in api.get("/api/anchors?bin=true").json()["results"]] == [True]
        assert ask(api, f"{path}/restore").json()["deleted_at"] is None
        assert api.get(path).status_code == 200


class TestTheList:
    def test_pages_follow_one_another_newest_first_without_values(self, api, alice, ready):
        made = [str(ready(alice, shade=shade).pk) for shade in (10, 20, 30)]

        first = api.get("/api/anchors?size=2").json()
        second = api.get(f"/api/anchors?size=2&cursor={first['next']}").json()

        told = first["results"] + second["results"]
        assert [row["id"] for row in told] == made[::-1]
        assert second["next"] is None
        assert "extracted_features" not in told[0]

    def test_it_can_be_asked_for_names_elements_and_locks(self, api, alice, ready, extraction):
        anna = ready(alice, shade=10, name="Anna", locked=["face"])
        extraction.found = features(missing=("face", "skin"))
        ready(alice, shade=20, name="A lamp")

        def names(query):
            return [row["name"] for row in api.get(f"/api/anchors?{query}").json()["results"]]

        assert names("q=ann") == ["Anna"]
        assert names("element=face") == ["Anna"]
        assert names("element=product") == ["A lamp"]
        assert names("element=lighting") == ["A lamp", "Anna"]
        assert names("locked=face") == ["Anna"]
        assert names(f"created_before={anna.created_at.isoformat().replace('+', '%2B')}") == []

    @pytest.mark.parametrize("query", ["element=hair", "locked=x", "size=0", "cursor=zz", "colour=red", "bin=maybe"])
    def test_a_filter_that_nobody_knows_is_a_422(self, api, query):
        assert code(api.get(f"/api/anchors?{query}"), 422) == "bad_filter"

    def test_it_asks_no_more_the_longer_it_is(self, api, alice, ready, django_assert_max_num_queries):
        for shade in (10, 20, 30, 40):
            ready(alice, shade=shade)

        with django_assert_max_num_queries(10):
            assert len(api.get("/api/anchors").json()["results"]) == 4


class TestSets:
    def test_a_set_tells_what_it_lends_and_what_stands_back(self, api, alice, ready):
        anna = ready(alice, shade=10, name="Anna", locked=["face", "clothing"])
        coat = ready(alice, shade=20, name="Coat", locked=["clothing", "face"])
        slots = {"face": str(anna.pk), "clothing": str(coat.pk), "lighting": str(coat.pk)}

        told = ask(api, "/api/multi-references", {"name": "Autumn", **slots})

        assert told.status_code == 201
        told = told.json()
        assert {name: told[name] for name in slots} == slots
        assert (told["environment"], told["lends"]) == (None, ["face", "clothing", "lighting"])
        assert [(each["code"], each["slot"], each["other"]) for each in told["conflicts"]] == [
            ("two_faces", "face", "clothing"),
            ("two_clothes", "clothing", "face"),
        ]
        assert told["conflicts"][0]["message"] == "Face: “Anna” in its own slot wins; that of “Coat” is not used."

    def test_slots_are_filled_and_emptied_one_by_one(self, api, alice, ready):
        anna = ready(alice, locked=["face"])
        path = f"/api/multi-references/{ask(api, '/api/multi-references', {'name': 'Autumn'}).json()['id']}"

        filled = api.patch(path, {"face": str(anna.pk)}, format="json").json()
        renamed = api.patch(path, {"name": "Winter"}, format="json").json()
        emptied = api.patch(path, {"face": None}, format="json").json()

        assert (filled["face"], filled["lends"]) == (str(anna.pk), ["face"])
        assert (renamed["name"], renamed["face"]) == ("Winter", str(anna.pk))
        assert emptied["face"] is None

    def test_somebody_elses_anchor_is_not_there(self, api_of_bob, alice, ready):
        anchor = ready(alice)

        assert code(ask(api_of_bob, "/api/multi-references", {"name": "A", "face": str(anchor.pk)}), 404) == "not_found"

    def test_an_anchor_in_the_bin_leaves_its_slot_empty_until_it_is_back(self, api, alice, ready):
        anna = ready(alice, locked=["face"])
        made = ask(api, "/api/multi-references", {"name": "Autumn", "face": str(anna.pk)}).json()
        path = f"/api/multi-references/{made['id']}"

        api.delete(f"/api/anchors/{anna.pk}")
        assert (api.get(path).json()["face"], api.get(path).json()["lends"]) == (None, [])
        ask(api, f"/api/anchors/{anna.pk}/restore")

        assert api.get(path).json()["face"] == str(anna.pk)

    def test_deleted_it_is_in_the_bin_and_comes_back(self, api):
        path = f"/api/multi-references/{ask(api, '/api/multi-references', {'name': 'Autumn'}).json()['id']}"

        assert api.delete(path).status_code == 204
        assert code(api.get(path), 404) == code(api.delete(path), 404) == "not_found"
        assert len(api.get("/api/multi-references?bin=true&q=aut").json()["results"]) == 1
        assert ask(api, f"{path}/restore").status_code == 200
        assert len(api.get("/api/multi-references").json()["results"]) == 1

    def test_a_page_of_sets_asks_no_more_the_longer_it_is(self, api, alice, ready, django_assert_max_num_queries):
        anna = ready(alice)
        for name in "abcd":
            ask(api, "/api/multi-references", {"name": name, "face": str(anna.pk), "lighting": str(anna.pk)})

        with django_assert_max_num_queries(16):
            assert len(api.get("/api/multi-references").json()["results"]) == 4


class TestWhoMay:
    def test_a_key_orders_looks_with_order_and_changes_with_manage(self, alice, ready, picture, extraction):
        anchor, asset = ready(alice), picture(alice, 33)
        reads, orders, manages = (
            with_key(keys.make(alice, name="Shop", scopes=[scope]).text) for scope in ("read", "order", "manage")
        )
        path = f"/api/anchors/{anchor.pk}"
        told = {
            "list": [each.get("/api/anchors").status_code for each in (reads, orders, manages)],
            "make": [
                ask(each, "/api/anchors", {"asset": str(asset.pk)}).status_code for each in (reads, manages, orders)
            ],
            "look": [ask(each, f"{path}/extract").status_code for each in (reads, manages, orders)],
            "change": [each.patch(path, {"name": "A"}, format="json").status_code for each in (reads, orders, manages)],
            "delete": [each.delete(path).status_code for each in (reads, orders, manages)],
        }

        assert told == {
            "list": [200, 403, 403],
            "make": [403, 403, 201],
            "look": [403, 403, 202],
            "change": [403, 403, 200],
            "delete": [403, 403, 204],
        }

    @pytest.mark.parametrize("method", ["get", "patch", "delete"])
    def test_to_another_person_an_anchor_is_as_one_that_never_was(self, api_of_bob, alice, ready, method):
        hers, nobodys = (getattr(api_of_bob, method)(f"/api/anchors/{pk}") for pk in (ready(alice).pk, uuid4()))

        assert hers.status_code == nobodys.status_code == 404
        assert hers.json() == nobodys.json()

    def test_looks_are_counted_with_orders(self, api, alice, picture, extraction, settings, one_minute):
        settings.API_RATES = {**settings.API_RATES, "order": 1}
        body = {"asset": str(picture(alice).pk)}

        assert [ask(api, "/api/anchors", body).status_code for _each in range(2)] == [201, 429]


def test_an_extraction_is_in_no_list_of_works(api, alice, ready):
    anchor = ready(alice)

    assert extractions().get().status == Status.DONE
    assert api.get("/api/generations").json()["results"] == []
    assert [row["id"] for row in api.get("/api/generations?kind=anchor_extract").json()["results"]] == [
        str(anchor.extraction_id)
    ]
