"""A piece as sound: every note played, panned, put into one room and brought to level."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import db, samples, stream
from reklamai.media.synth.music.desk import Desk, echoed, in_room, pumping
from reklamai.media.synth.music.instruments import PATCHES
from reklamai.media.synth.music.instruments.drums import strike
from reklamai.media.synth.music.instruments.kits import KITS, LEVELS, PANS
from reklamai.media.synth.music.instruments.seams import seam
from reklamai.media.synth.music.instruments.tones import evened
from reklamai.media.synth.music.mastering import mastered
from reklamai.media.synth.music.piece import Note, Piece, Track
from reklamai.media.synth.music.players.drumming import DRUMS, number
from reklamai.media.synth.music.styles import style_of
from reklamai.media.synth.space import sides
from reklamai.media.types import Report, Sound, quiet

TAKES = 3
"""So many recordings of each stroke and note take turns: the same one over and over sounds like a machine gun."""
VELOCITIES = 6


def render(piece: Piece, *, report: Report = quiet) -> Sound:
    """The piece at 48 kHz, exactly `piece.seconds` long and about -18 LUFS. Stages: "play", "mix".

    A loop's last sample leads into its first. The same piece gives the same samples. Raises what `report` does.
    """
    count, style = round(piece.seconds * RATE), style_of(piece.style)
    ringing = samples(max(style.room_s, 3.0)) if piece.loop else 0
    desk = Desk(
        mix=np.zeros((count + ringing, 2), np.float32),
        send=np.zeros(count + ringing, np.float32),
        echo=np.zeros(count + ringing, np.float32),
        pump=pumping(piece, count + ringing),
    )
    for place, track in enumerate(piece.tracks):
        report("play", 0.7 * place / max(len(piece.tracks), 1))
        _lay(desk, track, stream(piece.seed, "play", place, track.patch))
    report("mix", 0.7)
    echoed(desk, piece)
    made = in_room(desk, piece, count)
    report("mix", 0.9)
    return mastered(made, piece)


def _lay(desk: Desk, track: Track, random: np.random.Generator) -> None:
    """Every note of a track at its place. Its recordings are forgotten afterwards: of three minutes they are many."""
    kept: dict[tuple[float, ...], NDArray[np.float32]] = {}
    drums = track.role in {"drums", "effects"}
    for turn, note in enumerate(track.notes):
        level = -(-note.velocity * VELOCITIES // 1) / VELOCITIES
        key = (
            note.pitch,
            0.0 if drums and note.pitch < number("riser") else note.seconds,
            level,
            turn % TAKES if drums else 0,
        )
        if key not in kept:
            kept[key] = _sounded(track, note, level, random)
        gain = db(track.gain_db) * (note.velocity / level)
        pan = PANS.get(DRUMS[note.pitch], 0.0) if drums else track.pan
        _add(desk, kept[key], samples(note.at_s) - 1 if note.at_s else 0, gain=gain, pan=pan, track=track)


def _sounded(track: Track, note: Note, velocity: float, random: np.random.Generator) -> NDArray[np.float32]:
    if track.role not in {"drums", "effects"}:
        return evened(PATCHES[track.patch](note.pitch, note.seconds, velocity, random), velocity)
    drum = DRUMS[note.pitch]
    if drum in LEVELS:
        return strike(KITS[track.patch], drum, velocity, random)
    return seam(drum, note.seconds, velocity, random)


def _add(desk: Desk, sound: NDArray[np.float32], at: int, *, gain: float, pan: float, track: Track) -> None:
    room_left = len(desk.mix) - at
    piece = sound[:room_left] * np.float32(gain)
    if track.pump and desk.pump is not None:
        down = 1 - np.float32(track.pump) * desk.pump[at : at + len(piece)]
        piece *= down if piece.ndim == 1 else down[:, None]
    left, right = sides(pan)
    mono = piece if piece.ndim == 1 else (piece[:, 0] + piece[:, 1]) * np.float32(0.5)
    place = desk.mix[at : at + len(piece)]
    if piece.ndim == 1:
        place[:, 0] += mono * np.float32(left)
        place[:, 1] += mono * np.float32(right)
    else:
        place += piece * np.array([left, right], np.float32)
    desk.send[at : at + len(piece)] += mono * np.float32(track.send)
    if track.echo:
        desk.echo[at : at + len(piece)] += mono * np.float32(track.echo)
