"""Streets, rooms, and the people in them."""

from __future__ import annotations

import numpy as np
from scipy import signal

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import Mono, cut, filtered, filtered_ring, noise, samples, white
from reklamai.media.synth.sounds.take import Take, mixed
from reklamai.media.synth.space import sides
from reklamai.media.types import Sound

VOICE_RATE = 16_000
"""Hz at which voices of a crowd are made: what they say above 8 kHz drowns in one another."""
LONGEST_TALK_S = 10.0
"""Seconds after which a crowd says the same again: nobody follows any of its voices for so long."""
VOWELS = ((730, 1_090), (530, 1_840), (270, 2_290), (570, 840), (300, 870))
"""The first two formants of a man's a, e, i, o, u. Source: Peterson and Barney (1952)."""


def city(take: Take) -> Sound:
    """The rumble of a town, its even traffic, cars that pass, and now and then a horn behind the houses."""
    busy = take.layer.intensity * (0.45 if take.time == "night" else 1.0)
    rumble = take.noise("rumble", slope=-5.0, low=38, high=220, width=0.7)
    wash = take.noise("wash", slope=-4.5, low=110, high=2_200)
    ebb = take.drift("ebb", hz=0.1, low=0.7, high=1.1)[:, None]
    made = rumble * np.float32(0.11) + wash * ebb * np.float32(mixed(0.08, 0.16, busy))
    for place in range(round(mixed(0.10, 0.36, busy) * take.layer.speed * take.seconds)):
        _pass(take, made, place)
    for place in range(round(0.07 * busy * take.seconds)):
        _horn(take, made, place)
    return made


def _pass(take: Take, made: Sound, place: int) -> None:
    """A car from one side to the other: loud as it is near, its tyres brighter, its engine's pitch falling."""
    random = take.random("pass", place)
    speed, near = random.uniform(8, 16), random.uniform(6, 18)
    count = min(samples(9.0), take.count)
    t = (np.arange(count, dtype=np.float32) - count / 2) / np.float32(RATE)
    along = t * speed
    away = np.sqrt(along**2 + near**2)
    loud = (6 / away) * np.sqrt(np.maximum(np.cos(np.pi * t * RATE / count), 0))
    tyres = filtered(white(count, random), cut("bandpass", (350, 2_200), order=1))
    hum = np.zeros(count, np.float32)
    base = random.uniform(38, 62) * (1 - np.gradient(away, 1 / RATE) / 343)
    for harmonic in (1, 2, 3, 4, 6):
        hum += np.sin(2 * np.pi * harmonic * np.cumsum(base) / RATE) / harmonic**0.8
    sound = (tyres * loud**1.3 * np.float32(1.5) + hum * np.float32(0.16)) * loud
    turn = random.choice((-1.0, 1.0)) * along / away
    _add(made, random.integers(0, take.count), sound * np.float32(random.uniform(0.7, 1.5)), turn)


def _horn(take: Take, made: Sound, place: int) -> None:
    random = take.random("horn", place)
    seconds = random.uniform(0.18, 0.7)
    count = min(samples(seconds + 1.2), take.count)
    t = np.arange(count, dtype=np.float32) / np.float32(RATE)
    pitch = random.uniform(330, 430)
    tone = sum(np.sin(2 * np.pi * pitch * ratio * n * t) / n for ratio in (1.0, 1.26) for n in (1, 2, 3, 5))
    gate = np.clip(t / 0.02, 0, 1) * np.where(t < seconds, 1.0, np.exp(-(t - seconds) / 0.16))
    sound = filtered(np.asarray(tone * gate, np.float32), cut("bandpass", (300, 1_500), order=1))
    where = np.full(count, random.uniform(-0.8, 0.8), np.float32)
    _add(made, random.integers(0, take.count), sound * np.float32(random.uniform(0.04, 0.11)), where)


def _add(made: Sound, at: int, sound: Mono, where: Mono) -> None:
    """Lay a sound that moves on a ring."""
    angle = (where + 1) * np.pi / 4
    places = (np.arange(at, at + len(sound))) % len(made)
    made[places, 0] += sound * np.cos(angle)
    made[places, 1] += sound * np.sin(angle)


def room_tone(take: Take) -> Sound:
    """What a quiet room sounds of: air behind walls, and a trace of the mains."""
    made = take.noise("air", slope=-6.0, low=35, high=1_800, width=0.6)
    hiss = take.noise("hiss", slope=-1.0, low=1_500, high=9_000)
    turns = np.arange(take.count, dtype=np.float32) / np.float32(take.count)
    hum = sum(
        np.sin(2 * np.pi * round(hz * take.seconds) * turns) * gain
        for hz, gain in ((100, 0.12), (50, 0.05), (200, 0.03))
    )
    return np.asarray(made + hiss * np.float32(0.006) + np.asarray(hum, np.float32)[:, None], np.float32)


def crowd(take: Take) -> Sound:
    """Many people who talk at once, none of them to be understood."""
    talkers = round(mixed(5, 11, take.layer.intensity))
    repeats = max(1, round(take.seconds / LONGEST_TALK_S))
    count = round(take.seconds * VOICE_RATE / repeats)
    said = np.zeros((count, 2), np.float32)
    for place in range(talkers):
        voice, random = _voice(take, place, count), take.random("seat", place)
        for _ in range(3):  # the same voice far off in time and place passes for another one
            left, right = sides(random.uniform(-1, 1))
            shifted = np.roll(voice, int(random.integers(count))) * np.float32(random.uniform(0.35, 1.0))
            said[:, 0] += shifted * np.float32(left)
            said[:, 1] += shifted * np.float32(right)
    made = np.asarray(signal.resample(np.tile(said, (repeats, 1)), take.count), np.float32)
    murmur = take.noise("murmur", slope=-5.0, low=140, high=1_200) * np.float32(0.25 * float(made.std()))
    air = take.noise("air", slope=-3.0, low=3_500, high=11_000) * np.float32(0.015 * float(made.std()))
    return filtered_ring(made + murmur + air, cut("highpass", 110.0))


def _voice(take: Take, place: int, count: int) -> Mono:
    """Somebody who speaks in phrases and pauses."""
    random = take.random("voice", place)
    high = random.random() < 0.5
    source = _glottis(count, random, pitch=random.uniform(175, 230) if high else random.uniform(95, 135))
    gates = _syllables(count, random)
    made = np.zeros(count, np.float32)
    third = filtered(source, _formant(2_450 * (1.16 if high else 1.0), VOICE_RATE)) * np.float32(1.3)
    for formants, gate in zip(VOWELS, gates, strict=False):
        heard = sum(
            filtered(source, _formant(hz * (1.16 if high else 1.0), VOICE_RATE)) * np.float32(gain)
            for hz, gain in zip(formants, (1.0, 1.5), strict=True)
        )
        made += np.asarray(heard + third, np.float32) * gate
    breath = noise(count, random, low=1_200, high=16_000) * gates[-1] * np.float32(0.02)
    return np.asarray(made + breath, np.float32)


def _formant(hz: float, rate: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    b, a = signal.iirpeak(hz, max(3.0, hz / 170), fs=rate)
    return np.asarray(signal.tf2sos(b, a), np.float64)


def _glottis(count: int, random: np.random.Generator, *, pitch: float) -> Mono:
    """A buzz that falls by 12 dB an octave, its pitch wandering as in speech."""
    steps = max(4, round(2.2 * count / VOICE_RATE))
    knots = pitch * random.uniform(0.85, 1.25, steps + 1)
    knots[-1] = knots[0]
    hz = np.interp(np.linspace(0, steps, count), np.arange(steps + 1), knots)
    phase = np.cumsum(hz) / VOICE_RATE
    saw = (phase % 1.0 - 0.5).astype(np.float32)
    b, a = signal.butter(1, 1_600, fs=VOICE_RATE)
    return np.asarray(signal.lfilter(b, a, saw), np.float32)


def _syllables(count: int, random: np.random.Generator) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """When each vowel sounds, a row each, and in the last row the hiss of consonants: 4 to 6 syllables a second."""
    gates = np.zeros((len(VOWELS) + 1, count), np.float32)
    at = 0
    while at < count:
        for _ in range(random.integers(4, 14)):
            length = int(random.uniform(0.11, 0.26) * VOICE_RATE)
            bell = np.hanning(length + 2)[1:-1].astype(np.float32) ** 0.7 * np.float32(random.uniform(0.5, 1.0))
            row = gates[random.integers(len(VOWELS)), at : at + length]
            row += bell[: len(row)]
            puff = gates[-1, at : at + length // 3]
            puff += bell[: len(puff)] * np.float32(random.random())
            at += int(length * 0.92)
        at += int(random.uniform(0.3, 2.5) * VOICE_RATE)
    return gates
