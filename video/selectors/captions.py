"""The captions of what a board plays, out of its lines and of the speech that is there."""

from __future__ import annotations

from uuid import UUID

from reklamai.media.captions.cues import Cue, cues
from video.captions import Spoken, placed, said_in
from video.models import MultiShotGeneration
from video.models.sound import Lane, SoundPiece
from video.selectors.reels import Reel
from video.timeline import Span


def captions_of(film: MultiShotGeneration, reel: Reel) -> tuple[Cue, ...]:
    """Captions of one clip of a board, in one query; a line that nobody has spoken yet has the time of its shot."""
    spans = {span.shot: span for span in reel.spans if span.shot}
    lines_spoken, others = speech_of(film, spans)
    return cues(said_in(reel.lines, lines_spoken, others), tall=reel.is_tall, until=reel.spans[-1].to_s)


def speech_of(film: MultiShotGeneration, spans: dict[UUID, Span]) -> tuple[dict[UUID, Spoken], list[Spoken]]:
    """The speech of a board: what says the line of a shot, by its shot, and all else. What is muted says nothing."""
    pieces = SoundPiece.objects.filter(
        mix__film=film, lane=Lane.DIALOGUE, deleted_at=None, mute=False, asset__isnull=False, asset__deleted_at=None
    ).select_related("asset")
    lines, others = {}, []
    for piece in pieces:
        span = spans.get(piece.shot_id) if piece.shot_id else None
        if piece.shot_id and span is None:
            continue  # its shot is not in this clip
        spoken = spoken_of(piece, span.from_s if span else 0.0)
        if piece.is_line and piece.shot_id:
            lines[piece.shot_id] = spoken
        else:
            others.append(spoken)
    return lines, others


def spoken_of(piece: SoundPiece, shot_s: float) -> Spoken:
    """shot_s: when its shot begins in the film, 0 for what belongs to none."""
    begins = shot_s + piece.starts_s
    length = piece.asset.duration_s if piece.asset else None
    heard = (piece.to_s if piece.to_s is not None else length or piece.from_s) - piece.from_s
    words = placed(piece.spoken, at_s=begins, from_s=piece.from_s, to_s=piece.to_s)
    return Spoken(piece.text, begins, begins + max(0.0, heard), words)
