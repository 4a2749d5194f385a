"""How the synthesiser is asked: a small process for each text, on a leash and on the clock."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from signal import SIGKILL, SIGTERM

import numpy as np
from numpy.typing import NDArray

from reklamai.core.errors import Interrupted, MediaError
from reklamai.media.fence import leash
from reklamai.media.speech.voices import Voice

PROGRAM = Path(__file__).with_name("espeak_alone.py")
WORDS_A_MINUTE = 160
SLOWEST, FASTEST = 80, 450
"""Words a minute that the synthesiser takes."""
SECONDS = 30.0
"""For one text. 5,000 characters take about two; what takes longer hangs."""
FAILED = "The words could not be spoken."


@dataclass(frozen=True, slots=True)
class Event:
    """Something that begins at a sample: a word of the text, or a sound of speech."""

    is_word: bool
    at: int
    """Of a word: its first character, counted from 0."""
    sample: int
    name: str
    """Of a sound: its IPA letters with all marks; "" is a pause."""


@dataclass(frozen=True, slots=True)
class Raw:
    """What was said of one run, as the synthesiser gives it."""

    samples: NDArray[np.int16]
    rate: int
    """Hz."""
    events: tuple[Event, ...]


def synthesise(
    runs: Sequence[tuple[str, str]], voice: Voice, *, speed: float, seconds: float = SECONDS
) -> tuple[Raw, ...]:
    """Each run, (language of the synthesiser, plain text), as sound.

    Raises: MediaError if the synthesiser is missing, fails or is late; Interrupted if it was killed.
    """
    library, data = installed()
    rate = round(WORDS_A_MINUTE * voice.pace * speed)
    question = {
        "library": library,
        "data": data,
        "variant": voice.variant,
        "rate": min(max(rate, SLOWEST), FASTEST),
        "pitch": voice.pitch,
        "range": voice.range,
        "runs": list(runs),
    }
    try:
        # preexec_fn: system calls in the child alone, no Python locks; it must not outlive a worker that is killed
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(PROGRAM)],
            input=json.dumps(question).encode() + b"\n",
            capture_output=True,
            timeout=seconds,
            env={},
            preexec_fn=leash(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise MediaError("The words could not be spoken in time.", seconds=seconds) from error
    if done.returncode in (-SIGKILL, -SIGTERM):
        raise Interrupted(FAILED, signal=-done.returncode)
    if done.returncode:  # a crash counts too: it would come again
        raise MediaError(FAILED, code=done.returncode, espeak=done.stderr.decode("utf-8", "replace")[-2000:])
    return tuple(_answers(done.stdout))


@cache
def installed() -> tuple[str, str]:
    """Paths of the library and of its data: found, not loaded. Raises: MediaError if there is none."""
    found = find_spec("espeakng_loader")
    if found is None or found.origin is None:
        raise MediaError("The synthesiser of speech is missing on this machine.")
    folder = Path(found.origin).parent
    return str(folder / "libespeak-ng.so"), str(folder / "espeak-ng-data")


def _answers(told: bytes) -> list[Raw]:
    answers, at = [], 0
    while at < len(told):
        end = told.index(b"\n", at)
        head = json.loads(told[at:end])
        at = end + 1 + head["samples"] * 2
        events = tuple(
            Event(is_word=kind == 1, at=position - 1, sample=sample, name=name)
            for kind, position, _length, sample, name in head["events"]
        )
        answers.append(Raw(np.frombuffer(told[end + 1 : at], np.int16), head["rate"], events))
    return answers
