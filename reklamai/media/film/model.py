"""The words of joined clips: what a join is, and what comes of clips and joins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final, Literal, get_args

from reklamai.core.errors import BadInput

JoinStyle = Literal[
    "cut", "crossfade", "dip_black", "dip_white", "wipe_left", "wipe_right", "wipe_up", "wipe_down", "luma_wipe",
    "flow", "face", "whip", "zoom", "auto",
]  # fmt: skip
JOIN_STYLES: Final[tuple[JoinStyle, ...]] = get_args(JoinStyle)
DIPS: Final = {"dip_black": "black", "dip_white": "white"}
"""Joins that leave the length as it is, and the colour they go through."""
SHORTEST, LONGEST = 0.2, 2.0
"""Seconds of a join."""
MOST_CLIPS = 100


@dataclass(frozen=True, slots=True)
class Join:
    """How one clip becomes the next; `seconds` is 0 for a cut and 0.2..2.0 for all else."""

    style: JoinStyle = "cut"
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if self.style not in JOIN_STYLES:
            raise BadInput("There is no such join.", style=self.style)
        if self.style == "cut" and self.seconds != 0:
            raise BadInput("A cut takes no time.", seconds=self.seconds)
        if self.style != "cut" and not SHORTEST <= self.seconds <= LONGEST:
            raise BadInput("A join lasts from 0.2 to 2 seconds.", seconds=self.seconds)

    def __str__(self) -> str:
        return "cut" if self.style == "cut" else f"{self.style}:{self.seconds:g}"

    @property
    def overlaps(self) -> bool:
        """Whether both clips are seen at once, so that the whole becomes shorter by it."""
        return self.style != "cut" and self.style not in DIPS

    def frames(self, fps: Fraction) -> int:
        """How many frames it lasts, at least two and even for a dip: it goes out and in for equally many."""
        if self.style in DIPS:
            return 2 * max(1, round(Fraction(self.seconds) * fps / 2))
        return 0 if self.style == "cut" else max(2, round(Fraction(self.seconds) * fps))


CUT: Final = Join()


def parse(text: str) -> Join:
    """The join that `str(join)` wrote: "cut", "crossfade:0.5"; a cut may have a length, which it does not take.

    Raises: BadInput for anything else.
    """
    style, _, seconds = text.strip().partition(":")
    try:
        length = float(seconds or 0)
    except ValueError as error:
        raise BadInput("There is no such join.", join=text) from error
    if style == "cut":
        return CUT
    return Join(style, length)  # type: ignore[arg-type]  # the join itself refuses a word it does not know


def length(frames: Sequence[int], joins: Sequence[Join], *, fps: Fraction) -> int:
    """How many frames clips of so many frames have, joined: their sum without the overlaps.

    frames: of each clip at the film's rate; joins: one fewer than clips.
    Raises: BadInput if there are too few or too many, or if a clip is shorter than twice a join beside it.
    """
    if not 1 <= len(frames) <= MOST_CLIPS:
        raise BadInput("A film is made of 1 to 100 clips.", clips=len(frames))
    if len(joins) != len(frames) - 1:
        raise BadInput("There is one join between two clips.", clips=len(frames), joins=len(joins))
    overlap = 0
    for place, joining in enumerate(joins):
        lasting = joining.frames(fps)
        for clip in (place, place + 1):
            if 2 * lasting > frames[clip]:
                raise BadInput(
                    "A clip is shorter than twice the join beside it.",
                    clip=clip + 1, seconds=round(float(frames[clip] / fps), 2), join=str(joining),
                )  # fmt: skip
        overlap += lasting if joining.overlaps else 0
    return sum(frames) - overlap


@dataclass(frozen=True, slots=True)
class JoinedFilm:
    """What became of clips and joins."""

    path: Path
    size: tuple[int, int]
    """Width and height, pixels."""
    fps: Fraction
    frames: int
    seconds: float
    has_sound: bool
    copied: bool
    """Whether no frame was coded anew."""
    normalised: tuple[int, ...]
    """Which clips, from 0, had to be brought to the format of the film."""
