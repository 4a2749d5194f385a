"""Music over many seeds: a listener taps its tempo and tells its styles apart; `make test` hears two of each."""

from __future__ import annotations

import pytest

from reklamai.media.synth.music.styles import STYLES
from tests.media.synth.music.listening import off_the_beat, told_apart

pytestmark = pytest.mark.soak

SEEDS = range(2, 7)


@pytest.mark.parametrize("style", [style for style in STYLES if style != "ambient"])
def test_a_listener_taps_the_tempo_of_any_seed(style: str) -> None:
    assert max(off_the_beat(style, seed) for seed in SEEDS) < 0.02


def test_styles_are_told_apart_by_ear_over_all_seeds() -> None:
    assert told_apart(STYLES, SEEDS) >= 0.9
