"""What a clip is, down to its packets: enough to say whether it may be copied, without decoding more than a frame."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from reklamai.core.errors import MediaError
from reklamai.media.finish.source import Source, source_in
from reklamai.media.probe import opened
from reklamai.media.types import AnyArray


@dataclass(frozen=True, slots=True)
class Track:
    """One stream of a clip and when each of its packets is shown or heard."""

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

    @property
    def step(self) -> int:
        """Ticks from each picture to the next; 0 if they are not all as far apart."""
        apart = np.diff(np.sort(self.times))
        if len(apart) == 0:
            return 0
        return int(apart[0]) if apart[0] > 0 and np.all(apart == apart[0]) else 0

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
        source = source_in(container, path, fps=fps)
        found = [each for each in container.streams.video if not each.disposition & Disposition.attached_pic]
        pictures, sound = _tracks(container, found[0], container.streams.audio[0] if container.streams.audio else None)
    if not len(pictures.times):
        raise MediaError("The clip holds no frame that can be read.", file=path.name)
    rate = 1 / (pictures.step * pictures.base) if pictures.step else source.fps
    return Clip(source, pictures, sound, rate)


def _tracks(container: InputContainer, video: VideoStream, audio: AudioStream | None) -> tuple[Track, Track | None]:
    streams: list[VideoStream | AudioStream] = [video, audio] if audio else [video]
    heads = {stream.index: (_told(stream), bytes(stream.codec_context.extradata or b"")) for stream in streams}
    times: dict[int, list[int]] = {stream.index: [] for stream in streams}
    keys: dict[int, list[bool]] = {stream.index: [] for stream in streams}
    broken: set[int] = set()
    begins = container.start_time or 0
    container.seek(0)
    for packet in container.demux(streams):
        if packet.size == 0:
            continue
        index = packet.stream.index
        if packet.pts is None or packet.is_corrupt or packet.is_discard:
            broken.add(index)
        times[index].append(packet.pts if packet.pts is not None else 0)
        keys[index].append(packet.is_keyframe)
    made = [
        Track(
            stream.codec_context.codec.canonical_name, stream.profile or "", *heads[stream.index],
            stream.time_base or Fraction(1, 1_000_000), _from(times[stream.index], stream, begins),
            np.array(keys[stream.index], bool), stream.index not in broken,
        )
        for stream in streams
    ]  # fmt: skip
    return made[0], made[1] if audio else None


def _from(times: list[int], stream: VideoStream | AudioStream, begins: int) -> AnyArray:
    """Ticks counted from the beginning of the clip, where its first sound or picture is."""
    base = stream.time_base or Fraction(1, 1_000_000)
    return np.array(times, np.int64) - max(0, round(Fraction(begins, 1_000_000) / base))


def _told(stream: VideoStream | AudioStream) -> tuple[object, ...]:
    if isinstance(stream, AudioStream):
        sound = stream.codec_context
        return sound.sample_rate, sound.layout.name
    picture = stream.codec_context
    return (
        picture.width, picture.height, picture.pix_fmt, stream.sample_aspect_ratio or Fraction(1),
        int(picture.color_range or 0), int(picture.colorspace or 2), int(picture.color_trc or 2),
    )  # fmt: skip
