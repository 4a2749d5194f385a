"""The doors of a sound panel: begun, sounds laid and changed, lines priced and voiced, a sound made of words."""

import json
import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from studio.engines import tables
from studio.models import CatalogueModel, Generation
from tests.studio.conftest import balance_of
from tests.video.boards import board, picture
from tests.video.hearing import PRICE, again, mix_for, pieces, say, spoken, with_hearing
from tests.video.plating import load
from tests.video.sketching import a_clip, a_film, work_through
from tests.video.sounds import clip, put, sound, sound_revision
from video.models import Lane, SoundMix
from video.services import shots, sounds
from video.sound_form import mix_content, since

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}
MOST_QUERIES = 40
"""Of a panel with everything: as many for six sounds as for forty."""


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def hearing(settings, fake_engine, private_media):
    yield with_hearing(settings, fake_engine)
    tables.loaded.cache_clear()


@pytest.fixture
def page(alice):
    client = Client()
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def film(alice, hearing):
    film = a_film(alice, "a street", "a café", "a bottle")
    say(film, "Good morning.", "", "Coffee is ready for you.")
    return film


@pytest.fixture
def mix(film):
    return mix_for(film)


def at(mix, *rest):
    return "/".join(["/sound", str(mix.pk), *map(str, rest)])


def post(page, of, *rest, **data):
    return page.post(at(of, *rest), {"revision": sound_revision(of), **data}, headers=HX)


def html(answer):
    return answer.content.decode()


def told(answer):
    return json.loads(answer.headers["HX-Trigger"])


def numbers(piece, **changes):
    """The form of one sound as it stands, with these changes."""
    fields = {
        "lane": piece.lane, "at_s": piece.starts_s, "offset_s": "0", "from_s": piece.from_s, "to_s": piece.to_s or "",
        "fade_in_s": piece.fade_in_s, "fade_out_s": piece.fade_out_s, "gain_db": piece.gain_db,
    }  # fmt: skip
    flags = {name: "1" for name in ("loop", "mute") if getattr(piece, name)}
    return {**fields, **flags, **changes}


class TestItsPlace:
    def test_a_board_without_sound_offers_it_and_begins_it_once(self, page, film):
        there = f"/storyboards/{film.pk}/sound"

        before = html(page.get(there, headers=HX))
        begun = html(page.post(there, headers=HX))
        page.post(there, headers=HX)

        assert ("Add sound" in before, "data-stage" in before) == (True, False)
        assert "data-stage" in begun
        assert SoundMix.objects.get().film == film

    def test_a_clip_has_the_same_panel_without_lines(self, page, alice, private_media):
        found = clip(alice, seconds=8)

        page.post(f"/clips/{found.pk}/sound", headers=HX)
        panel = html(page.get(f"/clips/{found.pk}/sound", headers=HX))

        assert 'data-seconds="8.000"' in panel
        assert re.search(r'id="snd-lines"[^>]* hidden', panel)
        assert [name for name in Lane.values if f'data-lane="{name}"' in panel] == Lane.values

    def test_an_empty_lane_offers_what_belongs_on_it_until_something_lies_there(self, page, alice, mix):
        load("local_sounds.yaml")
        before = html(page.get(at(mix), headers=HX))
        put(alice, mix, lane="ambience")
        after = html(page.get(f"{at(mix)}?live=1", headers=HX))
        [offered] = re.findall(r'id="snd-first-ambience" href="([^"]+)"', before)

        inside = html(page.get(offered.replace("&amp;", "&"), headers=HX))

        assert re.findall(r'id="snd-first-(\w+)"', before) == Lane.values
        assert re.findall(r'id="snd-first-(\w+)"', after) == ["dialogue", "effects", "music"]
        assert '<option value="ambience" selected>' in inside

    def test_a_lane_that_there_is_not_is_the_usual_one(self, page, mix):
        load("local_sounds.yaml")

        inside = html(page.get(f"{at(mix, 'make')}?kind=sound_effect&lane=attic", headers=HX))

        assert '<option value="effects" selected>' in inside

    def test_words_that_are_the_name_of_a_sound_are_not_said_twice(self, page, alice, mix):
        short, long = (put(alice, mix, text=words) for words in ("Door", "word " * 40))

        hidden = [
            " hidden"
            in re.search(r"<p class=\"snd-words\" data-said([^>]*)>", html(page.get(f"{at(mix)}?piece={each.pk}")))[1]
            for each in (short, long)
        ]

        assert hidden == [True, False]

    def test_without_scripts_it_is_a_page_of_its_own(self, page, film, mix):
        begun = page.post(f"/storyboards/{film.pk}/sound")
        whole = html(page.get(begun.url))

        assert begun.url == at(mix)
        assert "<h1>" in whole
        assert whole.count("<main") == 1

    def test_the_board_and_the_clip_make_place_for_it(self, page, film, mix):
        assert f'hx-get="/storyboards/{film.pk}/sound"' in html(page.get(f"/storyboards/{film.pk}"))

    def test_what_is_no_clip_has_none_and_nobody_sees_what_is_not_theirs(self, page, alice, bob, private_media):
        others = sounds.mix_of_film(bob, board(bob))
        own = picture(alice)

        answers = [
            page.get(at(others)), page.post(at(others, "speak"), {"key": uuid4()}),
            page.get(f"/clips/{clip(bob).pk}/sound"), page.get(f"/storyboards/{others.film_id}/sound"),
        ]  # fmt: skip

        assert [answer.status_code for answer in answers] == [404] * 4
        assert page.post(f"/clips/{own.pk}/sound").status_code == 400

    def test_a_panel_of_many_sounds_takes_no_more_queries_than_one_of_few(
        self, page, alice, mix, django_assert_max_num_queries
    ):
        put(alice, mix)
        page.get(at(mix), headers=HX)
        with django_assert_max_num_queries(MOST_QUERIES) as few:
            page.get(at(mix), headers=HX)
        for _more in range(8):
            put(alice, mix)

        with django_assert_max_num_queries(len(few)):
            panel = html(page.get(at(mix), headers=HX))

        assert panel.count('class="snd-piece"') == 9


class TestSounds:
    def test_a_sound_of_the_library_is_laid_where_the_clock_stands(self, page, alice, mix):
        found = sound(alice)

        answer = post(page, mix, "pieces", asset=found.pk, lane="music", starts_s="2.5")

        [piece] = pieces(mix)
        assert (piece.asset, piece.lane, piece.starts_s) == (found, "music", 2.5)
        assert f'id="piece-{piece.pk}"' in html(answer)

    def test_numbers_are_kept_and_come_back_in_the_answer(self, page, alice, mix):
        piece = put(alice, mix)
        wanted = numbers(piece, lane="ambience", at_s="1.25", from_s="0.5", to_s="4", fade_in_s="0.3", gain_db="-6")

        answer = html(post(page, mix, "pieces", piece.pk, **wanted, loop="1"))

        now = again(piece)
        assert (now.lane, now.starts_s, now.from_s, now.to_s) == ("ambience", 1.25, 0.5, 4)
        assert (now.fade_in_s, now.gain_db, now.loop, now.mute) == (0.3, -6, True, False)
        assert 'data-starts="1.250"' in answer
        assert 'data-gain="-6.0"' in answer

    def test_what_moves_with_a_shot_is_told_on_the_time_of_the_picture(self, page, alice, film, mix):
        shot = film.shots.get(position=1)
        piece = put(alice, mix, shot=str(shot.pk), starts_s=0.5)

        answer = html(post(page, mix, "pieces", piece.pk, **numbers(piece, at_s="3.5", offset_s="2")))

        assert again(piece).starts_s == 1.5
        assert 'data-starts="3.500"' in answer
        assert 'data-offset="2.000"' in answer

    def test_split_doubled_and_removed_and_put_back(self, page, alice, mix):
        piece = put(alice, mix)

        post(page, mix, "pieces", piece.pk, **numbers(piece), deed="split", split_s="2")
        first, second = pieces(mix)
        post(page, mix, "pieces", second.pk, **numbers(second), deed="duplicate")
        answer = post(page, mix, "pieces", first.pk, deed="remove")
        undo = told(answer)["toast"]["undo"]
        gone = [each.pk for each in pieces(mix)]
        page.post(undo, headers=HX)

        assert (first.to_s, second.from_s, second.starts_s) == (2, 2, 2)
        assert first.pk not in gone
        assert len(gone) == 2
        assert len(pieces(mix)) == 3

    @pytest.mark.parametrize("field", ["at_s", "from_s", "to_s", "fade_in_s", "gain_db"])
    @pytest.mark.parametrize("value", ["nan", "1e999", "-5", "loud", "9" * 400])
    def test_no_number_from_outside_breaks_it(self, page, alice, mix, field, value):
        piece = put(alice, mix)

        answer = post(page, mix, "pieces", piece.pk, **numbers(piece, **{field: value}))

        allowed = (field, value) == ("gain_db", "-5")
        assert answer.status_code == (200 if allowed else 422)
        if not allowed:
            assert told(answer)["sound-wrong"]["words"]
            assert again(piece).starts_s == 0

    def test_of_two_tabs_the_older_one_is_told_and_shown_what_stands(self, page, alice, mix):
        piece = put(alice, mix)
        old = sound_revision(mix)
        post(page, mix, "pieces", piece.pk, **numbers(piece, gain_db="-3"))

        answer = page.post(at(mix, "pieces", piece.pk), {**numbers(piece, gain_db="-9"), "revision": old}, headers=HX)

        assert answer.status_code == 409
        assert "sound-stale" in told(answer)
        assert 'data-gain="-3.0"' in html(answer)
        assert again(piece).gain_db == -3

    def test_without_scripts_the_numbers_of_one_sound_stand_in_its_form(self, page, alice, mix):
        piece = put(alice, mix, starts_s=1.5)

        whole = html(page.get(f"{at(mix)}?piece={piece.pk}"))
        answer = page.post(at(mix, "pieces", piece.pk), numbers(piece, gain_db="-4"))

        assert 'name="at_s" type="number" min="0" max="1800" step="0.05" value="1.500"' in whole
        assert answer.url == f"{at(mix)}?piece={piece.pk}#snd-props"
        assert again(piece).gain_db == -4


class TestTheMix:
    def test_lanes_ducking_loudness_and_captions_are_kept_as_they_are_set(self, page, mix):
        lanes = {f"{name}.gain_db": "0" for name in Lane.values}
        wanted = lanes | {"music.gain_db": "-8", "effects.mute": "1", "dialogue.solo": "1"}
        captions = {
            "captions.style": "karaoke",
            "captions.place": "top",
            "captions.size": "large",
            "captions.burn": "1",
        }

        post(page, mix, mix="1", duck_db="14", loudness="-23", own_gain_db="-12", own_mute="1", **wanted, **captions)

        now = again(mix)
        assert now.lanes["music"]["gain_db"] == -8
        assert (now.lanes["effects"]["mute"], now.lanes["dialogue"]["solo"]) == (True, True)
        assert (now.duck_db, now.loudness, now.own_gain_db, now.own_mute) == (14, -23, -12, True)
        assert now.captions == {"style": "karaoke", "place": "top", "size": "large", "burn": True}

    def test_a_look_that_is_pressed_is_taken_whatever_the_fields_below_it_say(self, page, mix):
        before = html(page.get(at(mix), headers=HX))
        fields = {"captions.style": "box", "captions.place": "top", "captions.size": "small"}

        answer = html(post(page, mix, mix="1", **fields, **{"captions.preset": "social"}))
        own = html(post(page, mix, mix="1", **fields))

        assert re.findall(r'id="snd-look-(\w+)" data-look aria-pressed="true"', before) == ["beside"]
        assert re.findall(r'id="snd-look-(\w+)" data-look aria-pressed="true"', answer) == ["social"]
        assert '<option value="bold" selected>' in answer
        assert 'aria-pressed="true"' not in own, "a look of one's own"

    def test_a_look_that_there_is_not_is_refused(self, page, mix):
        answer = post(page, mix, mix="1", **{"captions.preset": "neon"})

        assert (answer.status_code, again(mix).captions) == (422, {})

    def test_a_switch_that_is_off_is_not_in_the_form_and_goes_off(self, page, mix):
        flat = {f"{name}.gain_db": "0" for name in Lane.values}
        post(page, mix, mix="1", duck_db="10", loudness="-14", own_mute="1", **flat, **{"music.mute": "1"})

        post(page, mix, mix="1", duck_db="10", loudness="-14", **flat)

        assert (again(mix).own_mute, again(mix).lanes) == (False, {})

    def test_what_another_tab_has_set_stands_in_the_fields_of_this_one_at_its_next_answer(self, page, alice, mix):
        sounds.edit(alice, mix.pk, {"loudness": -23, "duck_db": 3, "captions": {"place": "top"}})

        answer = html(page.get(f"{at(mix)}?live=1", headers=HX))

        assert '<option value="-23" selected>' in answer
        assert '<option value="top" selected>' in answer
        assert "3 dB lower under speech" in answer

    def test_a_form_that_holds_nothing_of_the_mix_changes_nothing(self, rf):
        assert mix_content(rf.post("/", {"revision": "1"}).POST) == {}

    @pytest.mark.parametrize("given", [{"duck_db": "90"}, {"loudness": "-1"}, {"captions.style": "flames"}])
    def test_what_there_is_not_is_refused_in_words(self, page, mix, given):
        answer = post(page, mix, mix="1", **given)

        assert answer.status_code == 422
        assert told(answer)["sound-wrong"]["words"]

    def test_mixing_waits_for_a_picture_and_says_so(self, page, alice, mix):
        put(alice, mix)

        panel = html(page.get(at(mix), headers=HX))

        assert "Render the film first" in panel
        assert re.search(r'id="snd-order" disabled', panel)
        assert page.post(at(mix, "mix"), headers=HX).status_code == 409

    def test_a_clip_is_mixed_and_taken_home(self, page, alice, hearing):
        mix = sounds.mix_of_clip(alice, small_clip(alice))
        put(alice, mix, lane="music")

        ordered = html(page.post(at(mix, "mix"), headers=HX))
        work_through()
        after = html(page.get(f"{at(mix)}?live=1", headers=HX))

        assert "Being mixed" in ordered
        assert "data-working" in ordered
        result = again(mix).result
        assert f"{result.file_url}?download=1" in after
        assert f'data-result-is="{result.pk}"' in after
        assert "data-working" not in after


def small_clip(owner):
    """A real one of two seconds."""
    found = clip(owner, seconds=2)
    a_clip(Path(found.file.storage.path(found.file.name)), seconds=2, level=90)
    return found


class TestLines:
    def test_each_line_has_its_price_and_all_have_theirs(self, page, mix):
        panel = html(page.get(at(mix), headers=HX))

        assert f"Voice 2 lines · {2 * PRICE} credits" in panel
        assert panel.count(f"Voice it · {PRICE} credits") == 2
        assert panel.count("Not voiced") >= 2

    def test_voicing_orders_each_line_once_at_the_price_that_was_told(self, page, alice, mix):
        given = {"key": str(uuid4()), "quoted": str(2 * PRICE)}

        answer = post(page, mix, "speak", **given)
        post(page, mix, "speak", **given)
        work_through()
        after = html(page.get(f"{at(mix)}?live=1", headers=HX))

        assert "data-working" in html(answer)
        assert Generation.objects.filter(kind="text_to_speech").count() == 2
        assert balance_of(alice) == 100 - 2 * PRICE
        assert after.count('data-st="ready"') == 4, "two sounds, two lines"
        assert 'id="snd-speak"' not in after

    def test_a_line_that_goes_on_after_its_shot_says_for_how_long(self, page, film, mix):
        say(film, "word " * 9, "", "Good morning.")
        post(page, mix, "speak", key=uuid4(), quoted=str(2 * PRICE))
        work_through()

        panel = html(page.get(f"{at(mix)}?live=1", headers=HX))

        # nine quarters of a second after 0.3 s, in a shot of two seconds; told with one decimal
        [over] = re.findall(r"It is heard for ([\d.]+)", panel)
        assert float(over) == pytest.approx(0.55, abs=0.06)
        assert panel.count("after its shot has ended") == 1

    def test_one_line_alone(self, page, film, mix):
        third = film.shots.get(position=2)

        post(page, mix, "speak", key=uuid4(), quoted=str(PRICE), only=third.pk)

        assert [each.shot for each in pieces(mix)] == [third]

    def test_a_price_that_has_grown_and_an_order_without_its_key_are_refused(self, page, alice, mix):
        dearer = post(page, mix, "speak", key=uuid4(), quoted="1")
        keyless = post(page, mix, "speak", quoted=str(2 * PRICE))

        assert (dearer.status_code, keyless.status_code) == (409, 400)
        assert balance_of(alice) == 100
        assert not pieces(mix)

    def test_who_cannot_pay_is_told_and_cannot_press(self, page, film, mix):
        CatalogueModel.objects.filter(id="fake-voice").update(margin_percent=900)

        panel = html(page.get(at(mix), headers=HX))

        assert "Not enough for this: you have 100 credits." in panel
        assert re.search(r'id="snd-speak"[^>]* disabled', panel)

    def test_a_shot_can_be_as_long_as_its_line_and_the_board_beside_hears_of_it(self, page, film, mix):
        first = film.shots.get(position=0)

        answer = post(page, mix, "shots", first.pk, fits="1", fits_line="1")

        assert again(first).fits_line
        assert told(answer)["sound-board"] == {"revision": again(film).revision}

    def test_it_gets_that_length_at_once_and_keeps_it_whatever_its_card_says(self, page, alice, film, mix):
        first = film.shots.get(position=0)
        shots.edit(alice, first.pk, {"duration": 7})
        post(page, mix, "speak", key=uuid4(), quoted=str(2 * PRICE))
        work_through()

        post(page, mix, "shots", first.pk, fits="1", fits_line="1")
        fitted = again(first).duration_s
        shots.edit(alice, first.pk, {"duration": 9})

        assert fitted == 2, "half a second of words, 0.3 s before and 0.4 s after them; no shot is shorter than 2 s"
        assert again(first).duration_s == 2

    def test_a_shot_of_another_board_is_not_there(self, page, alice, mix):
        strange = board(alice).shots.first()

        assert post(page, mix, "shots", strange.pk, fits_line="1").status_code == 404


class TestVoices:
    def test_a_voice_is_kept_for_the_board_and_for_one_shot(self, page, film, mix):
        first = film.shots.get(position=0)

        post(page, mix, "voice", model="fake-voice", **{"parameters.voice": "boris"})
        post(page, mix, "voice", shot=first.pk, model="fake-voice", **{"parameters.voice": "anna"})
        inside = html(page.get(f"{at(mix, 'voice')}?shot={first.pk}", headers=HX))

        assert again(mix).voice["parameters"]["voice"] == "boris"
        assert again(first).voice["parameters"]["voice"] == "anna"
        assert "As the whole board" in inside

    def test_the_usual_one_comes_back(self, page, film, mix):
        first = film.shots.get(position=0)
        post(page, mix, "voice", shot=first.pk, model="fake-voice", **{"parameters.voice": "boris"})

        post(page, mix, "voice", shot=first.pk, model="fake-voice", usual="1")

        assert again(first).voice == {}

    def test_a_voice_that_the_model_does_not_have_is_told_in_the_dialog(self, page, mix):
        answer = post(page, mix, "voice", model="fake-voice", **{"parameters.voice": "nobody"})

        assert answer.status_code == 422
        assert 'role="alert"' in html(answer)


class TestMadeOfWords:
    @pytest.fixture(autouse=True)
    def makers(self, mix):
        load("local_sounds.yaml")
        load("local_music.yaml")

    def test_the_form_tells_the_price_before_and_after_there_are_words(self, page, mix):
        bare = html(page.get(f"{at(mix, 'make')}?kind=sound_effect", headers=HX))
        typed = html(post(page, mix, "make", kind="sound_effect", prompt="rain", count="1", lane="effects"))
        strange = html(post(page, mix, "make", kind="text_to_speech", model="fake-voice", prompt="Hello", count="1"))

        assert ("Make it · free" in bare, "Make it · free" in typed) == (True, True)
        assert f"Make it · {PRICE} credits" in strange
        assert f'name="quoted" value="{PRICE}"' in strange

    def test_music_is_as_long_as_the_picture_at_first(self, page, mix):
        inside = html(page.get(f"{at(mix, 'make')}?kind=music", headers=HX))

        assert re.search(r'id="set-duration"[^>]*value="6"', inside), "three shots of two seconds"

    def test_what_is_ordered_lies_on_its_lane_at_the_clock(self, page, alice, mix):
        given = {"kind": "text_to_speech", "model": "fake-voice", "prompt": "Come in!", "count": "1"}
        order = {"order": "1", "key": str(uuid4()), "quoted": str(PRICE), "lane": "dialogue", "starts_s": "1.5"}

        answer = post(page, mix, "make", **given, **order)
        post(page, mix, "make", **given, **order)

        [piece] = pieces(mix)
        assert "sound-made" in told(answer)
        assert (piece.lane, piece.starts_s, piece.text) == ("dialogue", 1.5, "Come in!")
        assert balance_of(alice) == 100 - PRICE

    def test_it_can_be_made_again_at_the_price_that_its_button_says(self, page, alice, mix, fake_engine):
        given = {"kind": "text_to_speech", "model": "fake-voice", "prompt": "Come in!", "count": "1", "order": "1"}
        post(page, mix, "make", **given, key=uuid4(), lane="dialogue")
        fake_engine.does = spoken
        work_through()
        [piece] = pieces(mix)
        panel = html(page.get(at(mix), headers=HX))
        key = re.search(r'data-key="([0-9a-f-]{36})"', panel)[1]

        post(page, mix, "pieces", piece.pk, deed="again", key=key, quoted=str(PRICE))
        post(page, mix, "pieces", piece.pk, deed="again", key=key, quoted=str(PRICE))

        assert f'data-made="{PRICE}"' in panel
        assert Generation.objects.filter(kind="text_to_speech").count() == 2
        assert balance_of(alice) == 100 - 2 * PRICE

    def test_what_does_not_pass_comes_back_as_it_was_typed(self, page, mix):
        answer = post(
            page, mix, "make", kind="text_to_speech", model="fake-voice", prompt="a" * 501, count="1", order="1",
            key=uuid4(), lane="dialogue",
        )  # fmt: skip

        assert answer.status_code == 422
        assert "a" * 501 in html(answer)
        assert 'role="alert"' in html(answer)
        assert not pieces(mix)

    def test_a_kind_and_a_lane_that_there_are_not(self, page, mix):
        kind = page.get(f"{at(mix, 'make')}?kind=smell", headers=HX)
        given = {"kind": "text_to_speech", "model": "fake-voice", "prompt": "Hi", "count": "1", "lane": "cellar"}
        lane = post(page, mix, "make", order="1", key=uuid4(), **given)

        assert (kind.status_code, lane.status_code) == (404, 422)


class TestTheLibrary:
    def test_it_shows_sounds_alone_and_finds_them_by_words(self, page, alice, mix):
        sound(alice)
        picture(alice, name="poster.png")

        every = html(page.get(at(mix, "pick"), headers=HX))
        none = html(page.get(f"{at(mix, 'pick')}?q=thunder", headers=HX))

        assert ("a.wav" in every, "poster.png" in every) == (True, False)
        assert "No sound has these words." in none


@pytest.mark.parametrize(("at_s", "offset_s", "expected"), [("3.5", "2", 1.5), ("3", "", 3.0), ("soon", "2", "soon")])
def test_moments_of_the_picture_are_counted_from_what_a_sound_moves_with(at_s, offset_s, expected):
    assert since(at_s, offset_s) == expected
