"""What is said under a picture, when, and by which words: for captions beside it and in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from reklamai.media.captions.model import Said
from studio.models import AssetKind
from video.models import Lane, SoundPart, SoundPiece
from video.selectors.mixes import Sound, SoundBoard
from video.sound_asking import heard_s, starts_of
from video.timeline import Span

UNSPOKEN = ("sound_effect", "music")
"""Kinds of orders whose words say what is to be heard, and are not heard themselves."""


def said_of(board: SoundBoard, part: str) -> tuple[Said, ...]:
    """All that is said, in the order of time, in seconds of the animatic ("preview") or of the film or clip ("mix").

    Spoken lines go by the times of their words; a line that nobody speaks yet takes the time of its shot.
    """
    spans = board.spans_in(part)
    spoken = {each.piece.shot_id for each in board.sounds if is_spoken(each) and each.piece.is_line}
    found = [said for each in board.sounds if is_spoken(each) and (said := said_in(each.piece, spans))]
    silent = [(line, spans.get(line.shot.pk)) for line in board.lines if line.shot.pk not in spoken]
    found += [Said(line.text, span.from_s, span.to_s) for line, span in silent if span]
    return tuple(sorted(found, key=lambda each: each.from_s))


def is_spoken(sound: Sound) -> bool:
    """Whether somebody is heard in it, and what they say is known: the words of an effect or of music are none."""
    piece, made = sound.piece, sound.piece.asset.generation if sound.piece.asset else None
    is_said = piece.lane == Lane.DIALOGUE and bool(piece.text) and (made is None or made.kind not in UNSPOKEN)
    return sound.is_heard and not piece.mute and is_said


def is_a_voice(sound: Sound) -> bool:
    """Whether it can be said in another voice: a sound that is there, but no effect and no music made here."""
    asset = sound.piece.asset
    if asset is None or asset.kind != AssetKind.SOUND or sound.state == "gone" or sound.is_working:
        return False
    return asset.generation is None or asset.generation.kind not in UNSPOKEN


def said_in(piece: SoundPiece, spans: Mapping[UUID, Span]) -> Said | None:
    """The words of one sound at their times on the picture; None where its part holds none of them."""
    starts, length = starts_of(piece, spans), (piece.asset.duration_s if piece.asset else 0.0) or 0.0
    ends = starts + heard_s(piece, length)
    if not piece.spoken:
        return Said(piece.text, starts, ends)
    words = tuple(placed(piece, starts, ends))
    if not words:
        return None
    return Said(" ".join(word for word, _from, _to in words), words[0][1], words[-1][2], words)


def placed(piece: SoundPiece, starts: float, ends: float) -> Iterator[tuple[str, float, float]]:
    """The words that are heard in the part of the file that is used."""
    for word, from_s, to_s in piece.spoken:
        begins, stops = starts + from_s - piece.from_s, starts + to_s - piece.from_s
        if stops > starts and begins < ends:
            yield str(word), round(max(begins, starts), 3), round(min(stops, ends), 3)


def captions_of(board: SoundBoard, part: str) -> str:
    """What the order of a mix says of captions, as JSON; "" where nothing is said, or for an animatic."""
    said = said_of(board, part) if part == SoundPart.MIX else ()
    if not said:
        return ""
    wanted: dict[str, Any] = {"said": [[each.text, each.from_s, each.to_s, list(each.words)] for each in said]}
    return json.dumps({**wanted, **board.mix.captions}, ensure_ascii=False, separators=(",", ":"))
