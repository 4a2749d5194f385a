"""Of which pieces a film is made: what is copied as it is, what is coded anew, and what is mixed of two clips."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

import numpy as np

from reklamai.media.film.facts import Clip, Track
from reklamai.media.film.headers import is_complete, merged
from reklamai.media.film.model import CUT, DIPS, Join
from reklamai.media.finish.source import BT601, BT709, FULL, HDR, HIGH_DEFINITION, UNKNOWN

BT601_ALIKE: Final = (BT601, 5)
"""Of FFmpeg's colour spaces: SMPTE 170M and BT.470 BG have one matrix."""
PROFILES: Final = frozenset({"Constrained Baseline", "Baseline", "Main", "High"})
"""Of H.264, with 8 bits and 4:2:0: what every browser, phone and television decodes."""
WORTH_COPYING_S: Final = 1.0
"""Of a clip with a join beside it: a shorter stretch is coded anew sooner than it is cut out."""


@dataclass(frozen=True, slots=True)
class Target:
    """What all of a film has in common."""

    size: tuple[int, int]
    fps: Fraction


@dataclass(frozen=True, slots=True)
class Colour:
    """What a stream says of its colours, in FFmpeg's numbers, and how they are to be taken."""

    reach: int = 1
    primaries: int = BT709
    transfer: int = BT709
    space: int = BT709
    matrix: Literal["bt601", "bt709"] = "bt709"


BROADCAST: Final = Colour()


@dataclass(frozen=True, slots=True)
class Fade:
    """Pictures that come out of a colour or go into it."""

    way: Literal["in", "out"]
    first: int
    """Frame of the clip."""
    frames: int
    colour: str


@dataclass(frozen=True, slots=True)
class Copied:
    """Pictures of a clip, from one number to before another, as they are coded."""

    clip: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Encoded:
    """Pictures of a clip, coded anew."""

    clip: int
    first: int
    last: int
    fades: tuple[Fade, ...] = ()


@dataclass(frozen=True, slots=True)
class Mixed:
    """Pictures of the end of a clip and of the beginning of the next, both at once."""

    clip: int
    """The earlier of the two."""
    first: int
    """Of its pictures; of the next the first one."""
    frames: int
    join: Join


Piece = Copied | Encoded | Mixed


def planned(clips: Sequence[Clip], joins: Sequence[Join], target: Target, kept: Collection[int]) -> list[Piece]:
    """The pieces of a film, one after another. kept: the clips whose pictures may be copied."""
    pieces: list[Piece] = []
    for place, clip in enumerate(clips):
        before = joins[place - 1] if place else CUT
        after = joins[place] if place < len(joins) else CUT
        if before.overlaps:
            frames = before.frames(target.fps)
            pieces.append(Mixed(place - 1, clips[place - 1].source.frames - frames, frames, before))
        pieces += _body(place, clip, before, after, target.fps, copied=place in kept)
    return pieces


def keepable(clips: Sequence[Clip], target: Target) -> set[int]:
    """Clips that may be copied into one film: those that are like it, and whose decoders' words go together."""
    heads: list[bytes] = []
    kept: set[int] = set()
    colours: set[Colour | None] = set()
    for place, clip in enumerate(clips):
        track = clip.pictures
        if fits(clip, target) and merged([*heads, track.header]) is not None and colours <= {colour_of(track)}:
            heads.append(track.header)
            kept.add(place)
            colours.add(colour_of(track))
    return kept


def fits(clip: Clip, target: Target) -> bool:
    """Whether pictures of a clip may stand in the film as they are coded, and play everywhere."""
    track, source = clip.pictures, clip.source
    width, height, pixels, shape, *_ = track.shape
    plain = track.codec == "h264" and track.profile in PROFILES and pixels == "yuv420p" and colour_of(track) is not None
    upright = shape == 1 and not source.turned and (width, height) == source.size == target.size
    steady = clip.rate == target.fps and len(track.times) == source.frames and is_even(track)
    return plain and upright and steady and track.whole and is_complete(track.header, track.fronts)


def colour_of(track: Track) -> Colour | None:
    """What a clip says of its colours; None for what not everybody shows rightly."""
    reach, primaries, transfer, matrix = track.colours
    if reach == FULL or transfer in HDR or matrix not in (BT709, UNKNOWN, *BT601_ALIKE):
        return None
    height = min(int(str(side)) for side in track.shape[:2])
    early = matrix in BT601_ALIKE or (matrix == UNKNOWN and height < HIGH_DEFINITION)
    return Colour(reach, primaries, transfer, matrix, "bt601" if early else "bt709")


def is_even(track: Track) -> bool:
    """Whether pictures follow one another evenly from the beginning on, the first of them for itself."""
    if len(track.times) > 1 and not track.step:
        return False
    return bool(track.times[0] == 0 and track.times.min() == 0 and track.keys[0])


def _body(place: int, clip: Clip, before: Join, after: Join, fps: Fraction, *, copied: bool) -> Iterator[Piece]:
    """What is left of a clip between the mixed pictures beside it."""
    count = clip.source.frames
    first = before.frames(fps) if before.overlaps else 0
    last = count - (after.frames(fps) if after.overlaps else 0)
    fades = tuple(_fades(before, after, count, fps))
    if first >= last:
        return
    clear = first + sum(each.frames for each in fades if each.way == "in")
    till = last - sum(each.frames for each in fades if each.way == "out")
    begins, ends = _copied(clip.pictures, clear, till) if copied else (0, 0)
    if begins >= ends or (ends - begins < WORTH_COPYING_S * fps and (begins, ends) != (0, count)):
        yield Encoded(place, first, last, fades)
        return
    if first < begins:
        yield Encoded(place, first, begins, tuple(each for each in fades if each.way == "in"))
    yield Copied(place, begins, ends)
    if ends < last:
        yield Encoded(place, ends, last, tuple(each for each in fades if each.way == "out"))


def _fades(before: Join, after: Join, count: int, fps: Fraction) -> Iterator[Fade]:
    if before.style in DIPS:
        yield Fade("in", 0, before.frames(fps) // 2, DIPS[before.style])
    if after.style in DIPS:
        half = after.frames(fps) // 2
        yield Fade("out", count - half, half, DIPS[after.style])


def _copied(track: Track, first: int, last: int) -> tuple[int, int]:
    """The longest stretch between two numbers that needs no picture outside it: from a key frame to before another."""
    places = track.places
    before = np.concatenate([[-1], np.maximum.accumulate(places)[:-1]])
    # a key frame that pictures shown before it refer to is no place to cut
    cuts = np.flatnonzero(track.keys & (places == np.arange(len(places))) & (before < places))
    cuts = np.append(cuts, len(places))
    cuts = cuts[(cuts >= first) & (cuts <= last)]
    return (int(cuts[0]), int(cuts[-1])) if len(cuts) else (0, 0)
