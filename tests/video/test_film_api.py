"""Storyboards for programs."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from studio.models import Generation, Scope
from studio.services import keys
from tests.api.conftest import local_catalogue  # noqa: F401
from tests.api.fuzzing import DOCUMENT
from tests.video.boards import board, picture, prompts_of, shots_of
from video.api.films import TONIC
from video.film_content import FIELDS as FILM_FIELDS
from video.film_content import READ_ONLY as FILM_READ_ONLY
from video.models import MultiShotGeneration, Shot
from video.shot_content import FIELDS, READ_ONLY

pytestmark = pytest.mark.django_db
ROOM = "/api/multi-shot"
SCHEMAS = DOCUMENT["components"]["schemas"]


@pytest.fixture
def made(api, local_catalogue):
    return api.post(ROOM, TONIC, format="json").json()


def fields_of(answer):
    assert answer.status_code == 400, answer.json()
    return set(answer.json()["error"]["facts"]["fields"])


def send(api, method, address, body=None, **headers):
    return getattr(api, method)(address, body or {}, format="json", **headers)


class TestMaking:
    def test_a_storyboard_is_made_and_read_with_all_that_was_said(self, api, made):
        assert {name: made[name] for name in TONIC if name != "shots"} == {
            name: TONIC[name] for name in TONIC if name != "shots"
        }
        assert [each["prompt"] for each in made["shots"]] == [each["prompt"] for each in TONIC["shots"]]
        first, second, third = made["shots"]
        assert (first["number"], first["state"], first["duration"], first["seconds"]) == (1, "new", 3, 3.0)
        assert first["join"] == {"style": "crossfade", "seconds": 0.5}
        assert second["camera"] == {"movements": [{"name": "push-in", "strength": 50}]}
        assert (third["continues"], third["line"], third["result"], third["error"]) == (
            True,
            "Good morning.",
            None,
            None,
        )
        assert (made["status"], made["changed"], made["seconds"], made["revision"]) == ("draft", 3, 10.5, 0)
        assert (made["combined_video"], made["film_is_current"]) == (None, False)
        assert api.get(f"{ROOM}/{made['id']}").json() == made

    def test_its_document_names_every_field_of_the_answer_and_every_field_that_is_read(self, made):
        assert set(made) == set(SCHEMAS["Film"]["properties"])
        assert set(made["shots"][0]) == set(SCHEMAS["Shot"]["properties"])
        assert set(SCHEMAS["FilmAskRequest"]["properties"]) == {*FILM_FIELDS, "shots", "revision"}
        assert set(SCHEMAS["ShotAskRequest"]["properties"]) == {*FIELDS, "id"}
        assert set(made) - set(FILM_FIELDS) <= FILM_READ_ONLY
        assert set(made["shots"][0]) - set(FIELDS) <= READ_ONLY

    def test_what_was_answered_can_be_sent_back_and_changes_nothing(self, api, alice, made):
        frame = picture(alice)
        shots = [{**made["shots"][0], "start_frame": str(frame.pk), "locked": True}, *made["shots"][1:]]
        told = send(api, "patch", f"{ROOM}/{made['id']}", {"shots": shots}).json()

        again = send(api, "patch", f"{ROOM}/{made['id']}", told)

        assert again.status_code == 200
        assert again.json() == told
        assert told["revision"] == 1

    def test_a_board_of_nothing_has_two_empty_shots(self, api):
        made = send(api, "post", ROOM)

        assert made.status_code == 201
        assert [each["prompt"] for each in made.json()["shots"]] == ["", ""]

    @pytest.mark.parametrize("body", [[], "x", 5, None, [[]], True])
    def test_a_body_that_is_no_object_is_refused(self, api, made, body):
        for answer in (
            api.post(ROOM, body, format="json"),
            api.patch(f"{ROOM}/{made['id']}", body, format="json"),
        ):
            assert answer.status_code in (201, 200) if body is None else answer.status_code == 400

    def test_every_fault_is_told_by_its_field(self, api):
        shots = [{"prompt": "A dawn"}, {"prompt": 5, "duration": 99, "lens": "x"}, {"camera": {"lens": "eye"}}]

        answer = send(api, "post", ROOM, {"aspect_ratio": "5:1", "shots": shots})

        assert fields_of(answer) == {
            "aspect_ratio", "shots.1.prompt", "shots.1.duration", "shots.1.lens", "shots.2.camera.lens",
        }  # fmt: skip
        assert not MultiShotGeneration.objects.exists()


class TestChanging:
    def test_a_list_is_the_whole_order(self, api, made):
        one, two, three = (each["id"] for each in made["shots"])

        changed = send(
            api, "patch", f"{ROOM}/{made['id']}", {"shots": [{"id": three}, {"prompt": "A road"}, {"id": one}]}
        )

        assert [each["prompt"] for each in changed.json()["shots"]] == ["A woman drinks", "A road", "A kitchen at dawn"]
        assert [each["number"] for each in changed.json()["shots"]] == [1, 2, 3]
        assert Shot.objects.exclude(deleted_at=None).get().pk.hex == two.replace("-", "")

    def test_a_stale_revision_and_a_locked_shot_are_a_conflict(self, api, made):
        address, first = f"{ROOM}/{made['id']}", made["shots"][0]
        shots = [{"id": first["id"], "locked": True}, *({"id": each["id"]} for each in made["shots"][1:])]
        assert send(api, "patch", address, {"shots": shots, "revision": 0}).json()["revision"] == 1

        stale = send(api, "patch", address, {"name": "Noon", "revision": 0})
        locked = send(api, "patch", address, {"shots": [{**shots[0], "prompt": "Dusk"}, *shots[1:]]})

        assert (stale.status_code, locked.status_code) == (409, 409)
        assert stale.json()["error"]["facts"] == {"revision": 1}
        assert api.get(address).json()["name"] == "Morning tonic"

    def test_deleted_it_lies_in_the_bin_and_comes_back(self, api, made):
        address = f"{ROOM}/{made['id']}"

        assert api.delete(address).status_code == 204
        assert api.get(address).status_code == api.delete(address).status_code == 404
        [row] = api.get(f"{ROOM}?bin=true").json()["results"]
        assert (row["id"], bool(row["deleted_at"])) == (made["id"], True)
        assert api.get(ROOM).json()["results"] == []

        assert send(api, "post", f"{address}/restore").json()["shots"] == made["shots"]
        assert api.get(address).status_code == 200


class TestLists:
    def test_lists_come_page_by_page_last_changed_first(self, api, alice):
        names = [board(alice, name=f"Board {number}").name for number in range(5)]

        seen, cursor = [], ""
        while cursor is not None:
            answer = api.get(f"{ROOM}?size=2&cursor={cursor}").json()
            seen += [row["name"] for row in answer["results"]]
            cursor = answer["next"]

        assert seen == names[::-1]
        row = api.get(f"{ROOM}?q=board 3").json()["results"]
        assert [(each["name"], each["shots"], each["seconds"]) for each in row] == [("Board 3", 4, 16)]
        assert set(row[0]) == set(SCHEMAS["FilmRow"]["properties"])
        assert api.get(f"{ROOM}?mood=dark").status_code == 422

    def test_of_a_project_those_that_are_in_it(self, api, alice):
        project = send(api, "post", "/api/projects", {"name": "Summer"}).json()["id"]
        board(alice, name="Out")
        board(alice, name="In", project=project)

        assert [row["name"] for row in api.get(f"{ROOM}?project={project}").json()["results"]] == ["In"]

    def test_longer_lists_and_boards_cost_no_more_queries(self, api, alice, made):
        def queries(address):
            api.get(address)
            with CaptureQueriesContext(connection) as counted:
                assert api.get(address).status_code == 200
            return len(counted)

        few = queries(ROOM), queries(f"{ROOM}/{made['id']}")
        for _each in range(4):
            board(alice, *"abcdef")
        longest = MultiShotGeneration.objects.exclude(pk=made["id"]).first()

        assert (queries(ROOM), queries(f"{ROOM}/{longest.pk}")) == few
        assert 0 < few[0] < few[1] < 15


class TestOthers:
    @pytest.mark.parametrize(
        ("method", "deed"),
        [("get", ""), ("patch", ""), ("delete", ""), ("post", "/restore"), ("post", "/estimate"), ("post", "/render"),
         ("post", "/animatic"), ("post", "/cancel")],
    )  # fmt: skip
    def test_anothers_storyboard_is_as_good_as_none(self, api_of_bob, made, method, deed):
        wrong = {"name": 5, "only": "x", "quoted": -1}
        hers = send(api_of_bob, method, f"{ROOM}/{made['id']}{deed}", wrong)
        nobodys = send(api_of_bob, method, f"{ROOM}/{uuid4()}{deed}", wrong)

        assert hers.status_code == nobodys.status_code == 404
        assert hers.json() == nobodys.json()
        assert api_of_bob.get(ROOM).json()["results"] == []

    def test_a_key_does_what_its_scopes_say(self, api, alice, made):
        def by(*scopes):
            key = keys.make(alice, name="shop", scopes=list(scopes)).text
            api.credentials(HTTP_AUTHORIZATION=f"Api-Key {key}", HTTP_ACCEPT_LANGUAGE="en")
            address = f"{ROOM}/{made['id']}"
            return [
                api.get(address).status_code,
                send(api, "post", f"{address}/estimate").status_code,
                send(api, "patch", address, {"name": "Noon"}).status_code,
                send(api, "post", f"{address}/cancel").status_code,
                api.delete(address).status_code,
            ]

        assert by(Scope.READ) == [200, 200, 403, 403, 403]
        assert by(Scope.READ, Scope.ORDER) == [200, 200, 200, 200, 403]
        assert by(Scope.READ, Scope.MANAGE)[-1] == 204


class TestRendering:
    def test_an_estimate_tells_of_each_shot_and_changes_nothing(self, api, made):
        told = send(api, "post", f"{ROOM}/{made['id']}/estimate").json()

        assert (told["changed"], told["total"], told["affordable"], told["possible"]) == (3, 0, True, True)
        assert [(each["number"], each["shot"], each["price"]) for each in told["shots"]] == [
            (number, shot["id"], 0) for number, shot in enumerate(made["shots"], 1)
        ]
        assert set(told) == set(SCHEMAS["FilmQuote"]["properties"])
        assert not Generation.objects.exists()

        one = send(api, "post", f"{ROOM}/{made['id']}/estimate", {"only": [made["shots"][1]["id"]]}).json()
        assert [each["number"] for each in one["shots"]] == [2]

    def test_a_render_orders_each_shot_once_under_one_key(self, api, made):
        key = {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}

        begun = send(api, "post", f"{ROOM}/{made['id']}/render", {"quoted": 0}, **key)
        again = send(api, "post", f"{ROOM}/{made['id']}/render", {"quoted": 0}, **key)

        assert (begun.status_code, again.status_code) == (202, 202)
        assert [each["state"] for each in begun.json()["shots"]] == ["queued", "queued", "waiting"]
        assert begun.json()["status"] == "queued"
        assert [each["generation"] for each in again.json()["shots"]] == [
            each["generation"] for each in begun.json()["shots"]
        ]
        assert Generation.objects.count() == 3

        stopped = send(api, "post", f"{ROOM}/{made['id']}/cancel").json()
        assert [each["state"] for each in stopped["shots"]] == ["cancelled"] * 3

    def test_what_cannot_be_rendered_says_which_shot_and_nothing_is_ordered(self, api, alice, local_catalogue):
        film = board(alice, "A dawn", "")

        refused = send(api, "post", f"{ROOM}/{film.pk}/render")

        assert refused.status_code == 422
        error = refused.json()["error"]
        assert (error["code"], [each["number"] for each in error["facts"]["shots"]]) == ("render_refused", [2])
        assert error["facts"]["shots"][0]["shot"] == str(shots_of(film)[1].pk)
        assert not Generation.objects.exists()

    @pytest.mark.parametrize(
        ("deed", "body", "field"),
        [
            ("estimate", {"only": "x"}, "only"),
            ("render", {"quoted": -1}, "quoted"),
            ("render", {"only": ["x"]}, "only.0"),
        ],
    )
    def test_what_is_no_render_is_refused(self, api, made, deed, body, field):
        assert {each[:6] for each in fields_of(send(api, "post", f"{ROOM}/{made['id']}/{deed}", body))} == {field[:6]}

    def test_a_key_that_is_none_is_refused(self, api, made):
        answer = send(api, "post", f"{ROOM}/{made['id']}/render", HTTP_IDEMPOTENCY_KEY="mine")

        assert answer.status_code == 400
        assert prompts_of(MultiShotGeneration.objects.get()) == [each["prompt"] for each in TONIC["shots"]]

    def test_an_animatic_is_free_and_ordered_once(self, api, alice, made):
        begun = send(api, "post", f"{ROOM}/{made['id']}/animatic")
        again = send(api, "post", f"{ROOM}/{made['id']}/animatic")

        assert (begun.status_code, again.status_code) == (202, 202)
        sketches = Generation.objects.filter(kind="animatic_shot")
        assert (sketches.count(), sum(each.price for each in sketches)) == (3, 0)
        assert begun.json()["animatic_is_current"] is False
