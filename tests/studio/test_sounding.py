"""Our own engine of effects and beds: words in, a WAV and notes out."""

import wave

import numpy as np
import pytest
from django.utils import translation

from reklamai.core.errors import Cancelled, Unsupported
from reklamai.media.sound import RATE, read_sound
from reklamai.media.synth.sounds import KINDS
from studio.ask import Ask
from studio.catalogue.vocabulary import VALUES
from studio.engines import tables
from studio.engines.base import Job
from studio.engines.sounding import Sounding
from tests.studio.catalogue.entries import ALL

ENTRY = next(entry for entry in ALL if entry.id == "sounds-draft")


def quietly(stage, share):
    pass


def asked(prompt="", **parameters):
    return Ask(kind="sound_effect", model=ENTRY.id, prompt=prompt, parameters=parameters)


@pytest.fixture
def made(tmp_path):
    """The result of an order, and its sound."""

    def make(prompt="", *, seed=1, report=quietly, **parameters):
        tmp_path.joinpath(str(seed)).mkdir(exist_ok=True)
        job = Job(
            id="1", kind="sound_effect", entry=ENTRY, prompt=prompt, seed=seed, parameters=parameters,
            workdir=tmp_path / str(seed),
        )  # fmt: skip
        result = Sounding().run(job, report)
        return result, read_sound(result.files[0].path)

    return make


def test_the_catalogue_offers_every_kind_and_names_each():
    assert ENTRY.input_for("sound").enum == ("auto", *KINDS)
    assert VALUES["sound"].keys() == {"auto", *KINDS}
    assert ENTRY.is_free
    assert isinstance(tables.engine_for("local", "sound_effect"), Sounding)


def test_words_become_a_wav_of_the_length_that_was_asked(made):
    result, sound = made("rain on a tin roof, footsteps", duration=3)

    assert len(sound) == 3 * RATE
    assert np.abs(sound).max() > 0.02
    with wave.open(str(result.files[0].path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 2, 2)


def test_without_a_length_it_lasts_as_the_sound_does(made):
    _, whoosh = made("whoosh")

    assert len(whoosh) == round(KINDS["whoosh"].seconds * RATE)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_file(made):
    first, again, other = (made("fire", seed=seed, duration=1)[0].files[0].path.read_bytes() for seed in (1, 1, 2))

    assert first == again
    assert first != other


def test_force_is_heard(made):
    quiet, loud = (made("rain", duration=2, intensity=each)[1] for each in (10, 90))

    assert loud.std() > 1.2 * quiet.std()


def test_a_loop_begins_where_it_ends(made):
    _, looped = made("wind", duration=2, loop=True)
    _, ended = made("wind", duration=2)

    assert np.abs(looped[:50]).max() > 5 * np.abs(ended[:50]).max()


def test_the_notes_say_what_was_understood_and_what_was_not(made):
    result, _ = made("дождь и фиолетовый слон", duration=1)

    assert result.notes["understood"] == [[0, 5, "rain"]]
    assert result.notes["unknown"] == [[8, 18], [19, 23]]
    assert result.notes["sounds"] == ["rain"]
    assert result.files[0].metadata["draft"] == "yes"


def test_words_that_name_no_sound_are_refused_before_anything_is_ordered():
    engine = Sounding()

    with translation.override("en"), pytest.raises(Unsupported, match="name no sound"):
        engine.check(asked("quantum llama"), ENTRY)
    with pytest.raises(Unsupported):
        engine.check(asked(""), ENTRY)


def test_a_chosen_kind_needs_no_words():
    Sounding().check(asked("", sound="sea"), ENTRY)


def test_what_will_not_sound_is_said_in_the_language_of_the_page():
    with translation.override("ru"):
        sent = Sounding().describe(asked("дождь и слон"), ENTRY, language="ru")
    with translation.override("en"):
        plain = Sounding().describe(asked("rain"), ENTRY, language="en")

    assert sent.notes == ("Черновик не знает звука для этого слова: слон.",)
    assert plain.notes == ()


def test_it_stops_when_its_owner_stops_it(made):
    def stopped(stage, share):
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        made("rain", duration=1, report=stopped)
