"""Frames of a clip to be looked at, spread over its length, each with its time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from reklamai.core.errors import MediaError
from reklamai.media.probe import opened
from reklamai.media.types import Picture

LEAST: Final = 5
MOST: Final = 9
EACH_S: Final = 2.0
"""Seconds of a clip for one more frame."""
SEEK_BEYOND_S: Final = 3.0
"""A gap up to here is decoded through: key frames lie two seconds apart or more."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One frame of a clip. at_s: seconds from its beginning."""

    at_s: float
    picture: Picture


def samples(path: Path, *, longest: int = 640) -> list[Sample]:
    """5 to 9 frames by length, the middle one first, then ever closer ones; upright, no side over `longest` pixels.

    Raises: MediaError if the clip cannot be read or holds no picture.
    """
    with opened(path) as container:
        if not container.streams.video:
            raise MediaError("The file holds no picture.", file=path.name)
        stream = container.streams.video[0]
        length = _seconds(container, stream)
        count = min(MOST, max(LEAST, round(length / EACH_S)))
        moments = [length * (index + 0.5) / count for index in range(count)]
        found = [Sample(float(frame.time or 0), _pixels(frame, longest)) for frame in _at(container, stream, moments)]
    if not found:
        raise MediaError("The clip holds no frame that can be read.", file=path.name)
    return [found[index] for index in spread(len(found))]


def spread(count: int) -> list[int]:
    """0..count-1, the middle first, then the ends, then always the one farthest from all before."""
    order = [(count - 1) // 2]
    rest = set(range(count)) - set(order)
    while rest:
        farthest = max(sorted(rest), key=lambda each: min(abs(each - taken) for taken in order))
        order.append(farthest)
        rest.remove(farthest)
    return order


def _at(container: InputContainer, stream: VideoStream, moments: list[float]) -> Iterator[VideoFrame]:
    """The first frame at or after each moment, as far as the clip really goes."""
    last: VideoFrame | None = None
    for moment in moments:
        if moment - float((last and last.time) or 0) > SEEK_BEYOND_S:
            container.seek(int(moment * av.time_base), backward=True)
        frame = next((each for each in container.decode(stream) if (each.time or 0) >= moment), None)
        if frame is None:
            break
        last = frame
        yield frame


def _seconds(container: InputContainer, stream: VideoStream) -> float:
    length = float((stream.duration or 0) * (stream.time_base or 0)) or (container.duration or 0) / av.time_base
    return max(0.0, length)


def _pixels(frame: VideoFrame, longest: int) -> Picture:
    scale = min(1.0, longest / max(frame.width, frame.height))
    size = max(2, round(frame.width * scale)), max(2, round(frame.height * scale))
    small = frame.to_ndarray(format="rgb24", width=size[0], height=size[1])
    return np.ascontiguousarray(np.rot90(small, k=round(frame.rotation / 90)))
