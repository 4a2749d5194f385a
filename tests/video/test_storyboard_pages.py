"""The doors of storyboards: the list, the board, what each card's form keeps and does, and what it costs."""

import json
import re
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from studio.models import Generation, Project
from tests.api.conftest import local_catalogue  # noqa: F401
from tests.studio.conftest import balance_of
from tests.video.boards import board, picture, prompts_of, revision_of, shots_of
from tests.video.filming import PRICE, failing, film, maker, work_off  # noqa: F401
from video.models import CameraPreset, MultiShotGeneration, Shot
from video.services import films

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}
MOST_QUERIES = 12
"""Of a whole board: what six shots hold, show and cost is read at once, however many there are."""


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def page(alice):
    client = Client()
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(film, *rest):
    return "/".join(["/storyboards", str(film.pk), *map(str, rest)])


def post(page, film, *rest, headers=HX, **data):
    data = {"revision": revision_of(film), **data}
    return page.post(at(film, *rest), data, headers=headers)


def card(page, shot, **data):
    """A card's form sent: its fields with these changes, and perhaps a deed."""
    fields = {
        "fields": "1", "prompt": shot.prompt, "duration_s": shot.duration_s, "preset": "", "line": shot.line,
        "model": shot.model, "start_frame": shot.start_frame_id or "", "end_frame": "", "picture": "",
        "references": [f"{each['source']}:{each['id']}:{each['role']}" for each in shot.references],
    }  # fmt: skip
    return post(page, shot.film, "shots", shot.pk, **{**fields, **data})


def deed(page, shot, name, **data):
    return post(page, shot.film, "shots", shot.pk, deed=name, **data)


def told(answer):
    return json.loads(answer.headers["HX-Trigger"])


def html(answer):
    return answer.content.decode()


class TestTheList:
    def test_says_what_boards_are_where_there_are_none(self, page):
        assert "No storyboards yet" in html(page.get("/storyboards"))

    def test_a_new_board_opens_with_two_shots_in_the_project_of_the_header(self, page, alice):
        project = Project.objects.create(owner=alice, name="Autumn")
        page.post("/projects/switch", {"project": str(project.pk), "next": "/"})

        answer = page.post("/storyboards", follow=True)

        made = MultiShotGeneration.objects.get(owner=alice)
        assert answer.redirect_chain == [(at(made), 302)]
        assert len(re.findall(r"<li class=\"shot\"", html(answer))) == 2
        assert made.project == project

    def test_tells_each_by_its_name_shots_and_seconds(self, page, alice):
        board(alice, "a dawn", "a cup", "the sea")

        found = html(page.get("/storyboards"))

        assert "Morning tonic" in found
        assert "3 shots" in found
        assert "12 s" in found

    def test_shows_the_result_of_a_shot_and_else_the_picture_given_for_it(self, page, alice, film):
        made = film(alice, "a street", {"prompt": "a can", "picture": picture(alice, thumbnail="x.webp")}, "a sea")
        post(page, made, "render", key=uuid4(), only=str(shots_of(made)[0].pk))
        work_off(alice)

        found = html(page.get("/storyboards"))

        thumbnails = re.findall(r"/assets/([0-9a-f-]{36})/thumbnail", found)
        assert thumbnails == [str(Generation.objects.get().result.pk), str(shots_of(made)[1].picture_id)]

    def test_asks_as_much_for_many_boards_as_for_one(self, page, alice, django_assert_max_num_queries):
        for _each in range(3):
            board(alice)
        page.get("/storyboards")

        with django_assert_max_num_queries(12):
            assert html(page.get("/storyboards")).count("film-row") == 3

    def test_a_deleted_board_is_in_the_bin_and_comes_back(self, page, alice):
        made = board(alice)

        away = page.post(at(made, "trash"), follow=True)
        binned = page.get("/storyboards?show=bin")
        back = page.post(at(made, "restore"), follow=True)

        assert "Morning tonic" not in re.sub(r'class="toast".*', "", html(away), flags=re.DOTALL)
        assert "in the bin for 30 days" in html(away)
        assert "Morning tonic" in html(binned)
        assert back.redirect_chain == [(at(made), 302)]

    def test_a_list_of_many_goes_on_by_a_cursor(self, page, alice):
        MultiShotGeneration.objects.bulk_create(MultiShotGeneration(owner=alice, name=f"n{n}") for n in range(41))

        first = html(page.get("/storyboards"))
        onward = re.search(r'<nav class="pager"><a class="button" href="([^"]+)"', first)[1].replace("&amp;", "&")

        assert (first.count("film-row"), html(page.get(f"/storyboards{onward}")).count("film-row")) == (40, 1)


class TestTheBoard:
    def test_a_strangers_board_is_not_there(self, page, bob):
        assert page.get(at(board(bob))).status_code == 404

    def test_each_card_shows_what_its_shot_is(self, page, alice, local_catalogue):
        made = films.create(
            alice,
            {
                "shots": [
                    {"prompt": "A <dawn>", "duration": 7, "line": "Good morning."},
                    {"prompt": "A cup", "continues": True, "locked": True},
                ]
            },
        )

        found = html(page.get(at(made)))

        assert "A &lt;dawn&gt;</textarea>" in found
        assert re.search(r'name="duration_s"[^>]*value="7"', found)
        assert 'value="Good morning."' in found
        first, second = re.findall(r"<fieldset class=\"shot-body\"[^>]*>", found)
        assert ("disabled" in first, "disabled" in second) == (False, True)
        assert len(re.findall(r'name="continues" value="1" checked', found)) == 1

    def test_six_shots_ask_no_more_than_two(self, page, alice, local_catalogue, django_assert_max_num_queries):
        six, anchored = board(alice, *"abcdef"), picture(alice)
        for shot in shots_of(six):
            card(page, shot, references=[f"asset:{anchored.pk}:reference_images"])
        page.get(at(six))

        with django_assert_max_num_queries(MOST_QUERIES):
            assert html(page.get(at(six))).count('<li class="shot"') == 6

    def test_six_shots_leave_no_place_for_a_seventh_and_two_cannot_be_fewer(self, page, alice):
        six, two = html(page.get(at(board(alice, *"abcdef")))), html(page.get(at(board(alice, "a", "b"))))

        assert ('id="add-shot"' in six, 'value="duplicate"' in six, 'value="remove"' in six) == (False, False, True)
        assert ('id="add-shot"' in two, 'value="duplicate"' in two, 'value="remove"' in two) == (True, True, False)

    def test_the_time_says_where_each_shot_begins_and_how_it_joins(self, page, alice):
        made = board(alice, "a", "b", "c")
        deed(page, shots_of(made)[0], "join", style="crossfade", seconds="0.5")

        found = html(page.get(at(made)))

        scale = re.search(r'<div class="timeline-scale".*?</div>', found, re.DOTALL)[0]
        assert re.findall(r">([\d.]+ s)<", scale) == ["0 s", "3.5 s", "7.5 s", "11.5 s"]
        assert "Join of 1 and 2: Crossfade" in found
        assert "Join of 2 and 3: Cut" in found

    def test_its_models_tell_what_a_shot_of_four_seconds_costs(self, page, alice, film):
        found = html(page.get(at(film(alice, "a", "b"))))

        assert re.search(rf'<option value="fake-clip" selected>Fake · {PRICE} credits</option>', found)

    def test_what_holds_for_all_is_kept(self, page, alice, local_catalogue):
        made = board(alice)

        answer = post(page, made, settings="1", aspect_ratio="9:16", resolution="720p", model="draft-clip")

        made.refresh_from_db()
        assert (made.aspect_ratio, made.resolution, made.native) == ("9:16", "720p", False)
        assert told(answer)["board"] == {"revision": made.revision, "asked": False}

    def test_it_is_renamed_without_scripts_too(self, page, alice):
        made = board(alice)

        answer = post(page, made, name="Evening", headers={})

        assert (answer.status_code, answer["Location"]) == (302, at(made))
        assert MultiShotGeneration.objects.get().name == "Evening"


class TestACard:
    def test_keeps_every_field(self, page, alice, local_catalogue):
        first, second = shots_of(board(alice, "a", "b"))
        frame, end, sketch, thing = (picture(alice) for _each in range(4))

        card(
            page, second, prompt="A cup\r\nsteams", duration_s="6", line="Coffee!", model="draft-clip", continues="1",
            start_frame=frame.pk, end_frame=end.pk, picture=sketch.pk, references=f"asset:{thing.pk}:reference_images",
        )  # fmt: skip

        second.refresh_from_db()
        assert (second.prompt, second.duration_s, second.line) == ("A cup\nsteams", 6, "Coffee!")
        assert (second.model, second.continues) == ("draft-clip", True)
        assert (second.start_frame, second.end_frame, second.picture) == (frame, end, sketch)
        assert [(each["id"], each["role"]) for each in second.references] == [(str(thing.pk), "reference_images")]
        first.refresh_from_db()
        assert first.prompt == "a"

    def test_answers_with_the_heads_of_cards_and_not_with_what_is_typed(self, page, alice):
        shot = shots_of(board(alice, "a", "b"))[0]

        answer = card(page, shot, prompt="A dawn over the sea")

        assert f'id="live-{shot.pk}"' in html(answer)
        assert "<textarea" not in html(answer)
        assert told(answer)["board"]["revision"] == revision_of(shot.film) == 1

    def test_a_preset_stays_as_it_was_taken_when_the_card_is_kept_again(self, page, alice, local_catalogue):
        preset = CameraPreset.objects.create(owner=alice, name="Mine", grain=30)
        shot = shots_of(board(alice))[0]
        card(page, shot, preset=preset.pk)
        CameraPreset.objects.update(grain=80)

        card(page, shot, prompt="other words", preset=preset.pk)

        shot.refresh_from_db()
        assert shot.camera == {"preset": str(preset.pk), "grain": 30}
        assert f'<option value="{preset.pk}" selected>Mine</option>' in html(page.get(at(shot.film)))

    def test_a_camera_that_is_no_presets_is_left_alone(self, page, alice):
        made = films.create(alice, {"shots": [{"camera": {"grain": 20}}, {}]})
        shot = shots_of(made)[0]

        card(page, shot, preset="own")
        kept = shots_of(made)[0].camera
        card(page, shot, preset="")

        assert kept == {"grain": 20}
        assert shots_of(made)[0].camera == {}

    def test_strength_of_a_likeness_outlives_the_form(self, page, alice):
        thing = picture(alice)
        named = {"source": "asset", "id": str(thing.pk), "role": "reference_images", "strength": 40}
        shot = shots_of(films.create(alice, {"shots": [{"references": [named]}, {}]}))[0]
        fields = re.findall(r'name="(strength-[^"]+)" value="(\d+)"', html(page.get(at(shot.film))))

        card(page, shot, prompt="new", **dict(fields))

        assert shots_of(shot.film)[0].references == [named]

    def test_a_fault_is_told_in_its_card_and_nothing_is_kept(self, page, alice):
        shot = shots_of(board(alice, "a", "b"))[0]

        answer = card(page, shot, prompt="kept?", duration_s="99")

        assert answer.status_code == 422
        assert re.search(
            r'id="live-[^"]+".*role="alert".*Give a whole number between 2 and 15', html(answer), re.DOTALL
        )
        assert prompts_of(shot.film) == ["a", "b"]

    def test_without_scripts_a_fault_is_a_page_of_its_own(self, page, alice):
        shot = shots_of(board(alice))[0]

        answer = page.post(at(shot.film, "shots", shot.pk), {"fields": "1", "duration_s": "99"})

        assert answer.status_code == 400
        assert "Give a whole number between 2 and 15" in html(answer)

    def test_an_older_tab_is_told_with_the_revision_that_stands(self, page, alice):
        shot = shots_of(board(alice))[0]
        card(page, shot, prompt="the newer words")

        answer = card(page, shot, prompt="the older ones", revision=0)

        assert (answer.status_code, html(answer)) == (409, "")
        assert told(answer) == {"board-stale": {"revision": 1}}
        assert prompts_of(shot.film)[0] == "the newer words"

    def test_a_locked_one_refuses_words_and_says_so(self, page, alice):
        shot = shots_of(board(alice, "a", "b"))[0]
        deed(page, shot, "lock")

        answer = card(page, shot, prompt="changed")

        assert answer.status_code == 409
        assert "locked" in told(answer)["toast"]["text"]
        assert prompts_of(shot.film) == ["a", "b"]


class TestDeeds:
    def test_keep_what_is_typed_in_the_card_first(self, page, alice):
        shot = shots_of(board(alice, "a", "b"))[0]

        answer = card(page, shot, prompt="typed a moment ago", deed="duplicate")

        assert prompts_of(shot.film) == ["typed a moment ago", "typed a moment ago", "b"]
        assert html(answer).count('<li class="shot"') == 3

    @pytest.mark.parametrize(
        ("which", "name", "given", "order"),
        [(0, "right", {}, "bac"), (2, "left", {}, "acb"), (2, "to", {"to": "0"}, "cab"), (0, "to", {"to": "2"}, "bca")],
    )
    def test_move_a_shot_and_say_where_it_is(self, page, alice, which, name, given, order):
        shot = shots_of(board(alice, "a", "b", "c"))[which]

        answer = deed(page, shot, name, **given)

        assert "".join(prompts_of(shot.film)) == order
        now = order.index(shot.prompt) + 1
        assert told(answer)["announce"]["text"] == f"The shot is number {now} now."

    def test_split_a_shot_in_the_middle(self, page, alice):
        made = films.create(alice, {"shots": [{"prompt": "a", "duration": 7}, {"prompt": "b"}]})

        deed(page, shots_of(made)[0], "split")

        assert [(shot.prompt, shot.duration_s, shot.continues) for shot in shots_of(made)] == [
            ("a", 3, False), ("a", 4, True), ("b", 4, False),
        ]  # fmt: skip

    def test_a_removed_shot_can_be_put_back_from_the_toast(self, page, alice):
        made = board(alice, "a", "b", "c")

        answer = deed(page, shots_of(made)[1], "remove")
        gone = prompts_of(made)
        page.post(told(answer)["toast"]["undo"], headers=HX)

        assert gone == ["a", "c"]
        assert prompts_of(made) == ["a", "b", "c"]

    def test_lock_and_unlock(self, page, alice):
        shot = shots_of(board(alice))[0]

        locked = deed(page, shot, "lock")
        unlocked = deed(page, shot, "unlock")

        assert (" data-locked" in html(locked), " data-locked" in html(unlocked)) == (True, False)

    def test_another_take_is_another_seed(self, page, alice):
        shot = shots_of(board(alice))[0]

        deed(page, shot, "take")

        assert shots_of(shot.film)[0].seed != shot.seed

    def test_add_a_shot_and_lead_there(self, page, alice):
        made = board(alice, "a", "b")

        answer = post(page, made, "shots")

        new = shots_of(made)[2]
        assert told(answer)["board-focus"] == {"id": f"prompt-{new.pk}"}
        assert f'id="prompt-{new.pk}"' in html(answer)

    @pytest.mark.parametrize("name", ["explode", "do", "__class__"])
    def test_an_unknown_one_is_refused(self, page, alice, name):
        shot = shots_of(board(alice))[0]

        assert deed(page, shot, name).status_code == 400

    def test_at_a_shot_of_another_board_find_nothing(self, page, alice, bob):
        mine, hers = board(alice), shots_of(board(bob))[0]
        other = shots_of(board(alice, "x", "y"))[0]

        answers = [post(page, mine, "shots", shot.pk, deed="lock") for shot in (hers, other)]

        assert [answer.status_code for answer in answers] == [404, 404]
        assert not Shot.objects.filter(locked=True).exists()


class TestThePrice:
    def test_is_told_before_anything_is_rendered(self, page, alice, film):
        made = film(alice, "a", "b", "c")

        found = html(page.get(at(made, "quote"), headers=HX))

        assert "To be made: 1, 2, 3." in found
        assert re.search(rf"Render 3 shots · {3 * PRICE} credits", found)
        assert f'name="quoted" value="{3 * PRICE}"' in found

    def test_is_in_the_page_itself_for_those_without_scripts(self, page, alice, film):
        made = film(alice, "a", "b")

        assert 'href="?quote=1"' in html(page.get(at(made)))
        assert f"Render 2 shots · {2 * PRICE} credits" in html(page.get(f"{at(made)}?quote=1"))

    def test_is_what_a_render_takes_and_what_stays_is_said(self, page, alice, film):
        made = film(alice, "a", "b", "c")
        post(page, made, "render", key=uuid4(), quoted=3 * PRICE)
        work_off(alice)
        Shot.objects.filter(pk=shots_of(made)[1].pk).update(prompt="other words")

        found = html(page.get(at(made, "quote"), headers=HX))

        assert balance_of(alice) == 100 - 3 * PRICE
        assert "Shots 1 and 3 stay as they are. To be made: 2." in found
        assert f"Render 1 of 3 · {PRICE} credits" in found

    def test_of_what_cannot_be_made_names_the_shot_and_locks_the_button(self, page, alice, film):
        found = html(page.get(at(film(alice, "a", ""), "quote"), headers=HX))

        assert "Shot 2: " in found
        assert re.search(r'id="render" disabled', found)

    def test_over_the_balance_says_what_one_has(self, page, alice, film):
        alice.account.__class__.objects.update(balance=PRICE)

        found = html(page.get(at(film(alice, "a", "b"), "quote"), headers=HX))

        assert f"Not enough for this: you have {PRICE} credits." in found
        assert re.search(r'id="render" disabled', found)

    def test_that_has_risen_orders_nothing(self, page, alice, film):
        answer = post(page, film(alice, "a", "b"), "render", key=uuid4(), quoted=PRICE)

        assert answer.status_code == 409
        assert not Generation.objects.exists()


class TestARender:
    def test_pressed_twice_orders_once(self, page, alice, film):
        made, key = film(alice, "a", "b"), uuid4()

        answers = [post(page, made, "render", key=key, quoted=2 * PRICE) for _each in range(2)]

        assert [answer.status_code for answer in answers] == [200, 200]
        assert Generation.objects.count() == 2

    def test_is_watched_each_second_until_it_is_over(self, page, alice, film):
        made = film(alice, "a", "b")
        begun = html(post(page, made, "render", key=uuid4()))
        work_off(alice)

        over = page.get(at(made, "live"), headers=HX)

        assert 'hx-trigger="every 1s"' in begun
        assert 'hx-trigger="every 1s"' not in html(over)
        assert html(over).count('data-st="rendered"') == 2
        assert told(over)["board"] == {"revision": revision_of(made), "asked": True}

    def test_can_be_stopped_and_gives_the_credits_back(self, page, alice, film):
        made = film(alice, "a", "b")
        post(page, made, "render", key=uuid4())

        answer = post(page, made, "cancel")

        assert told(answer)["toast"]["text"] == "Stopped."
        assert balance_of(alice) == 100

    def test_that_failed_in_part_says_why_and_can_be_tried_again(self, page, alice, film, maker):
        made = film(alice, "a fine one", "a bad one")
        maker.does = failing("bad")
        post(page, made, "render", key=uuid4())
        work_off(alice)

        found = html(page.get(f"{at(made)}?quote=1"))

        assert "the maker refuses this" in found
        again = re.search(r'<form[^>]*>(?:(?!</form>).)*id="retry"', found, re.DOTALL)[0]
        assert f'name="only" value="{shots_of(made)[1].pk}"' in again
        assert f'name="quoted" value="{PRICE}"' in again

    def test_that_failed_behind_a_changed_shot_is_tried_again_at_the_price_of_both(self, page, alice, film, maker):
        made = film(alice, "a fine one", {"prompt": "a bad one", "continues": True}, "another")
        maker.does = failing("bad")
        post(page, made, "render", key=uuid4())
        work_off(alice)
        Shot.objects.filter(pk=shots_of(made)[0].pk).update(prompt="a finer one")

        found = html(page.get(f"{at(made)}?quote=1"))

        again = re.search(r'<form[^>]*>(?:(?!</form>).)*id="retry"', found, re.DOTALL)[0]
        assert f'name="quoted" value="{2 * PRICE}"' in again

    def test_with_a_price_that_is_no_number_for_anybody_is_a_render_all_the_same(self, page, alice, film):
        assert post(page, film(alice, "a", "b"), "render", key=uuid4(), quoted="9" * 5000).status_code == 200

    @pytest.mark.parametrize("key", ["", "no id"])
    def test_without_its_key_is_refused(self, page, alice, film, key):
        answer = post(page, film(alice, "a", "b"), "render", key=key)

        assert answer.status_code == 400
        assert not Generation.objects.exists()


class TestPieces:
    def test_a_picked_picture_is_a_chip_that_posts_itself(self, page, alice):
        made, thing = board(alice), picture(alice, name="can.png")
        name = f"asset:{thing.pk}:reference_images"

        found = html(page.get(at(made, "piece"), {"reference": name}, headers=HX))

        assert f'name="references" value="{name}"' in found
        assert "can.png" in found

    def test_a_frame_is_shown_and_an_empty_one_offers_the_library(self, page, alice):
        made, thing = board(alice), picture(alice)

        full = html(page.get(at(made, "piece"), {"role": "end_frame", "asset": thing.pk}, headers=HX))
        empty = html(page.get(at(made, "piece"), {"role": "end_frame"}, headers=HX))

        assert f'name="end_frame" value="{thing.pk}"' in full
        assert 'data-slot="end_frame"' in empty
        assert "data-pick-from" in empty

    def test_somebody_elses_picture_is_not_there(self, page, alice, bob):
        made, hers = board(alice), picture(bob)

        asked = [{"reference": f"asset:{hers.pk}:reference_images"}, {"role": "picture", "asset": hers.pk}]

        assert [page.get(at(made, "piece"), each, headers=HX).status_code for each in asked] == [404, 404]

    def test_a_name_that_is_none_is_refused(self, page, alice):
        assert page.get(at(board(alice), "piece"), {"reference": "nonsense"}, headers=HX).status_code == 400

    def test_the_cast_of_the_whole_board_says_in_how_many_shots_each_is(self, page, alice):
        made, thing = board(alice, "a", "b", "c"), picture(alice, name="can.png")
        for shot in shots_of(made)[:2]:
            card(page, shot, references=f"asset:{thing.pk}:reference_images")

        cast = re.search(r'<div class="chips" id="cast">.*?</details>', html(page.get(at(made))), re.DOTALL)[0]

        assert "can.png" in cast
        assert '<span class="role">2 shots</span>' in cast

    def test_what_is_gone_says_so_and_can_be_taken_out(self, page, alice):
        made, thing = board(alice), picture(alice)
        shot = shots_of(made)[0]
        name = f"asset:{thing.pk}:reference_images"
        card(page, shot, references=name)
        thing.__class__.objects.filter(pk=thing.pk).update(deleted_at="2026-01-01T00:00Z")

        found = html(page.get(at(made)))
        card(page, shots_of(made)[0], uncast=name)

        assert "no longer there" in found
        assert shots_of(made)[0].references == []
