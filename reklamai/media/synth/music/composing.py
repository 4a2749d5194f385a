"""A request, a length and a seed to a piece: every note of it, in a fraction of a second."""

from __future__ import annotations

from reklamai.media.synth.dsp import stream
from reklamai.media.synth.music.form import frame
from reklamai.media.synth.music.piece import BEATS, STEPS, Note, Piece, Track
from reklamai.media.synth.music.players import PLAYERS
from reklamai.media.synth.music.players.drumming import drums, effects
from reklamai.media.synth.music.players.scene import Scene, played
from reklamai.media.synth.music.progressions import chords_of, key_of, last_chord
from reklamai.media.synth.music.request import TEMPI, Request
from reklamai.media.synth.music.scoring import parts_for
from reklamai.media.synth.music.styles import style_of
from reklamai.media.synth.music.styles.model import Part, Style

SHORTEST_S, LONGEST_S = 2.0, 600.0
DRUM_LOOSE = 0.6
"""Drummers are nearer to the grid than others."""


def compose(request: Request, *, seconds: float, seed: int, loop: bool = False) -> Piece:
    """A piece that ends, or begins again, exactly at `seconds`.

    Raises: ValueError for a length outside 2..600 seconds, a style that there is not, a tempo outside TEMPI.
    """
    if not SHORTEST_S <= seconds <= LONGEST_S:
        raise ValueError(f"a piece lasts {SHORTEST_S:.0f}..{LONGEST_S:.0f} s, got {seconds}")
    if request.tempo is not None and not TEMPI[0] <= request.tempo <= TEMPI[1]:
        raise ValueError(f"a tempo is {TEMPI[0]:.0f}..{TEMPI[1]:.0f}, got {request.tempo}")
    scene = _scene(request, seconds=seconds, seed=seed, loop=loop)
    return Piece(
        style=request.style,
        key=scene.key,
        tempo=60.0 / scene.step_s / (STEPS / BEATS),
        seconds=seconds,
        loop=loop,
        seed=seed,
        sections=scene.sections,
        chords=scene.chords,
        tracks=_tracks(scene, request, seed),
        last_hit_s=seconds if loop else scene.steps * scene.step_s,
    )


def _scene(request: Request, *, seconds: float, seed: int, loop: bool) -> Scene:
    style = style_of(request.style)
    random = stream(seed, "form", style.name)
    low, high = style.tempo
    own = float(random.uniform(low, high)) + (request.energy - 0.5) * (high - low) * 0.5
    form = frame(
        seconds=seconds, tempo=request.tempo or own, asked=request.tempo is not None, loop=loop, energy=request.energy
    )
    key = key_of(request.mood or style.mood, random)
    key = request.key or key
    chords = chords_of(style.harmony, key, form.sections, steps=form.steps, loop=loop, random=random)
    return Scene(
        style=style,
        key=key,
        step_s=60.0 / form.tempo / (STEPS / BEATS),
        steps=form.steps,
        seconds=seconds,
        loop=loop,
        sections=form.sections,
        chords=chords,
        last=last_chord(style.harmony, key),
    )


def _tracks(scene: Scene, request: Request, seed: int) -> tuple[Track, ...]:
    style = scene.style
    made = []
    for place, part in enumerate(parts_for(style, request, stream(seed, "parts", style.name))):
        random = stream(seed, "part", place, part.role, part.patch)
        strokes = PLAYERS[part.player](scene, part, random)
        notes = played(scene, strokes, random, loose_ms=style.loose_ms)
        made.append(_track(part, notes))
    if "drums" not in request.unwanted:
        made += [track for track in _drum_tracks(scene, style, seed) if track.notes]
    return tuple(track for track in made if track.notes)


def _track(part: Part, notes: tuple[Note, ...]) -> Track:
    return Track(part.role, part.patch, notes, part.gain_db, part.pan, part.send, part.echo, part.pump)


def _drum_tracks(scene: Scene, style: Style, seed: int) -> list[Track]:
    random = stream(seed, "drums", style.name)
    loose = style.loose_ms * DRUM_LOOSE
    beats = played(scene, drums(scene), random, loose_ms=loose, firm=0.09)
    seams = played(scene, effects(scene), random, loose_ms=0.0)
    return [
        Track("drums", style.kit, beats, gain_db=style.drums_db, send=style.drums_send),
        Track("effects", style.kit or "soft", seams, gain_db=style.drums_db - 4.0, send=0.3),
    ]
