"""Every kind of sound is told from all others by what is heard alone."""

from __future__ import annotations

import pytest
from numpy.typing import NDArray

from reklamai.media.synth.sounds import KINDS, Layer, Recipe
from reklamai.media.synth.sounds.rendering import render
from reklamai.media.types import Sound
from tests.media.synth.sounds.hearing import centres_of, features, nearest

TAUGHT, ASKED = (101, 102), (7,)
SHORT_S = 3.0


def sound_of(kind: str, seed: int, *, intensity: float = 0.5) -> Sound:
    """A few seconds of it, or all of it where it has a shape of its own."""
    seconds = min(KINDS[kind].seconds, 6.0) if KINDS[kind].role != "bed" or kind == "sea" else SHORT_S
    return render(Recipe((Layer(kind, intensity=intensity),)), seconds=seconds, seed=seed)


@pytest.fixture(scope="module")
def centres() -> dict[str, NDArray[object]]:
    return centres_of({kind: [features(sound_of(kind, seed)) for seed in TAUGHT] for kind in KINDS})


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_nearest_to_its_own_like_on_seeds_that_were_not_taught(kind, centres):
    for seed in ASKED:
        assert nearest(features(sound_of(kind, seed)), centres) == kind


@pytest.mark.soak
def test_kinds_of_other_force_than_was_taught_are_mostly_known_too(centres):
    heard = {kind: nearest(features(sound_of(kind, 9, intensity=0.7)), centres) for kind in KINDS}

    assert sum(kind == name for kind, name in heard.items()) >= 0.9 * len(KINDS), heard
