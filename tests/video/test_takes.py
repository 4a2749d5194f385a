"""A sound said in another voice: priced, held, put in the place of what there was, and the way back."""

import json
import re
import wave
from copy import deepcopy
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from reklamai.core.errors import BadInput, Conflict, NotFound, Rejected
from studio.ask import Ask, ReferenceAsk
from studio.catalogue.validate import AskInvalid
from studio.engines import tables
from studio.engines.base import Result, ResultFile
from studio.models import CatalogueModel, Generation
from studio.services import work
from tests.studio.conftest import balance_of
from tests.video.hearing import PRICE, again, mix_for, orders_of, pieces, say, speak, spoken, standing, with_hearing
from tests.video.sketching import a_film, work_through
from tests.video.sounds import clip, put, sound, sound_revision
from video.models import SoundPiece
from video.selectors.takes import source_of, takes_of
from video.services import shots, sounds, takes

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}
CHANGER = {
    "model": "fake-changer",
    "provider": "fake",
    "title": "Fake changer",
    "kind": "voice_change",
    "output": "audio",
    "inputs": {
        "audio": {"type": "string", "required": True, "accept": ["audio/wav"], "max_s": 60, "maps_to": "source_audio"},
        "voice": {"type": "string", "enum": ["anna", "boris"], "default": "anna", "maps_to": "voice"},
    },
    "price": {"unit": "video", "credits": 14, "usd_per_credit": 0.005},
}
CHANGE = 7
"""Of each change: 14 vendor credits of 0.005 USD, in ours of 0.01 USD."""


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def voiced(job, report=None):
    """Two seconds of nothing in particular, as a maker that tells no words gives them; speech as it is."""
    if job.kind != "voice_change":
        return spoken(job)
    path = job.workdir / "changed.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(job.id.encode()[:32].ljust(32) + b"\0" * 2 * 16000)
    return Result(files=(ResultFile(path),))


@pytest.fixture
def hearing(settings, fake_engine, private_media):
    with_hearing(settings, fake_engine)
    fake_engine.does = voiced
    yield fake_engine
    tables.loaded.cache_clear()


@pytest.fixture
def changer(hearing):
    return CatalogueModel.objects.create(id="fake-changer", provider="fake", entry=deepcopy(CHANGER), enabled=True)


@pytest.fixture
def mix(alice, hearing):
    film = a_film(alice, "a street", "a café")
    say(film, "Good morning.")
    return mix_for(film)


@pytest.fixture
def line(mix, changer):
    """The line, as it was spoken; 90 credits are left."""
    speak(mix)
    work_through()
    return again(pieces(mix)[0])


@pytest.fixture
def page(alice):
    client = Client()
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


def ask_for(piece, *, voice="boris", **changes):
    named = ReferenceAsk("asset", str(source_of(piece).pk), "source_audio")
    given = {"kind": "voice_change", "model": "fake-changer", "parameters": {"voice": voice}, "references": (named,)}
    return Ask(**given | changes)


def revoiced(piece, *, key=None, quoted=CHANGE, **changes):
    """Order it in another voice and do the work; the sound as it is then."""
    user = piece.mix.owner
    takes.revoice(user, piece.mix, piece.pk, ask=ask_for(piece, **changes), key=key or uuid4(), quoted=quoted)
    work_through()
    return again(piece)


def state(mix, piece):
    return next(each for each in standing(mix).sounds if each.piece.pk == piece.pk)


def dialog(page, mix, **given):
    return page.get(f"/sound/{mix.pk}/revoice", given, headers=HX).content.decode()


def ordering(page, piece, **changes):
    """The form of the dialog, sent."""
    given = {
        "kind": "voice_change", "piece": piece.pk, "model": "fake-changer", "count": "1", "key": str(uuid4()),
        "quoted": str(CHANGE), "parameters.voice": "boris", "order": "1",
    }  # fmt: skip
    return page.post(f"/sound/{piece.mix_id}/revoice", given | changes, headers=HX)


class TestAnotherVoice:
    def test_it_takes_the_place_of_the_old_one_and_says_the_same_at_the_same_times(self, alice, mix, line):
        sounds.change(alice, mix, line.pk, {"from_s": 0.1, "gain_db": -3})

        now = revoiced(line)

        assert now.asset != line.asset
        assert (now.text, now.spoken) == (line.text, line.spoken) != ("", [])
        assert (now.from_s, now.gain_db, now.starts_s) == (0.1, -3, line.starts_s)
        assert state(mix, now).state == "ready"
        assert balance_of(alice) == 100 - PRICE - CHANGE

    def test_until_it_is_there_the_credits_are_held_and_the_old_one_stands(self, alice, mix, line):
        takes.revoice(alice, mix, line.pk, ask=ask_for(line), key=uuid4())

        assert state(mix, line).is_working
        assert again(line).asset == line.asset
        assert balance_of(alice) == 100 - PRICE - CHANGE
        with pytest.raises(Conflict):
            takes.revoice(alice, mix, line.pk, ask=ask_for(line), key=uuid4())

    def test_what_does_not_work_leaves_all_as_it_was_gives_the_credits_back_and_is_told(
        self, alice, mix, line, hearing
    ):
        def refuse(job, report):
            raise Rejected("the maker refuses this")

        hearing.does = refuse

        now = revoiced(line)

        assert (now.asset, state(mix, now).state) == (line.asset, "ready")
        assert state(mix, now).error
        assert balance_of(alice) == 100 - PRICE

    def test_the_same_key_orders_it_once(self, alice, line):
        key = uuid4()

        revoiced(line, key=key)
        revoiced(line, key=key)

        assert Generation.objects.filter(kind="voice_change").count() == 1
        assert balance_of(alice) == 100 - PRICE - CHANGE

    def test_a_second_change_is_made_of_the_sound_as_it_was_first(self, mix, line):
        now = revoiced(line)

        twice = revoiced(now, voice="anna")

        sent = [
            order.generation.references.get().source_id for order in orders_of(mix) if order.generation.prompt == ""
        ]
        assert sent == [str(line.asset_id)] * 2
        assert twice.asset not in (now.asset, line.asset)

    def test_a_line_that_has_changed_is_still_told_to_have(self, alice, mix, line):
        shots.edit(alice, line.shot_id, {"line": "Good evening."})

        now = revoiced(line)

        assert state(mix, now).state == "changed"

    def test_a_recording_of_ones_own_is_changed_too(self, alice, mix, changer):
        piece = put(alice, mix)

        now = revoiced(piece)

        assert now.asset != piece.asset
        assert state(mix, now).state == "ready"

    @pytest.mark.parametrize(
        "wrong", [{"kind": "text_to_speech"}, {"count": 2}, {"references": ()}], ids=["kind", "count", "nothing"]
    )
    def test_only_the_voice_of_this_very_sound_is_changed(self, alice, mix, line, wrong):
        with pytest.raises(BadInput):
            takes.revoice(alice, mix, line.pk, ask=ask_for(line, **wrong), key=uuid4())

        assert not Generation.objects.filter(kind="voice_change").exists()

    def test_a_sound_that_was_removed_is_not_there(self, alice, mix, line):
        ask = ask_for(line)
        sounds.remove(alice, mix, line.pk)

        with pytest.raises(NotFound):
            takes.revoice(alice, mix, line.pk, ask=ask, key=uuid4())

    def test_a_sound_whose_file_lies_in_the_bin_is_not_there(self, alice, mix, line):
        ask = ask_for(line)
        line.asset.deleted_at = line.created_at
        line.asset.save(update_fields=["deleted_at"])

        with pytest.raises(Conflict):
            takes.revoice(alice, mix, line.pk, ask=ask, key=uuid4())


class TestTheWayBack:
    def test_the_earlier_take_comes_back_and_the_later_one_again(self, alice, mix, line):
        now = revoiced(line)
        first, second = takes_of(mix)[line.pk]

        back = takes.take(alice, mix, line.pk, str(first.asset.pk))
        standing_back = state(mix, again(line)).state
        forth = takes.take(alice, mix, line.pk, str(second.asset.pk))

        assert (first.asset, second.asset) == (line.asset, now.asset)
        assert (back.asset, standing_back, back.text) == (line.asset, "ready", line.text)
        assert (forth.asset, forth.spoken) == (now.asset, line.spoken)

    def test_takes_are_told_by_their_voices_and_by_where_they_come_from(self, alice, mix, line):
        revoiced(line)
        brought = put(alice, mix)
        revoiced(brought)

        found = takes_of(mix)

        assert [each.words for each in found[line.pk]] == ["anna", "boris"]
        assert [each.words for each in found[brought.pk]] == ["As it was brought", "boris"]

    def test_a_sound_that_was_never_anything_else_has_no_takes(self, alice, mix, line):
        put(alice, mix)

        assert takes_of(mix) == {}

    def test_a_take_in_the_bin_is_none(self, alice, mix, line):
        now = revoiced(line)
        now.asset.deleted_at = now.created_at
        now.asset.save(update_fields=["deleted_at"])

        assert takes_of(mix) == {}

    def test_what_is_none_of_its_takes_cannot_be_put_there(self, alice, bob, mix, line):
        revoiced(line)

        for strange in (sound(alice).pk, sound(bob).pk, uuid4(), "nothing", None):
            with pytest.raises(AskInvalid):
                takes.take(alice, mix, line.pk, strange and str(strange))

        assert again(line).asset != line.asset

    def test_a_stale_tab_changes_nothing(self, alice, mix, line):
        now, old = revoiced(line), sound_revision(mix)
        sounds.change(alice, mix, line.pk, {"gain_db": -1})

        with pytest.raises(Conflict):
            takes.take(alice, mix, line.pk, str(line.asset_id), revision=old)

        assert again(line).asset == now.asset

    def test_a_shorter_take_is_heard_from_its_beginning_where_the_part_is_past_its_end(self, alice, mix, changer):
        piece = put(alice, mix)
        now = revoiced(piece)
        takes.take(alice, mix, piece.pk, str(piece.asset_id))
        sounds.change(alice, mix, piece.pk, {"from_s": 3, "to_s": 5})

        short = takes.take(alice, mix, piece.pk, str(now.asset_id))

        assert now.asset.duration_s == pytest.approx(2, abs=0.1)
        assert (short.from_s, short.to_s) == (0, None)

    def test_many_sounds_take_no_more_queries_than_two(self, alice, mix, line, django_assert_max_num_queries):
        revoiced(line)
        with django_assert_max_num_queries(4):
            takes_of(mix)
        for _more in range(3):
            revoiced(put(alice, mix))

        with django_assert_max_num_queries(4):
            assert len(takes_of(mix)) == 4


class TestWords:
    """What is said stays with the file that says it, whichever is heard."""

    @pytest.fixture
    def old(self, alice, mix, line):
        """The line's first words in another voice; the board has new words since, and they are heard."""
        found = revoiced(line).asset
        shots.edit(alice, line.shot_id, {"line": "Good evening."})
        speak(mix)
        work_through()
        assert again(line).text == "Good evening."
        return found

    def test_a_changed_voice_of_older_words_brings_those_words_back(self, alice, mix, line, old):
        back = takes.take(alice, mix, line.pk, str(old.pk))

        assert (back.text, back.spoken) == ("Good morning.", line.spoken)

    def test_a_voice_that_comes_after_an_older_take_was_chosen_brings_its_own_words(self, alice, mix, line, old):
        now = again(line)
        takes.revoice(alice, mix, line.pk, ask=ask_for(now), key=uuid4())
        assert takes.take(alice, mix, line.pk, str(line.asset_id)).text == "Good morning."

        work_through()

        heard = again(line)
        assert (heard.asset.generation.kind, heard.text, heard.spoken) == ("voice_change", now.text, now.spoken)
        assert state(mix, heard).state == "ready"

    def test_on_a_board_that_was_erased_meanwhile_there_is_no_take(self, alice, mix, line):
        revoiced(line)
        mix.film.delete()

        with pytest.raises(NotFound):
            takes.take(alice, mix, line.pk, str(line.asset_id))


class TestThePage:
    def test_where_no_model_changes_voices_it_is_not_offered(self, page, alice, mix):
        put(alice, mix)

        panel = page.get(f"/sound/{mix.pk}", headers=HX).content.decode()

        assert "Another voice" not in panel
        assert "Nothing that makes this is set up" in dialog(page, mix)

    def test_the_dialog_tells_the_price_before_anything_is_ordered(self, page, alice, mix, line):
        panel = page.get(f"/sound/{mix.pk}", headers=HX).content.decode()
        inside = dialog(page, mix, piece=line.pk)

        assert panel.count("Another voice") == 2, "in the menu, and at the chosen sound"
        assert f"Say it so · {CHANGE} credits" in inside
        assert line.asset.file_url in inside
        assert not Generation.objects.filter(kind="voice_change").exists()

    def test_it_is_ordered_by_the_form_and_both_takes_stand_at_the_sound(self, page, alice, mix, line):
        answer = ordering(page, line)
        work_through()
        panel = page.get(f"/sound/{mix.pk}?live=1", headers=HX).content.decode()

        found = json.loads(unescape(re.search(r'data-takes="([^"]+)"', panel)[1]))
        assert (answer.status_code, "sound-made" in answer.headers["HX-Trigger"]) == (200, True)
        assert Generation.objects.get(kind="voice_change").parameters["voice"] == "boris"
        assert found == [[str(line.asset_id), "1. anna"], [str(again(line).asset_id), "2. boris"]]

    def test_the_take_that_is_chosen_there_is_heard(self, page, mix, line):
        revoiced(line)
        given = {"deed": "take", "take": str(line.asset_id), "revision": sound_revision(mix)}

        answer = page.post(f"/sound/{mix.pk}/pieces/{line.pk}", given, headers=HX)

        assert answer.status_code == 200
        assert again(line).asset == line.asset

    def test_numbers_that_are_kept_with_an_old_list_of_takes_do_not_change_the_take(self, page, mix, line):
        now = revoiced(line)
        given = {"take": str(line.asset_id), "gain_db": "-4", "revision": sound_revision(mix)}

        page.post(f"/sound/{mix.pk}/pieces/{line.pk}", given, headers=HX)

        assert (again(line).asset, again(line).gain_db) == (now.asset, -4)

    def test_no_other_sound_can_be_sent_in_by_the_form(self, page, alice, bob, line):
        strange = f"asset:{sound(bob).pk}:source_audio"

        ordering(page, line, references=strange)

        assert Generation.objects.get(kind="voice_change").references.get().source_id == str(line.asset_id)

    def test_in_the_place_of_a_sound_that_is_being_made_no_other_is_ordered(self, page, alice, mix, line):
        put(alice, mix)
        ordering(page, line)

        answer = ordering(page, line)

        assert (answer.status_code, balance_of(alice)) == (422, 100 - PRICE - CHANGE)
        assert "It is being made." in answer.content.decode()
        assert Generation.objects.filter(kind="voice_change").count() == 1

    def test_in_the_place_of_a_sound_that_was_removed_no_other_is_ordered(self, page, alice, mix, line):
        put(alice, mix)
        sounds.remove(alice, mix, line.pk)

        answer = ordering(page, line)

        assert (answer.status_code, balance_of(alice)) == (404, 100 - PRICE)
        assert not Generation.objects.filter(kind="voice_change").exists()

    def test_a_sound_without_a_file_is_told_to_be_not_there(self, page, alice, mix, line):
        shots.edit(alice, line.shot_id, {"line": "Good evening."})
        SoundPiece.objects.filter(pk=line.pk).update(asset=None)

        assert ordering(page, line).status_code == 409
        assert balance_of(alice) == 100 - PRICE

    def test_the_form_that_is_sent_twice_orders_once(self, page, alice, mix, line):
        key = str(uuid4())

        assert [ordering(page, line, key=key).status_code for _each in range(2)] == [200, 200]

        assert balance_of(alice) == 100 - PRICE - CHANGE

    def test_a_price_that_has_grown_orders_nothing_and_says_so(self, page, alice, line):
        answer = ordering(page, line, quoted="1")

        assert (answer.status_code, 'role="alert"' in answer.content.decode()) == (422, True)
        assert balance_of(alice) == 100 - PRICE

    def test_a_model_that_is_gone_is_not_another_one(self, page, line):
        assert ordering(page, line, model="gone").status_code == 404

    def test_effects_music_and_what_is_being_made_are_not_voices(self, page, alice, mix, changer, line):
        piece = put(alice, mix)
        made = Generation.objects.get(kind="text_to_speech")
        Generation.objects.filter(pk=made.pk).update(kind="music")
        takes.revoice(alice, mix, piece.pk, ask=ask_for(piece), key=uuid4())

        inside = dialog(page, mix)

        assert "There is nobody's voice here yet." in inside

    def test_without_scripts_the_dialog_is_a_page_and_the_take_has_a_button(self, page, mix, line):
        revoiced(line)

        alone = page.get(f"/sound/{mix.pk}/revoice", {"piece": line.pk}).content.decode()
        whole = page.get(f"/sound/{mix.pk}?piece={line.pk}").content.decode()

        assert ("<h1>" in alone, "Say it so" in alone) == (True, True)
        assert re.search(rf'<option value="{line.asset_id}">1. anna</option>', whole)
        assert 'value="take"' in whole

    def test_the_sound_of_a_clip_has_voices_too(self, page, alice, changer):
        mix = sounds.mix_of_clip(alice, clip(alice))
        piece = put(alice, mix)

        assert ordering(page, piece).status_code == 200
        work.run(Generation.objects.get(kind="voice_change").pk)

        assert again(piece).asset != piece.asset
