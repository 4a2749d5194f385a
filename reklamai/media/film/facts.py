"""What a clip is, down to its packets: enough to say whether it may be copied, without decoding more than a frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.stream import VideoStream

from reklamai.core.errors import MediaError
from reklamai.media.finish.source import Source, source_in
from reklamai.media.probe import opened
from reklamai.media.types import AnyArray

FRONT: Final = 1024
"""Bytes; parameter sets are a few dozen."""
MOST_FRONTS: Final = 500
"""Key frames that are looked at: of a clip of ten minutes with one a second nearly all."""


@dataclass(frozen=True, slots=True)
class Track:
    """One stream of a clip and when each of its packets is shown or heard."""

    index: int
    """Of the stream in its file."""
    codec: str
    profile: str
    shape: tuple[object, ...]
    """What two streams must have alike to be one, besides their codec: size and colours, or rate and channels."""
    header: bytes
    """The decoder's own words about the stream, as the container keeps them."""
    base: Fraction
    """Seconds of one tick."""
    times: AnyArray
    """(N,) int64 ticks, in the order of the packets."""
    keys: AnyArray
    """(N,) bool: what can be decoded without what comes before."""
    whole: bool
    """Whether the container shows every packet: none is cut away by an edit list, none is broken."""
    fronts: tuple[bytes, ...] = ()
    """The first bytes of key frames, where an encoder may have put words to the decoder."""

    @property
    def colours(self) -> tuple[int, ...]:
        """Range, primaries, transfer and matrix of pictures, in FFmpeg's numbers."""
        return tuple(int(str(each)) for each in self.shape[4:])

    @property
    def step(self) -> int:
        """Ticks from each picture to the next; 0 if they are not all as far apart."""
        apart = np.diff(np.sort(self.times))
        if len(apart) == 0:
            return 0
        return int(apart[0]) if apart[0] > 0 and np.all(apart == apart[0]) else 0

    @property
    def places(self) -> AnyArray:
        """(N,) which picture of the clip each packet is, from 0, where they are evenly apart."""
        return np.asarray((self.times - self.times.min()) // max(1, self.step), np.int64)

    @property
    def moments(self) -> AnyArray:
        """(N,) float64 seconds at which pictures are shown, in their order; 0 is the beginning of the clip."""
        return np.asarray(np.sort(self.times) * float(self.base), np.float64)


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip looked at."""

    source: Source
    """What its frames are once they are read."""
    pictures: Track
    sound: Track | None
    rate: Fraction
    """Frames a second as they are coded, if they are evenly apart; else what it is read at."""


def look(path: Path, *, fps: Fraction | None = None) -> Clip:
    """Look at a clip that is to be read at `fps`, or else at its own steady rate; its packets are read, one is decoded.

    Raises: MediaError if it is broken, cut off, or not a clip.
    """
    with opened(path) as container:
        # packets first: after a seek the first one of sound, which lies before the beginning, may be missing
        pictures, sound = _tracks(container)
        if pictures is None:
            raise MediaError("The clip holds no frame that can be read.", file=path.name)
        container.seek(0)
        source = _whole(source_in(container, path, fps=fps), pictures)
    rate = 1 / (pictures.step * pictures.base) if pictures.step else source.fps
    return Clip(source, pictures, sound, rate)


def _whole(source: Source, pictures: Track) -> Source:
    """The source with its last picture: a clip of a varying rate often says that it lasts no time at all."""
    if len(pictures.times) < 2 or pictures.step:
        return source
    return replace(source, frames=max(source.frames, round(float(pictures.moments[-1]) * float(source.fps)) + 1))


def tracks_of(path: Path) -> tuple[Track | None, Track | None]:
    """Pictures and sound of a file, by their packets alone. Raises MediaError if it is broken."""
    with opened(path) as container:
        return _tracks(container)


def _tracks(container: InputContainer) -> tuple[Track | None, Track | None]:
    pictures = [each for each in container.streams.video if not each.disposition & Disposition.attached_pic]
    streams: list[VideoStream | AudioStream] = [*pictures[:1], *container.streams.audio[:1]]
    read: dict[int, _Packets] = {stream.index: _Packets() for stream in streams}
    for packet in container.demux(streams):
        if packet.size:
            read[packet.stream.index].add(packet)
    made = [_track(stream, read[stream.index], container.start_time or 0) for stream in streams]
    return (
        next((each for each in made if pictures and each.index == pictures[0].index and len(each.times)), None),
        next((each for each in made if not pictures or each.index != pictures[0].index), None),
    )


class _Packets:
    """What is kept of a stream's packets."""

    def __init__(self) -> None:
        self.times: list[int] = []
        self.keys: list[bool] = []
        self.whole = True
        self.fronts: dict[bytes, None] = {}

    def add(self, packet: Packet[Any]) -> None:
        self.whole &= packet.pts is not None and not packet.is_corrupt and not (packet.is_discard and packet.pts >= 0)
        self.times.append(packet.pts or 0)
        self.keys.append(packet.is_keyframe)
        if packet.is_keyframe and isinstance(packet.stream, VideoStream) and len(self.fronts) < MOST_FRONTS:
            self.fronts[bytes(memoryview(packet)[:FRONT])] = None


def _track(stream: VideoStream | AudioStream, read: _Packets, begins: int) -> Track:
    context, base = stream.codec_context, stream.time_base or Fraction(1, 1_000_000)
    # counted from the beginning of the clip, where its first sound or picture is
    times = np.array(read.times, np.int64) - max(0, round(Fraction(begins, 1_000_000) / base))
    return Track(
        stream.index, context.codec.canonical_name, stream.profile or "", _told(stream),
        bytes(context.extradata or b""), base, times, np.array(read.keys, bool), read.whole, tuple(read.fronts),
    )  # fmt: skip


def _told(stream: VideoStream | AudioStream) -> tuple[object, ...]:
    if isinstance(stream, AudioStream):
        sound = stream.codec_context
        return sound.sample_rate, sound.layout.name
    picture = stream.codec_context
    return (
        picture.width, picture.height, picture.pix_fmt, stream.sample_aspect_ratio or Fraction(1),
        int(picture.color_range or 0), int(picture.color_primaries or 0), int(picture.color_trc or 0),
        int(picture.colorspace or 0),
    )  # fmt: skip
