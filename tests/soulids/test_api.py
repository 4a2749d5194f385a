"""Soul IDs at the doors for programs."""

import json
from uuid import uuid4

import pytest

from soulids.models import SoulID, SoulSearch
from studio.models import Generation
from studio.services import keys, work
from tests.api.test_keys import with_key
from tests.soulids import rows
from tests.soulids.seeing import BOX, like, seeing  # noqa: F401

pytestmark = pytest.mark.django_db

HERS = "/api/soul-ids"


def code(answer, status):
    assert answer.status_code == status, answer.content[:400]
    return answer.json()["error"]["code"]


def ask(api, path, body=None, **headers):
    return api.post(path, body or {}, format="json", **headers)


def send(api, path, *files, **headers):
    """Files of a form, all under the one name."""
    return api.post(path, {"file": list(files)}, format="multipart", **headers)


def at(soul, rest=""):
    return f"{HERS}/{soul.pk}{rest}"


class TestMaking:
    def test_a_draft_is_made_with_a_handle_of_its_name(self, api):
        made = ask(api, HERS, {"name": "Мария Иванова", "description": "Our face of autumn"})

        assert made.status_code == 201
        told = made.json()
        assert (told["name"], told["status"], told["version"], told["photos"]) == ("Мария Иванова", "draft", None, 0)
        assert told["handle"] and told["handle"] == told["handle"].lower()
        assert (told["consent"], told["error"], told["cost"], told["master"]) == (None, None, 0, None)
        assert told["album"]["ready"] is False and told["album"]["blocked"] == ["too_few"]
        assert (told["album"]["least"], told["album"]["most"]) == (10, 70)

    def test_the_same_key_makes_one_and_another_body_is_refused(self, api):
        key = {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}

        first, again = (ask(api, HERS, {"name": "Maria"}, **key).json()["id"] for _each in range(2))

        assert first == again and SoulID.objects.count() == 1
        assert code(ask(api, HERS, {"name": "Anna"}, **key), 422) == "key_reused"

    @pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": "x" * 81}, {"name": "A", "handle": "x" * 41}, []])
    def test_what_makes_no_sense_is_a_clear_400(self, api, body):
        assert code(api.post(HERS, body, format="json"), 400) in ("invalid", "bad_input")

    def test_a_handle_belongs_to_one(self, api, soul):
        assert code(ask(api, HERS, {"name": "Another", "handle": "maria"}), 409) == "conflict"


class TestOne:
    def test_it_is_renamed_and_described(self, api, soul):
        told = api.patch(at(soul), {"name": "Anna", "handle": "anna", "description": "x"}, format="json").json()

        assert (told["name"], told["handle"], told["description"]) == ("Anna", "anna", "x")
        assert api.patch(at(soul), {"description": ""}, format="json").json()["name"] == "Anna"

    def test_a_trained_one_tells_version_master_consent_and_album(self, api, trained):
        told = api.get(at(trained)).json()

        assert (told["status"], told["version"], told["photos"]) == ("ready", 1, 12)
        assert told["consent"]["right"] == "written_permission"
        assert told["album"] | {"missing": None} == {
            "ready": True, "waiting": 0, "kept": 12, "least": 10, "most": 70, "blocked": [], "missing": None,
        }  # fmt: skip
        assert api.get(told["master"]["url"]).status_code == 200

    def test_deleted_it_is_gone_and_told_what_used_it(self, api, trained):
        used, gone = api.get(at(trained, "/used-in")), api.delete(at(trained))

        assert used.status_code == gone.status_code == 200
        assert used.json() == gone.json()
        assert gone.json() | {"elsewhere": {}} == {
            "total": 0, "works": [], "stopped": [], "going_on": [], "elsewhere": {}, "photos": 12, "versions": 1,
            "remote": 0,
        }  # fmt: skip
        assert code(api.get(at(trained)), 404) == code(api.delete(at(trained)), 404) == "not_found"


class TestTheList:
    def test_pages_follow_one_another_newest_first(self, api, alice):
        made = [str(rows.a_soul(alice, name=name).pk) for name in ("One", "Two", "Three")]

        first = api.get(f"{HERS}?size=2").json()
        second = api.get(f"{HERS}?size=2&cursor={first['next']}").json()

        assert [row["id"] for row in first["results"] + second["results"]] == made[::-1]
        assert second["next"] is None
        assert "album" not in first["results"][0]

    def test_it_can_be_asked_for_words_and_status(self, api, alice, trained):
        rows.a_soul(alice, name="Anna")

        def names(query):
            return [row["name"] for row in api.get(f"{HERS}?{query}").json()["results"]]

        assert names("status=ready") == names("ready=true") == names("q=mar") == ["Maria"]
        assert names("status=draft") == names("q=@ann") == ["Anna"]
        assert names("status=training") == []

    @pytest.mark.parametrize("query", ["status=asleep", "ready=perhaps", "size=0", "cursor=zz", "colour=red", "q=%00"])
    def test_a_filter_that_nobody_knows_is_a_422(self, api, query):
        assert code(api.get(f"{HERS}?{query}"), 422) == "bad_filter"

    def test_it_asks_no_more_the_longer_it_is(self, api, alice, trained, django_assert_max_num_queries):
        for name in "abc":
            rows.a_soul(alice, name=name)

        with django_assert_max_num_queries(10):
            assert len(api.get(HERS).json()["results"]) == 4


class TestPhotos:
    def test_several_files_are_taken_each_for_itself(self, api, soul, looking, png):
        first, second, broken = png(), png(), png()
        first.name, second.name, broken.name = "a.png", "b.png", "c.png"
        broken.truncate(60)

        answer = send(api, at(soul, "/photos"), first, broken, second)

        assert answer.status_code == 201
        told = answer.json()["results"]
        assert [each["name"] for each in told] == ["a.png", "c.png", "b.png"]
        assert [each["photo"] is None for each in told] == [False, True, False]
        assert (told[0]["error"], told[1]["error"]["code"]) == (None, "file_refused")
        assert told[0]["photo"]["state"] in ("waiting", "judging")
        assert api.get(told[0]["photo"]["asset"]["url"]).status_code == 200

    def test_the_same_file_again_is_the_same_photo(self, api, soul, looking, png):
        content = png()
        pks = set()
        for _each in range(2):
            content.seek(0)
            pks.add(send(api, at(soul, "/photos"), content).json()["results"][0]["photo"]["id"])

        assert len(pks) == 1 and soul.photos.count() == 1

    def test_one_file_that_is_refused_is_an_error(self, api, soul, looking):
        from django.core.files.uploadedfile import SimpleUploadedFile

        answer = send(api, at(soul, "/photos"), SimpleUploadedFile("a.png", b"not a picture"))

        assert code(answer, 415) == "file_refused"
        assert not soul.photos.exists()

    def test_a_picture_of_the_library_becomes_a_photo(self, api, alice, soul, looking, picture):
        asset = picture(alice)

        answer = ask(api, at(soul, "/photos"), {"asset": str(asset.pk)})

        assert answer.status_code == 201
        [told] = answer.json()["results"]
        assert told["photo"]["asset"]["sha256"] == asset.sha256
        assert told["photo"]["asset"]["id"] != str(asset.pk)

    @pytest.mark.parametrize("body", [{}, {"asset": "x"}, {"asset": None}, {"file": "x"}, [1]])
    def test_what_names_no_picture_is_a_400(self, api, soul, body):
        assert code(api.post(at(soul, "/photos"), body, format="json"), 400) == "invalid"

    def test_more_than_ten_at_once_are_refused_before_one_is_opened(self, api, soul, png):
        assert code(send(api, at(soul, "/photos"), *(png() for _each in range(11))), 400) == "invalid"
        assert not soul.photos.exists()

    def test_every_verdict_is_told_with_reasons_and_advice(self, api, soul):
        good = rows.an_album_row(soul)
        waiting = rows.a_photo_row(soul, judged=False)
        blurred = rows.a_photo_row(soul, facts=rows.unusable("blurred", seed=90))
        stranger = rows.a_photo_row(soul, person=1, seed=91)
        copy = rows.a_photo_row(soul, seed=3, **rows.VIEWS[3])

        told = {each["id"]: each for each in api.get(at(soul, "/photos")).json()["results"]}

        def state(photo):
            return told[str(photo.pk)]["state"]

        assert [state(each) for each in (waiting, blurred, stranger)] == ["waiting", "refused", "stranger"]
        assert (told[str(blurred.pk)]["reasons"], told[str(blurred.pk)]["advice"]) == (["blurred"], ["hold_still"])
        assert told[str(stranger.pk)]["distance"] > 1
        copies = [told[str(each.pk)] for each in (copy, good[3])]
        assert sorted(each["state"] for each in copies) == ["accepted", "duplicate"]
        assert {each["duplicate_of"] for each in copies} <= {None, str(copy.pk), str(good[3].pk)}
        assert told[str(good[0].pk)]["face"]["poses"] == ["front"]
        assert told[str(waiting.pk)]["face"] is None

    def test_one_goes_at_once(self, api, album):
        photo = album.photos.first()

        assert api.delete(at(album, f"/photos/{photo.pk}")).status_code == 204
        assert code(api.delete(at(album, f"/photos/{photo.pk}")), 404) == "not_found"
        assert album.photos.count() == 11


class TestConsent:
    def test_words_are_read_and_agreed_to(self, api, soul):
        before = api.get(at(soul, "/consent")).json()
        own = next(each for each in before["rights"] if each["right"] == "own_face")

        after = api.put(at(soul, "/consent"), {**own, "person": "Maria"}, format="json")

        assert before["given"] is None and len(before["rights"]) == 4
        assert after.status_code == 200
        assert after.json()["given"]["person"] == "Maria"
        assert after.json()["given"]["words"] == own["words"]
        assert api.get(at(soul)).json()["consent"]["right"] == "own_face"

    def test_words_of_ones_own_are_a_conflict(self, api, soul):
        body = {"right": "own_face", "person": "Maria", "words": "Whatever."}

        assert code(api.put(at(soul, "/consent"), body, format="json"), 409) == "conflict"

    @pytest.mark.parametrize("body", [{}, {"right": "none", "person": "A", "words": "b"}, {"right": "own_face"}])
    def test_half_of_it_is_a_400(self, api, soul, body):
        assert code(api.put(at(soul, "/consent"), body, format="json"), 400) == "invalid"


class TestTraining:
    def test_it_is_priced_ordered_once_and_stopped(self, api, album, catalogue_of_souls):
        price = ask(api, at(album, "/estimate")).json()
        key = {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}

        first = ask(api, at(album, "/train"), {"quoted": price["total"]}, **key)
        again = ask(api, at(album, "/train"), {"quoted": price["total"]}, **key)
        other = ask(api, at(album, "/train"))
        stopped = ask(api, at(album, "/cancel"))

        assert (price["total"], price["affordable"], [each["name"] for each in price["parts"]]) == (
            0, True, ["training"],
        )  # fmt: skip
        assert (first.status_code, first.json()["status"]) == (202, "queued")
        assert first.json()["training"] == again.json()["training"]
        assert api.get(f"/api/generations/{first.json()['training']}").json()["kind"] == "soulid_train"
        assert code(other, 409) == "conflict"
        assert stopped.json() == {"stopped": ["training"], "running": []}
        assert code(ask(api, at(album, "/cancel")), 409) == "conflict"
        assert api.get(at(album)).json()["status"] == "draft"

    def test_without_consent_or_with_too_few_photos_it_says_why(self, api, soul, catalogue_of_souls):
        rows.an_album_row(soul, count=5)
        no_consent = ask(api, at(soul, "/train"))
        rows.consent_of(soul)
        too_few = ask(api, at(soul, "/train"))

        assert code(no_consent, 409) == code(too_few, 409) == "conflict"
        assert no_consent.json()["error"]["facts"]["because"] == "no_consent"
        assert "too_few" in too_few.json()["error"]["facts"]["blocked"]

    def test_a_model_that_makes_no_master_images_is_a_404(self, api, album, catalogue_of_souls):
        assert code(ask(api, at(album, "/train"), {"master": "soulid-judge"}), 404) == "not_found"
        assert not Generation.objects.filter(kind="soulid_train").exists()

    def test_the_report_tells_each_photo_and_no_vector(self, api, trained):
        told = api.get(at(trained, "/report")).json()

        assert len(told["photos"]) == 12 and all(each["used"] for each in told["photos"])
        assert told["grade"] in ("excellent", "good", "fair", "poor")
        assert told["coverage"]["front"] >= 3
        assert api.get(at(trained, "/report?version=1")).json() == told
        assert code(api.get(at(trained, "/report?version=2")), 404) == "not_found"
        assert code(api.get(at(trained, "/report?version=first")), 422) == "bad_filter"

    def test_before_the_first_training_there_is_no_report(self, api, soul):
        assert code(api.get(at(soul, "/report")), 404) == "not_found"
        assert api.get(at(soul, "/versions")).json() == {"results": [], "next": None}

    def test_an_earlier_version_can_be_gone_back_to_and_another_be_deleted(self, api, trained):
        rows.a_version(trained)

        told = [(each["number"], each["is_current"]) for each in api.get(at(trained, "/versions")).json()["results"]]
        in_use = api.delete(at(trained, "/versions/2"))
        back = ask(api, at(trained, "/versions/1/use"))

        assert told == [(2, True), (1, False)]
        assert code(in_use, 409) == "conflict"
        assert back.json()["version"] == 1
        assert api.delete(at(trained, "/versions/2")).status_code == 204
        assert code(ask(api, at(trained, "/versions/2/use")), 404) == "not_found"

    def test_a_photo_becomes_the_master_image(self, api, trained):
        photo = trained.photos.first()

        told = api.put(at(trained, "/master"), {"asset": str(photo.asset_id)}, format="json")

        assert told.json()["master"]["id"] == str(photo.asset_id)
        assert code(api.put(at(trained, "/master"), {"asset": str(uuid4())}, format="json"), 404) == "not_found"
        assert api.get(at(trained, "/masters")).json() == {"results": [], "next": None}
        assert code(ask(api, at(trained, "/masters"), {"model": "soulid-judge"}), 404) == "not_found"


class TestSearches:
    def test_a_file_is_asked_for_and_answered(self, api, trained, seeing, png):
        seeing.faces = [like(trained, apart=0.2), None]

        asked = send(api, f"{HERS}/search", png())
        path = f"{HERS}/search/{asked.json()['id']}"
        work.run(SoulSearch.objects.get().order_id)
        told = api.get(path).json()

        assert (asked.status_code, asked.json()["status"], asked.json()["matches"]) == (202, "queued", [])
        assert (told["status"], told["because"], told["error"]) == ("done", "", None)
        assert told["faces"] == [{"box": BOX, "readable": True}, {"box": BOX, "readable": False}]
        [match] = told["matches"]
        assert (match["soul"], match["name"], match["verdict"], match["face"]) == (str(trained.pk), "Maria", "same", 0)
        assert match["distance"] == pytest.approx(0.2, abs=0.001) and match["score"] > 80

    def test_a_picture_of_the_library_is_asked_for(self, api, alice, soul, seeing, picture):
        asked = ask(api, f"{HERS}/search", {"asset": str(picture(alice).pk)})

        assert asked.status_code == 202
        assert Generation.objects.get().references.get().source == "asset"

    def test_the_same_key_asks_once(self, api, soul, seeing, png):
        key, content = {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}, png()
        pks = set()
        for _each in range(2):
            content.seek(0)
            pks.add(send(api, f"{HERS}/search", content, **key).json()["id"])

        assert len(pks) == 1
        assert code(send(api, f"{HERS}/search", png(), **key), 422) == "key_reused"

    def test_why_it_failed_is_told(self, api, soul, seeing, png):
        seeing.faces = [[1.0]]
        asked = send(api, f"{HERS}/search", png()).json()
        work.run(SoulSearch.objects.get().order_id)

        told = api.get(f"{HERS}/search/{asked['id']}").json()

        assert (told["status"], told["error"]["code"]) == ("failed", "media")

    @pytest.mark.parametrize("body", [{}, {"asset": "x"}, [1]])
    def test_what_names_no_picture_is_a_400(self, api, body):
        assert code(api.post(f"{HERS}/search", body, format="json"), 400) == "invalid"

    def test_two_files_are_one_too_many_and_none_is_too_few(self, api, png):
        assert code(api.post(f"{HERS}/search", {}, format="multipart"), 400) == "invalid"

    def test_a_picture_of_somebody_else_and_their_search_are_not_there(self, api, api_of_bob, alice, seeing, picture):
        asset = picture(alice)
        hers = ask(api, f"{HERS}/search", {"asset": str(asset.pk)}).json()["id"]

        assert code(ask(api_of_bob, f"{HERS}/search", {"asset": str(asset.pk)}), 404) == "not_found"
        assert code(api_of_bob.get(f"{HERS}/search/{hers}"), 404) == "not_found"


class TestWhoMay:
    def test_a_key_trains_with_order_and_erases_with_manage(self, alice, album, catalogue_of_souls):
        reads, orders, manages = (
            with_key(keys.make(alice, name="Shop", scopes=[scope]).text) for scope in ("read", "order", "manage")
        )
        told = {
            "list": [each.get(HERS).status_code for each in (reads, orders, manages)],
            "photos": [each.get(at(album, "/photos")).status_code for each in (reads, orders, manages)],
            "estimate": [ask(each, at(album, "/estimate")).status_code for each in (orders, manages, reads)],
            "make": [ask(each, HERS, {"name": "A"}).status_code for each in (reads, manages, orders)],
            "train": [ask(each, at(album, "/train")).status_code for each in (reads, manages, orders)],
            "change": [each.patch(at(album), {"name": "A"}, format="json").status_code for each in (reads, orders)],
            "delete": [each.delete(at(album)).status_code for each in (reads, orders, manages)],
        }

        assert told == {
            "list": [200, 403, 403],
            "photos": [200, 403, 403],
            "estimate": [403, 403, 200],
            "make": [403, 403, 201],
            "train": [403, 403, 202],
            "change": [403, 403],
            "delete": [403, 403, 200],
        }

    def test_searches_and_photos_are_counted_with_uploads(self, api, soul, looking, seeing, png, settings, one_minute):
        settings.API_RATES = {**settings.API_RATES, "upload": 1}

        statuses = [send(api, path, png()).status_code for path in (at(soul, "/photos"), f"{HERS}/search")]

        assert statuses == [201, 429]


def test_no_answer_holds_a_number_of_a_face(api, trained, seeing, png):
    face = like(trained)
    seeing.faces = [face]
    send(api, f"{HERS}/search", png())
    search = SoulSearch.objects.get()
    work.run(search.order_id)
    paths = ["", "/photos", "/report", "/versions", "/used-in", "/consent", "/masters"]

    answers = [api.get(at(trained, path)) for path in paths]
    answers += [api.get(each) for each in (HERS, f"{HERS}/search/{search.pk}", f"/api/generations/{search.order_id}")]

    assert {answer.status_code for answer in answers} == {200}
    for answer in answers:
        assert longest_list_of_numbers(answer.json()) < 10
        assert "vector" not in json.dumps(answer.json()) and "embedding" not in json.dumps(answer.json())


def longest_list_of_numbers(value):
    if isinstance(value, dict):
        return max((longest_list_of_numbers(each) for each in value.values()), default=0)
    if isinstance(value, list):
        own = len(value) if value and all(isinstance(each, int | float) for each in value) else 0
        return max([own, *(longest_list_of_numbers(each) for each in value)])
    return 0
