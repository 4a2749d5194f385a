"""The mixing desk: what all tracks are laid on, the echo, the room, and the push of the kick."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import signal

from reklamai.media.synth.dsp import Mono, cut, filtered, samples, stream
from reklamai.media.synth.music.piece import Piece
from reklamai.media.synth.music.players.drumming import number
from reklamai.media.synth.music.styles import style_of
from reklamai.media.synth.space import folded, room
from reklamai.media.types import Sound

ECHO_STEPS, ECHO_KEEPS, ECHOES = 3, 0.42, 5
"""An echo of dotted eighths, from side to side."""
WET = 0.55
PUMP_S = 0.26
"""How long it takes others to come back after a kick."""


@dataclass(frozen=True)
class Desk:
    """What the tracks are laid on: the mix itself, and what goes into the room and into the echo."""

    mix: Sound
    send: Mono
    echo: Mono
    pump: Mono | None
    """How far kicks push others down, 0..1, at every sample; None if nothing gives way."""


def pumping(piece: Piece, count: int) -> Mono | None:
    """How far each kick pushes others down: all the way at once, then back."""
    kicks = [note.at_s for note in piece.track("drums") if note.pitch == number("kick")]
    if not kicks or not any(track.pump for track in piece.tracks):
        return None
    shape = np.linspace(1, 0, samples(PUMP_S), dtype=np.float32) ** 1.5
    rise = samples(0.004)
    shape[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)
    made = np.zeros(count, np.float32)
    for kick in kicks:
        place = made[samples(kick) : samples(kick) + len(shape)]
        np.maximum(place, shape[: len(place)], out=place)
    return made


def echoed(desk: Desk, piece: Piece) -> None:
    """Lay the echoes of what was sent to the echo, each duller than the one before, from side to side."""
    if not desk.echo.any():
        return
    late = samples(ECHO_STEPS * piece.step_s)
    repeat = filtered(desk.echo, cut("bandpass", (250, 3_800), order=1))
    for turn in range(1, ECHOES + 1):
        start = late * turn
        if start >= len(repeat):
            return
        piece_of = repeat[: len(repeat) - start] * np.float32(ECHO_KEEPS**turn)
        near, far = (1.2, 0.35) if turn % 2 else (0.35, 1.2)
        desk.mix[start:, 0] += piece_of * np.float32(near)
        desk.mix[start:, 1] += piece_of * np.float32(far)
        desk.send[start:] += piece_of * np.float32(0.25)


def in_room(desk: Desk, piece: Piece, count: int) -> Sound:
    """The mix with its room: `count` samples; what a loop rings on after its end comes in at its beginning."""
    style = style_of(piece.style)
    early = ((0.011, 0.22), (0.017, 0.2), (0.029, 0.14), (0.037, 0.12))
    answer = room(style.room_s, stream(piece.seed, "room"), dark_hz=style.dark_hz, predelay_s=0.018, echoes=early)
    made = desk.mix
    for side in (0, 1):
        wet = np.asarray(signal.oaconvolve(desk.send, answer[:, side]), np.float32) * np.float32(WET)
        made[:, side] += wet[: len(made)]
        if piece.loop:
            made[:count, side] += _folded_after(wet, len(made), count)
    return folded(made, count) if piece.loop else made[:count]


def _folded_after(wet: Mono, start: int, count: int) -> Mono:
    """What rings after `start`, laid into a loop of `count` where it comes round to."""
    shifted = np.zeros(count + len(wet), np.float32)
    shifted[start % count : start % count + len(wet) - start] = wet[start:]
    return folded(shifted, count)
