"""Sounds as ElevenLabs sends them: MP3, one burst of tone for each word, so that times can be checked by ear."""

import io

import av
import numpy as np

RATE = 44_100
WORD_S, GAP_S, LEAD_S = 0.2, 0.1, 0.1


def times_of(text):
    """(characters, starts, ends): each word takes WORD_S, its characters share it, a space is the gap."""
    starts, ends, at = [], [], LEAD_S
    for word_with_space in text.replace(" ", " \0").split("\0"):
        word = word_with_space.rstrip(" ")
        for n in range(len(word)):
            starts.append(round(at + WORD_S * n / len(word), 3))
            ends.append(round(at + WORD_S * (n + 1) / len(word), 3))
        at += WORD_S
        for _ in word_with_space[len(word) :]:
            starts.append(round(at, 3))
            ends.append(round(at + GAP_S, 3))
            at += GAP_S
    return list(text), starts, ends


def speech(text):
    _, starts, ends = times_of(text)
    wave = np.zeros(int((max(ends, default=0) + LEAD_S) * RATE), np.float32)
    for character, start, end in zip(text, starts, ends, strict=True):
        if not character.isspace():
            span = np.arange(int(start * RATE), int(end * RATE))
            wave[span] = 0.4 * np.sin(2 * np.pi * 440 * span / RATE)
    return mp3(wave)


def tone(seconds, hz=440.0):
    return mp3((0.3 * np.sin(2 * np.pi * hz * np.arange(int(seconds * RATE)) / RATE)).astype(np.float32))


def mp3(wave):
    out = io.BytesIO()
    with av.open(out, "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=RATE)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray((wave * 32767).astype(np.int16)[None], format="s16", layout="mono")
        frame.sample_rate = RATE
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    return out.getvalue()
