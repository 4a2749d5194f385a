"""The sound that goes with a clip: who makes it, what it costs, what leaves over HTTP, and what is said of it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import translation

from reklamai.media.probe import probe
from studio.ask import Ask
from studio.catalogue.validate import AskInvalid
from studio.models import CatalogueModel, Generation, Status
from studio.selectors import ledger
from studio.services import credits, orders
from studio.storage import local_copy
from tests.providers.kie_server import running_kie
from tests.studio.at_kie import connected, worked
from tests.studio.catalogue.entries import ALL
from tests.studio.conftest import balance_of

pytestmark = pytest.mark.django_db

# The beat of a worker is a connection of its own, and looks after three seconds whether the row is still its own.
made_for_real = pytest.mark.django_db(transaction=True)
RAIN = "Rain on the roof"
SWITCHED, ALWAYS, MUTE = "kling-2.6/text-to-video", "happyhorse/text-to-video", "wan/2-2-a14b-text-to-video-turbo"
SILENT_5_S, SOUNDING_5_S = 28, 55
"""Kling 2.6: 55 and 110 of KIE's half cents for five seconds (price feed of 2026-09-24), in whole cents."""


@pytest.fixture(scope="module")
def server():
    with running_kie(run_s=0.0, webhook_key="bell-key", scale=100.0) as server:
        yield server


@pytest.fixture
def kie(settings, server, private_media):
    server.set(faults={}, callbacks="none", balance=10_000.0)
    connected(settings, server)
    for entry in ALL:
        if entry.id in (SWITCHED, ALWAYS, MUTE):
            CatalogueModel.objects.create(id=entry.id, provider="kie", entry=dict(entry.raw), enabled=True)
    with translation.override("en"):
        yield server
    assert not list(ledger.faults())


@pytest.fixture
def rich(alice):
    credits.grant(alice, amount=1000, note="more")
    return alice


def a_clip(model, **changes):
    return Ask(kind="text_to_video", model=model, prompt="A street at night", **changes)


def marks_in(sent):
    return {control.name: control.mark for control in sent.controls}


def ordered(user, ask):
    return orders.order(owner=user, ask=ask, key=uuid4())[0]


def test_a_model_with_a_switch_is_told_of_the_sound_and_the_switch_is_on_and_priced(kie, rich):
    silent = orders.estimate(owner=rich, ask=a_clip(SWITCHED))
    asked = orders.estimate(owner=rich, ask=a_clip(SWITCHED, audio_prompt=RAIN, audio_type="ambient"))

    assert (silent.total, asked.total) == (SILENT_5_S, SOUNDING_5_S)
    assert asked.sent.words == f"A street at night\nAmbient sound: {RAIN}"
    assert marks_in(asked.sent)["audio_prompt"] == "prompt"


def test_what_was_told_before_paying_leaves_over_http(kie, rich):
    made = worked(ordered(rich, a_clip(SWITCHED, audio_prompt=RAIN, audio_type="ambient")))

    [body] = [task["body"]["input"] for task in kie.tasks() if task["words"].endswith(RAIN)]
    assert body["sound"] is True
    assert body["prompt"] == f"A street at night\nAmbient sound: {RAIN}"
    assert made.status == Status.DONE
    assert (made.audio_prompt, made.audio_type) == (RAIN, "ambient")


def test_a_model_that_always_sounds_gets_the_words_and_no_switch(kie, rich):
    told = orders.estimate(owner=rich, ask=a_clip(ALWAYS, audio_prompt="She laughs", audio_type="dialogue")).sent

    assert told.words.endswith("\nDialogue: She laughs")
    assert "generate_audio" not in marks_in(told)


def test_a_model_without_sound_is_not_told_and_the_estimate_says_who_makes_it(kie, rich):
    plain = orders.estimate(owner=rich, ask=a_clip(MUTE))
    told = orders.estimate(owner=rich, ask=a_clip(MUTE, audio_prompt=RAIN))

    assert told.total == plain.total, "our own sound costs nothing"
    assert RAIN not in told.sent.words
    assert marks_in(told.sent)["audio_prompt"] == "post"
    assert any("made apart" in note for note in told.sent.notes)


@made_for_real
def test_the_sound_of_a_mute_model_is_laid_under_its_clip(kie, rich, tmp_path):
    before = balance_of(rich)
    order = ordered(rich, a_clip(MUTE, audio_prompt=RAIN, audio_type="ambient"))

    made = worked(order)

    head, silent, sound = made.results
    assert [each.metadata["part"] for each in made.results] == ["finished", "original", "sound"]
    assert (head.has_sound, silent.has_sound) == (True, False)
    assert made.audio == sound
    facts = probe(local_copy(sound.stored_name, into=tmp_path))
    assert facts.duration_s == pytest.approx(silent.duration_s, abs=0.05)
    assert "The sound was made apart, by our own engines." in made.notes["adjusted"]
    assert before - balance_of(rich) == order.price, "the maker's price and nothing more"


@made_for_real
def test_what_is_said_under_a_clip_has_its_times(kie, rich):
    order = ordered(rich, a_clip(MUTE, audio_prompt="A woman says: “Good morning”", audio_type="dialogue"))

    made = worked(order)

    speech, words = made.notes["speech"], made.notes["speech"]["words"]
    assert (speech["text"], speech["language"], speech["phonemes"]) == ("Good morning", "en", [])
    assert [word for word, _from, _to in words] == ["Good", "morning"]
    assert 0 < words[0][1] < words[0][2] <= words[1][1] < words[1][2]


@made_for_real
def test_the_same_seed_gives_the_same_sound(kie, rich):
    ask = a_clip(MUTE, audio_prompt=RAIN, audio_type="ambient", parameters={"seed": 7})

    first, second = worked(ordered(rich, ask)), worked(ordered(rich, ask))

    assert first.audio.sha256 == second.audio.sha256


@made_for_real
def test_words_that_nobody_knows_a_sound_for_give_a_quiet_room_and_say_so(kie, rich):
    made = worked(ordered(rich, a_clip(MUTE, audio_prompt="brzlk vrump", audio_type="ambient")))

    assert made.status == Status.DONE
    assert any("quiet room" in note for note in made.notes["adjusted"])


@made_for_real
def test_an_order_made_again_asks_for_the_same_sound(kie, rich):
    made = worked(ordered(rich, a_clip(MUTE, audio_prompt=RAIN, audio_type="ambient")))

    again = orders.ask_of(Generation.objects.get(pk=made.pk))

    assert (again.audio_prompt, again.audio_type) == (RAIN, "ambient")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"audio_type": "music"}, "audio_prompt"),
        ({"audio_prompt": "   ", "audio_type": "music"}, "audio_prompt"),
        ({"audio_prompt": RAIN, "audio_type": "opera"}, "audio_type"),
        ({"audio_prompt": "x" * 2001}, "audio_prompt"),
    ],
)
def test_a_wish_that_is_none_is_refused_by_its_field(kie, rich, changes, field):
    with pytest.raises(AskInvalid) as refused:
        orders.estimate(owner=rich, ask=a_clip(MUTE, **changes))

    assert set(refused.value.errors) == {field}


def test_a_picture_has_no_sound(alice, an_ask, fake_engine):
    with pytest.raises(AskInvalid) as refused:
        orders.estimate(owner=alice, ask=an_ask(audio_prompt=RAIN))

    assert set(refused.value.errors) == {"audio_prompt"}
