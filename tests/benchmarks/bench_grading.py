"""What a colour profile costs, and how far the fast ways are from the exact one.

Run: `python -m tests.benchmarks.bench_grading`. One core; errors are CIEDE2000 by scikit-image, on two photos.
"""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import cv2
import numpy as np
from skimage import color, data

from reklamai.media.grading.apply import FrameGrade, graded
from reklamai.media.grading.frames import coded, shown
from reklamai.media.grading.profiles import PROFILES, shifted
from reklamai.media.i420 import planes
from reklamai.media.types import AnyArray, FloatPicture, Picture

SIZE = 1920, 1080
TIMES = 9


def milliseconds(work: Callable[[], object]) -> float:
    """The best of several runs: others share the machine."""
    work()
    taken = []
    for _ in range(TIMES):
        start = process_time()
        work()
        taken.append(process_time() - start)
    return min(taken) * 1000


def codes(frame: AnyArray) -> FloatPicture:
    """Y, U, V of every pixel of an I420 frame."""
    y, u, v = planes(frame)
    size = y.shape[1], y.shape[0]
    wide = (cv2.resize(plane, size, interpolation=cv2.INTER_NEAREST) for plane in (u, v))
    return np.stack([y, *wide], axis=-1).astype(np.float32)


def away(key: str, picture: Picture) -> tuple[AnyArray, AnyArray]:
    """Differences of a picture and of a frame under a profile to the exact colours, for every pixel."""
    exact = color.rgb2lab(shifted(key, picture.astype(np.float32) / 255))
    still = color.deltaE_ciede2000(exact, color.rgb2lab(graded(picture, key)))
    frame = cv2.cvtColor(picture, cv2.COLOR_RGB2YUV_I420)
    plain = codes(frame)
    wanted = coded(PROFILES[key](shown(plain)))
    # a frame has one colour for four pixels, however it is graded: that of their mean light
    half = picture.shape[1] // 2, picture.shape[0] // 2
    mean = cv2.resize(plain[..., 0], half, interpolation=cv2.INTER_AREA)
    plain[..., 0] = cv2.resize(mean, picture.shape[1::-1], interpolation=cv2.INTER_NEAREST)
    wanted[..., 1:] = coded(PROFILES[key](shown(plain)))[..., 1:]
    FrameGrade(key).apply(frame)
    return still, color.deltaE_ciede2000(color.rgb2lab(shown(wanted)), color.rgb2lab(shown(codes(frame))))


def main() -> None:
    cv2.setNumThreads(1)
    photos = [np.ascontiguousarray(photo[:400, :512]) for photo in (data.astronaut(), data.coffee())]
    large = cv2.resize(photos[0], SIZE)
    frame = cv2.cvtColor(large, cv2.COLOR_RGB2YUV_I420)
    deep = large.astype(np.float32) / 255
    grade = FrameGrade("teal_orange")
    print(f"1080p frame, I420      {milliseconds(lambda: grade.apply(frame)):7.1f} ms")
    print(f"1080p picture, 8 bits  {milliseconds(lambda: graded(large, 'teal_orange')):7.1f} ms")
    print(f"1080p picture, float   {milliseconds(lambda: graded(deep, 'teal_orange')):7.1f} ms")
    print(f"{'':17} picture: mean  99.9 %   worst   frame: mean  99.9 %   worst")
    for key in PROFILES:
        told = ""
        for part in zip(*(away(key, photo) for photo in photos), strict=True):
            every = np.concatenate([each.ravel() for each in part])
            told += f"{every.mean():14.2f} {np.percentile(every, 99.9):7.2f} {every.max():7.2f} "
        print(f"{key:17}{told}")


if __name__ == "__main__":
    main()
