"""The captions of a mix as files, for a page's player and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from reklamai.media.captions.cues import Cue, cues
from reklamai.media.captions.files import as_srt, as_webvtt
from video.caption_content import USUAL
from video.models import SoundPart
from video.selectors.mixes import SoundBoard
from video.sound_words import said_of

TYPES: Final[Mapping[str, str]] = {"srt": "application/x-subrip", "vtt": "text/vtt"}
PARTS: Final[Mapping[str, str]] = {"animatic": SoundPart.PREVIEW, "film": SoundPart.MIX}
"""Of which clip, by the word of an address: a clip that is no storyboard's counts as a film."""


def captions_file(board: SoundBoard, form: str, *, of: str = "") -> str:
    """All that is said, as a whole file of one of `TYPES`, at its times in the animatic or the film.

    of: of `PARTS`, else whatever there is, the film first. Raises NotFound for another.
    """
    part = PARTS.get(of) if of else (SoundPart.MIX if board.result_of else SoundPart.PREVIEW)
    if part is None:
        raise NotFound(_("There is no such clip yet."))
    clip = board.clip_for(part)
    ends = (clip.duration_s if clip else None) or board.target_s
    return writer(board)[form](cues(said_of(board, part), tall=is_tall(board, part), until=ends))


def writer(board: SoundBoard) -> dict[str, Callable[[Iterable[Cue]], str]]:
    place = board.mix.captions.get("place", USUAL["place"])
    return {"srt": as_srt, "vtt": lambda found: as_webvtt(found, place=place)}


def is_tall(board: SoundBoard, part: str) -> bool:
    if clip := board.clip_for(part):
        return (clip.height or 0) > (clip.width or 0)
    width, height = (float(side) for side in board.mix.film.aspect_ratio.split(":")) if board.mix.film else (16, 9)
    return height > width
