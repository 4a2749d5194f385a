"""Sound mixes for programs."""

from uuid import uuid4

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reklamai.media.sound import RATE, write_wav
from studio.engines import tables
from studio.models import Asset, Generation, Scope
from studio.services import keys
from tests.api.conftest import local_catalogue  # noqa: F401
from tests.api.fuzzing import DOCUMENT
from tests.studio.conftest import balance_of
from tests.video.boards import board, shots_of
from tests.video.hearing import PAID, PRICE, with_hearing
from tests.video.sketching import a_film, drafted, with_small_engines, work_through
from tests.video.sounds import again, clip, pieces_of, put, sound
from video import piece_content, sound_content
from video.api.mixes import QUIETER
from video.api.pieces import RAIN
from video.models import SoundMix, SoundPiece
from video.services import sounds

pytestmark = pytest.mark.django_db
ROOM = "/api/mixes"
SCHEMAS = DOCUMENT["components"]["schemas"]


@pytest.fixture
def hearing(settings, fake_engine, private_media):
    with_small_engines(settings)
    yield with_hearing(settings, fake_engine)
    tables.loaded.cache_clear()


@pytest.fixture
def film(alice, private_media):
    return board(alice)


@pytest.fixture
def made(api, film):
    return send(api, "post", ROOM, {"film": str(film.pk)}).json()


@pytest.fixture
def at(made):
    return f"{ROOM}/{made['id']}"


def fields_of(answer):
    assert answer.status_code == 400, answer.json()
    return set(answer.json()["error"]["facts"]["fields"])


def send(api, method, address, body=None, **headers):
    return getattr(api, method)(address, {} if body is None else body, format="json", **headers)


def key():
    return {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}


def row(made):
    return SoundMix.objects.get(pk=made["id"])


class TestOpening:
    def test_a_board_s_mix_is_made_once_and_read_with_all_that_there_is(self, api, film, made, at):
        again_ = send(api, "post", ROOM, {"film": str(film.pk), "clip": None})

        assert (again_.status_code, again_.json()) == (200, made)
        assert api.get(at).json() == made
        assert (made["film"], made["clip"], made["seconds"], made["revision"]) == (str(film.pk), None, 16.0, 0)
        assert made["lanes"]["music"] == {"gain_db": 0.0, "mute": False, "solo": False}
        assert made["captions"] == {
            "preset": "beside",
            "style": "clean",
            "place": "low",
            "size": "medium",
            "burn": False,
        }
        assert [(each["number"], each["from_s"], each["to_s"]) for each in made["shots"]] == [
            (1, 0, 4), (2, 4, 8), (3, 8, 12), (4, 12, 16),
        ]  # fmt: skip
        assert (made["loudness"], made["duck_db"], made["voice"]) == (-14, 10.0, {})
        assert (made["sounds"], made["result"], made["preview"], made["files"]) == ([], None, None, [])

    def test_a_clip_s_mix_is_made_once_too(self, api, alice, private_media):
        found = clip(alice, seconds=7.5)

        first, second = (send(api, "post", ROOM, {"clip": str(found.pk)}) for _each in range(2))

        assert (first.status_code, second.status_code) == (201, 200)
        assert first.json() == second.json()
        assert (first.json()["clip"], first.json()["seconds"], first.json()["shots"]) == (str(found.pk), 7.5, [])

    def test_it_is_of_a_board_or_of_a_clip(self, api, alice, film):
        for body in ({}, {"film": None}, {"film": str(film.pk), "clip": str(clip(alice).pk)}):
            assert fields_of(send(api, "post", ROOM, body)) == {"film"}
        assert fields_of(send(api, "post", ROOM, {"film": "x", "clip": "y"})) == {"film", "clip"}
        assert send(api, "post", ROOM, {"clip": str(sound(alice).pk)}).status_code == 400

    def test_its_document_names_every_field_of_the_answer_and_every_field_that_is_read(self, api, alice, made, at):
        put(alice, row(made))
        told = api.get(at).json()

        assert set(told) == set(SCHEMAS["Mix"]["properties"])
        assert set(told["sounds"][0]) == set(SCHEMAS["Sound"]["properties"])
        assert set(SCHEMAS["PatchedMixChangeRequest"]["properties"]) == {*sound_content.FIELDS, "revision"}
        assert set(SCHEMAS["PatchedSoundChangeRequest"]["properties"]) == {*piece_content.FIELDS, "revision"}
        assert set(told) - set(sound_content.FIELDS) <= sound_content.READ_ONLY
        assert set(told["sounds"][0]) - set(piece_content.FIELDS) <= piece_content.READ_ONLY


class TestChanging:
    def test_what_was_answered_can_be_sent_back_and_changes_nothing(self, api, alice, made, at):
        put(alice, row(made), fade_in_s=0.5, to_s=3)
        told = send(api, "patch", at, {**QUIETER, "captions": {"burn": True}}).json()

        assert send(api, "patch", at, told).json() == told
        [one] = told["sounds"]
        assert send(api, "patch", f"{at}/pieces/{one['id']}", one).json() == told
        assert told["revision"] == 2
        assert (told["lanes"]["music"]["gain_db"], told["duck_db"], told["loudness"]) == (-6, 12, -16)

    def test_a_look_of_captions_is_asked_for_by_its_name(self, api, at):
        told = send(api, "patch", at, {"captions": {"preset": "social", "place": "top"}}).json()["captions"]
        film = send(api, "patch", at, {"captions": {"preset": "film"}}).json()["captions"]

        assert told == {"preset": None, "style": "bold", "place": "top", "size": "medium", "burn": True}
        assert film == {"preset": "film", "style": "clean", "place": "low", "size": "medium", "burn": True}
        assert fields_of(send(api, "patch", at, {"captions": {"preset": "neon"}})) == {"captions.preset"}

    def test_every_fault_is_told_by_its_field_and_nothing_is_written(self, api, at):
        wrong = {"lanes": {"music": {"gain_db": 99}}, "loudness": 1, "captions": {"style": "x"}, "mood": 1}

        assert fields_of(send(api, "patch", at, wrong)) == {
            "lanes.music.gain_db", "loudness", "captions.style", "mood",
        }  # fmt: skip
        assert api.get(at).json()["revision"] == 0

    @pytest.mark.parametrize("body", [[], "x", 5, [[]], True])
    def test_a_body_that_is_no_object_is_refused(self, api, alice, made, at, body):
        piece = put(alice, row(made))
        for answer in (
            api.post(ROOM, body, format="json"),
            api.patch(at, body, format="json"),
            api.post(f"{at}/pieces", body, format="json"),
            api.patch(f"{at}/pieces/{piece.pk}", body, format="json"),
            api.post(f"{at}/estimate", body, format="json"),
            api.post(f"{at}/make", body, format="json", **key()),
        ):
            assert answer.status_code == 400

    def test_a_stale_revision_is_a_conflict(self, api, alice, made, at):
        piece = put(alice, row(made))

        for answer in (
            send(api, "patch", at, {"duck_db": 3, "revision": 0}),
            send(api, "post", f"{at}/pieces", {"asset": str(sound(alice).pk), "revision": 0}),
            send(api, "patch", f"{at}/pieces/{piece.pk}", {"mute": True, "revision": 0}),
        ):
            assert answer.status_code == 409
            assert answer.json()["error"]["facts"] == {"revision": 1}


class TestSounds:
    def test_a_sound_is_put_on_a_lane_moved_removed_and_put_back(self, api, alice, film, made, at):
        file, shot = sound(alice), shots_of(film)[1]

        added = send(api, "post", f"{at}/pieces", {"asset": str(file.pk), "lane": "music", "shot": str(shot.pk)})
        assert added.status_code == 201
        [one] = added.json()["sounds"]
        assert (one["lane"], one["shot"], one["starts_s"], one["at_s"], one["ends_s"]) == (
            "music", str(shot.pk), 0, 4, 9,
        )  # fmt: skip
        assert (one["state"], one["asset"]["id"], one["is_line"]) == ("ready", str(file.pk), False)

        place = f"{at}/pieces/{one['id']}"
        moved = send(api, "patch", place, {"shot": None, "starts_s": 10, "loop": True}).json()["sounds"][0]
        assert (moved["at_s"], moved["ends_s"]) == (10, 16)

        assert api.delete(place).status_code == 204
        assert api.get(at).json()["sounds"] == []
        assert send(api, "patch", place, {"mute": True}).status_code == 404
        assert send(api, "post", f"{place}/restore").json()["sounds"][0]["at_s"] == 10

    def test_a_file_in_the_bin_is_shown_as_gone(self, api, alice, made, at):
        piece = put(alice, row(made))
        api.delete(f"/api/assets/{piece.asset_id}")

        [one] = api.get(at).json()["sounds"]

        assert (one["state"], one["asset"]) == ("gone", None)

    def test_faults_of_a_sound_are_told_by_their_fields(self, api, alice, made, at):
        piece = put(alice, row(made))

        assert fields_of(send(api, "post", f"{at}/pieces", {"asset": str(uuid4())})) == {"asset"}
        assert fields_of(send(api, "patch", f"{at}/pieces/{piece.pk}", {"to_s": 9, "speed": 2})) == {"speed"}
        assert fields_of(send(api, "patch", f"{at}/pieces/{piece.pk}", {"to_s": 9})) == {"to_s"}

    def test_its_wave_can_be_drawn(self, api, alice, made, at, tmp_path):
        wave = np.concatenate([np.full(RATE, 0.5), np.zeros(RATE)]).astype(np.float32)
        write_wav(tmp_path / "a.wav", wave)
        with (tmp_path / "a.wav").open("rb") as file:
            asset = api.post("/api/assets", {"file": file}, format="multipart").json()["id"]
        [one] = send(api, "post", f"{at}/pieces", {"asset": asset}).json()["sounds"]
        address = f"{at}/pieces/{one['id']}/peaks"

        assert api.get(address, {"columns": 2}).json()["peaks"] == [[0.5, 0.5], [0.0, 0.0]]
        assert len(api.get(address).json()["peaks"]) == 800
        assert api.get(address, {"columns": 5000}).status_code == 422
        assert api.get(f"{at}/pieces/{uuid4()}/peaks").status_code == 404


class TestLists:
    def test_lists_come_page_by_page_last_changed_first(self, api, alice, bob, private_media):
        mixes = [sounds.mix_of_film(alice, board(alice)) for _each in range(5)]
        put(alice, mixes[0])
        sounds.mix_of_film(bob, board(bob))

        seen, cursor = [], ""
        while cursor is not None:
            answer = api.get(f"{ROOM}?size=2&cursor={cursor}").json()
            seen += [(each["id"], each["sounds"]) for each in answer["results"]]
            cursor = answer["next"]

        ids = [str(each.pk) for each in mixes]
        assert seen == [(ids[0], 1), *((pk, 0) for pk in ids[:0:-1])]
        first = api.get(ROOM).json()["results"][0]
        assert set(first) == set(SCHEMAS["MixRow"]["properties"])
        assert api.get(f"{ROOM}?mood=dark").status_code == 422

    def test_a_clip_with_sound_that_lies_in_the_bin_is_shown_nowhere(self, api, alice, made, at):
        mixed = clip(alice)
        SoundMix.objects.filter(pk=made["id"]).update(result=mixed)
        assert api.get(ROOM).json()["results"][0]["result"]["id"] == api.get(at).json()["result"]["id"]

        api.delete(f"/api/assets/{mixed.pk}")

        assert (api.get(ROOM).json()["results"][0]["result"], api.get(at).json()["result"]) == (None, None)

    def test_what_is_in_the_bin_is_in_no_list(self, api, film, made, at):
        api.delete(f"/api/multi-shot/{film.pk}")

        assert api.get(ROOM).json()["results"] == []
        assert api.get(at).status_code == 404

    def test_longer_lists_and_fuller_mixes_cost_no_more_queries(self, api, alice, made, at):
        def queries(address):
            api.get(address)
            with CaptureQueriesContext(connection) as counted:
                assert api.get(address).status_code == 200
            return len(counted)

        put(alice, row(made))
        few = queries(ROOM), queries(at)
        for _each in range(5):
            put(alice, row(made))
            sounds.mix_of_film(alice, board(alice))

        assert (queries(ROOM), queries(at)) == few
        assert 0 < few[0] < few[1] < 20


class TestOthers:
    @pytest.mark.parametrize(
        ("method", "deed"),
        [("get", ""), ("patch", ""), ("post", "/estimate"), ("post", "/speak"), ("post", "/make"),
         ("post", "/preview"), ("post", "/mix"), ("post", "/cancel"), ("get", "/captions"), ("post", "/pieces"),
         ("patch", "/pieces/{piece}"), ("delete", "/pieces/{piece}"), ("post", "/pieces/{piece}/restore"),
         ("post", "/pieces/{piece}/remake"), ("get", "/pieces/{piece}/peaks")],
    )  # fmt: skip
    def test_anothers_mix_is_as_good_as_none(self, api_of_bob, alice, made, method, deed):
        deed = deed.replace("{piece}", str(put(alice, row(made)).pk))
        wrong = {"duck_db": "x", "only": "x", "quoted": -1}

        hers = send(api_of_bob, method, f"{ROOM}/{made['id']}{deed}", wrong)
        nobodys = send(api_of_bob, method, f"{ROOM}/{uuid4()}{deed}", wrong)

        assert hers.status_code == nobodys.status_code == 404
        assert hers.json() == nobodys.json()

    def test_a_key_does_what_its_scopes_say(self, api, alice, made, at):
        piece = put(alice, row(made))

        def by(*scopes):
            text = keys.make(alice, name="shop", scopes=list(scopes)).text
            api.credentials(HTTP_AUTHORIZATION=f"Api-Key {text}", HTTP_ACCEPT_LANGUAGE="en")
            return [
                api.get(at).status_code,
                api.get(f"{at}/captions").status_code,
                send(api, "post", f"{at}/estimate").status_code,
                send(api, "patch", at, {"duck_db": 4}).status_code,
                send(api, "post", f"{at}/cancel").status_code,
                api.delete(f"{at}/pieces/{piece.pk}").status_code,
            ]

        assert by(Scope.READ) == [200, 200, 200, 403, 403, 403]
        assert by(Scope.READ, Scope.ORDER) == [200, 200, 200, 200, 200, 403]
        assert by(Scope.READ, Scope.MANAGE)[-1] == 204


class TestOrders:
    @pytest.fixture
    def heard(self, api, alice, hearing):
        """The address of the mix of a board of two shots with lines, that a paid voice speaks."""
        film = a_film(alice, "a street", "a café")
        for shot, line in zip(shots_of(film), ("Good morning.", "Come in!"), strict=True):
            shot.line = line
            shot.save()
        told = send(api, "post", ROOM, {"film": str(film.pk)}).json()
        at = f"{ROOM}/{told['id']}"
        assert send(api, "patch", at, {"voice": PAID}).status_code == 200
        return at

    def test_lines_are_priced_and_spoken_once_under_one_key(self, api, alice, heard):
        price = send(api, "post", f"{heard}/estimate").json()
        assert [(each["number"], each["text"], each["price"]) for each in price["lines"]] == [
            (1, "Good morning.", PRICE), (2, "Come in!", PRICE),
        ]  # fmt: skip
        assert (price["total"], price["affordable"], price["possible"]) == (2 * PRICE, True, True)
        assert set(price) == set(SCHEMAS["LinesQuote"]["properties"])
        assert not Generation.objects.exists()

        once = key()
        begun, repeated = (send(api, "post", f"{heard}/speak", {"quoted": 2 * PRICE}, **once) for _each in range(2))

        assert (begun.status_code, repeated.status_code) == (202, 202)
        assert [each["state"] for each in begun.json()["lines"]] == ["queued", "queued"]
        assert balance_of(alice) == 100 - 2 * PRICE

        work_through()
        told = api.get(heard).json()
        assert [each["state"] for each in told["lines"]] == ["ready", "ready"]
        assert [word for word, _from, _to in told["sounds"][0]["words"]] == ["Good", "morning."]
        assert Generation.objects.filter(kind="text_to_speech").count() == 2

    def test_captions_go_by_the_words_as_they_are_spoken(self, api, heard):
        send(api, "post", f"{heard}/speak", **key())
        work_through()

        srt, vtt = api.get(f"{heard}/captions"), api.get(f"{heard}/captions?format=vtt&under=animatic")

        assert srt["Content-Type"] == "application/x-subrip; charset=utf-8"
        assert "00:00:00,300 --> " in srt.content.decode()
        assert vtt["Content-Type"] == "text/vtt; charset=utf-8"
        assert vtt.content.decode().startswith("WEBVTT\n\n00:00:00.300 --> ")
        assert "Come in!" in vtt.content.decode()
        assert api.get(f"{heard}/captions?format=pdf").status_code == 422

    def test_a_sound_is_made_for_a_lane_once_under_one_key_and_made_again(self, api, alice, heard):
        mix = SoundMix.objects.get(pk=heard.rpartition("/")[2])
        body = {"lane": "music", "kind": "text_to_speech", "prompt": "la la", **PAID, "starts_s": 2, "loop": True}
        once = key()

        first, repeated = (send(api, "post", f"{heard}/make", body, **once) for _each in range(2))

        assert (first.status_code, repeated.status_code) == (202, 202)
        [one] = repeated.json()["sounds"]
        assert (one["lane"], one["at_s"], one["loop"], one["state"], one["text"]) == (
            "music",
            2,
            True,
            "queued",
            "la la",
        )
        assert send(api, "post", f"{heard}/pieces/{one['id']}/remake", **key()).status_code == 409

        work_through()
        taken = send(api, "post", f"{heard}/pieces/{one['id']}/remake", {"quoted": PRICE}, **key())
        assert taken.status_code == 202
        assert balance_of(alice) == 100 - 2 * PRICE
        assert len(pieces_of(mix)) == 1

    def test_faults_of_place_and_order_are_told_by_their_fields(self, api, alice, heard):
        body = {"lane": "music", "kind": "text_to_speech", "prompt": "la", **PAID}

        assert fields_of(send(api, "post", f"{heard}/make", {**body, "starts_s": 400}, **key())) == {"starts_s"}
        assert fields_of(send(api, "post", f"{heard}/make", {**body, "shot": str(uuid4())}, **key())) == {"shot"}
        assert fields_of(send(api, "post", f"{heard}/make", {**body, "lane": "drums"}, **key())) == {"lane"}
        assert send(api, "post", f"{heard}/make", {**body, "count": 2}, **key()).status_code == 400
        assert send(api, "post", f"{heard}/make", {**body, "quoted": 1}, **key()).status_code == 409
        assert not SoundPiece.objects.exists()
        assert balance_of(alice) == 100

    def test_sound_goes_under_the_animatic_and_under_nothing_that_is_not_there(self, api, alice, heard):
        mix = SoundMix.objects.get(pk=heard.rpartition("/")[2])
        assert send(api, "post", f"{heard}/preview").status_code == 409
        assert send(api, "post", f"{heard}/mix").status_code == 409

        put(alice, mix, asset=str(sound(alice).pk))
        drafted(mix.film)
        told = send(api, "post", f"{heard}/preview")

        assert told.status_code == 202, told.json()
        work_through()
        told = api.get(heard).json()
        assert (told["preview_is_current"], told["result_is_current"], told["can_mix"]) == (True, False, False)
        assert Asset.objects.filter(pk=told["preview"]["id"]).exists()

    def test_what_is_being_made_is_stopped_and_its_credits_come_back(self, api, alice, heard):
        send(api, "post", f"{heard}/speak", **key())
        assert balance_of(alice) == 100 - 2 * PRICE

        told = send(api, "post", f"{heard}/cancel").json()

        assert [each["state"] for each in told["lines"]] == ["failed", "failed"]
        assert balance_of(alice) == 100

    def test_a_clip_is_mixed_with_its_sound_and_its_lanes_apart(self, api, alice, hearing):
        film = a_film(alice, "a street", "a café")
        drafted(film)
        found = type(film).objects.get(pk=film.pk).animatic
        Asset.objects.filter(pk=found.pk).update(generation=None)
        mix = sounds.mix_of_clip(alice, again(found))
        put(alice, mix)

        assert send(api, "post", f"{ROOM}/{mix.pk}/mix").status_code == 202
        work_through()

        told = api.get(f"{ROOM}/{mix.pk}").json()
        assert (told["result_is_current"], told["can_mix"], told["is_working"]) == (True, True, False)
        assert told["result"]["kind"] == "clip"


def test_the_document_s_examples_can_be_sent(api, alice, made, at, local_catalogue):
    assert send(api, "patch", at, QUIETER).status_code == 200
    assert send(api, "post", f"{at}/make", RAIN, **key()).status_code == 202
