"""Clips become one film: copied where that is safe, coded anew where it is not, and proven either way."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from functools import partial
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from reklamai.core.errors import BadInput, MediaError
from reklamai.media.film.facts import Clip, look, tracks_of
from reklamai.media.film.headers import free_id, merged
from reklamai.media.film.model import Join, JoinedFilm, length
from reklamai.media.film.pieces import Coding, encoded, mixed
from reklamai.media.film.plan import BROADCAST, Copied, Encoded, Mixed, Piece, Target, colour_of, keepable, planned
from reklamai.media.film.proof import fault
from reklamai.media.film.sound import laid
from reklamai.media.film.splice import Sounding, Strip, splice
from reklamai.media.film.team import AT_ONCE, Team
from reklamai.media.inbetween.model import Mode
from reklamai.media.types import Report, quiet

SOUND_WEIGHT, MIXED_WEIGHT = 0.05, 4.0
"""Of a frame's sound, and of a frame that is made of two, against one that is only coded anew."""
MADE_SHARE: Final = 0.9
"""Of the whole work; the rest is laying the pieces together."""


def join(
    clips: Sequence[Path], out: Path, *, joins: Sequence[Join], size: tuple[int, int] | None = None,
    fps: Fraction | None = None, chapters: Sequence[str] = (), mode: Mode = "fast", seed: int = 0,
    report: Report = quiet,
) -> JoinedFilm:  # fmt: skip
    """Join clips into the MP4 `out`: H.264, BT.709 limited range, AAC if any clip has sound, index in front.

    joins: one fewer than clips. size, fps: of the film; those of the first clip unless given. chapters: words for each
    clip, or none. mode, seed: of generated pictures. Clips that are like the film are copied without a loss; the others
    are brought to it, whole, with black beside them and silence where they have no sound. The same clips and words give
    the same bytes. Memory does not grow with the length. `report("join", share)` is called from this thread, several
    times a second; when it raises, all ffmpeg are stopped and nothing is left.
    Raises: BadInput for joins that the clips do not allow, or words that are not one for each clip; MediaError for a
    clip that cannot be read, or a film that cannot be written.
    """
    if chapters and len(chapters) != len(clips):
        raise BadInput("There is one chapter for each clip.", clips=len(clips), chapters=len(chapters))
    found, target = looked_at(clips, size=size, fps=fps)
    frames = length([clip.source.frames for clip in found], joins, fps=target.fps)
    report("join", 0.0)
    with TemporaryDirectory(prefix=".join-", dir=out.parent) as folder:
        wrong = ""
        for copying in (True, False):
            film = _Film(found, joins, target, Path(folder), copying=copying)
            made = film.make(frames, chapters=chapters, mode=mode, seed=seed, report=report)
            wrong = fault(made, frames=frames, fps=target.fps, sound=film.sounds, seams=film.seams)
            if not wrong:
                report("join", 1.0)  # may still stop it: then nothing is there
                made.replace(out)
                return film.told(out, frames)
        raise MediaError("The film could not be made as promised.", wrong=wrong)


def looked_at(
    clips: Sequence[Path], *, size: tuple[int, int] | None = None, fps: Fraction | None = None
) -> tuple[list[Clip], Target]:
    """The clips, read at the film's rate, and what the film will be like.

    Raises: BadInput without a clip, or for an odd size; MediaError for a clip that cannot be read, with its number from
    1 in `facts`.
    """
    if not clips:
        raise BadInput("A film is made of 1 to 100 clips.", clips=0)
    first = _look(1, clips[0], fps)
    target = Target(size or first.source.size, fps or first.source.fps)
    if target.size[0] % 2 or target.size[1] % 2 or min(target.size) < 2:
        raise BadInput("Width and height of a film are even.", size=target.size)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        numbers, rates = range(2, len(clips) + 1), [target.fps] * (len(clips) - 1)
        return [first, *pool.map(_look, numbers, clips[1:], rates)], target


def _look(number: int, path: Path, fps: Fraction | None) -> Clip:
    try:
        return look(path, fps=fps)
    except MediaError as error:
        error.facts["clip"] = number
        raise


class _Film:
    """One attempt at a film."""

    def __init__(
        self, clips: Sequence[Clip], joins: Sequence[Join], target: Target, folder: Path, *, copying: bool
    ) -> None:
        self._clips, self._joins, self._target = clips, joins, target
        self._folder, self._copying = folder / str(int(copying)), copying
        self._kept = keepable(clips, target) if copying else set()
        self._pieces = planned(clips, joins, target, self._kept)
        overlaps = [each.frames(target.fps) if each.overlaps else 0 for each in joins]
        lengths = [clip.source.frames - less for clip, less in zip(clips, [*overlaps, 0], strict=True)]
        self._begins = [0, *accumulate(lengths)][:-1]
        self.sounds = any(clip.sound for clip in clips)
        self.seams: list[int] = []

    def make(self, frames: int, *, chapters: Sequence[str], mode: Mode, seed: int, report: Report) -> Path:
        """Write the film into the folder and tell where."""
        self._folder.mkdir()
        strips, sounds = self._made(mode=mode, seed=seed, report=report)
        header = merged([strip.track.header for strip in strips])
        if header is None:
            raise MediaError("The film could not be made as promised.", wrong="headers")
        ends = [*self._begins[1:], frames]
        words = [each for each in zip(chapters, self._begins, ends, strict=False) if each[0]]
        out = self._folder / "film.mp4"
        splice(
            out, strips, sounds, fps=self._target.fps, header=header, chapters=words,
            report=lambda stage, share: report(stage, MADE_SHARE + (1 - MADE_SHARE) * share),
        )  # fmt: skip
        if len({strip.track.header for strip in strips}) > 1:
            self.seams = list(accumulate(len(strip.times) for strip in strips))[:-1]
        return out

    def told(self, path: Path, frames: int) -> JoinedFilm:
        fps, every = self._target.fps, set(range(len(self._clips)))
        copied = all(isinstance(piece, Copied) for piece in self._pieces)
        odd = tuple(sorted(every - self._kept))
        return JoinedFilm(path, self._target.size, fps, frames, float(frames / fps), self.sounds, copied, odd)

    def _made(self, *, mode: Mode, seed: int, report: Report) -> tuple[list[Strip], list[Sounding]]:
        """All pieces and the sound, two things at a time."""
        copied = [self._clips[each.clip].pictures for each in self._pieces if isinstance(each, Copied)]
        colour = colour_of(copied[0]) if copied else None
        coding = Coding(self._target, free_id([track.header for track in copied]), colour or BROADCAST)
        with Team(report, share=MADE_SHARE) as team:
            sound = team.add(self._heard, weight=SOUND_WEIGHT * sum(clip.source.frames for clip in self._clips))
            strips = []
            for number, piece in enumerate(self._pieces):
                make = partial(self._strip, piece, self._folder / f"piece{number}.mp4", coding, mode, seed)
                strips.append(team.add(make, weight=_weight(piece)))
            team.finish()
            return [each.result() for each in strips], sound.result()

    def _heard(self, told: Report) -> list[Sounding]:
        return laid(
            self._clips, self._joins, self._begins, self._target.fps, self._folder, copying=self._copying, report=told
        )

    def _strip(self, piece: Piece, out: Path, coding: Coding, mode: Mode, seed: int, told: Report) -> Strip:
        clip = self._clips[piece.clip]
        if isinstance(piece, Copied):
            return Strip(clip.source.path, clip.pictures, piece.first, piece.last)
        if isinstance(piece, Encoded):
            encoded(piece, clip, coding, out, report=told)
        else:
            mixed(piece, self._clips, coding, out, mode=mode, seed=seed, report=told)
        pictures = tracks_of(out)[0]
        if pictures is None:
            raise MediaError("A clip ends too early.", file=clip.source.path.name)
        return Strip(out, pictures)


def _weight(piece: Piece) -> float:
    if isinstance(piece, Copied):
        return 0
    return MIXED_WEIGHT * piece.frames if isinstance(piece, Mixed) else piece.last - piece.first
