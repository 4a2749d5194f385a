"""How fast computed sounds are made, how surely each kind is told from the others, and what they look like.

    python -m tests.benchmarks.bench_sounds [--seeds 10] [--pictures FOLDER]

Processor seconds for 30 s of every kind and of beds of three layers, on one core, with the peak of memory for 120 s;
then a nearest-centre classifier over `tests.media.synth.sounds.hearing.features`, taught on three seeds and asked on
others, at the usual force and at three more; then figures that real recordings have too. With `--pictures`, a
spectrogram of each kind as PNG, for somebody to look at.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image
from scipy import signal

from reklamai.media.sound import RATE
from reklamai.media.synth.sounds import KINDS, Layer, Recipe
from reklamai.media.synth.sounds.reading import read
from reklamai.media.synth.sounds.rendering import render
from reklamai.media.types import Sound
from tests.media.synth.sounds.hearing import centres_of, crests, features, nearest, onsets, pulse_hz, spectrum_db

TAUGHT = (1001, 1002, 1003)
FORCES = (0.35, 0.5, 0.65, 0.8)
THREE_LAYERS = (
    "rain on a tin roof, distant traffic, footsteps",
    "море, ветер и птицы",
    "кафе: гул голосов, звон бокалов, дождь за окном",
    "thunderstorm",
)
PICTURE = (640, 240)


def of_kind(kind: str, seed: int, force: float = 0.5) -> Sound:
    """As much of a kind as shows what it is."""
    seconds = min(KINDS[kind].seconds, 8.0) if KINDS[kind].role != "bed" or kind == "sea" else 4.0
    return render(Recipe((Layer(kind, intensity=force),)), seconds=seconds, seed=seed)


def speed() -> None:
    """Processor seconds, best of three."""
    print("\n| 30 s of | CPU s |\n|---|---|")
    recipes = {kind: Recipe((Layer(kind),)) for kind in KINDS} | {words: read(words) for words in THREE_LAYERS}
    found = {name: min(_taken(recipe) for _ in range(3)) for name, recipe in recipes.items()}
    for name, seconds in sorted(found.items(), key=lambda row: -row[1]):
        print(f"| {name} | {seconds:.2f} |")
    render(recipes[THREE_LAYERS[0]], seconds=120, seed=1)
    print(f"peak memory with 120 s of three layers: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _taken(recipe: Recipe) -> float:
    begun = time.process_time()
    render(recipe, seconds=30, seed=1)
    return time.process_time() - begun


def told_apart(seeds: int) -> None:
    """The share of sounds that the classifier names rightly, by force, and what it takes for what."""
    centres = centres_of({kind: [features(of_kind(kind, seed)) for seed in TAUGHT] for kind in KINDS})
    for force in FORCES:
        wrong: Counter[tuple[str, str]] = Counter()
        for kind in KINDS:
            for seed in range(seeds):
                named = nearest(features(of_kind(kind, seed, force)), centres)
                wrong[kind, named] += named != kind
        mistakes = {f"{kind} as {named}": count for (kind, named), count in wrong.items() if count}
        print(f"force {force}: {len(KINDS) * seeds - sum(wrong.values())} of {len(KINDS) * seeds} told; {mistakes}")


def facts() -> Iterator[str]:
    """Figures beside those of real recordings."""
    rain = spectrum_db(render(Recipe((Layer("rain"),)), seconds=20, seed=1))
    yield f"rain, 850 Hz to 13.6 kHz within {np.ptp(rain[4:8]):.1f} dB, 30 to 90 Hz {rain[5] - rain[0]:.0f} dB below"
    wind = spectrum_db(render(Recipe((Layer("wind"),)), seconds=20, seed=1))
    yield f"wind, dB an octave from 140 Hz to 2.5 kHz: {(wind[5] - wind[1]) / np.log2(2_400 / 134):.1f}"
    for size in (0.2, 0.5, 0.9):
        apart = np.diff(crests(render(Recipe((Layer("sea", size=size),)), seconds=90, seed=1)))
        yield f"sea of size {size}: {apart.mean():.1f} s between waves, {apart.min():.1f} to {apart.max():.1f}"
    for speed_of in (1.0, 1.5):
        walked = render(Recipe((Layer("footsteps", speed=speed_of),)), seconds=20, seed=1)
        yield f"footsteps at {speed_of}: {pulse_hz(walked, 1.2, 4):.2f} a second, {len(onsets(walked))} heard in 20 s"
    heart = render(Recipe((Layer("heartbeat"),)), seconds=20, seed=1)
    yield f"heart: {60 * pulse_hz(heart, 0.7, 1.6):.0f} a minute"


def picture(sound: Sound, path: Path) -> None:
    """A spectrogram over 75 dB, 30 Hz to 20 kHz on a logarithmic scale, as PNG."""
    width, height = PICTURE
    hz, _, power = signal.spectrogram(sound.mean(axis=1), RATE, nperseg=2_048, noverlap=1_536)
    rows = np.geomspace(20_000, 30, height)
    level = 10 * np.log10(power[np.searchsorted(hz, rows).clip(0, len(hz) - 1)] + 1e-14)
    grey = np.clip((level - level.max() + 75) / 75 * 255, 0, 255).astype(np.uint8)
    Image.fromarray(grey).resize((width, height)).save(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--pictures", type=Path)
    options = parser.parse_args()
    speed()
    told_apart(options.seeds)
    print("\n".join(facts()))
    if options.pictures:
        options.pictures.mkdir(parents=True, exist_ok=True)
        for kind in KINDS:
            picture(of_kind(kind, 1), options.pictures / f"{kind}.png")


if __name__ == "__main__":
    main()
