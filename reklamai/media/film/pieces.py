"""Pieces of a film coded anew: each a small file with nothing but pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media.ffmpeg import encode, feeding, h264, raw_input
from reklamai.media.film.blend import Blend
from reklamai.media.film.facts import Clip
from reklamai.media.film.plan import BROADCAST, Colour, Encoded, Fade, Mixed, Target
from reklamai.media.finish.reader import FramesReader, raw_frames
from reklamai.media.inbetween.model import Mode
from reklamai.media.types import AnyArray, Report

CRF: Final = 18
PRESET: Final = "veryfast"
ENCODER_THREADS: Final = 4
"""x264 writes other bytes with another number of threads: one number on every machine keeps a film repeatable."""
READER_THREADS: Final = 2
PATIENCE_S: Final = 60.0
FROM_BT709: Final = (
    "scale=in_color_matrix=bt709:out_color_matrix=bt601:in_range=tv:out_range=tv"
    ":flags=bicubic+accurate_rnd+full_chroma_int,format=yuv420p"
)
MISSING_SHARE: Final = 0.02
"""Of a clip's pictures that may be missing at its end, as packets that cannot be decoded; the last one stands."""


@dataclass(frozen=True, slots=True)
class Coding:
    """How pieces are coded: all alike, and so that they stand beside clips that are copied."""

    target: Target
    number: int = 0
    """Tells their parameter sets from those of copied clips."""
    colour: Colour = BROADCAST
    """A decoder that works ahead shows the last frames before a change of it in the wrong colours (FFmpeg, 2026-11)."""

    @property
    def said(self) -> str:
        """Filter before the encoder: what a clip says of itself would go into the decoder's words, and two pieces
        would not go together."""
        told = self.colour
        return (
            f"setsar=1,setparams=field_mode=prog:range={told.reach}:color_primaries={told.primaries}"
            f":color_trc={told.transfer}:colorspace={told.space}:chroma_location=unspecified"
        )

    @property
    def words(self) -> list[str]:
        """For ffmpeg."""
        told = self.colour
        own = ["-x264-params", f"sps-id={self.number}"] if self.number else []
        colours = ["-color_range", f"{told.reach}", "-color_primaries", f"{told.primaries}"]
        colours += ["-color_trc", f"{told.transfer}", "-colorspace", f"{told.space}"]
        coded = h264(self.target.fps, CRF, PRESET)
        return [*coded, *colours, "-threads", str(ENCODER_THREADS), *own, "-bitexact"]


def encoded(piece: Encoded, clip: Clip, coding: Coding, out: Path, *, report: Report) -> None:
    """Write pictures of a clip, brought to the film's format, as the MP4 `out`. Raises as `ffmpeg.encode`."""
    count = piece.last - piece.first
    arguments = reading(clip, piece.first, count, coding, fades=piece.fades)
    encode([*arguments, *coding.words, out], seconds=float(count / coding.target.fps), report=report)


def mixed(
    piece: Mixed, clips: Sequence[Clip], coding: Coding, out: Path, *, mode: Mode, seed: int, report: Report
) -> None:
    """Write pictures made of the end of one clip and the beginning of the next, as the MP4 `out`.

    Raises: MediaError if one of them ends too early or cannot be read; whatever `report` raises.
    """
    target = coding.target
    width, height = target.size
    shape = height * 3 // 2, width
    early = reading(clips[piece.clip], piece.first, piece.frames, coding)
    late = reading(clips[piece.clip + 1], 0, piece.frames, coding)
    blend = Blend(piece.join.style, frames=piece.frames, mode=mode, seed=seed)
    with (
        feeding(
            out, [*raw_input(target.size, target.fps), "-vf", coding.said, *coding.words], shape=shape, dtype=np.uint8
        ) as writer,
        raw_frames([*early, "-pix_fmt", "yuv420p"], shape=shape, patience=PATIENCE_S) as ending,
        raw_frames([*late, "-pix_fmt", "yuv420p"], shape=shape, patience=PATIENCE_S) as beginning,
    ):
        for place in range(piece.frames):
            report("join", place / piece.frames)
            one, other, made = _next(ending), _next(beginning), writer.blank()
            blend.draw(place, one, other, made)
            writer.write(made)
            ending.take_back(one)
            beginning.take_back(other)


def reading(clip: Clip, first: int, count: int, coding: Coding, *, fades: Sequence[Fade] = ()) -> list[str | Path]:
    """ffmpeg's words for so many pictures of a clip from one on, at the film's size and rate."""
    source, fps = clip.source, coding.target.fps
    # a frame at a tenth of its time before it: exactly there the seek could miss it by a rounding
    seek = first > 0 and bool(clip.pictures.step) and clip.rate == fps and clip.pictures.times.min() == 0
    begins = ["-ss", f"{float((first - Fraction(1, 10)) / fps):.6f}"] if seek else []
    skipped = 0 if seek else first
    spare = max(2, round(source.frames * MISSING_SHARE))
    # a clip that lasts less than half a frame of the film would else have none in it
    standing = f"tpad=stop_mode=clone:stop_duration={float(2 / fps):.6f}"
    chain = [standing, source.filters, *_fitted(source.size, coding.target.size), f"tpad=stop_mode=clone:stop={spare}"]
    chain += [f"trim=start_frame={skipped}:end_frame={skipped + count}", "setpts=PTS-STARTPTS"]
    for fade in fades:
        chain.append(f"fade=t={fade.way}:s={fade.first - first}:n={fade.frames}:c={fade.colour}")
    if coding.colour.matrix == "bt601":
        chain.append(FROM_BT709)
    chain.append(coding.said)
    command: list[str | Path] = [*begins, "-threads", str(READER_THREADS), "-i", source.path, "-map", "0:V:0"]
    return [*command, "-an", "-sn", "-dn", "-vf", ",".join(chain), "-fps_mode", "passthrough"]


def _fitted(size: tuple[int, int], room: tuple[int, int]) -> list[str]:
    """Filters that bring a picture into a room of another size, whole, with black beside it."""
    if size == room:
        return []
    factor = min(Fraction(room[0], size[0]), Fraction(room[1], size[1]))
    width, height = (max(2, min(most, round(side * factor / 2) * 2)) for side, most in zip(size, room, strict=True))
    left, top = (room[0] - width) // 4 * 2, (room[1] - height) // 4 * 2
    scaled = f"scale={width}:{height}:flags=bicubic"
    return [scaled, f"pad={room[0]}:{room[1]}:{left}:{top}"] if (width, height) != room else [scaled]


def _next(reader: FramesReader) -> AnyArray:
    frame = reader.read()
    if frame is None:
        raise MediaError("A clip ends too early.")
    return frame
