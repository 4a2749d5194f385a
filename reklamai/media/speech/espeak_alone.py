"""The speech synthesiser as a program of its own: `python -I espeak_alone.py`, one question in, sound and times out.

libespeak-ng is under the GPL: it is loaded here and nowhere else, and nothing imports this file. It reads one line of
JSON and writes, for each run of text, one line of JSON with the events and then the samples. A fresh process for each
text gives the same bytes each time: the library keeps the state of its noise from one text to the next.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

RETRIEVE = 2
"""AUDIO_OUTPUT_SYNCHRONOUS: the samples come to the callback before the call returns."""
WITH_PHONEMES_IN_IPA = 3
PLAIN_UTF8, END_PAUSE = 1, 0x1000
"""Neither SSML (0x10) nor phonemes in [[...]] (0x100): what stands in the text is read as text."""
RATE, PITCH, RANGE = 1, 3, 4
WORD, PHONEME = 1, 7
ID_BYTES = 8


class Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * ID_BYTES)]


class Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int), ("unique", ctypes.c_uint), ("position", ctypes.c_int), ("length", ctypes.c_int),
        ("audio_ms", ctypes.c_int), ("sample", ctypes.c_int), ("user", ctypes.c_void_p), ("id", Id),
    ]  # fmt: skip


CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(Event))


def main() -> None:
    asked = json.loads(sys.stdin.buffer.readline())
    library = ctypes.CDLL(asked["library"])
    rate = library.espeak_Initialize(RETRIEVE, 0, asked["data"].encode(), WITH_PHONEMES_IN_IPA)
    for language, text in asked["runs"]:
        if rate <= 0 or library.espeak_SetVoiceByName(f"{language}+{asked['variant']}".encode()):
            sys.exit(f"no voice {language}+{asked['variant']} at {rate} Hz")
        for parameter, name in ((RATE, "rate"), (PITCH, "pitch"), (RANGE, "range")):
            library.espeak_SetParameter(parameter, asked[name], 0)
        samples, events = spoken(library, text)
        told = {"samples": len(samples) // 2, "rate": rate, "events": events}
        sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + samples)
        sys.stdout.buffer.flush()


def spoken(library: ctypes.CDLL, text: str) -> tuple[bytes, list[list[Any]]]:
    """16-bit samples, and events: [kind, character from 1, characters, sample, name]."""
    samples, events = bytearray(), []

    def take(wave: int | None, count: int, first: Any) -> int:
        if wave and count > 0:
            samples.extend(ctypes.string_at(wave, count * 2))
        index = 0
        while first[index].type:
            event = first[index]
            if event.type in (WORD, PHONEME):
                events.append([event.type, event.position, event.length, event.sample, name_of(event)])
            index += 1
        return 0

    callback = CALLBACK(take)
    library.espeak_SetSynthCallback(callback)
    words = text.encode() + b"\0"
    if library.espeak_Synth(words, len(words), 0, 1, 0, PLAIN_UTF8 | END_PAUSE, None, None):
        sys.exit("the synthesiser refused the text")
    return bytes(samples), events


def name_of(event: Event) -> str:
    """A phoneme's name: eight bytes that need not end in a zero, and may be cut inside a letter."""
    if event.type != PHONEME:
        return ""
    raw = ctypes.string_at(ctypes.addressof(event) + Event.id.offset, ID_BYTES)
    return raw.split(b"\0")[0].decode("utf-8", "ignore")


if __name__ == "__main__":
    main()
