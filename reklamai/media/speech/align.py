"""When each word of a known text is heard in anybody's recording of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from reklamai.core.errors import MediaError
from reklamai.media.sound import read_sound
from reklamai.media.speech.espeak import synthesise
from reklamai.media.speech.features import HOP, RATE, WINDOW, Heard, heard
from reklamai.media.speech.model import Choice, Word
from reklamai.media.speech.reading import Reading, read
from reklamai.media.speech.timing import Span, spans_of, words_of
from reklamai.media.speech.voices import Voice, voice_of
from reklamai.media.speech.warp import warped

LONGEST_S = 600.0
SLOWEST, FASTEST = 0.45, 2.2
"""Times our own pace: a recording that would need another one is not of this text."""
BAND_S, BAND_SHARE = 1.5, 0.12
WORST = 1.25
"""Mean squared distance for each feature. Measured: the same text by voices of ours 0.4..0.7, in a
noisy room up to 1.1; other texts 1.36..1.5."""
SILENT = 3e-3
SNAP = 3
"""Frames within which a boundary moves to where the spectrum changes most."""
INTO = HOP + HOP // 2
"""Samples into its 25 ms at which a frame notices what begins; measured as the middle of the errors."""
HIGH_VOICE_HZ = 155.0


def align(sound: Path, text: str, *, language: Choice = "auto") -> tuple[Word, ...]:
    """The words of `text` with their times in a recording of it; our own voice says it first, and is laid along it.

    Raises: MediaError if the file cannot be read, has more than ten minutes or no speech, the text cannot be spoken,
    or is not what is said there.
    """
    reading = read(text, language=language)
    recording = _narrow(read_sound(sound, longest_s=LONGEST_S).mean(axis=1), 48_000)
    if not len(recording) or float(np.abs(recording).max()) < SILENT:
        raise MediaError("There is no speech in the recording.")
    there = heard(recording)
    voice = voice_of("grace" if _pitch(recording, there) > HIGH_VOICE_HZ else "oleg")
    model, spans, rate = _said(reading, voice, 1.0)
    speed = len(model.at) / max(len(there.at), 1)
    if not SLOWEST <= speed <= FASTEST:
        raise _unlike(speed=round(speed, 2))
    model, spans, rate = _said(reading, voice, speed)
    band = round((BAND_S + BAND_SHARE * len(there.at) * HOP / RATE) * RATE / HOP)
    way, distance = warped(there.frames, model.frames, band=band)
    if distance > WORST:
        raise _unlike(distance=round(distance, 2))
    placed = {token: _placed(span, way, there, model, rate) for token, span in spans.items()}
    return _in_order(words_of(reading, placed, rate=RATE, shift_s=0.0))


def _said(reading: Reading, voice: Voice, speed: float) -> tuple[Heard, dict[int, Span], int]:
    """(our own saying of it, samples of each token, their rate)."""
    raws = synthesise([(run.tongue, run.text) for run in reading.runs], voice, speed=speed)
    spans, _ = spans_of(reading, raws)
    rate = raws[0].rate
    said = np.concatenate([raw.samples for raw in raws]).astype(np.float32) / 32768
    model = heard(_narrow(said, rate))
    if not len(model.at):
        raise MediaError("There are no words to speak.")
    return model, spans, rate


def _narrow(sound: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    common = int(np.gcd(RATE, rate))
    return np.asarray(signal.resample_poly(sound, RATE // common, rate // common), np.float32)


def _placed(span: Span, way: NDArray[np.int64], there: Heard, model: Heard, rate: int) -> Span:
    """Samples of the recording that hold what `span` of the model holds."""
    first, last = (np.searchsorted(model.at, at / rate * RATE / HOP) for at in (span.begin, span.end))
    begin = min(int(np.searchsorted(way, first)), len(way) - 1)
    end = max(int(np.searchsorted(way, max(last - 1, first), side="right")) - 1, begin)
    at = _snapped(int(there.at[begin]), there)
    # its last frame holds sound to its end
    return Span(at * HOP + INTO, max(int(there.at[end]) * HOP + WINDOW, (at + 2) * HOP))


def _snapped(frame: int, there: Heard) -> int:
    """To the end of a silence, or to the largest change nearby."""
    behind_silence = there.at[np.flatnonzero(np.diff(there.at, prepend=-9) > SNAP)]
    near = behind_silence[np.abs(behind_silence - frame) <= 2 * SNAP]
    if len(near):
        return int(near[np.abs(near - frame).argmin()])
    low = max(frame - SNAP, 0)
    return low + int(there.flux[low : frame + SNAP + 1].argmax())


def _in_order(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """No word begins before the one in front of it ends."""
    made: list[Word] = []
    for word in words:
        start = max(word.from_s, made[-1].from_s + 0.02) if made else word.from_s
        if made and made[-1].to_s > start:
            made[-1] = Word(made[-1].text, made[-1].from_s, start)
        made.append(Word(word.text, start, max(word.to_s, start + 0.02)))
    return tuple(made)


def _pitch(sound: NDArray[np.float32], there: Heard) -> float:
    """Hz: the middle of what autocorrelation finds in every tenth frame."""
    found = []
    for frame in there.at[::10]:
        piece = sound[frame * HOP : frame * HOP + 800]
        if len(piece) < 800:
            continue
        alike = signal.correlate(piece, piece, method="fft")[799:]
        lag = 40 + int(alike[40:230].argmax())
        if alike[lag] > 0.4 * alike[0]:
            found.append(RATE / lag)
    return float(np.median(found)) if found else 0.0


def _unlike(**facts: float) -> MediaError:
    return MediaError("The text is not what is said in the recording.", **facts)
