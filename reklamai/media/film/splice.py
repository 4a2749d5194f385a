"""Stretches of coded streams laid end to end in one MP4, without decoding: every picture and sound gets a new time."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import av
import av.error
import numpy as np
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Stream

from reklamai.core.errors import MediaError
from reklamai.media.film.facts import Track
from reklamai.media.probe import opened
from reklamai.media.types import AnyArray, Report

if TYPE_CHECKING:
    from av.container.core import Chapter  # there for type checkers alone

TOLD_PACKETS: Final = 200
BITEXACT: Final = 0x400
"""AVFMT_FLAG_BITEXACT: neither a date nor the name of the library."""
FRAME: Final = 1024
"""Samples of an AAC packet."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Some packets of a file's stream: from one number to before another, in the order in which they are coded."""

    path: Path
    track: Track
    first: int = 0
    last: int | None = None

    @property
    def times(self) -> AnyArray:
        return self.track.times[self.first : self.last]

    @property
    def places(self) -> AnyArray:
        """Which picture of the strip each packet is, from 0."""
        places = self.track.places[self.first : self.last]
        return np.asarray(places - places.min(), np.int64)


@dataclass(frozen=True, slots=True)
class Sounding:
    """A stretch of sound, and between which samples of the film it is heard."""

    strip: Strip
    begins: int
    ends: int


def splice(
    out: Path, pictures: Sequence[Strip], sounds: Sequence[Sounding], *, fps: Fraction, header: bytes,
    chapters: Sequence[tuple[str, int, int]] = (), report: Report,
) -> None:  # fmt: skip
    """Write pictures and sounds one after another into the MP4 `out`, its index in front.

    pictures: each begins with a picture that needs none before it. header: for the decoder, of all of them together.
    chapters: words, first frame, frame after the last. The same files give the same bytes. report: "join", 0..1.
    Raises: MediaError if something cannot be read or written; whatever `report` raises, and then `out` is removed.
    """
    total = sum(len(each.times) for each in pictures)
    try:
        with av.open(str(out), "w", format="mp4", options={"movflags": "+faststart"}) as made:
            made.flags |= BITEXACT
            film = _Film(made, pictures, sounds, fps=fps, header=header)
            if chapters:
                made.set_chapters([_chapter(place, *each, fps) for place, each in enumerate(chapters)])
            done = 0
            for _, picture, packet in heapq.merge(film.pictures(), film.sounds(), key=lambda each: each[0]):
                made.mux_one(packet)
                done += picture
                if done % TOLD_PACKETS == 0:
                    report("join", done / total)
    except (av.error.FFmpegError, ValueError) as error:
        out.unlink(missing_ok=True)
        raise MediaError("The film could not be written.", ffmpeg=str(error)[:200]) from error
    except BaseException:
        out.unlink(missing_ok=True)
        raise


class _Film:
    """The packets of a film, each with its place and time in it."""

    def __init__(
        self, made: OutputContainer, pictures: Sequence[Strip], sounds: Sequence[Sounding], *, fps: Fraction,
        header: bytes,
    ) -> None:  # fmt: skip
        self._pictures, self._sounds, self._fps = pictures, sounds, fps
        with opened(pictures[0].path) as container:
            self._video = made.add_stream_from_template(container.streams[pictures[0].track.index])
        self._video.codec_context.extradata = header
        self._video.time_base = 1 / fps
        self._audio: Stream | None = None
        if sounds:
            with opened(sounds[0].strip.path) as container:
                self._audio = made.add_stream_from_template(container.streams[sounds[0].strip.track.index])

    def pictures(self) -> Iterator[tuple[float, int, Packet[Any]]]:
        """Moment, 1 and packet of every picture. A player may not be told to decode a picture after it is shown:
        all are decoded as early as the one that needs it most."""
        ahead = max(_ahead(each) for each in self._pictures)
        begins = coded = 0
        for strip in self._pictures:
            shown = strip.places
            with opened(strip.path) as container:
                for packet, place in zip(_stretch(container, strip), shown, strict=True):
                    packet.stream, packet.time_base = self._video, 1 / self._fps
                    packet.pts, packet.dts, packet.duration = begins + int(place), coded - ahead, 1
                    yield float((coded - ahead) / self._fps), 1, packet
                    coded += 1
            begins += len(shown)

    def sounds(self) -> Iterator[tuple[float, int, Packet[Any]]]:
        """Moment, 0 and packet of all sound, on one grid of whole packets: a stretch may be heard half a packet, 11 ms
        at 48 kHz, before or after its pictures, and the next one is measured anew."""
        if self._audio is None:
            return
        rate = int(str(self._sounds[0].strip.track.shape[0]))
        cursor: int | None = None
        for place, sounding in enumerate(self._sounds):
            strip, after = sounding.strip, self._sounds[place + 1 : place + 2]
            lead = int(strip.times[0])
            cursor = sounding.begins + lead if cursor is None else cursor
            until = after[0].begins + int(after[0].strip.times[0]) - FRAME // 2 if after else sounding.ends
            with opened(strip.path) as container:
                for packet in _stretch(container, strip):
                    if cursor >= until:
                        break
                    packet.stream, packet.time_base = self._audio, Fraction(1, rate)
                    packet.pts = packet.dts = cursor
                    packet.duration = FRAME if after else min(FRAME, until - cursor)
                    yield cursor / rate, 0, packet
                    cursor += FRAME


def _stretch(container: InputContainer, strip: Strip) -> Iterator[Packet[Any]]:
    number, last = 0, len(strip.track.times) if strip.last is None else strip.last
    for packet in container.demux(container.streams[strip.track.index]):
        if packet.size:
            if strip.first <= number < last:
                yield packet
            number += 1
        if number >= last:
            return


def _ahead(strip: Strip) -> int:
    """Frames by which decoding has to run ahead of showing."""
    return int(np.max(np.arange(len(strip.places)) - strip.places))


def _chapter(place: int, words: str, first: int, last: int, fps: Fraction) -> Chapter:
    return {"id": place, "start": first, "end": last, "time_base": 1 / fps, "metadata": {"title": words}}
