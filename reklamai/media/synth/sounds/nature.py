"""Thunder, and what sings outdoors by day and by night."""

from __future__ import annotations

import numpy as np

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import Mono, cut, filtered, noise, samples, swell, swept, white
from reklamai.media.synth.sounds.grains import clock
from reklamai.media.synth.sounds.take import Take, mixed
from reklamai.media.synth.space import Canvas, panned, wide
from reklamai.media.types import Sound

SONGS = ("trill", "whistle", "chirps", "slides")
SONGBIRDS_HZ = (2_600, 5_200)
PITCHES = {"gulls": (1_100, 1_500), "owls": (330, 420)}


def thunder(take: Take) -> Sound:
    """A crack where it is near, and the rumble of the whole bolt, its far ends later and duller."""
    random, near = take.random("bolt"), 1 - take.layer.distance
    seconds = mixed(5.0, 8.0, take.layer.size)
    count = samples(seconds)
    t = clock(seconds)[:count]
    sides = []
    for side in ("left", "right"):
        own = take.random("rumble", side)
        rumble = noise(count, own, slope=-5.0, low=28, high=900)
        sides.append(swept(rumble, 140 + 1_400 * near * np.exp(-t / 1.1), shape="lowpass", q=0.7, block=480))
    loud = np.zeros(count, np.float32)
    for at, height in zip(np.sort(random.uniform(0, seconds * 0.55, 7)), random.uniform(0.25, 0.9, 7), strict=True):
        since = t - at
        loud += np.where(since > 0, height * np.minimum(since / 0.12, 1) * np.exp(-np.maximum(since, 0) / 0.7), 0)
    loud += np.minimum(t / 0.03, 1) * np.exp(-t / 1.4) * near
    made = wide(sides[0], sides[1], 0.8) * (loud * swell(count, attack_s=0.005, release_s=1.5))[:, None]
    if near > 0.5:
        tear = filtered(white(samples(0.6), random), cut("highpass", 900)) * np.exp(-clock(0.6) / 0.09)
        flicker = np.repeat(random.exponential(1.0, 60), samples(0.6) // 60 + 1)[: len(tear)]
        made[: len(tear)] += panned(np.asarray(tear * flicker, np.float32)) * np.float32(1.2 * (near - 0.5))
    return np.asarray(made, np.float32)


def birds(take: Take) -> Sound:
    """A few birds, each with a song of its own that it comes back to; more of them in the morning.

    At night it is owls; gulls where words name them.
    """
    count = round(mixed(3, 8, take.layer.intensity) * (1.4 if take.time == "morning" else 1.0))
    canvas = take.canvas(tail_s=3.0)
    few = take.layer.manner or take.time == "night"
    for place in range(3 if few else count):
        _bird(take, canvas, place)
    air = take.noise("air", slope=-3.0, low=250, high=6_000) * np.float32(0.006)
    return np.asarray(canvas.ring() + air, np.float32)


def _bird(take: Take, canvas: Canvas, place: int) -> None:
    random = take.random("bird", place)
    sort = SONGS[(place + int(random.integers(len(SONGS)))) % len(SONGS)]
    sort = take.layer.manner or ("owls" if take.time == "night" else sort)
    base = random.uniform(*PITCHES.get(sort, SONGBIRDS_HZ))
    songs = [_song(random, sort, base * random.uniform(0.95, 1.06)) for _ in range(3)]
    where, loud = random.uniform(-0.9, 0.9), random.uniform(0.15, 1.0) ** 1.5
    at = random.uniform(0, 3) * RATE
    while at < take.count:
        song = songs[random.integers(len(songs))]
        canvas.lay(int(at), song, gain=loud * random.uniform(0.7, 1.0), where=where)
        rest = random.uniform(3.0, 9.0) if sort in PITCHES else random.uniform(1.2, 5.0)
        at += (len(song) / RATE + rest) * RATE / take.layer.speed


def _song(random: np.random.Generator, sort: str, base: float) -> Mono:
    if sort == "trill":
        notes = [(base * 1.15, base * 0.95, 0.045, 0.02)] * int(random.integers(8, 18))
    elif sort == "whistle":
        notes = [
            (base * ratio, base * ratio * random.uniform(0.85, 1.2), random.uniform(0.14, 0.32), 0.05)
            for ratio in random.choice((0.8, 0.9, 1.0, 1.2), 3)
        ]
    elif sort == "gulls":
        cries = int(random.integers(2, 6))
        return np.concatenate(
            [_note(base * 0.8, base * 0.55, 0.38, 0.12, rich=0.7, bend=base * 1.1) for _ in range(cries)]
        )
    elif sort == "owls":
        notes = [(base, base * 0.93, 0.22, 0.35), (base, base, 0.12, 0.08), (base * 1.04, base * 0.9, 0.55, 0.1)]
    elif sort == "chirps":
        notes = [(base * 1.4, base * 0.9, 0.06, random.uniform(0.08, 0.16))] * int(random.integers(3, 7))
    else:
        notes = [(base * random.uniform(0.8, 1.4), base * random.uniform(0.8, 1.4), 0.09, 0.03) for _ in range(6)]
    return np.concatenate([_note(*note) for note in notes])


def _note(
    start_hz: float, end_hz: float, seconds: float, pause_s: float, *, rich: float = 0.03, bend: float = 0.0
) -> Mono:
    """One tone of a song. rich: of its overtones; bend: Hz that it reaches in its middle."""
    t = clock(seconds)
    hz = start_hz * (end_hz / start_hz) ** (t / seconds)
    hz += max(bend - (start_hz + end_hz) / 2, 0) * np.sin(np.pi * t / seconds) if bend else 0
    phase = 2 * np.pi * np.cumsum(hz) / RATE
    tone = np.sin(phase) + rich * np.sin(2 * phase) + rich**2 * np.sin(3 * phase)
    return np.concatenate([np.asarray(tone * np.hanning(len(t)), np.float32), np.zeros(samples(pause_s), np.float32)])


def crickets(take: Take) -> Sound:
    """Wings that rasp: three or four pulses to a chirp, each cricket at its own pitch and pace; a far chorus behind."""
    canvas = take.canvas(tail_s=1.0)
    for place in range(round(mixed(3, 8, take.layer.intensity))):
        random = take.random("cricket", place)
        chirp = _chirp(random)
        where, loud = random.uniform(-0.95, 0.95), random.uniform(0.2, 1.0)
        chirps = max(1, round(take.seconds * random.uniform(1.9, 2.9) * take.layer.speed))
        period = take.count / chirps
        resting = random.random(chirps) < 0.12
        for turn in np.flatnonzero(~resting):
            at = (turn + random.uniform(0, 0.08)) * period
            canvas.lay(int(at), chirp, gain=loud * random.uniform(0.8, 1.0), where=where)
    chorus = take.noise("chorus", slope=0.0, low=4_200, high=5_600)
    shimmer = take.drift("shimmer", hz=20, low=0.5, high=1.0)[:, None]
    return np.asarray(canvas.ring() + chorus * shimmer * np.float32(0.02), np.float32)


def _chirp(random: np.random.Generator) -> Mono:
    hz, pulse_s = random.uniform(4_100, 5_300), 0.016
    pulse = np.asarray(np.sin(2 * np.pi * hz * clock(pulse_s)) * np.hanning(samples(pulse_s)), np.float32)
    rest = np.zeros(samples(0.018), np.float32)
    return np.concatenate([part for _ in range(int(random.integers(3, 5))) for part in (pulse, rest)])
