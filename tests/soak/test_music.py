"""Music over many seeds: a listener taps its tempo and tells its styles apart; `make test` hears two of each."""

from __future__ import annotations

import pytest

from reklamai.media.synth.music.styles import STYLES
from tests.media.synth.music.listening import off_the_beat, told_apart

pytestmark = pytest.mark.soak

SEEDS = range(2, 7)


def test_a_listener_taps_the_tempo_of_nearly_every_piece() -> None:
    beating = [style for style in STYLES if style != "ambient"]
    off = {(style, seed): off_the_beat(style, seed) for style in beating for seed in SEEDS}

    # a pad has no drums: in one of five pieces the ear counts another pulse
    lost = [piece for piece, share in off.items() if share >= 0.02]
    assert len(lost) <= 0.04 * len(off), lost


def test_styles_are_told_apart_by_ear_over_all_seeds() -> None:
    assert told_apart(STYLES, SEEDS) >= 0.9
