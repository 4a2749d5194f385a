"""Masters in numbers: gradients through every format, smoothing, enlarging, frames a second and bytes.

Run: `python -m tests.benchmarks.bench_masters`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter, process_time

import cv2
import numpy as np
import tifffile
from skimage.metrics import peak_signal_noise_ratio

from reklamai.media.masters.deband import debanded
from reklamai.media.masters.export import export
from reklamai.media.masters.formats import FORMATS
from reklamai.media.masters.stills import save_picture16
from reklamai.media.masters.truth import true_depth
from reklamai.media.masters.upscale import upscaled
from tests.media.masters.scenes import (
    PHOTOS,
    clip,
    decoded_luma,
    eight,
    gradient,
    longest_run,
    luma,
    photo,
    sixteen,
    smooth_error,
    written,
)  # fmt: skip

FRAMES = 24


def pictures(folder: Path) -> None:
    ideal = gradient()
    for suffix in (".png", ".tif"):
        path = folder / f"master{suffix}"
        start = perf_counter()
        save_picture16(ideal.astype(np.float32), path)
        taken = perf_counter() - start
        found = tifffile.imread(path) if suffix == ".tif" else cv2.imread(str(path), -1)[..., ::-1]
        row = found[360, :, 1]
        print(
            f"{suffix:16} {len(np.unique(row)):5} levels, run {longest_run(row):3}, error "
            f"{smooth_error(luma(found / 65535), luma(ideal)):.3f}e-4, {taken:.2f} s"
        )


def clips(folder: Path) -> None:
    ideal = gradient()
    for key in ("prores_hq", "hevc10", "h264"):
        for name, frame in (("float", ideal.astype(np.float32)), ("8 bit", eight(ideal))):
            path = folder / f"{name[0]}_{key}{FORMATS[key].suffix}"
            start = perf_counter()
            written(path, key, frame, frames=FRAMES)
            taken = perf_counter() - start
            found, bits = decoded_luma(path)
            codes = np.rint(found[360] * 219 * 2 ** (bits - 8))
            print(
                f"{key:10} {name:6} {len(np.unique(codes)):4} levels, run {longest_run(codes):3}, error "
                f"{smooth_error(found, luma(ideal)):.2f}e-4, {FRAMES / taken:.1f} frames/s, {true_depth(path)}"
            )


def exports(folder: Path) -> None:
    large = cv2.resize(photo("coffee.png"), (1400, 900))
    source = clip(folder / "pan.mp4", [large[each : 720 + each, 2 * each : 1280 + 2 * each] for each in range(FRAMES)])
    for key in [each.key for each in FORMATS.values() if "clip" in each.kinds]:
        start = perf_counter()
        made = export(source, key, out_dir=folder)
        taken = perf_counter() - start
        weight = made.path.stat().st_size / FRAMES / 1e3
        print(f"export {key:16} {FRAMES / taken:5.1f} frames/s of 720p, {weight:.0f} kB each")


def smoothing() -> None:
    for name, high in (("0.1-0.3", 0.3), ("0.1-0.14", 0.14)):
        ideal = gradient(high=high)[..., 1]
        before = np.ascontiguousarray(sixteen(np.rint(ideal * 255) / 255))
        start = process_time()
        after = debanded(before, step=257)
        taken = process_time() - start
        print(
            f"bands {name:8} run {longest_run(before[360])} -> {longest_run(after[360])}, error "
            f"{smooth_error(before / 65535, ideal):.2f} -> {smooth_error(after / 65535, ideal):.2f}e-4, "
            f"{taken / before.size * 1e9:.0f} ms/MP"
        )


def enlarging() -> None:
    gains, pixels, taken = [], 0, 0.0
    for name in PHOTOS:
        truth = photo(name)[: photo(name).shape[0] // 2 * 2, : photo(name).shape[1] // 2 * 2]
        size = truth.shape[1], truth.shape[0]
        small = cv2.resize(truth, (size[0] // 2, size[1] // 2), interpolation=cv2.INTER_AREA)
        start = process_time()
        made = upscaled(small, size)
        taken, pixels = taken + process_time() - start, pixels + size[0] * size[1]
        plain = cv2.resize(small, size, interpolation=cv2.INTER_LANCZOS4)
        gains.append(peak_signal_noise_ratio(truth, made) - peak_signal_noise_ratio(truth, plain))
    spread = f"{np.mean(gains):+.3f} dB ({min(gains):+.2f} to {max(gains):+.2f})"
    print(f"enlarged twice: {spread}, {taken / pixels * 1e9:.0f} ms/MP")


def main() -> None:
    enlarging()
    smoothing()
    with tempfile.TemporaryDirectory() as folder:
        pictures(Path(folder))
        clips(Path(folder))
        exports(Path(folder))


if __name__ == "__main__":
    main()
