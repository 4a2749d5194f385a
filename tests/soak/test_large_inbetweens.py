"""Moments between large pictures take little memory."""

from __future__ import annotations

import pytest

from reklamai.media.inbetween.model import MODES, Mode
from tests.benchmarks.bench_inbetweens import memory_of

pytestmark = pytest.mark.soak


@pytest.mark.parametrize("mode", MODES)
def test_moments_of_4k_take_less_than_a_quarter_of_a_gigabyte_beside_their_pictures(mode: Mode) -> None:
    assert 0 < memory_of(mode) < 256
