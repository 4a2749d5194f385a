"""Pieces put where they are heard: trimmed, faded, repeated, each lane a stem of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media.mixing.loudness import blocks
from reklamai.media.mixing.model import LANES, OWN, Mix, Piece
from reklamai.media.mixing.scratch import at, decoded, sane, silence, sounding
from reklamai.media.sound import RATE
from reklamai.media.types import AnyArray, Report, Sound

SEAM: Final = RATE // 100
"""Samples over which a repeated sound is led into itself: enough for no click. A loop of whole bars comes 10 ms early
each time, half of what a listener notices in a beat."""
SHORTEST_LOOP: Final = RATE // 20
CUT_FADE: Final = RATE // 250
"""4 ms wherever a sound is cut: without them an edge clicks."""


@dataclass(slots=True)
class Laid:
    """Stems as long as the mix, by lane, and what became of pieces."""

    stems: dict[str, Sound] = field(default_factory=dict)
    unheard: list[int] = field(default_factory=list)
    """Places of pieces of which nothing is heard."""
    cut: list[int] = field(default_factory=list)
    """Places of pieces that would go on after the end of the mix."""


def laid(mix: Mix, folder: Path, *, report: Report) -> Laid:
    """All that is to be heard of a mix, before anything steps back; the stems lie in `folder`.

    Raises: MediaError for a sound that cannot be read, with facts["sound"] its place in `mix.sounds`; whatever `report`
    raises. A clip without sound is silent.
    """
    made, length = Laid(), round(mix.seconds * RATE)
    solo = any(mix.lane(name).solo for name in LANES)
    lanes = {name for name in LANES if not mix.lane(name).mute and (mix.lane(name).solo or not solo)}
    for number, path in enumerate(mix.sounds):
        pieces = [(place, each) for place, each in enumerate(mix.pieces) if each.path == path and each.lane in lanes]
        if pieces:
            sound, first = _read(pieces, number, mix, folder, report=report)
            for place, piece in pieces:
                if piece.lane not in made.stems:
                    made.stems[piece.lane] = silence(folder / f"{piece.lane}.raw", length)
                _place(made, place, piece, _taken(piece, sound, first), mix)
            (folder / "read.raw").unlink()
    if mix.own is not None and not solo and sounding(mix.own):
        made.stems[OWN] = _own(mix, mix.own, folder, report=report)
    return made


def _read(
    pieces: list[tuple[int, Piece]], number: int, mix: Mix, folder: Path, *, report: Report
) -> tuple[Sound, float]:
    """What its pieces need of a sound, and from which second of it on that is."""
    first = min(piece.from_s for _, piece in pieces)
    last = max(min(piece.to_s or np.inf, piece.from_s + mix.seconds) for _, piece in pieces)
    told = at(report, "sounds", number / len(mix.sounds))
    try:
        read = decoded(mix.sounds[number], folder / "read.raw", first_s=first, seconds=last - first, report=told)
    except MediaError as error:
        error.facts["sound"] = number
        raise
    return read, first


def _taken(piece: Piece, sound: Sound, first: float) -> Sound:
    start = round((piece.from_s - first) * RATE)
    return sound[start:] if piece.to_s is None else sound[start : round((piece.to_s - first) * RATE)]


def _place(made: Laid, place: int, piece: Piece, sound: Sound, mix: Mix) -> None:
    stem, start = made.stems[piece.lane], round(piece.starts_s * RATE)
    until = min(len(stem), round(piece.until_s * RATE) if piece.until_s is not None else len(stem))
    repeated = piece.loop and len(sound) >= SHORTEST_LOOP
    ends = until if repeated else min(until, start + len(sound))
    if ends <= start or not len(sound):
        made.unheard.append(place)
        return
    if not repeated and piece.until_s is None and start + len(sound) > len(stem) + CUT_FADE:
        made.cut.append(place)
    gain = 10 ** ((piece.gain_db + mix.lane(piece.lane).gain_db) / 20)
    fades = _fades(piece, ends - start, cut=ends - start < len(sound) or piece.to_s is not None or repeated)
    for begins, part in _parts(sound, ends - start, repeated=repeated):
        shares = _shares(begins, len(part), ends - start, *fades)
        stem[start + begins : start + begins + len(part)] += part * np.float32(gain) * shares


def _fades(piece: Piece, length: int, *, cut: bool) -> tuple[int, int]:
    comes = max(round(piece.fade_in_s * RATE), CUT_FADE if piece.from_s > 0 else 0)
    goes = max(round(piece.fade_out_s * RATE), CUT_FADE if cut else 0)
    return min(comes, length), min(goes, length)


def _parts(sound: Sound, length: int, *, repeated: bool) -> Iterator[tuple[int, AnyArray]]:
    """The samples of a piece and where in it they are heard; where it comes round again two parts overlap."""
    seam = SEAM if repeated else 0
    rise = np.sin((np.arange(seam, dtype=np.float32) + 0.5) / max(1, seam) * np.pi / 2)[:, None].astype(np.float32)
    for start in range(0, length, len(sound) - seam):
        for block in blocks(min(len(sound), length - start)):
            part = sane(sound[block])
            if seam and start and block.start == 0:
                part[:seam] *= rise[: len(part)]
            if seam and block.stop > len(sound) - seam:
                # of a tail that two blocks share, or that the end of the piece cuts off, only what is there
                first = max(block.start, len(sound) - seam)
                part[first - block.start :] *= rise[::-1][first - len(sound) + seam :][: block.stop - first]
            yield start + block.start, part
        if not repeated:
            return


def _shares(begins: int, count: int, length: int, comes: int, goes: int) -> AnyArray:
    """(count, 1) of equal power: fading in from 0, out up to `length`."""
    samples = np.arange(begins, begins + count)
    share = np.ones(count, np.float32)
    if comes and begins < comes:
        share *= np.sin(np.clip((samples + 0.5) / comes, 0, 1) * np.pi / 2)
    if goes and begins + count > length - goes:
        share *= np.sin(np.clip((length - samples - 0.5) / goes, 0, 1) * np.pi / 2)
    return share[:, None]


def _own(mix: Mix, clip: Path, folder: Path, *, report: Report) -> Sound:
    stem = silence(folder / f"{OWN}.raw", round(mix.seconds * RATE))
    sound = decoded(clip, folder / "read.raw", seconds=mix.seconds, report=at(report, "sounds", 1.0))
    for block in blocks(min(len(stem), len(sound))):
        stem[block] = sane(sound[block]) * np.float32(10 ** (mix.own_gain_db / 20))
    (folder / "read.raw").unlink()
    return stem
