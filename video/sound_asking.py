"""From a line of a storyboard to the order that speaks it, and from sounds on lanes to a mix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from reklamai.media.mixing.model import LaneSet, Mix, Piece
from studio.ask import Ask
from video.hashing import digest
from video.models import Shot, SoundMix, SoundPiece
from video.timeline import Span

SPEECH: Final = "text_to_speech"
USUAL_VOICE: Final[Mapping[str, Any]] = {"model": "voice-draft", "parameters": {}}
"""Our own engine's: free, so a board can be heard before anything is paid."""
LEAD_IN_S: Final = 0.3
"""Before a line begins in its shot: the eye has seen where it is before somebody speaks."""
TAIL_S: Final = 0.4
"""After it, before the next shot."""


def voice_of(mix: SoundMix, shot: Shot | None = None) -> dict[str, Any]:
    """{"model", "parameters"} of who says a line: the shot's own, else the mix's, else our usual one."""
    return dict((shot.voice if shot else None) or mix.voice or USUAL_VOICE)


def line_of(shot: Shot) -> str:
    return " ".join(shot.line.split())


def line_hash(shot: Shot, mix: SoundMix) -> str:
    """Of what a line says and who says it."""
    return digest({"text": line_of(shot), **voice_of(mix, shot)})


def line_ask(shot: Shot, mix: SoundMix, *, project: UUID | None) -> Ask:
    """What is ordered to speak the line of a shot."""
    voice = voice_of(mix, shot)
    parameters = dict(voice.get("parameters", {}))
    return Ask(kind=SPEECH, model=voice["model"], prompt=line_of(shot), parameters=parameters, project=project)


def seconds_for_line(spoken_s: float) -> int:
    """How long a shot has to be for a line of so many seconds, in whole seconds as shots are."""
    return -int(-(LEAD_IN_S + spoken_s + TAIL_S) // 1)


def starts_of(piece: SoundPiece, spans: Mapping[UUID, Span]) -> float:
    """Seconds of the picture at which a sound begins; what moves with a shot begins with it."""
    span = spans.get(piece.shot_id) if piece.shot_id else None
    return (span.from_s if span else 0.0) + piece.starts_s


def heard_s(piece: SoundPiece, length: float) -> float:
    """How many seconds of its file are heard once."""
    ends = length if piece.to_s is None else min(piece.to_s, length)
    return max(0.0, ends - piece.from_s)


def mix_of(
    mix: SoundMix, pieces: Sequence[SoundPiece], *, seconds: float, spans: Mapping[UUID, Span], own: bool
) -> tuple[Mix, tuple[UUID, ...]]:
    """What is mixed, and the files of its sounds in the order in which it counts them.

    pieces: those that have a file. own: whether the picture has a sound of its own. What begins after the end of the
    picture is left out, and what is muted.
    """
    heard = [(piece, starts_of(piece, spans)) for piece in pieces if not piece.mute]
    placed = tuple(placed_at(piece, at) for piece, at in heard if at < seconds)
    lanes = {name: LaneSet(**wanted) for name, wanted in mix.lanes.items()}
    whole = Mix(
        placed,
        seconds,
        lanes=lanes,
        own=Path("own") if own and not mix.own_mute else None,
        own_gain_db=mix.own_gain_db,
        loudness=float(mix.loudness),
        duck_db=mix.duck_db,
    )
    return whole, tuple(UUID(path.name) for path in whole.sounds)


def placed_at(piece: SoundPiece, starts_s: float) -> Piece:
    return Piece(
        Path(str(piece.asset_id)),
        piece.lane,
        starts_s=round(starts_s, 3),
        from_s=piece.from_s,
        to_s=piece.to_s,
        fade_in_s=piece.fade_in_s,
        fade_out_s=piece.fade_out_s,
        gain_db=piece.gain_db,
        loop=piece.loop,
    )
