"""A recipe sounded: every layer made, set into its space, brought to its level, laid together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media.sound import RATE
from reklamai.media.synth import levels
from reklamai.media.synth.dsp import cut, db, filtered_ring, samples, stream, swell
from reklamai.media.synth.sounds import (
    cars,
    fires,
    liquids,
    moves,
    nature,
    people,
    places,
    steps,
    things,
    water,
    weather,
)
from reklamai.media.synth.sounds.model import KINDS, Layer, Recipe
from reklamai.media.synth.sounds.take import Maker, Take
from reklamai.media.synth.sounds.timeline import OVERLAP, Stretch, stretches
from reklamai.media.synth.space import Canvas, reverb, room
from reklamai.media.types import Report, Sound, quiet

MAKERS: Mapping[str, Maker] = {
    "rain": weather.rain,
    "thunder": nature.thunder,
    "wind": weather.wind,
    "sea": water.sea,
    "stream": liquids.stream,
    "fire": fires.fire,
    "city": places.city,
    "crowd": places.crowd,
    "room_tone": places.room_tone,
    "birds": nature.birds,
    "crickets": nature.crickets,
    "footsteps": steps.footsteps,
    "applause": people.applause,
    "heartbeat": people.heartbeat,
    "clock": things.ticking,
    "door": things.door,
    "knock": things.knock,
    "keyboard": things.keyboard,
    "click": things.click,
    "shutter": things.shutter,
    "chime": things.chime,
    "sparkle": things.sparkle,
    "pop": liquids.pop,
    "ice": liquids.ice,
    "pour": liquids.pour,
    "fizz": liquids.fizz,
    "sizzle": liquids.sizzle,
    "engine": cars.engine,
    "passby": cars.passby,
    "whoosh": moves.whoosh,
    "riser": moves.riser,
    "hit": moves.hit,
}
SHORTEST_S, LONGEST_S = 0.5, 120.0
EFFECT_PEAK_DB = -6.0
OVER_BED_DB = -12.0
"""The peak of an effect that a bed lies under: about 6 dB over the bed's own peaks."""
MUFFLED_HZ = 700.0
"""What a closed window lets through."""


def render(recipe: Recipe, *, seconds: float, seed: int, loop: bool = False, report: Report = quiet) -> Sound:
    """(N, 2) of exactly so many seconds; the same recipe and seed give the same samples.

    Beds come at their kind's loudness (-26 LUFS, a room's tone -40), effects alone peak at -6 dBFS. With `loop` the
    end runs on into the beginning. Raises: MediaError for a recipe of nothing or a length outside 0.5..120 s,
    Cancelled through `report`.
    """
    if not recipe.layers:
        raise MediaError("The words name no sound that can be made here.")
    if not SHORTEST_S <= seconds <= LONGEST_S:
        raise MediaError("The sound can last from 0.5 to 120 seconds.", seconds=seconds)
    count = samples(seconds)
    made = np.zeros((count, 2), np.float32)
    for place, (layer, stretch) in enumerate(zip(recipe.layers, stretches(recipe, seconds), strict=True)):
        report("sound", place / len(recipe.layers))
        made += _layer(recipe, layer, _Place(place, count, seed, loop=loop, stretch=stretch))
    made = _levelled(recipe, made)
    if not loop:
        # an effect begins at once, but one that is longer than the order must not end in a click either
        at_once = all(KINDS[layer.kind].role == "moment" for layer in recipe.layers)
        made *= swell(count, attack_s=0.0 if at_once else 0.02, release_s=min(0.25, seconds / 8))[:, None]
    report("sound", 1.0)
    return levels.rounded(made)


@dataclass(frozen=True, slots=True)
class _Place:
    """Which layer of a recipe it is, and what it is laid on."""

    index: int
    count: int
    seed: int
    loop: bool
    stretch: Stretch

    @property
    def own_seed(self) -> int:
        return self.seed * 64 + self.index


def _layer(recipe: Recipe, layer: Layer, place: _Place) -> Sound:
    kind = KINDS[layer.kind]
    if kind.role == "moment":
        sound = _moments(recipe, layer, place)
    else:
        sound = _going_on(recipe, layer, place)
    sound = _in_space(recipe, layer, sound, place)
    far_db = -14.0 * max(layer.distance - 0.2, 0) + 6.0 * (layer.intensity - 0.5)
    if kind.role == "bed":
        # single drops and crackles reach 25 dB over their bed: a mixer would round them off before anything else
        level = kind.lufs + far_db
        return levels.rounded(levels.levelled(sound, level), knee=db(level + 12), ceiling=db(level + 17))
    under = any(KINDS[each.kind].role == "bed" for each in recipe.layers)
    return levels.peaked(sound, (OVER_BED_DB if under else EFFECT_PEAK_DB) + far_db)


def _going_on(recipe: Recipe, layer: Layer, place: _Place) -> Sound:
    """Something that lasts, from where its stretch begins."""
    count = min(samples(place.stretch.seconds), place.count)
    made = MAKERS[layer.kind](Take(layer, count, place.own_seed, recipe.time))
    if count == place.count:
        return made
    start = min(samples(place.stretch.start_s), place.count - count)
    return np.pad(made, ((start, place.count - count - start), (0, 0)))


def _moments(recipe: Recipe, layer: Layer, place: _Place) -> Sound:
    """Something that sounds once, or as often as words say; each time a little differently."""
    kind, canvas = KINDS[layer.kind], Canvas(place.count, tail_s=12.0)
    over_bed = any(KINDS[each.kind].role == "bed" for each in recipe.layers)
    again = kind.every if over_bed and kind.every and not layer.times else 0.0
    gap = again or kind.seconds * OVERLAP
    times = int(place.count / RATE / again) + 1 if again else max(layer.times, 1)
    for turn in range(times):
        take = Take(layer, samples(kind.seconds), place.own_seed + 7_919 * turn, recipe.time)
        late = take.random("when").uniform(-0.25, 0.25) * again if turn else 0.0
        at = samples(place.stretch.start_s + turn * gap + late)
        if at < place.count:
            canvas.lay(at, MAKERS[layer.kind](take))
    return canvas.ring() if place.loop else canvas.cut()


def _in_space(recipe: Recipe, layer: Layer, sound: Sound, place: _Place) -> Sound:
    """Far things are duller and ring more; what is outdoors is dull indoors, and what is indoors has its room."""
    kind = KINDS[layer.kind]
    if recipe.inside and kind.outdoors:
        sound = filtered_ring(sound, cut("lowpass", MUFFLED_HZ, order=1), cut("lowpass", MUFFLED_HZ * 4))
    far = max(layer.distance - 0.25, 0.0)
    if far:
        sound = filtered_ring(sound, cut("lowpass", 16_000 * (1 - far) ** 3 + 500, order=1))
    wet = kind.wet + 0.5 * far * (kind.role != "bed") + (0.12 if recipe.inside and not kind.outdoors else 0)
    if not wet:
        return sound
    seconds = 0.35 + 1.1 * far + (0.25 if recipe.inside else 0)
    ring = place.loop or kind.role in {"bed", "steady"}
    return reverb(sound, room(seconds, stream(place.seed, "room"), dark_hz=5_000), wet=wet, ring=ring)


def _levelled(recipe: Recipe, made: Sound) -> Sound:
    """Several beds together are as loud as one; effects alone peak where one of them would."""
    beds = [KINDS[layer.kind].lufs for layer in recipe.layers if KINDS[layer.kind].role == "bed"]
    if len(beds) == len(recipe.layers) and beds:
        asked = max(6.0 * (layer.intensity - 0.5) - 14.0 * max(layer.distance - 0.2, 0) for layer in recipe.layers)
        return levels.levelled(made, max(beds) + asked)
    if not beds:
        return made * np.float32(min(1.0, db(EFFECT_PEAK_DB) / max(float(np.abs(made).max()), 1e-9)))
    return made
