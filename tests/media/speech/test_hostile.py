"""Texts that were written to break something: they are spoken or refused, and nothing else happens."""

from __future__ import annotations

import random
import re
import sys
import time
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from reklamai.core.errors import MediaError
from reklamai.media.speech import espeak
from reklamai.media.speech.espeak import synthesise
from reklamai.media.speech.reading import read
from reklamai.media.speech.speak import speak
from reklamai.media.speech.voices import voice_of
from tests.processes import ours

ROOT = Path(__file__).parents[3]
SIGNS = "абвё ABc 0123456789.,:;-–/%$₽№#@()[]<>«»'\"\n\t👍\u0301\u200d&+*×"


@pytest.mark.parametrize(
    "text",
    [
        '<speak><voice name="en">hi</voice><audio src="/etc/passwd"/></speak>',
        "[[ab@']] [[_^_RU]] &lt;b&gt;",
        "при\0вет \x1b[31m мир \x07",
        "a\ud800b мир",
        "שלום 你好 мир",
        "з" + "\u0301" * 500 + "а",
        "👨‍👩‍👧 семья",
    ],
)
def test_markup_controls_and_foreign_letters_are_text_like_any_other(tmp_path: Path, text: str) -> None:
    made = speak(text, tmp_path / "a.wav", voice="irina")

    assert made.text == text
    assert made.words


@pytest.mark.parametrize("text", ["a." * 600, "a.b. " * 250, "а" * 1200, "9" * 200, "и-" * 500])
def test_what_would_overrun_the_synthesisers_buffers_is_cut_into_pieces(tmp_path: Path, text: str) -> None:
    assert speak(text, tmp_path / "a.wav", voice="irina", speed=2).seconds > 5


def test_what_would_last_longer_than_a_quarter_of_an_hour_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="too long"):
        speak("1," * 2500, tmp_path / "a.wav", voice="irina")


def test_markup_is_not_obeyed(tmp_path: Path) -> None:
    plain, marked = (
        speak(text, tmp_path / "a.wav", voice="irina").seconds for text in ("один", '<break time="9s"/> один')
    )

    assert plain < marked < plain + 5


def test_any_heap_of_signs_is_spoken_in_order_or_refused(tmp_path: Path) -> None:
    chance = random.Random(7)
    spoken = 0
    for _ in range(15):
        text = "".join(chance.choice(SIGNS) for _ in range(chance.randint(1, 60)))
        try:
            made = speak(text, tmp_path / "a.wav", voice="oleg")
        except MediaError as error:
            assert error.message == "There are no words to speak."
            continue
        spoken += 1
        assert all(one.to_s <= two.from_s for one, two in pairwise(made.words)), text
        assert "".join("".join(word.text for word in made.words).split()) == "".join(_kept(text).split())
    assert spoken > 8


def _kept(text: str) -> str:
    return "".join(token.text for token in read(text).tokens)


def test_the_library_is_loaded_in_its_own_process_alone(tmp_path: Path) -> None:
    speak("Привет.", tmp_path / "a.wav", voice="irina")

    loaded = {Path(each.path).name for each in psutil.Process().memory_maps()}
    assert not any("espeak" in name for name in loaded)
    assert not any("espeak_alone" in name or name == "espeakng_loader" for name in sys.modules)


def test_nothing_of_ours_imports_the_library_or_the_program_that_loads_it() -> None:
    importing = re.compile(r"^\s*(?:from|import)\s+\S*(?:espeakng_loader|espeak_alone)", re.MULTILINE)
    sources = [path for folder in ("reklamai", "studio", "video") for path in (ROOT / folder).rglob("*.py")]

    assert len(sources) > 300
    assert not [path.name for path in sources if importing.search(path.read_text())]


def test_a_synthesiser_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(MediaError, match="in time"):
        synthesise([("ru", "Очень длинное предложение. " * 180)] * 200, voice_of("irina"), speed=1, seconds=0.2)

    assert time.monotonic() - began < 5
    assert not ours(espeak.PROGRAM.name)


def test_a_synthesiser_that_refuses_is_told_with_its_own_words() -> None:
    with pytest.raises(MediaError) as caught:
        synthesise([("xx-nowhere", "Привет.")], voice_of("irina"), speed=1)

    assert "xx-nowhere" in str(caught.value.facts["espeak"])
