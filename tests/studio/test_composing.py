"""From an order of music to its sound, through the real local engine."""

from uuid import uuid4

import numpy as np
import pytest
from django.utils import translation

from reklamai.media.sound import RATE, read_sound
from reklamai.media.synth.music import STYLES
from studio import storage
from studio.ask import Ask
from studio.engines.composing_music import Composing
from studio.models import Generation, Status, User
from studio.selectors import catalogue as offers
from studio.services import catalogue, credits, orders, work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner(private_media):
    user = User.objects.create_user("owner@example.com", "a long password", language="ru")
    credits.open_account(user)
    catalogue.load()
    return user


def ordered(owner, prompt="", **parameters):
    ask = Ask(kind="music", model="music-draft", prompt=prompt, parameters={"seed": 7, **parameters})
    generation = orders.order(owner=owner, ask=ask, key=uuid4())[0]
    work.run(generation.pk)
    return Generation.objects.get(pk=generation.pk)


def sound_of(generation, tmp_path):
    return read_sound(storage.local_copy(generation.result.stored_name, into=tmp_path))


def test_words_become_a_free_piece_of_the_length_that_was_asked(owner, tmp_path):
    generation = ordered(owner, "спокойное фортепиано в ля миноре, темп 80", duration=6.5)

    assert generation.status == Status.DONE, generation.error_message
    assert generation.price == 0
    assert generation.result.content_type == "audio/wav"
    assert len(sound_of(generation, tmp_path)) == round(6.5 * RATE)
    music = generation.notes["music"]
    assert (music["style"], music["key"]) == ("piano", "A minor")
    assert music["tempo"] == pytest.approx(80, rel=0.016)


def test_words_that_say_nothing_of_music_are_told_before_and_after(owner):
    words = "музыка для кроссовок Zibbo"
    generation = ordered(owner, words, duration=3)
    told = [words[start:end] for start, end in generation.notes["unknown"]]

    with translation.override("en"):
        ask = Ask(kind="music", model="music-draft", prompt=words)
        sent = Composing().describe(ask, offers.offer("music-draft").entry, language="en")

    assert told == ["кроссовок", "Zibbo"]
    assert sent.notes == ("The draft music does not follow these words: кроссовок, Zibbo.",)


@pytest.mark.parametrize(("words", "played"), [("techno, 400 bpm", 200), ("ambient at 20 bpm", 40)])
def test_a_tempo_that_nobody_can_play_is_told_before_and_after(owner, words, played):
    with translation.override("en"):
        ask = Ask(kind="music", model="music-draft", prompt=words)
        before = Composing().describe(ask, offers.offer("music-draft").entry, language="en").notes
    generation = ordered(owner, words, duration=3)

    [said] = before
    assert said.startswith(f"{words.split()[-2]} beats a minute cannot be played")
    assert generation.notes["music"]["tempo"] == pytest.approx(played, rel=0.02)
    assert "от 40 до 200" in generation.notes["adjusted"][0]


def test_a_tempo_that_is_chosen_goes_before_the_words(owner):
    ask = Ask(kind="music", model="music-draft", prompt="techno, 400 bpm", parameters={"tempo": 120})

    assert Composing().describe(ask, offers.offer("music-draft").entry, language="en").notes == ()


def test_a_chosen_style_tempo_and_loop_are_kept_and_a_bent_tempo_is_told(owner, tmp_path):
    with translation.override("en"):
        generation = ordered(owner, music_style="house", tempo=100, duration=5, loop=True)

    sound = sound_of(generation, tmp_path)
    music = generation.notes["music"]
    assert (music["style"], music["tempo"], music["loop"]) == ("house", 96.0, True)
    assert len(generation.notes["adjusted"]) == 1
    assert "96" in generation.notes["adjusted"][0]
    assert np.abs(sound[-RATE // 4 :]).max() > 0.02  # a loop does not fade


def test_the_same_order_gives_the_same_bytes(owner):
    first, second = (ordered(owner, "happy ukulele", duration=3, seed=11) for _ in range(2))

    assert first.result.sha256 == second.result.sha256


def test_no_words_at_all_give_music(owner):
    generation = ordered(owner, duration=3)

    assert generation.status == Status.DONE, generation.error_message
    assert generation.notes["music"]["style"] == "corporate"


def test_the_form_offers_the_styles_that_there_are(owner):
    entry = offers.offer("music-draft").entry

    assert tuple(entry.input_for("music_style").enum) == ("auto", *STYLES)
