"""The captions of what a board plays: by the words of its speech, else by the times of its shots."""

from __future__ import annotations

from reklamai.media.captions.cues import Cue, cues
from reklamai.media.captions.model import Said
from studio.models import User
from video.models import SoundPart
from video.selectors.boards import Board
from video.selectors.mixes import board_of_sound, mix_under
from video.selectors.reels import Reel
from video.sound_words import said_of


def captions_of(user: User, board: Board, reel: Reel) -> tuple[Cue, ...]:
    """Captions of one clip of a board; a line that nobody speaks yet has the time of its shot."""
    mix = mix_under(user, film=board.film.pk)
    if mix is None:
        said = tuple(Said(line, span.from_s, span.to_s) for span, line in reel.lines)
    else:
        said = said_of(board_of_sound(mix, board), SoundPart.MIX if reel.of == "film" else SoundPart.PREVIEW)
    return cues(said, tall=reel.is_tall, until=reel.spans[-1].to_s)
