"""Words to sound, with the time of every word."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media.sound import LONGEST_S, RATE, write_wav
from reklamai.media.speech.espeak import synthesise
from reklamai.media.speech.model import Choice, Speech
from reklamai.media.speech.polish import polished
from reklamai.media.speech.reading import read
from reklamai.media.speech.timing import phonemes_of, spans_of, words_of
from reklamai.media.speech.voices import voice_of
from reklamai.media.types import Report, quiet

SLOWEST, FASTEST = 0.5, 2.0


def speak(
    text: str,
    out: Path,
    *,
    voice: str,
    language: Choice = "auto",
    speed: float = 1.0,
    report: Report = quiet,
) -> Speech:
    """Speak a text into `out`, WAV of one channel at 48 kHz, and tell when each word is heard.

    voice: an id of `voices.voices()`. speed: 0.5..2, 1 is the voice's own. The same in gives the same bytes.
    Raises: MediaError for a text that is too long or has no words, an unknown voice, another speed, or a synthesiser
    that is missing or fails; Interrupted if it was killed; whatever `report` raises.
    """
    if not SLOWEST <= speed <= FASTEST:
        raise MediaError("The speed of speech must lie between 0.5 and 2.", speed=speed)
    speaker = voice_of(voice)
    reading = read(text, language=language, own=speaker.language)
    report("speech", 0.0)
    raws = synthesise([(run.tongue, run.text) for run in reading.runs], speaker, speed=speed)
    report("speech", 0.5)
    spans, sounds = spans_of(reading, raws)
    if not spans:
        raise MediaError("There are no words to speak.")
    rate = raws[0].rate
    if sum(len(raw.samples) for raw in raws) > LONGEST_S * rate:
        raise MediaError("The text is too long to be spoken.", seconds=LONGEST_S)
    made, shift_s = polished(np.concatenate([raw.samples for raw in raws]), rate, speaker)
    report("speech", 0.9)
    write_wav(out, made)
    return Speech(
        path=out,
        seconds=len(made) / RATE,
        text=text,
        language=reading.language,
        words=words_of(reading, spans, rate=rate, shift_s=shift_s),
        phonemes=phonemes_of(sounds, rate=rate, shift_s=shift_s),
    )
