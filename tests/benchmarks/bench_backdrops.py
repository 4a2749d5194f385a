"""Seconds of one core for each place at 1080p, and for the slowest at 4K.

Run: `python -m tests.benchmarks.bench_backdrops`.
"""

from __future__ import annotations

from time import process_time

from reklamai.media.scene.paint import paint_backdrop
from reklamai.media.words.reading import Place, Reading, Time, Weather


def seconds(place: Place, size: tuple[int, int]) -> float:
    """The longer of a clear day and a rainy night."""
    taken = []
    for time, weather in ((Time.DAY, Weather.CLEAR), (Time.NIGHT, Weather.RAIN)):
        start = process_time()
        paint_backdrop(Reading(place=place, time=time, weather=weather), size=size, seed=1)
        taken.append(process_time() - start)
    return max(taken)


def main() -> None:
    rows = sorted(((seconds(place, (1920, 1080)), place) for place in Place), reverse=True)
    for taken, place in rows:
        print(f"{place:12} {taken:5.2f} s")
    slowest = rows[0][1]
    print(f"{slowest} at 3840x2160: {seconds(slowest, (3840, 2160)):.2f} s")


if __name__ == "__main__":
    main()
