"""Speech in numbers: how fast, how near the times are to the sound, how near the voices are to people's.

Run: `python -m tests.benchmarks.bench_speech`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from reklamai.media.sound import RATE, read_sound
from reklamai.media.speech.align import align
from reklamai.media.speech.speak import speak
from reklamai.media.speech.voices import TONE_HZ, voices
from tests.media.speech.onsets import changes, nearest, rises
from tests.media.speech.test_align import recording
from tests.media.speech.test_timings import APART, FLOWING

PEOPLE_DB = {
    160: 56.8, 200: 60.2, 250: 60.3, 315: 59.0, 400: 62.1, 500: 62.1, 630: 60.5, 800: 56.8, 1000: 53.7, 1250: 53.0,
    1600: 52.0, 2000: 48.7, 2500: 48.1, 3150: 46.8, 4000: 45.6, 5000: 44.5, 6300: 44.3, 8000: 43.7,
}  # fmt: skip
"""Thirds of an octave of speech in 12 languages. Source: D. Byrne et al., JASA 96 (1994), 2108."""
THIRDS = {200: (160, 200, 250, 315), 500: (400, 500, 630), 1000: (800, 1000, 1250), 2000: (1600, 2000, 2500),
          4000: (3150, 4000, 5000), 8000: (6300, 8000)}  # fmt: skip


def pace(folder: Path) -> None:
    text = " ".join(FLOWING[:11])
    for round_number in range(3):
        wall, processor = perf_counter(), process_time()
        made = speak(text, folder / "a.wav", voice="irina")
        told = f"{perf_counter() - wall:.2f} s, {process_time() - processor:.2f} of the processor here"
        print(f"speak, round {round_number}: {made.seconds:.1f} s in {told}")
    processor = process_time()
    align(folder / "a.wav", text)
    print(f"align: {process_time() - processor:.2f} s of the processor")


def starts(folder: Path) -> None:
    for voice in voices():
        apart, flowing, chance = [], [], []
        for sentence in APART:
            made = speak(sentence, folder / "a.wav", voice=voice.id)
            words = np.array([word.from_s for word in made.words])
            apart += [nearest(words, at) for at in rises(read_sound(made.path)[:, 0])]
        for sentence in FLOWING:
            made = speak(sentence, folder / "a.wav", voice=voice.id)
            heard = changes(read_sound(made.path)[:, 0])
            flowing += [nearest(heard, word.from_s) for word in made.words]
            chance += [nearest(heard, word.from_s + 0.05) for word in made.words]
        worst, near, far = max(np.abs(apart)), np.abs(flowing), np.abs(chance)
        print(
            f"{voice.id:8} behind pauses {len(apart)}, worst {worst * 1000:.0f} ms; flowing {len(near)}: "
            f"{np.mean(near <= 0.02):.1%} in 20 ms, {np.mean(near <= 0.04):.1%} in 40; "
            f"50 ms off {np.mean(far <= 0.02):.0%} in 20"
        )


def tone(folder: Path) -> None:
    wanted = {hz: 10 * np.log10(sum(10 ** (PEOPLE_DB[each] / 10) for each in THIRDS[hz])) for hz in TONE_HZ}
    for voice in voices():
        sound = read_sound(speak(" ".join(FLOWING), folder / "a.wav", voice=voice.id).path)[:, 0]
        power, hz = np.abs(np.fft.rfft(sound)) ** 2, np.fft.rfftfreq(len(sound), 1 / RATE)
        edge = 2 ** (1 / 6)
        found = {
            at: 10 * np.log10(power[(hz >= THIRDS[at][0] / edge) & (hz < THIRDS[at][-1] * edge)].sum())
            for at in TONE_HZ
        }
        apart = np.array([found[at] - wanted[at] for at in TONE_HZ])
        print(f"{voice.id:8}", *(f"{at} Hz {gap:+.1f}" for at, gap in zip(TONE_HZ, apart - apart.mean(), strict=True)))


def alignment(folder: Path) -> None:
    for voice in voices():
        for name, sentences in (("ru", FLOWING[:8]), ("en", FLOWING[15:23])):
            path, known = recording(folder, sentences, voice=voice.id, gap_s=0.5)
            off = np.abs([word.from_s for word in align(path, " ".join(sentences))] - np.array(known)) * 1000
            middle, tenth, worst = np.percentile(off, [50, 90, 100])
            print(f"{voice.id:8} {name} median {middle:.0f} ms, nine in ten {tenth:.0f}, worst {worst:.0f}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for part in (pace, starts, tone, alignment):
            part(Path(name))
