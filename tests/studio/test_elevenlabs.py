"""Speech, changed voices, effects and music by ElevenLabs through the whole hall, against the stand-in over HTTP."""

import logging
import os
import signal
import wave
from datetime import timedelta
from decimal import Decimal

import av
import numpy as np
import pytest
from django.db import connection
from django.utils import timezone, translation

from reklamai.core.errors import Conflict, NotConfigured
from reklamai.core.secret import Secret
from studio.ask import Ask, ReferenceAsk
from studio.catalogue.entry import parse
from studio.catalogue.validate import AskInvalid
from studio.engines.elevenlabs.engine import ElevenLabsEngine
from studio.models import Asset, CatalogueModel, Generation, Status, VendorBalance, VendorWindow
from studio.services import balances, generations, vendors, watch, work
from studio.storage import keep
from tests.studio.at_elevenlabs import (  # noqa: F401
    CHANGER,
    EFFECTS,
    ENTRIES,
    LIVELY,
    MUSIC,
    PLAIN,
    QUICK,
    elevenlabs,
    ordered,
    server,
    step,
    worked,
)
from tests.studio.conftest import balance_of
from tests.studio.races import at_once

pytestmark = pytest.mark.django_db

PRICE = 10
"""0.10 USD for a thousand characters, in ours of a cent."""
TURNED_AWAY = pytest.mark.parametrize("fault", ["429", "busy"])


def sound_of(generation):
    with generation.result.file.open() as file, av.open(file) as container:
        frames = [frame.to_ndarray().ravel() for frame in container.decode(audio=0)]
        return np.concatenate(frames), container.streams.audio[0].rate


def test_speech_comes_home_with_the_times_of_its_words(elevenlabs, alice):
    generation = worked(ordered(alice, "Привет, это кофе!", voice="Brian", voice_stability=0.3, speed=1.1, seed=7))

    [row] = elevenlabs.journal("speak")
    assert generation.status == Status.DONE
    assert (row["voice"], row["query"]) == ("nPczCjzI2devNBz1zQrb", {"output_format": "mp3_44100_128"})
    assert row["asked"] == {
        "text": "Привет, это кофе!", "model_id": "eleven_multilingual_v2", "seed": 7,
        "voice_settings": {"stability": 0.3, "similarity_boost": 0.75, "style": 0.0, "speed": 1.1},
    }  # fmt: skip
    assert generation.notes["speech"] == {
        "text": "Привет, это кофе!", "language": "ru", "phonemes": [],
        "words": [["Привет,", 0.1, 0.3], ["это", 0.4, 0.6], ["кофе!", 0.7, 0.9]],
    }  # fmt: skip
    assert (balance_of(alice), generation.cost) == (100 - PRICE, Decimal("0.0017"))


def test_the_words_sound_when_their_times_say(elevenlabs, alice):
    generation = worked(ordered(alice, "One two three"))

    sound, rate = sound_of(generation)
    loud = np.abs(sound) > 0.1
    for _word, start, end in generation.notes["speech"]["words"]:
        inside = loud[int((start + 0.03) * rate) : int((end - 0.03) * rate)]
        before = loud[int((start - 0.06) * rate) : int((start - 0.03) * rate)]
        assert inside.mean() > 0.8
        assert before.mean() < 0.1


def test_an_emotion_becomes_a_direction_that_is_shown_and_is_no_word(elevenlabs, alice):
    ask = Ask(kind="text_to_speech", model=LIVELY, prompt="Hello [laughs] you", parameters={"emotion": "whisper"})

    sent = ElevenLabsEngine().describe(ask, parse(ENTRIES[LIVELY]), language="en")
    generation = worked(ordered(alice, "Hello [laughs] you", model=LIVELY, emotion="whisper", language="en"))

    [row] = elevenlabs.journal("speak")
    assert row["asked"]["text"] == sent.words == "[whispers] Hello [laughs] you"
    assert [control.mark for control in sent.controls if control.name == "emotion"] == ["prompt"]
    assert (row["asked"]["language_code"], row["asked"]["voice_settings"]) == ("en", {"stability": 0.5})
    assert [word for word, *_ in generation.notes["speech"]["words"]] == ["Hello", "you"]
    assert generation.notes["speech"]["text"] == "Hello [laughs] you"


def test_a_direction_of_which_the_maker_tells_no_times_costs_no_word(elevenlabs, alice):
    elevenlabs.set(alignment="undirected")

    generation = worked(ordered(alice, "Hello you", model=LIVELY, emotion="whisper", language="en"))

    assert [word for word, _from, _to in generation.notes["speech"]["words"]] == ["Hello", "you"]


def test_no_emotion_is_no_direction(elevenlabs, alice):
    worked(ordered(alice, "Hello", model=LIVELY))

    assert elevenlabs.journal("speak")[0]["asked"]["text"] == "Hello"


def test_brackets_are_words_to_a_model_that_takes_no_directions(elevenlabs, alice):
    generation = worked(ordered(alice, "Hello [you]", model=QUICK))

    assert [word for word, *_ in generation.notes["speech"]["words"]] == ["Hello", "[you]"]
    assert generation.price == 5  # half of the others'


@pytest.mark.django_db(transaction=True)  # listening takes longer than a beat, which must see the row
@pytest.mark.parametrize("odd", ["none", "short"])
def test_speech_without_times_is_delivered_without_them(elevenlabs, alice, odd):
    elevenlabs.set(alignment=odd)

    generation = worked(ordered(alice))

    assert (generation.status, generation.notes.get("speech")) == (Status.DONE, None)


def test_an_effect_has_its_length_and_a_price_by_the_second(elevenlabs, alice):
    generation = worked(ordered(alice, "Rain on a tin roof", model=EFFECTS, duration=7.5, loop=True, guidance=0.6))

    [row] = elevenlabs.journal("effect")
    assert row["asked"] == {
        "text": "Rain on a tin roof", "duration_seconds": 7.5, "loop": True, "prompt_influence": 0.6,
        "model_id": "eleven_text_to_sound_v2",
    }  # fmt: skip
    sound, rate = sound_of(generation)
    assert len(sound) / rate == pytest.approx(7.5, abs=0.06)
    assert balance_of(alice) == 100 - 2  # 0.015 USD, rounded up


def test_music_is_asked_for_in_milliseconds(elevenlabs, alice):
    generation = worked(ordered(alice, "Calm piano", model=MUSIC, duration=4))

    [row] = elevenlabs.journal("music")
    assert row["asked"] == {
        "prompt": "Calm piano", "music_length_ms": 4000, "force_instrumental": True, "model_id": "music_v2",
    }  # fmt: skip
    assert (generation.status, balance_of(alice)) == (Status.DONE, 99)


def test_names_of_artists_are_refused_and_not_paid(elevenlabs, alice):
    generation = worked(ordered(alice, "Like the Beatles", model=MUSIC, duration=4))

    assert (generation.status, generation.error_code, balance_of(alice)) == (Status.FAILED, "moderated", 100)


def spoken_by(owner, tmp_path, *, seconds=2):
    path = tmp_path / "said.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        file.writeframes(b"\0\1" * 16000 * seconds)
    kept = keep(path, folder="uploads")
    return Asset.objects.create(
        owner=owner, name="my own name.wav", kind="sound", content_type="audio/wav", file=kept.name, origin="upload",
        sha256=kept.sha256, size_bytes=kept.size_bytes, duration_s=seconds,
    )  # fmt: skip


def test_a_voice_is_changed_by_the_sound_that_was_given(elevenlabs, alice, tmp_path):
    asset = spoken_by(alice, tmp_path)
    sound = ReferenceAsk(source="asset", id=str(asset.pk), role="source_audio")

    generation = worked(ordered(alice, "", model=CHANGER, references=[sound], voice="Lily", remove_noise=True))

    [row] = elevenlabs.journal("change")
    assert (generation.status, generation.kind, row["voice"]) == (Status.DONE, "voice_change", "pFZP5JQG7iQjIQuC4Bku")
    assert row["asked"]["bytes"] == 16000 * 2 * 2 + 44
    assert row["asked"]["named"] == "sound.wav"  # the user's own name for it stays here
    assert row["asked"]["model_id"] == "eleven_multilingual_sts_v2"
    assert row["asked"]["remove_background_noise"] == "true"
    assert row["asked"]["voice_settings"] == '{"stability": 0.5, "similarity_boost": 0.75, "style": 0.0}'


def test_without_a_sound_no_voice_can_be_changed(elevenlabs, alice):
    with pytest.raises(AskInvalid):
        ordered(alice, "", model=CHANGER)


def test_without_a_key_nothing_can_be_ordered(elevenlabs, alice, settings):
    settings.ELEVENLABS_API_KEY = Secret("")

    with pytest.raises(NotConfigured):
        ordered(alice)

    assert balance_of(alice) == 100


@pytest.mark.parametrize("fault", ["cut_before", "cut_after", "gateway", "500", "short_body", "redirect"])
def test_an_order_without_an_answer_is_never_sent_again_and_given_back_at_its_deadline(elevenlabs, alice, fault):
    elevenlabs.set(faults={"speak": [fault]})

    generation = worked(ordered(alice))

    assert (generation.status, generation.stage, balance_of(alice)) == (Status.RUNNING, "uncertain", 100 - PRICE)
    Generation.objects.filter(pk=generation.pk).update(deadline_at=timezone.now(), heartbeat_at=generation.created_at)
    watch.sweep()
    generation.refresh_from_db()
    assert (generation.status, generation.error_code, balance_of(alice)) == (Status.FAILED, "expired", 100)
    assert len(elevenlabs.journal("speak")) == 1


@pytest.mark.parametrize("fault", ["half", "list", "null", "deep", "text", "empty", "packed"])
def test_an_answer_that_holds_no_sound_ends_the_order_at_once(elevenlabs, alice, fault):
    elevenlabs.set(faults={"speak": [fault]})

    generation = worked(ordered(alice))

    assert (generation.status, balance_of(alice)) == (Status.FAILED, 100)
    assert generation.error_code in ("unknown_answer", "media")
    assert len(elevenlabs.taken()) == 1  # what was made is not made again


def test_an_answer_that_drips_is_given_up(elevenlabs, alice, settings):
    settings.ELEVENLABS_MOST_S = 0.3
    elevenlabs.set(faults={"effect": ["drip"]})

    generation = worked(ordered(alice, "Rain", model=EFFECTS))

    assert (generation.status, balance_of(alice), len(elevenlabs.taken())) == (Status.FAILED, 100, 1)


def test_a_sound_that_is_none_is_not_paid(elevenlabs, alice):
    elevenlabs.set(faults={"effect": ["null"]})

    generation = worked(ordered(alice, "Rain", model=EFFECTS))

    assert (generation.status, generation.error_code, balance_of(alice)) == (Status.FAILED, "media", 100)


@TURNED_AWAY
def test_turned_away_at_the_door_it_stands_in_line_and_spends_no_attempt(elevenlabs, alice, fault):
    elevenlabs.set(faults={"speak": [fault] * 5})

    waits = [step(order) for order in [ordered(alice)] for _ in range(5)][-1]

    assert (waits.status, waits.stage, waits.attempt, waits.sent_at) == (Status.RUNNING, "in line", 1, None)
    assert step(waits).status == Status.DONE
    assert len(elevenlabs.taken()) == 1


@TURNED_AWAY
def test_an_order_in_line_whose_worker_dies_is_not_uncertain(elevenlabs, alice, fault):
    elevenlabs.set(faults={"speak": [fault]})
    generation = step(ordered(alice))
    long_ago = timezone.now() - timedelta(minutes=5)
    Generation.objects.filter(pk=generation.pk).update(ask_after=None, heartbeat_at=long_ago)

    watch.sweep()

    generation.refresh_from_db()
    assert generation.status == Status.QUEUED
    assert worked(generation).status == Status.DONE


def test_an_order_in_line_can_be_cancelled_and_never_leaves(elevenlabs, alice):
    elevenlabs.set(faults={"speak": ["429"]})
    generation = step(ordered(alice))

    generations.cancel(generation)

    assert (worked(generation).status, balance_of(alice)) == (Status.CANCELLED, 100)
    assert elevenlabs.taken() == []


def test_a_place_that_is_taken_by_others_is_waited_for(elevenlabs, alice):
    desk = vendors.SharedDesk()
    tickets = [desk.enter("elevenlabs", most_s=60) for _ in range(3)]

    waits = step(ordered(alice))
    stage, sent = waits.stage, elevenlabs.journal("speak")
    desk.leave("elevenlabs", tickets[0])

    assert (stage, sent, waits.attempt) == ("in line", [], 1)
    assert step(waits).status == Status.DONE


@pytest.mark.parametrize(("fault", "code"), [("quota", "not_configured"), ("unpaid", "not_configured")])
def test_an_account_that_is_used_up_is_our_trouble_and_the_staffs(elevenlabs, alice, fault, code, caplog):
    elevenlabs.set(faults={"speak": [fault]})

    with caplog.at_level(logging.ERROR), translation.override("en"):
        generation = worked(ordered(alice))

    assert (generation.status, generation.error_code, balance_of(alice)) == (Status.FAILED, code, 100)
    assert "our account" in generation.error_message
    [alarm] = [row for row in caplog.records if row.levelno == logging.ERROR]
    assert alarm.vendor == "elevenlabs"
    caplog.clear()


@pytest.mark.parametrize(
    ("fault", "code"),
    [("moderated", "moderated"), ("long", "rejected"), ("fields", "rejected"), ("model", "unsupported"),
     ("forbidden", "not_configured")],
)  # fmt: skip
def test_what_is_refused_is_not_paid(elevenlabs, alice, fault, code):
    elevenlabs.set(faults={"speak": [fault]})

    generation = worked(ordered(alice))

    assert (generation.status, generation.error_code, balance_of(alice)) == (Status.FAILED, code, 100)
    assert elevenlabs.taken() == []


def test_a_voice_that_is_gone_is_said(elevenlabs, alice):
    entry = ENTRIES[PLAIN]
    gone = {**entry["inputs"]["voice"], "values": {"Sarah": "gone"}, "enum": ["Sarah"]}
    row = CatalogueModel.objects.get(pk=PLAIN)
    row.entry = {**entry, "inputs": {**entry["inputs"], "voice": gone}}
    row.save()

    with translation.override("en"):
        generation = worked(ordered(alice))

    assert (generation.error_code, balance_of(alice)) == ("voice_gone", 100)
    assert "Choose another" in generation.error_message


def test_a_front_that_turns_us_away_is_tried_again_three_times(elevenlabs, alice):
    elevenlabs.set(faults={"speak": ["html403"] * 9})

    generation = worked(ordered(alice))

    assert (generation.status, generation.error_code) == (Status.FAILED, "busy")
    assert (len(elevenlabs.journal("speak")), balance_of(alice)) == (work.MOST_ATTEMPTS, 100)


def test_a_running_order_cannot_be_cancelled(elevenlabs, alice):
    elevenlabs.set(faults={"speak": ["cut_after"]})
    generation = step(ordered(alice))

    with pytest.raises(Conflict):
        generations.cancel(generation)

    assert balance_of(alice) == 100 - PRICE


def test_the_balance_is_what_is_left_of_the_plan(elevenlabs, settings):
    settings.BALANCE_ALERTS = {"elevenlabs": 100}
    elevenlabs.set(used=400, limit=1000)

    balances.ask_all()

    assert VendorBalance.objects.get(provider="elevenlabs").credits == 600


def run_and_be_killed(server, generation):
    """In a process of its own, killed when the vendor has taken the order and not answered yet."""
    connection.close()  # a connection does not live in two processes
    child = os.fork()
    if child == 0:
        work.run(generation.pk)
        os._exit(0)
    server.until_held()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_waits_orders_nothing_twice_and_costs_nobody_a_credit(elevenlabs, alice):
    elevenlabs.set(faults={"speak": ["hold"]})
    generation = ordered(alice)

    run_and_be_killed(elevenlabs, generation)
    elevenlabs.release()
    Generation.objects.filter(pk=generation.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=1))
    for _ in range(3):
        watch.sweep()
        watch.wake_waiting()
        work.run(generation.pk)

    generation.refresh_from_db()
    assert (generation.status, balance_of(alice)) == (Status.RUNNING, 100 - PRICE)
    assert len(elevenlabs.journal("speak")) == 1
    Generation.objects.filter(pk=generation.pk).update(deadline_at=timezone.now())
    watch.sweep()
    generation.refresh_from_db()
    assert (generation.status, balance_of(alice)) == (Status.FAILED, 100)
    assert len(elevenlabs.taken()) == 1


@pytest.mark.django_db(transaction=True)
def test_never_more_at_once_than_the_plan_allows(elevenlabs, alice, settings):
    settings.VENDOR_PLACES = {"elevenlabs": 2}
    elevenlabs.set(at_once=2)
    orders = [ordered(alice, f"Number {n}") for n in range(5)]

    for _round in range(5):
        if waiting := [order for order in orders if not order.is_over]:
            at_once(*[lambda order=order: step(order) for order in waiting])

    assert {order.status for order in orders} == {Status.DONE}
    assert elevenlabs.state()["most_at_once"] <= 2
    assert len(elevenlabs.journal("speak")) == 5  # nobody had to be turned away by the vendor
    assert VendorWindow.objects.get(name="elevenlabs.places").sent_at == []


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


def test_a_place_is_given_back_or_free_again_by_itself(db, settings):
    clock, desk = Clock(), vendors.SharedDesk()
    enter = lambda: vendors.entered("test", most=2, most_s=60, clock=clock)  # noqa: E731
    first, second, third = enter(), enter(), enter()

    desk.leave("test", first)
    desk.leave("test", first)

    assert (third, first != second, enter() is not None, enter()) == (None, True, True, None)
    clock.now += 61
    assert enter() is not None  # those who were killed on their places


def test_an_unknown_name_has_no_limit(db, settings):
    settings.VENDOR_PLACES = {}

    assert [vendors.SharedDesk().enter("nobody", most_s=1) for _ in range(9)] == [0.0] * 9
    assert not VendorWindow.objects.exists()


def test_every_message_of_ours_is_in_russian_too(elevenlabs, bob):
    elevenlabs.set(faults={"speak": ["moderated"]})

    with translation.override("ru"):
        generation = worked(ordered(bob, "Привет"))

    assert any("а" <= letter <= "я" for letter in generation.error_message)
