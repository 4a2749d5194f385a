"""Fifty mixes drawn by lot: each as loud as asked, none over its peak, by FFmpeg's own meter on the coded file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reklamai.media.mixing.render import HIGHEST, render
from tests.media.mixing.sounds import ebur128, random_mix

pytestmark = pytest.mark.soak

MIXES = 50


@pytest.mark.parametrize("number", range(100, 100 + MIXES))
def test_any_mix_is_as_loud_as_asked_and_under_its_peak(tmp_path: Path, number: int) -> None:
    mix = random_mix(number, tmp_path)

    made = render(mix, folder=tmp_path)

    told, peak = ebur128(made.coded)
    assert told == pytest.approx(mix.loudness, abs=0.5)
    assert peak <= HIGHEST
    assert np.abs(sum(made.lanes.values()) - made.total).max() < 1e-5
