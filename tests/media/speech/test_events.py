"""Times out of the synthesiser's events, its sound made pleasant, and the process that it lives in."""

from __future__ import annotations

import os
import signal as signals
import threading
from pathlib import Path

import numpy as np
import psutil
import pytest
from scipy import signal

from reklamai.core.errors import Interrupted, MediaError
from reklamai.media import speech_apart
from reklamai.media.sound import RATE, read_sound, write_wav
from reklamai.media.speech.espeak import FASTEST, PROGRAM, SLOWEST, Event, Raw, installed, synthesise
from reklamai.media.speech.model import Phoneme, Speech, Word
from reklamai.media.speech.polish import EDGE_S, LOUDNESS, breathed, compressed, polished
from reklamai.media.speech.reading import read
from reklamai.media.speech.speak import speak
from reklamai.media.speech.timing import Span, phonemes_of, spans_of, words_of
from reklamai.media.speech.voices import TONE_HZ, voice_of, voices
from reklamai.media.synth.dsp import noise, stream
from tests.media.mixing.sounds import ebur128

HERTZ = 1_000


def raw(*events: tuple[str, int], length: int) -> Raw:
    """What a synthesiser tells: "3" is a word that begins at its third character, all else a sound."""
    told = (
        Event(
            is_word=name.isdigit(),
            at=int(name) if name.isdigit() else 0,
            sample=at,
            name="" if name.isdigit() else name,
        )
        for name, at in events
    )
    return Raw(np.zeros(length, np.int16), HERTZ, tuple(told))


def timed(text: str, heard: Raw) -> list[tuple[str, float, float]]:
    reading = read(text)
    spans, _sounds = spans_of(reading, [heard])
    return [(word.text, word.from_s, word.to_s) for word in words_of(reading, spans, rate=HERTZ, shift_s=0.0)]


def test_a_word_lasts_from_its_first_sound_to_the_end_of_its_last() -> None:
    heard = raw(("0", 0), ("ˈd", 10), ("a", 60), ("", 150), ("3", 200), ("n", 200), ("e", 280), ("t", 330), length=400)

    assert timed("Да нет", heard) == [("Да", 0.01, 0.15), ("нет", 0.2, 0.4)]


def test_what_is_not_said_stands_with_the_word_before_it_and_at_the_beginning_with_the_next() -> None:
    first, second = (str(character) for character, _token in read("— Да — нет 😀").runs[0].starts)
    heard = raw((first, 0), ("d", 0), ("a", 50), (second, 100), ("n", 100), ("e", 150), length=200)

    assert timed("— Да — нет 😀", heard) == [("— Да —", 0.0, 0.1), ("нет 😀", 0.1, 0.2)]


def test_two_words_that_a_voice_says_in_one_event_share_no_sound() -> None:
    heard = raw(("0", 0), ("d", 0), ("a", 50), length=100)

    assert timed("Да нет", heard) == [("Да нет", 0.0, 0.1)]


def test_runs_follow_one_another() -> None:
    reading = read("Да. Yes.")
    parts = [raw(("0", 0), ("d", 10), length=100), raw(("0", 0), ("j", 20), length=100)]

    spans, sounds = spans_of(reading, parts)

    assert spans == {0: Span(10, 100), 1: Span(120, 200)}
    assert [name for name, _span in sounds] == ["d", "j"]


def test_softness_belongs_to_the_consonant_before_it() -> None:
    _spans, sounds = spans_of(read("ти"), [raw(("0", 0), ("t", 0), ("ʲ", 40), ("i", 80), length=200)])

    assert phonemes_of(sounds, rate=HERTZ, shift_s=0.5) == (Phoneme("tʲ", 0.5, 0.58), Phoneme("i", 0.58, 0.7))


def test_a_short_vowel_behind_softness_is_given_some_of_its_glide() -> None:
    _spans, sounds = spans_of(read("ти"), [raw(("0", 0), ("tʲ", 0), ("i", 100), ("m", 120), length=200)])

    assert [(name, span.begin, span.end) for name, span in sounds] == [("tʲ", 0, 70), ("i", 70, 120), ("m", 120, 200)]


def test_stress_and_length_are_no_part_of_a_sound_and_a_pause_is_none() -> None:
    _spans, sounds = spans_of(read("да"), [raw(("0", 0), ("ˈaː", 0), ("", 50), ("(en)", 60), ("t͡s", 70), length=100)])

    assert [name for name, _span in sounds] == ["a", "ts"]


def test_no_time_lies_before_the_file_begins() -> None:
    reading = read("да")
    spans, _sounds = spans_of(reading, [raw(("0", 0), ("d", 0), length=100)])

    assert words_of(reading, spans, rate=HERTZ, shift_s=-0.02)[0].from_s == 0.0


def test_a_note_is_json_of_lists() -> None:
    made = Speech(Path("a.wav"), 1.0, "Да", "ru", (Word("Да", 0.1, 0.4),), (Phoneme("d", 0.1, 0.2),))

    assert made.as_note() == {
        "text": "Да", "language": "ru", "words": [["Да", 0.1, 0.4]], "phonemes": [["d", 0.1, 0.2]],
    }  # fmt: skip


def test_every_voice_is_a_setting_of_its_own() -> None:
    made = {(voice.variant, voice.pitch, voice.range, voice.pace) for voice in voices()}

    assert len(made) == len(voices()) == len({voice.id for voice in voices()})
    for voice in voices():
        assert len(voice.tone) == len(TONE_HZ)
        assert 160 * voice.pace * 0.5 >= 0.95 * SLOWEST
        assert 160 * voice.pace * 2 <= FASTEST
        assert voice_of(voice.id) is voice
    assert {(voice.language, voice.gender) for voice in voices()} == {
        (language, gender) for language in ("ru", "en") for gender in ("male", "female")
    }


def buzz(hz: float, seconds: float, rate: int) -> np.ndarray:
    at = np.arange(round(seconds * rate)) / rate
    return (12_000 * signal.sawtooth(2 * np.pi * hz * at)).astype(np.int16)


def test_what_was_said_comes_out_at_its_pitch_its_length_and_its_loudness(tmp_path: Path) -> None:
    made, shift_s = polished(buzz(200, 3, 22_050), 22_050, voice_of("oleg"))

    assert len(made) / RATE == pytest.approx(3 + 2 * EDGE_S, abs=0.001)
    assert shift_s == pytest.approx(EDGE_S, abs=0.001)
    spectrum = np.abs(np.fft.rfft(made[RATE : 2 * RATE]))
    assert int(spectrum[:400].argmax()) == 200
    write_wav(tmp_path / "a.wav", made)
    told, peak = ebur128(tmp_path / "a.wav")
    # one channel; the meter's gate and ours part ways by little on an even sound
    assert told == pytest.approx(LOUDNESS, abs=1.5)
    assert peak < 0
    assert abs(float(made.mean())) < 1e-3


def test_silence_around_what_is_said_is_cut_off_and_told() -> None:
    still = np.zeros(22_050 // 2, np.int16)

    made, shift_s = polished(np.concatenate([still, buzz(200, 1, 22_050), still]), 22_050, voice_of("oleg"))

    assert len(made) / RATE == pytest.approx(1 + 2 * EDGE_S, abs=0.001)
    assert shift_s == pytest.approx(EDGE_S - 0.5, abs=0.001)


def test_silence_alone_is_two_silent_edges() -> None:
    made, _shift = polished(np.zeros(22_050, np.int16), 22_050, voice_of("emma"))

    assert len(made) == 2 * round(EDGE_S * RATE)
    assert not made.any()


def test_loud_syllables_come_down_by_their_ratio_and_soft_ones_stay() -> None:
    tone = np.sin(2 * np.pi * 500 * np.arange(2 * RATE) / RATE).astype(np.float32)
    loud, soft = (tone * np.float32(10 ** (decibels / 20) * 2**0.5) for decibels in (-10, -40))

    # 14 dB over the threshold of -24 at 2.5 to 1 leave 5.6
    middle = slice(RATE // 2, RATE)
    fell = 20 * np.log10(np.abs(compressed(loud)[middle]).max() / np.abs(loud[middle]).max())
    assert fell == pytest.approx(-14 * 0.6, abs=0.1)
    assert np.array_equal(compressed(soft)[middle], soft[middle])
    assert len(compressed(loud[:1_001])) == 1_001


def test_breath_is_mixed_in_above_the_buzz_and_not_below() -> None:
    sound = noise(2 * RATE, stream(1, "voice")) * np.float32(0.1)

    made = breathed(sound)

    hz, before = signal.welch(sound, RATE, nperseg=4_096)
    _, after = signal.welch(made, RATE, nperseg=4_096)
    low, high = hz < 2_000, (hz > 5_000) & (hz < 9_000)
    assert 10 * np.log10(after[low].sum() / before[low].sum()) == pytest.approx(0, abs=0.6)
    assert 10 * np.log10(after[high].sum() / before[high].sum()) == pytest.approx(-2, abs=4)
    assert np.array_equal(made, breathed(sound)), "the same noise each time"


@pytest.mark.parametrize(
    "text",
    [
        "-f/etc/passwd", "--help", "-v en", "; rm -rf /", "$(reboot)", "`id`", "%s%n%x", "[[h@'loU]]", '{"do":"speak"}',
        "<phoneme alphabet='x-sampa' ph='x'>раз</phoneme>", "раз\x00два", "\\x00раз", "ъ", "Ъь", "хм", "а-а-а",
    ],
)  # fmt: skip
def test_what_looks_like_an_order_to_a_program_is_read_aloud(tmp_path: Path, text: str) -> None:
    made = speak(text, tmp_path / "a.wav", voice="irina")

    assert made.text == text
    assert 0.2 < made.seconds < 6
    assert "".join(word.text for word in made.words).replace(" ", "") == "".join(text.replace("\x00", " ").split())
    assert np.abs(read_sound(made.path)).max() > 0.1


def test_a_synthesiser_that_is_killed_is_told_apart_from_one_that_fails() -> None:
    caught: list[BaseException] = []

    def say() -> None:
        try:
            synthesise([("ru", "Очень длинное предложение. " * 180)] * 200, voice_of("irina"), speed=1)
        except MediaError as error:
            caught.append(error)
        except Interrupted as error:
            caught.append(error)

    saying, tick = threading.Thread(target=say), threading.Event()
    saying.start()
    while saying.is_alive():
        for child in psutil.Process().children():
            if _is_synthesiser(child):
                os.kill(child.pid, signals.SIGKILL)
        tick.wait(0.02)
    saying.join()

    assert [type(error) for error in caught] == [Interrupted]
    assert caught[0].facts == {"signal": signals.SIGKILL}


def _is_synthesiser(child: psutil.Process) -> bool:
    try:
        return PROGRAM.name in " ".join(child.cmdline())
    except psutil.Error:
        return False


def test_the_library_and_its_data_are_found_without_being_loaded() -> None:
    library, data = installed()

    assert Path(library).is_file()
    assert (Path(data) / "phontab").is_file()


def test_runs_keep_their_order_and_each_has_its_sound() -> None:
    made = synthesise([("ru", "Раз. "), ("en-us", "Two and a half. "), ("ru", "Три. ")], voice_of("emma"), speed=1)

    assert len(made) == 3
    assert {each.rate for each in made} == {22_050}
    assert len(made[1].samples) > len(made[0].samples)
    for each in made:
        assert np.abs(each.samples).max() > 3_000
        assert [event.sample for event in each.events] == sorted(event.sample for event in each.events)
        assert max(event.sample for event in each.events) <= len(each.samples)


def test_no_word_of_a_text_is_told_to_the_machine_s_list_of_processes(tmp_path: Path) -> None:
    with pytest.raises(MediaError) as refused:
        speech_apart.done({"do": "speak", "text": "x", "out": "x", "voice": "irina", "language": "ru"}, seconds=0.01)

    assert refused.value.facts == {"cause": "TimeoutExpired"}


@pytest.mark.parametrize(
    ("asked", "cause"),
    [
        ({"do": "speak"}, "CalledProcessError"),
        (
            {"do": "speak", "text": "…", "out": "x.wav", "voice": "irina", "language": "ru"},
            "There are no words to speak.",
        ),
        ({"do": "align", "text": "Да", "sound": "/nowhere.wav", "language": "ru"}, None),
    ],
)
def test_what_goes_wrong_apart_comes_back_as_one_sentence(asked: dict[str, str], cause: str | None) -> None:
    with pytest.raises(MediaError) as refused:
        speech_apart.done(asked, seconds=60)

    assert refused.value.message == "The speech could not be worked on."
    assert cause is None or refused.value.facts["cause"] == cause
